package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consShared holds "we do not share" against those who receive data. A
// processor is no third party (GDPR article 4(10)), and whom the reader
// chooses is the reader's doing.
func (c *Case) consShared(k consClaim) []Finding {
	switch {
	case consHas(k.Text, "deaktiver"):
		return nil // about one product's settings, not about whom data go to
	case c.Kind == notice.CookiesKind:
		return c.consProviders(k)
	case consHas(k.Text, "selge", "selger", "kommersiel", "betaling for"):
		return c.consSold(k)
	case consHas(k.Text, "andre enn"):
		if consListed(k.Text) {
			return c.consAsStated(k)
		}
		return nil
	}
	third, open, helpers := c.consReceivers(k)
	severity := diag.Severity("")
	hedged := consHas(k.Text, "hovedregel", "vanligvis", "normalt", "som regel")
	if hedged {
		severity = diag.Warning
	}
	var cases []notice.Text
	if consNotTo(k) == "" && !(hedged && k.Part == nil) { // a main rule leaves room for what is out of the ordinary
		cases = c.consHandedOver(k)
	}
	switch {
	case len(third) > 0 && consHas(k.Text, "instans", "andre", "noen "):
		third = append(third, helpers...) // those are somebody too
	case len(third) == 0 && len(open) == 0 && len(cases) == 0 && !consHas(k.Text, "tredjepart") && len(helpers) > 0:
		third, severity = helpers, diag.Warning
	}
	args := map[string]any{"Recipients": consList(third), "Many": len(third) > 1, "Open": consList(open), "Cases": consList(cases)}
	switch {
	case len(third) == 0 && len(cases) == 0 && len(open) > 0:
		return []Finding{k.finding("not-shared-open", diag.Warning, args)}
	case len(third) > 0 && len(cases) > 0:
		return []Finding{k.finding("not-shared-both", severity, args)}
	case len(third) > 0:
		return []Finding{k.finding("not-shared", severity, args)}
	case len(cases) > 0:
		return []Finding{k.finding("not-shared-disclosure", severity, args)}
	}
	return nil
}

// consProviders holds "we do not share" against those a declaration of cookies
// names.
func (c *Case) consProviders(k consClaim) []Finding {
	var named []string
	for i := range c.Cookies.Cookies {
		if p := c.Cookies.Cookies[i].Provider; !c.consOwn(p) {
			named = append(named, p)
		}
	}
	for i := range c.Cookies.Technologies {
		if t := &c.Cookies.Technologies[i]; consHas(t.Text, "deler", "delt med") && !c.consOwn(t.Provider) {
			named = append(named, t.Provider)
		}
	}
	if len(named) == 0 {
		return nil
	}
	severity := diag.Severity("")
	if consHas(k.Text, "hovedregel", "vanligvis", "normalt", "som regel") {
		severity = diag.Warning
	}
	return []Finding{k.finding("not-shared-providers", severity, map[string]any{"Providers": consNames(named)})}
}

// consSold holds "we do not sell" against a sale of the business. The data then
// follow it, and are not sold as such: at most somebody wonders.
func (c *Case) consSold(k consClaim) []Finding {
	for i := range c.Privacy.Disclosures {
		if d := &c.Privacy.Disclosures[i]; d.Occasion == "sale" {
			return []Finding{k.finding("not-shared-disclosure", diag.Note, map[string]any{"Cases": consList([]notice.Text{consSay(d.Text)}), "Open": notice.Text{}})}
		}
	}
	return nil
}

// consAudienceOf is whom a claim says that nothing goes to, where it is not
// others at large.
var consAudienceOf = compiled(`(?i) (?:med|til) (\pL{6,})`)

// consNotTo gives whom a claim says that nothing is shared with, as a stem;
// "" where it is others at large.
func consNotTo(k consClaim) string {
	for _, m := range consAudienceOf.FindAllStringSubmatch(k.Text.NB, -1) {
		who := lower(m[1])
		if !slices.ContainsFunc([]string{"tredje", "utenfor", "ekstern", "instans", "mindre"}, func(others string) bool { return strings.HasPrefix(who, others) }) {
			return who[:max(5, len(who)-3)]
		}
	}
	return ""
}

// consGoesTo tells whether a recipient is of a sort, by what is said of it.
func consGoesTo(u UseAt, stem string) bool {
	return stem == "" || consHas(u.Recipient.Name.Text, stem) || consIn(u.Recipient.Name.Proper, stem) || consHas(u.Recipient.Text, stem) || consHas(u.Use.Purpose, stem)
}

// consReceivers lists those who receive what a claim is about: those who do so
// surely, categories of which it is stated neither what they get nor in which
// role, and processors. What the law orders nobody can promise not to do, and a thing is
// nobody.
func (c *Case) consReceivers(k consClaim) (third, open, helpers []notice.Text) {
	var named []*notice.Recipient
	sure := map[*notice.Recipient]bool{}
	whom := consNotTo(k)
	for u := range c.Uses() {
		switch {
		case u.Recipient.Chosen || k.Activity != nil && u.Use.Activity != notice.Ref(k.Activity.ID) || !consGoesTo(u, whom):
		case u.Use.Role == "processor":
			helpers = append(helpers, consName(u.Recipient))
		case u.Use.Role == "authority" || isThing(u.Recipient) || c.consOrdered(u.Recipient):
		default:
			named = append(named, u.Recipient)
			sure[u.Recipient] = sure[u.Recipient] || u.Recipient.Name.Proper != "" || u.Use.Role != "not-stated" || len(u.Use.Data) > 0
		}
	}
	for _, r := range named {
		// A category that links to one of those who are named says the same.
		if !slices.ContainsFunc(named, func(o *notice.Recipient) bool {
			return r.Name.Proper == "" && strings.Contains(r.Text.NB, "(#recipient-"+string(o.ID)+")")
		}) {
			if sure[r] {
				third = append(third, consName(r))
			} else {
				open = append(open, consName(r))
			}
		}
	}
	return third, open, helpers
}

// consOrdered tells whether a recipient is one of those that the law orders
// data to be handed over to.
func (c *Case) consOrdered(r *notice.Recipient) bool {
	return slices.ContainsFunc(c.Privacy.Disclosures, func(d notice.Disclosure) bool {
		return d.Occasion == "law" && slices.Contains(d.Recipients, notice.Ref(r.ID))
	})
}

// consHandedOver lists when data is handed over outside the ordinary, for a
// claim on the notice as a whole.
func (c *Case) consHandedOver(k consClaim) []notice.Text {
	if k.Part != nil {
		return nil
	}
	var out []notice.Text
	for i := range c.Privacy.Disclosures {
		d := &c.Privacy.Disclosures[i]
		if d.Occasion != "law" && d.Occasion != "consent" && d.Occasion != "agreement" {
			out = append(out, consSay(d.Text))
		}
	}
	return out[:min(3, len(out))]
}

// consAsStated holds "only in the cases stated here" against cases and
// recipients that are only given as examples. That one only hands over
// lawfully says nothing at all.
func (c *Case) consAsStated(k consClaim) []Finding {
	if !consListed(k.Text) {
		return []Finding{k.finding("lawful", diag.Note, nil)}
	}
	stems := []string{"eksempel", "typisk", "lignende", "andre vi ", "andre utenforstående", "blant annet", "blant de"}
	var cases, found []notice.Text
	grounds := false
	for i := range c.Privacy.Disclosures {
		if t := c.Privacy.Disclosures[i].Text; consHas(t, stems...) {
			cases, grounds = append(cases, consSay(consSentences(t)[0])), grounds || consHas(t, "grunnlag")
		}
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if consHas(r.Name.Text, stems...) || consHas(r.Text, stems...) {
			found = append(found, consName(r))
		}
	}
	if len(cases)+len(found) == 0 {
		return nil
	}
	return []Finding{k.finding("only-as-stated", diag.Warning, map[string]any{
		"Cases": consList(cases[:min(3, len(cases))]), "Grounds": grounds, "Recipients": consList(found[:min(3, len(found))]),
	})}
}

// consListed tells whether a claim says that the cases stand in the notice.
func consListed(t notice.Text) bool {
	return consHas(t, "nevnt", "beskrevet", "står her", "som står", "oppgitt", "angitt", "opplyst")
}

// consOwn tells whether a provider is the company itself: one of its sites or
// names. Nobody named is nobody else.
func (c *Case) consOwn(provider string) bool {
	if strings.TrimSpace(provider) == "" {
		return true
	}
	p := lower(strings.TrimPrefix(lower(provider), "www."))
	for i := range c.Brand.Sites {
		s := &c.Brand.Sites[i]
		_, host, _ := strings.Cut(lower(string(s.URL)), "://")
		host, _, _ = strings.Cut(strings.TrimPrefix(host, "www."), "/")
		if host != "" && (p == host || strings.HasSuffix(p, "."+host) || strings.HasSuffix(host, "."+p)) || strings.EqualFold(s.Name.Proper, provider) {
			return true
		}
	}
	own := []string{c.Brand.Name, c.Brand.Entity.Name}
	for _, n := range c.Brand.TradeNames {
		own = append(own, n.Name)
	}
	return slices.ContainsFunc(own, func(n string) bool { return n != "" && (mentions(provider, n) || strings.EqualFold(n, provider)) })
}
