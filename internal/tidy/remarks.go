package tidy

import (
	"reflect"
	"regexp"
	"strings"
)

// remarks are comments on lines in a row.
type remarks struct {
	lines       []string
	first, last int
}

// gather adds a comment to those before it.
func gather(list []remarks, e *expression) []remarks {
	if n := len(list); n > 0 && list[n-1].last+1 == e.first {
		list[n-1].lines, list[n-1].last = append(list[n-1].lines, e.note), e.last
		return list
	}
	return append(list, remarks{[]string{e.note}, e.first, e.last})
}

var (
	// A line such as "# ---- Rights ----" is about what follows.
	banner = regexp.MustCompile(`^#\s*[-=~*#_]{3}`)
	// What is commented out, as the forms of a new brand do it: a field, and
	// the heading of a table.
	offField   = regexp.MustCompile(`^#\s?([A-Za-z0-9_-]+)\s*=`)
	offHeading = regexp.MustCompile(`^#\s?\[\[?([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\]\]?\s*$`)
)

// settle gives comments to what they belong to, and returns those above what
// comes next. Fields that are commented out stay in their table, with what
// stands right above them; comments right below something, with an empty line
// after, stay with that; at the top of the file, those before the first empty
// line are about the file.
func (b *builder) settle(list []remarks, next *expression) []string {
	var left []remarks
	prev := b.line
	for i, r := range list {
		gap := r.first > prev+1
		prev = r.last
		touches := next != nil && r.last+1 == next.first
		switch {
		case touches && next.kind == pair:
			left = append(left, r)
		case b.silence(left, r, gap):
			left = nil
		case touches:
			left = append(left, r)
		case i == 0 && b.line < 0:
			b.out.head = r.lines
		case i == 0 && !gap && !banner.MatchString(r.lines[0]):
			b.last.below = r.lines
		default:
			left = append(left, r)
		}
	}
	if next == nil {
		return join(left)
	}
	out := join(left)
	if len(left) > 0 && left[len(left)-1].last+1 < next.first {
		out = append(out, "")
	}
	begins := next.first
	if len(left) > 0 {
		begins = left[0].first
	}
	if len(out) > 0 && (begins > b.line+1 || len(left) > 1 || out[len(out)-1] == "") {
		out = append([]string{""}, out...)
	}
	return out
}

// join puts an empty line between groups of comments.
func join(list []remarks) []string {
	var out []string
	for i, r := range list {
		if i > 0 {
			out = append(out, "")
		}
		out = append(out, r.lines...)
	}
	return out
}

// silence keeps a field or a table that is commented out in the table it is a
// field of, with the comments right above it that explain it. It tells whether
// there is one.
func (b *builder) silence(above []remarks, r remarks, gap bool) bool {
	lines := func() []string {
		out := join(append(above[:len(above):len(above)], r))
		if gap || len(above) > 0 {
			out = append([]string{""}, out...)
		}
		return out
	}
	for _, line := range r.lines {
		if m := offHeading.FindStringSubmatch(line); m != nil {
			return b.silentTable(strings.Split(m[1], "."), lines)
		}
		m := offField.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if b.off != nil {
			_, ok := memberOf(b.offModel, m[1])
			if ok {
				b.off.above = append(b.off.above, lines()...)
			}
			return ok
		}
		in, ok := memberOf(b.here.model, m[1])
		if ok {
			b.here.nodes = append(b.here.nodes, &node{form: silent, above: lines(), rank: in.rank})
		}
		return ok
	}
	return false
}

func (b *builder) silentTable(path []string, lines func() []string) bool {
	t, key := b.out.root, path[len(path)-1]
	for _, k := range path[:len(path)-1] {
		if t = t.enter(k, false); t == nil {
			break
		}
	}
	if t != nil {
		in, ok := memberOf(t.model, key)
		if ok {
			b.off, b.offPath, b.offModel = &node{form: silent, headed: true, above: lines(), rank: in.rank}, path, single(in.model)
			t.nodes = append(t.nodes, b.off)
		}
		return ok
	}
	// A table in one that is commented out itself.
	if b.off == nil || len(path) <= len(b.offPath) || strings.Join(path[:len(b.offPath)], ".") != strings.Join(b.offPath, ".") {
		return false
	}
	model := b.rootOf(b.offPath)
	for _, k := range path[len(b.offPath):] {
		in, ok := memberOf(model, k)
		if !ok {
			return false
		}
		model = single(in.model)
	}
	b.off.above, b.offModel = append(b.off.above, lines()...), model
	return true
}

// rootOf gives the type that the table of a path is read into.
func (b *builder) rootOf(path []string) reflect.Type {
	model := b.out.root.model
	for _, k := range path {
		in, _ := memberOf(model, k)
		model = single(in.model)
	}
	return model
}

// single gives the type of an entry of a list.
func single(t reflect.Type) reflect.Type {
	if t != nil && t.Kind() == reflect.Slice {
		return t.Elem()
	}
	return t
}
