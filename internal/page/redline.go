package page

import (
	"fmt"
	"strings"

	"notis/internal/document"
	"notis/internal/redline"
)

// text is a redline, laid out.
type text struct {
	// Same tells that the two texts do not differ.
	Same      bool
	Stretches []stretch
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
	Segments  []segment
}

// segment is a run of words. Before and After tell those who do not see the
// marks where what was put in or taken out begins and ends.
type segment struct {
	Op            redline.Op
	Line          document.Line
	Before, After string
}

// typesetter lays a redline out.
type typesetter struct {
	*Changes
	notices map[string]string
	// marks are the words around what was put in or taken out.
	marks map[redline.Op][2]string
	ids   []string
	level int
}

// typeset lays the redline out, or gives nil where there is none.
func (x *Changes) typeset(c Context) (*text, error) {
	if x.Redline == nil {
		return nil, nil
	}
	s := typesetter{Changes: x, notices: c.Notices, marks: map[redline.Op][2]string{}, level: 2}
	for op, id := range map[redline.Op]string{redline.Inserted: "redline-ins", redline.Deleted: "redline-del"} {
		before, err := c.say(id)
		if err != nil {
			return nil, err
		}
		after, err := c.say(id + "-end")
		if err != nil {
			return nil, err
		}
		s.marks[op] = [2]string{before + " ", " " + after + " "}
	}
	s.anchors()
	out := &text{Same: x.Redline.Same()}
	for _, r := range x.Redline.Runs() {
		st := stretch{Folded: r.Folded, Count: pieces(r.Units)}
		for i := 0; i < len(r.Units); {
			n := together(r.Units[i:])
			st.Blocks = append(st.Blocks, s.block(r, i, n))
			i += n
		}
		out.Stretches = append(out.Stretches, st)
	}
	return out, nil
}

// pieces counts the units that are text by themselves, and not the headings
// and labels over it; where there are only those, it counts them.
func pieces(units []redline.Unit) int {
	n := 0
	for _, u := range units {
		switch u.Kind {
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
		if !follows(units[i-1], units[i]) {
			return i
		}
	}
	return len(units)
}

// follows tells whether b shares the fate of a, the unit before it. What moved
// does where both halves of the move are neighbours.
func follows(a, b redline.Unit) bool {
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
	for k, u := range units {
		b.Units = append(b.Units, s.unit(u, r.First+i+k, r.First))
	}
	return b
}

// heading gives the words of the heading that a unit stands under, as they
// read in the notice that the unit belongs to.
func (s *typesetter) heading(i int) string {
	units := s.Redline.Units
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
	units := s.Redline.Units
	s.ids = make([]string, len(units))
	taken := map[string]bool{"": true}
	for _, old := range []bool{false, true} {
		for i, u := range units {
			if gone := u.Status == redline.Removed || u.Status == redline.MovedFrom; gone == old && !taken[u.ID] {
				s.ids[i], taken[u.ID] = u.ID, true
			}
		}
	}
	// Each block of what moved leads to the other half of its first unit.
	for i, u := range units {
		if u.Where != nil && s.ids[u.Where.Unit] == "" && (i == 0 || !follows(units[i-1], u)) {
			s.ids[u.Where.Unit] = fmt.Sprintf("_u%d", u.Where.Unit)
		}
	}
}

// unit lays out the unit at i in a run that begins at first.
func (s *typesetter) unit(u redline.Unit, i, first int) unit {
	out := unit{Kind: u.Kind, ID: s.ids[i]}
	switch u.Kind {
	case redline.Heading:
		s.level = min(u.Level+1, s.level+1, 6)
		out.Level = s.level
	case redline.Paragraph, redline.Caption, redline.Column:
		out.Depth = min(u.Level, 3)
	default:
		out.Depth = max(0, min(u.Level-1, 3))
	}
	if u.Kind == redline.Cell && (u.Under < 0 || s.Redline.Units[u.Under].Kind != redline.Cell) {
		out.Kind = "row"
	}
	// The label may be folded away, and the columns are far above.
	if u.Kind == redline.Cell || u.Kind == redline.Value && u.Under < first {
		out.Label = u.Label
	}
	// A block that is new or gone as a whole says so once.
	said := u.Status == redline.Added || u.Status == redline.Removed || u.Status == redline.MovedFrom
	for _, x := range u.Segments {
		g := segment{Op: x.Op, Line: s.line(x)}
		if !said {
			g.Before, g.After = s.marks[x.Op][0], s.marks[x.Op][1]
		}
		out.Segments = append(out.Segments, spaced(g)...)
	}
	return out
}

// spaced puts the space at the ends of marked words outside the marks, so that
// an underline ends where the word does, and old and new words stand apart.
func spaced(g segment) []segment {
	n := len(g.Line) - 1
	if g.Op == redline.Same || strings.TrimSpace(g.Line.Plain()) == "" {
		return []segment{g}
	}
	space := segment{Op: redline.Same, Line: document.Line{{Text: " "}}}
	out := []segment{g}
	if s, ok := strings.CutPrefix(g.Line[0].Text, " "); ok {
		g.Line[0].Text = s
		out = []segment{space, g}
	}
	if s, ok := strings.CutSuffix(g.Line[n].Text, " "); ok {
		g.Line[n].Text = s
		out = append(out, space)
	}
	return out
}

// line gives the links of a segment the addresses they have on this page: an
// anchor leads into the version that the words belong to. A link that leads
// nowhere any more is text.
func (s *typesetter) line(x redline.Segment) document.Line {
	base := s.ToPath
	if x.Op == redline.Deleted {
		base = s.FromPath
	}
	out := make(document.Line, len(x.Line))
	for i, r := range x.Line {
		kind, other := strings.CutPrefix(r.To, "notice:")
		switch {
		case other:
			r.To = s.notices[kind]
		case strings.HasPrefix(r.To, "#") && base == "":
			r.To = ""
		case strings.HasPrefix(r.To, "#"):
			r.To = base + r.To
		}
		out[i] = r
	}
	return out
}
