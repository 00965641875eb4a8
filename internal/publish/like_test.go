package publish_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"notis/internal/publish"
)

// large makes up a site of some hundred files in folders.
func large() map[string]string {
	site := map[string]string{}
	for i := range 300 {
		site[fmt.Sprintf("d%d/e%d/f%d", i%7, i%30, i)] = fmt.Sprint(i)
	}
	return site
}

// edited changes a few files of a site: takes some away, with a whole folder now
// and then, puts others in the place of folders, and folders in that of files.
func edited(r *rand.Rand, site map[string]string) map[string]string {
	out := maps.Clone(site)
	names := slices.Sorted(maps.Keys(site))
	for range r.IntN(5) {
		name := names[r.IntN(len(names))]
		switch r.IntN(6) {
		case 0:
			delete(out, name)
		case 1:
			out[name] = fmt.Sprint("other", r.IntN(3))
		case 2:
			out[name+"x"] = "new"
		case 3:
			delete(out, name)
			out[name+"/below"] = "folder"
		case 4:
			out[fmt.Sprintf("g%d/h/i", r.IntN(4))] = fmt.Sprint(r.IntN(2))
		case 5:
			dir := filepath.Dir(name)
			if dir == "." {
				continue
			}
			for other := range maps.Clone(out) {
				if filepath.Dir(other) == dir || filepath.Dir(filepath.Dir(other)) == dir {
					delete(out, other)
				}
			}
			out[dir] = "file"
		}
	}
	for name := range maps.Clone(out) { // where a file became a folder, it is none
		for at := filepath.Dir(name); at != "."; at = filepath.Dir(at) {
			delete(out, at)
		}
	}
	return out
}

// TestLike publishes a site that changes a little each time. Most times the
// spare is known by how it differs, and now and then somebody tampers with it,
// with the site, or with what is noted. What comes out has to be the site.
func TestLike(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 9))
	out := filepath.Join(t.TempDir(), "public")
	beside := filepath.Join(filepath.Dir(out), ".public.spare")
	site, like := large(), 0
	for i := range 120 {
		if publish.Like(out) {
			like++
		}
		if i%2 == 0 {
			links(t, out, filepath.Join(t.TempDir(), "backup"))
		}
		var err error
		what := r.IntN(6)
		switch what {
		case 0:
			tamper(t, r, filepath.Join(beside, "site"))
		case 1: // the manifest of the spare is another one
			list := filepath.Join(beside, "site", publish.Manifest)
			if _, there := os.Stat(list); there == nil {
				err = os.WriteFile(list, []byte(sum("x")+"  d0/e0/f0\n"), 0o644)
			}
		case 2: // what is noted is cut short, or flipped
			var data []byte
			if data, err = os.ReadFile(filepath.Join(beside, "differs")); err == nil {
				at := r.IntN(len(data))
				data[at] ^= 1
				err = os.WriteFile(filepath.Join(beside, "differs"), data[:at+r.IntN(len(data)-at)], 0o644)
			} else if errors.Is(err, os.ErrNotExist) {
				err = nil
			}
		case 3: // a file of the site itself is replaced
			name := filepath.Join(out, "d1/e1/f1")
			if info, there := os.Lstat(name); there == nil && info.Mode().IsRegular() {
				err = errors.Join(os.Remove(name), os.WriteFile(name, []byte("longer"), 0o644))
			}
		}
		if err != nil {
			t.Fatal(err)
		}
		before := maps.Clone(site)
		if site = edited(r, site); len(site) < 100 {
			site = large()
		}
		if _, err := putSite(out, site, some); err != nil {
			t.Fatalf("round %d: %v", i, err)
		}
		wantSite(t, out, site)
		if !maps.Equal(before, site) && i > 0 && what != 3 {
			if _, err := readSite(filepath.Join(beside, "site")); err != nil {
				t.Fatalf("round %d: the spare is torn: %v", i, err)
			}
		}
	}
	left(t, out)
	if like < 40 {
		t.Errorf("the spare was known by how it differs %d times of 120", like)
	}
}

// TestUnlike wants what is noted of how two sites differ to count for those two
// alone: not for a later site, and not for another spare.
func TestUnlike(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	noted := filepath.Join(filepath.Dir(out), ".public.spare/differs")
	site := large()
	var notes [][]byte
	for i, word := range []string{"a", "b", "a", "c"} { // the spare is a, as it was for b
		site["new"] = word
		if _, err := putSite(out, site, never); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(noted)
		if err != nil && i > 0 {
			t.Fatal(err)
		}
		notes = append(notes, data)
	}
	if !publish.Like(out) {
		t.Fatal("the spare is not known by how it differs")
	}
	if err := os.WriteFile(noted, notes[1], 0o644); err != nil {
		t.Fatal(err)
	}
	if publish.Like(out) {
		t.Error("what is noted of an earlier site counts for this one")
	}
	list := filepath.Join(filepath.Dir(noted), "site", publish.Manifest)
	if err := errors.Join(os.WriteFile(noted, notes[3], 0o644), os.WriteFile(list, []byte(sum("x")+"  d0/e0/f0\n"), 0o644)); err != nil {
		t.Fatal(err)
	}
	if publish.Like(out) {
		t.Error("what is noted of a spare counts for another one")
	}
}

// links gives every file of a folder another name elsewhere, as programs do that
// make copies.
func links(t *testing.T, from, to string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(from), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil // there is no site yet
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, name), 0o755)
		}
		return os.Link(filepath.Join(from, name), filepath.Join(to, name))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestPlaces wants a file to have one address, inside the site.
func TestPlaces(t *testing.T) {
	p, err := publish.Begin(filepath.Join(t.TempDir(), "public"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", ".", "..", "../x", "/x", "a/../b", "a//b", "a/", "./a", "a\nb", "a\rb", publish.Manifest} {
		if err := p.Add(path, nil); err == nil {
			t.Errorf("%q is a place", path)
		}
	}
	if err := errors.Join(p.Add("a/.b/c..", nil), p.Add("a/b", nil), p.Abort()); err != nil {
		t.Error(err)
	}
}
