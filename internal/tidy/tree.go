package tidy

import (
	"reflect"
	"slices"

	"notis/internal/notice"
)

// form is how a node stands in a file.
type form int

const (
	scalar form = iota
	array       // [ … ]
	table       // [x], { … }, or keys with dots
	tables      // [[x]]
	silent      // a field or a table that is commented out
)

// node is a value with its comments.
type node struct {
	form  form
	key   string
	nodes []*node
	// keys finds what stands under a key.
	keys map[string]*node
	// raw is the scalar as it is written; what it says, where it is quoted.
	raw    string
	quoted bool
	// headed tells that a table has a heading, [x] or [[x]], of its own; of
	// what is commented out, that it begins with one.
	headed bool

	// above are the comments above, in which "" is an empty line; behind is
	// the one on the same line; below are those on the next lines, where an
	// empty line follows; end are those before the closing bracket.
	above  []string
	behind string
	below  []string
	end    []string

	// model is the type of package notice that the value is read into; nil
	// where the key is unknown. rank is the place of the key in its type.
	model reflect.Type
	rank  int
	// plain tells that a text takes no Markdown, prose that this string is
	// one side of a text that does.
	plain, prose bool
}

// unknown is the rank of keys that the model does not have: they come last.
const unknown = 1 << 20

var wordy = []reflect.Type{reflect.TypeFor[notice.Text](), reflect.TypeFor[notice.Name](), reflect.TypeFor[notice.Datum]()}

// isWordy tells whether a type is written as { nb = …, en = … }.
func isWordy(t reflect.Type) bool { return slices.Contains(wordy, t) }

// member is what the model says of a key.
type member struct {
	rank  int
	model reflect.Type
	plain bool
}

// memberOf finds a key in a type.
func memberOf(t reflect.Type, key string) (member, bool) {
	if t == nil || t.Kind() != reflect.Struct {
		return member{rank: unknown}, false
	}
	// The keys of an embedded type stand in its place, which no other key of
	// a wordy type follows.
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			if in, ok := memberOf(f.Type, key); ok {
				return member{i + in.rank, in.model, in.plain || t == reflect.TypeFor[notice.Name]()}, true
			}
		} else if f.Tag.Get("toml") == key {
			return member{i, f.Type, f.Tag.Get("plain") != ""}, true
		}
	}
	return member{rank: unknown}, false
}

func (n *node) child(key string) *node { return n.keys[key] }

// put sets a value under a key, which may have dots. It gives the node that
// comments above are about: the value, or the table that begins here; nil
// where the key stands for something else already.
func (n *node) put(path []string, v *node) *node {
	about := v
	for _, key := range path[:len(path)-1] {
		in := n.child(key)
		if in == nil {
			in = &node{form: table, key: key}
			n.take(in)
			if about == v {
				about = in
			}
		}
		if n = in; n.form != table {
			return nil
		}
	}
	v.key = path[len(path)-1]
	if n.child(v.key) != nil {
		return nil
	}
	n.take(v)
	return about
}

// take adds a node to a table.
func (n *node) take(c *node) {
	if n.keys == nil {
		n.keys = map[string]*node{}
	}
	n.nodes, n.keys[c.key] = append(n.nodes, c), c
	n.tell(c)
}

// tell tells a node of a table which type it is read into.
func (n *node) tell(c *node) {
	in, ok := memberOf(n.model, c.key)
	if isWordy(n.model) && (c.key == "nb" || c.key == "en") {
		in.plain = in.plain || n.plain
		c.prose = ok && c.quoted && !in.plain
	}
	c.know(in)
}

// know sets the type of a node, and so of what is in it.
func (n *node) know(m member) {
	n.rank, n.model, n.plain = m.rank, m.model, m.plain
	switch n.form {
	case array, tables:
		if n.model != nil && n.model.Kind() == reflect.Slice {
			n.model = n.model.Elem()
		}
		for _, c := range n.nodes {
			c.know(member{model: n.model, plain: n.plain})
		}
	case table:
		for _, c := range n.nodes {
			n.tell(c)
		}
	}
}

// sorted gives what is in a table in the order of the model.
func (n *node) sorted() []*node {
	out := slices.Clone(n.nodes)
	slices.SortStableFunc(out, func(a, b *node) int { return a.rank - b.rank })
	return out
}

// remarked tells whether a comment stands with a node or in it.
func (n *node) remarked() bool { return len(n.comments()) > 0 }

// comments are those that stand with a node and in it, without empty lines.
func (n *node) comments() []string {
	out := append(slices.DeleteFunc(slices.Clone(n.above), empty), n.inner()...)
	if n.behind != "" {
		out = append(out, n.behind)
	}
	return append(out, slices.DeleteFunc(slices.Clone(n.below), empty)...)
}

// inner are the comments that stand in a node.
func (n *node) inner() []string {
	var out []string
	for _, c := range n.nodes {
		out = append(out, c.comments()...)
	}
	return append(out, n.end...)
}

func empty(line string) bool { return line == "" }
