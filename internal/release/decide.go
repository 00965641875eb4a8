package release

import (
	"fmt"
	"slices"

	"notis/internal/archive"
	"notis/internal/check"
	"notis/internal/diag"
	"notis/internal/diff"
	"notis/internal/notice"
)

// decide settles how much the version matters. Raising is free. Lowering
// needs a reason and a role, and so does, where only words changed, saying
// what they are.
func (p *preparer) decide(compared bool) {
	r := &p.in.Release
	if !compared || p.equal {
		p.record.Class = r.Class
		return
	}
	computed, undecided := diff.Overall(p.changes)
	if len(p.changes) == 0 {
		// Words that brands share changed, and the text with them.
		undecided = true
		for _, id := range p.record.Touched {
			if slices.Contains([]notice.ID{"rights", "complaint", "transfers", "choices"}, id) {
				computed = notice.Relevant
			}
		}
	}
	p.record.Computed, p.record.Class = computed, r.Class
	if r.Class == "" {
		p.record.Class = computed
		if undecided && computed != notice.Material {
			p.refuse("release-class", "", map[string]any{"Computed": string(computed)})
		}
	}
	named := !r.Role.IsZero()
	switch {
	case r.Class != "" && r.Class.Rank() < computed.Rank() && (r.Reason.IsZero() || !named):
		p.refuse("release-lower", "class", map[string]any{"Class": string(r.Class), "Computed": string(computed)})
	case r.Class != "" && undecided && !named:
		p.refuse("release-role", "", nil)
	}
}

// told wants what a reader is told of a version, and by whom it was decided.
func (p *preparer) told() {
	r := &p.in.Release
	if r.Summary.IsZero() {
		p.refuse("release-summary", "", nil)
	}
	authored := p.record.Provenance == notice.Authored
	if authored && r.Role.IsZero() {
		p.refuse("release-role", "", nil)
	}
	if authored && p.record.Class == notice.Material && r.Notified.IsZero() && r.NotNotified.IsZero() {
		p.refuse("release-notified", "", nil)
	}
	if tip := p.chain.Tip(); tip != nil && !r.Notified.IsZero() && r.Notified.Date < tip.Record.Recorded {
		p.refuse("release-told", "notified.date", map[string]any{"Notified": string(r.Notified.Date), "Recorded": string(tip.Record.Recorded)})
	}
	if c := int(r.Corrects); c > 0 {
		list := p.chain.Versions()
		if c > len(list) || list[c-1].Record.Entry != notice.Published {
			p.refuse("release-corrects", "corrects", map[string]any{"Version": c})
		}
	}
}

// checked holds a company's own notice against every rule, and wants no
// question to be open: with one it is a proposal. A rendition tells what its
// company states, right or wrong.
func (p *preparer) checked() diag.List {
	d := p.in.Dossier
	open := d.Privacy.Open
	if p.in.Kind == notice.CookiesKind {
		open = d.Cookies.Open
	}
	for i, q := range open {
		p.refusals = append(p.refusals, diag.Diagnostic{
			Rule: "release-open", Severity: diag.Error, File: "data/brands/" + string(d.ID) + "/" + string(p.in.Kind) + ".toml",
			Path: fmt.Sprintf("open[%d]", i), Args: map[string]any{"ID": string(q.ID)},
		})
	}
	if p.record.Provenance != notice.Authored {
		return nil
	}
	return check.Run(&check.Case{
		ID: d.ID, Kind: p.in.Kind, Brand: &d.Brand, Privacy: &d.Privacy, Cookies: &d.Cookies, Shared: p.in.Shared, Known: p.in.Known, Date: p.in.Today,
	}, check.Rules())
}

// waive sorts what the checks found: an error stops a company's own notice
// unless somebody accepts it with a reason, and a waiver has to be of use.
func (p *preparer) waive() {
	used := make([]bool, len(p.in.Release.Waivers))
	var left diag.List
	for _, f := range p.findings {
		i := slices.IndexFunc(p.in.Release.Waivers, func(w notice.Waiver) bool { return w.Rule == f.Rule })
		if i >= 0 {
			used[i] = true
			continue
		}
		if f.Severity == diag.Error {
			p.refusals = append(p.refusals, f)
			continue
		}
		left = append(left, f)
	}
	for i, w := range p.in.Release.Waivers {
		if !used[i] {
			p.refuse("release-waiver", "waivers", map[string]any{"Rule": w.Rule})
		}
	}
	p.findings = diag.Sort(left)
}

// unkept prepares a version that is known to have stood, without its text.
func (p *preparer) unkept() {
	p.next()
	given := p.in.Release.Effective
	switch {
	case given == "":
		p.refuse("release-effective", "", nil)
	case p.oldest() != "" && given >= p.oldest():
		p.refuse("release-unkept-late", "effective", map[string]any{"Effective": string(given), "Oldest": string(p.oldest())})
	case given > p.in.Today:
		p.refuse("release-unkept", "effective", map[string]any{"Effective": string(given), "Today": string(p.in.Today)})
	}
	p.record.Effective = given
	if p.in.Release.Summary.IsZero() {
		p.refuse("release-summary", "", nil)
	}
}

// oldest is the day that the oldest version with a text counts from. One
// without a text comes before it, or nobody could read what stands.
func (p *preparer) oldest() notice.Date {
	var day notice.Date
	for _, s := range p.chain.Versions() {
		if s.Record.Entry == notice.Published && (day == "" || s.Record.From() < day) {
			day = s.Record.From()
		}
	}
	return day
}

// event prepares calling a version off, or withdrawing its text. Both need a
// reason and a role, because the history shows them.
func (p *preparer) event() error {
	r := &p.in.Release
	if r.Reason.IsZero() {
		p.refuse("release-reason", "", nil)
	}
	if r.Role.IsZero() {
		p.refuse("release-role", "", nil)
	}
	list := p.chain.Versions()
	number := int(r.Version)
	if number < 1 || number > len(list) {
		p.refuse("release-target", "version", map[string]any{"Version": number, "Have": len(list)})
		return nil
	}
	s := list[number-1]
	p.record.Provenance = s.Record.Provenance
	args := map[string]any{"Version": number}
	switch {
	case p.record.Entry == notice.CalledOff && (superseded(list, s) || s.CalledOff != nil || s.Record.From() <= p.in.Today):
		p.refuse("release-not-announced", "version", args)
	case p.record.Entry == notice.CalledOff && p.leaned(number) > 0:
		p.refuse("release-leaned", "version", map[string]any{"Version": number, "Later": p.leaned(number)})
	case p.record.Entry == notice.Withdrawn && !s.Kept():
		p.refuse("release-no-text", "version", args)
	case p.record.Entry == notice.Withdrawn && p.stands(s):
		p.refuse("release-in-force", "version", args)
	case p.record.Entry == notice.Withdrawn:
		return p.remains(number)
	}
	return nil
}

// leaned gives the version, not called off, whose changes are counted from
// another one; 0 where there is none. What is told of it would no longer be
// true once that one is called off.
func (p *preparer) leaned(on int) int {
	for _, s := range p.chain.Versions() {
		if s.CalledOff == nil && s.Record.Before == on {
			return s.Record.Number
		}
	}
	return 0
}

// superseded tells whether another version takes over from the same day, so
// that this one never counts by itself.
func superseded(list []archive.State, s archive.State) bool {
	for _, other := range list {
		if other.CalledOff == nil && other.Record.Number > s.Record.Number && other.Record.From() == s.Record.From() {
			return true
		}
	}
	return false
}

// remains warns of the sentences on changes that a withdrawal leaves in the
// records: they can quote what was withdrawn. Pages do not show them any more.
func (p *preparer) remains(number int) error {
	for _, s := range p.chain.Versions() {
		if s.Record.Number != number && s.Record.Before != number {
			continue
		}
		told, err := p.in.Archive.Changes(s.Entry)
		if err != nil {
			return err
		}
		if len(told) > 0 {
			p.findings = append(p.findings, diag.Diagnostic{
				Rule: "release-remains", Severity: diag.Warning, File: s.Dir + "/version.toml", Args: map[string]any{"Number": len(told)},
			})
		}
	}
	return nil
}

// stands tells whether a version is in force or will be: its text cannot be
// taken away before another one takes its place.
func (p *preparer) stands(s archive.State) bool {
	if s.CalledOff == nil && s.Record.From() > p.in.Today {
		return !superseded(p.chain.Versions(), s)
	}
	now, ok := p.chain.InForce(p.in.Today)
	return ok && now.Record.Number == s.Record.Number
}
