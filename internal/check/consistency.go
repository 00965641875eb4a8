package check

import (
	"cmp"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consistency holds what a notice says in one place against what it says in
// another, and the two notices of a brand against each other.
func consistency() []Rule {
	return []Rule{
		{
			ID: "claim-consistency", Severity: diag.Error, Article: "GDPR 5(1)(a)", Source: "GDPR 5(1)(a); for statements on data beside the lists of data also 13(1)(c) and 13(1)(e)",
			Verified: true, Find: consFindClaims,
		},
		{
			ID: "claim-consistency-bases", Severity: diag.Error, Article: "GDPR 5(1)(a), 13(1)(c)", Source: "GDPR 5(1)(a), 6(1), 7 and 13(1)(c)",
			Verified: true, Find: consFindBases,
		},
		{
			ID: "claim-consistency-notices", Severity: diag.Error, Article: "GDPR 5(1)(a)", Source: "GDPR 5(1)(a); ekomloven § 3-15 first paragraph",
			Verified: true, Kinds: []notice.Kind{notice.CookiesKind}, Find: consFindNotices,
		},
		{
			ID: "data-minimisation", Severity: diag.Warning, Article: "GDPR 5(1)(c)", Source: "GDPR 5(1)(c)",
			Verified: true, Kinds: []notice.Kind{notice.PrivacyKind}, Find: consFindSurplus,
		},
		{
			ID: "retention-contradiction", Severity: diag.Error, Article: "GDPR 5(1)(a), 5(1)(e)", Source: "GDPR 5(1)(a), 5(1)(e) and 13(2)(a)",
			Verified: true, Find: consFindRetention,
		},
		{
			ID: "date-consistency", Severity: diag.Note, Source: "good practice: neither the GDPR nor WP260 asks for a date or a version number (research in secondary sources)",
			Find: consFindDates,
		},
		{
			ID: "xref-resolves", Severity: diag.Note, Source: "good practice for what GDPR 12(1) calls easily accessible",
			Find: consFindReferences,
		},
	}
}

// consSay takes a text as it stands in both languages, cut where it is long.
func consSay(t notice.Text) notice.Text {
	say := func(s string) string { return consInner(consCut(consPlain(s))) }
	return notice.Text{NB: say(t.NB), EN: say(t.EN)}
}

// consPlain is a text on one line, without the addresses of its links.
func consPlain(s string) string {
	if !strings.Contains(s, "](") && !strings.ContainsAny(s, "\n\t") {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	for {
		open := strings.Index(s, "](")
		if open < 0 {
			break
		}
		end := strings.IndexByte(s[open:], ')')
		if end < 0 {
			break
		}
		head := s[:open]
		if i := strings.LastIndexByte(head, '['); i >= 0 {
			head = head[:i] + head[i+1:]
		}
		b.WriteString(head)
		s = s[open+end+1:]
	}
	b.WriteString(s)
	return strings.Join(strings.Fields(b.String()), " ")
}

// consLong is how many characters of a text a finding quotes.
const consLong = 150

func consCut(s string) string {
	runes := []rune(s)
	if len(runes) <= consLong {
		return strings.TrimSuffix(s, ".")
	}
	head := string(runes[:consLong])
	if i := strings.LastIndexByte(head, ' '); i > 0 {
		head = head[:i]
	}
	return strings.TrimRight(head, " ,;:–.") + " …"
}

// consMany is how many things a finding names before it says that there are
// more.
const consMany = 6

// consList puts things one after the other, each once and in quotes.
func consList(list []notice.Text) saidRow {
	out := saidQuoted(list)
	out.most = consMany
	return out
}

// consNames does the same for names that no language changes, without quotes.
func consNames(names []string) saidRow {
	out := saidProper(names)
	out.most = consMany
	return out
}

// consInner makes single the quotation marks of what a message quotes.
func consInner(s string) string {
	if !strings.ContainsAny(s, "«»“”") {
		return s
	}
	return innerQuotes(s)
}

// consTitle is where in the notice a part stands, by its headings.
func consTitle(a *notice.Activity, p *notice.Part) notice.Text {
	title := func(l notice.Lang) string {
		s := cmp.Or(a.Title.In(l), string(a.ID))
		if p != nil && p.Title.In(l) != "" {
			s += " – " + p.Title.In(l)
		}
		return consInner(s)
	}
	return notice.Text{NB: title(notice.Norwegian), EN: title(notice.English)}
}

// consName is what a recipient is called.
func consName(r *notice.Recipient) notice.Text { return nameOf(&r.Name) }

// consDatum is what a kind of data is called.
func (c *Case) consDatum(d notice.Datum) notice.Text {
	if k := c.Datum(d); k != nil {
		return consSay(k.Name)
	}
	if d.Is != "" {
		return notice.Text{NB: string(d.Is), EN: string(d.Is)}
	}
	return consSay(d.Text)
}

// consHas tells whether a text holds one of the beginnings of words, in
// Norwegian, the language every notice is first written in.
func consHas(t notice.Text, stems ...string) bool {
	return consIn(t.NB, stems...)
}

func consIn(s string, stems ...string) bool {
	if s == "" {
		return false
	}
	s = lower(s)
	for _, stem := range stems {
		if strings.Contains(s, stem) {
			return true
		}
	}
	return false
}

// consMarketing are beginnings of words by which texts tell that they are
// about marketing.
func consMarketing() []string { return []string{"markedsfør", "reklame", "annons", "nyhetsbrev"} }

// consMarkets tells whether a part is about marketing, by its heading and its
// purpose. What the activity says counts where the part has no purpose of its
// own: under one heading there may be newsletters, bills and statistics.
func consMarkets(a *notice.Activity, p *notice.Part) bool {
	texts := []notice.Text{p.Title, p.Purpose}
	if p.Purpose.IsZero() {
		texts = append(texts, a.Title, a.Purpose)
	}
	return slices.ContainsFunc(texts, func(t notice.Text) bool { return consHas(t, consMarketing()...) })
}

// consAboutCookies tells whether a part is about cookies. What the activity
// says counts where there is no other part it could be about.
func consAboutCookies(a *notice.Activity, p *notice.Part) bool {
	texts := []notice.Text{p.Title, p.Purpose, p.Text, p.DataNote}
	for _, d := range p.Data {
		texts = append(texts, d.Text)
	}
	if len(a.Parts) == 1 {
		texts = append(texts, a.Title, a.Purpose, a.Text)
	}
	return slices.ContainsFunc(texts, func(t notice.Text) bool { return consHas(t, "informasjonskaps", "cookie") })
}

// consParts lists the parts that a test holds for.
func (c *Case) consParts(holds func(PartAt) bool) []PartAt {
	var out []PartAt
	for p := range c.Parts() {
		if holds(p) {
			out = append(out, p)
		}
	}
	return out
}

// consTitles names the parts.
func consTitles(parts []PartAt) []notice.Text {
	var out []notice.Text
	for _, p := range parts {
		out = append(out, consTitle(p.Activity, p.Part))
	}
	return out
}

// consBasis tells whether a basis is of a kind, or names it as an alternative.
func consBasis(b notice.Basis, kind notice.BasisKind) bool { return b.Kind == kind || b.Or == kind }

// consSole tells whether a basis is said without telling what it covers or
// when it applies.
func consSole(b notice.Basis) bool { return b.For.IsZero() && b.Condition.IsZero() }

func consAny(list []notice.Basis, kind notice.BasisKind) bool {
	return slices.ContainsFunc(list, func(b notice.Basis) bool { return consBasis(b, kind) })
}

// consInterest tells whether a basis is the company's own interest, by either
// of the names that notices give it.
func consInterest(b notice.Basis) bool {
	return consBasis(b, "legitimate-interests") || consBasis(b, "balancing")
}

func consAt(list string, i int) string { return element(list, i) }
