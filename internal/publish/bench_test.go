//go:build unix

package publish_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"notis/internal/publish"
)

// BenchmarkPublish publishes the files of a hundred brands, some of which have
// changed since the site before. Where the time of a benchmark is measured by a
// clock, other programs are measured too: look at cpu-ms/brand.
//
// On ext4, files that were deleted in the last minutes make new ones cost many
// times as much. NOTIS_TEST_DIR names a folder on another file system.
func BenchmarkPublish(b *testing.B) {
	const brands, files = 100, 122
	content := bytes.Repeat([]byte("We keep your name for as long as we need it.\n"), 1000)
	same := sum(string(content))
	put := func(out string, changed, round int, keep bool) {
		p, err := publish.Begin(out)
		if err != nil {
			b.Fatal(err)
		}
		for brand := range brands {
			for i := range files {
				page := content
				if brand < changed {
					page = fmt.Appendf(nil, "%d %s", round, content)
				}
				name := fmt.Sprintf("brand-%04d/personvern/v%d/part-%d/index.html", brand, i%12, i/2)
				if keep && brand >= changed && p.Keeper()(name, same) {
					continue
				}
				if err := p.Add(name, page); err != nil {
					b.Fatal(err)
				}
			}
		}
		if _, err := p.Commit(); err != nil {
			b.Fatal(err)
		}
	}
	for _, c := range []struct {
		name    string
		changed int
		keep    bool
	}{{"all", brands, false}, {"one", 1, false}, {"one-kept", 1, true}, {"none-kept", 0, true}} {
		b.Run(c.name, func(b *testing.B) {
			dir, err := os.MkdirTemp(os.Getenv("NOTIS_TEST_DIR"), "notis")
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = os.RemoveAll(dir) })
			out := filepath.Join(dir, "public")
			round := 0
			for ; round < 2; round++ {
				put(out, c.changed, round, false)
			}
			begun := cpu()
			for b.Loop() {
				put(out, c.changed, round, c.keep)
				round++
			}
			b.ReportMetric(float64((cpu()-begun).Microseconds())/1000/float64(b.N)/brands, "cpu-ms/brand")
		})
	}
}

// cpu is what the process has used so far.
func cpu() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		panic(err)
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
