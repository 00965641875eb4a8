package printout

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// width is how many characters a line of plain text has at most: what fits on
// every terminal and in every letter.
const width = 72

// rules are the lines under headings.
var rules = [3]string{strings.Repeat("=", width*4), strings.Repeat("-", width*4), strings.Repeat(".", width*4)}

// widest is the length of the longest line of a heading, as far as there is a
// line to put under it.
func widest(s string) int {
	n := 0
	for line := range strings.SplitSeq(s, "\n") {
		n = max(n, utf8.RuneCountInString(line))
	}
	return min(n, len(rules[0]))
}

// folded writes something and breaks its lines, where it is plain text.
func (p *printer) folded(write func()) {
	from := len(p.out)
	write()
	if p.marks {
		return
	}
	p.wide = append(p.wide[:0], p.out[from:]...)
	p.out = Fold(p.out[:from], p.wide)
}

// Fold appends plain text with its lines broken at 72 characters. What follows
// stands below the words of its line: an entry of a list goes on beside its
// dash. A word that is longer, such as an address, stays whole.
func Fold(out, src []byte) []byte {
	for len(src) > 0 {
		line := src
		if end := bytes.IndexByte(src, '\n'); end >= 0 {
			line = src[:end+1]
		}
		src = src[len(line):]
		if len(line) <= width {
			out = append(out, line...)
			continue
		}
		out = foldLine(out, line)
	}
	return out
}

// foldLine breaks one line.
func foldLine(out, line []byte) []byte {
	indent := hanging(line)
	for {
		at := breakAt(line)
		if at < 0 {
			return append(out, line...)
		}
		out = append(append(out, line[:at]...), '\n')
		// What stood before the first word stands there again, as spaces.
		rest := line[at+1:]
		line = append(bytes.Repeat([]byte{' '}, indent), rest...)
	}
}

// hanging is how far a line that goes on is indented: as far as its first word.
func hanging(line []byte) int {
	n := 0
	for n < len(line) && line[n] == ' ' {
		n++
	}
	at := n
	for at < len(line) && line[at] >= '0' && line[at] <= '9' {
		at++
	}
	mark := at > n && at < len(line) && line[at] == '.' || at == n && at < len(line) && line[at] == '-'
	if mark && at+1 < len(line) && line[at+1] == ' ' {
		return at + 2
	}
	return n
}

// breakAt finds the space at which a line is broken, or -1: the last one that
// leaves no more than the width before it, or else the first one.
func breakAt(line []byte) int {
	indent, last, n := hanging(line), -1, 0
	for i := 0; i < len(line) && line[i] != '\n'; n++ {
		if line[i] == ' ' && i >= indent {
			if n > width && last >= 0 {
				return last
			}
			if last = i; n > width {
				return i
			}
		}
		_, size := utf8.DecodeRune(line[i:])
		i += size
	}
	if n <= width {
		return -1
	}
	return last
}
