package tidy

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
)

// sameness holds what two files say against each other.
type sameness struct{ prose *proser }

// table compares two tables that are read into a type; where they differ, it
// gives the place.
func (s *sameness) table(path string, a, b map[string]any, model reflect.Type, plain bool) (string, bool) {
	for _, key := range slices.Sorted(maps.Keys(a)) {
		at := key
		if path != "" {
			at = path + "." + key
		}
		to, ok := b[key]
		if !ok {
			return at, false
		}
		in, _ := memberOf(model, key)
		in.plain = in.plain || isWordy(model) && plain
		if s.wording(model, key, in) && s.text(a[key], to) {
			continue
		}
		if where, ok := s.value(at, a[key], to, in); !ok {
			return where, false
		}
	}
	for _, key := range slices.Sorted(maps.Keys(b)) {
		if _, ok := a[key]; !ok {
			return path + "." + key, false
		}
	}
	return "", true
}

// wording tells whether a key is one side of a text that takes Markdown.
func (s *sameness) wording(model reflect.Type, key string, in member) bool {
	return isWordy(model) && (key == "nb" || key == "en") && !in.plain
}

func (s *sameness) text(a, b any) bool {
	x, ok := a.(string)
	y, ok2 := b.(string)
	return ok && ok2 && s.prose.same(x, y)
}

func (s *sameness) value(path string, a, b any, in member) (string, bool) {
	if x, ok := a.(map[string]any); ok {
		y, ok := b.(map[string]any)
		if !ok {
			return path, false
		}
		return s.table(path, x, y, in.model, in.plain)
	}
	x, ok := entries(a)
	y, ok2 := entries(b)
	if !ok || !ok2 {
		return path, ok == ok2 && fmt.Sprintf("%T %#v", a, a) == fmt.Sprintf("%T %#v", b, b)
	}
	if len(x) != len(y) {
		return path, false
	}
	for i := range x {
		if where, ok := s.value(path+"["+strconv.Itoa(i)+"]", x[i], y[i], member{model: single(in.model), plain: in.plain}); !ok {
			return where, false
		}
	}
	return "", true
}

// entries gives what is in a list, however it was written.
func entries(v any) ([]any, bool) {
	switch v := v.(type) {
	case []any:
		return v, true
	case []map[string]any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = v[i]
		}
		return out, true
	}
	return nil, false
}

// sameComments tells whether two files have the same comments.
func sameComments(a, b []byte) (bool, error) {
	x, err := commentsOf(a)
	if err != nil {
		return false, err
	}
	y, err := commentsOf(b)
	return slices.Equal(x, y), err
}

func commentsOf(src []byte) ([]string, error) {
	list, err := read(src)
	var out []string
	for _, e := range list {
		if e.note != "" {
			out = append(out, e.note)
		}
		if e.value != nil {
			out = append(out, e.value.inner()...)
		}
	}
	slices.Sort(out)
	return out, err
}
