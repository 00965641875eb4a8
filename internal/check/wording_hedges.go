package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"notis/internal/notice"
)

// hedgesIn gives the words of a text by which the company leaves open what it
// does, in the order they stand. What the reader can do is no such thing, nor
// what cannot be done.
func hedgesIn(lower string) (hedges []string, count int) {
	words := wordingWords(lower)
	at := func(i int) string {
		if i < 0 || i >= len(words) {
			return ""
		}
		return words[i]
	}
	near := func(from, to int, of ...string) bool {
		for i := max(from, 0); i < min(to, len(words)); i++ {
			if slices.Contains(of, words[i]) {
				return true
			}
		}
		return false
	}
	for i, w := range words {
		if hedgesAt(w, i, at, near) {
			hedges = append(hedges, hedgesName(w))
		}
	}
	return hedges, len(words)
}

// hedgesAt tells whether a word leaves something open where it stands.
func hedgesAt(w string, i int, at func(int) string, near func(int, int, ...string) bool) bool {
	switch w {
	case "kan":
		return !near(i-2, i, "du", "dere", "ingen", "hvordan", "hva", "man", "som") && !near(i-3, i, "at", "så", "dermed") && !near(i+1, i+2, "du", "dere") && !near(i+1, i+3, "ikke", "bare", "kun")
	case "kunne":
		return !near(i-2, i, "å", "skal", "du", "ikke", "skulle", "må") && !near(i-3, i, "du", "ikke") && !near(i+1, i+3, "ikke")
	case "noen":
		return slices.Contains([]string{"av", "ganger", "tilfeller", "opplysninger", "leverandører", "typer", "data", "få"}, at(i+1))
	case "enkelte":
		return !slices.Contains([]string{"den", "de", "hver", "hvert"}, at(i-1))
	case "ofte":
		return at(i-1) != "hvor"
	case "annet":
		return at(i-1) == "blant"
	case "mer":
		return at(i-1) == "med" && !slices.Contains([]string{"enn", "presis", "presise"}, at(i+1))
	case "a":
		return at(i-1) == "bl"
	case "m":
		return at(i-1) == "m"
	case "mulig":
		return at(i-1) == "som" && near(i-3, i-1, "langt")
	case "visse":
		return at(i-1) != "de"
	case "lignende":
		return at(i+1) == "" || near(i-2, i, "og", "eller", "annen", "andre")
	case "eventuelt", "typisk", "typiske", "muligens", "kanskje", "normalt", "vanligvis", "gjerne", "mv", "etc", "osv", "hovedsak":
		return w != "gjerne" || at(i-1) == "vil"
	}
	return false
}

// hedgesName is the word as a message shows it.
func hedgesName(w string) string {
	switch w {
	case "annet":
		return "blant annet"
	case "mer":
		return "med mer"
	case "a":
		return "bl.a."
	case "m":
		return "m.m."
	case "mulig":
		return "så langt som mulig"
	case "hovedsak":
		return "i hovedsak"
	case "mv", "etc", "osv":
		return w + "."
	}
	return w
}

// hedgesTally words how often each hedge stands, the most frequent first.
func hedgesTally(all []string) string {
	count := map[string]int{}
	for _, w := range all {
		count[w]++
	}
	names := make([]string, 0, len(count))
	for w := range count {
		names = append(names, w)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	for i, w := range names {
		names[i] = fmt.Sprintf("%s (%d)", w, count[w])
	}
	return strings.Join(names[:min(6, len(names))], ", ")
}

// findHedged finds what a notice leaves open: entry by entry where that is
// what the reader has to know, and as a whole.
func findHedged(c *Case) []Finding {
	type place struct {
		at string
		n  int
	}
	out, seen := hedgedFacts(c)
	var all []string
	var places []place
	words := 0
	for t := range c.Texts() {
		if strings.HasPrefix(t.At, "source") || strings.HasPrefix(t.At, "definitions") {
			continue
		}
		hedges, n := hedgesIn(lower(t.visible(notice.Norwegian)))
		words += n
		if len(hedges) == 0 {
			continue
		}
		all = append(all, hedges...)
		places = append(places, place{t.At, len(hedges)})
		if what := hedgedCore(t.At); what != "" && !slices.ContainsFunc(seen, func(at string) bool { return strings.HasPrefix(t.At, at) }) {
			out = append(out, Finding{At: t.At, Message: "wp260-qualifiers-text", Args: map[string]any{"What": what, "Words": strings.Join(slices.Compact(hedges), ", ")}})
		}
	}
	share := 0.0
	if words > 0 {
		share = 100 * float64(len(all)) / float64(words)
	}
	if len(all) < fewHedges || share <= hedgesLimit {
		return out
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Compare(b.n, a.n) })
	var names []string
	for _, p := range places[:min(3, len(places))] {
		names = append(names, fmt.Sprintf("%s (%d)", p.at, p.n))
	}
	return append(out, Finding{Args: map[string]any{
		"Number": len(all), "All": words, "Words": hedgesTally(all), "Places": strings.Join(names, ", "),
	}})
}

// hedgedCore tells whether a place is a purpose, a basis or a storage period,
// and which: the guidance has purposes as its examples of poor practice, and
// the others are asked for with the same firmness. "" is any other place.
func hedgedCore(at string) string {
	i := max(strings.LastIndexByte(at, '.'), 0)
	list, key := at[:i], at[i:]
	switch {
	case key == ".purpose":
		return "purpose"
	case key == ".text" && strings.Contains(list, "bases["):
		return "basis"
	case (key == ".criterion" || key == ".text") && strings.Contains(list, "retention["):
		return "retention"
	}
	return ""
}

// hedgedFacts finds what is stated as something that may be: the modality says
// so, whatever the words are. An authority may always ask, so that is not one.
func hedgedFacts(c *Case) (out []Finding, seen []string) {
	if c.Kind == notice.CookiesKind {
		hedgedBases(c.Cookies.Bases, "bases", &out, &seen)
		return out, seen
	}
	add := func(at, what string, m notice.Modality) {
		if hedgedModality(m) {
			out = append(out, Finding{At: at, Message: "wp260-qualifiers-fact", Args: map[string]any{"What": what, "How": string(m)}})
			seen = append(seen, at+".")
		}
	}
	for p := range c.Parts() {
		add(p.At, "part", p.Part.Modality)
		hedgedBases(p.Part.Bases, p.At+".bases", &out, &seen)
		for i, o := range p.Part.Origins {
			add(fmt.Sprintf("%s.origins[%d]", p.At, i), "origin", o.Modality)
		}
		for i, r := range p.Part.Retention {
			add(fmt.Sprintf("%s.retention[%d]", p.At, i), "retention", r.Modality)
		}
	}
	hedgedBases(c.Privacy.Bases, "bases", &out, &seen)
	for i, o := range c.Privacy.Origins {
		add(fmt.Sprintf("origins[%d]", i), "origin", o.Modality)
	}
	for i, r := range c.Privacy.Retention {
		add(fmt.Sprintf("retention[%d]", i), "retention", r.Modality)
	}
	for u := range c.Uses() {
		if u.Use.Role != "authority" {
			add(u.At, "use", u.Use.Modality)
		}
	}
	return out, seen
}

// hedgedBases does the same for legal bases.
func hedgedBases(bases []notice.Basis, list string, out *[]Finding, seen *[]string) {
	for i := range bases {
		if m := bases[i].Modality; hedgedModality(m) {
			at := fmt.Sprintf("%s[%d]", list, i)
			*out = append(*out, Finding{At: at, Message: "wp260-qualifiers-fact", Args: map[string]any{"What": "basis", "How": string(m)}})
			*seen = append(*seen, at+".")
		}
	}
}

func hedgedModality(m notice.Modality) bool {
	return m == "can" || m == "sometimes" || m == "normally" || m == "seeks-to"
}
