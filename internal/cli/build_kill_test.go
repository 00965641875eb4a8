//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"notis/internal/cli"
	"notis/internal/publish"
)

// TestBuildKilled ends `notis build` at moments nobody chooses, while two states
// of the data take turns. It wants the site to be the old one or the new one
// each time, byte for byte, and the next build to do what it should. Where the
// brand is in the cache, most of the time goes to loading and publishing; where
// the cache is taken away, to rendering and to keeping the brand again.
func TestBuildKilled(t *testing.T) {
	bin := compiled(t)
	for name, forget := range map[string]bool{"cached": false, "made": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := &buildKiller{bin: bin, dir: t.TempDir(), forget: forget, sites: map[string]map[string]string{"": {}}}
			k.learn(t)
			for i := 0; k.killed < 150; i++ {
				next := k.try(t, i)
				// What was being kept is asked for at once.
				if kept := forget && i%6 == 5; kept || i%8 == 0 {
					k.whole(t, next)
				}
			}
			t.Logf("%v: %d killed and %d interrupted, %d were faster; %d times the old site, %d times the new one; %d left a lock, %d a site half-way, %d something half-way in the cache",
				k.took.Round(time.Millisecond), k.killed, k.interrupted, k.faster, k.old, k.new, k.locked, k.torn, k.unkept)
			if k.interrupted == 0 || k.old == 0 || k.new == 0 || k.locked == 0 || k.torn == 0 {
				t.Error("no build was stopped before the site was the new one, or none after, or none half-way")
			}
		})
	}
}

// compiled builds the program as people run it: with the race detector, it would
// take many times as long, and spend it elsewhere.
func compiled(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "notis")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	bin := filepath.Join(dir, "notis")
	if out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", bin, "notis/cmd/notis").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return bin
}

// buildKiller builds a site in its folder again and again.
type buildKiller struct {
	bin, dir string
	// forget tells that a brand is to be made anew each time.
	forget bool
	// sites are what builds of the two states that are left alone make, by the
	// folder of the data; "" is no site. Is names the one that is there.
	sites map[string]map[string]string
	is    string
	// took is how long a build takes.
	took time.Duration

	killed, interrupted, faster, old, new, locked, torn, unkept int
}

// learn makes the two states, and builds both without a cache.
func (k *buildKiller) learn(t *testing.T) {
	t.Helper()
	const first = "[privacy]\nversion = 1\nsummary = { nb = \"Slik leser vi Acme.\", en = \"This is how we read Acme.\" }\n"
	release := func(state, entry string) {
		put(t, filepath.Join(k.dir, state, "data/brands/acme/release.toml"), entry)
		var said bytes.Buffer
		env := cli.Env{Args: []string{"release", "acme", "privacy"}, Stdout: &said, Stderr: &said, Dir: filepath.Join(k.dir, state), Now: noon}
		if code := cli.Run(context.Background(), env); code != cli.OK {
			t.Fatalf("%d: %s", code, said.String())
		}
	}
	for _, state := range []string{"a", "b"} {
		if err := lay(filepath.Join(k.dir, state), "../register/testdata/base.txtar", true); err != nil {
			t.Fatal(err)
		}
		release(state, first)
	}
	// In the second state there is a version more, and the front page is another.
	exchange(t, filepath.Join(k.dir, "b/data/brands/acme/brand.toml"), "Power.", "Lamps.")
	exchange(t, filepath.Join(k.dir, "b/data/brands/acme/privacy.toml"), `["name"]`, `["name", "email"]`)
	release("b", strings.NewReplacer("version = 1", "version = 2", "summary", "class = \"relevant\"\nsummary").Replace(first))
	for _, state := range []string{"a", "b"} {
		for range 3 {
			begun := time.Now()
			if out, err := k.command(state, "--no-cache", "--out", "alone").CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if took := time.Since(begun); k.took == 0 || took < k.took {
				k.took = took
			}
		}
		k.sites[state] = siteIn(t, filepath.Join(k.dir, "alone"))
		wantManifest(t, k.sites[state])
	}
	if len(k.sites["a"]) < 30 || len(k.sites["b"]) <= len(k.sites["a"]) {
		t.Fatalf("the sites have %d and %d files", len(k.sites["a"]), len(k.sites["b"]))
	}
	if err := errors.Join(os.RemoveAll(filepath.Join(k.dir, "alone")), os.RemoveAll(filepath.Join(k.dir, ".alone.spare"))); err != nil {
		t.Fatal(err)
	}
}

// command builds a state. Without more, it builds it into the folder public.
func (k *buildKiller) command(state string, more ...string) *exec.Cmd {
	if len(more) == 0 {
		more = []string{"--cache", "cache"}
	}
	cmd := exec.Command(k.bin, append([]string{"build", "--date", "2026-11-22", "--source", state}, more...)...)
	cmd.Dir = k.dir
	return cmd
}

// other is the state that is built next.
func (k *buildKiller) other() string {
	if k.is == "a" {
		return "b"
	}
	return "a"
}

// try begins a build, ends it some time later, and looks at what is there. It
// gives the state that was built.
func (k *buildKiller) try(t *testing.T, i int) (next string) {
	t.Helper()
	if k.forget {
		k.without(t, "cache")
	}
	if i%11 == 7 {
		k.gone(t)
	}
	next = k.other()
	sign := k.sign(i)
	var said bytes.Buffer
	cmd := k.command(next)
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	wait := sign(cmd.Process.Pid, done)
	time.Sleep(wait)
	end := os.Kill
	if i%13 == 3 {
		end = os.Interrupt
	}
	_ = cmd.Process.Signal(end) // it may have ended
	<-done

	status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus)
	switch {
	case ok && status.Signaled() && end == os.Kill:
		k.killed++
	case ok && status.Signaled():
		k.interrupted++
	case cmd.ProcessState.Success():
		k.faster++
	default:
		t.Fatalf("a build after one that was stopped: %v: %s", cmd.ProcessState, said.String())
	}
	k.count()
	switch got := siteIn(t, filepath.Join(k.dir, "public")); {
	case maps.Equal(got, k.sites[next]):
		k.new++
		k.is = next
	case maps.Equal(got, k.sites[k.is]) && !cmd.ProcessState.Success():
		k.old++
	default:
		t.Fatalf("%v, ended after %v: the site is neither the old one nor the new one: %s", cmd.ProcessState, wait, differing(got, k.sites[k.is], k.sites[next]))
	}
	return next
}

// sign gives what to wait for, in turn: nothing, that the build has the lock,
// that it writes the site, that it has written the last of it, that the two sites
// are exchanged, and that it writes to the cache. It returns how long to wait
// after that.
func (k *buildKiller) sign(i int) func(pid int, done chan struct{}) time.Duration {
	before, _ := os.Stat(filepath.Join(k.dir, "public"))
	type sign struct {
		seen func(pid int) bool
		most time.Duration
	}
	signs := []sign{
		{nil, k.took},
		{func(pid int) bool {
			owner, _ := os.ReadFile(filepath.Join(k.dir, ".public.lock"))
			return strings.HasPrefix(string(owner), fmt.Sprintf("process %d ", pid))
		}, k.took / 4},
		{func(int) bool { return k.has(".public.spare/next") }, 2 * time.Millisecond},
		{func(int) bool { return k.has(".public.spare/list") }, 300 * time.Microsecond},
		{func(int) bool {
			now, err := os.Stat(filepath.Join(k.dir, "public"))
			return err == nil && (before == nil || !os.SameFile(before, now))
		}, 50 * time.Microsecond},
	}
	if k.forget {
		signs = append(signs, sign{func(int) bool { return k.has("cache/??/*") }, 100 * time.Microsecond})
	}
	s := signs[i%len(signs)]
	return func(pid int, done chan struct{}) time.Duration {
		if s.seen == nil {
			return time.Duration(rand.Int64N(int64(s.most)))
		}
		// What an earlier build has left goes first.
		for _, seen := range []bool{false, true} {
			for s.seen(pid) != seen && !ended(done) {
				time.Sleep(20 * time.Microsecond)
			}
		}
		return time.Duration(rand.Int64N(int64(s.most)))
	}
}

// has tells whether there are files of a pattern.
func (k *buildKiller) has(pattern string) bool {
	found, _ := filepath.Glob(filepath.Join(k.dir, pattern))
	return len(found) > 0
}

// count looks at what the build has left beside the site. What is half-way in the
// cache would look like a sign of the next build.
func (k *buildKiller) count() {
	for pattern, n := range map[string]*int{".public.lock": &k.locked, ".public.spare/next": &k.torn, "cache/new-*": &k.unkept, "cache/??/new-*": &k.unkept} {
		found, _ := filepath.Glob(filepath.Join(k.dir, pattern))
		*n += len(found)
		if n == &k.unkept {
			for _, name := range found {
				_ = os.Remove(name)
			}
		}
	}
}

// without takes folders away.
func (k *buildKiller) without(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if err := os.RemoveAll(filepath.Join(k.dir, name)); err != nil {
			t.Fatal(err)
		}
	}
}

// gone takes the site away, so that all of it comes from the cache.
func (k *buildKiller) gone(t *testing.T) {
	t.Helper()
	k.without(t, "public", ".public.spare")
	k.is = ""
}

// whole leaves a build alone: it has to make the site, from what those before it
// have kept, and to leave nothing of theirs.
func (k *buildKiller) whole(t *testing.T, state string) {
	t.Helper()
	if rand.IntN(2) == 0 {
		k.gone(t)
	}
	k.is = state
	var said bytes.Buffer
	cmd := k.command(k.is)
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil || said.Len() > 0 {
		t.Fatalf("the build after one that was stopped: %v: %s", err, said.String())
	}
	if got := siteIn(t, filepath.Join(k.dir, "public")); !maps.Equal(got, k.sites[k.is]) {
		t.Fatalf("the build after one that was stopped makes another site: %s", differing(got, k.sites[k.is]))
	}
	for dir, want := range map[string][]string{".": {".public.spare", "a", "b", "cache", "public"}, ".public.spare": {".gitignore", "site", "sizes"}} {
		entries, err := os.ReadDir(filepath.Join(k.dir, dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !slices.Contains(want, e.Name()) {
				t.Errorf("the build after one that was stopped leaves %s in %s", e.Name(), dir)
			}
		}
	}
}

// siteIn reads a site, folders included; one that is not there is empty.
func siteIn(t *testing.T, dir string) map[string]string {
	t.Helper()
	site := map[string]string{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			site[name+"/"] = ""
			return nil
		}
		data, err := fs.ReadFile(fsys, name)
		site[name] = string(data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return site
}

// wantManifest wants the list of checksums to name all files of a site.
func wantManifest(t *testing.T, site map[string]string) {
	t.Helper()
	var want strings.Builder
	for _, name := range slices.Sorted(maps.Keys(site)) {
		if name != publish.Manifest && !strings.HasSuffix(name, "/") {
			fmt.Fprintf(&want, "%x  %s\n", sha256.Sum256([]byte(site[name])), name)
		}
	}
	if want.Len() == 0 || site[publish.Manifest] != want.String() {
		t.Errorf("the manifest is\n%s\nand the site\n%s", site[publish.Manifest], want.String())
	}
}

// differing names the files in which a site is another than those it may be.
func differing(got map[string]string, may ...map[string]string) string {
	var out []string
	for _, want := range may {
		var names []string
		for name := range maps.Keys(want) {
			if have, ok := got[name]; !ok || have != want[name] {
				names = append(names, name)
			}
		}
		for name := range got {
			if _, ok := want[name]; !ok {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		out = append(out, strings.Join(names, " "))
	}
	return strings.Join(out, "; ")
}

// put writes a file.
func put(t *testing.T, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// exchange puts another text into a file.
func exchange(t *testing.T, name, old, now string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil || !strings.Contains(string(text), old) {
		t.Fatalf("%s does not hold %q: %v", name, old, err)
	}
	put(t, name, strings.Replace(string(text), old, now, 1))
}
