package document

// Visitor is told of every piece of text in the order a reader meets it.
type Visitor struct {
	// Line is called for each run of text with marks.
	Line func(Line)
	// Word is called for each heading, label, badge and caption.
	Word func(string)
	// ID is called for each anchor.
	ID func(string)
}

// Visit goes through the document.
func (d *Document) Visit(v Visitor) {
	v.Word(d.Title)
	v.Word(d.Lead)
	v.Line(d.Standing.Updated)
	v.Line(d.Standing.Note)
	v.Line(d.Standing.Digest)
	for _, c := range d.Summary {
		v.ID("_summary-" + c.ID)
		v.Word(c.Title)
		for _, l := range c.Items {
			v.Line(l)
		}
		if c.More != "" {
			v.Word(c.More)
		}
	}
	for _, r := range d.Readers {
		v.ID("_reader-" + r.ID)
		v.Word(r.Name)
		for _, l := range r.To {
			v.Line(l)
		}
	}
	v.sections(d.Sections)
}

func (v Visitor) sections(list []Section) {
	for _, s := range list {
		v.ids(s.ID, s.Was)
		v.Word(s.Title)
		v.blocks(s.Blocks)
		v.sections(s.Sections)
	}
}

func (v Visitor) ids(id string, was []string) {
	if id != "" {
		v.ID(id)
	}
	for _, w := range was {
		v.ID(w)
	}
}

func (v Visitor) blocks(list []Block) {
	for _, b := range list {
		v.ids(b.ID, nil)
		if b.Line != nil {
			v.Line(b.Line)
		}
		for _, item := range b.Items {
			v.blocks(item)
		}
		for _, r := range b.Rows {
			v.Word(r.Label)
			v.values(r.Values)
		}
		if b.Table != nil {
			v.table(b.Table)
		}
	}
}

func (v Visitor) values(list []Value) {
	for _, x := range list {
		v.ids(x.ID, nil)
		if x.Line != nil {
			v.Line(x.Line)
		}
		if x.Badge != "" {
			v.Word(x.Badge)
		}
		v.blocks(x.More)
	}
}

func (v Visitor) table(t *Table) {
	v.Word(t.Caption)
	for _, c := range t.Columns {
		v.Word(c.Title)
	}
	for _, r := range t.Rows {
		v.ids(r.ID, r.Was)
		for _, c := range r.Cells {
			v.values(c.Values)
		}
	}
}

// Plain gives a line's text without its marks.
func (l Line) Plain() string {
	s := ""
	for _, r := range l {
		s += r.Text
	}
	return s
}

// Anchors gives every anchor of the document's page.
func (d *Document) Anchors() map[string]bool {
	out := map[string]bool{}
	d.Visit(Visitor{Line: func(Line) {}, Word: func(string) {}, ID: func(id string) { out[id] = true }})
	return out
}
