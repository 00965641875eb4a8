package site_test

import (
	"os"
	"testing"

	"notis/internal/notice"
	"notis/internal/scale"
	"notis/internal/site"
)

// planned is the plan of a site of n brands with twelve versions each, and what
// is known of them.
func planned(t testing.TB, n int) (*site.Plan, []*notice.Dossier) {
	t.Helper()
	dir := t.TempDir()
	if err := scale.Generate(dir, os.DirFS("../demo/testdata/site"), "demokraft", "Demokraft", n); err != nil {
		t.Fatal(err)
	}
	plan, data, err := scale.Plan(os.DirFS("../.."), os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	r, err := data.Load(os.DirFS(dir), plan.Brands...)
	if err != nil {
		t.Fatal(err)
	}
	var brands []*notice.Dossier
	for _, id := range plan.Brands {
		brands = append(brands, r.Register.Brands[id])
	}
	return plan, brands
}

// BenchmarkBrand makes the pages of one brand.
func BenchmarkBrand(b *testing.B) {
	plan, brands := planned(b, 4)
	i := 0
	for b.Loop() {
		if _, err := plan.Brand(brands[i%len(brands)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
