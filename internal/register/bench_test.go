package register_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"notis/internal/register"
)

// BenchmarkLoad loads a register of a hundred brands.
func BenchmarkLoad(b *testing.B) {
	const brands = 100
	model := os.DirFS("../demo/testdata/site")
	fsys := fstest.MapFS{}
	err := fs.WalkDir(model, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(name, "/versions/") {
			return err
		}
		src, err := fs.ReadFile(model, name)
		for i := range brands {
			fsys[strings.ReplaceAll(name, "/demokraft/", fmt.Sprintf("/brand-%03d/", i))] = &fstest.MapFile{Data: src}
		}
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := register.Load(fsys, today); err != nil {
			b.Fatal(err)
		}
	}
}
