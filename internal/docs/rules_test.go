package docs_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"notis"
	"notis/internal/check"
	"notis/internal/notice"
	"notis/internal/printout"
	"notis/internal/words"
)

const aboutRules = `# The rules

<!-- Written from internal/check and i18n/check by go test ./internal/docs -update.
     Change them there. -->

` + "`notis check`" + ` holds every notice against these rules. A finding is a possible one: a program sees what the data
states, not what a company does, and it is no legal advice. ` + "`notis explain RULE`" + ` tells the same in Norwegian or English.

- **error**: the law itself asks for it. **warning**: the guidance on the law asks for it. **note**: good practice. A
  finding can be milder than its rule.
- **verified**: the provision itself was read. **professional knowledge**: the rule rests on another source or on common
  professional knowledge, and was not checked against the provision itself.
- Where a finding is accepted for now, [` + "`waivers`" + `](format.md#exception) in the notice says so, with a reason and a last day.

An ellipsis stands for what the finding is about.

`

// TestRules holds docs/rules.md against the rules and their English words.
func TestRules(t *testing.T) {
	say, err := words.LoadAll(notis.Shared, []string{"i18n/cli", "i18n/check"}, string(notice.English))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	out.WriteString(aboutRules)
	rules := check.Explained()
	out.WriteString("| rule | severity | provision |\n| --- | --- | --- |\n")
	for i := range rules {
		fmt.Fprintf(&out, "| [%s](#%[1]s) | %s | %s |\n", rules[i].ID, rules[i].Severity, rules[i].Article)
	}
	for i := range rules {
		out.WriteString(ruleChapter(t, say, &rules[i]))
	}
	out.WriteString("\n# Left out\n\nThese stand on the checklist that the rules were made from, and no rule looks for them.\n\n| id | why |\n| --- | --- |\n")
	for _, l := range check.LeftOut() {
		fmt.Fprintf(&out, "| %s | %s |\n", l.ID, printout.Escape(l.Reason))
	}
	const name = "../../docs/rules.md"
	if *update {
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil || string(have) != out.String() {
		t.Errorf("docs/rules.md is not what the rules say (%v); run go test ./internal/docs -update", err)
	}
}

// ruleChapter is what the documentation says of one rule.
func ruleChapter(t *testing.T, say *words.Words, r *check.Rule) string {
	t.Helper()
	word := func(id string) string {
		text, err := say.Outline(id)
		if err != nil {
			t.Error(err)
		}
		return printout.Escape(text)
	}
	var about []string
	for _, k := range r.About() {
		about = append(about, word("kind-"+string(k)))
	}
	switch {
	case r.Released():
		about = []string{word("kind-release")}
	case r.OfSite():
		about = []string{word("kind-site")}
	}
	rows := []string{"**" + string(r.Severity) + "**"}
	if r.Article != "" {
		rows = append(rows, printout.Escape(r.Article))
	}
	status := "professional knowledge"
	if r.Verified {
		status = "verified"
	}
	return fmt.Sprintf("\n<a id=%q></a>\n\n## %s\n\n%s\n\n%s\n\n- finding: %s\n- hint: %s\n- applies to: %s\n- source: %s (%s)\n",
		r.ID, printout.Escape(r.ID), strings.Join(rows, " · "), word(r.ID+"-why"), word(r.ID), word(r.ID+"-hint"), strings.Join(about, ", "), printout.Escape(r.Source), status)
}

// TestChecklist wants everything on the checklist to be a rule, or to be left
// out for a reason.
func TestChecklist(t *testing.T) {
	data, err := os.ReadFile("../check/testdata/checklist.txt")
	if err != nil {
		t.Fatal(err)
	}
	list := strings.Fields(string(data))
	if len(list) != 112 {
		t.Errorf("the checklist has %d ids", len(list))
	}
	rules := check.Explained()
	for i := range rules[1:] {
		if rules[i].ID == rules[i+1].ID {
			t.Errorf("%s stands twice", rules[i].ID)
		}
	}
	for _, id := range list {
		rule := slices.ContainsFunc(rules, func(r check.Rule) bool { return r.ID == id })
		left := slices.ContainsFunc(check.LeftOut(), func(l check.Left) bool { return l.ID == id })
		if rule == left {
			t.Errorf("%s: a rule %t, left out %t", id, rule, left)
		}
	}
	for _, l := range check.LeftOut() {
		if !slices.Contains(list, l.ID) || l.Reason == "" {
			t.Errorf("%s is not on the checklist, or is left out without a reason", l.ID)
		}
	}
}
