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

// BenchmarkWrite prints every version of the demonstration brand.
func BenchmarkWrite(b *testing.B) {
	a, err := archive.Read(os.DirFS("../demo/testdata/site"))
	if err != nil {
		b.Fatal(err)
	}
	var docs []*document.Document
	for _, c := range a.Chains() {
		for _, v := range c.Versions() {
			for _, l := range notice.Langs() {
				if d, err := a.Document(v.Entry, l); err == nil {
					docs = append(docs, d)
				}
			}
		}
	}
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
