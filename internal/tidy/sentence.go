package tidy

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// abbreviations are words with a full stop that a sentence goes on after, also
// where a capital letter follows.
var abbreviations = []string{
	"bl.a", "ca", "dvs", "ekskl", "ev", "evt", "f.eks", "fig", "inkl", "jf", "jfr", "kap", "kl", "nr", "pkt", "tlf", "vedr",
	"approx", "art", "cf", "dr", "e.g", "esp", "i.e", "incl", "mr", "mrs", "ms", "no", "para", "paras", "sec", "st", "vs",
}

var months = []string{
	"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember",
	"january", "february", "march", "may", "june", "july", "october", "december",
}

// Signs that may stand between the end of a sentence and its mark, and between
// the space and the first letter of the next.
const (
	closers = ")]*_\"”»’'"
	openers = "([*_\"“«‘'"
)

// cut splits a text after each sentence, without the space there. What stands
// in brackets or is code stays in one piece.
func cut(s string) []string {
	var out []string
	whole := together(s)
	start := 0
	for i := 1; i+1 < len(s); i++ {
		if s[i] == ' ' && s[i-1] != ' ' && s[i+1] != ' ' && !whole[i] && between(s[start:i], s[i+1:]) {
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// between tells whether a sentence ends where a does, and b begins another.
func between(a, b string) bool {
	bare := strings.TrimRight(a, closers)
	if bare == "" {
		return false
	}
	next := strings.TrimLeft(b, openers)
	first, _ := utf8.DecodeRuneInString(next)
	if !unicode.IsUpper(first) {
		return false
	}
	switch bare[len(bare)-1] {
	case '?', '!':
		return true
	case ':':
		return bare == a && next == b
	case '.':
		return !goesOn(bare[:len(bare)-1], next)
	}
	return false
}

// goesOn tells whether the full stop after a belongs to a number, an initial
// or an abbreviation.
func goesOn(a, next string) bool {
	at := strings.LastIndexFunc(a, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.'
	})
	_, size := utf8.DecodeRuneInString(a[max(at, 0):])
	if at < 0 {
		size = 0
	}
	word := strings.ToLower(a[max(at, 0)+size:])
	if strings.Trim(word, "0123456789.") == "" {
		month, _, _ := strings.Cut(next, " ")
		return at < 0 || slices.Contains(months, strings.ToLower(strings.Trim(month, ".,;:!?)")))
	}
	return utf8.RuneCountInString(word) == 1 || slices.Contains(abbreviations, word)
}

// breaks tells whether a break that somebody made between two lines is one
// between sentences, or after a colon or a semicolon.
func breaks(a, b string) bool {
	if strings.HasSuffix(a, ":") || strings.HasSuffix(a, ";") {
		return true
	}
	bare := strings.TrimRight(a, closers)
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(b, openers))
	if bare == "" || unicode.IsLower(first) {
		return false
	}
	switch bare[len(bare)-1] {
	case '?', '!':
		return true
	case '.':
		return !goesOn(bare[:len(bare)-1], strings.TrimLeft(b, openers))
	}
	return false
}

// together tells of each byte whether it stands in brackets or in code.
func together(s string) []bool {
	out := make([]bool, len(s))
	var opened []int
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\':
			i++
		case '`':
			n := 1
			for i+n < len(s) && s[i+n] == '`' {
				n++
			}
			ticks := s[i : i+n]
			if end := strings.Index(s[i+n:], ticks); end >= 0 {
				mark(out, i, i+n+end+n)
				i += n + end + n
			} else {
				i += n
			}
			i--
		case '[', '(':
			opened = append(opened, i)
		case ']', ')':
			// A closing bracket without its own is no reason to look far.
			for n := len(opened) - 1; n >= max(len(opened)-8, 0); n-- {
				if s[opened[n]] == '[' == (c == ']') {
					mark(out, opened[n], i)
					opened = opened[:n]
					break
				}
			}
		}
	}
	return out
}

func mark(out []bool, from, to int) {
	for i := from; i < min(to, len(out)); i++ {
		out[i] = true
	}
}
