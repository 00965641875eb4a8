package source_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"notis/internal/source"
)

func TestOver(t *testing.T) {
	own := fstest.MapFS{
		"data/brands/acme/brand.toml": {Data: []byte("own")},
		"i18n/nb.toml":                {Data: []byte("own")},
		"secret.txt":                  {Data: []byte("own")},
	}
	shared := fstest.MapFS{
		"i18n/nb.toml":           {Data: []byte("shared")},
		"i18n/en.toml":           {Data: []byte("shared")},
		"layouts/baseof.html":    {Data: []byte("shared")},
		"layouts/_notice/a.html": {Data: []byte("shared")},
	}
	fsys := source.Over(own, shared)
	for name, want := range map[string]string{"i18n/nb.toml": "own", "i18n/en.toml": "shared", "layouts/baseof.html": "shared", "data/brands/acme/brand.toml": "own"} {
		if got, err := fs.ReadFile(fsys, name); string(got) != want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", name, got, err, want)
		}
	}
	if _, err := fs.ReadFile(fsys, "secret.txt"); err == nil {
		t.Error("a file that is nobody's business was read")
	}
	if err := fstest.TestFS(source.Over(fstest.MapFS{"data/a": own["i18n/nb.toml"], "i18n/nb.toml": own["i18n/nb.toml"]}, fstest.MapFS{"layouts/x": own["i18n/nb.toml"]}), "data/a", "i18n/nb.toml", "layouts/x"); err != nil {
		t.Error(err)
	}
}

func TestFind(t *testing.T) {
	dir := t.TempDir()
	below := filepath.Join(dir, "a", "b")
	for _, d := range []string{filepath.Join(dir, "data", "brands"), below} {
		if err := os.MkdirAll(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := source.Find("", below); got != dir || err != nil {
		t.Errorf("got %q, %v; want %q", got, err, dir)
	}
	if got, err := source.Find(dir, "/"); got != dir || err != nil {
		t.Errorf("got %q, %v; want %q", got, err, dir)
	}
	if _, err := source.Find(below, dir); err == nil {
		t.Error("a folder without data was taken")
	}
}
