package archive

import (
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"notis/internal/document"
	"notis/internal/notice"
)

// TestStopped stops each release after each of its steps, and then its
// recovery after each of that one's steps: the archive is the old one or the
// new one, and from some step on always the new one.
func TestStopped(t *testing.T) {
	before := newMemory()
	for i, n := range entries(t) {
		after := before.after(-1)
		if _, err := appendTo(after, n); err != nil {
			t.Fatal(told(err))
		}
		decided := false
		for k := range after.steps {
			stopped := before.after(k)
			if _, err := appendTo(stopped, n); !errors.Is(err, errStopped) {
				t.Fatalf("entry %d, step %d: got %v", i, k, told(err))
			}
			for j := -1; ; j++ {
				again := stopped.after(j)
				_, err := recoverIn(again)
				if err != nil && !errors.Is(err, errStopped) {
					t.Fatalf("entry %d, step %d, then %d: %s", i, k, j, told(err))
				}
				last := again.after(-1)
				if _, err := recoverIn(last); err != nil {
					t.Fatalf("entry %d, step %d, then %d: %s", i, k, j, told(err))
				}
				if _, err := Read(last.FS()); err != nil {
					t.Fatalf("entry %d, step %d, then %d: %s", i, k, j, told(err))
				}
				isNew := same(last.files, after.files)
				if !isNew && !same(last.files, before.files) || decided && !isNew {
					t.Fatalf("entry %d, step %d, then %d: neither the old archive nor the new one", i, k, j)
				}
				decided = decided || isNew
				if j >= 0 && err == nil {
					break
				}
			}
		}
		if !decided {
			t.Errorf("entry %d: no step decides the release", i)
		}
		before = after.after(-1)
	}
}

// TestAppendRefuses holds what is not added, and that nothing is changed then.
func TestAppendRefuses(t *testing.T) {
	m := &memory{files: good(t), left: -1}
	next := func(change func(*New)) New {
		n := kept(t, "acme", notice.PrivacyKind, 6, short)
		change(&n)
		return n
	}
	misfiled := func(change func(*document.Document)) New {
		return next(func(n *New) {
			d := short(notice.English)
			d.Brand, d.Kind, d.Lang = "acme", "privacy", "en"
			change(d)
			n.Files[DocumentFile(notice.English)], _ = EncodeDocument(d)
		})
	}
	for rule, n := range map[string]New{
		"archive-number":   next(func(n *New) { n.Record.Number = 7 }),
		"archive-exists":   kept(t, "acme", notice.PrivacyKind, 5, short),
		"archive-about":    about("acme", notice.PrivacyKind, 6, notice.CalledOff),
		"archive-no-text":  about("acme", notice.PrivacyKind, 1, notice.Withdrawn),
		"archive-missing":  next(func(n *New) { delete(n.Files, FactsFile) }),
		"archive-added":    next(func(n *New) { n.Files["x"] = nil }),
		"archive-format":   next(func(n *New) { n.Record.Format = 2 }),
		"archive-value":    next(func(n *New) { n.Record.Corrects = 6 }),
		"archive-document": next(func(n *New) { n.Files[DocumentFile(notice.English)] = []byte("{}\n") }),
		"archive-folder":   misfiled(func(d *document.Document) { d.Lang = "nb" }),
	} {
		t.Run(rule, func(t *testing.T) {
			before := maps.Clone(m.files)
			if _, err := appendTo(m, n); err == nil || !strings.Contains(told(err), rule+" ") || !same(before, m.files) {
				t.Errorf("got %v", told(err))
			}
		})
	}
	for name, change := range map[string]func(*New){
		"brand": func(n *New) { n.Record.Brand = "../acme" }, "kind": func(n *New) { n.Record.Kind = "x" }, "number": func(n *New) { n.Record.Number = 0 },
		"recorded": func(n *New) { n.Record.Recorded = "" }, "effective": func(n *New) { n.Record.Effective = "2026-02-30" },
		"entry": func(n *New) { n.Record.Entry = "x" }, "provenance": func(n *New) { n.Record.Provenance = "" }, "class": func(n *New) { n.Record.Class = "x" },
		"text": func(n *New) { n.Record.Summary.NB = "\xff" }, "files": func(n *New) {
			*n = about("acme", notice.PrivacyKind, 6, notice.Unkept)
			n.Files = map[string][]byte{FactsFile: nil}
		},
	} {
		before := maps.Clone(m.files)
		if _, err := appendTo(m, next(change)); err == nil || !same(before, m.files) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	broken := m.after(-1)
	delete(broken.files, "data/brands/bolt/versions/privacy/v1/facts.toml")
	if _, err := appendTo(broken, next(func(*New) {})); err == nil || !strings.Contains(told(err), "v1/facts.toml: archive-missing") {
		t.Errorf("a broken archive was extended: %v", told(err))
	}
}

// TestForeignRelease wants a folder that passes for a decided release, and is
// none, to change nothing.
func TestForeignRelease(t *testing.T) {
	m := &memory{files: good(t), left: -1}
	n := about("acme", notice.PrivacyKind, 5, notice.Withdrawn)
	s, err := inspect(m.files, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.release(n)
	if err != nil {
		t.Fatal(told(err))
	}
	r.sum = m.files[Sum].Data // which does not name the entry
	if err := r.write(m); err != nil {
		t.Fatal(err)
	}
	before := maps.Clone(m.files)
	if finished, err := recoverIn(m); err == nil || !strings.Contains(told(err), "archive-unfinished") || !same(before, m.files) {
		t.Errorf("got %v, %v", finished, told(err))
	}
}

// onDisk adds every entry to an archive on disk.
func onDisk(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, n := range entries(t) {
		e, err := Append(dir, n)
		if err != nil {
			t.Fatal(told(err))
		}
		if e.Record.Number != n.Record.Number || e.Digest == "" {
			t.Errorf("got %+v", e)
		}
	}
	return dir
}

// TestSha256sum has the archive verified by sha256sum alone.
func TestSha256sum(t *testing.T) {
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Fatal("sha256sum is not installed; it comes with the GNU core utilities (coreutils)")
	}
	dir := onDisk(t)
	a, err := Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(told(err))
	}
	run := func(where, list string) error {
		cmd := exec.Command("sha256sum", "--strict", "-c", list)
		cmd.Dir = filepath.Join(dir, where)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Logf("%s: %s", where, out)
		}
		return err
	}
	if err := run("data", "archive.sum"); err != nil {
		t.Error(err)
	}
	for _, c := range a.Chains() {
		for _, v := range c.Versions() {
			if err := run(v.Dir, sumsFile); (err == nil) != (v.Withdrawn == nil) {
				t.Errorf("%s: %v", v.Dir, err)
			}
		}
	}
}

// TestOnDisk wants an archive on disk to be the one in memory, with nothing
// left beside it.
func TestOnDisk(t *testing.T) {
	dir := onDisk(t)
	want := good(t)
	delete(want, "data")
	count := 0
	err := filepath.WalkDir(filepath.Join(dir, "data"), func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		if f := want[filepath.ToSlash(rel)]; f != nil {
			count++
			info, err := d.Info()
			if err != nil || info.IsDir() != f.Mode.IsDir() || info.Mode().Perm()&0o444 != 0o444 {
				t.Errorf("%s: %v %v", rel, info.Mode(), err)
			}
		} else if rel != "data" {
			t.Errorf("%s should not be there", rel)
		}
		return nil
	})
	if err != nil || count != len(want) {
		t.Errorf("%d of %d files, %v", count, len(want), err)
	}
	if finished, err := Recover(dir); finished || err != nil {
		t.Errorf("there was something to finish: %v, %v", finished, err)
	}
	if finished, err := Recover(t.TempDir()); finished || err != nil {
		t.Errorf("there was something to finish in an empty folder: %v, %v", finished, err)
	}
}

// TestTwoReleases has many releases run at once: each version is made once.
func TestTwoReleases(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	made := make([]bool, 12)
	for i := range made {
		wait.Go(func() {
			for range 12 {
				a, err := Read(os.DirFS(dir))
				if err != nil {
					continue // another one is being moved into place
				}
				_, err = Append(dir, kept(t, "acme", notice.PrivacyKind, 1+len(a.Chain("acme", notice.PrivacyKind).Entries), short))
				if err == nil {
					made[i] = true
					return
				}
				if !strings.Contains(told(err), "archive-exists") {
					t.Error(told(err))
				}
			}
		})
	}
	wait.Wait()
	a, err := Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(told(err))
	}
	done := slices.DeleteFunc(made, func(b bool) bool { return !b })
	if got := len(a.Chain("acme", notice.PrivacyKind).Entries); got != len(done) || got == 0 {
		t.Errorf("%d versions by %d releases", got, len(done))
	}
}

// TestBusy wants a release that waits in vain to say so.
func TestBusy(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		t.Fatal(err)
	}
	err := locked(dir, func(*os.Root) error {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return err
		}
		defer root.Close()
		_, err = lock(root, 0)
		return err
	})
	if err == nil || !strings.Contains(told(err), "archive-busy") {
		t.Errorf("got %v", told(err))
	}
}
