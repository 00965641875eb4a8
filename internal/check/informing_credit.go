package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// Words of credit checks, and of what has to be told of them.
var (
	checksCredit = informingSays(`kreditt(opplysning|sjekk|vurder|historikk|score|verdighet|informasjon)`, `credit (information|check|assess|history|scor|rating|report|worthiness)|creditworth`)
	checksNeed   = informingSays(`saklig behov|betalingsevne|om (du|de|den|noen|kunden?e?) (kan|er i stand til å) betale|kredittverdig|kreditt(risiko|tap)`, `objective need|ability to pay|whether [^.]{0,30} (are|is) able to pay|whether [^.]{0,30} can pay|creditworth|credit (risk|loss)`)
	checksCopy   = informingSays(`gjenpart|kopi av (kreditt|opplysning|det vi)|kopibrev`, `copy of (the |what |your )?(credit|information|letter)|copy letter|receive a copy`)
)

// findCreditCheck finds credit checks that the notice tells too little of: it
// finds them once, for one paragraph tells it all.
func findCreditCheck(c *Case) []Finding {
	at, collecting := creditAt(c)
	if at == "" {
		return nil
	}
	var missing []string
	if !bureauNamed(c) {
		missing = append(missing, "bureau")
	}
	need, letter := false, false
	for t := range c.Saying(checksNeed.nb, checksNeed.en, checksCopy.nb, checksCopy.en) {
		// A copy under the right of access is another one.
		if strings.HasPrefix(t.At, "rights") || strings.HasPrefix(t.At, "transfers") {
			continue
		}
		need = need || checksNeed.in(t.Text)
		letter = letter || checksCopy.in(t.Text)
	}
	var out []Finding
	if !need {
		missing = append(missing, "need")
		out = findCreditBasis(c)
	}
	if !letter {
		missing = append(missing, "copy")
	}
	if len(missing) == 0 {
		return out
	}
	return append(out, Finding{At: at, Args: map[string]any{"Missing": informingItems(missing), "Collecting": collecting}})
}

// findCreditBasis asks whether a contract can carry a credit check: it comes
// before the contract, and the act asks for an objective need.
func findCreditBasis(c *Case) []Finding {
	for p := range c.Parts() {
		contract := len(p.Part.Bases) == 1 && p.Part.Bases[0].Kind == "contract" && p.Part.Bases[0].Or == ""
		if contract && slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return checksCredit.in(datumWords(c, d)) }) {
			return []Finding{{At: p.At + ".bases[0]", Message: "kol-credit-check-basis", Severity: diag.Note, Args: map[string]any{"Name": informingName(p.Activity, p.Part)}}}
		}
	}
	return nil
}

// creditAt is the first place that shows a credit check, and whether it is one
// of collecting debts.
func creditAt(c *Case) (at string, collecting bool) {
	for p := range c.Parts() {
		for i, d := range p.Part.Data {
			if checksCredit.in(datumWords(c, d)) {
				return informingIndex(p.At+".data", i), informingDebts.in(p.Activity.Title)
			}
		}
	}
	for _, o := range originsOf(c) {
		if checksCredit.in(o.Origin.From) {
			return o.At, false
		}
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if informingBureau(c, r.Name.In(notice.Norwegian)) || checksCredit.in(notice.Text{NB: r.Name.In(notice.Norwegian), EN: r.Name.In(notice.English)}) {
			return informingIndex("recipients", i), slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return informingDebts.in(u.Purpose) })
		}
	}
	return "", false
}

// informingBureau tells whether a name is that of a credit bureau.
func informingBureau(c *Case, name string) bool {
	v := c.Vendor(name)
	return v != nil && slices.Contains(v.Does, "credit-bureau")
}

// bureauNamed tells whether the notice names one, as a recipient or a source.
func bureauNamed(c *Case) bool {
	for p := range c.Parts() {
		if slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return checksCredit.in(datumWords(c, d)) }) && sourcedFrom(c, p) {
			return true
		}
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if informingBureau(c, r.Name.In(notice.Norwegian)) || r.Name.Proper != "" && checksCredit.in(r.Text) {
			return true
		}
	}
	for _, o := range originsOf(c) {
		// Whoever gives credit information under a name of their own is one.
		if slices.ContainsFunc(o.Origin.Data, func(d notice.Datum) bool { return checksCredit.in(datumWords(c, d)) }) && sourceOf(o.Origin) == sourceNamed {
			return true
		}
		if informingBureau(c, o.Origin.From.NB) || sourceOf(o.Origin) == sourceNamed && checksCredit.in(o.Origin.From) {
			return true
		}
	}
	return false
}

// sourcedFrom tells whether a part with credit information names somebody it
// comes from, or somebody who controls what it receives in the same activity.
func sourcedFrom(c *Case, p PartAt) bool {
	if slices.ContainsFunc(p.Part.Origins, func(o notice.Origin) bool {
		return len(o.Data) == 0 && o.Recipient != "" && sourceOf(&o) == sourceNamed && !closed(c, &o)
	}) {
		return true
	}
	for u := range c.Uses() {
		if u.Use.Activity == notice.Ref(p.Activity.ID) && u.Use.Role == "controller" && u.Recipient.Name.Proper != "" && len(p.Activity.Parts) == 1 {
			return true
		}
	}
	return false
}
