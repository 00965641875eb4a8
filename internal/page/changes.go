package page

import (
	"fmt"

	"notis/internal/redline"
)

// Changes is one comparison of two versions: the sentences first, then the
// redline.
type Changes struct {
	// From and To are the worded names of the two, such as "Versjon 2
	// (1. mars 2024)", FromPath and ToPath their pages, or "".
	From, To         string
	FromPath, ToPath string
	// Summary is what is new, in a sentence.
	Summary string
	// Groups hold the changes: one for a step between neighbours, one a
	// version for a comparison with the one in force, none where nobody has
	// told them yet.
	Groups []Group
	// Redline is the two texts in one, or nil where one of them is not kept.
	Redline *redline.Redline
}

// Group is the changes that one version made.
type Group struct {
	// Title names the version, "" where there is but one group.
	Title string
	// Path is the page of the version, or "".
	Path string
	// Sentences are its changes. Withheld tells that they are not given, as
	// they might quote a text that was withdrawn.
	Sentences []Sentence
	Withheld  bool
}

// Changes renders the body of the page that compares two versions.
func (t *Templates) Changes(x *Changes, c Context) ([]byte, error) {
	text, err := x.typeset(c)
	if err != nil {
		return nil, fmt.Errorf("changes from %s to %s: %w", x.From, x.To, err)
	}
	out, err := t.render("changes", comparison{x, text}, c)
	if err != nil {
		return nil, fmt.Errorf("changes from %s to %s: %w", x.From, x.To, err)
	}
	return out, nil
}
