package page

import (
	"fmt"
	"math"
	"strconv"

	"notis/internal/document"
)

// Storage is what the page says that shows how long data is kept.
type Storage struct {
	// Notice is the address of the notice.
	Notice string
	// Periods are what is kept for a stated time, the longest first; Criteria
	// what is kept for as long as something decides.
	Periods, Criteria []Kept
	// Unsaid are the purposes of which the notice says neither.
	Unsaid []Place
}

// Kept is what is stated of how long some data is kept.
type Kept struct {
	// For is the purpose, or the notice as a whole, and Anchor where it stands.
	For, Anchor string
	// Data is what the statement is limited to, and When the case.
	Data []string
	When []document.Block
	// Period words the time, and Days is about how many days it is.
	Period string
	Days   float64
	// Criterion is what decides how long, Then what happens then, and Except
	// what it does not hold for.
	Criterion []document.Block
	Then      string
	Except    []document.Block
}

// RenderStorage renders the body of the page that shows how long data is kept.
func RenderStorage(s *Storage, c Context) ([]byte, error) {
	w := c.writer()
	if len(s.Periods) > 0 {
		w.periods(s)
	} else {
		w.element("p", w.say("storage-none"))
	}
	if len(s.Criteria) > 0 {
		w.element("h2", w.say("storage-criteria"))
		w.raw("<ul class=kept>")
		for i := range s.Criteria {
			w.criterion(s, &s.Criteria[i])
		}
		w.raw("</ul>")
	}
	if len(s.Unsaid) > 0 {
		w.element("h2", w.say("storage-unsaid"))
		w.places("storage-unsaid-purposes", s.Notice, s.Unsaid)
	}
	out, err := w.finish()
	if err != nil {
		return nil, fmt.Errorf("storage: %w", err)
	}
	return out, nil
}

// periods writes the times as a table with bars.
func (w *writer) periods(s *Storage) {
	titles := []string{w.say("storage-what"), w.say("storage-time"), w.say("storage-then")}
	w.head(w.say("storage-caption"), titles)
	for i := range s.Periods {
		x := &s.Periods[i]
		w.raw("<tr>")
		w.tag("th", "scope", "row")
		w.what(s, x)
		w.tag("td", "data-title", titles[1])
		w.element("b", x.Period)
		w.bar(x.Days, s.Periods[0].Days)
		w.quiet(x.Criterion)
		w.tag("td", "data-title", titles[2])
		w.orNot(x.Then)
		w.quiet(x.Except)
	}
	w.raw("</table>")
	w.element("p", w.say("storage-scale"), "class", "note")
}

// what writes what is kept, and in which case.
func (w *writer) what(s *Storage, x *Kept) {
	w.link(s.Notice+"#"+x.Anchor, x.For)
	if len(x.Data) > 0 {
		w.raw("<div>")
		w.kinds(x.Data)
		w.raw("</div>")
	}
	w.quiet(x.When)
}

// criterion writes what decides how long something is kept.
func (w *writer) criterion(s *Storage, x *Kept) {
	w.raw("<li><b>")
	w.link(s.Notice+"#"+x.Anchor, x.For)
	w.raw("</b>")
	if len(x.Data) > 0 {
		w.raw("<div>")
		w.kinds(x.Data)
		w.raw("</div>")
	}
	w.quiet(x.When)
	w.blocks(x.Criterion)
	if x.Then != "" {
		w.element("p", w.say("storage-then-is", "Then", x.Then))
	}
	w.blocks(x.Except)
}

// barLength is that of the longest time on the page. The others are as long as
// their times beside it, and at least so long that they are seen.
const (
	barLength = 200
	shortest  = 2
)

// bar writes how long a time is. The words beside it say it too.
func (w *writer) bar(days, longest float64) {
	if days == 0 {
		return
	}
	w.tag("svg", "class", "bar", "viewBox", "0 0 "+strconv.Itoa(barLength)+" 8", "aria-hidden", "true")
	for _, n := range []int{barLength, max(shortest, int(math.Round(barLength*days/longest)))} {
		w.tag("rect", "width", strconv.Itoa(n), "height", "8")
		w.raw("</rect>")
	}
	w.raw("</svg>")
}
