package archive

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"sync"
	"testing"
	"time"

	"notis/internal/notice"
	"notis/internal/stamp"
)

// laid writes an archive to a folder of its own.
func laid(t testing.TB, files fs.FS) string {
	t.Helper()
	dir := t.TempDir()
	if _, err := stamp.Of(dir); errors.Is(err, stamp.ErrUnknown) {
		t.Skip(err)
	}
	data, err := fs.Sub(files, "data")
	if err == nil {
		err = os.CopyFS(filepath.Join(dir, "data"), data)
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// looking gives the stamps of files in a folder.
func looking(dir string) func(string) (stamp.Stamp, error) {
	return func(name string) (stamp.Stamp, error) { return stamp.Of(filepath.Join(dir, name)) }
}

// remembering is ready to read a folder again. Its clock is an hour ahead, so that
// no file is too young.
func remembering(dir string, was []byte) *Again {
	g := &Again{Look: looking(dir), Now: time.Now().Add(time.Hour), Program: "notis"}
	g.Recall(was)
	return g
}

// opening notes what is opened.
type opening struct {
	fs.FS
	mu    sync.Mutex
	names []string
}

func (o *opening) Open(name string) (fs.File, error) {
	o.mu.Lock()
	o.names = append(o.names, name)
	o.mu.Unlock()
	return o.FS.Open(name)
}

var entryPath = regexp.MustCompile(`^data/brands/[^/]+/versions/[^/]+/[^/]+`)

// entries lists the entries of which anything was opened.
func (o *opening) entries() []string {
	var out []string
	for _, name := range o.names {
		if at := entryPath.FindString(name); at != "" {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// dirs lists the entries of an archive.
func dirs(a *Archive) []string {
	var out []string
	for _, c := range a.Chains() {
		for _, e := range c.Entries {
			out = append(out, e.Dir)
		}
	}
	slices.Sort(out)
	return out
}

// wantAgain reads an archive again and wants it to be found as it is without a
// memory. It wants nothing to be opened but the entries that are named. What is
// known then is given.
func wantAgain(t *testing.T, dir string, g *Again, read []string) []byte {
	t.Helper()
	want, err := Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(told(err))
	}
	o := &opening{FS: os.DirFS(dir)}
	got, err := g.Read(o)
	if err != nil {
		t.Fatal(told(err))
	}
	if !reflect.DeepEqual(got.Chains(), want.Chains()) {
		t.Error("it is another archive")
	}
	if some := o.entries(); !slices.Equal(some, read) {
		t.Errorf("read %q, want %q", some, read)
	}
	data, _ := g.Bytes()
	return data
}

// whole gives an archive on the disk, its entries, and what is known of them.
func whole(t *testing.T, files fs.FS) (dir string, all []string, was []byte) {
	t.Helper()
	dir = laid(t, files)
	a, err := Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(told(err))
	}
	all = dirs(a)
	was = wantAgain(t, dir, remembering(dir, nil), all)
	if len(all) == 0 || was == nil {
		t.Fatalf("%d entries, and %d bytes are known of them", len(all), len(was))
	}
	return dir, all, was
}

// TestAgain wants an archive that was read before to be the same, without a look
// into any of its entries, and nothing to be written down anew.
func TestAgain(t *testing.T) {
	for _, files := range []fs.FS{good(t), os.DirFS("../demo/testdata/site")} {
		dir, _, was := whole(t, files)
		for range 2 {
			g := remembering(dir, was)
			if data := wantAgain(t, dir, g, nil); data != nil {
				t.Error("something else is known than before")
			}
			if _, changed := g.Bytes(); changed {
				t.Error("it is said to be changed")
			}
		}
	}
}

// TestAgainReleased wants what was released since to be read, and what was
// withdrawn, and nothing else; then it is known as well.
func TestAgainReleased(t *testing.T) {
	dir, _, was := whole(t, good(t))
	for _, n := range []New{kept(t, "bolt", notice.PrivacyKind, 3, short), about("bolt", notice.PrivacyKind, 1, notice.Withdrawn)} {
		e, err := Append(dir, n)
		if err != nil {
			t.Fatal(told(err))
		}
		read := []string{e.Dir}
		if n.Record.Entry == notice.Withdrawn {
			read = []string{bolt + "v1", e.Dir}
		}
		if was = wantAgain(t, dir, remembering(dir, was), read); was == nil {
			t.Fatal("nothing is said to be changed")
		}
		wantAgain(t, dir, remembering(dir, was), nil)
	}
}

// TestAgainYoung wants nothing to be remembered of files that could be written
// again without another stamp, and an entry with one such file, or whose folder is
// such a one, to be read every time.
func TestAgainYoung(t *testing.T) {
	begun := time.Now()
	dir, all, was := whole(t, good(t))
	for range 2 {
		g := remembering(dir, nil)
		g.Now = begun
		if data := wantAgain(t, dir, g, all); data != nil {
			t.Errorf("%d bytes are known", len(data))
		}
	}
	for _, young := range []string{acme + "v3", acme + "v3/" + recordFile, bolt + "v2/" + sumsFile, bolt + "v2/" + DocumentFile(notice.English)} {
		at := entryPath.FindString(young)
		look := func(g *Again) *Again {
			g.Look = func(name string) (stamp.Stamp, error) {
				s, err := stamp.Of(filepath.Join(dir, name))
				if name == young {
					s.Changed = g.Now.Add(-time.Second).UnixNano()
				}
				return s, err
			}
			return g
		}
		first := wantAgain(t, dir, look(remembering(dir, was)), []string{at})
		if first == nil {
			t.Fatalf("%s: what is known stays", young)
		}
		if data := wantAgain(t, dir, look(remembering(dir, first)), []string{at}); data != nil {
			t.Errorf("%s: something else is known", young)
		}
		// Once it is older it is known for good.
		second := wantAgain(t, dir, remembering(dir, first), []string{at})
		wantAgain(t, dir, remembering(dir, second), nil)
	}
}

// TestAgainBroken wants bytes that are cut, flipped or longer, and none at all, to
// be as if nothing had been remembered.
func TestAgainBroken(t *testing.T) {
	dir, all, was := whole(t, good(t))
	try := func(what string, data []byte) {
		t.Helper()
		if got := wantAgain(t, dir, remembering(dir, data), all); string(got) != string(was) {
			t.Errorf("%s: something else is known", what)
		}
	}
	try("nothing", nil)
	try("more", append(slices.Clone(was), 0))
	try("twice", append(slices.Clone(was), was...))
	for i := 0; i < len(was); i += max(1, min(len(was)/150, len(was)-1-i)) {
		data := slices.Clone(was)
		data[i] ^= 1 << (i % 8)
		try(fmt.Sprint("byte ", i), data)
		try(fmt.Sprint("cut at ", i), was[:i])
	}
	// A digest that fits makes half of an entry no better, nor those before it.
	_, body, _ := bytes.Cut(was, []byte("\n"))
	try("half", digested(body[:len(body)/2]))
	try("all but a byte", digested(body[:len(body)-1]))
	wantAgain(t, dir, remembering(dir, digested(body)), nil)
}

// TestAgainProgram wants a program to believe itself alone.
func TestAgainProgram(t *testing.T) {
	dir, all, was := whole(t, good(t))
	for _, name := range []string{"", "noti", "notis2"} {
		other := func(was []byte) *Again {
			g := remembering(dir, nil)
			g.Program = name
			g.Recall(was)
			return g
		}
		data := wantAgain(t, dir, other(was), all)
		wantAgain(t, dir, other(data), nil)
		wantAgain(t, dir, remembering(dir, data), all)
	}
}

// TestAgainUnknown wants an archive to be read where files have no stamps, and
// nothing to be remembered of it.
func TestAgainUnknown(t *testing.T) {
	dir, all, was := whole(t, good(t))
	unknown := func(was []byte) *Again {
		g := remembering(dir, was)
		g.Look = func(string) (stamp.Stamp, error) { return stamp.Stamp{}, stamp.ErrUnknown }
		return g
	}
	if data := wantAgain(t, dir, unknown(nil), all); data != nil {
		t.Errorf("%d bytes are known", len(data))
	}
	data := wantAgain(t, dir, unknown(was), all)
	if data == nil {
		t.Error("what was known stays")
	}
	wantAgain(t, dir, remembering(dir, data), all)
}

// TestAgainUsed writes to files behind the file system, which gives them the stamps
// they had. It wants an entry to be taken for what it was, and the change to be
// told when the file is used.
func TestAgainUsed(t *testing.T) {
	dir, _, was := whole(t, good(t))
	stamps := map[string]stamp.Stamp{}
	e := bolt + "v2"
	for _, name := range append(filesOf(notice.Published), sumsFile) {
		name = e + "/" + name
		s, err := stamp.Of(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		stamps[name] = s
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	g := remembering(dir, was)
	g.Look = func(name string) (stamp.Stamp, error) {
		if s, ok := stamps[name]; ok {
			return s, nil
		}
		return stamp.Of(filepath.Join(dir, name))
	}
	a, err := g.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(told(err))
	}
	tip := a.Chain("bolt", notice.PrivacyKind).Tip()
	refused := func(name string, err error) {
		t.Helper()
		if got, want := told(err), e+"/"+name+": archive-changed map[]\n"; got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	for _, name := range append(filesOf(notice.Published), sumsFile) {
		_, err := a.File(tip, name)
		refused(name, err)
	}
	_, err = a.Changes(tip)
	refused(recordFile, err)
	for _, l := range notice.Langs() {
		_, err := a.Document(tip, l)
		refused(DocumentFile(l), err)
	}
}
