package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

var (
	termOnBehalf  = informingSays(`på (våre|\S+s) vegne|på vegne av`, `on (our|\S+[’']s) behalf|on behalf of`)
	termThird     = informingSays(`tredjepart(er|en|ene|sleverandør\pL*)?\b`, `third[- ]part(y|ies)( suppliers?)?\b`)
	termThirdLink = informingSays(`\[[^\]]*tredjepart[^\]]*\]\(#recipient-[^)]+\)`, `\[[^\]]*third[- ]part[^\]]*\]\(#recipient-[^)]+\)`)
)

// termsThird finds processors that are called third parties: whoever works on
// the company's behalf is none (GDPR article 4(8) and (10)).
func termsThird(c *Case) []Finding {
	if c.Kind != notice.PrivacyKind {
		return nil
	}
	add := func(at string, t notice.Text, message string) []Finding {
		return []Finding{{At: at, Message: message, Severity: diag.Note, Args: map[string]any{"Words": termThird.quotes(t)}}}
	}
	for t := range c.Saying(termThirdLink.nb, termThirdLink.en) {
		for _, m := range termThirdLink.nb.FindAllString(t.Text.NB, -1) {
			if r := c.termLinked(m); r != nil && termOnly(r, "processor") && !wordingHas(lower(m), "tredjepartsdatabehandler*", "tredjepartsbehandler*") {
				return add(t.At, t.Text, "lang-term-variant-third-processor")
			}
		}
	}
	behalf := slices.ContainsFunc(c.Privacy.Recipients, func(r notice.Recipient) bool {
		return termOnBehalf.in(r.Name.Text, r.Text)
	})
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		// A category can be one of others than those that work for the company.
		mine := termOnly(r, "processor") || behalf && r.Name.Proper != "" && termOnly(r, "processor", "not-stated")
		for _, x := range []struct {
			at   string
			text notice.Text
		}{{".name", r.Name.Text}, {".text", r.Text}} {
			if mine && termThird.nb.MatchString(x.text.NB) {
				message := "lang-term-variant-third-processor"
				if !termOnly(r, "processor") {
					message = "lang-term-variant-third-behalf"
				}
				return add(consAt("recipients", i)+x.at, x.text, message)
			}
		}
	}
	return nil
}

// termLinked is the recipient that a link in a text leads to.
func (c *Case) termLinked(link string) *notice.Recipient {
	_, id, _ := strings.Cut(strings.TrimSuffix(link, ")"), "(#recipient-")
	for i := range c.Privacy.Recipients {
		if string(c.Privacy.Recipients[i].ID) == id {
			return &c.Privacy.Recipients[i]
		}
	}
	return nil
}

// termOnly tells whether all uses of a recipient have one of some roles.
func termOnly(r *notice.Recipient, roles ...notice.Role) bool {
	return len(r.Uses) > 0 && !slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return !slices.Contains(roles, u.Role) })
}

// termSends is to send data to somebody, in the word that the law has for
// sending them out of the EEA.
var termSends = informingSays(
	`overfør(e|er|t|te|es)\b`,
	`transfer(s|red)?\b`)

// termsTransfer finds where data are said to be transferred to somebody and no
// other country is meant, in a notice that speaks of transfers out of the EEA
// too.
func termsTransfer(c *Case) []Finding {
	if c.Kind != notice.PrivacyKind || len(c.Privacy.Transfers.Statements) == 0 {
		return nil
	}
	var hits []Text
	for t := range c.Saying(termSends.nb) {
		if c.termHandsOver(t.At) && termSends.nb.MatchString(t.Text.NB) && !strings.Contains(t.Text.NB, "(#transfers)") {
			s := t.plain()
			if wordingHas(s, "personopplysning*", "opplysning*", "data", "dataene") && !wordingHas(s, "utenfor", "tredjeland*", "tredjestat*", "eøs", "eu", "usa", "land") {
				hits = append(hits, t)
			}
		}
	}
	if len(hits) == 0 {
		return nil
	}
	return []Finding{{At: hits[0].At, Message: "lang-term-variant-transfer", Severity: diag.Note, Args: map[string]any{
		"Words": notice.Text{NB: lower(termSends.nb.FindString(hits[0].Text.NB)), EN: lower(termSends.en.FindString(hits[0].Text.EN))}, "Number": len(hits),
	}}}
}

// termHandsOver tells whether a place is about who gets data. On a sale of the
// business it is the business that is transferred.
func (c *Case) termHandsOver(at string) bool {
	if i, _, ok := wordingIn(at, "disclosures"); ok && i < len(c.Privacy.Disclosures) {
		o := c.Privacy.Disclosures[i].Occasion
		return o != "sale" && o != "reorganisation"
	}
	if i, _, ok := wordingIn(at, "sections"); ok && i < len(c.Privacy.Sections) {
		return c.Privacy.Sections[i].ID == "recipients" || c.Privacy.Sections[i].ID == "disclosures"
	}
	return strings.HasPrefix(at, "recipients[") || strings.HasPrefix(at, "claims[")
}

// termsData finds two of the shared kinds of data that are one thing by two
// names.
func termsData(c *Case) []Finding {
	if c.Kind != notice.PrivacyKind {
		return nil
	}
	var out []Finding
	for _, pair := range [][2]notice.Ref{{"metering-point-address", "installation-address"}, {"device-id", "device-identifiers"}} {
		one, _ := c.termDatum(pair[0])
		two, at := c.termDatum(pair[1])
		if one == nil || two == nil {
			continue
		}
		out = append(out, Finding{At: at, Message: "lang-term-variant-data", Severity: diag.Note, Args: map[string]any{"Is": one.Name, "Words": two.Name}})
	}
	return out
}

// termDatum finds where a shared kind of data stands first.
func (c *Case) termDatum(id notice.Ref) (*notice.DataCategory, string) {
	in := func(at string, data []notice.Datum) (*notice.DataCategory, string) {
		if i := slices.IndexFunc(data, func(d notice.Datum) bool { return d.Is == id }); i >= 0 {
			return c.Datum(data[i]), consAt(at+".data", i)
		}
		return nil, ""
	}
	for p := range c.Parts() {
		if d, at := in(p.At, p.Part.Data); d != nil {
			return d, at
		}
	}
	for u := range c.Uses() {
		if d, at := in(u.At, u.Use.Data); d != nil {
			return d, at
		}
	}
	return nil, ""
}
