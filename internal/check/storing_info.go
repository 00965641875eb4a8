package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// storingUnlisted tells whether the declaration lists no cookies.
func storingUnlisted(c *Case) bool { return storingDeclared(c) && len(c.Cookies.Cookies) == 0 }

// storingUsed tells whether the notices show that something is stored or read:
// means and purposes of the declaration, or activities of the privacy notice.
func storingUsed(c *Case) bool {
	k := c.Cookies
	if len(k.Cookies) > 0 || len(k.Technologies) > 0 || len(k.Uses) > 0 || len(k.Choices) > 0 || len(k.Bases) > 0 || k.List.Count > 0 {
		return true
	}
	return slices.ContainsFunc(c.Privacy.Activities, func(a notice.Activity) bool { return storingStores(&a) })
}

// storingElsewhere tells whether the declaration sends the reader to another
// list, which may hold what is missing here.
func storingElsewhere(c *Case) bool {
	return storingHas(storingPlain(c.Cookies.List.Text), "viser vi til", "vi viser til", "henviser", "se vår", "se listen", "finner du i", "we refer", "see our", "refer to")
}

// storingStated tells whether it is said which data somebody's means are
// about: by another means of the same provider, or as what a recipient of the
// privacy notice receives.
func storingStated(c *Case, provider string) bool {
	if provider == "" {
		return false
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		if len(t.Data) > 0 && (storingAlike(c, provider, t.Provider) || storingAlike(c, provider, t.Name.Proper)) {
			return true
		}
	}
	r := storingRecipient(c, provider)
	return r != nil && slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return len(u.Data) > 0 })
}

// findStoringData wants it said which information is processed, and first of
// all which cookies there are.
func findStoringData(c *Case) []Finding {
	if !storingDeclared(c) {
		return nil
	}
	out := storingNoList(c)
	var vague []notice.Text
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		if (k.Purpose.IsZero() || storingEmpty(k.Purpose)) && !storingStated(c, k.Provider) {
			vague = append(vague, storingProper(k.Name))
		}
	}
	if len(vague) > 0 {
		out = append(out, Finding{At: "list", Args: map[string]any{"Names": saidListed(vague)}})
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		if len(t.Data) == 0 && !storingVague(t) && !storingStated(c, t.Provider) {
			out = append(out, Finding{At: storingAt("technologies", i, ""), Message: "ekom-3-15-info-data-technology", Args: map[string]any{"Name": t.Name}})
		}
	}
	return out
}

// storingNoList finds that there is no list where something is stored.
func storingNoList(c *Case) []Finding {
	list := &c.Cookies.List
	if !storingUnlisted(c) || list.Published == "yes" && !storingUsed(c) {
		return nil
	}
	f := Finding{At: "list.published", Message: "ekom-3-15-info-data-list"}
	told, more := storingTold(c)
	f.Args = map[string]any{"Told": saidListed(told)}
	switch {
	case storingElsewhere(c):
		f.Message, f.Severity = "ekom-3-15-info-data-elsewhere", diag.Warning
	case !storingUsed(c), list.Published == "not-stated":
		f.Message, f.Severity = "ekom-3-15-info-data-unsure", diag.Warning
	case len(told) > 0 && more:
		f.Message = "ekom-3-15-info-data-beyond"
	case len(told) > 0:
		f.Message, f.Severity = "ekom-3-15-info-data-besides", diag.Warning
	}
	return []Finding{f}
}

// storingTold lists the tools of which it is told what they read, what for and
// who is behind them, and whether the declaration speaks of anything more.
func storingTold(c *Case) (told []notice.Text, more bool) {
	more = len(c.Cookies.Uses) > 0
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		if len(t.Data) > 0 && !t.Purpose.IsZero() && t.Provider != "" && t.Name.Proper != "" {
			told = append(told, nameOf(&t.Name))
		} else {
			more = true
		}
	}
	return told, more
}

// findStoringPurpose wants a purpose for each item that says what is done.
func findStoringPurpose(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		args := map[string]any{"Name": k.Name}
		switch {
		case k.Purpose.IsZero() && storingCategoryTold(c, k.Category):
			out = append(out, Finding{At: storingAt("cookies", i, ""), Message: "ekom-3-15-info-purpose-category", Severity: diag.Warning, Args: args})
		case k.Purpose.IsZero():
			out = append(out, Finding{At: storingAt("cookies", i, ""), Args: args})
		}
		if known := storingKnown(c, k.Name); known != nil && storingOtherPurpose(k.Category, known.Category) {
			out = append(out, Finding{At: storingAt("cookies", i, "category"), Message: "ekom-3-15-info-purpose-known", Severity: diag.Note, Args: map[string]any{
				"Name": k.Name, "Stated": string(k.Category), "Known": string(known.Category), "Provider": known.Provider,
			}})
		}
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		if t.Purpose.IsZero() && !storingVague(t) && !storingHas(storingPlain(t.Text), "for å", "til å", "brukes til", "slik at", "in order to", "used for", "used to", "so that") {
			out = append(out, Finding{At: storingAt("technologies", i, ""), Message: "ekom-3-15-info-purpose-technology", Args: map[string]any{"Name": t.Name}})
		}
	}
	return append(append(out, storingPurposes(c)...), storingExplained(c)...)
}

// storingAlikes is how many cookies with one purpose are too many for it to say
// what each of them does.
const storingAlikes = 3

// storingPurposes finds purposes that say no more than a category, and those
// that stand on many cookies, each purpose once.
func storingPurposes(c *Case) []Finding {
	var order []notice.Text
	of := map[notice.Text][]int{}
	for i := range c.Cookies.Cookies {
		if p := c.Cookies.Cookies[i].Purpose; !p.IsZero() {
			if of[p] == nil {
				order = append(order, p)
			}
			of[p] = append(of[p], i)
		}
	}
	var out []Finding
	for _, p := range order {
		first := &c.Cookies.Cookies[of[p][0]]
		f := Finding{At: storingAt("cookies", of[p][0], "purpose"), Args: map[string]any{"Purpose": storingQuote(p), "Category": string(first.Category)}}
		var names []notice.Text
		for _, i := range of[p] {
			if k := &c.Cookies.Cookies[i]; k.Category != "necessary" {
				names = append(names, storingProper(k.Name))
			}
		}
		switch {
		case len(names) == 0:
			continue
		case storingEmpty(p):
			f.Message, f.Severity = "ekom-3-15-info-purpose-vague", diag.Warning
		case len(names) >= storingAlikes:
			f.Message, f.Severity = "ekom-3-15-info-purpose-same", diag.Note
		default:
			continue
		}
		f.Args["Names"], f.Args["Several"] = saidQuoted(names), len(names) > 1
		out = append(out, f)
	}
	return out
}

// storingExplained finds an explanation of the word that has cookies make the
// service work, where what is listed is for something else.
func storingExplained(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Definitions {
		d := &c.Cookies.Definitions[i]
		if !storingHas(storingPlain(d.Term), "informasjonskaps", "cookie") {
			continue
		}
		for _, s := range storingSentences(storingPlain(d.Text)) {
			if !storingHas(s, "for at", "for å", "slik at", "so that", "to make") || !storingHas(s, "fungere", "fungerer", "virke", "virker", "work") ||
				storingHas(s, "noen", "enkelte", "kan ", "some", "can ", "may ", "annet", "other") {
				continue
			}
			var names []notice.Text
			analytics, marketing := false, false
			for _, x := range storingItems(c) {
				if x.category == "analytics" || x.category == "marketing" {
					names = append(names, x.label)
					analytics, marketing = analytics || x.category == "analytics", marketing || x.category == "marketing"
				}
			}
			if len(names) > 0 {
				args := map[string]any{"Names": saidListed(names), "Several": len(names) > 1, "Analytics": analytics, "Marketing": marketing}
				out = append(out, Finding{At: storingAt("definitions", i, "text"), Message: "ekom-3-15-info-purpose-explained", Severity: diag.Warning, Args: args})
			}
			break
		}
	}
	return out
}

// storingCategoryTold tells whether the declaration says what a category is
// used for.
func storingCategoryTold(c *Case, category notice.CookieCategory) bool {
	return slices.ContainsFunc(c.Cookies.Uses, func(u notice.CookieUse) bool { return u.Category == category })
}

// storingOtherPurpose tells whether a stated category is another purpose than
// the usual one. What is called necessary has a rule of its own, and
// functional and experience are two words for one thing.
func storingOtherPurpose(stated, known notice.CookieCategory) bool {
	same := func(k notice.CookieCategory) notice.CookieCategory {
		switch k {
		case "experience":
			return "functional"
		case "necessary", "not-stated":
			return ""
		}
		return k
	}
	a, b := same(stated), same(known)
	return a != "" && b != "" && a != b
}

// findStoringWho wants it said who processes what each item stores.
func findStoringWho(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		if k.Provider != "" {
			continue
		}
		known := storingKnown(c, k.Name)
		if known == nil {
			known = storingNear(c, k.Name)
		}
		args := map[string]any{"Name": k.Name, "Known": "", "Provider": ""}
		if known != nil {
			args["Known"], args["Provider"] = known.Name, known.Provider
		}
		out = append(out, Finding{At: storingAt("cookies", i, ""), Args: args})
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		if t.Provider != "" || storingVague(t) || storingLogs(t) {
			continue
		}
		f := Finding{At: storingAt("technologies", i, ""), Message: "ekom-3-15-info-who-technology", Severity: diag.Warning, Args: map[string]any{"Name": t.Name}}
		if t.Name.Proper == "" && storingHas(storingPlain(t.Text), "vi samler", "samler vi", "vi innhenter", "vi henter", "vi leser", "vi registrerer", "we collect", "we gather", "we read", "we record") {
			f.Message, f.Severity = "ekom-3-15-info-who-others", diag.Note
			if who := storingReceivers(c, t); len(who) > 0 {
				f.Message, f.Args["Recipients"] = "ekom-3-15-info-who-receivers", saidListed(who)
				f.Args["Several"] = len(who) > 1
			}
		}
		out = append(out, f)
	}
	return append(out, storingDomains(c)...)
}

// storingReceivers lists the recipients of the privacy notice that get
// identifiers of the equipment, where a means is about such.
func storingReceivers(c *Case, t *notice.Technology) []notice.Text {
	if !slices.ContainsFunc(t.Data, storingID) {
		return nil
	}
	var out []notice.Text
	for u := range c.Uses() {
		if name := nameOf(&u.Recipient.Name); slices.ContainsFunc(u.Use.Data, storingID) && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// storingID tells whether data are identifiers of the reader's equipment.
func storingID(d notice.Datum) bool {
	switch d.Is {
	case "device-id", "device-identifiers", "firebase-installation-id":
		return true
	}
	return storingHas(storingPlain(d.Text), "identifikator", "enhetsidentifikator", "enhets-id", "annonse-id", "idfa", "aaid", "gaid", "identifier", "device id")
}

// storingDomains asks who is behind the domains of others that stand alone. The
// recipients of the privacy notice tell it too, where they get what is stored.
func storingDomains(c *Case) []Finding {
	var names []notice.Text
	first := -1
	for i := range c.Cookies.Cookies {
		p := storingProper(strings.TrimSpace(c.Cookies.Cookies[i].Provider))
		if !storingDomain(p.NB) || slices.Contains(names, p) || storingOwn(c, p.NB) {
			continue
		}
		if r := storingRecipient(c, p.NB); r != nil && storingReceives(c, r) {
			continue
		}
		if first < 0 {
			first = i
		}
		names = append(names, p)
	}
	if first < 0 {
		return nil
	}
	return []Finding{{At: storingAt("cookies", first, "provider"), Message: "ekom-3-15-info-who-domain", Severity: diag.Warning, Args: map[string]any{"Names": saidListed(names), "Several": len(names) > 1}}}
}

// storingLogs tells whether a means is the logs of the company's own servers,
// which nobody else provides.
func storingLogs(t *notice.Technology) bool {
	return storingHas(storingPlain(t.Name.Text), "logger", "serverlogg", "sikkerhetslogg", "logs", "log files", "server logs")
}

// findStoringDuration wants a time for each item that is stored.
func findStoringDuration(c *Case) []Finding {
	if storingUnlisted(c) && storingUsed(c) {
		if storingElsewhere(c) {
			return nil // ekom-3-15-info-data asks for that list
		}
		told, more := storingTold(c)
		if more {
			told = nil // it is not about those alone
		}
		return []Finding{{At: "list.published", Message: "planet49-duration-list", Args: map[string]any{"Told": saidListed(told)}}}
	}
	var out []Finding
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		args := map[string]any{"Name": k.Name}
		stored := k.Kind != "pixel" && k.Kind != "server-log"
		switch {
		case !stored && k.Duration != "":
			out = append(out, Finding{At: storingAt("cookies", i, "duration"), Message: "planet49-duration-pixel", Severity: diag.Note, Args: args})
		case stored && k.Duration == "" && storingCookie(k):
			out = append(out, Finding{At: storingAt("cookies", i, ""), Args: args})
		case stored && k.Duration == "":
			out = append(out, Finding{At: storingAt("cookies", i, ""), Message: "planet49-duration-kept", Severity: diag.Warning, Args: args})
		}
	}
	return out
}
