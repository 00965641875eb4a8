package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// trade lists the rules on how a notice says that it changes. What is about a
// change itself, and about telling readers of it, is found when a version is
// released.
func trade() []Rule {
	return []Rule{
		{
			ID: "change-clause-present", Severity: diag.Note, Article: "GDPR 12(1), 5(1)(a)",
			Source: "WP260 rev.01 paras 29–30", Verified: true, Kinds: []notice.Kind{notice.PrivacyKind}, Find: findChangeClause,
		},
		{
			ID: "wp260-29-no-check-back", Severity: diag.Warning, Article: "GDPR 5(1)(a), 12(1)",
			Source: "WP260 rev.01 para 29", Verified: true, Find: findCheckBack,
		},
		{
			ID: "edpb05-110-reconsent", Severity: diag.Warning, Article: "GDPR 4(11), 7",
			Source: "EDPB 05/2020 para 110", Verified: true, Find: findSilentConsent,
		},
		{
			ID: "art13-3-further-processing", Severity: diag.Warning, Article: "GDPR 13(3), 14(4)",
			Source: "GDPR 13(3), 14(4)", Verified: true, Kinds: []notice.Kind{notice.PrivacyKind}, Find: findFurtherUse,
		},
		{
			ID: "wp260-31-no-whitewash", Severity: diag.Warning, Article: "GDPR 6(4), 5(1)(b)",
			Source: "WP260 rev.01 para 31", Verified: true, Kinds: []notice.Kind{notice.PrivacyKind}, Find: findWhitewash,
		},
	}
}

// tradeChannels are the ways by which a message reaches the one reader.
func tradeChannels() []string {
	return []string{
		"e-post*", "epost*", "sms*", "brev", "post", "telefon*", "app", "appen", "melding", "meldinger", "varsel", "varsler", "push*", "min side",
		"e-mail*", "email*", "letter*", "text message*", "notification*",
	}
}

// tradeDirect are those, and words that promise some such way.
func tradeDirect() []string {
	return append(tradeChannels(), "varsling*", "særskilt*", "direkte", "kontaktopplysning*", "kontaktinformasjon*", "separately", "directly", "contact details", "contact information")
}

// tradePublished are the words by which a text says that readers find the new
// one themselves.
var tradePublished = []string{
	"publiser*", "kunngjør*", "legge ut", "legger ut", "lagt ut", "ligger på", "ligge på", "oppdatert informasjon", "oppdatert versjon", "nyeste versjon", "siste versjon", "finne oppdatert", "finner oppdatert", "alltid finne", "på nettsiden*", "på hjemmesiden*", "på denne siden",
	"publish*", "post the", "posted", "latest version", "updated version", "up-to-date information", "always find", "on our website", "on this page",
}

// tradeClause gives what the notice says of its own changes, in small letters:
// the language it is written in, or English where there is no Norwegian.
func tradeClause(c *Case) (text, notified, found string) {
	of := func(t notice.Text) string {
		if t.NB != "" {
			return lower(wordingVisible(t.NB))
		}
		return lower(wordingVisible(t.EN))
	}
	ch := &c.Privacy.Changes
	return of(ch.Text), of(ch.Notified), of(ch.Found)
}

// findChangeClause finds a notice that does not say that it changes, or not
// how and when readers hear of it.
func findChangeClause(c *Case) []Finding {
	text, notified, found := tradeClause(c)
	if slices.ContainsFunc(c.Privacy.Promises, func(p notice.Promise) bool { return p.Kind == "notify-changes" }) {
		return nil
	}
	switch {
	case text+notified+found == "":
		if tradeElsewhere(c) {
			return nil
		}
		return []Finding{{}}
	case notified != "":
		if message := tradeTold(notified, text); message != "" {
			return []Finding{{At: "changes.notified", Message: message}}
		}
		return nil
	case tradePublishes(found) || tradePublishes(text):
		return nil // wp260-29-no-check-back has it
	case wordingHas(text, "varsl*", "gi deg beskjed", "får du beskjed", "får du vite", "si fra", "sier fra", "informer*", "e-post*", "tell you", "inform*", "let you know", "notif*"):
		return nil
	}
	return []Finding{{At: "changes", Message: "change-clause-present-untold"}}
}

// tradeTold tells what is missing where readers are told of changes: by which
// channel, and that it is before they take effect (WP260 paragraph 30). Where a
// new notice is only published, wp260-29-no-check-back has it.
func tradeTold(notified, text string) string {
	how := wordingHas(notified, tradeChannels()...)
	if !how && tradePublishes(notified) {
		return ""
	}
	when := wordingHas(notified+"\n"+text, "før", "på forhånd", "i forkant", "i god tid", "minst", "senest", "before", "in advance", "beforehand", "ahead", "in good time", "at least", "at the latest")
	switch {
	case !how && !when:
		return "change-clause-present-how-when"
	case !how:
		return "change-clause-present-how"
	case !when:
		return "change-clause-present-when"
	}
	return ""
}

func tradePublishes(s string) bool { return s != "" && wordingHas(s, tradePublished...) }

// tradeElsewhere tells whether a section in the company's own words says how
// the notice changes.
func tradeElsewhere(c *Case) bool {
	for i := range c.Privacy.Sections {
		for _, sentence := range tradeIn(c.Privacy.Sections[i].Text) {
			s := sentence.lower
			if wordingHas(s, "erklæring*", "notice") && wordingHas(s, "endre*", "endring*", "oppdater*", "change*", "update*", "amend*") {
				return true
			}
		}
	}
	return false
}

// tradeSentence is a sentence, as it is written and in small letters.
type tradeSentence struct{ plain, lower string }

// tradeSentences gives the sentences of a text. It is taken apart before its
// letters are made small: a capital letter tells where a sentence begins.
func tradeSentences(s string) []tradeSentence {
	var out []tradeSentence
	for _, p := range lixSentences(wordingVisible(s)) {
		p = strings.Join(strings.Fields(p), " ")
		out = append(out, tradeSentence{p, lower(p)})
	}
	return out
}

// tradeIn gives the sentences of the language a text is written in: English
// only where there is no Norwegian.
func tradeIn(t notice.Text) []tradeSentence {
	if t.NB == "" {
		return tradeSentences(t.EN)
	}
	return tradeSentences(t.NB)
}

// tradeSays finds the first sentence of a text that a test holds for, and
// gives how it begins; and how the same begins in English, where the test holds
// for that too.
func tradeSays(t notice.Text, holds func(lower string) bool) (notice.Text, bool) {
	first := func(text string) (string, bool) {
		for _, s := range tradeSentences(text) {
			if holds(s.lower) {
				return wordingOpening(s.plain), true
			}
		}
		return "", false
	}
	if t.NB == "" {
		en, ok := first(t.EN)
		return notice.Text{NB: en, EN: en}, ok
	}
	nb, ok := first(t.NB)
	if !ok {
		return notice.Text{}, false
	}
	en, _ := first(t.EN)
	return notice.Text{NB: nb, EN: en}, true
}

// Beginnings of what the sentences that are looked for hold.
var (
	tradeRepeated = compiled(`(?i)jevnlig|regelmessig|mellomrom|fra tid til|av og til|periodevis|ofte|når du besøker|hver gang|til enhver|regularly|periodically|from time|frequently|often|intervals|each time|every time`)
	tradeGoing    = compiled(`(?i)fortsett|fortsatt|videre bruk|continu`)
	tradeNew      = compiled(`(?i)nye formål|andre formål|annet formål|new purpose|other purpose|another purpose`)
	tradeEarlier  = compiled(`(?i)også (for )?(person)?opplysninger|allerede (har|er) samlet|tidligere innsamle|already collected|previously collected|collected earlier`)
)

// Words by which a reader is asked to come back and look.
var tradeOften = []string{
	"jevnlig*", "regelmessig*", "med jevne mellomrom", "fra tid til annen", "av og til", "periodevis", "ofte", "når du besøker", "hver gang du", "til enhver tid",
	"regularly", "periodically", "from time to time", "frequently", "often", "at regular intervals", "each time you", "every time you",
}

var tradeLook = []string{
	"sjekk", "følg med", "gå inn", "les gjennom", "se etter", "kom tilbake", "hold deg oppdatert", "hold deg orientert", "lese", "sjekke", "følge med", "holde deg oppdatert", "holde deg orientert", "sette deg inn i", "besøke", "se gjennom", "gå gjennom", "lese gjennom",
	"check", "review", "revisit", "look at", "come back", "stay informed", "keep yourself", "read", "visit",
}

// findCheckBack finds where the reader is left to find changes alone.
func findCheckBack(c *Case) []Finding {
	var out []Finding
	for t := range c.Saying(tradeRepeated) {
		if words, ok := tradeSays(t.Text, tradeAsksBack); ok {
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": words}})
		}
	}
	if c.Kind != notice.PrivacyKind {
		return out
	}
	text, notified, found := tradeClause(c)
	told := tradeReaches(notified) || tradeReaches(text) ||
		slices.ContainsFunc(c.Privacy.Promises, func(p notice.Promise) bool { return p.Kind == "notify-changes" })
	for _, p := range []struct{ at, says string }{{"changes.notified", notified}, {"changes.found", found}, {"changes.text", text}} {
		if !tradePublishes(p.says) || slices.ContainsFunc(out, func(f Finding) bool { return f.At == p.at }) {
			continue
		}
		if !told {
			return append(out, Finding{At: p.at, Message: "wp260-29-no-check-back-only"})
		}
		// Where all are told, it does no harm that the newest one stands there too.
		if wordingHas(p.says, "ellers", "hvis ikke", "otherwise") {
			return append(out, Finding{At: p.at, Message: "wp260-29-no-check-back-others", Severity: diag.Note})
		}
	}
	return out
}

// tradeReaches tells whether a text says that readers are told, and not only
// that something is published.
func tradeReaches(s string) bool {
	if s == "" {
		return false
	}
	return wordingHas(s, tradeDirect()...) || !tradePublishes(s) && wordingHas(s, "informer*", "oppmerksom*", "beskjed", "fra", "varsl*", "inform*", "tell*", "aware", "notif*")
}

// tradeAsksBack tells whether a sentence asks the reader to look at the notice
// again and again.
func tradeAsksBack(s string) bool {
	if !wordingHas(s, tradeOften...) || !wordingHas(s, tradeLook...) || !wordingHas(s, "erklæring*", "personvernerklæring*", "siden", "nettsiden*", "hjemmesiden*", "notice", "page", "website", "policy", "endringer", "changes") {
		return false
	}
	// "Vi må lese gjennom erklæringen jevnlig" asks nothing of the reader.
	if wordingHas(s, "vi", "we") && !wordingHas(s, "deg", "du", "you") {
		return false
	}
	return !wordingHas(s, "trenger ikke", "slipper", "need not", "do not need")
}

// findSilentConsent finds where going on as before is taken for a yes to what
// has changed.
func findSilentConsent(c *Case) []Finding {
	var out []Finding
	for t := range c.Saying(tradeGoing) {
		if words, ok := tradeSays(t.Text, tradeTakesYes); ok && !deemedConsent.in(t.Text) { // art7-2-deemed-consent has that
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": words}})
		}
	}
	return out
}

// tradeTakesYes tells whether a sentence does so.
func tradeTakesYes(s string) bool {
	return wordingHas(s, "fortsett*", "fortsatt bruk", "fortsatt å bruke", "videre bruk", "continu*") &&
		wordingHas(s, "endr*", "endring*", "ny versjon", "nye versjon*", "oppdatert*", "change*", "new version", "updated", "amend*") &&
		wordingHas(s, "godta*", "godtar", "godtatt", "samtykk*", "aksepter*", "bundet", "accept*", "consent*", "agree*", "bound") &&
		!wordingHas(s, "nytt samtykke", "på nytt", "ikke", "igjen", "new consent", "again", "not")
}

// findFurtherUse finds where the notice leaves room for new purposes without
// saying that readers are told first.
func findFurtherUse(c *Case) []Finding {
	var out []Finding
	for t := range c.Saying(tradeNew) {
		told := slices.ContainsFunc(tradeIn(t.Text), func(s tradeSentence) bool {
			return wordingHas(s.lower, "før", "på forhånd", "i forkant", "before", "beforehand", "in advance")
		})
		if words, ok := tradeSays(t.Text, tradeOpens); ok && !told {
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": words}})
		}
	}
	return out
}

// tradeOpens tells whether a sentence leaves room for other purposes than
// those that are stated.
func tradeOpens(s string) bool {
	return wordingHas(s, "til nye formål", "nye formål", "andre formål", "et annet formål", "new purposes", "other purposes", "another purpose") &&
		wordingHas(s, "kan", "kunne", "vil", "may", "can", "might", "could", "will") &&
		wordingHas(s, "bruk*", "behandl*", "benytt*", "utlever*", "use", "used", "process*") &&
		!wordingHas(s, "ikke", "aldri", "bare", "kun", "uten", "samtykk*", "forenlig*", "først", "not", "never", "only", "without", "consent*", "compatible", "first", "lovpålagt*", "loven")
}

// findWhitewash finds where a new notice is said to be enough for using data
// already collected in another way.
func findWhitewash(c *Case) []Finding {
	var out []Finding
	for t := range c.Saying(tradeEarlier) {
		if words, ok := tradeSays(t.Text, tradeReachesBack); ok {
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": words}})
		}
	}
	return out
}

// tradeReachesBack tells whether a sentence does so.
func tradeReachesBack(s string) bool {
	return wordingHas(s, "også for opplysninger", "også opplysninger", "også personopplysninger", "også for personopplysninger", "allerede har samlet", "allerede er samlet", "tidligere innsamlede", "tidligere innsamlet", "already collected", "previously collected", "collected earlier") &&
		wordingHas(s, "erklæring*", "endring*", "notice", "change*") &&
		wordingHas(s, "gjelder", "gjelde", "omfatter", "applies", "apply", "covers") &&
		!wordingHas(s, "ikke", "samtykk*", "forenlig*", "not", "consent*", "compatible")
}
