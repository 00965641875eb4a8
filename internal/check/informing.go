package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// informing lists the rules on what a notice tells: who is responsible and how
// to reach them, what the data is used for, on what basis, and which data.
func informing() []Rule {
	return slices.Concat(informingWho(), informingPurposes(), informingBases(), informingInterests(), informingData(), informingConsents())
}

// informingPrivacy is the privacy notice alone.
func informingPrivacy() []notice.Kind { return []notice.Kind{notice.PrivacyKind} }

// informingSaid is wording for a message: its own words in each language.
func informingSaid(t notice.Text) notice.Text {
	return notice.Text{NB: strings.TrimSpace(t.NB), EN: strings.TrimSpace(t.EN)}
}

// informingName calls a part of an activity what the notice calls it.
func informingName(a *notice.Activity, p *notice.Part) notice.Text {
	t := a.Title
	if p != nil && len(a.Parts) > 1 && !p.Title.IsZero() {
		t = notice.Text{NB: t.NB + " – " + p.Title.NB, EN: t.EN + " – " + p.Title.EN}
	}
	// It stands in quotes in a message, so its own are the inner ones.
	return notice.Text{NB: innerQuotes(strings.TrimSpace(t.NB)), EN: innerQuotes(strings.TrimSpace(t.EN))}
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
// in its own words only: nothing where that language says it otherwise.
func (p *informingPhrase) quotes(t notice.Text) saidRow {
	return saidQuotedEach(p.all(p.nb, t.NB), p.all(p.en, t.EN))
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
func (b informingBasisAt) name() notice.Text {
	if b.In != nil {
		return informingName(b.In.Activity, b.In.Part)
	}
	return notice.Text{}
}

// where tells the place of the basis in the words of a message: a heading in
// quotes, the storage, or the notice as a whole.
func (b informingBasisAt) where() diag.Datum {
	switch {
	case b.In != nil:
		return saidQuoted([]notice.Text{b.name()})
	case b.Kept == nil:
		return saidWord("where-notice")
	}
	return saidMessage{"where-storage", map[string]any{"When": saidQuoted([]notice.Text{informingClause(b.Kept.When)})}}
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
