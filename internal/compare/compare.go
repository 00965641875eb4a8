// Package compare tells what two notices state differently, fact by fact.
package compare

import (
	"cmp"
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
	left.document(a)
	right.document(b)
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

// document collects what a notice says of itself, and its sections.
func (x *facts) document(d *document.Document) {
	x.add("updated", d.Title, line(d.Standing.Updated))
	x.sections("", "", d.Sections)
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
		case b.Items != nil:
			// The order of a list states nothing: its entries are matched by
			// their anchors, or by what they say.
			for _, item := range b.Items {
				text := items(item)
				x.add(key+"/item/"+cmp.Or(item[0].ID, text), place, text)
			}
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
		s := line(v.Line)
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

// line is a line with where its links lead: two brands that send a reader to
// different places state different things.
func line(l document.Line) string {
	s := ""
	for _, r := range l {
		s += r.Text
		if strings.HasPrefix(r.To, "http") && !strings.Contains(r.Text, r.To) {
			s += " <" + r.To + ">"
		}
	}
	return s
}

func items(list []document.Block) string {
	var out []string
	for _, b := range list {
		out = append(out, block(b))
	}
	return strings.Join(out, " ")
}

func block(b document.Block) string {
	out := []string{line(b.Line)}
	for _, item := range b.Items {
		out = append(out, "– "+items(item))
	}
	for _, r := range b.Rows {
		out = append(out, r.Label+": "+values(r.Values))
	}
	return strings.TrimSpace(strings.Join(out, " "))
}
