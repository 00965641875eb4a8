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

// storingAlike tells whether two names are those of the same organisation.
func storingAlike(c *Case, a, b string) bool {
	x, y := storingBare(a), storingBare(b)
	if x == "" || y == "" {
		return false
	}
	if mentions(x, y) || mentions(y, x) {
		return true
	}
	if v := c.Vendor(x); v != nil && v == c.Vendor(y) {
		return true
	}
	// A known provider can have its other name in brackets.
	if i := strings.IndexByte(y, '('); i > 0 {
		return mentions(x, strings.TrimSpace(y[:i])) || mentions(x, strings.Trim(y[i:], "()"))
	}
	return false
}

// storingOwn tells whether a provider is the company itself.
func storingOwn(c *Case, provider string) bool {
	lower := lower(provider)
	us := func(w string) bool { return slices.Contains([]string{"vi", "oss", "we", "us"}, w) }
	if storingHas(lower, "førstepart", "first-party", "first party", "egen", "eget", "own", "selskapet") || slices.ContainsFunc(storingSplit(lower), us) {
		return true
	}
	names := []string{c.Brand.Name, c.Brand.Entity.Name}
	for _, t := range c.Brand.TradeNames {
		names = append(names, t.Name)
	}
	for _, s := range c.Brand.Sites {
		names = append(names, s.Name.Proper)
		names = append(names, storingHost(s))
	}
	return slices.ContainsFunc(names, func(n string) bool { return n != "" && mentions(provider, n) })
}

// storingHost is the host of a site, or "".
func storingHost(s notice.Site) string {
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
			if p.Hidden == hidden && storingAlike(c, p.Name, name) {
				p.Of = append(p.Of, of)
				return
			}
		}
		out = append(out, &storingParty{Name: name, At: at, Of: []notice.Text{of}, Hidden: hidden})
	}
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		known := storingKnown(c, k.Name)
		switch {
		case k.Provider == "":
		case known != nil && !storingOwn(c, k.Provider) && storingAlike(c, k.Provider, known.Provider):
			add(known.Provider, storingAt("cookies", i, "provider"), storingProper(k.Name), false)
		case !storingOwn(c, k.Provider):
			add(k.Provider, storingAt("cookies", i, "provider"), storingProper(k.Name), false)
		case known != nil && (known.Category == "analytics" || known.Category == "marketing"):
			add(known.Provider, storingAt("cookies", i, "provider"), storingProper(k.Name), true)
		}
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		if t.Provider != "" && !storingOwn(c, t.Provider) {
			add(t.Provider, storingAt("technologies", i, "provider"), storingNamed(t.Name), false)
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
		f := Finding{At: p.At, Severity: diag.Warning, Args: map[string]any{"Name": p.Name, "Of": storingList(p.Of)}}
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

// storingFor asks for whom readers are tracked, where a text says that it is
// for third parties.
func storingFor(c *Case) []Finding {
	for t := range c.With("spor", "track") {
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
			out = append(out, Finding{At: p.At, Severity: diag.Warning, Args: map[string]any{"Name": p.Name, "Of": storingList(p.Of)}})
		}
	}
	if len(parties) > 0 || !storingUsed(c) {
		return out
	}
	for i := range c.Privacy.Recipients {
		if storingReceives(c, &c.Privacy.Recipients[i]) && storingActivityOf(c, &c.Privacy.Recipients[i]) {
			return nil
		}
	}
	return []Finding{{At: "list.published", Message: "planet49-third-party-list", Severity: storingLower(storingElsewhere(c), diag.Error)}}
}

// storingRecipient finds a recipient of the privacy notice by a name or a
// product; nil where there is none.
func storingRecipient(c *Case, name string) *notice.Recipient {
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		for _, n := range append([]string{r.Name.In(notice.Norwegian)}, r.Products...) {
			if n != "" && storingAlike(c, name, n) {
				return r
			}
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
	for i := range r.Uses {
		for j := range c.Privacy.Activities {
			a := &c.Privacy.Activities[j]
			if notice.Ref(a.ID) != r.Uses[i].Activity {
				continue
			}
			if storingActivity(a) || slices.ContainsFunc(a.Parts, func(p notice.Part) bool { return storingPart(&p) }) {
				return true
			}
		}
	}
	return false
}

// storingActivity tells whether all of an activity is about cookies and the
// like. Its text may only send the reader on, so it does not count.
func storingActivity(a *notice.Activity) bool {
	return storingMeans(storingPlain(a.Title)) || storingMeans(storingPlain(a.Purpose))
}

// storingPart tells whether a part of an activity is about cookies and the
// like.
func storingPart(p *notice.Part) bool {
	for _, t := range []notice.Text{p.Title, p.Purpose, p.Text, p.DataNote} {
		if storingMeans(storingPlain(t)) {
			return true
		}
	}
	return slices.ContainsFunc(p.Data, func(d notice.Datum) bool { return storingMeans(storingPlain(d.Text)) })
}

// storingMeans tells whether a text names a means of storing or reading.
func storingMeans(s string) bool {
	if storingHas(s, storingCookieStems()...) || storingHas(s, "sdk", "piksel", "sporingspiksel") {
		return true
	}
	return slices.ContainsFunc(storingTools(), func(t storingTool) bool { return t.analytics && storingMentions(s, t.name) })
}

// storingMentions is mentions for texts that are in lower case, of which few
// hold the name.
func storingMentions(s, name string) bool { return strings.Contains(s, name) && mentions(s, name) }

// storingDeclared tells whether there is a declaration to hold a privacy
// notice against.
func storingDeclared(c *Case) bool { return len(c.Cookies.Sections) > 0 }

// storingPartAt gives the place of something of a part.
func storingPartAt(p PartAt, list string, i int, key string) string {
	return fmt.Sprintf("%s.%s", p.At, storingAt(list, i, key))
}
