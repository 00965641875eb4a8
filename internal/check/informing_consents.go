package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// informingConsents lists the rules on consent, and on children.
func informingConsents() []Rule {
	return []Rule{
		{
			ID: "art7-3-withdrawal", Severity: diag.Error, Article: "GDPR 7(3), 13(2)(c)",
			Source: "GDPR 7(3), 13(2)(c); EDPB 05/2020 para 114 on the same way back", Verified: true, Kinds: informingPrivacy(), Find: findWithdrawal,
		},
		{
			ID: "art7-2-deemed-consent", Severity: diag.Error, Article: "GDPR 7(2), 4(11)",
			Source: "GDPR 7(2), 4(11), recitals 32 and 43; for jobs EDPB 05/2020 para 21", Verified: true, Find: findDeemed,
		},
		{
			ID: "art8-child-consent", Severity: diag.Error, Article: "GDPR 8, personopplysningsloven § 5",
			Source: "GDPR 8; personopplysningsloven (LOV-2018-06-15-38) § 5", Verified: true, Kinds: informingPrivacy(), Find: findChildren,
		},
	}
}

// Texts that take use of a service, or silence, for consent; and the same
// where no more than knowledge of the notice is taken for granted.
var (
	deemedConsent = informingSays(
		`(ved å|(^|\s)når du|dersom du|hvis du)\s+(fortsatt\s+|fortsetter\s+(å|med å)\s+)?(bruk|benytt|besøk|surf|fortsett|ta i bruk)[^.!?]{0,200}\b(samtykker|godtar|aksepterer|godkjenner)\s+du|\bdu\s+(samtykker|godtar|aksepterer|godkjenner)[^.!?]{0,100}(ved å|når du)\s+(fortsett|bruk|benytt|besøk)\pL*|(fortsatt )?bruk av (nettside|tjeneste|app)[^.!?]{0,100}(regnes|anses|betyr|innebærer)[^.!?]{0,60}samtykke|forhånds(av)?krysset`,
		`by (using|continuing|visiting|browsing)[^.!?]{0,200}\byou (consent|agree|accept)|\byou (consent|agree|accept)[^.!?]{0,100}by (using|continuing|visiting|browsing)|(continued )?use of (the|our) [^.!?]{0,60}(constitutes|is taken as|means)[^.!?]{0,60}consent|pre-ticked`)
	deemedKnown = informingSays(
		`(ved å|(^|\s)når du|dersom du|hvis du)\s+(fortsatt\s+|fortsetter\s+(å|med å)\s+)?(bruk|benytt|besøk|surf|fortsett)[^.!?]{0,200}\bbekrefter\s+du[^.!?]*`,
		`(by|when you) (use|using|continu|visit|brows)[^.!?]{0,200}\byou (confirm|acknowledge)[^.!?]*`)
)

func findDeemed(c *Case) []Finding {
	var out []Finding
	for t := range c.Saying(deemedConsent.nb, deemedConsent.en, deemedKnown.nb, deemedKnown.en) {
		said := notice.Text{NB: useTaken(t.Text.NB), EN: useTaken(t.Text.EN)}
		if said.IsZero() {
			continue
		}
		if w := deemedConsent.quotes(said); !w.none() {
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": w}})
		} else if w := deemedKnown.quotes(said); !w.none() {
			out = append(out, Finding{At: t.At, Message: "art7-2-deemed-consent-known", Severity: diag.Warning, Args: map[string]any{"Words": w}})
		}
	}
	return append(out, findHiring(c)...)
}

// formWords are data that come from a form for questions.
var formWords = informingSays(`kontaktskjema|henvendelse`, `contact form|enquir|inquir`)

// findFilledIn asks whether it is consent when somebody fills in a form to ask
// something: an answer needs none.
func findFilledIn(p PartAt) []Finding {
	if len(p.Part.Bases) != 1 || p.Part.Bases[0].Kind != "consent" || p.Part.Bases[0].Or != "" {
		return nil
	}
	if !slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return formWords.in(d.Text) }) {
		return nil
	}
	return []Finding{{At: p.At + ".bases[0]", Message: "art7-2-deemed-consent-form", Severity: diag.Note, Args: map[string]any{"Name": informingName(p.Activity, p.Part)}}}
}

// useTaken gives the sentences of a text that speak both of use and of what it
// may be taken for. They are few, and the patterns above are slow.
func useTaken(text string) string {
	holds := func(s string, keys ...string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return strings.Contains(s, k) })
	}
	taken := []string{"amtykke", "odtar", "ksepterer", "odkjenner", "krysset", "ekrefter", "onsent", "gree", "ccept", "ticked", "onfirm", "cknowledge"}
	var out []string
	for s := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(".!?", r) }) {
		if holds(s, taken...) && holds(s, "ruk", "enytt", "esøk", "urf", "ortsett", "krysset", "us", "Us", "isit", "rows", "ontinu", "ticked") {
			out = append(out, s)
		}
	}
	return strings.Join(out, ".")
}

// insteadWords are a condition of a consent that another basis stands in for,
// and askedWords that it is only asked for sometimes.
var (
	insteadWords = informingSays(`ellers (gjelder|bruker|bygger)`, `otherwise`)
	askedWords   = informingSays(`(blir|er) (innhentet|bedt om)|innhenter|(ber|spør) (deg )?om`, `(is|are) (obtained|requested|asked for)|we (obtain|request|ask)`)
)

// aboutHiring is a heading or a purpose of recruitment.
var aboutHiring = informingSays(`rekrutter|jobbsøk|ledig stilling|nye stillinger`, `recruit|job applic|vacan`)

// findHiring asks whether those who apply for a job can say no, where nothing
// but their consent is the basis.
func findHiring(c *Case) []Finding {
	if c.Kind == notice.CookiesKind {
		return nil
	}
	var out []Finding
	for p := range c.Parts() {
		out = append(out, findFilledIn(p)...)
		bases := p.Part.Bases
		consent := slices.ContainsFunc(bases, func(b notice.Basis) bool { return b.Kind == "consent" })
		// Where another basis is there for those who do not consent, nobody
		// can tell what a no leads to.
		sole := !slices.ContainsFunc(bases, func(b notice.Basis) bool {
			return b.Kind != "consent" || b.Or != ""
		})
		instead := slices.ContainsFunc(bases, func(b notice.Basis) bool { return b.Kind == "consent" && insteadWords.in(b.Condition) })
		asked := slices.ContainsFunc(bases, func(b notice.Basis) bool { return b.Kind == "consent" && askedWords.in(b.Condition) })
		if consent && (sole || instead) && aboutHiring.in(p.Activity.Title, p.Activity.Purpose, p.Part.Title, p.Part.Purpose) {
			out = append(out, Finding{
				At: p.At + ".bases[0]", Message: "art7-2-deemed-consent-hiring", Severity: diag.Note,
				Args: map[string]any{"Name": informingName(p.Activity, p.Part), "Instead": instead, "Asked": asked},
			})
		}
	}
	return out
}

// parentsWords are the people who answer for a child.
var (
	parentsWords = informingSays(`foreldre|foresatt|verge`, `parent|guardian`)
	childWords   = informingSays(`\bbarn|\bunge\b|ungdom|elever`, `\bchild|\byoung people|pupils`)
)

func findChildren(c *Case) []Finding {
	limit := datedFact("age-limit", c.Date)
	if !limit.holds(c.Date) || limit.Number == 0 {
		return nil
	}
	args := map[string]any{"Limit": limit.Number}
	k := &c.Privacy.Children
	var out []Finding
	if k.Age > 0 && int(k.Age) < limit.Number {
		out = append(out, Finding{At: "children.age", Message: "art8-child-consent-age", Args: map[string]any{"Limit": limit.Number, "Age": int(k.Age)}})
	}
	out = append(out, findProfiled(c)...)
	if parentsWords.in(k.Text) && k.Age > 0 {
		return out
	}
	for p := range c.Parts() {
		if !slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind == "consent" || b.Or == "consent" }) {
			continue
		}
		data := slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return sensitive(c, d, "children", childWords) })
		if data || informingConcerns(c, p.Activity, childWords) {
			return append(out, Finding{At: p.At, Args: args})
		}
	}
	return out
}

// findProfiled asks whether children between the age limit and 18 are profiled
// for marketing, where the notice lets them use the service.
func findProfiled(c *Case) []Finding {
	if k := &c.Privacy.Children; k.Age == 0 || k.Age >= 18 {
		return nil
	}
	for p := range c.Parts() {
		a := &p.Part.Automated
		if a.Profiling != "no" && personalAds.in(p.Activity.Title, p.Activity.Purpose, p.Part.Title, p.Part.Purpose) || a.Profiling == "yes" && advertWords.in(a.Text, p.Activity.Title, p.Activity.Purpose, p.Part.Purpose) {
			return []Finding{{At: "children", Message: "art8-child-consent-profiled", Severity: diag.Note, Args: map[string]any{"Age": int(c.Privacy.Children.Age), "Name": informingName(p.Activity, p.Part)}}}
		}
	}
	return nil
}

// personalAds are a heading or a purpose of advertising made for the reader.
var personalAds = informingSays(`(tilpass|skreddersy|målrett)\pL* (annonse|reklame|markedsføring)`, `(personalised|tailored|targeted) (ads|advert|marketing)`)
