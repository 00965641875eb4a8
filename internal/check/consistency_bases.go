package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consFindBases finds legal bases that exclude each other.
func consFindBases(c *Case) []Finding {
	if c.Kind == notice.CookiesKind {
		out := consBeside("bases", c.Cookies.Bases, notice.Text{})
		return append(out, consTool(c)...)
	}
	received, of := c.consReceived()
	var out []Finding
	for p := range c.Parts() {
		where := consTitle(p.Activity, p.Part)
		out = append(out, consOpening(p, consBeside(p.At+".bases", p.Part.Bases, where))...)
		out = append(out, consFreely(p, where)...)
		if !slices.ContainsFunc(of, func(o PartAt) bool { return o.At == p.At }) { // the same question
			out = append(out, c.consAcross(p)...)
		}
	}
	out = append(out, c.consSpoken()...)
	out = append(out, c.consWhole()...)
	out = append(out, c.consTwice()...)
	out = append(out, received...)
	out = append(out, c.consHeaded()...)
	out = append(out, c.consGiven()...)
	out = append(out, c.consNotified()...)
	out = append(out, c.consRepeated()...)
	return append(out, c.consWithdrawal()...)
}

// consBeside finds consent and another basis for the same thing. Who is asked
// has to be able to say no (GDPR article 4(11)); another basis takes the no
// away. A declaration of cookies is about several things: there it is asked.
func consBeside(at string, bases []notice.Basis, where notice.Text) []Finding {
	var out []Finding
	severity := diag.Severity("")
	if where.IsZero() {
		severity = diag.Warning
	}
	for i, b := range bases {
		if !consBasis(b, "consent") {
			continue
		}
		for j, o := range bases {
			if i == j || consBasis(o, "consent") || o.Kind == "not-stated" || !consSole(b) || !consSole(o) {
				continue
			}
			out = append(out, Finding{At: consAt(at, j), Message: consWhere("claim-consistency-bases-beside", where), Severity: severity, Args: map[string]any{"Where": where}})
		}
		if b.Or == "" {
			continue
		}
		if j := slices.IndexFunc(bases, func(o notice.Basis) bool { return o.Kind == "consent" && o.Or == "" }); j >= 0 {
			out = append(out, Finding{At: consAt(at, i), Message: consWhere("claim-consistency-bases-or", where), Severity: severity, Args: map[string]any{
				"Where": where, "Basis": consBasisName(b.Kind), "Or": consBasisName(b.Or), "For": consSay(b.For), "Only": consSay(bases[j].For),
			}})
		}
	}
	return out
}

// consOpening takes what is found in a part that only opens for others, where
// each basis is to follow, down to a question.
func consOpening(p PartAt, found []Finding) []Finding {
	opens := len(p.Part.Data) == 0 && slices.ContainsFunc([]notice.Text{p.Part.Text, p.Part.DataNote, p.Activity.Text}, func(t notice.Text) bool {
		return consHas(t, "som følger", "nedenfor", "lenger ned", "nærmere beskrivelse", "les mer")
	})
	for i := range found {
		if opens && found[i].Message == "claim-consistency-bases-beside" {
			found[i].Message, found[i].Severity = "claim-consistency-bases-opening", diag.Warning
		}
	}
	return found
}

// consWhere picks the message that does without a heading.
func consWhere(message string, where notice.Text) string {
	if where.IsZero() {
		return message + "-whole"
	}
	return message
}

// consFreely finds a consent that the reader has to give, and data that are
// said to be voluntary where the only basis needs them.
func consFreely(p PartAt, where notice.Text) []Finding {
	if len(p.Part.Bases) == 0 {
		return nil
	}
	only := func(kinds ...notice.BasisKind) bool {
		return !slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return !slices.Contains(kinds, b.Kind) || b.Or != "" })
	}
	at, args := p.At+".provision", map[string]any{"Where": where}
	switch kind := p.Part.Provision.Kind; {
	case only("consent") && (kind == "contractual" || kind == "statutory"):
		return []Finding{{At: at, Message: "claim-consistency-bases-forced", Args: args}}
	case only("contract", "legal-obligation") && kind == "voluntary":
		return []Finding{{At: at, Message: "claim-consistency-bases-voluntary", Severity: diag.Warning, Args: args}}
	}
	return nil
}

// consAcross finds marketing that rests on the company's interest beside
// related marketing that rests on consent, where neither says which readers or
// messages it holds for.
func (c *Case) consAcross(p PartAt) []Finding {
	related := c.consRelated(p)
	if len(related) == 0 {
		return nil
	}
	i := slices.IndexFunc(p.Part.Bases, consOwnInterest)
	return []Finding{{At: p.At + consAt(".bases", i), Message: "claim-consistency-bases-across", Severity: diag.Warning, Args: map[string]any{
		"Where": consTitle(p.Activity, p.Part), "Other": consList(consTitles(related)),
	}}}
}

// consOwnInterest tells whether a basis is the company's interest, without a
// word of when or for what.
func consOwnInterest(b notice.Basis) bool { return consInterest(b) && consSole(b) }

// consRelated lists the marketing that rests on consent, and is related to
// marketing on the company's own interest.
func (c *Case) consRelated(p PartAt) []PartAt {
	if !consMarkets(p.Activity, p.Part) || consAny(p.Part.Bases, "consent") || !slices.ContainsFunc(p.Part.Bases, consOwnInterest) {
		return nil
	}
	related := c.consParts(func(o PartAt) bool {
		return o.Part != p.Part && consKin(p.Activity, o.Activity) &&
			slices.ContainsFunc(o.Part.Bases, func(b notice.Basis) bool { return b.Kind == "consent" && b.Condition.IsZero() }) && consMarkets(o.Activity, o.Part)
	})
	if slices.ContainsFunc(related, func(o PartAt) bool { return o.Activity == p.Activity }) {
		// That customers are said to consent in the same activity is found by
		// the rule on marketing.
		if slices.ContainsFunc(c.consElse(rights, "mfl-15-vs-gdpr"), func(f Finding) bool {
			return f.At == p.At || f.At == p.At+".bases" || f.At == consActivityAt(p.At)
		}) {
			related = slices.DeleteFunc(related, func(o PartAt) bool { return o.Activity == p.Activity })
		}
	}
	return related
}

// consKin tells whether two activities are one, or parent and child, or belong
// under the same.
func consKin(a, b *notice.Activity) bool {
	return a == b || a.Under == notice.Ref(b.ID) || b.Under == notice.Ref(a.ID) || a.Under != "" && a.Under == b.Under
}

// consSpeaking are words by which a text tells that the reader is asked.
var (
	consSpeaking   = compiled(`(?i)opt-in|har samtykket|hvis du samtykker|ditt samtykke|samtykket ditt`)
	consSpeakingEN = compiled(`(?i)opt-in|have consented|if you consent|your consent`)
)

// consSpoken finds activities whose texts speak of consent while the bases
// they state are others.
func (c *Case) consSpoken() []Finding {
	var out []Finding
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		stated := ""
		consent := false
		var basis saidWord
		for j := range a.Parts {
			if len(a.Parts[j].Bases) > 0 && stated == "" {
				stated, basis = consAt(consAt("activities", i)+".parts", j)+".bases", consBasisName(a.Parts[j].Bases[0].Kind)
			}
			consent = consent || consAny(a.Parts[j].Bases, "consent")
		}
		if stated == "" || consent {
			continue
		}
		for j := range a.Parts {
			if f, ok := consSpokenIn(a, &a.Parts[j], basis); ok {
				f.At = stated
				out = append(out, f)
				break
			}
		}
	}
	return out
}

func consSpokenIn(a *notice.Activity, p *notice.Part, basis saidWord) (Finding, bool) {
	f := Finding{Message: "claim-consistency-bases-spoken", Args: map[string]any{"Where": consTitle(a, p), "Basis": basis, "Words": notice.Text{}}}
	if consHas(p.Withdrawal.Text, "samtykk") {
		return f, true
	}
	for _, t := range []notice.Text{p.Title, p.Text, p.When, p.Purpose, p.DataNote} {
		if m := consSpeaking.FindString(t.NB); m != "" {
			f.Severity = diag.Warning
			f.Args["Words"] = notice.Text{NB: m, EN: consSpeakingEN.FindString(t.EN)}
			return f, true
		}
	}
	return f, false
}

// consWhole holds the bases stated for the notice as a whole against those of
// the parts. A part that only refers to an act is asked about by another rule;
// but where others are asked for consent, those of it are not.
func (c *Case) consWhole() []Finding {
	whole := c.Privacy.Bases
	if len(whole) == 0 || slices.ContainsFunc(whole, func(b notice.Basis) bool { return !consSole(b) || b.Kind == "not-stated" }) {
		return nil
	}
	stated := c.consParts(func(p PartAt) bool {
		return slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind != "not-stated" && !consAny(whole, b.Kind) })
	})
	if len(stated) > 0 {
		return []Finding{{At: "bases", Message: "claim-consistency-bases-denied", Args: map[string]any{"Where": consList(consTitles(stated))}}}
	}
	if slices.ContainsFunc(whole, func(b notice.Basis) bool {
		return !slices.Contains([]notice.BasisKind{"consent", "legal-obligation"}, b.Kind) || b.Or != "" && b.Or != "legal-obligation" && b.Or != "consent"
	}) {
		return nil
	}
	unasked := c.consParts(func(p PartAt) bool {
		acts := slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind == "not-stated" && len(b.Statutes) > 0 })
		return acts && consMarkets(p.Activity, p.Part) && slices.ContainsFunc(p.Activity.Parts, func(o notice.Part) bool { return consAny(o.Bases, "consent") })
	})
	if len(unasked) == 0 {
		return nil
	}
	return []Finding{{At: "bases", Message: "claim-consistency-bases-unasked", Args: map[string]any{"Where": consList(consTitles(unasked))}}}
}

// consTwice finds the same data, two kinds or more that are not mere contact
// details, with different bases in two activities.
func (c *Case) consTwice() []Finding {
	var out []Finding
	all := c.consParts(func(p PartAt) bool { return len(p.Part.Bases) > 0 && len(p.Part.Data) > 1 })
	for i, p := range all {
		for _, q := range all[:i] {
			if p.Activity == q.Activity || slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return consAny(q.Part.Bases, b.Kind) }) {
				continue
			}
			var same []notice.Text
			words := false
			for _, d := range p.Part.Data {
				if slices.Contains(q.Part.Data, d) && len(c.consWith([]notice.Datum{d}, "name", "email", "phone", "address", "contact", "national-id", "birth")) == 0 {
					same = append(same, c.consDatum(d))
					words = words || d.Is == ""
				}
			}
			if len(same) > 1 && words {
				out = append(out, Finding{At: p.At + ".bases", Message: "claim-consistency-bases-twice", Severity: diag.Warning, Args: map[string]any{
					"Data": consList(same), "Where": consTitle(p.Activity, p.Part), "Other": consTitle(q.Activity, q.Part),
				}})
			}
		}
	}
	return out
}

// consReceived finds recipients that are said to market with consent, while
// marketing is said to rest on the company's interest, and gives the parts that
// say so. What rests on consent beside those is part of the question.
func (c *Case) consReceived() ([]Finding, []PartAt) {
	parts := c.consParts(func(p PartAt) bool {
		return slices.ContainsFunc(p.Part.Bases, consInterest) && consMarkets(p.Activity, p.Part)
	})
	if len(parts) == 0 {
		return nil, nil
	}
	at := ""
	var who []notice.Text
	var of []PartAt
	for u := range c.Uses() {
		if !consHas(u.Use.Purpose, "markedsfør") || !consHas(u.Use.Purpose, "samtykke") {
			continue
		}
		found := false
		for _, p := range parts {
			if u.Use.Activity == "" || u.Use.Activity == notice.Ref(p.Activity.ID) {
				found = true
				if !slices.ContainsFunc(of, func(o PartAt) bool { return o.At == p.At }) {
					of = append(of, p)
				}
			}
		}
		if found {
			if who = append(who, consName(u.Recipient)); at == "" {
				at = u.At + ".purpose"
			}
		}
	}
	if at == "" {
		return nil, nil
	}
	var beside []notice.Text
	for _, p := range of {
		beside = append(beside, consTitles(c.consRelated(p))...)
	}
	return []Finding{{At: at, Message: "claim-consistency-bases-received", Severity: diag.Warning, Args: map[string]any{
		"Recipients": consList(who), "Where": consList(consTitles(of)), "Beside": consList(beside),
	}}}, of
}

// consWithdrawal finds a right to withdraw consent where nothing rests on one.
func (c *Case) consWithdrawal() []Finding {
	bases := append(slices.Clone(c.Privacy.Bases), c.Cookies.Bases...)
	for p := range c.Parts() {
		bases = append(bases, p.Part.Bases...)
	}
	if len(bases) == 0 || consAny(bases, "consent") {
		return nil
	}
	for i := range c.Privacy.Rights.List {
		if c.Privacy.Rights.List[i].Kind == "withdrawal" {
			return []Finding{{At: consAt("rights.list", i), Message: "claim-consistency-bases-withdrawal", Severity: diag.Note}}
		}
	}
	return nil
}

// consTool finds a tool for consent where the declaration rests on no consent.
func consTool(c *Case) []Finding {
	if len(c.Cookies.Bases) == 0 || consAny(c.Cookies.Bases, "consent") {
		return nil
	}
	asked := c.consElse(storing, "ekom-3-15-consent")
	if slices.ContainsFunc(c.consElse(storing, "ekom-3-15-no-legitimate-interest"), func(f Finding) bool { return strings.HasPrefix(f.At, "bases[") }) {
		return nil // consent instead of the interest mends both
	}
	for i := range c.Cookies.Choices {
		if c.Cookies.Choices[i].Kind == "consent-tool" {
			if consAsked(asked, consAt("choices", i)) {
				return nil // the same question
			}
			return []Finding{{At: consAt("choices", i), Message: "claim-consistency-bases-tool", Severity: diag.Warning, Args: map[string]any{"Choice": consSay(c.Cookies.Choices[i].Text)}}}
		}
	}
	return nil
}

// consActivityAt is the place of the activity that a part belongs to.
func consActivityAt(at string) string {
	head, _, _ := strings.Cut(at, ".")
	return head
}
