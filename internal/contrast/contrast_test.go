package contrast_test

import (
	"cmp"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"golang.org/x/tools/txtar"

	"notis"
	"notis/internal/contrast"
	"notis/internal/diag"
	"notis/internal/words"
)

var update = flag.Bool("update", false, "rewrite what the cases expect")

// said words findings as the command does.
func said(t testing.TB, fsys fs.FS, lang string) string {
	t.Helper()
	list, err := contrast.Check(fsys)
	if err != nil {
		t.Fatal(err)
	}
	w, err := words.Load(notis.Shared, "i18n/cli", lang)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := diag.Print(&out, list, w); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestLooks wants the looks of the real brands to pass.
func TestLooks(t *testing.T) {
	if got := said(t, os.DirFS("../.."), "en"); got != "" {
		t.Error(got)
	}
	themes, err := filepath.Glob("../../themes/*/assets/tokens.css")
	if err != nil || len(themes) < 5 {
		t.Errorf("%v %v", themes, err)
	}
}

// TestCases holds what is said of each folder in testdata/cases, word for word
// in both languages; a case that expects nothing passes. Each lies over
// testdata/base.txtar.
func TestCases(t *testing.T) {
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fsys := fstest.MapFS{}
		for _, f := range base.Files {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		want := map[string]string{}
		kept := a.Files[:0]
		for _, f := range a.Files {
			if lang, ok := strings.CutPrefix(f.Name, "want."); ok {
				want[lang] = string(f.Data)
				continue
			}
			kept = append(kept, f)
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		a.Files = kept
		for _, lang := range []string{"nb", "en"} {
			got := said(t, fsys, lang)
			a.Files = append(a.Files, txtar.File{Name: "want." + lang, Data: []byte(got)})
			if got != want[lang] && !*update {
				t.Errorf("%s, %s:\n%swant:\n%s", name, lang, got, want[lang])
			}
		}
		if *update {
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestEveryPairIsHeld makes each colour of each real look that stands on the
// ground, one at a time, that of the ground: the pair has to be refused.
func TestEveryPairIsHeld(t *testing.T) {
	names, err := filepath.Glob("../../themes/*/assets/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile("../../themes/base/assets/css/contrast.toml")
	if err != nil {
		t.Fatal(err)
	}
	var table struct{ Text, Shape map[string][]string }
	if _, err := toml.Decode(string(src), &table); err != nil {
		t.Fatal(err)
	}
	var grounded []string
	for _, pairs := range []map[string][]string{table.Text, table.Shape} {
		for ink, grounds := range pairs {
			if slices.Contains(grounds, "ground") {
				grounded = append(grounded, "--"+ink)
			}
		}
	}
	count := 0
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(src), "\n") {
			token, _, ok := strings.Cut(strings.TrimSpace(line), ":")
			if !ok || !slices.Contains(grounded, token) {
				continue
			}
			lines := strings.Split(string(src), "\n")
			lines[i] = "  " + token + ": var(--ground);"
			fsys := changed(t, strings.TrimPrefix(filepath.ToSlash(name), "../../"), strings.Join(lines, "\n"))
			list, err := contrast.Check(fsys)
			if err != nil || len(list) == 0 || list[0].Line != i+1 || list[0].Column != 3 || !strings.HasSuffix(name, list[0].File) {
				t.Errorf("%s:%d: %s is not refused: %v %v", name, i+1, token, list, err)
			}
			count++
		}
	}
	if count < len(names) {
		t.Errorf("only %d colours were changed", count)
	}
}

// changed is the themes of the project with one file changed.
func changed(t testing.TB, name, content string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS("../.."), "themes", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		src, err := os.ReadFile(filepath.Join("../..", p))
		out[p] = &fstest.MapFile{Data: src}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if out[name] == nil {
		t.Fatalf("there is no %s", name)
	}
	out[name] = &fstest.MapFile{Data: []byte(content)}
	return out
}

// TestHintPasses takes each nearest colour that the cases are told of, and
// wants the look to pass with it.
func TestHintPasses(t *testing.T) {
	for _, c := range []struct{ token, value string }{{"--accent", "#8f7fd0"}, {"--accent", "#d9a400"}, {"--ink-soft", "#777"}, {"--line-strong", "#ffe08a"}} {
		sheet := fmt.Sprintf(":root { %s: %s; }\n", c.token, c.value)
		list, err := contrast.Check(changed(t, "themes/elekt/assets/tokens.css", sheet))
		if err != nil || len(list) == 0 {
			t.Fatalf("%s is accepted: %v", sheet, err)
		}
		nearest := map[string]string{}
		for _, d := range list {
			nearest[fmt.Sprint(d.Args["Scheme"])] = fmt.Sprint(d.Args["Nearest"])
		}
		mended := fmt.Sprintf(":root { %s: light-dark(%s, %s); }\n", c.token, cmp.Or(nearest["light"], c.value), cmp.Or(nearest["dark"], c.value))
		if list, err := contrast.Check(changed(t, "themes/elekt/assets/tokens.css", mended)); err != nil || len(list) > 0 {
			t.Errorf("%s\nfails: %v %v", mended, list, err)
		}
	}
}

// BenchmarkCheck measures what a build pays, with the looks of the project and
// with a thousand more.
func BenchmarkCheck(b *testing.B) {
	fsys := changed(b, "themes/elekt/assets/tokens.css", ":root { --accent: light-dark(#52a, #b9f); }\n")
	check := func(b *testing.B) {
		for b.Loop() {
			if list, err := contrast.Check(fsys); err != nil || len(list) > 0 {
				b.Fatal(list, err)
			}
		}
	}
	b.Run("five", check)
	for i := range 1000 {
		fsys[fmt.Sprintf("themes/brand-%d/assets/tokens.css", i)] = fsys["themes/motkraft/assets/tokens.css"]
	}
	b.Run("thousand", check)
}
