package release_test

import (
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"notis/internal/archive"
	"notis/internal/diag"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/release"
	"notis/internal/words"
)

// role is who decides here.
var role = notice.Text{NB: "juristen", EN: "the lawyer"}

// bench is a brand whose notices are released, in a folder of its own.
type bench struct {
	t    *testing.T
	dir  string
	fsys fstest.MapFS
}

// newBench takes the smallest data folder that loads.
func newBench(t *testing.T) *bench {
	t.Helper()
	a, err := txtar.ParseFile("../register/testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{t, t.TempDir(), fstest.MapFS{}}
	for _, f := range a.Files {
		b.fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	if err := os.MkdirAll(b.dir+"/data", 0o755); err != nil {
		t.Fatal(err)
	}
	return b
}

// edit changes a file of the brand as an editor would.
func (b *bench) edit(name, old, now string) {
	b.t.Helper()
	f := b.fsys["data/brands/acme/"+name]
	text := strings.Replace(string(f.Data), old, now, 1)
	if text == string(f.Data) {
		b.t.Fatalf("%s does not hold %q", name, old)
	}
	f.Data = []byte(text)
}

// read reads the brand as on a day.
func (b *bench) read(today notice.Date) *notice.Register {
	b.t.Helper()
	r, err := register.Load(b.fsys, today)
	if err != nil {
		b.t.Fatal(rules(err))
	}
	return r.Register
}

func (b *bench) archive() *archive.Archive {
	b.t.Helper()
	a, err := archive.Read(os.DirFS(b.dir))
	if err != nil {
		b.t.Fatal(err)
	}
	return a
}

// prepare prepares the next version on a day.
func (b *bench) prepare(kind notice.Kind, today notice.Date, r notice.Release) (*release.Proposal, error) {
	b.t.Helper()
	reg := b.read(today)
	said := map[notice.Lang]*words.Words{}
	for _, l := range notice.Langs() {
		w, err := words.Load(os.DirFS("../.."), "i18n/notice", string(l))
		if err != nil {
			b.t.Fatal(err)
		}
		said[l] = w
	}
	a := b.archive()
	r.Version = notice.Number(len(a.Chain("acme", kind).Versions()) + 1)
	r.Summary = notice.Text{NB: "Nytt.", EN: "New."}
	return release.Prepare(release.Input{
		Dossier: reg.Brands["acme"], Shared: &reg.Shared, Kind: kind, Words: said, Archive: a, Today: today, Release: r,
	})
}

// release releases the next version, and gives its record.
func (b *bench) release(kind notice.Kind, today notice.Date, r notice.Release) notice.Version {
	b.t.Helper()
	p, err := b.prepare(kind, today, r)
	if err != nil {
		b.t.Fatal(rules(err))
	}
	if _, err := archive.Append(b.dir, archive.New{Record: p.Record, Files: p.Files}); err != nil {
		b.t.Fatal(rules(err))
	}
	return p.Record
}

// rules lists what was found.
func rules(err error) []string {
	var list diag.List
	if !errors.As(err, &list) {
		return []string{err.Error()}
	}
	var out []string
	for _, d := range list {
		out = append(out, d.Rule)
	}
	return out
}

// TestStatedDay wants a rendition to carry the newest day that its company
// states, and none where that day cannot be the one it took over on.
func TestStatedDay(t *testing.T) {
	b := newBench(t)
	const source = "[source]\ncaptured = 2026-01-01\nsha256 = \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\"\n# DATED\n\n"
	b.edit("privacy.toml", "[[sections]]", source+"[[sections]]")
	title := "Salg"
	for _, c := range []struct {
		today  notice.Date
		stated string
		want   notice.Date
	}{
		{"2026-02-01", "", ""}, // counts from the day it was recorded
		{"2026-03-01", "2025-12-01", ""},
		{"2026-04-01", "2026-01-15 2026-03-20 2026-03-10", "2026-03-20"},
		{"2026-05-01", "2026-03-19", ""},
		{"2026-06-01", "2026-03-20", ""}, // the one of 1 May took over since
		{"2026-07-01", "2026-06-30", "2026-06-30"},
		{"2026-08-01", "", ""},
	} {
		dated := "# none"
		if days := strings.Fields(c.stated); len(days) > 0 {
			const where = ", text = { nb = \"øverst\", en = \"at the top\" } }"
			dated = "dated = [{ date = " + strings.Join(days, where+", { date = ") + where + "]"
		}
		b.edit("privacy.toml", "# DATED", dated)
		b.edit("privacy.toml", title, title+"!")
		title += "!"
		got := b.release(notice.PrivacyKind, c.today, notice.Release{Class: notice.Editorial, Role: role, Reason: role})
		if got.Effective != c.want || got.Provenance != notice.Rendition {
			t.Errorf("stated %q on %s: %q, want %q", c.stated, c.today, got.Effective, c.want)
		}
		b.edit("privacy.toml", dated, "# DATED")
	}
}

// TestBefore wants a version to be compared with the one it takes over from,
// or with the newest before that whose text is kept.
func TestBefore(t *testing.T) {
	chain := &archive.Chain{}
	add := func(number int, does notice.EntryKind, recorded, effective notice.Date) {
		chain.Entries = append(chain.Entries, archive.Entry{Record: notice.Version{Entry: does, Number: number, Recorded: recorded, Effective: effective}})
	}
	want := func(from notice.Date, number int) {
		t.Helper()
		s, ok := release.Before(chain, from)
		if ok != (number > 0) || ok && s.Record.Number != number {
			t.Errorf("from %s: %v, %+v, want version %d", from, ok, s.Entry, number)
		}
	}
	want("2026-01-01", 0)
	add(1, notice.Unkept, "2026-01-01", "2020-01-01")
	want("2026-01-01", 0)
	add(2, notice.Published, "2026-02-01", "2026-03-01")
	want("2026-02-28", 0) // an announced one has not been taken over from
	want("2026-03-01", 2)
	add(3, notice.Published, "2026-03-10", "2026-06-01") // announced
	want("2026-05-31", 2)
	want("2026-06-01", 3)
	add(4, notice.Published, "2026-03-11", "2026-04-01") // in between
	want("2026-05-31", 4)
	want("2026-06-01", 3)
	add(5, notice.Published, "2026-03-12", "2026-06-01") // corrects 3
	want("2026-06-01", 5)
	want("2026-05-31", 4)
	add(5, notice.CalledOff, "2026-03-13", "")
	want("2026-06-01", 3)
	add(6, notice.Published, "2026-07-01", "") // from the day it was recorded
	want("2026-06-30", 3)
	want("2026-07-01", 6)
	add(6, notice.Withdrawn, "2026-08-01", "")
	want("2026-09-01", 3)
	add(7, notice.Unkept, "2026-09-01", "2026-08-15")
	want("2026-09-01", 3)
}

// TestCookiesAreNotThePrivacyNotice changes all that only the privacy notice
// shows of a brand: the cookie declaration stays word for word, and so do the
// facts that are frozen with it.
func TestCookiesAreNotThePrivacyNotice(t *testing.T) {
	b := newBench(t)
	frozen := func() string {
		t.Helper()
		p, err := b.prepare(notice.CookiesKind, "2026-02-01", notice.Release{})
		if err != nil {
			t.Fatal(rules(err))
		}
		return string(p.Files[archive.FactsFile])
	}
	before := frozen()
	b.release(notice.PrivacyKind, "2026-02-01", notice.Release{})
	for old, now := range map[string]string{
		"post@acme.example":     "personvern@acme.example",
		`"974 760 673"`:         `"889 640 782"`,
		`appointed = "no"`:      `appointed = "yes"`,
		`en = "Power." }`:       "en = \"More power.\" }\nhost = \"privacy.acme.example\"",
		"[dpo]":                 "[[trade_names]]\nname = \"Acme Hytte\"\ntext = { nb = \"For hytter.\", en = \"For cabins.\" }\n\n[dpo]",
		"channel = \"email\"\n": "channel = \"email\"\ntext = { nb = \"Skriv.\", en = \"Write.\" }\n",
	} {
		b.edit("brand.toml", old, now)
	}
	// A restatement sends readers to the first of the sites, so that one is
	// part of the declaration; a second one that it is not about is none.
	brand := b.fsys["data/brands/acme/brand.toml"]
	brand.Data = append(brand.Data, "\n[[sites]]\nid = \"app\"\nkind = \"app\"\nname = \"Acme-appen\"\n"...)
	if after := frozen(); after != before {
		t.Errorf("the facts of the cookie declaration were\n%s\nand are\n%s", before, after)
	}
	b.release(notice.CookiesKind, "2026-02-01", notice.Release{})
	b.edit("brand.toml", "personvern@acme.example", "post@acme.example")
	if _, err := b.prepare(notice.CookiesKind, "2026-02-02", notice.Release{}); err == nil || !slices.Equal(rules(err), []string{"release-equal"}) {
		t.Errorf("a new contact makes a version of the cookie declaration: %v", err)
	}
	// The privacy notice is another one.
	if p, err := b.prepare(notice.PrivacyKind, "2026-02-02", notice.Release{Class: notice.Material, Role: role}); err != nil || len(p.Record.Changes) == 0 {
		t.Errorf("nothing of that changes the privacy notice: %v", rules(err))
	}
}

// TestFacts wants a version to freeze the shared facts it uses, by their ids
// and not in the order of the file, and nothing of what is for other pages.
func TestFacts(t *testing.T) {
	shared := &notice.Shared{
		Data:   []notice.DataCategory{{ID: "phone"}, {ID: "name"}, {ID: "email"}},
		People: []notice.Group{{ID: "customers"}, {ID: "name"}},
		Acts:   []notice.Act{{ID: "energy-act"}, {ID: "accounting-act"}},
	}
	d := &notice.Dossier{ID: "acme", Brand: notice.Brand{
		Name: "Acme", About: notice.Text{NB: "Strøm.", EN: "Power."}, Host: "acme.example", Look: "acme", Contacts: []notice.Contact{{ID: "email"}},
		Sites: []notice.Site{{ID: "website"}, {ID: "app"}},
	}, Cookies: notice.Cookies{Scope: []notice.Ref{"app"}}, Privacy: notice.Privacy{Changes: notice.Changes{Text: notice.Text{NB: "a", EN: "a"}}}}
	got := release.Facts(d, shared, notice.PrivacyKind, []string{"data:phone", "act:energy-act", "data:name", "act:accounting-act", "people:customers", "contact:email"})
	ids := ""
	for _, x := range got.Shared.Data {
		ids += " " + string(x.ID)
	}
	for _, x := range got.Shared.People {
		ids += " " + string(x.ID)
	}
	for _, x := range got.Shared.Acts {
		ids += " " + string(x.ID)
	}
	if ids != " name phone customers accounting-act energy-act" {
		t.Errorf("frozen are%s", ids)
	}
	if shared.Data[0].ID != "phone" || d.Brand.Look != "acme" {
		t.Error("freezing changes the register")
	}
	if b := got.Brand; !b.About.IsZero() || b.Host != "" || b.Look != "" || len(b.Contacts) != 1 || len(b.Sites) != 2 || len(got.Cookies.Scope) != 0 {
		t.Errorf("frozen of the brand is %+v", b)
	}
	got = release.Facts(d, shared, notice.CookiesKind, nil)
	if b := got.Brand; b.Name != "Acme" || len(b.Contacts) != 0 || len(b.Sites) != 2 || got.Privacy.Changes != (notice.Changes{}) || len(got.Shared.Data) != 0 {
		t.Errorf("frozen of the brand is %+v", b)
	}
	// A company's own declaration sends nobody elsewhere: only what it is
	// about is part of it.
	d.Brand.Official = true
	if got = release.Facts(d, shared, notice.CookiesKind, nil); len(got.Brand.Sites) != 1 || got.Brand.Sites[0].ID != "app" {
		t.Errorf("frozen of the sites is %+v", got.Brand.Sites)
	}
	if len(facts.Encode(facts.Of(got))) == 0 {
		t.Error("nothing is frozen")
	}
}
