package check_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"notis/internal/check"
	"notis/internal/notice"
)

// wordingSwap is a case that puts some text in the place of another in the
// privacy notice that is in order.
func wordingSwap(before, after string) string {
	return "-- edit data/brands/acme/privacy.toml --\n<<<\n" + before + "\n===\n" + after + "\n>>>\n"
}

// TestWordingBranches tries what one notice cannot show beside the rest of its
// rule's own case, for the rules on the wording and on changes.
func TestWordingBranches(t *testing.T) {
	const (
		said     = "Bare de som trenger opplysningene i jobben, ser dem."
		changes  = "text = { nb = \"Vi endrer erklæringen når vi endrer det vi gjør.\", en = \"We change the notice when we change what we do.\" }\n"
		notified = "notified = { nb = \"Er endringen viktig for deg, får du en e-post i god tid.\", en = \"If the change matters to you, you get an e-mail in good time.\" }"
		rather   = "Behandlingen av personopplysninger forutsetter tilstrekkelig tilgangsstyring. Systemene våre dokumenterer tilgangen. Medarbeiderne undertegner taushetserklæring. Leverandørene kontrolleres regelmessig. "
	)
	none := wordingSwap("[changes]\n"+changes+notified, "") + wordingSwap("[[sections]]\nid = \"changes\"\n", "")
	for _, tt := range []struct{ name, rule, edit, want string }{
		{"rather heavy", "art12-1-plain", wordingSwap(said, strings.Repeat(rather, 12)), "art12-1-plain-near note "},
		{"no change clause", "change-clause-present", none, " note "},
		{"a change clause elsewhere", "change-clause-present", none + "-- append data/brands/acme/privacy.toml --\n" + "[[sections]]\nid = \"news\"\ntitle = { nb = \"Nytt\", en = \"News\" }\ntext = { nb = \"Endrer vi erklæringen, får du en e-post.\", en = \"If we change the notice, you get an e-mail.\" }\n", ""},
		{"a change clause that tells nobody", "change-clause-present", wordingSwap(notified, ""), "change-clause-present-untold note changes"},
		{"told in the text", "change-clause-present", wordingSwap(changes+notified, "text = { nb = \"Endrer vi noe, sier vi fra på e-post.\", en = \"If we change something, we tell you by e-mail.\" }"), ""},
		{"the others look", "wp260-29-no-check-back", wordingSwap(notified, notified+"\nfound = { nb = \"Ellers finner du oppdatert informasjon på nettsiden.\", en = \"Otherwise you find up-to-date information on the website.\" }"), "wp260-29-no-check-back-others note changes.found"},
		{"only in English", "wp260-29-no-check-back", wordingSwap(said, said+" Gå inn på nettsiden av og til og se etter endringer, så du er oppdatert."), " warning security[0].text"},
		{"consent by going on is another rule's", "edpb05-110-reconsent", wordingSwap(said, "Ved å fortsette å bruke tjenesten etter en endring samtykker du."), ""},
		{"a policy", "lang-term-variant", wordingSwap("en = \"Only those who need the data for their work see them.\"", "en = \"Only those who need the data for their work see them. Read our privacy policy.\""), "lang-term-variant-english note security[0].text"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := base(t)
			apply(t, fsys, txtar.Parse([]byte(tt.edit)).Files)
			rules := slices.DeleteFunc(check.Rules(), func(r check.Rule) bool { return r.ID != tt.rule })
			var got []string
			for _, d := range check.Run(load(t, fsys, notice.PrivacyKind, "2026-11-22"), rules) {
				got = append(got, fmt.Sprintf("%s %s %s", cmp.Or(d.Message, ""), d.Severity, d.Path))
			}
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("found %q, want %q", strings.Join(got, ", "), tt.want)
			}
		})
	}
}

// TestRendition wants no word on how long the sentences are of a text that was
// written after a company's notice: they are not the company's.
func TestRendition(t *testing.T) {
	long := "Bare de som trenger opplysningene i jobben, ser dem, og det er de som svarer deg når du ringer, de som sender deg regningen, de som passer på systemene, og de som ser til at alt går rett for seg her hos oss."
	fsys := base(t)
	apply(t, fsys, txtar.Parse([]byte(wordingSwap("Bare de som trenger opplysningene i jobben, ser dem.", long))).Files)
	rules := slices.DeleteFunc(check.Rules(), func(r check.Rule) bool { return r.ID != "art12-1-plain" })
	for _, tt := range []struct {
		of       string
		official bool
		want     int
	}{{"current", false, 0}, {"current", true, 1}, {"working", false, 1}} {
		c := load(t, fsys, notice.PrivacyKind, "2026-11-22")
		c.Of, c.Brand.Official = tt.of, tt.official
		if got := check.Run(c, rules); len(got) != tt.want {
			t.Errorf("%s, official %t: found %d, want %d", tt.of, tt.official, len(got), tt.want)
		}
	}
}
