//go:build unix

package archive

import (
	"bufio"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"notis/internal/notice"
)

// nth is the entry that a source folder gets after n others: two versions, a
// called-off one, a withdrawal, and again.
func nth(t testing.TB, n int) New {
	round, number := n/5, n/5*3+1
	switch n % 5 {
	case 0:
		return kept(t, "acme", notice.PrivacyKind, number, short)
	case 1:
		return kept(t, "acme", notice.PrivacyKind, number+1, short)
	case 2:
		return about("acme", notice.PrivacyKind, number+2, notice.Unkept)
	case 3:
		return about("acme", notice.PrivacyKind, number+1, notice.CalledOff)
	}
	if round%2 == 0 {
		return about("acme", notice.PrivacyKind, number, notice.Withdrawn)
	}
	return kept(t, "acme", notice.CookiesKind, round/2+1, short)
}

// TestReleases is the process that TestKilled kills: it adds entries for ever,
// and says so. Run by itself it has nothing to do.
func TestReleases(t *testing.T) {
	dir := os.Getenv("NOTIS_TEST_ARCHIVE")
	if dir == "" {
		return
	}
	n, err := strconv.Atoi(os.Getenv("NOTIS_TEST_ENTRIES"))
	if err != nil {
		t.Fatal(err)
	}
	for ; ; n++ {
		fmt.Println("entry", n)
		if _, err := Append(dir, nth(t, n)); err != nil {
			t.Fatal(told(err))
		}
	}
}

// TestKilled kills a process that releases, at moments nobody chooses, and
// wants the old archive or the new one each time, byte for byte.
func TestKilled(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	want := []fstest.MapFS{newMemory().files} // the archive after so many entries
	after := func(n int) fstest.MapFS {
		for len(want) <= n {
			m := &memory{files: copied(want[len(want)-1]), left: -1}
			if _, err := appendTo(m, nth(t, len(want)-1)); err != nil {
				t.Fatal(told(err))
			}
			want = append(want, m.files)
		}
		return want[n]
	}
	r := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	n, finished, torn := 0, 0, 0
	for range 80 {
		begun := killed(t, dir, n, time.Duration(r.IntN(12_000))*time.Microsecond)
		if left, err := filepath.Glob(filepath.Join(dir, "data/.release*")); err != nil || len(left) > 0 {
			torn++
		}
		did, err := Recover(dir)
		if err != nil {
			t.Fatal(told(err))
		}
		if did {
			finished++
		}
		if _, err := Read(os.DirFS(dir)); err != nil {
			t.Fatal(told(err))
		}
		got := snapshot(t, dir)
		if n = begun; !same(got, after(n)) {
			if n++; !same(got, after(n)) {
				t.Fatalf("after %d entries: neither the old archive nor the new one", begun)
			}
		}
	}
	t.Logf("%d entries; %d releases were stopped half-way, and %d of them finished", n, torn, finished)
	if torn == 0 {
		t.Error("no release was stopped half-way")
	}
}

// killed runs a process that releases, kills it some time after it has begun,
// and tells how many entries there were when it began the last one.
func killed(t *testing.T, dir string, n int, wait time.Duration) int {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestReleases$", "-test.v")
	cmd.Env = append(os.Environ(), "NOTIS_TEST_ARCHIVE="+dir, "NOTIS_TEST_ENTRIES="+strconv.Itoa(n))
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	last, lines := -1, bufio.NewScanner(out)
	for lines.Scan() {
		if at, found := strings.CutPrefix(lines.Text(), "entry "); found {
			if last < 0 {
				time.AfterFunc(wait, func() { _ = cmd.Process.Kill() })
			}
			last, _ = strconv.Atoi(at)
		} else if strings.Contains(lines.Text(), "FAIL") || strings.Contains(lines.Text(), "archive-") {
			t.Error(lines.Text())
		}
	}
	_ = cmd.Wait() // it was killed
	return last
}

// snapshot reads a source folder.
func snapshot(t *testing.T, dir string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	fsys := os.DirFS(dir)
	err := fs.WalkDir(fsys, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		f := &fstest.MapFile{Mode: fs.ModeDir | 0o755}
		if !d.IsDir() {
			f.Mode = 0o644
			f.Data, err = fs.ReadFile(fsys, name)
		}
		out[name] = f
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
