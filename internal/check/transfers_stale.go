package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transfersStale lists the rules about schemes, names and products that are
// no more.
func transfersStale() []Rule {
	return []Rule{
		{
			ID: "stale-privacy-shield", Severity: diag.Error, Article: "GDPR 44, 46",
			Source: "C-311/18 (Schrems II), 16 July 2020, read at ganado.com",
			Find:   stalePrivacyShield,
		},
		{
			ID: "stale-old-scc", Severity: diag.Error, Article: "GDPR 46(2)(c)",
			Source: "Decision (EU) 2021/914 article 4, read at lexblog.com 2021/09/29 and mccannfitzgerald.com",
			Find:   staleClauses,
		},
		{
			ID: "term-eu-vs-eea", Severity: diag.Note, Article: "GDPR 44",
			Source: "the EEA Agreement, by which the GDPR is in force in the EEA; law in Norway by personopplysningsloven § 1",
			Find:   termEEA,
		},
		{
			ID: "stale-facts", Severity: diag.Note,
			Source: "data/vendors.toml, where each fact has its source and the day it was checked",
			Find:   staleFacts,
		},
	}
}

// historyWords mark a sentence that tells of what was.
var historyWords = compiled(`(?i)ugyldig|opphev|opphørt|falt bort|ikke lenger|tidligere|schrems|erstatt|underkjen|bruker ikke|bygger ikke|invalid|no longer|former|previous|replaced|do not rely`)

// transfersStated finds the sentences of a text that a pattern matches and that do not
// tell of the past; English counts where there is no Norwegian match. A text
// that holds none of the hints is not looked at: most do not.
// The words are those of each language.
func transfersStated(t notice.Text, pattern *pattern, hints ...string) (notice.Text, bool) {
	for _, l := range notice.Langs() {
		if !transfersHinted(t.In(l), hints...) {
			continue
		}
		found := false
		for _, s := range transfersSentences(t.In(l)) {
			m := pattern.FindString(s)
			if m != "" && !historyWords.MatchString(s) {
				return notice.Text{NB: pattern.FindString(t.NB), EN: pattern.FindString(t.EN)}, true
			}
			found = found || m != ""
		}
		if found {
			return notice.Text{}, false // the Norwegian tells of the past, so the English does
		}
	}
	return notice.Text{}, false
}

// mechanismPath gives the entry of a ground that a place lies in, or "".
func mechanismPath(at string) string {
	if !strings.HasPrefix(at, "transfers.mechanisms[") {
		return ""
	}
	entry, _, _ := strings.Cut(at, "].")
	return entry + "]"
}

// safeguardTold tells whether a place is the safeguard of a recipient whom a
// statement on transfers is about: the ground is found with the transfer.
func safeguardTold(c *Case, at string) bool {
	if c.Kind != notice.PrivacyKind || !strings.HasSuffix(at, "].safeguard") {
		return false
	}
	for i := range c.Privacy.Recipients {
		if r := &c.Privacy.Recipients[i]; at == fmt.Sprintf("recipients[%d].safeguard", i) {
			return slices.ContainsFunc(c.Privacy.Transfers.Statements, func(s notice.Transfer) bool {
				return strings.Contains(s.Text.NB, "(#recipient-"+string(r.ID)+")") || mentions(s.Text.NB, transfersBare(r.Name.Proper))
			})
		}
	}
	return false
}

var shieldWords = compiled(`(?i)privacy[ -]shield`)

// stalePrivacyShield finds where the notice still relies on it.
func stalePrivacyShield(c *Case) []Finding {
	if !datedFact("privacy-shield", c.Date).over(c.Date) {
		return nil
	}
	var out []Finding
	typed := false
	for i, m := range c.Privacy.Transfers.Mechanisms {
		if m.Kind == "privacy-shield" && c.Kind == notice.PrivacyKind {
			typed = true
			if !historyWords.MatchString(m.Text.NB) {
				out = append(out, Finding{At: fmt.Sprintf("transfers.mechanisms[%d]", i)})
			}
		}
	}
	for t := range c.With("shield") {
		if typed && (mechanismPath(t.At) != "" || safeguardTold(c, t.At)) {
			continue // the ground itself is found, and others refer to it
		}
		if _, ok := transfersStated(t.Text, shieldWords, "hield"); ok {
			out = append(out, Finding{At: t.At, Message: "stale-privacy-shield-text"})
		}
	}
	return out
}

// oldClauses lists the decisions on standard clauses that were repealed.
func oldClauses() []string {
	return []string{"2001/497", "2004/915", "2010/87"}
}

var (
	oldClauseWords = compiled(`2001/497|2004/915|2010/87`)
	labelWords     = compiled(`(?i)(eu )?model(l)?[ -]?(clauses|contracts|klausuler|klausulene|kontrakter)|eus modellklausuler`)
)

// staleClauses finds standard clauses that were repealed, and their old label.
func staleClauses(c *Case) []Finding {
	if !datedFact("old-standard-clauses", c.Date).over(c.Date) {
		return nil
	}
	var out []Finding
	seen := map[string]bool{}
	typed := func(at string) bool {
		return safeguardTold(c, at) && slices.ContainsFunc(c.Privacy.Transfers.Mechanisms, func(m notice.Mechanism) bool {
			return labelWords.MatchString(m.Text.NB) || oldClauseWords.MatchString(m.Text.NB)
		})
	}
	for t := range c.With("/497", "/915", "/87", "model") {
		at := t.At
		if entry := mechanismPath(at); entry != "" {
			at = entry
		}
		if seen[at] || typed(at) {
			continue
		}
		if m, ok := transfersStated(t.Text, oldClauseWords, "/497", "/915", "/87"); ok {
			out = append(out, Finding{At: at, Args: map[string]any{"Words": m}})
			seen[at] = true
		} else if m, ok := transfersStated(t.Text, labelWords, "odel"); ok {
			out = append(out, Finding{At: at, Message: "stale-old-scc-label", Severity: diag.Warning, Args: map[string]any{"Words": m}})
			seen[at] = true
		}
	}
	return out
}

var (
	unionWords = compiled(`(?i:(utenfor|ut av|innenfor|outside|within) (the )?)EU\b`)
	eeaBeside  = compiled(`(?i)^(\s*(/|,|\(|-|og|eller|and|or)\s*(the\s+)?)(eøs|eea)`)
	// Both words for what one of them holds.
	unionTwice = compiled(`(?i:(?:utenfor|ut av|outside) (?:the )?)(EU (?:og|eller|and|or) (?:the )?(?:EØS|EEA)|(?:EØS|EEA) (?:og|eller|and|or) (?:the )?EU)\b|(?i:samarbeidsområdet|economic area) [(«“"]+(EU/(?:EØS|EEA))`)
)

// termEEA finds "outside the EU" where the line goes round the EEA, and both
// words where one is enough. Each is one finding, at the first place: it is one
// word to look for.
func termEEA(c *Case) []Finding {
	var alone, twice *Finding
	more := 0
	for t := range c.With(" EU", "(EU/", "«EU/", "“EU/") {
		if w := (notice.Text{NB: unionAlone(t.Text.NB), EN: unionAlone(t.Text.EN)}); w.NB != "" || w.EN != "" {
			if more++; alone == nil {
				alone = &Finding{At: t.At, Args: map[string]any{"Words": w}}
			}
		} else if w := (notice.Text{NB: unionBoth(t.Text.NB), EN: unionBoth(t.Text.EN)}); twice == nil && w.NB != "" {
			twice = &Finding{At: t.At, Message: "term-eu-vs-eea-both", Args: map[string]any{"Words": w}}
		}
	}
	var out []Finding
	if alone != nil {
		alone.Args["More"], alone.Args["Others"] = more-1, saidCount(more-1)
		out = append(out, *alone)
	}
	if twice != nil {
		out = append(out, *twice)
	}
	return out
}

// unionBoth finds the words that say it twice; "" where there are none.
func unionBoth(text string) string {
	m := unionTwice.FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}

// unionAlone finds the words where the EEA does not stand beside the EU; ""
// where there are none.
func unionAlone(text string) string {
	if !transfersHinted(text, " EU") {
		return ""
	}
	for _, at := range unionWords.FindAllStringIndex(text, -1) {
		rest := text[at[1]:]
		// "EU-landene" and "EUs" are other words.
		if !eeaBeside.MatchString(rest) && !strings.HasPrefix(rest, "-") {
			return text[at[0]:at[1]]
		}
	}
	return ""
}
