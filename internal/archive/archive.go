// Package archive reads, verifies and extends the versions of the notices, and
// tells which of them stood on a day.
//
// An entry of a chain is a folder, data/brands/<brand>/versions/<kind>/<entry>,
// where <entry> is v3 for a version, v3-called-off or v3-withdrawn. Its
// SHA256SUMS names every other file of the folder and, as its first line, the
// SHA256SUMS of the entry before. data/archive.sum names the newest entry of
// each chain in the same form. Whoever changes a byte has to change every list
// that follows, up to data/archive.sum, and an older copy of that one file
// tells ([Holds]). The lists are those of sha256sum:
//
//	cd data && sha256sum -c archive.sum
//	cd data/brands/acme/versions/privacy/v3 && sha256sum -c SHA256SUMS
package archive

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"notis/internal/diag"
	"notis/internal/document"
	"notis/internal/notice"
)

// Sum is the file that names the newest entry of every chain, by its path from
// the source folder.
const Sum = "data/archive.sum"

// Archive is every chain of a source folder, read and verified.
type Archive struct {
	fsys   fs.FS
	chains []*Chain
}

// Chain is what has been released of one notice of a brand, the oldest entry
// first.
type Chain struct {
	Brand   notice.ID
	Kind    notice.Kind
	Entries []Entry
}

// Entry is one folder of a chain.
type Entry struct {
	// Name is that of the folder: v3, v3-called-off or v3-withdrawn.
	Name string
	// Record is the file version.toml, but for its changes, which are most of it
	// ([Archive.Changes]).
	Record notice.Version
	// Digest is that of the folder's SHA256SUMS: it stands for all of the
	// entry and for everything before it.
	Digest notice.Digest
	// Dir is the path from the source folder, with slashes.
	Dir string
	// Files lists what SHA256SUMS names in the folder, sorted. The text of a
	// version that was withdrawn stays listed.
	Files []File
}

// File is a file of an entry with the digest that SHA256SUMS gives it.
type File struct {
	Name   string
	Digest notice.Digest
}

// Read reads and verifies all of the archive in fsys, whose root is the source
// folder. It finds everything that is wrong before it gives up: the error is a
// [diag.List], sorted, unless the folder itself cannot be listed. A folder
// without data/archive.sum and without versions is an empty archive. Texts are
// hashed, not decoded, and not kept in memory.
//
// Where brands are named, their chains alone are read, and what is wrong with
// those of others is not found.
func Read(fsys fs.FS, brands ...notice.ID) (*Archive, error) { return read(fsys, nil, brands...) }

func read(fsys fs.FS, g *Again, brands ...notice.ID) (*Archive, error) {
	s, err := inspect(fsys, g, brands...)
	if err != nil {
		return nil, err
	}
	a := s.judge()
	if list := diag.Sort(s.problems); len(list) > 0 {
		return nil, list
	}
	return a, nil
}

// Chain gives the chain of a notice; an empty one where nothing has been
// released, also when the archive is nil.
func (a *Archive) Chain(brand notice.ID, kind notice.Kind) *Chain {
	empty := &Chain{Brand: brand, Kind: kind}
	if i, found := slices.BinarySearchFunc(a.Chains(), empty, compareChains); found {
		return a.chains[i]
	}
	return empty
}

// Chains lists the chains that have entries, by brand and then in the order of
// [notice.Kinds].
func (a *Archive) Chains() []*Chain {
	if a == nil {
		return nil
	}
	return a.chains
}

func compareChains(a, b *Chain) int {
	return cmp.Or(cmp.Compare(a.Brand, b.Brand),
		cmp.Compare(slices.Index(notice.Kinds(), a.Kind), slices.Index(notice.Kinds(), b.Kind)))
}

// Tip gives the newest entry, or nil.
func (c *Chain) Tip() *Entry {
	if len(c.Entries) == 0 {
		return nil
	}
	return &c.Entries[len(c.Entries)-1]
}

// File gives the bytes of a file of an entry, SHA256SUMS and version.toml
// among them. The bytes are held against the digest again, so that nothing
// that was put there after [Read] is used; the error is then a [diag.List]. A
// name that the entry does not list is [fs.ErrNotExist].
func (a *Archive) File(e *Entry, name string) ([]byte, error) {
	want := e.Digest
	if name != sumsFile {
		i := slices.IndexFunc(e.Files, func(f File) bool { return f.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("%s/%s: %w", e.Dir, name, fs.ErrNotExist)
		}
		want = e.Files[i].Digest
	}
	data, err := fs.ReadFile(a.fsys, path.Join(e.Dir, name))
	switch {
	case err != nil:
		return nil, diag.List{unreadable(path.Join(e.Dir, name), err)}
	case digestOf(data) != want:
		return nil, diag.List{problem("archive-changed", path.Join(e.Dir, name), nil)}
	}
	return data, nil
}

// Changes gives what the record of an entry tells of what changed. It fails as
// [Archive.File] does.
func (a *Archive) Changes(e *Entry) ([]notice.Told, error) {
	data, err := a.File(e, recordFile)
	if err != nil {
		return nil, err
	}
	v, err := decodeRecord(data)
	if err != nil {
		return nil, fmt.Errorf("%s/%s: %w", e.Dir, recordFile, err)
	}
	return v.Changes, nil
}

// Document gives the text of a version in a language, decoded by the format
// its record names. It fails as [Archive.File] does; an entry without text has
// none, and neither has a version that was withdrawn.
func (a *Archive) Document(e *Entry, l notice.Lang) (*document.Document, error) {
	return new(Reader).Document(a, e, l)
}

// Reader reads documents of one notice in one language, one after the other. A
// section that stands in one as it stood in the one before is decoded once, so
// documents share it and must not be changed. The zero Reader is ready.
type Reader struct{ sections map[string]section }

// Document gives the text of a version as [Archive.Document] does.
func (r *Reader) Document(a *Archive, e *Entry, l notice.Lang) (*document.Document, error) {
	name := DocumentFile(l)
	data, err := a.File(e, name)
	if err != nil {
		return nil, err
	}
	if r.sections == nil {
		r.sections = map[string]section{}
	}
	// Format 1 is the only one so far; Read refuses records of another.
	d, err := decodeDocument(data, r.sections)
	if err != nil {
		return nil, fmt.Errorf("%s/%s: %w", e.Dir, name, err)
	}
	return d, nil
}
