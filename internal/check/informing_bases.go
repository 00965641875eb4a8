package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// informingBases lists the rules on legal bases.
func informingBases() []Rule {
	return []Rule{
		{
			ID: "art13-1-c-legal-basis", Severity: diag.Error, Article: "GDPR 13(1)(c), 6(1)",
			Source: "GDPR 13(1)(c), 14(1)(c), 6(1)", Verified: true, Kinds: informingPrivacy(), Find: findBases,
		},
		{
			ID: "art6-one-basis-per-purpose", Severity: diag.Warning, Article: "GDPR 6(1), 13(1)(c)",
			Source: "GDPR 6(1), 13(1)(c); professional knowledge, not checked against the source", Find: findSeveralBases,
		},
		{
			ID: "art6-1-c-names-statute", Severity: diag.Warning, Article: "GDPR 6(3)",
			Source: "GDPR 6(3); that the notice names it is professional knowledge", Find: findNoStatute,
		},
		{
			ID: "art6-1-c-scope", Severity: diag.Warning, Article: "GDPR 6(1)(c)",
			Source: "GDPR 6(1)(c), 6(3); professional knowledge, not checked against the source", Kinds: informingPrivacy(), Find: findBeyondDuty,
		},
		{
			ID: "art6-not-a-basis", Severity: diag.Warning, Article: "GDPR 6(1)",
			Source: "GDPR 6(1)(a)–(f); for cookies ekomloven (LOV-2024-12-13-76) § 3-15", Verified: true, Find: findNoBasis,
		},
	}
}

// hasBasis tells whether a part states any basis of article 6.
func hasBasis(p *notice.Part) bool {
	return slices.ContainsFunc(p.Bases, func(b notice.Basis) bool { return b.Kind != "not-stated" })
}

// brandWide tells whether a basis stands for the notice as a whole, and
// whether it is one that leaves no choice of which holds where.
func brandWide(c *Case) (some, clear bool) {
	n := 0
	for i := range c.Privacy.Bases {
		b := &c.Privacy.Bases[i]
		if b.Kind == "not-stated" {
			continue
		}
		n++
		clear = b.Or == "" && (b.Modality == "" || b.Modality == "always") && b.For.IsZero() && b.Condition.IsZero()
	}
	return n > 0, n == 1 && clear
}

func findBases(c *Case) []Finding {
	var out []Finding
	some, clear := brandWide(c)
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		at := fmt.Sprintf("activities[%d]", i)
		stated, named := 0, false
		for j := range a.Parts {
			if hasBasis(&a.Parts[j]) {
				stated++
				continue
			}
			for k := range a.Parts[j].Bases {
				named = true
				if b := &a.Parts[j].Bases[k]; len(b.Statutes) > 0 && basisAsked(c, a) {
					continue
				}
				out = append(out, notABasis(fmt.Sprintf("%s.parts[%d].bases[%d]", at, j, k), a, &a.Parts[j], &a.Parts[j].Bases[k]))
			}
		}
		switch {
		case clear || named && stated == 0:
		case stated == 0 && inDeclaration(c, a):
		case stated == 0:
			out = append(out, noBasisOf(c, at, a, some))
		default:
			out = append(out, findPartBases(at, a, stated)...)
		}
	}
	return slices.Concat(out, findOtherwise(c), findLetters(c), findUnbased(c))
}

// basisAsked tells whether the rule on contradictions asks for the basis of
// marketing that the basis for the notice as a whole cannot carry: the same
// answer states it.
func basisAsked(c *Case, a *notice.Activity) bool {
	return aboutMarketing.in(a.Title, a.Purpose) && slices.ContainsFunc(c.consElse(consistency, "claim-consistency-bases"), func(f Finding) bool {
		return f.Message == "claim-consistency-bases-unasked"
	})
}

// noBasisOf is the finding at an activity that states no basis. Where another
// one shows which it may be, it is asked.
func noBasisOf(c *Case, at string, a *notice.Activity, some bool) Finding {
	f := Finding{At: at, Args: map[string]any{"Name": informingName(a, nil)}}
	if onlyAnonymous(a) {
		// What is anonymous needs no basis, but to make it so does.
		f.Message, f.Severity = "art13-1-c-legal-basis-anonymised", diag.Note
		f.Args["Words"] = anonymousWords(a)
	} else if other := informingLinking(c, a); other != nil {
		f.Message, f.Severity = "art13-1-c-legal-basis-linked", diag.Warning
		f.Args["Other"] = informingName(other, nil)
	} else if some || elsewhere(c, a) {
		f.Message, f.Severity = "art13-1-c-legal-basis-which", diag.Warning
	}
	return f
}

// inDeclaration tells whether an activity sends the reader to the declaration
// of cookies, and consent stands there: what that covers is asked there.
func inDeclaration(c *Case, a *notice.Activity) bool {
	return cookieLink.in(a.Text) && slices.ContainsFunc(c.Cookies.Bases, func(b notice.Basis) bool { return b.Kind == "consent" })
}

// onlyAnonymous tells whether an activity is about anonymous data alone.
func onlyAnonymous(a *notice.Activity) bool {
	data := 0
	for i := range a.Parts {
		for _, d := range a.Parts[i].Data {
			data++
			if !informingAnonymous.in(d.Text) {
				return false
			}
		}
	}
	return data > 0
}

// anonymousWords are what the data of an activity are called there.
func anonymousWords(a *notice.Activity) saidRow {
	var nb, en []string
	for i := range a.Parts {
		for _, d := range a.Parts[i].Data {
			nb, en = append(nb, strings.TrimSpace(d.NB)), append(en, strings.TrimSpace(d.EN))
		}
	}
	return saidQuotedEach(nb, en)
}

// informingLinking finds an activity with a basis whose data, or whose purpose,
// send the reader to this one: what it is an example of may be its basis too.
func informingLinking(c *Case, a *notice.Activity) *notice.Activity {
	link := "(#activity-" + string(a.ID) + ")"
	for p := range c.Parts() {
		if p.Activity == a || !hasBasis(p.Part) {
			continue
		}
		texts := []notice.Text{p.Part.DataNote, p.Part.Purpose}
		for _, d := range p.Part.Data {
			texts = append(texts, d.Text)
		}
		if slices.ContainsFunc(texts, func(t notice.Text) bool { return strings.Contains(t.NB, link) }) {
			return p.Activity
		}
	}
	return nil
}

// informingLimited is a condition that keeps a basis from holding for all of a part.
var informingLimited = informingSays(`^dette gjelder (bare )?(når|hvis|dersom)`, `^this applies (only )?(when|if|where)`)

// findOtherwise asks for the basis of the other cases, where the only one that
// a part states holds in one case.
func findOtherwise(c *Case) []Finding {
	var out []Finding
	for p := range c.Parts() {
		if len(p.Part.Bases) != 1 {
			continue
		}
		switch b := &p.Part.Bases[0]; {
		case informingLimited.in(b.Condition):
			out = append(out, Finding{At: p.At + ".bases[0].condition", Message: "art13-1-c-legal-basis-otherwise", Severity: diag.Warning, Args: map[string]any{
				"Name": informingName(p.Activity, p.Part),
			}})
		case !b.For.IsZero() && b.Kind != "not-stated":
			out = append(out, Finding{At: p.At + ".bases[0].for", Message: "art13-1-c-legal-basis-rest", Severity: diag.Warning, Args: map[string]any{
				"Name": informingName(p.Activity, p.Part), "For": informingClause(b.For),
			}})
		}
	}
	return out
}

// informingClause is wording without its full stop, for the middle of a
// message.
func informingClause(t notice.Text) notice.Text {
	said := informingSaid(t)
	return notice.Text{NB: strings.TrimSuffix(said.NB, "."), EN: strings.TrimSuffix(said.EN, ".")}
}

// notABasis is the finding at a basis that the company's text speaks of
// without stating it.
func notABasis(at string, a *notice.Activity, p *notice.Part, b *notice.Basis) Finding {
	f := Finding{At: at, Args: map[string]any{"Name": informingName(a, p)}}
	if len(b.Statutes) > 0 {
		f.Message = "art13-1-c-legal-basis-act"
	}
	return f
}

// elsewhere tells whether the basis of an activity without one may be that of
// what belongs under it, or over it, or of the cookie declaration it sends the
// reader to.
func elsewhere(c *Case, a *notice.Activity) bool {
	states := func(x *notice.Activity) bool {
		return slices.ContainsFunc(x.Parts, func(p notice.Part) bool { return hasBasis(&p) })
	}
	for i := range c.Privacy.Activities {
		x := &c.Privacy.Activities[i]
		if informingUnder(c, x) == a && states(x) {
			return true
		}
	}
	// Ten is deeper than anybody writes, and ends a ring.
	for up, i := a, 0; up != nil && i < 10; up, i = informingUnder(c, up), i+1 {
		if states(up) || slices.ContainsFunc(sameContract(c, up), states) {
			return true
		}
	}
	return cookieLink.in(a.Text) && len(c.Cookies.Bases) > 0
}

// aboutContract is a purpose of making a contract with the reader, or of
// performing it.
var aboutContract = informingSays(
	`(inngå|opprette|oppfylle|gjennomføre)\pL*[^.,;]{0,40}\bavtale`,
	`(enter(ing)? into|set(ting)? up|mak(e|ing)|conclud(e|ing)|perform(ing)?)[^.,;]{0,40}\bcontract`)

// sameContract lists the other activities that are about the contract with the
// reader, where this one is about it too.
func sameContract(c *Case, a *notice.Activity) []*notice.Activity {
	about := func(x *notice.Activity) bool {
		return aboutContract.in(x.Purpose) || slices.ContainsFunc(x.Parts, func(p notice.Part) bool { return aboutContract.in(p.Purpose) })
	}
	if !about(a) {
		return nil
	}
	var out []*notice.Activity
	for i := range c.Privacy.Activities {
		if x := &c.Privacy.Activities[i]; x != a && about(x) {
			out = append(out, x)
		}
	}
	return out
}

var informingAnonymous = informingSays(`anonym`, `anonym`)

// findPartBases asks which basis holds for the parts that state none beside
// parts that do.
func findPartBases(at string, a *notice.Activity, stated int) []Finding {
	var out []Finding
	for j := range a.Parts {
		p := &a.Parts[j]
		says := len(p.Data) > 0 || !p.Text.IsZero() || !p.Purpose.IsZero() || len(p.Channels) > 0
		// One basis for the purpose that all parts share is the basis of each.
		shared := stated == 1 && !a.Purpose.IsZero() && p.Purpose.IsZero()
		if len(p.Bases) > 0 || !says || shared || sameData(a, p) || agreedTo(a, p) {
			continue
		}
		out = append(out, Finding{
			At: fmt.Sprintf("%s.parts[%d]", at, j), Message: "art13-1-c-legal-basis-part", Severity: diag.Warning,
			Args: map[string]any{"Name": informingName(a, p)},
		})
	}
	return out
}

// consentSpoken is a text that tells of a consent, whatever basis is stated.
var consentSpoken = informingSays(`opt-in|(har|hvis du) samtykke[tr]|ditt samtykke|samtykket ditt`, `opt-in|(have|if you) consent|your consent`)

// agreedTo tells whether a part tells of a consent beside parts that rest on
// none: that is a contradiction, which claim-consistency-bases finds.
func agreedTo(a *notice.Activity, p *notice.Part) bool {
	consents := slices.ContainsFunc(a.Parts, func(x notice.Part) bool {
		return slices.ContainsFunc(x.Bases, func(b notice.Basis) bool { return b.Kind == "consent" || b.Or == "consent" })
	})
	return !consents && consentSpoken.in(p.Title, p.Text, p.When, p.Purpose, p.DataNote)
}

// sameData tells whether a part is about data that another part has already
// given a basis for.
func sameData(a *notice.Activity, p *notice.Part) bool {
	for i := range a.Parts {
		other := &a.Parts[i]
		if len(p.Data) == 0 || !hasBasis(other) || !p.Purpose.IsZero() {
			continue
		}
		if !slices.ContainsFunc(p.Data, func(d notice.Datum) bool { return !slices.Contains(other.Data, d) }) {
			return true
		}
	}
	return false
}

// basisLetter is the letter of article 6(1) of a basis; none for what is not
// one.
func basisLetter(k notice.BasisKind) string {
	letters := map[notice.BasisKind]string{
		"consent": "a", "contract": "b", "legal-obligation": "c", "vital-interests": "d", "public-task": "e", "legitimate-interests": "f",
	}
	return letters[k]
}

// findLetters finds a letter that is that of another basis, and asks for the
// letters where none is given.
func findLetters(c *Case) []Finding {
	var out []Finding
	first, without := "", 0
	example := ""
	var names saidRow
	byPost := c.consElse(rights, "mfl-15-consent")
	for _, b := range append(informingBasesOf(c), keepingBases(c)...) {
		letter := basisLetter(b.Basis.Kind)
		if letter == "" {
			continue
		}
		place := b.Basis.Article.Place()
		if place.Article == "6" && place.Letter != "" && place.Letter != letter {
			out = append(out, Finding{
				At: b.At + ".article", Message: "art13-1-c-legal-basis-letter",
				Args: map[string]any{"Kind": string(b.Basis.Kind), "Right": "6(1)(" + letter + ")", "Said": string(b.Basis.Article)},
			})
		}
		if place.Letter == "" && !contested(b, byPost) {
			without++
			names.things = append(names.things, b.where())
			if first == "" {
				first, example = b.At, "6(1)("+letter+")"
			}
		}
	}
	if without > 0 {
		out = append(out, Finding{At: first, Message: "art13-1-c-legal-basis-article", Severity: diag.Note, Args: map[string]any{
			"Number": saidCount(without), "Several": without > 1, "Names": names, "Example": example,
		}})
	}
	return out
}

// contested tells whether other rules ask for another basis in the place of
// one: its letter is not what is missing.
func contested(b informingBasisAt, byPost []Finding) bool {
	if b.In == nil || b.Kept != nil {
		return false
	}
	return b.is("contract") && informingMarketing(b.In) || consAsked(byPost, b.In.At+".bases")
}
