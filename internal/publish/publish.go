// Package publish puts a finished site in its place: all of it, or nothing.
package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"
)

// Manifest is the file at the root of a site that names every other file with
// its SHA-256, in the form that sha256sum -c reads. Nothing else writes a file
// of this name, so it also tells that the folder is ours to replace.
const Manifest = "notis.sha256"

// Publisher writes the files of a site to a folder beside the old one. A file
// that has not changed is the old one, linked: it keeps its time, and nothing
// that copies the site has to copy it again.
type Publisher struct {
	out, staging string
	unlock       func() error
	old          old

	mu      sync.Mutex
	sums    map[string]string
	folders map[string]bool
	kept    int
	size    int64
}

// old is the site that is there.
type old struct {
	sums map[string]string
	// written is when its manifest was, the last of its files.
	written time.Time
}

// Report tells what became of a site.
type Report struct {
	// Files is how many the site has, Kept how many of them are the old ones.
	Files, Kept int
	// Bytes is how much they hold.
	Bytes int64
}

// Begin takes the lock on a folder and makes one beside it. A folder that holds
// anything but a site is left alone, and that is an error. A link is followed:
// it is the folder it leads to that is replaced.
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
	p := &Publisher{out: out, unlock: unlock, sums: map[string]string{}, folders: map[string]bool{}}
	if err := p.begin(); err != nil {
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

func (p *Publisher) begin() error {
	if err := p.recover(); err != nil {
		return err
	}
	var err error
	if p.old, err = ours(p.out); err != nil {
		return err
	}
	if p.staging, err = os.MkdirTemp(filepath.Dir(p.out), prefix(p.out)+"*"); err != nil {
		return err
	}
	return os.Chmod(p.staging, 0o755)
}

// recover takes away what a build that was killed has left behind: it is
// nobody's, for we have the lock. Where the old site was moved aside and the new
// one had not come, the old one comes back.
func (p *Publisher) recover() error {
	for _, name := range leftovers(p.out) {
		if _, err := os.Lstat(p.out); errors.Is(err, os.ErrNotExist) && strings.HasSuffix(name, aside) {
			if err := os.Rename(name, p.out); err != nil {
				return err
			}
		}
		if err := os.RemoveAll(name); err != nil {
			return err
		}
	}
	return nil
}

// aside ends the name of an old site on its way out.
const aside = "-old"

// prefix begins the names of the folders beside a site while it is replaced.
func prefix(out string) string { return "." + filepath.Base(out) + "-new-" }

func leftovers(out string) []string {
	entries, err := os.ReadDir(filepath.Dir(out))
	if err != nil {
		return nil
	}
	var names []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix(out)) {
			names = append(names, filepath.Join(filepath.Dir(out), e.Name()))
		}
	}
	return names
}

// ours gives the site that is at a place; an error where something else is. It
// may also be nothing, or an empty folder.
func ours(out string) (old, error) {
	var o old
	entries, err := os.ReadDir(out)
	if errors.Is(err, os.ErrNotExist) || err == nil && len(entries) == 0 {
		return o, nil
	}
	if err != nil {
		return o, err
	}
	o.sums = map[string]string{}
	if info, err := os.Stat(filepath.Join(out, Manifest)); err == nil {
		o.written = info.ModTime()
	}
	sums, err := os.ReadFile(filepath.Join(out, Manifest))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return o, err
	}
	for line := range strings.Lines(string(sums)) {
		if sum, name, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); ok {
			o.sums[name] = sum
		}
	}
	return o, fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if _, known := o.sums[name]; err == nil && !d.IsDir() && !known && name != Manifest {
			err = fmt.Errorf("%s holds %s, which is not part of a site built by notis; take it away, or choose another folder with --out", out, name)
		}
		return err
	})
}

// Add puts a file into the new site; its path is relative to the root, with
// slashes. It can be called from several goroutines at once.
func (p *Publisher) Add(path string, content []byte) error {
	if !filepath.IsLocal(path) || path == Manifest || strings.ContainsAny(path, "\n\r") {
		return fmt.Errorf("a page has the address %q, which is no place for one", path)
	}
	digest := sha256.Sum256(content)
	sum := hex.EncodeToString(digest[:])
	if err := p.claim(path, sum, len(content)); err != nil {
		return err
	}
	name := filepath.Join(p.staging, filepath.FromSlash(path))
	if err := p.folder(filepath.Dir(name)); err != nil {
		return explain(err)
	}
	if p.keep(path, name, sum, len(content)) {
		return nil
	}
	return explain(os.WriteFile(name, content, 0o644))
}

// claim takes an address for a file; an error where another one has it.
func (p *Publisher) claim(path, sum string, size int) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, taken := p.sums[path]; taken {
		return fmt.Errorf("two files have the address %s", path)
	}
	p.sums[path] = sum
	p.size += int64(size)
	return nil
}

func (p *Publisher) folder(dir string) error {
	p.mu.Lock()
	made := p.folders[dir]
	p.mu.Unlock()
	if made {
		return nil
	}
	err := os.MkdirAll(dir, 0o755)
	p.mu.Lock()
	p.folders[dir] = err == nil
	p.mu.Unlock()
	return err
}

// keep links the old file where it is the same. One that was written after the
// manifest is not what the manifest says, so it is written anew; so is every
// file where the file system has no links.
func (p *Publisher) keep(path, name, sum string, size int) bool {
	if p.old.sums[path] != sum {
		return false
	}
	was := filepath.Join(p.out, filepath.FromSlash(path))
	info, err := os.Lstat(was)
	if err != nil || !info.Mode().IsRegular() || info.Size() != int64(size) || info.ModTime().After(p.old.written) {
		return false
	}
	if os.Link(was, name) != nil {
		return false
	}
	p.mu.Lock()
	p.kept++
	p.mu.Unlock()
	return true
}

// Commit swaps the two folders, so that the place holds the old site or the new
// one at every moment. Where nothing has changed, nothing is swapped.
func (p *Publisher) Commit() (Report, error) {
	report := Report{Files: len(p.sums), Kept: p.kept, Bytes: p.size}
	var err error
	if p.kept < len(p.sums) || p.kept < len(p.old.sums) || p.old.sums == nil {
		if err = p.manifest(); err == nil {
			err = swap(p.staging, p.out)
		}
	}
	return report, errors.Join(explain(err), p.Abort())
}

// Abort takes away the new folder, or after Commit the old one, and gives the
// lock back.
func (p *Publisher) Abort() error {
	return errors.Join(explain(os.RemoveAll(p.staging)), p.unlock())
}

func (p *Publisher) manifest() error {
	var out strings.Builder
	names := make([]string, 0, len(p.sums))
	for name := range p.sums {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		out.WriteString(p.sums[name] + "  " + name + "\n")
	}
	return os.WriteFile(filepath.Join(p.staging, Manifest), []byte(out.String()), 0o644)
}

// replace renames in two steps, for a first build and for systems that cannot
// exchange two folders in one.
func replace(staging, out string) error {
	old := staging + aside
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
