package check_test

import (
	"fmt"
	"testing"

	"notis/internal/check"
	"notis/internal/diag"
	"notis/internal/notice"
)

// always finds something at the given places.
func always(at ...string) []check.Rule {
	return []check.Rule{{ID: "r", Severity: diag.Error, Find: func(*check.Case) []check.Finding {
		var out []check.Finding
		for _, a := range at {
			out = append(out, check.Finding{At: a})
		}
		return out
	}}}
}

// TestWaivers waives what is found at a place or inside it, named by id or by
// index, up to the last day, and tells of waivers that are of no use.
func TestWaivers(t *testing.T) {
	brand := notice.Brand{Entity: notice.Entity{Name: "Acme AS"}}
	activities := []notice.Activity{{ID: "sale", Parts: []notice.Part{{ID: "contract"}, {}}}, {ID: "sales"}}
	for name, c := range map[string]struct {
		privacy, cookies []notice.Exception
		kind             notice.Kind
		at               []string
		want             string
	}{
		"by id":                          {[]notice.Exception{{Rule: "r", At: "activities[sale].parts[contract]", Until: "2026-11-22"}}, nil, "privacy", []string{"activities[0].parts[0].bases"}, "[]"},
		"by index":                       {[]notice.Exception{{Rule: "r", At: "activities[0]", Until: "2026-11-22"}}, nil, "privacy", []string{"activities[0].parts[1]"}, "[]"},
		"the whole notice":               {[]notice.Exception{{Rule: "r", Until: "2026-11-22"}}, nil, "privacy", []string{"", "activities[1]"}, "[]"},
		"not what only begins the same":  {[]notice.Exception{{Rule: "r", At: "activities[sale]", Until: "2026-11-22"}}, nil, "privacy", []string{"activities[1]"}, "[r:activities[1] waiver-needless:waivers[0]]"},
		"not a longer key":               {[]notice.Exception{{Rule: "r", At: "right", Until: "2026-11-22"}}, nil, "privacy", []string{"rights"}, "[r:rights waiver-needless:waivers[0]]"},
		"another rule":                   {[]notice.Exception{{Rule: "q", Until: "2026-11-22"}}, nil, "privacy", []string{"rights"}, "[r:rights waiver-needless:waivers[0]]"},
		"expired":                        {[]notice.Exception{{Rule: "r", Until: "2026-11-21"}}, nil, "privacy", []string{"rights"}, "[r:rights waiver-expired:waivers[0]]"},
		"expired and needless":           {[]notice.Exception{{Rule: "r", Until: "2026-11-21"}}, nil, "privacy", nil, "[waiver-expired:waivers[0]]"},
		"of the other notice":            {nil, []notice.Exception{{Rule: "r", Until: "2026-11-22"}}, "privacy", []string{"rights"}, "[r:rights]"},
		"of the brand, in the other":     {nil, []notice.Exception{{Rule: "r", At: "entity", Until: "2026-11-22"}}, "privacy", []string{"brand:entity.name"}, "[]"},
		"of the brand, expired there":    {nil, []notice.Exception{{Rule: "r", At: "entity", Until: "2026-11-21"}}, "privacy", []string{"brand:entity.name"}, "[r:entity.name]"},
		"of the brand, in the first":     {[]notice.Exception{{Rule: "r", At: "entity", Until: "2026-11-22"}}, nil, "cookies", []string{"brand:entity.name"}, "[]"},
		"of a cookie declaration":        {nil, []notice.Exception{{Rule: "r", At: "list", Until: "2026-11-22"}}, "cookies", []string{"list.published"}, "[]"},
		"one that another one waived":    {[]notice.Exception{{Rule: "r", Until: "2026-11-22"}, {Rule: "r", At: "rights", Until: "2026-11-22"}}, nil, "privacy", []string{"rights"}, "[waiver-needless:waivers[1]]"},
		"the wide one is needed as well": {[]notice.Exception{{Rule: "r", At: "rights", Until: "2026-11-22"}, {Rule: "r", Until: "2026-11-22"}}, nil, "privacy", []string{"rights", "changes"}, "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			x := &check.Case{
				ID: "acme", Kind: c.kind, Brand: &brand, Privacy: &notice.Privacy{Activities: activities, Waivers: c.privacy},
				Cookies: &notice.Cookies{Waivers: c.cookies}, Shared: &notice.Shared{}, Known: &notice.Known{}, Date: "2026-11-22", Of: "working",
			}
			show := func() string {
				out := []string{}
				for _, d := range check.Run(x, always(c.at...)) {
					out = append(out, d.Rule+":"+d.Path)
				}
				return fmt.Sprint(out)
			}
			if got := show(); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
			// The version in force is waived the same, and says nothing of waivers.
			x.File = func(part string) (string, string) { return "facts.toml", part }
			for _, d := range check.Run(x, always(c.at...)) {
				if d.Rule != "r" {
					t.Errorf("%s is found in the version in force", d.Rule)
				}
			}
		})
	}
}
