package compile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"notis/internal/document"
	"notis/internal/notice"
)

// AnchorError is a link of a text that leads nowhere in its notice, or an
// anchor that two entries have.
type AnchorError struct {
	Brand  notice.ID
	Kind   notice.Kind
	Anchor string
	// Twice is true for an anchor that two entries have.
	Twice bool
	// Known are the anchors of the notice, sorted.
	Known []string
}

func (e *AnchorError) Error() string {
	if e.Twice {
		return fmt.Sprintf("%s %s: two entries have the anchor #%s", e.Brand, e.Kind, e.Anchor)
	}
	return fmt.Sprintf("%s %s: a text links to #%s, which is nowhere in the notice", e.Brand, e.Kind, e.Anchor)
}

// anchors wants each anchor once and every link inside the notice to lead
// somewhere.
func (c *compiler) anchors() {
	seen, links := map[string]bool{}, map[string]bool{}
	fail := func(anchor string, twice bool, known []string) {
		c.errs = append(c.errs, &AnchorError{c.dossier.ID, c.kind, anchor, twice, known})
	}
	c.doc.Visit(document.Visitor{
		Word: func(string) {},
		ID: func(id string) {
			if seen[id] {
				fail(id, true, nil)
			}
			seen[id] = true
		},
		Line: func(l document.Line) {
			for _, r := range l {
				if to, ok := strings.CutPrefix(r.To, "#"); ok {
					links[to] = true
				}
			}
		},
	})
	for _, to := range slices.Sorted(maps.Keys(links)) {
		if !seen[to] {
			fail(to, false, slices.Sorted(maps.Keys(seen)))
		}
	}
}
