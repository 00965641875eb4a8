package check

import (
	"slices"

	"notis/internal/notice"
)

var consUpdated = compiled(`(?i)sist (oppdatert|endret|revidert)|last (updated|changed|revised)`)

// consFindDates finds a notice that gives itself several dates, one later than
// the day it was read, or none; and a date written into a text, which nobody
// remembers to change.
func consFindDates(c *Case) []Finding {
	src := &c.Privacy.Source
	if c.Kind == notice.CookiesKind {
		src = &c.Cookies.Source
	}
	var out []Finding
	for t := range c.With("sist ", "last ") {
		if !consSourced(t.At) && consHas(t.Text, "sist ", "last ") && consUpdated.MatchString(t.Text.NB) {
			out = append(out, Finding{At: t.At, Message: "date-consistency-text", Args: map[string]any{"Text": consSay(t.Text)}})
		}
	}
	if src.Captured == "" || c.Kind == notice.CookiesKind && src.SHA256 != "" && src.SHA256 == c.Privacy.Source.SHA256 {
		return out // the same document: said of the privacy notice
	}
	var days []string
	for i, d := range src.Dated {
		if !slices.Contains(days, string(d.Date)) {
			days = append(days, string(d.Date))
		}
		if d.Date > src.Captured {
			out = append(out, Finding{At: consAt("source.dated", i), Message: "date-consistency-later", Args: map[string]any{"Date": string(d.Date), "Captured": string(src.Captured)}})
		}
	}
	switch {
	case len(src.Dated) == 0:
		out = append(out, Finding{At: "source", Message: "date-consistency-none"})
	case len(days) > 1:
		out = append(out, Finding{At: "source.dated", Args: map[string]any{"Dates": consNames(days)}})
	}
	return out
}
