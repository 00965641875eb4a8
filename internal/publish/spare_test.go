package publish_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"notis/internal/publish"
)

func sum(content string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(content))) }

// putSite publishes a site from several goroutines. Files for which keep says
// so are kept without their content, where that is possible.
func putSite(out string, site map[string]string, keep func(string) bool) (publish.Report, error) {
	p, err := publish.Begin(out)
	if err != nil {
		return publish.Report{}, err
	}
	names := slices.Sorted(maps.Keys(site))
	errs := make([]error, 3)
	var wait sync.WaitGroup
	for i := range errs {
		wait.Go(func() {
			for at := i; at < len(names); at += len(errs) {
				name := names[at]
				if keep(name) && p.Keeper()(name, sum(site[name])) {
					continue
				}
				errs[i] = errors.Join(errs[i], p.Add(name, []byte(site[name])))
			}
		})
	}
	wait.Wait()
	if err := errors.Join(errs...); err != nil {
		return publish.Report{}, errors.Join(err, p.Abort())
	}
	return p.Commit()
}

func never(string) bool { return false }

// some keeps about half of all files without their content.
func some(name string) bool { return len(name)%2 == 0 }

// readSite reads a folder, and wants its manifest to name what it holds.
func readSite(dir string) (map[string]string, error) {
	site, list := map[string]string{}, ""
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		if name == publish.Manifest {
			list = string(data)
		} else {
			site[name] = string(data)
		}
		return err
	})
	var want strings.Builder
	for _, name := range slices.Sorted(maps.Keys(site)) {
		want.WriteString(sum(site[name]) + "  " + name + "\n")
	}
	if err == nil && list != want.String() {
		err = fmt.Errorf("the manifest is\n%s\nand the folder\n%s", list, want.String())
	}
	return site, err
}

func wantSite(t *testing.T, dir string, want map[string]string) {
	t.Helper()
	if got, err := readSite(dir); err != nil || !maps.Equal(got, want) {
		t.Fatalf("got %v, %v; want %v", got, err, want)
	}
}

// made makes up a site: now and then a file where another one has a folder.
func made(r *rand.Rand) map[string]string {
	site := map[string]string{}
	for range r.IntN(40) {
		parts := []string{}
		for range 1 + r.IntN(3) {
			parts = append(parts, string(rune('a'+r.IntN(4))))
		}
		name := strings.Join(parts, "/")
		clash := func(other string) bool {
			return strings.HasPrefix(other, name+"/") || strings.HasPrefix(name, other+"/")
		}
		if !slices.ContainsFunc(slices.Collect(maps.Keys(site)), clash) {
			site[name] = fmt.Sprint(r.IntN(3))
		}
	}
	return site
}

// TestAnySite publishes made-up sites one after the other, and tampers with the
// spare in between. What comes out has to be the site, and the spare the one
// before.
func TestAnySite(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	out := filepath.Join(t.TempDir(), "public")
	spare := filepath.Join(filepath.Dir(out), ".public.spare/site")
	before := map[string]string{}
	for i := range 300 {
		site := made(r)
		if r.IntN(4) == 0 {
			site = maps.Clone(before)
			site["new"] = fmt.Sprint(i)
		}
		if r.IntN(3) == 0 {
			tamper(t, r, spare)
		}
		if len(site) == 0 {
			continue
		}
		if _, err := putSite(out, site, some); err != nil {
			t.Fatal(err)
		}
		wantSite(t, out, site)
		if len(before) > 0 && !maps.Equal(site, before) {
			wantSite(t, spare, before)
		}
		before = site
	}
	left(t, out)
}

// tamper changes one thing in a folder.
func tamper(t *testing.T, r *rand.Rand, dir string) {
	t.Helper()
	var names []string
	_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil {
			names = append(names, filepath.Join(dir, name))
		}
		return nil
	})
	if len(names) == 0 {
		return
	}
	name := names[r.IntN(len(names))]
	info, err := os.Lstat(name)
	if err != nil {
		t.Fatal(err)
	}
	switch n := r.IntN(4); {
	case n == 0:
		err = os.RemoveAll(name)
	case n == 1 && name != dir:
		err = errors.Join(os.RemoveAll(name), os.Symlink(os.TempDir(), name))
	case info.IsDir():
		err = os.WriteFile(filepath.Join(name, "foreign"), nil, 0o644)
	case n == 2:
		err = errors.Join(os.Remove(name), os.WriteFile(name, []byte("other"), 0o644))
	default:
		err = errors.Join(os.Remove(name), os.Mkdir(name, 0o755))
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestSpareOutside wants a manifest that was tampered with to lead nowhere.
func TestSpareOutside(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	for _, word := range []string{"a", "b"} {
		if _, err := putSite(out, map[string]string{"x": word}, never); err != nil {
			t.Fatal(err)
		}
	}
	other := filepath.Join(filepath.Dir(out), "thesis.txt")
	if err := os.WriteFile(other, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(filepath.Dir(out), ".public.spare/site", publish.Manifest)
	if err := os.WriteFile(list, []byte(sum("a")+"  x\n"+sum("")+"  ../../thesis.txt\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := putSite(out, map[string]string{"y": "c"}, never); err != nil {
		t.Fatal(err)
	}
	wantSite(t, out, map[string]string{"y": "c"})
	if _, err := os.Stat(other); err != nil {
		t.Error(err)
	}
}

// TestOtherNames wants a file that somebody has linked to elsewhere never to be
// written over.
func TestOtherNames(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	backup := filepath.Join(filepath.Dir(out), "backup")
	for i, word := range []string{"a", "b", "c", "d"} {
		if _, err := putSite(out, map[string]string{"x": word, "y": "same"}, never); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			if err := os.Link(filepath.Join(out, "x"), backup); err != nil {
				t.Fatal(err)
			}
		}
	}
	if data, err := os.ReadFile(backup); err != nil || string(data) != "a" {
		t.Errorf("got %q, %v", data, err)
	}
}

// TestSpareOnly wants a site that was deleted to be made anew.
func TestSpareOnly(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	for _, word := range []string{"a", "b"} {
		if _, err := putSite(out, map[string]string{"x/y": word, "gone": "z"}, never); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.RemoveAll(out); err != nil {
		t.Fatal(err)
	}
	site := map[string]string{"x/y": "a"}
	if r, err := putSite(out, site, func(string) bool { return true }); err != nil || r.Kept != 0 {
		t.Fatalf("got %+v, %v", r, err)
	}
	wantSite(t, out, site)
	left(t, out)
}

// TestKeep wants files to be kept without their content as long as they are
// what the manifest says, and only then.
func TestKeep(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	site := map[string]string{"a": "one", "b": "two", "c": "three"}
	if _, err := putSite(out, site, never); err != nil {
		t.Fatal(err)
	}
	always := func(string) bool { return true }
	if r, err := putSite(out, site, always); err != nil || r != (publish.Report{Files: 3, Kept: 3, Bytes: 11}) {
		t.Errorf("got %+v, %v", r, err)
	}
	name := filepath.Join(out, "b")
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	// A file cut short keeps its time where a machine has lost its power.
	if err := errors.Join(os.WriteFile(name, nil, 0o644), os.Chtimes(name, time.Time{}, info.ModTime())); err != nil {
		t.Fatal(err)
	}
	p, err := publish.Begin(out)
	if err != nil {
		t.Fatal(err)
	}
	if p.Keeper()("b", sum("two")) || p.Keeper()("a", sum("two")) || p.Keeper()("d", sum("one")) || p.Keeper()("../a", sum("one")) || !p.Keeper()("a", sum("one")) || !p.Keeper()("a", sum("one")) {
		t.Error("a file is kept that must not be, or not kept that must be")
	}
	if err := p.Add("a", []byte("one")); err != nil {
		t.Errorf("a file is added as it is: %v", err)
	}
	if err := p.Add("a", []byte("two")); err == nil || !strings.Contains(err.Error(), "two files have the address a") {
		t.Errorf("got %v", err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	if r, err := putSite(out, site, always); err != nil || r.Kept != 2 {
		t.Errorf("got %+v, %v", r, err)
	}
	wantSite(t, out, site)
	// Sizes that are gone are noted again; until then nothing can be kept so.
	if err := os.RemoveAll(filepath.Join(filepath.Dir(out), ".public.spare")); err != nil {
		t.Fatal(err)
	}
	if p, err = publish.Begin(out); err != nil || p.Keeper()("a", sum("one")) {
		t.Errorf("a file of unknown size is kept, or %v", err)
	}
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	for _, kept := range []func(string) bool{never, always} {
		if r, err := putSite(out, site, kept); err != nil || r.Kept != 3 {
			t.Errorf("got %+v, %v", r, err)
		}
	}
	left(t, out)
}

// TestForeignLater wants a file that somebody has put deep into a site to be
// found, however old the folder says it is.
func TestForeignLater(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	site := map[string]string{"a/b/c": "one"}
	if _, err := putSite(out, site, never); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(out, "a/b")
	long := time.Now().Add(-time.Hour)
	if err := errors.Join(os.WriteFile(filepath.Join(dir, "mine"), nil, 0o644), os.Chtimes(dir, long, long)); err != nil {
		t.Fatal(err)
	}
	if _, err := putSite(out, site, never); err == nil || !strings.Contains(err.Error(), "holds a/b/mine, which is not part of a site") {
		t.Errorf("got %v", err)
	}
}
