package tidy_test

import (
	"errors"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"notis/internal/tidy"
)

var update = flag.Bool("update", false, "rewrite the formatted files")

// TestCases formats each file of testdata and holds it against the one after
// it.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil || len(a.Files) == 0 || len(a.Files)%2 != 0 {
				t.Fatalf("want pairs of files, before and after: %v", err)
			}
			for i := 0; i < len(a.Files); i += 2 {
				before, after := a.Files[i], &a.Files[i+1]
				got, err := tidy.Format(before.Name, before.Data)
				if err != nil {
					t.Fatalf("%s: %v", before.Name, err)
				}
				again, err := tidy.Format(before.Name, got)
				if err != nil || string(again) != string(got) {
					t.Errorf("formatted again, %v, it becomes\n%s", err, again)
				}
				if *update {
					after.Data = got
				} else if string(got) != string(after.Data) {
					t.Errorf("got\n%s\nwant\n%s", got, after.Data)
				}
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestRefused leaves alone what cannot be formatted, and tells why.
func TestRefused(t *testing.T) {
	const name = "data/brands/acme/brand.toml"
	var syntax *tidy.Syntax
	if _, err := tidy.Format(name, []byte("name = \"Acme\"\nabout = «x»\n")); !errors.As(err, &syntax) || syntax.Line != 2 || syntax.Column != 9 {
		t.Errorf("a syntax error: %v", err)
	}
	if _, err := tidy.Format(name, []byte("name = \"Acme\"\nname = \"Acme\"\n")); !errors.As(err, &syntax) || syntax.Line != 2 {
		t.Errorf("a key that stands twice: %v", err)
	}
	deep := make([]byte, 1000)
	for i := range deep {
		deep[i] = '['
	}
	if _, err := tidy.Format(name, append([]byte("x = "), deep...)); err == nil || errors.As(err, &syntax) {
		t.Errorf("a thousand brackets: %v", err)
	}
	for _, name := range []string{"brand.toml", "data/archive.sum", "data/brands/acme/versions/privacy/v1/facts.toml", "data/brands/acme/terms.toml"} {
		if tidy.Knows(name) {
			t.Errorf("it knows %s", name)
		}
		if _, err := tidy.Format(name, nil); err == nil {
			t.Errorf("%s was formatted", name)
		}
	}
}

// TestWindows takes away what Windows editors add.
func TestWindows(t *testing.T) {
	got, err := tidy.Format("data/brands/acme/brand.toml", []byte("\ufeffname = \"Acme\"\r\nlook = '''\r\na\r\nb'''\r\n"))
	if want := "name = \"Acme\"\nlook = \"\"\"\na\nb\"\"\"\n"; err != nil || string(got) != want {
		t.Errorf("%v, got %q", err, got)
	}
}

// BenchmarkFormat formats all of the real data.
func BenchmarkFormat(b *testing.B) {
	files := folder(b, "../..")
	b.ReportAllocs()
	for b.Loop() {
		for name, f := range files {
			if _, err := tidy.Format(name, f.Data); err != nil {
				b.Fatal(err)
			}
		}
	}
}
