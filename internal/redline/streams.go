package redline

import (
	"cmp"
	"slices"
)

// findStreams finds out which boxes stay in their order and which moved. What
// moved together is a stream of its own: its units are matched with each
// other, and shown at both places.
func (c *comparison) findStreams() {
	c.pairs = slices.Grow(c.pairs[:0], len(c.a.boxes))
	for i := range c.a.boxes {
		if c.a.boxes[i].twin >= 0 {
			c.pairs = append(c.pairs, i)
		}
	}
	// A box stands before what it holds; those of refine come last.
	if len(c.a.boxes) > len(c.a.names) {
		slices.SortStableFunc(c.pairs, func(x, y int) int { return cmp.Compare(c.a.boxes[x].start, c.a.boxes[y].start) })
	}
	c.streams, c.a.stream, c.b.stream = 0, nil, nil
	c.settle(c.pairs, 0)
	if c.streams > 1 {
		c.a.paint()
		c.b.paint()
	}
}

// settle gives some paired boxes of a, in order, their streams: the heaviest
// of them that keep their order have the given one.
func (c *comparison) settle(pairs []int, stream int) {
	c.streams = max(c.streams, stream+1)
	keep := c.inOrder(pairs)
	var rest []int
	for k, i := range pairs {
		if keep == nil || keep[k] {
			c.a.boxes[i].stream, c.b.boxes[c.a.boxes[i].twin].stream = stream, stream
		} else {
			rest = append(rest, i)
		}
	}
	for len(rest) > 0 {
		// The first one comes before what it holds, so it is the outermost.
		top := c.a.boxes[rest[0]]
		var group, others []int
		for _, i := range rest {
			if x := c.a.boxes[i]; top.holds(x) && c.b.boxes[top.twin].holds(c.b.boxes[x.twin]) {
				group = append(group, i)
			} else {
				others = append(others, i)
			}
		}
		if len(group) == 1 && top.end == top.start+1 && rest[0] >= len(c.a.names) && c.a.units[top.start].words() < movedWords {
			c.a.boxes[rest[0]].twin, c.b.boxes[top.twin].twin = -1, -1
		} else {
			c.settle(group, c.streams)
		}
		rest = others
	}
}

func (b box) holds(x box) bool { return b.start <= x.start && x.end <= b.end }

// inOrder picks the boxes that keep their order and hold the most words that
// stayed. It gives nil where all of them keep it.
func (c *comparison) inOrder(pairs []int) []bool {
	at := make([]int, len(pairs))
	for k, i := range pairs {
		at[k] = c.b.boxes[c.a.boxes[i].twin].start
	}
	if slices.IsSorted(at) {
		return nil
	}
	// What crosses nothing is kept anyway; the others have to be weighed.
	low := make([]int, len(at)+1)
	low[len(at)] = len(c.b.units)
	for k := len(at) - 1; k >= 0; k-- {
		low[k] = min(at[k], low[k+1])
	}
	weights, high := make([]int, len(pairs)), 0
	for k, i := range pairs {
		if weights[k] = 1; at[k] < high || at[k] > low[k+1] {
			c.ownA, c.ownB = c.a.own(c.ownA[:0], i), c.b.own(c.ownB[:0], c.a.boxes[i].twin)
			weights[k] += c.common(c.ownA, c.ownB)
		}
		high = max(high, at[k])
	}
	return heaviest(at, weights)
}

// heaviest marks the members of the heaviest subsequence that does not
// descend. It keeps the best sums in a binary indexed tree, so that long
// notices cost little.
func heaviest(values, weights []int) []bool {
	type sum struct{ weight, last int }
	// rank[v] is how many values are smaller than v.
	rank := make([]int, slices.Max(values)+2)
	for _, v := range values {
		rank[v+1] = 1
	}
	for v := range len(rank) - 1 {
		rank[v+1] += rank[v]
	}
	tree := make([]sum, rank[len(rank)-1]+1)
	before := make([]int, len(values))
	best := sum{0, -1}
	for k, v := range values {
		r := rank[v]
		s := sum{0, -1}
		for i := r + 1; i > 0; i -= i & -i {
			if tree[i].weight > s.weight {
				s = tree[i]
			}
		}
		before[k] = s.last
		s = sum{s.weight + weights[k], k}
		for i := r + 1; i < len(tree); i += i & -i {
			if s.weight > tree[i].weight {
				tree[i] = s
			}
		}
		if s.weight > best.weight {
			best = s
		}
	}
	keep := make([]bool, len(values))
	for k := best.last; k >= 0; k = before[k] {
		keep[k] = true
	}
	return keep
}

// own appends the units of a box that no box inside it holds.
func (s *side) own(out []int, k int) []int {
	for i := s.boxes[k].start; i < s.boxes[k].end; i++ {
		if s.inner[i] == k {
			out = append(out, i)
		}
	}
	return out
}

// paint gives each unit the stream of the innermost box that has a twin.
func (s *side) paint() {
	s.stream = room(&s.painted, len(s.units))
	clear(s.stream)
	for k := range s.boxes {
		b := &s.boxes[k]
		if b.twin < 0 {
			continue
		}
		for i := b.start; i < b.end; i++ {
			s.stream[i] = b.stream
		}
	}
}

// refine makes boxes of the units that found a mate, and of those that stand
// elsewhere word for word, so that it is decided by all words what stays and
// what moves. It does so only where something moved.
func (c *comparison) refine() bool {
	moved := c.elsewhere()
	if len(moved) == 0 {
		return false
	}
	head := make([]bool, len(c.a.units)+1)
	for _, k := range c.pairs {
		if b := &c.a.boxes[k]; b.headed {
			head[b.start] = true
		}
	}
	for i, j := range c.a.mate {
		if j >= 0 && !head[i] && (c.a.units[i].same == c.b.units[j].same || shared(c.bag(c.a, i), c.bag(c.b, j)) > 0) {
			c.box(i, j)
		}
		c.a.mate[i] = -1
	}
	for j := range c.b.mate {
		c.b.mate[j] = -1
	}
	for _, m := range moved {
		c.box(m.x, m.y)
	}
	return true
}

// box makes boxes of two units that are one.
func (c *comparison) box(i, j int) {
	m, n := len(c.a.boxes), len(c.b.boxes)
	c.a.boxes = append(c.a.boxes, box{start: i, end: i + 1, headed: true, twin: n})
	c.b.boxes = append(c.b.boxes, box{start: j, end: j + 1, headed: true, twin: m})
	c.a.inner[i], c.b.inner[j] = m, n
}
