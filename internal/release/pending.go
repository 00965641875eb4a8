package release

import (
	"slices"

	"notis/internal/archive"
	"notis/internal/notice"
)

// Pending tells whether a release.toml asks for an entry that the chain does not
// have yet. What was released stays in the file until the next one, and asks for
// nothing.
func Pending(r *notice.Release, chain *archive.Chain) bool {
	if r.Version == 0 {
		return false
	}
	return !slices.ContainsFunc(chain.Entries, func(e archive.Entry) bool {
		if e.Record.Number != int(r.Version) {
			return false
		}
		switch r.Entry {
		case notice.CalledOff, notice.Withdrawn:
			return e.Record.Entry == r.Entry
		}
		return e.Record.Entry == notice.Published || e.Record.Entry == notice.Unkept
	})
}
