package build_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"notis/internal/build"
	"notis/internal/cache"
	"notis/internal/inputs"
	"notis/internal/notice"
)

// reuse is a cache for a site, of a program and flags that do not change.
func reuse(t testing.TB, in build.Input, store string, beside ...string) *build.Reuse {
	t.Helper()
	c, err := cache.Open(store)
	if err != nil {
		t.Fatal(err)
	}
	set := inputs.Set{"program": "1"}
	for i := 0; i < len(beside); i += 2 {
		set[beside[i]] = beside[i+1]
	}
	r, err := inputs.Read(in.Source, set)
	if err != nil {
		t.Fatal(err)
	}
	return &build.Reuse{Cache: c, Inputs: r, Limit: 1 << 30, Name: "site"}
}

// made lists the brands that were made, each with what changed.
func made(r build.Report) string {
	var out []string
	for _, w := range r.Why {
		if !w.Reused {
			out = append(out, strings.TrimSpace(string(w.Brand)+" "+strings.Join(w.Changed, " ")))
		}
	}
	return strings.Join(out, "; ")
}

// TestInputs changes what pages are made of, one kind after the other. It wants
// exactly those brands to be made again that are made of it, to be told why, and
// the site to be what it is without a cache.
func TestInputs(t *testing.T) {
	slow(t)
	dir, store := generated(t, 3), t.TempDir()
	look(t, dir, "brand-0002", "sun")
	step := func(name, want string, change func(), beside ...string) {
		t.Helper()
		change()
		in := input(t, dir, "")
		without, _ := built(t, in)
		in.Reuse = reuse(t, in, store, beside...)
		with, r := built(t, in)
		if got := made(r); got != want {
			t.Errorf("%s: made %q, want %q", name, got, want)
		}
		if r.Trouble != nil {
			t.Errorf("%s: %v", name, r.Trouble)
		}
		if tree(with) != tree(without) {
			t.Errorf("%s: the site is another than without a cache", name)
		}
	}
	every := func(what string) string {
		return "brand-0000 " + what + "; brand-0001 " + what + "; brand-0002 " + what
	}
	own := func(name string) func() {
		return func() {
			to := filepath.Join(dir, name)
			if _, err := os.Stat(to); err != nil {
				copyFile(t, filepath.Join("../..", name), to)
			}
			add(t, to, "\n")
		}
	}
	step("nothing was made before", "brand-0000; brand-0001; brand-0002", func() {})
	step("nothing", "", func() {})
	for _, name := range []string{"brand.toml", "privacy.toml", "cookies.toml"} {
		name = "data/brands/brand-0001/" + name
		step(name, "brand-0001 "+name, own(name))
	}
	for _, name := range []string{"layouts/notice.html", "layouts/_partials/footer.html", "i18n/nb.toml", "i18n/notice/en.toml", "data/categories.toml", "themes/base/assets/css/page.css"} {
		step(name, every(name), own(name))
	}
	step("a layout that was not there", every("layouts/_partials/more.html"), func() { write(t, filepath.Join(dir, "layouts/_partials/more.html"), "more") })
	step("one look", "brand-0002 themes/sun/assets/tokens.css", func() { add(t, filepath.Join(dir, "themes/sun/assets/tokens.css"), "\n") })
	step("a page of no brand", "", own("content/om.nb.md"))
	step("words of no page", "", own("i18n/cli/en.toml"))
	step("another program", every("program"), func() {}, "program", "2")
	step("another address", every("base-url program"), func() {}, "base-url", "https://example.org/")
	step("as it was", every("base-url"), func() {}, "base-url", "/")
	step("a brand less", "", func() {
		if err := os.RemoveAll(filepath.Join(dir, "data/brands/brand-0000")); err != nil {
			t.Fatal(err)
		}
		forget(t, dir, "brand-0000")
	}, "base-url", "/")
}

// look gives a brand a look of its own.
func look(t *testing.T, dir, brand, name string) {
	t.Helper()
	tokens, err := os.ReadFile("../../themes/e20/assets/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "themes", name, "assets/tokens.css"), string(tokens))
	file := filepath.Join(dir, "data/brands", brand, "brand.toml")
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.DeleteFunc(strings.SplitAfter(string(src), "\n"), func(l string) bool { return strings.HasPrefix(l, "look") })
	write(t, file, "look = \""+name+"\"\n"+strings.Join(lines, ""))
}

// forget takes the chains of a brand out of the list of their newest entries.
func forget(t *testing.T, dir, brand string) {
	t.Helper()
	name := filepath.Join(dir, "data/archive.sum")
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	write(t, name, strings.Join(slices.DeleteFunc(strings.SplitAfter(string(src), "\n"), func(l string) bool { return strings.Contains(l, brand) }), ""))
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	src, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	write(t, to, string(src))
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestDays builds a site on every day on which something became of a notice, and
// on the day before each. It wants a brand to be made again on
// those days alone, and its pages to be those of a build without a cache.
func TestDays(t *testing.T) {
	slow(t)
	dir, store := generated(t, 1), t.TempDir()
	plan := input(t, dir, "").Plan
	events := map[notice.Date]bool{}
	for _, k := range notice.Kinds() {
		for _, e := range plan.Archive.Chain("brand-0000", k).Entries {
			// What counts from a day before it was recorded changes nothing then.
			events[e.Record.Recorded], events[max(e.Record.Recorded, e.Record.From())] = true, true
		}
	}
	days := map[notice.Date]bool{}
	for day := range events {
		at, err := day.Time()
		if err != nil {
			t.Fatal(err)
		}
		for i := -1; i <= 0; i++ {
			days[notice.DateOf(at.AddDate(0, 0, i))] = true
		}
	}
	order := slices.Sorted(maps.Keys(days))
	if len(order) < 15 {
		t.Fatalf("there are %d days", len(order))
	}
	for i, day := range order {
		in := input(t, dir, day)
		without, _ := built(t, in)
		in.Reuse = reuse(t, in, store)
		with, r := built(t, in)
		if tree(with) != tree(without) {
			t.Fatalf("%s: the site is another than without a cache", day)
		}
		if anew := r.Reused == 0; anew != (events[day] || i == 0) {
			t.Errorf("%s: made %q", day, made(r))
		}
	}
	// An earlier day is asked for: what was kept for it is there.
	in := input(t, dir, order[len(order)/2])
	without, _ := built(t, in)
	in.Reuse = reuse(t, in, store)
	if with, _ := built(t, in); tree(with) != tree(without) {
		t.Error("going back, the site is another")
	}
}

// TestAhead wants data that names a day ahead of the one that is built for to be
// refused, whatever was built before.
func TestAhead(t *testing.T) {
	dir, store := generated(t, 1), t.TempDir()
	in := input(t, dir, "2026-11-22")
	in.Reuse = reuse(t, in, store)
	built(t, in)
	in = input(t, dir, "2026-11-21")
	in.Reuse = reuse(t, in, store)
	if _, r := built(t, in); r.Reused != 0 {
		t.Error("what was made for a later day was not read again")
	}
}

// TestBroken flips a byte in each part of what is kept. It wants that to be
// noticed, the brand to be made anew, and the site to be the same.
func TestBroken(t *testing.T) {
	dir, store := generated(t, 1), t.TempDir()
	in := input(t, dir, "")
	in.Reuse = reuse(t, in, store)
	want, _ := built(t, in)
	pack := packs(t, store)[0]
	src, err := os.ReadFile(pack)
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range []int{3, 100, len(src) / 2, len(src) - 5} {
		broken := slices.Clone(src)
		broken[at] ^= 1
		write(t, pack, string(broken))
		got, r := built(t, in)
		if tree(got) != tree(want) || r.Trouble == nil || r.Reused != 0 {
			t.Errorf("byte %d: %d reused, trouble %v", at, r.Reused, r.Trouble)
		}
		if again, err := os.ReadFile(pack); err != nil || !slices.Equal(again, src) {
			t.Errorf("byte %d: it was not kept anew: %v", at, err)
		}
	}
}

// TestKept wants what a site has already not to be read, and a brand whose files
// are there in part to be whole.
func TestKept(t *testing.T) {
	dir, store := generated(t, 1), t.TempDir()
	in := input(t, dir, "")
	in.Reuse = reuse(t, in, store)
	want, _ := built(t, in)
	for _, share := range []int{1, 2, 5} {
		s := &sink{files: map[string]string{}, before: map[string]string{}}
		i := 0
		for path, sum := range want {
			if i++; i%share == 0 {
				s.before[path] = sum
			}
		}
		if _, err := build.Build(in, s); err != nil {
			t.Fatal(err)
		}
		if tree(s.files) != tree(want) {
			t.Errorf("with one file of %d there already, the site is another", share)
		}
	}
}
