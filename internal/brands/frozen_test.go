package brands_test

import (
	"reflect"
	"testing"

	"notis/internal/archive"
	"notis/internal/compile"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/release"
)

// published is the register as the versions in force state it: what companies
// said, and not what a proposal makes of it.
func published(t testing.TB) *notice.Register {
	t.Helper()
	a, err := archive.Read(root())
	if err != nil {
		t.Fatal(err)
	}
	reg := &notice.Register{Brands: map[notice.ID]*notice.Dossier{}}
	for id := range load(t).Brands {
		d := &notice.Dossier{ID: id}
		for _, k := range notice.Kinds() {
			s, ok := a.Chain(id, k).InForce(today)
			if !ok {
				t.Fatalf("nothing is published of %s %s", id, k)
			}
			src, err := a.File(s.Entry, archive.FactsFile)
			if err != nil {
				t.Fatal(err)
			}
			f, err := register.Facts(s.Dir, src)
			if err != nil {
				t.Fatal(err)
			}
			if k == notice.PrivacyKind {
				d.Brand, d.Privacy = f.Brand, f.Privacy
			} else {
				d.Cookies = f.Cookies
			}
			reg.Shared.Data = append(reg.Shared.Data, f.Shared.Data...)
			reg.Shared.People = append(reg.Shared.People, f.Shared.People...)
			reg.Shared.Acts = append(reg.Shared.Acts, f.Shared.Acts...)
		}
		reg.Brands[id] = d
	}
	return reg
}

// TestFactsAreWhole freezes the facts of each notice, reads them again, and
// wants the same text from them: a version keeps all that it states.
func TestFactsAreWhole(t *testing.T) {
	reg, say := load(t), bundles(t)
	for id, d := range reg.Brands {
		// A version has no open question, or there would be none.
		d.Privacy.Open, d.Cookies.Open = nil, nil
		for _, k := range notice.Kinds() {
			for _, l := range notice.Langs() {
				want, err := compile.Compile(d, &reg.Shared, k, compile.Edition{Recorded: today}, say[l])
				if err != nil {
					t.Fatal(err)
				}
				f, err := register.Facts("facts.toml", facts.Encode(facts.Of(release.Facts(d, &reg.Shared, k, want.Entries))))
				if err != nil {
					t.Fatal(id, k, err)
				}
				again := &notice.Dossier{ID: id, Brand: f.Brand, Privacy: f.Privacy, Cookies: f.Cookies}
				got, err := compile.Compile(again, &f.Shared, k, compile.Edition{Recorded: today}, say[l])
				if err != nil || !reflect.DeepEqual(got.Document, want.Document) {
					t.Errorf("%s %s in %s reads otherwise from its frozen facts: %v", id, k, l, err)
				}
			}
		}
	}
}
