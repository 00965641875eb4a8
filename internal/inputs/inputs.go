// Package inputs tells what the pages of a brand are made of, each input by its
// digest: what has the same inputs has the same pages.
package inputs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"notis/internal/notice"
	"notis/internal/source"
)

// Set is inputs by their names: the path of a file, or what else counts, such
// as "date". The values are digests, or short words.
type Set map[string]string

// Key is the same for the same inputs: a SHA-256 in hexadecimal.
func (s Set) Key() string {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(s)) {
		h.Write([]byte(name + "\x00" + s[name] + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Changed lists the names of inputs that differ, sorted: what came, what went,
// what is another.
func (s Set) Changed(old Set) []string {
	var out []string
	for name, sum := range s {
		if old[name] != sum {
			out = append(out, name)
		}
	}
	for name := range old {
		if _, ok := s[name]; !ok {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Reader reads inputs from a source folder.
type Reader struct {
	fsys fs.FS
	// shared are those of all brands, key stands for them, and looks are those
	// of each theme.
	shared Set
	key    string
	looks  map[string]Set
}

// Folders lists the folders and files that brands are made of beside their own.
func Folders() []string {
	return []string{"layouts", "i18n/nb.toml", "i18n/en.toml", "i18n/notice", "themes", "data/categories.toml"}
}

// Read reads what all brands are made of. Beside stands what is no file: the
// program, flags.
func Read(fsys fs.FS, beside Set) (*Reader, error) {
	r := &Reader{fsys: fsys, shared: Set{}, looks: map[string]Set{}}
	maps.Copy(r.shared, beside)
	for _, root := range Folders() {
		if err := r.folder(root, func(p, sum string) { r.sort(p, sum) }); err != nil {
			return nil, err
		}
	}
	r.key = r.shared.Key()
	return r, nil
}

// Shared gives the inputs of all brands.
func (r *Reader) Shared() Set { return maps.Clone(r.shared) }

// sort puts a file where it counts: what lies in a theme other than base counts
// for the brands that look like it.
func (r *Reader) sort(p, sum string) {
	parts := strings.SplitN(p, "/", 3)
	if parts[0] != "themes" || parts[1] == "base" {
		r.shared[p] = sum
		return
	}
	if r.looks[parts[1]] == nil {
		r.looks[parts[1]] = Set{}
	}
	r.looks[parts[1]][p] = sum
}

// folder gives the files of a folder with their digests; a file is one of its
// own.
func (r *Reader) folder(root string, found func(p, sum string)) error {
	return fs.WalkDir(r.fsys, root, func(p string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && p == root {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		src, err := fs.ReadFile(r.fsys, p)
		if err != nil {
			return err
		}
		found(p, digest(src))
		return nil
	})
}

func digest(src []byte) string {
	sum := sha256.Sum256(src)
	return hex.EncodeToString(sum[:])
}

// Rest gives the inputs of what belongs to no brand, such as the front page:
// those of all brands, the hand-written pages, every theme, and data/site.toml.
func (r *Reader) Rest() (Set, error) {
	out := r.Shared()
	for _, look := range r.looks {
		maps.Copy(out, look)
	}
	for _, root := range []string{"content", "data/site.toml"} {
		if err := r.folder(root, func(p, sum string) { out[p] = sum }); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// SharedKey is the input of a brand that stands for those of all brands.
const SharedKey = "shared"

// Brand gives the inputs of a brand whose files are in fsys: its data, the look
// it has, what stands beside, such as the state of its versions, and, as one,
// those of all brands. A file that cannot be read is the loader's to report: it
// counts by what is there.
func (r *Reader) Brand(fsys fs.FS, id notice.ID, beside Set) (Set, error) {
	out := Set{SharedKey: r.key}
	maps.Copy(out, beside)
	dir := path.Join("data/brands", string(id))
	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if e.IsDir() {
			continue // the versions count by their chain, which is verified
		}
		src, err := source.Bytes(fsys, path.Join(dir, e.Name()))
		if err != nil {
			return nil, err
		}
		out[path.Join(dir, e.Name())] = digest(src)
		if e.Name() == "brand.toml" {
			for _, name := range looks(src) {
				maps.Copy(out, r.looks[name])
			}
		}
	}
	return out, nil
}

// line is how the look of a brand is written.
var line = regexp.MustCompile(`(?m)^[ \t]*look[ \t]*=[ \t]*["']([a-z0-9-]+)["']`)

// looks gives the theme that a brand looks like. A line that only reads as if it
// chose one, in the middle of a text, adds another, which does no harm. Where the
// word may be written in another way, all of the file is read.
func looks(src []byte) []string {
	has := func(s string) bool { return bytes.Contains(src, []byte(s)) }
	if !has(`look"`) && !has(`look'`) && !has(`\u`) && !has(`\U`) && !has(`\x`) {
		var out []string
		for _, found := range line.FindAllSubmatch(src, -1) {
			out = append(out, string(found[1]))
		}
		if len(out) > 0 || !has("look") {
			return out
		}
	}
	var brand struct {
		Look string `toml:"look"`
	}
	if _, err := toml.Decode(string(src), &brand); err != nil {
		return nil // the loader says what is wrong
	}
	return []string{brand.Look}
}
