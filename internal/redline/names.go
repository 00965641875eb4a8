package redline

// pairBoxes finds out which boxes of the two notices are the same ones. Boxes
// come before what they hold, so names inside a box are known by its twin.
func (c *comparison) pairBoxes() {
	next := 0
	for k := range c.b.names {
		want := c.b.names[k].name
		if want.within >= 0 {
			if want.within = c.b.boxes[want.within].twin; want.within < 0 {
				continue
			}
		}
		at := next
		// Most boxes follow each other in both notices.
		if next >= len(c.a.names) || c.a.names[next].name != want || !c.free(next, k) {
			at = c.find(k, want)
		}
		if at >= 0 {
			c.a.boxes[at].twin, c.b.boxes[k].twin, next = k, at, at+1
		}
	}
}

// index finds the boxes of a notice whose names hold in all of it. It is made
// only for notices that are compared with one that differs in its boxes.
type index struct {
	// first are the first boxes of each name, and next the one that follows on
	// each box under the same name, or -1.
	first map[name]int
	next  []int
	// were are the boxes by the anchors they had before.
	were map[string]int
}

// byName gives the index of a notice.
func (f *flat) byName() *index {
	if f.index != nil {
		return f.index
	}
	n := len(f.names)
	x := &index{first: make(map[name]int, n/3), next: make([]int, n), were: map[string]int{}}
	for i := n - 1; i >= 0; i-- {
		if f.names[i].name.within >= 0 {
			continue
		}
		x.next[i] = x.named(f.names[i].name)
		x.first[f.names[i].name] = i
		for _, w := range f.names[i].was {
			if _, later := x.were[w]; !later {
				x.were[w] = i
			}
		}
	}
	f.index = x
	return x
}

// keyed says how many boxes inside one have a key, and which one is the last.
func (f *flat) keyed(k name) (count, last int) {
	last = -1
	for i := f.names[k.within].last; i >= 0; i = f.names[i].prev {
		if f.names[i].name.id == k.id {
			if last < 0 {
				last = i
			}
			count++
		}
	}
	return count, last
}

// named gives the first box of a name, or -1.
func (x *index) named(n name) int {
	if i, ok := x.first[n]; ok {
		return i
	}
	return -1
}

// knows tells whether there is an anchor.
func (x *index) knows(id string) bool { return x.named(anchor(id)) >= 0 }

// anchor is the name of what has one.
func anchor(id string) name { return name{-1, id, ""} }

// find gives the box of a that is the box k of b, whose name is want as a
// would say it: the one of that name, else the one that either says it was
// before, else the only one of that key, under another label.
func (c *comparison) find(k int, want name) int {
	if want.within >= 0 {
		return c.inside(k, want)
	}
	x, y := c.a.byName(), c.b.byName()
	for i := x.named(want); i >= 0; i = x.next[i] {
		if c.free(i, k) {
			return i
		}
	}
	for _, w := range c.b.names[k].was {
		for i := x.named(anchor(w)); i >= 0; i = x.next[i] {
			if c.a.boxes[i].twin < 0 && !y.knows(w) {
				return i
			}
		}
	}
	if i, ok := x.were[want.id]; ok && c.a.boxes[i].twin < 0 && !y.knows(c.a.names[i].name.id) {
		return i
	}
	return -1
}

// inside finds a box of a whose name holds in the one around it, which has few.
func (c *comparison) inside(k int, want name) int {
	at := -1
	for i := c.a.names[want.within].last; i >= 0; i = c.a.names[i].prev {
		if c.a.names[i].name == want && c.free(i, k) {
			at = i
		}
	}
	if at >= 0 {
		return at
	}
	if count, last := c.a.keyed(want); count == 1 && c.a.boxes[last].twin < 0 {
		if count, _ := c.b.keyed(c.b.names[k].name); count == 1 {
			return last
		}
	}
	return -1
}

// free tells whether two boxes of one name can be the same one. Rows can have
// the same label; then they are the same ones if they read the same, and else
// it is their words that tell.
func (c *comparison) free(i, k int) bool {
	return c.a.boxes[i].twin < 0 && (!c.a.names[i].again && !c.b.names[k].again || c.sameText(i, k))
}

// sameText tells whether two boxes read the same.
func (c *comparison) sameText(a, b int) bool {
	x, y := &c.a.boxes[a], &c.b.boxes[b]
	if x.end-x.start != y.end-y.start {
		return false
	}
	for k := range x.end - x.start {
		if c.a.units[x.start+k].same != c.b.units[y.start+k].same {
			return false
		}
	}
	return true
}
