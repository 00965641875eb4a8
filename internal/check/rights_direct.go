package check

import (
	"fmt"
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsDirect wants the right to say no to direct marketing, without
// conditions and with profiling for it.
func rightsDirect(c *Case) []Finding {
	if !rightsMarkets(c) {
		return nil
	}
	m, i := rightsRight(c, "marketing-objection")
	if m == nil {
		if o, _ := rightsRight(c, "objection"); o != nil && rightsHas(rightsJoin(o.Text, o.How), "markedsføring") {
			return nil
		}
		f := Finding{At: "rights.list"}
		if rightsUnsubscribes(c) {
			f.Message, f.Args = "art21-2-dm-object-newsletter", map[string]any{"Profiling": rightsSorts(c), "Names": rightsAudiences(c)}
		}
		return []Finding{f}
	}
	at := fmt.Sprintf("rights.list[%d]", i)
	var out []Finding
	if !m.Except.IsZero() || slices.ContainsFunc(rightsSentences(m.Text.NB), rightsConditional) {
		out = append(out, Finding{At: at, Message: "art21-2-dm-object-condition"})
	}
	if !rightsHas(rightsJoin(m.Text, m.How), "profil", "tilpass", "segment") && rightsSorts(c) {
		out = append(out, rightsLower(at, "art21-2-dm-object-profiling", diag.Warning, map[string]any{"Profiling": true}))
	}
	return out
}

// rightsConditional tells whether a sentence makes a condition of something,
// and does not say that there is none.
func rightsConditional(s string) bool {
	return rightsHas(s, "med mindre", "hvis det er grunn", "særlig grunn", "særlige grunner", "tungtveiende") && !rightsHas(s, "uten", "ikke", "ingen", "slipper")
}

// rightsUnsubscribes tells whether readers are told how to leave a list, though
// not that they can say no to all marketing.
func rightsUnsubscribes(c *Case) bool {
	for p := range c.Parts() {
		if rightsSells(p) && rightsLeaves.MatchString(rightsJoin(p.Part.Withdrawal.Text, p.Part.Text)) {
			return true
		}
	}
	return false
}

// rightsLeaves is that one can leave a list.
var rightsLeaves = compiled(`(?i)mel(d|de|der) deg av|avmeld|avbestill|stå av (listen|nyhetsbrev)|lenken nederst`)

// rightsAudiences names the recipients that get addresses to make audiences of.
func rightsAudiences(c *Case) saidRow {
	var out []notice.Text
	for u := range c.Uses() {
		if !rightsQuote(rightsBoth(u.Use.Purpose, u.Use.Condition), rightsAudienceTerms...).IsZero() {
			out = append(out, nameOf(&u.Recipient.Name))
		}
	}
	return saidListed(out)
}

// rightsSorts tells whether the notice says, or shows, that people are
// profiled for marketing.
func rightsSorts(c *Case) bool {
	if slices.ContainsFunc(rightsStatements(c), func(s rightsStatement) bool {
		return s.said.Profiling == "yes" && !rightsHas(s.about+"\n"+rightsJoin(s.said.Text), "kreditt")
	}) {
		return true
	}
	return slices.ContainsFunc(rightsSigns(c), func(s rightsSign) bool { return s.shows == rightsSorted })
}
