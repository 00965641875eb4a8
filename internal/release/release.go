// Package release makes the working notice a version: it compiles it, finds
// what changed and how much that matters, and refuses what must not become
// history. What it prepares, package archive freezes.
package release

import (
	"bytes"
	"cmp"
	"errors"
	"reflect"
	"slices"

	"notis/internal/archive"
	"notis/internal/check"
	"notis/internal/compile"
	"notis/internal/diag"
	"notis/internal/diff"
	"notis/internal/document"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/printout"
	"notis/internal/redline"
	"notis/internal/register"
	"notis/internal/tell"
	"notis/internal/words"
)

// Input is what a version is made of.
type Input struct {
	Dossier *notice.Dossier
	Shared  *notice.Shared
	// Known is what is publicly known, for the checks.
	Known *notice.Known
	Kind  notice.Kind
	// Words holds the messages of i18n/notice in each language.
	Words   map[notice.Lang]*words.Words
	Archive *archive.Archive
	Today   notice.Date
	// Release says what to do; see release.toml.
	Release notice.Release
}

// Proposal is an entry that could be frozen.
type Proposal struct {
	Record notice.Version
	// Files are the texts of a version by name; none for other entries.
	Files map[string][]byte
	// Findings are what the checks say that does not stop the release.
	Findings diag.List
}

// Prepare makes the next entry of a chain. The error is a [diag.List] of all
// reasons why it cannot be made, with their places in release.toml; the
// proposal then shows what is known of it all the same, and is nil where
// nothing is.
func Prepare(in Input) (*Proposal, error) {
	p := &preparer{in: in, chain: in.Archive.Chain(in.Dossier.ID, in.Kind)}
	p.record = notice.Version{
		Format: 1, Entry: cmp.Or(in.Release.Entry, notice.Published), Brand: in.Dossier.ID, Kind: in.Kind,
		Number: int(in.Release.Version), Recorded: in.Today, Provenance: notice.Rendition,
		Corrects: int(in.Release.Corrects), Reason: in.Release.Reason, Summary: in.Release.Summary, Role: in.Release.Role,
		Notified: in.Release.Notified, NotNotified: in.Release.NotNotified, Waivers: in.Release.Waivers,
	}
	if in.Dossier.Brand.Official {
		p.record.Provenance = notice.Authored
	}
	p.answers(reflect.ValueOf(in.Release), "")
	if len(p.refusals) > 0 {
		return nil, diag.Sort(p.refusals)
	}
	p.needless()
	if tip := p.chain.Tip(); tip != nil && p.in.Today < tip.Record.Recorded {
		p.refuse("release-clock", "", map[string]any{"Today": string(p.in.Today), "Recorded": string(tip.Record.Recorded)})
	}
	var err error
	switch p.record.Entry {
	case notice.Published:
		err = p.version()
	case notice.Unkept:
		p.unkept()
	default:
		err = p.event()
	}
	if err != nil {
		return nil, err
	}
	out := &Proposal{p.record, p.files, p.findings}
	if len(p.refusals) > 0 {
		return out, diag.Sort(p.refusals)
	}
	return out, nil
}

type preparer struct {
	in       Input
	chain    *archive.Chain
	record   notice.Version
	changes  []diff.Change
	files    map[string][]byte
	findings diag.List
	refusals diag.List
	// equal tells that the text is that of the version before.
	equal bool
}

func (p *preparer) refuse(rule, key string, args map[string]any) {
	path := string(p.in.Kind)
	if key != "" {
		path += "." + key
	}
	p.refusals = append(p.refusals, diag.Diagnostic{Rule: rule, Severity: diag.Error, File: File(p.in.Dossier.ID), Path: path, Args: args})
}

// File is where a brand says what its next version is.
func File(id notice.ID) string { return "data/brands/" + string(id) + "/release.toml" }

// next wants the number to be the next one of the chain.
func (p *preparer) next() {
	if want := len(p.chain.Versions()) + 1; p.record.Number != want {
		p.refuse("release-version", "version", map[string]any{"Version": p.record.Number, "Want": want})
	}
}

// version prepares the working notice.
func (p *preparer) version() error {
	p.next()
	p.effective()
	edition := compile.Edition{Recorded: p.record.Recorded, Effective: p.record.Effective, Role: p.record.Role}
	docs, err := p.compile(edition)
	if err != nil {
		return err
	}
	now, err := p.facts()
	if err != nil {
		return err
	}
	before, err := p.before(docs, now)
	if err != nil {
		return err
	}
	if before != nil {
		p.record.Before = before.Record.Number
	}
	p.decide(before != nil)
	p.told()
	return p.freeze(docs, now)
}

// effective gives the version its day. A company's own notice has the one in
// release.toml, not before today; a rendition has the newest one that its
// company states, or none.
func (p *preparer) effective() {
	given := p.in.Release.Effective
	if p.record.Provenance == notice.Authored {
		switch {
		case given == "":
			p.refuse("release-effective", "", nil)
		case given < p.in.Today:
			p.refuse("release-past", "effective", map[string]any{"Effective": string(given), "Today": string(p.in.Today)})
		}
		p.record.Effective = given
		p.inOrder()
		return
	}
	if given != "" {
		p.refuse("release-stated", "effective", nil)
	}
	source := p.in.Dossier.Privacy.Source
	if p.in.Kind == notice.CookiesKind {
		source = p.in.Dossier.Cookies.Source
	}
	for _, d := range source.Dated {
		p.record.Effective = max(p.record.Effective, d.Date)
	}
	// A date before that of the version read earlier cannot be when this one
	// took over: the day it was read is all that is known.
	for _, s := range p.chain.Versions() {
		if s.CalledOff == nil && p.record.Effective <= s.Record.From() && p.record.Corrects == 0 {
			p.record.Effective = ""
		}
	}
}

// inOrder wants the version to count from no earlier day than one that is
// announced: that one would take over again later, as if this one had never
// been.
func (p *preparer) inOrder() {
	for _, s := range p.chain.Versions() {
		if s.CalledOff == nil && s.Record.From() > p.in.Today && p.record.Effective < s.Record.From() && p.record.Effective != "" {
			p.refuse("release-order", "effective", map[string]any{"Effective": string(p.record.Effective), "Version": s.Record.Number, "From": string(s.Record.From())})
		}
	}
}

func (p *preparer) compile(e compile.Edition) (map[notice.Lang]*compile.Result, error) {
	out := map[notice.Lang]*compile.Result{}
	var errs []error
	for _, l := range notice.Langs() {
		r, err := compile.Compile(p.in.Dossier, p.in.Shared, p.in.Kind, e, p.in.Words[l])
		errs = append(errs, err)
		out[l] = r
	}
	return out, errors.Join(errs...)
}

// facts gives the facts of the working notice with those of the shared ones
// that it uses.
func (p *preparer) facts() (notice.Facts, error) {
	r, err := compile.Compile(p.in.Dossier, p.in.Shared, p.in.Kind, compile.Edition{}, p.in.Words[notice.Norwegian])
	if err != nil {
		return notice.Facts{}, err
	}
	return Facts(p.in.Dossier, p.in.Shared, p.in.Kind, r.Entries), nil
}

// Facts are what a version of a notice states: the brand without what is for
// the pages around the notice, the notice, and the shared facts it uses, given
// as kind:id, in the order of their ids.
func Facts(d *notice.Dossier, shared *notice.Shared, kind notice.Kind, used []string) notice.Facts {
	out := notice.Facts{Brand: d.Brand}
	out.Brand.About, out.Brand.Host, out.Brand.Look, out.Brand.Was, out.Brand.Moved, out.Brand.Frames = notice.Text{}, "", "", nil, notice.Moved{}, nil
	if kind == notice.CookiesKind {
		out.Cookies, out.Brand = d.Cookies, cookieBrand(d)
	} else {
		out.Privacy = d.Privacy
	}
	// What is open or accepted is between the editors and the checks.
	out.Privacy.Open, out.Privacy.Waivers, out.Cookies.Open, out.Cookies.Waivers = nil, nil, nil, nil
	has := func(kind string, id notice.ID) bool { return slices.Contains(used, kind+":"+string(id)) }
	for _, x := range shared.Data {
		if has("data", x.ID) {
			out.Shared.Data = append(out.Shared.Data, x)
		}
	}
	for _, x := range shared.People {
		if has("people", x.ID) {
			out.Shared.People = append(out.Shared.People, x)
		}
	}
	for _, x := range shared.Acts {
		if has("act", x.ID) {
			out.Shared.Acts = append(out.Shared.Acts, x)
		}
	}
	slices.SortFunc(out.Shared.Data, func(a, b notice.DataCategory) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(out.Shared.People, func(a, b notice.Group) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(out.Shared.Acts, func(a, b notice.Act) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// cookieBrand is what a cookie declaration shows of the brand: who it is, and
// the services it is about.
func cookieBrand(d *notice.Dossier) notice.Brand {
	b := &d.Brand
	out := notice.Brand{Name: b.Name, Official: b.Official, Approval: b.Approval, Entity: notice.Entity{Name: b.Entity.Name}}
	for i, s := range b.Sites {
		if i == 0 && !b.Official || slices.Contains(d.Cookies.Scope, notice.Ref(s.ID)) {
			out.Sites = append(out.Sites, s)
		}
	}
	return out
}

// before finds the version that this one is compared with, and what changed
// since. It is nil for the first version whose text is kept.
func (p *preparer) before(docs map[notice.Lang]*compile.Result, now notice.Facts) (*archive.State, error) {
	before, ok := Before(p.chain, p.record.From())
	if !ok {
		for _, place := range p.in.Release.Practice {
			p.refuse("release-practice", "practice", map[string]any{"Place": place})
		}
		return nil, nil
	}
	old := map[notice.Lang]*document.Document{}
	equal := true
	for _, l := range notice.Langs() {
		d, err := p.in.Archive.Document(before.Entry, l)
		if err != nil {
			return nil, err
		}
		old[l] = d
		equal = equal && sameText(d, docs[l].Document)
	}
	if p.equal = equal; equal {
		p.refuse("release-equal", "", map[string]any{"Version": before.Record.Number})
	}
	src, err := p.in.Archive.File(before.Entry, archive.FactsFile)
	if err != nil {
		return nil, err
	}
	then, err := register.Facts(before.Dir+"/"+archive.FactsFile, src)
	if err != nil {
		return nil, err
	}
	a, b := facts.Of(then), facts.Of(now)
	p.changes = diff.Diff(a, b)
	for _, place := range diff.Declare(p.changes, p.in.Release.Practice) {
		p.refuse("release-practice", "practice", map[string]any{"Place": place})
	}
	p.record.Changes, err = tell.Tell(tell.Input{Changes: p.changes, Before: a, After: b, Words: p.in.Words, Anchors: docs[notice.Norwegian].Document.Anchors()})
	p.touched(old, docs)
	if err == nil && len(p.changes) == 0 {
		p.record.Changes, err = tell.Shared(p.record.Touched, docs[notice.Norwegian].Document, docs[notice.English].Document, p.in.Words)
	}
	return &before, err
}

// touched notes the sections that read otherwise in either language.
func (p *preparer) touched(old map[notice.Lang]*document.Document, docs map[notice.Lang]*compile.Result) {
	seen := map[string]bool{}
	for _, l := range notice.Langs() {
		for _, id := range redline.Compare(old[l], docs[l].Document).Touched() {
			seen[id] = true
		}
	}
	for _, s := range docs[notice.Norwegian].Document.Sections {
		if seen[s.ID] {
			p.record.Touched = append(p.record.Touched, notice.ID(s.ID))
		}
	}
}

// Before gives the version that one counting from a day is compared with: the
// one it takes over from, or where the text of that is not kept, the newest
// one before it whose text is.
func Before(chain *archive.Chain, from notice.Date) (archive.State, bool) {
	var best archive.State
	found := false
	for _, s := range chain.Versions() {
		if s.CalledOff != nil || !s.Kept() || s.Record.From() > from {
			continue
		}
		if !found || best.Record.From() <= s.Record.From() {
			best, found = s, true
		}
	}
	return best, found
}

// sameText tells whether two documents read the same but for the day they
// state for themselves.
func sameText(a, b *document.Document) bool {
	one, err := archive.EncodeDocument(a.Undated())
	two, other := archive.EncodeDocument(b.Undated())
	return err == nil && other == nil && bytes.Equal(one, two)
}

// freeze writes the files of the version.
func (p *preparer) freeze(docs map[notice.Lang]*compile.Result, now notice.Facts) error {
	p.files = map[string][]byte{archive.FactsFile: facts.Encode(facts.Of(now))}
	for _, l := range notice.Langs() {
		src, err := archive.EncodeDocument(docs[l].Document)
		if err != nil {
			return err
		}
		var out bytes.Buffer
		if err := printout.Write(&out, docs[l].Document, "md"); err != nil {
			return err
		}
		p.files[archive.DocumentFile(l)], p.files[archive.PrintFile(l)] = src, out.Bytes()
	}
	// What was written has to be what will be read.
	_, err := register.Facts(archive.FactsFile, p.files[archive.FactsFile])
	p.findings = append(p.findings, p.checked()...)
	p.findings = append(p.findings, check.Changes(check.Release{Brand: p.in.Dossier.ID, Path: string(p.in.Kind), Record: &p.record, Changes: p.changes})...)
	p.waive()
	return err
}
