package redline

import (
	"slices"
	"strings"

	"notis/internal/document"
)

// flat is a notice as a sequence of units, in the order a reader meets them. It
// is the same in all comparisons.
type flat struct {
	units []unit
	// names are what the notice names, ranges the boxes of that, and home the
	// innermost box of each unit.
	names  []named
	ranges []box
	home   []int
	// readings are the lines taken apart; they and index are made when they are
	// first asked for.
	readings []*reading
	index    *index
	// runs are the lines that are words alone.
	runs []document.Run
}

type unit struct {
	kind  Kind
	level int
	id    string
	// label and field are the words and the key of the row or the column.
	label, field string
	line         document.Line
	// same is the number of the line.
	same int32
	// counted is how many words it has, once they are counted, and one more.
	counted int
	// head is the unit that this one stands under, or -1.
	head int
}

// words is how many words the unit has.
func (u *unit) words() int {
	if u.counted == 0 {
		u.counted = count(u.line) + 1
	}
	return u.counted - 1
}

// named is what the notice names: a section, a row, a value with an anchor.
type named struct {
	name name
	was  []string
	// top is true for the sections of the notice itself.
	top bool
	// again is true where the box around has others of this name.
	again bool
	// prev and last chain the boxes inside one: the one before, and the last.
	prev, last int
}

// box is a range of units, and boxes nest.
type box struct {
	start, end int
	// headed is true where the first unit is the box's own, such as the
	// heading of a section.
	headed bool
	// twin is the box of the other side that is the same one, or -1, and
	// stream the sequence that both are aligned in.
	twin, stream int
}

// name tells boxes apart. Anchors hold in the whole notice, keys of rows and
// columns only inside the box that holds them.
type name struct {
	// within is the box that the name is valid in, or -1.
	within    int
	id, label string
}

// flattener walks a document; head, label and field are those of the place it
// has come to.
type flattener struct {
	flat
	box, head    int
	label, field string
	// anchor waits for the first unit of what it is the anchor of.
	anchor string
}

// flatten makes the sequence of a notice, in the room of one before where there
// is some.
func (f *flattener) flatten(d *document.Document) *flat {
	n := 0
	d.Visit(document.Visitor{Line: func(document.Line) { n++ }, Word: func(string) { n++ }, ID: func(string) {}})
	f.units, f.home, f.runs = slices.Grow(f.units[:0], n), slices.Grow(f.home[:0], n), slices.Grow(f.runs[:0], n/2)
	// A little more than every other unit has a box of its own.
	f.names, f.ranges = slices.Grow(f.names[:0], 3*n/5), slices.Grow(f.ranges[:0], 3*n/5)
	f.readings, f.index = nil, nil
	f.sole(Title, 1, "title", d.Title)
	f.sole(Lead, 0, "lead", d.Lead)
	for i, l := range []document.Line{d.Standing.Updated, d.Standing.Note, d.Standing.Digest} {
		f.inside(name{-1, [...]string{"updated", "note", "digest"}[i], string(Standing)}, nil, true, func() { f.emit(Standing, 0, "", l) })
	}
	for _, c := range d.Summary {
		f.headed("_summary-"+c.ID, c.Title, nil, 2, func() {
			for _, l := range c.Items {
				f.emit(Item, 1, "", l)
			}
			f.emit(Item, 1, "", f.plain(c.More))
		})
	}
	for _, r := range d.Readers {
		f.headed("_reader-"+r.ID, r.Name, nil, 2, func() {
			for _, l := range r.To {
				f.emit(Item, 1, "", l)
			}
		})
	}
	f.sections(d.Sections, 2)
	return &f.flat
}

// plain makes words a line.
func (f *flattener) plain(s string) document.Line {
	f.runs = append(f.runs, document.Run{Text: s})
	n := len(f.runs)
	return f.runs[n-1 : n : n]
}

// sole emits the one unit of its name.
func (f *flattener) sole(k Kind, level int, id, s string) {
	f.inside(name{-1, id, string(k)}, nil, true, func() { f.emit(k, level, "", f.plain(s)) })
}

// emit adds a unit; what holds no words is none.
func (f *flattener) emit(k Kind, level int, id string, l document.Line) {
	if blank(l) {
		return
	}
	if id == "" {
		id = f.anchor
	}
	f.anchor = ""
	f.units = append(f.units, unit{kind: k, level: level, id: id, label: f.label, field: f.field, line: l, head: f.head})
	f.home = append(f.home, f.box)
}

func blank(l document.Line) bool {
	for _, r := range l {
		if r.Text != "" {
			return false
		}
	}
	return true
}

// inside puts what body emits into a box. Where the walker stands is as before
// when it leaves.
func (f *flattener) inside(n name, was []string, headed bool, body func()) {
	outer, head, label, field := f.box, f.head, f.label, f.field
	x := named{name: n, was: was, prev: -1, last: -1}
	if n.within >= 0 {
		x.prev, f.names[n.within].last = f.names[n.within].last, len(f.names)
		for i := x.prev; i >= 0; i = f.names[i].prev {
			if f.names[i].name == n {
				x.again, f.names[i].again = true, true
				break
			}
		}
	}
	f.box = len(f.names)
	f.names = append(f.names, x)
	f.ranges = append(f.ranges, box{start: len(f.units), headed: headed, twin: -1})
	body()
	f.ranges[f.box].end = len(f.units)
	f.box, f.head, f.label, f.field, f.anchor = outer, head, label, field, ""
}

// lead adds a unit that heads those to come.
func (f *flattener) lead(k Kind, level int, id, s string) {
	if n := len(f.units); s != "" {
		f.emit(k, level, id, f.plain(s))
		f.head = n
	}
}

// headed emits a heading with what stands under it.
func (f *flattener) headed(id, title string, was []string, level int, body func()) {
	f.inside(anchor(id), was, true, func() {
		f.lead(Heading, level, id, title)
		body()
	})
}

func (f *flattener) sections(list []document.Section, level int) {
	for _, s := range list {
		k := len(f.names)
		f.headed(s.ID, s.Title, s.Was, level, func() {
			for _, b := range s.Blocks {
				f.block(b, Paragraph, 0)
			}
			f.sections(s.Sections, level+1)
		})
		f.names[k].top = level == 2
	}
}

// anchored puts what body emits into a box where it has an anchor.
func (f *flattener) anchored(id string, was []string, headed bool, body func()) {
	if id == "" {
		body()
		return
	}
	f.inside(anchor(id), was, headed, func() {
		f.anchor = id
		body()
	})
}

func (f *flattener) block(b document.Block, k Kind, level int) {
	f.anchored(b.ID, nil, true, func() { f.content(b, k, level) })
}

// content emits a block; k is what its line is, if it has one.
func (f *flattener) content(b document.Block, k Kind, level int) {
	f.emit(k, level, "", b.Line)
	for _, item := range b.Items {
		f.item(item, level+1)
	}
	for _, r := range b.Rows {
		f.inside(name{f.box, r.Key, r.Label}, nil, true, func() {
			f.label, f.field = "", r.Key
			f.lead(Label, level+1, "", r.Label)
			f.label = r.Label
			f.values(r.Values, Value, level+1)
		})
	}
	if b.Table != nil {
		f.table(b.Table, level)
	}
}

// item emits an entry of a list, whose first block has its anchor.
func (f *flattener) item(list []document.Block, level int) {
	if len(list) == 0 {
		return
	}
	f.anchored(list[0].ID, nil, true, func() {
		f.content(list[0], Item, level)
		for _, b := range list[1:] {
			f.block(b, Paragraph, level)
		}
	})
}

func (f *flattener) values(list []document.Value, k Kind, level int) {
	for _, v := range list {
		f.anchored(v.ID, nil, true, func() {
			f.emit(k, level, "", withBadge(v))
			for _, b := range v.More {
				f.block(b, Paragraph, level)
			}
		})
	}
}

// withBadge puts a value's badge behind it, as the print-outs do.
func withBadge(v document.Value) document.Line {
	switch {
	case v.Badge == "":
		return v.Line
	case blank(v.Line):
		return document.Line{{Text: "(" + v.Badge + ")"}}
	}
	return append(v.Line[:len(v.Line):len(v.Line)], document.Run{Text: " (" + v.Badge + ")"})
}

func (f *flattener) table(t *document.Table, level int) {
	var keys strings.Builder
	for _, c := range t.Columns {
		keys.WriteString(c.Key + " ")
	}
	f.inside(name{f.box, "_table", keys.String()}, nil, true, func() {
		f.emit(Caption, level, "", f.plain(t.Caption))
		for _, c := range t.Columns {
			f.inside(name{f.box, c.Key, string(Column)}, nil, true, func() {
				f.field = c.Key
				f.emit(Column, level, "", f.plain(c.Title))
			})
		}
		for _, r := range t.Rows {
			f.anchored(r.ID, r.Was, false, func() { f.cells(t, r, level) })
		}
	})
}

// cells emits a row of a table. Its first cell heads the others.
func (f *flattener) cells(t *document.Table, r document.TableRow, level int) {
	first, head := len(f.units), f.head
	for i, c := range r.Cells {
		if len(c.Values) == 0 {
			continue
		}
		column := document.Column{}
		if i < len(t.Columns) {
			column = t.Columns[i]
		}
		anchor := f.anchor
		f.inside(name{f.box, column.Key, string(Cell)}, nil, false, func() {
			f.anchor, f.label, f.field = anchor, column.Title, column.Key
			f.values(c.Values, Cell, level+1)
		})
		if i == 0 && len(f.units) > first {
			f.head = first
		}
	}
	f.head = head
}
