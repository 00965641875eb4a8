package words

import (
	"fmt"
	"strings"
	"text/template"
	"text/template/parse"
)

// Outline is a message as it can be said when nothing is known of what it is
// about: an ellipsis stands for each datum and for each name that is worded, the
// last branch for every other choice, and what is only said sometimes is left
// out.
func (w *Words) Outline(id string) (string, error) {
	raw, found := w.raw[id]
	if !found {
		return "", fmt.Errorf("there is no message %q in %s", id, w.lang)
	}
	t, err := template.New(id).Parse(raw)
	if err != nil {
		return "", fmt.Errorf("message %q in %s: %w", id, w.lang, err)
	}
	if t.Tree == nil {
		return "", nil
	}
	var out strings.Builder
	outline(&out, t.Root)
	return strings.Join(strings.Fields(out.String()), " "), nil
}

func outline(out *strings.Builder, n parse.Node) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			for _, inner := range n.Nodes {
				outline(out, inner)
			}
		}
	case *parse.TextNode:
		out.Write(n.Text)
	case *parse.ActionNode:
		if len(n.Pipe.Decl) == 0 {
			out.WriteString("…")
		}
	case *parse.IfNode:
		if n.ElseList != nil && names(n.Pipe) {
			out.WriteString("…")
			return
		}
		outline(out, n.ElseList)
	case *parse.WithNode:
		outline(out, n.ElseList)
	case *parse.RangeNode:
		outline(out, n.List)
	}
}

// names tells whether a condition compares a datum with one of its names, such
// as eq .Country "US".
func names(p *parse.PipeNode) bool {
	args := p.Cmds[0].Args
	if len(p.Cmds) > 1 || len(args) != 3 || args[0].String() != "eq" {
		return false
	}
	_, ok := args[2].(*parse.StringNode)
	return ok
}
