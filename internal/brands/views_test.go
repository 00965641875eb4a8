package brands_test

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"notis/internal/archive"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/site"
)

// views are the addresses of the pages that show the notices of the brands in
// another way, with what the version in force states.
func views(t *testing.T, nb, en string) map[string]*notice.Privacy {
	t.Helper()
	a, err := archive.Read(root())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*notice.Privacy{}
	for id := range load(t).Brands {
		now, _ := a.Chain(id, notice.PrivacyKind).InForce(today)
		src, err := a.File(now.Entry, archive.FactsFile)
		if err != nil {
			t.Fatal(err)
		}
		f, err := register.Facts(archive.FactsFile, src)
		if err != nil {
			t.Fatal(err)
		}
		out["/"+string(id)+"/"+site.Segment(notice.PrivacyKind, notice.Norwegian)+"/"+nb+"/"] = &f.Privacy
		out["/"+string(id)+"/en/"+site.Segment(notice.PrivacyKind, notice.English)+"/"+en+"/"] = &f.Privacy
	}
	return out
}

// squeezed is a text without what a drawing changes of it: where lines end, how
// words are broken, capitals.
func squeezed(s string) string {
	return strings.ToLower(strings.NewReplacer(" ", "", "\n", "", "-", "", "\u00a0", "").Replace(s))
}

// under gives the elements of a name below a node.
func under(n *html.Node, name string) []*html.Node {
	var out []*html.Node
	page{root: n}.each(func(n *html.Node) {
		if n.Data == name {
			out = append(out, n)
		}
	})
	return out
}

func textOf(n *html.Node) string { return strings.TrimSpace(page{root: n}.text()) }

// box is a node of a drawing.
type box struct {
	x, y, w, h int
	label      string
}

func integer(t *testing.T, n *html.Node, key string) int {
	t.Helper()
	s, _ := attr(n, key)
	v, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

var numbers = regexp.MustCompile(`\d+`)

// drawn reads the edges of a drawing off the picture alone: from the box where
// a line begins to the one where it ends.
func drawn(t *testing.T, svg *html.Node) [][2]string {
	t.Helper()
	var boxes []box
	for _, a := range under(svg, "a") {
		r := under(a, "rect")[0]
		boxes = append(boxes, box{integer(t, r, "x"), integer(t, r, "y"), integer(t, r, "width"), integer(t, r, "height"), textOf(a)})
	}
	at := func(x, y int, side int) string {
		for _, b := range boxes {
			if b.x+side*b.w == x && b.y < y && y < b.y+b.h {
				return b.label
			}
		}
		t.Fatalf("no box at %d,%d", x, y)
		return ""
	}
	var out [][2]string
	for _, p := range under(svg, "path") {
		d, _ := attr(p, "d")
		for _, line := range strings.Split(d, "M")[1:] {
			var v []int
			for _, s := range numbers.FindAllString(line, -1) {
				n, err := strconv.Atoi(s)
				if err != nil {
					t.Fatal(err)
				}
				v = append(v, n)
			}
			out = append(out, [2]string{at(v[0], v[1], 1), at(v[len(v)-2], v[len(v)-1], 0)})
		}
	}
	return out
}

// tabled reads the edges off the table.
func tabled(table *html.Node) [][2]string {
	var out [][2]string
	for _, row := range under(table, "tr")[1:] {
		var cells []string
		for n := range row.ChildNodes() {
			if n.Data != "td" && n.Data != "th" {
				continue
			}
			cell := textOf(n)
			switch items, links := under(n, "li"), under(n, "a"); {
			case len(under(n, "em")) > 0:
				cell = ""
			case len(links) > 0:
				cell = textOf(links[0])
			case len(items) > 0 && len(cells) == 2: // the kinds of data
				var list []string
				for _, i := range items {
					list = append(list, textOf(i))
				}
				cell = strings.Join(list, ", ")
			}
			cells = append(cells, cell)
		}
		// The table names the recipient first, the drawing what it is for.
		cells[0], cells[1], cells[2] = cells[1], cells[2], cells[0]
		for i, from := range cells[:len(cells)-1] {
			to := cells[i+1]
			if i == 0 && to == "" {
				to = cells[2]
			}
			if from != "" && to != "" {
				out = append(out, [2]string{from, to})
			}
		}
	}
	return out
}

// same tells whether the label of a box is a text, or what its box has room for
// of it.
func same(label, text string) bool {
	head, cut := strings.CutSuffix(squeezed(label), "…")
	if cut {
		return strings.HasPrefix(squeezed(text), head)
	}
	return head == squeezed(text)
}

// TestMap wants the drawing and the table of each map to say the same: every
// line of the drawing stands in the table, and the other way round.
func TestMap(t *testing.T) {
	built, most := pages(t, public()), 0
	for path := range views(t, "kart", "map") {
		p := built[path]
		svg := under(p.root, "svg")
		tables := under(p.root, "table")
		if len(svg) != 1 || len(tables) != 1 {
			t.Errorf("%s has %d drawings and %d tables", path, len(svg), len(tables))
			continue
		}
		lines, rows := drawn(t, svg[0]), tabled(tables[0])
		most = max(most, len(lines))
		has := func(list [][2]string, e [2]string, same func(a, b string) bool) bool {
			return slices.ContainsFunc(list, func(f [2]string) bool { return same(e[0], f[0]) && same(e[1], f[1]) })
		}
		for _, e := range lines {
			if !has(rows, e, same) {
				t.Errorf("%s: the table does not tell %q", path, e)
			}
		}
		for _, e := range rows {
			if !has(lines, e, func(a, b string) bool { return same(b, a) }) {
				t.Errorf("%s: nothing is drawn for %q", path, e)
			}
		}
	}
	if most < 30 {
		t.Errorf("the largest drawing has %d lines", most)
	}
}

// TestStorage wants the page of storage times to tell each time, longest first,
// with a bar in proportion, each criterion, and each purpose that has neither.
func TestStorage(t *testing.T) {
	built, found := pages(t, public()), 0
	for path, p := range views(t, "lagring", "storage") {
		periods, criteria, unsaid := 0, 0, 0
		count := func(list []notice.Retention) {
			for _, r := range list {
				if r.Period != "" {
					periods++
				} else {
					criteria++
				}
			}
		}
		for _, a := range p.Activities {
			before := periods + criteria
			for _, part := range a.Parts {
				count(part.Retention)
			}
			if periods+criteria == before {
				unsaid++
			}
		}
		count(p.Retention)
		have := map[string]int{}
		last := 1 << 20
		built[path].each(func(n *html.Node) {
			parent := ""
			if n.Parent != nil {
				parent, _ = attr(n.Parent, "class")
			}
			switch {
			case n.Data == "svg":
				have["periods"]++
				length := integer(t, under(n, "rect")[1], "width")
				if have["periods"] == 1 && length != 200 || length > last || length < 2 {
					t.Errorf("%s: bar %d is %d long", path, have["periods"], length)
				}
				last = length
			case n.Data == "li" && parent == "kept":
				have["criteria"]++
			case n.Data == "li" && parent == "":
				have["others"]++
			}
		})
		want := map[string]int{"periods": periods, "criteria": criteria}
		others := have["others"]
		delete(have, "others")
		maps.DeleteFunc(want, func(_ string, n int) bool { return n == 0 })
		if !maps.Equal(have, want) || others < unsaid {
			t.Errorf("%s: %v and %d others; the notice states %v, and nothing of %d purposes", path, have, others, want, unsaid)
		}
		found += periods + criteria
	}
	if found < 50 {
		t.Errorf("only %d statements", found)
	}
	if text := built["/motkraft/personvern/lagring/"].text(); !strings.Contains(text, fmt.Sprint("Ca. ", 6, " år")) || !strings.Contains(text, "Opptil 6 måneder") {
		t.Error("the qualifiers are not told")
	}
}

// TestMark wants each brand's wordmark to be small and of the colour around it,
// to be called by the brand's name, and to be on no notice, where its bytes are
// needed.
func TestMark(t *testing.T) {
	built := pages(t, public())
	for id, d := range load(t).Brands {
		src, err := os.ReadFile("../../themes/" + string(d.Brand.Look) + "/assets/mark.svg")
		if err != nil {
			t.Fatal(err)
		}
		if len(src) >= 600 || strings.Contains(string(src), "#") || strings.Count(string(src), "currentColor") != 1 {
			t.Errorf("%s: the wordmark has %d bytes, or a colour of its own", id, len(src))
		}
		for path, want := range map[string]bool{"/" + string(id) + "/": true, "/" + string(id) + "/en/": true, "/" + string(id) + "/personvern/": false} {
			found := false
			for _, h := range under(built[path].root, "h1") {
				for _, svg := range under(h, "svg") {
					role, _ := attr(svg, "role")
					found = role == "img" && textOf(under(svg, "title")[0]) == d.Brand.Name
				}
			}
			if found != want {
				t.Errorf("%s has a wordmark with its name: %v", path, found)
			}
		}
	}
}

// TestSource wants the SHA-256 of the text that a rendition was read from to
// stand in the history, and not on the notice, whose bytes are counted.
func TestSource(t *testing.T) {
	built := pages(t, public())
	for path, p := range views(t, "historikk", "history") {
		sum := string(p.Source.SHA256)
		notice := strings.TrimSuffix(strings.TrimSuffix(path, "historikk/"), "history/")
		if !strings.Contains(textOf(built[path].root), sum) || strings.Contains(textOf(built[notice].root), sum) {
			t.Errorf("%s does not tell %q, or the notice does", path, sum)
		}
	}
}
