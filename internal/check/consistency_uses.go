package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consMinimal holds "only what is needed" against parts about the same thing
// that take more, or against uses beyond the purpose the claim names.
func (c *Case) consMinimal(k consClaim) []Finding {
	if k.Part == nil {
		return c.consMinimalWhole(k)
	}
	have := c.consAll(k.Part.Data)
	var out []Finding
	for _, p := range c.consSiblings(k, have) {
		var more []notice.Text
		for _, d := range p.Data {
			if !slices.Contains(k.Part.Data, d) {
				more = append(more, c.consDatum(d))
			}
		}
		if len(more) > 0 {
			out = append(out, k.finding("minimal", "", map[string]any{"Data": consList(more), "Where": consTitle(k.Activity, p)}))
		}
	}
	return out
}

// consMinimalWhole does so for a claim on the whole notice. One that names no
// purpose holds for each of them, and nothing is beyond it.
func (c *Case) consMinimalWhole(k consClaim) []Finding {
	if c.Kind != notice.PrivacyKind || !consHas(k.Text, "avtale", "kundeforhold", "kundebehandl", "kundeservice", "levere", "lever ", "tjenest", "produkt") || consHas(k.Text, "formål") {
		return nil
	}
	var more, free []notice.Text
	for p := range c.Parts() {
		anonymous := len(p.Part.Data) > 0 && !slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return !consIn(c.consDatum(d).NB, "anonym") })
		switch {
		case anonymous:
		case consMarkets(p.Activity, p.Part) || consHas(p.Part.Purpose, "analys", "forskning") || consHas(p.Activity.Purpose, "analys", "forskning"):
			more = append(more, consTitle(p.Activity, p.Part))
		case p.Part.Provision.Kind == "voluntary" && len(p.Part.Data) > 0:
			free = append(free, consTitle(p.Activity, p.Part))
		}
	}
	args := map[string]any{"Where": consList(more), "Free": consList(free)}
	switch {
	case len(more) > 0:
		return []Finding{k.finding("minimal-uses", diag.Warning, args)}
	case len(free) > 0:
		return []Finding{k.finding("minimal-voluntary", diag.Warning, args)}
	}
	return nil
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
// activity that use the same, against those of others that use what the claim
// names, and against those that use whatever the reader has given.
func (c *Case) consElsewhere(k consClaim) []Finding {
	if k.Part == nil {
		return nil
	}
	have := c.consAll(k.Part.Data)
	var where []notice.Text
	named := c.consNamedData(k.Text, k.Part.Data)
	for p := range c.Parts() {
		if p.Activity != k.Activity && slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return slices.Contains(named, d) }) {
			where = append(where, consTitle(p.Activity, p.Part))
		}
	}
	var out []Finding
	siblings := c.consSiblings(k, have)
	for _, p := range siblings {
		where = append(where, consTitle(k.Activity, p))
	}
	switch args := map[string]any{"Where": consList(where)}; {
	case len(siblings) > 0:
		out = append(out, k.finding("only-for-this", "", args))
	case len(where) > 0:
		// What was given twice may have been given for each.
		out = append(out, k.finding("only-for-this-question", diag.Warning, args))
	}
	if wide := c.consUntold(k, c.consWideParts(k, have)); len(wide) > 0 {
		out = append(out, k.finding("only-for-this-wide", diag.Warning, map[string]any{"Where": consList(consTitles(wide))}))
	}
	return out
}

// consUntold leaves out the marketing of which the same part claims as well
// that nothing is used for it: there, that is asked already.
func (c *Case) consUntold(k consClaim, parts []PartAt) []PartAt {
	told := slices.ContainsFunc(k.Part.Claims, func(o notice.Claim) bool {
		return (o.Kind == "never-marketing" || o.Kind == "no-marketing") && len(c.consNever(consClaim{Kind: o.Kind, Text: o.Text, Activity: k.Activity, Part: k.Part})) > 0
	})
	return slices.DeleteFunc(parts, func(p PartAt) bool { return told && consMarkets(p.Activity, p.Part) })
}

// consWideParts lists the parts of other activities whose data is everything
// of a sort that the reader has given.
func (c *Case) consWideParts(k consClaim, have []consToken) []PartAt {
	return c.consParts(func(p PartAt) bool {
		return p.Activity != k.Activity && slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool {
			if !consOpen(d) {
				return false
			}
			sorts := c.consTokens(d)
			return len(sorts) == 0 || slices.ContainsFunc(sorts, func(t consToken) bool { return slices.Contains(have, t) })
		})
	})
}

// consNever holds "never for marketing" against marketing with the same data:
// with what the claim names where it names some.
func (c *Case) consNever(k consClaim) []Finding {
	var data []notice.Datum
	if k.Part != nil {
		data = k.Part.Data
	} else {
		for p := range c.Parts() {
			data = append(data, p.Part.Data...)
		}
	}
	named := c.consNamedData(k.Text, data)
	id := string(k.Kind)
	if len(named) > 0 {
		data = named
	} else if k.Part == nil {
		if parts := c.consParts(func(p PartAt) bool { return consMarkets(p.Activity, p.Part) }); len(parts) > 0 {
			return []Finding{k.finding(id, "", map[string]any{"Where": consList(consTitles(parts))})}
		}
		return nil
	}
	have := c.consAll(data)
	var same, others []PartAt
	for p := range c.Parts() {
		if !consMarkets(p.Activity, p.Part) {
			continue
		}
		shares := slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return c.consShares(d, data, have) })
		switch {
		case p.Part == k.Part && len(named) == 0, shares && (k.Part == nil || p.Activity == k.Activity):
			same = append(same, p)
		case shares:
			others = append(others, p)
		}
	}
	for _, p := range c.consWideParts(k, have) {
		at := func(o PartAt) bool { return o.At == p.At }
		if consMarkets(p.Activity, p.Part) && !slices.ContainsFunc(others, at) && !slices.ContainsFunc(same, at) {
			others = append(others, p)
		}
	}
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
	var found, where []notice.Text
	look := func(data []notice.Datum, place func() notice.Text) {
		for _, d := range data {
			if is(d) {
				found, where = append(found, c.consDatum(d)), append(where, place())
			}
		}
	}
	all := c.consParts(func(p PartAt) bool { return len(p.Part.Data) > 0 })
	about := all
	if k.Part == nil {
		about = c.consOfClaim(k, all)
	}
	for _, p := range about {
		look(p.Part.Data, func() notice.Text { return consTitle(p.Activity, p.Part) })
	}
	if len(about) == len(all) { // not about some parts alone
		for u := range c.Uses() {
			look(u.Use.Data, func() notice.Text { return consName(u.Recipient) })
		}
		for i := range c.Cookies.Technologies {
			t := &c.Cookies.Technologies[i]
			look(t.Data, func() notice.Text {
				return notice.Text{NB: t.Name.In(notice.Norwegian), EN: t.Name.In(notice.English)}
			})
		}
	}
	return k.limited(message, where, map[string]any{"Data": consList(found), "Where": consList(where)})
}

// consFree asks about texts that readers write themselves, where a notice says
// that it holds no special categories of data: they can hold anything.
func (c *Case) consFree(k consClaim) []Finding {
	if k.Part != nil || c.Kind != notice.PrivacyKind || consHas(k.Text, " når ", " hvis ", " dersom ", "ber ikke") {
		return nil
	}
	parts := c.consParts(func(p PartAt) bool {
		return slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool {
			said := lower(c.consDatum(d).NB)
			return said == "cv" || strings.HasPrefix(said, "cv ") || strings.Contains(said, "søknad") || strings.Contains(said, "henvendelsen") || strings.Contains(said, "innholdet i meldinge")
		})
	})
	if len(parts) == 0 {
		return nil
	}
	return []Finding{k.finding("no-special-categories-free", diag.Note, map[string]any{"Where": consList(consTitles(parts))})}
}
