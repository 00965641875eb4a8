// Package phrase words single values: days, lengths of time, places in the
// GDPR, countries. The compiler and the sentences of changes share it, so that
// a value reads the same wherever it stands.
package phrase

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"notis/internal/notice"
)

// Say words the message of an id with its data, as words.Words does; what goes
// wrong is its caller's to keep.
type Say func(id string, data map[string]any) string

// Date words a day: 27. april 2023, 27 April 2023. The date has to be well
// formed.
func (say Say) Date(d notice.Date) (string, error) {
	t, err := d.Time()
	if err != nil {
		return "", err
	}
	month := say("month-"+t.Format("1"), nil)
	return say("date", map[string]any{"Day": t.Day(), "Month": month, "Year": t.Year()}), nil
}

// Duration words a length of time with the right plurals: 1 år og 24 dager.
func (say Say) Duration(d notice.Duration) string {
	if d == notice.Session {
		return say("duration-session", nil)
	}
	var parts []string
	for _, a := range d.Amounts() {
		parts = append(parts, say("duration-"+string(a.Unit), map[string]any{"Count": a.Count}))
	}
	return say.And(parts)
}

// And joins words as a person would: a, b og c.
func (say Say) And(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return say("and", map[string]any{"Most": strings.Join(parts[:last], ", "), "Last": parts[last]})
}

// Period words a length of time as exactly as it is stated.
func (say Say) Period(d notice.Duration, q notice.Qualifier) string {
	id := "period"
	if q != "" {
		id = "period-" + string(q)
	}
	return say(id, map[string]any{"Period": say.Duration(d)})
}

// Article words a place in the GDPR; nothing where there is none.
func (say Say) Article(a notice.Article) string {
	if a == "" {
		return ""
	}
	p := a.Place()
	if p.Chapter != "" {
		return say("chapter", map[string]any{"Chapter": p.Chapter})
	}
	return say("article", map[string]any{"Article": p.Article, "Paragraph": p.Paragraph, "Letter": p.Letter})
}

// Country names a country in a language (Unicode CLDR).
func Country(code notice.Country, l notice.Lang) (string, error) {
	region, err := language.ParseRegion(string(code))
	if err != nil {
		return "", err
	}
	return display.Regions(language.Make(string(l))).Name(region), nil
}

// Capital begins a phrase with a capital letter.
func Capital(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + s[size:]
}
