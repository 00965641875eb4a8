package register

import (
	"bytes"
	"fmt"
)

// No form filled in by people comes near these; what does would keep the
// parsers busy for minutes, or exhaust their stack.
const (
	maxSize  = 1 << 20
	maxDepth = 64
	maxDots  = 1000
)

// tame refuses a file that is no form filled in by people.
func tame(src []byte) error {
	if len(src) > maxSize {
		return fmt.Errorf("the file is larger than %d bytes", maxSize)
	}
	for line := range bytes.Lines(src) {
		if bytes.Count(line, []byte(".")) > maxDots {
			return fmt.Errorf("a line has more than %d full stops", maxDots)
		}
	}
	depth := 0
	for _, c := range src {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > maxDepth {
			return fmt.Errorf("brackets are nested more than %d deep", maxDepth)
		}
	}
	return nil
}
