package page

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"notis/internal/document"
	"notis/internal/flow"
)

// Map is what the page says that shows where data goes.
type Map struct {
	// Notice is the address of the notice.
	Notice string
	Graph  *flow.Map
	// Ways are the statements of the graph in words, in the same order.
	Ways []Way
	// Recipients are those of whom the notice does not say which data they get,
	// Purposes those that it links no recipient to.
	Recipients, Purposes []Place
	// Placed of All recipients have a stated place.
	Placed, All int
}

// Way is what is stated of one use that a recipient makes of data.
type Way struct {
	// Activity is the title of the activity it belongs to, or "".
	Activity string
	Purpose  []document.Block
	Data     []string
	// Reservation is how firmly it is stated, in words; Condition when it holds.
	Reservation string
	Condition   []document.Block
	Place       string
}

// Place is something that the notice states, and where.
type Place struct{ Name, Anchor string }

// RenderMap renders the body of the page that shows where data goes.
func RenderMap(m *Map, c Context) ([]byte, error) {
	w := c.writer()
	if len(m.Graph.Edges) > 0 {
		w.element("p", w.say("map-how"), "class", "drawn")
		w.drawing(m)
	}
	if len(m.Ways) > 0 {
		w.ways(m)
	}
	w.unsaid(m)
	out, err := w.finish()
	if err != nil {
		return nil, fmt.Errorf("map: %w", err)
	}
	return out, nil
}

// headings are the labels of the layers.
var headings = map[flow.Layer]string{flow.Purpose: "map-purpose", flow.Data: "map-data", flow.Recipient: "map-recipient", flow.Place: "map-place"}

// drawing writes the graph. Lines stand first, so that boxes lie above them. The
// boxes follow column by column, from above: so they are read and reached.
func (w *writer) drawing(m *Map) {
	g := m.Graph
	size := strconv.Itoa(g.Width) + " " + strconv.Itoa(g.Height)
	w.tag("svg", "class", "map", "viewBox", "0 0 "+size, "role", "group", "aria-label", w.say("map-drawing"))
	var firm, tentative strings.Builder
	for i := range g.Edges {
		to := &firm
		if g.Edges[i].Tentative {
			to = &tentative
		}
		curve(to, g, &g.Edges[i])
	}
	w.path("", firm.String())
	w.path("may", tentative.String())
	for _, c := range g.Columns {
		w.element("text", w.say(headings[c.Layer]), "x", strconv.Itoa(c.X), "y", "16")
		for _, n := range column(g, c.Layer) {
			w.box(m, n)
		}
	}
	w.raw("</svg>")
	if tentative.Len() > 0 {
		w.element("p", w.say("map-tentative"), "class", "drawn note")
	}
}

// column gives the nodes of a layer, from above.
func column(g *flow.Map, l flow.Layer) []*flow.Node {
	var out []*flow.Node
	for i := range g.Nodes {
		if g.Nodes[i].Layer == l {
			out = append(out, &g.Nodes[i])
		}
	}
	slices.SortStableFunc(out, func(a, b *flow.Node) int { return cmp.Compare(a.Y, b.Y) })
	return out
}

func (w *writer) path(class, d string) {
	if d != "" {
		w.tag("path", "class", class, "d", d)
		w.raw("</path>")
	}
}

// curve writes an edge: from the right side of a box to the left side of
// another, level where it passes a column.
func curve(out *strings.Builder, g *flow.Map, e *flow.Edge) {
	from, to := &g.Nodes[e.From], &g.Nodes[e.To]
	x, y := from.X+from.W, from.Y+from.H/2
	fmt.Fprintf(out, "M%d %d", x, y)
	bend := func(toX, toY int) {
		middle := (x + toX) / 2
		fmt.Fprintf(out, "C%d %d %d %d %d %d", middle, y, middle, toY, toX, toY)
		x, y = toX, toY
	}
	for _, c := range g.Columns {
		if c.Layer > from.Layer && c.Layer < to.Layer {
			bend(c.X, e.Via)
			x = c.X + c.W
			fmt.Fprintf(out, "H%d", x)
		}
	}
	bend(to.X, to.Y+to.H/2)
}

// box writes a node, which leads to what it stands for.
func (w *writer) box(m *Map, n *flow.Node) {
	w.tag("a", "href", w.address(m.Notice+"#"+n.Anchor))
	w.tag("rect", "x", strconv.Itoa(n.X), "y", strconv.Itoa(n.Y), "width", strconv.Itoa(n.W), "height", strconv.Itoa(n.H), "rx", "4")
	w.raw("</rect>")
	x := strconv.Itoa(n.X + flow.Padding)
	w.tag("text")
	for i, line := range n.Lines {
		if i > 0 {
			w.raw(" ")
		}
		w.element("tspan", line, "x", x, "y", strconv.Itoa(n.Row(i)))
	}
	w.raw("</text></a>")
}

// ways writes the same as a table, a row a statement.
func (w *writer) ways(m *Map) {
	titles := []string{w.say("map-recipient"), w.say("map-purpose"), w.say("map-data"), w.say("map-place")}
	if m.Placed == 0 {
		titles = titles[:3]
	}
	w.head(w.say("map-caption"), titles)
	for i := range m.Ways {
		x, s := &m.Ways[i], &m.Graph.Statements[i]
		w.raw("<tr>")
		w.tag("th", "scope", "row")
		to := &m.Graph.Nodes[s.Recipient]
		w.link(m.Notice+"#"+to.Anchor, to.Label)
		if x.Reservation != "" {
			w.element("p", w.say("map-reservation", "Modality", x.Reservation), "class", "note")
		}
		w.quiet(x.Condition)
		w.tag("td", "data-title", titles[1])
		switch {
		case x.Activity != "":
			w.link(m.Notice+"#"+m.Graph.Nodes[s.Purpose].Anchor, x.Activity)
			w.quiet(x.Purpose)
		case len(x.Purpose) > 0:
			w.blocks(x.Purpose)
		default:
			w.notStated()
		}
		w.tag("td", "data-title", titles[2])
		w.kinds(x.Data)
		if m.Placed > 0 {
			w.tag("td", "data-title", titles[3])
			w.orNot(x.Place)
		}
	}
	w.raw("</table>")
}

// head begins a table.
func (w *writer) head(caption string, titles []string) {
	w.raw("<table>")
	w.element("caption", caption)
	w.raw("<thead><tr>")
	for _, t := range titles {
		w.tag("th", "scope", "col")
		w.text(t)
	}
	w.raw("<tbody>")
}

// quiet writes what is said further, in small print.
func (w *writer) quiet(blocks []document.Block) {
	if len(blocks) > 0 {
		w.raw("<div class=note>")
		w.blocks(blocks)
		w.raw("</div>")
	}
}

func (w *writer) orNot(words string) {
	if words == "" {
		w.notStated()
		return
	}
	w.text(words)
}

// notStated says that the notice says nothing of it.
func (w *writer) notStated() { w.element("em", w.say("not-stated")) }

// kinds writes kinds of data.
func (w *writer) kinds(data []string) {
	switch len(data) {
	case 0:
		w.notStated()
	case 1:
		w.text(data[0])
	default:
		w.raw("<ul>")
		for _, d := range data {
			w.raw("<li>")
			w.text(d)
		}
		w.raw("</ul>")
	}
}

// unsaid tells what the notice does not say of recipients.
func (w *writer) unsaid(m *Map) {
	w.element("h2", w.say("map-unsaid"))
	if m.All == 0 {
		w.element("p", w.say("map-none"))
		return
	}
	if m.Placed == 0 {
		w.element("p", w.say("map-unplaced"))
	} else {
		w.element("p", w.say("map-placed", "Placed", m.Placed, "All", m.All))
	}
	w.places("map-unsaid-data", m.Notice, m.Recipients)
	w.places("map-unsaid-recipient", m.Notice, m.Purposes)
}

// places writes a list that leads to places of a notice; nothing where it is
// empty.
func (w *writer) places(label, notice string, list []Place) {
	if len(list) == 0 {
		return
	}
	w.element("p", w.say(label))
	w.raw("<ul>")
	for _, x := range list {
		w.raw("<li>")
		w.link(notice+"#"+x.Anchor, x.Name)
	}
	w.raw("</ul>")
}
