package compare_test

import (
	"reflect"
	"testing"

	"notis/internal/compare"
	"notis/internal/document"
)

func doc(rights ...string) *document.Document {
	line := func(s string) document.Line { return document.Line{{Text: s}} }
	d := &document.Document{Sections: []document.Section{{ID: "rights", Title: "Rights"}}}
	for i := 0; i < len(rights); i += 2 {
		d.Sections[0].Blocks = append(d.Sections[0].Blocks, document.Block{Kind: document.Facts, Rows: []document.Row{
			{Key: "right", Label: rights[i], Values: []document.Value{{Line: line(rights[i+1]), Badge: "x"}}},
		}})
	}
	d.Sections[0].Sections = []document.Section{{ID: "inner", Title: "Inner", Blocks: []document.Block{
		{Kind: document.Paragraph, Line: line("same")},
		{Kind: document.Grid, Table: &document.Table{Columns: []document.Column{{Key: "a", Title: "A"}, {Key: "b", Title: "B"}}, Rows: []document.TableRow{
			{ID: "r", Cells: []document.Cell{{Values: []document.Value{{Line: line("row")}}}, {Values: []document.Value{{Line: line(rights[1])}}}}},
		}}},
	}}}
	return d
}

// TestLinksAndLists wants a link elsewhere to be a difference, and another
// order of a list not to be one.
func TestLinksAndLists(t *testing.T) {
	list := func(to string, entries ...string) *document.Document {
		d := &document.Document{Title: "N", Standing: document.Standing{Updated: document.Line{{Text: "2023"}}}}
		b := document.Block{Kind: document.List}
		for _, e := range entries {
			b.Items = append(b.Items, []document.Block{{Kind: document.Paragraph, Line: document.Line{{Text: e, To: to}}}})
		}
		d.Sections = []document.Section{{ID: "s", Title: "S", Blocks: []document.Block{b}}}
		return d
	}
	if got := compare.Compare(list("https://a.example/", "x", "y"), list("https://a.example/", "y", "x")); got != nil {
		t.Errorf("another order is a difference: %v", got)
	}
	if got := compare.Compare(list("https://a.example/", "x"), list("https://b.example/", "x")); len(got) != 2 {
		t.Errorf("another link is no difference: %v", got)
	}
	b := list("", "x")
	b.Standing.Updated[0].Text = "2024"
	if got := compare.Compare(list("", "x"), b); len(got) != 1 || got[0].Place != "N" {
		t.Errorf("another date is no difference: %v", got)
	}
}

func TestCompare(t *testing.T) {
	a, b := doc("Access", "You can.", "Erasure", "You may."), doc("Access", "You cannot.", "Objection", "You might.")
	if got := compare.Compare(a, a); got != nil {
		t.Errorf("a notice differs from itself: %v", got)
	}
	want := []compare.Difference{
		{"Rights › Access", "You can. [x]", "You cannot. [x]"},
		{"Rights › Erasure", "You may. [x]", ""},
		{"Rights › Inner › row › B", "You can.", "You cannot."},
		{"Rights › Objection", "", "You might. [x]"},
	}
	if got := compare.Compare(a, b); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}
