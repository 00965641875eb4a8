package check

import (
	"fmt"
	"slices"
	"strings"

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
			out = append(out, Finding{At: consAt("source.dated", i), Message: "date-consistency-later", Args: map[string]any{"Date": consDay(d.Date), "Captured": consDay(src.Captured)}})
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
	return []Finding{{At: "source.dated", Message: "date-consistency-old", Severity: diag.Note, Args: map[string]any{"Date": consDay(newest), "From": consDay(act.From)}}}
}

// consDates are the dates of a notice, each with where it stands.
func consDates(dated []notice.Dated) consWords {
	out := consWords{}
	for _, l := range notice.Langs() {
		var list []string
		for _, d := range dated {
			day := consDay(d.Date)[string(l)]
			if where := consPlain(d.Text.In(l)); where != "" {
				day += " (" + where + ")"
			}
			list = append(list, day)
		}
		out[string(l)] = consJoin(list, l)
	}
	return out
}

// consDay writes a date in words; one that is not well formed stays as it is.
func consDay(d notice.Date) consWords {
	t, err := d.Time()
	if err != nil {
		return consWords{"nb": string(d), "en": string(d)}
	}
	months := strings.Fields("januar februar mars april mai juni juli august september oktober november desember")
	return consWords{
		"nb": fmt.Sprintf("%d. %s %d", t.Day(), months[int(t.Month())-1], t.Year()),
		"en": fmt.Sprintf("%d %s %d", t.Day(), t.Month(), t.Year()),
	}
}
