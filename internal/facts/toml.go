package facts

import (
	"strconv"
	"strings"

	"notis/internal/notice"
)

// Encode writes the tree as TOML 1.0, in the order of the model, in the form
// that editors write the data files in.
func Encode(n Node) []byte {
	w := &writer{}
	w.table(nil, &n)
	return []byte(strings.TrimPrefix(w.out.String(), "\n"))
}

type writer struct{ out strings.Builder }

// table writes the values of a table, and then the tables in it: TOML knows
// the end of a table by the next one's beginning.
func (w *writer) table(path []string, n *Node) {
	for i := range n.Nodes {
		if in := &n.Nodes[i]; !in.tabular() {
			w.out.WriteString(in.Key + " = " + value(in) + "\n")
		}
	}
	for i := range n.Nodes {
		in := &n.Nodes[i]
		if !in.tabular() {
			continue
		}
		at := append(path[:len(path):len(path)], in.Key)
		name := strings.Join(at, ".")
		if in.Kind == Table {
			w.out.WriteString("\n[" + name + "]\n")
			w.table(at, in)
			continue
		}
		for j := range in.Nodes {
			w.out.WriteString("\n[[" + name + "]]\n")
			w.table(at, &in.Nodes[j])
		}
	}
}

// tabular tells whether a node is written under a heading of its own.
func (n *Node) tabular() bool {
	return n.Kind == Table || n.Kind == List && len(n.Nodes) > 0 && n.Nodes[0].Kind == Table
}

func value(n *Node) string {
	switch {
	case n.Kind == Phrase:
		return phrase(n.Text)
	case n.Kind == List:
		var parts []string
		for i := range n.Nodes {
			parts = append(parts, value(&n.Nodes[i]))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case n.Type == "bool" || n.Type == "int" || n.Type == "Number" || n.Type == "Date":
		return n.Value
	}
	return quoted(n.Value)
}

func phrase(t notice.Text) string {
	var parts []string
	if t.NB != "" {
		parts = append(parts, "nb = "+quoted(t.NB))
	}
	if t.EN != "" {
		parts = append(parts, "en = "+quoted(t.EN))
	}
	return "{ " + strings.Join(parts, ", ") + " }"
}

// quoted writes a basic string (TOML 1.0, String).
func quoted(s string) string {
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out.WriteByte('\\')
			out.WriteRune(r)
		case r == '\n':
			out.WriteString(`\n`)
		case r == '\t':
			out.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			out.WriteString(`\u00` + strconv.FormatInt(int64(r)+0x100, 16)[1:])
		default:
			out.WriteRune(r)
		}
	}
	out.WriteByte('"')
	return out.String()
}
