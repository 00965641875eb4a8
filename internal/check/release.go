// Package check holds a notice against the law and the guidance on it. A
// finding names its rule by the id of the checklist.
package check

import (
	"time"

	"notis/internal/diag"
	"notis/internal/diff"
	"notis/internal/facts"
	"notis/internal/notice"
)

// Release is a version about to be made, as the rules see it.
type Release struct {
	// Brand is the brand's id, Path where the release stands in its
	// release.toml.
	Brand notice.ID
	Path  string
	// Record is the version as it is going to be recorded.
	Record *notice.Version
	// Changes are what it changes, none for a first version.
	Changes []diff.Change
}

// ahead is how long before a material change readers should hear of it. The
// guidance says "well in advance"; the number is ours.
const ahead = 30 * 24 * time.Hour

// Changes holds a version of a company's own against the rules on changes:
// GDPR articles 13(3) and 14(4), and the Guidelines on transparency (WP260
// rev.01), paragraph 30. A rendition is not ours to announce.
func Changes(r Release) diag.List {
	if r.Record.Provenance != notice.Authored {
		return nil
	}
	var out diag.List
	if r.Record.Notified.IsZero() {
		if newPurpose(r.Changes) {
			out = append(out, diag.Diagnostic{
				Rule: "art13-3-untold", Severity: diag.Warning, File: "data/brands/" + string(r.Brand) + "/release.toml", Path: r.Path,
			})
		}
		return out
	}
	told, err := r.Record.Notified.Date.Time()
	if err != nil {
		return nil
	}
	effect, err := r.Record.From().Time()
	if err != nil {
		return nil
	}
	args := map[string]any{"Notified": string(r.Record.Notified.Date), "Effective": string(r.Record.From())}
	find := func(rule string, severity diag.Severity) {
		out = append(out, diag.Diagnostic{
			Rule: rule, Severity: severity, File: "data/brands/" + string(r.Brand) + "/release.toml", Path: r.Path + ".notified.date", Args: args,
		})
	}
	if told.After(effect) && newPurpose(r.Changes) {
		find("art13-3-before", diag.Error)
	} else if r.Record.Class == notice.Material && told.After(effect) {
		find("wp260-30-after", diag.Warning)
	} else if r.Record.Class == notice.Material && told.Add(ahead).After(effect) {
		find("wp260-30-in-advance", diag.Warning)
	}
	return out
}

// newPurpose tells whether the company uses data for something it did not say
// before.
func newPurpose(changes []diff.Change) bool {
	for i := range changes {
		c := &changes[i]
		if c.Op == diff.Added && c.To.Kind == facts.Table && (c.To.Type == "Activity" || c.To.Type == "CookieUse" || c.To.Type == "Part") {
			return true
		}
	}
	return false
}
