package facts

import (
	"regexp"
	"strings"

	"notis/internal/notice"
)

// alike tells whether two texts say the same. The end of a line within a
// paragraph is a space (CommonMark 0.31.2, 6.7 and 6.8), so a text that is
// only laid out otherwise has not changed.
func alike(a, b notice.Text) bool {
	same := func(a, b string) bool { return a == b || flow(a) == flow(b) }
	return same(a.NB, b.NB) && same(a.EN, b.EN)
}

// point is how an entry of a list begins.
var point = regexp.MustCompile(`^\s*([-*+]|\d{1,9}[.)])\s`)

// flow puts each paragraph and each point of a list on a line of its own.
func flow(s string) string {
	var out strings.Builder
	blank := true
	for line := range strings.SplitSeq(strings.TrimSpace(s), "\n") {
		line = strings.TrimRight(line, " \t\r")
		switch {
		case line == "":
			if !blank {
				out.WriteString("\n\n")
			}
		case blank:
			out.WriteString(line)
		case point.MatchString(line):
			out.WriteString("\n" + line)
		default:
			out.WriteString(" " + strings.TrimLeft(line, " \t"))
		}
		blank = line == ""
	}
	return out.String()
}
