package register_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/register"
)

// wrong lists the files that something is wrong with.
func wrong(t *testing.T, err error) string {
	t.Helper()
	var list diag.List
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	var out []string
	for _, d := range list {
		out = append(out, strings.TrimPrefix(d.File, "data/"))
	}
	return strings.Join(slices.Compact(out), " ")
}

// TestOnly wants what is wrong with the folder of one brand to be no business of
// others, and what is wrong with all of the folder to be everybody's.
func TestOnly(t *testing.T) {
	fsys := base(t)
	for name, f := range base(t) {
		fsys[strings.Replace(name, "acme", "bcme", 1)] = f
	}
	for _, name := range []string{"data/brands/acme/notes.txt", "data/brands/bcme/more/notes.txt"} {
		fsys[name] = &fstest.MapFile{}
	}
	open := func() *register.Folder {
		t.Helper()
		f, err := register.Open(fsys, today)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	load := func(f *register.Folder, brands ...notice.ID) string {
		_, err := f.Load(fsys, brands...)
		return wrong(t, err)
	}
	f := open()
	for what, got := range map[string]string{
		"brands/acme/notes.txt brands/bcme/more": load(f, "acme"),
		"brands/acme/notes.txt":                  load(f.Only("acme"), "acme"),
		"brands/bcme/more":                       load(f.Only("bcme"), "bcme"),
		"":                                       load(f.Only("")),
	} {
		if got != what {
			t.Errorf("got %q, want %q", got, what)
		}
	}
	fsys["data/brands/notes.txt"] = &fstest.MapFile{}
	if got := load(open().Only("acme"), "acme"); got != "brands/acme/notes.txt brands/notes.txt" {
		t.Errorf("got %q", got)
	}
}

// TestBrand wants a brand to be known by one file, whatever is wrong with others.
func TestBrand(t *testing.T) {
	fsys := base(t)
	fsys["data/brands/acme/privacy.toml"] = &fstest.MapFile{Data: []byte("]")}
	f, err := register.Open(fsys, today)
	if err != nil {
		t.Fatal(err)
	}
	d, err := f.Brand(fsys, "acme")
	if err != nil || d.ID != "acme" || d.Brand.Name != "Acme" || len(d.Brand.Contacts) != 1 {
		t.Errorf("%+v, %v", d, err)
	}
	src := string(fsys["data/brands/acme/brand.toml"].Data)
	fsys["data/brands/acme/brand.toml"] = &fstest.MapFile{Data: []byte("official = true\n" + src)}
	if _, err := f.Brand(fsys, "acme"); wrong(t, err) != "brands/acme/brand.toml" {
		t.Errorf("got %v", err)
	}
	delete(fsys, "data/brands/acme/brand.toml")
	if _, err := f.Brand(fsys, "acme"); wrong(t, err) != "brands/acme/brand.toml" {
		t.Errorf("got %v", err)
	}
}
