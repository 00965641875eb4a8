package demo_test

import (
	"bytes"
	"encoding/json"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"notis/internal/cli"
)

// TestEmbed builds the site for days on which different things stand at the
// address of a notice, and wants its piece to say the same as the page: which
// version it is, until when, and that there is nothing to read where that is so.
func TestEmbed(t *testing.T) {
	const at, root = "demokraft/en/privacy/", "https://example.org/below/"
	for date, want := range map[string]string{
		"2024-01-01": "There is no text to read here now.", // nobody kept the text in force
		"2024-01-20": "This is version 2. It applies from 1 February 2024.",
		"2024-06-01": "This is version 2, which applies from 1 February 2024.",
		"2024-09-20": "It applies up to and including 30 September 2024. From 1 October 2024, what applies is version 3.",
		"2025-01-01": "There is no text to read here now.", // the text in force was withdrawn
		"2026-11-22": "This is version 8, which applies from 1 October 2026.",
	} {
		out := filepath.Join(t.TempDir(), "public")
		if said, code := run(t, site, date, "build", "--no-cache", "--out", out, "--base-url", root); code != cli.OK {
			t.Fatal(said)
		}
		made := files(t, out)
		text := fragment(t, made[at+"embed.html"])
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q is not said in\n%.1500s", date, want, text)
		}
		src, read := made[at+"index.json"]
		if nothing := strings.Contains(want, "no text"); nothing == read || nothing && len(text) > 200 {
			t.Errorf("%s: there is a page: %t, and the piece is\n%.500s", date, read, text)
		}
		if !read {
			continue
		}
		var x struct {
			Note []string `json:"note"`
		}
		if err := json.Unmarshal(src, &x); err != nil || len(x.Note) == 0 {
			t.Fatal(err)
		}
		for _, l := range append(x.Note, "This is a copy, and it may be old. The newest always stands on the page it comes from: "+root+at) {
			if !strings.Contains(text, l) {
				t.Errorf("%s: the piece does not say %q", date, l)
			}
		}
	}
	// Without the address of the site, its links would lead to the other site.
	for name := range files(t, build(t, site)) {
		if path.Base(name) == "embed.html" {
			t.Errorf("there is %s, and nobody knows where the site stands", name)
		}
	}
}

// fragment is what a reader of a piece reads. It has to be one article, its
// style sheet within it.
func fragment(t *testing.T, src []byte) string {
	t.Helper()
	nodes, err := html.ParseFragment(bytes.NewReader(bytes.TrimSpace(src)), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil || len(nodes) != 1 || nodes[0].Data != "article" || attr(nodes[0], "class") != "notis" || attr(nodes[0], "lang") != "en" {
		t.Fatalf("%d nodes, %v: %.200s", len(nodes), err, src)
	}
	style := 0
	text := lines(nodes[0], func(n *html.Node) bool {
		if n.Data == "style" {
			style++
		}
		return n.Data == "style"
	})
	if style != 1 {
		t.Errorf("%d style sheets", style)
	}
	return strings.Join(strings.Fields(text), " ")
}
