// Package flow draws where personal data goes: what a privacy notice states of
// its recipients, as a graph in layers, with a place for each node. It draws
// what is stated and nothing else.
package flow

import (
	"slices"
	"strconv"
	"strings"

	"notis/internal/notice"
	"notis/internal/phrase"
)

// Layer is what a node stands for, and its column from left to right.
type Layer int

// The layers.
const (
	Purpose Layer = iota
	Data
	Recipient
	Place
)

// Layers lists the layers from left to right.
func Layers() []Layer { return []Layer{Purpose, Data, Recipient, Place} }

// None is the index of a node that the notice does not state.
const None = -1

// Words says in one language what the notice states.
type Words struct {
	// Text gives the first paragraph of a text as plain words.
	Text func(notice.Text) string
	// Datum names a kind of personal data.
	Datum func(notice.Datum) string
}

// Map is a graph with a place for each of its nodes.
type Map struct {
	Nodes []Node
	Edges []Edge
	// Statements are what the edges were drawn from, in the notice's order.
	Statements []Statement
	// Columns are the layers that have nodes.
	Columns       []Column
	Width, Height int
}

// Node is a box of the drawing.
type Node struct {
	Layer Layer
	Label string
	// Anchor is where the notice states it, without the sign #.
	Anchor string
	// Lines are the label as it fits the box; its end is cut off where it is
	// long.
	Lines      []string
	X, Y, W, H int
}

// Edge joins two nodes, the first to the left of the second.
type Edge struct {
	From, To int
	// Tentative tells that everything it stands for is stated with a
	// reservation or under a condition.
	Tentative bool
	// Via is the height at which it passes the layers between, where there are
	// any.
	Via int
}

// Column is a layer of the drawing.
type Column struct {
	Layer Layer
	X, W  int
}

// Statement is one use that a recipient makes of data, by indexes of nodes, any
// of which but the recipient may be [None].
type Statement struct {
	Purpose, Data, Recipient, Place int
	// To is the recipient, and Use what is stated of it.
	To  *notice.Recipient
	Use *notice.Use
}

// Tentative tells whether the use is stated with a reservation, or under a
// condition.
func (s *Statement) Tentative() bool {
	return s.Use.Modality != "" && s.Use.Modality != "always" || !s.Use.Condition.IsZero()
}

// Of draws what a notice states of its recipients. A use that never happens is
// no way that data goes.
func Of(p *notice.Privacy, w Words) *Map {
	b := builder{notice: p, words: w, at: map[key]int{}, edges: map[[2]int]int{}}
	for i := range p.Recipients {
		r := &p.Recipients[i]
		for j := range r.Uses {
			if r.Uses[j].Modality != "never" {
				b.use(r, j)
			}
		}
	}
	b.drop()
	b.layout()
	return &b.out
}

// key is the same for what becomes one node.
type key struct {
	layer Layer
	under int
	id    string
}

type builder struct {
	notice *notice.Privacy
	words  Words
	out    Map
	at     map[key]int
	edges  map[[2]int]int
}

// node gives the node of a key, made where there is none yet.
func (b *builder) node(k key, label, anchor string) int {
	i, there := b.at[k]
	if !there {
		i = len(b.out.Nodes)
		b.at[k] = i
		b.out.Nodes = append(b.out.Nodes, Node{Layer: k.layer, Label: phrase.Capital(label), Anchor: anchor})
	}
	return i
}

// use adds what is stated of one use. Data belongs to its purpose: two
// purposes share no node of data, or a reader could follow a line from one of
// them to the recipient of the other.
func (b *builder) use(r *notice.Recipient, i int) {
	u := &r.Uses[i]
	anchor := "recipient-" + string(r.ID)
	row := anchor
	if i > 0 {
		row += "-" + strconv.Itoa(i+1)
	}
	s := Statement{Purpose: b.purpose(u, row), Data: None, Place: None, To: r, Use: u}
	if len(u.Data) > 0 {
		var names []string
		for _, d := range u.Data {
			names = append(names, b.words.Datum(d))
		}
		label := strings.Join(names, ", ")
		s.Data = b.node(key{Data, s.Purpose, label}, label, row)
	}
	name := r.Name.Proper
	if name == "" {
		name = b.words.Text(r.Name.Text)
	}
	s.Recipient = b.node(key{Recipient, 0, string(r.ID)}, name, anchor)
	if place := b.words.Text(r.Place); place != "" {
		s.Place = b.node(key{Place, 0, place}, place, anchor)
		b.edge(s.Recipient, s.Place, false)
	}
	switch {
	case s.Data != None:
		b.edge(s.Purpose, s.Data, s.Tentative())
		b.edge(s.Data, s.Recipient, s.Tentative())
	default:
		b.edge(s.Purpose, s.Recipient, s.Tentative())
	}
	b.out.Statements = append(b.out.Statements, s)
}

// purpose is the activity that a use belongs to, or what the use is for.
func (b *builder) purpose(u *notice.Use, row string) int {
	for i := range b.notice.Activities {
		if a := &b.notice.Activities[i]; notice.Ref(a.ID) == u.Activity {
			return b.node(key{Purpose, 0, string(a.ID)}, b.words.Text(a.Title), "activity-"+string(a.ID))
		}
	}
	if text := b.words.Text(u.Purpose); text != "" {
		return b.node(key{Purpose, 1, text}, text, row)
	}
	return None
}

// edge joins two nodes once. It is tentative as long as nothing firm is stated.
func (b *builder) edge(from, to int, tentative bool) {
	if from == None {
		return
	}
	pair := [2]int{from, to}
	if i, there := b.edges[pair]; there {
		b.out.Edges[i].Tentative = b.out.Edges[i].Tentative && tentative
		return
	}
	b.edges[pair] = len(b.out.Edges)
	b.out.Edges = append(b.out.Edges, Edge{From: from, To: to, Tentative: tentative})
}

// drop takes out what nothing is joined to: recipients of whom the notice says
// neither what they get nor what for. Their statements go with them.
func (b *builder) drop() {
	joined := make([]bool, len(b.out.Nodes))
	for _, e := range b.out.Edges {
		joined[e.From], joined[e.To] = true, true
	}
	b.out.Statements = slices.DeleteFunc(b.out.Statements, func(s Statement) bool { return !joined[s.Recipient] })
	to := make([]int, len(joined))
	var kept []Node
	for i, n := range b.out.Nodes {
		to[i] = len(kept)
		if joined[i] {
			kept = append(kept, n)
		}
	}
	b.out.Nodes = kept
	for i := range b.out.Edges {
		e := &b.out.Edges[i]
		e.From, e.To = to[e.From], to[e.To]
	}
	for i := range b.out.Statements {
		s := &b.out.Statements[i]
		for _, at := range []*int{&s.Purpose, &s.Data, &s.Recipient, &s.Place} {
			if *at != None {
				*at = to[*at]
			}
		}
	}
}
