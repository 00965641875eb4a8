package affected

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"notis/internal/printout"
	"notis/internal/words"
)

// Formats lists how a report can be printed: text for people, json for
// programs, md for a pull request.
func Formats() []string { return []string{"text", "json", "md"} }

// Text and Markdown show some of what there is, so that a page takes it; JSON
// has all of it.
const (
	mostGroups     = 20
	mostBrands     = 12
	mostChanges    = 12
	mostParagraphs = 8
	mostFiles      = 20
)

// Write prints a report in the language of the words.
func (r *Report) Write(w io.Writer, format string, say *words.Words) error {
	if format == "json" {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(r)
	}
	p := &printer{speech: speech{words: say}, marks: format == "md", r: r}
	p.print()
	if err := errors.Join(p.errs...); err != nil {
		return err
	}
	_, err := io.WriteString(w, p.out.String())
	return err
}

// printer prints a report as text or as Markdown.
type printer struct {
	speech
	r     *Report
	marks bool
	out   strings.Builder
}

// plain keeps Markdown from taking the signs of a text for marks.
func (p *printer) plain(s string) string {
	if p.marks {
		return printout.Escape(s)
	}
	return s
}

// name is the name of a file or a message.
func (p *printer) name(s string) string {
	if p.marks {
		return "`" + strings.ReplaceAll(s, "`", "'") + "`"
	}
	return s
}

// heading opens a part.
func (p *printer) heading(s string) {
	if p.marks {
		s = "### " + s + "\n"
	}
	p.out.WriteString("\n" + s + "\n")
}

// item is a line of a list.
func (p *printer) item(level int, s string) {
	p.out.WriteString(strings.Repeat("  ", level) + "- " + s + "\n")
}

func (p *printer) print() {
	summary := p.plain(p.r.Summary)
	if p.marks {
		summary = "**" + summary + "**"
	}
	p.out.WriteString(summary + "\n")
	p.findings()
	p.inputs()
	groups := p.groups()
	for i, g := range groups {
		if i == mostGroups {
			n := 0
			for _, g := range groups[i:] {
				n += len(g)
			}
			p.heading(p.count("more-brands", n))
			break
		}
		p.group(g)
	}
	if !p.r.Shared.none() {
		p.heading(p.say("shared", nil))
		p.pages(&p.r.Shared)
	}
	if len(p.r.Uncompared) > 0 {
		var names []string
		for _, id := range p.r.Uncompared {
			names = append(names, p.plain(string(id)))
		}
		p.out.WriteString("\n" + p.say("uncompared", map[string]any{"Brands": strings.Join(p.some(names, mostBrands), ", ")}) + "\n")
	}
	if p.r.Untouched > 0 {
		p.out.WriteString("\n" + p.count("untouched", p.r.Untouched) + "\n")
	}
}

// findings lists what is wrong with the sides.
func (p *printer) findings() {
	for _, side := range sides {
		first := true
		for _, f := range p.r.Findings {
			if f.Side != side {
				continue
			}
			if first {
				p.heading(p.say("findings-"+side, map[string]any{"Since": p.plain(p.r.Since)}))
				first = false
			}
			place := f.File
			if f.Line > 0 {
				place = fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
			}
			p.item(0, p.name(place)+": "+p.plain(f.Message)+p.plain(" ["+f.Rule+"]"))
		}
	}
}

// inputs lists what was edited, by kind.
func (p *printer) inputs() {
	if len(p.r.Inputs) == 0 {
		return
	}
	p.heading(p.say("edited", nil))
	for _, k := range Kinds() {
		var names []string
		for _, e := range p.r.Inputs {
			if e.Kind == k {
				names = append(names, p.edited(&e))
			}
		}
		if len(names) > 0 {
			p.item(0, p.say("kind-"+string(k), nil)+": "+strings.Join(p.some(names, mostFiles), ", "))
		}
	}
}

// edited words one input.
func (p *printer) edited(e *Edited) string {
	var about []string
	for i, m := range e.Messages {
		if i == mostChanges {
			about = append(about, "…")
			break
		}
		about = append(about, p.name(m))
	}
	if e.Op != "changed" {
		about = append(about, p.say("op-"+e.Op, nil))
	}
	if e.OnlyForm {
		about = append(about, p.say("only-form", nil))
	}
	if len(about) == 0 {
		return p.name(e.File)
	}
	return p.name(e.File) + " (" + strings.Join(about, ", ") + ")"
}

// some keeps the first ones of a list, and says how many there are besides.
func (p *printer) some(list []string, most int) []string {
	if len(list) <= most {
		return list
	}
	return append(list[:most:most], p.count("others", len(list)-most))
}

// groups puts brands together that the edit does the same to.
func (p *printer) groups() [][]*Brand {
	var out [][]*Brand
	at := map[string]int{}
	for i := range p.r.Brands {
		b := &p.r.Brands[i]
		same := *b
		same.ID, same.Why = "", anyone(b.Why, b.ID)
		key, err := json.Marshal(same)
		if err != nil {
			p.errs = append(p.errs, err)
		}
		n, known := at[string(key)]
		if !known {
			n = len(out)
			at[string(key)] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], b)
	}
	return out
}

// group prints what the edit does to some brands.
func (p *printer) group(g []*Brand) {
	b := g[0]
	var names []string
	for _, x := range g {
		names = append(names, p.plain(string(x.ID)))
	}
	title := strings.Join(p.some(names, mostBrands), ", ")
	if b.Status != "changed" {
		title += " (" + p.say("op-"+b.Status, nil) + ")"
	}
	p.heading(title)
	var why []string
	for _, name := range anyone(b.Why, b.ID) {
		if name == string(Versions) {
			why = append(why, p.say("kind-versions", nil))
			continue
		}
		why = append(why, p.name(name))
	}
	p.item(0, p.say("why", map[string]any{"Inputs": strings.Join(p.some(why, mostFiles), ", ")}))
	for i := range b.Drafts {
		p.draft(&b.Drafts[i])
	}
	for i := range b.Versions {
		p.version(&b.Versions[i])
	}
	p.pages(&b.Pages)
}

// draft prints how a working notice differs.
func (p *printer) draft(d *Draft) {
	var counts []string
	for i := range d.Texts {
		counts = append(counts, p.counts(&d.Texts[i]))
	}
	if len(counts) == 0 {
		counts = []string{p.say("same-words", nil)}
	}
	p.item(0, p.say("draft", map[string]any{"Notice": p.say("notice-"+string(d.Notice), nil), "Texts": strings.Join(counts, "; ")}))
	p.changes(d.Changes)
	for i := range d.Texts {
		p.paragraphs(&d.Texts[i])
	}
}

// counts says how many paragraphs read otherwise in a language.
func (p *printer) counts(t *Text) string {
	var parts []string
	for _, n := range []struct {
		id    string
		count int
	}{{"n-changed", t.Changed}, {"n-added", t.Added}, {"n-removed", t.Removed}, {"n-moved", t.Moved}} {
		if n.count > 0 {
			parts = append(parts, p.count(n.id, n.count))
		}
	}
	return string(t.Lang) + " " + strings.Join(parts, ", ")
}

// changes prints changes as sentences.
func (p *printer) changes(list []Change) {
	for i, c := range list {
		if i == mostChanges {
			p.item(1, p.count("others", len(list)-i))
			return
		}
		class := c.Class
		if class == "" {
			class = "words"
		}
		p.item(1, fmt.Sprintf("%s (%s, %s)", p.plain(p.in(c.NB, c.EN)), p.say("class-"+string(class), nil), p.say("nature-"+string(c.Nature), nil)))
	}
}

// paragraphs prints what reads otherwise in a language; what comes several times
// is printed once.
func (p *printer) paragraphs(t *Text) {
	var lines []string
	times := map[string]int{}
	for i := range t.Paragraphs {
		line := p.paragraph(&t.Paragraphs[i])
		if times[line]++; times[line] == 1 {
			lines = append(lines, line)
		}
	}
	for i, line := range lines {
		if i == mostParagraphs {
			p.item(1, string(t.Lang)+": "+p.count("others", len(lines)-i))
			return
		}
		if n := times[line]; n > 1 {
			line += fmt.Sprintf(" (%d ×)", n)
		}
		p.item(1, string(t.Lang)+": "+line)
	}
}

// paragraph is a paragraph with where it stands.
func (p *printer) paragraph(x *Paragraph) string {
	var out strings.Builder
	for _, place := range []string{x.Section, x.Label} {
		if place != "" {
			out.WriteString(p.plain(place) + " › ")
		}
	}
	if x.Status == "moved" {
		out.WriteString("(" + p.say("moved", nil) + ") ")
	}
	for _, w := range x.Words {
		out.WriteString(p.marked(w))
	}
	return out.String()
}

// marked marks words that came or went, as in a redline.
func (p *printer) marked(w Words) string {
	text := p.plain(w.Text)
	inner := strings.TrimSpace(text)
	if w.Op == "same" || inner == "" {
		return text
	}
	at := map[bool]map[string][2]string{
		false: {"deleted": {"[-", "-]"}, "inserted": {"{+", "+}"}},
		true:  {"deleted": {"~~", "~~"}, "inserted": {"**", "**"}},
	}[p.marks][w.Op]
	return strings.Replace(text, inner, at[0]+inner+at[1], 1)
}

// version prints a new entry of the archive.
func (p *printer) version(v *Version) {
	about := []string{}
	if v.From != "" {
		about = append(about, p.say("from", map[string]any{"Date": string(v.From)}))
	}
	if v.Class != "" {
		about = append(about, p.say("class-"+string(v.Class), nil))
	}
	text := p.say("version", map[string]any{"Notice": p.say("notice-"+string(v.Notice), nil), "Name": v.Name})
	if len(about) > 0 {
		text += " (" + strings.Join(about, ", ") + ")"
	}
	if s := p.in(v.SummaryNB, v.SummaryEN); s != "" {
		text += ": " + p.plain(s)
	}
	p.item(0, text)
	p.changes(v.Changes)
}

// pages prints how many published pages differ.
func (p *printer) pages(x *Pages) {
	if !x.Known {
		p.item(0, p.say("pages-unknown", nil))
		return
	}
	var parts []string
	for _, n := range []struct {
		id    string
		count int
	}{{"pages-wording", x.Wording}, {"pages-changed", x.Changed - x.Wording}, {"pages-added", x.Added}, {"pages-removed", x.Removed}, {"pages-lost", x.Lost}, {"pages-files", x.Files}} {
		if n.count > 0 {
			parts = append(parts, p.count(n.id, n.count))
		}
	}
	if len(parts) == 0 {
		parts = []string{p.say("pages-none", nil)}
	}
	p.item(0, p.say("pages", map[string]any{"Pages": strings.Join(slices.Clip(parts), ", ")}))
}
