package brands_test

import (
	"reflect"
	"testing"

	"notis/internal/compile"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/release"
)

// TestFactsAreWhole freezes the facts of each notice, reads them again, and
// wants the same text from them: a version keeps all that it states.
func TestFactsAreWhole(t *testing.T) {
	reg, say := load(t), bundles(t)
	for id, d := range reg.Brands {
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
