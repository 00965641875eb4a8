package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"notis/internal/diag"
	"notis/internal/document"
	"notis/internal/notice"
)

// short is a notice of a few words.
func short(l notice.Lang) *document.Document {
	return &document.Document{Title: "Notice " + string(l), Sections: []document.Section{{ID: "who", Title: "Who",
		Blocks: []document.Block{{Kind: document.Paragraph, Line: document.Line{{Text: "We keep it. For a year."}}}}}}}
}

// tricky is a notice of everything that can go wrong when a text is written
// and read again. It is part of testdata/format1.
func tricky() *document.Document {
	line := document.Line{
		{Text: "One. Two? Three: four 27. april, ca. 6 år. Å! \"Five.\" "}, {Text: "an own run"}, {Text: ". Third."}, {Strong: true, Em: true, Code: true, Text: "A. B", To: "#x"},
		{Text: " "}, {}, {}, {To: "#y"}, {Text: "Twice.  Thrice.   "}, {Text: "\n\r\t\x00\x1f\x7f\\\"/<>&\u2028 æøå 🙂"}, {Text: ". A"}, {Text: "End."},
	}
	nested := []document.Block{{Kind: document.Ordered, ID: "o", Items: [][]document.Block{nil, {}, {{Kind: document.Paragraph, Line: line}, {}}}}}
	return &document.Document{
		Brand: "acme", Kind: "privacy", Lang: "nb", Title: "Title. \"Title\"", Lead: "One. Two. ",
		Standing: document.Standing{Official: true, Updated: document.Line{}, Digest: line},
		Summary:  []document.Card{{ID: "i", Title: "T", Section: "s", Items: []document.Line{nil, {}, line}, More: "m"}, {}, {Items: []document.Line{}}},
		Readers:  []document.Reader{},
		Sections: []document.Section{{ID: "s", Was: []string{"a", "", "b"}, Title: "T", Blocks: []document.Block{
			{Kind: document.Facts, Rows: []document.Row{{Key: "k", Label: "l", Values: []document.Value{{ID: "v", Line: line, Badge: "b", More: nested, Compact: true}, {}}}, {Values: []document.Value{}}}},
			{Kind: document.Grid, Table: &document.Table{Caption: "c", Columns: []document.Column{{Key: "k", Title: "t"}, {}},
				Rows: []document.TableRow{{ID: "r", Was: []string{}, Cells: []document.Cell{{}, {Values: []document.Value{}}, {Values: []document.Value{{Line: line}}}}}, {}}}},
			{Table: &document.Table{}}, {Items: [][]document.Block{}, Rows: []document.Row{}},
		}, Sections: []document.Section{{ID: "t", Blocks: nested, Sections: []document.Section{}}}}},
	}
}

// kept makes a version with a text.
func kept(t testing.TB, brand notice.ID, kind notice.Kind, number int, make func(notice.Lang) *document.Document) New {
	t.Helper()
	n := New{
		Record: notice.Version{
			Format: 1, Entry: notice.Published, Brand: brand, Kind: kind, Number: number, Provenance: notice.Authored,
			Recorded: "2026-11-01", Effective: notice.Date(fmt.Sprintf("2026-%02d-%02d", 11+number%2, 1+number%30)), Class: notice.Relevant,
			Summary: notice.Text{NB: "Nytt: «a»\n\"b\"\\", EN: "New"}, Touched: []notice.ID{"who"},
			Changes: []notice.Told{{Path: "recipients[intercom].role", Op: "changed", Text: notice.Text{NB: "Endret", EN: "Changed"}}},
		},
		Files: map[string][]byte{FactsFile: fmt.Appendf(nil, "version = %d # of %s %s\n", number, brand, kind)},
	}
	for _, l := range notice.Langs() {
		d := make(l)
		d.Brand, d.Kind, d.Lang, d.Lead = string(brand), string(kind), string(l), fmt.Sprintf("Version %d.", number)
		data, err := EncodeDocument(d)
		if err != nil {
			t.Fatal(err)
		}
		n.Files[DocumentFile(l)] = data
		n.Files[PrintFile(l)] = fmt.Appendf(nil, "# %s\n\n%s\n", d.Title, d.Lead)
	}
	return n
}

// about makes an entry without a text.
func about(brand notice.ID, kind notice.Kind, number int, does notice.EntryKind) New {
	return New{Record: notice.Version{
		Format: 1, Entry: does, Brand: brand, Kind: kind, Number: number, Provenance: notice.Authored, Recorded: "2026-11-02",
		Reason: notice.Text{NB: "Derfor", EN: "Because"}, Role: notice.Text{NB: "Juristen", EN: "The lawyer"},
	}}
}

// entries are the entries of a small archive with everything in it.
func entries(t testing.TB) []New {
	v := func(brand notice.ID, kind notice.Kind, number int) New { return kept(t, brand, kind, number, short) }
	correction := v("acme", notice.PrivacyKind, 4)
	correction.Record.Corrects = 2
	return []New{
		about("acme", notice.PrivacyKind, 1, notice.Unkept),
		v("acme", notice.PrivacyKind, 2),
		v("acme", notice.PrivacyKind, 3),
		about("acme", notice.PrivacyKind, 3, notice.CalledOff),
		correction,
		about("acme", notice.PrivacyKind, 2, notice.Withdrawn),
		v("acme", notice.PrivacyKind, 5),
		v("acme", notice.CookiesKind, 1),
		v("bolt", notice.PrivacyKind, 1),
		v("bolt", notice.PrivacyKind, 2),
	}
}

// good builds that archive in memory.
func good(t testing.TB) fstest.MapFS {
	t.Helper()
	m := newMemory()
	for _, n := range entries(t) {
		if _, err := appendTo(m, n); err != nil {
			t.Fatal(told(err))
		}
	}
	return m.files
}

// told words an error with all its findings.
func told(err error) string {
	var list diag.List
	if !errors.As(err, &list) {
		return fmt.Sprint(err)
	}
	var out strings.Builder
	for _, d := range list {
		fmt.Fprintf(&out, "%s: %s %v\n", d.File, d.Rule, d.Args)
	}
	return out.String()
}

// memory is a source folder in memory whose changes can be stopped after any
// step.
type memory struct {
	files fstest.MapFS
	steps int // taken
	left  int // until it stops; below zero, it never does
}

var errStopped = errors.New("stopped")

func newMemory() *memory {
	return &memory{files: fstest.MapFS{"data": {Mode: fs.ModeDir | 0o755}}, left: -1}
}

// after gives a copy that stops after so many steps.
func (m *memory) after(steps int) *memory { return &memory{files: maps.Clone(m.files), left: steps} }

func (m *memory) step() error {
	if m.left == 0 {
		return errStopped
	}
	m.left--
	m.steps++
	return nil
}

func (m *memory) FS() fs.FS { return m.files }

func (m *memory) make(name string, f *fstest.MapFile) error {
	if d := m.files[path.Dir(name)]; d == nil || !d.Mode.IsDir() {
		return &fs.PathError{Op: "make", Path: name, Err: fs.ErrNotExist}
	}
	m.files[name] = f
	return nil
}

func (m *memory) Mkdir(name string) error {
	if err := m.step(); err != nil || m.files[name] != nil {
		return err
	}
	return m.make(name, &fstest.MapFile{Mode: fs.ModeDir | 0o755})
}

func (m *memory) Write(name string, data []byte) error {
	if err := m.step(); err != nil {
		// What is stopped while writing leaves a part of the file.
		return errors.Join(err, m.make(name, &fstest.MapFile{Data: data[:len(data)/2], Mode: 0o644}))
	}
	return m.make(name, &fstest.MapFile{Data: data, Mode: 0o644})
}

func (m *memory) Rename(old, new string) error {
	if err := m.step(); err != nil {
		return err
	}
	if m.files[old] == nil || m.files[new] != nil && m.files[new].Mode.IsDir() {
		return &fs.PathError{Op: "rename", Path: new, Err: fs.ErrExist}
	}
	for _, name := range slices.Sorted(maps.Keys(m.files)) {
		if rest, found := strings.CutPrefix(name, old); found && (rest == "" || rest[0] == '/') {
			if err := m.make(new+rest, m.files[name]); err != nil {
				return err
			}
			delete(m.files, name)
		}
	}
	return nil
}

func (m *memory) Remove(name string) error {
	err := m.step()
	if err == nil {
		delete(m.files, name)
	}
	return err
}

// RemoveAll takes a step for each file, as it does on a disk.
func (m *memory) RemoveAll(dir string) error {
	for _, name := range slices.Backward(slices.Sorted(maps.Keys(m.files))) {
		if name == dir || strings.HasPrefix(name, dir+"/") {
			if err := m.Remove(name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *memory) Sync(dir string) error {
	if m.files[dir] == nil {
		return &fs.PathError{Op: "sync", Path: dir, Err: fs.ErrNotExist}
	}
	return m.step()
}

// same tells whether two folders hold the same files and folders.
func same(a, b fstest.MapFS) bool {
	return maps.EqualFunc(a, b, func(x, y *fstest.MapFile) bool { return x.Mode == y.Mode && bytes.Equal(x.Data, y.Data) })
}
