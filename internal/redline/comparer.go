package redline

import (
	"notis/internal/document"
)

// Comparer compares notices with each other. It looks into each notice once,
// with however many others it is compared, so a notice must not change
// meanwhile. The zero Comparer is ready. It serves one goroutine at a time.
type Comparer struct {
	flats map[*document.Document]*flat
	// free are those of notices before, for the room that they have.
	free []*flat
	// plain and marked number the texts met so far, those without and with
	// marks, so that they are compared as numbers. lines number the lines of
	// several runs: what stands before a run, and the run.
	plain  map[string]int32
	marked map[document.Run]int32
	lines  map[[2]int32]int32
	// readings are lines taken apart, and edits what became of a line in
	// another, by their numbers.
	readings map[int32]*reading
	edits    map[[2]int32]edit
	// space is the number of a space without marks, or 0.
	space int32
	// cells and scores are the room for tables of sequence comparison, and
	// counts for counting words by their numbers.
	cells, scores, counts []int32
	// What follows is the room for the work on a redline, and for what it is
	// made of.
	sides      [2]side
	ownA, ownB []int
	// words are the segments of the pairs that differ, by unit of b.
	words    [][]Segment
	units    []Unit
	segments []Segment
	// last is the redline made last: a site asks twice in a row for the one
	// between a version and the next where that is in force.
	last struct {
		a, b    *document.Document
		redline *Redline
	}
}

// Reset forgets all notices and keeps the room, for others that have nothing to
// do with them.
func (r *Comparer) Reset() {
	for _, f := range r.flats {
		r.free = append(r.free, f)
	}
	clear(r.flats)
	clear(r.plain)
	clear(r.marked)
	clear(r.lines)
	clear(r.readings)
	clear(r.edits)
	r.space = 0
	r.last.a, r.last.b, r.last.redline = nil, nil, nil
}

// Compare tells, block by block and word by word, how b reads otherwise than
// a. Sections, rows and values are the same ones where their anchors and keys
// say so; what has neither is matched by its words. The redline holds until
// another one is asked for, and must not be changed.
func (r *Comparer) Compare(a, b *document.Document) *Redline {
	if r.last.redline != nil && r.last.a == a && r.last.b == b {
		return r.last.redline
	}
	r.last.a, r.last.b, r.last.redline = a, b, r.compare(r.flat(a), r.flat(b))
	return r.last.redline
}

func (r *Comparer) compare(a, b *flat) *Redline {
	c := &comparison{Comparer: r, a: &r.sides[0], b: &r.sides[1]}
	c.a.begin(a)
	c.b.begin(b)
	c.pairBoxes()
	c.findStreams()
	c.align()
	if c.refine() {
		c.findStreams()
		c.align()
	}
	c.diffWords()
	c.findMoves()
	return &Redline{Units: c.assemble(), touched: c.touched()}
}

// flat gives a notice as a sequence of units.
func (r *Comparer) flat(d *document.Document) *flat {
	if f := r.flats[d]; f != nil {
		return f
	}
	if r.flats == nil {
		r.flats = map[*document.Document]*flat{}
	}
	f := &flattener{box: -1, head: -1}
	if n := len(r.free); n > 0 {
		f.flat, r.free = *r.free[n-1], r.free[:n-1]
	}
	return r.numbered(d, f.flatten(d))
}

// numbered gives the lines of a notice their numbers, and keeps it.
func (r *Comparer) numbered(d *document.Document, f *flat) *flat {
	if r.plain == nil {
		// There is room for the lines of a few versions, and their words.
		n := len(f.units)
		r.plain, r.marked, r.lines = make(map[string]int32, 4*n), make(map[document.Run]int32, n), make(map[[2]int32]int32, n)
		r.readings, r.edits = make(map[int32]*reading, n), map[[2]int32]edit{}
	}
	for i := range f.units {
		f.units[i].same = r.line(f.units[i].line)
	}
	r.flats[d] = f
	return f
}

// number gives the number of a text with the marks of run.
func (r *Comparer) number(run *document.Run, text string) int32 {
	if run.To != "" || run.Strong || run.Em || run.Code {
		with := *run
		with.Text = text
		id, ok := r.marked[with]
		if !ok {
			id = int32(r.numbers() + 1)
			r.marked[with] = id
		}
		return id
	}
	// Every other piece of a line is a space.
	if text == " " && r.space > 0 {
		return r.space
	}
	id, ok := r.plain[text]
	if !ok {
		id = int32(r.numbers() + 1)
		r.plain[text] = id
		if text == " " {
			r.space = id
		}
	}
	return id
}

// numbers is how many texts have a number.
func (r *Comparer) numbers() int { return len(r.plain) + len(r.marked) }

// line gives the number of a line: it is the same for lines of the same runs.
func (r *Comparer) line(l document.Line) int32 {
	out := int32(0)
	for i := range l {
		id := r.number(&l[i], l[i].Text)
		if i == 0 {
			// Lines of one run are told from longer ones by their sign.
			out = -id
			continue
		}
		pair := [2]int32{out, id}
		if out = r.lines[pair]; out == 0 {
			out = int32(len(r.lines) + 1)
			r.lines[pair] = out
		}
	}
	return out
}

// comparison is the work on one redline.
type comparison struct {
	*Comparer
	a, b *side
	// pairs are the boxes of a that have a twin, in order.
	pairs []int
	// streams is how many sequences are aligned apart: what stays, and each
	// thing that moved as a whole.
	streams int
}

// side is one of the two notices, and what the comparison found out about it.
type side struct {
	*flat
	// boxes are those of the notice, and then those that refine made.
	boxes []box
	// inner is the innermost box of each unit.
	inner []int
	// mate is the unit of the other side that each unit became, or -1.
	mate []int
	// stream is the sequence that each unit is aligned in; nil where there is
	// but one.
	stream []int
	// listed, ranks and at are the room for the units of each sequence, their
	// places in it, and those in the redline.
	listed, ranks, at []int
	// moved marks units that moved by themselves.
	moved []bool
	// painted is the room for stream.
	painted []int
}

// begin begins anew with a notice.
func (s *side) begin(f *flat) {
	n := len(f.units)
	s.flat, s.stream = f, nil
	s.boxes, s.inner = append(s.boxes[:0], f.ranges...), append(s.inner[:0], f.home...)
	s.mate, s.moved = room(&s.mate, n), room(&s.moved, n)
	clear(s.moved)
	for i := range s.mate {
		s.mate[i] = -1
	}
}

// stays tells whether a unit has its mate in the same order on both sides.
func (s *side) stays(i int) bool {
	return s.mate[i] >= 0 && !s.moved[i] && (s.stream == nil || s.stream[i] == 0)
}
