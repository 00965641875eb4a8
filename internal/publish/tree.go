package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// Manifest is the file at the root of a site that names every other file with
// its SHA-256, in the form that sha256sum -c reads. Nothing else writes a file
// of this name, so it also tells that the folder is ours to replace.
const Manifest = "notis.sha256"

// tree is a folder with a site in it, as its manifest tells.
type tree struct {
	dir   string
	files map[string]file
	// names are the files in the order of the manifest.
	names []string
	// folders are those that the files lie in, and the root.
	folders map[string]bool
	// digest is that of the manifest, and written when it was: the last of all.
	digest  string
	written int64
	// sized tells whether the sizes of the files are known.
	sized bool
}

// readTree reads the manifest of a folder. A folder that is empty or not there
// is nil; one with no manifest has no files.
func readTree(dir string) (*tree, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	t := &tree{dir: dir, files: map[string]file{}, folders: map[string]bool{".": true}}
	name := filepath.Join(dir, Manifest)
	if info, err := look(name); err == nil {
		t.written = info.written
	}
	list, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	t.digest = digestOf(list)
	lines := bytes.Count(list, []byte("\n"))
	t.files, t.names = make(map[string]file, lines), make([]string, 0, lines)
	for line := range strings.Lines(string(list)) {
		// A name that leads out of the folder is none that we have written.
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if ok && filepath.IsLocal(name) {
			t.files[name] = file{sum: sum, size: unknown}
			t.names = append(t.names, name)
		}
	}
	addFolders(t.folders, t.names)
	return t, nil
}

// addFolders adds the folders that files lie in.
func addFolders(folders map[string]bool, names []string) {
	for _, name := range names {
		for dir := parent(name); !folders[dir]; dir = parent(dir) {
			folders[dir] = true
		}
	}
}

// parent is path.Dir of a name that is clean.
func parent(name string) string {
	if i := strings.LastIndexByte(name, '/'); i > 0 {
		return name[:i]
	}
	return "."
}

// size takes in the sizes that were noted, where they are those of the files.
func (t *tree) size(noted string) {
	digest, rest, _ := strings.Cut(noted, "\n")
	if digest != t.digest || strings.Count(rest, "\n") != len(t.names) {
		return
	}
	for _, name := range t.names {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		f := t.files[name]
		var err error
		if f.size, err = strconv.ParseInt(line, 10, 64); err != nil {
			return
		}
		t.files[name] = f
	}
	t.sized = true
}

// holds tells whether the folder has a file that is still what the manifest
// says: of its size, and not written after the manifest. It fills in the size,
// where that is unknown, and the time.
func (t *tree) holds(path string, f *file) bool {
	is, known := t.files[path]
	if !known || is.sum != f.sum {
		return false
	}
	if f.size == unknown {
		f.size = is.size
	}
	info, err := look(filepath.Join(t.dir, filepath.FromSlash(path)))
	if err != nil || !info.regular || info.size != f.size || info.written > t.written {
		return false
	}
	f.written = info.written
	return true
}

// foreign gives an error where the folder holds something that the manifest
// does not name. Files that are missing are none of its business. A folder that
// nobody has changed since the manifest was written holds what it held then.
func (t *tree) foreign() error {
	return each(slices.Collect(maps.Keys(t.folders)), func(folder string) error {
		info, err := look(filepath.Join(t.dir, filepath.FromSlash(folder)))
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
			return nil
		case err != nil:
			return err
		case !info.folder:
			return t.other(folder)
		case folder != "." && info.changed < t.written: // the root is renamed after that
			return nil
		}
		return t.list(folder)
	})
}

// list looks for names in a folder that the manifest does not give.
func (t *tree) list(folder string) error {
	entries, err := os.ReadDir(filepath.Join(t.dir, filepath.FromSlash(folder)))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		_, known := t.files[name]
		switch {
		case e.IsDir() && !t.folders[name]:
			err = t.list(name)
		case !e.IsDir() && !known && name != Manifest:
			err = t.other(name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *tree) other(name string) error {
	return fmt.Errorf("%s holds %s, which is not part of a site built by notis; take it away, or choose another folder with --out", t.dir, name)
}

// manifest gives the names of files, sorted, and the list of their digests.
func manifest(files map[string]file) (names []string, list []byte) {
	names = slices.Sorted(maps.Keys(files))
	for _, name := range names {
		list = append(append(append(append(list, files[name].sum...), "  "...), name...), '\n')
	}
	return names, list
}

// each does something with every name, as many at a time as there are
// processors, and gives the first error of one of them.
func each(names []string, do func(string) error) error {
	workers := runtime.GOMAXPROCS(0)
	errs := make([]error, workers)
	var wait sync.WaitGroup
	for i := range workers {
		part := names[i*len(names)/workers : (i+1)*len(names)/workers]
		wait.Go(func() {
			for _, name := range part {
				if errs[i] = do(name); errs[i] != nil {
					return
				}
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
