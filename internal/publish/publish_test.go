package publish_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"notis/internal/publish"
	"notis/internal/render"
)

func files(word string) []render.File {
	var out []render.File
	for i := range 40 {
		out = append(out, render.File{Path: fmt.Sprintf("page-%d/index.html", i), Content: []byte(word)})
	}
	return out
}

// TestWholeAtEveryMoment reads the site while it is replaced again and again:
// a folder that has been opened holds one site, all of it.
func TestWholeAtEveryMoment(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if err := publish.Publish(out, files("old")); err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			root, err := os.OpenRoot(out)
			if err != nil {
				t.Errorf("the site is missing: %v", err)
				continue
			}
			if data, err := root.ReadFile(publish.Manifest); err == nil && strings.Count(string(data), "\n") != 40 {
				t.Errorf("the manifest is not whole: %q", data)
			}
			if err := root.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	for i := range 50 {
		if err := publish.Publish(out, files(fmt.Sprint("new ", i))); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	wait.Wait()
	data, err := os.ReadFile(filepath.Join(out, "page-7/index.html"))
	if err != nil || string(data) != "new 49" {
		t.Errorf("got %q, %v", data, err)
	}
	entries, err := os.ReadDir(filepath.Dir(out))
	if err != nil || len(entries) != 1 {
		t.Errorf("something is left beside the site: %v %v", entries, err)
	}
}

// TestLink wants a link to be followed, not replaced.
func TestLink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "www"), filepath.Join(dir, "public")
	if err := publish.Publish(real, files("old")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	if err := publish.Publish(link, files("new")); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(real, "page-0/index.html"))
	if info, err2 := os.Lstat(link); err != nil || err2 != nil || string(data) != "new" || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("got %q, %v, %v", data, err, err2)
	}
	if info, err := os.Stat(real); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("the folder cannot be read by others: %v, %v", info.Mode(), err)
	}
}

// TestLeftAlone holds what is not replaced: folders of others, and the old
// site when the new one is no good.
func TestLeftAlone(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := publish.Publish(dir, files("x")); err == nil || !strings.Contains(err.Error(), "not part of a site built by notis") {
		t.Errorf("got %v", err)
	}
	// A list of checksums does not make a folder ours, nor does a site to which
	// somebody has added a file.
	for _, list := range []string{"SHA256SUMS", publish.Manifest} {
		if err := os.WriteFile(filepath.Join(dir, list), []byte("e3b0  other.txt\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := publish.Publish(dir, files("x")); err == nil || !strings.Contains(err.Error(), "not part of a site built by notis") {
			t.Errorf("got %v", err)
		}
		if err := os.Remove(filepath.Join(dir, list)); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "thesis.txt")
	if err := publish.Publish(file, files("x")); err == nil {
		t.Error("a file was replaced by a folder")
	}
	out := filepath.Join(dir, "public")
	if err := publish.Publish(out, files("old")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"../escape.html", "/etc/passwd", "a/../../b", publish.Manifest, ""} {
		if err := publish.Publish(out, []render.File{{Path: path}}); err == nil || !strings.Contains(err.Error(), "no place for one") {
			t.Errorf("%q: got %v", path, err)
		}
	}
	data, err := os.ReadFile(filepath.Join(out, "page-0/index.html"))
	if err != nil || string(data) != "old" {
		t.Errorf("the old site is gone: %q, %v", data, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Errorf("something is left beside the site: %v %v", entries, err)
	}
}
