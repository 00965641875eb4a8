package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// saysWhen is a text that tells in which case something holds.
var saysWhen = informingSays(`\bnår\b|\bder(som)?\b|\bhvis\b|i den grad`, `\bwhen\b|\bwhere\b|\bif\b|to the extent`)

// dutyTo is a text that tells what there is a duty to do.
var dutyTo = informingSays(`(plikt(er)?|pliktet|forpliktet) til å \pL`, `(duty|duties|obliged|obligation|required) to \pL`)

// findSeveralBases finds bases beside each other of which nobody can tell
// which holds for what. One that stands for the rest needs no such words.
func findSeveralBases(c *Case) []Finding {
	var out []Finding
	open := map[string][]notice.BasisKind{}
	var order []string
	names := map[string]notice.Text{}
	for _, b := range informingBasesOf(c) {
		if b.Basis.Or != "" {
			out = append(out, Finding{At: b.At, Message: "art6-one-basis-per-purpose-or", Args: map[string]any{"Kind": basisName(b.Basis.Kind, "basis-open"), "Or": basisName(b.Basis.Or, "basis-open")}})
			continue
		}
		if !b.Basis.For.IsZero() || !b.Basis.Condition.IsZero() || saysWhen.in(b.Basis.Text) || dutyTo.in(b.Basis.Text) {
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
		if k := b.Basis.Kind; !slices.Contains(open[list], k) {
			open[list] = append(open[list], k)
		}
	}
	out = append(out, findJoined(c)...)
	for _, list := range order {
		// That consent stands beside another basis is a contradiction, which
		// claim-consistency-bases finds in the same place.
		if kinds := open[list]; len(kinds) > 1 && !(len(kinds) == 2 && slices.Contains(kinds, "consent") && !slices.Contains(kinds, "not-stated")) {
			out = append(out, Finding{At: list, Args: map[string]any{"Name": names[list], "Kinds": basisNames(kinds)}})
		}
	}
	return out
}

// Words of statistics and of advertising in one purpose.
var (
	countingWords = informingSays(`statistikk|bruksmønster|analyse`, `statistic|usage pattern|analys`)
	advertWords   = informingSays(`reklame|annonse|markedsføring`, `advert|marketing`)
)

// findJoined asks whether one consent covers both statistics and advertising:
// the reader has to be able to say yes to one of them.
func findJoined(c *Case) []Finding {
	if c.Kind == notice.CookiesKind {
		return nil
	}
	var out []Finding
	for p := range c.Parts() {
		consent := slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind == "consent" && b.Or == "" })
		if !consent && (len(p.Part.Bases) > 0 || !cookieLink.in(p.Activity.Text)) {
			continue
		}
		if countingWords.in(p.Part.Purpose) && advertWords.in(p.Part.Purpose) {
			out = append(out, Finding{At: p.At + ".purpose", Message: "art6-one-basis-per-purpose-joined", Args: map[string]any{"Name": informingName(p.Activity, p.Part)}})
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
			f := Finding{At: b.At, Args: map[string]any{"Acts": len(b.Basis.Statutes)}}
			if w := kindOfLaw.quotes(b.Basis.Text); !w.none() && len(b.Basis.Statutes) == 0 {
				f.Message, f.Args["Words"] = "art6-1-c-names-statute-kind", w
			}
			out = append(out, f)
		}
	}
	return append(out, findOrdered(c)...)
}

// kindOfLaw is a text that names a field of the law and no act.
var kindOfLaw = informingSays(`lovgivningen (om|for) [^.,;]+|\pL+lovgivningen|\pL+regelverket`, `(the )?(legislation|rules) on [^.,;]+|the [\pL-]+ (legislation|rules)`)

// anyAuthority is a recipient that may be any authority.
var anyAuthority = informingSays(`^(andre )?(offentlige? )?(myndighet|etat|organ)\pL*$|^andre( offentlige?| utenforstående| parter| instanser)?$`, `^(the |other )?(public )?(authorit(y|ies)|bod(y|ies))$|^other(s| outside parties| parties)?$`)

// findOrdered asks which act orders the company to hand data over, where the
// notice says whom it goes to.
func findOrdered(c *Case) []Finding {
	if c.Kind == notice.CookiesKind {
		return nil
	}
	for i := range c.Privacy.Disclosures {
		d := &c.Privacy.Disclosures[i]
		if d.Occasion != "law" || namesLaw.in(d.Text) {
			continue
		}
		var names []notice.Text
		for j := range c.Privacy.Recipients {
			r := &c.Privacy.Recipients[j]
			name := notice.Text{NB: r.Name.In(notice.Norwegian), EN: r.Name.In(notice.English)}
			if slices.Contains(d.Recipients, notice.Ref(r.ID)) && !anyAuthority.in(name) {
				names = append(names, informingSaid(name))
			}
		}
		if len(names) > 0 {
			return []Finding{{At: informingIndex("disclosures", i), Message: "art6-1-c-names-statute-disclosure", Severity: diag.Note, Args: map[string]any{"Names": saidQuoted(names)}}}
		}
	}
	return nil
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
		if w := notDuties.quotes(purpose); !w.none() {
			out = append(out, Finding{At: b.At, Args: map[string]any{"Words": w}})
		}
	}
	return out
}
