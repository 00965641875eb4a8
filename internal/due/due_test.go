package due_test

import (
	"testing"
	"time"
	_ "time/tzdata"

	"notis/internal/archive"
	"notis/internal/due"
	"notis/internal/notice"
)

// TestClocks wants a version to be due once a day, however long the day is on
// which it comes into force: one asks at 23:20 UTC each night.
func TestClocks(t *testing.T) {
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		t.Fatal(err)
	}
	for _, day := range []notice.Date{"2027-03-28", "2027-03-29", "2027-10-31", "2027-11-01", "2027-07-01", "2027-01-01"} {
		e := archive.Entry{Record: notice.Version{Entry: notice.Published, Brand: "acme", Kind: notice.PrivacyKind, Number: 2, Recorded: "2026-11-22", Effective: day}}
		first := e
		first.Record.Number, first.Record.Effective = 1, "2026-11-22"
		a := []*archive.Chain{{Brand: "acme", Kind: notice.PrivacyKind, Entries: []archive.Entry{first, e}}}
		begins, err := time.ParseInLocation(time.DateOnly, string(day), oslo)
		if err != nil {
			t.Fatal(err)
		}
		found, coming := 0, 0
		for n := -3; n <= 3; n++ {
			at := time.Date(begins.Year(), begins.Month(), begins.Day()+n, 23, 20, 0, 0, time.UTC)
			r, err := due.Around(a, at, 24*time.Hour, oslo)
			if err != nil {
				t.Fatal(err)
			}
			found += len(r.Due)
			coming += len(r.Coming)
			for _, x := range r.Due {
				if x.At.After(at) || x.Version != 2 {
					t.Errorf("%s: %v is due at %v", day, x, at)
				}
			}
		}
		if found != 1 || coming != 1 {
			t.Errorf("%s: due %d times, coming %d times", day, found, coming)
		}
	}
}
