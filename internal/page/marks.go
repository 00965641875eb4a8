package page

import (
	"strconv"
	"strings"

	"notis/internal/document"
	"notis/internal/redline"
)

// marker writes a redline.
type marker struct {
	*writer
	of *text
}

// redline writes two texts in one, with what did not change folded away.
func (w *writer) redline(t *text) {
	if t.Same {
		w.element("p", w.say("redline-same"))
		w.raw("\n")
		return
	}
	w.raw(`<p class="legend">`)
	w.text(w.say("redline-legend") + " ")
	w.element("ins", w.say("redline-legend-ins"))
	w.raw(" · ")
	w.element("del", w.say("redline-legend-del"))
	w.raw("</p>\n" + `<div class="redline">` + "\n")
	m := marker{w, t}
	for i := range t.Stretches {
		s := &t.Stretches[i]
		if s.Folded {
			w.raw(`<details class="fold">` + "\n")
			w.element("summary", w.say("redline-fold", "Count", s.Count))
			w.raw("\n")
		}
		for j := range s.Blocks {
			m.stretch(&s.Blocks[j])
		}
		if s.Folded {
			w.raw("</details>\n")
		}
	}
	w.raw("</div>\n")
}

// stretch writes neighbouring units that share their fate.
func (m *marker) stretch(b *block) {
	switch b.Status {
	case redline.Added:
		m.whole("added", m.say("redline-added"), b)
	case redline.Removed:
		m.whole("removed", m.say("redline-removed"), b)
	case redline.MovedTo:
		m.moved("redline-moved-here", "redline-moved-here-from", b)
	case redline.MovedFrom:
		m.moved("redline-moved-away", "redline-moved-away-to", b)
	default:
		m.units(b.Units)
	}
}

// whole writes a block that is new, or gone, as a whole.
func (m *marker) whole(status, label string, b *block) {
	m.tag("div", "class", "redline__block redline__block--"+status, "role", "group", "aria-label", label)
	m.raw("\n")
	m.element("p", label, "class", "redline__word", "aria-hidden", "true")
	m.raw("\n")
	m.units(b.Units)
	m.raw("</div>\n")
}

// moved writes one half of a move, which leads to the other. What stands
// elsewhere now is folded where it is long.
func (m *marker) moved(label, under string, b *block) {
	words := m.say(label)
	m.tag("div", "class", "redline__block redline__block--moved", "role", "group", "aria-label", words)
	m.raw("\n" + `<p class="redline__word">`)
	if b.Heading != "" {
		words = m.say(under, "Heading", b.Heading)
	}
	m.link("#"+b.Other, words)
	m.raw("</p>\n")
	if b.Status == redline.MovedFrom && b.Count > 2 {
		m.raw(`<details class="fold">` + "\n")
		m.element("summary", m.say("redline-moved-fold", "Count", b.Count))
		m.raw("\n")
		m.units(b.Units)
		m.raw("</details>\n")
	} else {
		m.units(b.Units)
	}
	m.raw("</div>\n")
}

func (m *marker) units(units []unit) {
	for i := range units {
		m.unit(&units[i])
	}
}

// unit writes a piece of text.
func (m *marker) unit(u *unit) {
	element := "p"
	if u.Level > 0 {
		element = "h" + strconv.Itoa(u.Level)
		m.tag(element, "id", u.ID)
	} else {
		m.raw(`<p class="redline__`)
		m.value(string(u.Kind))
		if u.Depth > 0 {
			m.raw(" redline__in")
			m.raw(strconv.Itoa(u.Depth))
		}
		m.raw(`"`)
		m.attribute("id", u.ID)
		m.raw(">")
		if u.Label != "" {
			m.raw(`<span class="redline__of">`)
			m.text(u.Label)
			m.raw(":</span> ")
		}
	}
	for i := range u.Segments {
		m.segment(&u.Segments[i], u.Said)
	}
	m.raw("</")
	m.raw(element)
	m.raw(">\n")
}

// segment writes a run of words, marked as put in or taken out. The space at
// the ends of marked words stands outside the marks, so that an underline ends
// where the word does, and old and new words stand apart.
func (m *marker) segment(g *redline.Segment, said bool) {
	mark, path, words := "", m.of.New, around{}
	switch g.Op {
	case redline.Inserted:
		mark, words = "ins", m.of.Inserted
	case redline.Deleted:
		mark, path, words = "del", m.of.Old, m.of.Deleted
	}
	if mark == "" {
		m.words(g.Line, path, false, false)
		return
	}
	// A block that is new or gone as a whole says so once.
	if said {
		words = around{}
	}
	before, after := spaces(g.Line)
	if before {
		m.raw(" ")
	}
	m.tag(mark, "data-before", words.Before, "data-after", words.After)
	m.words(g.Line, path, before, after)
	m.raw("</")
	m.raw(mark)
	m.raw(">")
	if after {
		m.raw(" ")
	}
}

// spaces tells whether a line begins and ends with a space around its words.
func spaces(l document.Line) (before, after bool) {
	for i := range l {
		if strings.TrimSpace(l[i].Text) != "" {
			return strings.HasPrefix(l[0].Text, " "), strings.HasSuffix(l[len(l)-1].Text, " ")
		}
	}
	return false, false
}

// words writes a line, if need be without the spaces at its ends. An anchor
// leads into the page of the version that the words belong to; a link that
// leads nowhere any more is text.
func (m *marker) words(l document.Line, page string, before, after bool) {
	for i, r := range l {
		if before && i == 0 {
			r.Text = r.Text[1:]
		}
		if after && i == len(l)-1 {
			r.Text = r.Text[:len(r.Text)-1]
		}
		if r.To != "" {
			kind, other := strings.CutPrefix(r.To, "notice:")
			switch {
			case other:
				r.To = m.Notices[kind]
			case strings.HasPrefix(r.To, "#") && page == "":
				r.To = ""
			case strings.HasPrefix(r.To, "#"):
				r.To = page + r.To
			}
		}
		m.run(&r)
	}
}
