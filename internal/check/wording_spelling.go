package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"notis/internal/notice"
)

// misspelling is a way of writing a word, and the right one.
type misspelling struct{ wrong, right string }

// misspellings lists what is often written wrongly in notices. It is a list
// and no dictionary: what is not on it is not found, and nothing right is.
func misspellings() []misspelling {
	return []misspelling{
		{"addresse*", "adresse"}, {"epost*", "e-post"}, {"e-mail*", "e-post"}, {"mailadresse*", "e-postadresse"}, {"email*", "e-post"},
		{"desverre", "dessverre"}, {"istedet", "i stedet"}, {"ihvertfall", "i hvert fall"}, {"idag", "i dag"}, {"forøvrig", "for øvrig"},
		{"iforbindelse", "i forbindelse"}, {"ihenhold", "i henhold"}, {"nårsomhelst", "når som helst"}, {"tilenhver", "til enhver"},
		{"interesant*", "interessant"}, {"eventuellt", "eventuelt"}, {"spesiellt", "spesielt"}, {"generellt", "generelt"}, {"aktuellt", "aktuelt"},
		{"infomasjon*", "informasjon"}, {"informasjonkaps*", "informasjonskapsler"}, {"personoplysning*", "personopplysninger"},
		{"personopplysing*", "personopplysninger"}, {"opplysing*", "opplysninger"}, {"personvernerklering*", "personvernerklæring"},
		{"behandligs*", "behandlings…"}, {"behandlig", "behandling"}, {"samtyke*", "samtykke"}, {"anlyse*", "analyse"}, {"rettighetter*", "rettigheter"},
		{"forsjellig*", "forskjellig"}, {"tilgjengli*", "tilgjengelig"}, {"leverandæ*", "leverandør"}, {"nødvending*", "nødvendig"},
		{"el-hub", "Elhub"},
		// Compounds are one word in Norwegian.
		{"informasjons kaps*", "informasjonskapsler"}, {"personvern erklæring*", "personvernerklæring"}, {"person opplysning*", "personopplysninger"},
		{"personvern ombud*", "personvernombud"}, {"data behandleren", "databehandleren"}, {"data behandlere", "databehandlere"}, {"data behandlerne", "databehandlerne"}, {"behandlings ansvarlig*", "behandlingsansvarlig"},
		{"kunde service*", "kundeservice"}, {"strøm avtale*", "strømavtale"}, {"nyhets brev*", "nyhetsbrev"}, {"kontakt skjema*", "kontaktskjema"},
		{"bruker profilen", "brukerprofilen"}, {"markeds føring*", "markedsføring"}, {"kontakt informasjon*", "kontaktinformasjon"},
		{"kunde forhold", "kundeforhold"}, {"kunde forholdet", "kundeforholdet"}, {"samtykke erklæring*", "samtykkeerklæring"}, {"cookie erklæring*", "erklæring om informasjonskapsler"},
		// The infinitive has å.
		{"ved og bruke", "ved å bruke"}, {"ved og klikke", "ved å klikke"}, {"ved og sende", "ved å sende"}, {"ved og kontakte", "ved å kontakte"}, {"for og kunne", "for å kunne"},
		{"rett til og få", "rett til å få"}, {"rett til og kreve", "rett til å kreve"}, {"rett til og se", "rett til å se"}, {"mulighet til og", "mulighet til å"},
		// Words that slipped in twice; "på på" and the like can be right.
		{"å å", "å"}, {"og og", "og"}, {"at at", "at"}, {"vi vi", "vi"}, {"som som", "som"},
	}
}

// englishWords lists English words that stand in Norwegian texts, and a
// Norwegian one for each. A single word with a capital letter is part of a
// name.
func englishWords() []misspelling {
	return []misspelling{
		{"device id*", "enhets-ID"}, {"software development kit*", "utviklingsverktøy (SDK)"}, {"opt-in*", "påmelding eller samtykke"}, {"opt-out*", "reservasjon"},
		{"in-app purchase*", "kjøp i appen"}, {"server hosting*", "drift av servere"}, {"hosting*", "drift"}, {"managementsystem*", "ledelsessystem"},
		{"retargeting*", "målrettet annonsering"}, {"remarketing*", "målrettet annonsering"}, {"tracking*", "sporing"}, {"newsletter*", "nyhetsbrev"},
		{"privacy", "personvern"}, {"policy*", "retningslinjer"}, {"consent*", "samtykke"}, {"settings", "innstillinger"}, {"feedback*", "tilbakemelding"},
		{"browser*", "nettleser"}, {"website*", "nettside"}, {"user experience", "brukeropplevelse"}, {"look-alike*", "lignende målgruppe"}, {"lookalike*", "lignende målgruppe"},
		{"cloud*", "sky"}, {"marketing*", "markedsføring"}, {"third party", "tredjepart"}, {"third-party", "tredjeparts…"}, {"customer service", "kundeservice"},
		{"data subject*", "den registrerte"}, {"data controller*", "behandlingsansvarlig"}, {"data processor*", "databehandler"}, {"log in", "logge inn"},
	}
}

// wordingForms lists words with two right forms, by how each begins. One
// notice should keep to one of them.
func wordingForms() [][2][]string {
	return [][2][]string{
		{{"atferd*", "brukeratferd*"}, {"adferd*", "brukeradferd*"}},
		{{"fram", "framgang*", "framtid*", "framstill*", "framsett*", "framlegg*"}, {"frem", "fremgang*", "fremtid*", "fremstill*", "fremsett*", "fremlegg*"}},
		{{"nettside*"}, {"webside*"}},
	}
}

// idWords are words that ID is put to the end of. The names of services, such
// as BankID, are none of them.
func idWords() []string {
	return []string{"kunde", "bruker", "målepunkt", "måler", "enhets", "annonse", "klient", "cookie"}
}

// findSpelling finds what is written wrongly, in English, or in two ways.
func findSpelling(c *Case) []Finding {
	b := c.book(notice.Norwegian)
	wrong, english := misspellings(), englishWords()
	found := b.hits(spellingWords(wrong, english))
	var out []Finding
	add := func(h wordingHit, message, right string) {
		out = append(out, Finding{At: b.at(h), Message: message, Args: map[string]any{"Words": b.word(h), "Right": right}})
	}
	taken := map[string]bool{}
	for _, m := range wrong {
		for _, h := range spellingPlaces(b, found[m.wrong]) {
			if !spellingName(b, h) {
				add(h, "", m.right)
			}
		}
	}
	// Longer words come first, and take the place of those within them.
	for _, m := range english {
		for _, h := range spellingPlaces(b, found[m.wrong]) {
			if key := b.at(h) + spellingTail(b.word(h)); !taken[key] && !spellingName(b, h) && !spellingProper(b, h, m.wrong) {
				taken[key] = true
				add(h, "lang-spelling-english", m.right)
			}
		}
	}
	for _, h := range spellingPlaces(b, found["elhub*"]) {
		if w := b.word(h); strings.HasPrefix(w, "ElHub") || strings.HasPrefix(w, "ELHUB") {
			add(h, "", "Elhub")
		}
	}
	for _, h := range spellingIDs(b) {
		add(h, "", lower(strings.TrimSuffix(b.word(h), "ID"))+"-ID")
	}
	return append(out, spellingForms(b, found)...)
}

// spellingIDs finds where ID is put to the end of a word without a hyphen.
func spellingIDs(b *wordingBook) []wordingHit {
	var out []wordingHit
	for from := 0; ; {
		i := strings.Index(b.plain[from:], "ID")
		if i < 0 {
			return out
		}
		i += from
		from = i + len("ID")
		for _, w := range idWords() {
			at := i - len(w)
			if strings.HasSuffix(b.lower[:i], w) && !wordingEndsInLetter(b.lower[:at]) && !wordingBeginsWithLetter(b.lower[from:]) {
				out = append(out, wordingHit{at, from})
			}
		}
	}
}

// spellingWords lists all words that are looked for.
func spellingWords(lists ...[]misspelling) []string {
	out := []string{"elhub*"}
	for _, m := range slices.Concat(lists...) {
		out = append(out, m.wrong)
	}
	for _, f := range wordingForms() {
		out = append(append(out, f[0]...), f[1]...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// spellingForms finds words that the notice writes in two right ways.
func spellingForms(b *wordingBook, found map[string][]wordingHit) []Finding {
	var out []Finding
	for _, f := range wordingForms() {
		var one, two []wordingHit
		for _, w := range f[0] {
			one = append(one, found[w]...)
		}
		for _, w := range f[1] {
			two = append(two, found[w]...)
		}
		if len(one) == 0 || len(two) == 0 {
			continue
		}
		// The rarer one is the one to change.
		if len(two) < len(one) {
			one, two = two, one
		}
		out = append(out, Finding{At: b.at(one[0]), Message: "lang-spelling-mixed", Args: map[string]any{"Words": lower(b.word(one[0])), "Right": lower(b.word(two[0]))}})
	}
	return out
}

// spellingPlaces keeps the first of each text.
func spellingPlaces(b *wordingBook, hits []wordingHit) []wordingHit {
	var out []wordingHit
	for _, h := range hits {
		if len(out) == 0 || b.at(out[len(out)-1]) != b.at(h) {
			out = append(out, h)
		}
	}
	return out
}

// spellingTail is the last word of several.
func spellingTail(s string) string {
	words := strings.Fields(lower(s))
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// spellingName tells whether a word is part of an address or of a name with
// signs in it.
func spellingName(b *wordingBook, h wordingHit) bool {
	before, after := b.lower[:h.From], b.lower[h.To:]
	return strings.HasPrefix(after, "@") || strings.HasPrefix(after, "_") || strings.HasSuffix(before, "_") || strings.HasSuffix(before, "@") ||
		strings.HasSuffix(before, ".") || len(after) > 1 && after[0] == '.' && wordingBeginsWithLetter(after[1:])
}

// spellingProper tells whether an English word is part of a proper name: a
// single one with a capital letter inside a sentence, or beside a word that
// has one.
func spellingProper(b *wordingBook, h wordingHit, wrong string) bool {
	if at := b.at(h); strings.HasPrefix(at, "recipients") && strings.HasSuffix(at, ".name") {
		return true
	}
	if strings.ContainsAny(wrong, " -") {
		return false
	}
	r, _ := utf8.DecodeRuneInString(b.plain[h.From:h.To])
	if !unicode.IsUpper(r) {
		return false
	}
	before, after := b.plain[:h.From], strings.TrimLeft(b.plain[h.To:], " ")
	next, _ := utf8.DecodeRuneInString(after)
	opens := before == "" || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, ". ")
	return !opens || unicode.IsUpper(next)
}
