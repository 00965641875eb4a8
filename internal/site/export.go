package site

import (
	"bytes"
	"encoding/json"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
	"notis/internal/printout"
)

// Export is index.json: a version, what it is, and its text.
type Export struct {
	SchemaVersion int `json:"schemaVersion"`
	// Since is the last day on which something became of the notice: what
	// stands here has been so since then.
	Since notice.Date `json:"since"`
	// State is what the version is on that day: in-force, announced, past,
	// replaced, called-off or withdrawn.
	State string `json:"state"`
	// Unofficial is true for a rendition that its company has not approved.
	Unofficial bool `json:"unofficial"`
	// Version is the number. From is the day it counts from, where one is
	// stated; Until the last day it counts for and Next the version that
	// follows, where they are known. Recorded is the day it was recorded here.
	Version  int         `json:"version"`
	From     notice.Date `json:"from,omitempty"`
	Until    notice.Date `json:"until,omitempty"`
	Next     int         `json:"next,omitempty"`
	Recorded notice.Date `json:"recorded"`
	// Note says the same in words.
	Note []string `json:"note,omitempty"`
	// Digest is the SHA-256 of the version's SHA256SUMS.
	Digest notice.Digest `json:"digest"`
	// Document is the text; none where it was withdrawn.
	Document *document.Document `json:"document,omitempty"`
}

// printed is a version as Markdown and as JSON.
type printed struct{ markdown, json []byte }

// export adds a version as Markdown and as JSON. The one in force stands at two
// addresses.
func (n *notices) export(base string, v *span, d *document.Document) error {
	if v.printed == nil {
		x, err := n.print(v, d)
		if err != nil {
			return err
		}
		v.printed = x
	}
	n.site.Files = append(n.site.Files, File{base + "index.md", v.printed.markdown}, File{base + "index.json", v.printed.json})
	return nil
}

// print makes both, each saying first what the version is.
func (n *notices) print(v *span, d *document.Document) (*printed, error) {
	x := Export{
		SchemaVersion: 1, Since: since(n.chain, n.in.Date), State: v.state, Unofficial: v.Record.Provenance != notice.Authored, Version: v.Record.Number,
		From: v.Record.Effective, Until: v.until, Next: v.next, Recorded: v.Record.Recorded, Digest: v.Digest, Note: n.what(v),
	}
	md := n.texts[:0]
	for _, l := range x.Note {
		md = append(append(append(md, "> "...), printout.Escape(l)...), '\n')
	}
	md = append(md, '\n')
	if d != nil {
		shown := *d
		shown.Standing = saysOfItself(v, d)
		md = n.press.Markdown(md, &shown)
	}
	out := &printed{markdown: bytes.Clone(md)}
	n.texts = md
	var err error
	out.json, err = n.json(&x, d)
	return out, err
}

// json writes an export with its document, which comes last.
func (n *notices) json(x *Export, d *document.Document) ([]byte, error) {
	js := bytes.NewBuffer(n.texts[:0])
	enc := json.NewEncoder(js)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(x); err != nil || d == nil {
		return bytes.Clone(js.Bytes()), err
	}
	js.Truncate(js.Len() - len("}\n"))
	js.WriteString(`,"document":`)
	n.texts = append(n.press.JSON(js.Bytes(), d), "}\n"...)
	return bytes.Clone(n.texts), nil
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
