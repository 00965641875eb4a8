package page_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/page"
	"notis/internal/redline"
	"notis/internal/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

var sum = strings.Repeat("0123456789abcdef", 4)

// told makes n changes of every class and nature.
func told(n int) []page.Sentence {
	classes, natures := notice.Class("").Values(), []string{"practice", "disclosure", "wording", ""}
	var out []page.Sentence
	for i := range n {
		s := page.Sentence{
			Text:  fmt.Sprintf("Mottakeren nr. %d er ny: Intercom får navn og e-postadresse.", i+1),
			Class: append(classes, "")[(i+2)%4], Nature: natures[i%4], Path: fmt.Sprintf("recipients[r%d].role", i+1),
		}
		if i%3 != 2 {
			s.To = fmt.Sprintf("/acme/personvern/v7/#recipient-r%d", i+1)
		}
		out = append(out, s)
	}
	return out
}

// history has a version in every state.
func history() *page.History {
	return &page.History{Entries: []page.Version{
		{ID: "v9", Number: 9, State: page.Announced, Path: "/v9/", Changes: "/v9/endringer/", From: "1. januar 2027", Recorded: "1. oktober 2026",
			Class: "material", Computed: "material", Summary: "Vi deler kundenummeret ditt med et nytt selskap.", Role: "juridisk avdeling",
			Told: "15. oktober 2026 (e-post) til alle kunder", Sentences: told(1), Digest: sum},
		{ID: "v8", Number: 8, State: page.InForce, Path: "/v8/", Changes: "/v8/endringer/", From: "1. mars 2026", Until: "31. desember 2026", Recorded: "20. februar 2026",
			Class: "relevant", Computed: "material", Reason: "Mottakeren sto i erklæringen fra før, under et annet navn.", Role: "juridisk avdeling",
			Told: "Ikke varslet: endringen gjelder bare navnet.", Summary: "Ny leverandør av kundeservice.", Corrects: 7, Sentences: told(9), Digest: sum},
		{ID: "v7", Number: 7, State: page.Past, Path: "/v7/", Changes: "/v7/endringer/", ToCurrent: "/v7/mot-gjeldende/", From: "1. mars 2025", Until: "28. februar 2026", Recorded: "1. februar 2025",
			Class: "editorial", Role: "personvernombudet", CorrectedBy: 8, Sentences: told(6), Digest: sum},
		{ID: "v6", Number: 6, State: page.CalledOff, Path: "/v6/", Changes: "/v6/endringer/", From: "1. januar 2025", Recorded: "1. desember 2024", Class: "relevant", Computed: "relevant",
			CalledOff: &page.Event{Date: "20. desember 2024", Role: "juridisk avdeling", Reason: "Avtalen med leverandøren falt bort.", Digest: sum}, Sentences: told(2), Digest: sum},
		{ID: "v5", Number: 5, State: page.Withdrawn, From: "1. mai 2024", Until: "28. februar 2025", Recorded: "15. april 2024", Class: "relevant",
			Withdrawn: &page.Event{Date: "2. mai 2024", Role: "personvernombudet", Reason: "Teksten navnga en ansatt.", Digest: sum}},
		{ID: "v4", Number: 4, State: page.Past, Rendition: true, Path: "/v4/", Changes: "/v4/endringer/", ToCurrent: "/v4/mot-gjeldende/", From: "27. april 2023", Recorded: "3. mai 2023", Class: "editorial", Computed: "editorial", Withheld: true, Digest: sum},
		{ID: "v3", Number: 3, State: page.Past, Rendition: true, Path: "/v3/", ToCurrent: "/v3/mot-gjeldende/", Recorded: "3. mars 2023", Digest: sum},
		{ID: "v2", Number: 2, State: page.Replaced, From: "1. juni 2018", Recorded: "3. mars 2023"},
		{ID: "v1", Number: 1, State: page.Unkept, From: "25. mai 2018", Until: "26. april 2023", Recorded: "3. mars 2023", Reason: "Nettstedet ble lagt om.", Role: "personvernombudet"},
	}}
}

func text(s string) document.Block {
	return document.Block{Kind: document.Paragraph, Line: document.Line{{Text: s}}}
}

func list(items ...string) document.Block {
	b := document.Block{Kind: document.List}
	for _, s := range items {
		b.Items = append(b.Items, []document.Block{text(s)})
	}
	return b
}

func fact(key, label string, values ...string) document.Row {
	r := document.Row{Key: key, Label: label}
	for _, s := range values {
		r.Values = append(r.Values, document.Value{Line: document.Line{{Text: s}}})
	}
	return r
}

// before and after are a notice in two versions, with every change a reader
// can meet.
func before() *document.Document {
	return &document.Document{
		Brand: "acme", Kind: "privacy", Lang: "nb", Title: "Personvernerklæring for Acme", Lead: "Her leser du hvordan Acme bruker personopplysninger.",
		Standing: document.Standing{Updated: document.Line{{Text: "Sist oppdatert:", Strong: true}, {Text: " 1. mars 2025"}}},
		Sections: []document.Section{
			{ID: "controller", Title: "Behandlingsansvarlig", Blocks: []document.Block{text("Acme AS er behandlingsansvarlig."), text("Du når oss på e-post."), text("Adressen er Storgata 1."), text("Vi svarer innen en måned."), text("Vi svarer på norsk og engelsk.")}},
			{ID: "activities", Title: "Dette bruker vi opplysningene til", Sections: []document.Section{
				{ID: "activity-support", Title: "Kundeservice", Blocks: []document.Block{
					{Kind: document.Facts, Rows: []document.Row{
						fact("data", "Opplysninger", "Navn", "E-postadresse"), fact("retention", "Lagringstid", "Vi sletter samtalen etter to år."), fact("basis", "Rettslig grunnlag", "Avtale med deg"),
					}},
					{Kind: document.Paragraph, Line: document.Line{{Text: "Les mer om "}, {Text: "rettighetene dine", To: "#rights"}, {Text: " og om "}, {Text: "informasjonskapsler", To: "notice:cookies"}, {Text: "."}}},
				}},
				{ID: "activity-chat", Title: "Nettprat", Blocks: []document.Block{text("Nettpraten lagres i 30 dager."), list("Navnet ditt", "Det du skriver")}},
			}},
			{ID: "rights", Title: "Rettighetene dine", Blocks: []document.Block{text("Du kan kreve innsyn i opplysningene om deg, og du kan be om å få dem rettet."), list("innsyn", "retting", "sletting")}},
			{ID: "recipients", Title: "Mottakere", Blocks: []document.Block{{Kind: document.Grid, Table: &document.Table{
				Caption: "Hvem vi deler med", Columns: []document.Column{{Key: "recipient", Title: "Mottaker"}, {Key: "purpose", Title: "Formål"}},
				Rows: []document.TableRow{
					{ID: "recipient-intercom", Cells: []document.Cell{cell("Intercom"), cell("Kundeservice")}},
					{ID: "recipient-posten", Cells: []document.Cell{cell("Posten"), cell("Brev")}},
				},
			}}}},
		},
	}
}

func cell(s string) document.Cell {
	return document.Cell{Values: []document.Value{{Line: document.Line{{Text: s}}}}}
}

func after() *document.Document {
	d := before()
	d.Standing.Updated[1].Text = " 1. mars 2026"
	support := &d.Sections[1].Sections[0]
	support.Blocks[0].Rows[1] = fact("retention", "Lagringstid", "Vi sletter samtalen etter ett år.")
	support.Blocks[1].Line[1].To = "#rights-access"
	d.Sections[1].Sections[1] = document.Section{ID: "activity-profiling", Title: "Profilering", Blocks: []document.Block{text("Vi lager en profil av strømforbruket ditt."), list("forbruk per time", "postnummer")}}
	rows := d.Sections[3].Blocks[0].Table.Rows
	rows[0].Cells[1] = cell("Kundeservice og nettprat")
	d.Sections[2].Blocks[0] = text("Du kan kreve innsyn i alle opplysningene om deg, og du kan be om å få dem rettet eller slettet.")
	d.Sections[2], d.Sections[3] = d.Sections[3], d.Sections[2]
	return d
}

func changes() *page.Changes {
	return &page.Changes{
		From: "Versjon 6 (1. mars 2025)", To: "Versjon 7 (1. mars 2026)", FromPath: "/v6/", ToPath: "/v7/", Summary: "Ny leverandør av kundeservice.",
		Groups: []page.Group{{Sentences: told(5)}}, Redline: redline.Compare(before(), after()),
	}
}

// several compares a version with one that is not its neighbour.
func several() *page.Changes {
	return &page.Changes{
		From: "Versjon 1 (25. mai 2018)", To: "Versjon 7 (1. mars 2026)", ToPath: "/v7/",
		Groups: []page.Group{{Title: "Versjon 7 (1. mars 2026)", Path: "/v7/endringer/", Sentences: told(2)}, {Title: "Versjon 6 (1. mars 2025)"}, {Title: "Versjon 5 (1. januar 2025)", Withheld: true}},
	}
}

func context(t testing.TB, l notice.Lang) page.Context {
	t.Helper()
	labels, err := words.Load(os.DirFS("../.."), "i18n", string(l))
	if err != nil {
		t.Fatal(err)
	}
	return page.Context{Labels: labels, Notices: map[string]string{"cookies": "/acme/informasjonskapsler/"}}
}

// bodies are the pages of the golden files.
func bodies(t testing.TB, l notice.Lang) map[string]string {
	t.Helper()
	c := context(t, l)
	out := map[string]string{}
	keep := func(name string, b []byte, err error) {
		if err != nil {
			t.Fatal(err)
		}
		out[name] = string(b) + "\n"
	}
	b, err := page.RenderHistory(history(), c)
	keep("history", b, err)
	b, err = page.RenderChanges(changes(), c)
	keep("changes", b, err)
	b, err = page.RenderChanges(several(), c)
	keep("several", b, err)
	same := changes()
	same.Groups, same.Redline = nil, redline.Compare(before(), before())
	b, err = page.RenderChanges(same, c)
	keep("same", b, err)
	return out
}

func TestGolden(t *testing.T) {
	for _, l := range notice.Langs() {
		got := bodies(t, l)
		a := &txtar.Archive{Comment: []byte("The bodies of a history and of comparisons. Written by go test ./internal/page -update\n")}
		for _, name := range []string{"history", "changes", "several", "same"} {
			a.Files = append(a.Files, txtar.File{Name: name + ".html", Data: []byte(got[name])})
		}
		name := "testdata/" + string(l) + ".txtar"
		if *update {
			if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(txtar.Format(a), want) {
			t.Errorf("%s is out of date: see what changed with go test ./internal/page -update and git diff", name)
		}
	}
}

// TestOutline wants every id once, every link an address that is there where
// it leads to the same page, and no heading level left out below the page's
// h1.
func TestOutline(t *testing.T) {
	for _, l := range notice.Langs() {
		for name, body := range bodies(t, l) {
			root, err := html.Parse(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			level, ids, to := 1, map[string]bool{}, []string{}
			for n := range root.Descendants() {
				for _, a := range n.Attr {
					if a.Key == "id" && (ids[a.Val] || a.Val == "") {
						t.Errorf("%s: the id %q is there twice or empty", name, a.Val)
					} else if a.Key == "id" {
						ids[a.Val] = true
					}
				}
				if heading.MatchString(n.Data) && n.Type == html.ElementNode {
					if now := int(n.Data[1] - '0'); now > level+1 || now < 2 {
						t.Errorf("%s: an %s follows an h%d", name, n.Data, level)
					} else {
						level = now
					}
				}
				if n.Data == "a" && n.Type == html.ElementNode {
					i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "href" && a.Val != "" && a.Val != "#ZgotmplZ" })
					if i < 0 {
						t.Errorf("%s: a link has no address", name)
						continue
					}
					to = append(to, n.Attr[i].Val)
				}
			}
			for _, x := range to {
				if id, here := strings.CutPrefix(x, "#"); here && !ids[id] {
					t.Errorf("%s: a link leads to #%s, which is not there", name, id)
				}
			}
		}
	}
}

var heading = regexp.MustCompile(`^h[1-6]$`)
