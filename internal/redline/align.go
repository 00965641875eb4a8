package redline

// align finds the mate of each unit, stream by stream. Boxes with a twin are
// the posts; what stands between two of them is matched by its words.
func (c *comparison) align() {
	posts := make([][]int, c.streams)
	for _, k := range c.pairs {
		if b := &c.a.boxes[k]; b.twin >= 0 {
			posts[b.stream] = append(posts[b.stream], k)
		}
	}
	unitsA, rankA := c.a.byStream(c.streams)
	unitsB, rankB := c.b.byStream(c.streams)
	for s := range c.streams {
		a, b := unitsA[s], unitsB[s]
		x, y := 0, 0
		for _, k := range posts[s] {
			p := &c.a.boxes[k]
			i, j := p.start, c.b.boxes[p.twin].start
			if !c.a.in(s, i) || !c.b.in(s, j) || rankA[i] < x || rankB[j] < y {
				continue
			}
			c.gap(a[x:rankA[i]], b[y:rankB[j]])
			x, y = rankA[i], rankB[j]
			if p.headed && class(c.a.units[i].kind) == class(c.b.units[j].kind) {
				c.pair(i, j)
				x, y = x+1, y+1
			}
		}
		c.gap(a[x:], b[y:])
	}
}

// byStream lists the units of each stream, and the place of each in its list.
func (s *side) byStream(n int) (units [][]int, rank []int) {
	units, rank = make([][]int, n), room(&s.ranks, len(s.units))
	// All lists stand in one room.
	sizes := make([]int, n)
	for i := range s.units {
		sizes[s.streamOf(i)]++
	}
	rest := room(&s.listed, len(s.units))
	for k, size := range sizes {
		units[k], rest = rest[:0:size], rest[size:]
	}
	for i := range s.units {
		k := s.streamOf(i)
		rank[i] = len(units[k])
		units[k] = append(units[k], i)
	}
	return units, rank
}

// in tells whether a unit is in a stream. A box at the end of a notice may
// hold none.
func (s *side) in(stream, i int) bool { return i < len(s.units) && s.streamOf(i) == stream }

// streamOf gives the stream of a unit.
func (s *side) streamOf(i int) int {
	if s.stream == nil {
		return 0
	}
	return s.stream[i]
}

func (c *comparison) pair(i, j int) { c.a.mate[i], c.b.mate[j] = j, i }

// class groups the kinds that can become each other.
func class(k Kind) int {
	switch k {
	case Title, Heading:
		return 1
	case Label:
		return 2
	case Caption:
		return 3
	case Column:
		return 4
	}
	return 0
}

func (c *comparison) equal(i, j int) bool {
	x, y := &c.a.units[i], &c.b.units[j]
	return x.same == y.same && class(x.kind) == class(y.kind)
}

// gapLimit is how many pairs of units are weighed at once.
const gapLimit = 1 << 13

// gap matches two sequences of units: first what is the same at their ends,
// then, in long ones, what stands once on either side, and then the rest by
// how much it has in common.
func (c *comparison) gap(a, b []int) {
	for len(a) > 0 && len(b) > 0 && c.equal(a[0], b[0]) {
		c.pair(a[0], b[0])
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && c.equal(a[len(a)-1], b[len(b)-1]) {
		c.pair(a[len(a)-1], b[len(b)-1])
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	switch {
	case len(a) == 0 || len(b) == 0:
	case len(a)*len(b) <= gapLimit:
		c.weigh(a, b)
	default:
		c.divide(a, b)
	}
}

// divide splits a long gap at the units that stand once on either side, in
// the heaviest order; without any, in the middle.
func (c *comparison) divide(a, b []int) {
	x, y := c.unique(c.a, a), c.unique(c.b, b)
	var at, from, weights []int
	for k, i := range a {
		if key := c.a.units[i].key(); x[key] == k {
			if n, ok := y[key]; ok && n >= 0 {
				from, at, weights = append(from, k), append(at, n), append(weights, c.a.units[i].words())
			}
		}
	}
	if len(at) == 0 {
		c.gap(a[:len(a)/2], b[:len(b)/2])
		c.gap(a[len(a)/2:], b[len(b)/2:])
		return
	}
	p, q := 0, 0
	for k, keep := range heaviest(at, weights) {
		if keep {
			c.gap(a[p:from[k]], b[q:at[k]])
			c.pair(a[from[k]], b[at[k]])
			p, q = from[k]+1, at[k]+1
		}
	}
	c.gap(a[p:], b[q:])
}

// unique gives the places of the units, those that stand twice having -1.
func (c *comparison) unique(s *side, list []int) map[key]int {
	out := map[key]int{}
	for k, i := range list {
		key := s.units[i].key()
		if _, twice := out[key]; twice {
			k = -1
		}
		out[key] = k
	}
	return out
}

// key is the same for units that are equal.
type key struct {
	class int
	same  int32
}

func (u *unit) key() key { return key{class(u.kind), u.same} }

// weigh matches two short sequences of units so that they have the most words
// in common.
func (c *comparison) weigh(a, b []int) {
	w := len(b) + 1
	scores := zeros(&c.scores, len(a)*len(b))
	t := zeros(&c.cells, (len(a)+1)*w)
	for x := len(a) - 1; x >= 0; x-- {
		for y := len(b) - 1; y >= 0; y-- {
			score := c.score(a[x], b[y])
			scores[x*len(b)+y] = score
			best := max(t[(x+1)*w+y], t[x*w+y+1])
			if score > 0 {
				best = max(best, t[(x+1)*w+y+1]+score)
			}
			t[x*w+y] = best
		}
	}
	for x, y := 0, 0; x < len(a) && y < len(b); {
		score := scores[x*len(b)+y]
		switch here := t[x*w+y]; {
		case score > 0 && here == t[(x+1)*w+y+1]+score:
			c.pair(a[x], b[y])
			x, y = x+1, y+1
		case here == t[(x+1)*w+y]:
			x++
		default:
			y++
		}
	}
}

// score says how well two units go together, 0 being not at all. A word in
// common counts most; then that nothing changed, and that they are of one
// kind.
func (c *comparison) score(i, j int) int32 {
	x, y := &c.a.units[i], &c.b.units[j]
	if class(x.kind) != class(y.kind) {
		return 0
	}
	if x.same == y.same {
		return int32(16*x.words() + 8)
	}
	p, q := c.bag(c.a, i), c.bag(c.b, j)
	n := shared(p, q)
	switch {
	case n > 0 && alike(n, len(p), len(q)):
		return int32(16*n + 1)
	case short(x, y, len(p), len(q)):
		return 1
	}
	return 0
}

// alike tells whether n words in common make two units one that changed.
// Below it, they are told as one removed and one added.
func alike(n, a, b int) bool { return likeness*2*n >= a+b }

// likeness is how many times as many words as those in common two units may
// have on average to be still one. Where they are parted at this point, those
// in common make the edit a fifth larger than it had to be, and not more.
const likeness = 6

// short tells whether two units stand for the same question and are so short
// that nobody minds an answer that has no word in common with the other.
func short(x, y *unit, a, b int) bool {
	return max(a, b) <= 3 && x.kind == y.kind && x.field == y.field && (x.id == y.id || x.id == "" || y.id == "")
}
