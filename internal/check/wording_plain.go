package check

import (
	"cmp"
	"fmt"
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
	wordingEach(sentence, func(w string) bool {
		n.words++
		if len(w) > longWord && utf8.RuneCountInString(w) > longWord {
			n.long++
		}
		return true
	})
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
	for _, block := range lixBlocks(text) {
		start := 0
		for i, r := range block {
			if (r == '.' || r == '?' || r == '!') && lixEnds(block[i+1:]) {
				out = append(out, block[start:i+1])
				start = i + 1
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
func lixBlocks(text string) []string {
	var out []string
	var block strings.Builder
	end := func() {
		if block.Len() > 0 {
			out = append(out, block.String())
		}
		block.Reset()
	}
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		number := strings.TrimLeft(line, "0123456789")
		point := strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || number != line && strings.HasPrefix(number, ". ")
		if line == "" || point {
			end()
		}
		block.WriteString(line + " ")
		if strings.HasSuffix(line, ":") {
			end()
		}
	}
	end()
	return out
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
	type place struct {
		at string
		n  lixCount
	}
	var out []Finding
	var whole lixCount
	var places []place
	for t := range c.Texts() {
		if strings.HasPrefix(t.At, "source") {
			continue
		}
		var n lixCount
		longest, words := "", longSentence
		for _, s := range lixSentences(t.visible(notice.Norwegian)) {
			m := lixOf(s)
			n.add(m)
			if m.words > words {
				longest, words = s, m.words
			}
		}
		whole.add(n)
		if n.words >= lixPlace {
			places = append(places, place{t.At, n})
		}
		if longest != "" {
			out = append(out, Finding{At: t.At, Message: "art12-1-plain-long", Severity: diag.Note, Args: map[string]any{"Number": words, "Words": wordingOpening(longest)}})
		}
	}
	lix := whole.lix()
	if whole.words < fewWords || lix <= lixTarget {
		return out
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(b.n.lix(), a.n.lix()) })
	var names []string
	for _, p := range places[:min(3, len(places))] {
		names = append(names, fmt.Sprintf("%s (%d)", p.at, p.n.lix()))
	}
	f := Finding{Args: map[string]any{"Lix": lix, "Target": lixTarget, "Places": strings.Join(names, ", ")}}
	if lix <= lixLimit {
		f.Message, f.Severity = "art12-1-plain-near", diag.Note
	}
	return append(out, f)
}

// wordingOpening is how a sentence begins, enough to find it by.
func wordingOpening(s string) string {
	words := strings.Fields(strings.TrimLeft(s, "- "))
	if len(words) > 6 {
		words = append(slices.Clone(words[:6]), "…")
	}
	return strings.Join(words, " ")
}
