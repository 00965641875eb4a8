package check_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"notis/internal/check"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/words"
)

var update = flag.Bool("update", false, "rewrite what the cases expect")

// bundles are the words of the rules in each language, read once.
var bundles = sync.OnceValues(func() (map[notice.Lang]*words.Words, error) {
	out := map[notice.Lang]*words.Words{}
	for _, l := range notice.Langs() {
		w, err := words.LoadAll(os.DirFS("../.."), []string{"i18n/check"}, string(l))
		if err != nil {
			return nil, err
		}
		notices, err := words.Load(os.DirFS("../.."), "i18n/notice", string(l))
		if err != nil {
			return nil, err
		}
		out[l] = w.With("notice", notices)
	}
	return out, nil
})

// bundle gives the words of the rules in a language.
func bundle(t testing.TB, l notice.Lang) *words.Words {
	t.Helper()
	all, err := bundles()
	if err != nil {
		t.Fatal(err)
	}
	return all[l]
}

// base is the folder of the company whose notices are in order.
func base(t testing.TB) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for _, f := range a.Files {
		out[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return out
}

// apply changes the folder as the files of a case say: a file replaces one of
// its name, "append NAME" is put at its end, and "edit NAME" holds pairs of
// texts, the old one and the new one, between lines <<<, === and >>>.
func apply(t testing.TB, fsys fstest.MapFS, files []txtar.File) {
	t.Helper()
	for _, f := range files {
		how, name, ok := strings.Cut(f.Name, " ")
		if !ok {
			how, name = "", f.Name
		}
		switch how {
		case "append":
			fsys[name] = &fstest.MapFile{Data: append(append(bytes.Clone(fsys[name].Data), '\n'), f.Data...)}
		case "edit":
			text := string(fsys[name].Data)
			for _, pair := range strings.Split(string(f.Data), "<<<\n")[1:] {
				before, rest, ok := strings.Cut(pair, "===\n")
				after, _, end := strings.Cut(rest, ">>>\n")
				before = strings.TrimSuffix(before, "\n")
				if !ok || !end || strings.Count(text, before) != 1 {
					t.Fatalf("%s holds this %d times:\n%s", name, strings.Count(text, before), before)
				}
				text = strings.Replace(text, before, strings.TrimSuffix(after, "\n"), 1)
			}
			fsys[name] = &fstest.MapFile{Data: []byte(text)}
		case "":
			fsys[name] = &fstest.MapFile{Data: f.Data}
		default:
			t.Fatalf("nobody knows how to %s", how)
		}
	}
}

// load reads a folder and gives the notice of acme as rules see it.
func load(t testing.TB, fsys fs.FS, kind notice.Kind, date notice.Date) *check.Case {
	t.Helper()
	r, err := register.Load(fsys, date)
	if err != nil {
		if list, ok := err.(diag.List); ok {
			for _, d := range list {
				t.Errorf("%s:%d:%d: %s %v", d.File, d.Line, d.Column, d.Rule, d.Args)
			}
		}
		t.Fatal(err)
	}
	d := r.Register.Brands["acme"]
	return &check.Case{ID: "acme", Kind: kind, Brand: &d.Brand, Privacy: &d.Privacy, Cookies: &d.Cookies, Shared: &r.Register.Shared, Known: &r.Register.Known, Date: date}
}

// option reads a line of a case's comment, such as "date: 2026-11-22".
func option(comment []byte, key, initial string) string {
	for line := range strings.Lines(string(comment)) {
		if v, ok := strings.CutPrefix(line, key+": "); ok {
			return strings.TrimSpace(v)
		}
	}
	return initial
}

// show words findings as a case expects them.
func show(t testing.TB, list diag.List) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, d := range list {
		fmt.Fprintf(&out, "%s: %s [%s] %s\n", filepath.Base(d.File), d.Path, d.Rule, d.Severity)
		for _, l := range notice.Langs() {
			for _, say := range []func(diag.Teller) (string, error){d.Said, d.Hint} {
				text, err := say(bundle(t, l))
				if err != nil {
					t.Error(err)
				}
				fmt.Fprintf(&out, "  %s: %s\n", l, text)
			}
		}
	}
	return out.Bytes()
}

// TestCases runs each rule on its cases: at least one that it finds something
// in, and one in which it is silent; further ones are called finds-… and
// silent-….
func TestCases(t *testing.T) {
	for _, r := range check.Rules() {
		names, err := filepath.Glob("testdata/rules/" + r.ID + ".*.txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, sort := range []string{"finds", "silent"} {
			if want := filepath.Join("testdata/rules", r.ID+"."+sort+".txtar"); !slices.Contains(names, want) {
				t.Errorf("there is no %s", want)
			}
		}
		for _, name := range names {
			sort := strings.TrimPrefix(filepath.Base(name), r.ID+".")
			t.Run(r.ID+"/"+strings.TrimSuffix(sort, ".txtar"), func(t *testing.T) { tryCase(t, r, name, strings.HasPrefix(sort, "silent")) })
		}
	}
}

// tryCase runs a rule on one case.
func tryCase(t *testing.T, r check.Rule, name string, silent bool) {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
	files := a.Files
	if i >= 0 {
		files = a.Files[:i]
	}
	fsys := base(t)
	apply(t, fsys, files)
	kind := notice.Kind(option(a.Comment, "kind", "privacy"))
	c := load(t, fsys, kind, notice.Date(option(a.Comment, "date", "2026-11-22")))
	got := show(t, check.Run(c, []check.Rule{r}))
	if (len(got) == 0) != silent {
		t.Errorf("found %q", got)
	}
	if *update {
		a.Files = append(slices.Clone(files), txtar.File{Name: "want", Data: got})
		if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if i < 0 || !bytes.Equal(a.Files[i].Data, got) {
		t.Errorf("found otherwise; look at the difference after -update:\n%s", got)
	}
}

// TestEveryCaseHasARule keeps cases of rules that are gone away.
func TestEveryCaseHasARule(t *testing.T) {
	names, err := filepath.Glob("testdata/rules/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	rules := check.Rules()
	for _, name := range names {
		if !slices.ContainsFunc(rules, func(r check.Rule) bool { return strings.HasPrefix(filepath.Base(name), r.ID+".") }) {
			t.Errorf("%s is the case of no rule", name)
		}
	}
}

// TestInOrder wants no rule to find anything in the notices that are in order.
func TestInOrder(t *testing.T) {
	for _, k := range notice.Kinds() {
		if list := check.Run(load(t, base(t), k, "2026-11-22"), check.Rules()); len(list) > 0 {
			t.Errorf("%s:\n%s", k, show(t, list))
		}
	}
}

// TestEveryRuleIsExplained wants each rule to have words, a hint and a reason
// in both languages, and to say where it comes from.
func TestEveryRuleIsExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range check.Rules() {
		if seen[r.ID] || r.ID == "" || r.Source == "" || r.Severity == "" || r.Find == nil || r.Severity == diag.Error && r.Article == "" {
			t.Errorf("the rule %q stands twice or is not whole", r.ID)
		}
		seen[r.ID] = true
		for _, l := range notice.Langs() {
			for _, part := range []string{"", "-hint", "-why"} {
				if !bundle(t, l).Has(r.ID + part) {
					t.Errorf("%s: there is no message %q", l, r.ID+part)
				}
			}
		}
	}
}
