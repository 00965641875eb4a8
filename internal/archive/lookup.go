package archive

import (
	"cmp"
	"slices"

	"notis/internal/notice"
)

// State is a version with what later entries say of it.
type State struct {
	*Entry
	// CalledOff is the entry that called the version off, or nil.
	CalledOff *Entry
	// Withdrawn is the entry that took its text away, or nil.
	Withdrawn *Entry
	// CorrectedBy is the newest version, not called off, that says it corrects
	// a mistake in this one, or nil.
	CorrectedBy *Entry
}

// Kept tells whether the text can be read: it was kept, and nobody has
// withdrawn it.
func (s State) Kept() bool { return s.Record.Entry == notice.Published && s.Withdrawn == nil }

// On is the chain as it stood at the end of a day: what was recorded later was
// not known then. A text that was withdrawn later is gone all the same.
func (c *Chain) On(day notice.Date) *Chain {
	if c.before(day) {
		return c
	}
	out := &Chain{Brand: c.Brand, Kind: c.Kind}
	for i := range c.Entries {
		e := &c.Entries[i].Record
		known := func(at Entry) bool { return at.Record.Number == e.Number && at.Record.Entry != notice.Withdrawn }
		if e.Recorded <= day || e.Entry == notice.Withdrawn && slices.ContainsFunc(out.Entries, known) {
			out.Entries = append(out.Entries, c.Entries[i])
		}
	}
	return out
}

// before tells whether all of it was recorded by a day.
func (c *Chain) before(day notice.Date) bool {
	for i := range c.Entries {
		if c.Entries[i].Record.Recorded > day {
			return false
		}
	}
	return true
}

// Versions lists the versions by number, those without a text among them.
func (c *Chain) Versions() []State {
	var out []State
	// A version's number is its place: Read has made sure of it.
	at := func(number int) *State {
		if number < 1 || number > len(out) {
			return new(State)
		}
		return &out[number-1]
	}
	for i := range c.Entries {
		e := &c.Entries[i]
		switch e.Record.Entry {
		case notice.CalledOff:
			at(e.Record.Number).CalledOff = e
		case notice.Withdrawn:
			at(e.Record.Number).Withdrawn = e
		default:
			out = append(out, State{Entry: e})
		}
	}
	for _, s := range out {
		if s.CalledOff == nil {
			at(s.Record.Corrects).CorrectedBy = s.Entry
		}
	}
	return out
}

// InForce gives the version that stands on a day: among those not called off
// that count from that day or an earlier one, the one that counts from the
// latest day, and of those the one with the greatest number. Its text may not
// be kept; [State.Kept] tells. It is false where nothing stands yet.
func (c *Chain) InForce(on notice.Date) (State, bool) {
	var best State
	for _, s := range c.Versions() {
		if s.CalledOff == nil && s.Record.From() <= on && (best.Entry == nil || best.Record.From() <= s.Record.From()) {
			best = s
		}
	}
	return best, best.Entry != nil
}

// Announced lists the versions that count from a later day and are not called
// off, by that day and then by number.
func (c *Chain) Announced(on notice.Date) []State {
	out := slices.DeleteFunc(c.Versions(), func(s State) bool { return s.CalledOff != nil || s.Record.From() <= on })
	slices.SortStableFunc(out, func(a, b State) int { return cmp.Compare(a.Record.From(), b.Record.From()) })
	return out
}
