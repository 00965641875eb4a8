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
	// Room is what bodies are made in, one after the other, all with the same
	// Notices. It may be nil.
	Room *Room
}

// Room is reused for each body that is made in it: a body is copied from it
// once its length is known. The zero Room is ready.
type Room struct {
	// Shelf is where bodies are kept; each by itself where it is nil.
	Shelf *Shelf

	out []byte
	// kept is what the blocks of sections became, by the first of them: versions
	// share the sections that did not change.
	kept map[*document.Block][]byte
	// What follows is that of the redline being laid out.
	units  []unit
	blocks []block
	ids    []string
	taken  map[string]bool
}

// Reset forgets what was made and keeps the room, for bodies of other documents.
func (r *Room) Reset() {
	clear(r.kept)
	clear(r.units[:cap(r.units)])
	clear(r.blocks[:cap(r.blocks)])
}

// writer begins a body.
func (c Context) writer() *writer {
	if c.Room == nil {
		c.Room = new(Room)
	}
	if c.Room.kept == nil {
		c.Room.kept = map[*document.Block][]byte{}
	}
	return &writer{Context: c, out: c.Room.out[:0]}
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
		name, ok := pairs[i].(string)
		if !ok {
			return "", fmt.Errorf("the label %q is given a name that is no text: %v", id, pairs[i])
		}
		data[name] = pairs[i+1]
	}
	return c.Labels.Say(id, data)
}

// Body renders a document.
func Body(d *document.Document, c Context) ([]byte, error) {
	w := c.writer()
	w.document(d)
	out, err := w.finish()
	if err != nil {
		return nil, fmt.Errorf("page of %s %s in %s: %w", d.Brand, d.Kind, d.Lang, err)
	}
	return out, nil
}
