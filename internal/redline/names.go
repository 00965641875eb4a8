package redline

import "slices"

// pairBoxes finds out which boxes of the two notices are the same ones. Boxes
// come before what they hold, so names inside a box are known by its twin.
func (c *comparison) pairBoxes() {
	var x *index
	next := 0
	for k := range c.b.boxes {
		bb := &c.b.boxes[k]
		want := bb.name
		if want.within >= 0 {
			if want.within = c.b.boxes[want.within].twin; want.within < 0 {
				continue
			}
		}
		at := next
		// Most boxes follow each other in both notices.
		if next >= len(c.a.boxes) || c.a.boxes[next].name != want || !c.free(next, k) {
			if x == nil {
				x = newIndex(c.a.boxes, c.b.boxes)
			}
			at = c.find(x, k, want)
		}
		if at >= 0 {
			c.a.boxes[at].twin, bb.twin, next = k, at, at+1
		}
	}
}

// index finds boxes by name. It is made only for notices that differ in
// their boxes.
type index struct {
	// named are the boxes of a, those of one name in their order.
	named map[name][]int
	// were are the boxes of a by the anchors they had before.
	were map[string]int
	// known are the anchors in b.
	known map[string]bool
	// keysA and keysB count the boxes of each side by key without label, and
	// sole is the last one of a.
	keysA, keysB, sole map[name]int
}

func newIndex(a, b []box) *index {
	x := &index{
		named: make(map[name][]int, len(a)), were: map[string]int{}, known: make(map[string]bool, len(b)),
		keysA: make(map[name]int, len(a)), keysB: make(map[name]int, len(b)), sole: make(map[name]int, len(a)),
	}
	each := make([]int, len(a))
	for i := range a {
		if list, ok := x.named[a[i].name]; ok {
			x.named[a[i].name] = append(list, i)
		} else {
			each[i] = i
			x.named[a[i].name] = each[i : i+1 : i+1]
		}
		for _, w := range a[i].was {
			x.were[w] = i
		}
		if a[i].name.within >= 0 {
			x.keysA[a[i].name.key()]++
			x.sole[a[i].name.key()] = i
		}
	}
	for i := range b {
		if b[i].name.within >= 0 {
			x.keysB[b[i].name.key()]++
		} else if b[i].name.label == "" {
			x.known[b[i].name.id] = true
		}
	}
	return x
}

// key is a name without its label.
func (n name) key() name { return name{within: n.within, id: n.id} }

// find gives the box of a that is the box k of b, whose name is want as a
// would say it: the one of that name, else the one that either says it was
// before, else the only one of that key, under another label.
func (c *comparison) find(x *index, k int, want name) int {
	a, bb := c.a.boxes, &c.b.boxes[k]
	for _, i := range x.named[want] {
		if c.free(i, k) {
			return i
		}
	}
	if want.within >= 0 {
		if i := x.sole[want.key()]; x.keysA[want.key()] == 1 && x.keysB[bb.name.key()] == 1 && a[i].twin < 0 {
			return i
		}
		return -1
	}
	for _, w := range bb.was {
		for _, i := range x.named[name{-1, w, ""}] {
			if a[i].twin < 0 && !x.known[w] {
				return i
			}
		}
	}
	if i, ok := x.were[want.id]; ok && a[i].twin < 0 && !x.known[a[i].name.id] {
		return i
	}
	return -1
}

// free tells whether two boxes of one name can be the same one. Rows can have
// the same label; then they are the same ones if they read the same, and else
// it is their words that tell.
func (c *comparison) free(i, k int) bool {
	x, y := &c.a.boxes[i], &c.b.boxes[k]
	return x.twin < 0 && (!x.again && !y.again || c.sameText(i, k))
}

// sameText tells whether two boxes read the same.
func (c *comparison) sameText(a, b int) bool {
	x, y := c.a.boxes[a], c.b.boxes[b]
	return slices.EqualFunc(c.a.units[x.start:x.end], c.b.units[y.start:y.end], func(u, v unit) bool { return slices.Equal(u.line, v.line) })
}
