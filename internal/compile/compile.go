// Package compile turns a brand's facts into the document a reader reads: the
// same tree in every language, the same bytes from the same facts.
package compile

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/prose"
	"notis/internal/words"
)

// Result is a document and what went into it.
type Result struct {
	Document *document.Document
	// Words are the ids of the messages used, sorted.
	Words []string
	// Entries are the shared entries used, as kind:id, sorted.
	Entries []string
}

// Edition is what makes a working notice a version: the day it is recorded,
// the day it takes effect, and who decided it. All are empty for a draft.
type Edition struct {
	Recorded, Effective notice.Date
	Role                notice.Text
}

// Compiler holds what notices share. It can be used by several at once.
type Compiler struct {
	shared entries
	prose  *prose.Parser
}

// New makes a compiler of what the brands share.
func New(shared *notice.Shared) *Compiler { return &Compiler{index(shared), prose.New()} }

// Compile compiles one notice by itself; see [Compiler.Compile].
func Compile(d *notice.Dossier, shared *notice.Shared, kind notice.Kind, e Edition, w *words.Words) (*Result, error) {
	return New(shared).Compile(d, kind, e, w)
}

// Compile words one notice of a brand in the language of w. The error names
// every message that is missing or lacks a datum, its language, and the place
// in the data that asked for it.
func (x *Compiler) Compile(d *notice.Dossier, kind notice.Kind, e Edition, w *words.Words) (*Result, error) {
	c := &compiler{
		dossier: d, shared: x.shared, kind: kind, edition: e, words: w, lang: notice.Lang(w.Lang()),
		used: map[string]bool{}, entries: map[string]bool{}, prose: x.prose,
	}
	c.doc = &document.Document{Brand: string(d.ID), Kind: string(kind), Lang: w.Lang()}
	c.doc.Title = c.say("title-"+string(kind), map[string]any{"Brand": d.Brand.Name})
	c.doc.Lead = c.say("lead-"+string(kind), map[string]any{"Brand": d.Brand.Name})
	if kind == notice.CookiesKind {
		c.standing(d.Cookies.Source)
		c.cookies()
	} else {
		c.standing(d.Privacy.Source)
		c.privacy()
	}
	c.anchors()
	if len(c.errs) > 0 {
		return nil, fmt.Errorf("%s: %w", d.ID, errors.Join(c.errs...))
	}
	return &Result{c.doc, slices.Sorted(maps.Keys(c.used)), slices.Sorted(maps.Keys(c.entries))}, nil
}

type compiler struct {
	dossier       *notice.Dossier
	shared        entries
	kind          notice.Kind
	edition       Edition
	words         *words.Words
	lang          notice.Lang
	doc           *document.Document
	used, entries map[string]bool
	prose         *prose.Parser
	place         string
	errs          []error
}

// entries are what the brands share, by id.
type entries struct {
	data   map[notice.Ref]notice.DataCategory
	people map[notice.Ref]notice.Group
	acts   map[notice.Ref]notice.Act
}

func index(s *notice.Shared) entries {
	x := entries{map[notice.Ref]notice.DataCategory{}, map[notice.Ref]notice.Group{}, map[notice.Ref]notice.Act{}}
	for _, e := range s.Data {
		x.data[notice.Ref(e.ID)] = e
	}
	for _, e := range s.People {
		x.people[notice.Ref(e.ID)] = e
	}
	for _, e := range s.Acts {
		x.acts[notice.Ref(e.ID)] = e
	}
	return x
}

// at remembers the place in the data, for errors.
func (c *compiler) at(format string, args ...any) {
	c.place = fmt.Sprintf("%s: ", c.kind) + fmt.Sprintf(format, args...)
}

func (c *compiler) fail(err error) { c.errs = append(c.errs, fmt.Errorf("%s: %w", c.place, err)) }

// say words a message; what it lacks is an error at the current place.
func (c *compiler) say(id string, data map[string]any) string {
	c.used[id] = true
	s, err := c.words.Say(id, data)
	if err != nil {
		c.fail(err)
	}
	return s
}

func plain(s string) document.Line { return document.Line{{Text: s}} }

// text reads a text's Markdown.
func (c *compiler) text(t notice.Text) []document.Block {
	if t.IsZero() {
		return nil
	}
	blocks, problems := c.prose.Parse(t.In(c.lang))
	for _, p := range problems {
		c.fail(fmt.Errorf("%s: %s", p.Rule, p.What))
	}
	return blocks
}

// word reads a text that is a heading or a name: plain words, whatever signs
// of Markdown stand escaped in it.
func (c *compiler) word(t notice.Text) string { return c.value(t).Line.Plain() }

// Word reads a text that is a heading or a name, for the pages around the
// notices: the words alone, without the signs that keep Markdown at bay.
func (x *Compiler) Word(t notice.Text, l notice.Lang) string {
	blocks, _ := x.prose.Parse(t.In(l))
	if len(blocks) == 0 {
		return ""
	}
	return blocks[0].Line.Plain()
}

// Text reads a text for the pages around the notices.
func (x *Compiler) Text(t notice.Text, l notice.Lang) []document.Block {
	blocks, _ := x.prose.Parse(t.In(l))
	return blocks
}

// name reads a name: a proper one as it stands, else its words.
func (c *compiler) name(n notice.Name) string {
	if n.Proper != "" {
		return n.Proper
	}
	return c.word(n.Text)
}

// value makes a text a value: its first paragraph, and the rest below it.
func (c *compiler) value(t notice.Text) document.Value {
	blocks := c.text(t)
	if len(blocks) > 0 && blocks[0].Kind == document.Paragraph {
		v := document.Value{Line: blocks[0].Line}
		if len(blocks) > 1 {
			v.More = blocks[1:]
		}
		return v
	}
	return document.Value{More: blocks}
}

// rows collects labelled facts and leaves out what is not stated.
type rows struct {
	c    *compiler
	list []document.Row
}

func (r *rows) add(key string, values ...document.Value) {
	values = slices.DeleteFunc(values, func(v document.Value) bool { return v.Line == nil && v.More == nil })
	if len(values) > 0 {
		r.list = append(r.list, document.Row{Key: key, Label: r.c.say("field-"+key, nil), Values: values})
	}
}

func (r *rows) text(key string, t notice.Text) {
	if !t.IsZero() {
		r.add(key, r.c.value(t))
	}
}

func (r *rows) plain(key, s string) {
	if s != "" {
		r.add(key, document.Value{Line: plain(s)})
	}
}

// block is the facts as one block, or nothing.
func (r *rows) block() []document.Block {
	if len(r.list) == 0 {
		return nil
	}
	return []document.Block{{Kind: document.Facts, Rows: r.list}}
}

func (c *compiler) rows() *rows { return &rows{c: c} }
