package facts

import (
	"testing"

	"notis/internal/notice"
)

// TestAlike wants a text that is laid out otherwise to be the same fact, and
// one that reads otherwise to be another.
func TestAlike(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Vi lagrer navn. Vi sletter det.", "Vi lagrer navn.\nVi sletter det.", true},
		{"- ett punkt\n- et til", "- ett\n  punkt\n- et til\n", true},
		{"Først.\n\n\nSå.", "Først.\n\nSå.", true},
		{"Først.\n\nSå.", "Først.\nSå.", false},
		{"Vi ber om:\n- navn", "Vi ber om: - navn", false},
		{"1. ett\n2. to", "1. ett 2. to", false},
		{"navn", "Navn", false},
		{"", "x", false},
	} {
		a, b := notice.Text{NB: c.a, EN: "x"}, notice.Text{NB: c.b, EN: "x"}
		if alike(a, b) != c.want || alike(b, a) != c.want {
			t.Errorf("%q and %q: want alike = %v", c.a, c.b, c.want)
		}
		other := notice.Text{NB: c.a, EN: "y"}
		if alike(a, other) {
			t.Errorf("the English of %q does not count", c.a)
		}
	}
}
