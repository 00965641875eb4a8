// Package tell words the changes between two versions as sentences a customer
// reads, in both languages.
package tell

import (
	"errors"
	"slices"
	"strings"

	"notis/internal/diff"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/words"
)

// Input is what the sentences are made of.
type Input struct {
	// Changes leads from Before to After.
	Changes       []diff.Change
	Before, After facts.Node
	// Words holds the messages of i18n/notice in each language.
	Words map[notice.Lang]*words.Words
	// Anchors are the anchors of the newer version's page; a change leads to
	// the nearest one.
	Anchors map[string]bool
}

// Tell words each change, in their order. Changes that need no sentence of
// their own are left out, and the same sentence comes once. The error names
// every message that is missing.
func Tell(in Input) ([]notice.Told, error) {
	sayers := map[notice.Lang]*sayer{}
	for _, l := range notice.Langs() {
		sayers[l] = &sayer{in: &in, lang: l, words: in.Words[l]}
	}
	var out []notice.Told
	for i := range in.Changes {
		c := &in.Changes[i]
		if implied(c) {
			continue
		}
		told := notice.Told{
			Path: c.Place(), Op: string(c.Op), Nature: c.Nature, Class: c.Class, Anchor: anchor(c, in.Anchors),
			Text: notice.Text{NB: sayers[notice.Norwegian].sentence(c), EN: sayers[notice.English].sentence(c)},
		}
		same := func(t notice.Told) bool { return t.Text == told.Text && t.Op == told.Op }
		if i := slices.IndexFunc(out, same); i < 0 {
			out = append(out, told)
		} else if told.Class.Rank() > out[i].Class.Rank() {
			out[i].Class = told.Class
		}
	}
	var errs []error
	for _, l := range notice.Langs() {
		errs = append(errs, sayers[l].errs...)
	}
	return out, errors.Join(errs...)
}

// implied are the changes that others tell of: a shared fact comes and goes
// with its use, and an old id with the new one.
func implied(c *diff.Change) bool {
	last := c.Path[len(c.Path)-1]
	if last.Key == "was" || c.Op == diff.Changed && c.To.Refers != "" && c.Nature == notice.NatureWording {
		return true
	}
	if c.Path[len(c.Path)-1].Key == "approval" || len(c.Path) > 1 && c.Path[1].Key == "approval" {
		return true // told by the notice being the company's own
	}
	return c.Path[0].Key == "shared" && len(c.Path) == 2 && (c.Op == diff.Added || c.Op == diff.Removed || c.Op == diff.Moved)
}

// anchor finds the nearest anchor in the page, from the fact outwards.
func anchor(c *diff.Change, known map[string]bool) string {
	for i := len(c.Path) - 1; i >= 0; i-- {
		s := c.Path[i]
		candidate := prefix(s.Key) + s.ID
		switch {
		case s.Key == "sections":
			candidate = s.ID
		case s.ID == "" && i > 1:
			continue // a key within an entry is no section
		case s.ID == "" || !known[candidate] && i == 1:
			candidate = s.Key
		}
		if known[candidate] {
			return candidate
		}
	}
	if c.Path[0].Key == "brand" && known["controller"] {
		return "controller"
	}
	return ""
}

// prefix is what anchors of a list's entries begin with, as the compiler makes
// them.
func prefix(key string) string {
	switch key {
	case "list":
		return "right-"
	case "definitions":
		return "term-"
	case "activities":
		return "activity-"
	case "technologies":
		return "technology-"
	case "security":
		return "measure-"
	default:
		return strings.TrimSuffix(key, "s") + "-"
	}
}
