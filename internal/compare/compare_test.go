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
