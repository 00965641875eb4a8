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
}

// storingItems lists what the declaration shows that needs consent: all but
// what is strictly necessary.
func storingItems(c *Case) []storingItem {
	var out []storingItem
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		if k.Category != "necessary" && k.Category != "not-stated" {
			out = append(out, storingItem{lower(k.Name), storingProper(k.Name), k.Category})
		}
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		name := t.Name.In(notice.Norwegian)
		category := storingSays(t.Name.Text, t.Purpose, t.Text)
		if category == "" && slices.ContainsFunc(storingTools(), func(x storingTool) bool { return mentions(name, x.name) }) {
			category = "analytics"
		}
		if category != "" && !storingLogs(t) && !storingVague(t) {
			out = append(out, storingItem{lower(name), storingNamed(t.Name), category})
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
	first := -1
	for i := range c.Cookies.Bases {
		b := &c.Cookies.Bases[i]
		switch {
		case storingConsent(*b):
			if first < 0 {
				first = i
			}
		case slices.Contains([]notice.BasisKind{"contract", "legal-obligation", "vital-interests", "public-task"}, b.Kind) && !storingOnlyNecessary(storingPlain(b.For)):
			if slices.ContainsFunc(items, func(x storingItem) bool { return storingCovers(b, x) }) {
				out = append(out, Finding{At: storingAt("bases", i, ""), Message: "ekom-3-15-consent-basis", Args: map[string]any{"Basis": string(b.Kind)}})
			}
		}
	}
	if first < 0 {
		names, categories := storingLabels(items)
		if i := slices.IndexFunc(c.Cookies.Choices, storingIsTool); i >= 0 {
			return append(out, Finding{At: storingAt("choices", i, ""), Message: "ekom-3-15-consent-asked", Severity: diag.Warning, Args: map[string]any{"Names": names, "Categories": categories}})
		}
		always := slices.ContainsFunc(c.Cookies.Claims, func(k notice.Claim) bool { return k.Kind == "always-consent" })
		choice := len(c.Cookies.Choices) > 0 || always
		switch {
		case !storingOnInterest(c):
			at := "bases"
			if len(c.Cookies.Bases) == 0 && len(c.Cookies.Choices) > 0 {
				at = "choices"
			}
			out = append(out, Finding{At: at, Args: map[string]any{"Names": names, "Categories": categories, "Choice": choice}})
		case !choice:
			out = append(out, Finding{At: "choices", Message: "ekom-3-15-consent-choice"})
		}
		return out
	}
	var left []storingItem
	for _, x := range items {
		if !slices.ContainsFunc(c.Cookies.Bases, func(b notice.Basis) bool { return storingConsent(b) && storingCovers(&b, x) }) && !storingOtherBasis(c, x) {
			left = append(left, x)
		}
	}
	if len(left) > 0 {
		names, categories := storingLabels(left)
		args := map[string]any{"For": storingQuote(c.Cookies.Bases[first].For), "Names": names, "Categories": categories}
		out = append(out, Finding{At: storingAt("bases", first, "for"), Message: "ekom-3-15-consent-partly", Severity: diag.Warning, Args: args})
	}
	return out
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

// storingLabels gives the names of items for a message and, where none has
// one, their categories.
func storingLabels(items []storingItem) (notice.Text, []string) {
	var names []notice.Text
	categories := []string{}
	for _, x := range items {
		if !x.label.IsZero() && !slices.Contains(names, x.label) {
			names = append(names, x.label)
		}
		if x.label.IsZero() && !slices.Contains(categories, string(x.category)) {
			categories = append(categories, string(x.category))
		}
	}
	return storingList(names), categories
}

// storingRepealed finds what rests on the act before this one.
func storingRepealed(c *Case) []Finding {
	if c.Date != "" && !datedFact("ekom-2-7b", c.Date).over(c.Date) {
		return nil
	}
	var out []Finding
	for t := range c.With("2-7b", "2-7 b") {
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
