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

// transferClaims holds what is said of transfers against what else the notice
// states.
func transferClaims(c *Case) []Finding {
	t := &c.Privacy.Transfers
	var out []Finding
	i := slices.IndexFunc(t.Statements, func(s notice.Transfer) bool { return s.Kind == "none" })
	if i < 0 {
		return out
	}
	s := &t.Statements[i]
	at := fmt.Sprintf("transfers.statements[%d]", i)
	said := consSay(s.Text)
	some := slices.IndexFunc(t.Statements, func(s notice.Transfer) bool { return s.Kind == "yes" || s.Kind == "can" })
	ground := some < 0 && len(t.Mechanisms) > 0
	found := len(out)
	for _, m := range importers(c) {
		if !transferCovers(s, m.recipient) {
			continue
		}
		f := m.finding("transfer-claim-consistency")
		f.Args["Said"], f.Args["Ground"] = said, ground
		if some >= 0 {
			// Another statement tells of transfers: who is meant by which is
			// for the company to say.
			f.Severity = diag.Warning
		}
		out = append(out, f)
	}
	var countries saidRow
	for _, k := range s.Countries {
		if outsideEEA(k) {
			countries.things = append(countries.things, transfersPlace(k))
		}
	}
	// One finding of what is stated against the sentence is enough: the rest
	// is mended with it.
	switch {
	case len(out) > found:
	case !countries.none():
		out = append(out, Finding{At: at, Message: "transfer-claim-consistency-country", Args: map[string]any{"Said": said, "Places": countries, "Ground": ground}})
	case ground:
		out = append(out, Finding{At: "transfers.mechanisms[0]", Message: "transfer-claim-consistency-mechanism", Severity: diag.Warning, Args: map[string]any{"Said": said}})
	}
	if some >= 0 {
		out = append(out, Finding{At: at, Message: "transfer-claim-consistency-statements", Severity: diag.Warning, Args: map[string]any{"Said": said, "Other": consSay(t.Statements[some].Text)}})
	}
	return append(out, transferClaimSeats(c, s, at, said)...)
}

// transferClaimSeats asks about those who belong to somebody outside the EEA.
func transferClaimSeats(c *Case, s *notice.Transfer, at string, said notice.Text) []Finding {
	ask := slices.DeleteFunc(abroads(c), func(a abroad) bool { return !transferCovers(s, a.recipient) })
	out := transfersQuestions(ask, "transfer-claim-consistency-seat", diag.Warning, map[string]any{"Said": said})
	if v := cookieVendorsAbroad(c); len(v.names) > 0 {
		f := v.finding("transfer-claim-consistency-cookies", diag.Warning)
		f.At, f.Args["Said"], f.Args["Processors"] = at, said, processorWords.MatchString(s.Text.NB)
		out = append(out, f)
	}
	return out
}

// cookieVendors are those who provide cookies or other technologies, and belong
// to somebody outside the EEA.
type cookieVendors struct {
	// said is what the declaration calls them, names who they are.
	said, names []string
	// tools are the technologies of theirs that have a name of their own, where
	// nothing else is theirs.
	tools []string
	// country is theirs, and "" where they have several.
	country notice.Country
}

// finding words them under the message of a rule.
func (v cookieVendors) finding(message string, severity diag.Severity) Finding {
	behind := slices.ContainsFunc(v.said, func(s string) bool { return strings.Contains(s, ".") })
	return Finding{Message: message, Severity: severity, Args: map[string]any{
		"From": saidProper(v.said), "Names": saidProper(v.names), "Behind": behind, "Many": len(v.names) > 1,
		"Tools": saidProper(v.tools), "Several": len(v.tools) > 1, "Place": transfersPlace(v.country),
	}}
}

// cookieVendorsAbroad lists them, beside the recipients themselves.
func cookieVendorsAbroad(c *Case) cookieVendors {
	var out cookieVendors
	if len(cookieProviders(c)) == 0 {
		return out
	}
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
	look := func(provider, tool string) {
		v := c.Vendor(provider)
		if v == nil || seen[vendorKey(v)] || !outsideEEA(v.Country) && !outsideEEA(v.Parent) {
			return
		}
		country := v.Parent
		if outsideEEA(v.Country) {
			country = v.Country
		}
		if len(out.names) == 0 {
			out.country = country
		} else if out.country != country {
			out.country = ""
		}
		if name := cmp.Or(transfersOrg(v), provider); !slices.Contains(out.names, name) {
			out.said, out.names = append(out.said, provider), append(out.names, name)
		}
		if !slices.Contains(out.tools, tool) {
			out.tools = append(out.tools, tool)
		}
	}
	for _, k := range c.Cookies.Cookies {
		look(k.Provider, "")
	}
	for _, t := range c.Cookies.Technologies {
		look(t.Provider, t.Name.Proper)
		look(t.Name.Proper, t.Name.Proper)
	}
	if slices.Contains(out.tools, "") {
		out.tools = nil
	}
	return out
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
			out = append(out, Finding{At: at, Message: "transfer-dpf-live-old", Args: map[string]any{"Day": saidDay(notice.Date(day))}})
		}
		if !fallback {
			out = append(out, Finding{At: at, Message: "transfer-dpf-live-fallback", Args: map[string]any{"Appeal": datedFact("framework-appeal", c.Date).holds(c.Date)}})
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
