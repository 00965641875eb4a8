package check

import "notis/internal/notice"

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
	return rightsQuote(said, rightsGeneralities()...), false
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
	add([]string{"in line with the law", "in line with the act", "in accordance with the law", "in accordance with the act", "in line with the rules", "in accordance with the rules", "applicable law", "laws and guidelines", "laws and rules", "laws in force", "rules in force"},
		"etter lovene", "lovene og retningslinjene", "gjeldende lov", "gjeldende regelverk", "gjeldende rett", "i tråd med loven", "i tråd med regelverket")
	add([]string{"a reasonable time", "reasonable period"}, "i rimelig tid", "en rimelig tid")
	return out
}
