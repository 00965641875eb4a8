package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// hedgedCore tells whether a place is a purpose, a basis or a storage period,
// and which: the guidance has purposes as its examples of poor practice, and
// the others are asked for with the same firmness. Of who receives data, only
// "some of them" is asked here. "" is any other place.
func hedgedCore(at string) string {
	i := max(strings.LastIndexByte(at, '.'), 0)
	list, key := at[:i], at[i:]
	bases, retention := strings.Contains(list, "bases["), strings.Contains(list, "retention[")
	switch {
	case key == ".purpose":
		return "purpose"
	case bases && key == ".text":
		return "basis"
	case bases && key == ".interest":
		return "interest"
	case bases && key == ".assessment":
		return "assessment"
	case retention && (key == ".criterion" || key == ".text"):
		return "retention"
	case retention && key == ".except":
		return "except"
	case key == ".text" && (strings.HasPrefix(list, "recipients[") || strings.HasPrefix(list, "transfers.statements[")):
		return "who"
	}
	return ""
}

// hedgedWords leaves out the words that are asked elsewhere: which data it is
// where they are listed, which recipients in wp260-recipients-named, and which
// interests in art13-1-d-legitimate-interest.
func (c *Case) hedgedWords(at, what, sentence string, hedges []string) []string {
	switch {
	case what == "interest" && c.hedgedInterest(at):
		return slices.DeleteFunc(slices.Clone(hedges), hedgedOpenEnded)
	case what == "who" && hedgedSome.nb.MatchString(sentence):
		return hedges[:1]
	case what == "who":
		return nil
	case what != "purpose" || !wordingHas(sentence, "navn og lignende", "adresse og lignende", "postadresse og lignende", "telefonnummer og lignende", "nummer og lignende", "opplysninger og lignende", "alder og lignende", "kjønn og lignende", "posisjon og lignende"):
		return hedges
	}
	return slices.DeleteFunc(slices.Clone(hedges), func(w string) bool { return w == "lignende" })
}

// hedgedInterest tells whether the rule on interests asks at a place what else
// the company has an interest in.
func (c *Case) hedgedInterest(at string) bool {
	return slices.ContainsFunc(c.consElse(informing, "art13-1-d-legitimate-interest"), func(f Finding) bool {
		return f.At == at && f.Message == "art13-1-d-legitimate-interest-open"
	})
}

// hedgedOpenEnded tells whether a word says that something is one of several.
func hedgedOpenEnded(w string) bool {
	return w == "blant annet" || w == "bl.a." || w == "mv." || w == "osv."
}

// hedgedElsewhere tells whether what a sentence leaves open is found in another
// place: by the rule on storage periods that say nothing, or in the privacy
// notice where the declaration of cookies has the same sentence.
func (c *Case) hedgedElsewhere(at, sentence string) bool {
	if what := hedgedCore(at); c.Kind == notice.PrivacyKind && (what == "retention" || what == "except") {
		return slices.ContainsFunc(c.consElse(rights, "wp260-retention-not-generic"), func(f Finding) bool {
			return f.At != "" && strings.HasPrefix(at, f.At)
		})
	}
	if c.Kind != notice.CookiesKind {
		return false
	}
	other := *c
	other.Kind = notice.PrivacyKind
	for t := range other.With(sentence) {
		if hedgedCore(t.At) != "" && strings.Contains(strings.Join(strings.Fields(lower(t.visible(notice.Norwegian))), " "), sentence) {
			return true
		}
	}
	return false
}

// Some of those who receive data, without a word on which.
var hedgedSome = informingSays(
	`(noen|enkelte) av (\pL+ )?\pL*(databehandler|leverandør|partner|selskap|mottaker|tredjepart)\pL*`,
	`some of (\pL+ )?\pL*(processor|supplier|contractor|partner|compan|recipient|third part)\pL*`)

var (
	// Some of the provisions that oblige the company, among them one by number.
	hedgedProvision = informingSays(
		`(blant annet|bl\.\s?a\.) ([^.,;]*? )?((artikkel|art\.) ?\d+|§§? ?\d+-?\d*)`,
		`(including|among other things,?|among others,?|inter alia,?) ([^.;]*? )?((article|section) \d+|§§? ?\d+-?\d*)`)
	// To anonymise rather than to erase.
	hedgedAnonymise = compiled(`(?is)anonymiser\pL* [^.]*(framfor|fremfor|i stedet for|heller enn) å slette`)
)

// hedgedText is the finding of a text that leaves something open.
func hedgedText(t Text, what string, hedges []string) Finding {
	if some := hedgedSome.nb.FindString(t.visible(notice.Norwegian)); some != "" && len(hedges) == 1 {
		return Finding{At: t.At, Message: "wp260-qualifiers-which", Args: map[string]any{"Words": notice.Text{NB: lower(some), EN: lower(hedgedSome.en.FindString(t.visible(notice.English)))}}}
	}
	var words []string
	for _, w := range hedges {
		if !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	nb, en := t.visible(notice.Norwegian), t.visible(notice.English)
	switch what {
	case "retention":
		if len(lixSentences(nb)) <= 1 && hedgedAnonymise.MatchString(nb) {
			return Finding{At: t.At, Message: "wp260-qualifiers-anonymise"}
		}
	case "basis":
		// The main provision is named, and others besides.
		if said := hedgedProvision.nb.FindString(nb); said != "" && len(hedges) == 1 {
			return Finding{At: t.At, Message: "wp260-qualifiers-provisions", Severity: diag.Note, Args: map[string]any{"Words": notice.Text{NB: said, EN: hedgedProvision.en.FindString(en)}}}
		}
	}
	return Finding{At: t.At, Message: "wp260-qualifiers-text", Args: map[string]any{
		"What": what, "Words": saidQuotedEach(words, hedgesQuote(en, words)),
	}}
}
