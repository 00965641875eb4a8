package check

import (
	"notis/internal/diag"
	"notis/internal/notice"
)

// WebsiteFile is what is held against the rules on the site.
const WebsiteFile = "data/site.toml"

// expiring is the rule on how long security.txt counts.
const expiring = "rfc9116-expires"

// Website holds what belongs to the site against the rules on it: RFC 9116,
// 2.5.5. A file that has run out is one that nobody should rely on, and one
// that counts for years is forgotten.
func Website(w *notice.Website, today notice.Date) diag.List {
	end, err := w.Security.Expires.Time()
	if err != nil {
		return nil // there is none, or the loader says what is wrong
	}
	now, err := today.Time()
	if err != nil {
		return nil
	}
	d := diag.Diagnostic{
		Rule: expiring, Severity: diag.Warning, File: WebsiteFile, Path: "security.expires",
		Args: map[string]any{"Expires": string(w.Security.Expires), "Latest": string(notice.DateOf(now.AddDate(1, 0, 0)))},
	}
	switch {
	case end.Before(now):
		return diag.List{d}
	case end.After(now.AddDate(1, 0, 0)):
		d.Message = expiring + "-far"
		return diag.List{d}
	}
	return nil
}

// OfSite tells whether a rule of Also is held against the site.
func (r *Rule) OfSite() bool { return r.ID == expiring }
