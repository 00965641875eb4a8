package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// spare is the site that was there before the one that is, as it lies beside.
type spare struct {
	// base is what it is like, and over what it has otherwise: the digests of
	// files by their names, "" for those that it lacks. Where it is like the site
	// that is there, files that neither names in over are the same files, with
	// two names: that is how they were made.
	base *tree
	over map[string]string
	like bool
	// touched are the folders that somebody may have changed since.
	touched map[string]bool
}

// openSpare reads the folder that was the spare; nil where it is not what its
// manifest says. Differs is what was noted of how it differs from the site that
// is there.
func openSpare(dir string, now *tree, differs string) *spare {
	name := filepath.Join(dir, Manifest)
	info, err := look(name)
	if err != nil {
		return nil
	}
	s := &spare{}
	if over := overlay(name, now, differs); over != nil {
		s.base, s.over, s.like = now, over, true
	} else if s.base, err = readTree(dir); err != nil || s.base == nil || len(s.base.names) == 0 {
		return nil
	}
	all := folders(s.base.names)
	for name, sum := range s.over {
		for at := parent(name); sum != "" && at != "."; at = parent(at) {
			all = append(all, at)
		}
	}
	slices.Sort(all)
	if s.touched, err = foreign(dir, info.written, slices.Compact(all), s); err != nil {
		return nil
	}
	return s
}

// overlay reads how the spare differs, where that was noted of these two: of the
// spare whose manifest has this name, and of the site that is there.
func overlay(manifest string, now *tree, differs string) map[string]string {
	sum, rest, _ := strings.Cut(differs, "\n")
	if now == nil || rest == "" || digestOf([]byte(rest)) != sum {
		return nil
	}
	whose, rest, _ := strings.Cut(rest, "\n")
	is, was, _ := strings.Cut(whose, " ")
	list, err := os.ReadFile(manifest)
	if err != nil || is != now.digest || was != digestOf(list) {
		return nil
	}
	out := map[string]string{}
	for line := range strings.Lines(rest) {
		sum, name, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  ")
		out[name] = strings.TrimSuffix(sum, "-")
	}
	return out
}

// sum gives the digest of a file; "" where there is none.
func (s *spare) sum(name string) string {
	if sum, ok := s.over[name]; ok {
		return sum
	}
	if i := s.base.find(name); i >= 0 {
		return s.base.sums[i]
	}
	return ""
}

func (s *spare) has(name string) bool { return s.sum(name) != "" }

// folder tells whether files lie in a folder, or have: one that is listed is
// looked into by itself.
func (s *spare) folder(name string) bool {
	if s.base.folder(name) {
		return true
	}
	for file, sum := range s.over {
		if sum != "" && strings.HasPrefix(file, name+"/") {
			return true
		}
	}
	return false
}

// same tells whether the spare in a folder has a file of the site that is there,
// which is to stay: the same one under another name, or one like it where the
// file system has no such names.
func (s *spare) same(dir, name, sum string, is stat) bool {
	if s == nil {
		return false
	}
	_, other := s.over[name]
	if s.like && !other && is.links > 1 && !s.touched[parent(name)] {
		return true
	}
	if s.sum(name) != sum {
		return false
	}
	info, err := look(filepath.Join(dir, filepath.FromSlash(name)))
	return err == nil && info.regular && info.size == is.size && info.written == is.written && (info.inode == is.inode || is.links < 2)
}

// each gives every file of the spare, by its place in the base or, for what is
// not there, -1.
func (s *spare) each(do func(at int, name string)) {
	for i, name := range s.base.names {
		if sum, other := s.over[name]; !other || sum != "" {
			do(i, name)
		}
	}
	for name, sum := range s.over {
		if sum != "" && s.base.find(name) < 0 {
			do(-1, name)
		}
	}
}

// prune takes away what the spare in a folder has and the new site does not. The
// names of the new site are sorted.
func (s *spare) prune(dir string, names []string, stays func(at int, name string) bool) error {
	var gone []string
	s.each(func(at int, name string) {
		if !stays(at, name) {
			gone = append(gone, name)
		}
	})
	var errs []error
	for _, name := range gone {
		// The largest folder that goes with it; a file or a folder of the new site
		// that stands in its way takes its place by itself.
		whole, taken := name, within(names, name)
		for at := parent(name); at != "." && !within(names, at); at = parent(at) {
			_, is := slices.BinarySearch(names, at)
			whole, taken = at, taken || is
		}
		if taken {
			continue
		}
		err := os.Remove(filepath.Join(dir, filepath.FromSlash(whole)))
		if whole != name {
			err = os.RemoveAll(filepath.Join(dir, filepath.FromSlash(whole)))
		}
		if !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
