package check

import (
	"slices"

	"notis/internal/notice"
)

// saysWhen is a text that tells in which case something holds.
var saysWhen = informingSays(`\bnår\b|\bder(som)?\b|\bhvis\b|i den grad`, `\bwhen\b|\bwhere\b|\bif\b|to the extent`)

// findSeveralBases finds bases beside each other of which nobody can tell
// which holds for what. One that stands for the rest needs no such words.
func findSeveralBases(c *Case) []Finding {
	var out []Finding
	open := map[string][]string{}
	var order []string
	names := map[string]map[string]string{}
	for _, b := range informingBasesOf(c) {
		if b.Basis.Or != "" {
			out = append(out, Finding{At: b.At, Message: "art6-one-basis-per-purpose-or", Args: map[string]any{"Kind": string(b.Basis.Kind), "Or": string(b.Basis.Or)}})
			continue
		}
		if !b.Basis.For.IsZero() || !b.Basis.Condition.IsZero() || saysWhen.in(b.Basis.Text) {
			continue
		}
		list := "bases"
		if b.In != nil {
			list = b.In.At + ".bases"
		}
		if open[list] == nil {
			order = append(order, list)
		}
		names[list] = b.name()
		if k := string(b.Basis.Kind); !slices.Contains(open[list], k) {
			open[list] = append(open[list], k)
		}
	}
	for _, list := range order {
		// That consent stands beside another basis is a contradiction, which
		// claim-consistency-bases finds in the same place.
		if kinds := open[list]; len(kinds) > 1 && !(len(kinds) == 2 && slices.Contains(kinds, "consent") && !slices.Contains(kinds, "not-stated")) {
			out = append(out, Finding{At: list, Args: map[string]any{"Name": names[list], "Kinds": kinds}})
		}
	}
	return out
}

// namesLaw is a text that names a section or an article.
var namesLaw = informingSays(`§ ?\d|artikkel \d|\bart\. ?\d`, `§ ?\d|article \d|section \d|\bart\. ?\d`)

func findNoStatute(c *Case) []Finding {
	var out []Finding
	for _, b := range informingBasesOf(c) {
		if !b.is("legal-obligation") || namesLaw.in(b.Basis.Text, b.Basis.For, b.Basis.Condition) {
			continue
		}
		if !slices.ContainsFunc(b.Basis.Statutes, func(s notice.Statute) bool { return s.Section != "" }) {
			out = append(out, Finding{At: b.At, Args: map[string]any{"Acts": len(b.Basis.Statutes)}})
		}
	}
	return out
}

// notDuties are purposes that no act asks for.
var notDuties = informingSays(
	`utvikl(e|ing)( av)?( tjenest\pL+| produkt\pL*)?|statistikk|markedsføring|brukeropplevelse|kundeanalyse|forskning`,
	`develop(ing|ment)?( of)?( the| our)?( services?| products?)?|statistics|marketing|user experience|customer analysis|research`)

func findBeyondDuty(c *Case) []Finding {
	var out []Finding
	for _, b := range informingBasesOf(c) {
		if b.In == nil || b.Basis.Kind != "legal-obligation" || !b.Basis.For.IsZero() {
			continue
		}
		purpose := b.In.Part.Purpose
		if purpose.IsZero() {
			purpose = b.In.Activity.Purpose
		}
		// A text that says when the duty holds has set its bounds.
		if saysWhen.in(b.Basis.Text, b.Basis.Condition) {
			continue
		}
		if w := notDuties.quotes(purpose); w != nil {
			out = append(out, Finding{At: b.At, Args: map[string]any{"Words": w}})
		}
	}
	return out
}

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
		case b.is("balancing") && aboutCookies(c, b):
			out = append(out, Finding{At: b.At, Message: "art6-not-a-basis-cookies"})
		case b.is("balancing"):
			out = append(out, Finding{At: b.At, Args: map[string]any{"Name": b.name()}})
		case b.In != nil && b.is("contract") && informingMarketing(b.In):
			out = append(out, Finding{At: b.At, Message: "art6-not-a-basis-contract", Args: map[string]any{"Name": b.name()}})
		}
	}
	for t := range c.Saying(informingInstead.nb, informingInstead.en) {
		if w := informingInstead.quotes(t.Text); w != nil {
			out = append(out, Finding{At: t.At, Message: "art6-not-a-basis-words", Args: map[string]any{"Words": w}})
		}
	}
	return out
}

// aboutCookies tells whether a basis is for cookies: those that are not
// strictly necessary need consent, whatever it says.
func aboutCookies(c *Case, b informingBasisAt) bool {
	return c.Kind == notice.CookiesKind || b.In != nil && (cookieLink.in(b.In.Activity.Text, b.In.Part.Text) || cookieTitle.in(b.In.Activity.Title, b.In.Part.Title))
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
