package check

import (
	"slices"
	"strings"

	"notis/internal/notice"
)

var (
	consPoint     = compiled(`(?i)\b(punkt|pkt\.?|avsnitt|kapittel|del) (\d+(\.\d+)*)`)
	consLegal     = compiled(`(?i)lov(en|ens|a)?\b|forskrift|forordning|gdpr|artikkel|direktiv|vilkår|i (den )?[a-zæøå]*(avtale|standard)`)
	consNumber    = compiled(`(?i)\b(section|clause|point|chapter|paragraph) \d+(\.\d+)*`)
	consActs      = compiled(`(?i)\bacts?\b|regulation|gdpr|article|directive|terms|agreement|§`)
	consBelow     = compiled(`(?i)(^|[^a-zæøå])(nedenfor|lenger ned|lenger nede|under her)($|[^a-zæøå])`)
	consAbove     = compiled(`(?i)(^|[^a-zæøå])(ovenfor|ovennevnte|lenger opp|lenger oppe)($|[^a-zæøå])`)
	consPurpose   = compiled(`(?i)formål(et|ene)? (som er |som står |som er nevnt |nevnt )?(ovenfor|nevnt ovenfor|over)`)
	consOnPage    = compiled(`(?i)(øverst|nederst|til venstre|til høyre)[^.]{0,25} på (siden|denne siden)`)
	consBelowEN   = compiled(`(?i)\b(further down|below)\b`)
	consAboveEN   = compiled(`(?i)\b(further up|above)\b`)
	consPurposeEN = compiled(`(?i)\bpurposes? (stated |mentioned |described |set out )?above\b`)
	consOnPageEN  = compiled(`(?i)\bat the (top|bottom)[^.]{0,25} of (the|this) page`)
	consLinked    = compiled(`\[[^\]]*\]\([^)]*\)`)
)

// consFindReferences finds references that lead nowhere in our pages: to
// numbers, which our sections have none of; to what should stand above or
// below where nothing does; to a page that is not this one.
func consFindReferences(c *Case) []Finding {
	var out []Finding
	order := c.consOrder()
	for i, t := range order {
		bare := consUnlinked(t.Text.NB)
		// The English is quoted where it has the same.
		add := func(message, words string, english *pattern) {
			said := consWords{"nb": strings.TrimSpace(words), "en": ""}
			if english != nil {
				said["en"] = strings.TrimSpace(english.FindString(consUnlinked(t.Text.EN)))
			}
			out = append(out, Finding{At: t.At, Message: message, Args: map[string]any{"Words": said}})
		}
		for _, at := range consNumbered(consPoint, bare) {
			if near := bare[max(0, at[0]-45):min(len(bare), at[1]+35)]; !consLegal.MatchString(near) {
				add("", bare[at[0]:at[1]], consNumber)
			}
		}
		for _, at := range consNumbered(consNumber, consUnlinked(t.Text.EN)) {
			if en := consUnlinked(t.Text.EN); !consPoint.MatchString(bare) && !consActs.MatchString(en) {
				out = append(out, Finding{At: t.At, Args: map[string]any{"Words": consWords{"nb": "", "en": en[at[0]:at[1]]}}})
			}
		}
		if m := consEdge(consBelow, bare, i == len(order)-1); m != nil && consLast(bare, m[2]) {
			add("xref-resolves-below", m[2], consBelowEN)
		}
		if m := consEdge(consAbove, bare, i == 0); m != nil && consFirst(bare, m[2]) {
			add("xref-resolves-above", m[2], consAboveEN)
		}
		if consIn(bare, "formål") && c.consAimless(t.At) {
			if m := consPurpose.FindString(bare); m != "" {
				add("xref-resolves-purpose", m, consPurposeEN)
			}
		}
		if consIn(bare, "siden") {
			if m := consOnPage.FindString(bare); m != "" {
				add("xref-resolves-page", m, consOnPageEN)
			}
		}
		if consHas(t.Text, "ikke gjengitt") && consHas(t.Text, "erklæring") {
			add("xref-resolves-absent", "ikke gjengitt", nil)
		}
	}
	return append(out, c.consPromised()...)
}

// consUnlinked is a text without its links, which lead somewhere.
func consUnlinked(text string) string {
	if !strings.Contains(text, "](") {
		return text
	}
	return consLinked.ReplaceAllString(text, "")
}

// consNumbered finds what a form finds; a text without a digit has nothing.
func consNumbered(form *pattern, text string) [][]int {
	if !strings.ContainsAny(text, "0123456789") {
		return nil
	}
	return form.FindAllStringIndex(text, -1)
}

// consEdge finds what a form finds in the text at an end of the page, where
// alone it leads nowhere.
func consEdge(form *pattern, text string, edge bool) []string {
	if !edge {
		return nil
	}
	return form.FindStringSubmatch(text)
}

// consLast tells whether nothing follows a word but the end of its sentence.
func consLast(text, word string) bool {
	_, rest, _ := strings.Cut(text, word)
	return !strings.Contains(strings.TrimSpace(rest), "\n")
}

// consFirst tells whether a word stands on the first line of a text.
func consFirst(text, word string) bool {
	before, _, _ := strings.Cut(text, word)
	return !strings.Contains(strings.TrimSpace(before), "\n")
}

// consSourced tells whether a place is about where the facts were read, which
// speaks of the company's own notice and not of ours.
func consSourced(at string) bool { return strings.HasPrefix(at, "source") }

// consOrder gives the texts in the order of the page: section by section, what
// a section says before the facts it shows. Texts of sections that are not
// listed come last.
func (c *Case) consOrder() []Text {
	sections := c.Privacy.Sections
	if c.Kind == notice.CookiesKind {
		sections = c.Cookies.Sections
	}
	place := map[string]int{}
	for i := range sections {
		place[string(sections[i].ID)] = i
	}
	rank := func(at string) (int, int) {
		root, rest, _ := strings.Cut(strings.ReplaceAll(at, "[", "."), ".")
		if root == "sections" {
			n := 0
			for _, r := range rest {
				if r < '0' || r > '9' {
					break
				}
				n = 10*n + int(r-'0')
			}
			return n, 0
		}
		if root == "list" {
			root = "cookies"
		}
		if n, ok := place[root]; ok {
			return n, 1
		}
		return len(sections), 1
	}
	var out []Text
	for t := range c.Texts() {
		if !consSourced(t.At) {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b Text) int {
		x, first := rank(a.At)
		y, second := rank(b.At)
		if x != y {
			return x - y
		}
		return first - second
	})
	return out
}

// consAimless tells whether a place lies in a part that names no purpose, and
// whose activity names none.
func (c *Case) consAimless(at string) bool {
	if c.Kind != notice.PrivacyKind {
		return false
	}
	for p := range c.Parts() {
		if strings.HasPrefix(at, p.At+".") {
			return p.Part.Purpose.IsZero() && p.Activity.Purpose.IsZero()
		}
	}
	return false
}

// consPromised finds a section on storage that says each period stands with
// its processing, where that is not so.
func (c *Case) consPromised() []Finding {
	if c.Kind != notice.PrivacyKind {
		return nil
	}
	for i := range c.Privacy.Sections {
		s := &c.Privacy.Sections[i]
		if s.ID != "retention" || !strings.Contains(s.Text.NB, "(#activit") || !consHas(s.Text, "enkelte", "hver behandling", "hvert formål") {
			continue
		}
		without := c.consParts(func(p PartAt) bool { return len(p.Part.Retention) == 0 })
		if len(without) > 0 {
			return []Finding{{At: consAt("sections", i), Message: "xref-resolves-retention", Args: map[string]any{"Where": consList(consTitles(without))}}}
		}
	}
	return nil
}
