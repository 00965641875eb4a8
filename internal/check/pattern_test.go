package check

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"notis/internal/notice"
)

func expressions() []string {
	return []string{
		`(?i)privacy[ -]shield`, `(?i)(^|[^\p{L}])(strømleverandør|kraftleverandør)([^\p{L}]|$)`, `(?i:(utenfor|outside) (the )?)EU\b`, `(?i)(fra|via) elhub`, `\d+`, `a*`, `(?i)ab`,
		`(?i)(^|[^\p{L}])kreditt(vurdering)?`, `(abc){2,}`, `(privacy)?`, `[a-z]+hub`, `(?i)ÆØÅ`, `(?is)(improv|increas)(e|ing) (our |the )*services?`, `(?i)(ikke|ingen|aldri) (delt|solgt)`,
	}
}

// TestPattern holds patterns against the expressions they are made of.
func TestPattern(t *testing.T) {
	texts := []string{
		"", "x", "Privacy Shield", "PRIVACY-SHIELD", "vi er strømleverandør for deg", "STRØMLEVERANDØR", "utenfor EU", "ingenting", "kun i Norge", "abcabc", "privacy",
		"Elhub lagrer i 3 år", "fra Elhub", strings.Repeat("lang tekst om ingenting ", 50) + "privacy shield", "ÆØÅ", "\xff\xfe\xfd", "kreditt", "Kredittvurdering", "Improving our services", "aldri solgt",
	}
	for _, expr := range expressions() {
		for _, s := range texts {
			alike(t, expr, s)
		}
	}
	p := compiled(`(?is)(improv|increas)(e|ing) (our |the )*services?`)
	if p.may("we improve") || p.may("our services") || !p.may("IMPROVE all SERVICE") {
		t.Errorf("%v", p.made().needs)
	}
}

// TestExpressions compiles every expression of the rules: they are compiled
// when they are first looked for, and a mistake must not wait until then.
func TestExpressions(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for _, name := range names {
		tree, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if f, ok := call.Fun.(*ast.Ident); !ok || f.Name != "compiled" && f.Name != "informingSays" || strings.HasSuffix(name, "_test.go") {
				return true
			}
			for _, arg := range call.Args {
				if expr, ok := literal(arg); ok {
					count++
					if _, err := regexp.Compile(expr); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				}
			}
			return true
		})
	}
	if count < 300 {
		t.Errorf("only %d expressions are found", count)
	}
}

// literal gives the value of a string, or of several put together.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, ok := literal(e.X)
		b, also := literal(e.Y)
		return a + b, ok && also
	}
	return "", false
}

// alike wants a pattern to find in a text what its expression finds.
func alike(t *testing.T, expr, s string) {
	t.Helper()
	p, re := compiled(expr), regexp.MustCompile(expr)
	for what, pair := range map[string][2]any{
		"match":   {p.MatchString(s), re.MatchString(s)},
		"first":   {p.FindString(s), re.FindString(s)},
		"groups":  {p.FindStringSubmatch(s), re.FindStringSubmatch(s)},
		"all":     {p.FindAllString(s, -1), re.FindAllString(s, -1)},
		"places":  {p.FindAllStringIndex(s, -1), re.FindAllStringIndex(s, -1)},
		"several": {p.FindAllStringSubmatch(s, -1), re.FindAllStringSubmatch(s, -1)},
		"replace": {p.ReplaceAllString(s, "-"), re.ReplaceAllString(s, "-")},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s: %s in %q is %v, want %v", what, expr, s, pair[0], pair[1])
		}
	}
}

// TestSaying wants every text that a pattern matches, in either language.
func TestSaying(t *testing.T) {
	p := notice.Privacy{Changes: notice.Changes{Text: notice.Text{NB: "Vi bruker privacy shield.", EN: "We rely on Standard Clauses."}}}
	c := &Case{Kind: notice.PrivacyKind, Privacy: &p}
	for expr, want := range map[string]int{`(?i)PRIVACY[ -]shield`: 1, `(?i)standard\s+(clauses|rules)`: 1, `\d`: 1, `ingenting`: 0, `privacy (law|act)`: 0} {
		n := 0
		for range c.Saying(compiled(`nothing of the sort`), compiled(expr)) {
			n++
		}
		if n != want {
			t.Errorf("%s is given %d texts, want %d", expr, n, want)
		}
	}
}

// FuzzPattern looks for a text in which a pattern finds otherwise.
func FuzzPattern(f *testing.F) {
	f.Add("Strømleverandøren er ikke solgt")
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsAny(s, "\u212a\u017f") {
			return // nobody writes the Kelvin sign or the long s
		}
		for _, expr := range expressions() {
			alike(t, expr, s)
		}
	})
}

// FuzzVisible wants links to be shown as the expression for them finds them.
func FuzzVisible(f *testing.F) {
	for _, s := range []string{"a [b](c) d", "[[a](b)", "[a](b", "](", "[a]](b)", "[a](b)[c](d)", "x](y)", "[a\nb](c)", "[](x)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := wordingVisible(s), wordingLink.made().Regexp.ReplaceAllString(s, "$1"); got != want {
			t.Errorf("%q is %q, want %q", s, got, want)
		}
	})
}
