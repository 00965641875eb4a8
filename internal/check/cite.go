package check

import (
	"regexp"
	"strings"
	"unicode"
)

// Sayer words a message of i18n/check/explain.
type Sayer interface {
	Say(id string, data map[string]any) (string, error)
	Has(id string) bool
}

// Cite words the provisions of a rule as the readers of a language cite them:
// "GDPR 13(1)(c), 5(1)(b)" is GDPR artikkel 13 nr. 1 bokstav c og 5 nr. 1
// bokstav b, and "markedsføringsloven § 15" the Marketing Control Act § 15.
// What is neither stays as it is.
func Cite(article string, say Sayer) (string, error) {
	var out []string
	for _, g := range citations(article) {
		name, rest, _ := strings.Cut(g[0], " ")
		places := append([]string{rest}, g[1:]...)
		if !say.Has("act-" + name) {
			out = append(out, strings.Join(g, ", "))
			continue
		}
		if name == "GDPR" {
			for i := range places {
				var err error
				if places[i], err = citedPlace(places[i], say); err != nil {
					return "", err
				}
			}
		}
		text, err := together(places, say)
		if err != nil {
			return "", err
		}
		if text, err = say.Say("act-"+name, map[string]any{"Place": text, "Several": len(places) > 1 || strings.Contains(rest, "–")}); err != nil {
			return "", err
		}
		out = append(out, text)
	}
	return strings.Join(out, "; "), nil
}

// citations splits a list of provisions by act: what has no name goes on with
// the one before.
func citations(article string) [][]string {
	var out [][]string
	for p := range strings.SplitSeq(article, ", ") {
		if named := strings.ContainsFunc(p, unicode.IsLetter) && strings.Contains(p, " ") && unicode.IsLetter(rune(p[0])); named || len(out) == 0 {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], p)
	}
	return out
}

// gdprPlace is an article, a paragraph of it and a letter: 13(1)(c).
var gdprPlace = regexp.MustCompile(`^(\d+)(?:\((\d+)\))?(?:\(([a-z])\))?$`)

// citedPlace words it; what is none stays as it is.
func citedPlace(p string, say Sayer) (string, error) {
	m := gdprPlace.FindStringSubmatch(p)
	if m == nil {
		return p, nil
	}
	return say.Say("cite-place", map[string]any{"Article": m[1], "Paragraph": m[2], "Letter": m[3]})
}

// together joins a list as a sentence does.
func together(list []string, say Sayer) (string, error) {
	last := len(list) - 1
	if last < 1 {
		return strings.Join(list, ""), nil
	}
	return say.Say("row-and", map[string]any{"Most": strings.Join(list[:last], ", "), "Last": list[last]})
}
