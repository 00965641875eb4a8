package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consAlways holds "always with consent" against other bases for the same.
func (c *Case) consAlways(k consClaim) []Finding {
	rests := func(bases []notice.Basis) bool {
		return slices.ContainsFunc(bases, func(b notice.Basis) bool {
			if c.Kind == notice.CookiesKind && consHas(b.For, "nødvendig") {
				return false // of that, nobody is asked
			}
			return b.Kind != "consent" && b.Kind != "not-stated" || b.Or != "" && b.Or != "consent"
		})
	}
	switch {
	case c.Kind == notice.CookiesKind:
		if rests(c.Cookies.Bases) {
			return []Finding{k.finding("always-consent-cookies", "", nil)}
		}
		return nil
	case k.Part == nil:
		parts := consTitles(c.consOfClaim(k, c.consParts(func(p PartAt) bool { return rests(p.Part.Bases) })))
		return k.limited("always-consent", parts, map[string]any{"Where": consList(parts)})
	case rests(k.Part.Bases):
		return []Finding{k.finding("always-consent", "", map[string]any{"Where": consList([]notice.Text{consTitle(k.Activity, k.Part)})})}
	}
	if !consMarkets(k.Activity, k.Part) || k.Activity.Under == "" {
		return nil
	}
	above := c.consParts(func(p PartAt) bool {
		return notice.Ref(p.Activity.ID) == k.Activity.Under && consMarkets(p.Activity, p.Part) && slices.ContainsFunc(p.Part.Bases, consInterest)
	})
	if len(above) == 0 {
		return nil
	}
	return []Finding{k.finding("always-consent-question", diag.Warning, map[string]any{"Where": consList(consTitles(above))})}
}

// consNothing holds "nothing is automated" against what is.
func (c *Case) consNothing(k consClaim) []Finding {
	var out []Finding
	if parts := c.consParts(func(p PartAt) bool {
		return (p.Part.Automated.Decisions == "yes" || p.Part.Automated.Profiling == "yes") && (k.Activity == nil || k.Activity == p.Activity)
	}); len(parts) > 0 {
		out = append(out, k.finding("nothing-automated", "", map[string]any{"Where": consList(consTitles(parts))}))
	}
	if a := c.Privacy.Automated; k.Part == nil && (a.Decisions == "yes" || a.Profiling == "yes") {
		out = append(out, k.finding("nothing-automated-whole", "", map[string]any{"Other": consSay(a.Text)}))
	}
	if credit := c.consCredited(); k.Part == nil && len(credit) > 0 {
		out = append(out, k.finding("nothing-automated-credit", diag.Warning, map[string]any{"Where": consList(credit)}))
	}
	return out
}

// consCredited lists where credit is looked at and it is not said who decides:
// machines often do.
func (c *Case) consCredited() []notice.Text {
	var out []notice.Text
	for p := range c.Parts() {
		if consAnswered(p.Part) {
			continue
		}
		from := slices.ContainsFunc(p.Part.Origins, func(o notice.Origin) bool { return consHas(o.From, "kreditt") })
		if from || len(c.consWith(p.Part.Data, "credit")) > 0 {
			out = append(out, consTitle(p.Activity, p.Part))
		}
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if !consIn(r.Name.In(notice.Norwegian), "kredittvurdering", "kredittopplysning") {
			continue
		}
		answered := slices.ContainsFunc(r.Uses, func(u notice.Use) bool {
			a := c.consActivity(u.Activity)
			return a != nil && slices.ContainsFunc(a.Parts, func(p notice.Part) bool { return consAnswered(&p) })
		})
		if !answered {
			out = append(out, consName(r))
		}
	}
	return out
}

// consAnswered tells whether a part says whether a machine decides.
func consAnswered(p *notice.Part) bool {
	return p.Automated.Decisions == "yes" || p.Automated.Decisions == "no"
}

// consDecided lists the parts in which something about the reader is decided
// by data, and it is not said by whom.
func (c *Case) consDecided() []PartAt {
	return c.consParts(func(p PartAt) bool {
		return !consAnswered(p.Part) && slices.ContainsFunc([]notice.Text{p.Part.DataNote, p.Part.Purpose, p.Part.Text}, func(t notice.Text) bool {
			return consHas(t, "avgjøre om", "avgjør om", "avgjøre hvem", "avgjør hvem")
		})
	})
}

// consMachines holds what is said of automated decisions and profiling for the
// notice as a whole against its parts and recipients.
func consMachines(c *Case) []Finding {
	if c.Kind != notice.PrivacyKind {
		return nil
	}
	a := &c.Privacy.Automated
	var out []Finding
	add := func(message string, severity diag.Severity, where []notice.Text) {
		if len(where) > 0 {
			out = append(out, Finding{At: "automated", Message: "claim-consistency-" + message, Severity: severity, Args: map[string]any{"Claim": consSay(a.Text), "Where": consList(where), "About": message}})
		}
	}
	if a.Decisions == "no" {
		add("no-decisions", "", consTitles(c.consParts(func(p PartAt) bool { return p.Part.Automated.Decisions == "yes" })))
		add("no-decisions-credit", diag.Warning, c.consCredited())
		add("no-decisions-service", diag.Warning, consTitles(c.consDecided()))
	}
	if a.Profiling == "no" {
		add("no-profiling", "", consTitles(c.consParts(func(p PartAt) bool { return p.Part.Automated.Profiling == "yes" })))
		var audiences []notice.Text
		for u := range c.Uses() {
			if consHas(u.Use.Purpose, "publikum", "målgruppe", "segment") {
				audiences = append(audiences, consName(u.Recipient))
			}
		}
		add("no-profiling-audience", diag.Warning, audiences)
	}
	return out
}

// consOrigins holds "everything comes from you" against data that cannot.
func consOrigins(c *Case) []Finding {
	if c.Kind != notice.PrivacyKind || len(c.Privacy.Origins) == 0 {
		return nil
	}
	for _, o := range c.Privacy.Origins {
		from := lower(strings.TrimSpace(o.From.NB))
		if o.Modality != "" || !o.When.IsZero() || !slices.Contains([]string{"deg", "deg selv", "du", "du selv", "deg direkte", "direkte fra deg", "bare deg", "bare deg selv"}, from) {
			return nil
		}
	}
	// Where the rule on sources asks of data that somebody else has to give, the
	// same answer mends this.
	asked := c.consElse(informing, "art14-2-f-source")
	where := consTitles(c.consParts(func(p PartAt) bool {
		if len(p.Part.Origins) > 0 || slices.ContainsFunc(asked, func(f Finding) bool { return f.At == p.At || strings.HasPrefix(f.At, p.At+".") }) {
			return false
		}
		return consAboutCookies(p.Activity, p.Part) || len(c.consWith(p.Part.Data, "reference", "credit")) > 0
	}))
	for u := range c.Uses() {
		if consHas(u.Use.Purpose, "profilen din") && consHas(u.Use.Purpose, "fra ", "basert på") {
			where = append(where, consName(u.Recipient))
		}
	}
	if len(where) == 0 {
		return nil
	}
	return []Finding{{At: "origins[0]", Message: "claim-consistency-origins", Severity: diag.Warning, Args: map[string]any{"Where": consList(where)}}}
}

// consAsking holds "never give us personal information here" against
// recipients that get what people write there all the same.
func consAsking(c *Case) []Finding {
	var out []Finding
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		for j := range a.Requests {
			if t := a.Requests[j].Text; !consHas(t, "aldri") || !consHas(t, "personlig informasjon", "personopplysning", "personlige opplysning") {
				continue
			}
			var who []notice.Text
			for u := range c.Uses() {
				if slices.ContainsFunc(u.Use.Data, func(d notice.Datum) bool {
					return consHas(d.Text, "facebook", "messenger", "instagram", "sosiale medier") && consHas(d.Text, "forespørsel", "henvendelse", "melding", "support")
				}) {
					who = append(who, consName(u.Recipient))
				}
			}
			if len(who) > 0 {
				out = append(out, Finding{At: consAt(consAt("activities", i)+".requests", j) + ".text", Message: "claim-consistency-request", Severity: diag.Warning, Args: map[string]any{
					"Claim": consSay(a.Requests[j].Text), "Recipients": saidListed(who), "Several": len(who) > 1,
				}})
			}
		}
	}
	return out
}

// consTogether holds "we are the controller of all that follows" against what
// the notice says that others answer for together with the company.
func consTogether(c *Case) []Finding {
	at := slices.IndexFunc(c.Privacy.Sections, func(s notice.Section) bool {
		return s.ID == "controller" && consHas(s.Text, "behandlingsansvarlig") && consHas(s.Text, "nedenfor", " all ", " alle ", "denne erklæringen") && !consHas(s.Text, "sammen med", "felles")
	})
	if at < 0 {
		return nil
	}
	var who []notice.Text
	for u := range c.Uses() {
		if u.Use.Role == "joint-controller" {
			who = append(who, consName(u.Recipient))
		}
	}
	if len(who) == 0 {
		return nil
	}
	return []Finding{{At: consAt("sections", at) + ".text", Message: "claim-consistency-controller", Severity: diag.Note, Args: map[string]any{
		"Claim": consSay(c.Privacy.Sections[at].Text), "Recipients": saidListed(who), "Several": len(who) > 1,
	}}}
}
