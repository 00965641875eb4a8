package page

import (
	"strconv"

	"notis/internal/document"
)

// document writes a notice: the contents, the short version, who it concerns,
// the sections. Here, markup is as short as HTML lets it be, for a notice has to
// arrive whole in the first round trip: an element that its parent or the next
// one ends is not closed (HTML, 13.1.2.4), and what the element says by itself
// has no class.
func (w *writer) document(d *document.Document) {
	w.contents(d.Sections)
	if len(d.Summary) > 0 {
		w.summary(d.Summary)
	}
	if len(d.Readers) > 0 {
		w.readers(d.Readers)
	}
	w.tag("div", "class", "notice")
	for i := range d.Sections {
		w.section(w.top(), &d.Sections[i])
	}
	w.raw("</div>")
}

// contents writes the list of the sections. It can be folded; the style sheet
// unfolds it where there is room beside the text.
func (w *writer) contents(sections []document.Section) {
	w.tag("nav", "class", "contents", "aria-label", w.say("contents"))
	w.raw("<details>")
	w.element("summary", w.say("contents"))
	w.raw("<ol>")
	for i := range sections {
		w.raw("<li>")
		w.link("#"+sections[i].ID, sections[i].Title)
	}
	w.raw("</ol></details></nav>")
}

// summary writes the cards of the short version.
func (w *writer) summary(cards []document.Card) {
	w.element(heading(w.top()), w.say("summary"))
	w.tag("div", "class", "summary")
	title := heading(w.top() + 1)
	for _, c := range cards {
		w.raw("<div><" + title + ">")
		w.link("#"+c.Section, c.Title)
		w.raw("</" + title + "><ul>")
		for _, l := range c.Items {
			w.raw("<li>")
			w.line(l)
		}
		if c.More != "" {
			w.raw("<li>")
			w.link("#"+c.Section, c.More)
		}
		w.raw("</ul></div>")
	}
	w.raw("</div>")
}

// readers leads each group of people to what concerns them.
func (w *writer) readers(readers []document.Reader) {
	w.element(heading(w.top()), w.say("readers"))
	w.tag("dl", "class", "readers")
	for _, r := range readers {
		w.raw("<dt>")
		w.text(r.Name)
		w.raw("<dd>")
		for i, to := range r.To {
			if i > 0 {
				w.raw(", ")
			}
			w.line(to)
		}
	}
	w.raw("</dl>")
}

// section writes a section with its heading one level below the one around it.
// A section of the notice itself leads to itself, so that its address can be
// copied.
func (w *writer) section(level int, s *document.Section) {
	own := level == w.top()
	w.tag(heading(level), "id", s.ID)
	w.was(s.Was)
	if own {
		w.link("#"+s.ID, s.Title)
	} else {
		w.text(s.Title)
	}
	w.raw("</" + heading(level) + ">")
	if changed := w.Changed[s.ID]; own && len(changed) > 0 {
		w.tag("p", "class", "note")
		w.line(changed)
	}
	w.shared(s.Blocks)
	for i := range s.Sections {
		w.section(min(level+1, w.top()+3), &s.Sections[i])
	}
}

// top is the level of a section's heading: below the title of the page, or
// below that of a piece of somebody else's.
func (w *writer) top() int {
	if w.within != nil {
		return 3
	}
	return 2
}

// heading is the element of a heading.
func heading(level int) string { return "h" + strconv.Itoa(level) }

// was keeps the anchors that something had before.
func (w *writer) was(ids []string) {
	for _, id := range ids {
		w.tag("span", "id", id)
		w.raw("</span>")
	}
}

func (w *writer) blocks(list []document.Block) {
	for i := range list {
		w.block(&list[i])
	}
}

// shared writes what stands in a section, or what that became before.
func (w *writer) shared(list []document.Block) {
	if len(list) == 0 {
		return
	}
	if before := w.Room.kept[&list[0]]; before != nil {
		w.out = append(w.out, before...)
		return
	}
	from := len(w.out)
	w.blocks(list)
	if len(w.errs) == 0 {
		w.Room.kept[&list[0]] = w.Room.Shelf.Put(w.out[from:])
	}
}

// block writes a paragraph, a list, labelled facts or a table.
func (w *writer) block(b *document.Block) {
	switch b.Kind {
	case document.Paragraph:
		w.tag("p", "id", b.ID)
		w.line(b.Line)
	case document.List:
		w.items("ul", b.Items)
	case document.Ordered:
		w.items("ol", b.Items)
	case document.Facts:
		w.facts(b.Rows)
	case document.Grid:
		w.table(b.Table)
	}
}

func (w *writer) items(list string, items [][]document.Block) {
	w.raw("<" + list + ">")
	for _, item := range items {
		if len(item) == 1 && item[0].Kind == document.Paragraph {
			w.tag("li", "id", item[0].ID)
			w.line(item[0].Line)
			continue
		}
		w.raw("<li>")
		w.blocks(item)
	}
	w.raw("</")
	w.raw(list)
	w.raw(">")
}

// facts writes labelled facts. Rows with the same label share it; a word that
// the notice defines is marked as such.
func (w *writer) facts(rows []document.Row) {
	w.raw("<dl>")
	for i, r := range rows {
		switch {
		case i > 0 && rows[i-1].Label == r.Label && rows[i-1].Key == r.Key:
		case r.Key == "definition":
			w.raw("<dt>")
			w.element("dfn", r.Label)
		default:
			w.raw("<dt>")
			w.text(r.Label)
		}
		w.values("dd", r.Values)
	}
	w.raw("</dl>")
}

// values writes the values of an element that is named but not yet begun. Short
// ones stand side by side.
func (w *writer) values(element string, values []document.Value, attributes ...string) {
	if len(values) == 1 {
		w.tag(element, append(attributes, "id", values[0].ID)...)
		w.one(&values[0])
		return
	}
	w.tag(element, attributes...)
	if len(values) == 0 {
		return
	}
	if values[0].Compact {
		w.tag("ul", "class", "few")
	} else {
		w.raw("<ul>")
	}
	for i := range values {
		w.tag("li", "id", values[i].ID)
		w.one(&values[i])
	}
	w.raw("</ul>")
}

func (w *writer) one(v *document.Value) {
	w.line(v.Line)
	if v.Badge != "" {
		w.raw(" ")
		w.element("small", v.Badge)
	}
	w.blocks(v.More)
}

// table writes a table; on a narrow screen each row is a card whose cells
// carry their column's title.
func (w *writer) table(t *document.Table) {
	w.raw("<table>")
	w.element("caption", t.Caption)
	w.raw("<thead><tr>")
	for _, c := range t.Columns {
		w.tag("th", "scope", "col")
		w.text(c.Title)
	}
	w.raw("<tbody>")
	for _, r := range t.Rows {
		w.tag("tr", "id", r.ID)
		for i, cell := range r.Cells[:min(len(r.Cells), len(t.Columns))] {
			switch {
			case i == 0:
				w.values("th", cell.Values, "scope", "row")
				w.was(r.Was)
			case len(cell.Values) == 0:
				w.raw("<td>")
			default:
				w.values("td", cell.Values, "data-title", t.Columns[i].Title)
			}
		}
	}
	w.raw("</table>")
}
