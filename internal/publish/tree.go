package publish

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// Manifest is the file at the root of a site that names every other file with
// its SHA-256, in the form that sha256sum -c reads. Nothing else writes a file
// of this name, so it also tells that the folder is ours to replace.
const Manifest = "notis.sha256"

// tree is a folder with a site in it, as its manifest tells. A site can have
// hundreds of thousands of files, so they are lists and no map.
type tree struct {
	dir string
	// names are the files, sorted, sums their digests, and sizes how many bytes
	// they hold; nil where nobody has noted that.
	names, sums []string
	sizes       []int64
	// digest is that of the manifest, and written when it was: the last of all.
	digest  string
	written int64
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
	t := &tree{dir: dir}
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
	t.names, t.sums = make([]string, 0, lines), make([]string, 0, lines)
	for line := range strings.Lines(string(list)) {
		// A name that leads out of the folder is none that we have written, and
		// neither is one that is not in its place.
		sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		if ok && filepath.IsLocal(name) && (len(t.names) == 0 || t.names[len(t.names)-1] < name) {
			t.names, t.sums = append(t.names, name), append(t.sums, sum)
		}
	}
	return t, nil
}

// find gives the place of a file, or -1.
func (t *tree) find(name string) int {
	if i := sort.SearchStrings(t.names, name); i < len(t.names) && t.names[i] == name {
		return i
	}
	return -1
}

// folder tells whether files lie in a folder, or below it.
func (t *tree) folder(name string) bool { return within(t.names, name) }

// within tells whether some of the names, which are sorted, lie below a folder.
func within(names []string, folder string) bool {
	if folder == "." {
		return true
	}
	i := sort.Search(len(names), func(i int) bool { return names[i] >= folder+"/" })
	return i < len(names) && strings.HasPrefix(names[i], folder+"/")
}

// folders lists the folders that files lie in, whose names are sorted, and the
// root. What lies below a folder stands together.
func folders(names []string) []string {
	out := []string{"."}
	before := ""
	for _, name := range names {
		// The folders that the file before has too are listed already.
		same := 0
		for i := 0; i < len(name) && i < len(before) && name[i] == before[i]; i++ {
			if name[i] == '/' {
				same = i + 1
			}
		}
		for i := same; i < len(name); i++ {
			if name[i] == '/' {
				out = append(out, name[:i])
			}
		}
		before = name
	}
	return out
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
	sizes := make([]int64, len(t.names))
	for i := range sizes {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		var err error
		if sizes[i], err = strconv.ParseInt(line, 10, 64); err != nil {
			return
		}
	}
	t.sizes = sizes
}

// holds tells whether the folder has a file that is still what the manifest
// says: of its size, and not written after the manifest. The size is the one
// that was noted where it is unknown here.
func (t *tree) holds(at int, size int64) (stat, bool) {
	if size == unknown && t.sizes != nil {
		size = t.sizes[at]
	}
	info, err := look(t.dir + string(filepath.Separator) + filepath.FromSlash(t.names[at]))
	return info, err == nil && info.regular && info.size == size && info.written <= t.written
}

// foreign gives an error where the folder holds something that the manifest
// does not name.
func (t *tree) foreign() error {
	_, err := foreign(t.dir, t.written, folders(t.names), t)
	return err
}

// listing is what a folder should hold.
type listing interface {
	// has tells whether a name is that of a file, and folder whether files lie
	// below it.
	has(name string) bool
	folder(name string) bool
}

func (t *tree) has(name string) bool { return t.find(name) >= 0 }

// foreign gives an error where a folder holds something that is not listed.
// Files that are missing are none of its business. A folder that nobody has
// changed since the manifest was written holds what it held then; the others are
// touched.
func foreign(dir string, written int64, folders []string, l listing) (touched map[string]bool, err error) {
	touched = map[string]bool{}
	var mu sync.Mutex
	err = each(folders, func(folder string) error {
		info, err := look(filepath.Join(dir, filepath.FromSlash(folder)))
		switch {
		case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		case err != nil:
			return err
		case !info.folder:
			return other(dir, folder)
		case folder != "." && info.changed < written: // the root is renamed after that
			return nil
		}
		mu.Lock()
		touched[folder] = true
		mu.Unlock()
		if err != nil {
			return nil
		}
		return list(dir, folder, l)
	})
	return touched, err
}

// list looks for names in a folder that are not listed.
func list(dir, folder string, l listing) error {
	entries, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(folder)))
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := path.Join(folder, e.Name())
		switch {
		case e.IsDir() && !l.folder(name):
			err = list(dir, name, l)
		case !e.IsDir() && !l.has(name) && name != Manifest:
			err = other(dir, name)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func other(dir, name string) error {
	return fmt.Errorf("%s holds %s, which is not part of a site built by notis; take it away, or choose another folder with --out", dir, name)
}

// each does something with every name, as many at a time as there are
// processors, and gives the first error of one of them.
func each(names []string, do func(string) error) error {
	return eachAt(len(names), func(i int) error { return do(names[i]) })
}

// eachAt does something for every place in a list.
func eachAt(n int, do func(int) error) error {
	workers := runtime.GOMAXPROCS(0)
	errs := make([]error, workers)
	var wait sync.WaitGroup
	for w := range workers {
		wait.Go(func() {
			for i := w * n / workers; i < (w+1)*n/workers; i++ {
				if errs[w] = do(i); errs[w] != nil {
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
