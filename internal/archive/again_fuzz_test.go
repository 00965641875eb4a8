package archive

import (
	"crypto/sha256"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"notis/internal/stamp"
)

// digested puts before what was remembered what stands there.
func digested(body []byte) []byte {
	return fmt.Appendf(nil, "%s %x\n%s", againFormat, sha256.Sum256(body), body)
}

// FuzzRecall wants bytes that were never written by this program to be as if
// nothing had been remembered: neither they nor what follows a digest that fits may
// break the reading, or take more memory than they are worth.
func FuzzRecall(f *testing.F) {
	files := good(f)
	want, err := Read(files)
	if err != nil {
		f.Fatal(told(err))
	}
	// The stamps are those of a first reading, or of files that have changed.
	recalled := func(changed int64, was []byte) *Again {
		g := &Again{Now: time.Unix(1000, 0), Program: "notis", Look: func(name string) (stamp.Stamp, error) {
			return stamp.Stamp{Inode: uint64(len(name)), Size: int64(len(name)), Changed: changed}, nil
		}}
		g.Recall(was)
		return g
	}
	first := recalled(1, nil)
	if _, err := first.Read(files); err != nil {
		f.Fatal(told(err))
	}
	was, _ := first.Bytes()
	body := was[len(againFormat)+1+2*sha256.Size+1:]
	// A length that is too great, one that is none, and more files than there are bytes.
	const long = "\xff\xff\xff\xff\xff\xff\xff\xff\x7f"
	head := "\x05notis\x01a" + strings.Repeat("\x00", stamp.Length)
	for _, seed := range [][]byte{
		was, was[:80], nil, body, body[:len(body)/2], body[:6], body[:7],
		[]byte("\x05notis" + long), []byte("\x05notis\xff\xff\xff" + long), []byte(head + long), []byte(head + "\xff\xff\xff" + long),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		digested := digested(data)
		for i, was := range [][]byte{data, digested} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			g := recalled(2, was)
			runtime.ReadMemStats(&after)
			if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20+100*uint64(len(was)) {
				t.Errorf("%d bytes take %d", len(was), took)
			}
			got, err := g.Read(files)
			if err != nil || !reflect.DeepEqual(got.Chains(), want.Chains()) {
				t.Errorf("%d: it is another archive: %s", i, told(err))
			}
		}
		// A digest that fits is believed. All that is wanted then is an end.
		if a, err := recalled(1, digested).Read(files); err == nil {
			for _, c := range a.Chains() {
				c.InForce("2026-12-24")
			}
		}
		if got, err := recalled(1, data).Read(files); err != nil || !reflect.DeepEqual(got.Chains(), want.Chains()) {
			t.Errorf("it is another archive: %s", told(err))
		}
	})
}
