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
		out := consBeside("bases", c.Cookies.Bases, nil)
		return append(out, consTool(c)...)
	}
	var out []Finding
	for p := range c.Parts() {
		where := consTitle(p.Activity, p.Part)
		out = append(out, consOpening(p, consBeside(p.At+".bases", p.Part.Bases, where))...)
		out = append(out, consFreely(p, where)...)
		out = append(out, c.consAcross(p)...)
	}
	out = append(out, c.consSpoken()...)
	out = append(out, c.consWhole()...)
	out = append(out, c.consTwice()...)
	out = append(out, c.consReceived()...)
	return append(out, c.consWithdrawal()...)
}

// consBeside finds consent and another basis for the same thing. Who is asked
// has to be able to say no (GDPR article 4(11)); another basis takes the no
// away. A declaration of cookies is about several things: there it is asked.
func consBeside(at string, bases []notice.Basis, where consWords) []Finding {
	var out []Finding
	severity := diag.Severity("")
	if where == nil {
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
		if b.Or != "" && slices.ContainsFunc(bases, func(o notice.Basis) bool { return o.Kind == "consent" && o.Or == "" }) {
			out = append(out, Finding{At: consAt(at, i), Message: consWhere("claim-consistency-bases-or", where), Severity: severity, Args: map[string]any{"Where": where}})
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
func consWhere(message string, where consWords) string {
	if where == nil {
		return message + "-whole"
	}
	return message
}

// consFreely finds a consent that the reader has to give, and data that are
// said to be voluntary where the only basis needs them.
func consFreely(p PartAt, where consWords) []Finding {
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
	if !consMarkets(p.Activity, p.Part) || consAny(p.Part.Bases, "consent") {
		return nil
	}
	for i, b := range p.Part.Bases {
		if !consInterest(b) || !consSole(b) {
			continue
		}
		// That customers are said to consent in the same activity is found by
		// the rule on marketing.
		here := slices.ContainsFunc(c.consElse(rights(), "mfl-15-vs-gdpr"), func(f Finding) bool {
			return f.At == p.At || f.At == p.At+".bases" || f.At == consActivityAt(p.At)
		})
		related := c.consParts(func(o PartAt) bool {
			return o.Part != p.Part && (!here || o.Activity != p.Activity) && consKin(p.Activity, o.Activity) && consMarkets(o.Activity, o.Part) &&
				slices.ContainsFunc(o.Part.Bases, func(b notice.Basis) bool { return b.Kind == "consent" && b.Condition.IsZero() })
		})
		if len(related) > 0 {
			return []Finding{{At: p.At + consAt(".bases", i), Message: "claim-consistency-bases-across", Severity: diag.Warning, Args: map[string]any{
				"Where": consTitle(p.Activity, p.Part), "Other": consList(consTitles(related)),
			}}}
		}
	}
	return nil
}

// consKin tells whether two activities are one, or parent and child, or belong
// under the same.
func consKin(a, b *notice.Activity) bool {
	return a == b || a.Under == notice.Ref(b.ID) || b.Under == notice.Ref(a.ID) || a.Under != "" && a.Under == b.Under
}

// consSpoken finds activities whose texts speak of consent while the bases
// they state are others.
func (c *Case) consSpoken() []Finding {
	var out []Finding
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		stated := ""
		consent := false
		for j := range a.Parts {
			if len(a.Parts[j].Bases) > 0 && stated == "" {
				stated = consAt(consAt("activities", i)+".parts", j) + ".bases"
			}
			consent = consent || consAny(a.Parts[j].Bases, "consent")
		}
		if stated == "" || consent {
			continue
		}
		for j := range a.Parts {
			p := &a.Parts[j]
			args := map[string]any{"Where": consTitle(a, p)}
			if consHas(p.Withdrawal.Text, "samtykk") {
				out = append(out, Finding{At: stated, Message: "claim-consistency-bases-spoken", Args: args})
				break
			}
			if slices.ContainsFunc([]notice.Text{p.Title, p.Text, p.When, p.Purpose, p.DataNote}, func(t notice.Text) bool {
				return consHas(t, "opt-in", "har samtykket", "hvis du samtykker", "ditt samtykke", "samtykket ditt")
			}) {
				out = append(out, Finding{At: stated, Message: "claim-consistency-bases-spoken", Severity: diag.Warning, Args: args})
				break
			}
		}
	}
	return out
}

// consWhole holds the bases stated for the notice as a whole against those of
// the parts.
func (c *Case) consWhole() []Finding {
	if len(c.Privacy.Bases) == 0 || slices.ContainsFunc(c.Privacy.Bases, func(b notice.Basis) bool { return !consSole(b) || b.Kind == "not-stated" }) {
		return nil
	}
	outside := func(b notice.Basis) bool { return !consAny(c.Privacy.Bases, b.Kind) }
	stated := c.consParts(func(p PartAt) bool {
		return slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind != "not-stated" && outside(b) })
	})
	if len(stated) > 0 {
		return []Finding{{At: "bases", Message: "claim-consistency-bases-denied", Args: map[string]any{"Where": consList(consTitles(stated))}}}
	}
	hinted := c.consParts(func(p PartAt) bool {
		return slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind == "not-stated" && len(b.Statutes) > 0 })
	})
	if len(hinted) > 0 {
		return []Finding{{At: "bases", Message: "claim-consistency-bases-denied-question", Severity: diag.Warning, Args: map[string]any{"Where": consList(consTitles(hinted))}}}
	}
	return nil
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
			var same []consWords
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
// marketing is said to rest on the company's interest.
func (c *Case) consReceived() []Finding {
	parts := c.consParts(func(p PartAt) bool {
		return consMarkets(p.Activity, p.Part) && slices.ContainsFunc(p.Part.Bases, consInterest)
	})
	var out []Finding
	for u := range c.Uses() {
		if !consHas(u.Use.Purpose, "markedsfør") || !consHas(u.Use.Purpose, "samtykke") {
			continue
		}
		of := slices.DeleteFunc(slices.Clone(parts), func(p PartAt) bool {
			return u.Use.Activity != "" && u.Use.Activity != notice.Ref(p.Activity.ID)
		})
		if len(of) > 0 {
			out = append(out, Finding{At: u.At + ".purpose", Message: "claim-consistency-bases-received", Severity: diag.Warning, Args: map[string]any{
				"Recipient": consName(u.Recipient), "Where": consList(consTitles(of)),
			}})
		}
	}
	return out
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
	asked := c.consElse(storing(), "ekom-3-15-consent")
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
