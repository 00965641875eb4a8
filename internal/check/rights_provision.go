package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsProvision wants each part that is about data the reader gives to say
// whether it has to be given, and what follows when it is not. Where a
// contract or a duty decides alone, the law itself has the answer stated; else
// it is a question, and where consent decides, the answer is plain. The parts
// of an activity that lack the same are one finding.
func rightsProvision(c *Case) []Finding {
	var out []Finding
	var groups rightsGroups
	for p := range c.Parts() {
		if p.Part.Provision.Kind == "" {
			if message := rightsProvided(c, p); message != "" {
				groups.add(p, p.At, message)
			}
			continue
		}
		v := p.Part.Provision
		if !v.Consequence.IsZero() || rightsHas(rightsJoin(v.Text), "uten ", "ellers", "må ha", "kan ikke", "kan vi ikke", "får du ikke", "får vi ikke", "følgen", "konsekvens", "i stedet") {
			continue
		}
		f := Finding{At: p.At + ".provision", Message: "art13-2-e-provision-consequence"}
		if v.Kind == "voluntary" {
			if slices.ContainsFunc(p.Activity.Parts, func(q notice.Part) bool { return !q.Provision.Consequence.IsZero() }) {
				continue // it stands with another part of the same activity
			}
			f = rightsLower(f.At, "art13-2-e-provision-voluntary", diag.Note, nil)
		}
		out = append(out, f)
	}
	for _, g := range groups {
		at, titles := g.place(c)
		f := Finding{At: at, Args: map[string]any{"Titles": titles}}
		if g.message != "art13-2-e-provision" {
			f.Message, f.Severity = g.message, diag.Warning
		}
		out = append(out, f)
	}
	return out
}

// rightsProvided gives the message for a part that does not say whether its
// data has to be given; "" where there is nothing to say.
func rightsProvided(c *Case, p PartAt) string {
	// What a sibling says may well be meant for this part too.
	sibling := slices.ContainsFunc(p.Activity.Parts, func(q notice.Part) bool { return q.Provision.Kind != "" })
	agreed, bound := rightsRests(p.Part.Bases, "consent"), rightsRests(p.Part.Bases, "contract", "legal-obligation")
	switch {
	case agreed && !bound || rightsFacet(p) || rightsAnonymous(p.Part) || !rightsGiven(c, p):
		return ""
	case !bound && rightsOptional(c, p):
		return ""
	case rightsNeeded(c, p):
		return "art13-2-e-provision-needed"
	case bound && !agreed && !sibling && len(p.Part.Data) > 0:
		return "art13-2-e-provision"
	}
	return "art13-2-e-provision-asked"
}

// rightsNeeded tells whether it is said that the data is needed for a
// contract, by the part itself or as a claim for the whole notice.
func rightsNeeded(c *Case, p PartAt) bool {
	for _, s := range rightsSentences(rightsJoin(p.Part.Text, p.Part.DataNote, p.Activity.Text)) {
		if rightsHas(s, "opplysning", "personopplysning") && rightsHas(s, "nødvendig", "trenger", "må ha") && rightsHas(s, "avtale", "kontrakt", "levere") {
			return true
		}
	}
	return slices.ContainsFunc(c.Privacy.Claims, func(x notice.Claim) bool {
		return x.Kind == "minimal" && rightsHas(x.Text.NB, "nødvendig") && rightsHas(x.Text.NB, "avtale", "kontrakt", "levere")
	})
}

// rightsOptional tells whether it is said that the data need not be given: in
// the words of the part, or in a part that is voluntary and leads to it.
func rightsOptional(c *Case, p PartAt) bool {
	if rightsHas(rightsJoin(p.Activity.Title, p.Part.Title, p.Part.Text, p.Part.DataNote, p.Part.When)+"\n"+rightsData(p.Part.Data), "valgfri", "frivillig", "du velger å", "velger du å") {
		return true
	}
	link := "(#activity-" + string(p.Activity.ID) + ")"
	for q := range c.Parts() {
		if q.Activity != p.Activity && q.Part.Provision.Kind == "voluntary" && strings.Contains(rightsJoin(q.Part.Text, q.Part.DataNote)+"\n"+rightsData(q.Part.Data), link) {
			return true
		}
	}
	return false
}

// rightsGiven tells whether the reader gives data of a part, and does not only
// leave traces: where the part says that it comes from the reader, where it is
// of a kind that one fills in, and where a contract is made on no data in
// particular.
func rightsGiven(c *Case, p PartAt) bool {
	fromReader := func(list []notice.Origin) bool {
		return slices.ContainsFunc(list, func(o notice.Origin) bool {
			return o.Recipient == "" && rightsHas(rightsJoin(o.From, o.When), "deg", "du", "selv", "kunde", "den som", "den registrerte", "bruker", "søker")
		})
	}
	if rightsHas(rightsJoin(p.Part.Title, p.Part.Text, p.Part.DataNote), "vi logger", "logger vi") && !rightsHas(rightsJoin(p.Part.Text, p.Part.DataNote), "oppgir", "gir oss", "fyller") {
		return false
	}
	if len(p.Part.Origins) > 0 {
		return fromReader(p.Part.Origins)
	}
	if len(c.Privacy.Origins) > 0 && !fromReader(c.Privacy.Origins) {
		return false
	}
	if len(p.Part.Data) == 0 {
		return len(p.Activity.Parts) == 1 && rightsRests(p.Part.Bases, "contract")
	}
	said := rightsData(p.Part.Data)
	for _, d := range p.Part.Data {
		if cat := c.rightsCategory(d); cat != nil {
			said += "\n" + cat.Name.NB
		}
	}
	said = strings.ReplaceAll(lower(said), "ip-adresse", "")
	return rightsHas(said, "navn", "fornavn", "etternavn", "e-post", "telefonnummer", "telefon-", "mobil", "adresse", "fakturaadresse", "postadresse", "fødsels", "kontakt", "betaling", "søknad", "cv", "attester", "skjema", "kjønn", "alder", "innlogging", "du oppgir", "du gir", "husstand", "henvendelse")
}

// rightsCategory finds the shared category of a kind of data; nil for the
// company's own words.
func (c *Case) rightsCategory(d notice.Datum) *notice.DataCategory {
	if d.Is == "" || c.Shared == nil {
		return nil
	}
	return c.Datum(d)
}
