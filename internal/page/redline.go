package page

import (
	"slices"
	"strconv"
	"strings"

	"notis/internal/redline"
)

// text is a redline, laid out.
type text struct {
	// Same tells that the two texts do not differ.
	Same      bool
	Stretches []stretch
	// Old and New are the pages of the versions that words taken out and the
	// others belong to.
	Old, New string
	// Deleted and Inserted stand around what was taken out and put in.
	Deleted, Inserted around
}

// stretch is a run of units that is shown, or folded away as unchanged.
type stretch struct {
	Folded bool
	// Count is how many pieces of text the stretch has.
	Count  int
	Blocks []block
}

// block is neighbouring units that share their fate. What moved together is
// one block.
type block struct {
	Status redline.Status
	Count  int
	Units  []unit
	// Other is the anchor of the other half of a move. Heading is the one it
	// stands under, or "" where that says nothing new.
	Other, Heading string
}

// unit is a piece of text.
type unit struct {
	// Kind is that of the redline, or row for the first cell of one.
	Kind redline.Kind
	// Level is that of an HTML heading, or 0.
	Level int
	// Depth is how deeply it is indented.
	Depth     int
	ID, Label string
	Segments  []redline.Segment
	// Said tells that the block says what became of its words.
	Said bool
}

// around tells those who do not see the marks where what was put in or taken
// out begins and ends.
type around struct{ Before, After string }

// typesetter lays a redline out.
type typesetter struct {
	*redline.Redline
	*Room
	level int
}

// typeset lays the redline out, or gives nil where there is none.
func (x *Changes) typeset(c Context) (*text, error) {
	if x.Redline == nil {
		return nil, nil
	}
	out := &text{Same: x.Redline.Same(), Old: x.FromPath, New: x.ToPath}
	var err error
	if out.Inserted, err = c.around("redline-ins"); err != nil {
		return nil, err
	}
	if out.Deleted, err = c.around("redline-del"); err != nil {
		return nil, err
	}
	s := typesetter{x.Redline, c.Room, 2}
	s.units, s.blocks = slices.Grow(s.units[:0], len(x.Redline.Units)), s.blocks[:0]
	s.anchors()
	runs := x.Redline.Runs()
	out.Stretches = make([]stretch, len(runs))
	for k, r := range runs {
		st := &out.Stretches[k]
		st.Folded, st.Count = r.Folded, pieces(r.Units)
		from := len(s.blocks)
		for i := 0; i < len(r.Units); {
			n := together(r.Units[i:])
			s.blocks = append(s.blocks, s.block(r, i, n))
			i += n
		}
		st.Blocks = s.blocks[from:len(s.blocks):len(s.blocks)]
	}
	return out, nil
}

// around words what stands around words that were put in or taken out.
func (c Context) around(id string) (around, error) {
	before, err := c.say(id)
	if err != nil {
		return around{}, err
	}
	after, err := c.say(id + "-end")
	return around{before + " ", " " + after + " "}, err
}

// pieces counts the units that are text by themselves, and not the headings
// and labels over it; where there are only those, it counts them.
func pieces(units []redline.Unit) int {
	n := 0
	for i := range units {
		switch units[i].Kind {
		case redline.Heading, redline.Label, redline.Caption, redline.Column:
		default:
			n++
		}
	}
	if n == 0 {
		return len(units)
	}
	return n
}

// together tells how many of the first units share their fate.
func together(units []redline.Unit) int {
	for i := 1; i < len(units); i++ {
		if !follows(&units[i-1], &units[i]) {
			return i
		}
	}
	return len(units)
}

// follows tells whether b shares the fate of a, the unit before it. What moved
// does where both halves of the move are neighbours.
func follows(a, b *redline.Unit) bool {
	if plain(a.Status) || plain(b.Status) {
		return plain(a.Status) && plain(b.Status)
	}
	return a.Status == b.Status && (a.Where == nil || b.Where == nil || b.Where.Unit == a.Where.Unit+1)
}

// plain tells whether a unit stays where it was.
func plain(s redline.Status) bool { return s == redline.Unchanged || s == redline.Changed }

// block lays out n units of a run from the one at i on.
func (s *typesetter) block(r redline.Run, i, n int) block {
	units := r.Units[i : i+n]
	b := block{Status: units[0].Status, Count: pieces(units)}
	if w := units[0].Where; w != nil {
		b.Other = s.ids[w.Unit]
		// What stands under the same heading as before needs no name.
		if there := s.heading(w.Unit); there != s.heading(r.First+i) {
			b.Heading = there
		}
	}
	from := len(s.units)
	for k := range units {
		s.units = append(s.units, s.unit(&units[k], r.First+i+k, r.First))
	}
	b.Units = s.units[from:len(s.units):len(s.units)]
	return b
}

// heading gives the words of the heading that a unit stands under, as they
// read in the notice that the unit belongs to.
func (s *typesetter) heading(i int) string {
	units := s.Units
	not := redline.Deleted
	if units[i].Status == redline.MovedFrom {
		not = redline.Inserted
	}
	for i = units[i].Under; i >= 0; i = units[i].Under {
		if units[i].Kind == redline.Heading {
			var out strings.Builder
			for _, x := range units[i].Segments {
				if x.Op != not {
					out.WriteString(x.Line.Plain())
				}
			}
			return out.String()
		}
	}
	return ""
}

// anchors gives each unit its anchor. What has the same one twice keeps it
// where it stands now; the other half of a move has one of this page.
func (s *typesetter) anchors() {
	units := s.Units
	s.ids = slices.Grow(s.ids[:0], len(units))[:len(units)]
	clear(s.ids)
	if clear(s.taken); s.taken == nil {
		s.taken = make(map[string]bool, len(units)/2)
	}
	for _, old := range []bool{false, true} {
		for i := range units {
			u := &units[i]
			if gone := u.Status == redline.Removed || u.Status == redline.MovedFrom; gone == old && u.ID != "" && !s.taken[u.ID] {
				s.ids[i], s.taken[u.ID] = u.ID, true
			}
		}
	}
	// Each block of what moved leads to the other half of its first unit.
	for i := range units {
		u := &units[i]
		if u.Where != nil && s.ids[u.Where.Unit] == "" && (i == 0 || !follows(&units[i-1], u)) {
			s.ids[u.Where.Unit] = "_u" + strconv.Itoa(u.Where.Unit)
		}
	}
}

// unit lays out the unit at i in a run that begins at first.
func (s *typesetter) unit(u *redline.Unit, i, first int) unit {
	out := unit{Kind: u.Kind, ID: s.ids[i], Segments: u.Segments}
	switch u.Kind {
	case redline.Heading:
		s.level = min(u.Level+1, s.level+1, 6)
		out.Level = s.level
	case redline.Paragraph, redline.Caption, redline.Column:
		out.Depth = min(u.Level, 3)
	default:
		out.Depth = max(0, min(u.Level-1, 3))
	}
	if u.Kind == redline.Cell && (u.Under < 0 || s.Units[u.Under].Kind != redline.Cell) {
		out.Kind = "row"
	}
	// The label may be folded away, and the columns are far above.
	if u.Kind == redline.Cell || u.Kind == redline.Value && u.Under < first {
		out.Label = u.Label
	}
	// A block that is new or gone as a whole says so once.
	out.Said = u.Status == redline.Added || u.Status == redline.Removed || u.Status == redline.MovedFrom
	return out
}
