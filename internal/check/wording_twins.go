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
type foreignCount struct {
	norwegian, english, all int
	// open tells that a word may leave something open.
	open bool
}

// add counts a word in small letters.
func (n *foreignCount) add(w string) {
	n.all++
	n.open = n.open || hedgesWord(w)
	switch {
	case len(w) > 6: // no small word is longer
	case onlyEnglish(w):
		n.english++
	case onlyNorwegian(w):
		n.norwegian++
	}
}

func foreignWords(text string) foreignCount {
	var n foreignCount
	wordingEach(lower(text), func(w string) bool {
		n.add(w)
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

// foreignWhole tells whether the whole of a text that is meant to be in a
// language is in the other.
func (b *wordingBook) foreignWhole(i int, l notice.Lang) bool {
	n := b.small[i]
	own, other := n.in(l)
	return own == 0 && other > 0 && n.all > 2 && other*8 >= n.all && !foreignName(b.visible(i), otherSmall(l))
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

// twinMonths are the months in both languages, as they are written where they
// stand beside a day or a year. "May" is a verb without its capital.
const twinMonths = `januar|january|februar|february|mars|march|april|mai|(?-i:May)|juni|june|juli|july|august|september|oktober|october|november|desember|december`

var (
	twinNumber = compiled(`\d+`)
	// twinMonth is a month beside a day, or beside a year alone.
	twinMonth = compiled(`(?i)\b(\d{1,2})(?:\.|st|nd|rd|th)?\s+(?:of\s+)?(` + twinMonths + `)\b|\b(` + twinMonths + `)\s+(\d{1,2}(?:st|nd|rd|th)?|\d{4})\b`)
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
		n := twinMonth.FindStringSubmatch(m)
		if n == nil {
			return m
		}
		return twinNumber.FindString(m) + " " + twinMonthNumber(lower(n[2]+n[3]))
	})
	text = twinHour.ReplaceAllStringFunc(text, func(m string) string {
		n := twinHour.FindStringSubmatch(m)
		if n == nil {
			return m
		}
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

// twinSpelled tells whether a text has all of some numbers in words: "den 1. i
// måneden" is "the first of the month", and "24 hours a day" is "hele døgnet".
func twinSpelled(l notice.Lang, numbers []string, text string) bool {
	text = lower(text)
	return !slices.ContainsFunc(numbers, func(n string) bool {
		nb, en := twinWords(n)
		if l == notice.English {
			nb = en
		}
		return !wordingHas(text, strings.Fields(nb)...)
	})
}

// twinWords are the words for a number in each language.
func twinWords(number string) (nb, en string) {
	switch number {
	case "1":
		return "én ett første", "one first"
	case "2":
		return "to begge annenhver annethvert", "two second both twice"
	case "3":
		return "tre tredje kvartal*", "three third quarter*"
	case "4":
		return "fire fjerde", "four fourth"
	case "5":
		return "fem femte", "five fifth"
	case "6":
		return "seks sjette halvt halvår*", "six sixth half"
	case "7":
		return "sju syv sjuende uke uken uka", "seven seventh week"
	case "8":
		return "åtte åttende", "eight eighth"
	case "9":
		return "ni niende", "nine ninth"
	case "10":
		return "ti tiende tiår*", "ten tenth decade*"
	case "11":
		return "elleve ellevte", "eleven eleventh"
	case "12":
		return "tolv tolvte år året", "twelve twelfth year"
	case "14":
		return "fjorten uker", "fourteen fortnight* weeks"
	case "15":
		return "femten", "fifteen"
	case "20":
		return "tjue tyve", "twenty"
	case "24":
		return "døgn*", "day clock"
	case "30":
		return "tretti", "thirty"
	}
	return "", ""
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
	nb, en := c.book(notice.Norwegian), c.book(notice.English)
	for i, t := range nb.texts {
		if t.Text.NB == "" || t.Text.EN == "" {
			continue // the loader has both asked for
		}
		add := func(message string, args map[string]any) {
			out = append(out, Finding{At: t.At, Message: message, Args: args})
		}
		a, b := nb.visible(i), en.visible(i)
		switch {
		case en.foreignWhole(i, notice.English):
			add("wp260-translation-untranslated", map[string]any{"Lang": "en", "Words": wordingOpening(b)})
			continue
		case nb.foreignWhole(i, notice.Norwegian):
			add("wp260-translation-untranslated", map[string]any{"Lang": "nb", "Words": wordingOpening(a)})
			continue
		}
		if args := twinsApart(a, b); args != nil {
			add("", args)
		}
		if a, b := twinLinks(t.Text.NB), twinLinks(t.Text.EN); !slices.Equal(a, b) {
			add("wp260-translation-links", map[string]any{"NB": strings.Join(twinWithout(a, b), ", "), "EN": strings.Join(twinWithout(b, a), ", ")})
		}
		if a, b := twinPoints(a), twinPoints(b); a != b {
			add("wp260-translation-points", map[string]any{"NB": a, "EN": b})
		}
	}
	return out
}

// twinsApart lists the numbers that only one of the languages has, neither in
// figures nor in words; nil where there are none.
func twinsApart(nb, en string) map[string]any {
	a, b := twinNumbers(nb), twinNumbers(en)
	if slices.Equal(a, b) {
		return nil
	}
	onlyNB, onlyEN := twinWithout(a, b), twinWithout(b, a)
	if twinSpelled(notice.English, onlyNB, en) && twinSpelled(notice.Norwegian, onlyEN, nb) {
		return nil
	}
	return map[string]any{"NB": strings.Join(onlyNB, ", "), "EN": strings.Join(onlyEN, ", ")}
}

// twinPoints counts the points of a text's lists.
func twinPoints(text string) int {
	if !strings.Contains(text, "\n") {
		return 0 // one line is no list
	}
	n := 0
	for line := range strings.Lines(text) {
		if lixPoint(strings.TrimSpace(line)) {
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
	for i, t := range c.book(notice.Norwegian).texts {
		for _, l := range notice.Langs() {
			b := c.book(l)
			if _, other := b.small[i].in(l); other < 2 || b.foreignWhole(i, l) {
				continue // wp260-translation has a whole text
			}
			if passage := foreignPassage(b.visible(i), l); passage != "" {
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
