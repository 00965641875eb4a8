package tidy_test

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"notis"
	"notis/internal/diag"
	"notis/internal/fields"
	"notis/internal/form"
	"notis/internal/notice"
	"notis/internal/prose"
	"notis/internal/register"
	"notis/internal/tidy"
)

const today = "2026-11-22"

// reading is what the loader makes of a folder: the register with each text as
// the blocks it is read as, and what is wrong, without lines and columns.
type reading struct {
	Register *notice.Register
	Texts    []any
	Wrong    []diag.Diagnostic
}

func readingOf(t testing.TB, fsys fs.FS) reading {
	t.Helper()
	r, err := register.Load(fsys, today)
	var list diag.List
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	out := reading{Register: r.Register}
	for _, d := range list {
		d.Line, d.Column = 0, 0
		d.Args = maps.Clone(d.Args)
		delete(d.Args, "Line")
		out.Wrong = append(out.Wrong, d)
	}
	// By path and rule, because the order of places is another one.
	slices.SortStableFunc(out.Wrong, func(a, b diag.Diagnostic) int {
		return strings.Compare(a.File+" "+a.Path+" "+a.Rule, b.File+" "+b.Path+" "+b.Rule)
	})
	p := prose.New()
	var visit func(v reflect.Value)
	visit = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			visit(v.Elem())
		case reflect.Map:
			for _, id := range r.Register.IDs() {
				visit(v.MapIndex(reflect.ValueOf(id)))
			}
		case reflect.Slice:
			for i := range v.Len() {
				visit(v.Index(i))
			}
		case reflect.Struct:
			if text, ok := v.Interface().(notice.Text); ok {
				var blocks [2]any
				for i, s := range []string{text.NB, text.EN} {
					b, bad := p.Parse(s)
					if len(bad) > 0 {
						blocks[i] = s // as it is
						continue
					}
					blocks[i] = b
				}
				out.Texts = append(out.Texts, blocks)
				v.SetZero()
				return
			}
			for i := range v.NumField() {
				visit(v.Field(i))
			}
		}
	}
	visit(reflect.ValueOf(r.Register))
	return out
}

// formatted formats the files of a folder, and wants a fixed point. What the
// loader cannot read stays.
func formatted(t testing.TB, fsys fstest.MapFS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	for name, f := range fsys {
		out[name] = f
		if !tidy.Knows(name) {
			continue
		}
		data, err := tidy.Format(name, f.Data)
		if err != nil {
			var syntax *tidy.Syntax // the loader lets some keys stand twice
			if readable(t, name, f.Data) && !errors.As(err, &syntax) {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		again, err := tidy.Format(name, data)
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s is not at rest: %v\nfirst\n%s\nthen\n%s", name, err, data, again)
		}
		out[name] = &fstest.MapFile{Data: data}
	}
	return out
}

// readable tells whether the loader can read a file, whatever it makes of it.
func readable(t testing.TB, name string, data []byte) bool {
	for _, d := range readingOf(t, fstest.MapFS{name: &fstest.MapFile{Data: data}}).Wrong {
		if d.File == name && (d.Rule == "syntax" || d.Rule == "unreadable") {
			return false
		}
	}
	return true
}

// keeps wants a folder to be read the same before and after.
func keeps(t *testing.T, fsys fstest.MapFS) {
	t.Helper()
	before, after := readingOf(t, fsys), readingOf(t, formatted(t, fsys))
	if !reflect.DeepEqual(before.Register, after.Register) {
		t.Error("the facts are others")
	}
	if !reflect.DeepEqual(before.Texts, after.Texts) {
		t.Error("the texts are read otherwise")
	}
	if !reflect.DeepEqual(before.Wrong, after.Wrong) {
		t.Errorf("what is wrong is something else: before\n%v\nafter\n%v", before.Wrong, after.Wrong)
	}
}

func folder(t testing.TB, dir string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := filepath.WalkDir(filepath.Join(dir, "data"), func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "versions" {
			return fs.SkipDir
		}
		rel, err := filepath.Rel(dir, p)
		if name := filepath.ToSlash(rel); err == nil && tidy.Knows(name) {
			data, err := os.ReadFile(p)
			out[name] = &fstest.MapFile{Data: data}
			return err
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// lay puts the files of an archive over those of a folder.
func lay(t testing.TB, fsys fstest.MapFS, name string) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	out := maps.Clone(fsys)
	for _, f := range a.Files {
		if strings.HasPrefix(f.Name, "data/") {
			out[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return out
}

func TestRealData(t *testing.T) { keeps(t, folder(t, "../..")) }

func TestDemo(t *testing.T) {
	site := folder(t, "../demo/testdata/site")
	keeps(t, site)
	steps, err := filepath.Glob("../demo/testdata/steps/*.txtar")
	if err != nil || len(steps) == 0 {
		t.Fatalf("no steps: %v", err)
	}
	for _, name := range steps {
		keeps(t, lay(t, site, name))
	}
}

func TestBadData(t *testing.T) {
	base := lay(t, fstest.MapFS{}, "../register/testdata/base.txtar")
	cases, err := filepath.Glob("../register/testdata/cases/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range cases {
		t.Run(filepath.Base(name), func(t *testing.T) { keeps(t, lay(t, base, name)) })
	}
}

// TestForms wants the forms of a new brand as they are: whoever formats a form
// that is half filled in finds each field where it was.
func TestForms(t *testing.T) {
	comments, err := fields.Read(notis.Model, "internal/notice")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range form.New(comments) {
		got, err := tidy.Format("data/brands/acme/"+f.Name, []byte(f.Text))
		if err != nil {
			t.Errorf("%s: %v", f.Name, err)
		} else if string(got) != f.Text {
			t.Errorf("%s becomes\n%s", f.Name, got)
		}
	}
}

// TestScattered puts comments, empty lines and fields that are commented out
// anywhere into the real data and the forms, and wants nothing lost.
func TestScattered(t *testing.T) {
	comments, err := fields.Read(notis.Model, "internal/notice")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range form.New(comments) {
		files["data/brands/acme/"+f.Name] = f.Text
	}
	for name, f := range folder(t, "../..") {
		if len(f.Data) < 1<<14 {
			files[name] = string(f.Data)
		}
	}
	scraps := []string{"", "", "# a note", "# ---- a banner ----", "#title = { nb = \"\", en = \"\" }", "#id = \"\"", "#[source]", "#[[source.dated]]", "#[[activities.links]]", "#"}
	random := rand.New(rand.NewPCG(1, 2))
	tried := 0
	for _, name := range slices.Sorted(maps.Keys(files)) {
		for range 20 {
			lines := strings.Split(files[name], "\n")
			for range 1 + random.IntN(12) {
				at := random.IntN(len(lines))
				if random.IntN(3) == 0 && lines[at] == "" {
					lines = slices.Delete(lines, at, at+1)
				} else {
					lines = slices.Insert(lines, at, scraps[random.IntN(len(scraps))])
				}
			}
			fsys := fstest.MapFS{name: &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}}
			if readable(t, name, fsys[name].Data) {
				tried++
				keeps(t, fsys)
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d files were tried", tried)
	}
}
