package compile

import (
	"fmt"
	"unicode"
	"unicode/utf8"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/phrase"
)

// phrase words values; what goes wrong is an error at the current place.
func (c *compiler) phrase() phrase.Say { return c.say }

// date words a day: 27. april 2023, 27 April 2023.
func (c *compiler) date(d notice.Date) string {
	s, err := c.phrase().Date(d)
	if err != nil {
		c.fail(err)
	}
	return s
}

func (c *compiler) and(parts []string) string { return c.phrase().And(parts) }

func (c *compiler) period(d notice.Duration, q notice.Qualifier) string {
	return c.phrase().Period(d, q)
}

func (c *compiler) article(a notice.Article) string { return c.phrase().Article(a) }

func (c *compiler) articles(list []notice.Article) string {
	var parts []string
	for _, a := range list {
		parts = append(parts, c.article(a))
	}
	return c.and(parts)
}

// statutes words acts with their sections.
func (c *compiler) statutes(list []notice.Statute) []document.Value {
	var out []document.Value
	for _, s := range list {
		c.entries["act:"+string(s.Act)] = true
		name := c.word(c.shared.acts[s.Act].Name)
		if s.Section != "" {
			name = c.say("act-section", map[string]any{"Act": name, "Section": s.Section})
		}
		out = append(out, document.Value{Line: plain(name), Compact: true})
	}
	return out
}

// data names kinds of personal data.
func (c *compiler) data(list []notice.Datum) []document.Value {
	var out []document.Value
	for _, d := range list {
		if d.Is == "" {
			v := c.value(d.Text)
			v.Compact = true
			out = append(out, v)
			continue
		}
		c.entries["data:"+string(d.Is)] = true
		out = append(out, document.Value{Line: plain(c.word(c.shared.data[d.Is].Name)), Compact: true})
	}
	return out
}

// people addresses the groups that something concerns.
func (c *compiler) people(list []notice.Ref) []document.Value {
	var out []document.Value
	for _, p := range list {
		c.entries["people:"+string(p)] = true
		out = append(out, document.Value{Line: plain(c.word(c.shared.people[p].Reader)), Compact: true})
	}
	return out
}

// modal puts how firmly a value is said behind it.
func (c *compiler) modal(v document.Value, m notice.Modality) document.Value {
	if m == "" {
		return v
	}
	note := document.Run{Text: " (" + c.say("modality-"+string(m), nil) + ")"}
	v.Line = append(v.Line[:len(v.Line):len(v.Line)], note)
	return v
}

// modality puts how firmly a set of facts is said among them.
func (c *compiler) modality(r *rows, m notice.Modality) {
	if m != "" {
		r.plain("modality", c.say("modality-"+string(m), nil))
	}
}

// link makes a name a link, where there is an address.
func link(text, to string) document.Line { return document.Line{{Text: text, To: to}} }

func (c *compiler) outside(l notice.Link) document.Value {
	v := document.Value{Line: link(c.name(l.Name), string(l.URL))}
	v.More = c.text(l.Text)
	return v
}

// stated words a yes, a no, or that nothing is stated.
func (c *compiler) stated(s notice.Stated) document.Value {
	if s == "" {
		return document.Value{}
	}
	return document.Value{Line: plain(c.say("stated-"+string(s), nil))}
}

// notStated is the plain fact that the company says nothing of it.
func (c *compiler) notStated() document.Value {
	return document.Value{Line: document.Line{{Text: c.say("stated-not-stated", nil), Em: true}}}
}

func capital(s string) string { return phrase.Capital(s) }

// periodFrom words a length of time with what it runs from: in one phrase
// where that is a plain one, else as a fact of its own among r.
func (c *compiler) periodFrom(d notice.Duration, q notice.Qualifier, from notice.Text, r *rows) document.Value {
	s := c.period(d, q)
	v := c.value(from)
	switch {
	case from.IsZero():
	case len(v.Line) == 1 && v.Line[0] == (document.Run{Text: v.Line[0].Text}) && v.More == nil:
		s = c.say("period-from", map[string]any{"Period": s, "From": v.Line[0].Text})
	default:
		r.add("from", v)
	}
	return document.Value{Line: plain(s)}
}

// lower begins a phrase with a small letter.
func lower(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(first)) + s[size:]
}

// country names a country in the document's language.
func (c *compiler) country(code notice.Country) string {
	name, err := phrase.Country(code, c.lang)
	if err != nil {
		c.fail(fmt.Errorf("country %q: %w", code, err))
	}
	return name
}
