package redline

import (
	"slices"

	"notis/internal/document"
)

// edit is what became of a line in another: its segments, and how many words
// both share.
type edit struct {
	segments []Segment
	same     int
}

// compareWords gives the segments of a unit of a that became one of b, and how
// many words they share. What one version changed shows in the comparisons of
// all before it, so edits are kept.
func (c *comparison) compareWords(i, j int) (segments []Segment, same int) {
	key := [2]int32{c.a.units[i].same, c.b.units[j].same}
	e, known := c.edits[key]
	if !known {
		e.segments, e.same = c.edit(i, j)
		c.edits[key] = e
	}
	return e.segments, e.same
}

func (c *comparison) edit(i, j int) (segments []Segment, same int) {
	x, y := c.lookInto(c.a, i), c.lookInto(c.b, j)
	w := writer{old: c.a.units[i].line, new: c.b.units[j].line}
	px, py := 0, 0
	list := slide(c.matches(x, y), x, y)
	for _, m := range list {
		same += m.n
	}
	for _, m := range join(list, match{len(x), len(y), 0}, same) {
		w.change(x[px:m.x], y[py:m.y])
		for k := range m.n {
			w.same(x[m.x+k], y[m.y+k])
		}
		px, py = m.x+m.n, m.y+m.n
	}
	w.change(x[px:], y[py:])
	w.flush()
	return w.out, same
}

// slide moves what was only inserted or only deleted to where a sentence ends,
// if the same words allow it: "[A b. ]A c." reads better than "A [b. A ]c.".
func slide(list []match, a, b []token) []match {
	for k := 1; k < len(list); k++ {
		p, q := &list[k-1], &list[k]
		words, at, n := b, q.y, q.y-p.y-p.n
		if n == 0 {
			words, at, n = a, q.x, q.x-p.x-p.n
		} else if q.x > p.x+p.n {
			continue
		}
		// The gap is words[at-n:at]; it moves a step to the left where the
		// word before it is also its last one.
		for step := 0; step <= p.n; step++ {
			before := at - n - step - 1
			if before < 0 || words[before].stop {
				p.n, q.x, q.y, q.n = p.n-step, q.x-step, q.y-step, q.n+step
				break
			}
			if words[before].word != words[at-step-1].word {
				break
			}
		}
	}
	return list
}

// joinPart is which part of an edit may be added to it by join.
const joinPart = 8

// join drops a word or two that stand alone between words that were replaced:
// "[use of the]{sale of our} data" reads better than "[use]{sale} of [the]{our}
// data". The edit grows by at most an eighth.
func join(list []match, end match, same int) []match {
	spare := (end.x + end.y - 2*same) / joinPart
	for n := 1; n <= 2; n++ {
		for k := 0; k < len(list) && spare >= 2*n; k++ {
			before, m, after := match{}, list[k], end
			if k > 0 {
				before = list[k-1]
			}
			if k+1 < len(list) {
				after = list[k+1]
			}
			replaced := before.x+before.n < m.x && before.y+before.n < m.y && m.x+m.n < after.x && m.y+m.n < after.y
			if replaced && m.n == n {
				list = slices.Delete(list, k, k+1)
				spare -= 2 * n
				k--
			}
		}
	}
	return list
}

// writer collects segments. Ranges are bytes of the plain text of a line, and
// within a change they follow on each other on either side.
type writer struct {
	old, new document.Line
	out      []Segment
	// kept, gone and come are what is not written yet: words of new, of old,
	// and of new.
	kept, gone, come span
}

type span struct{ from, to int }

func (s *span) extend(from, to int) {
	if s.to <= s.from {
		s.from = from
	}
	s.to = to
}

func (w *writer) change(x, y []token) {
	if len(x) > 0 {
		w.delete(x[0].start, x[len(x)-1].end)
	}
	if len(y) > 0 {
		w.insert(y[0].start, y[len(y)-1].end)
	}
}

func (w *writer) same(x, y token) {
	if x.space == y.space {
		w.keep(y.start, y.end)
		return
	}
	w.keep(y.start, y.mid)
	w.delete(x.mid, x.end)
	w.insert(y.mid, y.end)
}

func (w *writer) keep(from, to int) {
	if w.gone.to > w.gone.from || w.come.to > w.come.from {
		w.flush()
	}
	w.kept.extend(from, to)
}

func (w *writer) delete(from, to int) {
	if to > from {
		w.gone.extend(from, to)
	}
}

func (w *writer) insert(from, to int) {
	if to > from {
		w.come.extend(from, to)
	}
}

// flush writes what waits: what stayed, then what went, then what came.
func (w *writer) flush() {
	w.write(Same, w.new, w.kept)
	w.write(Deleted, w.old, w.gone)
	w.write(Inserted, w.new, w.come)
	w.kept, w.gone, w.come = span{}, span{}, span{}
}

func (w *writer) write(op Op, l document.Line, s span) {
	if s.to > s.from {
		w.out = append(w.out, Segment{op, cut(l, s)})
	}
}

// cut gives a part of a line with its marks.
func cut(l document.Line, s span) document.Line {
	var out document.Line
	at := 0
	for _, r := range l {
		from, to := max(s.from-at, 0), min(s.to-at, len(r.Text))
		at += len(r.Text)
		if from < to {
			r.Text = r.Text[from:to]
			out = append(out, r)
		}
	}
	return out
}
