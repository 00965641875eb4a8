package affected_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"notis/internal/cli"
)

// built builds a folder, and gives the files of its site but for the list of
// their digests.
func (f folder) built(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range f {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var said strings.Builder
	if code := cli.Run(context.Background(), cli.Env{Args: []string{"build", "--no-cache", "--date", today}, Stdout: &said, Stderr: &said, Dir: dir, Now: time.Now}); code != cli.OK {
		t.Fatal(said.String())
	}
	out := map[string]string{}
	public := os.DirFS(filepath.Join(dir, "public"))
	err := fs.WalkDir(public, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || p == "notis.sha256" {
			return err
		}
		data, err := fs.ReadFile(public, p)
		out[p] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestBuilt builds both sides of some edits as notis build does, and wants
// exactly as many pages and files to differ as the report says.
func TestBuilt(t *testing.T) {
	for _, c := range cases {
		if !slices.Contains([]string{"fact", "brand", "title", "label", "layout", "look", "content", "brand-added", "brand-removed", "version-shown"}, c.name) {
			continue
		}
		old, now := site(t), site(t)
		if c.old != nil {
			c.old(t, old)
		}
		c.now(t, now)
		r := compare(t, old, now, "en")
		said := r.Shared
		for _, b := range r.Brands {
			said.Changed += b.Pages.Changed
			said.Added += b.Pages.Added
			said.Removed += b.Pages.Removed
			said.Files += b.Pages.Files
		}
		changed, added, removed, files := 0, 0, 0, 0
		was, is := old.built(t), now.built(t)
		for name := range is {
			content, both := was[name]
			switch {
			case both && content == is[name]:
			case !strings.HasSuffix(name, ".html"):
				files++
			case both:
				changed++
			default:
				added++
			}
		}
		for name := range was {
			if _, both := is[name]; both {
				continue
			}
			if strings.HasSuffix(name, ".html") {
				removed++
			} else {
				files++
			}
		}
		if said.Changed != changed || said.Added != added || said.Removed != removed || said.Files != files {
			t.Errorf("%s: %d pages differ, %d are new, %d gone, %d other files differ; the report says %+v", c.name, changed, added, removed, files, said)
		}
	}
}
