package page

import (
	"fmt"
	"strings"

	"notis/internal/document"
)

// Within is what a notice needs to stand in a page of somebody else's: nothing
// in it may be taken for a part of that page.
type Within struct {
	// Origin is the address of our host, without a slash at its end.
	Origin string
	// Style is the style sheet of the piece, finished.
	Style string
	// Page is the whole address of the notice's own page, History that of all
	// its versions, or empty.
	Page, History string
	// Lines say what the version is, and until when. InForce tells that it is
	// the one in force: they follow the day it was updated then.
	Lines   []document.Line
	InForce bool

	// prefix stands before each id.
	prefix string
}

// class is that of the piece, and begins the name of each class in it.
const class = "notis"

// own gives an attribute a value that no other page has.
func (x *Within) own(name, value string) string {
	switch name {
	case "id":
		return x.prefix + value
	case "class":
		return class + "-" + value
	}
	return value
}

// address leads to our site from a page that is not ours.
func (x *Within) address(to string) string {
	if id, ok := strings.CutPrefix(to, "#"); ok {
		return "#" + x.prefix + id
	}
	if strings.HasPrefix(to, "/") {
		return x.Origin + to
	}
	return to
}

// Embed renders a document as a piece of somebody else's page: an article
// whose heading is an h2.
func Embed(d *document.Document, c Context, x Within) ([]byte, error) {
	// Blocks are others than those of the page, so it has a room of its own.
	c.Room = nil
	w := c.writer()
	w.piece(d.Kind, d.Lang, d.Title, &x)
	w.tag("p", "class", "lead")
	w.text(d.Lead)
	if !x.InForce {
		w.lines(x.Lines)
	}
	w.updated(d.Standing.Updated)
	if x.InForce {
		w.lines(x.Lines)
	}
	if len(d.Standing.Note) > 0 {
		w.tag("p", "class", "note")
		w.line(d.Standing.Note)
	}
	w.document(d)
	if len(d.Standing.Digest) > 0 {
		w.tag("p", "class", "note")
		w.line(d.Standing.Digest)
	}
	w.tag("p", "class", "note")
	w.text(w.say("embed-copy") + " ")
	w.link(x.Page, x.Page)
	w.raw("</article>\n")
	out, err := w.finish()
	if err != nil {
		return nil, fmt.Errorf("piece of %s %s in %s: %w", d.Brand, d.Kind, d.Lang, err)
	}
	return out, nil
}

// Nothing renders the piece of a notice that has no text to read: what stood
// there must not go on standing in other pages.
func Nothing(kind, lang, title string, c Context, x Within) ([]byte, error) {
	w := c.writer()
	w.piece(kind, lang, title, &x)
	w.raw("<p>")
	w.text(w.say("embed-none") + " ")
	w.link(x.History, x.History)
	w.raw("</article>\n")
	return w.finish()
}

// piece begins it.
func (w *writer) piece(kind, lang, title string, x *Within) {
	w.tag("article", "class", class, "lang", lang)
	if x.Style != "" {
		w.raw("<style>" + x.Style + "</style>")
	}
	x.prefix = class + "-" + kind + "-" + lang + "-"
	w.within = x
	w.element("h2", title)
}

// updated says when the notice was updated, and leads to all its versions.
func (w *writer) updated(day document.Line) {
	if len(day) == 0 && w.within.History == "" {
		return
	}
	w.tag("p", "class", "dates")
	w.line(day)
	if w.within.History != "" {
		if len(day) > 0 {
			w.text(" · ")
		}
		w.link(w.within.History, w.say("version-all"))
	}
}

func (w *writer) lines(list []document.Line) {
	if len(list) == 0 {
		return
	}
	w.tag("div", "class", "state")
	for _, l := range list {
		w.raw("<p>")
		w.line(l)
	}
	w.raw("</div>")
}
