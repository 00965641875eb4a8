package redline

import (
	"cmp"
	"slices"
)

// diffWords compares the pairs that differ, from the end to the beginning, and
// parts those that turn out to be too unlike.
func (c *comparison) diffWords() {
	clear(room(&c.words, len(c.b.units)))
	for j := len(c.b.units) - 1; j >= 0; j-- {
		i := c.b.mate[j]
		if i < 0 || c.a.units[i].same == c.b.units[j].same {
			continue
		}
		segments, same := c.compareWords(i, j)
		if !c.belong(i, j, same) {
			c.a.mate[i], c.b.mate[j] = -1, -1
			continue
		}
		c.words[j] = segments
	}
}

// belong tells whether two units with so many words in common are one.
func (c *comparison) belong(i, j, same int) bool {
	x, y := &c.a.units[i], &c.b.units[j]
	a, b := len(c.lookInto(c.a, i)), len(c.lookInto(c.b, j))
	switch {
	case same > 0 && alike(same, a, b):
		return true
	case c.a.inner[i] >= 0 && c.b.inner[j] >= 0 && c.a.boxes[c.a.inner[i]].twin == c.b.inner[j] && class(x.kind) != 0:
		return true // a heading of the same section, a label of the same row
	case !short(x, y, a, b):
		return false
	case x.kind == Label || x.kind == Heading:
		// Another label stands for another fact, unless it has the same value.
		return i+1 < len(c.a.units) && j+1 < len(c.b.units) && c.a.mate[i+1] == j+1
	}
	return true
}

// Fewer words than these are not told as moved: short answers stand in many
// places.
const movedWords = 4

// moveLimit is how many pairs are weighed in search of what moved.
const moveLimit = 1 << 13

// elsewhere finds what is left on both sides and reads the same.
func (c *comparison) elsewhere() []match {
	gone, come := c.a.left(), c.b.left()
	if len(gone) == 0 || len(come) == 0 {
		return nil
	}
	at := map[key][]int{}
	for _, j := range come {
		key := c.b.units[j].key()
		at[key] = append(at[key], j)
	}
	var out []match
	for _, i := range gone {
		key := c.a.units[i].key()
		if list := at[key]; len(list) > 0 {
			out = append(out, match{i, list[0], 1})
			at[key] = list[1:]
		}
	}
	return out
}

// findMoves pairs what is left on both sides: what stands elsewhere word for
// word, then what stands there with most of its words.
func (c *comparison) findMoves() {
	for _, m := range c.elsewhere() {
		c.move(m.x, m.y)
	}
	gone, come := c.a.left(), c.b.left()
	if len(gone) == 0 || len(gone)*len(come) > moveLimit {
		return
	}
	type candidate struct{ i, j, n int }
	var list []candidate
	bags := make([][]int32, len(come))
	for k, j := range come {
		bags[k] = c.bag(c.b, j)
	}
	for _, i := range gone {
		p := c.bag(c.a, i)
		for k, j := range come {
			q := bags[k]
			// One that is much longer needs no look at its words.
			if class(c.a.units[i].kind) != class(c.b.units[j].kind) || !mostly(min(len(p), len(q)), len(p), len(q)) {
				continue
			}
			if n := shared(p, q); mostly(n, len(p), len(q)) {
				list = append(list, candidate{i, j, n})
			}
		}
	}
	slices.SortStableFunc(list, func(x, y candidate) int { return cmp.Compare(y.n, x.n) })
	for _, x := range list {
		if c.a.mate[x.i] >= 0 || c.b.mate[x.j] >= 0 {
			continue
		}
		segments, same := c.compareWords(x.i, x.j)
		if same >= movedWords && mostly(same, len(c.lookInto(c.a, x.i)), len(c.lookInto(c.b, x.j))) {
			c.move(x.i, x.j)
			c.words[x.j] = segments
		}
	}
}

// mostly tells whether n words in common are so many of two units that one is
// the other, moved. What stands elsewhere has to be more alike than what
// stands in its place.
func mostly(n, a, b int) bool { return 10*n >= 3*(a+b) }

func (c *comparison) move(i, j int) {
	c.pair(i, j)
	c.a.moved[i], c.b.moved[j] = true, true
}

// left are the units without a mate that are long enough to be told as moved.
func (s *side) left() []int {
	var out []int
	for i, m := range s.mate {
		if m < 0 && s.units[i].words() >= movedWords {
			out = append(out, i)
		}
	}
	return out
}
