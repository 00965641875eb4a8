package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"notis/internal/diag"
	"notis/internal/notice"
)

// informingWho lists the rules on who is responsible and how to reach them.
func informingWho() []Rule {
	return []Rule{
		{
			ID: "art13-1-a-controller-identity", Severity: diag.Error, Article: "GDPR 13(1)(a), 14(1)(a)",
			Source: "GDPR 13(1)(a), 14(1)(a)", Verified: true, Kinds: informingPrivacy(), Find: findIdentity,
		},
		{
			ID: "art13-1-a-controller-contact", Severity: diag.Error, Article: "GDPR 13(1)(a), 14(1)(a)",
			Source: "GDPR 13(1)(a), 14(1)(a); WP260 rev.01, annex, on different forms of contact", Verified: true, Kinds: informingPrivacy(), Find: findContact,
		},
		{
			ID: "art4-7-controller-is-org", Severity: diag.Warning, Article: "GDPR 4(7)",
			Source: "EDPB 07/2020 para 17 (privacad.com/privacy-guidelines-on-data-processor-and-data-controller-10/)",
			Kinds:  informingPrivacy(), Find: findRoleAsController,
		},
		{
			ID: "art13-1-a-representative", Severity: diag.Error, Article: "GDPR 13(1)(a), 27",
			Source: "GDPR 13(1)(a), 27", Verified: true, Kinds: informingPrivacy(), Find: findRepresentative,
		},
		{
			ID: "art13-1-b-dpo-contact", Severity: diag.Error, Article: "GDPR 13(1)(b)",
			Source: "GDPR 13(1)(b), 14(1)(b), 37", Verified: true, Kinds: informingPrivacy(), Find: findOfficer,
		},
		{
			ID: "art13-1-b-dpo-address-consistent", Severity: diag.Note, Article: "GDPR 13(1)(b)",
			Source: "good practice", Kinds: informingPrivacy(), Find: findOfficerAddress,
		},
		{
			ID: "ehl-8-identification", Severity: diag.Error, Article: "ehandelsloven § 8",
			Source: "ehandelsloven (LOV-2003-05-23-35) § 8", Verified: true, Kinds: informingPrivacy(), Find: findIdentification,
		},
		{
			ID: "brand-entity-map", Severity: diag.Note, Article: "GDPR 13(1)(a)",
			Source: "good practice", Kinds: informingPrivacy(), Find: findUnplacedNames,
		},
	}
}

// legalForms lists what Norwegian names of legal persons end in, or hold.
func legalForms() []string {
	return []string{"AS", "ASA", "A/S", "SA", "ANS", "DA", "KS", "KF", "FKF", "IKS", "SF", "BA", "AL", "BBL", "SE", "NUF"}
}

// hasLegalForm tells whether a registered name shows what kind of legal person
// it is.
func hasLegalForm(name string) bool {
	for _, w := range strings.Fields(name) {
		if slices.Contains(legalForms(), strings.ToUpper(w)) {
			return true
		}
		if w = lower(w); strings.HasPrefix(w, "stiftelse") || strings.HasPrefix(w, "foreningen") || strings.HasSuffix(w, "kommune") || strings.HasSuffix(w, "sparebank") {
			return true
		}
	}
	return false
}

// informingNorwegian tells whether the company is of Norway, as one that says nothing
// of it is taken to be.
func informingNorwegian(e *notice.Entity) bool { return e.Country == "" || e.Country == "NO" }

func findIdentity(c *Case) []Finding {
	e := &c.Brand.Entity
	switch {
	case strings.TrimSpace(e.Name) == "":
		return []Finding{{At: "brand:entity"}}
	case informingNorwegian(e) && !hasLegalForm(e.Name):
		return []Finding{{At: "brand:entity.name", Message: "art13-1-a-controller-identity-form", Severity: diag.Warning, Args: map[string]any{"Name": e.Name}}}
	}
	return nil
}

// informingDirect tells whether a contact gives something to write to, call or open.
// Its text may hold an address or a number too.
func informingDirect(k *notice.Contact) bool {
	digits := 0
	for _, r := range k.Text.NB {
		if unicode.IsDigit(r) {
			digits++
		}
	}
	return k.Email != "" || k.Phone != "" || k.Address != "" || k.URL != "" || digits >= 5 || strings.Contains(k.Text.NB, "@") || strings.Contains(k.Text.NB, "](http")
}

func findContact(c *Case) []Finding {
	list := c.Brand.Contacts
	var out []Finding
	some, post, electronic := false, false, false
	for i := range list {
		k := &list[i]
		if informingDirect(k) {
			some = true
		} else if slices.Contains([]notice.Channel{"form", "customer-service", "email", "phone", "sms", "post"}, k.Channel) {
			out = append(out, Finding{
				At: fmt.Sprintf("brand:contacts[%d]", i), Message: "art13-1-a-controller-contact-bare", Severity: diag.Warning,
				Args: map[string]any{"Name": informingSaid(k.Text)},
			})
		}
		post = post || k.Address != ""
		electronic = electronic || k.Email != "" || k.Phone != ""
	}
	if !some {
		return []Finding{noContact(list)}
	}
	if !post || !electronic {
		out = append(out, Finding{
			At: "brand:contacts", Message: "art13-1-a-controller-contact-ways", Severity: diag.Warning,
			Args: map[string]any{"Post": post, "Electronic": electronic},
		})
	}
	return out
}

// noContact is the finding where no contact has an address or a number. Who
// can write to the company where they are signed in, or in its app, has a way
// all the same.
func noContact(list []notice.Contact) Finding {
	f := Finding{At: "brand:contacts"}
	var ways []notice.Text
	signedIn := false
	for i := range list {
		k := &list[i]
		signedIn = signedIn || slices.Contains([]notice.Channel{"portal", "app", "chat"}, k.Channel)
		ways = append(ways, informingSaid(k.Text))
	}
	if signedIn {
		f.Message, f.Severity = "art13-1-a-controller-contact-service", diag.Warning
		f.Args = map[string]any{"Ways": saidQuoted(ways)}
	}
	return f
}

// roleAsController is a text that makes a role in the company the controller.
var roleAsController = informingSays(
	`(daglig leder|administrerende direktør|styreleder|styret|personvernombud|it-sjef|personvernansvarlig)\pL*( (i|for|hos|ved) [^.,;]{1,40})?,? (som )?er (den )?behandlingsansvarlig`,
	`(managing director|chief executive|ceo|chair of the board|data protection officer|head of it)( (of|at|in) [^.,;]{1,40})?,? (who )?(is|acts as) (the )?(data )?controller`)

func findRoleAsController(c *Case) []Finding {
	e := &c.Brand.Entity
	var said *Text
	company := false
	for t := range c.Saying(roleAsController.nb, roleAsController.en) {
		if said == nil && roleAsController.in(t.Text) {
			said = &t
		}
		company = company || subjectIs(t.Text.NB, e.Name)
	}
	find := func(at string) []Finding {
		// "X AS, ved daglig leder, er behandlingsansvarlig" does name the
		// company.
		if company {
			return []Finding{{At: at, Severity: diag.Note, Message: "art4-7-controller-is-org-beside", Args: map[string]any{"Name": e.Name}}}
		}
		return []Finding{{At: at}}
	}
	switch {
	case !e.By.IsZero():
		return find("brand:entity.by")
	case said != nil:
		return find(said.At)
	}
	return findPurposeAlone(c)
}

// decidesMeans is a text on the controller that tells of the means too.
var decidesMeans = informingSays(`midle|hvordan|måten|verktøy|hjelpemid`, `\bmeans\b|\bhow\b|\bway\b|tools`)

// findPurposeAlone finds a definition of the controller that leaves out the
// means.
func findPurposeAlone(c *Case) []Finding {
	for i := range c.Privacy.Definitions {
		d := &c.Privacy.Definitions[i]
		if decidesPurpose.in(d.Text) && controllerTerm.in(d.Term) && !decidesMeans.in(d.Text) {
			return []Finding{{At: informingIndex("definitions", i) + ".text", Message: "art4-7-controller-is-org-means", Severity: diag.Note}}
		}
	}
	return nil
}

var (
	decidesPurpose = informingSays(`bestemmer[^.]{0,40}(formål|hvorfor|hva )`, `(decide|determine)s?[^.]{0,40}(purpose|why|what)`)
	controllerTerm = informingSays(`behandlingsansvarlig`, `controller`)
)

var sentenceEnd = compiled(`[.!?\n]\s+`)

// subjectIs tells whether a sentence begins with the company's name, and says
// that it is the controller.
func subjectIs(text, name string) bool {
	if name == "" || !strings.Contains(text, name) || !strings.Contains(text, "behandlingsansvarlig") {
		return false
	}
	for _, s := range sentenceEnd.Split(text, -1) {
		if strings.HasPrefix(strings.TrimSpace(s), name) && strings.Contains(s, "behandlingsansvarlig") {
			return true
		}
	}
	return false
}

var informingRepresentative = informingSays(`representant`, `representative`)

func findRepresentative(c *Case) []Finding {
	e := &c.Brand.Entity
	if !outsideEEA(e.Country) {
		return nil
	}
	said := informingRepresentative.in(e.By)
	for i := range c.Brand.Contacts {
		said = said || informingRepresentative.in(c.Brand.Contacts[i].Text)
	}
	for i := range c.Privacy.Sections {
		s := &c.Privacy.Sections[i]
		said = said || s.ID == "controller" && informingRepresentative.in(s.Text) || informingRepresentative.in(s.Title)
	}
	if said {
		return nil
	}
	return []Finding{{At: "brand:entity.country", Args: map[string]any{"Country": string(e.Country)}}}
}

func findOfficer(c *Case) []Finding {
	o := &c.Brand.DPO
	// Only the company knows, and the law asks for nothing where there is none.
	if o.Appointed == "not-stated" {
		_, address := officerAddressed(c)
		return []Finding{{At: "brand:dpo.appointed", Message: "art13-1-b-dpo-contact-unsaid", Severity: diag.Note, Args: map[string]any{"Address": address}}}
	}
	if o.Appointed != "yes" || informingDirect(&notice.Contact{Text: o.Text}) {
		return nil
	}
	for i := range c.Brand.Contacts {
		if k := &c.Brand.Contacts[i]; notice.Ref(k.ID) == o.Contact && informingDirect(k) {
			return nil
		}
	}
	return []Finding{{At: "brand:dpo"}}
}

// officerAddress is an address that sounds as if an officer reads it.
var officerAddress = compiled(`(?i)\b(personvernombud\w*|dpo|data-?protection-?officer)@[a-z0-9.-]*[a-z0-9]`)

// findOfficerAddress finds such an address of a company that says that it has
// no officer. Where it does not say, the rule on the officer names the address.
func findOfficerAddress(c *Case) []Finding {
	if c.Brand.DPO.Appointed != "no" {
		return nil
	}
	if at, address := officerAddressed(c); address != "" {
		return []Finding{{At: at, Args: map[string]any{"Address": address}}}
	}
	return nil
}

// officerAddressed finds an address that sounds as if an officer reads it.
func officerAddressed(c *Case) (at, address string) {
	for i := range c.Brand.Contacts {
		if m := officerAddress.FindString(string(c.Brand.Contacts[i].Email)); m != "" {
			return fmt.Sprintf("brand:contacts[%d].email", i), m
		}
	}
	for t := range c.With("personvernombud", "dpo", "officer") {
		if !strings.Contains(t.Text.NB, "@") {
			continue
		}
		if m := officerAddress.FindString(t.Text.NB); m != "" {
			return t.At, m
		}
	}
	return "", ""
}
