package archive

import (
	"fmt"
	"maps"
	"os"
	"path"
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// New is an entry to be added to the chain that its record names.
type New struct {
	Record notice.Version
	// Files holds the text of a version, by the names facts.toml,
	// document.<lang>.json (as [EncodeDocument] writes it) and
	// notice.<lang>.md. Every other entry has none.
	Files map[string][]byte
}

// Append verifies the archive of the source folder dir, adds an entry to it,
// and gives the entry. It refuses what Read would refuse afterwards, and what
// could not be decoded again; the error is then a [diag.List]. Whenever it is
// stopped, by an error, by a signal or by the power going, the archive is the
// old one or, after [Recover], the new one. Two at once wait for each other.
func Append(dir string, n New) (*Entry, error) {
	var out *Entry
	err := locked(dir, func(root *os.Root) error {
		var err error
		out, err = appendTo(&disk{root}, n)
		return err
	})
	return out, err
}

// appendTo does what Append does, with the folder locked.
func appendTo(d changer, n New) (*Entry, error) {
	if _, err := recoverIn(d); err != nil {
		return nil, err
	}
	s, err := inspect(d.FS(), nil)
	if err != nil {
		return nil, err
	}
	r, err := s.release(n)
	if err != nil {
		return nil, err
	}
	if err := r.write(d); err != nil {
		return nil, err
	}
	if err := finish(d); err != nil {
		return nil, fmt.Errorf("the release is made, but not all of it is in its place yet; the next command finishes it: %w", err)
	}
	return &r.entry.Entry, nil
}

// release is an entry, ready to be written.
type release struct {
	entry *folder
	files map[string][]byte // with version.toml and SHA256SUMS
	sum   []byte            // the new data/archive.sum
}

// release makes the entry and judges the archive with it.
func (s *survey) release(n New) (*release, error) {
	k := key{n.Record.Brand, n.Record.Kind}
	name := nameOf(&n.Record).String()
	f := &folder{Entry: Entry{Name: name, Dir: path.Join(dataDir, k.dir(), name), Record: n.Record}, key: k}
	if list := n.check(f); len(list) > 0 {
		return nil, diag.Sort(list)
	}
	if s.folders[k][name] != nil {
		return nil, diag.List{problem("archive-exists", f.Dir, nil)}
	}
	r := &release{entry: f, files: maps.Clone(n.Files)}
	if r.files == nil {
		r.files = map[string][]byte{}
	}
	record, err := encodeRecord(&n.Record)
	if err != nil {
		return nil, err
	}
	r.files[recordFile] = record
	for name, data := range r.files {
		f.Files = append(f.Files, File{name, digestOf(data)})
	}
	// The names of files sort after the link's, which begins with a full stop.
	lines := formatSums(f.Files)
	others := slices.DeleteFunc(slices.Clone(s.tips), func(t tip) bool {
		if t.key == k {
			f.before, f.sum = t.entry, t.digest
		}
		return t.key == k
	})
	if f.before != "" {
		lines = append(formatSums([]File{{"../" + f.before + "/" + sumsFile, f.sum}}), lines...)
	}
	f.Digest = digestOf(lines)
	r.files[sumsFile] = lines
	s.tips = append(others, tip{k, name, f.Digest})
	r.sum = formatTips(s.tips)
	s.add(f)
	s.judge()
	if list := diag.Sort(s.problems); len(list) > 0 {
		return nil, list
	}
	return r, nil
}

// add puts an entry among what was found, as it will be once it is written.
func (s *survey) add(f *folder) {
	if s.folders[f.key] == nil {
		s.folders[f.key] = map[string]*folder{}
	}
	s.folders[f.key][f.Name] = f
	for _, x := range f.Files {
		if x.Name != recordFile {
			f.present = append(f.present, x.Name)
		}
	}
	about := s.folders[f.key][entryName{f.Record.Number, notice.Published}.String()]
	if f.Record.Entry == notice.Withdrawn && about != nil {
		about.absent, about.present = about.present, nil
	}
}

// check holds the record and the files against what an entry can be.
func (n *New) check(f *folder) diag.List {
	var out diag.List
	record := path.Join(f.Dir, recordFile)
	if n.Record.Format != format1 {
		// Encoding would say so as well, but not in the reader's language.
		return diag.List{formatProblem(record, n.Record.Format)}
	}
	for _, date := range []notice.Date{n.Record.Recorded, n.Record.Effective, n.Record.Notified.Date} {
		if date != "" && date.Check() != nil {
			out = append(out, problem("archive-value", record, map[string]any{"Key": "date", "Value": string(date)}))
		}
	}
	if !f.valid() {
		out = append(out, problem("archive-value", record, map[string]any{"Key": "brand", "Value": f.key.dir()}))
	}
	for name := range n.Files {
		f.Files = append(f.Files, File{Name: name})
	}
	f.Files = append(f.Files, File{Name: recordFile})
	out = append(out, f.check(record)...)
	f.Files = nil
	for _, l := range notice.Langs() {
		data, there := n.Files[DocumentFile(l)]
		if !there {
			continue
		}
		d, err := DecodeDocument(data)
		if err != nil {
			out = append(out, problem("archive-document", path.Join(f.Dir, DocumentFile(l)), map[string]any{"Problem": err.Error()}))
		} else if d.Brand != string(f.brand) || d.Kind != string(f.kind) || d.Lang != string(l) {
			out = append(out, problem("archive-folder", path.Join(f.Dir, DocumentFile(l)), map[string]any{
				"Value": path.Join(d.Brand, d.Kind, d.Lang), "Want": path.Join(string(f.brand), string(f.kind), string(l)),
			}))
		}
	}
	return out
}
