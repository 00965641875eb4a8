package check

import (
	"cmp"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// term is a thing with the word for it, and other words people use instead.
type term struct {
	// Is is the word of the law or of the trade, Says the ways it begins in a
	// text where that is not the word itself.
	Is   string
	Says []string
	// Not are other words, with a star where they begin one.
	Not []string
	// Only tells whether a sentence is about the thing at all; nil where the
	// words can mean nothing else.
	Only func(sentence string) bool
	// Message is the id of what is said of it, after that of the rule; "" is
	// that the law has another word.
	Message string
	// EN is how the English text says the same, where it repeats the fault.
	EN *pattern
	// NB is how the Norwegian has the words, where they are quoted whole.
	NB *pattern
	// Twins are the English of the word and of the other one, for a text that
	// has two words in English too.
	Twins [2]*pattern
}

// How the English repeats what is wrong in the Norwegian.
var (
	termThirdEN = compiled(`(?i)\bthird[- ]party (data )?processors?\b`)
	termTwiceEN = compiled(`(?i)\blawful legal (basis|bases|grounds?)\b`)
	termRiskEN  = compiled(`(?i)\b(an? )?(high )?(probability|likelihood|risk) (for|to) (their|your|the) privacy\b`)
	termMeterEN = compiled(`(?i)\b(meter number/metering point( id)?|metering point id/meter number)`)
	termSlashEN = compiled(`(?i)\bprocessors?\s?(/|and/or )(sub-?contractors?|sub-?suppliers?)\b`)
	termYouEN   = compiled(`(?i)\bthe data subjects?`)

	// The two words with a slash between them, as the text has them.
	termSlashNB = compiled(`(?i)databehandler\pL*\s?(/|og/eller )\s?underleverandør\pL*`)

	// The same two words in English.
	termLeaveEN   = [2]*pattern{compiled(`(?i)\bconsents?\b`), compiled(`(?i)\bpermissions?\b`)}
	termServiceEN = [2]*pattern{compiled(`(?i)\bcustomer service\b`), compiled(`(?i)\bcustomer support\b`)}
)

// The terms never change, so they are made once.
var termsLegal, termsSame, termsEnglish = legalTerms(), sameTerms(), englishTerms()

// legalTerms lists the words of the law that are often called something else,
// in Norwegian.
func legalTerms() []term {
	about := func(words ...string) func(string) bool {
		return func(s string) bool { return wordingHas(s, words...) }
	}
	return []term{
		{Is: "personopplysninger", Says: []string{"personopplysning*"}, Not: []string{"persondata", "persondataene", "personlige data", "personlige opplysninger", "personlige opplysningene", "personlig informasjon", "personlige informasjon*", "personinformasjon*"}},
		{Is: "behandlingsansvarlig", Says: []string{"behandlingsansvarlig*"}, Not: []string{"dataansvarlig*", "databehandlingsansvarlig*", "datakontroller*"}},
		{Is: "databehandler", Says: []string{"databehandler*"}, Not: []string{"dataprosessor*", "behandlere", "behandlerne", "behandleren", "en behandler", "hver behandler", "behandleravtale*"}},
		{Is: "databehandler", Says: []string{"databehandler*"}, Not: []string{"tredjepartsdatabehandler*", "tredjepartsbehandler*"}, Message: "-third", EN: termThirdEN},
		{Is: "personvernombud", Says: []string{"personvernombud*"}, Not: []string{"personvernrådgiver*", "data protection officer"}},
		{Is: "særlige kategorier av personopplysninger", Says: []string{"særlige kategorier"}, Not: []string{"sensitive opplysning*", "sensitive personopplysning*", "sensitive data", "sensitiv informasjon", "sensitive personlige"}},
		{Is: "berettiget interesse", Says: []string{"berettige*"}, Not: []string{"legitim interesse*", "legitime interesse*", "rettmessig interesse*"}},
		{Is: "protestere", Says: []string{"protest*"}, Not: []string{"innsigelse*"}, Only: about("behandling*", "opplysninger*", "markedsføring*", "profilering*")},
		{Is: "fødselsnummer", Says: []string{"fødselsnummer*"}, Not: []string{"personnummer*"}},
		{Is: "rettslig grunnlag", Says: []string{"rettslig grunnlag*", "rettslige grunnlag*", "behandlingsgrunnlag*"}, Not: []string{"lovlig grunnlag*", "lovlige grunnlag*", "juridisk grunnlag*", "juridiske grunnlag*"}},
		{Is: "rettslig grunnlag", Not: []string{"lovlig rettslig grunnlag*", "lovlige rettslige grunnlag*"}, Message: "-twice", EN: termTwiceEN},
		{Is: "personvernforordningen", Says: []string{"personvernforordning*"}, Not: []string{"persondataforordning*", "databeskyttelsesforordning*", "personverndirektiv*"}},
		{Is: "personopplysningsloven", Says: []string{"personopplysningslov*"}, Not: []string{"persondatalov*", "personvernloven", "personregisterlov*"}},
		{Is: "personvernerklæring", Says: []string{"personvernerklæring*"}, Not: []string{"personvernpolicy*", "personvernpolitikk*", "privacy policy"}},
		{Is: "overtredelsesgebyr", Not: []string{"bøter"}, Only: about("datatilsyn*", "tilsyn*", "personvern*", "gdpr")},
		{Is: "høy risiko", Not: []string{"sannsynlighet for personvern*"}, Message: "-risk", EN: termRiskEN},
		{Is: "måleverdier", Says: []string{"måleverdi*"}, Not: []string{"målerverdi*"}},
		{Is: "målepunkt-ID", Says: []string{"målepunkt-id*"}, Not: []string{"målepunkts-id*", "målepunktsid*", "målepunktid*", "målepunkt id"}},
		{Is: "målepunkt-ID", Not: []string{"målernummer/målepunkt*", "målepunkt-id/målernummer*"}, Message: "-meter", EN: termMeterEN},
		{Is: "databehandler", Not: []string{"underleverandør*"}, Message: "-slash", EN: termSlashEN, NB: termSlashNB, Only: func(s string) bool {
			return slices.ContainsFunc([]string{"databehandlere/underlev", "databehandlerne/underlev", "databehandlere og/eller underlev", "databehandlerne og/eller underlev", "databehandler/underlev", "databehandler og/eller underlev"}, func(p string) bool { return strings.Contains(s, p) })
		}},
	}
}

// sameTerms lists words that mean one thing in most notices; only two of them
// in one notice are worth a word.
func sameTerms() []term {
	leave := func(s string) bool {
		return wordingHas(s, "trekke*", "tilbake", "gitt", "gir", "gi", "samtykk*") && !wordingHas(s, "konsesjon*", "finanstilsyn*", "myndighet*")
	}
	mine := func(s string) bool {
		return !wordingHas(s, "leverandør*", "tredjepart*", "ansatt*", "mottar", "mottaker*", "standardavtale*")
	}
	return []term{
		{Is: "kundeservice", Says: []string{"kundeservice*"}, Not: []string{"kundesupport*", "kundestøtte*", "kundesenter*"}, Twins: termServiceEN},
		{Is: "informasjonskapsler", Says: []string{"informasjonskaps*"}, Not: []string{"cookie*"}},
		{Is: "samtykke", Says: []string{"samtykke*"}, Not: []string{"tillatelse*"}, Only: leave, Twins: termLeaveEN},
		{Is: "avtale", Says: []string{"avtale*"}, Not: []string{"kontrakt", "kontrakten", "kontrakter", "kontraktene"}, Only: mine},
		{Is: "app", Says: []string{"app", "appen", "apper", "appene"}, Not: []string{"applikasjon*"}},
		{Is: "varsel", Says: []string{"varsel", "varsler", "varsling*"}, Not: []string{"notifikasjon*"}},
		{Is: "du", Says: []string{"du"}, Not: []string{"den registrerte", "de registrerte*"}, Message: "-you", EN: termYouEN},
		{Is: "enhets-ID", Says: []string{"enhets-id*"}, Not: []string{"enhetsidentifikator*"}},
	}
}

// englishTerms lists the words of the law in English that are often called
// something else.
func englishTerms() []term {
	return []term{
		{Is: "privacy notice", Says: []string{"privacy notice*"}, Not: []string{"privacy policy", "privacy policies"}},
		{Is: "special categories of personal data", Says: []string{"special categories"}, Not: []string{"sensitive personal data", "sensitive data"}},
	}
}

// findTerms finds words that the law does not have, and two words for one
// thing. Each is found once, where it stands first.
func findTerms(c *Case) []Finding {
	nb, en := c.book(notice.Norwegian), c.book(notice.English)
	var out []Finding
	places := map[string]bool{}
	for i := range termsLegal {
		if f, ok := termsLegal[i].in(c, nb, true); ok {
			out = append(out, f)
			places[f.At] = true
		}
	}
	for i := range termsSame {
		if f, ok := termsSame[i].in(c, nb, false); ok {
			out = append(out, f)
		}
	}
	for i := range termsEnglish {
		// What is wrong in the original is found there.
		if f, ok := termsEnglish[i].in(c, en, true); ok && !places[f.At] {
			f.Message = "lang-term-variant-english"
			out = append(out, f)
		}
	}
	out = append(out, termsThird(c)...)
	out = append(out, termsTransfer(c)...)
	return append(out, termsData(c)...)
}

// termWords lists all words that terms look for.
func termWords(lists ...[]term) []string {
	var out []string
	for _, t := range slices.Concat(lists...) {
		out = append(append(out, t.Says...), t.Not...)
	}
	return out
}

// in looks for the other words of a term. Where the law's own word does not
// stand in the notice, the other one is wrong alone, or not at all.
func (t *term) in(c *Case, b *wordingBook, legal bool) (Finding, bool) {
	var hits []wordingHit
	for _, w := range t.Not {
		for _, h := range b.found[w] {
			if !termExcused(b, h) && (t.Only == nil || t.Only(b.sentence(h))) {
				hits = append(hits, h)
			}
		}
	}
	if len(hits) == 0 {
		return Finding{}, false
	}
	both := slices.ContainsFunc(t.Says, func(w string) bool { return len(b.found[w]) > 0 })
	if !legal && !both {
		return Finding{}, false
	}
	slices.SortFunc(hits, func(x, y wordingHit) int { return x.From - y.From })
	names := termNames(b, hits)
	if c.wordingAlso(lower(names[0])) {
		return Finding{}, false
	}
	quoted := names
	if both && (t.Message == "" || t.Message == "-you") {
		quoted = append([]string{t.Is}, names...)
	}
	all := saidProper(quoted)
	all.quoted = true
	words := saidTwo{all, all}
	f := Finding{At: b.at(hits[0]), Severity: diag.Note, Args: map[string]any{"Is": t.Is, "Number": len(hits), "Both": both, "Twin": "", "Twins": notice.Text{}}}
	if x := b.text(hits[0]); x != nil {
		if t.EN != nil {
			// The English says it in words of its own.
			en := t.EN.FindString(x.Text.EN)
			if t.Message == "-you" {
				en = lower(en) // it may open a sentence
			}
			words.en = saidText{EN: en}
		}
		if t.NB != nil {
			words.nb = saidText{NB: cmp.Or(lower(t.NB.FindString(x.visible(notice.Norwegian))), names[0])}
		}
		if !legal {
			f.Args["Twin"], f.Args["Twins"] = t.twins(c, x.Text.EN)
		}
	}
	f.Args["Words"], f.Args["Also"] = words, termAlso(c, b, hits)
	switch {
	case t.Message != "":
		f.Message = "lang-term-variant" + t.Message
	case legal:
		f.Message = "lang-term-variant-wrong"
	}
	return f, true
}

// twins gives the two words that an English text has where the Norwegian one
// has two, the first by itself and both in quotes; nothing where it has one.
func (t *term) twins(c *Case, en string) (is string, both saidRow) {
	if t.Twins[0] == nil {
		return "", both
	}
	is, other := t.Twins[0].FindString(c.book(notice.English).plain), t.Twins[1].FindString(en)
	if is == "" || other == "" {
		return "", both
	}
	is = lower(is)
	both = saidProper([]string{is, lower(other)})
	both.quoted = true
	return is, both
}

// termAlso lists the headings of the places after the first one; none where
// there are too many, or where one of them has no heading to tell it by.
func termAlso(c *Case, b *wordingBook, hits []wordingHit) saidRow {
	const few = 3
	first := c.wordingHeading(b.at(hits[0]))
	names := saidRow{quoted: true}
	for _, h := range hits[1:] {
		name := c.wordingHeading(b.at(h))
		if name == nil || name == first || len(names.things) == few {
			return saidRow{}
		}
		if !slices.Contains(names.things, name) {
			names.things = append(names.things, name)
		}
	}
	return names
}

// termNames lists the words at some places, each once, in small letters. A
// compound is no further word beside the one it begins with.
func termNames(b *wordingBook, hits []wordingHit) []string {
	var all []string
	for _, h := range hits {
		w := lower(b.word(h))
		if stem, ok := strings.CutSuffix(w, "-id"); ok {
			w = stem + "-ID"
		}
		if w == "de registrertes" {
			w = "de registrerte" // whose is no part of what they are called
		}
		if !slices.Contains(all, w) {
			all = append(all, w)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(w string) bool {
		return slices.ContainsFunc(all, func(x string) bool { return x != w && strings.HasPrefix(w, x) })
	})
}

// termExcused tells whether a word stands where it does no harm: in brackets
// after another word, as what somebody else's page or product is called, or in
// quotation marks.
func termExcused(b *wordingBook, h wordingHit) bool {
	if at := b.at(h); strings.HasPrefix(at, "links[") || strings.Contains(at, ".links[") {
		return true
	}
	before, after := b.lower[:h.From], b.lower[h.To:]
	if strings.HasSuffix(before, "(") || strings.HasSuffix(before, "«") && strings.HasPrefix(after, "»") || strings.HasSuffix(before, "“") && strings.HasPrefix(after, "”") {
		return true
	}
	// "cookie_id" is a name.
	return strings.HasPrefix(after, "_")
}
