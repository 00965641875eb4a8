package affected

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"notis/internal/compile"
	"notis/internal/diag"
	"notis/internal/diff"
	"notis/internal/document"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/redline"
	"notis/internal/register"
	"notis/internal/release"
	"notis/internal/site"
	"notis/internal/tell"
)

// candidate is a brand some of whose inputs differ.
type candidate struct {
	Brand
	// cards are what other pages say of it, where that may differ.
	cards [2]site.Card
	// wrong tells that not all of it could be compared.
	wrong bool
}

// touched tells whether readers, or whoever edits the brand, see a difference.
func (b *candidate) touched() bool {
	return b.Status != "changed" || len(b.Drafts)+len(b.Versions) > 0 || !b.Pages.none()
}

// because tells whether one of the inputs that differ is of a kind.
func (b *candidate) because(kinds ...Kind) bool {
	return slices.ContainsFunc(b.Why, func(name string) bool {
		kind, _ := kindOf(name)
		if name == string(Versions) {
			kind = Versions
		}
		return slices.Contains(kinds, kind)
	})
}

// framed tells whether the pages around the notices may say a message of the
// notices: headings, days and channels, and how firmly and how long, as the
// views of a notice word it. The text of a version is frozen, and says none.
func framed(id string) bool {
	words := []string{"title-", "lead-", "month-", "channel-", "modality-", "then-", "duration-", "period"}
	return id == "date" || id == "and" || slices.ContainsFunc(words, func(s string) bool { return strings.HasPrefix(id, s) })
}

// framed tells whether messages of the notices differ that pages around them
// may say.
func (c *comparer) framed() bool {
	return slices.ContainsFunc(c.report.Inputs, func(e Edited) bool {
		return e.Kind == Clauses && !e.OnlyForm && (len(e.Messages) == 0 || slices.ContainsFunc(e.Messages, framed))
	})
}

// brand compares one brand.
func (c *comparer) brand(b *candidate) error {
	var err error
	if b.Versions, err = c.versions(b.ID); err != nil {
		return err
	}
	if !c.Old.sound() && b.Status != "added" && c.Old.data != nil || !c.New.sound() && b.Status != "removed" {
		b.wrong = true // what is wrong with all of a side is told already
		return nil
	}
	now := c.load("new", c.New, b)
	was := now
	if b.Status != "changed" || b.because(Facts, Release, Shared) {
		was = c.load("old", c.Old, b)
	}
	// Nothing that is compared is made of release.toml.
	b.Why = slices.DeleteFunc(b.Why, func(name string) bool { kind, _ := kindOf(name); return kind == Release })
	if was == nil && b.Status != "added" || now == nil && b.Status != "removed" {
		b.wrong = true
		return nil
	}
	if b.Status != "changed" || b.because(Facts, Shared, Clauses) {
		for _, k := range notice.Kinds() {
			if err := c.draft(b, k, was, now); err != nil {
				return err
			}
		}
	}
	return c.pages(b, was, now)
}

// dossier is a brand as it was read from a side.
type dossier struct {
	*notice.Dossier
	read *register.Result
}

// load reads a brand of a side; nil where there is none, or where it is wrong.
func (c *comparer) load(side string, s *Side, b *candidate) *dossier {
	if !s.brands[b.ID] {
		return nil
	}
	r, err := s.data.Load(s.files, b.ID)
	if err != nil {
		c.failed(side, "data/brands/"+string(b.ID), err)
		return nil
	}
	return &dossier{r.Register.Brands[b.ID], r}
}

// edition is a working notice of a side.
type edition struct {
	docs  map[notice.Lang]*document.Document
	facts facts.Node
}

// compile makes the working notice of a side; an empty one where the side has
// no such brand, and nil where it cannot be made.
func (c *comparer) compile(at int, b *candidate, k notice.Kind, d *dossier) *edition {
	out := &edition{docs: map[notice.Lang]*document.Document{}, facts: facts.Node{Kind: facts.Table}}
	for _, l := range notice.Langs() {
		out.docs[l] = &document.Document{}
	}
	if d == nil {
		return out
	}
	s := []*Side{c.Old, c.New}[at]
	for _, l := range notice.Langs() {
		r, err := c.compilers[at].Compile(d.Dossier, k, compile.Edition{}, s.notice[l])
		if err != nil {
			if c.Explain != nil {
				err = c.Explain(err, d.read)
			}
			c.failed(sides[at], "data/brands/"+string(b.ID)+"/"+string(k)+".toml", err)
			return nil
		}
		c.uses(b.ID, r.Words)
		out.docs[l] = r.Document
		out.facts = facts.Of(release.Facts(d.Dossier, s.data.Shared(), k, r.Entries))
	}
	return out
}

// uses notes which brands use the clauses that differ.
func (c *comparer) uses(id notice.ID, ids []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range c.report.Inputs {
		if e.Kind != Clauses {
			continue
		}
		for _, m := range e.Messages {
			if _, found := slices.BinarySearch(ids, m); found {
				if c.used[m] == nil {
					c.used[m] = map[notice.ID]bool{}
				}
				c.used[m][id] = true
			}
		}
	}
}

// draft compares the working notice of one kind.
func (c *comparer) draft(b *candidate, k notice.Kind, was, now *dossier) error {
	a, z := c.compile(0, b, k, was), c.compile(1, b, k, now)
	if a == nil || z == nil {
		b.wrong = true
		return nil
	}
	out := Draft{Notice: k, Changes: []Change{}, Texts: []Text{}}
	var touched []string
	for _, l := range notice.Langs() {
		if reflect.DeepEqual(a.docs[l], z.docs[l]) {
			continue
		}
		r := redline.Compare(a.docs[l], z.docs[l])
		if t := text(r, l); t.Sum() > 0 {
			if b.Status != "changed" {
				t.Paragraphs = nil
			}
			out.Texts = append(out.Texts, t)
		}
		touched = append(touched, r.Touched()...)
	}
	if b.Status == "changed" {
		c.sections(k, touched, z)
		changes := diff.Diff(a.facts, z.facts)
		out.Class, out.Undecided = diff.Overall(changes)
		told, err := tell.Tell(tell.Input{Changes: changes, Before: a.facts, After: z.facts, Words: c.New.notice, Anchors: z.docs[notice.Norwegian].Anchors()})
		if err == nil && len(changes) == 0 {
			told, err = tell.Shared(inOrder(touched, z), z.docs[notice.Norwegian], z.docs[notice.English], c.New.notice)
		}
		if err != nil {
			c.failed("new", "i18n/notice", err)
			b.wrong = true
			return nil
		}
		out.Changes = sentences(told)
	}
	if len(out.Texts)+len(out.Changes) > 0 {
		b.Drafts = append(b.Drafts, out)
	}
	return nil
}

// inOrder puts sections in the order of the notice, each once.
func inOrder(touched []string, e *edition) []notice.ID {
	var out []notice.ID
	for _, s := range e.docs[notice.Norwegian].Sections {
		if slices.Contains(touched, s.ID) {
			out = append(out, notice.ID(s.ID))
		}
	}
	return out
}

// sections notes sections that read otherwise, by the headings they have.
func (c *comparer) sections(k notice.Kind, touched []string, e *edition) {
	titles := map[string]*notice.Text{}
	for _, l := range notice.Langs() {
		for _, s := range e.docs[l].Sections {
			if titles[s.ID] == nil {
				titles[s.ID] = &notice.Text{}
			}
			if l == notice.English {
				titles[s.ID].EN = s.Title
			} else {
				titles[s.ID].NB = s.Title
			}
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range inOrder(touched, e) {
		title := titles[string(id)]
		s := Section{k, string(id), title.NB, title.EN}
		same := func(x Section) bool { return x.Notice == k && x.ID == s.ID }
		if i := slices.IndexFunc(c.report.Sections, same); i < 0 {
			c.report.Sections = append(c.report.Sections, s)
		} else if s.NB+"\x00"+s.EN < c.report.Sections[i].NB+"\x00"+c.report.Sections[i].EN {
			c.report.Sections[i] = s // the same, whichever brand comes first
		}
	}
}

func sentences(told []notice.Told) []Change {
	out := []Change{}
	for _, t := range told {
		out = append(out, Change{t.Path, t.Op, t.Nature, t.Class, t.Text.NB, t.Text.EN})
	}
	return out
}

// clauses lists the messages of the notices that differ, and how many brands
// use them.
func (c *comparer) clauses() {
	at := map[string]int{}
	for _, e := range c.report.Inputs {
		lang := notice.Lang(strings.TrimSuffix(e.File[strings.LastIndexByte(e.File, '/')+1:], ".toml"))
		if e.Kind != Clauses || !slices.Contains(notice.Langs(), lang) {
			continue
		}
		for _, id := range e.Messages {
			i, known := at[id]
			if !known {
				i = len(c.report.Clauses)
				at[id] = i
				c.report.Clauses = append(c.report.Clauses, Clause{ID: id, Brands: len(c.used[id])})
			}
			c.report.Clauses[i].Langs = append(c.report.Clauses[i].Langs, lang)
		}
	}
	slices.SortFunc(c.report.Clauses, func(a, b Clause) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(c.report.Sections, func(a, b Section) int {
		return strings.Compare(string(b.Notice)+"\x00"+a.ID, string(a.Notice)+"\x00"+b.ID)
	})
}

// order is where a finding stands among the others.
func (f *finding) order() string {
	return fmt.Sprintf("%d %s %6d %6d %s %s", slices.Index(sides[:], f.side), f.File, f.Line, f.Column, f.Path, f.Rule)
}

// word words the findings, in the order of files and places.
func (c *comparer) word() error {
	slices.SortFunc(c.findings, func(a, b finding) int {
		return strings.Compare(a.order(), b.order())
	})
	var errs []error
	for _, f := range c.findings {
		id := f.Rule
		if f.Message != "" {
			id = f.Message
		}
		message, err := c.Words.Say(id, f.Args)
		errs = append(errs, err)
		hint, err := c.Words.Say(id+"-hint", f.Args)
		errs = append(errs, err)
		told := Finding{f.side, diag.Told{
			Rule: f.Rule, Severity: f.Severity, Of: f.Of, File: f.File, Line: f.Line, Column: f.Column, Path: f.Path, Article: f.Article, Message: message, Hint: hint,
		}}
		if !slices.Contains(c.report.Findings, told) {
			c.report.Findings = append(c.report.Findings, told)
		}
	}
	return errors.Join(errs...)
}
