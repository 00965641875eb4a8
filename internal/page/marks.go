package page

import (
	"strconv"

	"notis/internal/redline"
)

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
	for i := range t.Stretches {
		s := &t.Stretches[i]
		if s.Folded {
			w.raw(`<details class="fold">` + "\n")
			w.element("summary", w.say("redline-fold", "Count", s.Count))
			w.raw("\n")
		}
		for j := range s.Blocks {
			w.stretch(&s.Blocks[j])
		}
		if s.Folded {
			w.raw("</details>\n")
		}
	}
	w.raw("</div>\n")
}

// stretch writes neighbouring units that share their fate.
func (w *writer) stretch(b *block) {
	switch b.Status {
	case redline.Added:
		w.whole("added", w.say("redline-added"), b)
	case redline.Removed:
		w.whole("removed", w.say("redline-removed"), b)
	case redline.MovedTo:
		w.moved("redline-moved-here", "redline-moved-here-from", b)
	case redline.MovedFrom:
		w.moved("redline-moved-away", "redline-moved-away-to", b)
	default:
		w.units(b.Units)
	}
}

// whole writes a block that is new, or gone, as a whole.
func (w *writer) whole(status, label string, b *block) {
	w.tag("div", "class", "redline__block redline__block--"+status, "role", "group", "aria-label", label)
	w.raw("\n")
	w.element("p", label, "class", "redline__word", "aria-hidden", "true")
	w.raw("\n")
	w.units(b.Units)
	w.raw("</div>\n")
}

// moved writes one half of a move, which leads to the other. What stands
// elsewhere now is folded where it is long.
func (w *writer) moved(label, under string, b *block) {
	words := w.say(label)
	w.tag("div", "class", "redline__block redline__block--moved", "role", "group", "aria-label", words)
	w.raw("\n" + `<p class="redline__word">`)
	if b.Heading != "" {
		words = w.say(under, "Heading", b.Heading)
	}
	w.link("#"+b.Other, words)
	w.raw("</p>\n")
	if b.Status == redline.MovedFrom && b.Count > 2 {
		w.raw(`<details class="fold">` + "\n")
		w.element("summary", w.say("redline-moved-fold", "Count", b.Count))
		w.raw("\n")
		w.units(b.Units)
		w.raw("</details>\n")
	} else {
		w.units(b.Units)
	}
	w.raw("</div>\n")
}

func (w *writer) units(units []unit) {
	for i := range units {
		w.unit(&units[i])
	}
}

// unit writes a piece of text.
func (w *writer) unit(u *unit) {
	element := "p"
	if u.Level > 0 {
		element = "h" + strconv.Itoa(u.Level)
		w.tag(element, "id", u.ID)
	} else {
		class := "redline__" + string(u.Kind)
		if u.Depth > 0 {
			class += " redline__in" + strconv.Itoa(u.Depth)
		}
		w.tag(element, "class", class, "id", u.ID)
		if u.Label != "" {
			w.element("span", u.Label+":", "class", "redline__of")
			w.raw(" ")
		}
	}
	for i := range u.Segments {
		w.segment(&u.Segments[i])
	}
	w.raw("</" + element + ">\n")
}

// segment writes a run of words, marked as put in or taken out.
func (w *writer) segment(g *segment) {
	mark := map[redline.Op]string{redline.Inserted: "ins", redline.Deleted: "del"}[g.Op]
	if mark == "" {
		w.line(g.Line)
		return
	}
	w.tag(mark, "data-before", g.Before, "data-after", g.After)
	w.line(g.Line)
	w.raw("</" + mark + ">")
}
