package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// findStoringInterest wants no interest stated as the basis of storing what is
// not strictly necessary.
func findStoringInterest(c *Case) []Finding {
	if c.Kind == notice.PrivacyKind {
		return storingInterestPrivacy(c)
	}
	if len(c.Cookies.Cookies) > 0 && len(storingItems(c)) == 0 && len(storingUses(c)) == 0 {
		return nil // all that is listed is necessary
	}
	var out []Finding
	all := ""
	for i, b := range c.Cookies.Bases {
		if storingInterest(b) && !storingOnlyNecessary(storingPlain(b.For)) {
			args := map[string]any{"Basis": storingBasis(b), "For": storingQuote(b.For), "Names": notice.Text{}}
			if b.For.IsZero() {
				args["Names"], _ = storingLabels(storingItems(c))
				all = storingBasis(b)
			}
			out = append(out, Finding{At: storingAt("bases", i, ""), Args: args})
		}
	}
	if all == "" {
		return out
	}
	// What has no name may read the equipment too, and rests on the same.
	for i := range c.Cookies.Technologies {
		if t := &c.Cookies.Technologies[i]; storingVague(t) && len(t.Data) > 0 && !storingLogs(t) {
			args := map[string]any{"Name": t.Name, "Data": storingData(c, t.Data), "Several": len(t.Data) > 1, "Basis": all}
			out = append(out, Finding{At: storingAt("technologies", i, ""), Message: "ekom-3-15-no-legitimate-interest-tools", Severity: diag.Warning, Args: args})
		}
	}
	return out
}

// storingSaidThere tells whether the declaration rests the same on an interest
// too: there, that is found already.
func storingSaidThere(c *Case, p PartAt) bool {
	said := storingPlain(p.Part.Title) + "\n" + storingPlain(p.Part.Purpose) + "\n" + storingPlain(p.Part.Text) + "\n" + storingPlain(p.Activity.Title)
	return slices.ContainsFunc(c.Cookies.Bases, func(b notice.Basis) bool {
		if !storingInterest(b) || storingOnlyNecessary(storingPlain(b.For)) {
			return false
		}
		about := storingPlain(b.For)
		named := func(x storingTool) bool { return storingMentions(about, x.name) && storingMentions(said, x.name) }
		return about == "" || slices.ContainsFunc(storingTools(), named)
	})
}

// storingInterestPrivacy finds the same where the privacy notice tells what
// cookies and identifiers are used for.
func storingInterestPrivacy(c *Case) []Finding {
	var out []Finding
	about := storingAbout(c)
	for p := range c.Parts() {
		if slices.ContainsFunc(p.Part.Bases, storingConsent) || !slices.ContainsFunc(p.Part.Bases, storingInterest) {
			continue
		}
		means := about.part(p.At)
		read := storingRead(p, about.activities[notice.Ref(p.Activity.ID)])
		for i, b := range p.Part.Bases {
			if !storingInterest(b) || storingOnlyNecessary(storingPlain(b.For)) {
				continue
			}
			at := storingPartAt(p, "bases", i, "")
			switch {
			case means && storingSaidThere(c, p):
			case means:
				out = append(out, Finding{At: at, Args: map[string]any{"Basis": storingBasis(b), "For": storingQuote(b.For), "Names": notice.Text{}}})
			case len(read) > 0:
				out = append(out, Finding{At: at, Message: "ekom-3-15-no-legitimate-interest-read", Severity: diag.Warning, Args: map[string]any{"Data": storingData(c, read)}})
			}
		}
	}
	return out
}

// storingRead lists the data of a part that come from the reader's equipment:
// identifiers of the device anywhere, and how and where it is used, where the
// activity uses cookies or an SDK.
func storingRead(p PartAt, beside bool) []notice.Datum {
	var out []notice.Datum
	for _, d := range p.Part.Data {
		read := false
		switch d.Is {
		case "device-id", "device-identifiers", "firebase-installation-id":
			read = true
		case "usage-pattern", "geographic-location", "location":
			read = beside
		}
		if read || storingHas(storingPlain(d.Text), "enhetsidentifikator", "enhets-id", "device id", "device identifier", "idfa", "aaid", "gaid") {
			out = append(out, d)
		}
	}
	return out
}

// storingData gives what data are called, for a message.
func storingData(c *Case, data []notice.Datum) saidRow {
	var out []notice.Text
	for _, d := range data {
		t := d.Text
		if k := c.Datum(d); k != nil {
			t = k.Name
		}
		out = append(out, t)
	}
	return saidListed(out)
}
