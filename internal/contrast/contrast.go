// Package contrast holds the colours of every look against each other: words
// on what lies behind them, and shapes that have to be seen.
package contrast

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"notis/internal/diag"
)

// Check computes the contrast of every pair of colours that the shared theme
// declares, for each look, light and dark; paper is light. It gives the pairs
// that are too faint, each where the colour is set, with the nearest colour that
// would do (WCAG 2.2, 1.4.3 and 1.4.11).
func Check(fsys fs.FS) (diag.List, error) {
	t, list, err := readTable(fsys)
	if err != nil || len(list) > 0 {
		return list, err
	}
	shared, err := sharedTokens(fsys)
	if err != nil {
		return nil, err
	}
	sheets, err := looks(fsys)
	if err != nil {
		return nil, err
	}
	// A page of no brand has the shared tokens alone.
	for _, own := range append([][]token{nil}, sheets...) {
		c := checker{table: t, tokens: slices.Concat(own, shared), own: len(own)}
		list = append(list, c.check()...)
	}
	return diag.Sort(list), nil
}

// folder holds the shared style sheets and the table of pairs.
const folder = "themes/base/assets/css"

// sharedTokens reads the tokens that every look has, in the order in which
// layouts/_partials/style.html asks for them.
func sharedTokens(fsys fs.FS) ([]token, error) {
	var out []token
	for _, name := range []string{"look.css", "tokens.css", "scale.css"} {
		name = path.Join(folder, name)
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		out = append(out, tokensOf(name, string(src))...)
	}
	return out, nil
}

// looks reads the tokens of each theme that has its own.
func looks(fsys fs.FS) ([][]token, error) {
	themes, err := fs.ReadDir(fsys, "themes")
	if err != nil {
		return nil, err
	}
	var out [][]token
	for _, d := range themes {
		name := path.Join("themes", d.Name(), "assets", "tokens.css")
		src, err := fs.ReadFile(fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		out = append(out, tokensOf(name, string(src)))
	}
	return out, nil
}

// checker holds one look against the table.
type checker struct {
	table table
	// tokens are those of the look, as many as own says, and then the shared
	// ones. The first one of a name counts.
	tokens []token
	own    int
}

// check computes every pair in both schemes.
func (c *checker) check() diag.List {
	var out diag.List
	set := map[string]int{}
	for i, t := range c.tokens {
		if t.within != ":root" {
			out = append(out, t.finding("contrast-root", map[string]any{"Token": t.name, "Within": t.within}))
		}
		if _, known := set[t.name]; !known {
			set[t.name] = i
		}
	}
	told := map[string]bool{}
	for _, scheme := range []string{"light", "dark"} {
		for i, f := range c.faint(&scene{scheme, set, map[string]shade{}}) {
			// A colour that is the same in both schemes is told of once.
			key := fmt.Sprint(i, f.Args["InkColour"], f.Args["GroundColour"], f.Args["Nearest"])
			if !told[key] {
				out = append(out, f.Diagnostic)
			}
			told[key] = true
		}
	}
	return out
}

// faint is a pair that is told, and how much of the contrast it needs it has.
type faint struct {
	diag.Diagnostic
	share float64
}

// faint computes every pair. It gives the worst one of each colour that has to
// change, by the index of its token, or a number below 0 where no token is to
// blame: its nearest colour mends the others too.
func (c *checker) faint(s *scene) map[int]faint {
	out := map[int]faint{}
	for n, p := range c.table.pairs {
		i, f, ok := c.judge(s, p)
		if ok {
			continue
		}
		if i < 0 {
			i = -1 - n
		}
		if worst, known := out[i]; !known || f.share < worst.share {
			out[i] = f
		}
	}
	return out
}

// scene is what each token is in a scheme, light or dark.
type scene struct {
	scheme string
	// set is the token that counts, by its index among all.
	set map[string]int
	// known are the tokens that were computed.
	known map[string]shade
}

// shade is a computed colour and how bright it is; ok is false for what is not
// set, or no colour.
type shade struct {
	rgb
	bright float64
	ok     bool
}

// colour computes a token.
func (c *checker) colour(s *scene, name string) shade {
	out, known := s.known[name]
	if known {
		return out
	}
	if i, set := s.set[name]; set {
		out.rgb, out.ok = c.value(s, c.tokens[i].value, len(c.tokens))
		out.bright = out.luminance()
	}
	s.known[name] = out
	return out
}

// value computes a value that may refer to other tokens, through no more of
// them than there are: longer ways go in circles.
func (c *checker) value(s *scene, v string, left int) (rgb, bool) {
	name, args, ok := call(v)
	switch {
	case left == 0:
		return rgb{}, false
	case ok && name == "var" && len(args) > 0:
		if i, found := s.set[args[0]]; found {
			return c.value(s, c.tokens[i].value, left-1)
		}
		if len(args) < 2 {
			return rgb{}, false
		}
		return c.value(s, strings.Join(args[1:], ","), left-1)
	case ok && name == "light-dark" && len(args) == 2:
		if s.scheme == "dark" {
			return c.value(s, args[1], left)
		}
		return c.value(s, args[0], left)
	}
	return parseColour(v)
}

// judge computes one pair. Where it is too faint, it gives the index of the
// token that has to change, or -1 where one is not set at all.
func (c *checker) judge(s *scene, p pair) (int, faint, bool) {
	for _, name := range []string{p.ink, p.ground} {
		i, set := s.set[name]
		if !set {
			return -1, faint{p.at.finding("contrast-unset", map[string]any{"Token": name}), 0}, false
		}
		if !c.colour(s, name).ok {
			return i, faint{c.tokens[i].finding("contrast-colour", map[string]any{"Token": name, "Value": c.tokens[i].value}), 0}, false
		}
	}
	ink, ground := c.colour(s, p.ink), c.colour(s, p.ground)
	ratio := ratioOf(ink.bright, ground.bright)
	if ratio >= p.least {
		return 0, faint{}, true
	}
	// The look's own colour is the one to change, else the one in front.
	mend := p.ink
	if s.set[p.ink] >= c.own && s.set[p.ground] < c.own {
		mend = p.ground
	}
	nearest, everywhere := c.nearest(s, mend, p)
	return s.set[mend], faint{c.tokens[s.set[mend]].finding(p.rule, map[string]any{
		"Ink": p.ink, "InkColour": ink.String(), "Ground": p.ground, "GroundColour": ground.String(),
		// Rounded down: what fails at 4.499 is not told as 4.50.
		"Whole": int(ratio), "Part": fmt.Sprintf("%02d", int(ratio*100)%100),
		"Scheme": s.scheme, "Mend": mend, "Nearest": nearest.String(), "Everywhere": everywhere,
	}), ratio / p.least}, false
}

// nearest finds the nearest colour with which a token passes in all its pairs,
// or, where there is none, in this one.
func (c *checker) nearest(s *scene, name string, failed pair) (rgb, bool) {
	was := c.colour(s, name).rgb
	var all []limit
	for _, p := range c.table.pairs {
		other := p.ground
		if other == name {
			other = p.ink
		}
		if p.ink != name && p.ground != name || other == name {
			continue
		}
		if x := c.colour(s, other); x.ok {
			all = append(all, limit{x.rgb, p.least})
		}
	}
	if out, ok := nearest(was, all); ok {
		return out, true
	}
	other := failed.ground
	if other == name {
		other = failed.ink
	}
	out, _ := nearest(was, []limit{{c.colour(s, other).rgb, failed.least}})
	return out, false
}
