package check

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"notis/internal/notice"
)

// onlyEnglish and onlyNorwegian are small words that the other language does
// not have.
func onlyEnglish(w string) bool {
	switch w {
	case "the", "and", "of", "with", "your", "you", "our", "this", "that", "are", "which", "from", "when", "have", "been", "will", "not", "what", "their", "they":
		return true
	}
	return false
}

func onlyNorwegian(w string) bool {
	switch w {
	case "og", "ikke", "som", "av", "til", "med", "vi", "deg", "din", "ditt", "dine", "våre", "vår", "hva", "eller", "når", "på", "fra", "den", "det", "blir", "skal", "har":
		return true
	}
	return false
}

// foreignWords counts the small words of the other language, and all words,
// of a text that has none of its own; false where it has one.
func foreignWords(text string, own, other func(string) bool) (foreign, all int, ok bool) {
	ok = true
	wordingEach(text, func(w string) bool {
		all++
		if w[0] >= 'A' && w[0] <= 'Z' {
			w = wordingLower(w)
		}
		if other(w) {
			foreign++
		}
		ok = !own(w)
		return ok
	})
	return foreign, all, ok
}

// foreignWhole tells whether a whole text is in the other language.
func foreignWhole(text string, own, other func(string) bool) bool {
	foreign, all, ok := foreignWords(text, own, other)
	return ok && foreign > 0 && all > 2 && foreign*8 >= all && !foreignName(text, other)
}

// foreignName tells whether words are a name, such as that of a book or a
// bank: all but the small ones have a capital letter.
func foreignName(text string, small func(string) bool) bool {
	return !slices.ContainsFunc(wordingWords(text), func(w string) bool {
		r, _ := utf8.DecodeRuneInString(w)
		return !small(w) && unicode.IsLower(r)
	})
}

var (
	twinNumber = regexp.MustCompile(`\d+`)
	// twinMonth is a month beside a number, in either language.
	twinMonth = regexp.MustCompile(`(?i)(\d+\.?|\d+(?:st|nd|rd|th))\s+(?:of\s+)?(januar|february|februar|january|march|mars|april|may|mai|june|juni|july|juli|august|september|october|oktober|november|december|desember)\b|\b(january|february|march|april|may|june|july|august|september|october|november|december)\s+(\d+)`)
	twinHour  = regexp.MustCompile(`(?i)\b(\d{1,2})((?:[.:]\d{2})?)\s*p\.?m\b`)
)

// twinNumbers lists the numbers of a text, sorted, each date and hour in the
// same form.
func twinNumbers(text string) []string {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	text = strings.ReplaceAll(text, "+47 ", "")
	text = twinMonth.ReplaceAllStringFunc(text, func(m string) string {
		name := strings.Trim(strings.ToLower(m), "0123456789. \n")
		for _, s := range []string{"st", "nd", "rd", "th"} {
			name = strings.TrimPrefix(name, s+" ")
		}
		return twinNumber.FindString(m) + " " + twinMonthNumber(strings.TrimPrefix(strings.TrimSpace(name), "of "))
	})
	text = twinHour.ReplaceAllStringFunc(text, func(m string) string {
		n := twinHour.FindStringSubmatch(m)
		return twinAfternoon(n[1]) + n[2]
	})
	out := twinNumber.FindAllString(text, -1)
	for i, n := range out {
		if out[i] = strings.TrimLeft(n, "0"); out[i] == "" {
			out[i] = "0"
		}
	}
	// "16.00" and "4 pm" are one hour.
	out = slices.DeleteFunc(out, func(n string) bool { return n == "0" })
	slices.Sort(out)
	return out
}

func twinMonthNumber(name string) string {
	for i, stem := range []string{"jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "o", "nov", "de"} {
		if strings.HasPrefix(name, stem) {
			return []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}[i]
		}
	}
	return ""
}

// twinAfternoon is an hour of the afternoon as a clock of twenty-four hours
// has it.
func twinAfternoon(hour string) string {
	hours := []string{"12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23"}
	for i, h := range []string{"12", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"} {
		if strings.TrimLeft(hour, "0") == h {
			return hours[i]
		}
	}
	return hour
}

// twinLinks lists where the links of a text lead, sorted.
func twinLinks(text string) []string {
	if !strings.Contains(text, "](") {
		return nil
	}
	var out []string
	for _, m := range wordingLink.FindAllStringSubmatch(text, -1) {
		out = append(out, m[2])
	}
	slices.Sort(out)
	return out
}

// findTwins finds texts whose two languages do not say the same: one of them
// is not translated, or they carry other numbers or links.
func findTwins(c *Case) []Finding {
	var out []Finding
	for t := range c.Texts() {
		if t.Text.NB == "" || t.Text.EN == "" {
			continue // the loader has both asked for
		}
		add := func(message string, args map[string]any) {
			out = append(out, Finding{At: t.At, Message: message, Args: args})
		}
		nb, en := wordingVisible(t.Text.NB), wordingVisible(t.Text.EN)
		switch {
		case foreignWhole(en, onlyEnglish, onlyNorwegian):
			add("wp260-translation-untranslated", map[string]any{"Lang": "en", "Words": wordingOpening(en)})
			continue
		case foreignWhole(nb, onlyNorwegian, onlyEnglish):
			add("wp260-translation-untranslated", map[string]any{"Lang": "nb", "Words": wordingOpening(nb)})
			continue
		}
		if a, b := twinNumbers(nb), twinNumbers(en); !slices.Equal(a, b) {
			add("", map[string]any{"NB": strings.Join(twinWithout(a, b), ", "), "EN": strings.Join(twinWithout(b, a), ", ")})
		}
		if a, b := twinLinks(t.Text.NB), twinLinks(t.Text.EN); !slices.Equal(a, b) {
			add("wp260-translation-links", map[string]any{"NB": strings.Join(twinWithout(a, b), ", "), "EN": strings.Join(twinWithout(b, a), ", ")})
		}
		if a, b := twinPoints(nb), twinPoints(en); a != b {
			add("wp260-translation-points", map[string]any{"NB": a, "EN": b})
		}
	}
	return out
}

// twinPoints counts the points of a text's lists.
func twinPoints(text string) int {
	n := 0
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		number := strings.TrimLeft(line, "0123456789")
		if strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || number != line && strings.HasPrefix(number, ". ") {
			n++
		}
	}
	return n
}

// twinWithout lists what one has and the other does not.
func twinWithout(a, b []string) []string {
	rest := slices.Clone(b)
	var out []string
	for _, s := range a {
		if i := slices.Index(rest, s); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			continue
		}
		out = append(out, s)
	}
	return out
}

// findForeign finds a passage in the other language within a text. A voice
// that reads the page aloud cannot know that the language changes.
func findForeign(c *Case) []Finding {
	var out []Finding
	for t := range c.Texts() {
		for _, l := range notice.Langs() {
			text, own, other := wordingVisible(t.Text.NB), onlyNorwegian, onlyEnglish
			if l == notice.English {
				text, own, other = wordingVisible(t.Text.EN), onlyEnglish, onlyNorwegian
			}
			if text == "" || foreignWhole(text, own, other) {
				continue // wp260-translation has it
			}
			if passage := foreignPassage(text, own, other); passage != "" {
				out = append(out, Finding{At: t.At, Args: map[string]any{"Lang": string(l), "Words": wordingOpening(passage)}})
				break
			}
		}
	}
	return out
}

// foreignPassage finds a quotation or a sentence that is in the other
// language. A name with one small word in it is no passage.
func foreignPassage(text string, own, other func(string) bool) string {
	// Most texts have no such word at all.
	if foreign, _, _ := foreignWords(text, func(string) bool { return false }, other); foreign < 2 {
		return ""
	}
	pieces := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("«»“”\".?!:()\n", r) })
	for _, p := range pieces {
		foreign, all, ok := foreignWords(p, own, other)
		if ok && foreign > 1 && all > 3 && !foreignName(p, other) {
			return strings.TrimSpace(p)
		}
	}
	return ""
}
