package stamp_test

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"notis/internal/stamp"
)

// of gives the stamp of a file that is there.
func of(t *testing.T, name string) stamp.Stamp {
	t.Helper()
	s, err := stamp.Of(name)
	if errors.Is(err, stamp.ErrUnknown) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// made makes a file of eight bytes that was written long ago.
func made(t *testing.T, dir, name, text string) string {
	t.Helper()
	name = filepath.Join(dir, name)
	long := time.Unix(1e9, 5)
	if err := errors.Join(os.WriteFile(name, []byte(text), 0o644), os.Chtimes(name, long, long)); err != nil {
		t.Fatal(err)
	}
	return name
}

// TestOf wants a stamp to say what the file system does, and to be an error of the
// name where nothing is.
func TestOf(t *testing.T) {
	dir := t.TempDir()
	name := made(t, dir, "a", "eight...")
	before := time.Now().Add(-time.Minute).UnixNano()
	s := of(t, name)
	if s.Size != 8 || s.Written != 1e18+5 || s.Changed < before || s.Changed > before+2*time.Minute.Nanoseconds() {
		t.Errorf("got %+v", s)
	}
	if s != of(t, name) {
		t.Error("a second look gives another stamp")
	}
	// A link is one itself, and may lead nowhere.
	for _, to := range []string{name, "nowhere"} {
		link := filepath.Join(dir, "to "+filepath.Base(to))
		if err := os.Symlink(to, link); err != nil {
			t.Fatal(err)
		}
		if l := of(t, link); l.Inode == s.Inode || l.Mode == s.Mode {
			t.Errorf("a link has the stamp %+v", l)
		}
	}
	_, err := stamp.Of(name + "x")
	var pe *fs.PathError
	if !errors.As(err, &pe) || pe.Path != name+"x" || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

// TestBytes wants a stamp to be the same after it was written down, each part of it
// to have bytes of its own, and what follows it not to matter.
func TestBytes(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range []stamp.Stamp{
		{}, {Device: 1 << 63}, {Inode: 1<<64 - 1}, {Mode: 0o100644}, {Size: -1}, {Size: 1 << 40}, {Written: -1e18}, {Changed: 1e18 + 1},
		{Device: 1, Inode: 2, Mode: 3, Size: 4, Written: 5, Changed: 6}, of(t, t.TempDir()),
	} {
		out := s.Append([]byte("before"))
		data, found := bytes.CutPrefix(out, []byte("before"))
		if !found || len(data) != stamp.Length || seen[string(data)] {
			t.Errorf("%+v is written as %q", s, out)
		}
		seen[string(data)] = true
		if got := stamp.From(append(data, "after"...)); got != s {
			t.Errorf("got %+v, want %+v", got, s)
		}
	}
}

// TestOther wants another stamp after each way of putting something else in the
// place of a file, or another name into a folder, whatever time somebody says that
// was done.
func TestOther(t *testing.T) {
	for what, change := range map[string]func(name string) error{
		"a byte":   func(name string) error { return os.WriteFile(name, []byte("Eight..."), 0o644) },
		"its size": func(name string) error { return os.Truncate(name, 7) },
		"its mode": func(name string) error { return os.Chmod(name, 0o600) },
		"replaced": func(name string) error { return os.Rename(made(t, filepath.Dir(name), "other", "eight..."), name) },
		"a link": func(name string) error {
			return errors.Join(os.Rename(name, name+"x"), os.Symlink(name+"x", name))
		},
		"a folder":       func(name string) error { return errors.Join(os.Remove(name), os.Mkdir(name, 0o644)) },
		"nothing at all": func(string) error { return nil },
	} {
		dir := t.TempDir()
		name := made(t, dir, "a", "eight...")
		before := of(t, name)
		// The clock of a file system goes on in steps of some milliseconds.
		time.Sleep(20 * time.Millisecond)
		if err := change(name); err != nil {
			t.Fatal(err)
		}
		if what == "nothing at all" {
			if of(t, name) != before {
				t.Error("a file that nobody touched has another stamp")
			}
			continue
		}
		long := time.Unix(0, before.Written)
		if err := os.Chtimes(name, long, long); err != nil {
			t.Fatal(err)
		}
		if of(t, name) == before {
			t.Errorf("%s: the stamp is the same", what)
		}
	}
	dir := t.TempDir()
	before := of(t, dir)
	time.Sleep(20 * time.Millisecond)
	made(t, dir, "a", "eight...")
	with := of(t, dir)
	time.Sleep(20 * time.Millisecond)
	if err := os.Remove(filepath.Join(dir, "a")); err != nil {
		t.Fatal(err)
	}
	if without := of(t, dir); before == with || with == without || before == without {
		t.Error("a folder has the same stamp with other names in it")
	}
}

// TestSettled wants a file to be old enough when both of its times are more than
// two seconds past.
func TestSettled(t *testing.T) {
	now := time.Unix(1e9, 0)
	for _, c := range []struct {
		written, changed time.Duration
		want             bool
	}{
		{-2*time.Second - 1, -2*time.Second - 1, true}, {-time.Hour, -3 * time.Second, true}, {-3 * time.Second, -time.Hour, true},
		{-2 * time.Second, -time.Hour, false}, {-time.Hour, -2 * time.Second, false}, {0, -time.Hour, false}, {-time.Hour, 0, false},
		{time.Hour, -time.Hour, false}, {-time.Hour, time.Hour, false},
	} {
		s := stamp.Stamp{Written: now.Add(c.written).UnixNano(), Changed: now.Add(c.changed).UnixNano()}
		if got := s.Settled(now); got != c.want {
			t.Errorf("written %v, changed %v: %v", c.written, c.changed, got)
		}
	}
}
