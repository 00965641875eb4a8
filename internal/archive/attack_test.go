package archive

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"notis/internal/diag"
	"notis/internal/notice"
)

const (
	acme = "data/brands/acme/versions/privacy/"
	bolt = "data/brands/bolt/versions/privacy/"
)

// copied gives files that can be changed.
func copied(m fstest.MapFS) fstest.MapFS {
	out := fstest.MapFS{}
	for name, f := range m {
		out[name] = &fstest.MapFile{Data: bytes.Clone(f.Data), Mode: f.Mode}
	}
	return out
}

// filesIn lists the files, sorted.
func filesIn(m fstest.MapFS) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(m)), func(name string) bool { return m[name].Mode.IsDir() })
}

// rename moves a file or a folder.
func rename(m fstest.MapFS, old, new string) {
	for name, f := range maps.Clone(m) {
		if rest, found := strings.CutPrefix(name, old); found && (rest == "" || rest[0] == '/') {
			delete(m, name)
			m[new+rest] = f
		}
	}
}

func swap(m fstest.MapFS, a, b string) {
	rename(m, a, "swap")
	rename(m, b, a)
	rename(m, "swap", b)
}

func put(m fstest.MapFS, name, data string) {
	m[name] = &fstest.MapFile{Data: []byte(data), Mode: 0o644}
}

// edit changes a file and, as somebody would who knows the format, every list
// that names it, up to data/archive.sum.
func edit(m fstest.MapFS, dir, name, old, new string) {
	f := m[dir+"/"+name]
	was := digestOf(f.Data)
	f.Data = bytes.Replace(f.Data, []byte(old), []byte(new), 1)
	is := digestOf(f.Data)
	for _, list := range filesIn(m) {
		if (path.Base(list) == sumsFile || list == Sum) && list != dir+"/"+name && bytes.Contains(m[list].Data, []byte(was)) {
			edit(m, path.Dir(list), path.Base(list), string(was), string(is))
		}
	}
}

// TestAttacks holds each way of changing the archive with the finding and the
// place it gives.
func TestAttacks(t *testing.T) {
	record := func(old, new string) func(fstest.MapFS) {
		return func(m fstest.MapFS) { edit(m, acme+"v3", recordFile, old, new) }
	}
	for want, attack := range map[string]func(fstest.MapFS){
		"v3/facts.toml: archive-changed":         func(m fstest.MapFS) { m[acme+"v3/facts.toml"].Data[0]++ },
		"v3/version.toml: archive-changed":       func(m fstest.MapFS) { m[acme+"v3/version.toml"].Data[0]++ },
		"v3/SHA256SUMS: archive-changed":         func(m fstest.MapFS) { m[acme+"v3/SHA256SUMS"].Data[0] ^= 1 },
		"v5/SHA256SUMS: archive-changed":         func(m fstest.MapFS) { m[acme+"v5/SHA256SUMS"].Data[0] ^= 1 },
		"v3/SHA256SUMS: archive-sums":            func(m fstest.MapFS) { m[acme+"v3/SHA256SUMS"].Data[64] = '\t' },
		"v4/SHA256SUMS: archive-sums":            func(m fstest.MapFS) { edit(m, acme+"v4", sumsFile, "facts.toml", "facts.tomk") },
		"data/archive.sum: archive-sums":         func(m fstest.MapFS) { m[Sum].Data = m[Sum].Data[:len(m[Sum].Data)-1] },
		"v3/facts.toml: archive-missing":         func(m fstest.MapFS) { delete(m, acme+"v3/facts.toml") },
		"v2/version.toml: archive-missing":       func(m fstest.MapFS) { delete(m, acme+"v2/version.toml") },
		"v3/SHA256SUMS: archive-missing":         func(m fstest.MapFS) { delete(m, acme+"v3/SHA256SUMS") },
		"v3: archive-missing":                    func(m fstest.MapFS) { rename(m, acme+"v3", "gone") },
		"acme/versions/cookies: archive-missing": func(m fstest.MapFS) { rename(m, "data/brands/acme/versions/cookies", "gone") },
		"bolt/versions/privacy: archive-missing": func(m fstest.MapFS) { rename(m, "data/brands/bolt", "gone") },
		"bolt/versions/privacy: archive-tip":     func(m fstest.MapFS) { m[Sum].Data = m[Sum].Data[:bytes.LastIndex(m[Sum].Data[:200], []byte("\n"))+1] },
		"acme/versions/privacy: archive-tip":     func(m fstest.MapFS) { delete(m, Sum) },
		"v3/.DS_Store: archive-added":            func(m fstest.MapFS) { put(m, acme+"v3/.DS_Store", "") },
		"v1/facts.toml: archive-added":           func(m fstest.MapFS) { put(m, acme+"v1/facts.toml", "") },
		"v3/empty: archive-added":                func(m fstest.MapFS) { m[acme+"v3/empty"] = &fstest.MapFile{Mode: fs.ModeDir} },
		"v6: archive-added":                      func(m fstest.MapFS) { m[acme+"v6"] = &fstest.MapFile{Mode: fs.ModeDir} },
		"privacy/v5-withdrawn: archive-added":    func(m fstest.MapFS) { m[acme+"v5-withdrawn"] = &fstest.MapFile{Mode: fs.ModeDir} },
		"privacy/V6: archive-added":              func(m fstest.MapFS) { m[acme+"V6"] = &fstest.MapFile{Mode: fs.ModeDir} },
		"privacy/v06: archive-added":             func(m fstest.MapFS) { m[acme+"v06"] = &fstest.MapFile{Mode: fs.ModeDir} },
		"privacy/notes.txt: archive-added":       func(m fstest.MapFS) { put(m, acme+"notes.txt", "") },
		"acme/versions/terms: archive-added":     func(m fstest.MapFS) { put(m, "data/brands/acme/versions/terms/v1/x", "") },
		"acme/versions/x: archive-added":         func(m fstest.MapFS) { put(m, "data/brands/acme/versions/x", "") },
		"bolt/versions/cookies: archive-added":   func(m fstest.MapFS) { m["data/brands/bolt/versions/cookies"] = &fstest.MapFile{Mode: fs.ModeDir} },
		"corp/versions: archive-added":           func(m fstest.MapFS) { m["data/brands/corp/versions"] = &fstest.MapFile{Mode: fs.ModeDir} },
		"corp/versions: archive-type":            func(m fstest.MapFS) { put(m, "data/brands/corp/versions", "") },
		".x/versions/privacy: archive-added":     func(m fstest.MapFS) { put(m, "data/brands/.x/versions/privacy/v1/x", "") },
		"v3/facts.toml: archive-type":            func(m fstest.MapFS) { m[acme+"v3/facts.toml"] = link("../v2/facts.toml") },
		"v3/SHA256SUMS: archive-type":            func(m fstest.MapFS) { m[acme+"v3/SHA256SUMS"] = link("../v2/SHA256SUMS") },
		"privacy/v3: archive-type":               func(m fstest.MapFS) { rename(m, acme+"v3", "data/else"); m[acme+"v3"] = link("../../../../else") },
		"bolt/versions: archive-type": func(m fstest.MapFS) {
			rename(m, "data/brands/bolt/versions", "x")
			m["data/brands/bolt/versions"] = link("../../../x")
		},
		"data/brands/copy: archive-type":             func(m fstest.MapFS) { m["data/brands/copy"] = link("acme") },
		"data/archive.sum: archive-type":             func(m fstest.MapFS) { rename(m, Sum, "x"); m[Sum] = link("../x") },
		"v2/facts.toml: archive-withdrawn":           func(m fstest.MapFS) { put(m, acme+"v2/facts.toml", "version = 2 # of acme privacy\n") },
		"v5-withdrawn/version.toml: archive-folder":  func(m fstest.MapFS) { rename(m, acme+"v2-withdrawn", acme+"v5-withdrawn") },
		"v3/version.toml: archive-folder":            func(m fstest.MapFS) { swap(m, acme+"v3", bolt+"v2") },
		"v2/version.toml: archive-folder":            func(m fstest.MapFS) { swap(m, bolt+"v1", bolt+"v2") },
		"v3/version.toml: archive-record":            record("number = 3", "number =  3"),
		"v3/version.toml: archive-format":            record("format = 1", "format = 2"),
		"v3/version.toml: archive-value":             record(`class = "relevant"`, `class = "harmless"`),
		"v3/version.toml: archive-folder map[Value:": record(`kind = "privacy"`, `kind = "cookies"`),
		"v4/version.toml: archive-missing": func(m fstest.MapFS) {
			list := string(m[acme+"v4/SHA256SUMS"].Data)
			edit(m, acme+"v4", sumsFile, list[strings.LastIndex(list[:len(list)-1], "\n")+1:], "")
			delete(m, acme+"v4/version.toml")
		},
		"v4/facts.toml: archive-missing": func(m fstest.MapFS) {
			list := string(m[acme+"v4/SHA256SUMS"].Data)
			line := list[:strings.Index(list, "facts.toml\n")+len("facts.toml\n")]
			edit(m, acme+"v4", sumsFile, line[strings.LastIndex(line[:len(line)-1], "\n")+1:], "")
			delete(m, acme+"v4/facts.toml")
		},
		"v2: archive-number": func(m fstest.MapFS) {
			edit(m, acme+"v2", sumsFile, head(m, acme+"v2/SHA256SUMS"), "")
			rename(m, acme+"v1", "gone")
		},
		"v9-called-off: archive-about": func(m fstest.MapFS) {
			rename(m, acme+"v3-called-off", acme+"v5-called-off")
			edit(m, acme+"v5-called-off", recordFile, "number = 3", "number = 9")
			edit(m, acme+"v4", sumsFile, "v3-called-off", "v9-called-off")
			rename(m, acme+"v5-called-off", acme+"v9-called-off")
		},
	} {
		t.Run(want, func(t *testing.T) {
			m := copied(good(t))
			attack(m)
			_, err := Read(m)
			if err == nil || !strings.Contains(told(err), want) {
				t.Errorf("got\n%s", told(err))
			}
		})
	}
}

func link(to string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte(to), Mode: fs.ModeSymlink | 0o777}
}

// head gives the first line of a file.
func head(m fstest.MapFS, name string) string {
	line, _, _ := strings.Cut(string(m[name].Data), "\n")
	return line + "\n"
}

// TestEveryByte changes every byte of some files, and bytes at random of all
// the others.
func TestEveryByte(t *testing.T) {
	m := copied(good(t))
	r := rand.New(rand.NewPCG(5, 6))
	attacks := 0
	for _, name := range filesIn(m) {
		data := m[name].Data
		places := r.Perm(len(data))
		if name != Sum && name != acme+"v3/SHA256SUMS" && name != acme+"v3/version.toml" {
			places = places[:8]
		}
		for _, i := range places {
			bit := byte(1) << r.IntN(8)
			data[i] ^= bit
			refused(t, m, fmt.Sprintf("%s, byte %d", name, i))
			data[i] ^= bit
			attacks++
		}
	}
	if _, err := Read(m); err != nil {
		t.Error(told(err))
	}
	t.Logf("%d attacks", attacks)
}

// refused wants the archive to be refused, each finding with its place.
func refused(t *testing.T, m fstest.MapFS, what string) {
	t.Helper()
	_, err := Read(m)
	list, ok := err.(diag.List)
	if !ok || len(list) == 0 {
		t.Errorf("%s: not refused: %v", what, err)
	}
	for _, d := range list {
		if !strings.HasPrefix(d.File, "data") || d.Rule == "" || d.Rule == "unreadable" {
			t.Errorf("%s: %+v", what, d)
		}
	}
}

// TestRandomAttacks does to any file, folder and pair of them what can be done
// to files and folders.
func TestRandomAttacks(t *testing.T) {
	whole := good(t)
	delete(whole, "data")
	delete(whole, "data/brands")
	names := filesIn(whole)
	all := slices.Sorted(maps.Keys(whole))
	try := func(what string, attack func(fstest.MapFS)) {
		m := copied(whole)
		if attack(m); !same(m, whole) {
			refused(t, m, what)
		}
	}
	for _, a := range names {
		try("without "+a, func(m fstest.MapFS) { delete(m, a) })
		try("half of "+a, func(m fstest.MapFS) { m[a].Data = m[a].Data[:len(m[a].Data)/2] })
		try("nothing in "+a, func(m fstest.MapFS) { m[a].Data = nil })
		try("more in "+a, func(m fstest.MapFS) { m[a].Data = append(m[a].Data, '\n') })
		try("twice "+a, func(m fstest.MapFS) { m[a].Data = append(m[a].Data, m[a].Data...) })
		try("a folder for "+a, func(m fstest.MapFS) { m[a] = &fstest.MapFile{Mode: fs.ModeDir | 0o755} })
		try("a link for "+a, func(m fstest.MapFS) { rename(m, a, "else"); m[a] = link("/else") })
	}
	for _, a := range all {
		if a == "data/brands/acme" || a == "data/brands/bolt" {
			continue // what lies beside versions is not part of the archive
		}
		for _, odd := range []string{"x", ".hidden", "v7", "version.toml~", "a b", "ø", "facts.toml.orig"} {
			if whole[a].Mode.IsDir() {
				try(a+" with "+odd, func(m fstest.MapFS) { put(m, a+"/"+odd, "x") })
				try(a+" with folder "+odd, func(m fstest.MapFS) { m[a+"/"+odd] = &fstest.MapFile{Mode: fs.ModeDir | 0o755} })
			}
		}
		try("another name for "+a, func(m fstest.MapFS) { rename(m, a, a+"0") })
	}
	r := rand.New(rand.NewPCG(7, 8))
	for range 600 {
		a, b := all[r.IntN(len(all))], all[r.IntN(len(all))]
		if !strings.HasPrefix(a, b+"/") && !strings.HasPrefix(b, a+"/") && a != b {
			try("swap "+a+" "+b, func(m fstest.MapFS) { swap(m, a, b) })
			try("copy "+a+" "+b, func(m fstest.MapFS) { delete(m, b); m[b] = m[a] })
		}
	}
}

// TestHolds cuts chains and makes them anew so well that Read sees nothing:
// the older archive.sum tells.
func TestHolds(t *testing.T) {
	whole := good(t)
	older := whole[Sum].Data
	hold := func(m fstest.MapFS) error {
		a, err := Read(m)
		if err != nil {
			t.Fatal(told(err))
		}
		return Holds(older, a)
	}
	if err := hold(whole); err != nil {
		t.Error(told(err))
	}
	if err := Holds(nil, nil); err != nil {
		t.Error(err)
	}
	// A longer chain holds what the shorter one held.
	longer := &memory{files: copied(whole), left: -1}
	if _, err := appendTo(longer, kept(t, "bolt", notice.PrivacyKind, 3, short)); err != nil {
		t.Fatal(told(err))
	}
	if err := hold(longer.files); err != nil {
		t.Error(told(err))
	}
	made := entries(t)
	remake := func(change func([]New) []New) fstest.MapFS {
		m := newMemory()
		for _, n := range change(slices.Clone(made)) {
			if _, err := appendTo(m, n); err != nil {
				t.Fatal(told(err))
			}
		}
		return m.files
	}
	for want, change := range map[string]func([]New) []New{
		"bolt/versions/privacy/v2: archive-lost":      func(n []New) []New { return n[:9] },
		"bolt/versions/privacy/v2: archive-lost ":     func(n []New) []New { return n[:8] },
		"acme/versions/cookies/v1: archive-lost":      func(n []New) []New { return slices.Delete(n, 7, 8) },
		"acme/versions/privacy/v5: archive-lost":      func(n []New) []New { return slices.Delete(n, 1, 7) },
		"acme/versions/privacy/v5: archive-rewritten": func(n []New) []New { n[0].Record.Recorded = "2020-01-01"; return n },
		"bolt/versions/privacy/v2: archive-rewritten": func(n []New) []New {
			n[8] = kept(t, "bolt", "privacy", 1, short)
			n[8].Files[FactsFile] = nil
			return n
		},
	} {
		if err := hold(remake(change)); err == nil || !strings.Contains(told(err), want) {
			t.Errorf("want %s, got %s", want, told(err))
		}
	}
	if err := Holds([]byte("x\n"), nil); err == nil || !strings.Contains(told(err), "archive-older") {
		t.Errorf("got %v", told(err))
	}
}

// TestLoop wants a chain that leads into itself to end. No list can hold its
// own digest, so it is the list that was changed.
func TestLoop(t *testing.T) {
	m := copied(good(t))
	m[acme+"v2/SHA256SUMS"].Data = bytes.Replace(m[acme+"v2/SHA256SUMS"].Data, []byte("../v1/"), []byte("../v2/"), 1)
	if _, err := Read(m); err == nil || !strings.Contains(told(err), "v2/SHA256SUMS: archive-changed") {
		t.Errorf("got %v", told(err))
	}
}

// TestSwappedLater wants files that are changed after Read not to be used.
func TestSwappedLater(t *testing.T) {
	m := copied(good(t))
	a, err := Read(m)
	if err != nil {
		t.Fatal(told(err))
	}
	v := a.Chain("bolt", notice.PrivacyKind).Versions()[0]
	d, err := a.Document(v.Entry, notice.English)
	if err != nil || d.Lang != "en" || d.Title != "Notice en" {
		t.Fatalf("got %+v, %v", d, err)
	}
	for _, name := range append(filesOf(notice.Published), sumsFile) {
		if _, err := a.File(v.Entry, name); err != nil {
			t.Error(told(err))
		}
		m[bolt+"v1/"+name].Data = []byte("x")
		if _, err := a.File(v.Entry, name); err == nil || !strings.Contains(told(err), "archive-changed") {
			t.Errorf("%s: got %v", name, told(err))
		}
	}
	if _, err := a.Document(v.Entry, notice.English); err == nil {
		t.Error("a changed document was used")
	}
	if _, err := a.File(v.Entry, "x"); err == nil {
		t.Error("a file that is none was given")
	}
}
