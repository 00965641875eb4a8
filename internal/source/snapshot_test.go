package source_test

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"notis/internal/source"
)

// TestSnapshot wants what was read to stay what it was, and to be a file system
// like any other.
func TestSnapshot(t *testing.T) {
	from := fstest.MapFS{
		"layouts/a.html": {Data: []byte("then")}, "layouts/deep/b.html": {Data: []byte("then")}, "one.toml": {Data: []byte("then")},
		"layouts/versions/v1": {Data: []byte("then")}, "content/c": {Data: []byte("then")},
	}
	m, err := source.Snapshot(from, func(folder string) bool { return folder == "layouts/versions" }, "layouts", "layouts/deep", "one.toml", "not-there")
	if err != nil {
		t.Fatal(err)
	}
	from["layouts/a.html"].Data = []byte("now")
	delete(from, "one.toml")
	for _, name := range []string{"layouts/a.html", "layouts/deep/b.html", "one.toml"} {
		if got, err := fs.ReadFile(m, name); string(got) != "then" || err != nil {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for _, name := range []string{"layouts/versions/v1", "content/c", "not-there"} {
		if _, err := fs.Stat(m, name); err == nil {
			t.Errorf("%s is there", name)
		}
	}
	if err := fstest.TestFS(m, "layouts/a.html", "layouts/deep/b.html", "one.toml"); err != nil {
		t.Error(err)
	}
}

// TestFiles wants files in memory to be a file system like any other.
func TestFiles(t *testing.T) {
	m := source.Files(map[string][]byte{"data/a.toml": []byte("a"), "data/b/c.toml": []byte("c"), "z": nil})
	if err := fstest.TestFS(m, "data/a.toml", "data/b/c.toml", "z"); err != nil {
		t.Error(err)
	}
	if entries, err := fs.ReadDir(source.Files(nil), "."); err != nil || len(entries) > 0 {
		t.Error(entries, err)
	}
}
