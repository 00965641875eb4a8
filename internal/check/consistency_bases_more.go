package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consBasisName is what a legal basis is called.
func consBasisName(kind notice.BasisKind) saidWord { return basisName(kind, "basis-other") }

// consHeaded holds a basis that an activity states for all of it against the
// parts that rest on another.
func (c *Case) consHeaded() []Finding {
	var out []Finding
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		if !consHas(a.Text, "samlet", "som helhet", "for alt ") || !consHas(a.Text, "grunnlag") {
			continue
		}
		var kind notice.BasisKind
		switch {
		case consHas(a.Text, "berettiget interesse", "berettigede interesse", "interesseavvei"):
			kind = "legitimate-interests"
		case consHas(a.Text, "samtykke"):
			kind = "consent"
		case consHas(a.Text, "avtale", "kontrakt"):
			kind = "contract"
		default:
			continue
		}
		var others []notice.Text
		for j := range a.Parts {
			p := &a.Parts[j]
			if slices.ContainsFunc(p.Bases, func(b notice.Basis) bool {
				return b.Kind != "not-stated" && !consBasis(b, kind) && (kind != "legitimate-interests" || !consInterest(b))
			}) {
				others = append(others, consTitle(a, p))
			}
		}
		if len(others) > 0 {
			out = append(out, Finding{At: consAt("activities", i) + ".text", Message: "claim-consistency-bases-headed", Severity: diag.Warning, Args: map[string]any{
				"Where": consTitle(a, nil), "Basis": consBasisName(kind), "Others": consList(others),
			}})
		}
	}
	return out
}

// consGiven asks about what readers have consented to, where it is taken along
// for what rests on the company's own interest.
func (c *Case) consGiven() []Finding {
	var asked []PartAt
	for p := range c.Parts() {
		only := len(p.Part.Bases) > 0 && !slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind != "consent" || b.Or != "" })
		if only && len(p.Part.Data) > 0 && !consMarkets(p.Activity, p.Part) {
			asked = append(asked, p)
		}
	}
	var out []Finding
	for p := range c.Parts() {
		i := slices.IndexFunc(p.Part.Bases, consInterest)
		if i < 0 {
			continue
		}
		switch at := p.At + consAt(".bases", i); {
		case consHas(p.Part.DataNote, "samtykket til", "du har samtykket"):
			out = append(out, Finding{At: at, Message: "claim-consistency-bases-note", Severity: diag.Warning, Args: map[string]any{
				"Where": consTitle(p.Activity, p.Part), "Said": consSay(p.Part.DataNote),
			}})
		case len(asked) > 0 && !consAny(p.Part.Bases, "consent") && slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return consOpen(d) && len(c.consTokens(d)) == 0 }):
			out = append(out, Finding{At: at, Message: "claim-consistency-bases-given", Severity: diag.Warning, Args: map[string]any{
				"Where": consTitle(p.Activity, p.Part), "Asked": consList(consTitles(asked)),
			}})
		}
	}
	return out
}

// consNotified asks about marketing by notifications that readers consented to
// for something else.
func (c *Case) consNotified() []Finding {
	asked := c.consParts(func(p PartAt) bool {
		return slices.Contains(p.Part.Channels, "app") && consAny(p.Part.Bases, "consent") && !consMarkets(p.Activity, p.Part) && (consHas(p.Part.Title, "varsel", "varsl") || consHas(p.Activity.Title, "varsel", "varsl"))
	})
	if len(asked) == 0 {
		return nil
	}
	var out []Finding
	for p := range c.Parts() {
		if !slices.Contains(p.Part.Channels, "app") || !consMarkets(p.Activity, p.Part) || !consHas(notice.Text{NB: p.Activity.Text.NB + " " + p.Part.Text.NB}, "varsling", "varsler", "push") {
			continue
		}
		out = append(out, Finding{At: p.At + ".channels", Message: "claim-consistency-bases-notified", Severity: diag.Warning, Args: map[string]any{
			"Where": consTitle(p.Activity, p.Part), "Asked": consList(consTitles(asked)),
		}})
	}
	return out
}

// consRepeated finds a thing that two parts of an activity say in the same
// words that data are for, the one with consent and the other with a contract.
func (c *Case) consRepeated() []Finding {
	var out []Finding
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		for j := range a.Parts {
			p := &a.Parts[j]
			if !consAny(p.Bases, "consent") || consAny(p.Bases, "contract") {
				continue
			}
			for k := range a.Parts {
				q := &a.Parts[k]
				if k == j || !consAny(q.Bases, "contract") || consAny(q.Bases, "consent") {
					continue
				}
				if same := consSamePhrase(p, q); same.NB != "" {
					out = append(out, Finding{At: fmt.Sprintf("activities[%d].parts[%d].bases", i, j), Message: "claim-consistency-bases-repeated", Severity: diag.Warning, Args: map[string]any{
						"Where": consTitle(a, p), "Other": consTitle(a, q), "Words": same,
					}})
				}
			}
		}
	}
	return out
}

// consSamePhrase gives three words in a row that two parts have in common, the
// first and the last of them long ones that tell something.
func consSamePhrase(p, q *notice.Part) notice.Text {
	same := func(l notice.Lang, longest int) string {
		other := " " + strings.Join(strings.Fields(lower(q.Purpose.In(l)+" "+q.Text.In(l))), " ") + " "
		said := slices.Collect(words(lower(p.Purpose.In(l) + " " + p.Text.In(l))))
		for n := longest; n >= 3; n-- {
			if run := consRun(said, other, n); run != "" {
				return run
			}
		}
		return ""
	}
	// In English it takes more words, where the Norwegian makes one of several.
	return notice.Text{NB: same(notice.Norwegian, 3), EN: same(notice.English, 5)}
}

// consRun gives the first words in a row, so many, that another text has too;
// "" where there are none.
func consRun(said []string, other string, n int) string {
	for i := 0; i+n <= len(said); i++ {
		if consTelling(said[i]) && consTelling(said[i+n-1]) {
			if phrase := strings.Join(said[i:i+n], " "); strings.Contains(other, " "+phrase) {
				return phrase
			}
		}
	}
	return ""
}

// consTelling tells whether a word is long, and none of those that notices are
// full of.
func consTelling(word string) bool {
	if len([]rune(word)) < 8 {
		return false
	}
	for _, common := range []string{"opplysning", "personopp", "behandl", "informasjon", "samtykke", "tjenest", "process", "personal", "informat", "consent", "services"} {
		if strings.HasPrefix(word, common) {
			return false
		}
	}
	return true
}
