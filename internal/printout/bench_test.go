package printout_test

import (
	"bytes"
	"os"
	"testing"

	"notis/internal/archive"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/printout"
)

// documents are all versions of the demonstration brand, those of each notice
// and language after each other.
func documents(t testing.TB) []*document.Document {
	t.Helper()
	a, err := archive.Read(os.DirFS("../demo/testdata/site"))
	if err != nil {
		t.Fatal(err)
	}
	var docs []*document.Document
	for _, c := range a.Chains() {
		for _, l := range notice.Langs() {
			var r archive.Reader
			for _, v := range c.Versions() {
				if d, err := r.Document(a, v.Entry, l); err == nil {
					docs = append(docs, d)
				}
			}
		}
	}
	return docs
}

// BenchmarkWrite prints every version of the demonstration brand.
func BenchmarkWrite(b *testing.B) {
	docs := documents(b)
	for _, format := range printout.Formats() {
		b.Run(format, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for _, d := range docs {
					var out bytes.Buffer
					if err := printout.Write(&out, d, format); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
