package redline_test

import (
	"testing"

	"notis/internal/document"
	"notis/internal/redline"
)

// reader makes a document of bytes. Words, anchors and marks are few, so that
// everything happens again and again: the same anchor twice, links inside
// words, whitespace of all kinds, text that is empty.
type reader struct {
	src   []byte
	depth int
}

func (r *reader) next(n int) int {
	if len(r.src) == 0 {
		return 0
	}
	x := int(r.src[0]) % n
	r.src = r.src[1:]
	return x
}

func (r *reader) word() string {
	return [...]string{"", "we", "use", "your data", " the ", "law.", "\t", "a  b", "å\u00a0b ", " "}[r.next(10)]
}

func (r *reader) anchor() string { return [...]string{"", "x", "y", "z", "title"}[r.next(5)] }

func (r *reader) was() []string {
	if r.next(4) == 1 {
		return []string{r.anchor()}
	}
	return nil
}

func (r *reader) line() document.Line {
	var out document.Line
	for range r.next(5) {
		marks := r.next(8)
		run := document.Run{Text: r.word() + r.word(), Strong: marks == 1, Em: marks == 2, Code: marks == 3}
		if marks == 4 {
			run.To = "#" + r.anchor()
		}
		out = append(out, run)
	}
	return out
}

func (r *reader) blocks() []document.Block {
	if r.depth++; r.depth > 5 {
		return nil
	}
	defer func() { r.depth-- }()
	var out []document.Block
	for range r.next(4) {
		b := document.Block{Kind: document.Paragraph, ID: r.anchor(), Line: r.line()}
		switch r.next(5) {
		case 1:
			b.Kind = document.List
			for range r.next(4) {
				b.Items = append(b.Items, r.blocks())
			}
		case 2:
			b.Kind = document.Facts
			for range r.next(4) {
				b.Rows = append(b.Rows, document.Row{Key: r.anchor(), Label: r.word(), Values: r.values()})
			}
		case 3:
			b.Kind, b.Table = document.Grid, &document.Table{Caption: r.word(), Columns: []document.Column{{Key: "x", Title: r.word()}, {Key: r.anchor(), Title: r.word()}}}
			for range r.next(3) {
				b.Table.Rows = append(b.Table.Rows, document.TableRow{ID: r.anchor(), Was: r.was(), Cells: []document.Cell{{Values: r.values()}, {Values: r.values()}, {}}})
			}
		}
		out = append(out, b)
	}
	return out
}

func (r *reader) values() []document.Value {
	var out []document.Value
	for range r.next(3) {
		out = append(out, document.Value{ID: r.anchor(), Line: r.line(), Badge: r.word(), More: r.blocks()})
	}
	return out
}

func (r *reader) sections() []document.Section {
	if r.depth++; r.depth > 3 {
		return nil
	}
	defer func() { r.depth-- }()
	var out []document.Section
	for range r.next(4) {
		out = append(out, document.Section{ID: r.anchor(), Was: r.was(), Title: r.word(), Blocks: r.blocks(), Sections: r.sections()})
	}
	return out
}

func fromBytes(src []byte) *document.Document {
	r := &reader{src: src}
	return &document.Document{
		Title: r.word(), Lead: r.word(), Standing: document.Standing{Updated: r.line(), Note: r.line()},
		Summary:  []document.Card{{ID: r.anchor(), Title: r.word(), Items: []document.Line{r.line(), r.line()}, More: r.word()}},
		Readers:  []document.Reader{{ID: r.anchor(), Name: r.word(), To: []document.Line{r.line()}}},
		Sections: r.sections(),
	}
}

// FuzzCompare wants the redline of any two documents to hold both of them, and
// a document not to differ from itself.
func FuzzCompare(f *testing.F) {
	m := newMaker(1)
	for range 200 {
		src := make([]byte, 200+m.IntN(600))
		for i := range src {
			src[i] = byte(m.IntN(256))
		}
		other := append([]byte(nil), src...)
		for range m.IntN(10) {
			other[m.IntN(len(other))] = byte(m.IntN(256))
		}
		f.Add(src, other)
	}
	f.Fuzz(func(t *testing.T, x, y []byte) {
		a, b := fromBytes(x), fromBytes(y)
		bothSides(t, a, b, redline.Compare(a, b))
		for _, u := range redline.Compare(a, fromBytes(x)).Units {
			if u.Status != redline.Unchanged {
				t.Fatalf("a document differs from itself: %v", u)
			}
		}
	})
}
