// Package due tells which announced versions come into force about now: the day
// on which a site has to be built, though nobody has edited anything.
package due

import (
	"slices"
	"time"

	"notis/internal/archive"
	"notis/internal/notice"
)

// Event is that a version comes into force.
type Event struct {
	Brand   notice.ID   `json:"brand"`
	Kind    notice.Kind `json:"kind"`
	Version int         `json:"version"`
	// From is the day, and At the moment it begins.
	From notice.Date `json:"from"`
	At   time.Time   `json:"at"`
}

// Report tells what there is to build for.
type Report struct {
	// Due came into force at most so long ago: the site has to be built.
	Due []Event `json:"due"`
	// Coming comes into force at most so long from now.
	Coming []Event `json:"coming"`
}

// Around tells which announced versions come into force within a time before
// and after a moment. A version that was published on its first day is none of
// them: it was built when it was committed. Nor is one that was called off.
// Days begin at midnight of the place.
func Around(chains []*archive.Chain, now time.Time, within time.Duration, place *time.Location) (Report, error) {
	out := Report{Due: []Event{}, Coming: []Event{}}
	for _, chain := range chains {
		for _, s := range chain.Versions() {
			from := s.Record.From()
			if s.CalledOff != nil || from <= s.Record.Recorded {
				continue
			}
			at, err := time.ParseInLocation(time.DateOnly, string(from), place)
			if err != nil {
				return Report{}, err
			}
			e := Event{chain.Brand, chain.Kind, s.Record.Number, from, at}
			switch ago := now.Sub(at); {
			case ago >= 0 && ago < within:
				out.Due = append(out.Due, e)
			case ago < 0 && -ago <= within:
				out.Coming = append(out.Coming, e)
			}
		}
	}
	for _, list := range [][]Event{out.Due, out.Coming} {
		slices.SortStableFunc(list, func(a, b Event) int { return a.At.Compare(b.At) })
	}
	return out, nil
}
