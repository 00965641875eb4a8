package build_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	"notis/internal/build"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/scale"
	"notis/internal/site"
	"notis/internal/source"
)

// generated is a folder with n brands of twelve versions each.
func generated(t testing.TB, n int) string {
	t.Helper()
	dir := t.TempDir()
	if err := scale.Generate(dir, os.DirFS("../demo/testdata/site"), "demokraft", "Demokraft", n); err != nil {
		t.Fatal(err)
	}
	return dir
}

// input is what the site of a folder is built from: its data, and whatever it
// has beside the project's own.
func input(t testing.TB, dir string, on notice.Date, only ...notice.ID) build.Input {
	t.Helper()
	files := source.Over(os.DirFS(dir), os.DirFS("../.."))
	src, err := source.Snapshot(files, nil, "layouts", "i18n", "themes", "content", "data/categories.toml")
	if err != nil {
		t.Fatal(err)
	}
	plan, data, err := scale.Plan(files, os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	in := plan.Input
	if on != "" {
		in.Date = on
	}
	if len(only) > 0 {
		in.Brands, in.Single = only, len(only) == 1
	}
	return build.Input{Plan: site.New(in), Data: data, Files: os.DirFS(dir), Source: src, BaseURL: "/"}
}

// sink takes a site in memory: each file by its digest.
type sink struct {
	mu    sync.Mutex
	files map[string]string
	// before is a site that is there already.
	before map[string]string
	failed error
}

func (s *sink) Put(path, sum string, content []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sum != fmt.Sprintf("%x", sha256.Sum256(content)) {
		return fmt.Errorf("%s has another digest", path)
	}
	if is, twice := s.files[path]; twice && is != sum {
		return fmt.Errorf("%s is there twice", path)
	}
	s.files[path] = sum
	return s.failed
}

func (s *sink) Keeper() func(path, sum string) bool { return s.keep }

func (s *sink) Expect() {}

func (s *sink) keep(path, sum string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.before[path] != sum {
		return false
	}
	s.files[path] = sum
	return true
}

// built builds a site in memory.
func built(t testing.TB, in build.Input) (map[string]string, build.Report) {
	t.Helper()
	s := &sink{files: map[string]string{}}
	r, err := build.Build(in, s)
	if err != nil {
		var list diag.List
		errors.As(err, &list)
		t.Fatalf("%v %+v", err, []diag.Diagnostic(list))
	}
	if r.Files != len(s.files) {
		t.Errorf("%d files are reported, %d were made", r.Files, len(s.files))
	}
	return s.files, r
}

// tree is the digest of all files of a site.
func tree(files map[string]string) string {
	var lines []string
	for path, sum := range files {
		lines = append(lines, sum+"  "+path)
	}
	slices.Sort(lines)
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(lines, "\n"))))
}

// TestSameBytes builds a site in ten ways: with one worker and several, without
// a cache, with an empty one, a full one and one that lost half of what it held,
// and in parts. It wants the same bytes of all of them, and each brand to be what
// it is in a site of few.
func TestSameBytes(t *testing.T) {
	dir, store := generated(t, 3), t.TempDir()
	all, _ := built(t, input(t, dir, ""))
	want := tree(all)
	if len(all) < 300 {
		t.Fatalf("there are %d files", len(all))
	}
	for _, how := range []struct {
		name         string
		workers      int
		cache, parts bool
		before       func()
		reused       int
	}{
		{name: "one worker", workers: 1},
		{name: "two workers", workers: 2},
		{name: "four workers", workers: 4},
		{name: "an empty cache", workers: 2, cache: true},
		{name: "a full cache, one worker", workers: 1, cache: true, reused: 3},
		{name: "a full cache, two workers", workers: 2, cache: true, reused: 3},
		{name: "half a cache", workers: 2, cache: true, before: func() { lose(t, store, 1) }, reused: 2},
		{name: "parts", workers: 2, parts: true},
		{name: "parts, one worker", workers: 1, parts: true},
		{name: "parts from a cache", workers: 2, parts: true, cache: true, reused: 3},
	} {
		if how.before != nil {
			how.before()
		}
		got, reused := map[string]string{}, 0
		parts := 1
		if how.parts {
			parts = 3
		}
		for part := 1; part <= parts; part++ {
			in := input(t, dir, "")
			in.Workers = how.workers
			if how.parts {
				in.Part, in.Parts = part, parts
			}
			if how.cache {
				in.Reuse = reuse(t, in, store)
			}
			files, r := built(t, in)
			reused += r.Reused
			for path, sum := range files {
				if got[path] != "" {
					t.Errorf("%s: %s is in two parts", how.name, path)
				}
				got[path] = sum
			}
		}
		if tree(got) != want {
			t.Errorf("%s: the site is another", how.name)
		}
		if reused != how.reused {
			t.Errorf("%s: %d brands were reused, not %d", how.name, reused, how.reused)
		}
	}
	some, _ := built(t, input(t, dir, "", "brand-0000", "brand-0002"))
	for path, sum := range some {
		if strings.HasPrefix(path, "brand-") && all[path] != sum {
			t.Errorf("%s is another in a site of two brands", path)
		}
	}
	if len(some) < 200 {
		t.Errorf("two brands have %d files", len(some))
	}
}

// lose takes packs out of a cache.
func lose(t *testing.T, store string, n int) {
	t.Helper()
	for _, name := range packs(t, store)[:n] {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
}

// packs lists what a cache holds.
func packs(t *testing.T, store string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join(store, "??", "*"))
	if err != nil || len(list) == 0 {
		t.Fatalf("the cache holds nothing: %v", err)
	}
	return list
}

// TestOne wants a brand that is made by itself to be what it is in the site, and
// so the pages of no brand.
func TestOne(t *testing.T) {
	dir := generated(t, 2)
	in := input(t, dir, "")
	all, _ := built(t, in)
	got := &sink{files: map[string]string{}}
	var cards []site.Card
	for _, id := range in.Plan.Brands {
		card, err := build.One(in, id, nil, got)
		if err != nil {
			t.Fatal(err)
		}
		cards = append(cards, card)
	}
	if _, err := build.One(in, "", cards, got); err != nil {
		t.Fatal(err)
	}
	if tree(got.files) != tree(all) {
		t.Error("the site is another")
	}
	if _, err := build.One(in, "brand-9", nil, got); err == nil || !strings.Contains(err.Error(), "there is no brand") {
		t.Errorf("a brand that is not there: %v", err)
	}
}

// TestStops wants an error of whoever takes the files to end the build.
func TestStops(t *testing.T) {
	full := errors.New("the disk is full")
	if _, err := build.Build(input(t, generated(t, 3), ""), &sink{files: map[string]string{}, failed: full}); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

// TestMistakes wants the mistakes of all brands, and of what they share, in one
// list.
func TestMistakes(t *testing.T) {
	dir := generated(t, 7)
	for _, name := range []string{"brands/brand-0001/brand.toml", "brands/brand-0006/privacy.toml", "categories.toml"} {
		add(t, filepath.Join(dir, "data", name), "\nnonsense = 1\n")
	}
	_, err := build.Build(input(t, dir, ""), &sink{files: map[string]string{}})
	var list diag.List
	if !errors.As(err, &list) {
		t.Fatalf("got %v", err)
	}
	var got []string
	for _, d := range list {
		got = append(got, d.File)
	}
	if want := []string{"data/brands/brand-0001/brand.toml", "data/brands/brand-0006/privacy.toml", "data/categories.toml"}; !slices.Equal(got, want) {
		t.Errorf("mistakes in %v, want %v", got, want)
	}
}

// add adds to the end of a file.
func add(t testing.TB, name, text string) {
	t.Helper()
	src, err := os.ReadFile(name)
	if err := errors.Join(err, os.WriteFile(name, append(src, text...), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// TestCollector wants a build to leave the garbage collector as it was, and to
// leave alone what somebody chose.
func TestCollector(t *testing.T) {
	before, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	defer debug.SetGCPercent(before)
	in := input(t, generated(t, 1), "")
	for chosen, during := range map[int]int{100: 400, 50: 50} {
		debug.SetGCPercent(chosen)
		in.Progress = func(build.Report) {
			if now := debug.SetGCPercent(during); now != during {
				t.Errorf("%d became %d while building", chosen, now)
			}
		}
		built(t, in)
		if now := debug.SetGCPercent(chosen); now != chosen {
			t.Errorf("%d became %d", chosen, now)
		}
		if now := debug.SetMemoryLimit(-1); now != limit {
			t.Errorf("the limit of %d became %d", limit, now)
		}
	}
}

// TestHalt wants a build whose files cannot be put anywhere to end at once, and
// not to make the brands that are left.
func TestHalt(t *testing.T) {
	in := input(t, generated(t, 12), "")
	in.Workers = 1
	s := &sink{files: map[string]string{}, failed: errors.New("the disk is full")}
	if _, err := build.Build(in, s); !errors.Is(err, s.failed) {
		t.Errorf("got %v", err)
	}
	if len(s.files) != 1 {
		t.Errorf("%d files were made after the first one failed", len(s.files)-1)
	}
}
