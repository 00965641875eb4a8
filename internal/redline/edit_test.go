package redline_test

import (
	"slices"
	"strings"

	"notis/internal/document"
)

// parts are what an edit can lay hold of.
type parts struct {
	lines    []*document.Line
	blocks   []*[]document.Block
	rows     []*[]document.Row
	values   []*document.Value
	tables   []*document.Table
	items    []*[][]document.Block
	sections []*[]document.Section
	section  []*document.Section
}

func partsOf(d *document.Document) *parts {
	p := &parts{}
	p.inSections(&d.Sections)
	return p
}

func (p *parts) inSections(list *[]document.Section) {
	if len(*list) == 0 {
		return
	}
	p.sections = append(p.sections, list)
	for i := range *list {
		s := &(*list)[i]
		p.section = append(p.section, s)
		p.blocks = append(p.blocks, &s.Blocks)
		p.inBlocks(s.Blocks)
		p.inSections(&s.Sections)
	}
}

func (p *parts) inBlocks(list []document.Block) {
	for i := range list {
		b := &list[i]
		if b.Line != nil {
			p.lines = append(p.lines, &b.Line)
		}
		if b.Items != nil {
			p.items = append(p.items, &b.Items)
		}
		for _, item := range b.Items {
			p.inBlocks(item)
		}
		if b.Rows != nil {
			p.rows = append(p.rows, &b.Rows)
		}
		for _, r := range b.Rows {
			p.inValues(r.Values)
		}
		if b.Table != nil {
			p.tables = append(p.tables, b.Table)
			for _, r := range b.Table.Rows {
				for _, c := range r.Cells {
					p.inValues(c.Values)
				}
			}
		}
	}
}

func (p *parts) inValues(list []document.Value) {
	for i := range list {
		v := &list[i]
		p.values = append(p.values, v)
		p.lines = append(p.lines, &v.Line)
		p.inBlocks(v.More)
	}
}

// edit makes one random edit to a notice and says which kind it was.
func (m *maker) edit(d *document.Document) string {
	p := partsOf(d)
	edits := []struct {
		name string
		do   func(*parts) bool
	}{
		{"words", m.changeWords}, {"words", m.changeWords}, {"words", m.changeWords},
		{"sentence added", m.addSentence}, {"sentence removed", m.removeSentence}, {"text replaced", m.replaceText},
		{"block added", m.addBlock}, {"block removed", m.removeBlock}, {"blocks swapped", m.swapBlocks},
		{"section moved", m.moveSection}, {"section added", m.addSection}, {"section removed", m.removeSection}, {"section renamed", m.renameSection},
		{"row added", m.addRow}, {"row removed", m.removeRow}, {"row moved", m.moveRow},
		{"value changed", m.changeValue}, {"value changed", m.changeValue},
		{"item moved", m.moveItem}, {"item added", m.addItem},
		{"table row", m.changeTable}, {"link", m.changeLink},
	}
	for {
		if e := pick(m, edits); e.do(p) {
			return e.name
		}
	}
}

func (m *maker) changeWords(p *parts) bool {
	run := &(*pick(m, p.lines))[0]
	words := strings.Split(run.Text, " ")
	at, n := m.IntN(len(words)), 1+m.IntN(3)
	words = slices.Replace(words, at, min(at+n, len(words)), strings.Split(pick(m, [][]string{objects, tails, verbs}[m.IntN(3)]), " ")...)
	run.Text = strings.Join(words, " ")
	return run.Text != ""
}

func (m *maker) addSentence(p *parts) bool {
	run := &(*pick(m, p.lines))[0]
	list := strings.SplitAfter(run.Text, ". ")
	at := m.IntN(len(list))
	run.Text = strings.Join(slices.Insert(list, at, m.sentence()+" "), "")
	return true
}

func (m *maker) removeSentence(p *parts) bool {
	run := &(*pick(m, p.lines))[0]
	list := strings.SplitAfter(run.Text, ". ")
	if len(list) < 2 {
		return false
	}
	at := m.IntN(len(list))
	run.Text = strings.TrimSpace(strings.Join(slices.Delete(list, at, at+1), ""))
	return true
}

func (m *maker) replaceText(p *parts) bool {
	*pick(m, p.lines) = m.line(1 + m.IntN(3))
	return true
}

func (m *maker) addBlock(p *parts) bool {
	list := pick(m, p.blocks)
	*list = slices.Insert(*list, m.IntN(len(*list)+1), m.block())
	return true
}

func (m *maker) removeBlock(p *parts) bool { return remove(m, pick(m, p.blocks)) }

func (m *maker) swapBlocks(p *parts) bool { return move(m, pick(m, p.blocks)) }

func (m *maker) moveSection(p *parts) bool { return move(m, pick(m, p.sections)) }

func (m *maker) addSection(p *parts) bool {
	list := pick(m, p.sections)
	*list = slices.Insert(*list, m.IntN(len(*list)+1), m.section(1))
	return true
}

func (m *maker) removeSection(p *parts) bool { return remove(m, pick(m, p.sections)) }

func (m *maker) renameSection(p *parts) bool {
	s := pick(m, p.section)
	s.Was = append(s.Was, s.ID)
	s.ID, s.Title = m.id("renamed"), "The "+pick(m, labels)+" of "+pick(m, objects)
	return true
}

func (m *maker) addRow(p *parts) bool {
	if len(p.rows) == 0 {
		return false
	}
	list := pick(m, p.rows)
	*list = slices.Insert(*list, m.IntN(len(*list)+1), m.row())
	return true
}

func (m *maker) removeRow(p *parts) bool { return len(p.rows) > 0 && remove(m, pick(m, p.rows)) }

func (m *maker) moveRow(p *parts) bool { return len(p.rows) > 0 && move(m, pick(m, p.rows)) }

func (m *maker) changeValue(p *parts) bool {
	if len(p.values) == 0 {
		return false
	}
	pick(m, p.values).Line = m.value().Line
	return true
}

func (m *maker) moveItem(p *parts) bool { return len(p.items) > 0 && move(m, pick(m, p.items)) }

func (m *maker) addItem(p *parts) bool {
	if len(p.items) == 0 {
		return false
	}
	list := pick(m, p.items)
	*list = slices.Insert(*list, m.IntN(len(*list)+1), m.item())
	return true
}

func (m *maker) changeTable(p *parts) bool {
	if len(p.tables) == 0 {
		return false
	}
	t := pick(m, p.tables)
	switch m.IntN(4) {
	case 0:
		return move(m, &t.Rows)
	case 1:
		return remove(m, &t.Rows)
	case 2:
		t.Rows = slices.Insert(t.Rows, m.IntN(len(t.Rows)+1), m.tableRow())
	case 3:
		t.Columns[1].Title = pick(m, []string{"Personal data", "Which data", "Data"})
	}
	return true
}

func (m *maker) changeLink(p *parts) bool {
	for _, at := range m.Perm(len(p.lines)) {
		for i := range *p.lines[at] {
			if r := &(*p.lines[at])[i]; r.To != "" {
				r.To = "https://acme.example/" + m.id("link")
				return true
			}
		}
	}
	return false
}

// remove takes one of several away.
func remove[T any](m *maker, list *[]T) bool {
	if len(*list) < 2 {
		return false
	}
	at := m.IntN(len(*list))
	*list = slices.Delete(*list, at, at+1)
	return true
}

// move puts one of several elsewhere.
func move[T any](m *maker, list *[]T) bool {
	if len(*list) < 2 {
		return false
	}
	from := m.IntN(len(*list))
	x := (*list)[from]
	*list = slices.Delete(*list, from, from+1)
	*list = slices.Insert(*list, m.IntN(len(*list)+1), x)
	return true
}
