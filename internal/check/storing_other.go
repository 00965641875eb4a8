package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// storingVague tells whether a means is only said to be other or similar ones.
func storingVague(t *notice.Technology) bool {
	return t.Name.Proper == "" && t.Provider == "" && storingHas(storingPlain(t.Name.Text), "lignende", "ligner", "liknende", "andre", "annen", "tilsvarende", "similar", "other")
}

// findStoringOther wants means other than cookies listed as well.
func findStoringOther(c *Case) []Finding {
	if !storingDeclared(c) {
		return nil
	}
	if c.Kind == notice.PrivacyKind {
		return slices.Concat(storingSimilar(c), storingMentioned(c), storingLetters(c), storingShown(c), storingChats(c))
	}
	return slices.Concat(storingUnnamed(c), storingSimilar(c), storingScope(c), storingApp(c))
}

// storingUnnamed finds means that have no name.
func storingUnnamed(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		if storingVague(t) {
			told := len(t.Data) > 0 && !t.Purpose.IsZero()
			out = append(out, Finding{At: storingAt("technologies", i, "name"), Severity: storingLower(told, diag.Error), Args: map[string]any{"Name": t.Name.Text}})
		}
	}
	return out
}

// storingLike is how a text speaks of similar techniques.
var storingLike = compiled(`lignende te|lignende ve|liknende te|tilsvarende te|similar te`)

// storingSimilar finds texts that speak of similar techniques where the
// declaration lists none.
func storingSimilar(c *Case) []Finding {
	other := func(k notice.Cookie) bool { return !storingCookie(&k) }
	if len(c.Cookies.Technologies) > 0 || slices.ContainsFunc(c.Cookies.Cookies, other) {
		return nil
	}
	for t := range c.Saying(storingLike) {
		if storingHas(t.plain(), "lignende teknologi", "lignende teknikk", "liknende teknologi", "liknende teknikk", "tilsvarende teknologi", "lignende verktøy", "similar technolog") {
			return []Finding{{At: t.At, Message: "ekom-non-cookie-similar"}}
		}
	}
	return nil
}

// storingScope asks about sites and apps that the declaration leaves out. A
// shop without an address of its own is most likely part of the website.
func storingScope(c *Case) []Finding {
	var out []Finding
	for _, s := range c.Brand.Sites {
		within := storingWithin(c, s)
		if slices.Contains(c.Cookies.Scope, notice.Ref(s.ID)) || within && s.Kind == "site" {
			continue
		}
		f := Finding{At: "scope", Message: "ekom-non-cookie-scope", Severity: diag.Note, Args: map[string]any{"Name": s.Name, "ID": string(s.ID), "Kind": string(s.Kind)}}
		out = append(out, f)
	}
	return out
}

// storingWithin tells whether a site or a shop is part of a website in the
// scope, as far as the addresses tell.
func storingWithin(c *Case, site notice.Site) bool {
	return (site.Kind == "site" || site.Kind == "shop") && slices.ContainsFunc(c.Brand.Sites, func(s notice.Site) bool {
		in := s.Kind == "site" && slices.Contains(c.Cookies.Scope, notice.Ref(s.ID))
		return in && (site.URL == "" || s.URL == "" || storingHost(site) == storingHost(s))
	})
}

// storingApp asks what an app in the scope stores and reads, where all that is
// listed is cookies and tools without a name: those are how websites do it.
func storingApp(c *Case) []Finding {
	app := slices.IndexFunc(c.Cookies.Scope, func(ref notice.Ref) bool {
		return slices.ContainsFunc(c.Brand.Sites, func(s notice.Site) bool { return notice.Ref(s.ID) == ref && s.Kind == "app" })
	})
	if app < 0 || !storingWeb(c) || len(c.Cookies.Cookies) == 0 {
		return nil
	}
	if slices.ContainsFunc(c.Cookies.Cookies, func(k notice.Cookie) bool { return !storingCookie(&k) }) ||
		slices.ContainsFunc(c.Cookies.Technologies, func(t notice.Technology) bool { return t.Name.Proper != "" || t.Provider != "" }) {
		return nil
	}
	for t := range c.With("app") {
		// The introduction and the words that are explained say what the
		// declaration is about, and not what the app stores.
		if !strings.HasPrefix(t.At, "sections") && !strings.HasPrefix(t.At, "definitions") && storingHas(t.plain(), "app", "appen", "mobilapp") {
			return nil
		}
	}
	for _, s := range c.Brand.Sites {
		if notice.Ref(s.ID) == c.Cookies.Scope[app] {
			return []Finding{{At: storingAt("scope", app, ""), Message: "ekom-non-cookie-app", Severity: diag.Warning, Args: map[string]any{"Name": s.Name}}}
		}
	}
	return nil
}

// storingWeb tells whether a website is in the scope.
func storingWeb(c *Case) bool {
	return slices.ContainsFunc(c.Brand.Sites, func(s notice.Site) bool {
		return s.Kind != "app" && slices.Contains(c.Cookies.Scope, notice.Ref(s.ID))
	})
}
