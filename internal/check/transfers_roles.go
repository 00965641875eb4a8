package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transfersRoles lists the rules about what recipients are.
func transfersRoles() []Rule {
	return []Rule{
		{
			ID: "art28-role", Severity: diag.Error, Article: "GDPR 4(7), 4(8), 26, 28",
			Source: "GDPR 4(7), 4(8), 26, 28(3)", Verified: true,
			Kinds: transfersPrivacy(), Find: transfersRoleOf,
		},
		{
			ID: "role-known-controllers", Severity: diag.Warning, Article: "GDPR 4(7), 4(8)",
			Source: "FOR-1999-03-11-301 §§ 6-15 to 6-17 (Elhub); openbankingeu.mastercard.com/legal/privacy-policy (payment institutions); professional knowledge for the others, not checked against the source",
			Kinds:  transfersPrivacy(), Find: knownControllers,
		},
	}
}

// transfersRoleOf asks what each recipient is, and whether it can be all it is said to
// be.
func transfersRoleOf(c *Case) []Finding {
	out := rolesTwice(c)
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		at := fmt.Sprintf("recipients[%d]", i)
		args := map[string]any{"Name": consName(r)}
		j := slices.IndexFunc(r.Uses, func(u notice.Use) bool { return u.Role == "not-stated" })
		if j >= 0 && !r.Chosen && !isThing(r) && !inTransaction(c, r) && !linksNamed(c, r) {
			out = append(out, Finding{At: fmt.Sprintf("%s.uses[%d].role", at, j), Message: "art28-role-not-stated", Severity: diag.Warning, Args: args})
		}
		if seeksAgreement(r.Safeguard.NB) {
			out = append(out, Finding{At: at + ".safeguard", Message: "art28-role-agreement", Severity: diag.Warning, Args: args})
		}
		p := slices.IndexFunc(r.Uses, func(u notice.Use) bool { return u.Role == "processor" })
		if p >= 0 && saysController(r.Text.NB) {
			out = append(out, Finding{At: fmt.Sprintf("%s.uses[%d].role", at, p), Message: "art28-role-denied", Severity: diag.Warning, Args: args})
		}
		if p < 0 && mentionsAgreement(r.Safeguard.NB) && slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return u.Role == "controller" || u.Role == "authority" }) {
			out = append(out, Finding{At: at + ".safeguard", Message: "art28-role-processor-agreement", Severity: diag.Warning, Args: args})
		}
	}
	return out
}

// rolesTwice finds a recipient with two roles for the same use of the data.
func rolesTwice(c *Case) []Finding {
	var out []Finding
	before := map[string][]*notice.Use{}
	for u := range c.Uses() {
		name := lower(u.Recipient.Name.In(notice.Norwegian))
		for _, x := range before[name] {
			if transfersClash(x, u.Use) {
				out = append(out, Finding{At: u.At + ".role", Args: map[string]any{
					"Name": consName(u.Recipient), "First": string(x.Role), "Second": string(u.Use.Role),
				}})
				break
			}
		}
		before[name] = append(before[name], u.Use)
	}
	return out
}

// transfersClash tells whether two uses give one recipient two roles for the same
// activity, with nothing to tell the uses apart.
func transfersClash(a, b *notice.Use) bool {
	kinds := []notice.Role{"processor", "controller", "joint-controller", "authority"}
	if a.Role == b.Role || !slices.Contains(kinds, a.Role) || !slices.Contains(kinds, b.Role) || a.Activity != b.Activity {
		return false
	}
	apart := !a.Condition.IsZero() || !b.Condition.IsZero() ||
		!a.Purpose.IsZero() && !b.Purpose.IsZero() && a.Purpose != b.Purpose
	return !apart
}

var (
	agreementWords = compiled(`(?i)databehandleravtale`)
	seekWords      = compiled(`(?i)(søker|ønsker|forsøker|prøver|tilstreber|har som mål) å|så langt (som )?(det er )?mulig|som hovedregel|i hovedsak|normalt`)
	ownWords       = compiled(`(?i)selvstendig behandlingsansvarlig|eget behandlingsansvar|selv behandlingsansvarlig|egen behandlingsansvarlig`)
)

// mentionsAgreement tells whether a safeguard is a data processing agreement.
func mentionsAgreement(text string) bool {
	return slices.ContainsFunc(transfersSentences(text), func(s string) bool { return agreementWords.MatchString(s) && !deniedWords.MatchString(s) })
}

// seeksAgreement tells whether such an agreement is only aimed at.
func seeksAgreement(text string) bool {
	return slices.ContainsFunc(transfersSentences(text), func(s string) bool { return agreementWords.MatchString(s) && seekWords.MatchString(s) })
}

func saysController(text string) bool {
	return slices.ContainsFunc(transfersSentences(text), func(s string) bool { return ownWords.MatchString(s) && !deniedWords.MatchString(s) })
}

// controllerKinds are those who as a rule decide themselves what they do with
// data, the surest first.
func controllerKinds() []notice.VendorKind {
	return []notice.VendorKind{"hub", "authority", "debt-collection", "credit-bureau", "bank", "payment", "insurance", "social-media", "advertising"}
}

// controllerWords find the same among categories of recipients.
func controllerWords(k notice.VendorKind) *pattern {
	switch k {
	case "debt-collection":
		return debtWords
	case "credit-bureau":
		return creditWords
	case "bank":
		return bankWords
	case "payment":
		return payWords
	case "insurance":
		return insuranceWords
	case "social-media":
		return socialWords
	case "authority":
		return authorityWords
	case "advertising":
		return adWords
	}
	return nil
}

var (
	debtWords      = compiled(`(?i)(^|[^\p{L}])inkasso`)
	creditWords    = compiled(`(?i)(^|[^\p{L}])kreditt(opplysning|vurdering|sjekk)`)
	bankWords      = compiled(`(?i)(^|[^\p{L}])bank(en|er|ene|forbindelse\p{L}*)?([^\p{L}]|$)`)
	payWords       = compiled(`(?i)(^|[^\p{L}])betaling(s|\p{L}*tjeneste|\p{L}*foretak)`)
	insuranceWords = compiled(`(?i)(^|[^\p{L}])forsikring`)
	socialWords    = compiled(`(?i)(^|[^\p{L}])sosiale medier`)
	authorityWords = compiled(`(?i)(^|[^\p{L}])(offentlige? )?myndighet`)
	adWords        = compiled(`(?i)(^|[^\p{L}])annonse(nettverk|børs|plattform)`)
)

// knownControllers asks about processors that as a rule are controllers.
func knownControllers(c *Case) []Finding {
	var out []Finding
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		j := slices.IndexFunc(r.Uses, func(u notice.Use) bool { return u.Role == "processor" })
		if j < 0 || r.Chosen || slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return u.Role == "controller" || u.Role == "joint-controller" }) {
			continue
		}
		kind := controllerKind(c, r, &r.Uses[j])
		if kind == "" {
			continue
		}
		f := Finding{At: fmt.Sprintf("recipients[%d].uses[%d].role", i, j), Args: map[string]any{"Name": consName(r), "Sort": string(kind)}}
		if kind == "advertising" {
			f.Severity = diag.Note // some do it on orders alone
		}
		out = append(out, f)
	}
	return out
}

// controllerKind is the kind of controller that a recipient as a rule is; ""
// transfersWhere nothing says so.
func controllerKind(c *Case, r *notice.Recipient, u *notice.Use) notice.VendorKind {
	vendors := transfersVendors(c, r)
	for _, k := range controllerKinds() {
		if slices.ContainsFunc(vendors, func(v *notice.Vendor) bool { return slices.Contains(v.Does, k) }) {
			return k
		}
	}
	if r.Name.Proper != "" {
		return ""
	}
	said := r.Name.NB + "\n" + u.Purpose.NB
	if !strings.Contains(r.Text.NB, "#recipient-") {
		said += "\n" + r.Text.NB
	}
	for _, k := range controllerKinds() {
		if w := controllerWords(k); w != nil && w.MatchString(said) {
			return k
		}
	}
	return ""
}
