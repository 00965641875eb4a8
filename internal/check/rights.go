package check

import (
	"slices"
	"strings"
	"unicode"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rights are the rules on how long data is kept, on what the reader can ask
// for, and on marketing.
func rights() []Rule {
	return slices.Concat(rightsKeeping(), rightsAsking(), rightsAnswering(), rightsMachines(), rightsMarketing())
}

// Acts by their numbers at Lovdata: the ids that notices use for them are the
// editors' own.
const (
	rightsBookkeeping  = "LOV-2004-11-19-73"
	rightsCompanies    = "LOV-1997-06-13-44"
	rightsMarketingAct = "LOV-2009-01-09-2"
)

// rightsOnly is for rules that are about the privacy notice alone.
func rightsOnly() []notice.Kind { return []notice.Kind{notice.PrivacyKind} }

// rightsSays gives the first of the words that begins somewhere in a text, with
// the rest of the word it is the beginning of; "" where none does. They are
// compared without regard to case.
func rightsSays(text string, words ...string) string {
	return rightsSaysLower(lower(text), words...)
}

// rightsSaysLower is rightsSays for a text in small letters.
func rightsSaysLower(text string, words ...string) string {
	for _, w := range words {
		for from := 0; ; {
			i := strings.Index(text[from:], w)
			if i < 0 {
				break
			}
			i += from
			if !letter(text[:i], true) {
				return strings.TrimSpace(text[i:rightsEnd(text, i+len(w))])
			}
			from = i + len(w)
		}
	}
	return ""
}

// rightsEnd is the end of the word that goes on at a place; what a hyphen joins
// is one word.
func rightsEnd(text string, end int) int {
	for i, r := range text[end:] {
		joins := r == '-' && letter(text[:end+i], true) && letter(text[end+i+1:], false)
		if !unicode.IsLetter(r) && !joins {
			return end + i
		}
	}
	return len(text)
}

// rightsHas tells whether a text holds one of the words.
func rightsHas(text string, words ...string) bool { return rightsSays(text, words...) != "" }

// rightsHasLower is rightsHas for a text in small letters.
func rightsHasLower(text string, words ...string) bool { return rightsSaysLower(text, words...) != "" }

// rightsJoin puts texts together, in Norwegian, for words to be looked for.
func rightsJoin(texts ...notice.Text) string {
	var out []string
	for _, t := range texts {
		if t.NB != "" {
			out = append(out, t.NB)
		}
	}
	return strings.Join(out, "\n")
}

// rightsData puts the names of kinds of data together. Ids stand for
// themselves.
func rightsData(data []notice.Datum) string {
	var out []string
	for _, d := range data {
		out = append(out, string(d.Is), d.NB)
	}
	return strings.Join(out, "\n")
}

// rightsRests tells whether bases name one of the kinds, be it as an
// alternative in the same breath.
func rightsRests(bases []notice.Basis, kinds ...notice.BasisKind) bool {
	return slices.ContainsFunc(bases, func(b notice.Basis) bool {
		return slices.Contains(kinds, b.Kind) || b.Or != "" && slices.Contains(kinds, b.Or)
	})
}

// rightsUses tells whether the notice names one of the kinds of basis
// anywhere.
func rightsUses(c *Case, kinds ...notice.BasisKind) bool {
	if rightsRests(c.Privacy.Bases, kinds...) {
		return true
	}
	for p := range c.Parts() {
		if rightsRests(p.Part.Bases, kinds...) {
			return true
		}
	}
	return slices.ContainsFunc(c.Privacy.Retention, func(r notice.Retention) bool { return rightsRests(r.Bases, kinds...) })
}

// rightsInterests tells whether data is used on a ground that the reader can
// object to (GDPR article 21(1)).
func rightsInterests(c *Case) bool {
	return rightsUses(c, "legitimate-interests", "balancing", "public-task")
}

// rightsRight finds a right in the list, with its number; nil where it is not
// there.
func rightsRight(c *Case, kind notice.RightKind) (*notice.Right, int) {
	for i := range c.Privacy.Rights.List {
		if r := &c.Privacy.Rights.List[i]; r.Kind == kind {
			return r, i
		}
	}
	return nil, -1
}

// rightsAct tells whether statutes name an act by its number at Lovdata.
func rightsAct(c *Case, statutes []notice.Statute, number string) bool {
	if c.Shared == nil {
		return false
	}
	return slices.ContainsFunc(statutes, func(s notice.Statute) bool {
		return slices.ContainsFunc(c.Shared.Acts, func(a notice.Act) bool {
			return notice.Ref(a.ID) == s.Act && a.Lovdata == number
		})
	})
}

// rightsFacet tells whether a part only adds to what its siblings state: it has
// neither a purpose nor a basis of its own, and one of them has a basis.
func rightsFacet(p PartAt) bool {
	if len(p.Part.Bases) > 0 || !p.Part.Purpose.IsZero() {
		return false
	}
	return slices.ContainsFunc(p.Activity.Parts, func(q notice.Part) bool { return len(q.Bases) > 0 })
}

// rightsAnonymous tells whether a part is about nothing but anonymous data,
// which the GDPR is not about.
func rightsAnonymous(p *notice.Part) bool {
	if len(p.Data) == 0 {
		return false
	}
	return !slices.ContainsFunc(p.Data, func(d notice.Datum) bool { return !rightsHas(d.NB, "anonymisert", "anonyme") })
}

// rightsMonths gives a period as months; false where it is not whole months.
func rightsMonths(d notice.Duration) (int, bool) {
	total, amounts := 0, d.Amounts()
	for _, a := range amounts {
		switch a.Unit {
		case notice.Years:
			total += 12 * a.Count
		case notice.Months:
			total += a.Count
		default:
			return 0, false
		}
	}
	return total, len(amounts) > 0
}

// rightsDays gives a period as days; false where it has months, years or less
// than a day in it.
func rightsDays(d notice.Duration) (int, bool) {
	total, amounts := 0, d.Amounts()
	for _, a := range amounts {
		switch a.Unit {
		case notice.Weeks:
			total += 7 * a.Count
		case notice.Days:
			total += a.Count
		default:
			return 0, false
		}
	}
	return total, len(amounts) > 0
}

// rightsLower is a finding with a message and a severity of its own.
func rightsLower(at, message string, s diag.Severity, args map[string]any) Finding {
	return Finding{At: at, Message: message, Severity: s, Args: args}
}
