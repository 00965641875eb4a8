package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// storingTool is a product that stores or reads something on the equipment of
// whoever meets it.
type storingTool struct {
	// The name in lower case, and as it is written.
	name, label string
	// What its cookies begin with.
	cookies []string
	// Whether a text that names it is about storing and reading.
	analytics bool
}

// storingTools lists the products that notices of the trade name.
func storingTools() []storingTool {
	return []storingTool{
		{name: "google analytics", label: "Google Analytics", cookies: []string{"_ga", "_gid", "__utm"}, analytics: true},
		{name: "google tag manager", label: "Google Tag Manager", cookies: []string{"_ga", "_gcl_", "_dc_gtm_"}, analytics: true},
		{name: "google ads", label: "Google Ads", cookies: []string{"_gcl_", "_gac_", "ide"}},
		{name: "doubleclick", label: "DoubleClick", cookies: []string{"ide", "test_cookie"}},
		{name: "firebase", label: "Firebase", analytics: true},
		{name: "admob", label: "AdMob"},
		{name: "xandr", label: "Xandr"},
		{name: "applovin", label: "AppLovin"},
		{name: "addapptr", label: "AddApptr"},
		{name: "adjust", label: "Adjust"},
		{name: "appsflyer", label: "AppsFlyer"},
		{name: "hotjar", label: "Hotjar", cookies: []string{"_hj"}, analytics: true},
		{name: "microsoft clarity", label: "Microsoft Clarity", cookies: []string{"_clck", "_clsk"}, analytics: true},
		{name: "matomo", label: "Matomo", cookies: []string{"_pk_"}, analytics: true},
		{name: "mixpanel", label: "Mixpanel", cookies: []string{"mp_"}, analytics: true},
		{name: "criteo", label: "Criteo", cookies: []string{"cto_"}},
		{name: "adform", label: "Adform"},
		{name: "facebook pixel", label: "Facebook Pixel", cookies: []string{"_fbp"}, analytics: true},
		{name: "meta pixel", label: "Meta Pixel", cookies: []string{"_fbp"}, analytics: true},
	}
}

// storingTechnique is a way to store or read that is no cookie.
type storingTechnique struct {
	label notice.Text
	stems []string
	kinds []notice.CookieKind
}

// storingTechniques lists the ways that texts name.
func storingTechniques() []storingTechnique {
	return []storingTechnique{
		{label: notice.Text{NB: "sporingspiksler", EN: "tracking pixels"}, stems: []string{"piksel", "piksler", "sporingspiks", "facebook-piks", "meta-piks", "pixel", "web beacon"}, kinds: []notice.CookieKind{"pixel"}},
		{label: notice.Text{NB: "lokal lagring i nettleseren", EN: "local storage"}, stems: []string{"local storage", "localstorage", "lokal lagring", "sessionstorage"}, kinds: []notice.CookieKind{"local-storage"}},
		{label: notice.Text{NB: "SDK-er i appen", EN: "SDKs in the app"}, stems: []string{"sdk", "sdk-", "software development kit"}, kinds: []notice.CookieKind{"sdk"}},
		{label: notice.Text{NB: "annonse-ID-er på enheten", EN: "advertising IDs of the device"}, stems: []string{"annonse-id", "reklame-id", "idfa", "aaid", "gaid", "advertising id"}, kinds: []notice.CookieKind{"identifier"}},
		{label: notice.Text{NB: "fingeravtrykk av nettleseren eller enheten", EN: "fingerprints of the browser or the device"}, stems: []string{"fingerprinting", "nettleseravtrykk", "enhetsavtrykk", "digitale fingeravtrykk", "digitalt fingeravtrykk"}, kinds: []notice.CookieKind{"identifier"}},
	}
}

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
		said := storingSaid(c)
		return slices.Concat(storingSimilar(c), storingMentioned(c, said), storingLetters(c, said))
	}
	return slices.Concat(storingUnnamed(c), storingSimilar(c), storingScope(c))
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

// storingSimilar finds texts that speak of similar techniques where the
// declaration lists none.
func storingSimilar(c *Case) []Finding {
	other := func(k notice.Cookie) bool { return !storingCookie(&k) }
	if len(c.Cookies.Technologies) > 0 || slices.ContainsFunc(c.Cookies.Cookies, other) {
		return nil
	}
	for t := range c.With("lignende te", "lignende ve", "liknende te", "tilsvarende te", "similar te") {
		if storingHas(t.plain(), "lignende teknologi", "lignende teknikk", "liknende teknologi", "liknende teknikk", "tilsvarende teknologi", "lignende verktøy", "similar technolog") {
			return []Finding{{At: t.At, Message: "ekom-non-cookie-similar"}}
		}
	}
	return nil
}

// storingScope asks about sites and apps that the declaration leaves out.
func storingScope(c *Case) []Finding {
	var out []Finding
	for _, s := range c.Brand.Sites {
		if !slices.Contains(c.Cookies.Scope, notice.Ref(s.ID)) && !storingWithin(c, s) {
			out = append(out, Finding{At: "scope", Message: "ekom-non-cookie-scope", Severity: diag.Warning, Args: map[string]any{"Name": s.Name, "ID": string(s.ID)}})
		}
	}
	return out
}

// storingWithin tells whether a site is part of a website in the scope, as far
// as the addresses tell.
func storingWithin(c *Case, site notice.Site) bool {
	return site.Kind == "site" && slices.ContainsFunc(c.Brand.Sites, func(s notice.Site) bool {
		in := s.Kind == "site" && slices.Contains(c.Cookies.Scope, notice.Ref(s.ID))
		return in && (site.URL == "" || s.URL == "" || storingHost(site) == storingHost(s))
	})
}

// storingSaid gives all that the declaration says, in lower case.
func storingSaid(c *Case) string {
	cookies := *c
	cookies.Kind = notice.CookiesKind
	var b strings.Builder
	for t := range cookies.Texts() {
		b.WriteString(storingPlain(t.Text) + "\n")
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		b.WriteString(lower(t.Name.Proper+" "+t.Provider) + "\n")
	}
	for i := range c.Cookies.Cookies {
		b.WriteString(lower(c.Cookies.Cookies[i].Provider) + "\n")
	}
	return b.String()
}

// storingMentioned finds products and techniques that the privacy notice names
// and the declaration does not, each where it is named first.
func storingMentioned(c *Case, said string) []Finding {
	var out []Finding
	places := storingPlaces(c)
	for _, tool := range storingTools() {
		if storingMentions(said, tool.name) || storingListed(c, tool.cookies) {
			continue
		}
		if i := slices.IndexFunc(places, func(p storingPlace) bool { return storingMentions(p.said, tool.name) }); i >= 0 {
			out = append(out, Finding{At: places[i].at, Message: "ekom-non-cookie-tool", Severity: diag.Warning, Args: map[string]any{"Name": tool.label}})
		}
	}
	for _, way := range storingTechniques() {
		kind := func(k notice.Cookie) bool { return slices.Contains(way.kinds, k.Kind) }
		if storingHas(said, way.stems...) || slices.ContainsFunc(c.Cookies.Cookies, kind) {
			continue
		}
		if i := slices.IndexFunc(places, func(p storingPlace) bool { return storingHas(p.said, way.stems...) }); i >= 0 {
			out = append(out, Finding{At: places[i].at, Message: "ekom-non-cookie-technique", Args: map[string]any{"Name": way.label}})
		}
	}
	return out
}

// storingListed tells whether a cookie of the list begins with one of the
// names.
func storingListed(c *Case, prefixes []string) bool {
	return slices.ContainsFunc(c.Cookies.Cookies, func(k notice.Cookie) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(lower(k.Name), p) })
	})
}

// storingPlace is what is said at a place of the notice, in lower case.
type storingPlace struct{ at, said string }

// storingPlaces gives the texts of the notice, and the names and products of
// its recipients, which are no texts.
func storingPlaces(c *Case) []storingPlace {
	var out []storingPlace
	for t := range c.Texts() {
		out = append(out, storingPlace{t.At, t.plain()})
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		out = append(out, storingPlace{storingAt("recipients", i, "name"), lower(r.Name.Proper)})
		for j, p := range r.Products {
			out = append(out, storingPlace{storingAt("recipients", i, storingAt("products", j, "")), lower(p)})
		}
	}
	return out
}

// storingLetters asks about newsletters that tell the sender they were opened,
// where the declaration says nothing of it.
func storingLetters(c *Case, said string) []Finding {
	if storingHas(said, "nyhetsbrev", "newsletter") {
		return nil
	}
	for t := range c.With("åpn", "open") {
		plain := t.plain()
		if !strings.Contains(plain, "åpn") && !strings.Contains(plain, "open") {
			continue
		}
		for _, s := range storingSentences(plain) {
			if storingHas(s, "nyhetsbrev", "e-post", "newsletter") && storingHas(s, "åpner", "åpnet", "åpning", "open") && storingHas(s, "varsel", "varsl", "registrer", "måle", "måling", "sporing", "spore", "notif", "track", "record") {
				return []Finding{{At: t.At, Message: "ekom-non-cookie-letter", Severity: diag.Warning}}
			}
		}
	}
	return nil
}
