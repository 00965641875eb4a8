package site

import (
	"bytes"
	"encoding/json"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
	"notis/internal/printout"
)

// ExportVersion is the form of index.json, and SchemaPath the address of the
// JSON Schema that describes it. Keys may be added to a form; where one goes or
// comes to mean something else, it is another form, with another address.
const (
	ExportVersion = 1
	SchemaPath    = "/schema/notice-1.json"
)

// Export is index.json: a version, what it is, and its text.
//
// The comments of the fields are what its JSON Schema says of them.
type Export struct {
	// The form of this file; this is form 1.
	SchemaVersion int `json:"schemaVersion" enum:"1"`
	// The last day on which something became of the notice, up to the one the
	// site was built for: what this file says has been so since.
	Since notice.Date `json:"since"`
	// What the version is: `in-force`, `announced`, `past`, `replaced` (another
	// version took over before it applied), `called-off` or `withdrawn`. On a
	// later day than the site was built for, `from` and `until` tell.
	State string `json:"state" enum:"in-force announced past replaced called-off withdrawn"`
	// True for a rendition that its company has not approved.
	Unofficial bool `json:"unofficial"`
	// The number of the version.
	Version int `json:"version"`
	// The day the version takes effect, or the one its company states. Left out
	// where none is stated.
	From notice.Date `json:"from,omitempty"`
	// The last day it counts for, where that is known.
	Until notice.Date `json:"until,omitempty"`
	// The number of the version that follows, where there is one.
	Next int `json:"next,omitempty"`
	// The day it was recorded here.
	Recorded notice.Date `json:"recorded"`
	// The same in words.
	Note []string `json:"note,omitempty"`
	// The SHA-256 of the version's `SHA256SUMS`.
	Digest notice.Digest `json:"digest"`
	// The text. Left out where it was withdrawn.
	Document *document.Document `json:"document,omitempty"`
}

// printed is a version as Markdown, as plain text and as JSON.
type printed struct{ markdown, text, json []byte }

// export adds a version in its other forms. The one in force stands at two
// addresses.
func (n *notices) export(base string, v *span, d *document.Document) error {
	if v.printed == nil {
		x, err := n.print(v, d)
		if err != nil {
			return err
		}
		v.printed = x
	}
	n.site.Files = append(n.site.Files, File{base + "index.md", v.printed.markdown}, File{base + "index.txt", v.printed.text}, File{base + "index.json", v.printed.json})
	return nil
}

// print makes them, each saying first what the version is.
func (n *notices) print(v *span, d *document.Document) (*printed, error) {
	x := Export{
		SchemaVersion: ExportVersion, Since: since(n.chain, n.in.Date), State: v.state, Unofficial: v.Record.Provenance != notice.Authored, Version: v.Record.Number,
		From: v.Record.Effective, Until: v.until, Next: v.next, Recorded: v.Record.Recorded, Digest: v.Digest, Note: n.what(v),
	}
	md := n.written[:0]
	for _, l := range x.Note {
		md = append(append(append(md, "> "...), printout.Escape(l)...), '\n')
	}
	md = append(md, '\n')
	var shown document.Document
	if d != nil {
		shown = *d
		shown.Standing = saysOfItself(v, d)
		md = n.press.Markdown(md, &shown)
	}
	out := &printed{markdown: n.bodies.Shelf.Put(md)}
	text := md[:0]
	for i, l := range x.Note {
		if i > 0 {
			text = append(text, '\n')
		}
		text = append(printout.Fold(text, []byte(l)), '\n')
	}
	if d != nil {
		if len(x.Note) > 0 {
			text = append(text, '\n')
		}
		text = n.press.Text(text, &shown)
	}
	out.text, n.written = n.bodies.Shelf.Put(text), text
	var err error
	out.json, err = n.json(&x, d)
	return out, err
}

// json writes an export with its document, which comes last.
func (n *notices) json(x *Export, d *document.Document) ([]byte, error) {
	js := bytes.NewBuffer(n.written[:0])
	enc := json.NewEncoder(js)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(x); err != nil || d == nil {
		return n.bodies.Shelf.Put(js.Bytes()), err
	}
	js.Truncate(js.Len() - len("}\n"))
	js.WriteString(`,"document":`)
	n.written = append(n.press.JSON(js.Bytes(), d), "}\n"...)
	return n.bodies.Shelf.Put(n.written), nil
}

// what says in words what a version is, and until when.
func (n *notices) what(v *span) []string {
	if v.state == page.Withdrawn {
		e := v.Withdrawn.Record
		return []string{n.say(n.lang, "export-withdrawn", "Number", v.Record.Number, "Date", n.date(e.Recorded), "Role", n.word(e.Role), "Reason", n.word(e.Reason))}
	}
	var out []string
	for _, l := range n.banner(v).Lines {
		if link := len(l) == 1 && l[0].To != ""; !link {
			out = append(out, l.Plain())
		}
	}
	return out
}
