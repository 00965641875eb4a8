package compile

import (
	"cmp"

	"notis/internal/document"
	"notis/internal/notice"
)

// standing says when the notice was updated and who stands behind it. A date
// is never typed for us: it is the one the company states for its own notice,
// with where it stands there, or the plain fact that there is none.
func (c *compiler) standing(s notice.Source) {
	b := &c.dossier.Brand
	out := document.Standing{Official: b.Official}
	var dates []string
	for i, d := range s.Dated {
		c.at("source.dated[%d]", i)
		dates = append(dates, c.say("dated", map[string]any{"Date": c.date(d.Date), "Where": c.value(d.Text).Line.Plain()}))
	}
	c.at("source")
	out.Updated = document.Line{{Text: c.say("updated", nil), Strong: true}, {Text: " " + c.updated(dates)}}
	if c.proposal() {
		out.Note = plain(c.say("proposal", map[string]any{"Company": cmp.Or(b.Entity.Name, b.Name)}))
	} else if !b.Official {
		site := b.Sites[0]
		out.Note = document.Line{
			{Text: c.say("rendition", map[string]any{"Company": cmp.Or(b.Entity.Name, b.Name)}) + " "},
			{Text: c.name(site.Name), To: cmp.Or(string(s.URL), string(site.URL))},
			{Text: "."},
		}
		if s.Captured != "" {
			out.Note[2].Text += " " + c.say("rendition-read", map[string]any{"Date": c.date(s.Captured)})
		}
	}
	if b.Official && c.edition.Recorded != "" { // nobody has decided a draft
		out.Note = plain(c.say("decided", map[string]any{"Company": cmp.Or(b.Entity.Name, b.Name), "Role": c.word(c.edition.Role), "Date": c.date(c.edition.Recorded)}))
	}
	if s.SHA256 != "" {
		out.Digest = document.Line{{Text: c.say("digest", nil) + " "}, {Text: string(s.SHA256), Code: true}}
	}
	c.doc.Standing = out
}

// proposal tells whether the working notice is what a notice in order could be,
// with questions that only the company can answer. It is no restatement.
func (c *compiler) proposal() bool {
	if c.kind == notice.CookiesKind {
		return len(c.dossier.Cookies.Open) > 0
	}
	return len(c.dossier.Privacy.Open) > 0
}

// updated words the date. Of a company's own notice it is the day the version
// takes effect, and a draft has none; of a rendition it is what its company
// states, with where it stands there, or the plain fact that there is none.
func (c *compiler) updated(stated []string) string {
	b, e := &c.dossier.Brand, c.edition
	switch {
	case b.Official && e.Effective != "":
		return c.say("updated-effective", map[string]any{"Date": c.date(e.Effective)})
	case b.Official, c.proposal():
		return c.say("updated-draft", nil)
	case len(stated) > 0:
		return c.say("updated-stated", map[string]any{"Brand": b.Name, "Dates": c.and(stated)})
	case e.Recorded != "":
		return c.say("updated-recorded", map[string]any{"Brand": b.Name, "Date": c.date(e.Recorded)})
	}
	return c.say("updated-not-stated", map[string]any{"Brand": b.Name})
}
