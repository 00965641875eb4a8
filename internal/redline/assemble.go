package redline

import (
	"slices"

	"notis/internal/document"
)

// assembler lays the units of both sides out in one sequence that keeps the
// order of each.
type assembler struct {
	*comparison
	out []Unit
	// atA and atB are the places of the units in the sequence.
	atA, atB []int
}

func (c *comparison) assemble() []Unit {
	n := len(c.a.units) + len(c.b.units)
	for i := range c.a.units {
		if c.a.stays(i) {
			n--
		}
	}
	c.segments = room(&c.segments, n)[:0]
	s := assembler{c, room(&c.units, n)[:0], room(&c.a.at, len(c.a.units)), room(&c.b.at, len(c.b.units))}
	for i, j := 0, 0; i < len(c.a.units) || j < len(c.b.units); {
		goes := i < len(c.a.units) && !c.a.stays(i)
		comes := j < len(c.b.units) && !c.b.stays(j)
		// What comes goes last, unless what goes opens a section: then what
		// comes still belongs to the one before.
		if goes && comes && c.a.units[i].kind == Heading && c.b.units[j].kind != Heading {
			goes = false
		}
		switch {
		case goes:
			s.goes(i)
			i++
		case comes:
			s.comes(j)
			j++
		default:
			s.stay(i, j)
			i, j = i+1, j+1
		}
	}
	s.places()
	return s.out
}

// whole makes a line one segment.
func (s *assembler) whole(op Op, l document.Line) []Segment {
	s.segments = append(s.segments, Segment{op, l})
	n := len(s.segments)
	return s.segments[n-1 : n : n]
}

func (s *assembler) add(u *unit, st Status, segments []Segment) {
	s.out = append(s.out, Unit{Kind: u.kind, Level: u.level, ID: u.id, Status: st, Label: u.label, Under: -1, Segments: segments})
}

func (s *assembler) goes(i int) {
	u := &s.a.units[i]
	s.atA[i] = len(s.out)
	st := Removed
	if s.a.mate[i] >= 0 {
		st = MovedFrom
	}
	s.add(u, st, s.whole(Deleted, u.line))
}

func (s *assembler) comes(j int) {
	u := &s.b.units[j]
	s.atB[j] = len(s.out)
	switch {
	case s.b.mate[j] < 0:
		s.add(u, Added, s.whole(Inserted, u.line))
	case s.words[j] != nil:
		s.add(u, MovedTo, s.words[j])
	default:
		s.add(u, MovedTo, s.whole(Same, u.line))
	}
}

func (s *assembler) stay(i, j int) {
	u := &s.b.units[j]
	s.atA[i], s.atB[j] = len(s.out), len(s.out)
	segments := s.words[j]
	// Runs can be divided otherwise and still read the same.
	if slices.ContainsFunc(segments, func(x Segment) bool { return x.Op != Same }) {
		s.add(u, Changed, segments)
	} else {
		s.add(u, Unchanged, s.whole(Same, u.line))
	}
	if u.id == "" {
		s.out[len(s.out)-1].ID = s.a.units[i].id
	}
}

// places says what each unit stands under, and where the other half of each
// move is.
func (s *assembler) places() {
	for i := range s.a.units {
		if head := s.a.units[i].head; head >= 0 {
			s.out[s.atA[i]].Under = s.atA[head]
		}
		if j := s.a.mate[i]; j >= 0 && s.atA[i] != s.atB[j] {
			s.out[s.atA[i]].Where = s.b.place(j, s.atB[j])
			s.out[s.atB[j]].Where = s.a.place(i, s.atA[i])
		}
	}
	for j := range s.b.units {
		if head := s.b.units[j].head; head >= 0 {
			s.out[s.atB[j]].Under = s.atB[head]
		} else {
			s.out[s.atB[j]].Under = -1
		}
	}
}

// place tells where a unit stands.
func (s *side) place(i, at int) *Place {
	p := &Place{Unit: at}
	for ; i >= 0; i = s.units[i].head {
		if p.ID == "" {
			p.ID = s.units[i].id
		}
		if s.units[i].kind == Heading {
			p.Heading = s.units[i].line.Plain()
			break
		}
	}
	return p
}

// touched compares the top-level sections as wholes, so that a section counts
// that lost text to another one, too.
func (c *comparison) touched() []string {
	var out []string
	for k := range c.b.names {
		b := &c.b.boxes[k]
		if c.b.names[k].top && (b.twin < 0 || b.stream != 0 || !c.readsSame(b.twin, k)) {
			out = append(out, c.b.names[k].name.id)
		}
	}
	return out
}

// readsSame tells whether two boxes read the same, even if their runs are
// divided otherwise.
func (c *comparison) readsSame(a, b int) bool {
	if c.sameText(a, b) {
		return true
	}
	x, y := c.a.boxes[a], c.b.boxes[b]
	for k := range y.end - y.start {
		if i, j := x.start+k, y.start+k; c.b.mate[j] != i || i >= x.end || slices.ContainsFunc(c.words[j], func(s Segment) bool { return s.Op != Same }) {
			return false
		}
	}
	return x.end-x.start == y.end-y.start
}
