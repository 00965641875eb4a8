package redline_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"

	"notis/internal/document"
)

// maker writes made-up notices. The same seed gives the same ones.
type maker struct {
	*rand.Rand
	n int
}

func newMaker(seed uint64) *maker { return &maker{Rand: rand.New(rand.NewPCG(seed, 1))} }

func (m *maker) chance(percent int) bool { return m.IntN(100) < percent }

func pick[T any](m *maker, list []T) T { return list[m.IntN(len(list))] }

func (m *maker) id(prefix string) string {
	m.n++
	return fmt.Sprintf("%s-%d", prefix, m.n)
}

// The words are those of notices, so that two sentences have as much in
// common as two sentences of a notice have.
var (
	subjects = strings.Split("we|you|our suppliers|the company|a processor|your bank|the grid company|our staff|the authority|anyone who asks", "|")
	verbs    = strings.Split("process|store|share|collect|receive|erase|correct|disclose|transfer|use|keep|assess|check|send|register|measure|analyse|verify", "|")
	objects  = strings.Split("your name|your address|the meter readings|personal data|payment details|your e-mail address|the customer relation|information about your use|a copy of the agreement|recordings of calls|technical logs|your consent|the invoice|data from cookies|your national identity number|credit reports", "|")
	tails    = strings.Split("in order to deliver power|as long as the law demands|when you order|for up to five years|where it is necessary for the agreement|to comply with the Bookkeeping Act|unless you object|with your consent|for statistics and improvement|after the end of the contract|if you ask us to|outside the EEA|on the basis of a legitimate interest|at the latest within thirty days|and never sell it|in accordance with article 6 of the GDPR|so that we can answer your questions|through secure channels only", "|")
	shorts   = strings.Split("Yes|No|Not stated|Norway|Sweden|consent|contract|customers|applicants|five years|one month|name|address|meter data|app|website|legal obligation", "|")
	labels   = strings.Split("Purpose|Data|Legal basis|Retention|Source|Recipients|Who|When|Contact|Safeguard|Applies to|Exception", "|")
)

func (m *maker) sentence() string {
	s := pick(m, subjects) + " "
	if m.chance(40) {
		s += pick(m, []string{"may ", "will ", "can ", "must "})
	}
	s += pick(m, verbs) + " " + pick(m, objects)
	if m.chance(30) {
		s += " and " + pick(m, objects)
	}
	for range 1 + m.IntN(2) {
		s += " " + pick(m, tails)
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

func (m *maker) sentences(n int) string {
	var out []string
	for range n {
		out = append(out, m.sentence())
	}
	return strings.Join(out, " ")
}

func (m *maker) line(sentences int) document.Line {
	l := document.Line{{Text: m.sentences(sentences)}}
	switch m.IntN(8) {
	case 0:
		l = append(l, document.Run{Text: " Read more at "}, document.Run{Text: "Datatilsynet", To: "https://www.datatilsynet.no/"}, document.Run{Text: "."})
	case 1:
		l = append(document.Line{{Text: "Note:", Strong: true}, {Text: " "}}, l...)
	}
	return l
}

func (m *maker) paragraph() document.Block {
	return document.Block{Kind: document.Paragraph, Line: m.line(1 + m.IntN(4))}
}

func (m *maker) item() []document.Block {
	b := document.Block{Kind: document.Paragraph, Line: m.line(1)}
	if m.chance(30) {
		b.ID = m.id("measure")
	}
	if m.chance(10) {
		return []document.Block{b, m.paragraph()}
	}
	return []document.Block{b}
}

func (m *maker) block() document.Block {
	switch m.IntN(8) {
	case 0, 1:
		b := document.Block{Kind: pick(m, []document.BlockKind{document.List, document.Ordered})}
		for range 2 + m.IntN(5) {
			b.Items = append(b.Items, m.item())
		}
		return b
	case 2, 3, 4:
		return m.facts(2 + m.IntN(5))
	}
	return m.paragraph()
}

func (m *maker) facts(n int) document.Block {
	b := document.Block{Kind: document.Facts}
	for range n {
		b.Rows = append(b.Rows, m.row())
	}
	return b
}

func (m *maker) row() document.Row {
	label := pick(m, labels)
	r := document.Row{Key: strings.ToLower(label), Label: label}
	for range 1 + m.IntN(6)/3 {
		r.Values = append(r.Values, m.value())
	}
	return r
}

func (m *maker) value() document.Value {
	v := document.Value{Line: document.Line{{Text: pick(m, shorts)}}}
	if m.chance(50) {
		v.Line = m.line(1)
	}
	if m.chance(20) {
		v.ID = m.id("value")
	}
	if m.chance(15) {
		v.Badge = fmt.Sprintf("GDPR article %d", 6+m.IntN(20))
	}
	if m.chance(15) {
		v.More = append(v.More, m.paragraph())
	}
	if m.chance(10) {
		v.More = append(v.More, m.facts(2))
	}
	return v
}

func (m *maker) table() document.Block {
	t := &document.Table{Caption: "Who receives the data", Columns: []document.Column{{Key: "recipient", Title: "Recipient"}, {Key: "data", Title: "Data"}, {Key: "purpose", Title: "What for"}}}
	for range 3 + m.IntN(5) {
		t.Rows = append(t.Rows, m.tableRow())
	}
	return document.Block{Kind: document.Grid, Table: t}
}

func (m *maker) tableRow() document.TableRow {
	who := document.Value{Line: document.Line{{Text: pick(m, []string{"Nord", "Kraft", "Sky", "Bank", "Post"}) + " " + pick(m, []string{"AS", "ASA", "GmbH"})}}}
	r := document.TableRow{ID: m.id("recipient"), Cells: []document.Cell{{Values: []document.Value{who}}, {Values: []document.Value{m.value()}}, {}}}
	if m.chance(70) {
		r.Cells[2].Values = []document.Value{m.value()}
	}
	return r
}

func (m *maker) section(depth int) document.Section {
	s := document.Section{ID: m.id("section"), Title: "The " + pick(m, labels) + " of " + pick(m, objects)}
	for range 1 + m.IntN(3) {
		s.Blocks = append(s.Blocks, m.block())
	}
	if m.chance(15) {
		s.Blocks = append(s.Blocks, m.table())
	}
	if depth < 2 && m.chance(30) {
		for range 1 + m.IntN(3) {
			s.Sections = append(s.Sections, m.section(depth+1))
		}
	}
	return s
}

// notice writes a notice with n sections.
func (m *maker) notice(n int) *document.Document {
	d := &document.Document{Brand: "acme", Kind: "privacy", Lang: "en", Title: "Privacy notice for Acme", Lead: "How Acme uses personal data, and what your rights are."}
	d.Standing.Updated = document.Line{{Text: "Last updated:", Strong: true}, {Text: " 27 April 2023, according to Acme"}}
	for range n {
		d.Sections = append(d.Sections, m.section(0))
	}
	for range 3 {
		card := document.Card{ID: m.id("card"), Title: m.sentence(), Section: d.Sections[0].ID}
		for range 1 + m.IntN(4) {
			s := pick(m, d.Sections)
			card.Items = append(card.Items, document.Line{{Text: s.Title, To: "#" + s.ID}})
		}
		d.Summary = append(d.Summary, card)
	}
	d.Readers = []document.Reader{{ID: "customers", Name: "Concerns you who are a customer", To: d.Summary[0].Items}}
	return d
}

// clone copies a notice, so that an edit changes one of two.
func clone(d *document.Document) *document.Document {
	src, err := json.Marshal(d)
	if err != nil {
		panic(err)
	}
	out := &document.Document{}
	if err := json.Unmarshal(src, out); err != nil {
		panic(err)
	}
	return out
}
