package site

import (
	"encoding/json"
	"strconv"
	"strings"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
)

// linked says of a page what it is, in the words of https://schema.org/, for
// search engines (JSON-LD). Only what a company says itself has it, and only
// where search engines are to find it.
type linked struct {
	Context string `json:"@context"`
	Type    string `json:"@type"`
	ID      string `json:"@id"`
	URL     string `json:"url"`
	Name    string `json:"name"`
	About   string `json:"description"`
	Lang    string `json:"inLanguage"`
	// Published is the day the text was published, Modified the one it says it
	// was updated, Expires the last one it applies on, where that is known.
	Published notice.Date `json:"datePublished,omitempty"`
	Modified  notice.Date `json:"dateModified,omitempty"`
	Expires   notice.Date `json:"expires,omitempty"`
	Version   string      `json:"version,omitempty"`
	// BasedOn is the version before: schema.org has no word of its own for what
	// a text takes the place of.
	BasedOn   string       `json:"isBasedOn,omitempty"`
	Publisher organization `json:"publisher"`
}

// organization is a legal person.
type organization struct {
	Type  string `json:"@type"`
	Name  string `json:"name"`
	Legal string `json:"legalName,omitempty"`
	// Number is the organisation number, Code the same as ISO 6523 writes it:
	// 0192 is the Norwegian register of legal entities.
	Number string `json:"identifier,omitempty"`
	Code   string `json:"iso6523Code,omitempty"`
}

// begin says what all pages do.
func (s *planner) begin(kind, path, name, about string, l notice.Lang, d *notice.Dossier) *linked {
	at := s.absolute(path)
	out := &linked{
		Context: "https://schema.org", Type: kind, ID: at, URL: at, Name: name, About: about, Lang: string(l),
		Publisher: organization{Type: "Organization", Name: d.Brand.Name, Legal: d.Brand.Entity.Name},
	}
	if number := strings.ReplaceAll(string(d.Brand.Entity.Number), " ", ""); number != "" {
		out.Publisher.Number, out.Publisher.Code = number, "0192:"+number
	}
	return out
}

// listedOnly gives it for a page; nothing for one that is not to be found.
func (s *planner) listedOnly(x *linked) string {
	if !s.listed() {
		return ""
	}
	src, err := json.Marshal(x)
	s.failed(err)
	return string(src)
}

// linked is what search engines are told of the version in force, where it is
// the company's own.
func (n *notices) linked(v *span, d *document.Document) string {
	if v.state != page.InForce || v.Record.Provenance != notice.Authored {
		return ""
	}
	x := n.begin("DigitalDocument", n.base, d.Title, d.Lead, n.lang, n.dossier)
	x.Published, x.Modified, x.Expires, x.Version = v.Record.Recorded, v.Record.Effective, v.until, strconv.Itoa(v.Record.Number)
	if n.docs[v.Record.Before] != nil {
		x.BasedOn = n.absolute(versionPath(n.base, v.Record.Before))
	}
	return n.listedOnly(x)
}
