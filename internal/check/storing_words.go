package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"notis/internal/notice"
)

// storingTarget is where a link of a text leads; a reader does not see it.
var storingTarget = compiled(`\]\([^)]*\)`)

// storingPlain gives wording as a reader sees it, in lower case. Norwegian is
// the original, and English stands in where there is none.
func storingPlain(t notice.Text) string {
	s := t.NB
	if s == "" {
		s = t.EN
	}
	if strings.Contains(s, "](") {
		s = storingTarget.ReplaceAllString(s, "]")
	}
	return lower(s)
}

// storingSplit takes wording apart into words.
func storingSplit(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !storingLetter(r) })
}

// storingSentences takes wording apart into sentences and lines.
func storingSentences(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == '\n' || r == '?' || r == '!' })
}

// storingHas tells whether a word of a text begins with one of the stems. A
// stem with a space in it stands anywhere in the text.
func storingHas(s string, stems ...string) bool {
	for _, stem := range stems {
		for from := 0; ; {
			i := strings.Index(s[from:], stem)
			if i < 0 {
				break
			}
			if strings.Contains(stem, " ") || storingBegins(s, from+i) {
				return true
			}
			from += i + len(stem)
		}
	}
	return false
}

// storingBegins tells whether a word begins at a place of a text.
func storingBegins(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return i == 0 || !storingLetter(r)
}

// storingLetter tells whether a sign is part of a word.
func storingLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' }

// Stems by which a text says what it is about, Norwegian before English.
func storingCookieStems() []string {
	return []string{"informasjonskaps", "cookie"}
}

func storingAnalyticsStems() []string {
	return []string{"analy", "statisti", "trend", "besøkstall", "brukeratferd", "brukeradferd", "traffic"}
}

func storingMarketingStems() []string {
	return []string{"markedsfør", "annons", "reklame", "målrett", "retarget", "remarket", "marketing", "advert"}
}

// storingCategory tells which of the categories that need consent a text is
// about, or "".
func storingCategory(s string) notice.CookieCategory {
	switch {
	case storingHas(s, storingMarketingStems()...):
		return "marketing"
	case storingHas(s, storingAnalyticsStems()...):
		return "analytics"
	}
	return ""
}

// storingSays tells the same of wording, without the sentences that deny it or
// that are about what the reader answered.
func storingSays(texts ...notice.Text) notice.CookieCategory {
	var b strings.Builder
	for _, t := range texts {
		for _, s := range storingSentences(storingPlain(t)) {
			if !storingHas(s, "ikke", "aldri", "uten", "not", "never", "without", "samtykk", "svart", "valg", "velg", "sagt ja", "consent", "choice", "choos", "answer") {
				b.WriteString(s + "\n")
			}
		}
	}
	return storingCategory(b.String())
}

// storingNames tells whether a text names a category.
func storingNames(s string, category notice.CookieCategory) bool {
	switch category {
	case "marketing":
		return storingHas(s, storingMarketingStems()...)
	case "analytics":
		return storingHas(s, storingAnalyticsStems()...)
	case "functional":
		return storingHas(s, "funksjon", "innstilling", "preferanse", "function", "preference")
	case "experience":
		return storingHas(s, "opplevelse", "brukeropplevelse", "experience")
	}
	return false
}

// storingEmptyStems are those of words that say no more of a purpose than its
// category does.
func storingEmptyStems() []string {
	return []string{
		"markedsføring", "analyse", "analytiske", "statistikk", "annonser", "annonsering", "reklame", "funksjonalitet", "funksjonell",
		"nødvendig", "brukeropplevelse", "kundeopplevelse", "opplevelse", "bruke", "brukt", "benytte", "forbedr", "bedre", "tilpass", "nettsid", "nettsted",
		"tjenest", "app", "funger", "virke", "skal", "formål", "hensyn", "årsak", "grunn", "drift", "ytelse", "teknisk", "optimal",
		"marketing", "analytic", "analysis", "statistic", "advertis", "function", "necessary", "experience", "use", "improve", "better",
		"website", "site", "service", "work", "purpose", "performance", "technical", "user", "customer",
	}
}

// storingEmptyWords are small words that say nothing of a purpose.
func storingEmptyWords() []string {
	return []string{
		"til", "for", "å", "av", "og", "i", "på", "er", "den", "det", "de", "dem", "dette", "disse", "slik", "at", "som", "en", "et", "vi", "våre", "vår",
		"vårt", "din", "ditt", "dine", "deg", "eller", "kan", "blir", "bli", "gi", "gjøre", "kunne", "best", "mulig", "skal", "må", "sin", "helt",
		"to", "the", "a", "an", "of", "and", "in", "on", "is", "are", "it", "this", "that", "so", "we", "our", "your", "you", "or", "as", "should", "its",
	}
}

// storingEmpty tells whether a purpose says no more than a category does, such
// as "used for marketing".
func storingEmpty(t notice.Text) bool {
	words := storingSplit(storingPlain(t))
	if len(words) == 0 {
		return false
	}
	small, stems := storingEmptyWords(), storingEmptyStems()
	for _, w := range words {
		if slices.Contains(small, w) {
			continue
		}
		if !slices.ContainsFunc(stems, func(s string) bool { return strings.HasPrefix(w, s) }) {
			return false
		}
	}
	return true
}

// storingOnlyNecessary tells whether a text is about what is necessary alone.
func storingOnlyNecessary(s string) bool {
	return storingHas(s, "nødvendig", "necessary", "essential") &&
		!storingHas(s, "ikke", "annet", "øvrig", "andre", "not", "other", "non-essential", "non-necessary", "unødvendig", "ikke-nødvendig")
}

// storingQuote shortens wording for a message, to its first sentence.
func storingQuote(t notice.Text) notice.Text {
	first := func(s string) string {
		s = strings.TrimSpace(storingLink.ReplaceAllString(s, "$1"))
		if i := strings.IndexAny(s, "\n"); i >= 0 {
			s = s[:i]
		}
		if i := strings.Index(s, ". "); i >= 0 {
			s = s[:i]
		}
		return strings.TrimRight(s, ".")
	}
	return notice.Text{NB: first(t.NB), EN: first(t.EN)}
}

// storingLink is a link of a text with what it shows.
var storingLink = compiled(`\[([^\]]*)\]\([^)]*\)`)

// storingProper is a name that is the same in both languages.
func storingProper(s string) notice.Text { return notice.Text{NB: s, EN: s} }
