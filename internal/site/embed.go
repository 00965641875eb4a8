package site

import (
	"strings"

	"notis/internal/document"
	"notis/internal/page"
)

// embed adds what stands at the notice's address as a piece of a page, for
// other websites and for apps. Its links are whole, so the address of the site
// has to be known. Where v is nil, there is nothing to read at the notice's own
// address, and the piece says so: a page that shows it goes on fetching it.
func (n *notices) embed(v *span, d *document.Document) error {
	if n.in.Root == "/" {
		return nil
	}
	x := page.Within{
		Origin: strings.TrimSuffix(strings.TrimSuffix(n.in.Root, "/"), n.in.Base), Style: strings.TrimSpace(n.in.Sheets.Embed),
		Page: n.absolute(n.base), History: n.absolute(n.base + below[n.lang].history),
	}
	var body []byte
	var err error
	if v == nil {
		title, _ := n.title()
		body, err = page.Nothing(string(n.kind), string(n.lang), title, n.context(nil), x)
	} else {
		shown := *d
		shown.Standing = saysOfItself(v, d)
		x.Lines, x.InForce = n.banner(v).Lines, v.state == page.InForce
		body, err = page.Embed(&shown, n.context(n.touched(v)), x)
	}
	n.site.Files = append(n.site.Files, File{n.base + EmbedFile, body})
	return err
}

// EmbedFile is the name of the piece of a page, beside the page.
const EmbedFile = "embed.html"
