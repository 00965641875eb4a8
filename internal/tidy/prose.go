package tidy

import (
	"reflect"
	"regexp"
	"slices"
	"strings"

	"notis/internal/prose"
)

// proser lays texts out, and tells whether two texts mean the same.
type proser struct {
	parser *prose.Parser
	// laid holds what was laid out before: a text is asked for each time it
	// is weighed whether it fits on a line.
	laid map[string]*layout
}

func newProser() *proser { return &proser{prose.New(), map[string]*layout{}} }

// same tells whether two texts are read as the same blocks.
func (p *proser) same(a, b string) bool {
	if a == b {
		return true
	}
	x, bad := p.parser.Parse(a)
	y, bad2 := p.parser.Parse(b)
	return len(bad) == 0 && len(bad2) == 0 && reflect.DeepEqual(x, y)
}

// layout is a text as it can be written: a sentence a line; and where it is
// one paragraph, on one line.
type layout struct {
	lines []string
	one   string
}

// lay lays a text out; false where it has to stay as it is, because it is
// empty, or no Markdown that a text takes, or would be read otherwise.
func (p *proser) lay(s string) (*layout, bool) {
	l, known := p.laid[s]
	if !known {
		l = p.layOut(s)
		p.laid[s] = l
	}
	return l, l != nil
}

func (p *proser) layOut(s string) *layout {
	if strings.ContainsFunc(s, func(r rune) bool { return r != '\n' && r != '\u00ad' && unseen(r) }) {
		return nil // the loader refuses it, and shows where
	}
	lines := flow(s)
	if len(lines) == 0 {
		return nil
	}
	text := strings.Join(lines, "\n")
	if _, bad := p.parser.Parse(s); len(bad) > 0 || !slices.Equal(flow(text), lines) || !p.same(s, text) {
		return nil
	}
	out := &layout{lines: lines}
	if len(lines) == 1 {
		out.one = text
	} else if one := strings.Join(lines, " "); !slices.Contains(lines, "") && p.same(s, one) && strings.Join(flow(one), " ") == one {
		out.one = one
	}
	return out
}

// paragraph is running text with what stands before its first line, such as
// the sign of a list, and before the others.
type paragraph struct {
	first, rest string
	lines       []string
}

var (
	bullet   = regexp.MustCompile(`^\s*[-*+]\s+`)
	numbered = regexp.MustCompile(`^\s*\d{1,9}[.)]\s+`)
	indent   = regexp.MustCompile(`^\s*`)
)

// flow gives the lines of a text, one sentence each. Empty lines and lists
// stay.
func flow(s string) []string {
	var out []string
	var open *paragraph
	flush := func() {
		if open != nil {
			out = append(out, open.sentences()...)
			open = nil
		}
	}
	for line := range strings.SplitSeq(s, "\n") {
		line = strings.TrimRight(line, " \t")
		if line == "" {
			flush()
			if len(out) > 0 && out[len(out)-1] != "" {
				out = append(out, "")
			}
			continue
		}
		sign := bullet.FindString(line)
		if n := numbered.FindString(line); n != "" && (open == nil || open.numbered() || strings.TrimSpace(n)[:len(strings.TrimSpace(n))-1] == "1") {
			sign = n // elsewhere "27. april" goes on
		}
		if sign != "" || open == nil {
			flush()
			if sign == "" {
				sign = indent.FindString(line)
			}
			open = &paragraph{first: sign, rest: strings.Repeat(" ", len(sign)), lines: []string{line[len(sign):]}}
			continue
		}
		open.lines = append(open.lines, strings.TrimLeft(line, " \t"))
	}
	flush()
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

func (p *paragraph) numbered() bool { return numbered.MatchString(p.first) }

// sentences gives the lines of a paragraph. A break that somebody made where a
// sentence or a part of it ends stays.
func (p *paragraph) sentences() []string {
	var parts []string
	for i, line := range p.lines {
		if i == 0 || breaks(parts[len(parts)-1], line) {
			parts = append(parts, line)
		} else {
			parts[len(parts)-1] += " " + line
		}
	}
	var out []string
	for _, part := range parts {
		for _, s := range cut(part) {
			before := p.rest
			if len(out) == 0 {
				before = p.first
			}
			out = append(out, before+s)
		}
	}
	return out
}
