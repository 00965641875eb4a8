package archive

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"

	"notis/internal/notice"
)

// The names of the files of an entry. A format that names them otherwise gets
// names of its own.
const (
	sumsFile   = "SHA256SUMS"
	recordFile = "version.toml"

	// FactsFile is the file of a version that holds its facts.
	FactsFile = "facts.toml"
)

// DocumentFile is the file of a version that holds its text in a language.
func DocumentFile(l notice.Lang) string { return "document." + string(l) + ".json" }

// PrintFile is the file of a version that holds its text for people.
func PrintFile(l notice.Lang) string { return "notice." + string(l) + ".md" }

// textFiles lists the files that hold the text of a version, sorted: those
// that a withdrawal takes away.
func textFiles() []string {
	return []string{
		DocumentFile(notice.English), DocumentFile(notice.Norwegian), FactsFile,
		PrintFile(notice.English), PrintFile(notice.Norwegian),
	}
}

// filesOf lists the files beside SHA256SUMS in an entry, sorted.
func filesOf(k notice.EntryKind) []string {
	if k == notice.Published {
		return append(textFiles(), recordFile)
	}
	return []string{recordFile}
}

// fault is a place where a file is not written as its format says.
type fault struct {
	line int // from 1
	what string
}

func (f *fault) Error() string { return fmt.Sprintf("line %d: %s", f.line, f.what) }

func digestOf(data []byte) notice.Digest {
	sum := sha256.Sum256(data)
	return notice.Digest(hex.EncodeToString(sum[:]))
}

// parseSums reads a list of checksums in the one form notis writes it in: 64
// small hexadecimal digits, two spaces, the name; sorted by name, a line feed
// after each line, at least one line. Any other form could hide a change.
func parseSums(src string) ([]File, *fault) {
	const digits = sha256.Size * 2
	out := make([]File, 0, strings.Count(src, "\n"))
	for rest := src; rest != "" || len(out) == 0; {
		line, after, ended := strings.Cut(rest, "\n")
		rest = after
		at := len(out) + 1
		if !ended || len(line) < digits+3 || line[digits:digits+2] != "  " || strings.Trim(line[:digits], "0123456789abcdef") != "" {
			return nil, &fault{at, "not a checksum, two spaces and a name"}
		}
		f := File{Name: line[digits+2:], Digest: notice.Digest(line[:digits])}
		if !plainName(f.Name) {
			return nil, &fault{at, "a name that notis does not give"}
		}
		if len(out) > 0 && out[len(out)-1].Name >= f.Name {
			return nil, &fault{at, "not sorted by name"}
		}
		out = append(out, f)
	}
	return out, nil
}

// plainName holds a name to characters that sha256sum never escapes and that
// look like nothing else.
func plainName(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '-', c == '/':
		default:
			return false
		}
	}
	return s != ""
}

// formatSums writes a list of checksums; it sorts the files.
func formatSums(files []File) []byte {
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	var out []byte
	for _, f := range files {
		out = fmt.Appendf(out, "%s  %s\n", f.Digest, f.Name)
	}
	return out
}

// entryName is the name of an entry's folder, taken apart.
type entryName struct {
	number int
	// does is Published also for a version whose text nobody kept: its folder
	// is named no other way.
	does notice.EntryKind
}

// String is the name of the folder.
func (n entryName) String() string {
	s := "v" + strconv.Itoa(n.number)
	if n.does == notice.CalledOff || n.does == notice.Withdrawn {
		s += "-" + string(n.does)
	}
	return s
}

// nameOf gives the name of the folder for a record.
func nameOf(v *notice.Version) entryName {
	n := entryName{v.Number, v.Entry}
	if v.Entry == notice.Unkept {
		n.does = notice.Published
	}
	return n
}

// parseEntry takes the name of an entry's folder apart, and tells whether it
// is one.
func parseEntry(s string) (entryName, bool) {
	number, does, suffixed := strings.Cut(strings.TrimPrefix(s, "v"), "-")
	n, err := strconv.Atoi(number)
	out := entryName{n, notice.Published}
	if suffixed {
		out.does = notice.EntryKind(does)
	}
	// Writing it again refuses what Atoi is lenient about, and suffixes that
	// are none.
	return out, err == nil && n > 0 && out.String() == s
}

// key names a chain.
type key struct {
	brand notice.ID
	kind  notice.Kind
}

func (k key) valid() bool { return k.brand.Check() == nil && slices.Contains(notice.Kinds(), k.kind) }

// dir is the folder of the chain from the folder data.
func (k key) dir() string { return path.Join("brands", string(k.brand), "versions", string(k.kind)) }

// tip is the newest entry of a chain as data/archive.sum names it.
type tip struct {
	key
	entry  string
	digest notice.Digest
}

// parseTips reads data/archive.sum.
func parseTips(src string) ([]tip, *fault) {
	files, f := parseSums(src)
	if f != nil {
		return nil, f
	}
	var out []tip
	for i, f := range files {
		parts := strings.Split(f.Name, "/")
		if len(parts) != 6 {
			return nil, &fault{i + 1, "not the place of an entry"}
		}
		t := tip{key{notice.ID(parts[1]), notice.Kind(parts[3])}, parts[4], f.Digest}
		if _, ok := parseEntry(t.entry); !ok || !t.valid() || f.Name != t.name() {
			return nil, &fault{i + 1, "not the place of an entry"}
		}
		if i > 0 && out[i-1].key == t.key {
			return nil, &fault{i + 1, "a second entry of the same notice"}
		}
		out = append(out, t)
	}
	return out, nil
}

func (t tip) name() string { return path.Join(t.dir(), t.entry, sumsFile) }

func formatTips(tips []tip) []byte {
	files := make([]File, len(tips))
	for i, t := range tips {
		files[i] = File{t.name(), t.digest}
	}
	return formatSums(files)
}
