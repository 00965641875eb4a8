package demo_test

import (
	"os"
	"testing"

	"notis/internal/archive"
	"notis/internal/notice"
)

// BenchmarkArchive verifies the archive of the demonstration brand and reads
// all that a build needs of it: every text in both languages.
func BenchmarkArchive(b *testing.B) {
	for b.Loop() {
		a, err := archive.Read(os.DirFS(site))
		if err != nil {
			b.Fatal(err)
		}
		for _, c := range a.Chains() {
			for _, s := range c.Versions() {
				for _, l := range notice.Langs() {
					if !s.Kept() {
						continue
					}
					if _, err := a.Document(s.Entry, l); err != nil {
						b.Fatal(err)
					}
				}
			}
		}
	}
}

// BenchmarkBuild builds the whole site, reading the archive included.
func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		build(b, site)
	}
}
