//go:build unix

package cli_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"notis/internal/archive"
	"notis/internal/cli"
	"notis/internal/notice"
)

// demo is the folder of the made-up brand with a long history.
const demo = "../demo/testdata/site"

// TestKilled kills `notis release` at moments nobody chooses, and wants what
// verify finds afterwards to be the old archive or the new one, byte for byte.
func TestKilled(t *testing.T) {
	a, err := archive.Read(os.DirFS(demo))
	if err != nil {
		t.Fatal(err)
	}
	versions := a.Chain("demokraft", notice.PrivacyKind).Versions()
	past := 0 // a version whose text can be taken away
	for _, v := range versions {
		if now, _ := a.Chain("demokraft", notice.PrivacyKind).InForce("2026-11-22"); v.Kept() && v.Record.Number < now.Record.Number {
			past = v.Record.Number
		}
	}
	const told = "summary = { nb = \"Nytt.\", en = \"New.\" }\nrole = { nb = \"juristen\", en = \"the lawyer\" }\nreason = { nb = \"Derfor.\", en = \"Because.\" }\n"
	// The draft promises more than is so, which is not what is tried here.
	const accepted = "waivers = [{ rule = \"claim-consistency\", reason = \"Derfor.\", role = \"juristen\" }]\n"
	bin := program(t)
	// A withdrawal also deletes, which a version does not.
	for name, release := range map[string]string{
		"version":    fmt.Sprintf("version = %d\neffective = 2027-06-01\nclass = \"material\"\nnot_notified = { nb = \"Derfor.\", en = \"Because.\" }\n", len(versions)+1) + accepted,
		"withdrawal": fmt.Sprintf("entry = \"withdrawn\"\nversion = %d\n", past),
	} {
		t.Run(name, func(t *testing.T) {
			k := &killer{program: bin, dir: t.TempDir(), rand: rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0)), release: "[privacy]\n" + release + told}
			k.learn(t)
			k.begin(t)
			for range 32 {
				k.try(t)
			}
			t.Logf("%v: %d times the old archive, %d times the new one; %d were stopped half-way, and %d of those finished",
				k.took.Round(time.Millisecond), k.old, k.new, k.torn, k.finished)
			if k.old == 0 || k.new == 0 || k.torn == 0 {
				t.Error("no release was stopped before it was decided, or none after, or none half-way")
			}
		})
	}
}

// program builds the program as people run it: with the race detector, a release
// takes many times as long, and spends it elsewhere.
func program(t *testing.T) string {
	t.Helper()
	bin := filepath.Join(t.TempDir(), "notis") // see TestMain
	if out, err := exec.Command("go", "test", "-c", "-o", bin, ".").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return bin
}

// killer releases again and again from the same beginning.
type killer struct {
	program, dir, release string
	rand                  *rand.Rand
	// before and after are the archive as it was, and as a release that is
	// left alone makes it; took is how long that takes.
	before, after            map[string][]byte
	took                     time.Duration
	old, new, torn, finished int
}

// begin makes the folder what it is before the release.
func (k *killer) begin(t *testing.T) {
	t.Helper()
	err := os.RemoveAll(filepath.Join(k.dir, "data"))
	if err == nil {
		err = os.CopyFS(k.dir, os.DirFS(demo))
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(k.dir, "data/brands/demokraft/release.toml"), []byte(k.release), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// learn releases once without harm.
func (k *killer) learn(t *testing.T) {
	t.Helper()
	k.begin(t)
	k.before = frozen(t, k.dir)
	begun := time.Now()
	if out, err := k.command().CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	k.took, k.after = time.Since(begun), frozen(t, k.dir)
	if maps.EqualFunc(k.before, k.after, bytes.Equal) {
		t.Fatal("nothing was released")
	}
}

func (k *killer) command() *exec.Cmd {
	cmd := exec.Command(k.program, "release", "demokraft", "privacy")
	cmd.Dir = k.dir
	return cmd
}

// try releases, kills the release some time after it began, and looks at what
// is left. Most of the time goes to reading and comparing, so one time out of
// three it waits until something is written, and one until it is decided.
func (k *killer) try(t *testing.T) {
	t.Helper()
	cmd := k.command()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }() // it is killed
	wait := time.Duration(k.rand.Int64N(int64(k.took)))
	if i := (k.old + k.new) % 3; i > 0 {
		for !left(k.dir, [...]string{1: ".release*", 2: ".release"}[i]) && !ended(done) {
			time.Sleep(50 * time.Microsecond)
		}
		wait = time.Duration(k.rand.IntN(8000/i)) * time.Microsecond
	}
	time.Sleep(wait)
	_ = cmd.Process.Kill() // it may have ended
	<-done

	if left(k.dir, ".release*") {
		k.torn++
	}
	var said bytes.Buffer
	code := cli.Run(context.Background(), cli.Env{Args: []string{"verify"}, Stdout: &said, Stderr: &said, Dir: k.dir, Now: noon})
	if code != cli.OK {
		t.Fatalf("after %v, verify ends with %d: %s", wait, code, said.String())
	}
	if strings.Contains(said.String(), "stopped half-way") {
		k.finished++
	}
	switch got := frozen(t, k.dir); {
	case maps.EqualFunc(got, k.before, bytes.Equal):
		k.old++ // and the folder is what it was
	case maps.EqualFunc(got, k.after, bytes.Equal):
		k.new++
		k.begin(t)
	default:
		t.Fatalf("after %v: neither the old archive nor the new one", wait)
	}
}

func ended(done chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}

// left tells whether a release has something beside the archive, as it has
// until it is done.
func left(dir, pattern string) bool {
	found, _ := filepath.Glob(filepath.Join(dir, "data", pattern))
	return len(found) > 0
}

// frozen reads everything in the folder data.
func frozen(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if out[name] = nil; !d.IsDir() {
			out[name], err = fs.ReadFile(fsys, name)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return out
}
