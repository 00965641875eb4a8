package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// Words of special categories, and of an exception of article 9(2).
var (
	specialWords = informingSays(
		`helse(opplysning|tilstand|data|forhold)|sykdom|diagnos|religi|livssyn|fagforening|politisk oppfatning|etnisk|biometri|genetisk|seksuell`,
		`health|illness|diagnos|religi|belief|trade union|political opinion|ethnic|biometric|genetic|sexual`)
	exceptionWords = informingSays(`artikkel 9|art\. ?9|9 nr\. ?2|9\(2\)|uttrykkelig samtykke`, `article 9|art\. ?9|9\(2\)|explicit consent`)
)

func findSpecial(c *Case) []Finding {
	var out []Finding
	for p := range c.Parts() {
		texts := []notice.Text{p.Part.Text, p.Part.DataNote, p.Activity.Text}
		excepted := false
		for i := range p.Part.Bases {
			b := &p.Part.Bases[i]
			texts = append(texts, b.Text, b.For, b.Condition)
			for _, article := range append([]notice.Article{b.Article}, b.See...) {
				excepted = excepted || article.Place().Article == "9"
			}
		}
		if excepted || exceptionWords.in(texts...) {
			continue
		}
		for i, d := range p.Part.Data {
			if sensitive(c, d, "special-category", specialWords) {
				out = append(out, Finding{
					At: informingIndex(p.At+".data", i), Args: map[string]any{"Name": informingName(p.Activity, p.Part), "Data": informingSaid(datumWords(c, d))},
				})
			}
		}
	}
	return out
}

// Words of the national identity number, of the need for it, and of uses that
// no need for secure identification can carry.
var (
	nationalIDWords = informingSays(`fødselsnummer|personnummer|fødsels- og personnummer|d-nummer`, `national identity number|personal identity number|national id\b|d number`)
	identifyWords   = informingSays(`(sikker|entydig|riktig|korrekt)\pL* identif|identifisere deg|forveksl|sikre (oss )?at (du er|vi snakker med) (deg|den)|vite (sikkert )?hvem du er|så vi vet at du er deg`,
		`(secure|unique|correct)(ly)? identif|identify you|mix(ed|ing)? (you )?up|sure (that )?you are|know who you are|know that you are you`)
	asksNotTo   = informingSays(`\bikke\b|\baldri\b|unngå`, `\bnot\b|\bnever\b|avoid`)
	neverNumber = informingSays(`markedsføring|statistikk|kundeanalyse|nyhetsbrev|reklame`, `marketing|statistics|customer analysis|newsletter|advertis`)
)

func findNationalID(c *Case) []Finding {
	var out []Finding
	listed := false
	told := map[notice.Ref]bool{} // the activities that say why
	has := func(list []notice.Datum) int {
		return slices.IndexFunc(list, func(d notice.Datum) bool { return sensitive(c, d, "national-id", nationalIDWords) })
	}
	for p := range c.Parts() {
		i := has(p.Part.Data)
		if i < 0 {
			continue
		}
		listed = true
		f := Finding{At: informingIndex(p.At+".data", i), Severity: diag.Warning, Args: map[string]any{"Name": informingName(p.Activity, p.Part), "Noted": !p.Part.DataNote.IsZero()}}
		purpose := p.Part.Purpose
		if purpose.IsZero() {
			purpose = p.Activity.Purpose
		}
		texts := []notice.Text{p.Part.Purpose, p.Part.DataNote, p.Part.Text, p.Activity.Text}
		for j := range p.Part.Bases {
			texts = append(texts, p.Part.Bases[j].Text)
		}
		switch {
		case identifyWords.in(texts...):
			told[notice.Ref(p.Activity.ID)] = true
			continue
		case neverNumber.in(purpose):
			f.Message, f.Severity = "pol-12-national-id-use", diag.Error
		}
		out = append(out, f)
	}
	for u := range c.Uses() {
		i := has(u.Use.Data)
		if i < 0 {
			continue
		}
		listed = true
		// Whoever collects debts has to know who owes them.
		if !identifyWords.in(u.Use.Purpose, u.Use.Condition, u.Recipient.Text) && !told[u.Use.Activity] && !collectsDebts(c, u) {
			out = append(out, Finding{
				At: informingIndex(u.At+".data", i), Message: "pol-12-national-id-recipient", Severity: diag.Note, Args: map[string]any{"Name": nameOf(&u.Recipient.Name)},
			})
		}
	}
	if listed {
		return out
	}
	for t := range c.Saying(nationalIDWords.nb, nationalIDWords.en) {
		if w := nationalIDWords.quotes(t.Text); !w.none() && !asksNotTo.in(t.Text) {
			return append(out, Finding{At: t.At, Message: "pol-12-national-id-unlisted", Severity: diag.Warning, Args: map[string]any{"Words": w}})
		}
	}
	return out
}

// informingDebts are a text on collecting debts.
var informingDebts = informingSays(`inkasso`, `debt collect|collection of debt`)

// collectsDebts tells whether a recipient collects debts.
func collectsDebts(c *Case, u UseAt) bool {
	if v := c.Vendor(u.Recipient.Name.In(notice.Norwegian)); v != nil && slices.Contains(v.Does, "debt-collection") {
		return true
	}
	return informingDebts.in(u.Use.Purpose, u.Recipient.Text, u.Recipient.Name.Text)
}
