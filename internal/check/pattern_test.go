package check

import (
	"regexp"
	"strings"
	"testing"

	"notis/internal/notice"
)

// TestPattern holds patterns against the expressions they are made of.
func TestPattern(t *testing.T) {
	texts := []string{
		"", "x", "Privacy Shield", "PRIVACY-SHIELD", "vi er strømleverandør for deg", "STRØMLEVERANDØR", "utenfor EU", "ingenting", "kun i Norge",
		"Elhub lagrer i 3 år", "fra Elhub", strings.Repeat("lang tekst om ingenting ", 50) + "privacy shield", "ÆØÅ", "\xff\xfe\xfd", "kreditt", "Kredittvurdering",
	}
	for _, expr := range []string{
		`(?i)privacy[ -]shield`, `(?i)(^|[^\p{L}])(strømleverandør|kraftleverandør)([^\p{L}]|$)`, `(?i:(utenfor|outside) (the )?)EU\b`, `(?i)(fra|via) elhub`, `\d+`, `a*`, `(?i)ab`,
		`(?i)(^|[^\p{L}])kreditt(vurdering)?`, `(abc){2,}`, `(privacy)?`, `[a-z]+hub`, `(?i)ÆØÅ`,
	} {
		p, re := compiled(expr), regexp.MustCompile(expr)
		for _, s := range texts {
			if p.MatchString(s) != re.MatchString(s) || p.FindString(s) != re.FindString(s) || len(p.FindAllString(s, -1)) != len(re.FindAllString(s, -1)) ||
				len(p.FindStringSubmatch(s)) != len(re.FindStringSubmatch(s)) || len(p.FindAllStringIndex(s, -1)) != len(re.FindAllStringIndex(s, -1)) ||
				len(p.FindStringIndex(s)) != len(re.FindStringIndex(s)) || len(p.FindAllStringSubmatch(s, -1)) != len(re.FindAllStringSubmatch(s, -1)) ||
				len(p.FindAllStringSubmatchIndex(s, -1)) != len(re.FindAllStringSubmatchIndex(s, -1)) {
				t.Errorf("%s finds otherwise in %q", expr, s)
			}
		}
	}
	if p := compiled(`(?i)privacy[ -]shield`); p.may("nothing of the sort") || !p.may("the PRIVACY SHIELD") {
		t.Errorf("%v", p.needs)
	}
}

// TestTextMay wants the quick look at a text to miss nothing in either
// language.
func TestTextMay(t *testing.T) {
	p := notice.Privacy{Changes: notice.Changes{Text: notice.Text{NB: "Vi bruker privacy shield.", EN: "We rely on Standard Clauses."}}}
	for x := range (&Case{Kind: notice.PrivacyKind, Privacy: &p}).Texts() {
		for nb, en := range map[string]string{`(?i)PRIVACY[ -]shield`: `nothing`, `ingenting`: `(?i)standard\s+(clauses|rules)`, `\d`: `nothing`} {
			if !x.may(compiled(nb), compiled(en)) {
				t.Errorf("%s may not hold %s or %s", x.Text, nb, en)
			}
		}
		if x.may(compiled(`ingenting`), compiled(`privacy`)) {
			t.Errorf("%s may hold what it does not", x.Text)
		}
	}
	if x := (Text{Text: notice.Text{NB: "x", EN: "y"}}); !x.may(compiled(`ingenting`), compiled(`nothing`)) {
		t.Error("a text whose letters nobody read holds nothing")
	}
}

// FuzzPattern looks for a text in which a pattern finds otherwise.
func FuzzPattern(f *testing.F) {
	exprs := []string{`(?i)privacy[ -]shield`, `(?i)(strøm|kraft)leverandør|kjøp(er|te)`, `(?i)(ikke|ingen|aldri) (delt|solgt)`}
	f.Add("Strømleverandøren er ikke solgt")
	f.Fuzz(func(t *testing.T, s string) {
		for _, expr := range exprs {
			if compiled(expr).MatchString(s) != regexp.MustCompile(expr).MatchString(s) {
				t.Errorf("%s finds otherwise in %q", expr, s)
			}
		}
	})
}
