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

// TestConsistencyAlso runs what the rules on contradictions find in the other
// notice, or only where something is left out: cases beside their first two.
func TestConsistencyAlso(t *testing.T) {
	names, err := filepath.Glob("testdata/rules/*.also-*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		id, _, _ := strings.Cut(filepath.Base(name), ".")
		t.Run(filepath.Base(name), func(t *testing.T) {
			a, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(a.Files, func(f txtar.File) bool { return f.Name == "want" })
			files := a.Files
			if i >= 0 {
				files = a.Files[:i]
			}
			fsys := base(t)
			apply(t, fsys, files)
			rules := slices.DeleteFunc(check.Rules(), func(r check.Rule) bool { return r.ID != id })
			c := load(t, fsys, notice.Kind(option(a.Comment, "kind", "privacy")), "2026-11-22")
			got := show(t, check.Run(c, rules))
			if *update {
				a.Files = append(slices.Clone(files), txtar.File{Name: "want", Data: got})
				if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if i < 0 || !bytes.Equal(a.Files[i].Data, got) {
				t.Errorf("found otherwise; look at the difference after -update:\n%s", got)
			}
		})
	}
}
