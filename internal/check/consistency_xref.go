package check

import (
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
// below where nothing does; to a page that is not this one; to an activity
// that is about something else.
func consFindReferences(c *Case) []Finding {
	var out []Finding
	for t := range c.Saying(consPoint, consNumber) {
		if !consSourced(t.At) {
			out = append(out, consToNumbers(t)...)
		}
	}
	var first, last string
	for t := range c.Saying(consBelow, consAbove, consPurpose, consOnPage) {
		if consSourced(t.At) {
			continue
		}
		if first == "" {
			first, last = c.consEdges()
		}
		bare := consUnlinked(t.Text.NB)
		// The English is quoted where it has the same.
		add := func(message, words string, english *pattern) {
			said := notice.Text{NB: strings.TrimSpace(words), EN: strings.TrimSpace(english.FindString(consUnlinked(t.Text.EN)))}
			out = append(out, Finding{At: t.At, Message: message, Args: map[string]any{"Words": said}})
		}
		if m := consEdge(consBelow, bare, t.At == last); m != nil && consLast(bare, m[2]) {
			add("xref-resolves-below", m[2], consBelowEN)
		}
		if m := consEdge(consAbove, bare, t.At == first); m != nil && consFirst(bare, m[2]) {
			add("xref-resolves-above", m[2], consAboveEN)
		}
		if m := consPurpose.FindString(bare); m != "" && c.consAimless(t.At) {
			add("xref-resolves-purpose", m, consPurposeEN)
		}
		if m := consOnPage.FindString(bare); m != "" && !c.consOwnPage(t.At) {
			add("xref-resolves-page", m, consOnPageEN)
		}
	}
	for t := range c.With("ikke gjengitt") {
		// That there is no list, and where it should be had from, is asked by
		// the rule on what is stored.
		asked := c.Kind == notice.CookiesKind && c.Cookies.List.Published == "no" && t.At == "list.text"
		if !consSourced(t.At) && !asked && consHas(t.Text, "ikke gjengitt") && consHas(t.Text, "erklæring") {
			out = append(out, Finding{At: t.At, Message: "xref-resolves-absent"})
		}
	}
	out = append(out, c.consMislinked()...)
	return append(out, c.consPromised()...)
}

// consToNumbers finds references of a text to numbers of sections.
func consToNumbers(t Text) []Finding {
	var out []Finding
	bare, english := consUnlinked(t.Text.NB), consUnlinked(t.Text.EN)
	numbers := consNumbered(consNumber, english)
	for i, at := range consNumbered(consPoint, bare) {
		if near := bare[max(0, at[0]-45):min(len(bare), at[1]+35)]; !consLegal.MatchString(near) {
			said := notice.Text{NB: bare[at[0]:at[1]], EN: ""}
			if i < len(numbers) {
				said.EN = english[numbers[i][0]:numbers[i][1]]
			}
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": said}})
		}
	}
	for _, at := range numbers {
		if !consPoint.MatchString(bare) && !consActs.MatchString(english) {
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": notice.Text{NB: "", EN: english[at[0]:at[1]]}}})
		}
	}
	return out
}

// consUnder is a reference to what is said of one thing under the heading of
// another.
var consUnder = compiled(`(?i)(?:^|[^a-zæøå])om (\pL{5,}) under \[[^\]]*\]\(#activity-([a-z0-9-]+)\)`)

// consUnderEN is the same in English.
var consUnderEN = compiled(`(?i)\b(?:on|about) (\pL{5,}) (?:under|in) \[[^\]]*\]\(#activity-([a-z0-9-]+)\)`)

// consUnderIn gives the English words before a link to an activity; "" where
// they stand otherwise.
func consUnderIn(english, id string) string {
	for _, m := range consUnderEN.FindAllStringSubmatch(english, -1) {
		if m[2] == id {
			return m[1]
		}
	}
	return ""
}

// consMislinked finds a link to an activity from words that are the heading of
// another one.
func (c *Case) consMislinked() []Finding {
	if c.Kind != notice.PrivacyKind {
		return nil
	}
	var out []Finding
	for t := range c.Saying(consUnder) {
		for _, m := range consUnder.FindAllStringSubmatch(t.Text.NB, -1) {
			word := lower(m[1])
			about := func(a *notice.Activity) bool { return consHas(a.Title, word) }
			to := c.consActivity(notice.Ref(m[2]))
			if to == nil || about(to) {
				continue
			}
			for i := range c.Privacy.Activities {
				if a := &c.Privacy.Activities[i]; strings.HasPrefix(lower(a.Title.NB), word) {
					out = append(out, Finding{At: t.At, Message: "xref-resolves-other", Args: map[string]any{
						"Words": notice.Text{NB: m[1], EN: consUnderIn(t.Text.EN, m[2])}, "To": consTitle(to, nil), "Other": consTitle(a, nil),
					}})
					break
				}
			}
		}
	}
	return out
}

// consOwnPage tells whether "on this page" may be read where it was written:
// on the company's own site, of which a rendition repeats the words, and of a
// tool that every page of the site has.
func (c *Case) consOwnPage(at string) bool {
	src, tool := &c.Privacy.Source, false
	if c.Kind == notice.CookiesKind {
		src = &c.Cookies.Source
		for i := range c.Cookies.Choices {
			tool = tool || c.Cookies.Choices[i].Kind == "consent-tool" && strings.HasPrefix(at, consAt("choices", i)+".")
		}
	}
	return tool || src.SHA256 != "" || c.Brand.Official && c.Brand.Host != ""
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

// consEdges gives the places of the first and the last text of the page:
// section by section, what a section says before the facts it shows. Texts of
// sections that are not listed come last.
func (c *Case) consEdges() (first, last string) {
	sections := c.Privacy.Sections
	if c.Kind == notice.CookiesKind {
		sections = c.Cookies.Sections
	}
	place := map[string]int{}
	for i := range sections {
		place[string(sections[i].ID)] = 2 * i
	}
	// The words of a section stand before its facts, so they have even numbers.
	rank := func(at string) int {
		root := at
		if i := strings.IndexAny(at, ".["); i >= 0 {
			root = at[:i]
		}
		switch root {
		case "sections":
			n := 0
			for _, r := range strings.TrimPrefix(at, "sections[") {
				if r < '0' || r > '9' {
					break
				}
				n = 10*n + int(r-'0')
			}
			return 2 * n
		case "list":
			root = "cookies"
		}
		if n, ok := place[root]; ok {
			return n + 1
		}
		return 2*len(sections) + 1
	}
	low, high := 0, 0
	for t := range c.Texts() {
		if consSourced(t.At) {
			continue
		}
		n := rank(t.At)
		if first == "" || n < low {
			first, low = t.At, n
		}
		if last == "" || n >= high {
			last, high = t.At, n
		}
	}
	return first, last
}

// consAimless tells whether a place lies in a part that names no purpose, and
// neither its activity nor a part before it does.
func (c *Case) consAimless(at string) bool {
	if c.Kind != notice.PrivacyKind {
		return false
	}
	var before *notice.Activity
	aims := false
	for p := range c.Parts() {
		if p.Activity != before {
			before, aims = p.Activity, !p.Activity.Purpose.IsZero()
		}
		aims = aims || !p.Part.Purpose.IsZero()
		if strings.HasPrefix(at, p.At+".") {
			return !aims
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
		// That nothing says how long is found by the rule on it.
		asked := c.consElse(rights, "art13-2-a-retention")
		without := c.consParts(func(p PartAt) bool {
			return len(p.Part.Retention) == 0 && len(p.Part.Data) > 0 && !consAsked(asked, p.At) && !consAsked(asked, consActivityAt(p.At))
		})
		if len(without) > 0 {
			return []Finding{{At: consAt("sections", i), Message: "xref-resolves-retention", Args: map[string]any{"Where": consList(consTitles(without))}}}
		}
	}
	return nil
}
