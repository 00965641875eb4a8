package affected_test

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"notis"
	"notis/internal/affected"
	"notis/internal/archive"
	"notis/internal/notice"
	"notis/internal/source"
	"notis/internal/words"
)

var update = flag.Bool("update", false, "rewrite what the reports are expected to be")

const (
	today = "2026-11-22"
	brand = "data/brands/demokraft/"
	twin  = "data/brands/annenkraft/"
)

// folder is the files of a source folder.
type folder map[string][]byte

// site is the demonstration brand, and one that has the same notices under
// another name and no versions.
func site(t *testing.T) folder {
	t.Helper()
	f := folder{}
	for _, from := range []fs.FS{notis.Shared, os.DirFS("../demo/testdata/site")} {
		err := fs.WalkDir(from, ".", func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			f[p], err = fs.ReadFile(from, p)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	f.copyBrand("annenkraft", "Annenkraft")
	return f
}

// copyBrand adds a brand with the notices of the demonstration brand.
func (f folder) copyBrand(id, name string) {
	for _, file := range []string{"brand.toml", "privacy.toml", "cookies.toml"} {
		text := strings.ReplaceAll(string(f[brand+file]), "Demokraft", name)
		f["data/brands/"+id+"/"+file] = []byte(strings.ReplaceAll(text, "demokraft", id))
	}
}

// edit replaces words of a file, which has them once at least.
func (f folder) edit(t *testing.T, name, old, now string) {
	t.Helper()
	if !strings.Contains(string(f[name]), old) {
		t.Fatalf("%s does not hold %q", name, old)
	}
	f[name] = []byte(strings.Replace(string(f[name]), old, now, 1))
}

// take takes a folder away, and its lines from data/archive.sum.
func (f folder) take(dir string) {
	for name := range f {
		if strings.HasPrefix(name, dir) {
			delete(f, name)
		}
	}
	var left strings.Builder
	for line := range strings.Lines(string(f[archive.Sum])) {
		if !strings.Contains("data/"+line[66:], dir) {
			left.WriteString(line)
		}
	}
	if f[archive.Sum] = []byte(left.String()); left.Len() == 0 {
		delete(f, archive.Sum)
	}
}

// open reads a side. The archive of the new one is verified.
func (f folder) open(t *testing.T, now bool) (*affected.Side, error) {
	t.Helper()
	fsys := source.Files(f)
	var a *archive.Archive
	var err error
	if now {
		if a, err = archive.Read(fsys); err != nil {
			t.Fatal(err)
		}
	}
	return affected.Open(fsys, a, today)
}

func say(t *testing.T, lang string) *words.Words {
	t.Helper()
	w, err := words.LoadAll(notis.Shared, []string{"i18n/cli", "i18n/check"}, lang)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// compare compares two folders.
func compare(t *testing.T, old, now folder, lang string, program ...string) *affected.Report {
	t.Helper()
	a, err := old.open(t, false)
	if err != nil {
		t.Fatal(err)
	}
	b, err := now.open(t, true)
	if err != nil {
		t.Fatal(err)
	}
	r, err := affected.Compare(affected.Input{Since: "main", Old: a, New: b, Program: program, Date: today, Words: say(t, lang)})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// cases are edits, each of one kind of input or of what it leads to. Old is what
// the older side had otherwise; nil where it is the site as it stands.
var cases = []struct {
	name     string
	old, now func(*testing.T, folder)
	program  []string
}{
	{name: "nothing", now: func(*testing.T, folder) {}},
	{name: "fact", now: func(t *testing.T, f folder) { f.edit(t, brand+"privacy.toml", `period = "P3Y"`, `period = "P1Y"`) }},
	{name: "comment", now: func(t *testing.T, f folder) {
		f.edit(t, brand+"privacy.toml", "# Demokraft's privacy notice.", "# The privacy notice.")
		f.edit(t, "i18n/notice/en.toml", "# What the notices say", "# All that the notices say")
	}},
	{name: "line-ends", now: func(_ *testing.T, f folder) {
		f[brand+"privacy.toml"] = []byte(strings.ReplaceAll(string(f[brand+"privacy.toml"]), "\n", "\r\n"))
	}},
	{name: "order", now: func(t *testing.T, f folder) {
		f.edit(t, brand+"privacy.toml", `  { id = "children" },`+"\n", "")
		f.edit(t, brand+"privacy.toml", `  { id = "licences" },`, `  { id = "licences" }, { id = "children" },`)
	}},
	{name: "anchor", now: func(t *testing.T, f folder) {
		f.edit(t, brand+"privacy.toml", `{ id = "principles",`, `{ id = "values",`)
		f.edit(t, brand+"privacy.toml", `was = ["how-we-think"]`, `was = ["how-we-think", "principles"]`)
	}},
	{name: "brand", now: func(t *testing.T, f folder) {
		f.edit(t, brand+"brand.toml", `name = "Demokraft AS"`, `name = "Demokraft ASA"`)
	}},
	{name: "front", now: func(t *testing.T, f folder) {
		f.edit(t, brand+"brand.toml", "Made-up electricity company", "Invented electricity company")
	}},
	{name: "shared", now: func(t *testing.T, f folder) { f.edit(t, "data/categories.toml", "telephone number", "phone number") }},
	{name: "clause", now: func(t *testing.T, f folder) {
		f.edit(t, "i18n/notice/en.toml", "[section-rights]\nother = 'Your rights'", "[section-rights]\nother = 'The rights you have'")
		f.edit(t, "i18n/notice/nb.toml", "[section-rights]\nother = 'Rettighetene dine'", "[section-rights]\nother = 'Rettighetene du har'")
	}},
	{name: "clauses", now: func(t *testing.T, f folder) {
		f.edit(t, "i18n/notice/en.toml", "[right-access]\nother = '", "[right-access]\nother = 'Full ")
		f.edit(t, "i18n/notice/en.toml", "[right-erasure]\nother = '", "[right-erasure]\nother = 'Full ")
	}},
	{name: "title", now: func(t *testing.T, f folder) {
		f.edit(t, "i18n/notice/en.toml", "'Privacy notice for", "'The privacy notice for")
	}},
	{name: "unused-clause", now: func(t *testing.T, f folder) {
		f.edit(t, "i18n/notice/en.toml", "Wording that the brands share", "Words that the brands share")
	}},
	{name: "lost-clause", now: func(t *testing.T, f folder) {
		f.edit(t, "i18n/notice/en.toml", "[section-rights]\nother = 'Your rights'\n", "")
	}},
	{name: "label", now: func(t *testing.T, f folder) {
		f.edit(t, "i18n/en.toml", "[front-lead]\nother = '", "[front-lead]\nother = 'Welcome. ")
	}},
	{name: "layout", now: func(t *testing.T, f folder) { f.edit(t, "layouts/history.html", "<h1", "<h1 dir=\"ltr\"") }},
	{name: "layout-comment", now: func(_ *testing.T, f folder) {
		f["layouts/history.html"] = append([]byte("{{- /* The history. */ -}}\n"), f["layouts/history.html"]...)
	}},
	{name: "look", now: func(t *testing.T, f folder) {
		f.edit(t, "themes/base/assets/css/tokens.css", "--ink: light-dark(#111", "--ink: light-dark(#222")
	}},
	{name: "content", now: func(_ *testing.T, f folder) { f["content/om.en.md"] = append(f["content/om.en.md"], "\nMore.\n"...) }},
	{name: "site", now: func(t *testing.T, f folder) { f.edit(t, "data/site.toml", "2027-06-30", "2027-05-31") }},
	{name: "known", now: func(_ *testing.T, f folder) {
		f["data/vendors.toml"] = []byte("# Nobody yet.\n")
	}},
	{name: "messages", now: func(t *testing.T, f folder) { f.edit(t, "i18n/cli/en.toml", "unknown key", "no such key") }},
	{name: "release-file", now: func(_ *testing.T, f folder) {
		f[brand+"release.toml"] = []byte("[privacy]\nversion = 9\nsummary = { nb = \"Ny.\", en = \"New.\" }\n")
	}},
	{name: "program", now: func(*testing.T, folder) {}, program: []string{"internal/page/body.go"}},
	{name: "brand-added", now: func(_ *testing.T, f folder) { f.copyBrand("tredjekraft", "Tredjekraft") }},
	{name: "brand-removed", now: func(_ *testing.T, f folder) { f.take(twin) }},
	{name: "brand-lost", now: func(_ *testing.T, f folder) { f.take(brand) }},
	{name: "version-added", old: func(t *testing.T, f folder) { shorten(t, f, "cookies", "v4", "v3") }, now: func(*testing.T, folder) {}},
	{name: "version-shown", old: func(t *testing.T, f folder) {
		shorten(t, f, "cookies", "v4", "v3")
		shorten(t, f, "cookies", "v3", "v2")
	}, now: func(t *testing.T, f folder) { shorten(t, f, "cookies", "v4", "v3") }},
	{name: "broken-now", now: func(t *testing.T, f folder) { f.edit(t, brand+"privacy.toml", `period = "P3Y"`, `period = "3 years"`) }},
	{name: "broken-then", old: func(t *testing.T, f folder) { f.edit(t, brand+"privacy.toml", `period = "P3Y"`, `period = "3 years"`) }, now: func(t *testing.T, f folder) {
		f.edit(t, twin+"privacy.toml", `period = "P3Y"`, `period = "P1Y"`)
	}},
	{name: "broken-shared", old: func(t *testing.T, f folder) { f.edit(t, "data/categories.toml", "[[data]]", "[[dat]]") }, now: func(t *testing.T, f folder) {}},
	{name: "first", old: func(_ *testing.T, f folder) { clear(f) }, now: func(*testing.T, folder) {}},
}

// shorten takes the newest entry of a chain away.
func shorten(t *testing.T, f folder, kind, newest, before string) {
	t.Helper()
	dir := brand + "versions/" + kind + "/"
	for name := range f {
		if strings.HasPrefix(name, dir+newest+"/") {
			delete(f, name)
		}
	}
	list := dir + before + "/SHA256SUMS"
	line := fmt.Sprintf("%s  %s\n", digest(f[list]), strings.TrimPrefix(list, "data/"))
	lines := strings.SplitAfter(string(f[archive.Sum]), "\n")
	i := slices.IndexFunc(lines, func(s string) bool { return strings.Contains(s, path.Join("versions", kind, newest)+"/") })
	if i < 0 {
		t.Fatalf("%s is not the newest", newest)
	}
	lines[i] = line
	f[archive.Sum] = []byte(strings.Join(lines, ""))
}

// TestReports holds what is said of each edit against testdata/reports.txtar.
func TestReports(t *testing.T) {
	const name = "testdata/reports.txtar"
	want := map[string]string{}
	if a, err := txtar.ParseFile(name); err == nil {
		for _, f := range a.Files {
			want[f.Name] = string(f.Data)
		}
	} else if !*update {
		t.Fatal(err)
	}
	got := &txtar.Archive{Comment: []byte("What notis affected says of an edit of each kind; affected_test.go makes them.\n\n")}
	for _, c := range cases {
		old, now := site(t), site(t)
		if c.old != nil {
			c.old(t, old)
		}
		c.now(t, now)
		r := compare(t, old, now, "en", c.program...)
		var out strings.Builder
		if err := r.Write(&out, "text", say(t, "en")); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		text := strings.TrimRight(out.String(), "\n") + "\n\n"
		got.Files = append(got.Files, txtar.File{Name: c.name, Data: []byte(text)})
		if text != want[c.name] && !*update {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, text, want[c.name])
		}
		delete(want, c.name)
		for _, f := range []string{"md", "json"} {
			for _, lang := range notice.Langs() {
				if err := r.Write(&strings.Builder{}, f, say(t, string(lang))); err != nil {
					t.Errorf("%s: %v", c.name, err)
				}
			}
		}
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for name := range want {
		t.Errorf("there is no case %s any more", name)
	}
}
