package archive

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/stamp"
)

// vandal changes an archive on the disk that was read before.
type vandal struct {
	t *testing.T
	// dir is the folder, and whole what it held.
	dir   string
	whole fstest.MapFS
	// entries and files are all there are, but for data/archive.sum.
	entries, files []string
	rand           *rand.Rand
}

func (v *vandal) path(name string) string { return filepath.Join(v.dir, filepath.FromSlash(name)) }

func (v *vandal) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

func (v *vandal) write(name string, data []byte) { v.must(os.WriteFile(v.path(name), data, 0o644)) }

func (v *vandal) rename(old, new string) { v.must(os.Rename(v.path(old), v.path(new))) }

func (v *vandal) swap(a, b string) {
	v.rename(a, "swap")
	v.rename(b, a)
	v.rename("swap", b)
}

// other gives the content of a file with one byte changed.
func (v *vandal) other(name string) []byte {
	data := bytes.Clone(v.whole[name].Data)
	data[v.rand.IntN(len(data))] ^= 1 << v.rand.IntN(7)
	return data
}

func (v *vandal) entry() string { return v.entries[v.rand.IntN(len(v.entries))] }

func (v *vandal) file() string { return v.files[v.rand.IntN(len(v.files))] }

// two gives two that are not the same.
func (v *vandal) two(one func() string) (a, b string) {
	for a == b {
		a, b = one(), one()
	}
	return a, b
}

// dated keeps the time that a file was written while it is changed.
func (v *vandal) dated(name string, change func()) {
	info, err := os.Lstat(v.path(name))
	v.must(err)
	change()
	v.must(os.Chtimes(v.path(name), info.ModTime(), info.ModTime()))
}

// text is an entry with a text that was not withdrawn.
func (v *vandal) text() string {
	return []string{acme + "v3", acme + "v4", acme + "v5", bolt + "v1", bolt + "v2"}[v.rand.IntN(5)]
}

// acts are the ways to change it.
func (v *vandal) acts() map[string]func() {
	replaced := func(name string) { v.write("swap", v.other(name)); v.rename("swap", name) }
	return map[string]func(){
		"change":         func() { name := v.file(); v.write(name, v.other(name)) },
		"change, dated":  func() { name := v.file(); v.dated(name, func() { v.write(name, v.other(name)) }) },
		"replace":        func() { replaced(v.file()) },
		"replace, dated": func() { name := v.file(); v.dated(name, func() { replaced(name) }) },
		"delete":         func() { v.must(os.Remove(v.path(v.file()))) },
		"add":            func() { v.write(v.entry()+"/facts.toml.orig", nil) },
		"add, dated":     func() { e := v.entry(); v.dated(e, func() { v.write(e+"/.x", nil) }) },
		"link":           func() { name := v.file(); v.rename(name, "aside"); v.must(os.Symlink(v.path("aside"), v.path(name))) },
		"link, folder":   func() { e := v.entry(); v.rename(e, "aside"); v.must(os.Symlink(v.path("aside"), v.path(e))) },
		"folder":         func() { name := v.path(v.file()); v.must(errors.Join(os.Remove(name), os.Mkdir(name, 0o755))) },
		"swap":           func() { v.swap(v.two(v.entry)) },
		"swap chains":    func() { v.swap(path.Dir(acme), path.Dir(bolt)) },
		"swap files":     func() { a, b := v.two(v.text); v.swap(a+"/"+FactsFile, b+"/"+FactsFile) },
		"cut":            func() { e := v.entry(); v.must(os.Truncate(v.path(e+"/"+sumsFile), v.rand.Int64N(60))) },
		"cut, tip":       func() { v.must(os.Truncate(v.path(Sum), v.rand.Int64N(int64(len(v.whole[Sum].Data))))) },
		"change, tip":    func() { v.write(Sum, v.other(Sum)) },
		"no tip":         func() { v.must(os.Remove(v.path(Sum))) },
		"new": func() {
			e := v.entry()
			v.must(os.CopyFS(v.path(path.Dir(e)+"/v6"), os.DirFS(v.path(e))))
		},
		// A withdrawal that nobody released makes every text that is there one too
		// many, and so does a text that was withdrawn.
		"withdraw":   func() { v.must(os.CopyFS(v.path(v.text()+"-withdrawn"), os.DirFS(v.path(acme+"v2-withdrawn")))) },
		"text back":  func() { v.write(acme+"v2/"+FactsFile, []byte("version = 2 # of acme privacy\n")) },
		"new, empty": func() { v.must(os.Mkdir(v.path(path.Dir(v.entry())+"/v7"), 0o755)) },
		"move":       func() { e := v.entry(); v.rename(e, path.Dir(e)+"/v8") },
		"lose":       func() { v.rename(v.entry(), "aside") },
		"no text": func() {
			e := v.text()
			for _, name := range textFiles() {
				v.must(os.Remove(v.path(e + "/" + name)))
			}
		},
		// A list that was made anew is right by itself.
		"forge": func() {
			name := v.text() + "/" + FactsFile
			list, data := path.Dir(name)+"/"+sumsFile, v.other(name)
			v.write(name, data)
			v.write(list, bytes.Replace(v.whole[list].Data, []byte(digestOf(v.whole[name].Data)), []byte(digestOf(data)), 1))
		},
	}
}

// more changes another file, if it still is one.
func (v *vandal) more() {
	name := v.file()
	if info, err := os.Lstat(v.path(name)); err == nil && info.Mode().IsRegular() {
		v.dated(name, func() { v.write(name, v.other(name)) })
	}
}

// restore puts back what is not as it was, and nothing else.
func (v *vandal) restore() {
	v.must(os.RemoveAll(v.path("aside")))
	var odd []string
	v.must(filepath.WalkDir(v.path("data"), func(name string, d fs.DirEntry, err error) error {
		v.must(err)
		rel, err := filepath.Rel(v.dir, name)
		if f := v.whole[filepath.ToSlash(rel)]; f == nil || f.Mode.Type() != d.Type() {
			odd = append(odd, name)
			if d.IsDir() {
				return fs.SkipDir
			}
		}
		return err
	}))
	for _, name := range odd {
		v.must(os.RemoveAll(name))
	}
	for _, name := range filesIn(v.whole) {
		if data, err := os.ReadFile(v.path(name)); err != nil || !bytes.Equal(data, v.whole[name].Data) {
			v.must(os.MkdirAll(filepath.Dir(v.path(name)), 0o755))
			v.write(name, v.whole[name].Data)
		}
	}
}

// tick waits until the clock of the file system has gone on, as it has in life
// before a file is old enough to be remembered.
func (v *vandal) tick() {
	v.write("tick", nil)
	first, err := stamp.Of(v.path("tick"))
	v.must(err)
	for s := first; s.Changed == first.Changed; {
		v.write("tick", nil)
		s, err = stamp.Of(v.path("tick"))
		v.must(err)
	}
}

// attacked wants the same findings with a memory as without, and as many when what
// was found right beside them is remembered.
func (v *vandal) attacked(what string, was []byte) {
	v.t.Helper()
	_, want := Read(os.DirFS(v.dir))
	if list, ok := want.(diag.List); !ok || len(list) == 0 {
		v.t.Errorf("%s: not refused: %v", what, want)
	}
	for range 2 {
		g := remembering(v.dir, was)
		if _, err := g.Read(os.DirFS(v.dir)); !reflect.DeepEqual(err, want) {
			v.t.Errorf("%s: found\n%s, want\n%s", what, told(err), told(want))
		}
		if data, changed := g.Bytes(); changed {
			was = data
		}
	}
}

// TestAgainAttacks changes an archive that is known in every way, and puts it back.
// It wants exactly the findings that there are without a memory, also when the
// changed one is read again with all that was found right in it, and none when it
// is as it was.
func TestAgainAttacks(t *testing.T) {
	v := &vandal{t: t, whole: copied(good(t)), rand: rand.New(rand.NewPCG(31, 32))}
	var was []byte
	v.dir, v.entries, was = whole(t, v.whole)
	v.files = slices.DeleteFunc(filesIn(v.whole), func(name string) bool { return name == Sum })
	want, err := Read(v.whole)
	if err != nil {
		t.Fatal(told(err))
	}
	acts := v.acts()
	rounds, read := 0, 0
	for range 16 {
		names := slices.Sorted(maps.Keys(acts))
		v.rand.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		for _, what := range names {
			v.tick()
			acts[what]()
			if v.rand.IntN(4) == 0 {
				v.more()
			}
			v.attacked(what, was)
			v.tick()
			v.restore()
			g, o := remembering(v.dir, was), &opening{FS: os.DirFS(v.dir)}
			got, err := g.Read(o)
			if err != nil || !reflect.DeepEqual(got.Chains(), want.Chains()) {
				t.Fatalf("put back after %s: %s", what, told(err))
			}
			if data, changed := g.Bytes(); changed {
				was = data
			}
			rounds, read = rounds+1, read+len(o.entries())
		}
	}
	if read > 2*rounds {
		t.Errorf("%d entries were read in %d rounds", read, rounds)
	}
	t.Logf("%d entries were read in %d rounds", read, rounds)
}

// hasty gives a file as it was, and has changed it by then.
type hasty struct {
	fs.FS
	dir, name string
	once      sync.Once
	err       error
}

func (h *hasty) Open(name string) (fs.File, error) {
	var data []byte
	if name == h.name {
		h.once.Do(func() {
			at := filepath.Join(h.dir, name)
			if data, h.err = os.ReadFile(at); h.err == nil {
				// The clock of a file system goes on in steps of some milliseconds.
				time.Sleep(20 * time.Millisecond)
				h.err = os.WriteFile(at, append(data[:len(data):len(data)], '\n'), 0o644)
			}
		})
	}
	if data != nil {
		return fstest.MapFS{name: {Data: data}}.Open(name)
	}
	return h.FS.Open(name)
}

// TestAgainMeanwhile changes a file as soon as it was read. It wants the change to
// be found by the next reading.
func TestAgainMeanwhile(t *testing.T) {
	for _, name := range append(filesOf(notice.Published), sumsFile) {
		name = bolt + "v2/" + name
		dir := laid(t, good(t))
		h := &hasty{FS: os.DirFS(dir), dir: dir, name: name}
		g := remembering(dir, nil)
		if _, err := g.Read(h); err != nil || h.err != nil {
			t.Fatal(told(err), h.err)
		}
		was, _ := g.Bytes()
		_, want := Read(os.DirFS(dir))
		if _, err := remembering(dir, was).Read(os.DirFS(dir)); err == nil || !reflect.DeepEqual(err, want) {
			t.Errorf("%s: found %s, want %s", name, told(err), told(want))
		}
	}
}
