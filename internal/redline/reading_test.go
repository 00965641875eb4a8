package redline_test

import (
	"fmt"
	"strings"

	"notis/internal/document"
	"notis/internal/redline"
)

// reading is a notice as a reader meets it, a piece on each line, with its
// marks if wanted. It is written on its own, without a look at how the package
// goes about it.
type reading struct {
	marks bool
	out   strings.Builder
}

func read(d *document.Document, marks bool) string {
	r := &reading{marks: marks}
	r.words(d.Title, d.Lead)
	r.line(d.Standing.Updated)
	r.line(d.Standing.Note)
	r.line(d.Standing.Digest)
	for _, c := range d.Summary {
		r.words(c.Title)
		for _, l := range c.Items {
			r.line(l)
		}
		r.words(c.More)
	}
	for _, x := range d.Readers {
		r.words(x.Name)
		for _, l := range x.To {
			r.line(l)
		}
	}
	r.sections(d.Sections)
	return r.out.String()
}

func (r *reading) words(list ...string) {
	for _, s := range list {
		r.line(document.Line{{Text: s}})
	}
}

func (r *reading) line(l document.Line) {
	if l.Plain() != "" {
		r.out.WriteString(written(l, r.marks) + "\n")
	}
}

// written is a line as text; with marks, each run of one set of marks has them
// in front of it.
func written(l document.Line, marks bool) string {
	if !marks {
		return l.Plain()
	}
	out, last := "", document.Run{}
	for _, run := range l {
		text := run.Text
		if run.Text = ""; run != last && text != "" {
			out += fmt.Sprintf("<%v %v %v %s>", run.Strong, run.Em, run.Code, run.To)
			last = run
		}
		out += text
	}
	return out
}

func (r *reading) sections(list []document.Section) {
	for _, s := range list {
		r.words(s.Title)
		r.blocks(s.Blocks)
		r.sections(s.Sections)
	}
}

func (r *reading) blocks(list []document.Block) {
	for _, b := range list {
		r.line(b.Line)
		for _, item := range b.Items {
			r.blocks(item)
		}
		for _, row := range b.Rows {
			r.words(row.Label)
			r.values(row.Values)
		}
		if b.Table == nil {
			continue
		}
		r.words(b.Table.Caption)
		for _, c := range b.Table.Columns {
			r.words(c.Title)
		}
		for _, row := range b.Table.Rows {
			for _, c := range row.Cells {
				r.values(c.Values)
			}
		}
	}
}

func (r *reading) values(list []document.Value) {
	for _, v := range list {
		l := v.Line[:len(v.Line):len(v.Line)]
		if v.Badge != "" {
			badge := "(" + v.Badge + ")"
			if l.Plain() != "" {
				badge = " " + badge
			}
			l = append(l, document.Run{Text: badge})
		}
		r.line(l)
		r.blocks(v.More)
	}
}

// sideOf is one side of a redline, read from its segments.
func sideOf(r *redline.Redline, marks bool, but redline.Op, skip ...redline.Status) string {
	var out strings.Builder
unit:
	for _, u := range r.Units {
		for _, s := range skip {
			if u.Status == s {
				continue unit
			}
		}
		var l document.Line
		for _, s := range u.Segments {
			if s.Op != but {
				l = append(l, s.Line...)
			}
		}
		out.WriteString(written(l, marks) + "\n")
	}
	return out.String()
}

// show prints a redline for people: what changed of each unit, and its status.
func show(r *redline.Redline, changedOnly bool) string {
	var out strings.Builder
	for _, run := range r.Runs() {
		if run.Folded && changedOnly {
			fmt.Fprintf(&out, "… %d units …\n", len(run.Units))
			continue
		}
		for _, u := range run.Units {
			showUnit(&out, u)
		}
	}
	return out.String()
}

func showUnit(out *strings.Builder, u redline.Unit) {
	sign := map[redline.Status]string{redline.Unchanged: " ", redline.Changed: "~", redline.Added: "+", redline.Removed: "-", redline.MovedFrom: "<", redline.MovedTo: ">"}[u.Status]
	fmt.Fprintf(out, "%s %s%s: ", sign, strings.Repeat("  ", max(u.Level-1, 0)), u.Kind)
	if u.Label != "" {
		fmt.Fprintf(out, "(%s) ", u.Label)
	}
	for _, s := range u.Segments {
		text := ""
		for _, run := range s.Line {
			if run.To != "" {
				run.Text = "[" + run.Text + "](" + run.To + ")"
			}
			if run.Strong {
				run.Text = "**" + run.Text + "**"
			}
			if run.Em {
				run.Text = "*" + run.Text + "*"
			}
			if run.Code {
				run.Text = "`" + run.Text + "`"
			}
			text += run.Text
		}
		switch s.Op {
		case redline.Deleted:
			text = "[-" + text + "-]"
		case redline.Inserted:
			text = "{+" + text + "+}"
		}
		out.WriteString(text)
	}
	if w := u.Where; w != nil {
		way := "moved to"
		if u.Status == redline.MovedTo {
			way = "moved from"
		}
		fmt.Fprintf(out, "  (%s #%s, “%s”)", way, w.ID, w.Heading)
	}
	out.WriteString("\n")
}
