// Package cache keeps what was built, by the digest of what it was built from.
// Nothing in it is trusted: what it holds is what it was when it was kept, or it
// is not there.
package cache

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// File is a finished file, its path relative to the root of the site, with its
// SHA-256 in hexadecimal.
type File struct {
	Path, Sum string
	Content   []byte
}

// Entry is a file that is kept: its path, its SHA-256 in hexadecimal, and how
// many bytes it has.
type Entry struct {
	Path, Sum string
	Size      int64
	offset    int64
}

// Cache is a folder of packs.
type Cache struct{ dir string }

// Mark is the file at the root of a cache that tells that it is one: nothing
// else is ever emptied.
const Mark = "CACHEDIR.TAG"

// The first line is that of the Cache Directory Tagging Specification, by which
// programs that make copies leave caches out.
const mark = "Signature: 8a477f597d28d172789f06886806bc55\n# What notis has built. It can be deleted.\n"

// Other says that a folder holds something else than a cache.
type Other struct{ Dir string }

func (o *Other) Error() string {
	return o.Dir + " holds something that is no cache of notis; choose another folder with --cache"
}

// Open opens a cache, and makes it where it is not there. A folder that holds
// something else is an error of type Other.
func Open(dir string) (*Cache, error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(dir, Mark)); err != nil {
		if len(entries) > 0 {
			return nil, &Other{dir}
		}
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, Mark), []byte(mark), 0o644); err != nil {
			return nil, err
		}
	}
	return &Cache{dir}, nil
}

// Pack is the files that were built from one set of inputs.
type Pack struct {
	// Note is what whoever kept it wrote beside: it is read without the files.
	Note    []byte
	Entries []Entry
	name    string
}

// format is the first word of a pack; another one is one of another version.
const format = "notis-pack-1"

func (c *Cache) file(key string) string { return filepath.Join(c.dir, key[:2], key) }

// Put keeps files under a key, which is a digest in hexadecimal. It is there
// whole or not at all.
func (c *Cache) Put(key string, note []byte, files []File) error {
	if err := known(key); err != nil {
		return err
	}
	var head bytes.Buffer
	fmt.Fprintf(&head, "%d %d\n", len(note), len(files))
	head.Write(note)
	for _, f := range files {
		if strings.ContainsAny(f.Path, "\n\r") {
			return fmt.Errorf("%q is no path of a file", f.Path)
		}
		fmt.Fprintf(&head, "%s %d %s\n", f.Sum, len(f.Content), f.Path)
	}
	// A cache that somebody has deleted meanwhile is not made again: it would have
	// no mark.
	if err := os.Mkdir(filepath.Join(c.dir, key[:2]), 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	to, err := os.CreateTemp(filepath.Join(c.dir, key[:2]), "new-*")
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(to, 1<<16)
	fmt.Fprintf(w, "%s %x %d\n", format, sha256.Sum256(head.Bytes()), head.Len())
	_, err = w.Write(head.Bytes())
	for _, f := range files {
		if err == nil {
			_, err = w.Write(f.Content)
		}
	}
	err = errors.Join(err, w.Flush(), to.Close())
	if err == nil {
		err = os.Rename(to.Name(), c.file(key))
	}
	if err != nil {
		return errors.Join(err, os.Remove(to.Name()))
	}
	return nil
}

// known tells whether a key is one.
func known(key string) error {
	if len(key) < 8 || strings.Trim(key, "0123456789abcdef") != "" {
		return fmt.Errorf("%q is no key of a cache", key)
	}
	return nil
}

// Broken says that a pack is not what it was when it was kept.
type Broken struct {
	Key string
	Err error
}

func (b *Broken) Error() string { return fmt.Sprintf("the cache is broken at %s: %v", b.Key, b.Err) }

// Unwrap gives what is wrong.
func (b *Broken) Unwrap() error { return b.Err }

// Get finds the pack under a key; nil where there is none, and an error of type
// Broken where it is not what it was. What is asked for is not the first to go
// when the cache is too big.
func (c *Cache) Get(key string) (*Pack, error) {
	if err := known(key); err != nil {
		return nil, err
	}
	name := c.file(key)
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	p, err := read(f)
	if err != nil {
		return nil, &Broken{key, errors.Join(err, os.Remove(name))}
	}
	p.name = name
	now := time.Now()
	_ = os.Chtimes(name, now, now) // a cache that cannot be written can be read
	return p, nil
}

// read reads the head of a pack, and checks that the file is as long as it says.
func read(f *os.File) (*Pack, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	r := bufio.NewReader(f)
	first, err := r.ReadString('\n')
	if err != nil {
		return nil, err
	}
	var word, sum string
	var long int64
	if _, err := fmt.Sscanf(first, "%s %s %d\n", &word, &sum, &long); err != nil || word != format || long < 0 || long > info.Size() {
		return nil, errors.New("its first line is not that of a pack")
	}
	head := make([]byte, long)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	if got := sha256.Sum256(head); hex.EncodeToString(got[:]) != sum {
		return nil, errors.New("its list is another one")
	}
	p, err := parse(head)
	if err != nil {
		return nil, err
	}
	at := int64(len(first)) + long
	for i := range p.Entries {
		p.Entries[i].offset = at
		at += p.Entries[i].Size
	}
	if info.Size() != at {
		return nil, errors.New("it is longer or shorter than it was")
	}
	return p, nil
}

// parse takes a list apart whose digest is right.
func parse(head []byte) (*Pack, error) {
	line, rest, _ := bytes.Cut(head, []byte("\n"))
	var long, count int
	if _, err := fmt.Sscanf(string(line), "%d %d", &long, &count); err != nil || long < 0 || long > len(rest) {
		return nil, errors.New("its list cannot be read")
	}
	p := &Pack{Note: rest[:long]}
	if count < 0 || count > len(rest) {
		return nil, errors.New("its list is not whole")
	}
	p.Entries = make([]Entry, 0, count)
	for l := range strings.Lines(string(rest[long:])) {
		sum, after, _ := strings.Cut(strings.TrimSuffix(l, "\n"), " ")
		number, path, ok := strings.Cut(after, " ")
		size, err := strconv.ParseInt(number, 10, 64)
		if !ok || err != nil || size < 0 {
			return nil, errors.New("its list cannot be read")
		}
		p.Entries = append(p.Entries, Entry{Path: path, Sum: sum, Size: size})
	}
	if len(p.Entries) != count {
		return nil, errors.New("its list is not whole")
	}
	return p, nil
}

// Read gives the content of a file that is kept, or an error of type Broken.
func (p *Pack) Read(i int) ([]byte, error) {
	e := &p.Entries[i]
	f, err := os.Open(p.name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := make([]byte, e.Size)
	if _, err := f.ReadAt(out, e.offset); err != nil {
		return nil, &Broken{filepath.Base(p.name), err}
	}
	if got := sha256.Sum256(out); hex.EncodeToString(got[:]) != e.Sum {
		return nil, &Broken{filepath.Base(p.name), errors.Join(fmt.Errorf("%s is another one", e.Path), os.Remove(p.name))}
	}
	return out, nil
}

// Remember keeps a few words under a name, such as what was built last.
func (c *Cache) Remember(name string, content []byte) error {
	sum := sha256.Sum256([]byte(name))
	to, err := os.CreateTemp(c.dir, "new-*")
	if err != nil {
		return err
	}
	_, err = to.Write(content)
	if err = errors.Join(err, to.Close()); err == nil {
		err = os.Rename(to.Name(), filepath.Join(c.dir, words+hex.EncodeToString(sum[:16])))
	}
	if err != nil {
		return errors.Join(err, os.Remove(to.Name()))
	}
	return nil
}

// Recall gives what was kept under a name; an error where nothing was.
func (c *Cache) Recall(name string) ([]byte, error) {
	sum := sha256.Sum256([]byte(name))
	return os.ReadFile(filepath.Join(c.dir, words+hex.EncodeToString(sum[:16])))
}

// words is what the names of files begin with that Remember keeps.
const words = "words-"

// Trim takes away what has not been asked for the longest, until the cache holds
// no more than limit bytes, and what a process that died left behind.
func (c *Cache) Trim(limit int64) error {
	type pack struct {
		name string
		size int64
		used time.Time
	}
	var packs []pack
	var total int64
	err := filepath.WalkDir(c.dir, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil // another build has taken it away
		}
		if err != nil || d.IsDir() || d.Name() == Mark || strings.HasPrefix(d.Name(), words) {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		if strings.HasPrefix(d.Name(), "new-") {
			if time.Since(info.ModTime()) > time.Hour {
				return os.Remove(name)
			}
			return nil
		}
		packs, total = append(packs, pack{name, info.Size(), info.ModTime()}), total+info.Size()
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(packs, func(a, b pack) int { return cmp.Or(a.used.Compare(b.used), strings.Compare(a.name, b.name)) })
	var errs []error
	for _, p := range packs {
		if total <= limit {
			break
		}
		total -= p.size
		if err := os.Remove(p.name); !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// Clean takes all of it away, and tells how many bytes that was. The mark stays:
// a build that keeps something meanwhile, or a process that dies on the way,
// leaves a cache, and not a folder of nobody knows what.
func (c *Cache) Clean() (int64, error) {
	entries, err := os.ReadDir(c.dir)
	if err != nil {
		return 0, err
	}
	var size int64
	var errs []error
	for _, e := range entries {
		if e.Name() == Mark {
			continue
		}
		name := filepath.Join(c.dir, e.Name())
		errs = append(errs, filepath.WalkDir(name, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				var info fs.FileInfo
				if info, err = d.Info(); err == nil {
					size += info.Size()
				}
			}
			if errors.Is(err, fs.ErrNotExist) {
				return nil // a build has put it elsewhere
			}
			return err
		}), os.RemoveAll(name))
	}
	return size, errors.Join(errs...)
}
