package check

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"sync"
	"unicode"
)

// pattern is a regular expression that first looks whether a text holds the
// letters that any match needs: most texts do not, and that is quick to see
// (Cox, "Regular Expression Matching with a Trigram Index", 2012). One that
// takes no regard to case is looked for in small letters, which is quicker too.
// It is made when it is first looked for: most commands check nothing.
type pattern struct{ made func() *expression }

// expression is what a pattern is made of.
type expression struct {
	*regexp.Regexp
	// small finds the same in a text in small letters; nil where case counts.
	small *regexp.Regexp
	needs query
	// any tells that nothing is known of what a match holds.
	any bool
}

// compiled makes a pattern of an expression.
func compiled(expr string) *pattern {
	return &pattern{sync.OnceValue(func() *expression {
		x := &expression{Regexp: regexp.MustCompile(expr)}
		if tree, err := syntax.Parse(expr, syntax.Perl); err == nil {
			x.needs = needed(tree.Simplify())
		}
		if tree, err := syntax.Parse(expr, syntax.Perl); err == nil && caseless(tree) {
			x.small = regexp.MustCompile(tree.String())
		}
		x.any = !x.needs.tells()
		return x
	})}
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
	x := p.made()
	small := lower(s)
	if !x.needs.stands(small) {
		return nil, ""
	}
	if x.small != nil {
		return x.small, small
	}
	return x.Regexp, s
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

// FindAllStringSubmatchIndex gives the places of all matches and their groups.
func (p *pattern) FindAllStringSubmatchIndex(s string, n int) [][]int {
	if re, in := p.look(s); re != nil {
		return re.FindAllStringSubmatchIndex(in, n)
	}
	return nil
}

// Split gives what stands between the matches.
func (p *pattern) Split(s string, n int) []string { return p.made().Split(s, n) }

// ReplaceAllString puts something else where it matches.
func (p *pattern) ReplaceAllString(s, with string) string {
	if re, _ := p.look(s); re == nil {
		return s
	}
	return p.made().ReplaceAllString(s, with)
}

// ReplaceAllStringFunc puts what a function makes of it where it matches.
func (p *pattern) ReplaceAllStringFunc(s string, with func(string) string) string {
	if re, _ := p.look(s); re == nil {
		return s
	}
	return p.made().ReplaceAllStringFunc(s, with)
}

// may tells whether a text can hold a match. It can err on the side of yes
// only.
func (p *pattern) may(s string) bool {
	x := p.made()
	if x.any {
		return s != "" || x.Regexp.MatchString(s)
	}
	var has letters
	has.read(s)
	return x.needs.in(&has)
}
