package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsMarketing are the rules on marketing.
func rightsMarketing() []Rule {
	return []Rule{
		{
			ID: "mfl-15-consent", Severity: diag.Error, Article: "markedsføringsloven § 15",
			Source: "markedsføringsloven (LOV-2009-01-09-2) § 15 first paragraph", Verified: true, Kinds: rightsOnly(), Find: rightsByPost,
		},
		{
			ID: "mfl-15-existing-customer", Severity: diag.Error, Article: "markedsføringsloven § 15",
			Source: "markedsføringsloven (LOV-2009-01-09-2) § 15 third paragraph", Verified: true, Kinds: rightsOnly(), Find: rightsCustomers,
		},
		{
			ID: "mfl-15-vs-gdpr", Severity: diag.Error, Article: "markedsføringsloven § 15, GDPR 6(1)(a), 5(1)(a)",
			Source: "markedsføringsloven (LOV-2009-01-09-2) § 15; GDPR 5(1)(a), 6(1)", Verified: true, Kinds: rightsOnly(), Find: rightsTwoGrounds,
		},
		{
			ID: "art21-2-dm-object", Severity: diag.Error, Article: "GDPR 21(2), 21(3)", Source: "GDPR 21(2), 21(3)",
			Verified: true, Kinds: rightsOnly(), Find: rightsDirect,
		},
		{
			ID: "custom-audience", Severity: diag.Error, Article: "GDPR 6(1), 13(1)(c), 26",
			Source: "GDPR 6(1), 13(1)(c); C-210/16, C-40/17", Kinds: rightsOnly(), Find: rightsAudience,
		},
	}
}

// rightsOwnWords is what a part says it is: its own title and purpose, and
// those of its activity where it is the only part, or has none.
func rightsOwnWords(p PartAt) string {
	own := rightsJoin(p.Part.Title, p.Part.Purpose)
	if own == "" || len(p.Activity.Parts) == 1 {
		own += "\n" + rightsJoin(p.Activity.Title, p.Activity.Purpose)
	}
	return own
}

// rightsSells tells whether a part is marketing.
func rightsSells(p PartAt) bool {
	if rightsHas(rightsJoin(p.Part.When, p.Part.Text, p.Part.Purpose), "ikke inneholder markedsføring", "ikke markedsføring", "ingen markedsføring", "uten markedsføring") {
		return false
	}
	return rightsHas(rightsOwnWords(p)+"\n"+rightsJoin(p.Part.Text),
		"markedsføring", "markedsføre", "nyhetsbrev", "reklame", "kampanje", "promoter", "tilbud fra", "tilbud og", "gode tilbud", "markedsføringsmelding")
}

// rightsSends tells whether a part is marketing by electronic mail, which SMS
// is too.
func rightsSends(p PartAt) bool {
	if !rightsSells(p) {
		return false
	}
	if slices.ContainsFunc(p.Part.Channels, func(ch notice.Channel) bool { return ch == "email" || ch == "sms" }) {
		return true
	}
	return rightsHas(rightsOwnWords(p)+"\n"+rightsJoin(p.Part.Text), "e-post", "sms", "tekstmelding", "nyhetsbrev")
}

// rightsMarkets tells whether the notice is about marketing at all.
func rightsMarkets(c *Case) bool {
	for p := range c.Parts() {
		if rightsSells(p) && !rightsFacet(p) {
			return true
		}
	}
	for u := range c.Uses() {
		if rightsHas(rightsJoin(u.Use.Purpose), "markedsføring", "reklame", "annonse") {
			return true
		}
	}
	return false
}

// rightsAround is what a part and its bases say of whom it concerns and when.
func rightsAround(p PartAt) string {
	said := rightsJoin(p.Part.Title, p.Part.When, p.Part.Who, p.Part.Purpose, p.Part.Text, p.Part.DataNote, p.Part.Withdrawal.Text, p.Activity.Text, p.Activity.Purpose)
	for _, b := range p.Part.Bases {
		said += "\n" + rightsJoin(b.For, b.Condition, b.Text, b.Interest)
	}
	return said
}

// rightsOthers tells whether words are about those who are not customers.
func rightsOthers(said string) bool {
	return rightsHas(said, "ikke har et", "ikke har et aktivt kundeforhold", "ikke er kunde", "ikke kunde", "ikke finnes et eksisterende kundeforhold", "ikke eksisterende kunde", "ikke har kundeforhold", "uten kundeforhold")
}

// rightsOfCustomers tells whether a part rests on being a customer.
func rightsOfCustomers(p PartAt) bool {
	return rightsHas(rightsAround(p), "kundeforhold", "eksisterende kunde", "som kunde", "aktiv kunde", "er kunde", "kunde av oss", "våre kunder", "kundene våre")
}

// rightsAgreed tells whether the bases of a part are consent alone.
func rightsAgreed(p *notice.Part) bool {
	return len(p.Bases) > 0 && !slices.ContainsFunc(p.Bases, func(b notice.Basis) bool { return b.Kind != "consent" || b.Or != "" && b.Or != "consent" })
}

// rightsByPost wants consent for marketing by electronic mail, or that it is
// for existing customers.
func rightsByPost(c *Case) []Finding {
	var out []Finding
	for p := range c.Parts() {
		if rightsRests(p.Part.Bases, "consent") {
			continue
		}
		if !rightsSends(p) {
			out = append(out, rightsPerhapsByPost(c, p)...)
			continue
		}
		if rightsFacet(p) || rightsOfCustomers(p) {
			continue
		}
		if len(p.Part.Bases) > 0 {
			out = append(out, Finding{At: p.At + ".bases", Args: map[string]any{"Basis": rightsGround(p.Part.Bases[0])}})
		} else if len(p.Part.Channels) > 0 && !rightsHas(rightsAround(p), "samtykke") {
			out = append(out, rightsLower(p.At, "mfl-15-consent-asked", diag.Warning, nil))
		}
	}
	return out
}

// rightsGround is the kind of a basis, for a message; "" where it has no name.
func rightsGround(b notice.Basis) string {
	switch b.Kind {
	case "contract", "legal-obligation", "legitimate-interests", "balancing":
		return string(b.Kind)
	}
	return ""
}

// rightsPerhapsByPost asks about marketing that may well be sent, although the
// part does not say how: offers from others in an app, and marketing to contact
// persons whose addresses one has.
func rightsPerhapsByPost(c *Case, p PartAt) []Finding {
	w := rightsQuote(p.Part.Text, rightsTerm{"tilbud fra partnerne våre", "offers from our partners"}, rightsTerm{"tilbud fra partner", "offers from partner", "offers from our partner"},
		rightsTerm{"tilbud fra våre partnere", "offers from our partners"}, rightsTerm{"tilbud fra samarbeidspartner", "offers from partner", "offers from our partner"},
		rightsTerm{"tilbud fra våre samarbeidspartnere", "offers from our partners"})
	if !w.IsZero() && !rightsHas(rightsAround(p), "samtykke") {
		return []Finding{rightsLower(p.At, "mfl-15-consent-partners", diag.Warning, map[string]any{"Words": w})}
	}
	if len(p.Part.Channels) == 0 && !rightsFacet(p) && rightsContactPersons(c, p) && rightsHas(rightsJoin(p.Activity.Purpose, p.Part.Purpose), "markedsføring", "markedsføre") &&
		rightsHas(rightsData(p.Part.Data), "contact-details", "email", "kontaktopplysning", "e-post") && !rightsHas(rightsAround(p), "samtykke") {
		return []Finding{rightsLower(p.At, "mfl-15-consent-contacts", diag.Warning, map[string]any{"Customers": rightsHas(rightsJoin(p.Part.Who, p.Part.Title, p.Activity.Title), "kunde")})}
	}
	return nil
}

// rightsCustomers holds marketing to customers without their consent against
// the conditions of the third paragraph.
func rightsCustomers(c *Case) []Finding {
	var out []Finding
	for p := range c.Parts() {
		if !rightsExcepted(p) {
			continue
		}
		said := lower(rightsAround(p))
		sale := !rightsHasLower(said, "salg", "solgt", "kjøp ", "kjøp,", "kjøpet", "kjøpte", "har kjøpt", "bestilte", "bestilling", "handlet")
		own := !rightsHasLower(said, "egne", "tilsvarende", "lignende varer", "lignende produkt", "lignende tjeneste")
		partner := rightsQuote(rightsBoth(p.Part.Purpose, p.Part.Text, p.Part.Title), rightsTerm{"samarbeidspartner", "partner", "business partner", "cooperation partner"}, rightsTerm{"partner", "partner"})
		own = own && partner.IsZero() // that it is not so is found below
		wider := rightsQuotes(rightsBoth(p.Activity.Text, p.Part.Text), rightsWider...)
		wide := own && !wider.none()
		refuse, each := rightsRefuses(c, p, said)
		if sale || own && !wide || refuse || each {
			args := map[string]any{"Sale": sale, "Own": own && !wide, "OptOut": refuse, "Each": each && !refuse}
			out = append(out, rightsLower(p.At, "mfl-15-existing-customer-unsaid", diag.Warning, args))
		}
		if wide {
			out = append(out, rightsLower(p.At, "mfl-15-existing-customer-wider", diag.Warning, map[string]any{"Words": wider}))
		}
		if w := rightsQuote(p.Part.Withdrawal.Text, rightsAnyWay...); !w.IsZero() {
			out = append(out, rightsLower(p.At+".withdrawal", "mfl-15-existing-customer-any", diag.Warning, map[string]any{"Words": w}))
		}
		if !partner.IsZero() {
			out = append(out, Finding{At: p.At, Args: map[string]any{"Words": partner, "Consent": rightsRests(p.Part.Bases, "consent")}})
		}
		if slices.Contains(p.Part.Channels, "social-media") {
			out = append(out, rightsLower(p.At+".channels", "mfl-15-existing-customer-social", diag.Warning, nil))
		}
		if slices.Contains(p.Part.Channels, "phone") && slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return rightsAct(c, b.Statutes, rightsMarketingAct) }) {
			out = append(out, rightsLower(p.At+".channels", "mfl-15-existing-customer-phone", diag.Warning, nil))
		}
	}
	return out
}

// rightsExcepted tells whether a part is marketing to customers without their
// consent.
func rightsExcepted(p PartAt) bool {
	return rightsSends(p) && !rightsFacet(p) && !rightsAgreed(p.Part) && len(p.Part.Bases) > 0 && rightsOfCustomers(p)
}

// Words for what goes beyond goods and services like those bought, and for a
// way to unsubscribe that may not be there.
var (
	rightsWider  = []rightsTerm{{"innhold", "content"}, {"arrangement", "event"}, {"konkurranse", "competition", "contest"}}
	rightsAnyWay = []rightsTerm{
		{"eventuelle muligheter for avbestilling", "any options to unsubscribe", "any option to unsubscribe"}, {"eventuelle muligheter for å melde", "any options to unsubscribe", "any option to unsubscribe"},
		{"eventuell avmelding", "any unsubscribing", "any option to unsubscribe"}, {"eventuelle lenker", "any links", "any link"}, {"eventuell lenke", "any link"},
	}
)

// rightsPerhapsLeaves tells whether the way to unsubscribe from a part may not
// be there.
func rightsPerhapsLeaves(p PartAt) bool {
	return !rightsQuote(p.Part.Withdrawal.Text, rightsAnyWay...).IsZero()
}

// rightsRefusal are words for saying no to marketing; rightsEachTime is that
// one can in each message.
var (
	rightsRefusal  = []string{"reserver", "melde deg av", "melder deg av", "meld deg av", "avmeld", "avbestill", "si nei", "sier nei", "takke nei", "takker nei", "frabe", "protester", "lenken nederst"}
	rightsEachTime = []string{
		"lenken nederst", "lenke nederst", "lenken i ", "lenke i ", "når du får e-post", "i det vi sender", "i hver melding", "i hver e-post", "i hver sms", "i hver henvendelse", "i hver forsendelse",
		"i hver enkelt", "i hver eneste", "i hvert brev", "i hvert nyhetsbrev", "i alle melding", "i alle e-post", "i alle brev", "i alle nyhetsbrev",
	}
)

// rightsRefuses tells whether customers are not told that they can say no: with
// the part or another one of the activity, or among the rights; and whether
// they are not told that they can in each message.
func rightsRefuses(c *Case, p PartAt, said string) (unsaid, notEach bool) {
	said += "\n"
	for i := range p.Activity.Parts {
		said += lower(p.Activity.Parts[i].Withdrawal.Text.NB) + "\n"
	}
	m, _ := rightsRight(c, "marketing-objection")
	if m != nil {
		said += lower(rightsJoin(m.Text, m.How))
	}
	unsaid = m == nil && !rightsHasLower(said, rightsRefusal...)
	return unsaid, !rightsHasLower(said, rightsRefusal...) || !rightsHasLower(said, rightsEachTime...)
}

// rightsTwoGrounds looks for marketing by electronic mail that rests on
// something else while consent is said to be asked for. Where only another part
// of the activity rests on consent, it asks which messages are meant.
func rightsTwoGrounds(c *Case) []Finding {
	var out []Finding
	for p := range c.Parts() {
		if !rightsSends(p) || len(p.Part.Bases) == 0 || rightsRests(p.Part.Bases, "consent") {
			continue
		}
		said := rightsJoin(p.Part.When, p.Part.Text, p.Part.Withdrawal.Text, p.Part.Purpose)
		claims := slices.ContainsFunc(p.Part.Claims, func(x notice.Claim) bool { return x.Kind == "always-consent" })
		if claims || rightsHas(said, "samtykke") && !rightsHas(said, "uten samtykke", "uten at du", "uavhengig av") {
			out = append(out, Finding{At: p.At + ".bases"})
			continue
		}
		if rightsAgreedBeside(p) {
			at, _, _ := strings.Cut(p.At, ".parts[")
			if !slices.ContainsFunc(out, func(f Finding) bool { return f.At == at }) {
				out = append(out, rightsLower(at, "mfl-15-vs-gdpr-beside", diag.Warning, nil))
			}
		}
	}
	return out
}

// rightsAgreedBeside tells whether another part of the activity is marketing to
// customers that rests on consent.
func rightsAgreedBeside(p PartAt) bool {
	for i := range p.Activity.Parts {
		q := PartAt{p.At, p.Activity, &p.Activity.Parts[i]}
		if q.Part != p.Part && rightsAgreed(q.Part) && rightsSends(q) && !rightsOthers(rightsAround(PartAt{"", &notice.Activity{}, q.Part})) {
			return true
		}
	}
	return false
}
