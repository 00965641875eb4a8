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
	out := append(rolesTwice(c), rolesSaid(c)...)
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		at := fmt.Sprintf("recipients[%d]", i)
		args := map[string]any{"Name": consName(r)}
		j := slices.IndexFunc(r.Uses, func(u notice.Use) bool { return u.Role == "not-stated" })
		switch {
		case j < 0 || r.Chosen || isThing(r) || inTransaction(c, r) || linksNamed(c, r) || byLawAlone(c, r) || saysBehalf(r):
		case roleAccountant.MatchString(r.Name.NB) && roleAuditor.MatchString(r.Name.NB):
			out = append(out, Finding{At: fmt.Sprintf("%s.uses[%d].role", at, j), Message: "art28-role-accountant", Severity: diag.Warning, Args: args})
		default:
			f := Finding{At: fmt.Sprintf("%s.uses[%d].role", at, j), Message: "art28-role-not-stated", Severity: diag.Warning, Args: args}
			if kind := controllerNamed(c, r); slices.Contains(sureControllers(), kind) {
				f.Message = "art28-role-known"
				args["Sort"], args["Mixed"] = string(kind), r.Name.Proper == "" && openNames.MatchString(r.Name.NB)
			}
			out = append(out, f)
		}
		if said := seeksAgreement(r.Safeguard); !said.IsZero() {
			out = append(out, Finding{At: at + ".safeguard", Message: "art28-role-agreement", Severity: diag.Warning, Args: map[string]any{"Name": consName(r), "Said": said}})
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

var (
	roleAccountant = compiled(`(?i)regnskapsfør`)
	roleAuditor    = compiled(`(?i)revisor|revisjon`)
	// roleHelper are those whom a company takes on itself, also where it says
	// that a law is why they get data.
	roleHelper  = compiled(`(?i)regnskapsfør|revisor|bank|leverandør|partner|advokat|rådgiver`)
	roleBehalf  = compiled(`(?i)på (våre|vår|selskapets) vegne|på vegne av (oss|selskapet)|for oss og (bare )?etter`)
	anyContract = compiled(`(?i)(^|[^\p{L}])avtaler?([^\p{L}]|$)`)
	someOwn     = compiled(`(?i)(enkelte|noen|flere) av (dem|disse|selskapene|mottakerne|leverandørene)[^.]*(selvstendig(e)? behandlingsansvarlig|selv behandlingsansvarlig)`)
)

// byLawAlone tells whether a recipient only gets what the law orders: nobody
// hands data to a processor for that.
func byLawAlone(c *Case, r *notice.Recipient) bool {
	law := false
	for _, d := range c.Privacy.Disclosures {
		if !slices.Contains(d.Recipients, notice.Ref(r.ID)) {
			continue
		}
		if d.Occasion != "law" {
			return false
		}
		law = true
	}
	return law && !roleHelper.MatchString(r.Name.NB) &&
		!slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return u.Activity != "" || !u.Purpose.IsZero() })
}

// saysBehalf tells whether it is said that a recipient acts on the company's
// behalf, which is what a processor does (GDPR 4(8)).
func saysBehalf(r *notice.Recipient) bool {
	return roleBehalf.MatchString(r.Name.NB) || roleBehalf.MatchString(r.Text.NB) ||
		slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return roleBehalf.MatchString(u.Purpose.NB) })
}

// rolesSaid looks at what is said of several recipients together: agreements
// that are not said to be data processing agreements, and "some of them are
// controllers" without saying who.
func rolesSaid(c *Case) []Finding {
	var out []Finding
	agreed, at := false, ""
	var own []notice.Text
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		agreed = agreed || agreementWords.MatchString(r.Safeguard.NB) || agreementWords.MatchString(r.Text.NB)
		if at == "" && r.Name.Proper == "" && works(r) && anyContract.MatchString(r.Safeguard.NB) {
			at = fmt.Sprintf("recipients[%d].safeguard", i)
		}
		if slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return u.Role == "controller" }) {
			own = append(own, consName(r))
		}
	}
	if !agreed && at != "" {
		out = append(out, Finding{At: at, Message: "art28-role-agreement-kind", Severity: diag.Note})
	}
	for i, s := range c.Privacy.Sections {
		if s.ID == "recipients" && len(own) < 2 && someOwn.MatchString(s.Text.NB) {
			out = append(out, Finding{At: fmt.Sprintf("sections[%d].text", i), Message: "art28-role-some", Severity: diag.Note, Args: map[string]any{"Names": saidListed(own)}})
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

// seeksAgreement gives the sentence by which such an agreement is only aimed
// at; nothing where there is none.
func seeksAgreement(text notice.Text) notice.Text {
	for _, s := range transfersSentences(text.NB) {
		if agreementWords.MatchString(s) && seekWords.MatchString(s) {
			out := notice.Text{NB: consCut(consPlain(s))}
			for _, e := range transfersSentences(text.EN) {
				if strings.Contains(lower(e), "processing agreement") {
					out.EN = consCut(consPlain(e))
					break
				}
			}
			return out
		}
	}
	return notice.Text{}
}

func saysController(text string) bool {
	return slices.ContainsFunc(transfersSentences(text), func(s string) bool { return ownWords.MatchString(s) && !deniedWords.MatchString(s) })
}

// controllerKinds are those who as a rule decide themselves what they do with
// data, the surest first.
func controllerKinds() []notice.VendorKind {
	return []notice.VendorKind{"hub", "authority", "debt-collection", "credit-bureau", "bank", "payment", "insurance", "social-media", "advertising"}
}

// sureControllers are those of them of which there is hardly a doubt.
func sureControllers() []notice.VendorKind {
	return []notice.VendorKind{"hub", "authority", "debt-collection", "credit-bureau", "bank", "insurance"}
}

// controllerNamed is the kind of controller that a recipient as a rule is by its
// name; "" where that tells nothing.
func controllerNamed(c *Case, r *notice.Recipient) notice.VendorKind {
	if r.Name.Proper == "" {
		return kindByName(r)
	}
	return controllerKind(c, r, &notice.Use{})
}

// controllerWords find the same among categories of recipients.
func controllerWords(k notice.VendorKind) *pattern {
	switch k {
	case "debt-collection":
		return roleDebt
	case "credit-bureau":
		return roleCredit
	case "bank":
		return roleBank
	case "payment":
		return rolePay
	case "insurance":
		return roleInsurance
	case "social-media":
		return socialWords
	case "authority":
		return roleAuthority
	case "advertising":
		return roleAds
	}
	return nil
}

var (
	roleDebt      = compiled(`(?i)(^|[^\p{L}])inkasso`)
	roleCredit    = compiled(`(?i)(^|[^\p{L}])kreditt(opplysning|vurdering|sjekk)`)
	roleBank      = compiled(`(?i)(^|[^\p{L}])bank(en|er|ene|forbindelse\p{L}*)?([^\p{L}]|$)`)
	rolePay       = compiled(`(?i)(^|[^\p{L}])betaling(s|\p{L}*tjeneste|\p{L}*foretak)`)
	roleInsurance = compiled(`(?i)(^|[^\p{L}])forsikring`)
	socialWords   = compiled(`(?i)(^|[^\p{L}])sosiale medier`)
	roleAuthority = compiled(`(?i)(^|[^\p{L}])(offentlige? )?myndighet`)
	roleAds       = compiled(`(?i)(^|[^\p{L}])annonse(nettverk|børs|plattform)`)
)
