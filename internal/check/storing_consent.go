package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// storingItem is something stored or read that needs consent.
type storingItem struct {
	// What it is called, in lower case and for a message.
	name     string
	label    notice.Text
	category notice.CookieCategory
	// web tells that it is asked about on the websites alone.
	web bool
}

// storingItems lists what the declaration shows that needs consent: all but
// what is strictly necessary.
func storingItems(c *Case) []storingItem {
	var out []storingItem
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		if k.Category != "necessary" && k.Category != "not-stated" {
			out = append(out, storingItem{name: lower(k.Name), label: storingProper(k.Name), category: k.Category})
		}
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		name := t.Name.In(notice.Norwegian)
		category := storingSays(t.Name.Text, t.Purpose, t.Text)
		if category == "" && name != "" && slices.ContainsFunc(storingTools(), func(x storingTool) bool { return mentions(name, x.name) }) {
			category = "analytics"
		}
		if category != "" && !storingLogs(t) && !storingVague(t) {
			out = append(out, storingItem{name: lower(name), label: nameOf(&t.Name), category: category})
		}
	}
	return out
}

// storingUses lists the categories other than the necessary one that the
// declaration says it uses.
func storingUses(c *Case) []storingItem {
	var out []storingItem
	for i := range c.Cookies.Uses {
		if k := c.Cookies.Uses[i].Category; k != "necessary" && k != "not-stated" {
			out = append(out, storingItem{category: k})
		}
	}
	return out
}

// storingConsent tells whether a basis is consent, alone or as one of two.
func storingConsent(b notice.Basis) bool { return b.Kind == "consent" || b.Or == "consent" }

// storingCovers tells whether a basis is stated for an item: for all, for its
// category, or for it by name.
func storingCovers(b *notice.Basis, i storingItem) bool {
	s := storingPlain(b.For)
	if s == "" || slices.Contains(storingSplit(s), "alt") || storingHas(s, "alle informasjonskaps", "alle cookie", "øvrige", "ikke er nødvendig", "ikke er strengt nødvendig", "unødvendig", "ikke-nødvendig", "all cookies", "everything", "not necessary", "non-necessary") {
		return true
	}
	return storingNames(s, i.category) || i.name != "" && mentions(s, i.name)
}

// findStoringConsent wants consent for all that is not strictly necessary.
func findStoringConsent(c *Case) []Finding {
	out := storingRepealed(c)
	if c.Kind == notice.PrivacyKind || !storingDeclared(c) {
		return out
	}
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		if k.Category == "not-stated" {
			args := map[string]any{"Name": k.Name, "Known": ""}
			if known := storingKnown(c, k.Name); known != nil {
				args["Known"] = string(known.Category)
			}
			out = append(out, Finding{At: storingAt("cookies", i, "category"), Message: "ekom-3-15-consent-category", Severity: diag.Warning, Args: args})
		}
	}
	items := append(storingItems(c), storingUses(c)...)
	if len(items) == 0 {
		return out
	}
	return append(out, storingWithout(c, items)...)
}

// storingWithout finds items that no consent is stated for.
func storingWithout(c *Case, items []storingItem) []Finding {
	var out []Finding
	var fors []notice.Text
	first := -1
	for i := range c.Cookies.Bases {
		b := &c.Cookies.Bases[i]
		if storingConsent(*b) {
			if first < 0 {
				first = i
			}
			if !b.For.IsZero() {
				fors = append(fors, storingQuote(b.For))
			}
			continue
		}
		switch b.Kind {
		case "contract", "legal-obligation", "vital-interests", "public-task":
			if !storingOnlyNecessary(storingPlain(b.For)) && slices.ContainsFunc(items, func(x storingItem) bool { return storingCovers(b, x) }) {
				out = append(out, Finding{At: storingAt("bases", i, ""), Message: "ekom-3-15-consent-basis", Args: map[string]any{"Basis": string(b.Kind)}})
			}
		}
	}
	if first < 0 {
		return append(out, storingNoConsent(c, items)...)
	}
	web := storingWeb(c)
	var left []storingItem
	for _, x := range items {
		stated, app := storingStatedFor(c, x)
		switch {
		case stated || storingOtherBasis(c, x), app && (!web || x.name != ""):
		case app:
			x.web = true
			left = append(left, x)
		default:
			left = append(left, x)
		}
	}
	if len(left) > 0 {
		args := storingAsked(left)
		args["For"] = saidQuoted(fors)
		out = append(out, Finding{At: storingAt("bases", first, "for"), Message: "ekom-3-15-consent-partly", Severity: diag.Warning, Args: args})
	}
	return out
}

// storingStatedFor tells whether a consent is stated for an item, among the
// bases or as a choice that is a consent and names it; and whether one is for
// the app alone.
func storingStatedFor(c *Case, x storingItem) (stated, app bool) {
	for i := range c.Cookies.Bases {
		b := &c.Cookies.Bases[i]
		if storingConsent(*b) && storingCovers(b, x) {
			in := storingInApp(storingPlain(b.For))
			stated, app = stated || !in, app || in
		}
	}
	for i := range c.Cookies.Choices {
		k := &c.Cookies.Choices[i]
		if s := storingPlain(k.Text); storingIsTool(*k) && storingHas(s, "samtykk", "consent") && (storingNames(s, x.category) || x.name != "" && mentions(s, x.name)) {
			in := storingInApp(s)
			stated, app = stated || !in, app || in
		}
	}
	return stated, app
}

// storingInApp tells whether a text is about an app alone.
func storingInApp(s string) bool {
	return storingHas(s, "i appen", "i appene", "in the app", "in our app") && !storingHas(s, "nettsid", "nettsted", "website")
}

// storingNoConsent finds that consent is not stated at all for what rests on
// nothing else. What rests on something else is other findings' matter, but the
// reader has to be able to choose all the same.
func storingNoConsent(c *Case, items []storingItem) []Finding {
	var left []storingItem
	if !storingOnInterest(c) {
		for _, x := range items {
			if !storingOtherBasis(c, x) {
				left = append(left, x)
			}
		}
	}
	if i := slices.IndexFunc(c.Cookies.Choices, storingIsTool); i >= 0 {
		if len(left) == 0 {
			return nil
		}
		return []Finding{{At: storingAt("choices", i, ""), Message: "ekom-3-15-consent-asked", Severity: diag.Warning, Args: storingAsked(left)}}
	}
	always := slices.ContainsFunc(c.Cookies.Claims, func(k notice.Claim) bool { return k.Kind == "always-consent" })
	choice := len(c.Cookies.Choices) > 0 || always
	switch {
	case len(left) > 0:
		at := "bases"
		if len(c.Cookies.Bases) == 0 && len(c.Cookies.Choices) > 0 {
			at = "choices"
		}
		args := storingAsked(left)
		args["Choice"] = choice
		return []Finding{{At: at, Args: args}}
	case !choice:
		return []Finding{{At: "choices", Message: "ekom-3-15-consent-choice"}}
	}
	return nil
}

// storingOnInterest tells whether all that is stored rests on an interest of
// the company's, which ekom-3-15-no-legitimate-interest is about.
func storingOnInterest(c *Case) bool {
	return slices.ContainsFunc(c.Cookies.Bases, func(b notice.Basis) bool { return storingInterest(b) && b.For.IsZero() })
}

// storingOtherBasis tells whether an item has a basis of another kind, which
// other findings are about.
func storingOtherBasis(c *Case, x storingItem) bool {
	return slices.ContainsFunc(c.Cookies.Bases, func(b notice.Basis) bool {
		return !storingConsent(b) && b.Kind != "not-stated" && !b.For.IsZero() && storingCovers(&b, x)
	})
}

// storingAsked gives what a message asks about: the names of items and, where
// one has none, its category.
func storingAsked(items []storingItem) map[string]any {
	names, categories := storingLabels(items)
	return map[string]any{"Names": names, "Categories": categories, "Last": len(categories) - 1}
}

// storingLabels gives the names of items and the categories of those that have
// none; the categories that are asked about on the websites alone come last.
func storingLabels(items []storingItem) (saidRow, []string) {
	var names []notice.Text
	categories, web := []string{}, []string{}
	for _, x := range items {
		switch {
		case !x.label.IsZero():
			if !slices.Contains(names, x.label) {
				names = append(names, x.label)
			}
		case x.web:
			web = append(web, string(x.category)+"-web")
		case !slices.Contains(categories, string(x.category)):
			categories = append(categories, string(x.category))
		}
	}
	return saidListed(names), append(categories, web...)
}

// storingOld is how a text refers to the act before this one.
var storingOld = compiled(`2-7 ?b`)

// storingRepealed finds what rests on the act before this one.
func storingRepealed(c *Case) []Finding {
	if c.Date != "" && !datedFact("ekom-2-7b", c.Date).over(c.Date) {
		return nil
	}
	var out []Finding
	for t := range c.Saying(storingOld) {
		if s := t.plain(); strings.Contains(s, "§ 2-7b") || strings.Contains(s, "§ 2-7 b") || strings.Contains(s, "section 2-7b") {
			out = append(out, Finding{At: t.At, Message: "ekom-3-15-consent-repealed"})
		}
	}
	find := func(at string, bases []notice.Basis) {
		for i := range bases {
			for j, s := range bases[i].Statutes {
				old := slices.ContainsFunc(c.Shared.Acts, func(a notice.Act) bool { return notice.Ref(a.ID) == s.Act && a.Lovdata == "LOV-2003-07-04-83" })
				if old || strings.Contains(strings.ReplaceAll(s.Section, " ", ""), "2-7b") {
					out = append(out, Finding{At: fmt.Sprintf("%s[%d].statutes[%d]", at, i, j), Message: "ekom-3-15-consent-repealed"})
				}
			}
		}
	}
	if c.Kind == notice.CookiesKind {
		find("bases", c.Cookies.Bases)
		return out
	}
	find("bases", c.Privacy.Bases)
	for p := range c.Parts() {
		find(p.At+".bases", p.Part.Bases)
	}
	return out
}

// storingInterest tells whether a basis is an interest of the company's.
func storingInterest(b notice.Basis) bool {
	return b.Kind == "legitimate-interests" || b.Kind == "balancing" || b.Or == "legitimate-interests" || b.Or == "balancing"
}

// storingBasis tells by which name a basis appeals to an interest.
func storingBasis(b notice.Basis) string {
	if b.Kind == "balancing" || b.Or == "balancing" && b.Kind != "legitimate-interests" {
		return "balancing"
	}
	return "legitimate-interests"
}
