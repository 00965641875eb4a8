package check

import (
	"slices"
	"strings"

	"notis/internal/notice"
)

// wordingBook holds all texts of a notice in one language as one string, so
// that each is read once, whatever is looked for.
type wordingBook struct {
	// plain is what readers see, and lower the same in small letters; bytes of
	// one stand where those of the other do.
	plain, lower string
	// texts are the texts by number, starts where each begins, and small how
	// many small words of each language it has. Both languages number alike.
	texts  []Text
	starts []int
	small  []foreignCount
	// found are the places of the words that rules look for.
	found map[string][]wordingHit
}

// wordingGap keeps two texts apart: no word and no sentence crosses it.
const wordingGap = "\n\n"

// book puts the texts of a language together. When the facts were read, and
// from what, is not part of the notice.
func (c *Case) book(l notice.Lang) *wordingBook {
	if b := c.kept.books[bookKey{c.Kind, l}]; b != nil {
		return b
	}
	b := c.bound(l)
	c.kept.books[bookKey{c.Kind, l}] = b
	return b
}

// bound does so without keeping it.
func (c *Case) bound(l notice.Lang) *wordingBook {
	b := &wordingBook{found: map[string][]wordingHit{}}
	var text strings.Builder
	size := 0
	for t := range c.Texts() {
		size += len(t.Text.In(l)) + len(wordingGap)
	}
	text.Grow(size)
	for t := range c.Texts() {
		if !strings.HasPrefix(t.At, "source") {
			b.starts = append(b.starts, text.Len())
			b.texts = append(b.texts, t)
			text.WriteString(wordingVisible(t.Text.In(l)))
			text.WriteString(wordingGap)
		}
	}
	b.plain = text.String()
	b.lower = lower(b.plain)
	b.read(wordingSought(l))
	return b
}

// read goes through the words of the book once.
func (b *wordingBook) read(sought *wordingIndex) {
	b.small = make([]foreignCount, len(b.texts))
	text := 0
	for from, to := wordingNext(b.lower, 0); from < to; from, to = wordingNext(b.lower, to) {
		for text+1 < len(b.starts) && b.starts[text+1] <= from {
			text++
		}
		b.small[text].add(b.lower[from:to])
		if from+1 >= len(b.lower) {
			return
		}
		stems := *sought.begin(b.lower[from], b.lower[from+1])
		for i := range stems {
			if w := &stems[i]; strings.HasPrefix(b.lower[from:], w.stem) {
				if h, ok := b.hit(w, from); ok {
					b.found[w.all] = append(b.found[w.all], h)
				}
			}
		}
	}
}

// wordingIndex sorts the words that rules look for by their first two bytes.
type wordingIndex [512][]wordingStem

// begin gives the words that begin with two bytes, and perhaps a few more.
func (x *wordingIndex) begin(a, b byte) *[]wordingStem { return &x[(uint(a)*31+uint(b))%uint(len(x))] }

// wordingStem is a word to look for: all of it, with a star where it is the
// beginning of others, and what it has before the star.
type wordingStem struct {
	all, stem string
	open      bool
}

// wordingIndexed sorts words. They are in small letters, of two bytes or more.
func wordingIndexed(words []string) *wordingIndex {
	x := &wordingIndex{}
	slices.Sort(words)
	for _, w := range slices.Compact(words) {
		if stem, open := strings.CutSuffix(w, "*"); len(stem) > 1 {
			at := x.begin(stem[0], stem[1])
			*at = append(*at, wordingStem{w, stem, open})
		}
	}
	return x
}

// What is looked for in each language never changes, so it is sorted once.
var (
	wordingSoughtNB = wordingIndexed(slices.Concat(termWords(termsLegal, termsSame), spellingWords(misspellings, calques, englishWords)))
	wordingSoughtEN = wordingIndexed(termWords(termsEnglish))
)

func wordingSought(l notice.Lang) *wordingIndex {
	if l == notice.English {
		return wordingSoughtEN
	}
	return wordingSoughtNB
}

// wordingHit is a place in a book where something stands.
type wordingHit struct{ From, To int }

// hit tells whether a word stands at a place that begins as it does.
func (b *wordingBook) hit(w *wordingStem, i int) (wordingHit, bool) {
	end := i + len(w.stem)
	if !w.open {
		return wordingHit{i, end}, !wordingBeginsWithLetter(b.lower[end:])
	}
	for end < len(b.lower) {
		n := wordingLetter(b.lower, end)
		if n <= 0 {
			break
		}
		end += n
	}
	// "målepunkt-ID" is one word.
	if id := "-id"; strings.HasPrefix(b.lower[end:], id) && !wordingBeginsWithLetter(b.lower[end+len(id):]) {
		end += len(id)
	}
	return wordingHit{i, end}, true
}

// word is what stands at a place, as it is written.
func (b *wordingBook) word(h wordingHit) string {
	return strings.Join(strings.Fields(b.plain[h.From:h.To]), " ")
}

// text tells which text a place belongs to; nil where there is none.
func (b *wordingBook) text(h wordingHit) *Text {
	i, ok := slices.BinarySearch(b.starts, h.From)
	if !ok {
		i--
	}
	if i < 0 || i >= len(b.texts) {
		return nil
	}
	return &b.texts[i]
}

// at is the path of that text.
func (b *wordingBook) at(h wordingHit) string {
	if t := b.text(h); t != nil {
		return t.At
	}
	return ""
}

// visible is a text as the book has it.
func (b *wordingBook) visible(i int) string {
	end := len(b.plain)
	if i+1 < len(b.starts) {
		end = b.starts[i+1]
	}
	return strings.TrimSuffix(b.plain[b.starts[i]:end], wordingGap)
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
