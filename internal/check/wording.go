package check

import (
	"slices"
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
	if !strings.Contains(s, "](") {
		return s
	}
	return wordingLink.ReplaceAllString(s, "$1")
}

// wordingBook holds all texts of a notice in one language as one string, so
// that a word is looked for once and not once in each text.
type wordingBook struct {
	// plain is what readers see, and lower the same in small letters; bytes of
	// one stand where those of the other do.
	plain, lower string
	starts       []int
	places       []string
}

// wordingGap keeps two texts apart: no word and no sentence crosses it.
const wordingGap = "\n\n"

// book puts the texts of a language together. When the facts were read, and
// from what, is not part of the notice.
func (c *Case) book(l notice.Lang) *wordingBook {
	if b := c.kept.books[l]; b != nil {
		return b
	}
	b := &wordingBook{}
	var text strings.Builder
	for t := range c.Texts() {
		if s := t.visible(l); s != "" && !strings.HasPrefix(t.At, "source") {
			b.starts = append(b.starts, text.Len())
			b.places = append(b.places, t.At)
			text.WriteString(s)
			text.WriteString(wordingGap)
		}
	}
	b.plain = text.String()
	b.lower = lower(b.plain)
	c.kept.books[l] = b
	return b
}

// wordingHit is a place in a book where something stands.
type wordingHit struct{ From, To int }

// hits gives each place where one of the words stands, by word. They are in
// small letters, of two bytes or more, with a star where they begin a word.
// The book is gone through once, however many they are.
func (b *wordingBook) hits(words []string) map[string][]wordingHit {
	begin := make(map[[2]byte][]string, len(words))
	var any [256]bool // most words begin like none of them
	for _, w := range words {
		if len(w) > 1 {
			key := [2]byte{w[0], w[1]}
			begin[key] = append(begin[key], w)
			any[w[0]] = true
		}
	}
	out := map[string][]wordingHit{}
	for i := 0; i+1 < len(b.lower); i++ {
		c := b.lower[i]
		if !any[c] || i > 0 && wordingInner(b.lower[i-1]) {
			continue
		}
		for _, w := range begin[[2]byte{c, b.lower[i+1]}] {
			if h, ok := b.hit(w, i); ok {
				out[w] = append(out[w], h)
			}
		}
	}
	return out
}

// wordingInner tells whether a byte is of a letter or a digit, so that no word
// begins after it. What follows «, “ and – can be a word.
func wordingInner(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= '0' && c <= '9'
}

// hit tells whether a word stands at a place.
func (b *wordingBook) hit(word string, i int) (wordingHit, bool) {
	stem, open := strings.CutSuffix(word, "*")
	if !strings.HasPrefix(b.lower[i:], stem) || wordingEndsInLetter(b.lower[:i]) {
		return wordingHit{}, false
	}
	end := i + len(stem)
	if !open && wordingBeginsWithLetter(b.lower[end:]) {
		return wordingHit{}, false
	}
	for _, r := range b.lower[end:] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		end += utf8.RuneLen(r)
	}
	return wordingHit{i, end}, true
}

// word is what stands at a place, as it is written.
func (b *wordingBook) word(h wordingHit) string {
	return strings.Join(strings.Fields(b.plain[h.From:h.To]), " ")
}

// at tells which text a place belongs to.
func (b *wordingBook) at(h wordingHit) string {
	i, ok := slices.BinarySearch(b.starts, h.From)
	if !ok {
		i--
	}
	if i < 0 || i >= len(b.places) {
		return ""
	}
	return b.places[i]
}

// sentence gives the sentence that holds a place, in small letters.
func (b *wordingBook) sentence(h wordingHit) string {
	// No sentence is longer, and a book is.
	const long = 2000
	at := h.From
	start := max(0, at-long)
	for _, end := range []string{wordingGap, ". ", ".\n", "? ", "?\n", "! ", "!\n"} {
		if i := strings.LastIndex(b.lower[start:at], end); i >= 0 {
			start += i + len(end)
		}
	}
	stop := min(at+long, len(b.lower))
	for _, end := range []string{wordingGap, ". ", ".\n", "? ", "?\n", "! ", "!\n"} {
		if i := strings.Index(b.lower[at:stop], end); i >= 0 {
			stop = at + i
		}
	}
	return b.lower[start:stop]
}

func wordingEndsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

func wordingBeginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// wordingEach gives the words of a text, runs of letters and digits, until it
// is told to stop.
func wordingEach(s string, yield func(word string) bool) {
	start := -1
	for i, r := range s {
		in := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r))
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			if !yield(s[start:i]) {
				return
			}
			start = -1
		}
	}
	if start >= 0 {
		yield(s[start:])
	}
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
	b := wordingBook{plain: lower, lower: lower}
	for _, w := range words {
		stem := strings.TrimSuffix(w, "*")
		for from := 0; ; {
			i := strings.Index(lower[from:], stem)
			if i < 0 {
				break
			}
			if _, ok := b.hit(w, from+i); ok {
				return true
			}
			from += i + len(stem)
		}
	}
	return false
}
