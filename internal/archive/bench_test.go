package archive

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"notis/internal/document"
	"notis/internal/notice"
)

// large writes an archive of many brands to disk and gives its size in bytes.
// The text is that of the golden archive.
func large(b *testing.B, dir string, brands, versions int) (size int64) {
	b.Helper()
	a := golden(b)
	docs := map[notice.Lang]*document.Document{}
	for _, l := range notice.Langs() {
		d, err := a.Document(&a.Chain("acme", notice.PrivacyKind).Entries[1], l)
		if err != nil {
			b.Fatal(told(err))
		}
		docs[l] = d
	}
	s := &survey{folders: map[key]map[string]*folder{}}
	var tips []tip
	for i := range brands {
		brand := notice.ID(fmt.Sprintf("brand-%04d", i))
		one := &survey{folders: map[key]map[string]*folder{}}
		for v := range versions {
			n := kept(b, brand, notice.PrivacyKind, v+1, func(l notice.Lang) *document.Document { c := *docs[l]; return &c })
			n.Files[FactsFile] = bytes.Repeat([]byte("purpose.nb = \"Vi trenger navnet ditt\"\n"), 300)
			for _, l := range notice.Langs() {
				n.Files[PrintFile(l)] = bytes.Repeat([]byte("We keep your name for as long as we need it.\n"), 150)
			}
			for range 12 {
				n.Record.Changes = append(n.Record.Changes, n.Record.Changes[0])
			}
			r, err := one.release(n)
			if err != nil {
				b.Fatal(told(err))
			}
			to := filepath.Join(dir, r.entry.Dir)
			if err := os.MkdirAll(to, 0o755); err != nil {
				b.Fatal(err)
			}
			for name, data := range r.files {
				size += int64(len(data))
				if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
					b.Fatal(err)
				}
			}
		}
		tips = append(tips, one.tips...)
	}
	s.tips = tips
	if err := os.WriteFile(filepath.Join(dir, Sum), formatTips(s.tips), 0o644); err != nil {
		b.Fatal(err)
	}
	return size
}

// BenchmarkRead verifies a thousand brands with ten versions each, from a
// folder opened in either way.
func BenchmarkRead(b *testing.B) {
	brands := 1000
	if testing.Short() {
		brands = 20
	}
	dir := b.TempDir()
	size := large(b, dir, brands, 10)
	root, err := os.OpenRoot(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer root.Close()
	for name, fsys := range map[string]fs.FS{"dir": os.DirFS(dir), "root": root.FS()} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(size)
			b.ReportAllocs()
			var peak atomic.Uint64
			stop := make(chan struct{})
			go watch(&peak, stop)
			for b.Loop() {
				a, err := Read(fsys)
				if err != nil || len(a.Chains()) != brands {
					b.Fatal(told(err))
				}
			}
			close(stop)
			b.ReportMetric(float64(size)/float64(brands)/10/1e3, "kB/version")
			b.ReportMetric(float64(peak.Load())/1e6, "MB-heap")
		})
	}
}

// watch notes how large the heap gets.
func watch(peak *atomic.Uint64, stop chan struct{}) {
	var m runtime.MemStats
	for {
		select {
		case <-stop:
			return
		case <-time.After(50 * time.Millisecond):
			if runtime.ReadMemStats(&m); m.HeapInuse > peak.Load() {
				peak.Store(m.HeapInuse)
			}
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	for name, data := range texts(b) {
		if !strings.Contains(name, "v2/document.nb") {
			continue
		}
		if more := os.Getenv("NOTIS_TEST_DOCUMENT"); more != "" {
			data, _ = os.ReadFile(more)
		}
		b.Run("document", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := DecodeDocument(data); err != nil {
					b.Fatal(err)
				}
			}
		})
		d, err := DecodeDocument(data)
		if err != nil {
			b.Fatal(err)
		}
		b.Run("encode", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := EncodeDocument(d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	n := kept(b, "acme", notice.PrivacyKind, 1, short)
	for range 20 {
		n.Record.Changes = append(n.Record.Changes, n.Record.Changes[0])
	}
	data, err := encodeRecord(&n.Record)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("record", func(b *testing.B) {
		b.SetBytes(int64(len(data)))
		for b.Loop() {
			if _, err := decodeRecord(data); err != nil {
				b.Fatal(err)
			}
		}
	})
}
