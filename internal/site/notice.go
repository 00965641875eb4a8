package site

import (
	"errors"

	"notis/internal/archive"
	"notis/internal/compile"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
	"notis/internal/phrase"
	"notis/internal/printout"
	"notis/internal/redline"
)

// notices makes the pages of one notice of a brand in one language: the one in
// force, every version, their history and changes, and the draft.
type notices struct {
	*planner
	dossier *notice.Dossier
	kind    notice.Kind
	lang    notice.Lang
	brand   *Brand
	// base is the address of the one in force.
	base  string
	chain *archive.Chain
	line  []span
	docs  map[int]*document.Document
	*scratch
}

// scratch is what the pages of one notice are made in, and then those of the
// next one.
type scratch struct {
	// redlines compares versions, each of which it looks into once.
	redlines redline.Comparer
	// bodies and written are what the pages and the other forms are written in.
	bodies  page.Room
	press   printout.Press
	written []byte
}

// clean forgets the notice before. What is made of the next one is kept on a
// shelf.
func (x *scratch) clean(shelf *page.Shelf) *scratch {
	x.bodies.Shelf = shelf
	x.redlines.Reset()
	x.bodies.Reset()
	x.press = printout.Press{}
	return x
}

// context is what a body needs beside what it shows. Changed says when sections
// last changed, where the page tells.
func (n *notices) context(changed map[string]document.Line) page.Context {
	return page.Context{Labels: n.in.Labels[n.lang], Notices: n.addresses(n.brand), Changed: changed, Room: &n.bodies}
}

// plan makes the pages, and gives what the brand's own page says of the
// notice; nil where no version is published.
func (n *notices) plan() (*Notice, error) {
	// The working notice has to compile, whether it is shown or not.
	work, err := n.compiler.Compile(n.dossier, n.kind, compile.Edition{}, n.in.Notice[n.lang])
	if err != nil {
		return nil, err
	}
	n.chain = n.chain.On(n.in.Date)
	n.line = timeline(n.chain, n.in.Date)
	n.docs = map[int]*document.Document{}
	n.press.Notices = n.wholeAddresses()
	var reader archive.Reader
	var errs []error
	for i := range n.line {
		if v := &n.line[i]; v.Kept() {
			d, err := reader.Document(n.in.Archive, v.Entry, n.lang)
			errs = append(errs, err)
			n.docs[v.Record.Number] = d
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	var out *Notice
	for i := range n.line {
		v := &n.line[i]
		if v.Withdrawn != nil {
			errs = append(errs, n.tombstone(v))
		}
		if n.docs[v.Record.Number] == nil {
			continue
		}
		errs = append(errs, n.version(v))
		if v.state == page.InForce {
			page, err := n.current(v)
			errs = append(errs, err)
			out = page
		}
	}
	if v := n.firstAnnounced(); out == nil && v != nil {
		page, err := n.current(v)
		errs = append(errs, err)
		out = page
	}
	if len(n.line) > 0 {
		errs = append(errs, n.history(), n.feed())
	}
	if len(n.line) > 0 && out == nil {
		errs = append(errs, n.embed(nil, nil))
	}
	if n.in.Drafts {
		errs = append(errs, n.draft(work.Document))
	}
	return out, errors.Join(errs...)
}

// current adds the page of the version in force.
func (n *notices) current(v *span) (*Notice, error) {
	d := n.docs[v.Record.Number]
	body, err := page.Body(d, n.context(n.touched(v)))
	if err != nil {
		return nil, err
	}
	out := &Notice{Kind: string(n.kind), Standing: saysOfItself(v, d), History: n.base + below[n.lang].history, Version: n.banner(v)}
	own := Page{
		Key: n.key(""), Layout: "notice", Lang: n.lang, Path: n.base, Title: d.Title, Description: d.Lead, Body: body,
		Brand: n.brand, Notice: out, NoIndex: v.Record.Provenance != notice.Authored, Formats: n.formats(n.base),
		Updated: since(n.chain, n.in.Date), Linked: n.linked(v, d),
	}
	if n.kind == notice.PrivacyKind {
		f, err := n.stated(v)
		if err != nil {
			return nil, err
		}
		if err := n.views(&own, "", &f.Privacy, &f.Shared); err != nil {
			return nil, err
		}
	}
	n.add(own)
	return out, errors.Join(n.export(n.base, v, d), n.embed(v, d))
}

// firstAnnounced is what is read at the notice's address as long as nothing is
// in force: the version that is going to be.
func (n *notices) firstAnnounced() *span {
	var out *span
	for i := range n.line {
		v := &n.line[i]
		if v.state == page.InForce {
			return nil
		}
		if v.state == page.Announced && n.docs[v.Record.Number] != nil && (out == nil || v.Record.From() < out.Record.From()) {
			out = v
		}
	}
	return out
}

// key is the same for the translations of a page.
func (n *notices) key(rest string) string {
	return string(n.dossier.ID) + "/" + string(n.kind) + "/" + rest
}

func (n *notices) formats(base string) []Format {
	return []Format{
		{"text/markdown", base + "index.md"}, {"text/plain", base + "index.txt"}, {"application/json", base + "index.json"},
		{"application/atom+xml", n.base + feedFile},
	}
}

// version adds the page of one version, of what it changed, and of what has
// changed since.
func (n *notices) version(v *span) error {
	d := n.docs[v.Record.Number]
	path := versionPath(n.base, v.Record.Number)
	body, err := page.Body(d, n.context(nil))
	if err != nil {
		return err
	}
	n.add(Page{
		Key: n.key(v.Name), Layout: "notice", Lang: n.lang, Path: path,
		Title: n.say(n.lang, "page-version", "Title", d.Title, "Number", v.Record.Number), Description: d.Lead, Body: body,
		Brand: n.brand, NoIndex: true, Canonical: n.canonical(path), Formats: n.formats(path),
		Notice: &Notice{Kind: string(n.kind), Standing: saysOfItself(v, d), History: n.base + below[n.lang].history, Version: n.banner(v)},
	})
	errs := []error{n.export(path, v, d)}
	if v.Record.Before > 0 {
		errs = append(errs, n.changes(v))
	}
	if n.later(v) != nil {
		errs = append(errs, n.toCurrent(v))
	}
	return errors.Join(errs...)
}

// saysOfItself is what a version says of itself on its page. One that never came
// into force, or has not yet, was not updated on the day it names: what it is
// stands above it.
func saysOfItself(v *span, d *document.Document) document.Standing {
	out := d.Standing
	if v.state == page.Announced || v.state == page.CalledOff || v.state == page.Replaced {
		out.Updated = nil
	}
	return out
}

// standing gives the version in force, where its text is kept.
func (n *notices) standing() *span {
	for i := range n.line {
		if v := &n.line[i]; v.state == page.InForce && n.docs[v.Record.Number] != nil {
			return v
		}
	}
	return nil
}

// canonical is the address of the version in force, or the page's own where
// none is.
func (n *notices) canonical(path string) string {
	if n.standing() != nil || n.firstAnnounced() != nil {
		return n.base
	}
	return path
}

// later gives the version in force, where v came before it.
func (n *notices) later(v *span) *span {
	if v.state != page.Past && v.state != page.Replaced {
		return nil
	}
	return n.standing()
}

// draft adds the working notice, and what it changes.
func (n *notices) draft(d *document.Document) error {
	base := n.base + below[n.lang].draft
	body, err := page.Body(d, n.context(nil))
	if err != nil {
		return err
	}
	b := &Banner{State: "draft", Lines: []document.Line{n.text("draft-note")}}
	if v := n.standing(); v != nil {
		changes := base + below[n.lang].changes
		b.Lines = append(b.Lines, n.link("draft-changes", changes))
		told, err := n.in.Changed(n.dossier, n.kind)
		if err != nil {
			return err
		}
		old := n.docs[v.Record.Number]
		if err := n.comparison(n.key("draft/changes"), changes, n.say(n.lang, "page-draft-changes", "Title", d.Title), &page.Changes{
			From: n.named(v), FromPath: n.in.Base + versionPath(n.base, v.Record.Number), To: n.say(n.lang, "draft"), ToPath: n.in.Base + base,
			Groups: []page.Group{{Sentences: n.worded(told, n.in.Base+base)}}, Redline: n.redlines.Compare(old.Undated(), d.Undated()),
		}, d); err != nil {
			return err
		}
	}
	own := Page{
		Key: n.key("draft"), Layout: "notice", Lang: n.lang, Path: base, Title: n.say(n.lang, "page-draft", "Title", d.Title),
		Description: d.Lead, Body: body, Brand: n.brand, NoIndex: true, Canonical: base,
		Notice: &Notice{Kind: string(n.kind), Standing: d.Standing, Version: b},
	}
	if n.kind == notice.PrivacyKind {
		if err := n.views(&own, "draft/", &n.dossier.Privacy, n.in.Shared); err != nil {
			return err
		}
	}
	n.add(own)
	return nil
}

// text is a line of a banner.
func (n *notices) text(id string, data ...any) document.Line {
	return document.Line{{Text: n.say(n.lang, id, data...)}}
}

// link is a line of a banner that leads to a page.
func (n *notices) link(id, path string, data ...any) document.Line {
	return document.Line{{Text: n.say(n.lang, id, data...), To: n.in.Base + path}}
}

// date words a day in the notice's language.
func (n *notices) date(d notice.Date) string { return n.planner.date(n.lang, d) }

// date words a day; nothing where there is none.
func (s *planner) date(l notice.Lang, d notice.Date) string {
	key := day{d, l}
	if text, known := s.dates[key]; known || d == "" {
		return text
	}
	say := phrase.Say(func(id string, data map[string]any) string {
		text, err := s.in.Notice[l].Say(id, data)
		s.failed(err)
		return text
	})
	text, err := say.Date(d)
	s.failed(err)
	s.dates[key] = text
	return text
}
