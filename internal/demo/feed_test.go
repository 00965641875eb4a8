package demo_test

import (
	"encoding/xml"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"
)

// feed is what a feed has to have (RFC 4287, 4.1.1 and 4.1.2).
type feed struct {
	XMLName xml.Name `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string   `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	IDs     []string `xml:"http://www.w3.org/2005/Atom id"`
	Titles  []string `xml:"http://www.w3.org/2005/Atom title"`
	Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
	Names   []string `xml:"http://www.w3.org/2005/Atom author>name"`
	Links   []link   `xml:"http://www.w3.org/2005/Atom link"`
	Entries []struct {
		IDs     []string `xml:"http://www.w3.org/2005/Atom id"`
		Titles  []string `xml:"http://www.w3.org/2005/Atom title"`
		Updated []string `xml:"http://www.w3.org/2005/Atom updated"`
		Links   []link   `xml:"http://www.w3.org/2005/Atom link"`
		Content []struct {
			Type string     `xml:"type,attr"`
			Div  []struct{} `xml:"http://www.w3.org/1999/xhtml div"`
		} `xml:"http://www.w3.org/2005/Atom content"`
	} `xml:"http://www.w3.org/2005/Atom entry"`
}

type link struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

// TestFeeds wants each feed to be valid Atom: what it has to have, once, ids
// that are URIs and differ, days in order, and a style sheet that is there.
func TestFeeds(t *testing.T) {
	const root = "https://example.org/"
	out := files(t, build(t, site, "--base-url", root))
	sheet := regexp.MustCompile(`<\?xml-stylesheet type="text/css" href="/(feed-[0-9a-f]{12}\.css)"\?>`)
	n := 0
	for name, src := range out {
		if path.Ext(name) != ".atom" {
			continue
		}
		n++
		var f feed
		if err := xml.Unmarshal(src, &f); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if m := sheet.FindSubmatch(src); m == nil || len(out[string(m[1])]) == 0 {
			t.Errorf("%s has no style sheet", name)
		}
		if len(f.IDs) != 1 || len(f.Titles) != 1 || len(f.Updated) != 1 || len(f.Names) != 1 || f.Titles[0] == "" || f.Names[0] == "" || f.Lang == "" {
			t.Errorf("%s: %+v", name, f)
		}
		if len(f.Links) != 2 || f.Links[0] != (link{"self", root + name}) || f.Links[1].Rel != "alternate" || len(f.Entries) == 0 {
			t.Errorf("%s leads to %v, with %d entries", name, f.Links, len(f.Entries))
		}
		seen, last := map[string]bool{f.IDs[0]: true}, f.Updated[0]
		for _, e := range f.Entries {
			if len(e.IDs) != 1 || len(e.Titles) != 1 || len(e.Updated) != 1 || e.Titles[0] == "" || len(e.Links) != 1 || e.Links[0].Rel != "alternate" || len(e.Content) > 1 {
				t.Fatalf("%s: %+v", name, e)
			}
			if seen[e.IDs[0]] || !strings.HasPrefix(e.IDs[0], "urn:uuid:") {
				t.Errorf("%s: the id %s", name, e.IDs[0])
			}
			if _, err := time.Parse(time.RFC3339, e.Updated[0]); err != nil || e.Updated[0] > last {
				t.Errorf("%s: %s after %s, %v", name, e.Updated[0], last, err)
			}
			if len(e.Content) == 1 && (e.Content[0].Type != "xhtml" || len(e.Content[0].Div) != 1) {
				t.Errorf("%s: content of type %s with %d div", name, e.Content[0].Type, len(e.Content[0].Div))
			}
			page, _, _ := strings.Cut(strings.TrimPrefix(e.Links[0].Href, root), "#")
			if out[page+"index.html"] == nil {
				t.Errorf("%s leads to %s, which is not there", name, e.Links[0].Href)
			}
			seen[e.IDs[0]], last = true, e.Updated[0]
		}
	}
	if n != 6 {
		t.Errorf("%d feeds", n)
	}
}
