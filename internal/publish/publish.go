// Package publish puts a finished site in its place: all of it, or nothing.
//
// Beside the site lies a folder of our own, .<name>.spare. It holds the site
// that the last publish took out of its place. The next one makes that folder
// into the new site, which costs what has changed, and exchanges the two.
package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// Publisher writes the files of a site to a folder beside the old one. A file
// that has not changed is the old one, linked: it keeps its time, and nothing
// that copies the site has to copy it again.
type Publisher struct {
	out    string
	beside beside
	unlock func() error
	// old is the site that is there; nil where none is.
	old  *tree
	next *staging
	// foreign tells, once, whether the old site holds what is not part of it.
	foreign chan error

	mu    sync.Mutex
	files map[string]file
	kept  int
	size  int64
}

// file is a file of a site.
type file struct {
	sum string
	// size is how many bytes it holds, unknown where nobody has noted it.
	size int64
	// kept tells that the file is that of the old site, and written when it was.
	kept    bool
	written int64
}

// unknown is the size of a file whose size nobody has noted.
const unknown = -1

// Report tells what became of a site.
type Report struct {
	// Files is how many the site has, Kept how many of them are the old ones.
	Files, Kept int
	// Bytes is how much they hold.
	Bytes int64
}

// Begin takes the lock on a folder. A folder that holds anything but a site is
// left alone, and that is an error, here or from Commit. A link is followed: it
// is the folder it leads to that is replaced.
func Begin(out string) (*Publisher, error) {
	out, err := resolve(out)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
		return nil, explain(err)
	}
	unlock, err := lock(out)
	if err != nil {
		return nil, explain(err)
	}
	b := besideOf(out)
	p := &Publisher{out: out, beside: b, unlock: unlock, next: newStaging(b), files: map[string]file{}, foreign: make(chan error, 1)}
	err = b.recover(out)
	if err == nil {
		p.old, err = readTree(out)
	}
	if err == nil && p.old != nil {
		p.old.size(b.sizes())
		p.files = make(map[string]file, len(p.old.files))
		if len(p.old.files) == 0 {
			err = p.old.foreign()
		} else {
			go func() { p.foreign <- p.old.foreign() }()
		}
	}
	if err != nil {
		return nil, errors.Join(explain(err), unlock())
	}
	return p, nil
}

// resolve gives the folder that a path leads to.
func resolve(out string) (string, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(out)
	if err == nil {
		return real, nil
	}
	if !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	if _, err := os.Lstat(out); err == nil {
		return "", fmt.Errorf("%s is a link that leads nowhere", out)
	}
	return out, nil
}

// Add puts a file into the new site; its path is relative to the root, with
// slashes. It can be called from several goroutines at once. To add a file again
// as it is does nothing.
func (p *Publisher) Add(path string, content []byte) error {
	digest := sha256.Sum256(content)
	return p.Put(path, hex.EncodeToString(digest[:]), content)
}

// Put adds a file whose SHA-256 is known, in hexadecimal digits.
func (p *Publisher) Put(path, sum string, content []byte) error {
	if !filepath.IsLocal(path) || path == Manifest || strings.ContainsAny(path, "\n\r") {
		return fmt.Errorf("a page has the address %q, which is no place for one", path)
	}
	f := file{sum: sum, size: int64(len(content))}
	f.kept = p.old != nil && p.old.holds(path, &f)
	if taken, same := p.claim(path, f); taken && !same {
		return fmt.Errorf("two files have the address %s", path)
	} else if taken || f.kept {
		return nil
	}
	return explain(p.next.write(path, content))
}

// Keep keeps a file of the old site whose content is not at hand, and tells
// whether it could: whether the old site has a file there with that SHA-256, in
// hexadecimal digits, that is still what its manifest says. Where it is false,
// nothing has happened, and the file has to be added.
func (p *Publisher) Keep(path, sum string) bool {
	f := file{sum: sum, size: unknown, kept: true}
	if p.old == nil || !p.old.holds(path, &f) {
		return false
	}
	taken, same := p.claim(path, f)
	return !taken || same
}

// claim takes an address for a file, and tells whether one has it already, and
// whether that is the same.
func (p *Publisher) claim(path string, f file) (taken, same bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if is, taken := p.files[path]; taken {
		return true, is.sum == f.sum
	}
	p.files[path] = f
	p.size += f.size
	if f.kept {
		p.kept++
	}
	return false, false
}

// Commit swaps the two folders, so that the place holds the old site or the new
// one at every moment. Where nothing has changed, nothing is swapped.
func (p *Publisher) Commit() (Report, error) {
	report := Report{Files: len(p.files), Kept: p.kept, Bytes: p.size}
	err := p.commit()
	return report, errors.Join(explain(err), p.Abort())
}

func (p *Publisher) commit() error {
	same := p.old != nil && p.kept == len(p.files) && p.kept == len(p.old.files)
	if p.old != nil && len(p.old.files) > 0 {
		if err := <-p.foreign; err != nil {
			return err
		}
	}
	if same && p.old.sized {
		return nil
	}
	names, list := manifest(p.files)
	if same {
		return p.beside.note(names, list, p.files)
	}
	if err := p.next.update(p.out, names, p.files); err != nil {
		return err
	}
	if err := p.next.finish(list); err != nil {
		return err
	}
	// A process that dies from here on leaves sizes that are not those of the
	// site that is there. They say whose they are, so nobody believes them.
	if err := p.beside.note(names, list, p.files); err != nil {
		return err
	}
	if err := swap(p.beside.next, p.out, p.beside.old); err != nil {
		return err
	}
	if p.old == nil {
		return nil
	}
	return os.Rename(p.beside.next, p.beside.site)
}

// Abort takes away the new folder where it has not become the site, and gives
// the lock back.
func (p *Publisher) Abort() error {
	return errors.Join(explain(p.beside.clear()), p.unlock())
}

// Files lists the paths of the files that the new site has so far, sorted.
func (p *Publisher) Files() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Sorted(maps.Keys(p.files))
}

// Read gives a file of the new site before it stands in its place.
func (p *Publisher) Read(path string) ([]byte, error) {
	p.mu.Lock()
	f, ok := p.files[path]
	p.mu.Unlock()
	switch {
	case !ok:
		return nil, fmt.Errorf("the new site has no file %s", path)
	case f.kept:
		return os.ReadFile(filepath.Join(p.out, filepath.FromSlash(path)))
	default:
		return p.next.read(path)
	}
}
