package serve

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// told is what the watcher tells of one change.
type told struct {
	names       []string
	permissions bool
}

func watching(t *testing.T, dir string) (*watcher, <-chan told) {
	t.Helper()
	w, err := newWatcher([]string{dir}, func(string) bool { return false })
	if err != nil {
		t.Fatal(err)
	}
	out := make(chan told, 10)
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := w.each(ctx, func(names []string, permissions bool) { out <- told{names, permissions} }); err != nil {
			t.Error(err)
		}
	}()
	<-w.watching
	t.Cleanup(func() {
		stop()
		<-done
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w, out
}

func next(t *testing.T, changes <-chan told) told {
	t.Helper()
	select {
	case c := <-changes:
		return c
	case <-time.After(10 * time.Second):
		t.Fatal("nothing is told")
		return told{}
	}
}

// TestPermissions wants a change of permissions alone to be told as such: a file
// may be readable now.
func TestPermissions(t *testing.T) {
	name := filepath.Join(t.TempDir(), "file")
	_, changes := watching(t, filepath.Dir(name))
	if err := os.WriteFile(name, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if c := next(t, changes); c.permissions || !slices.Equal(c.names, []string{name}) {
		t.Errorf("%+v", c)
	}
	if err := os.Chmod(name, 0o600); err != nil {
		t.Fatal(err)
	}
	if c := next(t, changes); !c.permissions || !slices.Equal(c.names, []string{name}) {
		t.Errorf("%+v", c)
	}
}

// TestReadable wants permissions to be looked at where something is wrong, and
// nowhere else.
func TestReadable(t *testing.T) {
	p := start(t, "a")
	page := p.open("/a/")
	chmod := func(mode os.FileMode) {
		t.Helper()
		if err := os.Chmod(filepath.Join(p.dir, "a/index.html"), mode); err != nil {
			t.Fatal(err)
		}
	}
	chmod(0o600)
	p.untold(page)
	p.write("a/index.html", "!")
	p.told(page)
	page = p.open("/a/")
	chmod(0o644)
	p.told(page)
}

// TestMissed wants everything to be looked at anew when changes were missed, also
// folders that nobody told of.
func TestMissed(t *testing.T) {
	dir := t.TempDir()
	w, changes := watching(t, dir)
	below := filepath.Join(dir, "new")
	if err := os.Mkdir(below, 0o755); err != nil {
		t.Fatal(err)
	}
	next(t, changes)
	if err := w.Remove(below); err != nil {
		t.Fatal(err)
	}
	w.Errors <- fsnotify.ErrEventOverflow
	if c := next(t, changes); c.permissions || !slices.Equal(c.names, []string{dir}) {
		t.Errorf("%+v", c)
	}
	if err := os.WriteFile(filepath.Join(below, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if c := next(t, changes); !slices.Equal(c.names, []string{filepath.Join(below, "file")}) {
		t.Errorf("%+v", c)
	}
}

// TestLater wants a folder to watch to be seen when it is made later, and its
// neighbours to be nobody's business.
func TestLater(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "later")
	_, changes := watching(t, dir)
	if err := os.WriteFile(dir+"-not", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if c := next(t, changes); !slices.Equal(c.names, []string{dir}) {
		t.Errorf("%+v", c)
	}
	name := filepath.Join(dir, "file")
	if err := os.WriteFile(name, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if c := next(t, changes); !slices.Equal(c.names, []string{name}) {
		t.Errorf("%+v", c)
	}
}
