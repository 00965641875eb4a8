package diff

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"notis/internal/facts"
)

// Apply makes the newer version from the older one and the changes between
// them; the order of the changes does not matter. An error tells that the
// changes are not of this version.
func Apply(a facts.Node, changes []Change) (facts.Node, error) {
	out := clone(a)
	lists := map[string]*reorder{}
	for i := range changes {
		c := &changes[i]
		last := c.Path[len(c.Path)-1]
		if last.Index >= 0 && c.Op != Changed && c.Op != Renamed {
			key := listKey(c.Path)
			if lists[key] == nil {
				lists[key] = &reorder{path: c.Path, moved: map[int]int{}, removed: map[int]bool{}, added: map[int]*facts.Node{}}
			}
			lists[key].note(c, last.Index)
			continue
		}
		if err := set(&out, c.Path, c.To, c.From); err != nil {
			return out, err
		}
	}
	// Inner lists first: paths count entries as they stood.
	order := make([]*reorder, 0, len(lists))
	for _, r := range lists {
		order = append(order, r)
	}
	slices.SortFunc(order, func(x, y *reorder) int { return cmp.Compare(len(y.path), len(x.path)) })
	for _, r := range order {
		if err := r.apply(&out); err != nil {
			return out, err
		}
	}
	return prune(out), nil
}

// reorder is all that happens to one list.
type reorder struct {
	path    []Step
	removed map[int]bool
	moved   map[int]int
	added   map[int]*facts.Node
}

func (r *reorder) note(c *Change, index int) {
	switch c.Op {
	case Added:
		r.added[index] = c.To
	case Removed:
		r.removed[index] = true
	case Moved:
		r.moved[index] = c.At
	}
}

func (r *reorder) apply(root *facts.Node) error {
	list, err := walk(root, r.path, facts.List)
	if err != nil {
		return err
	}
	n := len(list.Nodes) - len(r.removed) + len(r.added)
	out := make([]facts.Node, n)
	filled := make([]bool, n)
	place := func(at int, node facts.Node) error {
		if at < 0 || at >= n || filled[at] {
			return fmt.Errorf("%s has no place %d", (&Change{Path: r.path}).Place(), at)
		}
		out[at], filled[at] = node, true
		return nil
	}
	for at, node := range r.added {
		if err := place(at, clone(*node)); err != nil {
			return err
		}
		if list.Type == "" {
			list.Type = node.Type
		}
	}
	for i, at := range r.moved {
		if err := place(at, list.Nodes[i]); err != nil {
			return err
		}
	}
	at := 0
	for i := range list.Nodes {
		if _, moved := r.moved[i]; moved || r.removed[i] {
			continue
		}
		for at < n && filled[at] {
			at++
		}
		if err := place(at, list.Nodes[i]); err != nil {
			return err
		}
	}
	list.Nodes = out
	return nil
}

func listKey(path []Step) string {
	key := ""
	for i, s := range path {
		key += "." + s.Key
		if i < len(path)-1 {
			key += "[" + strconv.Itoa(s.Index) + "]"
		}
	}
	return key
}

// walk follows a path to the node under its last key, whatever entry of it is
// meant, and makes what is missing on the way.
func walk(n *facts.Node, path []Step, kind facts.Kind) (*facts.Node, error) {
	for i, s := range path {
		in, ok := n.Field(s.Key)
		if !ok {
			k := facts.Table
			if s.Index >= 0 || i == len(path)-1 {
				k = kind
			}
			n.Nodes = append(n.Nodes, facts.Node{Key: s.Key, Kind: k})
			in = &n.Nodes[len(n.Nodes)-1]
		}
		if i < len(path)-1 && s.Index >= 0 {
			if s.Index >= len(in.Nodes) {
				return nil, fmt.Errorf("%s is not there", (&Change{Path: path[:i+1]}).Place())
			}
			in = &in.Nodes[s.Index]
		}
		n = in
	}
	return n, nil
}

// set puts a value in its place, or takes it away.
func set(root *facts.Node, path []Step, to, from *facts.Node) error {
	last := path[len(path)-1]
	holder := root
	if last.Index >= 0 {
		list, err := walk(root, path, facts.List)
		if err != nil || last.Index >= len(list.Nodes) {
			return fmt.Errorf("%s is not there", (&Change{Path: path}).Place())
		}
		list.Nodes[last.Index] = clone(*to)
		return nil
	}
	holder, err := walk(root, append(slices.Clone(path[:len(path)-1]), Step{Key: last.Key, Index: -1}), facts.Leaf)
	if err != nil {
		return err
	}
	if from != nil && !facts.Equal(holder, from) {
		return fmt.Errorf("%s is not what the change says it was", (&Change{Path: path}).Place())
	}
	if to == nil {
		*holder = facts.Node{Key: last.Key, Kind: facts.Table} // pruned at the end
		return nil
	}
	*holder = clone(*to)
	return nil
}

func clone(n facts.Node) facts.Node {
	nodes := make([]facts.Node, len(n.Nodes))
	for i := range n.Nodes {
		nodes[i] = clone(n.Nodes[i])
	}
	n.Nodes = nodes
	return n
}

// prune takes away the groups that state nothing any more.
func prune(n facts.Node) facts.Node {
	var nodes []facts.Node
	for i := range n.Nodes {
		in := prune(n.Nodes[i])
		if (in.Kind == facts.Table || in.Kind == facts.List) && len(in.Nodes) == 0 {
			continue
		}
		nodes = append(nodes, in)
	}
	n.Nodes = nodes
	return n
}
