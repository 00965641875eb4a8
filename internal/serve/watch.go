package serve

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Editors save in several steps, which follow each other at once; what has
// changed is told when it has been quiet for this long. Where a step comes later
// still, during the build, what was built is not shown.
const quiet = 5 * time.Millisecond

// watcher watches folders and all folders below them, also folders that are
// made later.
type watcher struct {
	*fsnotify.Watcher
	dirs    []string
	ignored func(name string) bool
	// watching is closed when all folders are watched, or cannot be. Early tells
	// that pages were shown before.
	watching chan struct{}
	early    atomic.Bool
}

func newWatcher(dirs []string, ignored func(name string) bool) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return &watcher{Watcher: notify, dirs: dirs, ignored: ignored, watching: make(chan struct{})}, nil
}

// watch watches all folders. That takes a while where they are many thousands.
func (w *watcher) watch() error {
	defer close(w.watching)
	for _, dir := range w.dirs {
		err := errors.Join(w.add(dir), w.Watcher.Add(filepath.Dir(dir)))
		if errors.Is(err, syscall.ENOSPC) {
			// Linux says so where it means its own limit.
			err = fmt.Errorf("%s has more folders than this system watches; on Linux, raise fs.inotify.max_user_watches: %w", dir, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// soon is how long nothing is shown because not all folders are watched yet.
const soon = 50 * time.Millisecond

// wait waits until all folders are watched, and not for long.
func (w *watcher) wait(ctx context.Context) {
	select {
	case <-w.watching:
	case <-time.After(soon):
		w.early.Store(true)
	case <-ctx.Done():
	}
}

// add watches a folder and what is below it. Each is watched before it is
// listed, so that no folder below is missed.
func (w *watcher) add(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, os.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case w.ignored(d.Name()):
			return fs.SkipDir
		}
		if err := w.Watcher.Add(name); !errors.Is(err, os.ErrNotExist) {
			return err
		}
		return nil
	})
}

// forget ends the watch on a folder that was moved, and on what is below it.
// They would be watched wherever they are, under the names they had.
func (w *watcher) forget(dir string) {
	for _, name := range w.WatchList() {
		if within(dir, name) {
			_ = w.Remove(name) // it may have gone since
		}
	}
}

// ours tells whether a name is in one of the folders, or is one of them. The
// folder around them is watched only to see them made.
func (w *watcher) ours(name string) bool {
	return slices.ContainsFunc(w.dirs, func(dir string) bool { return within(dir, name) })
}

func within(dir, name string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && filepath.IsLocal(rel)
}

// each watches, and calls f after every change, once for changes that come
// together, with the names of what has changed, and whether that was permissions
// alone. Where changes were missed, the names are those of all folders; they are
// nil where pages were shown before all was watched.
func (w *watcher) each(ctx context.Context, f func(names []string, permissions bool)) error {
	if err := w.watch(); err != nil {
		return err
	}
	if w.early.Load() {
		f(nil, false)
	}
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	changed, permissions := map[string]bool{}, true
	for {
		select {
		case <-ctx.Done():
			return nil
		case e, open := <-w.Events:
			if !open {
				return nil
			}
			if !w.ours(e.Name) || w.ignored(filepath.Base(e.Name)) {
				continue
			}
			w.follow(e)
			changed[e.Name] = true
			permissions = permissions && e.Op == fsnotify.Chmod
			timer.Reset(quiet)
		case _, open := <-w.Errors:
			if !open {
				return nil
			}
			for _, dir := range w.dirs {
				_ = w.add(dir) // a folder that cannot be read is told of by whoever reads it
				changed[dir] = true
			}
			permissions = false
			timer.Reset(quiet)
		case <-timer.C:
			f(slices.Sorted(maps.Keys(changed)), permissions)
			clear(changed)
			permissions = true
		}
	}
}

// follow watches a folder that is new, and no longer one that has another name.
func (w *watcher) follow(e fsnotify.Event) {
	if e.Has(fsnotify.Rename) {
		w.forget(e.Name)
	}
	if e.Has(fsnotify.Create) {
		// A file is none, and is refused in peace.
		_ = w.add(e.Name)
	}
}
