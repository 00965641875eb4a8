package build_test

import (
	"testing"

	"notis/internal/render"
	"notis/internal/site"
)

// BenchmarkRender measures what Hugo takes for the pages of ten brands, which
// were planned before.
func BenchmarkRender(b *testing.B) {
	in := input(b, generated(b, 10), "")
	var pages []site.Page
	for _, id := range in.Plan.Brands {
		r, err := in.Data.Load(in.Files, id)
		if err != nil {
			b.Fatal(err)
		}
		s, err := in.Plan.Brand(r.Register.Brands[id])
		if err != nil {
			b.Fatal(err)
		}
		pages = append(pages, s.Pages...)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := render.Render(render.Input{Source: in.Source, Pages: pages, BaseURL: in.BaseURL}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBuild builds five brands: anew, and from a cache.
func BenchmarkBuild(b *testing.B) {
	dir := generated(b, 5)
	b.Run("anew", func(b *testing.B) {
		in := input(b, dir, "")
		for b.Loop() {
			built(b, in)
		}
	})
	b.Run("reused", func(b *testing.B) {
		in := input(b, dir, "")
		in.Reuse = reuse(b, in, b.TempDir())
		for b.Loop() {
			built(b, in)
		}
	})
}
