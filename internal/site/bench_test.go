package site_test

import (
	"os"
	"testing"

	"notis/internal/archive"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/scale"
	"notis/internal/site"
	"notis/internal/words"
)

// planned is the plan of a site of n brands with twelve versions each.
func planned(t testing.TB, n int) *site.Plan {
	t.Helper()
	dir := t.TempDir()
	if err := scale.Generate(dir, os.DirFS("../demo/testdata/site"), "demokraft", "Demokraft", n); err != nil {
		t.Fatal(err)
	}
	chains, err := archive.Read(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	r, err := register.Load(os.DirFS(dir), "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	in := site.Input{Register: r.Register, Archive: chains, Date: "2026-11-22", Root: "/", Notice: map[notice.Lang]*words.Words{}, Labels: map[notice.Lang]*words.Words{}}
	for _, l := range notice.Langs() {
		for set, to := range map[string]map[notice.Lang]*words.Words{"i18n": in.Labels, "i18n/notice": in.Notice} {
			if to[l], err = words.Load(os.DirFS("../.."), set, string(l)); err != nil {
				t.Fatal(err)
			}
		}
	}
	p, err := site.New(in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// BenchmarkBrand makes the pages of one brand.
func BenchmarkBrand(b *testing.B) {
	p := planned(b, 4)
	i := 0
	for b.Loop() {
		if _, err := p.Brand(p.Brands[i%len(p.Brands)]); err != nil {
			b.Fatal(err)
		}
		i++
	}
}
