package redline_test

import (
	"strings"
	"testing"
	"time"

	"notis/internal/document"
	"notis/internal/redline"
)

// one is a notice of one paragraph.
func one(text string) *document.Document {
	return &document.Document{Sections: []document.Section{{ID: "s", Title: "S", Blocks: []document.Block{{Kind: document.Paragraph, Line: document.Line{{Text: text}}}}}}}
}

// TestLongParagraph tries a paragraph that is too long to be compared exactly.
func TestLongParagraph(t *testing.T) {
	m := newMaker(3)
	text := m.sentences(200)
	list := strings.Split(text, " ")
	for k := 5; k < len(list); k += 97 {
		list[k] = "never"
	}
	a, b := one(text), one(strings.Join(list, " "))
	r := redline.Compare(a, b)
	bothSides(t, a, b, r)
	if n, most := size(r), 2*(len(list)/97+1); n > most {
		t.Errorf("%d words, want at most %d of %d", n, most, len(list))
	}
}

// TestStrangers wants two long notices that have nothing to do with each other
// to take no endless time.
func TestStrangers(t *testing.T) {
	a, b := newMaker(1).notice(80), newMaker(2).notice(80)
	for i := range b.Sections {
		b.Sections[i].ID = "other-" + b.Sections[i].ID
	}
	began := time.Now()
	r := redline.Compare(a, b)
	bothSides(t, a, b, r)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("%d units took %s", len(r.Units), took)
	} else {
		t.Logf("%d units took %s", len(r.Units), took)
	}
}
