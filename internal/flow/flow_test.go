package flow_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"notis/internal/flow"
	"notis/internal/notice"
	"notis/internal/register"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// words are those of a language, as far as a test needs them: the texts as they
// stand, and the ids of data.
func words(l notice.Lang) flow.Words {
	return flow.Words{
		Text:  func(t notice.Text) string { return strings.Join(strings.Fields(t.In(l)), " ") },
		Datum: func(d notice.Datum) string { return string(d.Is) + d.In(l) },
	}
}

// loaded are the privacy notices of a folder.
func loaded(t *testing.T, fsys fs.FS) map[string]*notice.Privacy {
	t.Helper()
	r, err := register.Load(fsys, "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*notice.Privacy{}
	for id, d := range r.Register.Brands {
		out[string(id)] = &d.Privacy
	}
	return out
}

func actual(t *testing.T) map[string]*notice.Privacy {
	out := loaded(t, os.DirFS("../.."))
	maps.Copy(out, loaded(t, os.DirFS("../demo/testdata/site")))
	if len(out) < 6 {
		t.Fatalf("only %d notices", len(out))
	}
	return out
}

// TestStated wants every edge to be a fact of the notice, and every such fact
// to be an edge.
func TestStated(t *testing.T) {
	for id, p := range actual(t) {
		w := words(notice.English)
		want := map[string]bool{}
		add := func(from, to string) {
			if from != "" && to != "" {
				want[strings.ToLower(from+" → "+to)] = true
			}
		}
		titles := map[notice.Ref]string{"": ""}
		for _, a := range p.Activities {
			titles[notice.Ref(a.ID)] = w.Text(a.Title)
		}
		for _, r := range p.Recipients {
			name := r.Name.In(notice.English)
			add(name, w.Text(r.Place))
			for _, u := range r.Uses {
				purpose := titles[u.Activity]
				if purpose == "" {
					purpose = w.Text(u.Purpose)
				}
				var data []string
				for _, d := range u.Data {
					data = append(data, w.Datum(d))
				}
				all := strings.Join(data, ", ")
				add(purpose, all)
				add(all, name)
				if all == "" {
					add(purpose, name)
				}
			}
		}
		have := map[string]bool{}
		m := flow.Of(p, w)
		for _, e := range m.Edges {
			have[strings.ToLower(m.Nodes[e.From].Label+" → "+m.Nodes[e.To].Label)] = true
		}
		if !maps.Equal(have, want) {
			t.Errorf("%s: the edges are %q and not %q", id, slices.Sorted(maps.Keys(have)), slices.Sorted(maps.Keys(want)))
		}
	}
}

// TestPaths wants every way from left to right to be one statement: no line
// lets a reader think that data of one purpose goes to the recipient of
// another.
func TestPaths(t *testing.T) {
	for id, p := range all(t) {
		m := flow.Of(p, words(notice.Norwegian))
		stated := map[[3]int]bool{}
		for _, s := range m.Statements {
			stated[[3]int{s.Purpose, s.Data, s.Recipient}] = true
		}
		for _, e := range m.Edges {
			for _, f := range m.Edges {
				if m.Nodes[e.From].Layer == flow.Purpose && e.To == f.From && m.Nodes[f.From].Layer == flow.Data && !stated[[3]int{e.From, e.To, f.To}] {
					t.Errorf("%s: nothing states %s → %s → %s", id, m.Nodes[e.From].Label, m.Nodes[e.To].Label, m.Nodes[f.To].Label)
				}
			}
		}
	}
}

// all are the real notices and ten that are made up.
func all(t *testing.T) map[string]*notice.Privacy {
	out := actual(t)
	for i := range 10 {
		out[fmt.Sprint("generated-", i)] = generated(rand.New(rand.NewSource(int64(i))))
	}
	return out
}

// generated is a notice with recipients of all kinds, some with long names.
func generated(r *rand.Rand) *notice.Privacy {
	text := func(word string, n int) notice.Text {
		s := strings.TrimSpace(strings.Repeat(word+" ", 1+r.Intn(n)) + fmt.Sprint(r.Intn(40)))
		return notice.Text{NB: s, EN: s}
	}
	p := &notice.Privacy{}
	for i := range 3 + r.Intn(20) {
		p.Activities = append(p.Activities, notice.Activity{ID: notice.ID(fmt.Sprint("a", i)), Title: text("formål", 12)})
	}
	for i := range 3 + r.Intn(25) {
		x := notice.Recipient{ID: notice.ID(fmt.Sprint("r", i)), Name: notice.Name{Text: text("Kredittvurderingsleverandørene", 3)}}
		if r.Intn(3) == 0 {
			x.Place = text("land", 6)
		}
		for range 1 + r.Intn(3) {
			u := notice.Use{Role: "processor"}
			if r.Intn(3) > 0 {
				u.Activity = notice.Ref(p.Activities[r.Intn(len(p.Activities))].ID)
			} else if r.Intn(2) == 0 {
				u.Purpose = text("hensikt", 20)
			}
			for range r.Intn(9) {
				u.Data = append(u.Data, notice.Datum{Text: text("opplysning", 4)})
			}
			if r.Intn(4) == 0 {
				u.Modality = "can"
			}
			x.Uses = append(x.Uses, u)
		}
		p.Recipients = append(p.Recipients, x)
	}
	return p
}

// TestLayout wants no box to touch another one, none to leave the drawing,
// lines from left to right, lines of text that fit, and the same each time.
func TestLayout(t *testing.T) {
	for id, p := range all(t) {
		m := flow.Of(p, words(notice.Norwegian))
		if len(m.Nodes) < 4 {
			t.Errorf("%s has %d nodes", id, len(m.Nodes))
		}
		if again := flow.Of(p, words(notice.Norwegian)); !reflect.DeepEqual(m, again) {
			t.Errorf("%s is another drawing the second time", id)
		}
		for i, a := range m.Nodes {
			if a.X < 0 || a.Y < 0 || a.X+a.W > m.Width || a.Y+a.H > m.Height || a.H < len(a.Lines)*15 || len(a.Lines) == 0 {
				t.Errorf("%s: %q is at %d,%d with %d × %d", id, a.Label, a.X, a.Y, a.W, a.H)
			}
			for _, b := range m.Nodes[i+1:] {
				if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
					t.Errorf("%s: %q and %q overlap", id, a.Label, b.Label)
				}
			}
		}
		for _, e := range m.Edges {
			if from, to := m.Nodes[e.From], m.Nodes[e.To]; from.X+from.W >= to.X || from.Layer >= to.Layer {
				t.Errorf("%s: %s → %s does not go to the right", id, from.Label, to.Label)
			}
		}
	}
}

// TestOrder wants fewer crossings than the notice's own order has: where data
// stands in the order of its recipients, so do the purposes.
func TestOrder(t *testing.T) {
	data := func(id string) []notice.Datum { return []notice.Datum{{Is: notice.Ref(id)}} }
	p := &notice.Privacy{}
	for _, id := range []notice.ID{"a", "b", "c"} {
		p.Activities = append(p.Activities, notice.Activity{ID: id, Title: notice.Text{NB: string(id), EN: string(id)}})
	}
	// The recipients take turns, and so would the lines cross.
	for i, id := range []notice.ID{"x", "y", "z"} {
		r := notice.Recipient{ID: id, Name: notice.Name{Proper: string(id)}}
		r.Uses = append(r.Uses, notice.Use{Activity: notice.Ref(p.Activities[2-i].ID), Data: data("d" + string(id))})
		r.Uses = append(r.Uses, notice.Use{Activity: notice.Ref(p.Activities[2-i].ID), Data: data("e" + string(id))})
		p.Recipients = append(p.Recipients, r)
	}
	m := flow.Of(p, words(notice.English))
	for i, e := range m.Edges {
		for _, f := range m.Edges[i+1:] {
			a, b := m.Nodes[e.From], m.Nodes[e.To]
			c, d := m.Nodes[f.From], m.Nodes[f.To]
			if a.Layer == c.Layer && (a.Y-c.Y)*(b.Y-d.Y) < 0 {
				t.Errorf("%s → %s crosses %s → %s", a.Label, b.Label, c.Label, d.Label)
			}
		}
	}
}

// TestNever wants a use that never happens to be no way that data goes.
func TestNever(t *testing.T) {
	p := &notice.Privacy{Recipients: []notice.Recipient{{ID: "x", Name: notice.Name{Proper: "X"}, Uses: []notice.Use{{Modality: "never", Data: []notice.Datum{{Is: "name"}}}}}}}
	if m := flow.Of(p, words(notice.English)); len(m.Nodes)+len(m.Edges)+len(m.Statements) != 0 {
		t.Errorf("it is drawn: %+v", m)
	}
}

// TestGolden holds the drawing of the made-up brand.
func TestGolden(t *testing.T) {
	p := loaded(t, os.DirFS("../demo/testdata/site"))["demokraft"]
	m := flow.Of(p, words(notice.English))
	var out bytes.Buffer
	fmt.Fprintf(&out, "%d × %d\n", m.Width, m.Height)
	for i, n := range m.Nodes {
		fmt.Fprintf(&out, "%d: %d,%d %d × %d #%s %s\n", i, n.X, n.Y, n.W, n.H, n.Anchor, strings.Join(n.Lines, " | "))
	}
	for _, e := range m.Edges {
		fmt.Fprintf(&out, "%d → %d", e.From, e.To)
		if e.Via > 0 {
			fmt.Fprintf(&out, " at %d", e.Via)
		}
		if e.Tentative {
			fmt.Fprint(&out, ", tentative")
		}
		fmt.Fprintln(&out)
	}
	const name = "testdata/demokraft.txt"
	if *update {
		if err := os.WriteFile(name, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want, err := os.ReadFile(name); err != nil || !bytes.Equal(out.Bytes(), want) {
		t.Errorf("the drawing is another one than %s (%v):\n%s", name, err, out.String())
	}
}
