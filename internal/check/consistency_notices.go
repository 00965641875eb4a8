package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consFindNotices holds the declaration of cookies against what the privacy
// notice says of cookies.
func consFindNotices(c *Case) []Finding {
	about := c.consParts(func(p PartAt) bool { return consAboutCookies(p.Activity, p.Part) })
	out := c.consOtherBasis(about)
	out = append(out, c.consOtherTime(about)...)
	out = append(out, c.consOtherPurpose(about)...)
	out = append(out, c.consUnnamed()...)
	return append(out, c.consUndeclared(about)...)
}

// consOtherBasis finds a basis that one of the two states for cookies and the
// other does not.
func (c *Case) consOtherBasis(about []PartAt) []Finding {
	var there []notice.Basis
	for _, p := range about {
		there = append(there, p.Part.Bases...)
	}
	alien := func(list, other []notice.Basis) bool {
		return slices.ContainsFunc(list, func(b notice.Basis) bool {
			if consInterest(b) {
				return !slices.ContainsFunc(other, consInterest)
			}
			return b.Kind != "not-stated" && !consAny(other, b.Kind)
		})
	}
	named := func(list []notice.Basis) bool {
		return slices.ContainsFunc(list, func(b notice.Basis) bool { return b.Kind != "not-stated" })
	}
	if !named(there) || !named(c.Cookies.Bases) || !alien(c.Cookies.Bases, there) && !alien(there, c.Cookies.Bases) {
		return nil
	}
	of := slices.DeleteFunc(slices.Clone(about), func(p PartAt) bool { return !named(p.Part.Bases) })
	return []Finding{{At: "bases", Message: "claim-consistency-notices-bases", Args: map[string]any{"Where": consList(consTitles(of))}}}
}

// consOtherTime finds two storage periods for what cookies collect.
func (c *Case) consOtherTime(about []PartAt) []Finding {
	var out []Finding
	for i := range c.Cookies.Retention {
		r := &c.Cookies.Retention[i]
		for _, p := range about {
			if r.Period != "" && slices.ContainsFunc(p.Part.Retention, func(o notice.Retention) bool {
				return o.Period != "" && !consSameTime(o.Period, r.Period) && slices.Equal(o.Data, r.Data) && o.When == r.When
			}) {
				out = append(out, Finding{At: consAt("retention", i), Message: "claim-consistency-notices-retention", Args: map[string]any{"Where": consTitle(p.Activity, p.Part)}})
			}
		}
	}
	return out
}

// consOtherPurpose finds marketing by cookies of which the privacy notice,
// where it tells what cookies are for, says nothing.
func (c *Case) consOtherPurpose(about []PartAt) []Finding {
	if len(about) == 0 {
		return nil
	}
	for _, p := range about {
		for _, t := range []notice.Text{p.Part.Title, p.Part.Purpose, p.Part.Text, p.Activity.Title, p.Activity.Purpose} {
			if consHas(t, "markedsfør", "reklame", "annons") {
				return nil
			}
		}
	}
	var names []string
	at := ""
	for i := range c.Cookies.Cookies {
		if c.Cookies.Cookies[i].Category == "marketing" {
			names = append(names, c.Cookies.Cookies[i].Name)
			if at == "" {
				at = consAt("cookies", i) + ".category"
			}
		}
	}
	for i := range c.Cookies.Uses {
		if at == "" && c.Cookies.Uses[i].Category == "marketing" {
			at = consAt("uses", i)
		}
	}
	if at == "" {
		return nil
	}
	f := Finding{At: at, Message: "claim-consistency-notices-marketing", Args: map[string]any{"Cookies": consNames(names), "Where": consList(consTitles(about))}}
	if c.consOneSource() {
		// The list stands in the same document as the purposes.
		f.Message, f.Severity = "claim-consistency-notices-marketing-list", diag.Warning
	}
	return []Finding{f}
}

// consUnnamed finds providers of the declaration that the privacy notice, with
// its list of recipients, does not name.
func (c *Case) consUnnamed() []Finding {
	if len(c.Privacy.Recipients) == 0 {
		return nil
	}
	var out []Finding
	seen := map[string]bool{}
	var asked map[string]bool
	look := func(at, provider string) {
		name := consBare(provider)
		if name == "" || seen[name] {
			return
		}
		seen[name] = true
		if c.consOwn(provider) || c.consReceives(provider) {
			return
		}
		// Whoever is asked whether it gets access to what is stored is asked.
		if asked == nil {
			asked = transfersAsked(c)
		}
		if v := c.Vendor(provider); v != nil && asked[vendorKey(v)] {
			return
		}
		out = append(out, Finding{At: at + ".provider", Message: "claim-consistency-notices-provider", Severity: diag.Warning, Args: map[string]any{"Provider": provider}})
	}
	for i := range c.Cookies.Cookies {
		look(consAt("cookies", i), c.Cookies.Cookies[i].Provider)
	}
	for i := range c.Cookies.Technologies {
		look(consAt("technologies", i), c.Cookies.Technologies[i].Provider)
	}
	return out
}

// consUndeclared finds recipients named for the activity about cookies that a
// published list of cookies leaves out.
func (c *Case) consUndeclared(about []PartAt) []Finding {
	if c.Cookies.List.Published != "yes" {
		return nil
	}
	var out []Finding
	for u := range c.Uses() {
		r := u.Recipient
		if r.Name.Proper == "" || !slices.ContainsFunc(about, func(p PartAt) bool { return u.Use.Activity == notice.Ref(p.Activity.ID) && len(p.Activity.Parts) == 1 }) {
			continue
		}
		named := func(provider string) bool { return provider != "" && c.consSame(provider, r) }
		if slices.ContainsFunc(c.Cookies.Cookies, func(x notice.Cookie) bool { return named(x.Provider) }) ||
			slices.ContainsFunc(c.Cookies.Technologies, func(x notice.Technology) bool {
				return named(x.Provider) || named(x.Name.In(notice.Norwegian))
			}) {
			continue
		}
		out = append(out, Finding{At: "list", Message: "claim-consistency-notices-recipient", Severity: diag.Warning, Args: map[string]any{"Recipient": consName(r)}})
	}
	return out
}

// consBare is the name within an address of a provider: google.com is google.
func consBare(provider string) string {
	p := strings.TrimPrefix(lower(strings.TrimSpace(provider)), "www.")
	if i := strings.LastIndexByte(p, '.'); i > 0 && !strings.ContainsAny(p, " ") {
		p = p[:i]
		if j := strings.LastIndexByte(p, '.'); j >= 0 {
			p = p[j+1:]
		}
	}
	return p
}

// consReceives tells whether the privacy notice names a provider.
func (c *Case) consReceives(provider string) bool {
	for i := range c.Privacy.Recipients {
		if c.consSame(provider, &c.Privacy.Recipients[i]) {
			return true
		}
	}
	return false
}

// consSame tells whether a provider is a recipient, by its name, its products
// or what is publicly known of either.
func (c *Case) consSame(provider string, r *notice.Recipient) bool {
	bare := consBare(provider)
	if bare == "" {
		return false
	}
	names := append([]string{r.Name.In(notice.Norwegian), r.Text.NB}, r.Products...)
	names = slices.DeleteFunc(names, func(n string) bool { return n == "" })
	if slices.ContainsFunc(names, func(n string) bool { return mentions(n, bare) || mentions(n, provider) || mentions(provider, n) }) {
		return true
	}
	known := c.Vendor(provider)
	if known == nil {
		known = c.Vendor(bare)
	}
	return known != nil && slices.ContainsFunc(known.Names, func(vendor string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return mentions(n, vendor) })
	})
}
