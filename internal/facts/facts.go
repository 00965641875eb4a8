// Package facts shows what a version states as a tree, in which two versions
// can be compared fact by fact, and writes it as TOML.
package facts

import (
	"reflect"
	"strconv"

	"notis/internal/notice"
)

// Kind is what a node is.
type Kind string

// The kinds of node.
const (
	// Leaf is one value: an id, a date, a word of a closed list, a name.
	Leaf Kind = "leaf"
	// Phrase is wording in both languages.
	Phrase Kind = "phrase"
	// Table is a group of facts by their keys.
	Table Kind = "table"
	// List is entries in an order.
	List Kind = "list"
)

// Node is one fact or a group of them. Only what is stated has a node.
type Node struct {
	// Key is the key in the data files; an entry of a list has none.
	Key string
	// Type is the type of package notice, such as Retention or Duration; for
	// a list, that of its entries.
	Type string
	Kind Kind
	// ID tells an entry of a list from the others: its id, or what takes its
	// place, such as the category of a use. It may be empty, and need not be
	// unique.
	ID string
	// Was are ids the entry had before.
	Was []string
	// Refers is the kind of id that a leaf is, where it names another entry:
	// data, people, act, contact, site, recipient or activity.
	Refers string
	// Value is the value of a leaf as the data files write it.
	Value string
	// Text is the wording of a phrase.
	Text notice.Text
	// Nodes are the facts of a table in the order of the model, or the
	// entries of a list in their own.
	Nodes []Node
}

// Of shows facts as a tree. What is not stated is left out.
func Of(f notice.Facts) Node {
	b := builder{fields: map[reflect.Type][]field{}}
	n, _ := b.node("", "", reflect.ValueOf(&f).Elem())
	return n
}

// builder makes nodes of values. What tags say is read once for each type.
type builder struct{ fields map[reflect.Type][]field }

// field is what the tags of a field say.
type field struct{ key, refers string }

func (b *builder) of(t reflect.Type) []field {
	out, ok := b.fields[t]
	if !ok {
		for i := range t.NumField() {
			tag := t.Field(i).Tag
			out = append(out, field{tag.Get("toml"), tag.Get("ref")})
		}
		b.fields[t] = out
	}
	return out
}

// Field gives the fact of a table under a key.
func (n *Node) Field(key string) (*Node, bool) {
	for i := range n.Nodes {
		if n.Nodes[i].Key == key {
			return &n.Nodes[i], true
		}
	}
	return nil, false
}

// At follows keys through tables; nil where one is not stated.
func (n *Node) At(keys ...string) *Node {
	for _, k := range keys {
		in, ok := n.Field(k)
		if !ok {
			return nil
		}
		n = in
	}
	return n
}

// Word gives the value of a leaf under a key, or "".
func (n *Node) Word(key string) string {
	if in, ok := n.Field(key); ok {
		return in.Value
	}
	return ""
}

// Equal tells whether two nodes state the same. The order of keys in a table
// does not matter, that of entries in a list does; neither does where the lines
// of a text end.
func Equal(a, b *Node) bool {
	if a.Key != b.Key || a.Kind != b.Kind || a.Value != b.Value || !alike(a.Text, b.Text) || len(a.Nodes) != len(b.Nodes) {
		return false
	}
	for i := range a.Nodes {
		other := &b.Nodes[i]
		if a.Kind == Table && other.Key != a.Nodes[i].Key {
			var found bool
			if other, found = b.Field(a.Nodes[i].Key); !found {
				return false
			}
		}
		if !Equal(&a.Nodes[i], other) {
			return false
		}
	}
	return true
}

// node shows a value; false where nothing is stated. refers is the kind of id
// that its tag says it names.
func (b *builder) node(key, refers string, v reflect.Value) (Node, bool) {
	n := Node{Key: key, Type: v.Type().Name(), Refers: refers}
	if v.IsZero() && n.Type != "Facts" {
		return n, false
	}
	switch v.Kind() {
	case reflect.String:
		n.Kind, n.Value = Leaf, v.String()
	case reflect.Bool:
		n.Kind, n.Value = Leaf, strconv.FormatBool(v.Bool())
	case reflect.Int:
		n.Kind, n.Value = Leaf, strconv.FormatInt(v.Int(), 10)
	case reflect.Slice:
		n.Kind, n.Type = List, v.Type().Elem().Name()
		n.Nodes = make([]Node, 0, v.Len())
		for i := range v.Len() {
			entry, _ := b.node("", refers, v.Index(i))
			entry.ID, entry.Was = identity(&entry)
			n.Nodes = append(n.Nodes, entry)
		}
	case reflect.Struct:
		return b.table(n, v)
	}
	return n, len(n.Nodes) > 0 || n.Kind == Leaf
}

// table shows a group of facts, or one of those that the model has as a group
// and the data files as one value.
func (b *builder) table(n Node, v reflect.Value) (Node, bool) {
	switch x := v.Addr().Interface().(type) {
	case *notice.Text:
		n.Kind, n.Text = Phrase, *x
		return n, true
	case *notice.Name:
		return short(n, x.Proper, x.Text), true
	case *notice.Datum:
		n.Refers = "data"
		return short(n, string(x.Is), x.Text), true
	}
	n.Kind = Table
	for i, f := range b.of(v.Type()) {
		if in, ok := b.node(f.key, f.refers, v.Field(i)); ok {
			n.Nodes = append(n.Nodes, in)
		}
	}
	return n, len(n.Nodes) > 0
}

// short is a value that the data files write as one word, or as a table with
// nb and en.
func short(n Node, word string, t notice.Text) Node {
	if word != "" {
		n.Kind, n.Value = Leaf, word
		return n
	}
	n.Kind, n.Text = Phrase, t
	return n
}

// naming lists the keys that tell an entry from the others where it has no
// id, by type.
var naming = map[string][]string{
	"Use": {"role", "activity"}, "Basis": {"kind"}, "Right": {"kind"}, "Claim": {"kind"}, "Origin": {"from"}, "Link": {"name"},
	"Statute": {"act", "section"}, "Dated": {"date"}, "TradeName": {"name"}, "CookieUse": {"category"}, "Part": {"title"},
}

// identity finds what tells an entry from the others.
func identity(n *Node) (id string, was []string) {
	if n.Kind == Leaf {
		return n.Value, nil
	}
	if n.Kind == Phrase {
		return flow(n.Text.NB), nil
	}
	if in, ok := n.Field("was"); ok {
		for i := range in.Nodes {
			was = append(was, in.Nodes[i].Value)
		}
	}
	if id = n.Word("id"); id != "" {
		return id, was
	}
	for _, key := range naming[n.Type] {
		in, ok := n.Field(key)
		switch {
		case !ok:
		case in.Kind == Phrase:
			id += " " + flow(in.Text.NB)
		default:
			id += " " + in.Value
		}
	}
	if id != "" {
		id = id[1:]
	}
	return id, was
}

// Places gives the keys under which the entries of a kind of id stand.
func Places(kind string) []string {
	switch kind {
	case "data", "people":
		return []string{"shared", kind}
	case "act":
		return []string{"shared", "acts"}
	case "contact", "site":
		return []string{"brand", kind + "s"}
	case "recipient":
		return []string{"privacy", "recipients"}
	}
	return []string{"privacy", "activities"}
}

// Entry finds the entry of a list by its id; nil where there is none, or no
// list.
func (n *Node) Entry(id string) *Node {
	for i := range n.list() {
		if n.Nodes[i].ID == id {
			return &n.Nodes[i]
		}
	}
	return nil
}

func (n *Node) list() []Node {
	if n == nil {
		return nil
	}
	return n.Nodes
}
