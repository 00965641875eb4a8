package tidy

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

// keyOf writes a key.
func keyOf(s string) string {
	if bareKey.MatchString(s) {
		return s
	}
	return basic(s)
}

func pathOf(path []string) string {
	out := make([]string, len(path))
	for i, key := range path {
		out[i] = keyOf(key)
	}
	return strings.Join(out, ".")
}

// quote writes a string on one line, in single quotes where that saves
// escapes.
func quote(s string) string {
	if strings.ContainsAny(s, `"\`) && !strings.Contains(s, "'") && !strings.ContainsFunc(s, unseen) {
		return "'" + s + "'"
	}
	return basic(s)
}

// basic writes a basic string (TOML 1.0, String).
func basic(s string) string { return `"` + escape(s, `"`) + `"` }

// block writes a string over several lines. It begins on the first of them.
func block(s string) string {
	if strings.ContainsAny(s, `\`) && !strings.Contains(s, "'''") && !strings.HasSuffix(s, "'") && !strings.ContainsFunc(strings.ReplaceAll(s, "\n", ""), unseen) {
		return "'''\n" + s + "'''"
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.ReplaceAll(escape(line, ""), `"""`, `""\"`)
	}
	out := strings.Join(lines, "\n")
	if strings.HasSuffix(out, `"`) {
		out = out[:len(out)-1] + `\"`
	}
	return `"""` + "\n" + out + `"""`
}

// unseen tells whether an editor would not show a character.
func unseen(r rune) bool {
	if r < 0x7f {
		return r < ' '
	}
	return unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp) || r == utf8.RuneError
}

// escape writes what cannot be seen by its number, and a sign by a backslash.
func escape(s, sign string) string {
	var out strings.Builder
	for _, r := range s {
		switch {
		case r == '\\' || strings.ContainsRune(sign, r):
			out.WriteString(`\` + string(r))
		case r == '\n':
			out.WriteString(`\n`)
		case r == '\t':
			out.WriteString(`\t`)
		case r == utf8.RuneError:
			out.WriteRune(r)
		case unseen(r) && r > 0xffff:
			fmt.Fprintf(&out, `\U%08X`, r)
		case unseen(r):
			fmt.Fprintf(&out, `\u%04X`, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
