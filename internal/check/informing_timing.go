package check

import (
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// Words that tell people something, and when: in one sentence, they tell when
// people learn that others have given data of them.
var (
	tellsPeople = informingSays(`informer|varsle(r|t)\b|opplyser|blir opplyst|orienter|får (du |de )?(vite|beskjed)|sier (vi )?fra`, `inform|notif|\btell\b|\btold\b`)
	tellsSoon   = informingSays(`måned|første gang|første kontakt|første henvendelse|når vi (får|henter|mottar)`, `month|first time|first contact|when we (receive|obtain)`)
)

// findTiming asks when the people are told whom the company has data of from
// others. It asks once: the answer is one routine. Where the reader has the
// data fetched from somebody by name, the reader knows. The law asks that it
// happens, and not that the notice says so.
func findTiming(c *Case) []Finding {
	out := findOthers(c)
	at := ""
	var names []notice.Text
	for _, o := range originsOf(c) {
		if s := sourceOf(o.Origin); s == sourceKind || s == sourceAnybody || s == sourceNamed && perhapsPublic.in(o.Origin.From) {
			if at == "" {
				at = o.At
			}
			names = append(names, informingSaid(o.Origin.From))
		}
	}
	if at == "" || timingTold(c) {
		return out
	}
	return append(out, Finding{At: at, Severity: diag.Note, Args: map[string]any{"Names": saidQuoted(names)}})
}

// timingTold tells whether a sentence says when. When a request is answered is
// another matter.
func timingTold(c *Case) bool {
	said := func(text string, p *informingPhrase, q *informingPhrase, norwegian bool) bool {
		for s := range strings.SplitSeq(text, ".") {
			if norwegian && q.nb.MatchString(s) && p.nb.MatchString(s) || !norwegian && q.en.MatchString(s) && p.en.MatchString(s) {
				return true
			}
		}
		return false
	}
	for t := range c.Saying(tellsSoon.nb, tellsSoon.en) {
		if !strings.HasPrefix(t.At, "rights") && (said(t.Text.NB, &tellsPeople, &tellsSoon, true) || said(t.Text.EN, &tellsPeople, &tellsSoon, false)) {
			return true
		}
	}
	return false
}

// othersData are data that are about more people than the one who gives them:
// those of a household, and whoever drives the car.
var (
	householdData = informingSays(`husstand`, `household`)
	drivenData    = informingSays(`bilens (posisjon|lokasjon)|(posisjon|lokasjon)\pL* (til|på|for) (el)?bil`, `car[’']s (position|location)|(position|location)( data)? (of|for) the (electric )?car`)
)

// findOthers asks how those people learn of it, once for the notice.
func findOthers(c *Case) []Finding {
	at := ""
	household, drivers := false, false
	var names []notice.Text
	for p := range c.Parts() {
		for i, d := range p.Part.Data {
			w := datumWords(c, d)
			home, driven := householdData.in(w), drivenData.in(w)
			if !home && !driven {
				continue
			}
			household, drivers = household || home, drivers || driven
			if at == "" {
				at = informingIndex(p.At+".data", i)
			}
			names = append(names, informingSaid(w))
		}
	}
	if at == "" {
		return nil
	}
	return []Finding{{At: at, Message: "art14-3-timing-others", Severity: diag.Note, Args: map[string]any{"Names": saidQuoted(names), "Household": household, "Drivers": drivers}}}
}
