package check

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transferClaims holds "no transfer" against what else the notice states.
func transferClaims(c *Case) []Finding {
	t := &c.Privacy.Transfers
	i := slices.IndexFunc(t.Statements, func(s notice.Transfer) bool { return s.Kind == "none" })
	if i < 0 {
		return nil
	}
	at := fmt.Sprintf("transfers.statements[%d]", i)
	_, some := transferKinds(c)
	out := transferCountered(t, i)
	for _, m := range importers(c) {
		f := m.finding("transfer-claim-consistency")
		if some {
			// Another statement tells of transfers: who is meant by which is
			// for the company to say.
			f.Severity = diag.Warning
		}
		out = append(out, f)
	}
	for _, a := range abroads(c) {
		out = append(out, Finding{
			At: a.at, Message: "transfer-claim-consistency-seat", Severity: diag.Warning,
			Args: map[string]any{"Name": a.name, "Country": a.country, "Owned": a.owned},
		})
	}
	if names := cookieVendorsAbroad(c); len(names) > 0 {
		out = append(out, Finding{
			At: at, Message: "transfer-claim-consistency-cookies", Severity: diag.Warning,
			Args: map[string]any{"Names": strings.Join(names, ", ")},
		})
	}
	return out
}

// transferCountered finds what other statements on transfers say against
// statement i, that there are none.
func transferCountered(t *notice.Transfers, i int) []Finding {
	var out []Finding
	at := fmt.Sprintf("transfers.statements[%d]", i)
	for _, k := range t.Statements[i].Countries {
		if outsideEEA(k) {
			out = append(out, Finding{At: at, Message: "transfer-claim-consistency-country", Args: map[string]any{"Country": string(k)}})
		}
	}
	some := slices.ContainsFunc(t.Statements, func(s notice.Transfer) bool { return s.Kind == "yes" || s.Kind == "can" })
	if some {
		out = append(out, Finding{At: at, Message: "transfer-claim-consistency-statements", Severity: diag.Warning})
	} else if len(t.Mechanisms) > 0 {
		out = append(out, Finding{At: "transfers.mechanisms[0]", Message: "transfer-claim-consistency-mechanism", Severity: diag.Warning})
	}
	return out
}

// cookieVendorsAbroad lists those who provide cookies or other technologies,
// and sit or are owned outside the EEA, beside the recipients themselves.
func cookieVendorsAbroad(c *Case) []string {
	var out []string
	seen := map[string]bool{}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		for _, v := range transfersVendors(c, r) {
			seen[vendorKey(v)] = true
		}
		if v := c.Vendor(r.Name.Proper); v != nil {
			seen[vendorKey(v)] = true
		}
	}
	for _, p := range cookieProviders(c) {
		v := c.Vendor(p)
		if v == nil || seen[vendorKey(v)] || !outsideEEA(v.Country) && !outsideEEA(v.Parent) {
			continue
		}
		seen[vendorKey(v)] = true
		out = append(out, cmp.Or(v.Legal, p))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// cookieProviders lists the providers that the cookie declaration names, and
// the technologies that are called by a name.
func cookieProviders(c *Case) []string {
	var out []string
	for _, k := range c.Cookies.Cookies {
		out = append(out, k.Provider)
	}
	for _, t := range c.Cookies.Technologies {
		out = append(out, t.Provider, t.Name.Proper)
	}
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// transferFramework asks when somebody last looked a recipient up in the list
// of the Data Privacy Framework, and what is there should it fall.
func transferFramework(c *Case) []Finding {
	var out []Finding
	t := &c.Privacy.Transfers
	fallback := slices.ContainsFunc(t.Mechanisms, func(m notice.Mechanism) bool { return m.Kind == "standard-clauses" || m.Kind == "binding-rules" })
	for i, m := range t.Mechanisms {
		if m.Kind != "privacy-framework" {
			continue
		}
		at := fmt.Sprintf("transfers.mechanisms[%d]", i)
		switch day := latestDay(m.Text.NB, c.Date); {
		case day == "":
			out = append(out, Finding{At: at})
		case day < yearBefore(c.Date):
			out = append(out, Finding{At: at, Message: "transfer-dpf-live-old", Args: map[string]any{"Day": day}})
		}
		if !fallback {
			out = append(out, Finding{At: at, Message: "transfer-dpf-live-fallback", Args: map[string]any{"Fallback": false}})
		}
	}
	return out
}

var (
	isoDay  = compiled(`\b(\d{4})-(\d{2})-(\d{2})\b`)
	wordDay = compiled(`(?i)(?:(\d{1,2})\. )?(januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember) (\d{4})\b`)
)

// latestDay finds the newest day up to one that a text writes, as a date; a
// month counts from its first day.
func latestDay(text string, until notice.Date) string {
	days := isoDay.FindAllString(text, -1)
	months := []string{"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"}
	for _, m := range wordDay.FindAllStringSubmatch(text, -1) {
		day, err := strconv.Atoi(m[1])
		if err != nil {
			day = 1
		}
		days = append(days, fmt.Sprintf("%s-%02d-%02d", m[3], slices.Index(months, lower(m[2]))+1, day))
	}
	newest := ""
	for _, d := range days {
		if d <= string(until) {
			newest = max(newest, d)
		}
	}
	return newest
}

// yearBefore is the day a year before one, or "" where it is not well formed.
func yearBefore(d notice.Date) string {
	t, err := d.Time()
	if err != nil {
		return ""
	}
	return string(notice.DateOf(t.AddDate(-1, 0, 0)))
}
