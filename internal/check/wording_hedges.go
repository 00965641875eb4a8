package check

import (
	"cmp"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// hedgesWord tells whether a word in small letters can leave something open.
func hedgesWord(w string) bool {
	switch w {
	case "kan", "kunne", "noen", "enkelte", "ofte", "annet", "mer", "a", "m", "mulig", "mulighet", "visse", "lignende", "regel", "tiden",
		"eventuelt", "typisk", "typiske", "muligens", "kanskje", "normalt", "vanligvis", "gjerne", "mv", "etc", "osv", "hovedsak":
		return true
	}
	return false
}

// hedge is a word that leaves something open, by the name that messages show,
// with what follows it, and with what stands around it.
type hedge struct{ name, next, around string }

// hedgesNames lists the names of hedges.
func hedgesNames(list []hedge) []string {
	var out []string
	for _, h := range list {
		out = append(out, h.name)
	}
	return out
}

// hedgesIn gives the words of a text in small letters by which the company
// leaves open what it does, in the order they stand. What the reader can do is
// no such thing, nor what cannot be done. The words are counted where there
// are any.
func hedgesIn(lower string) (hedges []hedge, count int) {
	any := false
	wordingEach(lower, func(w string) bool {
		any = hedgesWord(w)
		return !any
	})
	if !any {
		return nil, 0
	}
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
		if hedgesWord(w) && hedgesAt(w, i, at, near) {
			hedges = append(hedges, hedge{hedgesName(w), w + " " + at(i+1), strings.Join([]string{at(i - 1), w, at(i + 1), at(i + 2)}, " ")})
		}
	}
	return hedges, len(words)
}

// hedgesAt tells whether a word leaves something open where it stands.
func hedgesAt(w string, i int, at func(int) string, near func(int, int, ...string) bool) bool {
	switch w {
	case "kan":
		// What a thing is good for is no doing of the company's, nor is what
		// the reader does in "du kjenner oss og kan si nei".
		if near(i+1, i+4, "hjelpe", "bidra", "virke") && !near(i-2, i+2, "vi") || at(i-1) == "og" && near(0, i, "du", "dere") {
			return false
		}
		// How things can be sorted is none either, nor is what something else
		// is done for.
		if at(i+1) == "deles" && at(i+2) == "inn" || at(i+1) == "inndeles" || near(i-6, i, "slik") && near(i-5, i, "at") {
			return false
		}
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
		return at(i-1) == "blant" && !hedgesMeans(at(i+1))
	case "mer":
		return at(i-1) == "med" && !slices.Contains([]string{"enn", "presis", "presise"}, at(i+1))
	case "a":
		return at(i-1) == "bl" && !hedgesMeans(at(i+1))
	case "m":
		return at(i-1) == "m"
	case "mulig":
		return at(i-1) == "som" && near(i-3, i-1, "langt")
	case "mulighet":
		return at(i+1) == "til" && near(i-2, i, "vi")
	case "regel":
		return at(i-1) == "som"
	case "tiden":
		return at(i-1) == "for" && at(i+1) != "det"
	case "visse":
		// "I visse tilfeller har du rett" is about what the law gives.
		return at(i-1) != "de" && !(at(i+1) == "tilfeller" && near(i+2, i+5, "du"))
	case "lignende":
		return at(i+1) == "" || near(i-2, i, "og", "eller", "annen", "andre")
	case "eventuelt", "typisk", "typiske", "muligens", "kanskje", "normalt", "vanligvis", "gjerne", "mv", "etc", "osv", "hovedsak":
		return w != "gjerne" || at(i-1) == "vil"
	}
	return false
}

// hedgesMeans tells whether a word begins what something is done by: "bl.a.
// ved hjelp av" leaves open how it is done, and not what for.
func hedgesMeans(next string) bool {
	return next == "gjennom" || next == "ved" || next == "via"
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
	case "mulighet":
		return "mulighet til"
	case "regel":
		return "som regel"
	case "tiden":
		return "for tiden"
	case "hovedsak":
		return "i hovedsak"
	case "mv", "etc", "osv":
		return w + "."
	}
	return w
}

// hedgesEnglish are the words by which an English text says what Norwegian
// words that leave things open say. What the reader can do is left out.
var hedgesEnglish = []struct {
	nb []string
	en *pattern
}{
	{[]string{"kan", "kunne", "mulighet til"}, compiled(`(?i)\b(you )?((?-i:may)|might|could|can|able to|the (opportunity|option) to)\b`)},
	{[]string{"noen", "enkelte", "visse"}, compiled(`(?i)\b(some|certain|a few|sometimes)\b`)},
	{[]string{"ofte", "gjerne"}, compiled(`(?i)\boften\b`)},
	{[]string{"typisk", "typiske", "normalt", "vanligvis", "som regel"}, compiled(`(?i)\b(typical(ly)?|normally|usually|generally|as a rule)\b`)},
	{[]string{"blant annet", "bl.a."}, compiled(`(?i)\b(among other things|among others|inter alia|including)\b`)},
	{[]string{"med mer", "m.m.", "mv.", "etc.", "osv."}, compiled(`(?i)\b(etc\b\.?|and so on\b|and more\b|and the like\b)`)},
	{[]string{"lignende"}, compiled(`(?i)\b(similar|the like)\b`)},
	{[]string{"muligens", "kanskje", "eventuelt"}, compiled(`(?i)\b(possibly|perhaps|(?-i:may)|where applicable|if applicable|any)\b`)},
	{[]string{"så langt som mulig"}, compiled(`(?i)\bas far as possible\b`)},
	{[]string{"i hovedsak"}, compiled(`(?i)\b(mainly|primarily|essentially)\b`)},
	{[]string{"for tiden"}, compiled(`(?i)\b(for the time being|currently|at present)\b`)},
}

// hedgesQuote lists the words of an English text that stand for Norwegian ones.
func hedgesQuote(en string, nb []string) []string {
	var out []string
	for _, w := range hedgesEnglish {
		if !slices.ContainsFunc(w.nb, func(s string) bool { return slices.Contains(nb, s) }) {
			continue
		}
		for _, m := range w.en.FindAllString(en, -1) {
			if m = lower(m); !strings.HasPrefix(m, "you ") && !slices.Contains(out, m) {
				out = append(out, m)
			}
		}
	}
	return out
}

// hedgesTally lists the hedges that stand most often, the most frequent first.
func hedgesTally(all []string) []string {
	count := map[string]int{}
	var names []string
	for _, w := range all {
		if count[w]++; count[w] == 1 {
			names = append(names, w)
		}
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	return names[:min(6, len(names))]
}

// hedgesCount is what is counted in a notice as a whole.
type hedgesCount struct {
	words, hedges int
	// nb are the hedges without findings of their own, and en the English of
	// the texts they stand in.
	nb []string
	en []hedgesText
	// places are the headings, and how many of them stand under each.
	places []hedgesPlace
	// said are the sentences that were counted, and found those with findings.
	said, found map[string]bool
}

// hedgesText is an English text with the hedges that the Norwegian one has.
type hedgesText struct {
	en string
	nb []string
}

// hedgesPlace is a heading with how many hedges stand under it.
type hedgesPlace struct {
	name diag.Datum
	n    int
}

// findHedged finds what a notice leaves open: entry by entry where that is
// what the reader has to know, and as a whole.
func findHedged(c *Case) []Finding {
	out, seen := hedgedFacts(c)
	n := hedgesCount{said: map[string]bool{}, found: map[string]bool{}}
	b := c.book(notice.Norwegian)
	for i, t := range b.texts {
		if strings.HasPrefix(t.At, "definitions") {
			continue
		}
		n.words += b.small[i].all
		if b.small[i].open {
			if f, ok := n.read(c, t, b.visible(i), seen); ok {
				out = append(out, f)
			}
		}
	}
	if f, ok := n.whole(); ok {
		out = append(out, f)
	}
	return out
}

// read counts the hedges of a text, each sentence once in a notice, and finds
// them where they stand in what the reader has to know.
func (n *hedgesCount) read(c *Case, t Text, visible string, seen []string) (Finding, bool) {
	what := hedgedCore(t.At)
	told := slices.ContainsFunc(seen, func(at string) bool { return strings.HasPrefix(t.At, at) })
	sentences := lixSentences(visible)
	if sentences == nil {
		sentences = []string{visible}
	}
	var own, rest []string
	for _, s := range sentences {
		s = lower(s)
		hedges, words := hedgesIn(s)
		if len(hedges) == 0 {
			continue
		}
		s = strings.Join(strings.Fields(s), " ")
		again := n.said[s]
		if again {
			n.words -= words
		} else {
			n.said[s] = true
		}
		left := slices.DeleteFunc(slices.Clone(hedges), func(h hedge) bool { return again || n.repeats(t.At, h) })
		n.hedges += len(left)
		key := s
		if what == "who" {
			key = hedgedSome.nb.FindString(s)
		}
		switch open := c.hedgedWords(t.At, what, s, hedgesNames(hedges)); {
		case told:
		case what == "" || what == "who" && len(open) == 0:
			rest = append(rest, hedgesNames(left)...)
		case len(open) > 0 && !n.found[key] && !c.hedgedElsewhere(t.At, s):
			n.found[key] = true
			own = append(own, open...)
		}
	}
	if len(rest) > 0 {
		n.nb, n.en = append(n.nb, rest...), append(n.en, hedgesText{t.Text.EN, rest})
		n.place(c.wordingHeading(t.At), len(rest))
	}
	if len(own) == 0 {
		return Finding{}, false
	}
	return hedgedText(t, what, own), true
}

// repeats tells whether a hedge was counted already: a kind of data that says
// the same as the text of its activity, and one sentence on several occasions
// to disclose data, which are entries of their own.
func (n *hedgesCount) repeats(at string, h hedge) bool {
	entry, _, _ := strings.Cut(at, "]")
	key, counts := entry+" "+h.next, strings.Contains(at, ".data[")
	if strings.HasPrefix(at, "disclosures[") {
		key, counts = "disclosures "+h.around, true
	}
	again := n.said[key]
	n.said[key] = true
	return again && counts
}

// place adds hedges to those under a heading.
func (n *hedgesCount) place(name diag.Datum, hedges int) {
	if name == nil {
		return
	}
	for i := range n.places {
		if n.places[i].name == name {
			n.places[i].n += hedges
			return
		}
	}
	n.places = append(n.places, hedgesPlace{name, hedges})
}

// whole finds a notice that has too many. Those with findings of their own are
// counted, but not told again.
func (n *hedgesCount) whole() (Finding, bool) {
	if n.words <= 0 || len(n.nb) < fewHedges || 100*float64(n.hedges)/float64(n.words) <= hedgesLimit {
		return Finding{}, false
	}
	slices.SortStableFunc(n.places, func(a, b hedgesPlace) int { return cmp.Compare(b.n, a.n) })
	names := saidRow{quoted: true}
	for _, p := range n.places[:min(3, len(n.places))] {
		if p.n >= fewInPlace {
			names.things = append(names.things, p.name)
		}
	}
	var en []string
	for _, t := range n.en {
		en = append(en, hedgesQuote(t.en, t.nb)...)
	}
	return Finding{Args: map[string]any{
		"Number": len(n.nb), "Own": n.hedges - len(n.nb), "All": n.words, "Places": names,
		"Words": saidQuotedEach(hedgesTally(n.nb), hedgesTally(en)),
	}}, true
}
