package browser_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
)

// TestStructure wants every page of the sites to have headings without a gap,
// tables with a caption and scopes, and each part in another language marked.
func TestStructure(t *testing.T) {
	t.Parallel()
	tables, pages := 0, 0
	for _, s := range []*site{serve(t, "--drafts"), demonstration(t), serve(t, "--brand", "motkraft")} {
		for _, path := range s.paths {
			root, err := html.Parse(bytes.NewReader(s.read(t, path)))
			if err != nil {
				t.Fatal(err)
			}
			for _, wrong := range structure(root) {
				t.Errorf("%s: %s", path, wrong)
			}
			pages++
			for n := range root.Descendants() {
				if n.Data == "table" {
					tables++
				}
			}
		}
	}
	if pages < 150 || tables < 20 {
		t.Errorf("only %d pages and %d tables", pages, tables)
	}
}

// read gives the file of a page.
func (s *site) read(t *testing.T, path string) []byte {
	t.Helper()
	if strings.HasSuffix(path, "/") {
		path += "index.html"
	}
	src, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(path)))
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// structure tells what is wrong with the structure of a page.
func structure(root *html.Node) []string {
	var out []string
	level, mains := 0, 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.Data {
		case "h1", "h2", "h3", "h4", "h5", "h6":
			l := int(n.Data[1] - '0')
			if l > level+1 {
				out = append(out, fmt.Sprintf("the heading %q of level %d follows one of level %d", text(n), l, level))
			}
			if l == 1 && level > 0 {
				out = append(out, fmt.Sprintf("%q is a second main heading", text(n)))
			}
			if text(n) == "" {
				out = append(out, "a heading is empty")
			}
			level = l
		case "main":
			mains++
		case "table":
			out = append(out, table(n)...)
		case "p", "li", "dt", "dd", "td", "th", "caption", "h", "a", "span":
			if wrong := tongue(n); wrong != "" {
				out = append(out, wrong)
			}
		}
		if attr(n, "hreflang") != attr(n, "lang") && n.Data == "a" {
			out = append(out, fmt.Sprintf("the link %q leads to a page in %q and is marked as %q", text(n), attr(n, "hreflang"), attr(n, "lang")))
		}
	}
	if level == 0 || mains != 1 {
		out = append(out, fmt.Sprintf("there are %d main parts, and the last heading is of level %d", mains, level))
	}
	return out
}

// table tells what a table lacks.
func table(n *html.Node) []string {
	var out []string
	var caption *html.Node
	for d := range n.Descendants() {
		switch {
		case d.Data == "caption" && caption == nil:
			caption = d
		case d.Data == "th" && d.Type == html.ElementNode:
			want := "col"
			if within(d, "tbody") {
				want = "row"
			}
			if attr(d, "scope") != want || text(d) == "" {
				out = append(out, fmt.Sprintf("the heading %q of a table has the scope %q", text(d), attr(d, "scope")))
			}
		case d.Data == "tr" && d.Type == html.ElementNode:
			if !has(d, "th") {
				out = append(out, fmt.Sprintf("the row %q of a table has no heading", text(d)))
			}
		}
	}
	if caption == nil || text(caption) == "" {
		out = append(out, fmt.Sprintf("the table that begins with %.40q has no caption", text(n)))
	}
	return out
}

// common words that the other language does not have.
func commonWords() map[string][]string {
	return map[string][]string{
		"nb": {"og", "ikke", "som", "på", "til", "av", "er", "vi", "du", "det", "eller", "med", "deg", "dine", "ditt", "oss", "våre", "denne", "når", "kan"},
		"en": {"the", "and", "of", "to", "we", "you", "your", "or", "is", "are", "with", "not", "our", "this", "these", "when", "it", "by", "be", "from"},
	}
}

// tongue tells whether an element reads like the language it is not marked as.
func tongue(n *html.Node) string {
	lang := ""
	for p := n; p != nil && lang == ""; p = p.Parent {
		lang = attr(p, "lang")
	}
	words := strings.FieldsFunc(strings.ToLower(ownText(n)), func(r rune) bool { return !unicode.IsLetter(r) })
	count := map[string]int{}
	for l, list := range commonWords() {
		for _, w := range words {
			if slices.Contains(list, w) {
				count[l]++
			}
		}
	}
	for l, c := range count {
		if l != lang && c >= 2 && c > count[lang] {
			return fmt.Sprintf("%q is marked as %s and reads like %s", text(n), lang, l)
		}
	}
	return ""
}

// ownText is the text of an element without that of the blocks in it, which are
// looked at by themselves, and of what is marked as another language.
func ownText(n *html.Node) string {
	var out strings.Builder
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			out.WriteString(c.Data)
		case slices.Contains([]string{"a", "strong", "em", "code", "span", "ins", "del", "div"}, c.Data) && attr(c, "lang") == "":
			out.WriteString(ownText(c))
		}
	}
	return out.String()
}

func text(n *html.Node) string {
	var out strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			out.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func within(n *html.Node, name string) bool {
	for p := range n.Ancestors() {
		if p.Data == name {
			return true
		}
	}
	return false
}

func has(n *html.Node, name string) bool {
	for d := range n.Descendants() {
		if d.Data == name && d.Type == html.ElementNode {
			return true
		}
	}
	return false
}
