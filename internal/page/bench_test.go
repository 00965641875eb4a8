package page_test

import (
	"os"
	"testing"

	"notis/internal/archive"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
	"notis/internal/redline"
)

// versions are the texts of the demonstration brand's privacy notice in one
// language, the oldest first.
func versions(b testing.TB, l notice.Lang) []*document.Document {
	b.Helper()
	a, err := archive.Read(os.DirFS("../demo/testdata/site"))
	if err != nil {
		b.Fatal(err)
	}
	var out []*document.Document
	for _, s := range a.Chain("demokraft", notice.PrivacyKind).Versions() {
		if !s.Kept() {
			continue
		}
		d, err := a.Document(s.Entry, l)
		if err != nil {
			b.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

// BenchmarkBody renders the notices of a brand's versions.
func BenchmarkBody(b *testing.B) {
	c := context(b, notice.Norwegian)
	c.Notices["privacy"] = "/acme/personvern/"
	list := versions(b, notice.Norwegian)
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range list {
			if _, err := page.Body(d, c); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkChanges renders the comparisons that a site has of those versions:
// each with the one before, and with the newest.
func BenchmarkChanges(b *testing.B) {
	c := context(b, notice.Norwegian)
	list := versions(b, notice.Norwegian)
	var all []*page.Changes
	for i, d := range list[:len(list)-1] {
		for _, to := range []*document.Document{list[i+1], list[len(list)-1]} {
			all = append(all, &page.Changes{From: "a", To: "b", FromPath: "/a/", ToPath: "/b/", Redline: redline.Compare(d, to)})
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, x := range all {
			if _, err := page.RenderChanges(x, c); err != nil {
				b.Fatal(err)
			}
		}
	}
}
