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
	"os"
	"path/filepath"
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

	mu sync.Mutex
	// files are those that are written, and stays those of the old site that are
	// kept, by their places in it: each as it was found, or nothing.
	files map[string]file
	stays []stat
	kept  int
	size  int64
}

// file is a file that is written.
type file struct {
	sum  string
	size int64
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
	p := &Publisher{out: out, beside: b, unlock: unlock, files: map[string]file{}, foreign: make(chan error, 1)}
	err = b.recover(out)
	if err == nil {
		p.old, err = readTree(out)
	}
	p.next = newStaging(b, p.old)
	if err == nil && p.old != nil {
		p.old.size(read(b.noted))
		p.stays = make([]stat, len(p.old.names))
		if len(p.old.names) == 0 {
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

// Expect says that files are going to be put: what is beside the site is looked
// at meanwhile.
func (p *Publisher) Expect() { go p.next.spare() }

// Add puts a file into the new site; its path is relative to the root, with
// slashes. It can be called from several goroutines at once. To add a file again
// as it is does nothing.
func (p *Publisher) Add(path string, content []byte) error {
	digest := sha256.Sum256(content)
	return p.Put(path, hex.EncodeToString(digest[:]), content)
}

// Put adds a file whose SHA-256 is known, in hexadecimal digits.
func (p *Publisher) Put(path, sum string, content []byte) error {
	if !filepath.IsLocal(path) || path == "." || filepath.ToSlash(filepath.Clean(path)) != path || path == Manifest || strings.ContainsAny(path, "\n\r") {
		return fmt.Errorf("a page has the address %q, which is no place for one", path)
	}
	if at := p.at(path); at >= 0 && p.old.sums[at] == sum {
		if info, holds := p.old.holds(at, int64(len(content))); holds {
			if taken, same := p.stay(at, info); taken && !same {
				return fmt.Errorf("two files have the address %s", path)
			}
			return nil
		}
	}
	if taken, same := p.claim(path, file{sum, int64(len(content))}); taken && !same {
		return fmt.Errorf("two files have the address %s", path)
	} else if taken {
		return nil
	}
	return explain(p.next.write(path, content))
}

// at is the place of a file in the old site, or -1.
func (p *Publisher) at(path string) int {
	if p.old == nil {
		return -1
	}
	return p.old.find(path)
}

// Keeper gives a function that keeps a file of the old site whose content is not
// at hand, and tells whether it could: whether the old site has a file there
// with that SHA-256, in hexadecimal digits, that is still what its manifest says.
// Where it is false, nothing has happened, and the file has to be added. The
// function is for one goroutine, and fast where paths come in their order.
func (p *Publisher) Keeper() func(path, sum string) bool {
	at := -1
	return func(path, sum string) bool {
		if at++; p.old == nil || at >= len(p.old.names) || p.old.names[at] != path {
			at = p.at(path)
		}
		return p.keep(at, sum)
	}
}

func (p *Publisher) keep(at int, sum string) bool {
	if at < 0 || p.old.sums[at] != sum {
		return false
	}
	info, holds := p.old.holds(at, unknown)
	if !holds {
		return false
	}
	taken, same := p.stay(at, info)
	return !taken || same
}

// stay keeps a file of the old site, and tells whether its address was taken, and
// whether by the same file.
func (p *Publisher) stay(at int, info stat) (taken, same bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if is, taken := p.files[p.old.names[at]]; taken {
		return true, is.sum == p.old.sums[at]
	}
	if p.stays[at].regular {
		return true, true
	}
	p.stays[at] = info
	p.kept++
	p.size += info.size
	return false, false
}

// claim takes an address for a file that is to be written, and tells whether one
// has it already, and whether that is the same.
func (p *Publisher) claim(path string, f file) (taken, same bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if is, taken := p.files[path]; taken {
		return true, is.sum == f.sum
	}
	if at := p.at(path); at >= 0 && p.stays[at].regular {
		return true, p.old.sums[at] == f.sum
	}
	p.files[path] = f
	p.size += f.size
	return false, false
}

// Commit swaps the two folders, so that the place holds the old site or the new
// one at every moment. Where nothing has changed, nothing is swapped.
func (p *Publisher) Commit() (Report, error) {
	report := Report{Files: len(p.files) + p.kept, Kept: p.kept, Bytes: p.size}
	err := p.commit()
	return report, errors.Join(explain(err), p.Abort())
}

func (p *Publisher) commit() error {
	same := p.old != nil && len(p.files) == 0 && p.kept == len(p.old.names)
	if p.old != nil && len(p.old.names) > 0 {
		if err := <-p.foreign; err != nil {
			return err
		}
	}
	if same && p.old.sizes != nil {
		return nil
	}
	next := p.site()
	if same {
		return p.beside.note(next)
	}
	if err := p.next.update(next); err != nil {
		return err
	}
	if err := p.next.finish(next.list); err != nil {
		return err
	}
	// A process that dies from here on leaves notes that are not of the site that
	// is there. They say whose they are, so nobody believes them.
	if err := errors.Join(p.beside.note(next), p.beside.compared(next, p.old)); err != nil {
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
	return p.site().names
}

// Read gives a file of the new site before it stands in its place.
func (p *Publisher) Read(path string) ([]byte, error) {
	p.mu.Lock()
	_, written := p.files[path]
	at := p.at(path)
	kept := at >= 0 && p.stays[at].regular
	p.mu.Unlock()
	switch {
	case written:
		return p.next.read(path)
	case kept:
		return os.ReadFile(filepath.Join(p.out, filepath.FromSlash(path)))
	default:
		return nil, fmt.Errorf("the new site has no file %s", path)
	}
}
