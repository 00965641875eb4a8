package check_test

import (
	"slices"
	"strings"
	"testing"

	"notis/internal/check"
	"notis/internal/diag"
	"notis/internal/notice"
)

// TestItemsHaveRules wants a rule of the law behind each item: one that nothing
// looks for would always be stated.
func TestItemsHaveRules(t *testing.T) {
	rules := check.Rules()
	for _, item := range check.Coverage(load(t, base(t), notice.PrivacyKind, "2026-11-22")) {
		id := "art" + strings.NewReplacer("(", "-", ")", "").Replace(item.Article) + "-"
		if !slices.ContainsFunc(rules, func(r check.Rule) bool { return strings.HasPrefix(r.ID, id) }) {
			t.Errorf("no rule looks for %s", item.Article)
		}
		if item.Status != "stated" || len(item.Findings) > 0 {
			t.Errorf("%s is %s in a notice that is in order", item.Article, item.Status)
		}
	}
}

// TestCoverageOfNothing wants a notice that says nothing to miss what every
// notice has to say, and what is asked or waived to be told as such.
func TestCoverageOfNothing(t *testing.T) {
	c := &check.Case{
		ID: "acme", Kind: notice.PrivacyKind, Brand: &notice.Brand{}, Privacy: &notice.Privacy{Activities: []notice.Activity{{ID: "sale", Parts: []notice.Part{{}}}}},
		Cookies: &notice.Cookies{}, Shared: &notice.Shared{}, Known: &notice.Known{}, Date: "2026-11-22", Of: "working",
	}
	status := func() map[string]string {
		out := map[string]string{}
		for _, item := range check.Coverage(c) {
			out[item.Article] = item.Status
			for _, d := range item.Findings {
				if d.Severity != diag.Error {
					t.Errorf("%s: %s is no error", item.Article, d.Rule)
				}
			}
		}
		return out
	}
	before := status()
	for _, item := range []string{"13(1)(a)", "13(1)(c)", "13(2)(a)", "13(2)(b)", "13(2)(d)"} {
		if before[item] != "missing" {
			t.Errorf("%s is %s", item, before[item])
		}
	}
	c.Privacy.Open = []notice.Question{{ID: "q", Rule: "art13-2-a-retention"}, {ID: "p", Rule: "art13-2-f-automated"}}
	c.Privacy.Waivers = []notice.Exception{{Rule: "art13-2-b-rights", Until: "2026-11-22"}, {Rule: "art13-2-d-complaint", Until: "2026-11-21"}}
	after := status()
	for item, want := range map[string]string{"13(2)(a)": "open", "13(2)(f)": "open", "13(2)(b)": "waived", "13(2)(d)": "missing", "13(1)(c)": "missing"} {
		if after[item] != want {
			t.Errorf("%s is %s, want %s", item, after[item], want)
		}
	}
}
