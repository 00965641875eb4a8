// Package register reads the data folder: strict TOML from an [fs.FS] into the
// types of package notice, with a place for everything that is wrong.
package register

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/prose"
)

// Result is what the data folder holds.
type Result struct {
	Register *notice.Register
	// Files holds, by file name, where each data path stands.
	Files map[string]*Places
}

const (
	sharedFile = "data/categories.toml"
	brandsDir  = "data/brands"
)

// Files and folders that only some brands have: what the next version is, and
// the versions themselves, which package archive reads.
const (
	releaseFile = "release.toml"
	versionsDir = "versions"
	archiveSum  = "data/archive.sum"
)

// websiteFile is what belongs to the site; a folder may do without it.
const websiteFile = "data/site.toml"

// Files of what is publicly known; a folder may do without them.
const (
	vendorsFile = "data/vendors.toml"
	cookiesFile = "data/cookies.toml"
)

// BrandFiles lists the files that every brand's folder has.
func BrandFiles() []string { return []string{"brand.toml", "privacy.toml", "cookies.toml"} }

// Load reads the folder data in fsys. It reads everything before it gives up:
// the error is a [diag.List] of all mistakes, sorted. No date in the data may
// lie after today.
func Load(fsys fs.FS, today notice.Date) (*Result, error) {
	f, err := Open(fsys, today)
	if err != nil {
		return nil, err
	}
	return f.Load(fsys, f.Brands...)
}

// Folder is a folder data whose brands are not read yet.
type Folder struct {
	// Brands are the ids of the brands, sorted.
	Brands []notice.ID
	shared *loader
}

// Open finds the brands of the folder data in fsys, and reads what they share.
// What is wrong with that, Load tells.
func Open(fsys fs.FS, today notice.Date) (*Folder, error) {
	l := newLoader(fsys, today, prose.New(), ids{})
	found, err := l.find()
	if err != nil {
		return nil, err
	}
	l.read(sharedFile, &l.out.Register.Shared, l.shared)
	for _, name := range []string{vendorsFile, cookiesFile} {
		if l.exists(name) {
			var known notice.Known
			l.read(name, &known, ids{})
			l.out.Register.Known.Vendors = append(l.out.Register.Known.Vendors, known.Vendors...)
			l.out.Register.Known.Cookies = append(l.out.Register.Known.Cookies, known.Cookies...)
		}
	}
	if l.exists(websiteFile) {
		l.read(websiteFile, &l.out.Register.Website, ids{})
	}
	l.resolve()
	l.free()
	f := &Folder{shared: l}
	for _, id := range found {
		f.Brands = append(f.Brands, notice.ID(id))
	}
	return f, nil
}

// Shared is what brands share.
func (f *Folder) Shared() *notice.Shared { return &f.shared.out.Register.Shared }

// Website is what belongs to the site and to no brand.
func (f *Folder) Website() *notice.Website { return &f.shared.out.Register.Website }

// Only gives the folder as it is for one brand, or for none where it is "": what
// is wrong with the folders of other brands is left out.
func (f *Folder) Only(brand notice.ID) *Folder {
	s := *f.shared
	s.loose = slices.DeleteFunc(slices.Clone(s.loose), func(d diag.Diagnostic) bool {
		in, _, _ := strings.Cut(strings.TrimPrefix(d.File, brandsDir+"/"), "/")
		return notice.ID(in) != brand && slices.Contains(f.Brands, notice.ID(in))
	})
	return &Folder{f.Brands, &s}
}

// Brand reads from fsys who a brand is, and neither of its notices. The error is
// that of [Folder.Load].
func (f *Folder) Brand(fsys fs.FS, id notice.ID) (*notice.Dossier, error) {
	l := newLoader(fsys, f.shared.today, f.shared.prose, f.shared.shared)
	d, _ := l.who(id)
	l.resolve()
	if list := diag.Sort(l.all()); len(list) > 0 {
		return nil, list
	}
	return d, nil
}

// Load reads some of the brands from fsys, which holds the folder that was
// opened, or as much of it as belongs to them. What is wrong with them is a
// [diag.List] as of [Load], with what is wrong with the folder itself. Several
// goroutines may load at once.
func (f *Folder) Load(fsys fs.FS, brands ...notice.ID) (*Result, error) {
	s := f.shared
	l := newLoader(fsys, s.today, s.prose, s.shared)
	l.out.Register.Shared, l.out.Register.Known, l.out.Register.Website = s.out.Register.Shared, s.out.Register.Known, s.out.Register.Website
	maps.Copy(l.out.Files, s.out.Files)
	l.files, l.loose = slices.Clone(s.files), slices.Clone(s.loose)
	l.brands(brands)
	l.resolve()
	if list := diag.Sort(l.all()); len(list) > 0 {
		return l.out, list
	}
	return l.out, nil
}

type loader struct {
	fsys   fs.FS
	today  notice.Date
	prose  *prose.Parser
	forms  forms
	out    *Result
	shared ids
	files  []*file
	loose  diag.List
	refs   []pending
}

func newLoader(fsys fs.FS, today notice.Date, p *prose.Parser, shared ids) *loader {
	return &loader{fsys: fsys, today: today, prose: p, forms: forms{}, shared: shared, out: &Result{
		Register: &notice.Register{Brands: map[notice.ID]*notice.Dossier{}},
		Files:    map[string]*Places{},
	}}
}

// pending is a reference with the ids of its brand.
type pending struct {
	reference
	own ids
}

func (l *loader) all() diag.List {
	out := l.loose
	for _, f := range l.files {
		out = append(out, f.diags...)
	}
	return out
}

// find lists the brands and reports files that stand where nothing reads
// them.
func (l *loader) find() ([]string, error) {
	var brands []string
	err := fs.WalkDir(l.fsys, "data", func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		parts := strings.Split(p, "/")
		switch {
		case Ignored(d.Name()) && d.IsDir():
			return fs.SkipDir
		case Ignored(d.Name()):
		case d.IsDir() && path.Dir(p) == brandsDir:
			brands = append(brands, d.Name())
			if (notice.ID(d.Name())).Check() != nil || slices.Contains(Reserved(), d.Name()) {
				l.report("brand-id", p, map[string]any{"ID": d.Name()})
			}
		case d.IsDir() && len(parts) == 4 && d.Name() == versionsDir && path.Dir(path.Dir(p)) == brandsDir:
			return fs.SkipDir
		case d.IsDir() && p != "data" && p != brandsDir:
			l.misplaced(p)
			return fs.SkipDir
		case d.IsDir(), p == sharedFile, p == archiveSum, p == vendorsFile, p == cookiesFile, p == websiteFile:
		case len(parts) == 4 && path.Dir(path.Dir(p)) == brandsDir && slices.Contains(brandNames(), d.Name()):
		default:
			l.misplaced(p)
		}
		return nil
	})
	return brands, err
}

// Ignored tells whether a name is one that editors and systems leave beside
// the files people write, and that nobody means to be read.
func Ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// Reserved lists the words that are addresses of the site itself and so
// cannot be the id of a brand.
func Reserved() []string {
	return []string{"om", "en", "tilgjengelighet", "personvern", "informasjonskapsler", "about", "accessibility", "privacy", "cookies", "assets", "schema"}
}

func (l *loader) misplaced(p string) {
	want := "data/brands/<id>/{" + strings.Join(brandNames(), ",") + "}, " + sharedFile + ", " + websiteFile
	l.report("wrong-place", p, map[string]any{"Nearest": Nearest(path.Base(p), append(brandNames(), "categories.toml", "site.toml")), "Known": want})
}

// brandNames lists the files that a brand's folder may have.
func brandNames() []string { return append(BrandFiles(), releaseFile) }

func (l *loader) report(rule, name string, args map[string]any) {
	l.loose = append(l.loose, diag.Diagnostic{Rule: rule, Severity: diag.Error, File: name, Args: args})
}

// brands reads the brands, as many at a time as there are processors, and puts
// together what they give in their order.
func (l *loader) brands(found []notice.ID) {
	parts := make([]*loader, len(found))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, id := range found {
		parts[i] = newLoader(l.fsys, l.today, l.prose, l.shared)
		group.Go(func() error {
			parts[i].brand(string(id))
			return nil
		})
	}
	_ = group.Wait() // no brand gives an error: what is wrong is a diagnostic
	for _, part := range parts {
		maps.Copy(l.out.Register.Brands, part.out.Register.Brands)
		maps.Copy(l.out.Files, part.out.Files)
		l.files, l.loose, l.refs = append(l.files, part.files...), append(l.loose, part.loose...), append(l.refs, part.refs...)
	}
}

func (l *loader) brand(id string) {
	d, own := l.who(notice.ID(id))
	dir := path.Join(brandsDir, id)
	if name := path.Join(dir, releaseFile); l.exists(name) {
		l.read(name, &d.Releases, own.clone())
	}
	// The two notices have sections, definitions and texts of their own, and
	// share the ids of the brand.
	for _, kind := range notice.Kinds() {
		known := own.clone()
		name := path.Join(dir, string(kind)+".toml")
		if kind == notice.PrivacyKind {
			if f := l.read(name, &d.Privacy, known); f != nil {
				f.sections(kind, d.Privacy.Sections, reflect.ValueOf(d.Privacy))
				f.parts(d.Privacy.Activities)
				f.cycles(d.Privacy.Activities)
			}
			continue
		}
		if f := l.read(name, &d.Cookies, known); f != nil {
			f.sections(kind, d.Cookies.Sections, reflect.ValueOf(d.Cookies))
		}
	}
	l.out.Register.Brands[d.ID] = d
	l.free()
}

// who reads who a brand is, with the ids that its files share.
func (l *loader) who(id notice.ID) (*notice.Dossier, ids) {
	d, own := &notice.Dossier{ID: id}, ids{}
	if f := l.read(path.Join(brandsDir, string(id), "brand.toml"), &d.Brand, own); f != nil && d.Brand.Official != (d.Brand.Approval != notice.Approval{}) {
		f.report("approval", "official", map[string]any{"Official": d.Brand.Official})
	}
	return d, own
}

// free lets go of what is only needed while files are read: it is as large as
// all the rest.
func (l *loader) free() {
	for _, f := range l.files {
		f.raw = nil
	}
}

func (l *loader) exists(name string) bool {
	_, err := fs.Stat(l.fsys, name)
	return err == nil
}

func (x ids) clone() ids {
	out := ids{}
	for kind, m := range x {
		out[kind] = map[string]declared{}
		for id, at := range m {
			out[kind][id] = at
		}
	}
	return out
}

// read decodes one file and checks its values; nil when it could not be read.
func (l *loader) read(name string, into any, known ids) *file {
	src, err := fs.ReadFile(l.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		l.report("missing-file", name, map[string]any{"File": path.Base(name)})
		return nil
	}
	if err == nil {
		err = tame(src)
	}
	if err != nil {
		l.report("unreadable", name, map[string]any{"Problem": err.Error()})
		return nil
	}
	// Windows editors begin files with a mark and end lines in two characters.
	src = bytes.ReplaceAll(bytes.TrimPrefix(src, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
	f := &file{name: name, src: src, places: PlacesOf(src), forms: l.forms}
	l.files = append(l.files, f)
	l.out.Files[name] = f.places
	if !f.decode(into) {
		return nil
	}
	w := &walker{f: f, ids: known, today: l.today, prose: l.prose}
	w.walk(reflect.ValueOf(into).Elem(), nil, "")
	for _, r := range w.refs {
		l.refs = append(l.refs, pending{r, known})
	}
	return f
}

// resolve looks every reference up, in the brand and in what brands share.
func (l *loader) resolve() {
	for _, r := range l.refs {
		if _, ok := r.own[r.kind][r.id]; ok {
			continue
		}
		if _, ok := l.shared[r.kind][r.id]; ok {
			continue
		}
		known := append(r.own.of(r.kind), l.shared.of(r.kind)...)
		if len(known) == 0 && l.broken() {
			continue // what declares these ids could not be read: that is the mistake
		}
		r.f.report("unknown-id", r.path, map[string]any{"Kind": r.kind, "ID": r.id, "Nearest": Nearest(r.id, known), "Known": list(known)})
	}
}

// broken tells whether some file could not be read as what it should be.
func (l *loader) broken() bool {
	return slices.ContainsFunc(l.all(), func(d diag.Diagnostic) bool {
		return d.Rule == "syntax" || d.Rule == "wrong-type" || d.Rule == "missing-file" || d.Rule == "unreadable"
	})
}
