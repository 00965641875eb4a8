package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// The words for what has ended, for what may have, and for the greater part.
var (
	storingUniversal = compiled(`universal analytics|ga\.js`)
	storingGoogle    = compiled(`google analytics|ga4`)
	storingMost      = compiled(`de fleste|flesteparten|most of`)
)

// storingDead finds what is known of a cookie whose product has ended; nil
// where it has not.
func storingDead(c *Case, name string) *notice.KnownCookie {
	known := storingKnown(c, name)
	if known == nil || known.Ended == "" || c.Date != "" && c.Date < known.Ended {
		return nil
	}
	return known
}

// findCookieDead notes cookies of products that have ended, each product once,
// and texts that still say the product is in use.
func findCookieDead(c *Case) []Finding {
	var out []Finding
	type ended struct {
		product, provider, successor string
		on                           notice.Date
	}
	var products []ended
	names := map[ended][]notice.Text{}
	first := map[ended]int{}
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		known := storingDead(c, k.Name)
		if known == nil {
			continue
		}
		e := ended{storingProduct(c, known), known.Provider, known.Successor, known.Ended}
		if names[e] == nil {
			products, first[e] = append(products, e), i
		}
		names[e] = append(names[e], storingProper(k.Name))
	}
	for _, e := range products {
		out = append(out, Finding{At: storingAt("cookies", first[e], ""), Args: map[string]any{
			"Names": saidQuoted(names[e]), "Several": len(names[e]) > 1, "Product": e.product, "Provider": e.provider, "Ended": saidDay(e.on), "Successor": e.successor,
		}})
	}
	fact := datedFact("universal-analytics", c.Date)
	if c.Date != "" && !fact.over(c.Date) {
		return out
	}
	texts := 0
	for t := range c.Saying(storingUniversal) {
		if s := t.plain(); strings.Contains(s, "universal analytics") || strings.Contains(s, "ga.js") {
			out = append(out, Finding{At: t.At, Message: "cookie-dead-product-text", Args: map[string]any{"Ended": saidDay(fact.Until)}})
			texts++
		}
	}
	if texts == 0 && len(products) == 0 {
		out = append(out, storingSettings(c, fact.Until)...)
	}
	return out
}

// storingProduct names the product that a cookie belonged to, where that is
// known; else it is "".
func storingProduct(c *Case, k *notice.KnownCookie) string {
	ended := k.Ended == datedFact("universal-analytics", c.Date).Until
	if k.Provider == "Google" && ended && !strings.HasPrefix(k.Name, "__utm") { // those are of its predecessors too
		return "Universal Analytics"
	}
	return ""
}

// storingSettings asks which edition of Google Analytics is meant, where what is
// said of it are settings that Universal Analytics had.
func storingSettings(c *Case, ended notice.Date) []Finding {
	if storingListed(c, []string{"_ga_"}) {
		return nil
	}
	named := false
	for t := range c.Saying(storingGoogle) {
		s := t.plain()
		if storingHas(s, "ga4", "google analytics 4", "analytics 4") {
			return nil
		}
		named = named || strings.Contains(s, "google analytics")
	}
	for i := range c.Cookies.Claims {
		s := storingPlain(c.Cookies.Claims[i].Text)
		if named && storingHas(s, "ip-adress", "ip address") && storingHas(s, "anonymis") {
			return []Finding{{At: storingAt("claims", i, ""), Message: "cookie-dead-product-settings", Args: map[string]any{"Ended": saidDay(ended)}}}
		}
	}
	return nil
}

// findCookieCount holds a number that is stated against the list.
func findCookieCount(c *Case) []Finding {
	var out []Finding
	n := len(c.Cookies.Cookies)
	if stated := int(c.Cookies.List.Count); stated > 0 && n > 0 && stated != n {
		out = append(out, Finding{At: "list.count", Severity: diag.Note, Args: map[string]any{"Stated": stated, "Listed": n}})
	}
	needed := 0
	for i := range c.Cookies.Cookies {
		if k := c.Cookies.Cookies[i].Category; k == "necessary" || k == "functional" || k == "not-stated" {
			needed++
		}
	}
	if n == 0 || 2*needed > n {
		return out
	}
	for t := range c.Saying(storingMost) {
		for _, s := range storingSentences(t.plain()) {
			if storingHas(s, "de fleste", "flesteparten", "most of") && storingHas(s, storingCookieStems()...) && storingHas(s, "funksjon", "nødvendig", "fungere", "function", "necessary") {
				out = append(out, Finding{At: t.At, Message: "cookie-count-most", Args: map[string]any{"Needed": needed, "Listed": n}})
				break
			}
		}
	}
	return out
}

// storingFirst lists what the names of cookies begin with that are set on the
// site's own domain, by the script of somebody else.
func storingFirst() []string {
	return []string{
		"_ga", "_gid", "_gcl_", "_gac_", "_dc_gtm_", "__utm", "_fbp", "_fbc", "intercom-", "_scid", "_sctr", "_hj", "_clck", "_clsk", "_uet",
		"__hs", "hubspotutk", "_pk_", "ajs_", "mp_", "ai_user", "ai_session", "_pin_unauth", "_rdt_uuid", "li_fat_id", "_tt_enable_cookie",
	}
}

// findCookieParty notes cookies of the site's own domain that are stated with
// the domains of others, all at once, and those that are known from somebody
// else.
func findCookieParty(c *Case) []Finding {
	var out []Finding
	var names, domains []notice.Text
	own := Finding{}
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		known := storingKnown(c, k.Name)
		name := lower(k.Name)
		first := storingDomain(k.Provider) && slices.ContainsFunc(storingFirst(), func(p string) bool { return strings.HasPrefix(name, p) })
		if first && !storingOwn(c, k.Provider) {
			if own.At == "" {
				own = Finding{At: storingAt("cookies", i, "provider"), Args: map[string]any{"Known": k.Provider}}
				if known != nil {
					own.Args["Known"] = known.Provider
				}
			}
			names = append(names, storingProper(k.Name))
			if d := storingProper(k.Provider); !slices.Contains(domains, d) {
				domains = append(domains, d)
			}
		}
		if known != nil && k.Provider != "" && storingElse(c, k.Provider, known.Provider) {
			out = append(out, Finding{At: storingAt("cookies", i, "provider"), Message: "cookie-party-other", Args: map[string]any{"Name": k.Name, "Provider": k.Provider, "Known": known.Provider}})
		}
	}
	if len(names) > 0 {
		own.Args["Names"], own.Args["Providers"], own.Args["Several"] = saidQuoted(names), saidListed(domains), len(names) > 1
		out = append(out, own)
	}
	return out
}

// storingElse tells whether a provider is another one than is known, as far as
// the names of both are known themselves.
func storingElse(c *Case, stated, known string) bool {
	who := storingWhois(stated)
	if who.is(c, known) || storingOwn(c, stated) {
		return false
	}
	last := known
	for i := range c.Known.Cookies {
		p := c.Known.Cookies[i].Provider
		if p != last && p != known && who.is(c, p) {
			return true
		}
		last = p
	}
	return false
}
