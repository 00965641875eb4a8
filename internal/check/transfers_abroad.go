package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// importer is somebody outside the EEA whom the notice itself states.
type importer struct {
	at    string
	name  notice.Text
	where whereabouts
	// recipient is nil for a case of disclosure, which has no name.
	recipient *notice.Recipient
}

// finding words what is stated, under the message of a rule. Where somebody
// is partly inside the EEA it is a question.
func (m importer) finding(rule string) Finding {
	f := Finding{At: m.at, Args: map[string]any{"Name": m.name, "Place": transfersPlace(m.where.first())}}
	switch {
	case m.recipient == nil:
		f.Message = rule + "-disclosed"
	case !m.where.certain():
		f.Message = rule + "-partly"
	}
	if !m.where.certain() {
		f.Severity = diag.Warning
	}
	return f
}

// importers lists those who are stated to be outside the EEA: by a
// recipient's place or name, or by a case of disclosure.
func importers(c *Case) []importer {
	var out []importer
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if r.Chosen {
			continue
		}
		if w := transfersWhere(r.Place); w.leaves() {
			out = append(out, importer{fmt.Sprintf("recipients[%d].place", i), consName(r), w, r})
		} else if w := transfersWhere(r.Name.Text); w.leaves() {
			out = append(out, importer{fmt.Sprintf("recipients[%d].name", i), consName(r), w, r})
		}
	}
	for i, d := range c.Privacy.Disclosures {
		if w := transfersWhere(d.Text); w.leaves() {
			out = append(out, importer{fmt.Sprintf("disclosures[%d].text", i), notice.Text{NB: string(d.ID), EN: string(d.ID)}, w, nil})
		}
	}
	return out
}

// abroad is a recipient whose organisation is known to sit, or to be owned,
// outside the EEA, though the notice does not say where the data goes.
type abroad struct {
	at        string
	recipient *notice.Recipient
	country   notice.Country
	// company tells that its name is that of a company outside the EEA: it
	// gets the data itself, wherever they are stored (EDPB 05/2021).
	company bool
	// org is the organisation behind it, where its name is that of one of the
	// organisation's products: Azure is Microsoft's.
	org string
	// bare tells that the name is no company's: one product or brand has
	// several companies behind it.
	bare bool
}

// abroads lists them. For all but companies it is a question, never a fact.
func abroads(c *Case) []abroad {
	var out []abroad
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if r.Chosen || transfersWhere(r.Place).known() || transfersOnly(r, "authority", "acquirer") {
			continue
		}
		a := abroad{at: fmt.Sprintf("recipients[%d]", i), recipient: r, company: formsAbroad.MatchString(r.Name.Proper), bare: !formsAny.MatchString(r.Name.Proper)}
		for _, v := range transfersVendors(c, r) {
			if a.country = v.Country; !outsideEEA(a.country) && !a.company {
				a.country = v.Parent
			}
			if outsideEEA(a.country) {
				if org := transfersOrg(v); org != "" && strings.HasPrefix(r.Name.Proper, org+" ") && a.bare {
					a.org = org
				}
				break
			}
		}
		if !outsideEEA(a.country) {
			a.country = ""
		}
		if a.company || a.country != "" {
			out = append(out, a)
		}
	}
	return out
}

// name is what messages call it.
func (a abroad) name() diag.Datum {
	if a.org == "" {
		return saidText(consName(a.recipient))
	}
	product := strings.TrimPrefix(a.recipient.Name.Proper, a.org+" ")
	return saidMessage{"provider-of", map[string]any{"Org": a.org, "Product": product}}
}

// asked is who can answer: nobody asks a product.
func (a abroad) asked() notice.Text {
	if a.org == "" {
		return consName(a.recipient)
	}
	return notice.Text{NB: a.org, EN: a.org}
}

// transfersQuestions asks about the recipients that belong to somebody outside
// the EEA: those of one country together, for one question goes to all of them.
func transfersQuestions(list []abroad, message string, severity diag.Severity, args map[string]any) []Finding {
	var out []Finding
	type group struct {
		country notice.Country
		bare    bool
	}
	at := map[group]int{}
	names, ask := map[group][]diag.Datum{}, map[group][]notice.Text{}
	for _, a := range list {
		g := group{a.country, a.bare}
		names[g], ask[g] = append(names[g], a.name()), append(ask[g], a.asked())
		i, ok := at[g]
		if !ok {
			i = len(out)
			at[g] = i
			of := map[string]any{"Place": transfersPlace(a.country), "Bare": a.bare}
			for k, v := range args {
				of[k] = v
			}
			out = append(out, Finding{At: a.at, Message: message, Severity: severity, Args: of})
		}
		out[i].Args["Names"], out[i].Args["Ask"], out[i].Args["Many"] = saidRow{things: names[g]}, saidListed(ask[g]), len(names[g]) > 1
	}
	return out
}

// transfersTold tells whether what is said of a transfer, or of its ground,
// names a recipient.
func transfersTold(c *Case, r *notice.Recipient) bool {
	t := &c.Privacy.Transfers
	bare := transfersBare(r.Name.Proper)
	link := "(#recipient-" + string(r.ID) + ")"
	names := func(x notice.Text) bool { return strings.Contains(x.NB, link) || mentions(x.NB, bare) }
	return slices.ContainsFunc(t.Statements, func(s notice.Transfer) bool { return s.Kind == "yes" && names(s.Text) }) ||
		slices.ContainsFunc(t.Mechanisms, func(m notice.Mechanism) bool { return names(m.Text) || names(m.Condition) })
}

// processorWords limit a statement to those who work for the company.
var processorWords = compiled(`(?i)databehandler`)

// transferCovers tells whether a statement that nothing is transferred is about
// a recipient too.
func transferCovers(s *notice.Transfer, r *notice.Recipient) bool {
	if !processorWords.MatchString(s.Text.NB) {
		return true
	}
	return r != nil && slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return u.Role == "processor" || u.Role == "not-stated" })
}

// transfersVendors lists what is known of a recipient: of the products it is
// named for, or else of itself. A category has no vendor.
func transfersVendors(c *Case, r *notice.Recipient) []*notice.Vendor {
	var out []*notice.Vendor
	for _, p := range r.Products {
		if v := c.Vendor(p); v != nil && (v.Legal != "" || v.Country != "") {
			out = append(out, v)
		}
	}
	if r.Name.Proper == "" || len(out) > 0 {
		return out
	}
	if v := c.Vendor(r.Name.Proper); v != nil {
		out = append(out, v)
	}
	return out
}

// vendorName is a name of a vendor, and the vendor.
type vendorName struct {
	name   string
	vendor *notice.Vendor
}

// vendorsIn lists the vendors' names that a text mentions, each once, of the
// vendors that keep wants.
func (c *Case) vendorsIn(text string, keep func(*notice.Vendor) bool) []vendorName {
	var out []vendorName
	byWord := c.vendorWords()
	text = strings.TrimSpace(text)
	if text == "" || len(byWord) == 0 {
		return nil
	}
	for w := range words(lower(text)) {
		for _, k := range byWord[w] {
			v := &c.Known.Vendors[k.at]
			if !keep(v) || slices.ContainsFunc(out, func(n vendorName) bool { return n.vendor == v && lower(n.name) == k.name }) || !mentions(text, k.name) {
				continue
			}
			i := slices.IndexFunc(v.Names, func(n string) bool { return lower(n) == k.name })
			out = append(out, vendorName{v.Names[max(i, 0)], v})
		}
	}
	return out
}

// vendorWords are the vendors by the first words of their names, sorted once
// in a run.
func (c *Case) vendorWords() map[string][]knownAs {
	if c.kept == nil {
		return knownNames(c.Known)
	}
	if c.kept.vendors == nil {
		c.kept.vendors = knownNames(c.Known)
	}
	return c.kept.vendors
}
