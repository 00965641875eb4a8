package demo_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// TestSitemap wants robots.txt to name the lists of pages, and the lists to name
// exactly those pages that search engines are to know, each with its
// translations.
func TestSitemap(t *testing.T) {
	const root = "https://example.org/"
	out := build(t, "testdata/site", "--base-url", root)
	robots, err := os.ReadFile(filepath.Join(out, "robots.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want := "User-agent: *\nDisallow:\nSitemap: " + root + "sitemap.xml\nSitemap: " + root + "demokraft/sitemap.xml\n"
	if string(robots) != want {
		t.Errorf("robots.txt is %q, want %q", robots, want)
	}
	var got []string
	for _, name := range []string{"sitemap.xml", "demokraft/sitemap.xml"} {
		src, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		var list struct {
			XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
			Pages   []struct {
				Loc     string `xml:"loc"`
				LastMod string `xml:"lastmod"`
				Links   []struct {
					Lang string `xml:"hreflang,attr"`
					Href string `xml:"href,attr"`
				} `xml:"http://www.w3.org/1999/xhtml link"`
			} `xml:"url"`
		}
		if err := xml.Unmarshal(src, &list); err != nil {
			t.Fatal(err)
		}
		for _, p := range list.Pages {
			got = append(got, strings.TrimPrefix(p.Loc, root))
			if !strings.HasPrefix(p.Loc, root+strings.TrimSuffix(name, "sitemap.xml")) {
				t.Errorf("%s names %s, which lies above it", name, p.Loc)
			}
			if brand := strings.HasPrefix(name, "demokraft"); brand != regexp.MustCompile(`^20\d\d-\d\d-\d\d$`).MatchString(p.LastMod) {
				t.Errorf("%s was updated on %q", p.Loc, p.LastMod)
			}
			if len(p.Links) != 2 || p.Links[0].Lang != "nb" || p.Links[1].Lang != "en" || p.Links[0].Href != p.Loc && p.Links[1].Href != p.Loc {
				t.Errorf("%s has the translations %v", p.Loc, p.Links)
			}
		}
	}
	slices.Sort(got)
	if found := indexed(t, out, root); !slices.Equal(got, found) {
		t.Errorf("listed are %v, and to be found %v", got, found)
	}
}

// indexed lists the pages that search engines are to know, the hand-written
// ones aside.
func indexed(t *testing.T, out, root string) []string {
	t.Helper()
	written := []string{"om/", "tilgjengelighet/", "en/about/", "en/accessibility/"}
	var list []string
	for name, src := range files(t, out) {
		path, page := strings.CutSuffix(name, "index.html")
		if !page || slices.Contains(written, path) {
			continue
		}
		doc, err := html.Parse(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		own, hidden := false, false
		for n := range doc.Descendants() {
			own = own || n.Data == "link" && attr(n, "rel") == "canonical" && attr(n, "href") == root+path
			hidden = hidden || n.Data == "meta" && attr(n, "name") == "robots" && attr(n, "content") == "noindex"
		}
		if own && !hidden {
			list = append(list, path)
		}
	}
	slices.Sort(list)
	return list
}

// TestNoSitemap wants a site whose address is not known, and one of drafts, to
// have no list.
func TestNoSitemap(t *testing.T) {
	for _, args := range [][]string{nil, {"--base-url", "https://example.org/", "--drafts"}} {
		out := build(t, "testdata/site", args...)
		if robots, err := os.ReadFile(filepath.Join(out, "robots.txt")); err != nil || string(robots) != "User-agent: *\nDisallow:\n" {
			t.Errorf("%v: robots.txt is %q, %v", args, robots, err)
		}
		if _, err := os.Stat(filepath.Join(out, "demokraft/sitemap.xml")); err == nil {
			t.Errorf("%v: there is a list of pages", args)
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
