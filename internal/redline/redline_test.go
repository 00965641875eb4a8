package redline_test

import (
	"reflect"
	"slices"
	"testing"

	"notis/internal/document"
	"notis/internal/redline"
)

// cases is how many generated pairs each property is tried on.
const cases = 300

// pair makes a notice and an edited one, and says which edits it made.
func pair(seed uint64) (a, b *document.Document, edits []string) {
	m := newMaker(seed)
	a = m.notice(4 + m.IntN(8))
	b = clone(a)
	for range 1 + m.IntN(8) {
		edits = append(edits, m.edit(b))
	}
	return a, b, edits
}

// TestSameIsSame wants a notice not to differ from itself.
func TestSameIsSame(t *testing.T) {
	for seed := range uint64(cases) {
		a, _, _ := pair(seed)
		r := redline.Compare(a, clone(a))
		for _, u := range r.Units {
			if u.Status != redline.Unchanged || len(u.Segments) != 1 || u.Segments[0].Op != redline.Same {
				t.Fatalf("seed %d: %s is %s: %v", seed, u.Kind, u.Status, u.Segments)
			}
		}
		if got := r.Touched(); got != nil {
			t.Errorf("seed %d: touched %v", seed, got)
		}
		if runs := r.Runs(); len(runs) != 1 || !runs[0].Folded || len(runs[0].Units) != len(r.Units) {
			t.Errorf("seed %d: %d runs", seed, len(runs))
		}
	}
}

// bothSides wants the redline to hold both notices, word for word, mark for
// mark and in order.
func bothSides(t *testing.T, a, b *document.Document, r *redline.Redline) {
	t.Helper()
	for _, marks := range []bool{false, true} {
		if got, want := sideOf(r, marks, redline.Inserted, redline.Added, redline.MovedTo), read(a, marks); got != want {
			t.Fatalf("without what is new, it is not a:\n%s\nwant\n%s", got, want)
		}
		if got, want := sideOf(r, marks, redline.Deleted, redline.Removed, redline.MovedFrom), read(b, marks); got != want {
			t.Fatalf("without what is old, it is not b:\n%s\nwant\n%s", got, want)
		}
	}
	if r.Old() != read(a, false) || r.New() != read(b, false) {
		t.Fatal("Old and New are not the two notices")
	}
	runs := []redline.Unit{}
	for _, run := range r.Runs() {
		if &run.Units[0] != &r.Units[run.First] {
			t.Fatal("a run does not know its first unit")
		}
		runs = append(runs, run.Units...)
	}
	if !reflect.DeepEqual(runs, r.Units) {
		t.Fatal("the runs are not the units")
	}
	sound(t, r)
}

// sound wants moves to lead to each other, and units to stand under others
// that come before them.
func sound(t *testing.T, r *redline.Redline) {
	t.Helper()
	for i, u := range r.Units {
		moved := u.Status == redline.MovedFrom || u.Status == redline.MovedTo
		if moved != (u.Where != nil) || moved && (r.Units[u.Where.Unit].Where.Unit != i || r.Units[u.Where.Unit].Status == u.Status) {
			t.Fatalf("unit %d is %s and leads to %v", i, u.Status, u.Where)
		}
		if u.Under >= i {
			t.Fatalf("unit %d stands under %d", i, u.Under)
		}
	}
}

func TestBothSides(t *testing.T) {
	for seed := range uint64(cases) {
		a, b, _ := pair(seed)
		bothSides(t, a, b, redline.Compare(a, b))
		bothSides(t, b, a, redline.Compare(b, a))
		// Two that have nothing to do with each other.
		_, c, _ := pair(seed + cases)
		bothSides(t, a, c, redline.Compare(a, c))
	}
}

func TestSameTwice(t *testing.T) {
	for seed := range uint64(cases / 4) {
		a, b, _ := pair(seed)
		first := redline.Compare(a, b)
		for range 3 {
			if !reflect.DeepEqual(redline.Compare(clone(a), clone(b)), first) {
				t.Fatalf("seed %d: the same notices gave another redline", seed)
			}
		}
	}
}

// TestComparer wants the same redlines of one comparer, whatever it compared
// before.
func TestComparer(t *testing.T) {
	var c redline.Comparer
	for seed := range uint64(cases / 4) {
		a, b, _ := pair(seed)
		other, _, _ := pair(seed + cases)
		list := []*document.Document{a, b, other, a, a, b, a, b, other, b}
		for i := range list[1:] {
			if !reflect.DeepEqual(c.Compare(list[i], list[i+1]), redline.Compare(list[i], list[i+1])) {
				t.Fatalf("seed %d: comparison %d gave another redline", seed, i)
			}
		}
	}
}

// TestTouched wants the touched sections to be those whose text is another, or
// whose place is.
func TestTouched(t *testing.T) {
	for seed := range uint64(cases) {
		a, b, edits := pair(seed)
		r := redline.Compare(a, b)
		text := func(s document.Section) string {
			return read(&document.Document{Sections: []document.Section{s}}, true)
		}
		var want []string
		for _, s := range b.Sections {
			if !slices.ContainsFunc(a.Sections, func(x document.Section) bool {
				return (x.ID == s.ID || slices.Contains(s.Was, x.ID)) && text(x) == text(s)
			}) {
				want = append(want, s.ID)
			}
		}
		for _, id := range want {
			if !slices.Contains(r.Touched(), id) {
				t.Errorf("seed %d: %s reads otherwise and is not touched", seed, id)
			}
		}
		if slices.Contains(edits, "section moved") {
			continue // what moved is touched as well, and any of two may have
		}
		if !slices.Equal(r.Touched(), want) {
			t.Errorf("seed %d: touched %v, want %v", seed, r.Touched(), want)
		}
	}
}
