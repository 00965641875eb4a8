package check

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"notis/internal/diag"
	"notis/internal/notice"
)

// chrome are pieces of a website that come along when a notice is copied, and
// the beginnings of texts that belong elsewhere.
var (
	chromePieces = informingSays(
		`skip links?|skip to (main )?content|hopp til (hoved)?innhold|nettsi(de|den) (er laget |levert )?av (?-i:[A-ZÆØÅ])\S*|powered by|tilbake til toppen|alle rettigheter (er )?forbeholdt|\d+ (visninger|delinger|kommentarer)\b|del på (facebook|linkedin)`,
		`skip links?|skip to (main )?content|(web)?site by (?-i:[A-Z])\S*|powered by|back to top|all rights reserved|\d+ (views|shares|comments)\b|share on (facebook|linkedin)`)
	chromeElsewhere = informingSays(
		`^(konkurranseregler|konkurransevilkår|kjøpsvilkår|salgsvilkår|avtalevilkår|angreskjema)`,
		`^(competition rules|contest rules|rules of the (competition|contest)|terms of (sale|purchase)|terms and conditions)`)
)

// findChrome finds what is no part of a notice.
func findChrome(c *Case) []Finding {
	var out []Finding
	add := func(at, message string, words saidRow) {
		found := func(f Finding) bool { return f.At == at }
		if !words.none() && !consSourced(at) && !slices.ContainsFunc(out, found) {
			out = append(out, Finding{At: at, Message: message, Args: map[string]any{"Words": words}})
		}
	}
	for t := range c.Saying(chromePieces.nb, chromePieces.en) {
		add(t.At, "", chromeQuoted(chromePieces.all(chromePieces.nb, t.Text.NB), chromePieces.all(chromePieces.en, t.Text.EN)))
	}
	for _, at := range chromeMarked(c) {
		add(at, "", chromeQuoted([]string{chromeMark}, []string{chromeMark}))
	}
	for t := range c.Saying(chromeElsewhere.nb, chromeElsewhere.en) {
		nb, en := chromeElsewhere.all(chromeElsewhere.nb, t.Text.NB), chromeElsewhere.all(chromeElsewhere.en, t.Text.EN)
		if !strings.HasPrefix(t.At, "sections[") || len(nb)+len(en) == 0 {
			continue
		}
		if strings.HasSuffix(t.At, ".title") {
			// A title is short enough to be quoted whole.
			nb, en = []string{t.Text.NB}, []string{t.Text.EN}
		}
		add(t.At, "stale-chrome-elsewhere", chromeQuoted(nb, en))
	}
	return out
}

// chromeQuoted puts what was found into quotes, each language in its own words
// only.
func chromeQuoted(nb, en []string) saidRow {
	empty := func(s string) bool { return s == "" }
	return saidQuotedEach(slices.DeleteFunc(nb, empty), slices.DeleteFunc(en, empty))
}

// chromeMark is from the foot of a page; too short for a pattern to be quick.
const chromeMark = "©"

// chromeMarked lists the texts that hold it.
func chromeMarked(c *Case) []string {
	holds := func(l notice.Lang) bool { return strings.Contains(c.book(l).plain, chromeMark) }
	if !holds(notice.Norwegian) && !holds(notice.English) {
		return nil
	}
	var out []string
	for t := range c.Texts() {
		if strings.Contains(t.Text.NB, chromeMark) || strings.Contains(t.Text.EN, chromeMark) {
			out = append(out, t.At)
		}
	}
	return out
}

// Instructions by what only the eye tells. "Nederst" is not one: it is last
// for a voice too.
var sensory = informingSays(
	`(nederst |øverst |nede |oppe |ute )?til (venstre|høyre)|(venstre|høyre) (side|hjørne|kolonne|marg)|i (venstre|høyre)|(den|det|de) (grønne|røde|blå|gule|oransje|grå|svarte|hvite|runde|firkantede|trekantede) (knapp|lenk|boks|ikon|felt|merk|tekst|symbol)\pL*`,
	`(bottom |top )?(on|at|to) the (bottom |top )?(left|right)( of the page)?|(left|right)[- ]hand (side|corner|column)|(green|red|blue|yellow|orange|grey|black|white|round|square|triangular) (button|link|box|icon|field|text|symbol)`)

// findSensory finds instructions that a reader who does not see the page, or
// sees it in another layout, cannot follow.
func findSensory(c *Case) []Finding {
	var out []Finding
	for t := range c.Saying(sensory.nb, sensory.en) {
		text := t.Text.NB
		m := sensoryIn(text, sensory.nb)
		if m == "" && text != "" {
			continue
		}
		words := notice.Text{NB: m, EN: sensoryIn(t.Text.EN, sensory.en)}
		if text == "" {
			text, m = t.Text.EN, words.EN
		}
		if m == "" {
			continue
		}
		f := Finding{At: t.At, Args: map[string]any{"Words": words}}
		if sensoryNamed(text, m) {
			f.Message, f.Severity = "wcag-1.3.3-sensory-named", diag.Note
		}
		out = append(out, f)
	}
	return out
}

func sensoryIn(text string, form *pattern) string {
	if !form.may(text) {
		return ""
	}
	for _, s := range lixSentences(wordingVisible(text)) {
		m := form.FindString(s)
		if m != "" && wordingHas(lower(s), "klikk*", "trykk*", "velg*", "finn*", "bruk", "bruke", "bruker", "se", "gå", "åpne*", "knapp*", "lenk*", "ikon*", "meny*", "boks*", "click*", "press*", "choose*", "select*", "find*", "use", "see", "open*", "button*", "link*", "icon*", "menu*", "box*", "står", "ligger") {
			return m
		}
	}
	return ""
}

// sensoryNamed tells whether the sentence also calls the thing by its name, or
// links to it. Then the rest is no more than a help for those who see.
func sensoryNamed(text, m string) bool {
	for _, s := range lixSentences(text) {
		if strings.Contains(wordingVisible(s), m) && (strings.ContainsAny(s, "«“\"") || strings.Contains(s, "](")) {
			return true
		}
	}
	return false
}

// bareLink tells whether words tell nothing of where a link leads.
func bareLink(words string) bool {
	switch strings.Trim(lower(strings.TrimSpace(words)), " .,:»«*_") {
	case "", "her", "her her", "klikk her", "trykk her", "se her", "les her", "les mer", "les mer her", "mer", "mer info", "mer informasjon", "lenke", "lenken", "denne lenken", "denne siden", "link", "siden", "dette", "denne", "gå hit",
		"here", "click here", "press here", "see here", "read here", "read more", "read more here", "more", "more info", "more information", "this link", "the link", "this page", "this", "go here":
		return true
	}
	return false
}

// bareWords are words around a link that tell nothing of it either.
func bareWords(w string) bool {
	return slices.Contains([]string{"les", "mer", "om", "dette", "det", "klikk", "trykk", "se", "gå", "finn", "finner", "du", "her", "på", "for", "å", "og", "vår", "våre", "kan", "mer", "info", "informasjon", "flere", "detaljer",
		"read", "more", "about", "this", "it", "click", "press", "see", "go", "find", "you", "here", "on", "for", "to", "and", "our", "can", "info", "information", "details", "the"}, w)
}

// findBareLinks finds links whose words do not tell where they lead.
func findBareLinks(c *Case) []Finding {
	var out []Finding
	for t := range c.Texts() {
		if strings.HasSuffix(t.At, "].name") && strings.Contains(t.At, "links[") && bareLink(t.Text.NB) {
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": t.Text}})
			continue
		}
		nb, firmNB := bareLinkIn(t.Text.NB)
		en, firmEN := bareLinkIn(t.Text.EN)
		if nb == "" && en == "" {
			continue
		}
		f := Finding{At: t.At, Args: map[string]any{"Words": notice.Text{NB: nb, EN: en}}}
		if nb != "" && !firmNB || nb == "" && !firmEN {
			f.Message, f.Severity = "wcag-2.4-navigation-context", diag.Warning
		}
		out = append(out, f)
	}
	return out
}

// bareLinkIn gives the words of the first bare link of a text, and whether
// nothing around it in the paragraph tells where it leads: if something does,
// the law has nothing against it.
func bareLinkIn(text string) (words string, firm bool) {
	if !strings.Contains(text, "](") {
		return "", false
	}
	for block := range lixBlocks(text) {
		for _, m := range wordingLink.FindAllStringSubmatchIndex(block, -1) {
			if words := block[m[2]:m[3]]; bareLink(words) {
				rest := wordingWords(lower(wordingVisible(block[:m[0]] + " " + block[m[1]:])))
				return strings.TrimSpace(words), !slices.ContainsFunc(rest, func(w string) bool { return !bareWords(w) })
			}
		}
	}
	return "", false
}

// findLookalikes finds lists and headings that only look like ones.
func findLookalikes(c *Case) []Finding {
	var out []Finding
	for t := range c.Texts() {
		sign, words := "", notice.Text{NB: lookalikeHeading(t.Text.NB), EN: lookalikeHeading(t.Text.EN)}
		for _, l := range notice.Langs() {
			sign = cmp.Or(sign, lookalikeList(t.Text.In(l)))
		}
		switch {
		case sign != "":
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": sign}})
		case !words.IsZero():
			out = append(out, Finding{At: t.At, Message: "wcag-1.3.1-structure-heading", Args: map[string]any{"Words": words}})
		}
	}
	return out
}

// lookalikeList gives the sign that two or more lines begin with, or that
// stands between the points of a list on one line.
func lookalikeList(text string) string {
	// Every sign has one of these bytes, or is the dot in the middle.
	if !strings.Contains(text, "\xe2") && !strings.Contains(text, "\xf0") && !strings.Contains(text, "·") {
		return ""
	}
	count := map[rune]int{}
	for line := range strings.Lines(text) {
		r, _ := utf8.DecodeRuneInString(strings.TrimSpace(line))
		if lookalikeSign(r) || r == '–' || r == '—' {
			count[r]++
		}
		if count[r] > 1 {
			return string(r)
		}
	}
	for _, r := range text {
		if lookalikeSign(r) && strings.Count(text, string(r)) > 1 {
			return string(r)
		}
	}
	return ""
}

// lookalikeSign tells whether a sign is a bullet or a picture.
func lookalikeSign(r rune) bool {
	return r == '•' || r == '·' || r == '▪' || r == '►' || r == '➤' || r >= 0x2600 && r <= 0x27bf || r >= 0x1f300 && r <= 0x1faff
}

// lookalikeHeading gives a paragraph that is nothing but bold words.
func lookalikeHeading(text string) string {
	if !strings.Contains(text, "**") {
		return ""
	}
	blocks := strings.Split(strings.TrimSpace(text), "\n\n")
	for i, b := range blocks {
		b = strings.TrimSpace(b)
		inner, ok := strings.CutPrefix(b, "**")
		inner, end := strings.CutSuffix(inner, "**")
		last, _ := utf8.DecodeLastRuneInString(inner)
		if ok && end && !strings.Contains(inner, "**") && i < len(blocks)-1 && inner != "" && (unicode.IsLetter(last) || last == ':') {
			return inner
		}
	}
	return ""
}
