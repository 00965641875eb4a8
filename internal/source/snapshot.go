package source

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Snapshot reads folders and files of fsys into memory, so that whoever reads
// them twice reads the same. Skip leaves folders out by their path; it may be
// nil. What is not there is left out.
func Snapshot(fsys fs.FS, skip func(folder string) bool, roots ...string) (fs.FS, error) {
	m := memory{}
	m.folder(".")
	for _, root := range roots {
		err := fs.WalkDir(fsys, root, func(p string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil:
				return err
			case d.IsDir() && skip != nil && skip(p):
				return fs.SkipDir
			case d.IsDir():
				m.folder(p)
				return nil
			}
			data, err := fs.ReadFile(fsys, p)
			if err != nil {
				return err
			}
			m.folder(path.Dir(p))
			m.add(p, &node{name: path.Base(p), data: data})
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	for _, n := range m {
		slices.SortFunc(n.entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return m, nil
}

// memory is files and folders by their paths. Nobody writes to it once it is
// made.
type memory map[string]*node

// node is a file, or a folder where folder is true. It is its own entry and
// says of itself what [fs.FileInfo] asks for.
type node struct {
	name    string
	folder  bool
	data    []byte
	entries []fs.DirEntry
}

func (m memory) folder(p string) {
	if m[p] != nil {
		return
	}
	if p != "." {
		m.folder(path.Dir(p))
	}
	m.add(p, &node{name: path.Base(p), folder: true})
}

func (m memory) add(p string, n *node) {
	if m[p] != nil {
		return // two roots hold it
	}
	m[p] = n
	if p != "." {
		above := m[path.Dir(p)]
		above.entries = append(above.entries, n)
	}
}

func (m memory) find(op, name string) (*node, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrInvalid}
	}
	if n := m[name]; n != nil {
		return n, nil
	}
	return nil, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
}

// Open opens a file or a folder.
func (m memory) Open(name string) (fs.File, error) {
	n, err := m.find("open", name)
	if err != nil {
		return nil, err
	}
	if n.folder {
		return &folder{File: opened{nil, n}, entries: n.entries}, nil
	}
	return opened{bytes.NewReader(n.data), n}, nil
}

// ReadFile gives a copy of a file.
func (m memory) ReadFile(name string) ([]byte, error) {
	n, err := m.find("read", name)
	if err == nil && n.folder {
		err = &fs.PathError{Op: "read", Path: name, Err: fs.ErrInvalid}
	}
	if err != nil {
		return nil, err
	}
	return bytes.Clone(n.data), nil
}

// Bytes gives what a file holds, to look at and not to change: what is in memory
// is not copied.
func Bytes(fsys fs.FS, name string) ([]byte, error) {
	m, ok := fsys.(memory)
	if !ok {
		return fs.ReadFile(fsys, name)
	}
	n, err := m.find("read", name)
	if err != nil {
		return nil, err
	}
	return n.data, nil
}

// ReadDir lists a folder.
func (m memory) ReadDir(name string) ([]fs.DirEntry, error) {
	n, err := m.find("readdir", name)
	if err == nil && !n.folder {
		err = &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	if err != nil {
		return nil, err
	}
	return slices.Clone(n.entries), nil
}

// Stat tells what a file is.
func (m memory) Stat(name string) (fs.FileInfo, error) { return m.find("stat", name) }

// opened is an open file; a folder reads nothing.
type opened struct {
	from io.Reader
	*node
}

// Read reads on.
func (o opened) Read(p []byte) (int, error) {
	if o.from == nil {
		return 0, &fs.PathError{Op: "read", Path: o.name, Err: fs.ErrInvalid}
	}
	return o.from.Read(p)
}

// Stat tells what the file is.
func (o opened) Stat() (fs.FileInfo, error) { return o.node, nil }

// Close does nothing.
func (opened) Close() error { return nil }

// Name is the last part of the path.
func (n *node) Name() string { return n.name }

// IsDir tells whether it is a folder.
func (n *node) IsDir() bool { return n.folder }

// Type is the kind of file.
func (n *node) Type() fs.FileMode { return n.Mode().Type() }

// Info gives the same.
func (n *node) Info() (fs.FileInfo, error) { return n, nil }

// Size is how many bytes a file holds.
func (n *node) Size() int64 { return int64(len(n.data)) }

// Mode is that of something nobody writes to.
func (n *node) Mode() fs.FileMode {
	if n.folder {
		return fs.ModeDir | 0o555
	}
	return 0o444
}

// ModTime is not known: nothing is made of it.
func (n *node) ModTime() time.Time { return time.Time{} }

// Sys is nothing.
func (n *node) Sys() any { return nil }
