package page

import (
	"strconv"

	"notis/internal/document"
)

// document writes a notice: the short version, the contents, the sections.
func (w *writer) document(d *document.Document) {
	if len(d.Summary) > 0 {
		w.summary(d.Summary)
	}
	if len(d.Readers) > 0 {
		w.readers(d.Readers)
	}
	w.raw(`<div class="notice">` + "\n" + `<nav class="contents" aria-labelledby="_contents">` + "\n")
	w.element("h2", w.say("contents"), "class", "contents__title", "id", "_contents")
	w.raw("\n" + `<ol class="contents__list">` + "\n")
	for i := range d.Sections {
		w.raw("<li>")
		w.link("#"+d.Sections[i].ID, d.Sections[i].Title)
		w.raw("</li>\n")
	}
	w.raw("</ol>\n</nav>\n" + `<div class="notice__body">` + "\n")
	for i := range d.Sections {
		w.section(2, &d.Sections[i])
	}
	w.raw("</div>\n</div>")
}

// summary writes the cards of the short version.
func (w *writer) summary(cards []document.Card) {
	w.raw(`<section class="summary" aria-labelledby="_summary">` + "\n")
	w.element("h2", w.say("summary"), "class", "summary__title", "id", "_summary")
	w.raw("\n" + `<div class="summary__cards">` + "\n")
	for _, c := range cards {
		w.tag("div", "class", "card", "id", "_summary-"+c.ID)
		w.raw("\n" + `<h3 class="card__title">`)
		w.link("#"+c.Section, c.Title)
		w.raw("</h3>\n" + `<ul class="card__items">` + "\n")
		for _, l := range c.Items {
			w.raw("<li>")
			w.line(l)
			w.raw("</li>\n")
		}
		if c.More != "" {
			w.raw(`<li class="card__more">`)
			w.link("#"+c.Section, c.More)
			w.raw("</li>\n")
		}
		w.raw("</ul>\n</div>\n")
	}
	w.raw("</div>\n</section>\n")
}

// readers leads each group of people to what concerns them.
func (w *writer) readers(readers []document.Reader) {
	w.raw(`<section class="readers" aria-labelledby="_readers">` + "\n")
	w.element("h2", w.say("readers"), "class", "readers__title", "id", "_readers")
	w.raw("\n" + `<dl class="readers__list">` + "\n")
	for _, r := range readers {
		w.tag("div", "class", "readers__row", "id", "_reader-"+r.ID)
		w.element("dt", r.Name)
		w.raw("<dd>")
		for i, to := range r.To {
			if i > 0 {
				w.raw(", ")
			}
			w.line(to)
		}
		w.raw("</dd></div>\n")
	}
	w.raw("</dl>\n</section>\n")
}

// section writes a section with its heading one level below the one around it.
func (w *writer) section(level int, s *document.Section) {
	digit := strconv.Itoa(level)
	w.raw(`<section class="section section--`)
	w.raw(digit)
	w.raw(`"`)
	w.attribute("id", s.ID)
	w.raw(">\n")
	for _, id := range s.Was {
		w.tag("span", "id", id)
		w.raw("</span>\n")
	}
	w.raw("<h")
	w.raw(digit)
	w.raw(` class="section__title">`)
	w.link("#"+s.ID, s.Title)
	w.raw("</h")
	w.raw(digit)
	w.raw(">\n")
	if changed := w.Changed[s.ID]; level == 2 && len(changed) > 0 {
		w.raw(`<p class="section__changed">`)
		w.line(changed)
		w.raw("</p>\n")
	}
	for i := range s.Blocks {
		w.block(&s.Blocks[i])
		w.raw("\n")
	}
	for i := range s.Sections {
		w.section(min(level+1, 5), &s.Sections[i])
	}
	w.raw("</section>\n")
}

// block writes a paragraph, a list, labelled facts or a table.
func (w *writer) block(b *document.Block) {
	switch b.Kind {
	case document.Paragraph:
		w.tag("p", "id", b.ID)
		w.line(b.Line)
		w.raw("</p>")
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
	w.raw("<")
	w.raw(list)
	w.raw(` class="list">`)
	for _, item := range items {
		w.raw("<li>")
		switch {
		case len(item) == 1 && item[0].Kind == document.Paragraph && item[0].ID != "":
			w.tag("span", "id", item[0].ID)
			w.line(item[0].Line)
			w.raw("</span>")
		case len(item) == 1 && item[0].Kind == document.Paragraph:
			w.line(item[0].Line)
		default:
			for i := range item {
				w.block(&item[i])
			}
		}
		w.raw("</li>")
	}
	w.raw("</")
	w.raw(list)
	w.raw(">")
}

// facts writes labelled facts. Short values of one row stand side by side.
func (w *writer) facts(rows []document.Row) {
	w.raw(`<dl class="facts">`)
	for i := range rows {
		r := &rows[i]
		w.raw("\n" + `<div class="facts__row facts__row--`)
		w.value(r.Key)
		w.raw(`">`)
		w.element("dt", r.Label)
		w.raw("<dd>")
		w.values(r.Values)
		w.raw("</dd></div>")
	}
	w.raw("\n</dl>")
}

func (w *writer) values(values []document.Value) {
	switch len(values) {
	case 0:
	case 1:
		w.raw(`<div class="value"`)
		w.attribute("id", values[0].ID)
		w.raw(">")
		w.one(&values[0])
		w.raw("</div>")
	default:
		w.raw(`<ul class="values`)
		if values[0].Compact {
			w.raw(" values--compact")
		}
		w.raw(`">`)
		for i := range values {
			w.raw(`<li class="value"`)
			w.attribute("id", values[i].ID)
			w.raw(">")
			w.one(&values[i])
			w.raw("</li>")
		}
		w.raw("</ul>")
	}
}

func (w *writer) one(v *document.Value) {
	w.line(v.Line)
	if v.Badge != "" {
		w.raw(" ")
		w.element("span", v.Badge, "class", "badge")
	}
	for i := range v.More {
		w.block(&v.More[i])
	}
}

// table writes a table; on a narrow screen each row is a card whose cells
// carry their column's title.
func (w *writer) table(t *document.Table) {
	w.raw(`<table class="table">` + "\n")
	w.element("caption", t.Caption, "class", "table__caption")
	w.raw("\n<thead><tr>")
	for _, c := range t.Columns {
		w.element("th", c.Title, "class", "table__"+c.Key, "scope", "col")
	}
	w.raw("</tr></thead>\n<tbody>\n")
	for _, r := range t.Rows {
		w.tag("tr", "id", r.ID)
		for i, cell := range r.Cells[:min(len(r.Cells), len(t.Columns))] {
			switch {
			case i == 0:
				w.raw(`<th scope="row">`)
				for _, id := range r.Was {
					w.tag("span", "id", id)
					w.raw("</span>")
				}
				w.values(cell.Values)
				w.raw("</th>")
			case len(cell.Values) == 0:
				w.element("td", "–", "class", "table__none", "data-title", t.Columns[i].Title)
			default:
				w.tag("td", "data-title", t.Columns[i].Title)
				w.values(cell.Values)
				w.raw("</td>")
			}
		}
		w.raw("</tr>\n")
	}
	w.raw("</tbody>\n</table>")
}
