package page_test

import (
	"bytes"
	"testing"

	"notis/internal/page"
)

// TestShelf wants everything on a shelf to stay what it was, also where somebody
// adds to it, until the shelf is cleared; and a shelf that was cleared to hold as
// much again without more memory.
func TestShelf(t *testing.T) {
	var s page.Shelf
	fill := func() {
		var all [][]byte
		for i := range 3000 {
			got := s.Put(bytes.Repeat([]byte{byte(i)}, i))
			_ = append(got, "more"...)
			all = append(all, got)
		}
		for i, data := range all {
			if !bytes.Equal(data, bytes.Repeat([]byte{byte(i)}, i)) {
				t.Fatalf("%d bytes are others", i)
			}
		}
	}
	fill()
	if big := s.Put(make([]byte, 5<<20)); len(big) != 5<<20 {
		t.Error(len(big))
	}
	s.Clear()
	fill()
	s.Clear()
	data := make([]byte, 10_000)
	if n := testing.AllocsPerRun(100, func() { s.Put(data) }); n > 0 {
		t.Errorf("%v allocations where there is room", n)
	}
	var none *page.Shelf
	if got := none.Put([]byte("x")); string(got) != "x" {
		t.Errorf("%q", got)
	}
}
