package brands_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/prose"
)

var (
	number  = regexp.MustCompile(`\d+`)
	article = regexp.MustCompile(`(?i)\b(?:artikkel|article)\s+\d+`)
)

// always are names that any notice can hold.
var always = []string{"Datatilsynet", "GDPR", "SMS", "OTP", "VIN", "CV", "Privacy Shield", "EU Model Clauses"}

// namesOf lists the names that both languages of a brand's texts have to hold
// alike: the brand and its company, what it trades as, who receives data, and
// with which products.
func namesOf(d *notice.Dossier) []string {
	out := append([]string{d.Brand.Name}, always...)
	for _, t := range d.Brand.TradeNames {
		out = append(out, t.Name)
	}
	for _, r := range d.Privacy.Recipients {
		out = append(append(out, r.Name.Proper), r.Products...)
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// found lists the names that a text holds.
func found(names []string, s string) []string {
	var out []string
	for _, n := range names {
		if strings.Contains(s, n) {
			out = append(out, n)
		}
	}
	return out
}

// firmness pairs the words that say how firmly something is meant. A text has
// the word in both languages or in neither.
var firmness = []struct{ nb, en *regexp.Regexp }{
	{oneOf(`ca\.|omtrent`), oneOf(`about \d|approximately`)},
	{oneOf(`normalt|vanligvis`), oneOf(`normally|usually`)},
	{oneOf(`alltid`), oneOf(`always`)},
	{oneOf(`aldri`), oneOf(`never`)},
	{oneOf(`når som helst|til enhver tid`), oneOf(`at any time|at any given time`)},
	{oneOf(`bare|kun`), oneOf(`only`)},
	{oneOf(`for eksempel|eksempel|eksempler|eksemplene`), oneOf(`for example|examples?`)},
	{oneOf(`blant annet|herunder`), oneOf(`among other things|including`)},
	{oneOf(`så langt som mulig`), oneOf(`as far as possible`)},
	{oneOf(`så snart|så fort|så raskt`), oneOf(`as soon as`)},
	{oneOf(`typisk|typiske`), oneOf(`typical|typically`)},
	{oneOf(`hovedsak`), oneOf(`mainly`)},
	{oneOf(`opptil \d.*|inntil \d.*`), oneOf(`up to \d.*`)},
	{oneOf(`noen tilfeller|enkelte tilfeller|visse tilfeller`), oneOf(`some cases|certain cases`)},
	{oneOf(`må|trenger|behov|trengs`), oneOf(`must|needs?|needed|have to|has to`)},
	{oneOf(`frivillig`), oneOf(`voluntary`)},
	{oneOf(`om nødvendig`), oneOf(`if necessary|where necessary`)},
}

// able pairs the words for what can happen.
var able = struct{ nb, en *regexp.Regexp }{oneOf(`kan|kunne`), oneOf(`can|cannot|may|could|might|able to`)}

// oneOf finds any of the words of a pattern, as a whole.
func oneOf(pattern string) *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:^|[^\pL])(?:` + pattern + `)(?:$|[^\pL])`)
}

// differences tells what one language of a text says and the other does not.
func differences(t notice.Text, names []string) []string {
	var out []string
	nb, en := read(t.NB), read(t.EN)
	saysNB, saysEN := wording(nb), wording(en)
	for _, c := range []struct {
		what   string
		nb, en []string
	}{
		{"shape", shape(nb), shape(en)},
		{"numbers", number.FindAllString(saysNB, -1), number.FindAllString(saysEN, -1)},
		{"names", found(names, saysNB), found(names, saysEN)},
	} {
		slices.Sort(c.nb)
		slices.Sort(c.en)
		if !slices.Equal(c.nb, c.en) {
			out = append(out, fmt.Sprintf("the %s differ: %v and %v", c.what, c.nb, c.en))
		}
	}
	if a, b := len(article.FindAllString(saysNB, -1)), len(article.FindAllString(saysEN, -1)); a != b {
		out = append(out, fmt.Sprintf("%d and %d articles are cited", a, b))
	}
	for _, f := range firmness {
		if f.nb.MatchString(saysNB) != f.en.MatchString(saysEN) {
			out = append(out, fmt.Sprintf("one is firmer: /%s/ and /%s/", f.nb, f.en))
		}
	}
	if able.nb.MatchString(saysNB) != able.en.MatchString(saysEN) {
		out = append(out, "one can, the other does")
	}
	return out
}

func read(s string) *document.Document {
	blocks, _ := prose.New().Parse(s)
	return &document.Document{Sections: []document.Section{{Blocks: blocks}}}
}

// shape is the blocks and links of a text, without its words.
func shape(d *document.Document) []string {
	var out []string
	d.Visit(document.Visitor{Word: func(string) {}, ID: func(string) {}, Line: func(l document.Line) {
		links := ""
		for _, r := range l {
			if r.To != "" {
				links += " " + r.To
			}
		}
		out = append(out, "line"+links)
	}})
	return out
}

func wording(d *document.Document) string {
	var out strings.Builder
	d.Visit(document.Visitor{Word: func(string) {}, ID: func(string) {}, Line: func(l document.Line) { out.WriteString(l.Plain() + "\n") }})
	return out.String()
}

// TestDifferencesAreSeen keeps the comparison itself honest.
func TestDifferencesAreSeen(t *testing.T) {
	for _, c := range []struct {
		text notice.Text
		want string
	}{
		{notice.Text{NB: "Vi sletter etter 2 år.", EN: "We erase after 3 years."}, "numbers"},
		{notice.Text{NB: "Vi kan slette.", EN: "We erase."}, "one can"},
		{notice.Text{NB: "Vi sletter normalt.", EN: "We erase."}, "firmer"},
		{notice.Text{NB: "Se artikkel 6.", EN: "See 6."}, "articles"},
		{notice.Text{NB: "Fra Elhub.", EN: "From the hub."}, "names"},
		{notice.Text{NB: "- a\n- b", EN: "a and b"}, "shape"},
		{notice.Text{NB: "Se [her](#a).", EN: "See [here](#b)."}, "shape"},
	} {
		if got := strings.Join(differences(c.text, []string{"Elhub"}), "; "); !strings.Contains(got, c.want) {
			t.Errorf("%v: got %q, want %q", c.text, got, c.want)
		}
	}
	if got := differences(notice.Text{NB: "Vi kan slette etter 2 år, se artikkel 6.", EN: "We may erase after 2 years, see Article 6."}, nil); len(got) > 0 {
		t.Errorf("twins differ: %v", got)
	}
}
