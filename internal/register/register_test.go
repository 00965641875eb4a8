package register_test

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"notis/internal/diag"
	"notis/internal/register"
	"notis/internal/words"
)

var update = flag.Bool("update", false, "rewrite the expected findings")

const today = "2026-11-22"

func base(t testing.TB) fstest.MapFS {
	t.Helper()
	return lay(t, fstest.MapFS{}, "testdata/base.txtar")
}

// lay puts the files of an archive over those of fsys.
func lay(t testing.TB, fsys fstest.MapFS, name string) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		if f.Name != "want" && f.Name != "want-nb" {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return fsys
}

func messages(t testing.TB, lang string) *words.Words {
	t.Helper()
	w, err := words.Load(os.DirFS("../.."), "i18n/cli", lang)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// findings loads fsys and gives what a person would read.
func findings(t testing.TB, fsys fs.FS, w *words.Words) string {
	t.Helper()
	_, err := register.Load(fsys, today)
	var list diag.List
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := diag.Print(&out, list, w); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestCases holds each kind of bad input against its exact message, place and
// hint, in both languages.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			fsys := lay(t, base(t), name)
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]string{"want": findings(t, fsys, messages(t, "en")), "want-nb": findings(t, fsys, messages(t, "nb"))}
			kept := a.Files[:0:0]
			for _, f := range a.Files {
				if want, ok := got[f.Name]; !ok {
					kept = append(kept, f)
				} else if !*update && string(f.Data) != want {
					t.Errorf("%s:\ngot\n%s\nwant\n%s", f.Name, want, f.Data)
				}
			}
			if *update {
				a.Files = append(kept, txtar.File{Name: "want", Data: []byte(got["want"])}, txtar.File{Name: "want-nb", Data: []byte(got["want-nb"])})
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if len(kept) != len(a.Files)-2 {
				t.Error("the case lacks its want and want-nb; run with -update")
			}
		})
	}
}

// elsewhere are the messages that neither bad data nor a script brings about,
// each with the test that does.
var elsewhere = map[string]string{
	"archive-busy":     "../archive/append_test.go", // nobody waits that long
	"archive-document": "../archive/append_test.go", // a fault in notis
	"archive-exists":   "../archive/append_test.go", // two releases at once
}

// TestEveryRuleHasACase wants each message that comes with a hint to be shown:
// by a case, where it is the loader's or about colours, by a report, or by a
// script of the command.
func TestEveryRuleHasACase(t *testing.T) {
	read := func(patterns ...string) string {
		t.Helper()
		var all strings.Builder
		for _, p := range patterns {
			names, err := filepath.Glob(p)
			if err != nil || len(names) == 0 {
				t.Fatalf("nothing is %s: %v", p, err)
			}
			for _, name := range names {
				data, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				all.Write(data)
			}
		}
		return all.String()
	}
	all := read("testdata/cases/*.txtar", "../contrast/testdata/cases/*.txtar", "../affected/testdata/reports.txtar", "../cli/testdata/script/*.txt")
	w := messages(t, "en")
	for _, id := range w.IDs() {
		if !w.Has(id + "-hint") {
			continue
		}
		shown := strings.Contains(all, "["+id+"]\n") || strings.Contains(all, "["+id+"\\]$")
		switch test, ok := elsewhere[id]; {
		case ok && shown:
			t.Errorf("a case or a script shows the message %q, and it is said to be shown elsewhere", id)
		case !ok && !shown:
			t.Errorf("no case and no script shows the message %q", id)
		case ok && !strings.Contains(read(test), `"`+id+`"`):
			t.Errorf("%s does not show the message %q", test, id)
		}
	}
}

// FuzzLoad wants no panic, and a place for every finding, whatever stands in a
// file.
func FuzzLoad(f *testing.F) {
	for name, file := range base(f) {
		f.Add(filepath.Base(name), string(file.Data))
	}
	cases, _ := filepath.Glob("testdata/cases/*.txtar")
	for _, name := range cases {
		for file, data := range lay(f, fstest.MapFS{}, name) {
			f.Add(filepath.Base(file), string(data.Data))
		}
	}
	w := messages(f, "en")
	f.Fuzz(func(t *testing.T, name, src string) {
		fsys := base(t)
		switch name {
		case "categories.toml":
			fsys["data/categories.toml"] = &fstest.MapFile{Data: []byte(src)}
		case "brand.toml", "privacy.toml", "cookies.toml":
			fsys["data/brands/acme/"+name] = &fstest.MapFile{Data: []byte(src)}
		default:
			return
		}
		_, err := register.Load(fsys, today)
		var list diag.List
		if err != nil && !errors.As(err, &list) {
			t.Fatal(err)
		}
		for _, d := range list {
			if d.File == "" || (d.Line > 0) != (d.Column > 0) {
				t.Errorf("a finding without a place: %+v", d)
			}
		}
		if err := diag.Print(new(strings.Builder), list, w); err != nil {
			t.Error(err)
		}
	})
}
