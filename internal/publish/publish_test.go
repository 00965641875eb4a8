package publish_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

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

// put publishes files.
func put(out string, files []render.File) error {
	p, err := publish.Begin(out)
	if err != nil {
		return err
	}
	for _, f := range files {
		if err := p.Add(f.Path, f.Content); err != nil {
			return errors.Join(err, p.Abort())
		}
	}
	_, err = p.Commit()
	return err
}

// TestWholeAtEveryMoment reads the site while it is replaced again and again:
// a folder that has been opened holds one site, all of it.
func TestWholeAtEveryMoment(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if err := put(out, files("old")); err != nil {
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
		if err := put(out, files(fmt.Sprint("new ", i))); err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	wait.Wait()
	data, err := os.ReadFile(filepath.Join(out, "page-7/index.html"))
	if err != nil || string(data) != "new 49" {
		t.Errorf("got %q, %v", data, err)
	}
	left(t, out)
}

// left wants nothing beside a site but its spare, and in that nothing of a
// build that has ended.
func left(t *testing.T, out string, others ...string) {
	t.Helper()
	spare := "." + filepath.Base(out) + ".spare"
	for dir, want := range map[string][]string{filepath.Dir(out): append(others, filepath.Base(out), spare), filepath.Join(filepath.Dir(out), spare): {".gitignore", "site", "sizes", "differs"}} {
		entries, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Error(err)
		}
		for _, e := range entries {
			if !slices.Contains(want, e.Name()) {
				t.Errorf("something is left beside the site: %s in %s", e.Name(), dir)
			}
		}
	}
}

// TestLink wants a link to be followed, not replaced.
func TestLink(t *testing.T) {
	dir := t.TempDir()
	real, link := filepath.Join(dir, "www"), filepath.Join(dir, "public")
	if err := put(real, files("old")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(real, link); err != nil {
		t.Fatal(err)
	}
	if err := put(link, files("new")); err != nil {
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
	if err := put(dir, files("x")); err == nil || !strings.Contains(err.Error(), "not part of a site built by notis") {
		t.Errorf("got %v", err)
	}
	// A list of checksums does not make a folder ours, nor does a site to which
	// somebody has added a file.
	for _, list := range []string{"SHA256SUMS", publish.Manifest} {
		if err := os.WriteFile(filepath.Join(dir, list), []byte("e3b0  other.txt\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := put(dir, files("x")); err == nil || !strings.Contains(err.Error(), "not part of a site built by notis") {
			t.Errorf("got %v", err)
		}
		if err := os.Remove(filepath.Join(dir, list)); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(dir, "thesis.txt")
	if err := put(file, files("x")); err == nil {
		t.Error("a file was replaced by a folder")
	}
	out := filepath.Join(dir, "public")
	if err := put(out, files("old")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"../escape.html", "/etc/passwd", "a/../../b", publish.Manifest, ""} {
		if err := put(out, []render.File{{Path: path}}); err == nil || !strings.Contains(err.Error(), "no place for one") {
			t.Errorf("%q: got %v", path, err)
		}
	}
	data, err := os.ReadFile(filepath.Join(out, "page-0/index.html"))
	if err != nil || string(data) != "old" {
		t.Errorf("the old site is gone: %q, %v", data, err)
	}
	left(t, out, "thesis.txt")
}

// TestKept wants files that have not changed to be the old ones, with their
// times, and a site that has not changed at all to stay.
func TestKept(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if err := put(out, files("old")); err != nil {
		t.Fatal(err)
	}
	at := func(i int) os.FileInfo {
		info, err := os.Stat(filepath.Join(out, fmt.Sprintf("page-%d/index.html", i)))
		if err != nil {
			t.Fatal(err)
		}
		return info
	}
	folder, err := os.Stat(out)
	if err != nil {
		t.Fatal(err)
	}
	one, seven := at(1), at(7)
	if err := put(out, files("old")); err != nil {
		t.Fatal(err)
	}
	if again, err := os.Stat(out); err != nil || !os.SameFile(folder, again) {
		t.Errorf("a site that did not change was replaced: %v", err)
	}
	next := files("old")
	next[7].Content = []byte("new")
	if err := put(out, next[:39]); err != nil {
		t.Fatal(err)
	}
	if !os.SameFile(one, at(1)) || !one.ModTime().Equal(at(1).ModTime()) || os.SameFile(seven, at(7)) {
		t.Error("what did not change is written anew, or what did is kept")
	}
	if _, err := os.Stat(filepath.Join(out, "page-39")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what is gone stays: %v", err)
	}
	// What somebody wrote into the site is not what the manifest says.
	name := filepath.Join(out, "page-3/index.html")
	if err := os.WriteFile(name, []byte("bad"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(name, time.Now(), time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	if err := put(out, next[:39]); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(name); err != nil || string(data) != "old" {
		t.Errorf("a file that was changed in the site stays: %q, %v", data, err)
	}
}

// TestBusy wants a second build of one site to be told who has the first.
func TestBusy(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	p, err := publish.Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := publish.Begin(out); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("is being built by process %d since 20", os.Getpid())) {
		t.Errorf("got %v", err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	if err := put(out, files("x")); err != nil {
		t.Error(err)
	}
}

// TestTwice wants two files with one address to be an error.
func TestTwice(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if err := put(out, append(files("x"), files("y")[3])); err == nil || !strings.Contains(err.Error(), "two files have the address page-3/index.html") {
		t.Errorf("got %v", err)
	}
	if entries, err := os.ReadDir(filepath.Dir(out)); err != nil || len(entries) != 0 {
		t.Errorf("something is left: %v %v", entries, err)
	}
}

// TestRecovered wants what a killed build left behind to be taken away, and a
// site that was moved aside to come back.
func TestRecovered(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	if err := put(out, files("old")); err != nil {
		t.Fatal(err)
	}
	spare := filepath.Join(filepath.Dir(out), ".public.spare")
	if err := os.MkdirAll(filepath.Join(spare, "next/page"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(spare, "list"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(out, filepath.Join(spare, "old")); err != nil {
		t.Fatal(err)
	}
	p, err := publish.Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(filepath.Join(out, "page-0/index.html")); err != nil || string(data) != "old" {
		t.Errorf("the old site is gone: %q, %v", data, err)
	}
	left(t, out)
}
