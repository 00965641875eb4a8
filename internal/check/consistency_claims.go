package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consClaim is a sweeping statement with its place, and the part it belongs to
// where it is not about the notice as a whole.
type consClaim struct {
	At       string
	Kind     notice.ClaimKind
	Text     notice.Text
	Activity *notice.Activity
	Part     *notice.Part
}

// consClaims lists the claims of the notice the case is about.
func (c *Case) consClaims() []consClaim {
	var out []consClaim
	add := func(at string, list []notice.Claim, a *notice.Activity, p *notice.Part) {
		for i, k := range list {
			out = append(out, consClaim{consAt(at, i), k.Kind, k.Text, a, p})
		}
	}
	if c.Kind == notice.CookiesKind {
		add("claims", c.Cookies.Claims, nil, nil)
		return out
	}
	for p := range c.Parts() {
		add(p.At+".claims", p.Part.Claims, p.Activity, p.Part)
	}
	add("claims", c.Privacy.Claims, nil, nil)
	return out
}

// finding says that a claim is contradicted, or is an empty one.
func (k consClaim) finding(message string, severity diag.Severity, args map[string]any) Finding {
	if args == nil {
		args = map[string]any{}
	}
	args["Claim"] = consSay(k.Text)
	return Finding{At: k.At, Message: "claim-consistency-" + message, Severity: severity, Args: args}
}

// consFindClaims holds each claim against the facts, and facts against each
// other.
func consFindClaims(c *Case) []Finding {
	var out []Finding
	for _, k := range c.consClaims() {
		out = append(out, c.consClaim(k)...)
	}
	if c.Kind != notice.PrivacyKind {
		return out
	}
	out = append(out, consOrigins(c)...)
	out = append(out, consMachines(c)...)
	out = append(out, consAsking(c)...)
	out = append(out, consPraise(c)...)
	out = append(out, consLevel(c)...)
	out = append(out, consTogether(c)...)
	out = append(out, consFormat(c)...)
	return append(out, consRecipientData(c)...)
}

func (c *Case) consClaim(k consClaim) []Finding {
	switch k.Kind {
	case "statistics-only":
		return c.consStatistics(k)
	case "not-identifiable":
		return c.consIdentified(k)
	case "partly-anonymised":
		return c.consPartly(k)
	case "not-shared":
		return c.consShared(k)
	case "only-as-stated":
		return c.consAsStated(k)
	case "lawful":
		return []Finding{k.finding("lawful", diag.Note, nil)}
	case "secure":
		return c.consSecure(k)
	case "minimal":
		return append(c.consMinimal(k), c.consUnlisted(k)...)
	case "only-for-this":
		return c.consElsewhere(k)
	case "always-consent":
		return c.consAlways(k)
	case "never-marketing", "no-marketing":
		return c.consNever(k)
	case "nothing-automated":
		return c.consNothing(k)
	case "no-special-categories":
		return append(c.consAbsent(k, "no-special-categories", "special-category", "helse", "fagforening", "religi", "etnisk", "biometri", "genetisk", "seksuel"), c.consFree(k)...)
	case "no-children":
		return c.consAbsent(k, "no-children", "children", "barn", "mindreårig")
	}
	return nil
}

// consOther lists the lines of texts that tell of more than statistics.
func consOther(texts ...notice.Text) []notice.Text {
	var out []notice.Text
	for _, t := range texts {
		for _, line := range consLines(t) {
			if consHas(line, "sikkerhetshensyn", "feilsøk", "funksjonalitet", "markedsfør", "reklame", "annons", "innlogg", "kundeservice", "skreddersy") {
				out = append(out, consSay(line))
			}
		}
	}
	return out
}

// consFitted lists what bases say of fitting a site to its users: that may be
// done by statistics or by more.
func consFitted(bases []notice.Basis) []notice.Text {
	var out []notice.Text
	for i := range bases {
		for _, t := range []notice.Text{bases[i].Interest, bases[i].Assessment} {
			if consHas(t, "tilpass") {
				out = append(out, consSay(t))
			}
		}
	}
	return out
}

// consStatistics holds "only statistics" against cookies, purposes, talks and
// audiences that are something else.
func (c *Case) consStatistics(k consClaim) []Finding {
	var out []Finding
	if k.Part != nil && consTalks(k.Part) {
		// Whether the talk is meant is for the reader to guess.
		out = append(out, k.finding("statistics-only-conversation", diag.Warning, map[string]any{"Where": consTitle(k.Activity, k.Part)}))
	}
	if c.consToldThere(k) {
		return out
	}
	var purposes, bases []notice.Text
	cookies := c.Kind == notice.CookiesKind || k.Part != nil && consAboutCookies(k.Activity, k.Part)
	switch {
	case k.Part != nil:
		purposes, bases = consOther(k.Part.Purpose, k.Activity.Purpose), consFitted(k.Part.Bases)
	case c.Kind == notice.CookiesKind:
		for i := range c.Cookies.Technologies {
			purposes = append(purposes, consOther(c.Cookies.Technologies[i].Purpose)...)
		}
		bases = consFitted(c.Cookies.Bases)
	default:
		marketing := c.consOfClaim(k, c.consParts(func(p PartAt) bool { return consMarkets(p.Activity, p.Part) }))
		out = append(out, k.limited("statistics-only-marketing", consTitles(marketing), map[string]any{"Where": consList(consTitles(marketing))})...)
	}
	found := c.consOnlyStatistics(k, cookies, purposes, bases)
	if len(found) == 0 {
		found = c.consAudience(k, cookies)
	}
	return append(out, found...)
}

// consOnlyStatistics is one finding for all that a list of cookies, purposes
// and bases say against a claim.
func (c *Case) consOnlyStatistics(k consClaim, cookies bool, purposes, bases []notice.Text) []Finding {
	var names []string
	severity := diag.Warning
	if cookies {
		for i := range c.Cookies.Cookies {
			x := &c.Cookies.Cookies[i]
			switch x.Category {
			case "marketing":
				severity = diag.Error
				fallthrough
			case "functional", "experience":
				names = append(names, x.Name)
			}
		}
	}
	if len(purposes) > 0 {
		severity = diag.Error
	}
	var out []Finding
	said := purposes
	if len(purposes) == 0 && len(names) == 0 {
		said = bases // a site can be adapted by statistics, so alone it is a question
	}
	args := map[string]any{"Cookies": consNames(names), "Purpose": consList(said), "Interest": len(purposes) == 0}
	switch {
	case len(names) > 0 && len(said) > 0:
		out = append(out, k.finding("statistics-only-both", severity, args))
	case len(names) > 0:
		out = append(out, k.finding("statistics-only", severity, args))
	case len(said) > 0:
		out = append(out, k.finding("statistics-only-purpose", severity, args))
	}
	for i := range c.Cookies.Uses {
		if cookies && len(names) == 0 && c.Cookies.Uses[i].Category == "marketing" {
			return append(out, k.finding("statistics-only-use", "", map[string]any{"Use": consSay(c.Cookies.Uses[i].Text)}))
		}
	}
	return out
}

// consAudience finds those who receive data to show advertisements. One whose
// activity is not stated may be about other data than the claim: a question.
func (c *Case) consAudience(k consClaim, cookies bool) []Finding {
	same, open := []notice.Text{}, []notice.Text{}
	for u := range c.Uses() {
		if !consHas(u.Use.Purpose, "reklame", "annons", "publikum", "markedsfør") {
			continue
		}
		switch {
		case k.Activity != nil && u.Use.Activity == notice.Ref(k.Activity.ID):
			same = append(same, consName(u.Recipient))
		case u.Use.Activity == "" && cookies:
			open = append(open, consName(u.Recipient))
		}
	}
	var out []Finding
	if len(same) > 0 {
		out = append(out, k.finding("statistics-only-audience", "", map[string]any{"Recipients": consList(same)}))
	}
	if len(open) > 0 {
		out = append(out, k.finding("statistics-only-audience-question", diag.Warning, map[string]any{"Recipients": consList(open)}))
	}
	return out
}

// consPartly finds "partly anonymised". Where it is said of a site or an app,
// the rule on cookies holds it against the means that are used there.
func (c *Case) consPartly(k consClaim) []Finding {
	if c.Kind == notice.CookiesKind || k.Part != nil && (consAboutCookies(k.Activity, k.Part) || slices.Contains(k.Part.Channels, "site") || slices.Contains(k.Part.Channels, "app")) {
		return nil
	}
	return []Finding{k.finding("partly-anonymised", diag.Note, nil)}
}

// consIdentified holds "nobody can be identified" against data that point at
// somebody. The cookies themselves are another rule's.
func (c *Case) consIdentified(k consClaim) []Finding {
	if consHas(k.Text, "statisti") || c.consToldThere(k) {
		return nil // of the statistics alone, or said in the declaration of cookies
	}
	data, purposes, claims := c.consConcerned(k)
	var out []Finding
	// The rule on cookies says of the same claim that what is stored tells one
	// reader from all others: the data, the purpose and the other claim add nothing.
	told := c.consAnonymous(k)
	if found := c.consWith(data, consFacing()...); len(found) > 0 && !told {
		out = append(out, k.finding("not-identifiable", "", map[string]any{"Data": consList(found)}))
	}
	if t := consTailored(purposes); !t.IsZero() && !told {
		out = append(out, k.finding("not-identifiable-tailored", "", map[string]any{"Purpose": consSay(t)}))
	}
	for _, x := range claims {
		if x.Kind == "partly-anonymised" && consHas(x.Text, "knytt") && !told {
			out = append(out, k.finding("not-identifiable-partly", "", map[string]any{"Other": consSay(x.Text)}))
		}
	}
	if consHas(k.Text, "direkte") {
		out = append(out, k.finding("not-identifiable-directly", diag.Warning, nil))
	}
	return out
}

// consTailored gives the first purpose that takes knowing the reader again; none
// where there is none.
func consTailored(purposes []notice.Text) notice.Text {
	for _, t := range purposes {
		if consHas(t, "skreddersy", "tilpasset deg", "persontilpass", "personlig tilpass") {
			return t
		}
	}
	return notice.Text{}
}

// consConcerned gathers the data, the purposes and the other claims of what a
// claim is about; of a declaration not the data, which its own rule looks at.
func (c *Case) consConcerned(k consClaim) ([]notice.Datum, []notice.Text, []notice.Claim) {
	var data []notice.Datum
	var purposes []notice.Text
	switch {
	case k.Part != nil:
		data = append(data, k.Part.Data...)
		purposes = append(purposes, k.Part.Purpose, k.Activity.Purpose)
		for u := range c.Uses() {
			if u.Use.Activity == notice.Ref(k.Activity.ID) {
				data = append(data, u.Use.Data...)
			}
		}
		return data, purposes, k.Part.Claims
	case c.Kind == notice.CookiesKind:
		for i := range c.Cookies.Technologies {
			purposes = append(purposes, c.Cookies.Technologies[i].Purpose)
		}
		return data, purposes, c.Cookies.Claims
	}
	for p := range c.Parts() {
		data = append(data, p.Part.Data...)
	}
	return data, nil, c.Privacy.Claims
}

// consLines are the lines of a text, in both languages where both have as
// many; else it is one.
func consLines(t notice.Text) []notice.Text {
	nb, en := strings.Split(strings.TrimSpace(t.NB), "\n"), strings.Split(strings.TrimSpace(t.EN), "\n")
	if len(nb) != len(en) {
		return []notice.Text{t}
	}
	var out []notice.Text
	for i := range nb {
		if nb[i] != "" {
			out = append(out, notice.Text{NB: strings.TrimPrefix(nb[i], "- "), EN: strings.TrimPrefix(en[i], "- ")})
		}
	}
	return out
}
