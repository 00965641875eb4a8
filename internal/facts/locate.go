package facts

import (
	"reflect"
	"strconv"
	"strings"

	"notis/internal/notice"
)

// Locator names places of facts by ids, without showing them as a tree.
type Locator struct {
	facts *notice.Facts
	of    builder
	// names are those of entries, by their path.
	names map[string]string
}

// Locate begins to name places of facts, which must not change meanwhile.
func Locate(f *notice.Facts) *Locator {
	return &Locator{facts: f, of: builder{fields: map[reflect.Type][]field{}}, names: map[string]string{}}
}

// Place names a place by ids: privacy.activities[1].purpose becomes
// privacy.activities[supply].purpose. What the facts do not hold stays as it
// is.
func (l *Locator) Place(path string) string {
	v := reflect.ValueOf(l.facts).Elem()
	var out strings.Builder
	at := 0
	for step := range strings.SplitSeq(path, ".") {
		if at > 0 {
			out.WriteByte('.')
		}
		at += len(step) + 1
		key, index, listed := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		if v = l.field(v, key); listed {
			i, err := strconv.Atoi(index)
			if err == nil && v.IsValid() && v.Kind() == reflect.Slice && i >= 0 && i < v.Len() {
				if name := l.name(path[:at-1], v, i); name != "" {
					step = key + "[" + name + "]"
				}
				v = v.Index(i)
			} else {
				v = reflect.Value{}
			}
		}
		out.WriteString(step)
	}
	return out.String()
}

// Missing gives the step of a path that leads to an entry which is not there,
// by id or by index; "" where there is none. A key under which nothing is
// stated is not missing: it can be.
func (l *Locator) Missing(path string) string {
	v := reflect.ValueOf(l.facts).Elem()
	for step := range strings.SplitSeq(path, ".") {
		key, index, listed := strings.Cut(strings.TrimSuffix(step, "]"), "[")
		v = l.field(v, key)
		if !listed {
			continue
		}
		if v = l.entry(v, index); !v.IsValid() {
			return step
		}
	}
	return ""
}

// entry finds an entry of a list by its id or its index; the first of several
// that have the same word in its place.
func (l *Locator) entry(v reflect.Value, index string) reflect.Value {
	if !v.IsValid() || v.Kind() != reflect.Slice {
		return reflect.Value{}
	}
	for i := range v.Len() {
		if l.own(v.Index(i)) == index {
			return v.Index(i)
		}
	}
	if i, err := strconv.Atoi(index); err == nil && i >= 0 && i < v.Len() {
		return v.Index(i)
	}
	return reflect.Value{}
}

// field gives a field by its key; the zero value where there is none.
func (l *Locator) field(v reflect.Value, key string) reflect.Value {
	if v.IsValid() && v.Kind() == reflect.Struct {
		for i, f := range l.of.of(v.Type()) {
			if f.key == key {
				return v.Field(i)
			}
		}
	}
	return reflect.Value{}
}

// name gives what an entry is called: its id, or the word that takes its place,
// such as the kind of a basis. It is "" where it has none, or another entry of
// the list has the same: then the index tells which is meant.
func (l *Locator) name(path string, list reflect.Value, i int) string {
	name, ok := l.names[path]
	if ok {
		return name
	}
	name = l.own(list.Index(i))
	for k := range list.Len() {
		if k != i && name != "" && l.own(list.Index(k)) == name {
			name = ""
		}
	}
	l.names[path] = name
	return name
}

// own is what an entry is called by itself. Wording is no name: a report in
// another language could not show it.
func (l *Locator) own(v reflect.Value) string {
	name := ""
	if id := l.field(v, "id"); id.IsValid() && id.Kind() == reflect.String {
		name = id.String()
	}
	if name == "" {
		if n, ok := l.of.node("", "", v); ok {
			name = word(&n)
		}
	}
	if notice.ID(name).Check() != nil || strings.Trim(name, "0123456789") == "" {
		return ""
	}
	return name
}

// word gives the value of an entry, or the values that tell it from others.
func word(n *Node) string {
	if n.Kind == Leaf {
		return n.Value
	}
	var out []string
	for _, key := range naming[n.Type] {
		if in, ok := n.Field(key); ok && in.Kind == Leaf {
			out = append(out, in.Value)
		}
	}
	return strings.Join(out, " ")
}
