package check_test

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"golang.org/x/sync/errgroup"

	"notis/internal/check"
	"notis/internal/notice"
	"notis/internal/register"
)

// many is a folder with n brands: the real ones, over and over.
func many(t testing.TB, n int) (fsys fstest.MapFS, files []string) {
	t.Helper()
	fsys = fstest.MapFS{}
	put := func(name, from string) {
		src, err := os.ReadFile("../../data/" + from)
		if err != nil {
			t.Fatal(err)
		}
		fsys["data/"+name] = &fstest.MapFile{Data: src}
	}
	for _, name := range []string{"categories.toml", "vendors.toml", "cookies.toml"} {
		put(name, name)
	}
	real := []string{"e20", "elekt", "motkraft", "opt-e", "smart-energi"}
	for i := range n {
		for _, part := range []string{"brand", "privacy", "cookies"} {
			name := fmt.Sprintf("brands/b%d/%s.toml", i, part)
			put(name, fmt.Sprintf("brands/%s/%s.toml", real[i%len(real)], part))
			files = append(files, "data/"+name)
		}
	}
	return fsys, files
}

func BenchmarkParse(b *testing.B) {
	fsys, files := many(b, 1000)
	for b.Loop() {
		parseAll(b, fsys, files)
	}
}

// BenchmarkCheck checks as the command does, brands side by side on all
// processors, and on one alone.
func BenchmarkCheck(b *testing.B) {
	fsys, _ := many(b, 1000)
	r, err := register.Load(fsys, "2026-11-22")
	if err != nil {
		b.Fatal(err)
	}
	for _, side := range []int{runtime.GOMAXPROCS(0), 1} {
		b.Run(fmt.Sprintf("side by side=%d", side), func(b *testing.B) {
			for b.Loop() {
				checkAll(r.Register, side)
			}
		})
	}
}

func parseAll(t testing.TB, fsys fstest.MapFS, files []string) {
	t.Helper()
	for _, name := range files {
		if _, err := toml.Decode(string(fsys[name].Data), new(map[string]any)); err != nil {
			t.Fatal(err)
		}
	}
}

// checkAll runs every rule on both notices of all brands, some at a time.
func checkAll(r *notice.Register, side int) {
	rules := check.Rules()
	var group errgroup.Group
	group.SetLimit(side)
	for _, id := range r.IDs() {
		group.Go(func() error {
			d := r.Brands[id]
			c := check.Case{ID: id, Brand: &d.Brand, Privacy: &d.Privacy, Cookies: &d.Cookies, Shared: &r.Shared, Known: &r.Known, Date: "2026-11-22", Of: "working"}
			for _, one := range c.Both() {
				check.Run(one, rules)
			}
			return nil
		})
	}
	_ = group.Wait() // checking gives findings, no errors
}
