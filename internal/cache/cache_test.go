package cache_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"notis/internal/cache"
)

const key = "ab0123456789"

func open(t testing.TB) (*cache.Cache, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "cache")
	c, err := cache.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return c, dir
}

func files(n int) []cache.File {
	var out []cache.File
	for i := range n {
		content := bytes.Repeat([]byte{byte(i)}, 100*i)
		out = append(out, cache.File{Path: fmt.Sprintf("a/%d/index.html", i), Sum: fmt.Sprintf("%x", sha256.Sum256(content)), Content: content})
	}
	return out
}

// TestKept wants what is kept to be found as it was, with its note, also by
// whoever opens the cache later.
func TestKept(t *testing.T) {
	c, dir := open(t)
	if p, err := c.Get(key); p != nil || err != nil {
		t.Fatalf("an empty cache holds %v, %v", p, err)
	}
	note := []byte("a note\nof two lines")
	if err := c.Put(key, note, files(5)); err != nil {
		t.Fatal(err)
	}
	c, err := cache.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Get(key)
	if err != nil || !bytes.Equal(p.Note, note) || len(p.Entries) != 5 {
		t.Fatalf("got %v, %v", p, err)
	}
	for i, f := range files(5) {
		content, err := p.Read(i)
		if err != nil || p.Entries[i].Path != f.Path || !bytes.Equal(content, f.Content) || p.Entries[i].Size != int64(len(f.Content)) {
			t.Errorf("%s: %v", f.Path, err)
		}
	}
}

// TestBroken changes every byte of a pack, cuts it and makes it longer: it is
// noticed, at the latest when the file is read, and the pack is gone after it.
func TestBroken(t *testing.T) {
	c, dir := open(t)
	name := filepath.Join(dir, key[:2], key)
	tried := func(what string, change func([]byte) []byte) {
		if err := c.Put(key, []byte("note"), files(3)); err != nil {
			t.Fatal(err)
		}
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, change(src), 0o644); err != nil {
			t.Fatal(err)
		}
		p, err := c.Get(key)
		for i := 0; err == nil && i < len(p.Entries); i++ {
			_, err = p.Read(i)
		}
		var broken *cache.Broken
		if !errors.As(err, &broken) {
			t.Errorf("%s: got %v", what, err)
		}
		if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: the pack is still there: %v", what, err)
		}
	}
	if err := c.Put(key, []byte("note"), files(3)); err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i := range src {
		tried(fmt.Sprintf("byte %d", i), func(b []byte) []byte { b[i] ^= 1; return b })
	}
	tried("cut", func(b []byte) []byte { return b[:len(b)-1] })
	tried("longer", func(b []byte) []byte { return append(b, 'x') })
	tried("empty", func([]byte) []byte { return nil })
}

// TestTrim wants what was asked for last to stay, and the cache to be no bigger
// than it may be.
func TestTrim(t *testing.T) {
	c, dir := open(t)
	for i := range 6 {
		k := fmt.Sprintf("%02x0123456789", i)
		if err := c.Put(k, nil, []cache.File{{Path: "x", Content: make([]byte, 1000)}}); err != nil {
			t.Fatal(err)
		}
		at := time.Now().Add(time.Duration(i-100) * time.Minute)
		if err := os.Chtimes(filepath.Join(dir, k[:2], k), at, at); err != nil {
			t.Fatal(err)
		}
	}
	if p, err := c.Get("000123456789"); p == nil || err != nil {
		t.Fatal(err)
	}
	if err := c.Trim(3500); err != nil {
		t.Fatal(err)
	}
	for i, want := range []bool{true, false, false, false, true, true} {
		p, err := c.Get(fmt.Sprintf("%02x0123456789", i))
		if err != nil || (p != nil) != want {
			t.Errorf("%d is there: %v, want %v, %v", i, p != nil, want, err)
		}
	}
}

// TestOthers wants a folder that is no cache to be left alone.
func TestOthers(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "thesis.txt"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := cache.Open(dir); err == nil {
		t.Error("somebody's folder is taken for a cache")
	}
	c, own := open(t)
	if err := c.Put(key, nil, files(3)); err != nil {
		t.Fatal(err)
	}
	if size, err := c.Clean(); err != nil || size == 0 {
		t.Fatalf("took away %d bytes: %v", size, err)
	}
	if entries, err := os.ReadDir(own); err != nil || len(entries) != 1 {
		t.Errorf("the cache still holds %v: %v", entries, err)
	}
	for _, bad := range []string{"", "../../etc/passwd", "AB0123456789", "ab"} {
		if err := c.Put(bad, nil, nil); err == nil {
			t.Errorf("%q is taken for a key", bad)
		}
		if _, err := c.Get(bad); err == nil {
			t.Errorf("%q is looked for", bad)
		}
	}
}

// TestTogether keeps, trims and cleans from several sides at once, as builds do
// that share a cache. It wants none of them to fail, what is found to be whole,
// and what is left to be a cache.
func TestTogether(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "cache")
	var wait sync.WaitGroup
	for w := range 4 {
		wait.Go(func() {
			for i := range 60 {
				c, err := cache.Open(dir)
				if err != nil {
					t.Error(err)
					return
				}
				k := fmt.Sprintf("%02x%08x", i%7, i%11)
				gone := func(err error) error {
					if errors.Is(err, fs.ErrNotExist) {
						return nil // cleaned meanwhile
					}
					return err
				}
				if err := gone(c.Put(k, []byte("note"), files(4))); err != nil {
					t.Error(err)
				}
				p, err := c.Get(k)
				if err != nil {
					t.Error(err)
				}
				for j, f := range files(4) {
					if p == nil {
						break
					}
					if content, err := p.Read(j); gone(err) != nil || err == nil && !bytes.Equal(content, f.Content) {
						t.Errorf("%s: %v", f.Path, err)
					}
				}
				if err := errors.Join(gone(c.Remember("site", []byte(k))), c.Trim(3000)); err != nil {
					t.Error(err)
				}
				if w == 0 && i%9 == 8 {
					_, _ = c.Clean() // a folder may be filled while it is taken away
				}
			}
		})
	}
	wait.Wait()
	if _, err := cache.Open(dir); err != nil {
		t.Error(err)
	}
}
