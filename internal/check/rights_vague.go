package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsVague gives the words of an entry that decide nothing, none where it
// has a period or something a reader can tell the end by; and whether they
// leave it to the company's wish.
func rightsVague(r *notice.Retention) (words notice.Text, wish bool) {
	if r.Period != "" {
		return notice.Text{}, false
	}
	said := rightsBoth(r.Criterion, r.Text)
	// All that is looked for holds one of these.
	if !rightsHas(said.NB, "så lenge", "nødvendig", "ikke lenger", "formål", "lov", "regelverk", "gjeldende", "rimelig", "bruk for", "nytte av", "ubestemt", "tidsbegrensning", "alltid", "oppfylt", "lenger enn", "lengre enn") {
		return notice.Text{}, false
	}
	if w := rightsQuote(said, rightsWishes()...); !w.IsZero() {
		return w, true
	}
	if rightsHas(said.NB+"\n"+rightsJoin(r.When), "avtale", "kontrakt", "kunde", "kjøp", "abonn", "samtykke", "tvist", "konto", "medlem", "bruker av", "registrert bruker", "ansettelse", "tilsetting", "reklamasjon", "garanti", "faktura", "daglig", "aksje", "år", "måned") {
		return notice.Text{}, false
	}
	return rightsQuote(said, rightsGeneral...), false
}

// rightsWishes lists words that let a company keep data for as long as it
// likes.
func rightsWishes() []rightsTerm {
	return []rightsTerm{
		{"så lenge vi mener", "as long as we believe", "as long as we think", "as long as we consider"},
		{"så lenge vi ønsker", "as long as we wish", "as long as we want"},
		{"så lenge vi vil", "as long as we like", "as long as we want"},
		{"så lenge vi finner", "as long as we find"},
		{"kan bli bruk for", "may be needed", "may be of use", "may be used"},
		{"kan få bruk for", "may need", "may have use"},
		{"kan få nytte av", "may benefit", "may be useful"},
		{"på ubestemt tid", "indefinitely", "for an indefinite"},
		{"uten tidsbegrensning", "without time limit", "without a time limit", "without limitation in time"},
		{"for alltid", "forever", "for ever"},
	}
}

// rightsGeneral is that list, made once; nothing changes it.
var rightsGeneral = rightsGeneralities()

// rightsGeneralities lists words that say no more than the law does.
func rightsGeneralities() []rightsTerm {
	var out []rightsTerm
	add := func(en []string, nb ...string) {
		for _, w := range nb {
			out = append(out, append(rightsTerm{w}, en...))
		}
	}
	add([]string{"as long as it is necessary", "as long as this is necessary", "as long as they are necessary", "as long as is necessary", "as long as necessary"},
		"så lenge det er nødvendig", "så lenge dette er nødvendig", "så lenge de er nødvendig", "så lenge som nødvendig")
	add([]string{"as long as it is needed", "as long as they are needed", "as long as is needed", "as long as needed", "as long as there is a need", "as long as we need", "as long as we have a need", "as long as we have use"},
		"så lenge det er behov", "så lenge det trengs", "så lenge de trengs", "så lenge vi trenger", "så lenge vi har behov", "så lenge vi har bruk")
	add([]string{"as long as the purpose"}, "så lenge formålet")
	add([]string{"no longer necessary", "not necessary"}, "ikke lenger er nødvendig", "ikke er nødvendig", "ikke lenger nødvendig")
	add([]string{"no longer need", "no longer have a need", "no longer have use"},
		"ikke lenger trenger", "ikke lenger trengs", "ikke lenger har behov", "ikke lenger har bruk")
	add([]string{"longer than necessary", "longer than is necessary", "longer than it is necessary"}, "lenger enn nødvendig", "lengre enn nødvendig", "lenger enn det som er nødvendig")
	add([]string{"fulfilled the purpose", "purpose has been fulfilled", "purpose is fulfilled"}, "oppfylt formålet", "formålet er oppfylt")
	add([]string{"no longer have a legal basis", "no longer have legal basis", "no longer have a legal ground", "no longer have a basis"},
		"ikke lenger har rettslig grunnlag", "ikke lenger har et rettslig grunnlag", "ikke lenger har grunnlag")
	add([]string{"no longer have a duty", "no longer have an obligation", "no longer obliged", "no longer required"}, "ikke lenger har plikt")
	add([]string{"as long as the law", "as long as the act", "as long as the rules", "as long as legislation", "as long as the legislation"}, "så lenge loven", "så lenge lovverket", "så lenge regelverket", "så lenge lovgivningen")
	add([]string{"in line with the laws and guidelines in force at any given time", "in line with the laws and guidelines in force", "in line with the laws and guidelines"},
		"etter lovene og retningslinjene som gjelder til enhver tid", "etter de lovene og retningslinjene som gjelder", "etter lovene og retningslinjene")
	add([]string{"in line with the laws and rules in force", "in accordance with the laws and rules in force"}, "gjeldende lover og regler", "gjeldende lov og regelverk")
	add([]string{"in line with the law", "in line with the act", "in accordance with the law", "in accordance with the act", "in line with the rules", "in accordance with the rules", "applicable law", "laws and guidelines", "laws and rules", "laws in force", "rules in force"},
		"etter lovene", "lovene og retningslinjene", "gjeldende lov", "gjeldende regelverk", "gjeldende rett", "i tråd med loven", "i tråd med regelverket")
	add([]string{"a reasonable time", "reasonable period"}, "i rimelig tid", "en rimelig tid")
	return out
}

func rightsGeneric(c *Case) []Finding {
	if c.Kind == notice.CookiesKind {
		return rightsGenericOf("", c.Cookies.Retention, func(r *notice.Retention) bool { return rightsSaidBeside(c, r) })
	}
	var out []Finding
	for p := range c.Parts() {
		entries := p.Part.Retention
		out = append(out, rightsGenericOf(p.At, entries, func(*notice.Retention) bool { return rightsFirm(entries) })...)
	}
	// A sentence for all that sends the reader on to each use is not all that
	// is said, and what is missing there is found there.
	on := rightsSentOn(c)
	out = append(out, rightsGenericOf("", c.Privacy.Retention, func(r *notice.Retention) bool {
		return on && r.When.IsZero() && len(r.Data) == 0
	})...)
	if !on {
		out = append(out, rightsExamples(c)...)
	}
	return out
}

// rightsGenericOf looks at the entries of one list. What only says too little
// can be fine for some.
func rightsGenericOf(at string, entries []notice.Retention, fine func(*notice.Retention) bool) []Finding {
	var out []Finding
	for i := range entries {
		r := &entries[i]
		place := join(at, element("retention", i))
		switch words, worst := rightsVague(r); {
		case worst:
			out = append(out, Finding{At: place, Message: "wp260-retention-not-generic-wish", Args: map[string]any{"Words": words}})
		case !words.IsZero() && !fine(r):
			out = append(out, Finding{At: place, Severity: diag.Warning, Args: map[string]any{"Words": words}})
		}
		if w := rightsQuote(r.Except, rightsMays()...); !w.IsZero() && rightsHas(r.Except.NB, "lov", "regelverk") {
			out = append(out, rightsLower(place+".except", "wp260-retention-not-generic-except", diag.Warning, map[string]any{"Words": w}))
		}
	}
	return out
}

// rightsFirm tells whether one of the entries of a part decides something for
// all of its data.
func rightsFirm(entries []notice.Retention) bool {
	return slices.ContainsFunc(entries, func(r notice.Retention) bool {
		words, _ := rightsVague(&r)
		return words.IsZero() && rightsDecides(&r) && len(r.Data) == 0 && r.When.IsZero()
	})
}

// rightsSaidBeside tells whether the privacy notice has the same vague words
// from the same source, where they are found.
func rightsSaidBeside(c *Case, r *notice.Retention) bool {
	if c.Privacy == nil || c.Privacy.Source.SHA256 == "" || c.Privacy.Source.SHA256 != c.Cookies.Source.SHA256 {
		return false
	}
	words, _ := rightsVague(r)
	found := false
	rightsPeriods(c, func(_ string, q *notice.Retention, p PartAt) {
		if p.Part != nil && !found {
			same, _ := rightsVague(q)
			found = same == words && rightsHas(rightsJoin(p.Part.Title, p.Part.Purpose, p.Activity.Text)+"\n"+rightsData(p.Part.Data), "informasjonskaps", "cookie")
		}
	})
	return found
}

// rightsSentOn tells whether the section on storage sends the reader on to what
// is stated of each use.
func rightsSentOn(c *Case) bool {
	return slices.ContainsFunc(c.Privacy.Sections, func(s notice.Section) bool {
		return s.ID == "retention" && strings.Contains(s.Text.NB, "(#activit")
	})
}

// rightsExamples finds that what is said for the whole notice, or for all that
// rests on something, is no more than an example, where parts have nothing else
// to go by. What has a rule and calls only the rest its examples is more.
func rightsExamples(c *Case) []Finding {
	for i := range c.Privacy.Retention {
		r := &c.Privacy.Retention[i]
		w := rightsExample(r)
		if w.IsZero() || !rightsLeftOver(c) {
			continue
		}
		scope := ""
		if slices.ContainsFunc(c.Privacy.Retention, func(o notice.Retention) bool {
			words, _ := rightsVague(&o)
			return words.IsZero() && rightsDecides(&o) && rightsExample(&o).IsZero()
		}) {
			scope = string(rightsScope(r))
			if scope == "" || scope == "all" {
				scope = "some"
			}
		}
		return []Finding{rightsLower(element("retention", i), "wp260-retention-not-generic-examples", diag.Warning, map[string]any{"Words": w, "Scope": scope})}
	}
	return nil
}

// rightsExample gives the words that make an entry an example.
func rightsExample(r *notice.Retention) notice.Text {
	if !r.Criterion.IsZero() && len(r.Data) == 0 && r.When.IsZero() && rightsHas(r.Text.NB, "neste", "nedenfor", "følgende") {
		return notice.Text{} // the rule comes first, and the examples after it
	}
	if w := rightsQuote(r.Text, rightsTerm{"et eksempel på dette", "an example of this", "example of this"}, rightsTerm{"eksempler på dette", "examples of this"}); !w.IsZero() {
		return w
	}
	w := rightsQuote(r.Criterion, rightsTerm{"for eksempel sletter vi", "for example, we erase", "for example we erase"}, rightsTerm{"for eksempel sletter", "for example, we erase", "for example we erase"},
		rightsTerm{"for eksempel lagrer vi", "for example, we store", "for example we store"}, rightsTerm{"for eksempel lagrer", "for example, we store", "for example we store"},
		rightsTerm{"dette betyr for eksempel", "this means, for example", "this means for example"})
	if w.NB != "" {
		w.NB += " …"
	}
	if w.EN != "" {
		w.EN += " …"
	}
	return w
}

// rightsLeftOver tells whether a part says nothing of storage itself.
func rightsLeftOver(c *Case) bool {
	for p := range c.Parts() {
		if len(p.Part.Retention) == 0 && len(p.Part.Data) > 0 && !rightsAnonymous(p.Part) {
			return true
		}
	}
	return false
}

// rightsMays lists words that let data be kept wherever the law does not forbid
// it.
func rightsMays() []rightsTerm {
	return []rightsTerm{
		{"må eller kan", "must or may"}, {"skal eller kan", "must or may", "shall or may"}, {"plikt eller rett", "duty or a right", "duty or right"},
		{"tillater oss å", "allows us to", "permits us to"}, {"gir oss rett til å", "gives us the right to", "entitles us to"},
	}
}
