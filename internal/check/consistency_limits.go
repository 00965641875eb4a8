package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consNamedData lists the data of a list that a claim names: of the others it
// says nothing.
func (c *Case) consNamedData(t notice.Text, list []notice.Datum) []notice.Datum {
	said := lower(t.NB)
	var out []notice.Datum
	for _, d := range list {
		name := lower(strings.TrimSpace(c.consDatum(d).NB))
		if len(name) > 3 && strings.Contains(said, name) && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// consShares tells whether a kind of data is among others, or of the same sort
// as one of them.
func (c *Case) consShares(d notice.Datum, list []notice.Datum, sorts []consToken) bool {
	return slices.Contains(list, d) || slices.ContainsFunc(c.consTokens(d), func(t consToken) bool { return slices.Contains(sorts, t) })
}

// consOfClaim keeps the parts that a claim on the whole notice is about: those
// whose heading it names, and all where it names none.
func (c *Case) consOfClaim(k consClaim, parts []PartAt) []PartAt {
	var named []PartAt
	for p := range c.Parts() {
		if consSpeaks(k.Text.NB, p.Activity.Title.NB) || consSpeaks(k.Text.NB, p.Part.Title.NB) {
			named = append(named, p)
		}
	}
	if len(named) == 0 {
		return parts
	}
	return slices.DeleteFunc(slices.Clone(parts), func(p PartAt) bool {
		return !slices.ContainsFunc(named, func(n PartAt) bool { return n.At == p.At })
	})
}

// consSpeaks tells whether a claim and a heading have a word in common, in
// whatever form, that is not one of those any notice is full of.
func consSpeaks(claim, title string) bool {
	claim, title = lower(claim), lower(title)
	for w := range words(title) {
		if stem := consStem(w); stem != "" && strings.Contains(claim, stem) {
			return true
		}
	}
	for w := range words(claim) {
		if stem := consStem(w); stem != "" && strings.Contains(title, stem) {
			return true
		}
	}
	return false
}

// consStem is a word without what its forms end in; "" for a short word, and
// for one that tells nothing of what a claim is about.
func consStem(word string) string {
	n := len(word) - 3
	if n < 5 {
		return ""
	}
	for _, common := range []string{"opplys", "person", "inform", "samtyk", "statis", "markeds", "behand", "alltid", "bruker", "særli", "katego", "tjenes", "erklær"} {
		if strings.HasPrefix(word, common) {
			return ""
		}
	}
	return word[:n]
}

// limited is a finding about a claim on the whole notice: a question where the
// claim has a condition, for it may be about something else.
func (k consClaim) limited(message string, where []notice.Text, args map[string]any) []Finding {
	if len(where) == 0 {
		return nil
	}
	if k.Part == nil && consHas(k.Text, " når ", " hvis ", " dersom ", "tallene ", "svarene ") {
		return []Finding{k.finding("limited", diag.Note, map[string]any{"Where": consList(where)})}
	}
	return []Finding{k.finding(message, "", args)}
}

// consToldThere tells whether the declaration of cookies makes a claim of the
// privacy notice too, and something is found of it there: once is enough.
func (c *Case) consToldThere(k consClaim) bool {
	i := c.consThere(k)
	if i < 0 {
		return false
	}
	other := *c
	other.Kind = notice.CookiesKind
	x := &c.Cookies.Claims[i]
	there := consClaim{At: consAt("claims", i), Kind: x.Kind, Text: x.Text}
	if k.Kind == "daily-erasure" {
		return len(other.consDaily()) > 0
	}
	return len(other.consClaim(there)) > 0
}

// consThere finds the claim of the declaration of cookies that one of the
// privacy notice repeats, by its words or because both are about cookies; -1
// where there is none.
func (c *Case) consThere(k consClaim) int {
	if c.Kind == notice.CookiesKind || k.Part == nil {
		return -1
	}
	return slices.IndexFunc(c.Cookies.Claims, func(x notice.Claim) bool {
		return x.Kind == k.Kind && (x.Text == k.Text || consAboutCookies(k.Activity, k.Part))
	})
}

// consOneSource tells whether both notices were read in the same document.
func (c *Case) consOneSource() bool {
	return c.Privacy.Source.SHA256 != "" && c.Privacy.Source.SHA256 == c.Cookies.Source.SHA256
}
