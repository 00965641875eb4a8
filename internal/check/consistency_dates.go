package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

var consUpdated = compiled(`(?i)sist (oppdatert|endret|revidert)|last (updated|changed|revised)`)

// consFindDates finds a notice that gives itself several dates, one later than
// the day it was read, none, or one from before the rules it is about; and a
// date written into a text, which nobody remembers to change.
func consFindDates(c *Case) []Finding {
	src := &c.Privacy.Source
	if c.Kind == notice.CookiesKind {
		src = &c.Cookies.Source
	}
	var out []Finding
	for t := range c.Saying(consUpdated) {
		if !consSourced(t.At) && consUpdated.MatchString(t.Text.NB) {
			out = append(out, Finding{At: t.At, Message: "date-consistency-text", Args: map[string]any{"Text": consSay(t.Text)}})
		}
	}
	if src.Captured == "" || c.Kind == notice.CookiesKind && c.consOneSource() {
		return out // the same document: said of the privacy notice
	}
	var days []notice.Date
	for i, d := range src.Dated {
		if !slices.Contains(days, d.Date) {
			days = append(days, d.Date)
		}
		if d.Date > src.Captured {
			out = append(out, Finding{At: consAt("source.dated", i), Message: "date-consistency-later", Args: map[string]any{"Date": saidDay(d.Date), "Captured": saidDay(src.Captured)}})
		}
	}
	switch {
	case len(src.Dated) == 0:
		return append(out, Finding{At: "source", Message: "date-consistency-none"})
	case len(days) > 1:
		out = append(out, Finding{At: "source.dated", Args: map[string]any{"Dates": consDates(src.Dated)}})
	}
	return append(out, c.consBefore(slices.Max(days))...)
}

// consBefore finds a notice that speaks of cookies and is older than the act on
// them.
func (c *Case) consBefore(newest notice.Date) []Finding {
	act := datedFact("ekom-3-15", c.Date)
	about := len(c.Cookies.Cookies)+len(c.Cookies.Technologies)+len(c.Cookies.Choices)+len(c.Cookies.Uses) > 0
	if !about || !act.holds(c.Date) || newest >= act.From {
		return nil
	}
	return []Finding{{At: "source.dated", Message: "date-consistency-old", Severity: diag.Note, Args: map[string]any{"Date": saidDay(newest), "From": saidDay(act.From)}}}
}

// consDates are the dates of a notice, each with where it stands.
func consDates(dated []notice.Dated) saidRow {
	out := saidRow{most: consMany}
	for _, d := range dated {
		where := notice.Text{NB: consPlain(d.Text.NB), EN: consPlain(d.Text.EN)}
		out.things = append(out.things, saidMessage{"date-in", map[string]any{"Date": saidDay(d.Date), "Where": saidText(where)}})
	}
	return out
}
