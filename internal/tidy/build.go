package tidy

import "reflect"

// file is a file as a tree, with the comments at its two ends.
type file struct {
	root       *node
	head, foot []string
}

// builder makes a tree of expressions and gives each comment to what it
// belongs to.
type builder struct {
	out  *file
	here *node // the table that keys stand in
	last *node // what stands on the line before the comments
	line int   // that line; -1 at the beginning of the file
	// off is the table that is commented out and still open, with the path
	// of its heading and the type its fields are of.
	off      *node
	offPath  []string
	offModel reflect.Type
}

func build(src []byte, model reflect.Type) (*file, error) {
	list, err := read(src)
	if err != nil {
		return nil, err
	}
	root := &node{form: table, model: model, headed: true}
	b := &builder{out: &file{root: root}, here: root, line: -1}
	var above []remarks
	for i := range list {
		e := &list[i]
		if e.kind == comment {
			above = gather(above, e)
			continue
		}
		lines := b.settle(above, e)
		above = nil
		if err := b.add(e, lines); err != nil {
			return nil, err
		}
		b.line, b.off = e.last, nil
	}
	b.out.foot = b.settle(above, nil)
	return b.out, nil
}

// add puts an expression into the tree, with the comments above it.
func (b *builder) add(e *expression, above []string) error {
	var about, v *node
	if e.kind == pair {
		v = e.value
		if about = b.here.put(e.path, v); about == nil {
			return twice(e.first, e.path)
		}
	} else {
		var err error
		if v, err = b.heading(e); err != nil {
			return err
		}
		about, b.here = v, v
	}
	about.above = append(about.above, above...)
	v.behind, b.last = e.note, v
	return nil
}

// heading gives the table that a heading opens.
func (b *builder) heading(e *expression) (*node, error) {
	t := b.out.root
	clash := twice(e.first, e.path)
	for _, key := range e.path[:len(e.path)-1] {
		if t = t.enter(key, true); t == nil {
			return nil, clash
		}
	}
	key := e.path[len(e.path)-1]
	want := map[kind]form{heading: table, headings: tables}[e.kind]
	in := t.child(key)
	if in == nil {
		in = &node{form: want, key: key}
		t.take(in)
	}
	if in.form != want || in.headed {
		return nil, clash
	}
	if want == tables {
		entry := &node{form: table}
		entry.know(member{model: in.model, plain: in.plain})
		in.nodes = append(in.nodes, entry)
		in = entry
	}
	in.headed = true
	return in, nil
}

// enter gives the table under a key, of a list the newest; nil where the key
// is none, or stands for something else. Create makes it.
func (n *node) enter(key string, create bool) *node {
	in := n.child(key)
	if in == nil && create {
		in = &node{form: table, key: key}
		n.take(in)
	}
	if in != nil && in.form == tables {
		in = in.nodes[len(in.nodes)-1]
	}
	if in == nil || in.form != table {
		return nil
	}
	return in
}
