package source

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Files makes a folder in memory of files by their paths, with slashes.
func Files(files map[string][]byte) fs.FS {
	m := memory{}
	m.folder(".")
	for p, data := range files {
		m.folder(path.Dir(p))
		m.add(p, &node{name: path.Base(p), data: data})
	}
	for _, n := range m {
		slices.SortFunc(n.entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return m
}
