//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"notis/internal/cli"
	"notis/internal/stamp"
)

// known gives the files of the cache that tell what was found in an archive, with
// their stamps.
func known(t *testing.T, cache string) map[string]stamp.Stamp {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(cache, "words-*"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]stamp.Stamp{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.HasPrefix(data, []byte("notis-archive-")) {
			if out[name], err = stamp.Of(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	return out
}

// released makes a folder with a version.
func released(t *testing.T) string {
	t.Helper()
	dir := register(t)
	if err := lay(dir, "testdata/lay/official.txtar", true); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "data/brands/acme/release.toml"), `[privacy]
version = 1
effective = 2026-11-22
summary = { nb = "Den første.", en = "The first one." }
role = { nb = "daglig leder", en = "the managing director" }
`)
	if code, out, errs := said(cli.Env{Dir: dir, Now: noon}, "release", "acme", "privacy"); code != cli.OK {
		t.Fatalf("the release ended with %d: %s%s", code, out, errs)
	}
	return dir
}

// said runs a command in this process, and gives what it said.
func said(env cli.Env, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	env.Args, env.Stdout, env.Stderr = args, &out, &errs
	code = cli.Run(context.Background(), env)
	return code, out.String(), errs.String()
}

// TestAgain builds with a cache that knows the archive, and then changes a byte of a
// version so that its size and the time it was written stay. It wants every command
// to say of it what is said without a cache, the old site to stay, and all to be
// well when the byte is put back.
func TestAgain(t *testing.T) {
	begun := time.Now()
	dir := released(t)
	if _, err := stamp.Of(dir); errors.Is(err, stamp.ErrUnknown) {
		t.Skip(err)
	}
	cache := filepath.Join(dir, ".cache/notis")
	day := []string{"--date", "2026-11-22"}
	env := cli.Env{Dir: dir, Now: func() time.Time { return begun }}
	wantBuilt(t, "built acme", env, append(day, "--cache", "young")...)
	if got := known(t, filepath.Join(dir, "young")); len(got) > 0 {
		t.Errorf("files that are too young are known: %v", got)
	}
	// An hour later no file is.
	env.Now = func() time.Time { return time.Now().Add(time.Hour) }
	wantBuilt(t, " 0 of 1 brands from the cache", env, day...)
	first := known(t, cache)
	wantBuilt(t, " 1 of 1 brands from the cache", env, day...)
	if second := known(t, cache); len(first) != 1 || !maps.Equal(first, second) {
		t.Errorf("the archive was known as %v, and is as %v", first, second)
	}
	site := siteIn(t, filepath.Join(dir, "public"))

	version := filepath.Join(dir, "data/brands/acme/versions/privacy/v1")
	for _, name := range []string{"document.nb.json", "notice.en.md", "facts.toml", "version.toml"} {
		name = filepath.Join(version, name)
		flipped(t, name)
		code, out, want := build(env, append(day, "--no-cache")...)
		if code != cli.Failure || out != "" || !strings.Contains(want, "[archive-changed]") {
			t.Fatalf("without a cache it ended with %d: %s%s", code, out, want)
		}
		for _, args := range [][]string{append([]string{"build"}, day...), {"verify"}, append([]string{"build"}, day...)} {
			if code, out, errs := said(env, args...); code != cli.Failure || out != "" || errs != want {
				t.Errorf("%v: ended with %d, said %q and %q, want %q", args, code, out, errs, want)
			}
		}
		if !maps.Equal(site, siteIn(t, filepath.Join(dir, "public"))) {
			t.Error("the site is another")
		}
		flipped(t, name)
		wantBuilt(t, " 1 of 1 brands from the cache", env, day...)
	}
	if code, _, errs := said(env, "verify"); code != cli.OK {
		t.Errorf("verify ended with %d: %s", code, errs)
	}
}

// flipped changes one bit of a file, and nothing that anybody can set.
func flipped(t *testing.T, name string) {
	t.Helper()
	// The clock of a file system goes on in steps of some milliseconds.
	time.Sleep(20 * time.Millisecond)
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 1
	if err := errors.Join(os.WriteFile(name, data, 0o644), os.Chtimes(name, info.ModTime(), info.ModTime())); err != nil {
		t.Fatal(err)
	}
}
