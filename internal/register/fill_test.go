package register

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/BurntSushi/toml"
	"golang.org/x/tools/txtar"

	"notis/internal/notice"
)

// into gives what the file of a name is read into; nil where it is no data file.
func into(name string) any {
	if path.Base(path.Dir(name)) == "data" && path.Base(name) == "site.toml" {
		return new(notice.Website)
	}
	if path.Base(path.Dir(name)) == "data" && path.Base(name) != "categories.toml" {
		return new(notice.Known)
	}
	switch path.Base(name) {
	case "categories.toml":
		return new(notice.Shared)
	case "brand.toml":
		return new(notice.Brand)
	case "privacy.toml":
		return new(notice.Privacy)
	case "cookies.toml":
		return new(notice.Cookies)
	case "release.toml":
		return new(notice.Releases)
	case "facts.toml":
		return new(notice.Facts)
	}
	return nil
}

// bothWays fills a struct in the fast way and in the one that tells what is
// wrong, and wants them to agree: on the values, or that something is wrong.
func bothWays(t *testing.T, name string, src []byte) (right bool) {
	t.Helper()
	fast, slow := into(name), into(name)
	raw := map[string]any{}
	if _, err := toml.Decode(string(src), &raw); err != nil || len(raw) == 0 {
		return false
	}
	f := &file{name: name, src: src, places: PlacesOf(src), forms: forms{}, raw: raw}
	right = f.forms.fill(reflect.ValueOf(fast).Elem(), raw)
	f.tell(slow)
	if right != (len(f.diags) == 0) {
		t.Errorf("%s: filled %t, and wrong is %v", name, right, f.diags)
	}
	if right && !reflect.DeepEqual(fast, slow) {
		t.Errorf("%s: got %+v, want %+v", name, fast, slow)
	}
	return right
}

// TestFill fills the real data, a brand with many versions, and the cases.
func TestFill(t *testing.T) {
	right, wrong := 0, 0
	count := func(name string, src []byte) {
		switch {
		case into(name) == nil:
		case bothWays(t, name, src):
			right++
		default:
			wrong++
		}
	}
	for _, dir := range []string{"../../data", "../demo/testdata/site"} {
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || path.Ext(name) != ".toml" {
				return err
			}
			name = path.Join(dir, name)
			src, err := os.ReadFile(name)
			count(name, src)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if wrong > 0 {
		t.Errorf("%d files are right, and %d are not", right, wrong)
	}
	cases, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		a, err := txtar.ParseFile(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			count(f.Name, f.Data)
		}
	}
	if right < 20 || wrong < 5 {
		t.Errorf("%d files are right, and %d are not: too few of one kind", right, wrong)
	}
}

// FuzzFill does the same with anything.
func FuzzFill(f *testing.F) {
	a, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, x := range a.Files {
		f.Add(x.Name, x.Data)
	}
	f.Fuzz(func(t *testing.T, name string, src []byte) {
		if into(name) != nil && tame(src) == nil {
			bothWays(t, name, src)
		}
	})
}
