// Package printout writes a document for people and programs that do not read
// pages: as Markdown, as plain text and as JSON.
package printout

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"notis/internal/document"
)

// Formats lists the formats, the first being the default.
func Formats() []string { return []string{"md", "text", "json"} }

// Write prints the document.
func Write(w io.Writer, d *document.Document, format string) error {
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(d)
	}
	if !slices.Contains(Formats(), format) {
		return fmt.Errorf("unknown format %q; the formats are %s", format, strings.Join(Formats(), ", "))
	}
	_, err := w.Write(printed(nil, d, &printer{marks: format == "md"}))
	return err
}

// Press prints one document after the other. Versions of a notice share the
// sections that did not change, and it keeps what their blocks became. The zero
// Press is ready.
type Press struct {
	// Notices gives the address of each notice of the brand, by kind, for plain
	// text, in which a link is its address. It may be nil, and stays the same.
	Notices              map[string]string
	markdown, text, json kept
}

// kept is what the blocks of sections became, by the first of them.
type kept map[*document.Block][]byte

// Markdown appends the document as Markdown.
func (p *Press) Markdown(out []byte, d *document.Document) []byte {
	if p.markdown == nil {
		p.markdown = kept{}
	}
	return printed(out, d, &printer{marks: true, kept: p.markdown})
}

// Text appends the document as plain text.
func (p *Press) Text(out []byte, d *document.Document) []byte {
	if p.text == nil {
		p.text = kept{}
	}
	return printed(out, d, &printer{kept: p.text, notices: p.Notices})
}

func printed(out []byte, d *document.Document, p *printer) []byte {
	p.out = out
	p.document(d)
	p.trim(len(out))
	p.raw("\n")
	return p.out
}

// text is what was printed so far: a site prints tens of thousands of documents.
type text struct{ out []byte }

// usual is how much room is made at a time, at least.
const usual = 16 << 10

// raw writes what is printed as it stands. It makes the slice longer where it
// is: append would store its address anew each time, which the garbage
// collector wants to hear of.
func (t *text) raw(s string) {
	n := len(t.out)
	if len(s) > cap(t.out)-n {
		t.out = slices.Grow(t.out, max(len(s), usual))
	}
	t.out = t.out[:n+len(s)]
	copy(t.out[n:], s)
}

// again writes what blocks became before, or writes and keeps it.
func (t *text) again(before kept, list []document.Block, write func()) {
	if before == nil || len(list) == 0 {
		write()
		return
	}
	if known := before[&list[0]]; known != nil {
		t.out = append(t.out, known...)
		return
	}
	from := len(t.out)
	write()
	before[&list[0]] = bytes.Clone(t.out[from:])
}

// printer prints a document for people.
type printer struct {
	text
	// marks is true for Markdown, false for plain text.
	marks bool
	// kept may be nil.
	kept kept
	// notices may be nil: links to other notices are words then.
	notices map[string]string
	// wide is room for what is being broken into lines.
	wide []byte
}

func (p *printer) document(d *document.Document) {
	p.folded(func() { p.head(d) })
	p.sections(2, d.Sections)
}

// head prints what stands above the sections.
func (p *printer) head(d *document.Document) {
	p.heading(1, d.Title)
	p.plain(d.Lead)
	p.raw("\n\n")
	for _, l := range []document.Line{d.Standing.Updated, d.Standing.Note, d.Standing.Digest} {
		if l != nil {
			p.line(l)
			p.raw("\n\n")
		}
	}
	for _, c := range d.Summary {
		p.heading(2, c.Title)
		p.items(c.Items)
		if c.More != "" {
			p.raw("- ")
			p.plain(c.More)
			p.raw("\n")
		}
		p.gap()
	}
	for _, r := range d.Readers {
		p.heading(2, r.Name)
		p.items(r.To)
		p.gap()
	}
}

// gap ends what stands above with an empty line.
func (p *printer) gap() {
	if !bytes.HasSuffix(p.out, []byte("\n\n")) {
		p.raw("\n")
	}
}

// trim takes the spaces off both ends of what was written since from.
func (p *printer) trim(from int) {
	p.out = append(p.out[:from], bytes.TrimSpace(p.out[from:])...)
}

func (p *printer) items(list []document.Line) {
	for _, l := range list {
		p.raw("- ")
		p.line(l)
		p.raw("\n")
	}
}

func (p *printer) heading(level int, s string) {
	p.gap()
	if p.marks {
		p.raw("######"[:level])
		p.raw(" ")
		p.plain(s)
		p.raw("\n\n")
		return
	}
	// It is folded first, so that the line under it is as long as it is.
	s = string(Fold(nil, []byte(s)))
	p.raw(s)
	p.raw("\n")
	p.raw(rules[min(level, 3)-1][:widest(s)])
	p.raw("\n\n")
}

func (p *printer) sections(level int, list []document.Section) {
	for i := range list {
		s := &list[i]
		p.heading(level, s.Title)
		p.again(p.kept, s.Blocks, func() {
			p.folded(func() {
				for j := range s.Blocks {
					p.block("", &s.Blocks[j])
					p.gap()
				}
			})
		})
		p.sections(min(level+1, 6), s.Sections)
	}
}

// block prints a block; indent is what stands before each of its lines.
func (p *printer) block(indent string, b *document.Block) {
	switch b.Kind {
	case document.Paragraph:
		p.paragraph(indent, "", b)
	case document.List, document.Ordered:
		for i, item := range b.Items {
			dash := "- "
			if b.Kind == document.Ordered {
				dash = strconv.Itoa(i+1) + ". "
			}
			p.blocks(indent, dash, item)
		}
	case document.Facts:
		for i := range b.Rows {
			p.row(indent, b.Rows[i].Label, b.Rows[i].Values)
		}
	case document.Grid:
		p.table(indent, b.Table)
	}
}

func (p *printer) paragraph(indent, dash string, b *document.Block) {
	p.raw(indent)
	p.raw(dash)
	p.line(b.Line)
	p.raw("\n")
}

// blocks prints an entry of a list: its first line after a dash, the rest
// below it.
func (p *printer) blocks(indent, dash string, list []document.Block) {
	for i := range list {
		b := &list[i]
		if i == 0 && b.Kind == document.Paragraph {
			p.paragraph(indent, dash, b)
			continue
		}
		p.block(indent+strings.Repeat(" ", len(dash)), b)
	}
}

func (p *printer) row(indent, label string, values []document.Value) {
	p.raw(indent)
	p.raw("- ")
	from := len(p.out)
	if p.marks {
		p.raw("**")
		p.plain(label)
		p.raw(":**")
	} else {
		p.raw(label)
		p.raw(":")
	}
	if len(values) == 1 {
		p.raw(" ")
		p.valueLine(&values[0])
		p.trim(from)
		p.raw("\n")
		p.more(indent+"  ", values[0].More)
		return
	}
	p.raw("\n")
	for i := range values {
		p.value(indent+"  ", &values[i])
	}
}

func (p *printer) value(indent string, v *document.Value) {
	p.raw(indent)
	p.raw("- ")
	p.valueLine(v)
	p.raw("\n")
	p.more(indent+"  ", v.More)
}

// more prints what stands below an entry. In Markdown a paragraph needs an
// empty line before it, or it would run into the entry.
func (p *printer) more(indent string, list []document.Block) {
	for i := range list {
		b := &list[i]
		if p.marks && b.Kind == document.Paragraph {
			p.gap()
		}
		p.block(indent, b)
	}
}

func (p *printer) valueLine(v *document.Value) {
	from := len(p.out)
	p.line(v.Line)
	if v.Badge != "" {
		p.raw(" (")
		p.plain(v.Badge)
		p.raw(")")
		p.trim(from)
	}
}

// table prints each row as an entry with its cells below, because a table of
// sentences is no table in plain text.
func (p *printer) table(indent string, t *document.Table) {
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			switch {
			case len(c.Values) == 0:
			case i == 0:
				p.value(indent, &c.Values[0])
			default:
				p.row(indent+"  ", t.Columns[i].Title, c.Values)
			}
		}
	}
}

func (p *printer) line(l document.Line) {
	for i := range l {
		p.run(&l[i])
	}
}

func (p *printer) run(r *document.Run) {
	if !p.marks {
		p.raw(r.Text)
		to := r.To
		if kind, other := strings.CutPrefix(to, "notice:"); other {
			to = p.notices[kind]
		}
		// An address that is the very words says nothing more, nor does a place in
		// the same text.
		if to != "" && to[0] != '#' && bare(to) != bare(r.Text) {
			p.raw(" <" + to + ">")
		}
		return
	}
	if r.To != "" {
		p.raw("[")
	}
	if r.Code || r.Em || r.Strong {
		p.raw(marked(r))
	} else {
		p.plain(r.Text)
	}
	if r.To != "" {
		p.raw("](" + r.To + ")")
	}
}

// marked is a text with its marks, without its address.
func marked(r *document.Run) string {
	s := Escape(r.Text)
	if r.Code {
		s = "`" + r.Text + "`"
	}
	if r.Em {
		s = around("*", s)
	}
	if r.Strong {
		s = around("**", s)
	}
	return s
}

// bare is an address as people say it; a telephone number has spaces for them.
func bare(s string) string {
	s = strings.ReplaceAll(s, " ", "")
	for _, scheme := range []string{"https://", "http://", "mailto:", "tel:"} {
		s = strings.TrimPrefix(s, scheme)
	}
	return strings.TrimSuffix(s, "/")
}

// around puts marks around a text, outside its spaces, where Markdown wants
// them.
func around(mark, s string) string {
	trimmed := strings.TrimSpace(s)
	return strings.Replace(s, trimmed, mark+trimmed+mark, 1)
}

var escapes = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, "#", `\#`)

// plain writes words, and escapes what Markdown would take for a mark.
func (p *printer) plain(s string) {
	if p.marks {
		s = escapes.Replace(s)
	}
	p.raw(s)
}
