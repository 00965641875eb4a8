package inputs_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"notis/internal/inputs"
	"notis/internal/notice"
)

func folder() fstest.MapFS {
	out := fstest.MapFS{}
	for _, name := range []string{
		"layouts/notice.html", "layouts/_partials/head.html", "i18n/nb.toml", "i18n/notice/en.toml", "i18n/check/rights/nb.toml", "themes/base/assets/css/page.css", "themes/sun/assets/tokens.css", "themes/moon/assets/tokens.css",
		"content/om.nb.md", "data/categories.toml", "data/vendors.toml", "data/brands/one/privacy.toml", "data/brands/one/versions/privacy/v1/facts.toml", "data/brands/two/privacy.toml",
	} {
		out[name] = &fstest.MapFile{Data: []byte(name)}
	}
	out["data/brands/one/brand.toml"] = &fstest.MapFile{Data: []byte(`look = "sun"`)}
	out["data/brands/two/brand.toml"] = &fstest.MapFile{Data: []byte(`name = "Two"`)}
	return out
}

// keys gives the key of each brand, and of what they share.
func keys(t *testing.T, fsys fstest.MapFS, beside inputs.Set) map[string]string {
	t.Helper()
	r, err := inputs.Read(fsys, beside)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, id := range []notice.ID{"one", "two"} {
		s, err := r.Brand(fsys, id, nil)
		if err != nil {
			t.Fatal(err)
		}
		out[string(id)] = s.Key()
	}
	s, err := r.Rest()
	if err != nil {
		t.Fatal(err)
	}
	out["shared"] = s.Key()
	return out
}

// TestKeys changes, adds and deletes each file, and wants exactly those pages to
// have another key that are made of it.
func TestKeys(t *testing.T) {
	before := keys(t, folder(), nil)
	if again := keys(t, folder(), nil); again["one"] != before["one"] || before["one"] == before["two"] {
		t.Fatal("the same inputs have another key, or others the same")
	}
	all := "one shared two"
	for name, want := range map[string]string{
		"layouts/notice.html": all, "layouts/new.html": all, "i18n/nb.toml": all, "i18n/notice/en.toml": all, "themes/base/assets/css/page.css": all, "data/categories.toml": all,
		"i18n/check/rights/nb.toml": "", "data/vendors.toml": "", "data/brands/one/versions/privacy/v1/facts.toml": "",
		"themes/sun/assets/tokens.css": "one shared", "themes/moon/assets/tokens.css": "shared", "content/om.nb.md": "shared",
		"data/brands/one/privacy.toml": "one", "data/brands/one/release.toml": "one", "data/brands/two/brand.toml": "two",
	} {
		for what, change := range map[string]func(fstest.MapFS){
			"changed": func(f fstest.MapFS) { f[name] = &fstest.MapFile{Data: []byte("name = \"other\"")} },
			"deleted": func(f fstest.MapFS) { delete(f, name) },
		} {
			fsys := folder()
			if _, there := fsys[name]; !there && what == "deleted" {
				continue
			}
			change(fsys)
			var got []string
			for id, key := range keys(t, fsys, nil) {
				if key != before[id] {
					got = append(got, id)
				}
			}
			slices.Sort(got)
			if strings.Join(got, " ") != want {
				t.Errorf("%s %s: %v have another key, want %s", name, what, got, want)
			}
		}
	}
	if keys(t, folder(), inputs.Set{"date": "x"})["one"] == before["one"] {
		t.Error("what stands beside does not count")
	}
}

// TestChanged names what differs.
func TestChanged(t *testing.T) {
	got := inputs.Set{"a": "1", "b": "2", "c": "3"}.Changed(inputs.Set{"a": "1", "b": "3", "d": "4"})
	if want := []string{"b", "c", "d"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestLook finds the look of a brand however its line is written.
func TestLook(t *testing.T) {
	look := func(brand string) inputs.Set {
		fsys := folder()
		r, err := inputs.Read(fsys, nil)
		if err != nil {
			t.Fatal(err)
		}
		fsys["data/brands/one/brand.toml"] = &fstest.MapFile{Data: []byte(brand)}
		s, err := r.Brand(fsys, "one", nil)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for brand, want := range map[string]bool{
		"look = \"sun\"": true, "\tlook='sun' # bright": true, "\"look\" = \"sun\"": true, "'look' = 'sun'": true, "\"l\\u006fok\" = \"sun\"": true,
		"name = \"look\"": false, "about = \"\"\"\nlook = \"moon\"\n\"\"\"\nlook = \"sun\"": true, "look = \"\"\"sun\"\"\"": true, "name = \"one\"": false,
	} {
		if _, got := look(brand)["themes/sun/assets/tokens.css"]; got != want {
			t.Errorf("%q: %t", brand, got)
		}
	}
}
