package check

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"unicode"
)

// pattern is a regular expression that first looks whether a text holds the
// letters that any match needs: most texts do not, and that is quick to see.
type pattern struct {
	*regexp.Regexp
	// needs are the trigrams of words of which every match holds one; none
	// where nothing is known.
	needs [][]uint16
}

// compiled makes a pattern of an expression.
func compiled(expr string) *pattern {
	p := &pattern{Regexp: regexp.MustCompile(expr)}
	tree, err := syntax.Parse(expr, syntax.Perl)
	if err != nil {
		return p
	}
	for _, word := range needed(tree.Simplify()) {
		p.needs = append(p.needs, trigrams(word))
	}
	return p
}

// MatchString tells whether a text holds a match.
func (p *pattern) MatchString(s string) bool { return p.may(s) && p.Regexp.MatchString(s) }

// FindString gives the first match.
func (p *pattern) FindString(s string) string {
	if !p.may(s) {
		return ""
	}
	return p.Regexp.FindString(s)
}

// FindStringIndex gives the place of the first match.
func (p *pattern) FindStringIndex(s string) []int {
	if !p.may(s) {
		return nil
	}
	return p.Regexp.FindStringIndex(s)
}

// FindStringSubmatch gives the first match and its groups.
func (p *pattern) FindStringSubmatch(s string) []string {
	if !p.may(s) {
		return nil
	}
	return p.Regexp.FindStringSubmatch(s)
}

// FindAllString gives all matches.
func (p *pattern) FindAllString(s string, n int) []string {
	if !p.may(s) {
		return nil
	}
	return p.Regexp.FindAllString(s, n)
}

// FindAllStringIndex gives the places of all matches.
func (p *pattern) FindAllStringIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	return p.Regexp.FindAllStringIndex(s, n)
}

// FindAllStringSubmatch gives all matches and their groups.
func (p *pattern) FindAllStringSubmatch(s string, n int) [][]string {
	if !p.may(s) {
		return nil
	}
	return p.Regexp.FindAllStringSubmatch(s, n)
}

// FindAllStringSubmatchIndex gives the places of all matches and their groups.
func (p *pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if !p.may(s) {
		return nil
	}
	return p.Regexp.FindAllStringSubmatchIndex(s, n)
}

// may tells whether a text can hold a match: whether it has the trigrams of
// one of the words. It can err on the side of yes only.
func (p *pattern) may(s string) bool {
	if len(p.needs) == 0 {
		return true
	}
	var has letters
	has.read(s)
	return p.within(&has)
}

// within tells the same of a text whose letters are known.
func (p *pattern) within(has *letters) bool {
	return len(p.needs) == 0 || slices.ContainsFunc(p.needs, has.all)
}

// letters are the trigrams that a text holds, and perhaps a few more.
type letters [32]uint64

func (l *letters) read(s string) {
	if len(s) < 3 {
		return
	}
	a, b := fold[s[0]], fold[s[1]]
	for i := 2; i < len(s); i++ {
		c := fold[s[i]]
		h := trigram(a, b, c)
		l[h/64] |= 1 << (h % 64)
		a, b = b, c
	}
}

func (l *letters) all(word []uint16) bool {
	for _, h := range word {
		if l[h/64]&(1<<(h%64)) == 0 {
			return false
		}
	}
	return true
}

// trigram is a number below 2048 for three letters.
func trigram(a, b, c byte) uint16 {
	return uint16((uint32(a)*961 + uint32(b)*31 + uint32(c)) * 2654435761 >> 21)
}

// trigrams are those of a word.
func trigrams(word string) []uint16 {
	var out []uint16
	for i := 2; i < len(word); i++ {
		out = append(out, trigram(fold[word[i-2]], fold[word[i-1]], fold[word[i]]))
	}
	return out
}

// fold makes small letters of capitals, and one sign of all that is not ASCII.
var fold = func() (out [256]byte) {
	for i := range out {
		c := byte(i)
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = min(c, 0x80)
	}
	return out
}()

// needed lists words of which every match holds one; none where that cannot be
// said.
func needed(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		if word := string(re.Rune); len(word) >= 3 && (re.Flags&syntax.FoldCase == 0 || stable(re.Rune)) {
			return []string{word}
		}
	case syntax.OpCapture, syntax.OpPlus:
		return needed(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needed(re.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range re.Sub {
			if words := needed(sub); best == nil || words != nil && shortest(words) > shortest(best) {
				best = words
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			words := needed(sub)
			if words == nil {
				return nil
			}
			all = append(all, words...)
		}
		return all
	}
	return nil
}

// stable tells whether letters keep their number of bytes in the other case.
func stable(word []rune) bool {
	return !slices.ContainsFunc(word, func(r rune) bool {
		return r >= 0x80 && len(string(unicode.ToUpper(r))) != len(string(unicode.ToLower(r)))
	})
}

func shortest(words []string) int {
	n := len(words[0])
	for _, w := range words {
		n = min(n, len(w))
	}
	return n
}
