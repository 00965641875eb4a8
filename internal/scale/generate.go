// Package scale measures how the cost of a site grows with its brands: it makes
// registers of any size, builds them, and has plain Hugo build the same notices
// beside.
package scale

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Generate makes a folder with n brands. Each is the model brand under a name
// and an id of its own, with all of its versions chained anew.
func Generate(dir string, model fs.FS, brand, name string, n int) error {
	shared, err := files(model, "data", func(p string) bool { return strings.Count(p, "/") == 1 && path.Base(p) != "archive.sum" })
	if err != nil {
		return err
	}
	for p, src := range shared {
		if err := put(dir, p, src); err != nil {
			return err
		}
	}
	all, err := files(model, "data/brands/"+brand, func(string) bool { return true })
	if err != nil {
		return err
	}
	var tips []string
	for i := range n {
		id := fmt.Sprintf("brand-%04d", i)
		copied := map[string][]byte{}
		for p, src := range all {
			src = bytes.ReplaceAll(src, []byte(brand), []byte(id))
			copied[strings.ReplaceAll(p, brand, id)] = bytes.ReplaceAll(src, []byte(name), []byte(fmt.Sprintf("%s %04d", name, i)))
		}
		tips = append(tips, chain(copied)...)
		for p, src := range copied {
			if err := put(dir, p, src); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(tips, func(a, b string) int { return strings.Compare(a[66:], b[66:]) })
	return put(dir, "data/archive.sum", []byte(strings.Join(tips, "")))
}

// chain computes the sums of every entry anew, each after the one it names, and
// gives the lines of the tips for data/archive.sum.
func chain(all map[string][]byte) []string {
	done := map[string]string{}
	named := map[string]bool{}
	var sum func(p string) string
	sum = func(p string) string {
		if path.Base(p) != "SHA256SUMS" {
			return fmt.Sprintf("%x", sha256.Sum256(all[p]))
		}
		if s, ok := done[p]; ok {
			return s
		}
		var out strings.Builder
		for line := range strings.Lines(string(all[p])) {
			at := path.Join(path.Dir(p), strings.TrimSpace(line[66:]))
			if path.Base(at) == "SHA256SUMS" {
				named[at] = true
			}
			out.WriteString(sum(at) + line[64:])
		}
		all[p] = []byte(out.String())
		done[p] = fmt.Sprintf("%x", sha256.Sum256(all[p]))
		return done[p]
	}
	for p := range all {
		sum(p)
	}
	var tips []string
	for p, s := range done {
		if !named[p] {
			tips = append(tips, s+"  "+strings.TrimPrefix(p, "data/")+"\n")
		}
	}
	return tips
}

func files(fsys fs.FS, dir string, want func(string) bool) (map[string][]byte, error) {
	out := map[string][]byte{}
	return out, fs.WalkDir(fsys, dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !want(p) {
			return err
		}
		out[p], err = fs.ReadFile(fsys, p)
		return err
	})
}

func put(dir, name string, src []byte) error {
	to := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	return os.WriteFile(to, src, 0o644)
}
