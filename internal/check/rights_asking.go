package check

import (
	"fmt"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsAsking are the rules on what the reader is told about the rights.
func rightsAsking() []Rule {
	return []Rule{
		{
			ID: "art13-2-b-rights", Severity: diag.Error, Article: "GDPR 13(2)(b)", Source: "GDPR 13(2)(b), 14(2)(c)",
			Verified: true, Kinds: rightsOnly(), Find: rightsListed,
		},
		{
			ID: "art21-4-object-separate", Severity: diag.Error, Article: "GDPR 21(4)", Source: "GDPR 21(4)",
			Verified: true, Kinds: rightsOnly(), Find: rightsObjectSeparate,
		},
		{
			ID: "art13-2-c-withdraw", Severity: diag.Error, Article: "GDPR 13(2)(c)", Source: "GDPR 13(2)(c), 14(2)(d)",
			Verified: true, Kinds: rightsOnly(), Find: rightsWithdraw,
		},
		{
			ID: "art13-2-d-complaint", Severity: diag.Error, Article: "GDPR 13(2)(d)", Source: "GDPR 13(2)(d), 14(2)(e), 77",
			Verified: true, Kinds: rightsOnly(), Find: rightsComplaint,
		},
		{
			ID: "art13-2-e-provision", Severity: diag.Error, Article: "GDPR 13(2)(e)", Source: "GDPR 13(2)(e)",
			Verified: true, Kinds: rightsOnly(), Find: rightsProvision,
		},
	}
}

// rightsListed wants the six rights of article 13(2)(b), and none of them
// narrower than the regulation makes it.
func rightsListed(c *Case) []Finding {
	var out []Finding
	for _, kind := range []notice.RightKind{"access", "rectification", "erasure", "restriction", "objection", "portability"} {
		if r, _ := rightsRight(c, kind); r == nil && rightsApplies(c, kind) {
			out = append(out, rightsLacking(c, kind))
		}
	}
	for i := range c.Privacy.Rights.List {
		r := &c.Privacy.Rights.List[i]
		at, said := fmt.Sprintf("rights.list[%d]", i), rightsJoin(r.Text, r.Except)
		args := map[string]any{"Right": string(r.Kind)}
		switch {
		case r.Kind == "erasure" && rightsHas(rightsJoin(r.Except), "behov for", "trenger", "trengs"):
			out = append(out, rightsLower(at+".except", "art13-2-b-rights-need", diag.Warning, args))
		case r.Kind == "erasure" && rightsHas(said, "unødvendig", "mangelfull") && !(rightsHas(said, "samtykke") && rightsHas(said, "protest", "innsigelse") && rightsHas(said, "ulovlig", "lovstridig", "i strid med")):
			out = append(out, rightsLower(at, "art13-2-b-rights-narrow", diag.Warning, args))
		case r.Kind == "rectification" && rightsHas(said, "mangelfull", "unødvendig", "ufullstendig") && !rightsHas(said, "uriktig", "feil", "gal ", "gale", "ukorrekt", "unøyaktig", "ikke er riktig", "ikke stemmer"):
			out = append(out, rightsLower(at, "art13-2-b-rights-incorrect", diag.Warning, args))
		case r.Kind == "portability" && rightsHas(said, "avtale", "kontrakt") && rightsHas(said, "nødvendig", "gjelder bare", "bare opplysninger") &&
			!rightsHas(said, "samtykke") && rightsUses(c, "consent"):
			out = append(out, rightsLower(at, "art13-2-b-rights-portable", diag.Warning, args))
		}
	}
	return out
}

// rightsLacking is that a right is not there. To object is a right that has to
// stand by itself too (article 21(4)): both are one lack.
func rightsLacking(c *Case, kind notice.RightKind) Finding {
	f := Finding{At: "rights.list", Args: map[string]any{"Right": string(kind)}}
	if kind != "objection" {
		return f
	}
	m, _ := rightsRight(c, "marketing-objection")
	f.Message = "art13-2-b-rights-object"
	f.Args = map[string]any{"Only": m != nil, "Interests": rightsInterests(c), "Marketing": rightsMarkets(c)}
	return f
}

// rightsApplies tells whether a right can be of use at all: portability is for
// what rests on consent or a contract (article 20(1)(a)). A notice that names
// no bases may have both.
func rightsApplies(c *Case, kind notice.RightKind) bool {
	switch kind {
	case "portability":
		return rightsUses(c, "consent", "contract", "not-stated") || !rightsUses(c, "legal-obligation", "vital-interests", "public-task", "legitimate-interests", "balancing")
	case "objection":
		r, _ := rightsRight(c, "marketing-objection")
		return r == nil || rightsInterests(c)
	}
	return true
}

// rightsObjectSeparate wants the right to object brought to the reader's
// attention on its own, with what it is about. Where it is not there at all,
// art13-2-b-rights finds that.
func rightsObjectSeparate(c *Case) []Finding {
	interests, marketing := rightsInterests(c), rightsMarkets(c)
	r, i := rightsRight(c, "objection")
	if r == nil || !interests && !marketing {
		return nil
	}
	if rightsHas(rightsJoin(r.Text, r.Except, r.How), "interesse", "markedsføring", "allmenn", "særlige situasjon", "situasjon", "profil") {
		return nil
	}
	args := map[string]any{"Interests": interests, "Marketing": marketing}
	return []Finding{{At: fmt.Sprintf("rights.list[%d]", i), Severity: diag.Warning, Args: args}}
}

func rightsWithdraw(c *Case) []Finding {
	if r, _ := rightsRight(c, "withdrawal"); r != nil || !rightsUses(c, "consent") {
		return nil
	}
	return []Finding{{At: "rights.list"}}
}

// rightsComplaint wants the right to complain, the authority and its address,
// and no condition on it.
func rightsComplaint(c *Case) []Finding {
	k := c.Privacy.Complaint
	if k.Authority.IsZero() && k.Text.IsZero() {
		return []Finding{{At: "complaint"}}
	}
	var out []Finding
	name := k.Authority.In(notice.Norwegian)
	here := c.Brand == nil || c.Brand.Entity.Country == "" || c.Brand.Entity.Country == "NO"
	if here && !rightsHas(name, "datatilsynet") {
		out = append(out, rightsLower("complaint.authority", "art13-2-d-complaint-authority", diag.Warning, map[string]any{"Authority": name}))
	}
	if k.URL == "" {
		out = append(out, rightsLower("complaint", "art13-2-d-complaint-link", diag.Note, nil))
	}
	if !k.First.IsZero() && !rightsHas(rightsJoin(k.First), "gjerne", "frivillig", "du kan", "kan du", "uansett", "trenger ikke", "ikke nødvendig", "valgfri") {
		out = append(out, rightsLower("complaint.first", "art13-2-d-complaint-first", diag.Note, nil))
	}
	return out
}
