package diff_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"notis/internal/diff"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/register"
)

const cases = 400

// pair makes facts and an edited copy of them.
func pair(seed uint64) (a, b facts.Node) {
	g := generator{rand.New(rand.NewPCG(seed, 1))}
	f := g.facts()
	a = facts.Of(f)
	copied := generator{rand.New(rand.NewPCG(seed, 1))}.facts()
	for range 1 + g.IntN(3) {
		g.edit(reflect.ValueOf(&copied).Elem())
	}
	return a, facts.Of(copied)
}

func TestSameIsEmpty(t *testing.T) {
	for seed := range uint64(cases) {
		a, _ := pair(seed)
		if c := diff.Diff(a, a); len(c) > 0 {
			t.Fatalf("seed %d: %s", seed, c[0].Place())
		}
	}
}

// TestApply makes the newer version from the older one and the changes, in
// whatever order they come.
func TestApply(t *testing.T) {
	total := 0
	for seed := range uint64(cases) {
		a, b := pair(seed)
		changes := diff.Diff(a, b)
		total += len(changes)
		rand.New(rand.NewPCG(seed, 2)).Shuffle(len(changes), func(i, j int) { changes[i], changes[j] = changes[j], changes[i] })
		got, err := diff.Apply(a, changes)
		if err != nil || !facts.Equal(&got, &b) {
			t.Fatalf("seed %d: %v: %s", seed, err, compare(facts.Encode(got), facts.Encode(b)))
		}
		// Nothing of the older version was touched on the way.
		if again, _ := pair(seed); !facts.Equal(&a, &again) {
			t.Fatalf("seed %d: the older version was changed", seed)
		}
	}
	if total < cases*5 {
		t.Errorf("only %d changes in %d pairs", total, cases)
	}
}

// TestBothWays finds as many places on the way back.
func TestBothWays(t *testing.T) {
	for seed := range uint64(cases) {
		a, b := pair(seed)
		back := diff.Diff(b, a)
		got, err := diff.Apply(b, back)
		if err != nil || !facts.Equal(&got, &a) {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
}

// TestEveryChangeIsJudged wants a nature for each change, and a class, or the
// plain fact that only words changed.
func TestEveryChangeIsJudged(t *testing.T) {
	ops, classes := map[diff.Op]int{}, map[notice.Class]int{}
	for seed := range uint64(cases) {
		for _, c := range diff.Diff(pair(seed)) {
			ops[c.Op]++
			classes[c.Class]++
			if c.Nature == "" || c.Class == "" && c.Nature != notice.NatureWording {
				t.Fatalf("seed %d: %s has nature %q and class %q", seed, c.Place(), c.Nature, c.Class)
			}
			if c.From == nil != (c.Op == diff.Added) || c.To == nil != (c.Op == diff.Removed) {
				t.Fatalf("seed %d: %s is %s with from %v and to %v", seed, c.Place(), c.Op, c.From, c.To)
			}
		}
	}
	for _, op := range []diff.Op{diff.Added, diff.Removed, diff.Changed, diff.Renamed, diff.Moved} {
		if ops[op] == 0 {
			t.Errorf("nothing was %s", op)
		}
	}
	for _, c := range []notice.Class{"", notice.Editorial, notice.Relevant, notice.Material} {
		if classes[c] == 0 {
			t.Errorf("nothing was %q", c)
		}
	}
}

// TestFrozen writes facts and reads them again: nothing is lost.
func TestFrozen(t *testing.T) {
	for seed := range uint64(cases) {
		_, want := pair(seed)
		src := facts.Encode(want)
		read, err := register.Facts("facts.toml", src)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, src)
		}
		if got := facts.Of(read); !facts.Equal(&got, &want) {
			t.Fatalf("seed %d: %s", seed, compare(facts.Encode(got), src))
		} else if again := facts.Encode(got); !slices.Equal(again, src) {
			t.Fatalf("seed %d: written again it differs:\n%s\n%s", seed, again, src)
		}
	}
}

// compare shows the first line that differs, with those before it.
func compare(got, want []byte) string {
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("got\n%s\nwant\n%s", strings.Join(a[max(0, i-12):min(len(a), i+3)], "\n"), strings.Join(b[max(0, i-3):min(len(b), i+3)], "\n"))
		}
	}
	return "the same text"
}

// TestOrderOfInput writes the keys of every table the other way round: what
// changed is the same, told in the same order.
func TestOrderOfInput(t *testing.T) {
	for seed := range uint64(cases / 4) {
		a, b := pair(seed)
		want := places(diff.Diff(a, b))
		if got := places(diff.Diff(turned(t, a), turned(t, b))); !slices.Equal(got, want) {
			t.Fatalf("seed %d: %v\nwant %v", seed, got, want)
		}
	}
}

func places(list []diff.Change) []string {
	var out []string
	for i := range list {
		out = append(out, string(list[i].Op)+" "+list[i].Place())
	}
	return out
}

// turned reads facts from a file in which the values of each table stand in
// reverse.
func turned(t *testing.T, n facts.Node) facts.Node {
	t.Helper()
	var out, values []string
	flush := func() {
		slices.Reverse(values)
		out = append(out, values...)
		values = nil
	}
	for line := range strings.Lines(string(facts.Encode(n))) {
		if strings.Contains(line, " = ") && !strings.HasPrefix(line, "[") {
			values = append(values, line)
			continue
		}
		flush()
		out = append(out, line)
	}
	flush()
	f, err := register.Facts("facts.toml", []byte(strings.Join(out, "")))
	if err != nil {
		t.Fatal(err)
	}
	return facts.Of(f)
}
