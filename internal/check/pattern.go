package check

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"
)

// pattern is a regular expression that first looks whether a text holds the
// letters that any match needs: most texts do not, and that is quick to see
// (Cox, "Regular Expression Matching with a Trigram Index", 2012). One that
// takes no regard to case is looked for in small letters, which is quicker too.
type pattern struct {
	*regexp.Regexp
	// small finds the same in a text in small letters; nil where case counts.
	small *regexp.Regexp
	needs query
	// any tells that nothing is known of what a match holds.
	any bool
}

// compiled makes a pattern of an expression.
func compiled(expr string) *pattern {
	p := &pattern{Regexp: regexp.MustCompile(expr)}
	if tree, err := syntax.Parse(expr, syntax.Perl); err == nil {
		p.needs = needed(tree.Simplify())
	}
	if tree, err := syntax.Parse(expr, syntax.Perl); err == nil && caseless(tree) {
		p.small = regexp.MustCompile(tree.String())
	}
	p.any = !p.needs.tells()
	return p
}

// caseless makes an expression one for small letters; false where it is not
// without regard to case, as a whole.
func caseless(re *syntax.Regexp) bool {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 && slices.ContainsFunc(re.Rune, func(r rune) bool { return unicode.ToLower(r) != unicode.ToUpper(r) }) {
			return false
		}
		for i, r := range re.Rune {
			re.Rune[i] = unicode.ToLower(r)
		}
		re.Flags &^= syntax.FoldCase
	case syntax.OpCharClass:
		holds := func(r rune) bool {
			for i := 0; i+1 < len(re.Rune); i += 2 {
				if r >= re.Rune[i] && r <= re.Rune[i+1] {
					return true
				}
			}
			return false
		}
		for r := 'A'; r <= 'Þ'; r++ {
			if unicode.IsUpper(r) && holds(r) != holds(unicode.ToLower(r)) {
				return false
			}
		}
	}
	for _, sub := range re.Sub {
		if !caseless(sub) {
			return false
		}
	}
	return true
}

// look gives the expression to use and the text to use it on, in which bytes
// stand where those of the other do; nil where no match is possible.
func (p *pattern) look(s string) (*regexp.Regexp, string) {
	if !p.may(s) {
		return nil, ""
	}
	small := lower(s)
	if !p.needs.stands(small) {
		return nil, ""
	}
	if p.small != nil {
		return p.small, small
	}
	return p.Regexp, s
}

// MatchString tells whether a text holds a match.
func (p *pattern) MatchString(s string) bool {
	re, in := p.look(s)
	return re != nil && re.MatchString(in)
}

// FindString gives the first match.
func (p *pattern) FindString(s string) string {
	if re, in := p.look(s); re != nil {
		if at := re.FindStringIndex(in); at != nil {
			return s[at[0]:at[1]]
		}
	}
	return ""
}

// FindStringSubmatch gives the first match and its groups.
func (p *pattern) FindStringSubmatch(s string) []string {
	if re, in := p.look(s); re != nil {
		return parts(s, re.FindStringSubmatchIndex(in))
	}
	return nil
}

// FindAllString gives all matches.
func (p *pattern) FindAllString(s string, n int) []string {
	var out []string
	for _, at := range p.FindAllStringIndex(s, n) {
		out = append(out, s[at[0]:at[1]])
	}
	return out
}

// FindAllStringIndex gives the places of all matches.
func (p *pattern) FindAllStringIndex(s string, n int) [][]int {
	if re, in := p.look(s); re != nil {
		return re.FindAllStringIndex(in, n)
	}
	return nil
}

// FindAllStringSubmatch gives all matches and their groups.
func (p *pattern) FindAllStringSubmatch(s string, n int) [][]string {
	re, in := p.look(s)
	if re == nil {
		return nil
	}
	var out [][]string
	for _, at := range re.FindAllStringSubmatchIndex(in, n) {
		out = append(out, parts(s, at))
	}
	return out
}

// parts gives what stands at pairs of places; "" where there is none.
func parts(s string, at []int) []string {
	var out []string
	for i := 0; i+1 < len(at); i += 2 {
		if at[i] < 0 {
			out = append(out, "")
			continue
		}
		out = append(out, s[at[i]:at[i+1]])
	}
	return out
}

// ReplaceAllString puts something else where it matches.
func (p *pattern) ReplaceAllString(s, with string) string {
	if re, _ := p.look(s); re == nil {
		return s
	}
	return p.Regexp.ReplaceAllString(s, with)
}

// ReplaceAllStringFunc puts what a function makes of it where it matches.
func (p *pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	if re, _ := p.look(s); re == nil {
		return s
	}
	return p.Regexp.ReplaceAllStringFunc(s, with)
}

// may tells whether a text can hold a match. It can err on the side of yes
// only.
func (p *pattern) may(s string) bool {
	if p.any {
		return s != "" || p.Regexp.MatchString(s)
	}
	var has letters
	has.read(s)
	return p.needs.in(&has)
}

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
