package check_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"notis/internal/check"
	"notis/internal/notice"
)

// TestStoringCases runs the further cases of the rules on cookies. Most of
// them hold for both notices, or for declarations with a list and without, so
// one case of a sort is not enough: <rule>.finds-2.txtar is another one.
func TestStoringCases(t *testing.T) {
	for _, r := range check.Rules() {
		if !strings.HasPrefix(r.ID, "ekom-") && !strings.HasPrefix(r.ID, "planet49-") && !strings.HasPrefix(r.ID, "cookie-") {
			continue
		}
		names, err := filepath.Glob("testdata/rules/" + r.ID + ".*-*.txtar")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			t.Run(filepath.Base(name), func(t *testing.T) {
				a, err := txtar.ParseFile(name)
				if err != nil {
					t.Fatal(err)
				}
				files := slices.DeleteFunc(slices.Clone(a.Files), func(f txtar.File) bool { return f.Name == "want" })
				fsys := base(t)
				apply(t, fsys, files)
				c := load(t, fsys, notice.Kind(option(a.Comment, "kind", "privacy")), notice.Date(option(a.Comment, "date", "2026-11-22")))
				got := show(t, check.Run(c, []check.Rule{r}))
				if (len(got) == 0) != strings.Contains(name, ".silent-") {
					t.Errorf("found %q", got)
				}
				if *update {
					a.Files = append(files, txtar.File{Name: "want", Data: got})
					if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
						t.Fatal(err)
					}
				} else if len(files) == len(a.Files) || !bytes.Equal(a.Files[len(a.Files)-1].Data, got) {
					t.Errorf("found otherwise; look at the difference after -update:\n%s", got)
				}
			})
		}
	}
}
