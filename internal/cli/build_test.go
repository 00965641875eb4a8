package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"notis/internal/cli"
	"notis/internal/publish"
)

// register makes a folder with the data of a made-up company, under as many
// names as there are.
func register(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	if err := lay(dir, "../register/testdata/base.txtar", true); err != nil {
		t.Fatal(err)
	}
	brands := filepath.Join(dir, "data/brands")
	for _, name := range names {
		if err := os.CopyFS(filepath.Join(brands, name), os.DirFS(filepath.Join(brands, "acme"))); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// build runs the command in this process. It gives what it said.
func build(env cli.Env, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	env.Args, env.Stdout, env.Stderr = append([]string{"build"}, args...), &out, &errs
	if env.Now == nil {
		env.Now = noon
	}
	code = cli.Run(context.Background(), env)
	return code, out.String(), errs.String()
}

// wantBuilt wants a build to succeed, to say nothing on stderr, and to say
// something else on stdout.
func wantBuilt(t *testing.T, want string, env cli.Env, args ...string) {
	t.Helper()
	if code, out, errs := build(env, args...); code != cli.OK || errs != "" || !strings.Contains(out, want) {
		t.Errorf("%v: ended with %d, said %q and %q; want %q", args, code, out, errs, want)
	}
}

// TestNetlifyCache wants the cache to lie where Netlify keeps folders from one
// build to the next, unless somebody names another place.
func TestNetlifyCache(t *testing.T) {
	dir := register(t)
	for _, host := range []string{filepath.Join(t.TempDir(), "host"), "host"} {
		at := host
		if !filepath.IsAbs(at) {
			at = filepath.Join(dir, at)
		}
		env := cli.Env{Dir: dir, Getenv: func(name string) string { return map[string]string{"NETLIFY_CACHE_DIR": host}[name] }}
		wantBuilt(t, " 0 of 1 brands from the cache", env)
		wantBuilt(t, " 1 of 1 brands from the cache", env)
		if _, err := os.Stat(filepath.Join(at, "notis/CACHEDIR.TAG")); err != nil {
			t.Error(err)
		}
		wantBuilt(t, " 0 of 1 brands from the cache", env, "--cache", filepath.Join(at, "named"))
		var out, errs bytes.Buffer
		env.Args, env.Stdout, env.Stderr = []string{"cache", "clean"}, &out, &errs
		if code := cli.Run(context.Background(), env); code != cli.OK || !strings.HasSuffix(out.String(), filepath.Join(host, "notis")+"\n") {
			t.Errorf("clean ended with %d: %s%s", code, out.String(), errs.String())
		}
		wantBuilt(t, " 0 of 1 brands from the cache", env)
	}
	if _, err := os.Stat(filepath.Join(dir, ".cache")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("there is a cache in the source folder: %v", err)
	}
}

// TestProgress wants a terminal to be told how far a build is, in one line that
// is written over, often enough and not more, and is gone at the end; and that
// nothing is written where nobody sits.
func TestProgress(t *testing.T) {
	dir := register(t, "beta", "gamma")
	// Each look at the clock takes the same time.
	ticking := func(step time.Duration) func() time.Time {
		var mu sync.Mutex
		now := noon()
		return func() time.Time {
			mu.Lock()
			defer mu.Unlock()
			now = now.Add(step)
			return now
		}
	}
	const wipe = "\r\033[K"
	lines := func(step time.Duration, args ...string) string {
		t.Helper()
		code, out, errs := build(cli.Env{Dir: dir, Now: ticking(step), Progress: true}, args...)
		if code != cli.OK || !strings.Contains(out, "built ") || strings.Contains(out, wipe) {
			t.Errorf("ended with %d: %q", code, out)
		}
		return strings.ReplaceAll(errs, wipe, "|")
	}
	for _, c := range []struct {
		step time.Duration
		want string
		args []string
	}{
		{time.Second, "|1 of 3 brands, 2 pages, 1.0 brands/s, 2s left|2 of 3 brands, 4 pages, 1.0 brands/s, 1s left|3 of 3 brands, 6 pages, 1.0 brands/s, 0s left|3 of 3 brands, 13 pages, 0.8 brands/s, 0s left|", nil},
		// The brands are in the cache now.
		{4 * time.Second, "|1 of 3 brands, 2 pages, 0.2 brands/s, 8s left|2 of 3 brands, 4 pages, 0.2 brands/s, 4s left|3 of 3 brands, 6 pages, 0.2 brands/s, 0s left|3 of 3 brands, 13 pages, 0.2 brands/s, 0s left|", nil},
		// It is told ten times a second at most.
		{90 * time.Millisecond, "|1 of 3 brands, 2 pages, 11 brands/s, 0s left|3 of 3 brands, 6 pages, 11 brands/s, 0s left|", nil},
		{time.Second, "|1 of 1 brands, 2 pages, 1.0 brands/s, 0s left|", []string{"--part", "2/3"}},
	} {
		if got := lines(c.step, c.args...); got != c.want {
			t.Errorf("%v %v: got\n%q, want\n%q", c.step, c.args, got, c.want)
		}
	}
	wantBuilt(t, "built acme, beta, gamma", cli.Env{Dir: dir, Now: ticking(time.Second)}, "--no-cache")
	dumb := cli.Env{Dir: dir, Now: ticking(time.Second), Progress: true, Getenv: func(string) string { return "dumb" }}
	wantBuilt(t, "built acme, beta, gamma", dumb, "--cache", "cache")
	// What went wrong begins on a line of its own.
	put(t, filepath.Join(dir, "data/brands/beta/brand.toml"), "name = 3\n")
	if code, _, errs := build(cli.Env{Dir: dir, Now: ticking(time.Second), Progress: true}); code != cli.Failure || !strings.Contains(errs, wipe+"data/brands/beta/brand.toml:1:1: ") {
		t.Errorf("ended with %d: %q", code, errs)
	}
}

// TestBusy wants the second of two builds of one site to say who has the first,
// and to change nothing; and the next one to succeed.
func TestBusy(t *testing.T) {
	dir := register(t)
	env := cli.Env{Dir: dir}
	wantBuilt(t, "built acme", env)
	before := siteIn(t, filepath.Join(dir, "public"))
	p, err := publish.Begin(filepath.Join(dir, "public"))
	if err != nil {
		t.Fatal(err)
	}
	exchange(t, filepath.Join(dir, "data/brands/acme/brand.toml"), "Power.", "Lamps.")
	code, out, errs := build(env)
	if want := fmt.Sprintf("notis: %s is being built by process %d since 20", filepath.Join(dir, "public"), os.Getpid()); code != cli.Failure || out != "" || !strings.HasPrefix(errs, want) || !strings.HasSuffix(errs, "; wait until that is done\n") {
		t.Errorf("ended with %d, said %q and %q; want %q", code, out, errs, want)
	}
	if !maps.Equal(before, siteIn(t, filepath.Join(dir, "public"))) {
		t.Error("the site is another")
	}
	wantBuilt(t, "built acme", env, "--out", "elsewhere")
	if err := p.Abort(); err != nil {
		t.Fatal(err)
	}
	wantBuilt(t, "built acme", env)
	if maps.Equal(before, siteIn(t, filepath.Join(dir, "public"))) {
		t.Error("the site is the old one")
	}
}

// TestSharedCache builds sites of two states of the data at the same time, all
// from one cache. It wants each of them to be what it is when it is built alone.
func TestSharedCache(t *testing.T) {
	dirs := []string{register(t, "beta"), register(t, "beta")}
	exchange(t, filepath.Join(dirs[1], "data/brands/beta/brand.toml"), "Power.", "Lamps.")
	var want []map[string]string
	for _, dir := range dirs {
		wantBuilt(t, "built acme, beta", cli.Env{Dir: dir}, "--no-cache", "--drafts")
		want = append(want, siteIn(t, filepath.Join(dir, "public")))
	}
	if maps.Equal(want[0], want[1]) {
		t.Fatal("the two states are the same")
	}
	kept := filepath.Join(t.TempDir(), "cache")
	var wait sync.WaitGroup
	for i := range 6 {
		wait.Go(func() {
			for j := range 3 {
				at := (i + j) % 2
				out := filepath.Join(dirs[at], fmt.Sprint("site-", i))
				wantBuilt(t, "built acme, beta", cli.Env{Dir: dirs[at]}, "--cache", kept, "--out", out, "--drafts")
				if !maps.Equal(siteIn(t, out), want[at]) {
					t.Errorf("build %d of %d: the site is another", j, i)
				}
			}
		})
	}
	wait.Wait()
}
