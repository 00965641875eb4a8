package check

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// storingDomain tells whether a provider is stated as a domain of the web.
func storingDomain(s string) bool {
	return strings.Contains(s, ".") && !strings.ContainsAny(s, " ,/") && !strings.HasSuffix(s, ".")
}

// storingBare gives what a provider is called without the domain's ending:
// google for google.com.
func storingBare(s string) string {
	s = lower(strings.TrimPrefix(strings.TrimSpace(s), "."))
	if !storingDomain(s) {
		return s
	}
	labels := strings.Split(s, ".")
	return labels[len(labels)-2]
}

// storingSomebody is a name and, once that is asked for, what is publicly known
// of it.
type storingSomebody struct {
	bare   string
	looked bool
	vendor *notice.Vendor
}

// storingWhois is somebody of a name.
func storingWhois(name string) *storingSomebody { return &storingSomebody{bare: storingBare(name)} }

// is tells whether another name is that of the same organisation.
func (w *storingSomebody) is(c *Case, name string) bool {
	y := storingBare(name)
	if w.bare == "" || y == "" {
		return false
	}
	if mentions(w.bare, y) || mentions(y, w.bare) {
		return true
	}
	// A known provider can have its other name in brackets.
	if i := strings.IndexByte(y, '('); i > 0 && (mentions(w.bare, strings.TrimSpace(y[:i])) || mentions(w.bare, strings.Trim(y[i:], "()"))) {
		return true
	}
	if !w.looked {
		w.vendor, w.looked = c.Vendor(w.bare), true
	}
	return w.vendor != nil && w.vendor == c.Vendor(y)
}

// storingAlike tells whether two names are those of the same organisation.
func storingAlike(c *Case, a, b string) bool { return storingWhois(a).is(c, b) }

// storingOwn tells whether a provider is the company itself.
func storingOwn(c *Case, provider string) bool {
	lower := lower(provider)
	if storingHas(lower, "førstepart", "first-party", "first party", "egen", "eget", "own", "selskapet") {
		return true
	}
	for w := range words(lower) {
		switch w {
		case "vi", "oss", "we", "us":
			return true
		}
	}
	if mentions(provider, c.Brand.Name) || mentions(provider, c.Brand.Entity.Name) {
		return true
	}
	for _, t := range c.Brand.TradeNames {
		if mentions(provider, t.Name) {
			return true
		}
	}
	return slices.ContainsFunc(c.Brand.Sites, func(s notice.Site) bool {
		return mentions(provider, s.Name.Proper) || mentions(provider, storingHost(s))
	})
}

// storingHost is the host of a site, or "".
func storingHost(s notice.Site) string {
	if s.URL == "" {
		return ""
	}
	u, err := url.Parse(string(s.URL))
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// storingParty is somebody else who sets or reads something.
type storingParty struct {
	// Name is what the party is called, At where that stands first.
	Name, At string
	// Of are the cookies and the other means.
	Of []notice.Text
	// Hidden tells that the list gives the company itself as the provider.
	Hidden bool
}

// storingParties lists the others that the declaration names, and those it
// gives the company's own name for, each once.
func storingParties(c *Case) []*storingParty {
	var out []*storingParty
	add := func(name, at string, of notice.Text, hidden bool) {
		for _, p := range out {
			if p.Hidden == hidden && (p.Name == name || storingAlike(c, p.Name, name)) {
				p.Of = append(p.Of, of)
				return
			}
		}
		out = append(out, &storingParty{Name: name, At: at, Of: []notice.Text{of}, Hidden: hidden})
	}
	last, own := "", false
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		if k.Provider == "" {
			continue
		}
		if k.Provider != last {
			last, own = k.Provider, storingOwn(c, k.Provider)
		}
		known := storingKnown(c, k.Name)
		switch {
		case own && known != nil && (known.Category == "analytics" || known.Category == "marketing"):
			add(known.Provider, storingAt("cookies", i, "provider"), storingProper(k.Name), true)
		case own:
		case known != nil && storingAlike(c, k.Provider, known.Provider):
			add(known.Provider, storingAt("cookies", i, "provider"), storingProper(k.Name), false)
		default:
			add(k.Provider, storingAt("cookies", i, "provider"), storingProper(k.Name), false)
		}
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		if t.Provider != "" && !storingOwn(c, t.Provider) {
			add(t.Provider, storingAt("technologies", i, "provider"), nameOf(&t.Name), false)
		}
	}
	return out
}

// findStoringThirdParty wants it said whether others get access to what is
// stored.
func findStoringThirdParty(c *Case) []Finding {
	out := storingFor(c)
	if c.Kind == notice.PrivacyKind {
		return out
	}
	if storingUnlisted(c) {
		return append(out, storingNobodyNamed(c)...)
	}
	if len(c.Privacy.Activities) == 0 {
		return out
	}
	for _, p := range storingParties(c) {
		f := Finding{At: p.At, Severity: diag.Warning, Args: map[string]any{"Name": p.Name, "Of": saidListed(p.Of)}}
		r := storingRecipient(c, p.Name)
		switch {
		case r == nil && p.Hidden:
			f.Message = "planet49-third-party-hidden"
		case r == nil:
		case storingReceives(c, r):
			continue
		default:
			f.Message = "planet49-third-party-other"
			f.Args["Recipient"] = r.Name
		}
		out = append(out, f)
	}
	return out
}

// storingForOthers is how a text says that something is done for others.
var storingForOthers = compiled(`for tredjepart|for andre|for third part|for others`)

// storingFor asks for whom readers are tracked, where a text says that it is
// for third parties.
func storingFor(c *Case) []Finding {
	for t := range c.Saying(storingForOthers) {
		plain := t.plain()
		if !strings.Contains(plain, "spor") && !strings.Contains(plain, "track") {
			continue
		}
		for _, s := range storingSentences(plain) {
			if storingHas(s, "sporer", "spore", "sporing", "we track", "tracking") && storingHas(s, "for tredjepart", "for andre", "for third part", "for others") && !storingHas(s, "ikke", "aldri", "not", "never") {
				return []Finding{{At: t.At, Message: "planet49-third-party-for", Severity: diag.Warning}}
			}
		}
	}
	return nil
}

// storingNobodyNamed finds that a declaration without a list names nobody
// else either, and otherwise asks about those it does name.
func storingNobodyNamed(c *Case) []Finding {
	var out []Finding
	parties := storingParties(c)
	for _, p := range parties {
		if len(c.Privacy.Activities) > 0 && storingRecipient(c, p.Name) == nil {
			out = append(out, Finding{At: p.At, Severity: diag.Warning, Args: map[string]any{"Name": p.Name, "Of": saidListed(p.Of)}})
		}
	}
	if len(parties) > 0 || !storingUsed(c) {
		return out
	}
	for i := range c.Privacy.Recipients {
		if storingActivityOf(c, &c.Privacy.Recipients[i]) {
			return nil
		}
	}
	if storingElsewhere(c) {
		return nil // ekom-3-15-info-data asks for that list
	}
	return []Finding{{At: "list.published", Message: "planet49-third-party-list"}}
}

// storingRecipient finds a recipient of the privacy notice by a name or a
// product; nil where there is none.
func storingRecipient(c *Case, name string) *notice.Recipient {
	who := storingWhois(name)
	if who.bare == "" {
		return nil
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if who.is(c, r.Name.In(notice.Norwegian)) || slices.ContainsFunc(r.Products, func(p string) bool { return who.is(c, p) }) {
			return r
		}
	}
	return nil
}

// storingReceives tells whether a recipient gets data in general, or in an
// activity that stores something on the reader's equipment.
func storingReceives(c *Case, r *notice.Recipient) bool {
	for i := range r.Uses {
		if r.Uses[i].Activity == "" {
			return true
		}
	}
	return storingActivityOf(c, r)
}

// storingActivityOf tells whether a recipient belongs to an activity that
// stores something.
func storingActivityOf(c *Case, r *notice.Recipient) bool {
	return slices.ContainsFunc(r.Uses, func(u notice.Use) bool {
		i := slices.IndexFunc(c.Privacy.Activities, func(a notice.Activity) bool { return notice.Ref(a.ID) == u.Activity })
		return i >= 0 && storingStores(&c.Privacy.Activities[i])
	})
}

// storingDeclared tells whether there is a declaration to hold a privacy
// notice against.
func storingDeclared(c *Case) bool { return len(c.Cookies.Sections) > 0 }

// storingPartAt gives the place of something of a part.
func storingPartAt(p PartAt, list string, i int, key string) string {
	return fmt.Sprintf("%s.%s", p.At, storingAt(list, i, key))
}
