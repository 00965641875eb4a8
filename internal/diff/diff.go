// Package diff finds what two versions of a notice state differently: typed
// changes of facts, each with its nature and with how much it matters. Words
// are found elsewhere: the sentences in tell, the redline in redline.
package diff

import (
	"slices"
	"strconv"
	"strings"

	"notis/internal/facts"
	"notis/internal/notice"
)

// Op is what happened to a fact.
type Op string

// The operations.
const (
	Added   Op = "added"
	Removed Op = "removed"
	Changed Op = "changed"
	// Renamed is a change of the name, the heading or the id of something that
	// stays what it is.
	Renamed Op = "renamed"
	// Moved is a change of place among its neighbours.
	Moved Op = "moved"
)

// Step is one step on the way to a fact: a key, and for an entry of a list
// which one.
type Step struct {
	Key string
	// ID is what tells the entry from the others, where it can stand in a
	// path.
	ID string
	// Index is the entry's place, counted from 0: in the older version, or in
	// the newer one for what was added. It is -1 for a key that is no list.
	Index int
}

// Change is one difference.
type Change struct {
	Op   Op
	Path []Step
	// From is what stood, To what stands now; one of them is nil for what was
	// added or removed. For what moved both are the entry.
	From, To *facts.Node
	// At is where a moved entry stands now.
	At int
	// Within are the nodes around the fact from the root inwards, in the
	// newer version where it has them.
	Within []*facts.Node
	Nature notice.Nature
	// Class is how much the change matters; none where only a text changed,
	// because a person has to read that.
	Class notice.Class
	// Least is the least that a change without a class can be called; none
	// where it can be anything.
	Least notice.Class
}

// Place names the fact, such as privacy.recipients[intercom].uses[0].role.
func (c *Change) Place() string {
	var out strings.Builder
	for _, s := range c.Path {
		if out.Len() > 0 {
			out.WriteByte('.')
		}
		out.WriteString(s.Key)
		switch {
		case s.Index < 0:
		case plainID(s.ID):
			out.WriteString("[" + s.ID + "]")
		default:
			out.WriteString("[" + strconv.Itoa(s.Index) + "]")
		}
	}
	return out.String()
}

// plainID tells whether an id can stand in a path.
func plainID(s string) bool {
	return notice.ID(s).Check() == nil && strings.Trim(s, "0123456789") != ""
}

// Diff finds the changes from a to b, in the order of b, what was removed
// after what is left of its group. Equal trees give none.
func Diff(a, b facts.Node) []Change {
	d := &differ{}
	d.table(nil, nil, &a, &b)
	for i := range d.out {
		d.out[i].judge(&a, &b)
	}
	return d.out
}

type differ struct{ out []Change }

func (d *differ) add(op Op, path []Step, within []*facts.Node, from, to *facts.Node, at int) {
	d.out = append(d.out, Change{Op: op, Path: slices.Clone(path), Within: slices.Clone(within), From: from, To: to, At: at})
}

// table compares two groups of facts. A group that only one side has is
// compared with an empty one, so that each of its facts is told.
func (d *differ) table(path []Step, within []*facts.Node, a, b *facts.Node) {
	in := append(within[:len(within):len(within)], b)
	for i := range b.Nodes {
		to := &b.Nodes[i]
		from, found := a.Field(to.Key)
		at := append(path[:len(path):len(path)], Step{Key: to.Key, Index: -1})
		if !found {
			from = empty(to)
		}
		d.value(at, in, from, to)
	}
	for i := range a.Nodes {
		from := &a.Nodes[i]
		if _, found := b.Field(from.Key); !found {
			d.value(append(path[:len(path):len(path)], Step{Key: from.Key, Index: -1}), in, from, empty(from))
		}
	}
}

// empty is what stands for a group that is not stated; nil for a value.
func empty(n *facts.Node) *facts.Node {
	if n.Kind == facts.Table || n.Kind == facts.List {
		return &facts.Node{Key: n.Key, Type: n.Type, Kind: n.Kind}
	}
	return nil
}

// value compares what stands under one key.
func (d *differ) value(path []Step, within []*facts.Node, a, b *facts.Node) {
	switch {
	case a == nil:
		d.add(Added, path, within, nil, b, 0)
	case b == nil:
		d.add(Removed, path, within, a, nil, 0)
	case a.Kind == facts.Table && b.Kind == facts.Table:
		d.table(path, within, a, b)
	case a.Kind == facts.List && b.Kind == facts.List:
		d.list(path, within, a, b)
	case facts.Equal(a, b):
	case names(within, a.Key):
		d.add(Renamed, path, within, a, b, 0)
	default:
		d.add(Changed, path, within, a, b, 0)
	}
}

// names tells whether a key is the name of the entry around it.
func names(within []*facts.Node, key string) bool {
	around := within[len(within)-1]
	return len(within) > 1 && around.Type != "Brand" && around.Type != "Entity" && around.Type != "Complaint" &&
		(key == "id" || key == "title" || key == "name" || key == "term")
}

// list compares two lists: which entry is which, what came and went, what
// changed inside, and what stands elsewhere.
func (d *differ) list(path []Step, within []*facts.Node, a, b *facts.Node) {
	partner := match(a, b)
	back := make([]int, len(a.Nodes))
	for i := range back {
		back[i] = -1
	}
	var kept []int // places in a of the entries of b that were there, in b's order
	for j, i := range partner {
		if i >= 0 {
			back[i] = j
			kept = append(kept, i)
		}
	}
	stays := increasing(kept)
	for j := range b.Nodes {
		to := &b.Nodes[j]
		i := partner[j]
		if i < 0 {
			d.add(Added, entry(path, to.ID, j), within, nil, to, j)
			continue
		}
		from := &a.Nodes[i]
		at := entry(path, from.ID, i)
		if !stays[i] {
			d.add(Moved, at, within, from, to, j)
		}
		d.value(at, within, from, to)
	}
	for i := range a.Nodes {
		if back[i] < 0 {
			d.add(Removed, entry(path, a.Nodes[i].ID, i), within, &a.Nodes[i], nil, 0)
		}
	}
}

// entry names an entry of the list that path leads to.
func entry(path []Step, id string, index int) []Step {
	out := slices.Clone(path)
	out[len(out)-1].ID, out[len(out)-1].Index = id, index
	return out
}
