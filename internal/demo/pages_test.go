package demo_test

import (
	"bytes"
	"cmp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"notis/internal/cli"
)

// build builds the demonstration site as of the day it is looked at.
func build(t testing.TB, dir string, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	if said, code := run(t, dir, today, append([]string{"build", "--no-cache", "--out", out}, args...)...); code != cli.OK {
		t.Fatal(said)
	}
	return out
}

// pages gives the main part of each page, by its address.
func pages(t testing.TB, dir string) map[string]*html.Node {
	t.Helper()
	out := map[string]*html.Node{}
	for name, src := range files(t, dir) {
		if !strings.HasSuffix(name, ".html") {
			continue
		}
		root, err := html.Parse(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Data == "main" {
				out["/"+strings.TrimSuffix(name, "index.html")] = n
			}
		}
	}
	return out
}

func class(n *html.Node) string { return attr(n, "class") }

// lines writes what a reader reads, a block on each line; words that were
// taken out or put in stand in brackets. skip leaves parts out.
func lines(n *html.Node, skip func(*html.Node) bool) string {
	var out strings.Builder
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		if n.Type == html.TextNode {
			out.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
			return
		}
		if n.Type == html.ElementNode && skip(n) {
			return
		}
		open, end := "", ""
		switch n.Data {
		case "del":
			open, end = "[-", "-]"
		case "ins":
			open, end = "{+", "+}"
		case "a", "strong", "em", "code", "span":
		default:
			open, end = "\n", "\n"
		}
		out.WriteString(open)
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
		out.WriteString(end)
	}
	visit(n)
	var kept []string
	for line := range strings.Lines(out.String()) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n") + "\n"
}

// told leaves out the text of a version, which is kept in its folder, and what
// a comparison folds away because nothing changed there.
func told(n *html.Node) bool {
	c := class(n)
	return c == "summary" || c == "readers" || c == "notice" || c == "contents" || n.Data == "aside" || n.Data == "details" && strings.Contains(c, "fold") && !has(n, "told")
}

func has(n *html.Node, name string) bool {
	for d := range n.Descendants() {
		if class(d) == name {
			return true
		}
	}
	return false
}

// TestPages holds what the pages of versions say, in both languages: what each
// version is, the histories, the sentences, the redlines.
func TestPages(t *testing.T) {
	var nb, en txtar.Archive
	for path, n := range pages(t, build(t, site, "--drafts")) {
		if !strings.HasPrefix(path, "/demokraft/") {
			continue
		}
		a := &nb
		if strings.Contains(path, "/en/") {
			a = &en
		}
		a.Files = append(a.Files, txtar.File{Name: path, Data: []byte(lines(n, told))})
	}
	for name, a := range map[string]*txtar.Archive{"nb": &nb, "en": &en} {
		if len(a.Files) < 25 {
			t.Errorf("%s has %d pages", name, len(a.Files))
		}
		slices.SortFunc(a.Files, func(x, y txtar.File) int { return cmp.Compare(x.Name, y.Name) })
		a.Comment = []byte("What the pages of versions say. Regenerate with go test ./internal/demo -update.\n")
		golden(t, "testdata/pages."+name+".txtar", txtar.Format(a))
	}
}

// frozen leaves out what frames the text of a version.
func frozen(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		switch class(d) {
		case "summary", "readers", "notice", "told", "redline":
			out.WriteString(lines(d, func(n *html.Node) bool { return class(n) == "note" }))
		}
	}
	return out.String()
}

// TestWordingStays changes everything that a text was made of: every clause
// and label of a notice, the facts that brands share, the brand's own working
// facts, a layout. What was frozen reads as it did, word for word.
func TestWordingStays(t *testing.T) {
	before := pages(t, build(t, site))
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(site)); err != nil {
		t.Fatal(err)
	}
	edit := func(name, from string, change func(string) string) {
		src, err := os.ReadFile(filepath.FromSlash(from))
		if err != nil {
			t.Fatal(err)
		}
		after := change(string(src))
		if after == string(src) {
			t.Fatalf("%s was not changed", name)
		}
		to := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, []byte(after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, l := range []string{"nb", "en"} {
		edit("i18n/notice/"+l+".toml", "../../i18n/notice/"+l+".toml", func(s string) string { return strings.ReplaceAll(s, "other = '", "other = 'XYZ ") })
	}
	for _, name := range []string{"data/categories.toml", "data/brands/demokraft/privacy.toml", "data/brands/demokraft/cookies.toml"} {
		edit(name, site+"/"+name, func(s string) string {
			return strings.ReplaceAll(strings.ReplaceAll(s, `{ nb = "`, `{ nb = "XYZ `), `", en = "`, `", en = "XYZ `)
		})
	}
	edit("layouts/notice.html", "../../layouts/notice.html", func(s string) string { return strings.Replace(s, "<header", `<p class="xyz">XYZ</p><header`, 1) })
	after := pages(t, build(t, dir))
	count := 0
	for path, n := range before {
		want := frozen(n)
		if want == "" {
			continue
		}
		count++
		if got := frozen(after[path]); got != want {
			t.Errorf("%s reads otherwise", path)
		}
	}
	if count < 40 {
		t.Errorf("only %d pages hold frozen words", count)
	}
	// The edits do reach a working notice.
	out, _ := run(t, dir, today, "show", "demokraft", "privacy")
	if !strings.Contains(out, "XYZ") {
		t.Error("nothing was edited")
	}
}
