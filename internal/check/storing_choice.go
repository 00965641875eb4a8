package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// storingAsks tells whether the declaration offers a choice that is asked
// for, and not only settings to look up.
func storingAsks(c *Case) bool { return slices.ContainsFunc(c.Cookies.Choices, storingIsTool) }

// storingIsTool tells whether a choice is one that the reader is asked.
func storingIsTool(k notice.Choice) bool {
	return k.Kind == "consent-tool" || (k.Kind == "app" || k.Kind == "message") && storingHas(storingPlain(k.Text), "samtykke", "consent")
}

// The words by which texts speak of the browser, and of what is functional.
var (
	storingBrowser  = compiled(`nettleser|browser`)
	storingFunction = compiled(`funksjonell|functional`)
)

// findStoringBrowser finds settings that are presented as the choice.
func findStoringBrowser(c *Case) []Finding {
	var out []Finding
	asks := storingAsks(c)
	if c.Kind == notice.CookiesKind {
		for i := range c.Cookies.Choices {
			k := &c.Cookies.Choices[i]
			switch {
			case k.Kind == "browser" && !asks:
				out = append(out, Finding{At: storingAt("choices", i, "")})
			case k.Kind == "browser" && storingHas(storingPlain(k.Text), "funksjonell", "nødvendig", "functional", "necessary"):
				out = append(out, Finding{At: storingAt("choices", i, "text"), Message: "ekom-3-15-browser-settings-kinds", Severity: diag.Note})
			case k.Kind == "device":
				out = append(out, storingDevice(i, k)...)
			}
		}
	}
	if asks || c.Kind == notice.PrivacyKind && !storingDeclared(c) {
		return out
	}
	for t := range c.Saying(storingBrowser) {
		if strings.HasPrefix(t.At, "choices") {
			continue
		}
		for _, s := range storingSentences(t.plain()) {
			if storingHas(s, "informasjonskaps", "cookie") && storingHas(s, "nettleser", "browser") && storingHas(s, "innstilling", "deaktiver", "blokker", "nekt", "avvis", "settings", "block", "refuse", "disable") {
				out = append(out, Finding{At: t.At})
				break
			}
		}
	}
	return out
}

// storingDevice asks about tracking that is opted out of in the settings of the
// device, also where the text says that the user is asked first.
func storingDevice(i int, k *notice.Choice) []Finding {
	s := storingPlain(k.Text)
	if !storingHas(s, "velge den bort", "velge bort", "velge det bort", "slå av", "skru av", "reserver", "opt out", "turn off") {
		return nil
	}
	f := Finding{At: storingAt("choices", i, ""), Message: "ekom-3-15-browser-settings-device", Severity: diag.Warning}
	if storingHas(s, "be om å få", "spør vi", "vi spør", "be deg om", "ber deg om", "ber om å få", "ask to ", "ask you", "asked first") {
		f.Message = "ekom-3-15-browser-settings-both"
	}
	return []Finding{f}
}

// findStoringNecessary wants a service that the reader asked for behind all
// that is called necessary.
func findStoringNecessary(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		if k.Category != "necessary" {
			continue
		}
		known := storingKnown(c, k.Name)
		category := storingSays(k.Purpose)
		switch {
		case known != nil && (known.Category == "analytics" || known.Category == "marketing"):
			out = append(out, Finding{At: storingAt("cookies", i, "category"), Message: "ekom-strictly-necessary-known", Args: map[string]any{"Name": k.Name, "Known": string(known.Category), "Provider": known.Provider}})
		case category != "":
			out = append(out, Finding{At: storingAt("cookies", i, "category"), Args: map[string]any{"Name": k.Name, "Purpose": string(category)}})
		case storingEmpty(k.Purpose):
			out = append(out, Finding{At: storingAt("cookies", i, "purpose"), Message: "ekom-strictly-necessary-reason", Severity: diag.Warning, Args: map[string]any{"Name": k.Name}})
		}
	}
	out = append(out, storingNecessaryUses(c)...)
	out = append(out, storingNecessaryTools(c)...)
	return append(out, storingFunctional(c)...)
}

// storingNecessaryUses looks at what categories are said to be for.
func storingNecessaryUses(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Uses {
		u := &c.Cookies.Uses[i]
		choice := storingPlain(u.Choice)
		switch {
		case u.Category == "necessary" && storingEmpty(u.Text):
			out = append(out, Finding{At: storingAt("uses", i, "text"), Message: "ekom-strictly-necessary-use", Severity: diag.Warning, Args: map[string]any{"Text": storingQuote(u.Text)}})
		case u.Category == "necessary" && storingSays(u.Text) != "":
			out = append(out, Finding{At: storingAt("uses", i, "text"), Message: "ekom-strictly-necessary-use-other", Args: map[string]any{"Purpose": string(storingSays(u.Text))}})
		case u.Category != "necessary" && u.Category != "not-stated" && storingHas(choice, "ikke velge", "ikke velges", "kan ikke", "cannot", "not be"):
			out = append(out, Finding{At: storingAt("uses", i, "choice"), Message: "ekom-strictly-necessary-choice", Args: map[string]any{"Category": string(u.Category)}})
		}
	}
	return out
}

// storingNecessaryTools asks about means that are said to be needed, and that
// are for analytics or marketing.
func storingNecessaryTools(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		for _, f := range []struct {
			key  string
			text notice.Text
		}{{"purpose", t.Purpose}, {"text", t.Text}} {
			for _, s := range storingSentences(storingPlain(f.text)) {
				if category := storingSays(notice.Text{NB: s}); category != "" && storingHas(s, "nødvendig", "må til", "necessary", "is needed") {
					out = append(out, Finding{At: storingAt("technologies", i, f.key), Message: "ekom-strictly-necessary-technology", Severity: diag.Warning, Args: map[string]any{"Name": t.Name, "Purpose": string(category)}})
					break
				}
			}
		}
	}
	return out
}

// storingFunctional finds texts that treat what is functional as if it needed
// no consent.
func storingFunctional(c *Case) []Finding {
	var out []Finding
	for t := range c.Saying(storingFunction) {
		for _, s := range storingSentences(t.plain()) {
			beyond := storingHas(s, "ikke-funksjonell", "ikke er funksjonell", "ikke funksjonell", "non-functional", "not functional")
			without := storingHas(s, "funksjonell", "functional") && storingHas(s, "uten samtykke", "krever ikke samtykke", "trenger ikke samtykke", "uten at du samtykker", "without consent", "do not require consent")
			if beyond || without {
				out = append(out, Finding{At: t.At, Message: "ekom-strictly-necessary-functional", Severity: diag.Warning})
				break
			}
		}
	}
	return out
}

// findStoringWithdraw wants it said how a consent is taken back, as easily as
// it was given.
func findStoringWithdraw(c *Case) []Finding {
	asked := slices.ContainsFunc(c.Cookies.Bases, storingConsent) || storingAsks(c) ||
		slices.ContainsFunc(c.Cookies.Claims, func(k notice.Claim) bool { return k.Kind == "always-consent" })
	if !asked {
		return nil
	}
	kinds := map[notice.ChoiceKind]bool{}
	var out []Finding
	for i := range c.Cookies.Choices {
		k := &c.Cookies.Choices[i]
		kinds[k.Kind] = true
		s := storingPlain(k.Text) + "\n" + storingPlain(k.Consequence)
		change := storingHas(s, "endre", "ombestem", "trekk", "når som helst", "når du vil", "av og på", "av eller på", "change", "withdraw", "any time")
		page := storingHas(s, "hver side", "alle sider", "alle sidene", "nederst", "bunn", "på siden", "lenke", "ikon", "knapp", "meny", "page", "footer", "link", "button", "icon")
		switch {
		case k.Kind != "consent-tool", page:
			// Whoever says where the settings are found says that they can be
			// found again.
		case change:
			out = append(out, Finding{At: storingAt("choices", i, "text"), Message: "ekom-withdraw-page", Severity: diag.Note})
		default:
			out = append(out, Finding{At: storingAt("choices", i, "text"), Message: "ekom-withdraw-change", Severity: diag.Warning})
		}
	}
	switch {
	case len(c.Cookies.Choices) == 0:
		return append(out, Finding{At: "choices", Message: "ekom-withdraw-choices"})
	case !kinds["consent-tool"] && !kinds["app"] && !kinds["device"] && !kinds["message"] && !kinds["contact"]:
		return append(out, Finding{At: "choices"})
	case !kinds["consent-tool"] && !kinds["app"] && !kinds["device"] && !kinds["message"]:
		i := slices.IndexFunc(c.Cookies.Choices, func(k notice.Choice) bool { return k.Kind == "contact" })
		return append(out, Finding{At: storingAt("choices", i, ""), Message: "ekom-withdraw-contact", Severity: diag.Warning})
	case !kinds["consent-tool"] && !kinds["message"]:
		return append(out, storingSites(c)...)
	}
	return out
}

// storingSites finds websites in the scope where the choices are those of an
// app.
func storingSites(c *Case) []Finding {
	var out []Finding
	for i, ref := range c.Cookies.Scope {
		for _, s := range c.Brand.Sites {
			if notice.Ref(s.ID) == ref && s.Kind != "app" {
				out = append(out, Finding{At: storingAt("scope", i, ""), Message: "ekom-withdraw-site", Severity: diag.Warning, Args: map[string]any{"Name": s.Name}})
			}
		}
	}
	return out
}
