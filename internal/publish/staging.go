package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"
)

// staging is the folder that becomes the site: the spare, brought up to date,
// or a new one. It is not made before there is something to write.
type staging struct {
	beside beside
	dir    string
	once   sync.Once
	failed error
	// now is the site that is there, or nil, spare looks at the one before, once,
	// and was is what it held; nil where the folder is new.
	now   *tree
	spare func() *spare
	was   *spare

	mu sync.Mutex
	// made are the folders that are known to be there.
	made map[string]bool
}

func newStaging(b beside, now *tree) *staging {
	return &staging{
		beside: b, dir: b.next, now: now, made: map[string]bool{".": true},
		spare: sync.OnceValue(func() *spare { return openSpare(b.site, now, read(b.differs)) }),
	}
}

// open takes the spare, or makes a folder.
func (s *staging) open() error {
	s.once.Do(func() { s.failed = s.take() })
	return s.failed
}

func (s *staging) take() error {
	if err := s.beside.make(); err != nil {
		return err
	}
	was := s.spare()
	err := os.Rename(s.beside.site, s.dir)
	if err == nil {
		if s.was = was; was != nil {
			// Whoever still reads from the folder finds a whole manifest or none.
			return os.Remove(s.name(Manifest))
		}
		err = os.RemoveAll(s.dir)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Mkdir(s.dir, 0o755)
}

func (s *staging) name(path string) string { return filepath.Join(s.dir, filepath.FromSlash(path)) }

// read gives a file that was written.
func (s *staging) read(path string) ([]byte, error) { return os.ReadFile(s.name(path)) }

// had tells whether the spare may have something at a path.
func (s *staging) had(path string) bool {
	return s.was != nil && (s.was.has(path) || s.was.folder(path))
}

// write writes a file. One of the spare that has no other name is written over:
// to delete a file and make another costs ext4 ten times as much. Whoever has
// opened it has done so two sites ago.
func (s *staging) write(path string, content []byte) error {
	if err := s.open(); err != nil {
		return err
	}
	if err := s.folder(parent(path)); err != nil {
		return err
	}
	name := s.name(path)
	if s.had(path) {
		info, err := look(name)
		if err == nil && info.regular && info.links == 1 && writeFile(name, content) == nil {
			return nil
		}
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	return writeFile(name, content)
}

// folder makes a folder and those above it.
func (s *staging) folder(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.mkdir(dir)
}

func (s *staging) mkdir(dir string) error {
	if s.made[dir] {
		return nil
	}
	if err := s.mkdir(parent(dir)); err != nil {
		return err
	}
	name := s.name(dir)
	err := os.Mkdir(name, 0o755)
	if errors.Is(err, fs.ErrExist) {
		var info stat
		if info, err = look(name); err == nil && !info.folder {
			// What was a file is a folder now.
			if err = os.Remove(name); err == nil {
				err = os.Mkdir(name, 0o755)
			}
		}
	}
	s.made[dir] = err == nil
	return err
}

// update makes the folder hold the files of the new site and nothing else. Those
// that are not kept are written already; the others are those of the old site.
func (s *staging) update(site *site) error {
	if err := s.open(); err != nil {
		return err
	}
	if s.was != nil {
		if err := s.was.prune(s.dir, site.names, func(at int, name string) bool {
			if at < 0 || s.was.base != s.now {
				_, stays := slices.BinarySearch(site.names, name)
				return stays
			}
			_, written := site.written[name]
			return written || site.stays[at].regular
		}); err != nil {
			return err
		}
	}
	return eachAt(len(site.names), func(i int) error {
		from := site.from[i]
		if from < 0 || s.was.same(s.dir, site.names[i], site.sums[i], site.stays[from]) {
			return nil
		}
		return s.link(s.now.dir+string(filepath.Separator)+filepath.FromSlash(site.names[i]), site.names[i])
	})
}

// link gives a file of the old site its name in the new one too. Where the file
// system has no links, it is copied, with its time.
func (s *staging) link(from, path string) error {
	if err := s.folder(parent(path)); err != nil {
		return err
	}
	to := s.name(path)
	if os.Link(from, to) == nil {
		return nil
	}
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	if os.Link(from, to) == nil {
		return nil
	}
	info, err := os.Stat(from)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.WriteFile(to, content, 0o644); err != nil {
		return err
	}
	return os.Chtimes(to, time.Time{}, info.ModTime())
}

// finish writes the manifest: the last of the files, and whole from the
// beginning for whoever still reads from the folder.
func (s *staging) finish(list []byte) error {
	if err := os.WriteFile(s.beside.list, list, 0o644); err != nil {
		return err
	}
	return os.Rename(s.beside.list, s.name(Manifest))
}
