package serve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Editors save in several steps; a build waits until it has been quiet for
// this long.
const quiet = 40 * time.Millisecond

// watcher watches folders and all folders below them, also folders that are
// made later.
type watcher struct {
	*fsnotify.Watcher
	dirs []string
}

func watch(dirs []string) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{notify, dirs}
	for _, dir := range dirs {
		if err := errors.Join(w.add(dir), w.Watcher.Add(filepath.Dir(dir))); err != nil {
			return nil, errors.Join(err, notify.Close())
		}
	}
	return w, nil
}

// add watches a folder and what is below it.
func (w *watcher) add(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, os.ErrNotExist) {
			return nil
		}
		if err != nil || !d.IsDir() {
			return err
		}
		return w.Watcher.Add(name)
	})
}

// ours tells whether a name is in one of the folders, or is one of them. The
// folder around them is watched only to see them made.
func (w *watcher) ours(name string) bool {
	return slices.ContainsFunc(w.dirs, func(dir string) bool {
		rel, err := filepath.Rel(dir, name)
		return err == nil && filepath.IsLocal(rel)
	})
}

// each calls f after every change, once for changes that come together.
func (w *watcher) each(ctx context.Context, f func()) {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case e, open := <-w.Events:
			if !open {
				return
			}
			if !w.ours(e.Name) || e.Has(fsnotify.Chmod) || strings.HasPrefix(filepath.Base(e.Name), ".") || strings.HasSuffix(e.Name, "~") {
				continue
			}
			if e.Has(fsnotify.Create) {
				// A new folder; a file is not one, and is refused in peace.
				_ = w.add(e.Name)
			}
			timer.Reset(quiet)
		case _, open := <-w.Errors:
			if !open {
				return
			}
			timer.Reset(quiet) // something was missed: build to be sure
		case <-timer.C:
			f()
		}
	}
}
