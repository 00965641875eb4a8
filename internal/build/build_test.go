package build_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"

	"notis/internal/archive"
	"notis/internal/build"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/render"
	"notis/internal/scale"
	"notis/internal/site"
	"notis/internal/words"
)

// many is a site of n brands with twelve versions each.
func many(t testing.TB, n int, only ...notice.ID) build.Input {
	t.Helper()
	dir := t.TempDir()
	if err := scale.Generate(dir, os.DirFS("../demo/testdata/site"), "demokraft", "Demokraft", n); err != nil {
		t.Fatal(err)
	}
	chains, err := archive.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	r, err := register.Load(os.DirFS(dir), "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	root := os.DirFS("../..")
	in := site.Input{Register: r.Register, Archive: chains, Date: "2026-11-22", Root: "/", Only: only, Notice: map[notice.Lang]*words.Words{}, Labels: map[notice.Lang]*words.Words{}}
	for _, l := range notice.Langs() {
		for set, to := range map[string]map[notice.Lang]*words.Words{"i18n": in.Labels, "i18n/notice": in.Notice} {
			if to[l], err = words.Load(root, set, string(l)); err != nil {
				t.Fatal(err)
			}
		}
	}
	plan, err := site.New(in)
	if err != nil {
		t.Fatal(err)
	}
	return build.Input{Plan: plan, Source: root, BaseURL: "/"}
}

// tree is the digest of all files of a site.
func tree(t testing.TB, in build.Input) (string, []string) {
	t.Helper()
	var mu sync.Mutex
	var lines []string
	err := build.Build(in, func(files []render.File) error {
		mu.Lock()
		defer mu.Unlock()
		for _, f := range files {
			lines = append(lines, fmt.Sprintf("%s %x", f.Path, sha256.Sum256(f.Content)))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(lines)
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(lines, "\n")))), lines
}

// TestSameBytes wants a site to be the same however many batches are made at a
// time, and each brand to be what it is in a site of few.
func TestSameBytes(t *testing.T) {
	in := many(t, 4)
	in.Workers = 1
	want, all := tree(t, in)
	for _, workers := range []int{2, 4} {
		in.Workers = workers
		if got, _ := tree(t, in); got != want {
			t.Errorf("with %d workers the site is another", workers)
		}
	}
	_, some := tree(t, many(t, 4, "brand-0001", "brand-0003"))
	for _, line := range some {
		if strings.HasPrefix(line, "brand-") && !slices.Contains(all, line) {
			t.Errorf("%s is another in a site of two brands", line)
		}
	}
	if len(some) < 200 || len(all) < 400 {
		t.Errorf("%d and %d files", len(some), len(all))
	}
}

// TestStops wants an error of whoever takes the files to end the build.
func TestStops(t *testing.T) {
	full := errors.New("the disk is full")
	if err := build.Build(many(t, 3), func([]render.File) error { return full }); !errors.Is(err, full) {
		t.Errorf("got %v", err)
	}
}

// TestCollector wants a build to leave the garbage collector as it was, and to
// leave alone what somebody chose.
func TestCollector(t *testing.T) {
	before, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(-1)
	defer debug.SetGCPercent(before)
	in := many(t, 1)
	for chosen, during := range map[int]int{100: 400, 50: 50} {
		debug.SetGCPercent(chosen)
		err := build.Build(in, func([]render.File) error {
			if now := debug.SetGCPercent(during); now != during {
				t.Errorf("%d became %d while building", chosen, now)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if now := debug.SetGCPercent(chosen); now != chosen {
			t.Errorf("%d became %d", chosen, now)
		}
		if now := debug.SetMemoryLimit(-1); now != limit {
			t.Errorf("the limit of %d became %d", limit, now)
		}
	}
}
