package check

import (
	"fmt"
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsAccounting tells whether an entry is about keeping accounts: because
// it says so, or because its part rests on the act.
func rightsAccounting(c *Case, r *notice.Retention, p *notice.Part) bool {
	if rightsAct(c, r.Statutes, rightsBookkeeping) {
		return true
	}
	if p != nil && slices.ContainsFunc(p.Bases, func(b notice.Basis) bool { return rightsAct(c, b.Statutes, rightsBookkeeping) }) {
		return true
	}
	said := rightsJoin(r.When, r.Criterion, r.For, r.Text, r.From) + "\n" + rightsData(r.Data)
	return rightsHas(said, "regnskap", "bokfør", "bilag", "føre regnskap")
}

// rightsAccounts wants the period of bokføringsloven § 13 and its start: five
// years, or three years and six months, after the end of the financial year.
// Where accounts are named again without a period, it is one question.
func rightsAccounts(c *Case) []Finding {
	var out []Finding
	missing, stated, sold := "", false, ""
	rightsPeriods(c, func(at string, r *notice.Retention, of PartAt) {
		p := of.Part
		if !rightsAccounting(c, r, p) {
			if sold == "" && rightsEndsWithSale(c, r, p) {
				sold = at
			}
			return
		}
		months, whole := rightsMonths(r.Period)
		loose := r.Qualifier == "about" || r.Qualifier == "normally"
		args := map[string]any{"Loose": loose}
		stated = stated || r.Period != ""
		switch {
		case r.Period == "":
			if missing == "" {
				missing = at
			}
		case loose || !whole || months != 60 && months != 42:
			out = append(out, Finding{At: at, Severity: diag.Note, Args: args})
		case !rightsHas(rightsJoin(r.From, r.Criterion, r.Text), "regnskapsår", "slutten av regnskapsåret"):
			out = append(out, rightsLower(at, "bokf-13-period-start", diag.Note, args))
		}
	})
	switch {
	case stated:
	case missing != "":
		out = append(out, rightsLower(missing, "bokf-13-period-missing", diag.Note, nil))
	case sold != "":
		out = append(out, rightsLower(sold, "bokf-13-period-sold", diag.Warning, nil))
	}
	return out
}

// rightsEndsWithSale tells whether an entry lets all that a contract of sale
// was made on go when the contract has been fulfilled.
func rightsEndsWithSale(c *Case, r *notice.Retention, p *notice.Part) bool {
	said := rightsJoin(r.When, r.Criterion, r.Text)
	if !rightsAllData(r) || !rightsHas(said, "avtale", "kontrakt", "kjøp") || !rightsHas(said, "oppfylt", "avsluttet", "opphør", "tar slutt", "over", "ferdig") || r.Then == "" || r.Period != "" {
		return false
	}
	for q := range c.Parts() {
		if p != nil && q.Part != p || !rightsRests(q.Part.Bases, "contract") {
			continue
		}
		if rightsHas(rightsJoin(q.Activity.Title, q.Activity.Purpose, q.Part.Title, q.Part.Purpose, q.Part.Text, q.Part.DataNote), "kjøp", "salg", "selge", "betal", "faktura", "regning") {
			return true
		}
	}
	return false
}

// rightsShareholders holds what is said of shareholders against the rules on
// the register of shareholders.
func rightsShareholders(c *Case) []Finding {
	var out []Finding
	for p := range c.Parts() {
		if !rightsRegister(c, p) {
			continue
		}
		if missing := rightsRegisterData(p.Part.Data); missing != "" {
			out = append(out, rightsLower(p.At+".data", "asl-4-5-4-7-data", diag.Warning, map[string]any{"Missing": missing}))
		}
		said := rightsJoin(p.Activity.Text, p.Part.Text, p.Part.DataNote, p.Activity.Purpose, p.Part.Purpose)
		for u := range c.Uses() {
			if u.Use.Activity == notice.Ref(p.Activity.ID) {
				said += "\n" + u.Recipient.Name.In(notice.Norwegian) + "\n" + rightsJoin(u.Use.Purpose, u.Use.Condition, u.Recipient.Text)
			}
		}
		if !rightsHas(said, "enhver", "hvem som helst", "åpen for alle", "alle som", "alle kan", "alle har", "offentlig") {
			out = append(out, rightsLower(p.At, "asl-4-5-4-7-open", diag.Warning, nil))
		}
		for i := range p.Part.Retention {
			if rightsEndsWithShares(&p.Part.Retention[i]) {
				out = append(out, Finding{At: fmt.Sprintf("%s.retention[%d]", p.At, i)})
			}
		}
	}
	return out
}

// rightsRegister tells whether a part is about the register of shareholders.
func rightsRegister(c *Case, p PartAt) bool {
	if slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return rightsAct(c, b.Statutes, rightsCompanies) }) {
		return true
	}
	said := rightsJoin(p.Activity.Title, p.Part.Title, p.Activity.Purpose, p.Part.Purpose, p.Part.Who) + "\n" + rightsData(p.Part.Data)
	return rightsHas(said, "aksjeeierbok", "aksjeeieroversikt", "aksjonær", "aksjeeier")
}

// rightsRegisterData gives what of § 4-5 the data lacks: home (the residential
// address), digital (the digital one), both, or "" where it lacks nothing.
func rightsRegisterData(data []notice.Datum) string {
	if len(data) == 0 {
		return ""
	}
	var home, digital bool
	for _, d := range data {
		said := string(d.Is) + "\n" + d.NB
		digital = digital || rightsHas(said, "e-post", "email", "epost", "digital")
		home = home || rightsHas(said, "adresse", "address", "postal-address", "postadresse", "bosted", "bostedsadresse", "hjemmeadresse")
	}
	switch {
	case !home && !digital:
		return "both"
	case !home:
		return "home"
	case !digital:
		return "digital"
	}
	return ""
}

// rightsEndsWithShares tells whether an entry lets the data go before ten years
// have passed since the shares were sold. Entries about those who may come to
// own shares are about something else.
func rightsEndsWithShares(r *notice.Retention) bool {
	said := rightsJoin(r.When, r.Criterion, r.From, r.Text)
	if rightsHas(said, "potensiell", "mulig", "ikke vil investere", "ti år", "10 år", "minst ti", "4-7") {
		return false
	}
	if months, ok := rightsMonths(r.Period); r.Period != "" {
		return ok && months < 120
	}
	return rightsHas(said, "aksjeeier", "aksjonær", "eier aksje", "har aksje", "eierskap")
}
