package archive

import (
	"errors"
	"strings"
	"unicode/utf8"

	"notis/internal/document"
)

// Format 1 of a document is JSON in one form only, so that one document is one
// file: what DecodeDocument accepts, EncodeDocument writes again byte for byte.
//
//   - Keys stand in the order below, which is that of format 1 and stays,
//     whatever becomes of the types of package document. What is empty is left
//     out; a list that is there and holds nothing is [], and an absent list
//     inside a list is null.
//   - A line break stands before each object of a list and before each member
//     of a line of text, nowhere else, and one at the end of the file.
//   - A line of text is a list. Strings in a row are the sentences of one run
//     without marks, joined by a space; function cut tells where sentences
//     end. A run with marks is an object, and so is a run without marks that
//     follows another one.

// EncodeDocument writes a document in format 1. Only text that is not UTF-8
// and blocks more than a hundred levels deep cannot be written.
func EncodeDocument(d *document.Document) ([]byte, error) {
	if d == nil {
		return nil, errors.New("no document to write")
	}
	c := &codec1{writing: true}
	c.document(d)
	if c.err != nil {
		return nil, c.err
	}
	if !utf8.Valid(c.out) {
		return nil, errors.New("a text in the document is not UTF-8")
	}
	return c.out, nil
}

// DecodeDocument reads a document in format 1, and only what EncodeDocument
// writes. Its texts share one string as long as the file.
func DecodeDocument(data []byte) (*document.Document, error) { return decodeDocument(data, nil) }

// decodeDocument knows sections that may stand in the document again, and puts
// its own beside them; nil where none are to be kept.
func decodeDocument(data []byte, known map[string]section) (*document.Document, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("the document is not UTF-8")
	}
	c, d := &codec1{in: string(data), known: known}, &document.Document{}
	c.document(d)
	if c.err == nil && c.at < len(c.in) {
		c.fail("something follows the end")
	}
	if c.err != nil {
		return nil, c.err
	}
	return d, nil
}

// What follows is read both ways: it writes what is there, or fills what is
// empty. So no key can be written that is not read.

func (c *codec1) document(d *document.Document) {
	c.begin()
	c.text("brand", &d.Brand)
	c.text("kind", &d.Kind)
	c.text("lang", &d.Lang)
	c.text("title", &d.Title)
	if c.key("lead", d.Lead != "") {
		c.lit("[")
		c.sentences(&d.Lead)
		if d.Lead == "" {
			c.fail("an empty text is left out")
		}
		c.lit("]")
	}
	if !c.key("standing", true) {
		c.fail(`"standing" is missing`)
	}
	c.standing(&d.Standing)
	list1(c, "summary", &d.Summary, (*codec1).card)
	list1(c, "readers", &d.Readers, (*codec1).reader)
	list1(c, "sections", &d.Sections, (*codec1).section)
	c.end()
	c.lit("\n")
}

func (c *codec1) standing(s *document.Standing) {
	c.begin()
	c.yes("official", &s.Official)
	c.lineAt("updated", &s.Updated)
	c.lineAt("note", &s.Note)
	c.lineAt("digest", &s.Digest)
	c.end()
}

func (c *codec1) card(x *document.Card) {
	c.begin()
	c.text("id", &x.ID)
	c.text("title", &x.Title)
	c.text("section", &x.Section)
	c.linesAt("items", &x.Items)
	c.text("more", &x.More)
	c.end()
}

func (c *codec1) reader(r *document.Reader) {
	c.begin()
	c.text("id", &r.ID)
	c.text("name", &r.Name)
	c.linesAt("to", &r.To)
	c.end()
}

// section is a section that was read, its text in the file, and how deep it
// stood there.
type section struct {
	text  string
	depth int
	read  document.Section
}

func (c *codec1) section(s *document.Section) {
	from := c.at
	if k, ok := c.known[c.nextID()]; ok && k.depth == c.depth && c.try(k.text) {
		*s, c.open = k.read, false
		return
	}
	c.begin()
	c.text("id", &s.ID)
	c.words("was", &s.Was)
	c.text("title", &s.Title)
	list1(c, "blocks", &s.Blocks, (*codec1).block)
	list1(c, "sections", &s.Sections, (*codec1).section)
	c.end()
	if c.known != nil && c.err == nil {
		c.known[s.ID] = section{c.in[from:c.at], c.depth, *s}
	}
}

// nextID is the id of the object that comes next, or "".
func (c *codec1) nextID() string {
	after, found := strings.CutPrefix(c.in[c.at:], `{"id":"`)
	if !found || c.known == nil {
		return ""
	}
	id, _, _ := strings.Cut(after, `"`)
	return id
}

func (c *codec1) block(b *document.Block) {
	c.begin()
	text1(c, "kind", &b.Kind)
	c.text("id", &b.ID)
	c.lineAt("line", &b.Line)
	if c.key("items", b.Items != nil) {
		members1(c, &b.Items, "", (*codec1).item)
	}
	list1(c, "rows", &b.Rows, (*codec1).row)
	if c.key("table", b.Table != nil) {
		if !c.writing {
			b.Table = &document.Table{}
		}
		c.table(b.Table)
	}
	c.end()
}

func (c *codec1) item(blocks *[]document.Block) {
	if !c.null(*blocks == nil) {
		members1(c, blocks, "\n", (*codec1).block)
	}
}

func (c *codec1) row(r *document.Row) {
	c.begin()
	c.text("key", &r.Key)
	c.text("label", &r.Label)
	list1(c, "values", &r.Values, (*codec1).value)
	c.end()
}

func (c *codec1) value(v *document.Value) {
	c.begin()
	c.text("id", &v.ID)
	c.lineAt("line", &v.Line)
	c.text("badge", &v.Badge)
	list1(c, "more", &v.More, (*codec1).block)
	c.yes("compact", &v.Compact)
	c.end()
}

func (c *codec1) table(t *document.Table) {
	c.begin()
	c.text("caption", &t.Caption)
	list1(c, "columns", &t.Columns, (*codec1).column)
	list1(c, "rows", &t.Rows, (*codec1).tableRow)
	c.end()
}

func (c *codec1) column(x *document.Column) {
	c.begin()
	c.text("key", &x.Key)
	c.text("title", &x.Title)
	c.end()
}

func (c *codec1) tableRow(r *document.TableRow) {
	c.begin()
	c.text("id", &r.ID)
	c.words("was", &r.Was)
	list1(c, "cells", &r.Cells, (*codec1).cell)
	c.end()
}

func (c *codec1) cell(x *document.Cell) {
	c.begin()
	list1(c, "values", &x.Values, (*codec1).value)
	c.end()
}

func (c *codec1) lineAt(name string, l *document.Line) {
	if c.key(name, *l != nil) {
		c.line(l)
	}
}

func (c *codec1) linesAt(name string, list *[]document.Line) {
	if c.key(name, *list != nil) {
		members1(c, list, "", func(c *codec1, l *document.Line) {
			if !c.null(*l == nil) {
				c.line(l)
			}
		})
	}
}

func (c *codec1) line(l *document.Line) {
	c.lit("[")
	if c.writing {
		c.writeLine(*l)
	} else {
		c.readLine(l)
	}
	c.lit("]")
}

func (c *codec1) writeLine(l document.Line) {
	sentences := false // the run before was written as sentences
	for i := range l {
		r := &l[i]
		if i > 0 {
			c.lit(",")
		}
		if sentences = *r == (document.Run{Text: r.Text}) && !sentences; sentences {
			c.sentences(&r.Text)
		} else {
			c.lit("\n")
			c.run(r)
		}
	}
}

func (c *codec1) readLine(l *document.Line) {
	*l = document.Line{}
	sentences := false
	from := len(c.runs)
	for c.err == nil && !strings.HasPrefix(c.in[c.at:], "]") {
		if len(c.runs) > from {
			c.lit(",")
		}
		var r document.Run
		if strings.HasPrefix(c.in[c.at:], "\n\"") {
			c.sentences(&r.Text)
			sentences = true
		} else {
			c.lit("\n")
			c.run(&r)
			if r == (document.Run{Text: r.Text}) && !sentences {
				c.fail("text without marks belongs in quotes alone")
			}
			sentences = false
		}
		if len(c.runs) == cap(c.runs) { // the lines before keep theirs
			c.runs = append(make([]document.Run, 0, max(someRuns, 2*(len(c.runs)-from))), c.runs[from:]...)
			from = 0
		}
		c.runs = append(c.runs, r)
		*l = c.runs[from:len(c.runs):len(c.runs)]
	}
}

// someRuns is how many runs are made room for at a time.
const someRuns = 256

func (c *codec1) run(r *document.Run) {
	c.begin()
	c.text("text", &r.Text)
	c.yes("strong", &r.Strong)
	c.yes("em", &r.Em)
	c.yes("code", &r.Code)
	c.text("to", &r.To)
	c.end()
}
