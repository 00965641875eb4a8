package check_test

import (
	"fmt"
	"testing"

	"notis/internal/check"
	"notis/internal/diff"
	"notis/internal/facts"
	"notis/internal/notice"
)

// TestChanges holds how and when readers are told of a version against what
// each rule asks for.
func TestChanges(t *testing.T) {
	purpose := func(kind string) []diff.Change {
		return []diff.Change{{Op: diff.Changed, To: &facts.Node{Kind: facts.Leaf}}, {Op: diff.Added, To: &facts.Node{Kind: facts.Table, Type: kind}}}
	}
	gone := []diff.Change{{Op: diff.Removed, From: &facts.Node{Kind: facts.Table, Type: "Activity"}}}
	field := []diff.Change{{Op: diff.Added, To: &facts.Node{Kind: facts.Phrase, Type: "Activity"}}}
	const before, warned, after = "[{art13-3-before error}]", "[{wp260-30-in-advance warning}]", "[{wp260-30-after warning}]"
	for name, c := range map[string]struct {
		told, effective notice.Date
		class           notice.Class
		changes         []diff.Change
		want            string
	}{
		"a new purpose, told after it begins":          {"2027-01-02", "2027-01-01", notice.Material, purpose("Activity"), before},
		"a new part, told after it begins":             {"2027-01-02", "2027-01-01", notice.Material, purpose("Part"), before},
		"a new use of cookies, told after it begins":   {"2027-01-02", "2027-01-01", notice.Relevant, purpose("CookieUse"), before},
		"told on the day it begins":                    {"2027-01-01", "2027-01-01", notice.Material, purpose("Activity"), warned},
		"told on the day, and not material":            {"2027-01-01", "2027-01-01", notice.Relevant, purpose("Activity"), "[]"},
		"told a day too late to be in advance":         {"2026-12-03", "2027-01-01", notice.Material, purpose("Activity"), warned},
		"told 30 days ahead":                           {"2026-12-02", "2027-01-01", notice.Material, purpose("Activity"), "[]"},
		"material, but no purpose":                     {"2027-02-01", "2027-01-01", notice.Material, purpose("Recipient"), after},
		"material, no purpose, told on the day":        {"2027-01-01", "2027-01-01", notice.Material, purpose("Recipient"), warned},
		"relevant, but no purpose, told afterwards":    {"2027-02-01", "2027-01-01", notice.Relevant, purpose("Recipient"), "[]"},
		"a purpose that is gone":                       {"2027-02-01", "2027-01-01", notice.Editorial, gone, "[]"},
		"a value of an activity":                       {"2027-02-01", "2027-01-01", notice.Editorial, field, "[]"},
		"nothing to count from: a first version":       {"2027-02-01", "2027-01-01", "", nil, "[]"},
		"no day of its own: it counts from the record": {"2026-11-23", "", notice.Material, purpose("Activity"), before},
		"nobody is told":                               {"", "2027-01-01", notice.Material, purpose("Activity"), "[{art13-3-untold warning}]"},
		"nobody is told of a value":                    {"", "2027-01-01", notice.Material, field, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			r := notice.Version{Provenance: notice.Authored, Recorded: "2026-11-22", Effective: c.effective, Class: c.class}
			if c.told != "" {
				r.Notified = notice.Notified{Date: c.told, Channel: "email"}
			}
			find := func() string {
				out := []string{}
				for _, d := range check.Changes(check.Release{Brand: "acme", Path: "privacy", Record: &r, Changes: c.changes}) {
					out = append(out, fmt.Sprintf("{%s %s}", d.Rule, d.Severity))
					if d.Rule == "art13-3-untold" {
						if d.Path != "privacy" {
							t.Errorf("%+v", d)
						}
						continue
					}
					if d.File != "data/brands/acme/release.toml" || d.Path != "privacy.notified.date" || d.Args["Notified"] != string(c.told) || d.Args["Effective"] != string(r.From()) {
						t.Errorf("%+v", d)
					}
				}
				return fmt.Sprint(out)
			}
			if got := find(); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			// Somebody else's notice is not ours to announce.
			if r.Provenance = notice.Rendition; find() != "[]" {
				t.Error("a rendition is held to what its company tells")
			}
		})
	}
}
