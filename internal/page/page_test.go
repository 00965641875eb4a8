package page_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
)

func body(t testing.TB, d *document.Document) (string, error) {
	t.Helper()
	out, err := page.Body(d, context(t, notice.Norwegian))
	return string(out), err
}

// hostile puts s wherever a document has text.
func hostile(s string) *document.Document {
	line := document.Line{{Text: s}, {Text: s, Strong: true}, {Text: s, Em: true}, {Text: s, Code: true}, {Text: s, To: "https://x.example/" + s}}
	value := document.Value{ID: "v", Line: line, Badge: s}
	return &document.Document{
		Title:   s,
		Summary: []document.Card{{ID: "who", Title: s, Section: "s", Items: []document.Line{line}, More: s}},
		Sections: []document.Section{{ID: "s", Was: []string{"old"}, Title: s, Blocks: []document.Block{
			{Kind: document.Paragraph, Line: line},
			{Kind: document.List, Items: [][]document.Block{{{Kind: document.Paragraph, ID: "i", Line: line}}}},
			{Kind: document.Facts, Rows: []document.Row{{Key: "data", Label: s, Values: []document.Value{value, {Line: line, Compact: true}}}}},
			{Kind: document.Grid, Table: &document.Table{Caption: s, Columns: []document.Column{{Key: "a", Title: s}, {Key: "b", Title: s}},
				Rows: []document.TableRow{{ID: "r", Cells: []document.Cell{{Values: []document.Value{{Line: line}}}, {}}}}}},
		}}},
	}
}

// FuzzEscaping wants text to stay text wherever it stands: no element and no
// attribute comes of it.
func FuzzEscaping(f *testing.F) {
	for _, s := range []string{"<script>alert(1)</script>", `" onclick="x`, "' onx='", "</style><b>", "&lt;", "{{.}}", "<!--", "]]>", "javascript:x", "`", "a\u2028b"} {
		f.Add(s)
	}
	plain, err := body(f, hostile("word"))
	if err != nil {
		f.Fatal(err)
	}
	want := skeleton(f, plain)
	f.Fuzz(func(t *testing.T, s string) {
		if strings.TrimSpace(s) == "" {
			return // an empty badge is no badge
		}
		out, err := body(t, hostile(s))
		if err != nil {
			t.Fatal(err)
		}
		if got := skeleton(t, out); got != want {
			t.Errorf("%q changed the page:\n%s\nwant\n%s", s, got, want)
		}
	})
}

// skeleton is the elements of a page with the names of their attributes.
func skeleton(t testing.TB, s string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for n := range root.Descendants() {
		if n.Type != html.ElementNode && n.Type != html.TextNode {
			out.WriteString("other\n")
		}
		if n.Type == html.ElementNode {
			out.WriteString(n.Data)
			for _, a := range n.Attr {
				out.WriteString(" " + a.Key)
			}
			out.WriteString("\n")
		}
	}
	return out.String()
}

// TestLinks holds what becomes of the links a text may have.
func TestLinks(t *testing.T) {
	for to, want := range map[string]string{
		"notice:cookies":                `href=/acme/informasjonskapsler/>`,
		"tel:+4722334455":               `href="tel:+4722334455"`,
		"mailto:a@b.example":            `href=mailto:a@b.example>`,
		"#rights":                       `href=#rights>`,
		"https://x.example/?a=b&c=d":    `href="https://x.example/?a=b&amp;c=d"`,
		"https://x.example/å \"<%zz%20": `href="https://x.example/%C3%A5%20%22%3C%25zz%20"`,
		"/acme/?a:b":                    `href="/acme/?a:b"`,
	} {
		out, err := body(t, &document.Document{Sections: []document.Section{{ID: "s", Blocks: []document.Block{{Kind: document.Paragraph, Line: document.Line{{Text: "x", To: to}}}}}}})
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("%s: %v\n%s", to, err, out)
		}
	}
	for to, want := range map[string]string{
		"notice:privacy": "the brand has no such notice", "javascript:alert(1)": "no address that a page may have", "tel:javascript:alert(1)": "no address that a page may have",
		"data:text/html,x": "no address that a page may have", "//x.example/": "no address that a page may have", " javascript:x": "no address that a page may have",
	} {
		d := &document.Document{Brand: "acme", Sections: []document.Section{{Blocks: []document.Block{{Kind: document.Paragraph, Line: document.Line{{Text: "x", To: to}}}}}}}
		if _, err := page.Body(d, context(t, notice.Norwegian)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", to, err)
		}
	}
}

// TestQuotes wants a value to stand without quotes only where nothing in it
// means something to HTML.
func TestQuotes(t *testing.T) {
	for id, want := range map[string]string{
		"right-access": "<h2 id=right-access>", "a.b:c_d/e#f@g": "<h2 id=a.b:c_d/e#f@g>", "målere": "<h2 id=målere>",
		"a b": `<h2 id="a b">`, "a\tb": "<h2 id=\"a\tb\">", "a>b": `<h2 id="a>b">`, "a=b": `<h2 id="a=b">`, "a'b": `<h2 id="a'b">`, "a`b": "<h2 id=\"a`b\">", `a"b`: `<h2 id="a&#34;b">`, "a<b": `<h2 id="a&lt;b">`, "a&b": `<h2 id="a&amp;b">`,
	} {
		out, err := body(t, &document.Document{Sections: []document.Section{{ID: id, Title: "x"}}})
		if err != nil || !strings.Contains(out, want) {
			t.Errorf("%q: %v, want %s in\n%s", id, err, want, out)
		}
	}
}
