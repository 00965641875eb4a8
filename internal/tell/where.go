package tell

import (
	"errors"
	"slices"
	"strings"

	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/words"
)

// Where names a place of a notice in words, from the outside in, for somebody
// who has never seen the data files: "Marketing – Newsletters". It is nothing
// for the notice as a whole. The error names every message that is missing.
func Where(f notice.Facts, kind notice.Kind, at string, l notice.Lang, w *words.Words) (string, error) {
	if at == "" {
		return "", nil
	}
	if kind == notice.CookiesKind {
		f.Privacy = notice.Privacy{}
	} else {
		f.Cookies = notice.Cookies{}
	}
	root := facts.Of(f)
	s := &sayer{in: &Input{Before: root, After: root}, lang: l, words: w}
	part := facts.Owner(kind, at)
	var names []string
	along, _ := root.At(part).Walk(at)
	for _, n := range along {
		if name := s.title(n); name != "" && n.Kind != facts.List {
			names = append(names, name)
		}
	}
	if key, _, _ := strings.Cut(at, "."); len(names) == 0 {
		key, _, _ = strings.Cut(key, "[")
		names = s.sectionOf(part, key)
	}
	return strings.Join(slices.Compact(names), " – "), errors.Join(s.errs...)
}
