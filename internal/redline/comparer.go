package redline

import (
	"slices"

	"notis/internal/document"
)

// Comparer compares notices with each other. It looks into each notice once,
// with however many others it is compared, so a notice must not change
// meanwhile. The zero Comparer is ready. It serves one goroutine at a time.
type Comparer struct {
	flats map[*document.Document]*flat
	// plain and marked number the texts met so far, those without and with
	// marks, so that they are compared as numbers. lines number the lines of
	// several runs: what stands before a run, and the run.
	plain  map[string]int32
	marked map[document.Run]int32
	lines  map[[2]int32]int32
	// cells and scores are the room for tables of sequence comparison, and
	// counts for counting words by their numbers.
	cells, scores, counts []int32
	// sides and the units of two boxes are the room for the work on a redline.
	sides      [2]side
	ownA, ownB []int
	// last is the redline made last: a site asks twice in a row for the one
	// between a version and the next where that is in force.
	last struct {
		a, b    *document.Document
		redline *Redline
	}
}

// Compare tells, block by block and word by word, how b reads otherwise than
// a. Sections, rows and values are the same ones where their anchors and keys
// say so; what has neither is matched by its words. The redline may be given
// out again, and must not be changed.
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
		r.plain, r.marked, r.lines = map[string]int32{}, map[document.Run]int32{}, map[[2]int32]int32{}
	}
	f := flatten(d)
	for i := range f.units {
		f.units[i].same = r.line(f.units[i].line)
	}
	r.flats[d] = f
	return f
}

// number gives the number of a text with the marks of run.
func (r *Comparer) number(run document.Run, text string) int32 {
	next := int32(len(r.plain) + len(r.marked) + 1)
	if run.Text = text; run != (document.Run{Text: text}) {
		id, ok := r.marked[run]
		if !ok {
			id, r.marked[run] = next, next
		}
		return id
	}
	id, ok := r.plain[text]
	if !ok {
		id, r.plain[text] = next, next
	}
	return id
}

// line gives the number of a line: it is the same for lines of the same runs.
func (r *Comparer) line(l document.Line) int32 {
	out := int32(0)
	for i, run := range l {
		id := r.number(run, run.Text)
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
	// words are the segments of the pairs that differ, by unit of b.
	words [][]Segment
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
	// stream is the sequence that each unit is aligned in.
	stream []int
	// moved marks units that moved by themselves.
	moved []bool
}

// begin begins anew with a notice.
func (s *side) begin(f *flat) {
	n := len(f.units)
	s.flat, s.stream = f, nil
	s.boxes, s.inner = append(s.boxes[:0], f.ranges...), append(s.inner[:0], f.home...)
	s.mate, s.moved = slices.Grow(s.mate[:0], n)[:n], slices.Grow(s.moved[:0], n)[:n]
	clear(s.moved)
	for i := range s.mate {
		s.mate[i] = -1
	}
}

// stays tells whether a unit has its mate in the same order on both sides.
func (s *side) stays(i int) bool {
	return s.mate[i] >= 0 && !s.moved[i] && (s.stream == nil || s.stream[i] == 0)
}
