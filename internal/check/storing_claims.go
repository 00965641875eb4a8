package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// findCookieAnonymous holds claims that nobody is identified against means
// that tell one browser from all others. What the declaration claims too is
// found there, once.
func findCookieAnonymous(c *Case) []Finding {
	means := storingIdentifiers(c)
	if len(means) == 0 {
		return nil
	}
	if c.Kind == notice.CookiesKind {
		var purposes []notice.Text
		for i := range c.Cookies.Technologies {
			purposes = append(purposes, c.Cookies.Technologies[i].Purpose)
		}
		return append(storingAnonymous("claims", c.Cookies.Claims, nil, means, purposes...), storingUnlinked(c)...)
	}
	var out []Finding
	about := storingAbout(c)
	for p := range c.Parts() {
		if len(p.Part.Claims) > 0 && about.part(p.At) {
			out = append(out, storingAnonymous(p.At+".claims", p.Part.Claims, c.Cookies.Claims, means, p.Part.Purpose, p.Activity.Purpose)...)
		}
	}
	return out
}

// storingAnonymous looks at one list of claims. Beside the claim that nobody is
// identified, another that data are partly anonymised is the same matter, and
// so is a purpose that takes knowing the reader again.
func storingAnonymous(at string, claims, there []notice.Claim, means []notice.Text, purposes ...notice.Text) []Finding {
	var out []Finding
	for i := range claims {
		k := &claims[i]
		if slices.ContainsFunc(there, func(x notice.Claim) bool { return x.Kind == k.Kind }) {
			continue
		}
		f := Finding{At: storingAt(at, i, ""), Args: map[string]any{"Claim": storingQuote(k.Text), "Means": saidListed(means), "Tailored": storingQuote(consTailored(purposes))}}
		said := storingPlain(k.Text)
		switch {
		case storingOfNobody(*k):
			// The notice says itself that the data are linked to somebody.
			if j := slices.IndexFunc(claims, storingOfSome); j >= 0 {
				f.Message, f.Args["Partly"] = "cookie-claim-anonymous-both", storingQuote(claims[j].Text)
			}
		case k.Kind == "not-identifiable":
			f.Message, f.Severity = "cookie-claim-anonymous-statistics", diag.Warning
		case k.Kind != "partly-anonymised" || slices.ContainsFunc(claims, storingOfNobody):
			continue
		case storingHas(said, "ip-adress", "ip address"):
			f.Message, f.Severity = "cookie-claim-anonymous-address", diag.Note
		default:
			f.Message, f.Severity = "cookie-claim-anonymous-partly", diag.Warning
		}
		out = append(out, f)
	}
	return out
}

// storingOfNobody tells whether a claim is that nobody is identified by the
// data, and not only by the statistics made from them.
func storingOfNobody(k notice.Claim) bool {
	return k.Kind == "not-identifiable" && !storingHas(storingPlain(k.Text), "statisti")
}

// storingOfSome tells whether a claim is that data are partly anonymised, which
// says that they are not anonymous. The IP address alone is a matter of its own.
func storingOfSome(k notice.Claim) bool {
	return k.Kind == "partly-anonymised" && storingHas(storingPlain(k.Text), "delvis", "noe ", "partly", "partially", "to some extent")
}

// storingUnlinked asks about advertisements that are said to be linked to
// nobody once the reader has said no: a network can read an ID all the same.
func storingUnlinked(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Choices {
		k := &c.Cookies.Choices[i]
		said := storingPlain(k.Consequence)
		if storingHas(said, "annons", "reklame", "advert") && storingHas(said, "ikke knyttet", "ikke lenger knyttet", "ikke være knyttet", "ikke koblet", "not linked", "not be linked") {
			out = append(out, Finding{At: storingAt("choices", i, "consequence"), Message: "cookie-claim-anonymous-ads", Severity: diag.Warning})
		}
	}
	return out
}

// storingNoID tells whether a cookie is known to hold no ID of the browser, but
// where the reader came from, what the site itself notes of the visit, or that
// something has been done.
func storingNoID(name string) bool {
	name = lower(name)
	return slices.ContainsFunc([]string{
		"__utmb", "__utmc", "__utmt", "__utmv", "__utmx", "__utmz", "_gac_", "_gaexp", "_pk_ref", "_sctr", "_tt_enable_cookie",
		"analyticssynchistory", "lidc", "test_cookie", "usermatchhistory",
	}, func(p string) bool { return strings.HasPrefix(name, p) })
}

// storingIdentifiers lists the cookies and other means of the declaration that
// hold an identifier, as is known of them or as the declaration says.
func storingIdentifiers(c *Case) []notice.Text {
	var out []notice.Text
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		known := storingKnown(c, k.Name)
		lasting := storingSeconds(k.Duration) >= storingDay && !storingNoID(k.Name)
		if k.Kind == "identifier" || known != nil && lasting && (known.Category == "analytics" || known.Category == "marketing") {
			out = append(out, storingProper(k.Name))
		}
	}
	for i := range c.Cookies.Technologies {
		t := &c.Cookies.Technologies[i]
		tool := slices.ContainsFunc(storingTools(), func(x storingTool) bool { return x.analytics && mentions(lower(t.Name.Proper), x.name) })
		ids := slices.ContainsFunc(t.Data, func(d notice.Datum) bool {
			return d.Is == "device-id" || d.Is == "device-identifiers" || storingHas(storingPlain(d.Text), "identifikator", "enhets-id", "idfa", "aaid")
		})
		if tool || ids {
			out = append(out, nameOf(&t.Name))
		}
	}
	return out
}
