package demo_test

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"notis/internal/cli"
)

var update = flag.Bool("update", false, "make the history anew and rewrite the golden files")

// site is the folder that the steps lead to. Its versions were made by them,
// and are held to stay as they are.
const site = "testdata/site"

// today is the day the site is looked at.
const today = "2026-11-22"

// step is one thing an editor did: files written on a day, and a release.
type step struct {
	name, date, release string
	files               []txtar.File
}

func steps(t testing.TB) []step {
	t.Helper()
	names, err := filepath.Glob("testdata/steps/*.txtar")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d steps: %v", len(names), err)
	}
	slices.Sort(names)
	var out []step
	for _, name := range names {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s := step{name: filepath.Base(name), files: a.Files}
		for line := range strings.Lines(string(a.Comment)) {
			if v, ok := strings.CutPrefix(line, "date: "); ok {
				s.date = strings.TrimSpace(v)
			}
			if v, ok := strings.CutPrefix(line, "release: "); ok {
				s.release = strings.TrimSpace(v)
			}
		}
		if s.date == "" || s.release == "" {
			t.Fatalf("%s has no date or no release", name)
		}
		out = append(out, s)
	}
	return out
}

// run runs a command on a folder, as on a day.
func run(t testing.TB, dir, day string, args ...string) (string, int) {
	t.Helper()
	var out bytes.Buffer
	now, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	code := cli.Run(context.Background(), cli.Env{
		Args: append(args, "--source", dir), Stdout: &out, Stderr: &out, Dir: dir, Now: func() time.Time { return now.Add(12 * time.Hour) },
	})
	return out.String(), code
}

// history makes the history anew in a folder, and gives what was said.
func history(t testing.TB, dir string) string {
	t.Helper()
	var said strings.Builder
	for _, s := range steps(t) {
		for _, f := range s.files {
			name := filepath.Join(dir, filepath.FromSlash(f.Name))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, f.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if s.release == "none" {
			continue
		}
		out, code := run(t, dir, s.date, "release", "demokraft", s.release)
		if code != cli.OK {
			t.Fatalf("%s: %s", s.name, out)
		}
		said.WriteString("== " + s.date + " " + s.name + "\n" + out + "\n")
	}
	// What the last release did is done.
	if err := os.Remove(filepath.Join(dir, "data/brands/demokraft/release.toml")); err != nil {
		t.Fatal(err)
	}
	return said.String()
}

// TestHistory makes the whole history anew: each sentence, each class, and
// every frozen byte has to be what it was.
func TestHistory(t *testing.T) {
	dir := t.TempDir()
	if *update {
		dir = site
		if err := os.RemoveAll(site); err != nil {
			t.Fatal(err)
		}
	}
	golden(t, "testdata/releases.txt", []byte(history(t, dir)))
	made, kept := files(t, dir), files(t, site)
	for name, data := range made {
		if !bytes.Equal(kept[name], data) {
			t.Errorf("%s differs from what is kept", name)
		}
	}
	for name := range kept {
		if made[name] == nil {
			t.Errorf("%s is kept and was not made", name)
		}
	}
}

func files(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		out[p], err = os.ReadFile(filepath.Join(dir, p))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func golden(t testing.TB, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%s is otherwise (%v); look at the difference after -update", name, err)
	}
}
