package brands_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"notis/internal/cli"
)

// build builds the real site into a folder of its own.
func build(t testing.TB, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	var said strings.Builder
	code := cli.Run(context.Background(), cli.Env{
		Args: append([]string{"build", "--no-cache", "--out", out, "--date", today}, args...), Stdout: &said, Stderr: &said, Dir: "../..", Now: time.Now,
	})
	if code != cli.OK {
		t.Fatalf("build: exit %d\n%s", code, said.String())
	}
	return out
}

// public is the site of all brands, built once for all tests.
var public = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "notis-public-")
	if err != nil {
		panic(err)
	}
	out := filepath.Join(dir, "public")
	var said strings.Builder
	code := cli.Run(context.Background(), cli.Env{
		Args: []string{"build", "--no-cache", "--out", out, "--date", today}, Stdout: &said, Stderr: &said, Dir: "../..", Now: time.Now,
	})
	if code != cli.OK {
		panic("build: " + said.String())
	}
	return out
})

func TestMain(m *testing.M) {
	code := m.Run()
	_ = os.RemoveAll(filepath.Dir(public()))
	os.Exit(code)
}

// page is a built page, parsed.
type page struct {
	path string // its address, such as /motkraft/personvern/
	root *html.Node
}

// pages parses every page of a site.
func pages(t testing.TB, dir string) map[string]page {
	t.Helper()
	out := map[string]page{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".html") || d.Name() == "embed.html" {
			return err // a piece of a page has no head
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		root, err := html.Parse(f)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		p := page{"/" + strings.TrimSuffix(filepath.ToSlash(rel), "index.html"), root}
		out[p.path] = p
		return f.Close()
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (p page) each(f func(*html.Node)) {
	for n := range p.root.Descendants() {
		if n.Type == html.ElementNode {
			f(n)
		}
	}
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}

// inline names the elements that do not part words.
var inline = map[string]bool{"a": true, "strong": true, "em": true, "code": true, "span": true}

// text is what a reader of the page reads, with single spaces.
func (p page) text() string {
	var out strings.Builder
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			out.WriteString(n.Data)
		case n.Type == html.ElementNode && (n.Data == "style" || n.Data == "head"):
			return
		case n.Type == html.ElementNode && !inline[n.Data]:
			out.WriteByte(' ')
			defer out.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(p.root)
	return strings.Join(strings.Fields(out.String()), " ")
}
