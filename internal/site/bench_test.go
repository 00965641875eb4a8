package site_test

import (
	"os"
	"testing"

	"notis/internal/notice"
	"notis/internal/scale"
)

// BenchmarkBrand makes the pages of one brand with twelve versions.
func BenchmarkBrand(b *testing.B) {
	dir := b.TempDir()
	if err := scale.Generate(dir, os.DirFS("../demo/testdata/site"), "demokraft", "Demokraft", 4); err != nil {
		b.Fatal(err)
	}
	plan, data, err := scale.Plan(os.DirFS("../.."), os.DirFS(dir))
	if err != nil {
		b.Fatal(err)
	}
	r, err := data.Load(os.DirFS(dir), plan.Brands...)
	if err != nil {
		b.Fatal(err)
	}
	var brands []*notice.Dossier
	for _, id := range plan.Brands {
		brands = append(brands, r.Register.Brands[id])
	}
	i := 0
	for b.Loop() {
		if _, err := plan.Brand(brands[i%len(brands)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
