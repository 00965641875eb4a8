package docs_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// TestEmbedding holds what docs/embedding.md says of a piece against all there
// are: how it begins, which a recipe looks for, its names, and its links.
func TestEmbedding(t *testing.T) {
	text, err := os.ReadFile("../../docs/embedding.md")
	if err != nil {
		t.Fatal(err)
	}
	begins := regexp.MustCompile(`str_starts_with\( \$piece, '([^']+)' \)`).FindSubmatch(text)
	if begins == nil {
		t.Fatal("the recipe does not look at how a piece begins")
	}
	names := regexp.MustCompile(` (?:id|class)="?([^" >]+)`)
	links := regexp.MustCompile(` href="?([^" >]+)`)
	n := 0
	for _, dir := range []string{built(t, "../.."), built(t, "../demo/testdata/site")} {
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, _ fs.DirEntry, err error) error {
			if err != nil || path.Base(name) != "embed.html" {
				return err
			}
			n++
			src, err := fs.ReadFile(os.DirFS(dir), name)
			piece := string(src)
			if !strings.HasPrefix(piece, string(begins[1])) || !strings.HasSuffix(piece, "</article>\n") || strings.Contains(piece, "<script") {
				t.Errorf("%s begins with %.60s", name, piece)
			}
			for _, m := range names.FindAllStringSubmatch(strings.TrimPrefix(piece, string(begins[1])), -1) {
				if !strings.HasPrefix(m[1], "notis-") {
					t.Errorf("%s has the name %s", name, m[1])
				}
			}
			for _, m := range links.FindAllStringSubmatch(piece, -1) {
				if !regexp.MustCompile(`^(#notis-|https?://|mailto:|tel:)`).MatchString(m[1]) {
					t.Errorf("%s leads to %s", name, m[1])
				}
			}
			if strings.HasSuffix(name, "elekt/personvern/embed.html") && !strings.Contains(piece, " id=notis-privacy-nb-rights>") {
				t.Errorf("%s has no rights", name)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n != 24 {
		t.Errorf("%d pieces", n)
	}
}
