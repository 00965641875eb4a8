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
			ID: "kol-credit-check", Severity: diag.Warning, Article: "kredittopplysningsloven §§ 14, 18, GDPR 14(2)(f)",
			Source: "kredittopplysningsloven (LOV-2019-12-20-109) §§ 14, 18, GDPR 14(2)(f)", Verified: true, Kinds: informingPrivacy(), Find: findCreditCheck,
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
	// openNote are such words where a text tells which data it is.
	openNote = informingSays(
		`blant annet|\bbl\.a\.|i hovedsak|(opplysning|informasjon)\pL* som (disse|denne|dette)|\bkan være (opplysningene|dette|disse)|avhenger av hva som står`,
		`among other things|\bmainly\b|(data|information) such as (these|this)|\bcan be (the information|this|these)|depends on what is listed`)
)

// emptied tells whether a kind of data is one of those words. Most hold none of
// the words that all of them do, and that is quick to see.
func emptied(t notice.Text) bool {
	says := func(s string, keys ...string) bool {
		return len(s) < 200 && slices.ContainsFunc(keys, func(k string) bool { return strings.Contains(s, k) })
	}
	return says(t.NB, "pplysning", "nformasjon", "ata") && emptyData.nb.MatchString(t.NB) || says(t.EN, "nformation", "ata") && emptyData.en.MatchString(t.EN)
}

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
	return slices.Concat(out, findVaguelyReceived(c), findUnpaid(c), findGenerated(c))
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
		if emptied(d.Text) {
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
	for _, says := range []*informingPhrase{&openData, &openNote} {
		keep(&open, says.all(says.nb, p.DataNote.NB), says.all(says.en, p.DataNote.EN))
	}
	var out []Finding
	add := func(list [2][]string, message string, s diag.Severity) {
		if w := saidQuotedEach(list[0], list[1]); !w.none() {
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
