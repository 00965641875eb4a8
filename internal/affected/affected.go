// Package affected tells what an edit touches: which brands, working notices,
// versions and pages, and why. It makes both sides, as they were and as they
// are, and compares them: what reads the same is not touched, whatever was
// written otherwise.
package affected

import (
	"bytes"
	"errors"
	"maps"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"notis/internal/archive"
	"notis/internal/compile"
	"notis/internal/diag"
	"notis/internal/inputs"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/site"
	"notis/internal/words"
)

// Input is what is compared.
type Input struct {
	// Since names the old side.
	Since    string
	Old, New *Side
	// Program are the files of the program that differ.
	Program []string
	// Wrong is why the archive of the new side cannot be read.
	Wrong diag.List
	// Date is the day that both sides are made for.
	Date notice.Date
	// Words says the summary and the findings: the messages of i18n/cli and
	// i18n/check.
	Words *words.Words
	// Explain gives mistakes that were found while compiling their places in the
	// data; it may be nil.
	Explain func(error, *register.Result) error
	// Progress is told how many brands are done, of how many; it may be nil.
	Progress func(done, all int)
}

// Compare tells what differs between the two sides. What cannot be compared,
// because one side is wrong, is a finding; the error is for what has nothing to
// do with either.
func Compare(in Input) (*Report, error) {
	c := &comparer{Input: in, less: map[notice.ID]*archive.Archive{}, used: map[string]map[notice.ID]bool{}}
	c.report = Report{SchemaVersion: 1, Since: in.Since, Date: in.Date, Inputs: []Edited{}, Clauses: []Clause{}, Sections: []Section{}, Brands: []Brand{}, Uncompared: []notice.ID{}, Findings: []Finding{}}
	var err error
	if c.report.Inputs, err = edited(in.Old.files, in.New.files); err != nil {
		return nil, err
	}
	c.say = map[string]bool{}
	for _, e := range c.report.Inputs {
		c.say[e.File] = !e.OnlyForm
	}
	c.broken("old", in.Old.findings)
	c.broken("new", append(slices.Clone(in.Wrong), in.New.findings...))
	if err := c.archives(); err != nil {
		return nil, err
	}
	for _, name := range in.Program {
		c.report.Inputs = append(c.report.Inputs, Edited{Kind: Program, File: name, Op: "changed"})
	}
	if err := c.brands(); err != nil {
		return nil, err
	}
	if err := c.shared(); err != nil {
		return nil, err
	}
	c.clauses()
	if err := c.word(); err != nil {
		return nil, err
	}
	return &c.report, c.summarize()
}

// comparer makes one report.
type comparer struct {
	Input
	report Report
	// say tells of the files that differ whether they say something else.
	say map[string]bool
	// before is the archive as it was, made of the one that is there now, and nil
	// where that is wrong. less holds what it was of brands for which that cannot
	// be done, nil where it cannot be read.
	before    *archive.Archive
	less      map[notice.ID]*archive.Archive
	compilers [2]*compile.Compiler

	mu       sync.Mutex
	done     int
	findings []finding
	// cards are what other pages say of the brands, where that differs, on the
	// old and the new side. used are the brands that use each clause.
	cards [2][]site.Card
	used  map[string]map[notice.ID]bool
}

// finding is one that has no words yet.
type finding struct {
	side string
	diag.Diagnostic
}

// broken notes what is wrong with a side.
func (c *comparer) broken(side string, list diag.List) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range list {
		c.findings = append(c.findings, finding{side, d})
	}
}

// failed notes an error of a side: what is no finding is one of the file.
func (c *comparer) failed(side, file string, err error) {
	var list diag.List
	if !errors.As(err, &list) {
		list = diag.List{{Rule: "affected-uncompiled", Severity: diag.Error, File: file, Args: map[string]any{"Problem": err.Error()}}}
	}
	c.broken(side, list)
}

// archives finds what was released, and holds what had been against it.
func (c *comparer) archives() error {
	now := c.New.archive
	if now == nil {
		return nil
	}
	if err := archive.Holds(c.Old.sum, now); err != nil {
		var list diag.List
		if errors.As(err, &list) && list[0].Rule == "archive-older" {
			c.broken("old", list)
			return nil
		}
		c.failed("new", archive.Sum, err)
	}
	c.before = now.At(c.Old.sum)
	for _, id := range now.Less(c.Old.sum) {
		c.less[id] = nil
	}
	part, err := c.Old.part(slices.Sorted(maps.Keys(c.less)))
	if err != nil {
		c.failed("old", archive.Sum, err)
	}
	for id := range c.less {
		c.less[id] = part
	}
	for _, chain := range now.Chains() {
		was := c.was(chain.Brand)
		if was == nil {
			continue
		}
		for _, e := range added(was, chain) {
			c.report.Inputs = append(c.report.Inputs, Edited{Kind: Versions, File: e.Dir, Op: "added", Brand: chain.Brand})
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.less)) {
		for _, k := range notice.Kinds() {
			for _, e := range added(now, part.Chain(id, k)) {
				c.report.Inputs = append(c.report.Inputs, Edited{Kind: Versions, File: e.Dir, Op: "removed", Brand: id})
			}
		}
	}
	return nil
}

// was is the archive of a brand as it was; nil where it cannot be read.
func (c *comparer) was(id notice.ID) *archive.Archive {
	if part, less := c.less[id]; less {
		return part
	}
	return c.before
}

// brands compares every brand that either side has, as many at a time as there
// are processors.
func (c *comparer) brands() error {
	if c.Old.sound() {
		c.compilers[0] = compile.New(c.Old.data.Shared())
	}
	if c.New.sound() {
		c.compilers[1] = compile.New(c.New.data.Shared())
	}
	var ids []notice.ID
	for id := range c.Old.brands {
		ids = append(ids, id)
	}
	for id := range c.New.brands {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	var waiting []*candidate
	for _, id := range ids {
		b, err := c.candidate(id)
		if err != nil {
			return err
		}
		if b != nil {
			waiting = append(waiting, b)
		}
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for _, b := range waiting {
		group.Go(func() error {
			err := c.brand(b)
			c.mu.Lock()
			defer c.mu.Unlock()
			if c.done++; c.Progress != nil {
				c.Progress(c.done, len(waiting))
			}
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	c.report.Untouched = len(ids)
	for _, b := range waiting {
		if b.touched() {
			c.report.Brands = append(c.report.Brands, b.Brand)
		}
		if b.wrong {
			c.report.Uncompared = append(c.report.Uncompared, b.ID)
		}
		if b.touched() || b.wrong {
			c.report.Untouched--
		}
		if b.cards[0] != nil || b.cards[1] != nil {
			c.card(b)
		}
	}
	return nil
}

// card keeps what other pages say of a brand, where that differs.
func (c *comparer) card(b *candidate) {
	for side, card := range b.cards {
		if card != nil {
			c.cards[side] = append(c.cards[side], card)
		}
	}
}

// shared compares the pages that belong to no brand. They list the brands one
// by one, so that those whose entries differ will do.
func (c *comparer) shared() error {
	if c.before == nil || !c.Old.sound() || !c.New.sound() {
		return nil
	}
	c.report.Shared.Known = true
	was, err := c.Old.reader.Rest()
	if err != nil {
		return err
	}
	is, err := c.New.reader.Rest()
	if err != nil {
		return err
	}
	if len(c.says(is.Changed(was))) == 0 && len(c.cards[0])+len(c.cards[1]) == 0 {
		return nil
	}
	var made [2]map[string][]byte
	for i, side := range []*Side{c.Old, c.New} {
		s, err := side.plan(c.before, c.Date).Shared(c.cards[i])
		if err == nil {
			made[i], err = c.render(i, s, true)
		}
		if err != nil {
			c.failed(sides[i], "layouts", err)
			c.report.Shared.Known = false
			return nil
		}
	}
	count(&c.report.Shared, made[0], made[1])
	return nil
}

// sides are the names of both.
var sides = [2]string{"old", "new"}

// says keeps the inputs that say something else: one that is only written
// otherwise changes nothing.
func (c *comparer) says(names []string) []string {
	return slices.DeleteFunc(names, func(name string) bool {
		says, known := c.say[name]
		return known && !says
	})
}

// candidate gives a brand that is made of other things than it was, or nil.
func (c *comparer) candidate(id notice.ID) (*candidate, error) {
	was, err := c.Old.inputs(id)
	if err != nil {
		return nil, err
	}
	is, err := c.New.inputs(id)
	if err != nil {
		return nil, err
	}
	b := &candidate{Brand: Brand{ID: id, Status: "changed", Why: []string{}, Drafts: []Draft{}, Versions: []Version{}}}
	switch {
	case !c.Old.brands[id]:
		b.Status = "added"
	case !c.New.brands[id]:
		b.Status = "removed"
	}
	for _, name := range is.Changed(was) {
		switch {
		case name == inputs.SharedKey && b.Status == "changed":
			b.Why = append(b.Why, c.New.reader.Shared().Changed(c.Old.reader.Shared())...)
		case name != inputs.SharedKey:
			b.Why = append(b.Why, name)
		}
	}
	b.Why = c.says(b.Why)
	slices.Sort(b.Why)
	if len(b.Why) == 0 {
		return nil, nil
	}
	return b, nil
}

// equal tells whether files are the same bytes, but for the ends of their
// lines.
func equal(a, b []byte) bool {
	lf := func(s []byte) []byte { return bytes.ReplaceAll(s, []byte("\r\n"), []byte("\n")) }
	return bytes.Equal(a, b) || bytes.Equal(lf(a), lf(b))
}
