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
func transfersStated(t notice.Text, pattern *pattern, hints ...string) (consWords, bool) {
	for _, l := range notice.Langs() {
		if !transfersHinted(t.In(l), hints...) {
			continue
		}
		found := false
		for _, s := range transfersSentences(t.In(l)) {
			m := pattern.FindString(s)
			if m != "" && !historyWords.MatchString(s) {
				return consWords{"nb": pattern.FindString(t.NB), "en": pattern.FindString(t.EN)}, true
			}
			found = found || m != ""
		}
		if found {
			return nil, false // the Norwegian tells of the past, so the English does
		}
	}
	return nil, false
}

// mechanismPath gives the entry of a ground that a place lies in, or "".
func mechanismPath(at string) string {
	if !strings.HasPrefix(at, "transfers.mechanisms[") {
		return ""
	}
	entry, _, _ := strings.Cut(at, "].")
	return entry + "]"
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
		if entry := mechanismPath(t.At); entry != "" && typed {
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
	for t := range c.With("/497", "/915", "/87", "model") {
		at := t.At
		if entry := mechanismPath(at); entry != "" {
			at = entry
		}
		if seen[at] {
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
)

// termEEA finds "outside the EU" where the line goes round the EEA.
func termEEA(c *Case) []Finding {
	var out []Finding
	for t := range c.With(" EU") {
		if w := (consWords{"nb": unionAlone(t.Text.NB), "en": unionAlone(t.Text.EN)}); w["nb"] != "" || w["en"] != "" {
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": w}})
		}
	}
	return out
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

var recipientLinks = compiled(`\[[^\]]*\]\(#recipient-[^)]*\)`)

// staleFacts finds names and products that are known to have ended, or to be
// called something else now.
func staleFacts(c *Case) []Finding {
	index := newVendorIndex(c, func(v *notice.Vendor) bool {
		return v.Ended != "" && v.Ended <= c.Date || v.Ended == "" && v.Successor != ""
	})
	var out []Finding
	// A recipient is asked about once for each name, where it stands first: in
	// its own name and products before its texts.
	seen := map[string]bool{}
	look := func(at, text string) {
		// A link to a recipient is found at the recipient.
		text = recipientLinks.ReplaceAllString(text, "")
		for _, n := range transfersLongest(index.in(text)) {
			if !historyWords.MatchString(text) {
				if entry, _, ok := strings.Cut(at, "]."); ok && strings.HasPrefix(entry, "recipients[") {
					key := entry + vendorKey(n.vendor)
					if seen[key] {
						continue
					}
					seen[key] = true
				}
				out = append(out, Finding{At: at, Args: map[string]any{"Name": n.name, "Ended": string(n.vendor.Ended), "Successor": n.vendor.Successor, "Checked": string(n.vendor.Checked)}})
			}
		}
	}
	if c.Kind == notice.PrivacyKind {
		for i, r := range c.Privacy.Recipients {
			look(fmt.Sprintf("recipients[%d].name", i), r.Name.Proper)
			for j, p := range r.Products {
				look(fmt.Sprintf("recipients[%d].products[%d]", i, j), p)
			}
		}
	}
	for t := range c.Texts() {
		if t.Text.NB != "" {
			look(t.At, t.Text.NB)
		} else {
			look(t.At, t.Text.EN)
		}
	}
	if c.Kind == notice.CookiesKind {
		for i, k := range c.Cookies.Cookies {
			look(fmt.Sprintf("cookies[%d].provider", i), k.Provider)
		}
		for i, k := range c.Cookies.Technologies {
			look(fmt.Sprintf("technologies[%d].name", i), k.Name.Proper)
			look(fmt.Sprintf("technologies[%d].provider", i), k.Provider)
		}
	}
	return out
}

// transfersLongest keeps one name of each vendor, the longest that the text holds.
func transfersLongest(found []vendorName) []vendorName {
	var out []vendorName
	for _, n := range found {
		i := slices.IndexFunc(out, func(m vendorName) bool { return m.vendor == n.vendor })
		if i < 0 {
			out = append(out, n)
		} else if len(n.name) > len(out[i].name) {
			out[i] = n
		}
	}
	return out
}
