package check

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// query is what a text has to hold so that a match is possible.
type query struct {
	op operator
	// word is the groups of letters of a word, and small the word itself in
	// small letters; "" where it has letters that lower does not know.
	word  []uint16
	small string
	subs  []query
}

// operator tells how the parts of a query hang together.
type operator int

const (
	anything operator = iota // nothing is known, so every text may do
	word                     // the text has all groups of letters of a word
	each                     // all of the parts hold
	some                     // one of the parts holds
)

// in evaluates a query on the letters of a text.
func (q *query) in(has *letters) bool {
	switch q.op {
	case word:
		return has.all(q.word)
	case each:
		for i := range q.subs {
			if !q.subs[i].in(has) {
				return false
			}
		}
	case some:
		for i := range q.subs {
			if q.subs[i].in(has) {
				return true
			}
		}
		return false
	}
	return true
}

// stands evaluates a query on a text in small letters: it wants the words and
// not only their letters, which is what most texts lack that have those.
func (q *query) stands(text string) bool {
	switch q.op {
	case word:
		return strings.Contains(text, q.small)
	case each:
		for i := range q.subs {
			if !q.subs[i].stands(text) {
				return false
			}
		}
	case some:
		for i := range q.subs {
			if q.subs[i].stands(text) {
				return true
			}
		}
		return false
	}
	return true
}

// needed works out what every match of an expression holds.
func needed(re *syntax.Regexp) query {
	if words := exact(re); words != nil {
		if q := anyOf(words); q.tells() {
			return q
		}
	}
	switch re.Op {
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		return neededInRow(re.Sub)
	case syntax.OpAlternate:
		any := query{op: some}
		for _, sub := range re.Sub {
			any.subs = append(any.subs, needed(sub))
		}
		if any.tells() {
			return any
		}
	}
	return query{}
}

// neededInRow does the same of expressions that follow each other. Those that
// stand for a few words are put together, for the longer a word the fewer texts
// hold it.
func neededInRow(row []*syntax.Regexp) query {
	all := query{op: each}
	add := func(q query) {
		if q.tells() {
			all.subs = append(all.subs, q)
		}
	}
	for len(row) > 0 {
		run, n := []string{""}, 0
		for n < len(row) {
			next := product(run, exact(row[n]))
			if next == nil {
				break
			}
			run, n = next, n+1
		}
		if q := anyOf(run); q.tells() {
			add(q)
		} else {
			for _, sub := range row[:n] {
				add(needed(sub))
			}
		}
		if n < len(row) {
			if exact(row[n]) == nil {
				add(needed(row[n]))
				n++
			}
		}
		row = row[n:]
	}
	return all
}

// exact lists the words that an expression stands for, where they are few.
func exact(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 || stable(re.Rune) {
			return []string{string(re.Rune)}
		}
	case syntax.OpCharClass:
		var out []string
		for i := 0; i+1 < len(re.Rune); i += 2 {
			for r := re.Rune[i]; r <= re.Rune[i+1]; r++ {
				if out = append(out, string(r)); len(out) > 8 {
					return nil
				}
			}
		}
		return out
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}
	case syntax.OpCapture:
		return exact(re.Sub[0])
	case syntax.OpQuest:
		if words := exact(re.Sub[0]); words != nil {
			return append(words, "")
		}
	case syntax.OpConcat:
		out := []string{""}
		for _, sub := range re.Sub {
			out = product(out, exact(sub))
		}
		return out
	case syntax.OpAlternate:
		var out []string
		for _, sub := range re.Sub {
			words := exact(sub)
			if words == nil || len(out)+len(words) > few {
				return nil
			}
			out = append(out, words...)
		}
		return out
	}
	return nil
}

// few is how many words an expression may stand for.
const few = 64

// product puts each word of one list before each of another; nil where that
// makes too many.
func product(a, b []string) []string {
	if len(a)*len(b) > few {
		return nil
	}
	var out []string
	for _, x := range a {
		for _, y := range b {
			out = append(out, x+y)
		}
	}
	return out
}

// tells tells whether a query leaves out any text.
func (q *query) tells() bool {
	switch q.op {
	case word:
		return true
	case each:
		return len(q.subs) > 0
	case some:
		return !slices.ContainsFunc(q.subs, func(s query) bool { return !s.tells() })
	}
	return false
}

// anyOf is a query for one of some words.
func anyOf(words []string) query {
	any := query{op: some}
	for _, w := range words {
		any.subs = append(any.subs, holding(w))
	}
	return any
}

// holding is a query for a word, which has to be long enough to tell.
func holding(s string) query {
	if len(s) < 3 {
		return query{}
	}
	small := lower(s)
	if strings.ContainsFunc(small, func(r rune) bool { return r > 'ÿ' }) {
		small = ""
	}
	return query{op: word, word: groupsOf(s), small: small}
}

// stable tells whether letters keep their number of bytes in the other case.
// The Kelvin sign and the long s, which fold to k and s, are letters that
// nobody writes.
func stable(word []rune) bool {
	return !slices.ContainsFunc(word, func(r rune) bool {
		return r >= 0x80 && len(string(unicode.ToUpper(r))) != len(string(unicode.ToLower(r)))
	})
}

// letters are the groups of three letters that a text holds, and perhaps a few
// more.
type letters [groups / 64]uint64

func (l *letters) read(s string) {
	if len(s) < 3 {
		return
	}
	a, b := plainLetter(s[0]), plainLetter(s[1])
	for i := 2; i < len(s); i++ {
		c := plainLetter(s[i])
		g := group(a, b, c)
		l[g/64] |= 1 << (g % 64)
		a, b = b, c
	}
}

func (l *letters) all(word []uint16) bool {
	for _, g := range word {
		if l[g/64]&(1<<(g%64)) == 0 {
			return false
		}
	}
	return true
}
