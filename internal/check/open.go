package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/facts"
	"notis/internal/notice"
)

// questioned finds questions to the company that name a rule or a place which
// is not there: the letter could not say why it asks, or about what.
func (c *Case) questioned(rules []Rule) diag.List {
	d := notice.Dossier{Privacy: *c.Privacy, Cookies: *c.Cookies}
	open := d.Questions(c.Kind)
	if c.File != nil || len(open) == 0 {
		return nil
	}
	var out diag.List
	for i, q := range open {
		name, _ := c.file(string(c.Kind))
		at := diag.Diagnostic{
			Rule: "open-unknown", Severity: diag.Warning, Notice: c.part(string(c.Kind)), File: name, Of: c.Of, Path: element("open", i),
			Args: map[string]any{"Rule": q.Rule, "At": q.At},
		}
		of := func(r Rule) bool { return r.ID == q.Rule }
		if !slices.ContainsFunc(rules, of) && !slices.ContainsFunc(Explained(), of) {
			out = append(out, at)
		}
		part := facts.Owner(c.Kind, q.At)
		if missing := c.locator(part).Missing(part + "." + q.At); q.At != "" && missing != "" {
			at.Message, at.Args = "open-unknown-place", map[string]any{"At": q.At, "Step": missing}
			out = append(out, at)
		}
	}
	return out
}
