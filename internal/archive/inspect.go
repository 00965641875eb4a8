package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"notis/internal/diag"
	"notis/internal/notice"
)

const (
	dataDir   = "data"
	brandsDir = "data/brands"
)

// survey is what lies in a source folder, each entry held against its own list
// of checksums, before the chains are judged.
type survey struct {
	fsys     fs.FS
	tips     []tip
	folders  map[key]map[string]*folder
	problems diag.List
}

// folder is one entry as it was found.
type folder struct {
	Entry
	key
	// before names the entry before it, and sum the digest that it gives to
	// that entry's list; empty in the first entry.
	before string
	sum    notice.Digest
	// absent lists files that SHA256SUMS names and that are not here.
	absent []string
	// present lists the files of the text that are here.
	present []string
	// unread is true when SHA256SUMS could not be read: then nothing is known
	// of what it should say.
	unread   bool
	problems diag.List
	// list and source are the bytes of SHA256SUMS and version.toml.
	list, source []byte
}

// inspect lists and reads everything there is, or what there is of the brands
// that are named. The error says that a folder cannot be listed.
func inspect(fsys fs.FS, g *Again, only ...notice.ID) (*survey, error) {
	others := func(id notice.ID) bool { return len(only) > 0 && !slices.Contains(only, id) }
	s := &survey{fsys: fsys, folders: map[key]map[string]*folder{}}
	top, err := list(fsys, dataDir)
	if err != nil {
		return nil, err
	}
	for _, e := range top {
		if dataDir+"/"+e.Name() == Sum && s.is(e, Sum, false) {
			s.readTips()
			s.tips = slices.DeleteFunc(s.tips, func(t tip) bool { return others(t.brand) })
		}
	}
	brands, err := list(fsys, brandsDir)
	if err != nil {
		return nil, err
	}
	var found []*folder
	for _, b := range brands {
		if others(notice.ID(b.Name())) {
			continue
		}
		some, err := s.brand(b)
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	readFolders(fsys, g, found)
	for _, f := range found {
		if s.folders[f.key] == nil {
			s.folders[f.key] = map[string]*folder{}
		}
		s.folders[f.key][f.Name] = f
		s.problems = append(s.problems, f.problems...)
	}
	return s, nil
}

// list lists a folder; one that is not there is empty.
func list(fsys fs.FS, dir string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return entries, err
}

func (s *survey) report(rule, file string, args map[string]any) {
	s.problems = append(s.problems, problem(rule, file, args))
}

// is tells whether an entry is a folder, or an ordinary file, and reports one
// that is something else, such as a link.
func (s *survey) is(e fs.DirEntry, name string, folder bool) bool {
	if folder && e.IsDir() || !folder && e.Type().IsRegular() {
		return true
	}
	s.report("archive-type", name, map[string]any{"Folder": folder})
	return false
}

func (s *survey) readTips() {
	data, err := fs.ReadFile(s.fsys, Sum)
	if err != nil {
		s.problems = append(s.problems, unreadable(Sum, err))
		return
	}
	tips, f := parseTips(string(data))
	if f != nil {
		s.problems = append(s.problems, misshapen("archive-sums", Sum, f))
	}
	s.tips = tips
}

// brand finds the entries of a brand. What stands beside its versions is not
// the archive's business.
func (s *survey) brand(b fs.DirEntry) ([]*folder, error) {
	dir := path.Join(brandsDir, b.Name())
	beside, err := list(s.fsys, dir)
	if !b.IsDir() {
		// A file has no versions; a link to a folder that has some would show
		// them under a second name.
		if err == nil && slices.ContainsFunc(beside, isVersions) {
			s.is(b, dir, true)
		}
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(beside, isVersions)
	if dir = path.Join(dir, "versions"); i < 0 || !s.is(beside[i], dir, true) {
		return nil, nil
	}
	kinds, err := list(s.fsys, dir)
	if err != nil {
		return nil, err
	}
	if len(kinds) == 0 {
		s.report("archive-added", dir, nil)
	}
	var out []*folder
	for _, k := range kinds {
		some, err := s.kind(key{notice.ID(b.Name()), notice.Kind(k.Name())}, k, path.Join(dir, k.Name()))
		if err != nil {
			return nil, err
		}
		out = append(out, some...)
	}
	return out, nil
}

func isVersions(e fs.DirEntry) bool { return e.Name() == "versions" }

// kind finds the entries of one chain.
func (s *survey) kind(k key, e fs.DirEntry, dir string) ([]*folder, error) {
	if !k.valid() {
		s.report("archive-added", dir, nil)
		return nil, nil
	}
	if !s.is(e, dir, true) {
		return nil, nil
	}
	entries, err := list(s.fsys, dir)
	if err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		s.report("archive-added", dir, nil)
	}
	var out []*folder
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if _, ok := parseEntry(e.Name()); !ok {
			s.report("archive-added", name, nil)
		} else if s.is(e, name, true) {
			out = append(out, &folder{Entry: Entry{Name: e.Name(), Dir: name}, key: k})
		}
	}
	return out, nil
}

// readFolders reads entries, as many at a time as there are processors.
func readFolders(fsys fs.FS, g *Again, folders []*folder) {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(folders)) {
		wait.Go(func() {
			r := newReader(fsys, g)
			for i := next.Add(1) - 1; i < int64(len(folders)); i = next.Add(1) - 1 {
				r.read(folders[i])
			}
		})
	}
	wait.Wait()
}

// reader reads entries one after the other.
type reader struct {
	fsys  fs.FS
	again *Again
	hash  hash.Hash
	buf   []byte
}

func newReader(fsys fs.FS, g *Again) *reader {
	return &reader{fsys, g, sha256.New(), make([]byte, 128<<10)}
}

// digest hashes a file without holding it in memory.
func (r *reader) digest(name string) (d notice.Digest, err error) {
	f, err := r.fsys.Open(name)
	if err != nil {
		return "", err
	}
	r.hash.Reset()
	for err == nil {
		var n int
		n, err = f.Read(r.buf)
		r.hash.Write(r.buf[:n])
	}
	if closing := f.Close(); err == io.EOF {
		err = closing
	}
	var sum [sha256.Size]byte
	return notice.Digest(hex.EncodeToString(r.hash.Sum(sum[:0]))), err
}

// read fills in an entry and notes what is wrong with it, taken alone.
func (r *reader) read(f *folder) {
	if r.again.known(f) {
		return
	}
	here, err := fs.ReadDir(r.fsys, f.Dir)
	if err != nil {
		f.unread = true
		f.problems = append(f.problems, unreadable(f.Dir, err))
		return
	}
	e := r.again.before(f, here)
	r.whole(f, here)
	r.again.after(f, e)
	f.list, f.source = nil, nil
}

// whole reads everything there is of an entry.
func (r *reader) whole(f *folder, here []fs.DirEntry) {
	f.unread = !r.sums(f, here)
	for _, e := range here {
		name := path.Join(f.Dir, e.Name())
		i := slices.IndexFunc(f.Files, func(x File) bool { return x.Name == e.Name() })
		switch {
		case e.Name() == sumsFile:
		case i < 0 && (!f.unread || !slices.Contains(filesOf(notice.Published), e.Name())):
			f.report("archive-added", e.Name())
		case !e.Type().IsRegular():
			f.problems = append(f.problems, problem("archive-type", name, map[string]any{"Folder": false}))
		case i >= 0:
			r.file(f, f.Files[i], name)
		}
	}
	for _, x := range f.Files {
		if !slices.ContainsFunc(here, func(e fs.DirEntry) bool { return e.Name() == x.Name }) {
			f.absent = append(f.absent, x.Name)
		}
	}
}

func (f *folder) report(rule, name string) {
	f.problems = append(f.problems, problem(rule, path.Join(f.Dir, name), nil))
}

// sums reads SHA256SUMS.
func (r *reader) sums(f *folder, here []fs.DirEntry) bool {
	name := path.Join(f.Dir, sumsFile)
	// What is no ordinary file is not opened: a pipe would never end.
	if i := slices.IndexFunc(here, func(e fs.DirEntry) bool { return e.Name() == sumsFile }); i >= 0 && !here[i].Type().IsRegular() {
		f.problems = append(f.problems, problem("archive-type", name, map[string]any{"Folder": false}))
		return false
	}
	data, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		f.problems = append(f.problems, unreadable(name, err))
		return false
	}
	f.list = data
	if !f.listed(data) {
		return false
	}
	// The record says which other files there have to be, so a list without it
	// would leave them unasked for.
	if !f.lists(recordFile) {
		f.report("archive-missing", recordFile)
	}
	return true
}

// listed takes in what SHA256SUMS says, and tells whether it is such a list.
func (f *folder) listed(data []byte) bool {
	name := path.Join(f.Dir, sumsFile)
	f.Digest = digestOf(data)
	lines, bad := parseSums(string(data))
	if bad != nil {
		f.problems = append(f.problems, misshapen("archive-sums", name, bad))
		return false
	}
	names := filesOf(notice.Published)
	for i, l := range lines {
		before, ok := strings.CutPrefix(l.Name, "../")
		before, whole := strings.CutSuffix(before, "/"+sumsFile)
		switch _, named := parseEntry(before); {
		case i == 0 && ok && whole && named:
			f.before, f.sum = before, l.Digest
		case slices.Contains(names, l.Name):
			f.Files = append(f.Files, l)
		default:
			f.problems = append(f.problems, misshapen("archive-sums", name, &fault{i + 1, "a file that is no part of a version"}))
			return false
		}
	}
	return true
}

func (f *folder) lists(name string) bool {
	return slices.ContainsFunc(f.Files, func(x File) bool { return x.Name == name })
}

// file holds a file that is there against its digest; the record is read as
// well.
func (r *reader) file(f *folder, want File, name string) {
	if want.Name != recordFile {
		f.present = append(f.present, want.Name)
		got, err := r.digest(name)
		if err != nil {
			f.problems = append(f.problems, unreadable(name, err))
		} else if got != want.Digest {
			f.report("archive-changed", want.Name)
		}
		return
	}
	data, err := fs.ReadFile(r.fsys, name)
	if err != nil {
		f.problems = append(f.problems, unreadable(name, err))
		return
	}
	if digestOf(data) != want.Digest {
		f.report("archive-changed", want.Name)
		return
	}
	f.record(name, data)
}

// record decodes version.toml and holds it against the folder it lies in.
func (f *folder) record(name string, data []byte) {
	f.source = data
	v, err := decodeRecord(data)
	var bad *fault
	var unknown *unknownFormat
	switch {
	case errors.As(err, &unknown):
		f.problems = append(f.problems, formatProblem(name, unknown.format))
		return
	case errors.As(err, &bad):
		f.problems = append(f.problems, misshapen("archive-record", name, bad))
		return
	}
	f.Record = *briefly(v, data)
	f.problems = append(f.problems, f.check(name)...)
}
