package render

import (
	"cmp"
	"errors"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/afero"
)

// output takes the files that Hugo writes and keeps their bytes as they come: a
// file system of afero would copy each several times. Hugo writes from several
// goroutines.
type output struct {
	// Fs answers all other calls; nothing is written to it.
	afero.Fs
	mu    sync.Mutex
	files []*written
}

// Create makes a file, with its folders.
func (o *output) Create(name string) (afero.File, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	w := &written{name: name}
	o.files = append(o.files, w)
	return w, nil
}

// OpenFile makes a file: Hugo opens none of its output to read it.
func (o *output) OpenFile(name string, _ int, _ os.FileMode) (afero.File, error) {
	return o.Create(name)
}

// written is a file that is being written. Hugo calls no other method of it.
type written struct {
	afero.File
	name string
	data []byte
}

// Name is the path that it was made with.
func (w *written) Name() string { return w.name }

// Write adds to the file.
func (w *written) Write(p []byte) (int, error) {
	w.data = append(w.data, p...)
	return len(p), nil
}

// WriteString adds to the file.
func (w *written) WriteString(s string) (int, error) { return w.Write([]byte(s)) }

// Close does nothing.
func (w *written) Close() error { return nil }

// finished gives the files, sorted by path.
func (o *output) finished() ([]File, error) {
	if len(o.files) == 0 {
		return nil, errors.New("hugo wrote no file")
	}
	files := make([]File, len(o.files))
	for i, w := range o.files {
		files[i] = File{Path: strings.TrimPrefix(w.name, public+"/"), Content: w.data}
	}
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return files, nil
}
