package site

import (
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
)

// word reads a text of a record: plain words.
func (n *notices) word(t notice.Text) string { return n.planner.word(n.lang, t) }

// banner says what a version is, until when, and where to go from it. What it
// says stays true when the site is not built again: it names days, never
// "today".
func (n *notices) banner(v *span) *Banner {
	if v.banner == nil {
		v.banner = n.newBanner(v)
	}
	return v.banner
}

func (n *notices) newBanner(v *span) *Banner {
	r := &v.Record
	b := &Banner{State: v.state}
	path := versionPath(n.base, r.Number)
	add := func(l document.Line) { b.Lines = append(b.Lines, l) }
	authored := r.Provenance == notice.Authored
	if l := n.state(v); l != nil {
		add(l)
	}
	if v.state == page.InForce && v.next > 0 {
		next := n.at(v.next)
		id := "banner-until"
		if !authored {
			id = "banner-until-rendition"
		}
		add(document.Line{
			{Text: n.say(n.lang, id, "Until", n.date(v.until), "From", n.date(next.Record.From())) + " "},
			{Text: n.say(n.lang, "version", "Number", v.next), To: n.in.Base + versionPath(n.base, v.next)}, {Text: "."},
		})
		if s := n.word(next.Record.Summary); s != "" {
			add(n.text("banner-coming", "Summary", s))
		}
	}
	if v.CorrectedBy != nil {
		add(n.link("banner-corrected", versionPath(n.base, v.CorrectedBy.Record.Number), "Number", v.CorrectedBy.Record.Number))
	}
	if r.Corrects > 0 {
		add(n.text("banner-corrects", "Number", r.Corrects))
	}
	if r.Before > 0 {
		if s := n.word(r.Summary); s != "" {
			id := "banner-new"
			if v.state == page.CalledOff {
				id = "banner-new-off"
			}
			add(n.text(id, "Summary", s))
		}
		add(n.link("banner-changes", path+below[n.lang].changes))
	}
	if n.later(v) != nil {
		add(n.link("banner-to-current", path+below[n.lang].current))
	}
	if now := n.standing(); now != nil && now != v {
		id := "banner-current"
		if now.Record.Provenance != notice.Authored {
			id = "banner-newest"
		}
		add(n.link(id, n.base))
	}
	return b
}

// state says in a sentence what a version is.
func (n *notices) state(v *span) document.Line {
	r := &v.Record
	authored := r.Provenance == notice.Authored
	switch {
	case v.state == page.CalledOff:
		e := v.CalledOff.Record
		return n.text("banner-called-off", "Number", r.Number, "From", n.date(r.From()), "Date", n.date(e.Recorded), "Role", n.word(e.Role), "Reason", n.word(e.Reason))
	case v.state == page.Replaced:
		return n.text("banner-replaced", "Number", r.Number, "Next", v.next)
	case !authored && v.state == page.Past:
		return n.text("banner-past-rendition", "Number", r.Number, "Next", v.next)
	case v.state == page.Past:
		return n.text("banner-past", "Number", r.Number, "From", n.date(r.From()), "Until", n.date(v.until))
	case v.state == page.Announced:
		return n.text("banner-announced", "Number", r.Number, "From", n.date(r.From()))
	case !authored:
		return n.text("banner-rendition", "Number", r.Number)
	case r.Effective != "":
		return n.text("banner-in-force", "Number", r.Number, "From", n.date(r.Effective))
	}
	return nil
}

// touched tells for each section when it last changed, with the change.
func (n *notices) touched(v *span) map[string]document.Line {
	out := map[string]document.Line{}
	for w := v; w != nil && w.Record.Before > 0; w = n.at(w.Record.Before) {
		for _, id := range w.Record.Touched {
			if out[string(id)] != nil {
				continue
			}
			to := n.in.Base + versionPath(n.base, w.Record.Number) + below[n.lang].changes
			say := "section-changed"
			if w.Record.Provenance != notice.Authored {
				say = "section-changed-rendition"
			}
			out[string(id)] = document.Line{{Text: n.say(n.lang, say, "Date", n.date(w.Record.From()), "Number", w.Record.Number), To: to}}
		}
	}
	return out
}
