package affected

import (
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"notis/internal/archive"
	"notis/internal/diag"
	"notis/internal/inputs"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/site"
	"notis/internal/source"
	"notis/internal/words"
)

// Side is a source folder as it stands, or stood.
type Side struct {
	files fs.FS
	// archive is nil where it cannot be read, and on the old side.
	archive *archive.Archive
	data    *register.Folder
	brands  map[notice.ID]bool
	notice  map[notice.Lang]*words.Words
	labels  map[notice.Lang]*words.Words
	sheets  site.Sheets
	reader  *inputs.Reader
	// tips are the lines of data/archive.sum that name the brand's newest
	// entries.
	tips map[notice.ID]string
	sum  []byte
	// findings are what is wrong with all of it. It is not compiled then.
	findings diag.List

	// source is what pages are rendered with, read when it is first asked for.
	once   sync.Once
	source fs.FS
	failed error
}

// Open reads what brands share in a source folder. The archive is that of the
// new side, nil where it cannot be read. Of the old side, nil is enough: it is
// the archive of the new one as its data/archive.sum names it, and the folder
// only needs the versions of brands that [archive.Archive.Less] lists. What is
// wrong with the folder is a finding of the report.
func Open(files fs.FS, a *archive.Archive, today notice.Date) (*Side, error) {
	s := &Side{files: files, archive: a, brands: map[notice.ID]bool{}, notice: map[notice.Lang]*words.Words{}, labels: map[notice.Lang]*words.Words{}}
	var err error
	if s.reader, err = inputs.Read(files, nil); err != nil {
		return nil, err
	}
	if s.sheets, err = site.ReadSheets(files); err != nil {
		return nil, err
	}
	if s.sum, err = fs.ReadFile(files, archive.Sum); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	s.tips = tips(s.sum)
	if _, err := fs.Stat(files, "data"); errors.Is(err, fs.ErrNotExist) {
		return s, nil // there was no site yet
	}
	if s.data, err = register.Open(files, today); err != nil {
		return nil, err
	}
	for _, id := range s.data.Brands {
		s.brands[id] = true
	}
	if _, err := s.data.Load(files); err != nil {
		if !errors.As(err, &s.findings) {
			return nil, err
		}
	}
	for _, l := range notice.Langs() {
		for dir, to := range map[string]map[notice.Lang]*words.Words{"i18n/notice": s.notice, "i18n": s.labels} {
			w, err := words.Load(files, dir, string(l))
			if err != nil {
				s.findings = append(s.findings, unreadable(dir+"/"+string(l)+".toml", err))
				continue
			}
			to[l] = w
		}
	}
	return s, nil
}

func unreadable(file string, err error) diag.Diagnostic {
	return diag.Diagnostic{Rule: "unreadable", Severity: diag.Error, File: file, Args: map[string]any{"Problem": err.Error()}}
}

// tips takes data/archive.sum apart by brand.
func tips(sum []byte) map[notice.ID]string {
	out := map[notice.ID]string{}
	for line := range strings.Lines(string(sum)) {
		_, place, _ := strings.Cut(line, "  brands/")
		id, _, _ := strings.Cut(place, "/")
		out[notice.ID(id)] += line
	}
	return out
}

// sound tells whether the side can be compiled.
func (s *Side) sound() bool { return s.data != nil && len(s.findings) == 0 }

// part reads the versions of some brands.
func (s *Side) part(some []notice.ID) (*archive.Archive, error) {
	var sum strings.Builder
	var roots []string
	for _, id := range some {
		sum.WriteString(s.tips[id])
		roots = append(roots, "data/brands/"+string(id)+"/versions")
	}
	if sum.Len() == 0 {
		return archive.Read(source.Files(nil))
	}
	versions, err := source.Snapshot(s.files, nil, roots...)
	if err != nil {
		return nil, err
	}
	lines := slices.SortedFunc(strings.Lines(sum.String()), func(a, b string) int { return strings.Compare(a[min(len(a), 66):], b[min(len(b), 66):]) })
	return archive.Read(source.Over(source.Files(map[string][]byte{archive.Sum: []byte(strings.Join(lines, ""))}), versions))
}

// plan is the site of the side with an archive.
func (s *Side) plan(a *archive.Archive, on notice.Date) *site.Plan {
	return site.New(site.Input{Brands: s.data.Brands, Shared: s.data.Shared(), Website: s.data.Website(), Notice: s.notice, Labels: s.labels, Sheets: s.sheets, Root: "/", Archive: a, Date: on})
}

// inputs gives what a brand of the side is made of; nothing where there is no
// such brand.
func (s *Side) inputs(id notice.ID) (inputs.Set, error) {
	if !s.brands[id] {
		return inputs.Set{}, nil
	}
	beside := inputs.Set{}
	if tips := s.tips[id]; tips != "" {
		beside[string(Versions)] = tips
	}
	return s.reader.Brand(s.files, id, beside)
}

// frame is what pages of the side are rendered with.
func (s *Side) frame() (fs.FS, error) {
	s.once.Do(func() {
		s.source, s.failed = source.Snapshot(s.files, nil, append(inputs.Folders(), "content")...)
	})
	return s.source, s.failed
}
