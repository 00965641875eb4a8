package flow

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// The measures of the drawing, in units of its own: a page shows it at about
// one CSS pixel each. A letter is as wide as the average one of the notices in
// a wide system font (DejaVu Sans, 13 pixels), and a little more.
const (
	width   = 1152
	letter  = 7.6
	line    = 17
	padding = 9
	gap     = 12
	passage = 6
	heading = 34
)

// widths are those of the boxes of each layer, with places and without.
var widths = map[bool][Place + 1]int{
	true:  {240, 320, 230, 180},
	false: {290, 400, 280, 0},
}

// most is how many lines a box of each layer has at most.
var most = [Place + 1]int{3, 5, 3, 4}

// Row gives the middle of a line of a node's label, by its number.
func (n *Node) Row(i int) int { return n.Y + padding + line*i + line*3/4 }

// Padding is the room between the border of a box and its label.
const Padding = padding + 1

// layout gives nodes and edges their places.
func (b *builder) layout() {
	b.columns()
	for i := range b.out.Nodes {
		n := &b.out.Nodes[i]
		for _, c := range b.out.Columns {
			if c.Layer == n.Layer {
				n.X, n.W = c.X, c.W
			}
		}
		n.Lines = wrap(n.Label, int(float64(n.W-2*Padding)/letter), most[n.Layer])
		n.H = len(n.Lines)*line + 2*padding
	}
	g := b.grid()
	g.order()
	g.place()
	b.settle(g)
}

// columns shares the width among the layers that have nodes.
func (b *builder) columns() {
	has := func(l Layer) bool { return slices.ContainsFunc(b.out.Nodes, func(n Node) bool { return n.Layer == l }) }
	room, wide := width, widths[has(Place)]
	for _, l := range Layers() {
		if has(l) {
			b.out.Columns = append(b.out.Columns, Column{Layer: l, W: wide[l]})
			room -= wide[l]
		}
	}
	between, x := room/max(1, len(b.out.Columns)-1), 0
	// A layer that is left out leaves no hole.
	between = min(between, 160)
	for i := range b.out.Columns {
		b.out.Columns[i].X = x
		x += b.out.Columns[i].W + between
	}
	if len(b.out.Columns) > 0 {
		b.out.Width = x - between
	}
}

// settle rounds the heights, from the top down so that no box touches another,
// and lets the drawing begin below its headings.
func (b *builder) settle(g *grid) {
	top := math.Inf(1)
	for _, layer := range g {
		for _, p := range layer {
			top = min(top, p.y-float64(p.height)/2)
		}
	}
	for _, layer := range g {
		free := heading
		for _, p := range layer {
			y := max(free, int(math.Round(p.y-float64(p.height)/2-top))+heading)
			free = y + p.height + gap
			b.out.Height = max(b.out.Height, y+p.height+1)
			if p.node != None {
				b.out.Nodes[p.node].Y = y
			} else {
				b.out.Edges[p.edge].Via = y + p.height/2
			}
		}
	}
}

// wrap breaks a label into lines of so many letters, and cuts it off with an
// ellipsis where it has more than the most lines.
func wrap(label string, letters, most int) []string {
	var out []string
	now := ""
	for _, word := range strings.Fields(label) {
		for {
			with := strings.TrimPrefix(now+" "+word, " ")
			if utf8.RuneCountInString(with) <= letters {
				now = with
				break
			}
			if now != "" {
				out, now = append(out, now), ""
				continue
			}
			// The word alone is too long.
			head := string([]rune(word)[:letters-1])
			out = append(out, head+"-")
			word = strings.TrimPrefix(word, head)
		}
	}
	if now != "" {
		out = append(out, now)
	}
	if len(out) <= most {
		return out
	}
	last := out[most-1]
	for utf8.RuneCountInString(last) > letters-2 && strings.Contains(last, " ") {
		last = last[:strings.LastIndexByte(last, ' ')]
	}
	out[most-1] = strings.TrimRight(last, " ,.;:-") + " …"
	return out[:most]
}
