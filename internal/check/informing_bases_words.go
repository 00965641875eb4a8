package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// aboutMarketing is a heading or a purpose of marketing.
var aboutMarketing = informingSays(`markedsføring|nyhetsbrev|reklame`, `marketing|newsletter|advertis`)

// Words that are written where a basis should be.
var (
	noMarketing      = informingSays(`(ikke|uten|ingen) [^.]{0,40}markedsføring`, `(not?|without) [^.]{0,40}marketing`)
	informingInstead = informingSays(`såkalt\pL* berettige\pL* interesse\pL*|(på grunnlag av|basert på|grunnlaget er|med grunnlag i) en interesseavveining`, `so-called legitimate interests?|(on the basis of|based on) a balancing of interests`)
)

func findNoBasis(c *Case) []Finding {
	var out []Finding
	for _, b := range informingBasesOf(c) {
		switch {
		case b.is("balancing") && needsConsent(c, b):
		case b.is("balancing") && aboutCookies(c, b):
			out = append(out, Finding{At: b.At, Message: "art6-not-a-basis-cookies"})
		case b.is("balancing"):
			out = append(out, Finding{At: b.At, Args: map[string]any{"Name": b.name()}})
		case b.In != nil && b.is("contract") && informingMarketing(b.In):
			out = append(out, Finding{At: b.At, Message: "art6-not-a-basis-contract", Args: map[string]any{"Name": b.name()}})
		case b.In != nil && b.is("contract") && adviceWords.in(b.In.Part.Purpose):
			out = append(out, Finding{At: b.At, Message: "art6-not-a-basis-advice", Severity: diag.Note, Args: map[string]any{"Name": b.name(), "Words": adviceWords.quotes(b.In.Part.Purpose)}})
		}
	}
	for t := range c.Saying(informingInstead.nb, informingInstead.en) {
		if w := informingInstead.quotes(t.Text); !w.none() {
			out = append(out, Finding{At: t.At, Message: "art6-not-a-basis-words", Args: map[string]any{"Words": w}})
		}
	}
	for t := range c.Saying(anotherBasis.nb, anotherBasis.en) {
		if w := anotherBasis.quotes(t.Text); !w.none() && !strings.HasPrefix(t.At, "transfers") {
			out = append(out, Finding{At: t.At, Message: "art6-not-a-basis-unnamed", Args: map[string]any{"Words": w}})
		}
	}
	return append(out, findNecessaryInterest(c)...)
}

var (
	// adviceWords are what a service can do without.
	adviceWords = informingSays(`tips( og råd)?|anbefaling(er)?`, `tips( and advice)?|\badvice\b|recommendations?`)
	// anotherBasis is a basis that is left open.
	anotherBasis = informingSays(`(et|eit) annet (lovlig |gyldig )?(rettslig |lovlig )?(behandlings)?grunnlag`, `another (lawful |valid )?(legal )?basis`)
	// necessaryInterest runs the need for the processing and the interest
	// together; the law asks for both.
	necessaryInterest = informingSays(`nødvendig\pL* berettige\pL* interesse\pL*`, `necessary legitimate interests?`)
)

// findNecessaryInterest finds such words, once for both notices.
func findNecessaryInterest(c *Case) []Finding {
	if c.Kind == notice.CookiesKind {
		return nil
	}
	for t := range c.Saying(necessaryInterest.nb, necessaryInterest.en) {
		if w := necessaryInterest.quotes(t.Text); !w.none() {
			return []Finding{{At: t.At, Message: "art6-not-a-basis-necessary", Severity: diag.Note, Args: map[string]any{"Words": w}}}
		}
	}
	return nil
}

// needsConsent tells whether a basis for cookies is one that the rule on
// storing finds: no interest can carry it, so nothing else is asked of it.
func needsConsent(c *Case, b informingBasisAt) bool {
	if !aboutCookies(c, b) {
		return b.In != nil && namesTool(c, b.In) && storingSaidThere(c, *b.In)
	}
	if b.In != nil {
		return slices.ContainsFunc(c.Cookies.Bases, storingInterest)
	}
	return consAsked(findStoringInterest(c), b.At)
}

// aboutCookies tells whether a basis is for cookies: those that are not
// strictly necessary need consent, whatever it says.
func aboutCookies(c *Case, b informingBasisAt) bool {
	return c.Kind == notice.CookiesKind || b.In != nil && (cookieLink.in(b.In.Activity.Text, b.In.Part.Text) || cookieTitle.in(b.In.Activity.Title, b.In.Part.Title))
}

// namesTool tells whether a part goes by the name of a tool that the
// declaration of cookies lists.
func namesTool(c *Case, p *PartAt) bool {
	title := p.Part.Title.NB + "\n" + p.Activity.Title.NB
	return slices.ContainsFunc(c.Cookies.Technologies, func(t notice.Technology) bool { return mentions(title, t.Name.In(notice.Norwegian)) })
}

var cookieTitle = informingSays(`informasjonskapsler|cookies`, `cookies`)

// informingMarketing tells whether a part is about marketing. Its own words count
// before those of the activity.
func informingMarketing(p *PartAt) bool {
	if noMarketing.in(p.Part.When, p.Part.Text, p.Part.Purpose) {
		return false
	}
	if !p.Part.Title.IsZero() || !p.Part.Purpose.IsZero() {
		return aboutMarketing.in(p.Part.Title, p.Part.Purpose)
	}
	return aboutMarketing.in(p.Activity.Title, p.Activity.Purpose)
}
