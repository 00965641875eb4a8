package archive

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"notis/internal/notice"
)

// entry words an entry in short: "1 recorded effective" for a version, with
// other kinds of entry and corrections after it.
func entry(s string) Entry {
	var e Entry
	v := &e.Record
	v.Entry = notice.Published
	var recorded, effective, does string
	n, _ := fmt.Sscan(s, &v.Number, &recorded, &effective, &does)
	v.Recorded = notice.Date(recorded)
	if effective != "-" && n > 2 {
		v.Effective = notice.Date(effective)
	}
	if rest, found := strings.CutPrefix(does, "corrects-"); found {
		fmt.Sscan(rest, &v.Corrects)
	} else if n > 3 {
		v.Entry = notice.EntryKind(does)
	}
	return e
}

// TestLookup holds which version stands on a day, and which are announced.
func TestLookup(t *testing.T) {
	for _, c := range []struct {
		name    string
		entries []string
		stands  map[notice.Date]string // day: number and marks in force, then those announced
	}{
		{"nothing", nil, map[notice.Date]string{"2026-01-01": "- []"}},
		{"by the effective date", []string{"1 2026-01-01 2026-02-01", "2 2026-03-01 2026-04-01"}, map[notice.Date]string{
			"2026-01-31": "- [1 2]", "2026-02-01": "1 [2]", "2026-03-31": "1 [2]", "2026-04-01": "2 []", "2030-01-01": "2 []",
		}},
		{"a rendition without a date counts from its recording", []string{"1 2026-01-05 -", "2 2026-03-01 2023-04-27", "3 2026-05-01 -"}, map[notice.Date]string{
			"2023-04-26": "- [2 1 3]", "2023-04-27": "2 [1 3]", "2026-01-05": "1 [3]", "2026-05-01": "3 []",
		}},
		{"called off", []string{"1 2026-01-01 2026-01-01", "2 2026-02-01 2026-06-01", "2 2026-03-01 - called-off", "3 2026-04-01 2026-07-01"}, map[notice.Date]string{
			"2026-05-01": "1 [3]", "2026-06-01": "1 [3]", "2026-07-01": "3 []",
		}},
		{"withdrawn", []string{"1 2026-01-01 2026-01-01", "1 2026-02-01 - withdrawn", "2 2026-03-01 2026-03-01"}, map[notice.Date]string{
			"2026-01-01": "1 lost [2]", "2026-03-01": "2 []",
		}},
		{"unkept", []string{"1 2026-01-01 2020-01-01 unkept", "2 2026-01-01 2023-01-01"}, map[notice.Date]string{
			"2019-12-31": "- [1 lost 2]", "2020-01-01": "1 lost [2]", "2023-01-01": "2 []",
		}},
		{"a correction the same day", []string{"1 2026-01-01 2026-02-01", "2 2026-01-02 2026-02-01 corrects-1"}, map[notice.Date]string{
			"2026-01-31": "- [1 by 2 2]", "2026-02-01": "2 []",
		}},
		{"a correction that was called off corrects nothing", []string{"1 2026-01-01 2026-02-01", "2 2026-01-02 2026-04-01 corrects-1", "2 2026-01-03 - called-off"}, map[notice.Date]string{
			"2026-05-01": "1 []",
		}},
		{"corrected twice", []string{"1 2026-01-01 2026-02-01", "2 2026-01-02 2026-03-01 corrects-1", "3 2026-01-02 2026-04-01 corrects-1"}, map[notice.Date]string{
			"2026-02-01": "1 by 3 [2 3]",
		}},
		{"a later version from an earlier day", []string{"1 2026-01-01 2026-06-01", "2 2026-01-02 2026-03-01"}, map[notice.Date]string{
			"2026-03-01": "2 [1]", "2026-06-01": "1 []",
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			chain := &Chain{}
			for _, s := range c.entries {
				chain.Entries = append(chain.Entries, entry(s))
			}
			for on, want := range c.stands {
				got := "-"
				if s, ok := chain.InForce(on); ok {
					got = brief(s)
				}
				var later []string
				for _, s := range chain.Announced(on) {
					later = append(later, brief(s))
				}
				if got += " [" + strings.Join(later, " ") + "]"; got != want {
					t.Errorf("on %s: got %s, want %s", on, got, want)
				}
			}
		})
	}
}

func brief(s State) string {
	out := fmt.Sprint(s.Record.Number)
	if !s.Kept() {
		out += " lost"
	}
	if s.CorrectedBy != nil {
		out += fmt.Sprint(" by ", s.CorrectedBy.Record.Number)
	}
	return out
}

// TestChains holds how chains are found, also where there are none.
func TestChains(t *testing.T) {
	a, err := Read(good(t))
	if err != nil {
		t.Fatal(told(err))
	}
	got := ""
	for _, c := range a.Chains() {
		got += fmt.Sprintf("%s/%s:", c.Brand, c.Kind)
		for _, e := range c.Entries {
			got += " " + e.Name
		}
		if c.Tip().Name != c.Entries[len(c.Entries)-1].Name || a.Chain(c.Brand, c.Kind) != c {
			t.Errorf("%s/%s is not found", c.Brand, c.Kind)
		}
		got += "\n"
	}
	const want = "acme/privacy: v1 v2 v3 v3-called-off v4 v2-withdrawn v5\nacme/cookies: v1\nbolt/privacy: v1 v2\n"
	if got != want {
		t.Errorf("got %s", got)
	}
	s := a.Chain("acme", notice.PrivacyKind).Versions()
	if len(s) != 5 || s[0].Kept() || s[1].Withdrawn.Name != "v2-withdrawn" || s[1].CorrectedBy.Name != "v4" || s[2].CalledOff.Name != "v3-called-off" || !s[2].Kept() {
		t.Errorf("got %+v", s)
	}
	for _, fsys := range []fstest.MapFS{{}, {"data/brands/acme/brand.toml": {}}} {
		a, err := Read(fsys)
		if err != nil || len(a.Chains()) != 0 {
			t.Errorf("got %v, %v", a, err)
		}
	}
	var none *Archive
	if c := none.Chain("acme", notice.PrivacyKind); c.Tip() != nil || c.Versions() != nil || c.Brand != "acme" || none.Chains() != nil {
		t.Errorf("got %+v", c)
	}
}

// TestSome wants the brands that are named to be read and verified, and nothing
// to be said of others.
func TestSome(t *testing.T) {
	files := good(t)
	bolt := "data/brands/bolt/versions/privacy/v1/version.toml"
	files[bolt] = &fstest.MapFile{Data: []byte("other")}
	a, err := Read(files, "acme")
	if err != nil {
		t.Fatal(told(err))
	}
	if len(a.Chains()) != 2 || a.Chain("acme", notice.PrivacyKind).Tip() == nil || a.Chain("bolt", notice.PrivacyKind).Tip() != nil {
		t.Errorf("got %v", a.Chains())
	}
	for _, brands := range [][]notice.ID{{"bolt"}, {"acme", "bolt"}, nil} {
		if _, err := Read(files, brands...); !strings.Contains(told(err), bolt+": archive-changed") {
			t.Errorf("%v: %s", brands, told(err))
		}
	}
	delete(files, Sum)
	for name := range files {
		if strings.HasPrefix(name, "data/brands/bolt/") {
			delete(files, name)
		}
	}
	if _, err := Read(files, "bolt"); err != nil {
		t.Errorf("a brand that nothing was released of: %s", told(err))
	}
	if _, err := Read(files, "acme"); !strings.Contains(told(err), "archive-tip") {
		t.Errorf("without %s: %s", Sum, told(err))
	}
}

// TestOn wants what was recorded later not to be known on a day, but for a text
// that is gone since.
func TestOn(t *testing.T) {
	chain := &Chain{Brand: "acme", Kind: notice.PrivacyKind}
	for _, e := range []string{"1 2026-01-01 2026-01-01", "2 2026-02-01 2026-06-01", "2 2026-03-01 - called-off", "1 2026-04-01 - withdrawn"} {
		chain.Entries = append(chain.Entries, entry(e))
	}
	for day, want := range map[notice.Date]string{
		"2025-12-31": "", "2026-01-01": "1 gone", "2026-02-01": "1 gone, 2", "2026-03-01": "1 gone, 2 called off", "2026-04-01": "1 gone, 2 called off",
	} {
		var got []string
		for _, s := range chain.On(day).Versions() {
			line := fmt.Sprint(s.Record.Number)
			if s.Withdrawn != nil {
				line += " gone"
			}
			if s.CalledOff != nil {
				line += " called off"
			}
			got = append(got, line)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
}
