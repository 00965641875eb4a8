package check

import (
	"fmt"
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

// staysLawful is a text that says what withdrawal does not undo.
var staysLawful = informingSays(
	`lovlighet|påvirker ikke|ikke (påvirket|berørt)|(fortsatt|fremdeles) lov|var lov|før du tr(akk|ekker)|tidligere behandling`,
	`lawful|does not affect|not affected|before (you withdr|the withdrawal|its withdrawal)|earlier processing`)

func findWithdrawal(c *Case) []Finding {
	var right *notice.Right
	rightAt := ""
	lawful := false
	for i := range c.Privacy.Rights.List {
		if r := &c.Privacy.Rights.List[i]; r.Kind == "withdrawal" {
			right, rightAt = r, fmt.Sprintf("rights.list[%d]", i)
			lawful = lawful || staysLawful.in(r.Text, r.Except, r.How)
		}
	}
	how := right != nil && (!right.How.IsZero() || !c.Privacy.Rights.How.IsZero() || len(c.Privacy.Rights.Contacts) > 0)
	var out []Finding
	first, own := "", ""
	for p := range c.Parts() {
		b := slices.IndexFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind == "consent" || b.Or == "consent" })
		if b < 0 {
			continue
		}
		lawful = lawful || staysLawful.in(p.Part.Withdrawal.Text)
		if first == "" {
			first = informingIndex(p.At+".bases", b)
		}
		if !p.Part.Withdrawal.Text.IsZero() {
			if own == "" {
				own = p.At + ".withdrawal"
			}
			continue
		}
		f := Finding{At: informingIndex(p.At+".bases", b), Args: map[string]any{"Name": informingName(p.Activity, p.Part)}}
		switch {
		case right == nil:
			out = append(out, f)
		case !how:
			f.Message, f.Severity = "art7-3-withdrawal-how", diag.Warning
			out = append(out, f)
		case onScreen(p.Part):
			f.Message, f.Severity = "art7-3-withdrawal-easy", diag.Warning
			out = append(out, f)
		}
	}
	if first == "" || lawful || right == nil && own == "" {
		return out
	}
	at := rightAt
	if at == "" {
		at = own
	}
	return append(out, Finding{At: at, Message: "art7-3-withdrawal-earlier"})
}

// onScreen tells whether consent is given where the reader meets the service
// on a screen.
func onScreen(p *notice.Part) bool {
	return slices.ContainsFunc(p.Channels, func(ch notice.Channel) bool {
		return slices.Contains([]notice.Channel{"site", "app", "form", "portal"}, ch)
	})
}

// Texts that take use of a service, or silence, for consent; and the same
// where no more than knowledge of the notice is taken for granted.
var (
	deemedConsent = informingSays(
		`(ved å|(^|\s)når du|dersom du|hvis du)\s+(fortsatt\s+|fortsetter\s+(å|med å)\s+)?(bruk|benytt|besøk|surf|fortsett|ta i bruk)[^.!?]{0,200}\b(samtykker|godtar|aksepterer|godkjenner)\s+du|\bdu\s+(samtykker|godtar|aksepterer|godkjenner)[^.!?]{0,100}(ved å|når du)\s+(fortsett|bruk|benytt|besøk)\pL*|(fortsatt )?bruk av (nettside|tjeneste|app)[^.!?]{0,100}(regnes|anses|betyr|innebærer)[^.!?]{0,60}samtykke|forhånds(av)?krysset`,
		`by (using|continuing|visiting|browsing)[^.!?]{0,200}\byou (consent|agree|accept)|\byou (consent|agree|accept)[^.!?]{0,100}by (using|continuing|visiting|browsing)|(continued )?use of (the|our) [^.!?]{0,60}(constitutes|is taken as|means)[^.!?]{0,60}consent|pre-ticked`)
	deemedKnown = informingSays(
		`(ved å|(^|\s)når du|dersom du|hvis du)\s+(fortsatt\s+|fortsetter\s+(å|med å)\s+)?(bruk|benytt|besøk|surf|fortsett)[^.!?]{0,200}\bbekrefter\s+du`,
		`(by|when you) (use|using|continu|visit|brows)[^.!?]{0,200}\byou (confirm|acknowledge)`)
)

func findDeemed(c *Case) []Finding {
	var out []Finding
	for t := range c.With("amtykke", "odtar", "ksepterer", "odkjenner", "krysset", "ekrefter", "onsent", "gree", "ccept", "ticked", "onfirm", "cknowledge") {
		said := notice.Text{NB: useTaken(t.Text.NB), EN: useTaken(t.Text.EN)}
		if said.IsZero() {
			continue
		}
		if w := deemedConsent.quotes(said); w != nil {
			out = append(out, Finding{At: t.At, Args: map[string]any{"Words": w}})
		} else if w := deemedKnown.quotes(said); w != nil {
			out = append(out, Finding{At: t.At, Message: "art7-2-deemed-consent-known", Severity: diag.Warning, Args: map[string]any{"Words": w}})
		}
	}
	return append(out, findHiring(c)...)
}

// useTaken gives the sentences of a text that speak both of use and of what it
// may be taken for. They are few, and the patterns above are slow.
func useTaken(text string) string {
	holds := func(s string, keys ...string) bool {
		return slices.ContainsFunc(keys, func(k string) bool { return strings.Contains(s, k) })
	}
	taken := []string{"amtykke", "odtar", "ksepterer", "odkjenner", "krysset", "ekrefter", "onsent", "gree", "ccept", "ticked", "onfirm", "cknowledge"}
	if !holds(text, taken...) {
		return ""
	}
	var out []string
	for s := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(".!?", r) }) {
		if holds(s, taken...) && holds(s, "ruk", "enytt", "esøk", "urf", "ortsett", "krysset", "us", "Us", "isit", "rows", "ontinu", "ticked") {
			out = append(out, s)
		}
	}
	return strings.Join(out, ".")
}

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
		bases := p.Part.Bases
		sole := len(bases) > 0 && !slices.ContainsFunc(bases, func(b notice.Basis) bool { return b.Kind != "consent" || b.Or != "" })
		if sole && aboutHiring.in(p.Activity.Title, p.Activity.Purpose, p.Part.Title, p.Part.Purpose) {
			out = append(out, Finding{
				At: p.At + ".bases[0]", Message: "art7-2-deemed-consent-hiring", Severity: diag.Note, Args: map[string]any{"Name": informingName(p.Activity, p.Part)},
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
	if parentsWords.in(k.Text) && k.Age > 0 {
		return out
	}
	for p := range c.Parts() {
		if !slices.ContainsFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind == "consent" || b.Or == "consent" }) {
			continue
		}
		data := slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return sensitive(c, d, "children", childWords) })
		if data || informingChildren(c, p.Activity) {
			return append(out, Finding{At: p.At, Args: args})
		}
	}
	return out
}

// informingChildren tells whether an activity is about children.
func informingChildren(c *Case, a *notice.Activity) bool {
	for _, g := range c.Shared.People {
		if slices.Contains(a.People, notice.Ref(g.ID)) && childWords.in(g.Name) {
			return true
		}
	}
	return false
}
