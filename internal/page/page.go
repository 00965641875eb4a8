// Package page turns a document, a history or a comparison into the HTML body
// of its page. It writes the markup itself, because a site has tens of
// thousands of bodies and templates are slow; everything that is not its own
// markup is escaped by the writer.
package page

import (
	"fmt"

	"notis/internal/document"
	"notis/internal/words"
)

// Context is what a body needs beside its document.
type Context struct {
	// Labels are the words of the page around the notice.
	Labels *words.Words
	// Notices gives the address of each notice of the brand, by kind.
	Notices map[string]string
	// Changed says of the top-level sections when they last changed, by their
	// ids. It may be nil.
	Changed map[string]document.Line
}

// say words a label; data come in pairs, such as "Number" 3.
func (c Context) say(id string, pairs ...any) (string, error) {
	if len(pairs)%2 != 0 {
		return "", fmt.Errorf("the label %q is given a name without a value", id)
	}
	if len(pairs) == 0 {
		return c.Labels.Say(id, nil)
	}
	data := make(map[string]any, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return c.Labels.Say(id, data)
}

// size estimates the size of a notice's body, so that there is room for it from
// the start.
func size(d *document.Document) int {
	const head, markup = 2048, 54 // bytes; the markup is that of a piece of text
	n := head
	d.Visit(document.Visitor{
		Line: func(l document.Line) {
			n += markup
			for i := range l {
				n += len(l[i].Text) + 2*len(l[i].To)
			}
		},
		Word: func(s string) { n += markup + len(s) },
		ID:   func(s string) { n += len(s) },
	})
	return n
}

// Body renders a document.
func Body(d *document.Document, c Context) ([]byte, error) {
	w := &writer{Context: c, out: make([]byte, 0, size(d))}
	w.document(d)
	out, err := w.finish()
	if err != nil {
		return nil, fmt.Errorf("page of %s %s in %s: %w", d.Brand, d.Kind, d.Lang, err)
	}
	return out, nil
}
