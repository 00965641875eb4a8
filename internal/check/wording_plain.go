package check

import (
	"cmp"
	"iter"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"notis/internal/diag"
	"notis/internal/notice"
)

// Limits of ours; the law has none.
const (
	// lixTarget and lixLimit are on the scale of LIX, which calls 40 to 50
	// medium and more than 50 difficult.
	lixTarget, lixLimit = 45, 50
	// longSentence is the most words a sentence should have, and longWord the
	// most letters a word can have without being a long one (LIX).
	longSentence, longWord = 30, 6
	// fewWords is too little text for a figure to mean anything.
	fewWords = 100
	// lixPlace is the least a text has to be to be named as a heavy one.
	lixPlace = 20
	// hedgesLimit is how many of each hundred words may leave things open.
	// One or two in a short text are no habit.
	hedgesLimit, fewHedges = 1.0, 5
	// fewInPlace is how many there are under a heading that is told of.
	fewInPlace = 3
)

// lixCount counts words and sentences.
type lixCount struct{ words, long, sentences int }

func (n *lixCount) add(m lixCount) {
	n.words, n.long, n.sentences = n.words+m.words, n.long+m.long, n.sentences+m.sentences
}

// lix is the words of a sentence and the percentage of long words.
func (n lixCount) lix() int {
	if n.words == 0 || n.sentences == 0 {
		return 0
	}
	return int(math.Round(float64(n.words)/float64(n.sentences) + 100*float64(n.long)/float64(n.words)))
}

// lixOf counts a sentence.
func lixOf(sentence string) lixCount {
	var n lixCount
	for from, to := wordingNext(sentence, 0); from < to; from, to = wordingNext(sentence, to) {
		n.words++
		if to-from > longWord && utf8.RuneCountInString(sentence[from:to]) > longWord {
			n.long++
		}
	}
	if n.words > 0 {
		n.sentences = 1
	}
	return n
}

// lixSentences takes running text apart into sentences; none for a heading or
// another text without an end. A sentence ends where a capital letter follows,
// so that "nr. 2" and "bl.a. navn" do not end one, and a point of a list is a
// sentence when it is more than a few words.
func lixSentences(text string) []string {
	if !strings.ContainsAny(text, ".?!") {
		return nil
	}
	var out []string
	for block := range lixBlocks(text) {
		start := 0
		for at := 0; ; {
			i := strings.IndexAny(block[at:], ".?!")
			if i < 0 {
				break
			}
			if at += i + 1; lixEnds(block[at:]) {
				out = append(out, block[start:at])
				start = at
			}
		}
		// What is left has no end: the words before a list, or a point of one.
		if rest := block[start:]; lixOf(rest).words > 3 {
			out = append(out, rest)
		}
	}
	return out
}

// lixBlocks takes a text apart into paragraphs and points of lists.
func lixBlocks(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, at := 0, 0
		end := func(to int) bool {
			block := strings.TrimSpace(text[start:to])
			start = to
			return block == "" || yield(block)
		}
		for at < len(text) {
			next := at + len(lixLine(text[at:]))
			line := strings.TrimSpace(text[at:next])
			if (line == "" || lixPoint(line)) && !end(at) {
				return
			}
			if strings.HasSuffix(line, ":") && !end(next) {
				return
			}
			at = next
		}
		end(len(text))
	}
}

// lixLine is the first line of a text, with its end.
func lixLine(text string) string {
	if i := strings.IndexByte(text, '\n'); i >= 0 {
		return text[:i+1]
	}
	return text
}

// lixPoint tells whether a line is a point of a list.
func lixPoint(line string) bool {
	if strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") {
		return true
	}
	number := strings.TrimLeft(line, "0123456789")
	return number != line && strings.HasPrefix(number, ". ")
}

// lixEnds tells whether a sentence is over before this: nothing follows but a
// new one.
func lixEnds(rest string) bool {
	next := strings.TrimLeft(rest, "»”\")*_")
	if strings.TrimSpace(next) == "" {
		return true
	}
	trimmed := strings.TrimLeft(next, " \n«“\"(*_")
	r, _ := utf8.DecodeRuneInString(trimmed)
	return len(trimmed) < len(next) && unicode.IsUpper(r)
}

// findHeavy measures the Norwegian text of the whole notice.
func findHeavy(c *Case) []Finding {
	var out []Finding
	var whole lixCount
	var places []lixPlaceAt
	b, rendition := c.book(notice.Norwegian), wordingRendition(c)
	for i := range b.texts {
		var n lixCount
		longest, words := "", longSentence
		for _, s := range lixSentences(b.visible(i)) {
			m := lixOf(s)
			n.add(m)
			if m.words > words {
				longest, words = s, m.words
			}
		}
		whole.add(n)
		at := b.texts[i].At
		if n.words >= lixPlace {
			places = append(places, lixPlaceAt{at, n})
		}
		if longest != "" && !rendition {
			out = append(out, Finding{At: at, Message: "art12-1-plain-long", Severity: diag.Note, Args: map[string]any{"Number": words, "Words": wordingOpening(longest)}})
		}
	}
	lix := whole.lix()
	if whole.words < fewWords || lix <= lixTarget {
		return out
	}
	f := Finding{Args: map[string]any{"Lix": lix, "Target": lixTarget, "Places": lixHeaviest(c, places)}}
	if lix <= lixLimit {
		f.Message, f.Severity = "art12-1-plain-near", diag.Note
	}
	return append(out, f)
}

// lixPlaceAt is a text with what was counted in it.
type lixPlaceAt struct {
	at string
	n  lixCount
}

// lixHeaviest lists the headings under which the heaviest texts stand.
func lixHeaviest(c *Case, places []lixPlaceAt) saidRow {
	slices.SortStableFunc(places, func(a, b lixPlaceAt) int { return cmp.Compare(b.n.lix(), a.n.lix()) })
	names := saidRow{quoted: true}
	for _, p := range places {
		if name := c.wordingHeading(p.at); name != nil && !slices.Contains(names.things, name) && len(names.things) < 3 {
			names.things = append(names.things, name)
		}
	}
	return names
}

// wordingOpening is how a sentence begins, enough to find it by.
func wordingOpening(s string) string {
	words := strings.Fields(strings.TrimLeft(s, "- "))
	if len(words) > 6 {
		words = append(slices.Clone(words[:6]), "…")
	}
	return strings.Join(words, " ")
}
