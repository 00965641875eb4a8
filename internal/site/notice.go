package site

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"

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
}

// plan makes the pages, and gives what the brand's own page says of the
// notice; nil where no version is published.
func (n *notices) plan() (*Notice, error) {
	// The working notice has to compile, whether it is shown or not.
	work, err := compile.Compile(n.dossier, &n.in.Register.Shared, n.kind, compile.Edition{}, n.in.Notice[n.lang])
	if err != nil {
		return nil, err
	}
	n.line = timeline(n.chain, n.in.Date)
	n.docs = map[int]*document.Document{}
	var errs []error
	for i := range n.line {
		if v := &n.line[i]; v.Kept() {
			d, err := n.in.Archive.Document(v.Entry, n.lang)
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
	if len(n.line) > 0 {
		errs = append(errs, n.history(), n.feed())
	}
	if n.in.Drafts {
		errs = append(errs, n.draft(work.Document))
	}
	return out, errors.Join(errs...)
}

// current adds the page of the version in force.
func (n *notices) current(v *span) (*Notice, error) {
	d := n.docs[v.Record.Number]
	body, err := n.in.Templates.Body(d, page.Context{Labels: n.in.Labels[n.lang], Notices: n.addresses(n.brand), Changed: n.touched(v)})
	if err != nil {
		return nil, err
	}
	out := &Notice{Kind: string(n.kind), Standing: d.Standing, History: n.base + below[n.lang].history, Version: n.banner(v)}
	n.add(Page{
		Key: n.key(""), Layout: "notice", Lang: n.lang, Path: n.base, Title: d.Title, Description: d.Lead, Body: body,
		Brand: n.brand, Notice: out, NoIndex: v.Record.Provenance != notice.Authored, Formats: n.formats(n.base),
	})
	return out, n.export(n.base, v, d)
}

// key is the same for the translations of a page.
func (n *notices) key(rest string) string {
	return string(n.dossier.ID) + "/" + string(n.kind) + "/" + rest
}

func (n *notices) formats(base string) []Format {
	return []Format{
		{"text/markdown", base + "index.md"}, {"application/json", base + "index.json"},
		{"application/atom+xml", n.base + feedFile},
	}
}

// version adds the page of one version, of what it changed, and of what has
// changed since.
func (n *notices) version(v *span) error {
	d := n.docs[v.Record.Number]
	path := versionPath(n.base, v.Record.Number)
	body, err := n.in.Templates.Body(d, page.Context{Labels: n.in.Labels[n.lang], Notices: n.addresses(n.brand)})
	if err != nil {
		return err
	}
	n.add(Page{
		Key: n.key(v.Name), Layout: "notice", Lang: n.lang, Path: path,
		Title: n.say(n.lang, "page-version", "Title", d.Title, "Number", v.Record.Number), Description: d.Lead, Body: body,
		Brand: n.brand, NoIndex: true, Canonical: n.canonical(path), Formats: n.formats(path),
		Notice: &Notice{Kind: string(n.kind), Standing: d.Standing, History: n.base + below[n.lang].history, Version: n.banner(v)},
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

// canonical is the address of the version in force, or the page's own where
// none is.
func (n *notices) canonical(path string) string {
	if slices.ContainsFunc(n.line, func(v span) bool { return v.state == page.InForce && n.docs[v.Record.Number] != nil }) {
		return n.base
	}
	return path
}

// later gives the version in force, where it came after v.
func (n *notices) later(v *span) *span {
	if v.state != page.Past && v.state != page.Replaced {
		return nil
	}
	for i := range n.line {
		if w := &n.line[i]; w.state == page.InForce && n.docs[w.Record.Number] != nil && w.Record.Number > v.Record.Number {
			return w
		}
	}
	return nil
}

// draft adds the working notice, and what it changes.
func (n *notices) draft(d *document.Document) error {
	base := n.base + below[n.lang].draft
	body, err := n.in.Templates.Body(d, page.Context{Labels: n.in.Labels[n.lang], Notices: n.addresses(n.brand)})
	if err != nil {
		return err
	}
	b := &Banner{State: "draft", Lines: []document.Line{n.text("draft-note")}}
	now := -1
	for i := range n.line {
		if n.line[i].state == page.InForce && n.docs[n.line[i].Record.Number] != nil {
			now = i
		}
	}
	if now >= 0 {
		changes := base + below[n.lang].changes
		b.Lines = append(b.Lines, n.link("draft-changes", changes))
		v := &n.line[now]
		old := n.docs[v.Record.Number]
		if err := n.comparison(n.key("draft/changes"), changes, n.say(n.lang, "page-draft-changes", "Title", d.Title), &page.Changes{
			From: n.named(v), FromPath: n.in.Base + versionPath(n.base, v.Record.Number), To: n.say(n.lang, "draft"), ToPath: n.in.Base + base,
			Redline: redline.Compare(undated(old), undated(d)),
		}, d); err != nil {
			return err
		}
	}
	n.add(Page{
		Key: n.key("draft"), Layout: "notice", Lang: n.lang, Path: base, Title: n.say(n.lang, "page-draft", "Title", d.Title),
		Description: d.Lead, Body: body, Brand: n.brand, NoIndex: true, Canonical: base,
		Notice: &Notice{Kind: string(n.kind), Standing: d.Standing, Version: b},
	})
	return nil
}

// undated is a document without the day it states for itself: a draft has
// none, and that is no change.
func undated(d *document.Document) *document.Document {
	out := *d
	out.Standing.Updated = nil
	return &out
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
func (n *notices) date(d notice.Date) string {
	if d == "" {
		return ""
	}
	say := phrase.Say(func(id string, data map[string]any) string {
		text, err := n.in.Notice[n.lang].Say(id, data)
		n.errs = append(n.errs, err)
		return text
	})
	text, err := say.Date(d)
	n.errs = append(n.errs, err)
	return text
}

// Export is index.json: a version and its text.
type Export struct {
	SchemaVersion int `json:"schemaVersion"`
	// State is what the version is on the day the site was built for.
	State string `json:"state"`
	// Unofficial is true for a rendition that its company has not approved.
	Unofficial bool `json:"unofficial"`
	// Version is the number, From the day it counts from, Recorded the day it
	// was recorded here.
	Version  int         `json:"version"`
	From     notice.Date `json:"from,omitempty"`
	Recorded notice.Date `json:"recorded"`
	// Digest is the SHA-256 of the version's SHA256SUMS.
	Digest   notice.Digest      `json:"digest"`
	Document *document.Document `json:"document"`
}

// export adds a version as Markdown and as JSON.
func (n *notices) export(base string, v *span, d *document.Document) error {
	var md, js bytes.Buffer
	if err := printout.Write(&md, d, "md"); err != nil {
		return err
	}
	enc := json.NewEncoder(&js)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(Export{
		SchemaVersion: 1, State: v.state, Unofficial: v.Record.Provenance != notice.Authored, Version: v.Record.Number,
		From: v.Record.Effective, Recorded: v.Record.Recorded, Digest: v.Digest, Document: d,
	})
	n.site.Files = append(n.site.Files, File{base + "index.md", md.Bytes()}, File{base + "index.json", js.Bytes()})
	return err
}
