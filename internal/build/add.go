package build

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"strings"

	"notis/internal/render"
	"notis/internal/site"
)

// add gives files to whoever takes them, and their digests. Where they are to be
// kept, they have their contents then.
func (b *builder) add(files []render.File) (sums []string, err error) {
	room, _ := b.rooms.Get().(*[]byte)
	defer b.rooms.Put(room)
	sums = make([]string, len(files))
	for i := range files {
		f := &files[i]
		content := f.Bytes(*room)
		if f.Content == nil && b.in.Reuse != nil {
			content = bytes.Clone(content)
			f.Content = content
		} else if f.Content == nil {
			*room = content
		}
		sum := sha256.Sum256(content)
		sums[i] = hex.EncodeToString(sum[:])
		if err := b.to.Put(f.Path, sums[i], content); err != nil {
			return nil, err
		}
	}
	return sums, nil
}

// counted counts files that were made.
func counted(files []render.File) Report {
	r := Report{Files: len(files)}
	for _, f := range files {
		if isPage(f.Path) {
			r.Pages++
		}
	}
	return r
}

// isPage tells whether a file is a page: a piece of one is none.
func isPage(name string) bool {
	return strings.HasSuffix(name, ".html") && path.Base(name) != site.EmbedFile
}

func (b *builder) count(r Report) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.report.Brands += r.Brands
	b.report.Reused += r.Reused
	b.report.Pages += r.Pages
	b.report.Files += r.Files
	if b.in.Progress != nil {
		so := b.report
		so.Why = nil
		b.in.Progress(so)
	}
}
