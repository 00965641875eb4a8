package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// storingOf is the same case as the other notice's rules see it.
func storingOf(c *Case, kind notice.Kind) *Case {
	other := *c
	other.Kind = kind
	return &other
}

// storingTells tells whether the declaration says something: in a text that may
// hold one of some words, or as the name of a means or of who provides it.
func storingTells(c *Case, says func(string) bool, words ...string) bool {
	for t := range storingOf(c, notice.CookiesKind).With(words...) {
		if says(t.plain()) {
			return true
		}
	}
	for i := range c.Cookies.Technologies {
		if t := &c.Cookies.Technologies[i]; says(lower(t.Name.Proper + " " + t.Provider)) {
			return true
		}
	}
	return slices.ContainsFunc(c.Cookies.Cookies, func(k notice.Cookie) bool { return says(lower(k.Provider)) })
}

// storingPlace is what is said at a place of the notice, in lower case.
type storingPlace struct{ at, said string }

// storingPlaces gives the texts that may name a product or a technique, and
// the names and products of recipients, which are no texts. A product stands
// with the first word of the name too: Ads of Google is Google Ads.
func storingPlaces(c *Case) []storingPlace {
	var out []storingPlace
	for t := range c.Saying(storingNaming) {
		out = append(out, storingPlace{t.At, t.plain()})
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if r.Name.Proper == "" && len(r.Products) == 0 {
			continue
		}
		name := lower(r.Name.Proper)
		out = append(out, storingPlace{storingAt("recipients", i, "name"), name})
		first, _, _ := strings.Cut(name, " ")
		for j, p := range r.Products {
			p = lower(p)
			out = append(out, storingPlace{storingAt("recipients", i, storingAt("products", j, "")), p + "\n" + first + " " + p})
		}
	}
	return out
}

// storingMentioned finds products and techniques that the privacy notice names
// and the declaration does not. What a list that is not reproduced here may
// hold is one question.
func storingMentioned(c *Case) []Finding {
	places := storingPlaces(c)
	if len(places) == 0 {
		return nil
	}
	var tools []diag.Datum
	var out []Finding
	first := len(places)
	elsewhere := storingElsewhere(c)
	for _, tool := range storingTools() {
		named := func(s string) bool { return storingMentions(s, tool.name) }
		i := slices.IndexFunc(places, func(p storingPlace) bool { return named(p.said) })
		if i >= 0 && !storingListed(c, tool.cookies) && !storingTells(c, named, tool.name) {
			tools, first = append(tools, saidText(storingProper(tool.label))), min(first, i)
		}
	}
	for _, way := range storingTechniques() {
		named := func(s string) bool { return storingHas(s, way.stems...) }
		i := slices.IndexFunc(places, func(p storingPlace) bool { return named(p.said) })
		kind := func(k notice.Cookie) bool { return slices.Contains(way.kinds, k.Kind) }
		switch {
		case i < 0 || slices.ContainsFunc(c.Cookies.Cookies, kind) || storingTells(c, named, way.stems...):
		case elsewhere:
			tools, first = append(tools, way.label), min(first, i)
		default:
			out = append(out, Finding{At: places[i].at, Message: "ekom-non-cookie-technique", Args: map[string]any{"Name": way.label}})
		}
	}
	if len(tools) > 0 {
		f := Finding{At: places[first].at, Message: "ekom-non-cookie-tool", Severity: diag.Warning, Args: map[string]any{"Names": saidRow{things: tools}, "Several": len(tools) > 1}}
		if elsewhere {
			f.Message, f.Severity = "ekom-non-cookie-tool-elsewhere", diag.Note
		}
		out = append(out, f)
	}
	return out
}

// storingListed tells whether a cookie of the list begins with one of the
// names.
func storingListed(c *Case, prefixes []string) bool {
	return slices.ContainsFunc(c.Cookies.Cookies, func(k notice.Cookie) bool {
		name := lower(k.Name)
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) })
	})
}

// storingOpened is how a text says that something was opened.
var storingOpened = compiled(`åpner|åpnet|åpning|open`)

// storingLetters asks about newsletters that tell the sender they were opened,
// where the declaration says nothing of it.
func storingLetters(c *Case) []Finding {
	for t := range c.Saying(storingOpened) {
		for _, s := range storingSentences(t.plain()) {
			if !storingHas(s, "nyhetsbrev", "e-post", "newsletter") || !storingHas(s, "åpner", "åpnet", "åpning", "open") ||
				!storingHas(s, "varsel", "varsl", "registrer", "måle", "måling", "sporing", "spore", "notif", "track", "record") {
				continue
			}
			letters := func(s string) bool { return storingHas(s, "nyhetsbrev", "newsletter") }
			if storingTells(c, letters, "nyhetsbrev", "newsletter") {
				return nil
			}
			return []Finding{{At: t.At, Message: "ekom-non-cookie-letter", Severity: diag.Warning}}
		}
	}
	return nil
}

// storingShown asks how those who show advertisements learn what readers do,
// where the declaration names nothing of theirs.
func storingShown(c *Case) []Finding {
	var out []Finding
	var last *notice.Recipient
	for u := range c.Uses() {
		if u.Recipient.Name.Proper == "" || u.Recipient == last {
			continue
		}
		habits := slices.IndexFunc(u.Use.Data, storingHabit)
		if habits < 0 {
			continue
		}
		v := c.Vendor(u.Recipient.Name.Proper)
		if v == nil || !slices.Contains(v.Does, "social-media") && !slices.Contains(v.Does, "advertising") {
			continue
		}
		last = u.Recipient
		named := func(s string) bool {
			return slices.ContainsFunc(v.Names, func(n string) bool { return mentions(s, n) })
		}
		if !storingTells(c, named, v.Names...) {
			f := Finding{At: storingAt(u.At+".data", habits, ""), Message: "ekom-non-cookie-shown", Severity: diag.Warning}
			f.Args = map[string]any{"Name": u.Recipient.Name, "Data": storingData(c, u.Use.Data[habits:habits+1])}
			if storingElsewhere(c) {
				f.Severity = diag.Note
			}
			out = append(out, f)
		}
	}
	return out
}

// storingHabit tells whether data are about what readers do on a website or in
// an app.
func storingHabit(d notice.Datum) bool {
	return d.Is == "usage-pattern" || storingHas(storingPlain(d.Text), "bruksmønster", "nettatferd", "nettadferd", "klikk", "usage pattern", "click")
}

// storingChats asks whether a chat on the website stores anything, where the
// declaration names neither it nor anybody who provides such.
func storingChats(c *Case) []Finding {
	at := ""
	for p := range c.Parts() {
		if slices.Contains(p.Part.Channels, "chat") {
			at = p.At + ".channels"
			break
		}
	}
	if i := slices.IndexFunc(c.Brand.Contacts, func(k notice.Contact) bool { return k.Channel == "chat" }); at == "" && i >= 0 {
		at = storingAt("brand:contacts", i, "")
	}
	if at == "" {
		return nil
	}
	support := func(name string) bool {
		v := c.Vendor(storingBare(name))
		return v != nil && slices.Contains(v.Does, "support")
	}
	if slices.ContainsFunc(c.Cookies.Cookies, func(k notice.Cookie) bool { return support(k.Provider) }) ||
		slices.ContainsFunc(c.Cookies.Technologies, func(t notice.Technology) bool { return support(t.Provider) || support(t.Name.Proper) }) {
		return nil
	}
	if storingTells(c, func(s string) bool { return strings.Contains(s, "chat") }, "chat") {
		return nil
	}
	return []Finding{{At: at, Message: "ekom-non-cookie-chat", Severity: diag.Note}}
}
