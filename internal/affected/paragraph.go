package affected

import (
	"strings"

	"notis/internal/notice"
	"notis/internal/redline"
)

// text tells how a notice reads otherwise in a language.
func text(r *redline.Redline, l notice.Lang) Text {
	out := Text{Lang: l}
	for i := range r.Units {
		u := &r.Units[i]
		p := Paragraph{Section: under(r, i), Label: u.Label}
		switch u.Status {
		case redline.Changed:
			out.Changed++
			p.Status = "changed"
		case redline.Added:
			out.Added++
			p.Status = "added"
		case redline.Removed:
			out.Removed++
			p.Status = "removed"
		case redline.MovedTo:
			out.Moved++
			p.Status = "moved"
		default: // unchanged, or the other half of a move
			continue
		}
		p.Words = short(u)
		out.Paragraphs = append(out.Paragraphs, p)
	}
	return out
}

// under is the heading of the section that a unit stands in; none above the
// sections, and none for that heading itself.
func under(r *redline.Redline, at int) string {
	for i := r.Units[at].Under; i >= 0; i = r.Units[i].Under {
		if u := &r.Units[i]; u.Kind == redline.Heading && u.Level == 2 {
			return plain(u)
		}
	}
	return ""
}

// plain is how a unit reads now, or read last.
func plain(u *redline.Unit) string {
	var now, then strings.Builder
	for _, s := range u.Segments {
		if s.Op != redline.Deleted {
			now.WriteString(s.Line.Plain())
		}
		if s.Op != redline.Inserted {
			then.WriteString(s.Line.Plain())
		}
	}
	if now.Len() > 0 {
		return now.String()
	}
	return then.String()
}

// near is how many words that stay are shown beside a change, and most how many
// of one that is new or gone.
const (
	near = 6
	most = 40
)

// short gives the words of a unit, those far from a change left out.
func short(u *redline.Unit) []Words {
	out := []Words{}
	for i, s := range u.Segments {
		text, op := s.Line.Plain(), s.Op
		switch {
		case u.Status == redline.Added:
			op = redline.Inserted
		case u.Status == redline.Removed:
			op = redline.Deleted
		}
		switch {
		case op != redline.Same:
			text = cut(text, most, 0)
		case len(u.Segments) == 1: // it only moved
			text = cut(text, near, 0)
		case i == 0:
			text = cut(text, 0, near)
		case i == len(u.Segments)-1:
			text = cut(text, near, 0)
		default:
			text = cut(text, near, near)
		}
		out = append(out, Words{string(op), text})
	}
	return out
}

// cut keeps some words at the beginning and at the end of a text.
func cut(s string, first, last int) string {
	words := strings.SplitAfter(s, " ")
	if len(words) <= first+last+1 {
		return s
	}
	head, tail := strings.Join(words[:first], ""), strings.Join(words[len(words)-last:], "")
	if first > 0 && last == 0 {
		return strings.TrimSuffix(head, " ") + " …"
	}
	return head + "… " + tail
}
