package archive

import (
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"testing"

	"notis/internal/document"
	"notis/internal/notice"
)

// TestReader wants the same documents of one reader as of many, and sections
// that did not change to be shared.
func TestReader(t *testing.T) {
	a, err := Read(os.DirFS("../demo/testdata/site"))
	if err != nil {
		t.Fatal(told(err))
	}
	shared := 0
	for _, c := range a.Chains() {
		for _, l := range notice.Langs() {
			var r Reader
			first := map[*document.Block]bool{}
			for _, v := range c.Versions() {
				if !v.Kept() {
					continue
				}
				got, err := r.Document(a, v.Entry, l)
				if err != nil {
					t.Fatal(told(err))
				}
				want, err := a.Document(v.Entry, l)
				if err != nil {
					t.Fatal(told(err))
				}
				if !reflect.DeepEqual(got, want) {
					t.Errorf("%s in %s is another one", v.Dir, l)
				}
				for i := range got.Sections {
					if b := got.Sections[i].Blocks; len(b) > 0 {
						if first[&b[0]] {
							shared++
						}
						first[&b[0]] = true
					}
				}
			}
		}
	}
	if shared < 20 {
		t.Errorf("%d sections are shared", shared)
	}
}

// TestKnown wants a reader to accept and to refuse what it would have without
// the sections it knows: all of them are tried against every byte being
// another one.
func TestKnown(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	sections := 0
	for range 8 {
		d := new(document.Document)
		fill(r, reflect.ValueOf(d).Elem(), 3)
		data, err := EncodeDocument(d)
		if err != nil {
			t.Fatal(err)
		}
		known := map[string]section{}
		if _, err := decodeDocument(data, known); err != nil {
			t.Fatal(err)
		}
		sections += len(known)
		for i := range data {
			for _, b := range []byte{'"', ',', '}', 'x', data[i]} {
				before := data[i]
				data[i] = b
				want, wrong := DecodeDocument(data)
				got, err := decodeDocument(data, maps.Clone(known))
				data[i] = before
				if (err == nil) != (wrong == nil) || !reflect.DeepEqual(got, want) || err != nil && err.Error() != wrong.Error() {
					t.Fatalf("byte %d as %q: %v with the sections known, %v without\n%s", i, b, err, wrong, data)
				}
			}
		}
	}
	if sections < 5 {
		t.Errorf("only %d sections", sections)
	}
}
