package contrast

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"notis/internal/diag"
)

// place is where something stands in a file.
type place struct {
	file         string
	line, column int
}

func (p place) finding(rule string, args map[string]any) diag.Diagnostic {
	return diag.Diagnostic{Rule: rule, Severity: diag.Error, File: p.file, Line: p.line, Column: p.column, Args: args}
}

// token is a custom property where a style sheet sets it.
type token struct {
	place
	name, value string
	// within is what stands around it: ":root", where it is as it should be.
	within string
}

// tokensOf reads the custom properties that a style sheet sets. It knows blocks,
// comments and texts in quotes, which is all that tells where one begins and
// ends.
func tokensOf(file, src string) []token {
	clean := blank(src)
	var out []token
	var open []string
	start, depth := 0, 0
	for i := 0; i < len(clean); i++ {
		switch c := clean[i]; c {
		case '"', '\'':
			i = quoted(clean, i)
		case '\\':
			i++
		case '(', '[':
			depth++
		case ')', ']':
			depth = max(0, depth-1)
		case '{':
			open = append(open, strings.TrimSpace(clean[start:i]))
			start, depth = i+1, 0
		case ';', '}':
			if c == ';' && depth > 0 {
				continue
			}
			if t, ok := declared(clean[start:i], open); ok {
				t.place = at(file, src, start+strings.Index(clean[start:i], t.name))
				out = append(out, t)
			}
			start, depth = i+1, 0
			if c == '}' && len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
	}
	return out
}

// blank puts spaces in the place of comments, so that all else stays where it
// is.
func blank(src string) string {
	out := []byte(src)
	for i := 0; i < len(out); i++ {
		switch {
		case out[i] == '"' || out[i] == '\'':
			i = quoted(src, i)
		case out[i] == '\\':
			i++
		case strings.HasPrefix(src[i:], "/*"):
			end := len(src)
			if n := strings.Index(src[i+2:], "*/"); n >= 0 {
				end = i + 2 + n + 2
			}
			for ; i < end; i++ {
				if out[i] != '\n' {
					out[i] = ' '
				}
			}
			i--
		}
	}
	return string(out)
}

// quoted gives the index of the quote that ends a text; a text that does not
// end goes to the end of its line, as in browsers.
func quoted(src string, i int) int {
	for j := i + 1; j < len(src); j++ {
		switch src[j] {
		case '\\':
			j++
		case src[i], '\n':
			return j
		}
	}
	return len(src)
}

// declared reads a declaration, where it is one of a custom property.
func declared(text string, open []string) (token, bool) {
	name, value, ok := strings.Cut(text, ":")
	name = strings.TrimSpace(name)
	if !ok || !strings.HasPrefix(name, "--") || len(open) == 0 {
		return token{}, false
	}
	return token{name: name, value: strings.TrimSpace(value), within: strings.Join(open, " ")}, true
}

func at(file, src string, offset int) place {
	before := src[:offset]
	line := strings.LastIndexByte(before, '\n') + 1
	return place{file, strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[line:]) + 1}
}

// split cuts a text at a mark that stands in no brackets.
func split(s string, mark byte) []string {
	var out []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case mark:
			if depth == 0 {
				out = append(out, strings.TrimSpace(s[start:i]))
				start = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(s[start:]))
}

// call takes a function apart: its name in small letters and its arguments.
func call(v string) (name string, args []string, ok bool) {
	v = strings.TrimSpace(v)
	open := strings.IndexByte(v, '(')
	if open <= 0 || !strings.HasSuffix(v, ")") || strings.ContainsFunc(v[:open], unicode.IsSpace) {
		return "", nil, false
	}
	return strings.ToLower(v[:open]), split(v[open+1:len(v)-1], ','), true
}
