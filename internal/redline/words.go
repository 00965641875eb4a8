package redline

import (
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff/lcs"

	"notis/internal/document"
)

// token is a word and the whitespace after it. Words are the same where their
// letters, marks and links are; the whitespace is compared on its own, for the
// last word of a line has none. Positions are bytes of the line's plain text.
type token struct {
	word, space     int32
	start, mid, end int
	// stop is true for the last word of a sentence.
	stop bool
}

// reading is a line taken apart: its tokens and, once they are asked for, its
// words sorted.
type reading struct {
	tokens []token
	bag    []int32
}

// read takes the line of a unit apart. Most lines stand in several versions of a
// notice, and a comparer reads each once.
func (c *comparison) read(s *side, i int) *reading {
	if s.readings == nil {
		s.readings = make([]*reading, len(s.units))
	}
	r := s.readings[i]
	if r == nil {
		u := &s.units[i]
		if r = c.readings[u.same]; r == nil {
			r = &reading{tokens: c.split(u.line)}
			c.readings[u.same] = r
		}
		s.readings[i] = r
	}
	return r
}

// lookInto gives the tokens of a unit.
func (c *comparison) lookInto(s *side, i int) []token { return c.read(s, i).tokens }

// split makes a line tokens. A word ends where the marks change, too.
func (c *comparison) split(l document.Line) []token {
	out := make([]token, 0, 1+count(l)+len(l))
	at := 0
	for i := range l {
		r := &l[i]
		for from := 0; from < len(r.Text); {
			white, to := blankAt(r.Text, from), from+1
			for to < len(r.Text) && blankAt(r.Text, to) == white {
				to++
			}
			text := r.Text[from:to]
			t := token{word: c.number(r, text), start: at, mid: at + len(text), end: at + len(text)}
			last := len(out) - 1
			switch {
			case !white:
				t.stop = strings.IndexByte(".!?:", text[len(text)-1]) >= 0
				out = append(out, t)
			case last >= 0 && out[last].space == 0:
				out[last].space, out[last].end = t.word, t.end
			default:
				out = append(out, t)
			}
			at, from = t.end, to
		}
	}
	return out
}

// blankAt tells whether whitespace is at a place of a text. A no-break space
// is none: what it joins is read as one word.
func blankAt(s string, i int) bool {
	// Nearly all bytes are letters.
	return s[i] <= ' ' && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r')
}

// bag gives the words of a unit sorted.
func (c *comparison) bag(s *side, i int) []int32 {
	r := c.read(s, i)
	if r.bag == nil {
		r.bag = make([]int32, len(r.tokens))
		for k := range r.tokens {
			r.bag[k] = r.tokens[k].word
		}
		slices.Sort(r.bag)
	}
	return r.bag
}

// shared counts the words in both of two bags.
func shared(x, y []int32) int {
	n, j := 0, 0
	for _, id := range x {
		for j < len(y) && y[j] < id {
			j++
		}
		if j < len(y) && y[j] == id {
			n, j = n+1, j+1
		}
	}
	return n
}

// common counts the words that two groups of units have in common.
func (c *comparison) common(a, b []int) int {
	n := 0
	for len(a) > 0 && len(b) > 0 && c.equal(a[0], b[0]) {
		n += c.a.units[a[0]].words()
		a, b = a[1:], b[1:]
	}
	// All words have their numbers when they are counted.
	for _, i := range a {
		c.lookInto(c.a, i)
	}
	for _, j := range b {
		c.lookInto(c.b, j)
	}
	// The room is all zeros before and after.
	counts := room(&c.counts, c.numbers()+1)
	for _, i := range a {
		for _, t := range c.lookInto(c.a, i) {
			counts[t.word]++
		}
	}
	for _, j := range b {
		for _, t := range c.lookInto(c.b, j) {
			if counts[t.word] > 0 {
				counts[t.word]--
				n++
			}
		}
	}
	for _, i := range a {
		for _, t := range c.lookInto(c.a, i) {
			counts[t.word] = 0
		}
	}
	return n
}

// count counts the words of a line.
func count(l document.Line) int {
	n, inside := 0, false
	for k := range l {
		text := l[k].Text
		for i := range len(text) {
			word := !blankAt(text, i)
			if word && !inside {
				n++
			}
			inside = word
		}
	}
	return n
}

// match is a run of n words from x in one sequence and from y in the other.
type match struct{ x, y, n int }

// tableLimit is how many cells a comparison of words may take; beyond it an
// estimate does.
const tableLimit = 1 << 19

// matches finds the words that two sequences share in the same order.
func (c *comparison) matches(a, b []token) []match {
	pre := 0
	for pre < len(a) && pre < len(b) && a[pre].word == b[pre].word {
		pre++
	}
	na, nb := len(a), len(b)
	for na > pre && nb > pre && a[na-1].word == b[nb-1].word {
		na, nb = na-1, nb-1
	}
	var out []match
	if pre > 0 {
		out = append(out, match{0, 0, pre})
	}
	if (na-pre)*(nb-pre) > tableLimit {
		out = append(out, estimate(a[pre:na], b[pre:nb], pre)...)
	} else if na > pre && nb > pre {
		out = c.exact(out, a[pre:na], b[pre:nb], pre)
	}
	if na < len(a) {
		out = append(out, match{na, nb, len(a) - na})
	}
	return out
}

// estimate finds most of what two long sequences share.
func estimate(a, b []token, from int) []match {
	runes := func(list []token) []rune {
		out := make([]rune, len(list))
		for i, t := range list {
			out[i] = t.word
		}
		return out
	}
	var out []match
	x, y := 0, 0
	for _, d := range append(lcs.DiffRunes(runes(a), runes(b)), lcs.Diff{Start: len(a), ReplStart: len(b)}) {
		if d.Start > x {
			out = append(out, match{from + x, from + y, d.Start - x})
		}
		x, y = d.End, d.ReplEnd
	}
	return out
}

// A word that is matched counts more than one that follows on another matched
// word, so that few words change, and those in few places.
const (
	perWord  = 6
	perNeigh = 1
)

// exact appends what two sequences share, by a table of the best sums from
// each pair of positions on: in the first half any, in the second those after
// a match.
func (c *comparison) exact(out []match, a, b []token, from int) []match {
	w := len(b) + 1
	half := (len(a) + 1) * w
	t := zeros(&c.cells, 2*half)
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			at := i*w + j
			best := max(t[at+w], t[at+1])
			after := best
			if a[i].word == b[j].word {
				next := t[half+at+w+1] + perWord
				best, after = max(best, next), max(best, next+perNeigh)
			}
			t[at], t[half+at] = best, after
		}
	}
	after := false
	for i, j := 0, 0; i < len(a) && j < len(b); {
		at := i*w + j
		here, gain := t[at], int32(perWord)
		if after {
			here, gain = t[half+at], perWord+perNeigh
		}
		if a[i].word == b[j].word && here == t[half+at+w+1]+gain {
			if last := len(out) - 1; last >= 0 && out[last].x+out[last].n == from+i && out[last].y+out[last].n == from+j {
				out[last].n++
			} else {
				out = append(out, match{from + i, from + j, 1})
			}
			i, j, after = i+1, j+1, true
			continue
		}
		if after = false; t[at+w] >= t[at+1] {
			i++
		} else {
			j++
		}
	}
	return out
}

// zeros is room for n numbers, all zero.
func zeros(in *[]int32, n int) []int32 {
	out := room(in, n)
	clear(out)
	return out
}

// room is room for n numbers; they are zero where nobody has used it.
func room[T any](in *[]T, n int) []T {
	if *in == nil || cap(*in) < n {
		*in = make([]T, n+n/4)
	}
	return (*in)[:n]
}
