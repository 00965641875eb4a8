package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transferFact asks whether data leaves the EEA (GDPR 13(1)(f)).
func transferFact(c *Case) []Finding {
	var out []Finding
	var none *notice.Transfer
	some, said := false, false
	for i := range c.Privacy.Transfers.Statements {
		s := &c.Privacy.Transfers.Statements[i]
		switch s.Kind {
		case "can":
			some = true
			out = append(out, Finding{At: fmt.Sprintf("transfers.statements[%d]", i), Message: "art13-1-f-transfer-fact-can", Severity: diag.Warning})
		case "yes":
			some, said = true, true
		case "none":
			if none == nil {
				none = s
			}
		}
	}
	if none != nil {
		// transferClaims holds the statement against those it is about.
		return append(out, transferUncovered(c, none)...)
	}
	known := abroads(c)
	if !some {
		out = append(out, transferUnsaid(c, len(known) > 0)...)
	}
	seats := transferSeats(c, known, some, said, !some && len(out) == 0)
	if slices.ContainsFunc(seats, func(f Finding) bool { return f.Message == "art13-1-f-transfer-fact-named-can" }) {
		out = slices.DeleteFunc(out, func(f Finding) bool { return f.Message == "art13-1-f-transfer-fact-can" }) // part of the other
	}
	return append(out, seats...)
}

// transferSeats asks about those who belong to somebody outside the EEA.
func transferSeats(c *Case, known []abroad, some, said, silent bool) []Finding {
	var out []Finding
	severity, message := diag.Warning, "art13-1-f-transfer-fact-named"
	if said {
		severity, message = diag.Note, "art13-1-f-transfer-fact-named-said" // only not for whom
	} else if some {
		message = "art13-1-f-transfer-fact-named-can"
	}
	var ask, companies []abroad
	for _, a := range known {
		switch {
		case said && transfersTold(c, a.recipient):
		case a.company:
			companies = append(companies, a)
		default:
			ask = append(ask, a)
		}
	}
	law := diag.Severity("")
	if said {
		law = diag.Warning
	}
	out = append(out, transfersQuestions(companies, message, law, nil)...)
	out = append(out, transfersQuestions(ask, "art13-1-f-transfer-fact-seat", severity, map[string]any{"Silent": silent && len(out) == 0})...)
	if v := cookieVendorsAbroad(c); len(v.names) > 0 {
		f := v.finding("art13-1-f-transfer-fact-cookies", diag.Note)
		if f.At = "recipients"; len(c.Privacy.Recipients) == 0 {
			f.At = "activities"
		}
		for i, s := range c.Privacy.Transfers.Statements {
			if f.At = fmt.Sprintf("transfers.statements[%d]", i); s.Kind == "yes" {
				break
			}
		}
		out = append(out, f)
	}
	return out
}

// transferUncovered asks about those whom a statement that nothing is
// transferred leaves out: it may be about processors alone.
func transferUncovered(c *Case, none *notice.Transfer) []Finding {
	var out []Finding
	for _, m := range importers(c) {
		if !transferCovers(none, m.recipient) {
			out = append(out, m.finding("art13-1-f-transfer-fact"))
		}
	}
	var ask []abroad
	for _, a := range abroads(c) {
		if !transferCovers(none, a.recipient) {
			ask = append(ask, a)
		}
	}
	return append(out, transfersQuestions(ask, "art13-1-f-transfer-fact-uncovered", diag.Warning, nil)...)
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
	at, said, named := -1, false, false
	for i, s := range t.Statements {
		if s.Kind != "yes" && s.Kind != "can" {
			continue
		}
		if at < 0 || s.Kind == "yes" && !said {
			at = i
		}
		said = said || s.Kind == "yes"
		named = named || len(s.Countries) > 0 || len(transfersWhere(s.Text).outside) > 0
	}
	if at < 0 {
		return nil // what transferFact asks for comes first
	}
	var out []Finding
	live := slices.ContainsFunc(t.Mechanisms, func(m notice.Mechanism) bool { return liveGround(c, m.Kind) })
	narrowed := slices.ContainsFunc(t.Mechanisms, func(m notice.Mechanism) bool { return m.Kind == "safeguards" })
	unnamed, intended := false, false
	for i := range t.Mechanisms {
		m := &t.Mechanisms[i]
		place := fmt.Sprintf("transfers.mechanisms[%d]", i)
		f, ok := mechanismFinding(c, m, live)
		switch {
		case !ok:
		case f.Message == "art13-1-f-mechanism-unnamed-chapter" && narrowed:
			ok = false // what stands beside it says which
		case strings.HasPrefix(f.Message, "art13-1-f-mechanism-unnamed"):
			ok = !unnamed // one answer names the ground, in however many sentences
			unnamed = true
		case f.Message == "art13-1-f-mechanism-adequacy":
			ok = named // where no country is named at all, another rule asks
		}
		if ok {
			f.At = place
			out = append(out, f)
		}
		if said && !intended && liveGround(c, m.Kind) && intendWords.MatchString(m.Text.NB) {
			intended = true
			out = append(out, Finding{At: place, Message: "art13-1-f-mechanism-intended", Severity: diag.Note})
		}
	}
	if !live && !slices.ContainsFunc(out, func(f Finding) bool { return f.Message == "art13-1-f-mechanism-measures" }) {
		out = append(out, Finding{At: fmt.Sprintf("transfers.statements[%d]", at)})
	}
	if n := unassigned(c); n > 1 {
		out = append(out, Finding{At: "transfers.mechanisms", Message: "art13-1-f-mechanism-which", Severity: diag.Warning, Args: map[string]any{"Number": saidCount(n)}})
	}
	return out
}

// intendWords tell what the company is going to do, and not what it does.
var intendWords = compiled(`(?i)(^|[^\p{L}])vi (vil|skal|kommer til å) (ta|sørge|se til|inngå|bruke|benytte|sikre|implementere)`)

// mechanismFinding is what is to be said of one ground; live tells whether the
// notice names any that holds.
func mechanismFinding(c *Case, m *notice.Mechanism, live bool) (Finding, bool) {
	w := mechanismPlaces(m)
	switch m.Kind {
	case "measures", "other":
		if !live {
			return Finding{Message: "art13-1-f-mechanism-measures"}, true
		}
		return Finding{Message: "art13-1-f-mechanism-unnamed-chapter", Severity: diag.Warning}, m.Kind == "other"
	case "safeguards":
		return Finding{Message: "art13-1-f-mechanism-unnamed", Severity: diag.Warning}, true
	case "adequacy":
		for _, k := range w.outside {
			if !transfersAdequate(c, k) && !mechanismSays(m, "data privacy framework", "dpf") {
				return Finding{Message: "art13-1-f-mechanism-not-adequate", Severity: diag.Warning, Args: map[string]any{"Place": transfersPlace(k)}}, true
			}
		}
		return Finding{Message: "art13-1-f-mechanism-adequacy", Severity: diag.Warning}, len(w.outside) == 0
	case "standard-clauses":
		// An old name or number of theirs is found as such.
		old := labelWords.MatchString(m.Text.NB) || labelWords.MatchString(m.Text.EN) ||
			slices.ContainsFunc(oldClauses(), func(s string) bool { return mechanismSays(m, s) })
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
// one of them says which country or recipient it is for. Words for whatever is
// a ground are none beside those that are named.
func unassigned(c *Case) int {
	n, loose := 0, 0
	named := slices.ContainsFunc(c.Privacy.Transfers.Mechanisms, func(m notice.Mechanism) bool { return liveGround(c, m.Kind) })
	for i := range c.Privacy.Transfers.Mechanisms {
		m := &c.Privacy.Transfers.Mechanisms[i]
		if m.Kind == "measures" || m.Kind == "other" && named {
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

var openWords = compiled(`(?i)(^|[^\p{L}])(andre land|andre steder|herunder|blant annet|for eksempel|inkludert|including|included|among other things|for example|such as|elsewhere|other countries)([^\p{L}]|$)`)

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
		} else if w := (notice.Text{NB: openWord(s.Text.NB), EN: openWord(s.Text.EN)}); w.NB != "" || s.Text.NB == "" && w.EN != "" {
			out = append(out, Finding{At: at, Message: "wp260-third-countries-named-more", Args: map[string]any{"Words": w}})
		}
	}
	return out
}

// openWord is the word by which a text leaves places open, or "".
func openWord(text string) string {
	if !openWords.MatchString(text) {
		return ""
	}
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
