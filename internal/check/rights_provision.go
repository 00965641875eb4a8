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
// of an activity that lack the same are one finding, and so are all that a
// claim for the whole notice says are needed.
func rightsProvision(c *Case) []Finding {
	var out []Finding
	var groups rightsGroups
	var needed []notice.Text
	claim := rightsNeedClaim(c)
	for p := range c.Parts() {
		if p.Part.Provision.Kind != "" {
			out = append(out, rightsConsequence(p)...)
			continue
		}
		switch message := rightsProvided(c, p); {
		case message == "":
		case claim >= 0 && !rightsNeededHere(p):
			needed = append(needed, rightsGivenData(c, p.Part)...)
		default:
			groups.add(p, p.At, message)
		}
	}
	if len(needed) > 0 {
		out = append(out, rightsLower(element("claims", claim), "art13-2-e-provision-claim", diag.Warning, map[string]any{"Data": saidListed(needed)}))
	}
	for _, g := range groups {
		f := Finding{At: g.place(c), Args: g.args()}
		switch g.message {
		case "art13-2-e-provision":
		case "art13-2-e-provision-sibling":
			f.Message, f.Severity = g.message, diag.Note
		default:
			f.Message, f.Severity = g.message, diag.Warning
		}
		out = append(out, f)
	}
	return out
}

// rightsConsequence wants it said what follows when data is not given.
func rightsConsequence(p PartAt) []Finding {
	v := p.Part.Provision
	if !v.Consequence.IsZero() || rightsHas(rightsJoin(v.Text), "uten ", "ellers", "må ha", "kan ikke", "kan vi ikke", "får du ikke", "får vi ikke", "følgen", "konsekvens", "i stedet") {
		return nil
	}
	if v.Kind != "voluntary" {
		return []Finding{{At: p.At + ".provision", Message: "art13-2-e-provision-consequence"}}
	}
	if slices.ContainsFunc(p.Activity.Parts, func(q notice.Part) bool { return !q.Provision.Consequence.IsZero() }) {
		return nil // it stands with another part of the same activity
	}
	return []Finding{rightsLower(p.At+".provision", "art13-2-e-provision-voluntary", diag.Note, nil)}
}

// rightsProvided gives the message for a part that does not say whether its
// data has to be given; "" where there is nothing to say.
func rightsProvided(c *Case, p PartAt) string {
	// What a sibling says may well be meant for this part too.
	sibling := slices.ContainsFunc(p.Activity.Parts, func(q notice.Part) bool { return q.Provision.Kind != "" })
	agreed, bound := rightsRests(p.Part.Bases, "consent"), rightsRests(p.Part.Bases, "contract", "legal-obligation")
	// A consent that is only asked for sometimes leaves the rest to a contract
	// that stands without a condition.
	mostly := bound && rightsUnconditional(p.Part.Bases, "contract", "legal-obligation") && !rightsUnconditional(p.Part.Bases, "consent")
	switch {
	case agreed && !bound || rightsFacet(p) || rightsAnonymous(p.Part) || !rightsGiven(c, p):
		return ""
	case !bound && rightsOptional(c, p) || rightsKnownAlready(c, p):
		return ""
	case rightsNeededHere(p):
		return "art13-2-e-provision-needed"
	case bound && sibling:
		return "art13-2-e-provision-sibling"
	case bound && (!agreed || mostly) && len(p.Part.Data) > 0 && !rightsBoughtInStore(p.Part):
		return "art13-2-e-provision"
	}
	return "art13-2-e-provision-asked"
}

// rightsUnconditional tells whether a basis of one of the kinds stands without a
// condition.
func rightsUnconditional(bases []notice.Basis, kinds ...notice.BasisKind) bool {
	return slices.ContainsFunc(bases, func(b notice.Basis) bool {
		return b.Condition.IsZero() && (slices.Contains(kinds, b.Kind) || b.Or != "" && slices.Contains(kinds, b.Or))
	})
}

// rightsBoughtInStore tells whether a part is about no more than a payment that
// a shop for apps takes, and may be told of by the shop.
func rightsBoughtInStore(p *notice.Part) bool {
	return rightsHas(rightsJoin(p.When, p.Text, p.Purpose, p.DataNote), "google play", "app store", "in-app") &&
		!slices.ContainsFunc(p.Data, func(d notice.Datum) bool {
			return d.Is != "" || !rightsHas(d.NB, "betaling", "informasjon om betaling")
		})
}

// rightsKnownAlready tells whether a part only uses data for messages that the
// same people have given in another activity.
func rightsKnownAlready(c *Case, p PartAt) bool {
	if len(p.Part.Data) == 0 || len(p.Part.Origins) > 0 || !rightsHas(rightsJoin(p.Part.Purpose, p.Activity.Purpose), "sende", "send ut", "kommuniser", "varsle", "informere", "holde deg oppdatert") {
		return false
	}
	within := func(q PartAt) bool {
		return !slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool {
			return d.Is == "" || !slices.ContainsFunc(q.Part.Data, func(e notice.Datum) bool {
				return e == d || d.Is == "name" && strings.HasSuffix(string(e.Is), "-name") // first and last
			})
		})
	}
	for q := range c.Parts() {
		if q.Activity == p.Activity || slices.ContainsFunc(p.Activity.People, func(who notice.Ref) bool { return !slices.Contains(q.Activity.People, who) }) {
			continue
		}
		if !rightsSells(q) && within(q) {
			return true
		}
	}
	return false
}

// rightsNeededHere tells whether a part itself says that its data is needed for
// a contract.
func rightsNeededHere(p PartAt) bool {
	for _, s := range rightsSentences(rightsJoin(p.Part.Text, p.Part.DataNote, p.Activity.Text)) {
		if rightsHas(s, "opplysning", "personopplysning") && rightsHas(s, "nødvendig", "trenger", "må ha") && rightsHas(s, "avtale", "kontrakt", "levere") {
			return true
		}
	}
	return false
}

// rightsNeedClaim finds the claim for the whole notice that data is needed for
// a contract; -1 where there is none.
func rightsNeedClaim(c *Case) int {
	return slices.IndexFunc(c.Privacy.Claims, func(x notice.Claim) bool {
		return x.Kind == "minimal" && rightsHas(x.Text.NB, "nødvendig") && rightsHas(x.Text.NB, "avtale", "kontrakt", "levere")
	})
}

// rightsOptional tells whether it is said that the data need not be given: in
// the words of the part, or in a part that is voluntary and leads to it.
func rightsOptional(c *Case, p PartAt) bool {
	if rightsHas(rightsJoin(p.Activity.Title, p.Part.Title, p.Part.Text, p.Part.DataNote, p.Part.When)+"\n"+rightsData(p.Part.Data), "valgfri", "frivillig", "du velger å", "velger du å") {
		return true
	}
	if slices.Equal(p.Part.Channels, []notice.Channel{"social-media"}) {
		return true // nobody has to write there
	}
	// What is said of all ways to get in touch holds for a chat too.
	if other := informingContact(c, p.Activity, p.Part); other != nil && slices.ContainsFunc(other.Parts, func(q notice.Part) bool { return q.Provision.Kind == "voluntary" }) {
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
		return len(p.Activity.Parts) == 1 && rightsRests(p.Part.Bases, "contract") && rightsNeedClaim(c) < 0
	}
	if len(p.Part.Origins) == 0 && rightsContactPersons(c, p) {
		return false // it may be the employer who gives it
	}
	return slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return rightsFilledIn(c, d) })
}

// rightsContactPersons tells whether a part is about nobody but contact persons
// of businesses.
func rightsContactPersons(c *Case, p PartAt) bool {
	if !p.Part.Who.IsZero() {
		return rightsHas(p.Part.Who.NB, "kontaktperson")
	}
	if c.Shared == nil || len(p.Activity.People) == 0 {
		return false
	}
	return !slices.ContainsFunc(p.Activity.People, func(who notice.Ref) bool {
		return !slices.ContainsFunc(c.Shared.People, func(x notice.Group) bool { return notice.Ref(x.ID) == who && rightsHas(x.Name.NB, "kontaktperson") })
	})
}

// rightsFilledIn tells whether a kind of data is one that people fill in. What
// is known of somebody's credit never is.
func rightsFilledIn(c *Case, d notice.Datum) bool {
	said := string(d.Is) + "\n" + d.NB
	if cat := c.rightsCategory(d); cat != nil {
		said += "\n" + cat.Name.NB
	}
	said = strings.ReplaceAll(lower(said), "ip-adresse", "")
	if rightsHasLower(said, "kreditt", "credit") {
		return false
	}
	return rightsHasLower(said, "navn", "fornavn", "etternavn", "e-post", "telefonnummer", "telefon-", "mobil", "adresse", "fakturaadresse", "postadresse", "fødsels", "kontakt", "betaling", "søknad", "cv", "attester", "skjema", "kjønn", "alder", "innlogging", "du oppgir", "du gir", "husstand", "henvendelse")
}

// rightsGivenData names the data of a part that the reader gives, and leaves
// out what only says that there is more.
func rightsGivenData(c *Case, p *notice.Part) []notice.Text {
	var out []notice.Text
	for _, d := range p.Data {
		if !rightsFilledIn(c, d) || rightsHas(d.NB, "annen ", "andre ", "lignende", "eventuel") {
			continue
		}
		if cat := c.rightsCategory(d); cat != nil {
			out = append(out, cat.Name)
		} else if d.NB != "" {
			out = append(out, d.Text)
		}
	}
	return out
}

// rightsCategory finds the shared category of a kind of data; nil for the
// company's own words.
func (c *Case) rightsCategory(d notice.Datum) *notice.DataCategory {
	if d.Is == "" || c.Shared == nil {
		return nil
	}
	return c.Datum(d)
}
