// Package publish puts a finished site in its place: all of it, or nothing.
package publish

import (
	"cmp"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"notis/internal/render"
)

// Manifest is the file at the root of a site that names every other file with
// its SHA-256, in the form that sha256sum -c reads. Nothing else writes a file
// of this name, so it also tells that the folder is ours to replace.
const Manifest = "notis.sha256"

// Publish writes files to a folder beside out and then swaps the two, so that
// out is the old site or the new one at every moment. A folder that holds
// anything but a site is left alone, and that is an error. A link is followed:
// it is the folder it leads to that is replaced.
func Publish(out string, files []render.File) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	if real, err := filepath.EvalSymlinks(out); err == nil {
		out = real
	} else if !errors.Is(err, os.ErrNotExist) {
		return err
	} else if _, err := os.Lstat(out); err == nil {
		return fmt.Errorf("%s is a link that leads nowhere", out)
	}
	if err := ours(out); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return err
	}
	staging, err := os.MkdirTemp(filepath.Dir(out), "."+filepath.Base(out)+"-new-")
	if err != nil {
		return err
	}
	if err = os.Chmod(staging, 0o755); err == nil {
		err = write(staging, files)
	}
	if err == nil {
		err = swap(staging, out)
	}
	return errors.Join(err, os.RemoveAll(staging))
}

// ours tells whether out may be replaced: it is not there, or it is empty, or
// every file in it is one that the manifest names.
func ours(out string) error {
	entries, err := os.ReadDir(out)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	sums, err := os.ReadFile(filepath.Join(out, Manifest))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	known := map[string]bool{Manifest: true}
	for line := range strings.Lines(string(sums)) {
		if _, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); ok {
			known[name] = true
		}
	}
	return fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !known[name] {
			err = fmt.Errorf("%s holds %s, which is not part of a site built by notis; take it away, or choose another folder with --out", out, name)
		}
		return err
	})
}

func write(dir string, files []render.File) error {
	files = slices.SortedFunc(slices.Values(files), func(a, b render.File) int { return cmp.Compare(a.Path, b.Path) })
	var sums strings.Builder
	for _, f := range files {
		if !filepath.IsLocal(f.Path) || f.Path == Manifest {
			return fmt.Errorf("a page has the address %q, which is no place for one", f.Path)
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Content, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(&sums, "%x  %s\n", sha256.Sum256(f.Content), f.Path)
	}
	return os.WriteFile(filepath.Join(dir, Manifest), []byte(sums.String()), 0o644)
}

// replace renames in two steps, for a first build and for systems that cannot
// exchange two folders in one.
func replace(staging, out string) error {
	old := staging + "-old"
	err := os.Rename(out, old)
	if errors.Is(err, os.ErrNotExist) {
		return os.Rename(staging, out)
	}
	if err != nil {
		return err
	}
	if err := os.Rename(staging, out); err != nil {
		return errors.Join(err, os.Rename(old, out))
	}
	return os.RemoveAll(old)
}
