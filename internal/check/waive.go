package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// waive takes away what somebody accepts. Waivers stand in the working files
// alone, and hold for the version in force too: it is the same notice.
func (c *Case) waive(list diag.List, rules []Rule) diag.List {
	waivers, others, part := c.Privacy.Waivers, c.Cookies.Waivers, "privacy"
	if c.Kind == notice.CookiesKind {
		waivers, others, part = others, waivers, "cookies"
	}
	var extra diag.List
	for i, w := range waivers {
		applies := func(d diag.Diagnostic) bool { return d.Rule == w.Rule && below(d, w.At) }
		name, _ := c.file(part)
		at := diag.Diagnostic{
			Severity: diag.Warning, Notice: c.part(part), File: name, Of: c.Of, Path: element("waivers", i),
			Args: map[string]any{"Rule": w.Rule, "At": w.At, "Until": string(w.Until)},
		}
		switch {
		case w.Until < c.Date:
			at.Rule = "waiver-expired"
			extra = append(extra, at)
		case !slices.ContainsFunc(list, applies):
			at.Rule, at.Severity = "waiver-needless", diag.Note
			extra = append(extra, at)
		default:
			list = slices.DeleteFunc(list, applies)
		}
	}
	// What is said of the brand itself is found in both notices, and accepted in
	// one of them.
	list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		return d.Notice == c.part("brand") && slices.ContainsFunc(others, func(w notice.Exception) bool {
			return d.Rule == w.Rule && below(d, w.At) && w.Until >= c.Date
		})
	})
	if c.File != nil {
		return list // the working notice tells what is wrong with its waivers
	}
	return slices.Concat(list, extra, c.questioned(rules))
}

// below tells whether a finding is at a place or inside it.
func below(d diag.Diagnostic, at string) bool {
	for _, have := range []string{d.Place, d.Path} {
		if rest, ok := strings.CutPrefix(have, at); ok && (at == "" || rest == "" || rest[0] == '.' || rest[0] == '[') {
			return true
		}
	}
	return false
}
