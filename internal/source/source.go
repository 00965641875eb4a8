// Package source finds the folder with the data and lays its own layouts,
// words, themes and pages over the ones in the program.
package source

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Find gives the folder to build from: dir itself where it is given, else the
// nearest folder upward from the working directory that holds data/brands.
func Find(dir, working string) (string, error) {
	if dir != "" {
		if info, err := os.Stat(filepath.Join(dir, "data", "brands")); err != nil || !info.IsDir() {
			return "", fmt.Errorf("%s has no folder data/brands", dir)
		}
		return dir, nil
	}
	for at := working; ; at = filepath.Dir(at) {
		if info, err := os.Stat(filepath.Join(at, "data", "brands")); err == nil && info.IsDir() {
			return at, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("no folder data/brands in %s or above it; name the folder with --source", working)
		}
	}
}

// Over lays the files of own over those of shared: a file of own hides the one
// of the same name, and a folder shows the files of both.
func Over(own, shared fs.FS) fs.FS { return layers{own, shared} }

type layers struct{ own, shared fs.FS }

// Folders lists the folders that a site is built from.
func Folders() []string { return []string{"data", "layouts", "i18n", "themes", "content"} }

// ours tells whether a name belongs to the project: a source folder may hold
// much else that is nobody's business here.
func ours(name string) bool {
	top, _, _ := strings.Cut(name, "/")
	return top == "." || slices.Contains(Folders(), top)
}

// Open opens the file of the upper layer that has it, or a folder of both.
func (l layers) Open(name string) (fs.File, error) {
	if !ours(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	f, err := l.own.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		f, err = l.shared.Open(name)
	}
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil || !info.IsDir() {
		return f, err
	}
	entries, err := l.ReadDir(name)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &folder{File: f, entries: entries}, nil
}

// folder is an open folder of both layers.
type folder struct {
	fs.File
	entries []fs.DirEntry
}

// ReadDir gives the next n entries, or all that are left.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 {
		n = len(f.entries)
	} else if len(f.entries) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.entries))
	out := f.entries[:n:n]
	f.entries = f.entries[n:]
	return out, nil
}

// ReadDir lists the files of both layers.
func (l layers) ReadDir(name string) ([]fs.DirEntry, error) {
	if !ours(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	list, err := fs.ReadDir(l.own, name)
	lower, err2 := fs.ReadDir(l.shared, name)
	if err != nil && err2 != nil {
		return nil, err
	}
	for _, e := range lower {
		if !slices.ContainsFunc(list, func(u fs.DirEntry) bool { return u.Name() == e.Name() }) {
			list = append(list, e)
		}
	}
	if name == "." {
		list = slices.DeleteFunc(list, func(e fs.DirEntry) bool { return !ours(e.Name()) })
	}
	slices.SortFunc(list, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return list, nil
}
