package check

import (
	"slices"

	"notis/internal/notice"
)

// consElse gives what another rule finds in the notice: where one answer
// settles both, one of them asks.
func (c *Case) consElse(family func() []Rule, id string) []Finding {
	if c.kept != nil {
		if out, ok := c.kept.found[foundKey{c.Kind, id}]; ok {
			return out
		}
	}
	rules := family()
	for i := range rules {
		if r := &rules[i]; r.ID == id && (len(r.Kinds) == 0 || slices.Contains(r.Kinds, c.Kind)) {
			return c.find(r)
		}
	}
	return nil
}

// consAsked tells whether another rule asks at a place.
func consAsked(list []Finding, at string) bool {
	return slices.ContainsFunc(list, func(f Finding) bool { return f.At == at })
}

// consAnonymous tells whether the rule on cookies speaks of a claim that nobody
// can be identified: of this one, or of the same in the declaration of cookies
// where this one is about cookies too.
func (c *Case) consAnonymous(k consClaim) bool {
	const id = "cookie-claim-anonymous"
	if consAsked(c.consElse(storing, id), k.At) {
		return true
	}
	if c.Kind == notice.CookiesKind || k.Part == nil || !consAboutCookies(k.Activity, k.Part) {
		return false
	}
	other := *c
	other.Kind = notice.CookiesKind
	list := other.consElse(storing, id)
	for i := range c.Cookies.Claims {
		if c.Cookies.Claims[i].Kind == k.Kind && consAsked(list, consAt("claims", i)) {
			return true
		}
	}
	return false
}

// transfersAsked lists the organisations of which the declaration of cookies
// asks whether they get access to what is stored: the same answer tells whether
// they are recipients.
func transfersAsked(c *Case) map[string]bool {
	out := map[string]bool{}
	other := *c
	other.Kind = notice.CookiesKind
	list := other.consElse(storing, "planet49-third-party")
	ask := func(at, provider string) {
		if v := c.Vendor(provider); v != nil && consAsked(list, at+".provider") {
			out[vendorKey(v)] = true
		}
	}
	for i := range c.Cookies.Cookies {
		ask(consAt("cookies", i), c.Cookies.Cookies[i].Provider)
	}
	for i := range c.Cookies.Technologies {
		ask(consAt("technologies", i), c.Cookies.Technologies[i].Provider)
	}
	return out
}
