package redline_test

import (
	"os"
	"strings"
	"testing"

	"notis/internal/archive"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/redline"
)

// long makes a notice of about 500 units and 6,000 words, and one with 20
// edits of it.
func long() (a, b *document.Document) {
	m := newMaker(7)
	a = m.notice(1)
	for len(redline.Compare(a, a).Units) < 500 {
		a.Sections = append(a.Sections, m.section(0))
	}
	b = clone(a)
	for range 20 {
		m.edit(b)
	}
	return a, b
}

// BenchmarkCompare measures one comparison. A big site makes tens of
// thousands.
func BenchmarkCompare(b *testing.B) {
	before, after := long()
	b.Logf("%d units, %d words", strings.Count(read(before, false), "\n"), len(fields(read(before, false))))
	// Sections in another order make for more work.
	ordered := clone(before)
	m := newMaker(8)
	for range 20 {
		m.changeWords(partsOf(ordered))
	}
	for name, other := range map[string]*document.Document{"same": clone(before), "words": ordered, "edits": after} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				redline.Compare(before, other)
			}
		})
	}
}

// BenchmarkVersions makes the redlines that a site has of one notice: each
// version with the one before, and with the newest.
func BenchmarkVersions(b *testing.B) {
	a, err := archive.Read(os.DirFS("../demo/testdata/site"))
	if err != nil {
		b.Fatal(err)
	}
	var list []*document.Document
	for _, s := range a.Chain("demokraft", notice.PrivacyKind).Versions() {
		if !s.Kept() {
			continue
		}
		d, err := a.Document(s.Entry, notice.Norwegian)
		if err != nil {
			b.Fatal(err)
		}
		list = append(list, d)
	}
	b.ReportAllocs()
	for b.Loop() {
		var c redline.Comparer
		for i, d := range list[:len(list)-1] {
			c.Compare(d, list[i+1])
			c.Compare(d, list[len(list)-1])
		}
	}
}
