package tidy_test

import (
	"path/filepath"
	"reflect"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"notis"
	"notis/internal/fields"
	"notis/internal/form"
	"notis/internal/tidy"
)

// kinds are the names of the files that the fuzzer writes.
var kinds = []string{
	"data/brands/acme/privacy.toml", "data/brands/acme/cookies.toml", "data/brands/acme/brand.toml", "data/brands/acme/release.toml",
	"data/categories.toml", "data/vendors.toml",
}

func seeds(f *testing.F) {
	f.Helper()
	for _, pattern := range []string{"testdata/*.txtar", "../register/testdata/*.txtar", "../register/testdata/cases/*.txtar", "../demo/testdata/steps/0*.txtar"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			f.Fatalf("nothing is %s: %v", pattern, err)
		}
		for _, name := range names {
			a, err := txtar.ParseFile(name)
			if err != nil {
				f.Fatal(err)
			}
			for _, file := range a.Files {
				for i, kind := range kinds {
					if filepath.Base(kind) == filepath.Base(file.Name) {
						f.Add(uint8(i), file.Data)
					}
				}
			}
		}
	}
	comments, err := fields.Read(notis.Model, "internal/notice")
	if err != nil {
		f.Fatal(err)
	}
	for i, file := range form.New(comments) {
		f.Add(uint8(i), []byte(file.Text))
	}
}

// FuzzFormat wants whatever the loader can read to be read the same afterwards,
// and to be at rest.
func FuzzFormat(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, kind uint8, src []byte) {
		name := kinds[int(kind)%len(kinds)]
		if !readable(t, name, src) {
			if _, err := tidy.Format(name, src); err == nil {
				t.Errorf("the loader does not read it, and it was formatted")
			}
			return
		}
		before := fstest.MapFS{name: &fstest.MapFile{Data: src}}
		after := formatted(t, before)
		if x, y := readingOf(t, before), readingOf(t, after); !reflect.DeepEqual(x, y) {
			t.Errorf("%s\nis read as %+v\nand\n%s\nas %+v", src, x, after[name].Data, y)
		}
	})
}
