package check

import (
	"slices"
	"strconv"
	"strings"

	"notis/internal/notice"
)

// informing lists the rules on what a notice tells: who is responsible and how
// to reach them, what the data is used for, on what basis, and which data.
func informing() []Rule {
	return slices.Concat(informingWho(), informingPurposes(), informingBases(), informingInterests(), informingData(), informingConsents())
}

// informingPrivacy is the privacy notice alone.
func informingPrivacy() []notice.Kind { return []notice.Kind{notice.PrivacyKind} }

// informingSaid is wording for a message: its own words in each language. The
// keys are those of the languages, so that both messages ask for one datum.
func informingSaid(t notice.Text) map[string]string {
	return map[string]string{"nb": strings.TrimSpace(t.NB), "en": strings.TrimSpace(t.EN)}
}

// informingName calls a part of an activity what the notice calls it.
func informingName(a *notice.Activity, p *notice.Part) map[string]string {
	t := a.Title
	if p != nil && len(a.Parts) > 1 && !p.Title.IsZero() {
		t = notice.Text{NB: t.NB + " – " + p.Title.NB, EN: t.EN + " – " + p.Title.EN}
	}
	// It stands in quotes in a message, so its own are the inner ones.
	return map[string]string{"nb": innerQuotes(strings.TrimSpace(t.NB)), "en": innerQuotes(strings.TrimSpace(t.EN))}
}

// informingNamed puts names into quotes and in a row, each once, with a word
// before the last.
func informingNamed(names []map[string]string) map[string]string {
	quoted := make([]map[string]string, len(names))
	for i, n := range names {
		quoted[i] = informingQuoted(n)
	}
	return informingListed(quoted)
}

// informingQuoted puts a name into quotes; none into nothing.
func informingQuoted(name map[string]string) map[string]string {
	quote := func(s, open, end string) string {
		if s == "" {
			return ""
		}
		return open + s + end
	}
	return map[string]string{"nb": quote(name["nb"], "«", "»"), "en": quote(name["en"], "“", "”")}
}

// informingListed puts things in a row as they are, each once.
func informingListed(things []map[string]string) map[string]string {
	row := func(l, and string) string {
		var list []string
		for _, n := range things {
			if s := n[l]; s != "" && !slices.Contains(list, s) {
				list = append(list, s)
			}
		}
		return informingRow(list, ", ", and)
	}
	return map[string]string{"nb": row("nb", " og "), "en": row("en", " and ")}
}

// informingRow puts a word before the last of a list, and commas between the
// others.
func informingRow(list []string, comma, and string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], comma) + and + list[len(list)-1]
}

// informingItem is one of the things that a message lists by their ids, with
// what stands before it: nothing, a comma, or the word for and.
type informingItem struct{ What, Before string }

// informingItems makes such a list.
func informingItems(what []string) []informingItem {
	out := make([]informingItem, len(what))
	for i, w := range what {
		out[i] = informingItem{w, "comma"}
	}
	if n := len(out); n > 0 {
		out[n-1].Before = "and"
		out[0].Before = ""
	}
	return out
}

// informingNumber writes a small number in words.
func informingNumber(n int) map[string]string {
	nb := []string{"null", "ett", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti", "elleve", "tolv"}
	en := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}
	if n < 0 || n >= len(nb) {
		return map[string]string{"nb": strconv.Itoa(n), "en": strconv.Itoa(n)}
	}
	return map[string]string{"nb": nb[n], "en": en[n]}
}

// informingPhrase is a way of saying something in both languages.
type informingPhrase struct {
	nb, en *pattern
}

// informingSays puts them together, without regard to case. A word boundary is
// known for plain letters only, so no pattern has one beside æ, ø or å.
func informingSays(nb, en string) informingPhrase {
	return informingPhrase{compiled(`(?is)` + nb), compiled(`(?is)` + en)}
}

// in tells whether any of the texts says it, in Norwegian or in English.
func (p *informingPhrase) in(texts ...notice.Text) bool {
	for _, t := range texts {
		if p.nb.MatchString(t.NB) || p.en.MatchString(t.EN) {
			return true
		}
	}
	return false
}

// quotes gives what a text says of it for a message that quotes each language
// in its own words only: empty where that language says it otherwise, and nil
// where neither says it.
func (p *informingPhrase) quotes(t notice.Text) map[string]string {
	return informingQuotes(p.all(p.nb, t.NB), p.all(p.en, t.EN))
}

// informingQuotes puts the words of both languages into quotes of their own,
// with a word before the last, but for the outer marks, which the messages
// have.
func informingQuotes(nb, en []string) map[string]string {
	if len(nb) == 0 && len(en) == 0 {
		return nil
	}
	return map[string]string{"nb": informingRow(nb, "», «", "» og «"), "en": informingRow(en, "”, “", "” and “")}
}

// all lists what a pattern finds, each finding once.
func (p *informingPhrase) all(re *pattern, text string) []string {
	var out []string
	for _, m := range re.FindAllString(text, -1) {
		m = strings.Join(strings.Fields(m), " ")
		if m != "" && !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// informingBasisAt is a legal basis with its place, and the part it stands in;
// none for a basis of the notice as a whole. Kept is what it is the basis for
// keeping data.
type informingBasisAt struct {
	At    string
	Basis *notice.Basis
	In    *PartAt
	Kept  *notice.Retention
}

// informingBasesOf lists the bases of the notice, those of the parts first.
func informingBasesOf(c *Case) []informingBasisAt {
	var out []informingBasisAt
	add := func(at string, list []notice.Basis, in *PartAt) {
		for i := range list {
			out = append(out, informingBasisAt{At: informingIndex(at, i), Basis: &list[i], In: in})
		}
	}
	if c.Kind == notice.CookiesKind {
		add("bases", c.Cookies.Bases, nil)
		return out
	}
	for p := range c.Parts() {
		add(p.At+".bases", p.Part.Bases, &p)
	}
	add("bases", c.Privacy.Bases, nil)
	return out
}

// keepingBases lists the bases on which data is kept.
func keepingBases(c *Case) []informingBasisAt {
	var out []informingBasisAt
	add := func(at string, list []notice.Retention, in *PartAt) {
		for i := range list {
			for j := range list[i].Bases {
				out = append(out, informingBasisAt{informingIndex(informingIndex(at, i)+".bases", j), &list[i].Bases[j], in, &list[i]})
			}
		}
	}
	for p := range c.Parts() {
		add(p.At+".retention", p.Part.Retention, &p)
	}
	add("retention", c.Privacy.Retention, nil)
	return out
}

// is tells whether the basis is of a kind, also as one of two alternatives.
func (b informingBasisAt) is(k notice.BasisKind) bool { return b.Basis.Kind == k || b.Basis.Or == k }

// name is what the basis is for.
func (b informingBasisAt) name() map[string]string {
	if b.In != nil {
		return informingName(b.In.Activity, b.In.Part)
	}
	return map[string]string{"nb": "", "en": ""}
}

// where tells the place of the basis in the words of a message: a heading in
// quotes, the storage, or the notice as a whole.
func (b informingBasisAt) where() map[string]string {
	switch {
	case b.In != nil:
		return informingQuoted(b.name())
	case b.Kept == nil:
		return map[string]string{"nb": "hele erklæringen", "en": "the notice as a whole"}
	}
	out := map[string]string{"nb": "lagringstiden", "en": "the storage period"}
	if !b.Kept.When.IsZero() {
		for l, s := range informingQuoted(informingClause(b.Kept.When)) {
			out[l] += " (" + s + ")"
		}
	}
	return out
}

// informingUnder gives the activity that one belongs under; nil where there is
// none, or where the two go round in a ring.
func informingUnder(c *Case, a *notice.Activity) *notice.Activity {
	if a.Under == "" || a.Under == notice.Ref(a.ID) {
		return nil
	}
	for i := range c.Privacy.Activities {
		if notice.Ref(c.Privacy.Activities[i].ID) == a.Under {
			return &c.Privacy.Activities[i]
		}
	}
	return nil
}

// informingIndex is the place of an entry of a list.
func informingIndex(list string, i int) string { return element(list, i) }

// informingConcerns tells whether an activity is about people of a kind.
func informingConcerns(c *Case, a *notice.Activity, says informingPhrase) bool {
	for i := range c.Shared.People {
		g := &c.Shared.People[i]
		if slices.Contains(a.People, notice.Ref(g.ID)) && says.in(g.Name) {
			return true
		}
	}
	return false
}
