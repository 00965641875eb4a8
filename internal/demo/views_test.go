package demo_test

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestViews builds the site as of the day of each step, with the draft, and
// wants each privacy notice that can be read at its own address, and no other
// page, to have a map and storage times, with every link of theirs leading to a
// place of that notice.
func TestViews(t *testing.T) {
	views := map[string]bool{"kart": true, "lagring": true, "map": true, "storage": true}
	drafts, released := 0, 0
	for _, day := range []string{"2023-12-01", "2024-06-01", "2025-12-20", "2026-07-01", "2026-11-22", "2027-03-01"} {
		built := files(t, build(t, site, "--date", day, "--drafts"))
		ids := map[string]map[string]bool{}
		for name, src := range built {
			if strings.HasSuffix(name, "index.html") {
				ids["/"+strings.TrimSuffix(name, "index.html")] = anchors(t, src)
			}
		}
		for name, src := range built {
			at, page := strings.CutSuffix(name, "/index.html")
			if !page {
				continue
			}
			of := path.Dir(at)
			switch last := path.Base(of); {
			case views[path.Base(at)]:
				if !slices.Contains([]string{"personvern", "privacy", "utkast", "draft"}, last) || strings.Contains(of, "kapsler") || strings.Contains(of, "cookies") {
					t.Errorf("%s: there is a view at %s", day, at)
				}
				leads(t, day+" /"+at, src, "/"+of+"/", ids["/"+of+"/"])
			case bytes.Contains(src, []byte("/kart/")) != bytes.Contains(src, []byte("/lagring/")):
				t.Errorf("%s: %s leads to one view and not to the other", day, at)
			}
		}
		for nb, en := range map[string]string{"/demokraft/personvern/": "/demokraft/en/privacy/", "/demokraft/personvern/utkast/": "/demokraft/en/privacy/draft/"} {
			read := ids[nb] != nil
			for view, there := range map[string]string{"kart": en + "map/", "lagring": en + "storage/"} {
				if (ids[nb+view+"/"] != nil) != read || (ids[there] != nil) != read {
					t.Errorf("%s: there is %s: %v; its %s is there in one language alone, or not at all, or without it", day, nb, read, view)
				}
			}
			switch {
			case read && strings.HasSuffix(nb, "utkast/"):
				drafts++
			case read:
				released++
			}
		}
	}
	if drafts != 6 || released < 4 || released == 6 {
		t.Errorf("%d days with a draft, %d with a notice", drafts, released)
	}
}

// anchors are the ids of a page.
func anchors(t *testing.T, src []byte) map[string]bool {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{}
	for n := range doc.Descendants() {
		if id := attr(n, "id"); id != "" {
			out[id] = true
		}
	}
	return out
}

// leads wants the links of a view to lead to its notice, to places that are
// there.
func leads(t *testing.T, name string, src []byte, notice string, ids map[string]bool) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	count := 0
	for n := range doc.Descendants() {
		to, anchor, found := strings.Cut(attr(n, "href"), "#")
		if !found || to == "" {
			continue
		}
		count++
		if to != notice || !ids[anchor] {
			t.Errorf("%s: a link leads to %s#%s", name, to, anchor)
		}
	}
	if count < 5 {
		t.Errorf("%s has %d links to its notice", name, count)
	}
}
