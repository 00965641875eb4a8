package browser_test

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"golang.org/x/net/html"
)

// place is a page of a site.
type place struct {
	*site
	path string
	size int64
	// sample tells that a page like it of the made-up brand is looked at too.
	sample bool
}

// traits tells what a page has that another may not have: the kind of its
// address and of what stands there, and every kind of element in it, with the
// names of its parts. They are read from the page, so a new kind of page has traits that no other has.
// In each language they are others, where both are to be looked at.
func (p place) traits(t *testing.T, both bool) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(p.read(t, p.path)))
	if err != nil {
		t.Fatal(err)
	}
	brand, rest, _ := strings.Cut(strings.TrimPrefix(p.path, "/"), "/")
	out := []string{"address " + p.path}
	if slices.Contains(p.paths, "/"+brand+"/en/") { // hand-written pages stand elsewhere in English
		out[0] = "address */" + regexp.MustCompile(`\bv\d+/`).ReplaceAllString(rest, "v*/")
		if strings.Count(rest, "/") == 1 && rest != "en/" {
			out = append(out, p.path) // a notice in force is looked at in every look
		}
	}
	lang := ""
	for n := range root.Descendants() {
		if n.Data == "html" {
			lang = attr(n, "lang") + " "
		}
		if n.Type != html.ElementNode {
			continue
		}
		for _, x := range kindOf(n) {
			out = append(out, x)
			if both {
				out = append(out, lang+x)
			}
		}
		if both && n.Parent.Data == "main" {
			out = append(out, out[0]+" has "+n.Data+"."+attr(n, "class"))
		}
	}
	return out
}

// kindOf tells what kind of element one is: by its classes, by its role and what
// else it says to a screen reader, and by its name.
func kindOf(n *html.Node) []string {
	var out []string
	for _, class := range append(strings.Fields(attr(n, "class")), "") {
		out = append(out, n.Data+"."+class)
	}
	for _, a := range n.Attr {
		if a.Key == "role" || strings.HasPrefix(a.Key, "aria-") {
			out = append(out, n.Data+" "+a.Key)
		}
	}
	if id := attr(n, "aria-labelledby"); id != "" {
		for d := range n.Descendants() {
			if attr(d, "id") == id {
				out = append(out, n.Data+" "+text(d))
			}
		}
	}
	return out
}

// kinds gives pages that have together all that the pages of both sites have:
// every kind of page of the made-up brand in both languages, and, of the real
// ones, what that does not have and a sample of each brand. The longest come
// first, so that no tab is left with one at the end.
func kinds(t *testing.T) []place {
	t.Helper()
	made, real := demonstration(t), serve(t, "--drafts")
	common.picking.Do(func() {
		covered := map[string]bool{}
		common.kinds = append(pick(t, made, true, covered), pick(t, real, false, covered)...)
		slices.SortStableFunc(common.kinds, func(a, b place) int { return cmp.Compare(b.size, a.size) })
	})
	return slices.Clone(common.kinds)
}

// pick takes, one after the other, the page of a site that has most of what no
// page before it has, until nothing is left. Of two, it takes the shorter one.
func pick(t *testing.T, s *site, both bool, covered map[string]bool) []place {
	t.Helper()
	left := make([]place, len(s.paths))
	traits := map[string][]string{}
	for i, path := range s.paths {
		left[i] = place{site: s, path: path, size: int64(len(s.read(t, path)))}
		traits[path] = left[i].traits(t, both)
		left[i].sample = !both && strings.HasPrefix(traits[path][0], "address */")
	}
	slices.SortStableFunc(left, func(a, b place) int { return cmp.Compare(a.size, b.size) })
	var out []place
	for {
		best, most := 0, 0
		for i, p := range left {
			traits[p.path] = slices.DeleteFunc(traits[p.path], func(x string) bool { return covered[x] })
			if n := len(traits[p.path]); n > most {
				best, most = i, n
			}
		}
		if most == 0 {
			return out
		}
		for _, x := range traits[left[best].path] {
			covered[x] = true
		}
		out = append(out, left[best])
		left = slices.Delete(left, best, best+1)
	}
}

func (p place) english() bool { return strings.Contains(p.path, "/en/") }

// norwegian leaves out the English pages, whose markup and style are the same.
func norwegian(places []place) []place {
	return slices.DeleteFunc(places, place.english)
}

// walked gives one page of each kind that a key may find different: by what its
// main part consists of, and by what can have the focus. It is the shortest one.
func walked(t *testing.T) []place {
	t.Helper()
	var out []place
	known := map[string]bool{}
	for _, p := range slices.Backward(norwegian(kinds(t))) {
		root, err := html.Parse(bytes.NewReader(p.read(t, p.path)))
		if err != nil {
			t.Fatal(err)
		}
		var key []string
		for n := range root.Descendants() {
			inMain := n.Parent != nil && n.Parent.Data == "main"
			if n.Type == html.ElementNode && (inMain || slices.Contains([]string{"a", "button", "input", "select", "summary", "textarea"}, n.Data) || attr(n, "tabindex") != "") {
				key = append(key, n.Parent.Data+" "+n.Data+"."+attr(n, "class"))
			}
		}
		slices.Sort(key)
		if k := strings.Join(slices.Compact(key), ", "); !known[k] {
			known[k] = true
			out = append(out, p)
		}
	}
	return out
}

// TestKinds wants the pages that are looked at closely to have every state that
// a version can be in, in both languages.
func TestKinds(t *testing.T) {
	t.Parallel()
	shown := map[string]bool{}
	for _, p := range kinds(t) {
		t.Logf("%6d %s", p.size, p.path)
		root, err := html.Parse(bytes.NewReader(p.read(t, p.path)))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Data == "p" {
				shown[text(n)] = true
			}
		}
	}
	for _, state := range []string{"version-announced", "version-past", "version-called-off", "version-replaced", "version-draft", "withdrawn-lead"} {
		for _, lang := range []string{"nb", "en"} {
			if word := label(t, lang, state); !shown[word] {
				t.Errorf("no page says %q", word)
			}
		}
	}
}

// label gives a word of the pages.
func label(t *testing.T, lang, id string) string {
	t.Helper()
	var words map[string]struct{ Other string }
	if _, err := toml.DecodeFile("../../i18n/"+lang+".toml", &words); err != nil {
		t.Fatal(err)
	}
	if words[id].Other == "" {
		t.Fatalf("%s has no %s", lang, id)
	}
	return words[id].Other
}

// TestPick wants a page that has something new to be picked without being named,
// and one that has nothing new to be left out.
func TestPick(t *testing.T) {
	t.Parallel()
	s := &site{dir: t.TempDir()}
	for path, body := range map[string]string{
		"/x/": "<p>a</p>", "/x/en/": "<p>b</p>", "/x/privacy/v1/": "<p>long</p>", "/x/privacy/v2/": "<p>c</p>", "/x/privacy/v3/": "<p>c</p><svg class=map></svg>",
		"/x/privacy/where/": "<p>d</p>", "/x/privacy/where.html": "<p>e</p>",
	} {
		name := filepath.Join(s.dir, filepath.FromSlash(path))
		if strings.HasSuffix(path, "/") {
			name = filepath.Join(name, "index.html")
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("<main>"+body+"</main>"), 0o644); err != nil {
			t.Fatal(err)
		}
		s.paths = append(s.paths, path)
	}
	slices.Sort(s.paths)
	var got []string
	for _, p := range pick(t, s, true, map[string]bool{}) {
		got = append(got, p.path)
	}
	slices.Sort(got)
	if want := "/x/ /x/en/ /x/privacy/v3/ /x/privacy/where.html /x/privacy/where/"; strings.Join(got, " ") != want {
		t.Errorf("%v were picked, not %s", got, want)
	}
}
