package diff

import (
	"slices"

	"notis/internal/facts"
)

// match finds, for each entry of b, its place in a, or -1: the same id, an id
// it had before, the same natural key, and for some kinds of entry the one
// most like it.
func match(a, b *facts.Node) []int {
	m := &matcher{a: a.Nodes, b: b.Nodes, partner: make([]int, len(b.Nodes)), taken: make([]bool, len(a.Nodes))}
	for j := range m.partner {
		m.partner[j] = -1
	}
	// Entries of one key are told apart by being the very same, else by their
	// order.
	m.pair(func(x, y *facts.Node) bool { return x.ID == y.ID && facts.Equal(x, y) })
	m.pair(func(x, y *facts.Node) bool { return x.ID != "" && x.ID == y.ID })
	m.pair(func(x, y *facts.Node) bool { return slices.Contains(y.Was, x.ID) })
	if slices.Contains(likened, a.Type) {
		m.likeness()
	}
	return m.partner
}

// likened are the types whose entries have no name of their own, or whose name
// is the very thing that changes: another basis in the place of one is a
// change of the basis.
var likened = []string{"Retention", "Text", "Origin", "Basis", "Use", "Link", "Dated", "Part"}

type matcher struct {
	a, b    []facts.Node
	partner []int
	taken   []bool
}

func (m *matcher) pair(same func(x, y *facts.Node) bool) {
	for j := range m.b {
		if m.partner[j] >= 0 {
			continue
		}
		for i := range m.a {
			if !m.taken[i] && same(&m.a[i], &m.b[j]) {
				m.partner[j], m.taken[i] = i, true
				break
			}
		}
	}
}

// likeness pairs what is left, the most alike first, then by order.
func (m *matcher) likeness() {
	for {
		best, at, with := -1, 0, 0
		for j := range m.b {
			for i := range m.a {
				if m.partner[j] < 0 && !m.taken[i] && nameless(&m.a[i], &m.b[j]) {
					if n := alike(&m.a[i], &m.b[j]); n > best {
						best, at, with = n, i, j
					}
				}
			}
		}
		if best < 0 {
			return
		}
		m.partner[with], m.taken[at] = at, true
	}
}

// nameless tells whether two entries can be the same one by likeness: a part
// that has an id or a heading is told by that alone.
func nameless(a, b *facts.Node) bool { return b.Type != "Part" || a.ID == "" && b.ID == "" }

// alike counts the facts that two entries share.
func alike(a, b *facts.Node) int {
	n := 0
	for i := range b.Nodes {
		if in, ok := a.Field(b.Nodes[i].Key); ok && facts.Equal(in, &b.Nodes[i]) {
			n++
		}
	}
	return n
}

// increasing tells which members of a list of different numbers belong to its
// longest increasing part; the others are out of their order.
func increasing(list []int) map[int]bool {
	length := make([]int, len(list))
	before := make([]int, len(list))
	last := -1
	for i := range list {
		length[i], before[i] = 1, -1
		for j := range i {
			if list[j] < list[i] && length[j]+1 > length[i] {
				length[i], before[i] = length[j]+1, j
			}
		}
		if last < 0 || length[i] > length[last] {
			last = i
		}
	}
	out := map[int]bool{}
	for ; last >= 0; last = before[last] {
		out[list[last]] = true
	}
	return out
}
