package check

import (
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

// foreignCount counts the small words of each language that the other does not
// have, and all words.
type foreignCount struct{ norwegian, english, all int }

func foreignWords(text string) foreignCount {
	var n foreignCount
	wordingEach(text, func(w string) bool {
		n.all++
		if len(w) > 7 {
			return true // no small word is longer
		}
		w = lower(w)
		switch {
		case onlyEnglish(w):
			n.english++
		case onlyNorwegian(w):
			n.norwegian++
		}
		return true
	})
	return n
}

// in gives how many small words are those of a language, and how many those of
// the other.
func (n foreignCount) in(l notice.Lang) (own, other int) {
	if l == notice.English {
		return n.english, n.norwegian
	}
	return n.norwegian, n.english
}

// foreign counts the words of a text in a language.
func (t *Text) foreign(l notice.Lang) foreignCount {
	n, ok := t.kept.foreign[l]
	if !ok {
		n = foreignWords(t.visible(l))
		if t.kept.foreign == nil {
			t.kept.foreign = map[notice.Lang]foreignCount{}
		}
		t.kept.foreign[l] = n
	}
	return n
}

// foreignWhole tells whether the whole of a text that is meant to be in a
// language is in the other.
func foreignWhole(t *Text, l notice.Lang) bool {
	n := t.foreign(l)
	own, other := n.in(l)
	return own == 0 && other > 0 && n.all > 2 && other*8 >= n.all && !foreignName(t.visible(l), otherSmall(l))
}

// otherSmall tells the small words of the language that a text is not in.
func otherSmall(l notice.Lang) func(string) bool {
	if l == notice.English {
		return onlyNorwegian
	}
	return onlyEnglish
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
	twinNumber = compiled(`\d+`)
	// twinMonth is a month beside a number, in either language.
	twinMonth = compiled(`(?i)(\d+\.?|\d+(?:st|nd|rd|th))\s+(?:of\s+)?(januar|february|februar|january|march|mars|april|may|mai|june|juni|july|juli|august|september|october|oktober|november|december|desember)\b|\b(january|february|march|april|may|june|july|august|september|october|november|december)\s+(\d+)`)
	twinHour  = compiled(`(?i)\b(\d{1,2})((?:[.:]\d{2})?)\s*p\.?m\b`)
)

// twinNumbers lists the numbers of a text, sorted, each date and hour in the
// same form.
func twinNumbers(text string) []string {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	text = strings.ReplaceAll(text, "+47 ", "")
	text = twinMonth.ReplaceAllStringFunc(text, func(m string) string {
		name := strings.Trim(lower(m), "0123456789. \n")
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
		nb, en := t.visible(notice.Norwegian), t.visible(notice.English)
		switch {
		case foreignWhole(&t, notice.English):
			add("wp260-translation-untranslated", map[string]any{"Lang": "en", "Words": wordingOpening(en)})
			continue
		case foreignWhole(&t, notice.Norwegian):
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
			_, other := t.foreign(l).in(l)
			if other < 2 || foreignWhole(&t, l) {
				continue // wp260-translation has a whole text
			}
			if passage := foreignPassage(t.visible(l), l); passage != "" {
				out = append(out, Finding{At: t.At, Args: map[string]any{"Lang": string(l), "Words": wordingOpening(passage)}})
				break
			}
		}
	}
	return out
}

// foreignPassage finds a quotation or a sentence that is in the other
// language. A name with one small word in it is no passage.
func foreignPassage(text string, l notice.Lang) string {
	pieces := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("«»“”\".?!:()\n", r) })
	for _, p := range pieces {
		n := foreignWords(p)
		own, other := n.in(l)
		if own == 0 && other > 1 && n.all > 3 && !foreignName(p, otherSmall(l)) {
			return strings.TrimSpace(p)
		}
	}
	return ""
}
