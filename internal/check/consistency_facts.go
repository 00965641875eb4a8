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
	if consHas(k.Text, "deaktiver") {
		return nil // about one product's settings, not about whom data go to
	}
	severity := diag.Severity("")
	hedged := consHas(k.Text, "hovedregel", "vanligvis", "normalt", "som regel")
	if hedged {
		severity = diag.Warning
	}
	var out []Finding
	switch {
	case c.Kind == notice.CookiesKind:
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
		if len(named) > 0 {
			out = append(out, k.finding("not-shared-providers", severity, map[string]any{"Providers": consNames(named)}))
		}
		return out
	default:
		third, helpers := c.consReceivers(k)
		if len(third) == 0 && !consHas(k.Text, "tredjepart") && len(helpers) > 0 {
			third, severity = helpers, diag.Warning
		}
		if len(third) > 0 {
			out = append(out, k.finding("not-shared", severity, map[string]any{"Recipients": consList(third)}))
		}
	}
	if hedged && k.Part == nil {
		return out // a main rule leaves room for what is out of the ordinary
	}
	return append(out, c.consHandedOver(k, severity)...)
}

// consReceivers lists those who receive what a claim is about, processors
// apart.
func (c *Case) consReceivers(k consClaim) (third, helpers []consWords) {
	for u := range c.Uses() {
		switch {
		case u.Recipient.Chosen || k.Activity != nil && u.Use.Activity != notice.Ref(k.Activity.ID):
		case u.Use.Role == "processor":
			helpers = append(helpers, consName(u.Recipient))
		default:
			third = append(third, consName(u.Recipient))
		}
	}
	return third, helpers
}

// consHandedOver holds "we do not share" against handing over outside the
// ordinary. What the law orders, nobody can promise not to do.
func (c *Case) consHandedOver(k consClaim, severity diag.Severity) []Finding {
	sale := consHas(k.Text, "kommersiel", "selge", "selger", "betaling for")
	for i := range c.Privacy.Disclosures {
		d := &c.Privacy.Disclosures[i]
		if k.Part == nil && d.Occasion != "law" && d.Occasion != "consent" && d.Occasion != "agreement" || k.Part != nil && sale && d.Occasion == "sale" {
			if k.Part != nil {
				// Data that follow the business to a buyer are not sold as
				// such: at most somebody wonders.
				severity = diag.Note
			}
			return []Finding{k.finding("not-shared-disclosure", severity, map[string]any{"Disclosure": consSay(d.Text)})}
		}
	}
	return nil
}

// consAsStated holds "only in the cases stated here" against cases and
// recipients that are only given as examples. That one only hands over
// lawfully says nothing at all.
func (c *Case) consAsStated(k consClaim) []Finding {
	if !consListed(k.Text) {
		return []Finding{k.finding("lawful", diag.Note, nil)}
	}
	stems := []string{"eksempel", "typisk", "lignende", "andre vi ", "andre utenforstående", "blant annet", "blant de"}
	var found []consWords
	for i := range c.Privacy.Disclosures {
		if t := c.Privacy.Disclosures[i].Text; consHas(t, stems...) {
			found = append(found, consSay(t))
		}
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if consHas(r.Name.Text, stems...) || consHas(r.Text, stems...) {
			found = append(found, consName(r))
		}
	}
	if len(found) == 0 {
		return nil
	}
	return []Finding{k.finding("only-as-stated", diag.Warning, map[string]any{"Open": consList(found[:min(3, len(found))])})}
}

// consListed tells whether a claim says that the cases stand in the notice.
func consListed(t notice.Text) bool {
	return consHas(t, "nevnt", "beskrevet", "står her", "oppgitt", "angitt", "opplyst")
}

// consMinimal holds "only what is needed" against parts about the same thing
// that take more, or against uses beyond the purpose the claim names.
func (c *Case) consMinimal(k consClaim) []Finding {
	if k.Part == nil {
		if c.Kind != notice.PrivacyKind {
			return nil
		}
		more := c.consParts(func(p PartAt) bool {
			return consMarkets(p.Activity, p.Part) || consHas(p.Part.Purpose, "analys", "forskning") || consHas(p.Activity.Purpose, "analys", "forskning")
		})
		if len(more) == 0 {
			return nil
		}
		return []Finding{k.finding("minimal-uses", diag.Warning, map[string]any{"Where": consList(consTitles(more))})}
	}
	have := c.consAll(k.Part.Data)
	var out []Finding
	for _, p := range c.consSiblings(k, have) {
		var more []notice.Datum
		for _, d := range p.Data {
			if !slices.Contains(k.Part.Data, d) {
				more = append(more, d)
			}
		}
		if len(more) > 0 {
			var names []consWords
			for _, d := range more {
				names = append(names, c.consDatum(d))
			}
			out = append(out, k.finding("minimal", "", map[string]any{"Data": consList(names), "Where": consTitle(k.Activity, p)}))
		}
	}
	return out
}

// consSiblings lists the other parts of the activity that hold data of the
// same sorts for the same thing, newsletters or other marketing.
func (c *Case) consSiblings(k consClaim, have []consToken) []*notice.Part {
	var out []*notice.Part
	for i := range k.Activity.Parts {
		p := &k.Activity.Parts[i]
		if p == k.Part || len(p.Data) == 0 || !consMarkets(k.Activity, p) {
			continue
		}
		if slices.ContainsFunc(c.consAll(p.Data), func(t consToken) bool { return slices.Contains(have, t) }) {
			out = append(out, p)
		}
	}
	return out
}

// consElsewhere holds "for this and nothing else" against other parts of the
// activity that use the same, and against those that use whatever the reader
// has given.
func (c *Case) consElsewhere(k consClaim) []Finding {
	if k.Part == nil {
		return nil
	}
	var out []Finding
	have := c.consAll(k.Part.Data)
	for _, p := range c.consSiblings(k, have) {
		out = append(out, k.finding("only-for-this", "", map[string]any{"Where": consTitle(k.Activity, p)}))
	}
	if wide := c.consWideParts(k, have); len(wide) > 0 {
		out = append(out, k.finding("only-for-this-wide", diag.Warning, map[string]any{"Where": consList(consTitles(wide))}))
	}
	return out
}

// consWideParts lists the parts of other activities whose data is everything
// of a sort that the reader has given.
func (c *Case) consWideParts(k consClaim, have []consToken) []PartAt {
	return c.consParts(func(p PartAt) bool {
		return p.Activity != k.Activity && slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool {
			sorts := c.consTokens(d)
			return consOpen(d) && (len(sorts) == 0 || slices.ContainsFunc(sorts, func(t consToken) bool { return slices.Contains(have, t) }))
		})
	})
}

// consNever holds "never for marketing" against marketing with the same data.
func (c *Case) consNever(k consClaim) []Finding {
	id := string(k.Kind)
	if k.Part == nil {
		if parts := c.consParts(func(p PartAt) bool { return consMarkets(p.Activity, p.Part) }); len(parts) > 0 {
			return []Finding{k.finding(id, "", map[string]any{"Where": consList(consTitles(parts))})}
		}
		return nil
	}
	have := c.consAll(k.Part.Data)
	var same, others []PartAt
	for p := range c.Parts() {
		if !consMarkets(p.Activity, p.Part) {
			continue
		}
		shares := slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool {
			return slices.ContainsFunc(c.consTokens(d), func(t consToken) bool { return slices.Contains(have, t) })
		})
		switch {
		case p.Part == k.Part, p.Activity == k.Activity && shares:
			same = append(same, p)
		case shares:
			others = append(others, p)
		}
	}
	others = append(others, slices.DeleteFunc(c.consWideParts(k, have), func(p PartAt) bool {
		return !consMarkets(p.Activity, p.Part) || slices.ContainsFunc(others, func(o PartAt) bool { return o.At == p.At })
	})...)
	var out []Finding
	if len(same) > 0 {
		out = append(out, k.finding(id, "", map[string]any{"Where": consList(consTitles(same))}))
	}
	if len(others) > 0 {
		out = append(out, k.finding(id+"-question", diag.Warning, map[string]any{"Where": consList(consTitles(others))}))
	}
	return out
}

// consAbsent holds "we have no such data" against data that are such.
func (c *Case) consAbsent(k consClaim, message string, mark notice.Sensitivity, stems ...string) []Finding {
	is := func(d notice.Datum) bool {
		if x := c.Datum(d); x != nil {
			return x.Sensitivity == mark || consHas(x.Name, stems...)
		}
		return consHas(d.Text, stems...)
	}
	var found, where []consWords
	look := func(data []notice.Datum, place consWords) {
		for _, d := range data {
			if is(d) {
				found, where = append(found, c.consDatum(d)), append(where, place)
			}
		}
	}
	for p := range c.Parts() {
		look(p.Part.Data, consTitle(p.Activity, p.Part))
	}
	for u := range c.Uses() {
		look(u.Use.Data, consName(u.Recipient))
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		look(t.Data, consWords{"nb": t.Name.In(notice.Norwegian), "en": t.Name.In(notice.English)})
	}
	if len(found) == 0 {
		return nil
	}
	return []Finding{k.finding(message, "", map[string]any{"Data": consList(found), "Where": consList(where)})}
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
