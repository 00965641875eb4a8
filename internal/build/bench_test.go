package build_test

import (
	"testing"

	"notis/internal/render"
	"notis/internal/site"
)

// BenchmarkRender measures what Hugo takes for the pages of ten brands, which
// were planned before.
func BenchmarkRender(b *testing.B) {
	in := many(b, 10)
	all := &site.Site{}
	for _, id := range in.Plan.Brands {
		s, err := in.Plan.Brand(id)
		if err != nil {
			b.Fatal(err)
		}
		all.Pages = append(all.Pages, s.Pages...)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := render.Render(render.Input{Source: in.Source, Pages: all.Pages, BaseURL: in.BaseURL}); err != nil {
			b.Fatal(err)
		}
	}
}
