// Package printout writes a document for people and programs that do not read
// pages: as Markdown, as plain text and as JSON.
package printout

import (
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
	p := &printer{marks: format == "md"}
	p.heading(1, d.Title)
	p.para(p.plain(d.Lead))
	for _, l := range []document.Line{d.Standing.Updated, d.Standing.Note, d.Standing.Digest} {
		if l != nil {
			p.para(p.line(l))
		}
	}
	for _, c := range d.Summary {
		p.heading(2, c.Title)
		for _, l := range c.Items {
			p.item("", p.line(l))
		}
		if c.More != "" {
			p.item("", p.plain(c.More))
		}
		p.gap()
	}
	for _, r := range d.Readers {
		p.heading(2, r.Name)
		for _, l := range r.To {
			p.item("", p.line(l))
		}
		p.gap()
	}
	p.sections(2, d.Sections)
	_, err := io.WriteString(w, strings.TrimSpace(p.out.String())+"\n")
	return err
}

type printer struct {
	out strings.Builder
	// marks is true for Markdown, false for plain text.
	marks bool
}

func (p *printer) gap() {
	if !strings.HasSuffix(p.out.String(), "\n\n") {
		p.out.WriteByte('\n')
	}
}

func (p *printer) para(s string) {
	p.out.WriteString(s + "\n\n")
}

func (p *printer) item(indent, s string) { p.out.WriteString(indent + "- " + s + "\n") }

func (p *printer) heading(level int, s string) {
	p.gap()
	if p.marks {
		p.para(strings.Repeat("#", level) + " " + p.plain(s))
		return
	}
	p.out.WriteString(s + "\n")
	p.para(strings.Repeat([]string{"=", "-", "."}[min(level, 3)-1], len([]rune(s))))
}

func (p *printer) sections(level int, list []document.Section) {
	for _, s := range list {
		p.heading(level, s.Title)
		for _, b := range s.Blocks {
			p.block("", b)
			p.gap()
		}
		p.sections(min(level+1, 6), s.Sections)
	}
}

// block prints a block; indent is what stands before each of its lines.
func (p *printer) block(indent string, b document.Block) {
	switch b.Kind {
	case document.Paragraph:
		p.out.WriteString(indent + p.line(b.Line) + "\n")
	case document.List, document.Ordered:
		for i, item := range b.Items {
			dash := "- "
			if b.Kind == document.Ordered {
				dash = strconv.Itoa(i+1) + ". "
			}
			p.blocks(indent, dash, item)
		}
	case document.Facts:
		for _, r := range b.Rows {
			p.row(indent, r.Label, r.Values)
		}
	case document.Grid:
		p.table(indent, b.Table)
	}
}

// blocks prints an entry of a list: its first line after a dash, the rest
// below it.
func (p *printer) blocks(indent, dash string, list []document.Block) {
	for i, b := range list {
		if i == 0 && b.Kind == document.Paragraph {
			p.out.WriteString(indent + dash + p.line(b.Line) + "\n")
			continue
		}
		p.block(indent+strings.Repeat(" ", len(dash)), b)
	}
}

func (p *printer) row(indent, label string, values []document.Value) {
	head := p.plain(label) + ":"
	if p.marks {
		head = "**" + p.plain(label) + ":**"
	}
	if len(values) == 1 {
		p.item(indent, strings.TrimSpace(head+" "+p.valueLine(values[0])))
		p.more(indent+"  ", values[0].More)
		return
	}
	p.item(indent, head)
	for _, v := range values {
		p.value(indent+"  ", v)
	}
}

func (p *printer) value(indent string, v document.Value) {
	p.item(indent, p.valueLine(v))
	p.more(indent+"  ", v.More)
}

// more prints what stands below an entry. In Markdown a paragraph needs an
// empty line before it, or it would run into the entry.
func (p *printer) more(indent string, list []document.Block) {
	for _, b := range list {
		if p.marks && b.Kind == document.Paragraph {
			p.gap()
		}
		p.block(indent, b)
	}
}

func (p *printer) valueLine(v document.Value) string {
	s := p.line(v.Line)
	if v.Badge != "" {
		s = strings.TrimSpace(s + " (" + p.plain(v.Badge) + ")")
	}
	return s
}

// table prints each row as an entry with its cells below, because a table of
// sentences is no table in plain text.
func (p *printer) table(indent string, t *document.Table) {
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			switch {
			case len(c.Values) == 0:
			case i == 0:
				p.value(indent, c.Values[0])
			default:
				p.row(indent+"  ", t.Columns[i].Title, c.Values)
			}
		}
	}
}

func (p *printer) line(l document.Line) string {
	var out strings.Builder
	for _, r := range l {
		out.WriteString(p.run(r))
	}
	return out.String()
}

func (p *printer) run(r document.Run) string {
	if !p.marks {
		if strings.HasPrefix(r.To, "http") && bare(r.To) != bare(r.Text) {
			return r.Text + " <" + r.To + ">"
		}
		return r.Text
	}
	s := p.plain(r.Text)
	if r.Code {
		s = "`" + r.Text + "`"
	}
	if r.Em {
		s = around("*", s)
	}
	if r.Strong {
		s = around("**", s)
	}
	if r.To != "" {
		s = "[" + s + "](" + r.To + ")"
	}
	return s
}

// bare is an address as people say it.
func bare(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	return strings.TrimSuffix(s, "/")
}

// around puts marks around a text, outside its spaces, where Markdown wants
// them.
func around(mark, s string) string {
	trimmed := strings.TrimSpace(s)
	return strings.Replace(s, trimmed, mark+trimmed+mark, 1)
}

var escapes = strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "`", "\\`", "[", `\[`, "]", `\]`, "<", `\<`, "#", `\#`)

// plain escapes what Markdown would take for a mark.
func (p *printer) plain(s string) string {
	if !p.marks {
		return s
	}
	return escapes.Replace(s)
}
