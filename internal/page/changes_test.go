package page_test

import (
	"strings"
	"testing"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
	"notis/internal/redline"
)

// unsafeHistory puts s wherever a history has text.
func unsafeHistory(s string) *page.History {
	to := "https://x.example/" + s
	event := &page.Event{Date: s, Role: s, Reason: s, Digest: s}
	sentence := page.Sentence{Text: s, Class: "material", Nature: "practice", Path: s, To: to}
	plain := sentence
	plain.To = ""
	v := page.Version{
		ID: "v1", Number: 1, State: page.Past, Path: to, Changes: to, ToCurrent: to, From: s, Until: s, Recorded: s, Class: "relevant", Computed: "material",
		Reason: s, Summary: s, Role: s, Told: s, CalledOff: event, Withdrawn: event, Digest: s,
		Sentences: []page.Sentence{sentence, plain, sentence, sentence, sentence, sentence},
	}
	return &page.History{Entries: []page.Version{v}}
}

// unsafeChanges puts s wherever a comparison has text.
func unsafeChanges(s string) *page.Changes {
	line := func() document.Line {
		return document.Line{{Text: s}, {Text: s, To: "https://x.example/" + s}, {Text: s, To: "#" + s}, {Text: s, Code: true}}
	}
	segments := []redline.Segment{{Op: redline.Same, Line: line()}, {Op: redline.Deleted, Line: line()}, {Op: redline.Inserted, Line: line()}}
	heading := []redline.Segment{{Op: redline.Same, Line: document.Line{{Text: s}}}}
	x := &redline.Redline{Units: []redline.Unit{
		{Kind: redline.Heading, Level: 2, Status: redline.Unchanged, Under: -1, Segments: heading},
		{Kind: redline.Cell, Level: 9, Status: redline.Changed, Label: s, Under: 0, Segments: segments},
		{Kind: redline.Item, Level: 2, Status: redline.Added, Under: 0, Segments: segments[2:]},
		{Kind: redline.Item, Level: 2, Status: redline.Removed, Under: 0, Segments: segments[1:2]},
		{Kind: redline.Paragraph, Status: redline.MovedFrom, Under: 0, Segments: segments[1:2], Where: &redline.Place{Unit: 6}},
		{Kind: redline.Heading, Level: 2, Status: redline.Unchanged, Under: -1, Segments: append(heading, redline.Segment{Op: redline.Same, Line: document.Line{{Text: "x"}}})},
		{Kind: redline.Paragraph, Status: redline.MovedTo, Under: 5, Segments: segments, Where: &redline.Place{Unit: 4}},
	}}
	to := "https://x.example/" + s
	sentence := page.Sentence{Text: s, Class: "material", Nature: "practice", Path: s, To: to}
	return &page.Changes{From: s, To: s, FromPath: to, ToPath: to, Summary: s, Groups: []page.Group{{Title: s, Path: to, Sentences: []page.Sentence{sentence}}}, Redline: x}
}

// unsafe renders s in every text of a history, a comparison and the lines over
// sections.
func unsafe(t testing.TB, s string) string {
	t.Helper()
	c := context(t, notice.Norwegian)
	c.Changed = map[string]document.Line{"s": {{Text: s, To: "https://x.example/" + s}}}
	a, err := page.RenderHistory(unsafeHistory(s), c)
	if err != nil {
		t.Fatal(err)
	}
	b, err := page.RenderChanges(unsafeChanges(s), c)
	if err != nil {
		t.Fatal(err)
	}
	d, err := page.Body(&document.Document{Sections: []document.Section{{ID: "s", Title: s}}}, c)
	if err != nil {
		t.Fatal(err)
	}
	return string(a) + string(b) + string(d)
}

// FuzzHistoryEscaping wants text to stay text on the pages of versions, too.
func FuzzHistoryEscaping(f *testing.F) {
	for _, s := range []string{"<script>alert(1)</script>", `" onclick="x`, "' onx='", "</details><b>", "&lt;", "{{.}}", "<!--", "javascript:x", "`", " a b ", "</ins>", "a b"} {
		f.Add(s)
	}
	want := skeleton(f, unsafe(f, "word"))
	f.Fuzz(func(t *testing.T, s string) {
		if strings.TrimSpace(s) == "" {
			return // what holds no words is not shown
		}
		out := unsafe(t, s)
		if got := skeleton(t, out); got != want {
			t.Errorf("%q changed the page:\n%s\nwant\n%s", s, got, want)
		}
		if strings.Contains(out, `href="javascript:`) {
			t.Errorf("%q made a link of a script", s)
		}
	})
}

// comparing renders a redline of one paragraph.
func comparing(t *testing.T, x *page.Changes, segments ...redline.Segment) string {
	t.Helper()
	c := context(t, notice.Norwegian)
	x.Redline = &redline.Redline{Units: []redline.Unit{{Kind: redline.Paragraph, Status: redline.Changed, Under: -1, Segments: segments}}}
	out, err := page.RenderChanges(x, c)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestRedlineLinks wants the links of old words to lead into the old version,
// those of new words into the new one, and dead ones to be text.
func TestRedlineLinks(t *testing.T) {
	line := document.Line{{Text: "rights", To: "#rights"}, {Text: "cookies", To: "notice:cookies"}, {Text: "gone", To: "notice:gone"}}
	out := comparing(t, &page.Changes{FromPath: "/v1/", ToPath: "/v2/"}, redline.Segment{Op: redline.Deleted, Line: line}, redline.Segment{Op: redline.Inserted, Line: line})
	for _, want := range []string{
		`><a href=/v1/#rights>rights</a><a href=/acme/informasjonskapsler/>cookies</a>gone</del>`,
		`><a href=/v2/#rights>rights</a><a href=/acme/informasjonskapsler/>cookies</a>gone</ins>`,
	} {
		if !strings.Contains(out, want) {
			t.Errorf("got\n%s\nwant\n%s", out, want)
		}
	}
	out = comparing(t, &page.Changes{}, redline.Segment{Op: redline.Inserted, Line: line})
	if !strings.Contains(out, `>rights<a `) {
		t.Errorf("a link into a version without a page:\n%s", out)
	}
}

// TestRedlineSpaces wants marks to end where words do.
func TestRedlineSpaces(t *testing.T) {
	word := func(op redline.Op, s string) redline.Segment {
		return redline.Segment{Op: op, Line: document.Line{{Text: s}}}
	}
	out := comparing(t, &page.Changes{}, word(redline.Same, "after "), word(redline.Deleted, "two "), word(redline.Inserted, "one "), word(redline.Same, "year"), word(redline.Inserted, " "))
	for _, want := range []string{`>two</del> <ins `, `>one</ins> year<ins `, `> </ins>`} {
		if !strings.Contains(out, want) {
			t.Errorf("got\n%s\nwant %s", out, want)
		}
	}
}

// TestChanged wants only the sections of the notice itself to say when they
// changed.
func TestChanged(t *testing.T) {
	c := context(t, notice.Norwegian)
	line := document.Line{{Text: "Sist endret 1. mars 2024 (versjon 3)", To: "/v3/endringer/"}}
	c.Changed = map[string]document.Line{"a": line, "b": line}
	out, err := page.Body(&document.Document{Sections: []document.Section{{ID: "a", Title: "A", Sections: []document.Section{{ID: "b", Title: "B"}}}, {ID: "c", Title: "C"}}}, c)
	if err != nil {
		t.Fatal(err)
	}
	const want = `<p class=note><a href=/v3/endringer/>Sist endret 1. mars 2024 (versjon 3)</a>`
	if n := strings.Count(string(out), "class=note"); n != 1 || !strings.Contains(string(out), want) {
		t.Errorf("said %d times:\n%s", n, out)
	}
}

// TestUnknownState wants a state without words to be an error, not a gap.
func TestUnknownState(t *testing.T) {
	c := context(t, notice.English)
	if _, err := page.RenderHistory(&page.History{Entries: []page.Version{{ID: "v1", State: "lost"}}}, c); err == nil || !strings.Contains(err.Error(), "state-lost") {
		t.Errorf("got %v", err)
	}
}

// TestMoved wants each half of a move to name and lead to the other one, and
// what was moved together to say so once.
func TestMoved(t *testing.T) {
	c := context(t, notice.Norwegian)
	say := func(k redline.Kind, level int, st redline.Status, under int, to *redline.Place, s string) redline.Unit {
		op := redline.Same
		if st == redline.MovedFrom {
			op = redline.Deleted
		}
		return redline.Unit{Kind: k, Level: level, Status: st, Under: under, Where: to, Segments: []redline.Segment{{Op: op, Line: document.Line{{Text: s}}}}}
	}
	x := &page.Changes{Redline: &redline.Redline{Units: []redline.Unit{
		say(redline.Heading, 2, redline.Unchanged, -1, nil, "Bruk"),
		say(redline.Paragraph, 0, redline.MovedFrom, 0, &redline.Place{Unit: 4}, "En."),
		say(redline.Paragraph, 0, redline.MovedFrom, 0, &redline.Place{Unit: 5}, "To."),
		say(redline.Heading, 4, redline.Unchanged, -1, nil, "Deling"),
		say(redline.Paragraph, 0, redline.MovedTo, 3, &redline.Place{Unit: 1}, "En."),
		say(redline.Paragraph, 0, redline.MovedTo, 3, &redline.Place{Unit: 2}, "To."),
	}}}
	out, err := page.RenderChanges(x, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<a href=#_u4>Flyttet til «Deling»</a>`, `<p class="redline__paragraph" id=_u1><del>En.</del></p>`,
		`<a href=#_u1>Flyttet hit fra «Bruk»</a>`, `<p class="redline__paragraph" id=_u4>En.</p>`,
		`<h4>Deling</h4>`,
	} {
		if strings.Count(string(out), want) != 1 {
			t.Errorf("got\n%s\nwant %s", out, want)
		}
	}
}
