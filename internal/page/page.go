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
	data := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return c.Labels.Say(id, data)
}

// Body renders a document.
func Body(d *document.Document, c Context) ([]byte, error) {
	w := &writer{Context: c}
	w.document(d)
	out, err := w.finish()
	if err != nil {
		return nil, fmt.Errorf("page of %s %s in %s: %w", d.Brand, d.Kind, d.Lang, err)
	}
	return out, nil
}
