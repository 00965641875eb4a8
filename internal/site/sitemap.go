package site

import (
	"bytes"
	"encoding/xml"
	"strings"

	"notis/internal/notice"
)

const sitemapFile = "sitemap.xml"

// sitemap lists pages for search engines (https://www.sitemaps.org/protocol.html).
type sitemap struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	XHTML   string   `xml:"xmlns:xhtml,attr"`
	Pages   []mapped
}

type mapped struct {
	XMLName xml.Name `xml:"url"`
	Address string   `xml:"loc"`
	// Updated is the last day on which something became of the page's notice.
	Updated    notice.Date `xml:"lastmod,omitempty"`
	Alternates []translation
}

// translation is the page in a language, as search engines ask for it.
type translation struct {
	XMLName xml.Name    `xml:"xhtml:link"`
	Rel     string      `xml:"rel,attr"`
	Lang    notice.Lang `xml:"hreflang,attr"`
	Href    string      `xml:"href,attr"`
}

// listed tells whether a site has lists of pages at all: its address has to be
// known, and drafts and previews are for nobody to find.
func (s *planner) listed() bool { return s.in.Root != "/" && !s.in.Drafts && !s.in.Preview }

// found tells whether search engines are to know a brand's pages: one of its
// notices is the company's own.
func (s *planner) found(id notice.ID) bool {
	for _, k := range notice.Kinds() {
		chain := s.in.Archive.Chain(id, k).On(s.in.Date)
		if now, ok := chain.InForce(s.in.Date); ok && now.Kept() && now.Record.Provenance == notice.Authored {
			return true
		}
	}
	return false
}

// sitemap adds the list of those of the planned pages that search engines are
// to know, below a path, and gives its address.
func (s *planner) sitemap(below string) string {
	out := sitemap{XHTML: "http://www.w3.org/1999/xhtml"}
	for _, p := range s.site.Pages {
		if p.NoIndex || p.Canonical != "" && p.Canonical != p.Path {
			continue
		}
		m := mapped{Address: s.absolute(p.Path), Updated: p.Updated}
		for _, a := range p.Alternates {
			m.Alternates = append(m.Alternates, translation{Rel: "alternate", Lang: a.Lang, Href: s.absolute(a.Path)})
		}
		out.Pages = append(out.Pages, m)
	}
	src := bytes.NewBufferString(xml.Header)
	enc := xml.NewEncoder(src)
	enc.Indent("", " ")
	s.failed(enc.Encode(out))
	src.WriteByte('\n')
	path := below + sitemapFile
	s.site.Files = append(s.site.Files, File{path, src.Bytes()})
	return s.absolute(path)
}

// robots adds robots.txt (RFC 9309), which keeps nobody out and names the lists
// of pages. A page that search engines are to leave out says so itself: they
// have to read it to know.
func (s *planner) robots(sitemaps []string) {
	var out strings.Builder
	out.WriteString("User-agent: *\nDisallow:\n")
	for _, address := range sitemaps {
		out.WriteString("Sitemap: " + address + "\n")
	}
	s.site.Files = append(s.site.Files, File{"/robots.txt", []byte(out.String())})
}
