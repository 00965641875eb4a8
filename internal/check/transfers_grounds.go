package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transferKinds tells which statements about transfers a notice makes.
func transferKinds(c *Case) (none, some bool) {
	for _, s := range c.Privacy.Transfers.Statements {
		none = none || s.Kind == "none"
		some = some || s.Kind == "yes" || s.Kind == "can"
	}
	return none, some
}

// transferFact asks whether data leaves the EEA (GDPR 13(1)(f)).
func transferFact(c *Case) []Finding {
	none, some := transferKinds(c)
	var out []Finding
	for i, s := range c.Privacy.Transfers.Statements {
		if s.Kind == "can" {
			out = append(out, Finding{At: fmt.Sprintf("transfers.statements[%d]", i), Message: "art13-1-f-transfer-fact-can", Severity: diag.Warning})
		}
	}
	if none {
		return out // transferClaims holds the statement against the rest
	}
	known := abroads(c)
	if !some {
		out = append(out, transferUnsaid(c, len(known) > 0)...)
	}
	severity, at := diag.Warning, "recipients"
	for i, s := range c.Privacy.Transfers.Statements {
		if at = fmt.Sprintf("transfers.statements[%d]", i); s.Kind == "yes" {
			severity = diag.Note // that data leaves is said; only not for whom
			break
		}
	}
	silent := !some && len(out) == 0
	for _, a := range known {
		out = append(out, Finding{
			At: a.at, Message: "art13-1-f-transfer-fact-seat", Severity: severity,
			Args: map[string]any{"Name": a.name, "Country": a.country, "Owned": a.owned, "Silent": silent},
		})
	}
	if names := cookieVendorsAbroad(c); len(names) > 0 {
		if len(c.Privacy.Recipients) == 0 && at == "recipients" {
			at = "activities"
		}
		out = append(out, Finding{At: at, Message: "art13-1-f-transfer-fact-cookies", Severity: severity, Args: map[string]any{"Names": strings.Join(names, ", ")}})
	}
	return out
}

// transferUnsaid is what a notice finds that says nothing about transfers.
// Where somebody is asked about, that the rest is not said is part of the
// question.
func transferUnsaid(c *Case, asked bool) []Finding {
	var out []Finding
	for _, m := range importers(c) {
		out = append(out, m.finding("art13-1-f-transfer-fact"))
	}
	if len(out) == 0 && !asked && slices.ContainsFunc(c.Privacy.Recipients, func(r notice.Recipient) bool { return !transfersOnly(&r, "authority", "acquirer") }) {
		out = append(out, Finding{At: "recipients", Message: "art13-1-f-transfer-fact-silent", Severity: diag.Note})
	}
	return out
}

// transfersOnly tells whether a recipient has no other roles than these.
func transfersOnly(r *notice.Recipient, roles ...notice.Role) bool {
	return !slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return !slices.Contains(roles, u.Role) })
}

// liveGround tells whether a kind of mechanism is a ground of GDPR chapter V
// on the day the notice is judged by.
func liveGround(c *Case, k notice.MechanismKind) bool {
	switch k {
	case "privacy-shield":
		return datedFact("privacy-shield", c.Date).holds(c.Date)
	case "privacy-framework":
		return datedFact("privacy-framework", c.Date).holds(c.Date)
	case "adequacy", "safeguards", "standard-clauses", "binding-rules", "derogation":
		return true
	}
	return false
}

// transferMechanism asks for the ground that transfers rest on.
func transferMechanism(c *Case) []Finding {
	t := &c.Privacy.Transfers
	at := -1
	for i, s := range t.Statements {
		if s.Kind == "yes" || at < 0 && s.Kind == "can" {
			at = i
			break
		}
	}
	if at < 0 {
		return nil // what transferFact asks for comes first
	}
	var out []Finding
	live := slices.ContainsFunc(t.Mechanisms, func(m notice.Mechanism) bool { return liveGround(c, m.Kind) })
	for i := range t.Mechanisms {
		if f, ok := mechanismFinding(c, &t.Mechanisms[i], live); ok {
			f.At = fmt.Sprintf("transfers.mechanisms[%d]", i)
			out = append(out, f)
		}
	}
	if !live && !slices.ContainsFunc(out, func(f Finding) bool { return f.Message == "art13-1-f-mechanism-measures" }) {
		out = append(out, Finding{At: fmt.Sprintf("transfers.statements[%d]", at)})
	}
	if n := unassigned(c); n > 1 {
		out = append(out, Finding{At: "transfers.mechanisms", Message: "art13-1-f-mechanism-which", Severity: diag.Warning, Args: map[string]any{"Number": n}})
	}
	return out
}

// mechanismFinding is what is to be said of one ground; live tells whether the
// notice names any that holds.
func mechanismFinding(c *Case, m *notice.Mechanism, live bool) (Finding, bool) {
	w := mechanismPlaces(m)
	switch m.Kind {
	case "measures", "other":
		if !live {
			return Finding{Message: "art13-1-f-mechanism-measures"}, true
		}
		return Finding{Message: "art13-1-f-mechanism-unnamed", Severity: diag.Warning}, m.Kind == "other"
	case "safeguards":
		return Finding{Message: "art13-1-f-mechanism-unnamed", Severity: diag.Warning}, true
	case "adequacy":
		for _, k := range w.outside {
			if !transfersAdequate(c, k) && !mechanismSays(m, "data privacy framework", "dpf") {
				return Finding{Message: "art13-1-f-mechanism-not-adequate", Severity: diag.Warning, Args: map[string]any{"Country": string(k)}}, true
			}
		}
		return Finding{Message: "art13-1-f-mechanism-adequacy", Severity: diag.Warning}, len(w.outside) == 0
	case "standard-clauses":
		old := slices.ContainsFunc(oldClauses(), func(s string) bool { return mechanismSays(m, s) })
		return Finding{Message: "art13-1-f-mechanism-decision", Severity: diag.Note}, !old && !mechanismSays(m, "2021/914")
	}
	return Finding{}, false
}

// transfersAdequate tells whether there is an adequacy decision on a country.
func transfersAdequate(c *Case, k notice.Country) bool {
	return datedFact("adequacy-"+string(k), c.Date).holds(c.Date)
}

// mechanismPlaces reads the countries that a ground is stated for.
func mechanismPlaces(m *notice.Mechanism) whereabouts {
	w := transfersWhere(m.Text)
	w.outside = append(w.outside, transfersWhere(m.Condition).outside...)
	return w
}

// mechanismSays tells whether a ground's words hold one of some texts.
func mechanismSays(m *notice.Mechanism, any ...string) bool {
	text := lower(m.Text.NB + "\n" + m.Text.EN + "\n" + m.Condition.NB)
	return slices.ContainsFunc(any, func(s string) bool { return strings.Contains(text, s) })
}

// unassigned counts the grounds where several are listed, and no more than
// one of them says which country or recipient it is for.
func unassigned(c *Case) int {
	n, loose := 0, 0
	for i := range c.Privacy.Transfers.Mechanisms {
		m := &c.Privacy.Transfers.Mechanisms[i]
		if m.Kind == "measures" {
			continue
		}
		n++
		if len(mechanismPlaces(m).outside) == 0 && !namesRecipient(c, m.Text) && !namesRecipient(c, m.Condition) {
			loose++
		}
	}
	if loose < 2 {
		return 0
	}
	return n
}

// namesRecipient tells whether a text links to a recipient or names one.
func namesRecipient(c *Case, t notice.Text) bool {
	if strings.Contains(t.NB, "#recipient-") {
		return true
	}
	return slices.ContainsFunc(c.Privacy.Recipients, func(r notice.Recipient) bool {
		return transfersNames(t.NB, r.Name.Proper)
	})
}

var (
	copyWords = compiled(`(?i)(^|[^\p{L}])(kopi|kopier|kopien|avskrift|copy|copies)([^\p{L}]|$)`)
	hereWords = compiled(`(?i)\b(ligger|finner du|publisert|tilgjengelig)[^.]*(avtale|klausul|garanti|regler for virksomheten|virksomhetsregler)|(avtale|klausul|garanti|virksomhetsregler)\p{L}*[^.]*\b(ligger|publisert|tilgjengelig)`)
)

// transferCopy asks how the reader gets a copy of the safeguards.
func transferCopy(c *Case) []Finding {
	t := &c.Privacy.Transfers
	i := slices.IndexFunc(t.Mechanisms, func(m notice.Mechanism) bool {
		return m.Kind == "safeguards" || m.Kind == "standard-clauses" || m.Kind == "binding-rules"
	})
	if i < 0 {
		return nil
	}
	says := func(x notice.Text) bool { return copyWords.MatchString(x.NB) || hereWords.MatchString(x.NB) }
	for _, m := range t.Mechanisms {
		if says(m.Text) || says(m.Condition) {
			return nil
		}
	}
	switch {
	case says(t.Ask) || slices.ContainsFunc(t.Statements, func(s notice.Transfer) bool { return says(s.Text) }):
		return nil
	case t.Ask.IsZero():
		f := Finding{At: fmt.Sprintf("transfers.mechanisms[%d]", i)}
		if !slices.ContainsFunc(t.Statements, func(s notice.Transfer) bool { return s.Kind == "yes" }) {
			f.Severity = diag.Warning // nothing need be transferred at all
		}
		return []Finding{f}
	}
	return []Finding{{At: "transfers.ask", Message: "art13-1-f-copy-other", Severity: diag.Warning}}
}

var openWords = compiled(`(?i)(^|[^\p{L}])(andre land|andre steder|herunder|blant annet|for eksempel|inkludert|including|among other things|for example|such as|elsewhere|other countries)([^\p{L}]|$)`)

// transferCountries wants each third country by name.
func transferCountries(c *Case) []Finding {
	var out []Finding
	for i, s := range c.Privacy.Transfers.Statements {
		if s.Kind != "yes" && s.Kind != "can" {
			continue
		}
		at := fmt.Sprintf("transfers.statements[%d]", i)
		if len(s.Countries) == 0 && len(transfersWhere(s.Text).outside) == 0 {
			out = append(out, Finding{At: at})
		} else if w := (consWords{"nb": openWord(s.Text.NB), "en": openWord(s.Text.EN)}); w["nb"] != "" || s.Text.NB == "" && w["en"] != "" {
			out = append(out, Finding{At: at, Message: "wp260-third-countries-named-more", Args: map[string]any{"Words": w}})
		}
	}
	return out
}

// openWord is the word by which a text leaves places open, or "".
func openWord(text string) string {
	if m := openWords.FindStringSubmatch(openSentences(text)); m != nil {
		return m[2]
	}
	return ""
}

// openSentences keeps the sentences of a text that speak of places.
func openSentences(text string) string {
	var out []string
	for _, s := range transfersSentences(text) {
		if transfersWhere(notice.Text{NB: s}).known() {
			out = append(out, s)
		}
	}
	return strings.Join(out, "\n")
}
