package affected

import (
	"errors"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"notis/internal/archive"
	"notis/internal/notice"
)

// Kind is what an input is.
type Kind string

// The kinds of input.
const (
	// Facts are a brand's: brand.toml, privacy.toml and cookies.toml.
	Facts Kind = "facts"
	// Release is release.toml: what the next version is.
	Release Kind = "release"
	// Shared are the facts that brands share.
	Shared Kind = "shared"
	// Website is what belongs to the site and to no brand.
	Website Kind = "site"
	// Public is what is publicly known, for the checks alone.
	Public Kind = "public"
	// Clauses are the words of the notices, Labels those of the pages around
	// them, Messages those of the command.
	Clauses  Kind = "clauses"
	Labels   Kind = "labels"
	Messages Kind = "messages"
	// Layouts are shared by all brands, a Look belongs to some.
	Layouts Kind = "layouts"
	Look    Kind = "look"
	// Content are the pages that people write.
	Content Kind = "content"
	// Versions are entries of the archive.
	Versions Kind = "versions"
	// Program is the program itself.
	Program Kind = "program"
	// Other is what nothing is made of.
	Other Kind = "other"
)

// Kinds lists the kinds of input.
func Kinds() []Kind {
	return []Kind{Facts, Release, Versions, Shared, Website, Public, Clauses, Labels, Messages, Layouts, Look, Content, Program, Other}
}

// kindOf tells what a file is, and whose.
func kindOf(name string) (Kind, notice.ID) {
	parts := strings.Split(name, "/")
	switch {
	case len(parts) == 4 && parts[1] == "brands" && parts[0] == "data":
		switch parts[3] {
		case "release.toml":
			return Release, notice.ID(parts[2])
		case "brand.toml", "privacy.toml", "cookies.toml":
			return Facts, notice.ID(parts[2])
		}
		return Other, notice.ID(parts[2])
	case name == "data/categories.toml":
		return Shared, ""
	case name == "data/site.toml":
		return Website, ""
	case name == "data/vendors.toml", name == "data/cookies.toml":
		return Public, ""
	case name == "i18n/nb.toml", name == "i18n/en.toml":
		return Labels, ""
	case strings.HasPrefix(name, "i18n/notice/"):
		return Clauses, ""
	case parts[0] == "i18n":
		return Messages, ""
	case parts[0] == "layouts":
		return Layouts, ""
	case parts[0] == "themes":
		return Look, ""
	case parts[0] == "content":
		return Content, ""
	}
	return Other, ""
}

// edited lists the files that differ between two source folders, but for the
// archive.
func edited(old, now fs.FS) ([]Edited, error) {
	was, err := listed(old)
	if err != nil {
		return nil, err
	}
	is, err := listed(now)
	if err != nil {
		return nil, err
	}
	names := maps.Clone(was)
	maps.Copy(names, is)
	var out []Edited
	for _, name := range slices.Sorted(maps.Keys(names)) {
		e := Edited{File: name}
		e.Kind, e.Brand = kindOf(name)
		switch {
		case !was[name]:
			e.Op = "added"
		case !is[name]:
			e.Op = "removed"
		default:
			a, err := fs.ReadFile(old, name)
			if err != nil {
				return nil, err
			}
			b, err := fs.ReadFile(now, name)
			if err != nil {
				return nil, err
			}
			if equal(a, b) {
				continue
			}
			e.Op = "changed"
			e.compare(a, b)
		}
		out = append(out, e)
	}
	return out, nil
}

// compare looks into two states of a file for what it says.
func (e *Edited) compare(a, b []byte) {
	if path.Ext(e.File) != ".toml" {
		return
	}
	var was, is map[string]any
	if toml.Unmarshal(a, &was) != nil || toml.Unmarshal(b, &is) != nil {
		return // what is wrong with it is told where it is loaded
	}
	e.OnlyForm = reflect.DeepEqual(was, is)
	if e.Kind != Clauses && e.Kind != Labels && e.Kind != Messages {
		return
	}
	for id := range was {
		if !reflect.DeepEqual(was[id], is[id]) {
			e.Messages = append(e.Messages, id)
		}
	}
	for id := range is {
		if _, both := was[id]; !both {
			e.Messages = append(e.Messages, id)
		}
	}
	slices.Sort(e.Messages)
}

// listed names the files that a site is built from, but for the archive, and
// for what editors leave behind.
func listed(fsys fs.FS) (map[string]bool, error) {
	out := map[string]bool{}
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case p == ".":
		case strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), "~"):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.IsDir() && d.Name() == "versions" && path.Dir(path.Dir(p)) == "data/brands":
			return fs.SkipDir
		case !d.IsDir() && p != archive.Sum:
			out[p] = true
		}
		return nil
	})
	return out, err
}
