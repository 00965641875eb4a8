package serve

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Editors save in several steps; a build waits until it has been quiet for
// this long.
const quiet = 40 * time.Millisecond

// watcher watches folders and all folders below them.
type watcher struct{ *fsnotify.Watcher }

func watch(dirs []string) (*watcher, error) {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{notify}
	for _, dir := range dirs {
		if err := w.add(dir); err != nil {
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
			if e.Has(fsnotify.Chmod) || strings.HasPrefix(filepath.Base(e.Name), ".") || strings.HasSuffix(e.Name, "~") {
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
