package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"notis/internal/diag"
	"notis/internal/notice"
)

// wording lists the rules on how a notice is written: plainly, in the words of
// the law, alike in both languages, and so that everybody can use it.
func wording() []Rule {
	return slices.Concat(wordingPlain(), wordingTerms(), wordingTwins(), wordingAccess())
}

// wordingPlain lists the rules on plain language (GDPR article 12(1)).
func wordingPlain() []Rule {
	return []Rule{
		{
			ID: "art12-1-plain", Severity: diag.Warning, Article: "GDPR 12(1)",
			Source: "GDPR 12(1) for the duty; the limits are ours, after the scale of LIX (tansa.com/no/liks, klartsagt.no)", Verified: true, Find: findHeavy,
		},
		{
			ID: "wp260-qualifiers", Severity: diag.Warning, Article: "GDPR 12(1)",
			Source: "WP260 rev.01 paras 12–13, read at lexology.com/library/detail.aspx?g=aaa7c16a-066e-45eb-9f23-91d0af095bd7 and dataprotectionlawhub.com", Find: findHedged,
		},
	}
}

// wordingTerms lists the rules on which words are used.
func wordingTerms() []Rule {
	return []Rule{
		{
			ID: "lang-term-variant", Severity: diag.Note, Article: "GDPR 12(1)",
			Source: "the wording of personopplysningsloven, the GDPR in Norwegian and FOR-1999-03-11-301; one word for one thing is good practice", Find: findTerms,
		},
		{
			ID: "lang-spelling", Severity: diag.Note,
			Source: "good practice: the spelling and the plain words that Språkrådet recommends", Find: findSpelling,
		},
		{
			ID: "stale-chrome", Severity: diag.Note,
			Source: "good practice: a notice holds nothing but the notice", Find: findChrome,
		},
	}
}

// wordingTwins lists the rules on the two languages.
func wordingTwins() []Rule {
	return []Rule{
		{
			ID: "wp260-translation", Severity: diag.Warning, Article: "GDPR 12(1)",
			Source: "WP260 rev.01 para 13; professional knowledge, not checked against the source", Find: findTwins,
		},
		{
			ID: "wcag-3.1.2-lang-parts", Severity: diag.Error, Article: wordingAct,
			Source: "WCAG 2.0 success criterion 3.1.2 (AA); professional knowledge, not checked against the source", Find: findForeign,
		},
	}
}

// wordingAct is the regulation by which websites have to follow WCAG.
const wordingAct = "FOR-2013-06-21-732 § 4"

// wordingAccess lists the rules on texts that everybody can use. What is about
// the pages and not about the texts is for the tests of the pages.
func wordingAccess() []Rule {
	return []Rule{
		{
			ID: "wcag-1.3.1-structure", Severity: diag.Error, Article: wordingAct,
			Source: "WCAG 2.0 success criterion 1.3.1 (A); professional knowledge, not checked against the source", Find: findLookalikes,
		},
		{
			ID: "wcag-1.3.3-sensory", Severity: diag.Error, Article: wordingAct,
			Source: "WCAG 2.0 success criterion 1.3.3 (A); professional knowledge, not checked against the source", Find: findSensory,
		},
		{
			ID: "wcag-2.4-navigation", Severity: diag.Error, Article: wordingAct,
			Source: "WCAG 2.0 success criterion 2.4.4 (A); professional knowledge, not checked against the source", Find: findBareLinks,
		},
	}
}

// wordingLink is a link of a text: what it shows, and where it leads.
var wordingLink = compiled(`\[([^\]]*)\]\(([^)]*)\)`)

// wordingVisible is a text as the reader sees it, without where links lead.
func wordingVisible(s string) string {
	at := strings.Index(s, "](")
	if at < 0 {
		return s
	}
	var out strings.Builder
	for at >= 0 {
		from := strings.LastIndexByte(s[:at], ']') + 1
		open, end := strings.IndexByte(s[from:at], '['), strings.IndexByte(s[at:], ')')
		if open += from; open < from || end < 0 {
			out.WriteString(s[:at+2])
			s = s[at+2:]
		} else {
			out.WriteString(s[:open])
			out.WriteString(s[open+1 : at])
			s = s[at+end+1:]
		}
		at = strings.Index(s, "](")
	}
	out.WriteString(s)
	return out.String()
}

// wordingEach gives the words of a text, runs of letters and digits, until it
// is told to stop.
func wordingEach(s string, yield func(word string) bool) {
	for from, to := wordingNext(s, 0); from < to; from, to = wordingNext(s, to) {
		if !yield(s[from:to]) {
			return
		}
	}
}

// wordingNext finds the first word from a place on; an empty one at the end.
func wordingNext(s string, at int) (from, to int) {
	for at < len(s) {
		n := wordingLetter(s, at)
		if n > 0 {
			break
		}
		at += max(-n, 1)
	}
	from = at
	for at < len(s) {
		n := wordingLetter(s, at)
		if n <= 0 {
			break
		}
		at += n
	}
	return from, at
}

// asciiLetter is 1 for letters and digits, and -1 for other signs.
var asciiLetter = func() (out [utf8.RuneSelf]int) {
	for c := range out {
		out[c] = -1
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			out[c] = 1
		}
	}
	return out
}()

// wordingLetter tells how many bytes the letter or digit at a place has; of
// another sign it is as many below zero.
func wordingLetter(s string, at int) int {
	switch c := s[at]; {
	case c < utf8.RuneSelf:
		return asciiLetter[c]
	case c == 0xc3 && at+1 < len(s) && s[at+1] != 0x97 && s[at+1] != 0xb7:
		return 2 // À to ÿ, without × and ÷
	}
	r, n := utf8.DecodeRuneInString(s[at:])
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return n
	}
	return -n
}

// wordingWords lists them.
func wordingWords(s string) []string {
	var out []string
	wordingEach(s, func(w string) bool {
		out = append(out, w)
		return true
	})
	return out
}

// wordingHas tells whether a text in small letters has one of the words, with
// a star where it is a beginning.
func wordingHas(lower string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return wordingFind(lower, w) >= 0 })
}

// wordingFind gives the first place where a word stands; -1 where it does not.
func wordingFind(lower, word string) int {
	stem, open := strings.CutSuffix(word, "*")
	for from := 0; ; {
		i := strings.Index(lower[from:], stem)
		if i < 0 {
			return -1
		}
		i += from
		from = i + max(len(stem), 1)
		if !wordingEndsInLetter(lower[:i]) && (open || !wordingBeginsWithLetter(lower[i+len(stem):])) {
			return i
		}
		if from >= len(lower) {
			return -1
		}
	}
}

func wordingEndsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func wordingBeginsWithLetter(s string) bool {
	return s != "" && wordingLetter(s, 0) > 0
}

// wordingIn gives the number in the brackets that a place has after a list, and
// what stands after them.
func wordingIn(at, list string) (i int, rest string, ok bool) {
	rest, ok = strings.CutPrefix(at, list+"[")
	if !ok {
		return 0, "", false
	}
	number, rest, ok := strings.Cut(rest, "]")
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || !ok {
		return 0, "", false
	}
	return i, strings.TrimPrefix(rest, "."), true
}

// wordingUnder is the heading of the section that holds a list or a table: the
// notice's own, or the one that all notices have; nil where it is in none.
func wordingUnder(k notice.Kind, sections []notice.Section, at string) diag.Datum {
	id := at
	if i := strings.IndexAny(at, "[."); i >= 0 {
		id = at[:i]
	}
	for i := range sections {
		if string(sections[i].ID) == id && !sections[i].Title.IsZero() {
			return saidText(sections[i].Title)
		}
	}
	if slices.Contains(notice.SectionsOf(k), id) {
		return saidWord("notice:section-" + id)
	}
	return nil
}

// wordingHeading is the heading that a place stands under; nil where that is
// neither the notice's own nor known.
func (c *Case) wordingHeading(at string) diag.Datum {
	if c.Kind == notice.CookiesKind {
		if i, _, ok := wordingIn(at, "sections"); ok && i < len(c.Cookies.Sections) {
			return wordingTitle(c.Cookies.Sections[i].Title)
		}
		if i, _, ok := wordingIn(at, "technologies"); ok && i < len(c.Cookies.Technologies) {
			return wordingTitle(nameOf(&c.Cookies.Technologies[i].Name))
		}
		return wordingUnder(c.Kind, c.Cookies.Sections, at)
	}
	p := c.Privacy
	if i, rest, ok := wordingIn(at, "activities"); ok && i < len(p.Activities) {
		a := &p.Activities[i]
		if j, _, ok := wordingIn(rest, "parts"); ok && j < len(a.Parts) && !a.Parts[j].Title.IsZero() {
			return saidText(a.Parts[j].Title)
		}
		return wordingTitle(a.Title)
	}
	if i, _, ok := wordingIn(at, "sections"); ok && i < len(p.Sections) {
		return wordingTitle(p.Sections[i].Title)
	}
	if i, _, ok := wordingIn(at, "recipients"); ok && i < len(p.Recipients) {
		return wordingTitle(nameOf(&p.Recipients[i].Name))
	}
	return wordingUnder(c.Kind, p.Sections, at)
}

// wordingTitle is a heading of the notice; nil where it is empty.
func wordingTitle(t notice.Text) diag.Datum {
	if t.IsZero() {
		return nil
	}
	return saidText(t)
}

// wordingRendition tells whether the texts are what was written after a
// company's notice, so that how long a sentence is tells nothing of it.
func wordingRendition(c *Case) bool { return c.Of == "current" && !c.Brand.Official }
