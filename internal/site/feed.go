package site

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"notis/internal/archive"
	"notis/internal/document"
	"notis/internal/notice"
)

const feedFile = "feed.atom"

// atom is a feed (RFC 4287).
type atom struct {
	XMLName  xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string   `xml:"xml:lang,attr"`
	ID       string   `xml:"id"`
	Title    string   `xml:"title"`
	Subtitle string   `xml:"subtitle,omitempty"`
	// Help is for people who open the feed. Programs pass over it, as over all
	// that is not Atom's (RFC 4287, 6.3).
	Help    xhtml
	Updated string   `xml:"updated"`
	Author  atomName `xml:"author"`
	Links   []atomLink
	Entries []atomEntry
}

type atomName struct {
	Name string `xml:"name"`
}

type atomLink struct {
	XMLName xml.Name `xml:"link"`
	Rel     string   `xml:"rel,attr"`
	Type    string   `xml:"type,attr,omitempty"`
	Href    string   `xml:"href,attr"`
}

type atomEntry struct {
	XMLName xml.Name `xml:"entry"`
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Links   []atomLink
	// Shown is the day in words and a link, for people who open the feed: they
	// see none of the above.
	Shown   xhtml
	Summary string `xml:"summary,omitempty"`
	// Content lists the sentences.
	Content *atomContent
}

// atomContent is a list that browsers show as one.
type atomContent struct {
	XMLName xml.Name `xml:"content"`
	Type    string   `xml:"type,attr"`
	Body    xhtml
}

// xhtml is a piece of a page. Its markup is finished: words in it are escaped.
type xhtml struct {
	XMLName xml.Name `xml:"http://www.w3.org/1999/xhtml div"`
	Markup  string   `xml:",innerxml"`
}

// escaped is words as XML holds them.
func escaped(s string) string {
	var out strings.Builder
	// A strings.Builder takes everything.
	_ = xml.EscapeText(&out, []byte(s))
	return out.String()
}

// uuid makes a lasting id of what a thing is: a UUID of version 8 (RFC 9562)
// from a SHA-256.
func uuid(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s", len(p), p)
	}
	b := h.Sum(nil)[:16]
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// moment is a day as Atom wants it.
func moment(d notice.Date) string { return string(d) + "T00:00:00Z" }

// feed adds the feed of a notice in its language: an entry for each version,
// and for what happened to one later.
func (n *notices) feed() error {
	title, _ := n.title()
	f := &atom{
		Lang: string(n.lang), ID: uuid("notice", string(n.dossier.ID), string(n.kind), string(n.lang)), Title: title,
	}
	var standing document.Standing
	if d := n.newest(); d != nil {
		standing = d.Standing
	}
	if f.Author = n.author(n.lang, n.brand, standing); !standing.Official {
		f.Subtitle = standing.Note.Plain()
	}
	for i := len(n.chain.Entries) - 1; i >= 0; i-- {
		f.Entries = append(f.Entries, n.item(i))
	}
	f.Updated = f.Entries[0].Updated
	n.feeds[n.brand] = append(n.feeds[n.brand], f.Entries...)
	return n.atom(f, n.base, n.base+feedFile)
}

// item is one entry of the chain.
func (n *notices) item(i int) atomEntry {
	e := &n.chain.Entries[i]
	title, _ := n.title()
	out := atomEntry{
		ID: uuid("entry", string(e.Digest), string(n.lang)), Updated: moment(e.Record.Recorded),
		Title: n.headline(e, title),
	}
	path := n.base + below[n.lang].history + "#v" + fmt.Sprint(e.Record.Number)
	v := n.at(e.Record.Number)
	if n.docs[e.Record.Number] != nil && e.Record.Entry == notice.Published {
		path = versionPath(n.base, e.Record.Number)
		if e.Record.Before > 0 {
			path += below[n.lang].changes
		}
	}
	out.Links = []atomLink{{Rel: "alternate", Type: "text/html", Href: n.absolute(path)}}
	out.Shown.Markup = fmt.Sprintf(`<time datetime="%s">%s</time> <a href="%s">%s</a>`,
		escaped(string(e.Record.Recorded)), escaped(n.date(e.Record.Recorded)), escaped(n.absolute(path)), escaped(n.say(n.lang, "feed-open")))
	if e.Record.Entry == notice.CalledOff || e.Record.Entry == notice.Withdrawn {
		out.Summary = n.word(e.Record.Reason)
		return out
	}
	if v.Withdrawn != nil {
		return out // what was withdrawn is not to be told in other words
	}
	out.Summary = n.word(e.Record.Summary)
	if sentences := n.sentences(v); len(sentences) > 0 {
		var list strings.Builder
		for _, c := range sentences {
			list.WriteString("<li>" + escaped(c.Text) + "</li>")
		}
		out.Content = &atomContent{Type: "xhtml", Body: xhtml{Markup: "<ul>" + list.String() + "</ul>"}}
	}
	return out
}

// headline names an entry: which version, whose words, and from when, where
// that lay ahead as it was made.
func (n *notices) headline(e *archive.Entry, title string) string {
	r := &e.Record
	id := "feed-" + string(r.Entry)
	switch {
	case r.Entry == notice.Published && r.Provenance != notice.Authored:
		id += "-rendition"
	case r.Entry == notice.Published && r.From() > r.Recorded:
		id += "-ahead"
	}
	return n.say(n.lang, id, "Title", title, "Number", r.Number, "From", n.date(r.From()))
}

// author is whose words a feed is in: the company's, or ours where it restates
// what companies say elsewhere.
func (s *planner) author(l notice.Lang, b *Brand, own document.Standing) atomName {
	if own.Official {
		return atomName{b.Company}
	}
	return atomName{s.say(l, "feed-author")}
}

// feedOf is the feed of a brand, where it has published anything.
func (s *planner) feedOf(b *Brand) []Format {
	if len(s.feeds[b]) == 0 {
		return nil
	}
	return []Format{{"application/atom+xml", b.Home + feedFile}}
}

// brandFeed adds the feed of all that a brand publishes in a language.
func (s *planner) brandFeed(d *notice.Dossier, l notice.Lang, b *Brand, own *Notice) {
	entries := s.feeds[b]
	if len(entries) == 0 {
		return
	}
	slices.SortStableFunc(entries, func(x, y atomEntry) int { return -cmp.Compare(x.Updated, y.Updated) })
	f := &atom{Lang: string(l), ID: uuid("brand", string(d.ID), string(l)), Title: s.say(l, "feed-brand", "Brand", b.Name), Entries: entries, Updated: entries[0].Updated}
	var standing document.Standing
	if own != nil {
		standing = own.Standing
	}
	if f.Author = s.author(l, b, standing); !standing.Official {
		f.Subtitle = standing.Note.Plain()
	}
	s.errs = append(s.errs, s.atom(f, b.Home, b.Home+feedFile))
}

func (s *planner) atom(f *atom, page, self string) error {
	f.Links = []atomLink{{Rel: "self", Type: "application/atom+xml", Href: s.absolute(self)}, {Rel: "alternate", Type: "text/html", Href: s.absolute(page)}}
	f.Help.Markup = escaped(s.say(notice.Lang(f.Lang), "feed-help"))
	out := bytes.NewBufferString(xml.Header)
	if sheet := s.in.feedSheet(); sheet != "" {
		fmt.Fprintf(out, "<?xml-stylesheet type=\"text/css\" href=\"%s\"?>\n", escaped(s.in.Base+sheet))
	}
	enc := xml.NewEncoder(out)
	enc.Indent("", " ")
	if err := enc.Encode(f); err != nil {
		return err
	}
	out.WriteByte('\n')
	s.site.Files = append(s.site.Files, File{self, out.Bytes()})
	return nil
}
