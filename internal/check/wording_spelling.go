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
var misspellings = []misspelling{
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

// englishWords lists English words that stand in Norwegian texts, and a
// Norwegian one for each. A single word with a capital letter is part of a
// name.
var englishWords = []misspelling{
	{"device id*", "enhets-ID"}, {"software development kit*", "utviklingsverktøy (SDK)"}, {"opt-in*", "påmelding eller samtykke"}, {"opt-out*", "reservasjon"},
	{"in-app purchase*", "kjøp i appen"}, {"server hosting*", "drift av servere"}, {"hosting", "drift"}, {"hostingleverandør*", "driftsleverandør"}, {"hostingtjeneste*", "driftstjeneste"}, {"managementsystem*", "ledelsessystem"},
	{"retargeting*", "målrettet annonsering"}, {"remarketing*", "målrettet annonsering"}, {"tracking", "sporing"}, {"trackingverktøy*", "sporingsverktøy"}, {"trackingpiks*", "sporingspiksel"}, {"newsletter", "nyhetsbrev"}, {"newsletters", "nyhetsbrev"},
	{"privacy", "personvern"}, {"policy", "retningslinjer"}, {"policyen", "retningslinjene"}, {"consent", "samtykke"}, {"settings", "innstillinger"}, {"feedback", "tilbakemelding"}, {"feedbacken", "tilbakemeldingen"}, {"feedbackskjema*", "tilbakemeldingsskjema"},
	{"browser", "nettleser"}, {"browseren", "nettleseren"}, {"browsere", "nettlesere"}, {"website", "nettside"}, {"websites", "nettsider"}, {"user experience", "brukeropplevelse"}, {"look-alike*", "lignende målgruppe"}, {"lookalike*", "lignende målgruppe"},
	{"cloud", "sky"}, {"cloudbasert*", "skybasert"}, {"cloudtjeneste*", "skytjeneste"}, {"cloudløsning*", "skyløsning"},
	{"marketing", "markedsføring"}, {"marketingformål*", "markedsføringsformål"}, {"marketingavdeling*", "markedsavdeling"}, {"third party", "tredjepart"}, {"third-party", "tredjeparts…"}, {"customer service", "kundeservice"},
	{"data subject*", "den registrerte"}, {"data controller*", "behandlingsansvarlig"}, {"data processor*", "databehandler"}, {"log in", "logge inn"},
}

// calques lists phrases that are English word for word, and what Norwegian says.
var calques = []misspelling{
	{"mekanismene vi stoler på", "mekanismene vi bygger på"}, {"mekanismer vi stoler på", "mekanismer vi bygger på"}, {"grunnlaget vi stoler på", "grunnlaget vi bygger på"},
	{"stoler på samtykke*", "bygger på samtykke"}, {"stoler på berettige*", "bygger på berettiget interesse"}, {"på daglig basis", "daglig"},
	{"på regelmessig basis", "regelmessig"}, {"på jevnlig basis", "jevnlig"}, {"på månedlig basis", "hver måned"}, {"på årlig basis", "hvert år"},
}

// wordingForms lists words with two right forms, by how each begins. One
// notice should keep to one of them.
var wordingForms = [][2][]string{
	{{"atferd*", "brukeratferd*"}, {"adferd*", "brukeradferd*"}},
	{{"fram", "framgang*", "framtid*", "framstill*", "framsett*", "framlegg*"}, {"frem", "fremgang*", "fremtid*", "fremstill*", "fremsett*", "fremlegg*"}},
	{{"nettside*"}, {"webside*"}},
}

// idWords are words that ID is put to the end of. The names of services, such
// as BankID, are none of them.
var idWords = []string{"kunde", "bruker", "målepunkt", "måler", "enhets", "annonse", "klient", "cookie"}

// findSpelling finds what is written wrongly, in English, or in two ways. Each
// is found once, where it stands first.
func findSpelling(c *Case) []Finding {
	b := c.book(notice.Norwegian)
	var out []Finding
	add := func(message, right string, hits []wordingHit) {
		hits = spellingTold(b, hits)
		if len(hits) == 0 || c.wordingAlso(lower(b.word(hits[0]))) {
			return
		}
		f := Finding{At: b.at(hits[0]), Message: message, Args: map[string]any{"Words": b.word(hits[0]), "Right": right, "Number": len(hits)}}
		if message == "lang-spelling-english" {
			f.Args["Right"] = spellingEither(right)
		}
		out = append(out, f)
	}
	for _, m := range misspellings {
		add("", m.right, spellingKeep(b.found[m.wrong], func(h wordingHit) bool { return !spellingName(b, h) }))
	}
	for _, m := range calques {
		add("lang-spelling-calque", m.right, b.found[m.wrong])
	}
	// Longer words come first, and take the place of those within them.
	taken := map[int]bool{}
	var names map[string]bool
	for _, m := range englishWords {
		add("lang-spelling-english", m.right, spellingKeep(b.found[m.wrong], func(h wordingHit) bool {
			if names == nil {
				names = spellingNames(c)
			}
			if taken[h.To] || spellingName(b, h) || spellingProper(b, h, m.wrong) || names[lower(b.word(h))] {
				return false
			}
			taken[h.To] = true
			return true
		}))
	}
	add("", "Elhub", spellingKeep(b.found["elhub*"], func(h wordingHit) bool {
		w := b.word(h)
		return strings.HasPrefix(w, "ElHub") || strings.HasPrefix(w, "ELHUB")
	}))
	for _, h := range spellingIDs(b) {
		add("", lower(strings.TrimSuffix(b.word(h), "ID"))+"-ID", []wordingHit{h})
	}
	return append(out, spellingForms(c, b)...)
}

// spellingEither puts what is right into quotes, each word by itself where one
// of two is.
func spellingEither(right string) saidRow {
	out := saidProper(strings.Split(right, " eller "))
	out.quoted, out.choice = true, true
	return out
}

// spellingTold leaves out the headings where a word stands elsewhere too: what
// stands in the text is likely to have given them their words.
func spellingTold(b *wordingBook, hits []wordingHit) []wordingHit {
	told := spellingKeep(hits, func(h wordingHit) bool { return !strings.HasSuffix(b.at(h), ".title") })
	if len(told) == 0 {
		return hits
	}
	return told
}

// spellingKeep keeps the places that a test holds for.
func spellingKeep(hits []wordingHit, keep func(wordingHit) bool) []wordingHit {
	var out []wordingHit
	for _, h := range hits {
		if keep(h) {
			out = append(out, h)
		}
	}
	return out
}

// spellingNames are the words in the names that the notice and the brand have,
// in small letters. None of them is English in a Norwegian text.
func spellingNames(c *Case) map[string]bool {
	out := map[string]bool{}
	add := func(names ...string) {
		for _, n := range names {
			wordingEach(lower(n), func(w string) bool {
				out[w] = true
				return true
			})
		}
	}
	add(c.Brand.Name, c.Brand.Entity.Name)
	for i := range c.Brand.Sites {
		add(c.Brand.Sites[i].Name.Proper, c.Brand.Sites[i].Name.NB)
	}
	for i := range c.Brand.TradeNames {
		add(c.Brand.TradeNames[i].Name)
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		add(r.Name.Proper)
		add(r.Products...)
	}
	for i := range c.Cookies.Cookies {
		add(c.Cookies.Cookies[i].Name, c.Cookies.Cookies[i].Provider)
	}
	for i := range c.Cookies.Technologies {
		add(c.Cookies.Technologies[i].Name.Proper, c.Cookies.Technologies[i].Provider)
	}
	return out
}

// wordingAlso tells whether a declaration of cookies was read from the same
// text as the privacy notice, and a word stands in that one too: it is found
// there.
func (c *Case) wordingAlso(word string) bool {
	if c.Kind != notice.CookiesKind || c.Cookies.Source.SHA256 == "" || c.Cookies.Source.SHA256 != c.Privacy.Source.SHA256 {
		return false
	}
	other := *c
	other.Kind = notice.PrivacyKind
	for t := range other.With(word) {
		if strings.Contains(lower(t.Text.NB), word) {
			return true
		}
	}
	return false
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
		for _, w := range idWords {
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
	for _, f := range wordingForms {
		out = append(append(out, f[0]...), f[1]...)
	}
	return out
}

// spellingForms finds words that the notice writes in two right ways.
func spellingForms(c *Case, b *wordingBook) []Finding {
	var out []Finding
	found := b.found
	for _, f := range wordingForms {
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
		if c.wordingAlso(lower(b.word(one[0]))) {
			continue
		}
		out = append(out, Finding{At: b.at(one[0]), Message: "lang-spelling-mixed", Args: map[string]any{"Words": lower(b.word(one[0])), "Right": lower(b.word(two[0]))}})
	}
	return out
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
