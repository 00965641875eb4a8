package printout

import (
	"io"
	"strings"

	"notis/internal/redline"
)

// Redline prints what reads otherwise, as text with [-old-]{+new+} or as
// Markdown with ~~old~~ **new**; each place under the headings it stands
// under, what did not change left out.
func Redline(w io.Writer, r *redline.Redline, format string) error {
	p := &redliner{r: r, marks: format == "md", shown: map[int]bool{}}
	for i := range r.Units {
		if r.Units[i].Status != redline.Unchanged {
			p.unit(i)
		}
	}
	_, err := io.WriteString(w, p.out.String())
	return err
}

type redliner struct {
	r     *redline.Redline
	marks bool
	out   strings.Builder
	shown map[int]bool
}

// unit prints a unit after what it stands under.
func (p *redliner) unit(i int) {
	if i < 0 || p.shown[i] {
		return
	}
	p.shown[i] = true
	u := &p.r.Units[i]
	p.unit(u.Under)
	text := p.line(u)
	switch {
	case u.Kind == redline.Heading || u.Kind == redline.Title:
		mark := strings.Repeat("#", max(u.Level, 1)) + " "
		if p.out.Len() > 0 {
			p.out.WriteByte('\n')
		}
		p.out.WriteString(mark + text + "\n\n")
	case u.Kind == redline.Paragraph || u.Kind == redline.Lead || u.Kind == redline.Standing:
		p.out.WriteString(text + "\n\n")
	default:
		p.out.WriteString(strings.Repeat("  ", max(u.Level-1, 0)) + "- " + text + "\n")
	}
}

// line words a unit with its marks. What moved says so.
func (p *redliner) line(u *redline.Unit) string {
	var out strings.Builder
	switch u.Status {
	case redline.MovedFrom:
		out.WriteString(p.note(u, "moved to "))
	case redline.MovedTo:
		out.WriteString(p.note(u, "moved from "))
	}
	whole := redline.Same
	switch u.Status {
	case redline.Added:
		whole = redline.Inserted
	case redline.Removed, redline.MovedFrom:
		whole = redline.Deleted
	}
	for _, s := range u.Segments {
		op := s.Op
		if op == redline.Same {
			op = whole
		}
		out.WriteString(p.marked(op, s.Line.Plain()))
	}
	return out.String()
}

func (p *redliner) note(u *redline.Unit, text string) string {
	if u.Where == nil || u.Where.Heading == "" {
		return "(" + strings.TrimSuffix(strings.TrimSuffix(text, " to "), " from ") + ") "
	}
	return "(" + text + p.plain(u.Where.Heading) + ") "
}

func (p *redliner) marked(op redline.Op, text string) string {
	open, end := "[-", "-]"
	if op == redline.Inserted {
		open, end = "{+", "+}"
	}
	if p.marks {
		if open, end = "~~", "~~"; op == redline.Inserted {
			open, end = "**", "**"
		}
	}
	text = p.plain(text)
	trimmed := strings.TrimSpace(text)
	if op == redline.Same || trimmed == "" {
		return text
	}
	return strings.Replace(text, trimmed, open+trimmed+end, 1)
}

func (p *redliner) plain(s string) string {
	if p.marks {
		return escapes.Replace(s)
	}
	return s
}

// Escape keeps Markdown from taking the signs of a text for marks.
func Escape(s string) string { return escapes.Replace(s) }
