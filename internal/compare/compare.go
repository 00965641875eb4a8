// Package compare tells what two notices state differently, fact by fact.
package compare

import (
	"strings"

	"notis/internal/document"
)

// Difference is a fact that two notices state differently, or that only one
// of them states. The side that states nothing is empty.
type Difference struct {
	// Place is the heading and the label of the fact.
	Place string
	A, B  string
}

// Compare holds two documents of one kind and language against each other.
// Facts are matched by their anchors and labels, so an activity of the same id
// in both is compared, and others are stated by one alone. The order is that
// of a, then what only b states.
func Compare(a, b *document.Document) []Difference {
	var left, right facts
	left.sections("", "", a.Sections)
	right.sections("", "", b.Sections)
	var out []Difference
	for _, f := range left.list {
		if other := right.text[f.key]; other != left.text[f.key] {
			out = append(out, Difference{f.place, left.text[f.key], other})
		}
	}
	for _, f := range right.list {
		if _, both := left.text[f.key]; !both {
			out = append(out, Difference{f.place, "", right.text[f.key]})
		}
	}
	return out
}

// facts are what a document states, by key.
type facts struct {
	list []fact
	text map[string]string
}

type fact struct{ key, place string }

func (x *facts) add(key, place, text string) {
	if x.text == nil {
		x.text = map[string]string{}
	}
	if _, again := x.text[key]; again {
		x.text[key] += "; " + text
		return
	}
	x.list = append(x.list, fact{key, place})
	x.text[key] = text
}

func (x *facts) sections(key, place string, list []document.Section) {
	for _, s := range list {
		at := strings.TrimPrefix(place+" › "+s.Title, " › ")
		x.blocks(key+"/"+s.ID, at, s.Blocks)
		x.sections(key+"/"+s.ID, at, s.Sections)
	}
}

func (x *facts) blocks(key, place string, list []document.Block) {
	for _, b := range list {
		switch {
		case b.Rows != nil:
			for _, r := range b.Rows {
				// Labels tell rows of one key apart: rights, terms, occasions.
				x.add(key+"/"+r.Key+"/"+r.Label, place+" › "+r.Label, values(r.Values))
			}
		case b.Table != nil:
			x.table(key, place, b.Table)
		default:
			x.add(key+"/text", place, block(b))
		}
	}
}

func (x *facts) table(key, place string, t *document.Table) {
	for _, r := range t.Rows {
		name := ""
		for i, c := range r.Cells {
			if i == 0 && len(c.Values) > 0 {
				name = c.Values[0].Line.Plain()
				x.add(key+"/"+r.ID, place+" › "+name, values(c.Values))
				continue
			}
			if len(c.Values) > 0 {
				x.add(key+"/"+r.ID+"/"+t.Columns[i].Key, place+" › "+name+" › "+t.Columns[i].Title, values(c.Values))
			}
		}
	}
}

func values(list []document.Value) string {
	var out []string
	for _, v := range list {
		s := v.Line.Plain()
		if v.Badge != "" {
			s += " [" + v.Badge + "]"
		}
		for _, b := range v.More {
			s += " " + block(b)
		}
		out = append(out, strings.TrimSpace(s))
	}
	return strings.Join(out, "; ")
}

func block(b document.Block) string {
	out := []string{b.Line.Plain()}
	for _, item := range b.Items {
		for _, inner := range item {
			out = append(out, "– "+block(inner))
		}
	}
	for _, r := range b.Rows {
		out = append(out, r.Label+": "+values(r.Values))
	}
	return strings.TrimSpace(strings.Join(out, " "))
}
