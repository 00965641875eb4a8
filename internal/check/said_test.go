package check

import (
	"os"
	"strings"
	"testing"

	"notis/internal/diag"
	"notis/internal/notice"
	i18n "notis/internal/words"
)

// tellers are the words of findings, as the command has them.
func tellers(t *testing.T) map[notice.Lang]diag.Teller {
	t.Helper()
	out := map[notice.Lang]diag.Teller{}
	for _, l := range notice.Langs() {
		w, err := i18n.LoadAll(os.DirFS("../.."), []string{"i18n/check"}, string(l))
		if err != nil {
			t.Fatal(err)
		}
		notices, err := i18n.Load(os.DirFS("../.."), "i18n/notice", string(l))
		if err != nil {
			t.Fatal(err)
		}
		out[l] = w.With("notice", notices)
	}
	return out
}

// TestSaid says what findings are about in both languages.
func TestSaid(t *testing.T) {
	lamp, own := notice.Text{NB: "en «lampe»", EN: "a “lamp”"}, notice.Text{NB: "strøm"}
	most := saidProper(strings.Split("abcd", ""))
	most.most = 3
	whole := rightsTitles([]notice.Text{lamp, own, {EN: "nothing"}})
	choice := saidProper([]string{"A", "B", "A"})
	choice.choice = true
	for _, c := range []struct {
		datum  diag.Datum
		nb, en string
	}{
		{saidText(lamp), "en «lampe»", "a “lamp”"},
		{saidListed(nil), "", ""},
		{saidListed([]notice.Text{own}), "strøm", ""},
		{saidListed([]notice.Text{lamp, own, lamp}), "en «lampe» og strøm", "a “lamp”"},
		{saidQuoted([]notice.Text{lamp, own}), "«en ‘lampe’» og «strøm»", "“a ‘lamp’”"},
		{saidQuotedEach([]string{"kan", "bør"}, []string{"may", "should", "might"}), "«kan» og «bør»", "“may”, “should” and “might”"},
		{saidRow{things: []diag.Datum{saidProper([]string{"A", "B"}), saidWord("notice:section-rights")}, quoted: true}, "«A og B» og «Rettighetene dine»", "“A and B” and “Your rights”"},
		{choice, "A eller B", "A or B"},
		{most, "a, b, c, …", "a, b, c, …"},
		{whole, "«en ‘lampe’» og «strøm»", ""},
		{saidTwo{saidWord("basis-other"), saidText{EN: "none"}}, "et annet", "none"},
		{saidCount(0), "0", "0"}, {saidCount(2), "to", "two"}, {saidCount(13), "13", "13"},
		{saidDay("2026-11-22"), "22. november 2026", "22 November 2026"}, {saidDay("2026-11-31"), "2026-11-31", "2026-11-31"},
		{basisName("contract", "basis-other"), "avtale", "contract"}, {basisName("not-stated", "basis-other"), "et annet", "another one"},
		{basisNames([]notice.BasisKind{"consent", "", "balancing"}), "samtykke, noe som ikke er oppgitt og interesseavveining", "consent, something not stated and balancing of interests"},
		{transfersPlace("US"), "USA", "the USA"}, {transfersPlace("XK"), "et land utenfor EØS (XK)", "a country outside the EEA (XK)"}, {transfersPlace(""), "et land utenfor EØS", "a country outside the EEA"},
		{storedIn("I skyen, på en e-postserver, et webhotell og i en database."), "i en skytjeneste, på en e-postserver, på et webhotell og i en database", "in a cloud service, on an e-mail server, with a web host and in a database"},
	} {
		for l, w := range tellers(t) {
			want := c.nb
			if l == notice.English {
				want = c.en
			}
			if got, err := c.datum.Say(w); got != want || err != nil {
				t.Errorf("%#v in %s: got %q, %v; want %q", c.datum, l, got, err, want)
			}
		}
	}
}

// TestEveryThingHasWords wants words for each of the things that stand in lists
// of the program, and an error where there are none.
func TestEveryThingHasWords(t *testing.T) {
	var things []diag.Datum
	for n := range saidCount(14) {
		things = append(things, n)
	}
	for _, k := range notice.BasisKind("").Values() {
		things = append(things, basisName(notice.BasisKind(k), "basis-open"))
	}
	for _, k := range notice.Kinds() {
		for _, id := range notice.SectionsOf(k) {
			things = append(things, wordingUnder(k, nil, id+"[0].text"))
		}
	}
	for _, way := range storingTechniques() {
		things = append(things, way.label)
	}
	for l, w := range tellers(t) {
		for _, x := range things {
			if s, err := x.Say(w); s == "" || err != nil {
				t.Errorf("%v in %s: %q, %v", x, l, s, err)
			}
		}
		for _, x := range []diag.Datum{saidWord("nothing"), saidRow{things: []diag.Datum{saidWord("nothing")}}, saidTwo{saidWord("nothing"), saidWord("nothing")}} {
			if s, err := x.Say(w); err == nil {
				t.Errorf("%v in %s is said to be %q", x, l, s)
			}
		}
	}
}
