// Package check holds a notice against the law and the guidance on it. A
// finding names its rule by the id of the checklist, and its place in the data.
package check

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// Rule is one thing that is asked of a notice. Its words are the messages of
// its id under i18n/check: the finding, with -hint how to mend it, with -why
// why it is asked.
type Rule struct {
	// ID is that of the checklist; it never changes.
	ID string
	// Severity is Error for what the law itself says, Warning for guidance,
	// Note for good practice. A finding can have a lower one of its own.
	Severity diag.Severity
	// Article names the provision as it is cited, such as "GDPR 13(1)(c)".
	Article string
	// Source is where the rule was read.
	Source string
	// Verified tells that the provision itself was read, and that the rule
	// does not rest on professional knowledge alone.
	Verified bool
	// Kinds are the notices it is about; all where it is empty.
	Kinds []notice.Kind
	// Find gives what it finds, in any order.
	Find func(*Case) []Finding
}

// Finding is a place where a rule finds something.
type Finding struct {
	// At is the place in the notice's own file, such as
	// activities[1].parts[0].bases; "" is the notice as a whole. A place in
	// brand.toml begins with "brand:", such as brand:dpo.
	At string
	// Args are what the messages are about.
	Args map[string]any
	// Message is the id of another message than the rule's own, and Severity a
	// lower one; both may be left out.
	Message  string
	Severity diag.Severity
}

// Case is one notice of a brand as rules see it. The other notice is there
// too, for what the two have to agree on.
type Case struct {
	ID      notice.ID
	Kind    notice.Kind
	Brand   *notice.Brand
	Privacy *notice.Privacy
	Cookies *notice.Cookies
	Shared  *notice.Shared
	Known   *notice.Known
	// Date is the day the notice is judged by.
	Date notice.Date
	// Of labels the edition, current or working; it may be empty.
	Of string
	// File gives the file that holds a part of the facts (brand, privacy or
	// cookies) and what stands before its paths there; nil for the working
	// files.
	File func(part string) (name, prefix string)

	// kept is what is worked out once in a run.
	kept *kept
}

// Both gives the case for each of the two notices of a brand. What one works
// out, the other need not.
func (c Case) Both() []*Case {
	c.kept = newKept()
	var out []*Case
	for _, k := range notice.Kinds() {
		one := c
		one.Kind = k
		out = append(out, &one)
	}
	return out
}

// Run holds a notice against rules, sorted by place, and leaves out what is
// accepted. A waiver that has run out, or that nothing needs, is a finding.
func Run(c *Case, rules []Rule) diag.List {
	run := *c
	if run.kept == nil {
		run.kept = newKept()
	}
	var out diag.List
	for i := range rules {
		r := &rules[i]
		if len(r.Kinds) > 0 && !slices.Contains(r.Kinds, c.Kind) {
			continue
		}
		for _, f := range run.find(r) {
			out = append(out, run.diagnostic(r, f))
		}
	}
	return diag.Sort(run.waive(out, rules))
}

// find gives what a rule finds. Some rules ask what another one finds, so it is
// kept.
func (c *Case) find(r *Rule) []Finding {
	if c.kept == nil {
		return r.Find(c)
	}
	key := foundKey{c.Kind, r.ID}
	out, ok := c.kept.found[key]
	if !ok {
		out = r.Find(c)
		c.kept.found[key] = out
	}
	return out
}

// diagnostic gives a finding its place.
func (c *Case) diagnostic(r *Rule, f Finding) diag.Diagnostic {
	part, at := string(c.Kind), f.At
	if rest, ok := strings.CutPrefix(at, "brand:"); ok {
		part, at = "brand", rest
	}
	d := diag.Diagnostic{
		Rule: r.ID, Message: f.Message, Severity: cmp.Or(f.Severity, r.Severity), Article: r.Article, Of: c.Of, Path: at, Args: inWords(f.Args),
		Notice: c.part(part),
	}
	if at != "" {
		d.Place = strings.TrimPrefix(c.locator(part).Place(part+"."+at), part+".")
	}
	var prefix string
	d.File, prefix = c.file(part)
	if prefix != "" {
		d.Path = strings.TrimSuffix(prefix+"."+at, ".")
	}
	return d
}

// part names a part of a brand's facts, whichever edition of it.
func (c *Case) part(part string) string { return string(c.ID) + "/" + part }

func (c *Case) file(part string) (name, prefix string) {
	if c.File != nil {
		return c.File(part)
	}
	return "data/brands/" + string(c.ID) + "/" + part + ".toml", ""
}

// Datum finds the shared category that a kind of data is; nil for the
// company's own words.
func (c *Case) Datum(d notice.Datum) *notice.DataCategory {
	for i := range c.Shared.Data {
		if notice.Ref(c.Shared.Data[i].ID) == d.Is {
			return &c.Shared.Data[i]
		}
	}
	return nil
}

// PartAt is a part of an activity with its place.
type PartAt struct {
	At       string
	Activity *notice.Activity
	Part     *notice.Part
}

// Parts gives every part of every activity, in order.
func (c *Case) Parts() iter.Seq[PartAt] {
	if c.kept == nil {
		return slices.Values(c.parts())
	}
	if c.kept.parts == nil {
		c.kept.parts = c.parts()
	}
	return slices.Values(c.kept.parts)
}

func (c *Case) parts() []PartAt {
	out := []PartAt{}
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		for j := range a.Parts {
			out = append(out, PartAt{fmt.Sprintf("activities[%d].parts[%d]", i, j), a, &a.Parts[j]})
		}
	}
	return out
}

// UseAt is a use of a recipient with its place.
type UseAt struct {
	At        string
	Recipient *notice.Recipient
	Use       *notice.Use
}

// Uses gives every use of every recipient, in order.
func (c *Case) Uses() iter.Seq[UseAt] {
	if c.kept == nil {
		return slices.Values(c.uses())
	}
	if c.kept.uses == nil {
		c.kept.uses = c.uses()
	}
	return slices.Values(c.kept.uses)
}

func (c *Case) uses() []UseAt {
	out := []UseAt{}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		for j := range r.Uses {
			out = append(out, UseAt{fmt.Sprintf("recipients[%d].uses[%d]", i, j), r, &r.Uses[j]})
		}
	}
	return out
}

// Rules lists every rule, by id. No two have the same.
func Rules() []Rule {
	var out []Rule
	for _, family := range [][]Rule{informing(), rights(), transfers(), storing(), consistency(), wording(), trade()} {
		out = append(out, family...)
	}
	slices.SortFunc(out, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return out
}
