package check

import (
	"iter"
	"math/bits"
	"slices"
)

// index tells which texts of a notice can hold a word, by the groups of three
// letters that the word and the texts consist of (Zobel and Moffat, "Inverted
// files for text search engines", ACM Computing Surveys 38(2), 2006). Most
// rules read every text and most texts are about something else, so it saves
// nine looks of ten. It can err on the side of yes only.
type index struct {
	texts []Text
	// rows has one set of texts for each group of letters.
	rows [groups][]uint64
}

// groups is how many groups of letters are told apart; more are the same now
// and then, which costs a look.
const groups = 4096

// indexed reads texts once, in both languages.
func indexed(texts []Text) *index {
	x := &index{texts: texts}
	width := (len(texts) + 63) / 64
	all := make([]uint64, groups*width)
	for i := range x.rows {
		x.rows[i], all = all[:width:width], all[width:]
	}
	for i := range texts {
		x.read(texts[i].Text.NB, i)
		x.read(texts[i].Text.EN, i)
	}
	return x
}

// read marks the groups of letters of a text.
func (x *index) read(s string, text int) {
	if len(s) < 3 {
		return
	}
	at, mark := text/64, uint64(1)<<(text%64)
	a, b := plainLetter(s[0]), plainLetter(s[1])
	for i := 2; i < len(s); i++ {
		c := plainLetter(s[i])
		x.rows[group(a, b, c)][at] |= mark
		a, b = b, c
	}
}

// with gives the texts for which a query may hold, in their order.
func (x *index) with(q *query) iter.Seq[Text] {
	return func(yield func(Text) bool) {
		for at := range (len(x.texts) + 63) / 64 {
			for set := x.block(q, at); set != 0; set &= set - 1 {
				if i := 64*at + bits.TrailingZeros64(set); i < len(x.texts) && !yield(x.texts[i]) {
					return
				}
			}
		}
	}
}

// block evaluates a query for 64 texts at once.
func (x *index) block(q *query, at int) uint64 {
	set := ^uint64(0)
	switch q.op {
	case word:
		for _, g := range q.word {
			if set &= x.rows[g][at]; set == 0 {
				break
			}
		}
	case each:
		for i := range q.subs {
			if set &= x.block(&q.subs[i], at); set == 0 {
				break
			}
		}
	case some:
		set = 0
		for i := range q.subs {
			set |= x.block(&q.subs[i], at)
		}
	}
	return set
}

// plainLetter makes a small letter of a capital, and one sign of all that is
// not ASCII.
func plainLetter(c byte) byte {
	switch {
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A'
	case c >= 0x80:
		return 0x80
	}
	return c
}

// group is a number below groups for three letters.
func group(a, b, c byte) uint16 {
	return uint16((uint32(a)*961 + uint32(b)*31 + uint32(c)) * 2654435761 >> 20)
}

// groupsOf are those of a word, each once.
func groupsOf(word string) []uint16 {
	var out []uint16
	for i := 2; i < len(word); i++ {
		g := group(plainLetter(word[i-2]), plainLetter(word[i-1]), plainLetter(word[i]))
		if !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}
