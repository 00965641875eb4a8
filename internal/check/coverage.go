package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// Item is one thing that GDPR articles 13 and 14 want a notice to say, and
// whether it does.
type Item struct {
	// Article is where it stands, such as 13(1)(a).
	Article string
	// Status is stated, missing, open (only the company can answer, and is
	// asked) or waived (somebody accepts that it is not stated).
	Status string
	// Findings tell what is missing, and Doubts what guidance has against how
	// it is stated.
	Findings, Doubts diag.List
}

// items lists the items with what the ids of their rules begin with. Article
// 14 asks the same as 13 where nothing else is said.
func items() []struct{ article, rules string } {
	return []struct{ article, rules string }{
		{"13(1)(a)", "art13-1-a-"}, {"13(1)(b)", "art13-1-b-"}, {"13(1)(c)", "art13-1-c-"}, {"13(1)(d)", "art13-1-d-"},
		{"13(1)(e)", "art13-1-e-"}, {"13(1)(f)", "art13-1-f-"}, {"13(2)(a)", "art13-2-a-"}, {"13(2)(b)", "art13-2-b-"},
		{"13(2)(c)", "art13-2-c-"}, {"13(2)(d)", "art13-2-d-"}, {"13(2)(e)", "art13-2-e-"}, {"13(2)(f)", "art13-2-f-"},
		{"14(1)(d)", "art14-1-d-"}, {"14(2)(f)", "art14-2-f-"},
	}
}

// Coverage tells, item by item, what a privacy notice states.
func Coverage(c *Case) []Item {
	rules := Rules()
	bare := *c
	privacy := *c.Privacy
	privacy.Waivers = nil
	bare.Privacy, bare.Kind = &privacy, notice.PrivacyKind
	all, left := Run(&bare, rules), Run(c, rules)
	var out []Item
	for _, x := range items() {
		of := func(list diag.List, s diag.Severity) diag.List {
			return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool {
				return !strings.HasPrefix(d.Rule, x.rules) || d.Severity != s
			})
		}
		item := Item{Article: x.article, Status: "stated", Findings: of(left, diag.Error), Doubts: of(left, diag.Warning)}
		asked := slices.ContainsFunc(c.Privacy.Open, func(q notice.Question) bool { return strings.HasPrefix(q.Rule, x.rules) })
		switch {
		case len(item.Findings) > 0 && asked:
			item.Status = "open"
		case len(item.Findings) > 0:
			item.Status = "missing"
		case asked:
			item.Status = "open"
		case len(of(all, diag.Error)) > 0:
			item.Status = "waived"
		}
		out = append(out, item)
	}
	return out
}
