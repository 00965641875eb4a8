package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// informingData lists the rules on which data, and where it comes from.
func informingData() []Rule {
	return append([]Rule{
		{
			ID: "art14-1-d-categories", Severity: diag.Error, Article: "GDPR 14(1)(d)",
			Source: "GDPR 14(1)(d); for data from the reader good practice", Verified: true, Kinds: informingPrivacy(), Find: findCategories,
		},
		{
			ID: "art9-special-category", Severity: diag.Error, Article: "GDPR 9(2)",
			Source: "GDPR 9(1), 9(2)", Verified: true, Kinds: informingPrivacy(), Find: findSpecial,
		},
		{
			ID: "pol-12-national-id", Severity: diag.Error, Article: "personopplysningsloven § 12",
			Source: "personopplysningsloven (LOV-2018-06-15-38) § 12, GDPR 87", Verified: true, Kinds: informingPrivacy(), Find: findNationalID,
		},
		{
			ID: "kol-credit-check", Severity: diag.Warning, Article: "kredittopplysningsloven §§ 14, 18",
			Source: "kredittopplysningsloven (LOV-2019-12-20-109) §§ 14, 18", Verified: true, Kinds: informingPrivacy(), Find: findCreditCheck,
		},
	}, informingOrigins()...)
}

// datumWords are the words of a kind of data, the shared ones for a category.
func datumWords(c *Case, d notice.Datum) notice.Text {
	if s := c.Datum(d); s != nil {
		return s.Name
	}
	return d.Text
}

// sensitive tells whether a kind of data is marked as one that the law treats
// apart, or says so in its own words.
func sensitive(c *Case, d notice.Datum, s notice.Sensitivity, says informingPhrase) bool {
	if shared := c.Datum(d); shared != nil {
		return shared.Sensitivity == s
	}
	return says.in(d.Text)
}

// emptyData are words that name no kind of data, and openData such as leave
// the list open.
var (
	emptyData = informingSays(
		`^((de )?lovpålagte opplysninger( der det er pålagt)?|(alle |enkelte |andre |nødvendige |relevante )?(person)?opplysning(er|ene)( dine)?( om deg( som kunde)?)?|personlige opplysninger|data( om deg)?|(annen |relevant )?informasjon( om (deg|kundene våre))?|informasjon du (deler|gir|oppgir)( (med|til))?( oss)?|informasjon (som samles|vi samler|vi henter)( inn)?( blant annet)? (via|gjennom|fra) .*)$`,
		`^((the )?statutory (data|information)|(all |some |other |necessary |relevant )?(your )?(personal )?(data|information)( about you( as a customer)?)?|information you (share with|give|provide( to)?)( us)?|information (that is |we )(collected|collect|obtain)( among other things)? (via|through|by means of|from) .*)$`)
	openData = informingSays(
		`\bmed mer\b|\bm\.m\.|\bosv\.|\betc\.|og så videre|(og|eller) lignende( opplysninger| informasjon|$)|^lignende|^(annen informasjon|andre opplysninger)|\beksempler\b|^(enkelte|visse) opplysninger`,
		`\band more\b|\betc\.|\band so on\b|(and|or) (the like|similar (data|information))|^similar|^other (data|information)|\bexamples\b|^(some|certain) (data|information)`)
)

func findCategories(c *Case) []Finding {
	var out []Finding
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		at := fmt.Sprintf("activities[%d]", i)
		if !listsData(a) {
			out = append(out, noCategories(c, at, a))
			continue
		}
		for j := range a.Parts {
			out = append(out, vagueCategories(fmt.Sprintf("%s.parts[%d]", at, j), a, &a.Parts[j])...)
		}
	}
	return out
}

// listsData tells whether an activity says which data it is about.
func listsData(a *notice.Activity) bool {
	return slices.ContainsFunc(a.Parts, func(p notice.Part) bool { return len(p.Data) > 0 || !p.DataNote.IsZero() })
}

// noCategories is the finding at an activity that lists no data. The law asks
// for the list where the data comes from others.
func noCategories(c *Case, at string, a *notice.Activity) Finding {
	f := Finding{At: at, Severity: diag.Warning, Args: map[string]any{"Name": informingName(a, nil)}}
	for i := range a.Parts {
		for j := range a.Parts[i].Origins {
			if o := &a.Parts[i].Origins[j]; sourceOf(o) != sourceReader {
				f.Severity = diag.Error
			}
		}
	}
	for u := range c.Uses() {
		if u.Use.Activity == notice.Ref(a.ID) && len(u.Use.Data) > 0 {
			f.Message, f.Severity = "art14-1-d-categories-recipient", diag.Note
			return f
		}
	}
	for _, x := range sameContract(c, a) {
		if f.Severity != diag.Error && listsData(x) {
			f.Message, f.Severity = "art14-1-d-categories-elsewhere", diag.Note
			f.Args["Other"] = informingName(x, nil)
			return f
		}
	}
	return f
}

// vagueCategories finds lists that say nothing, and lists that are left open.
func vagueCategories(at string, a *notice.Activity, p *notice.Part) []Finding {
	var empty, open [2][]string
	keep := func(words *[2][]string, said ...[]string) {
		for i := range words {
			for _, s := range said[i] {
				if s = strings.TrimSpace(s); s != "" && !slices.Contains(words[i], s) {
					words[i] = append(words[i], s)
				}
			}
		}
	}
	all := true
	for _, d := range p.Data {
		if d.Is != "" {
			all = false
			continue
		}
		words := &open
		if emptyData.in(d.Text) {
			words = &empty
		} else if all = false; !openData.in(d.Text) {
			continue
		}
		nb, en := []string{d.NB}, []string{d.EN}
		if len([]rune(d.NB)) > 60 && words == &open {
			nb, en = openData.all(openData.nb, d.NB), openData.all(openData.en, d.EN)
		}
		keep(words, nb, en)
	}
	keep(&open, openData.all(openData.nb, p.DataNote.NB), openData.all(openData.en, p.DataNote.EN))
	var out []Finding
	add := func(list [2][]string, message string, s diag.Severity) {
		if w := informingQuotes(list[0], list[1]); w != nil {
			out = append(out, Finding{At: at + ".data", Message: message, Severity: s, Args: map[string]any{
				"Name": informingName(a, p), "Words": w,
			}})
		}
	}
	if all && len(p.Data) > 0 {
		add(empty, "art14-1-d-categories-empty", diag.Warning)
		return out
	}
	keep(&open, empty[0], empty[1])
	add(open, "art14-1-d-categories-open", diag.Note)
	return out
}

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
	has := func(list []notice.Datum) int {
		return slices.IndexFunc(list, func(d notice.Datum) bool { return sensitive(c, d, "national-id", nationalIDWords) })
	}
	for p := range c.Parts() {
		i := has(p.Part.Data)
		if i < 0 {
			continue
		}
		listed = true
		f := Finding{At: informingIndex(p.At+".data", i), Severity: diag.Warning, Args: map[string]any{"Name": informingName(p.Activity, p.Part)}}
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
		if !identifyWords.in(u.Use.Purpose, u.Use.Condition, u.Recipient.Text) {
			out = append(out, Finding{
				At: informingIndex(u.At+".data", i), Message: "pol-12-national-id-recipient", Severity: diag.Note, Args: map[string]any{"Name": nameOf(&u.Recipient.Name)},
			})
		}
	}
	if listed {
		return out
	}
	for t := range c.Saying(nationalIDWords.nb, nationalIDWords.en) {
		if w := nationalIDWords.quotes(t.Text); w != nil && !asksNotTo.in(t.Text) {
			return append(out, Finding{At: t.At, Message: "pol-12-national-id-unlisted", Severity: diag.Warning, Args: map[string]any{"Words": w}})
		}
	}
	return out
}
