package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// informingPurposes lists the rules on what data is used for.
func informingPurposes() []Rule {
	return []Rule{
		{
			ID: "art13-1-c-purpose", Severity: diag.Error, Article: "GDPR 13(1)(c), 5(1)(b)",
			Source: "GDPR 13(1)(c), 14(1)(c), 5(1)(b); WP260 rev.01 para 12 on vague purposes", Verified: true,
			Kinds: informingPrivacy(), Find: findPurposes,
		},
		{
			ID: "art13-1-c-purposes-exhaustive", Severity: diag.Warning, Article: "GDPR 13(1)(c), 13(1)(e)",
			Source: "GDPR 13(1)(c), 13(1)(e), 14(1)(c), 14(1)(e)", Verified: true, Kinds: informingPrivacy(), Find: findExamples,
		},
	}
}

// Words by which a text tells what something is for without being the purpose
// itself, and headings that are a purpose.
var (
	tellsWhatFor = informingSays(`\bfor å |slik at|\bfor at |dermed kan|du ønsker|til å kunne`, `\bin order to\b|\bso that\b|you (wish|want)|\bto be able to\b`)
	// What is done with the data and meets the reader, or somebody else, shows
	// the purpose; that data is collected or stored does not.
	tellsDeed = informingSays(
		`\b(vil|kan|skal) vi (da |også |kunne )*(dele|sende|vise|svare|levere|kontakte|varsle) |\bvi (vil |kan |skal |da |også |kunne )*(deler?|sende?r?|viser?|svarer?|leverer?|kontakter?|varsle?r?) |(funksjonalitet|funksjon|tjeneste)\pL*, (som|for eksempel) `,
		`\bwe (will |can |may |shall |then |also )*(share|send|show|answer|deliver|contact|notify) |(functionalit(y|ies)|functions?|services?), (such as|for example) `)
	performsContract = informingSays(`(inngå|oppfylle|gjennomføre)\pL*[^.,;]{0,40}avtale`, `(perform|enter(ing)? into)[^.,;]{0,40}contract`)
	purposeHeading   = informingSays(`^(markedsføring|nyhetsbrev|rekruttering|kundeservice|inkasso)`, `^(marketing|newsletter|recruitment|customer service|debt collection)`)
)

// A purpose can be stated where it belongs, or show elsewhere.
type purposeShows int

const (
	purposeNowhere purposeShows = iota
	purposeInText
	purposeInPart
	purposeInBasis
	purposeInInterest
	purposeBySiblings
	purposeAbove
	purposeStated
)

// purposeOf tells where the purpose of a part shows; of the activity itself
// where it has no parts.
func purposeOf(c *Case, a *notice.Activity, p *notice.Part) purposeShows {
	if !a.Purpose.IsZero() || !p.Purpose.IsZero() {
		return purposeStated
	}
	if tellsWhatFor.in(p.Text, p.When, p.DataNote, a.Text) || purposeHeading.in(p.Title, a.Title) {
		return purposeStated
	}
	interest, basis := false, false
	for i := range p.Bases {
		b := &p.Bases[i]
		if !b.For.IsZero() {
			return purposeStated
		}
		if b.Kind != "consent" && tellsWhatFor.in(b.Text) {
			// That a contract is performed is what the law says of the basis.
			if !performsContract.in(b.Text) {
				return purposeStated
			}
			basis = true
		}
		interest = interest || !b.Interest.IsZero() && !sharesInterest(a, p, b)
	}
	switch {
	case basis:
		return purposeInBasis
	case interest:
		return purposeInInterest
	case len(a.Parts) > 1 && tellsDeed.in(p.Text):
		return purposeInPart
	}
	for i := range a.Parts {
		if !a.Parts[i].Purpose.IsZero() {
			return purposeBySiblings
		}
	}
	// Ten is deeper than anybody writes, and ends a ring.
	for up, i := informingUnder(c, a), 0; up != nil && i < 10; up, i = informingUnder(c, up), i+1 {
		if !up.Purpose.IsZero() {
			return purposeAbove
		}
	}
	if tellsDeed.in(a.Text, p.Text) {
		return purposeInText
	}
	return purposeNowhere
}

// sharesInterest tells whether another part, with a purpose of its own, names
// the very same interest: then it shows nothing of what this one is for.
func sharesInterest(a *notice.Activity, p *notice.Part, b *notice.Basis) bool {
	return slices.ContainsFunc(a.Parts, func(q notice.Part) bool {
		return !q.Purpose.IsZero() && p.Purpose.IsZero() && slices.ContainsFunc(q.Bases, func(o notice.Basis) bool { return o.Interest == b.Interest })
	})
}

// anyContact is a text about getting in touch in whatever way.
var anyContact = informingSays(`(kommunikasjon|kontakt|henvendelser)\pL* [^.]{0,20}\balle (former|måter|kanaler)|\ball (slags )?(kommunikasjon|kontakt)`,
	`(communication|contact|enquiries) [^.]{0,20}\ball (forms|ways|channels)|\ball (kinds of )?(communication|contact)`)

// informingContact gives the activity about getting in touch in whatever way,
// which may be meant for a part too where the reader writes or talks to the
// company; nil where there is none.
func informingContact(c *Case, a *notice.Activity, p *notice.Part) *notice.Activity {
	if !slices.ContainsFunc(p.Channels, func(ch notice.Channel) bool { return ch == "chat" || ch == "email" || ch == "phone" || ch == "form" }) {
		return nil
	}
	for i := range c.Privacy.Activities {
		if x := &c.Privacy.Activities[i]; x != a && anyContact.in(x.Text, x.Purpose) {
			return x
		}
	}
	return nil
}

// copyFor is a text that tells what a copy is for.
var copyFor = informingSays(`kopien?\b[^.]{0,20} (skal|er (til )?for å|gjør at) `, `\bcopy [^.]{0,20}(is (meant |there )?to|ensures|lets us) `)

func findPurposes(c *Case) []Finding {
	var out []Finding
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		at := fmt.Sprintf("activities[%d]", i)
		whole := map[purposeShows]bool{}
		one := func(place string, p *notice.Part) {
			shows := purposeOf(c, a, p)
			f := Finding{At: place, Args: map[string]any{"Name": informingName(a, p)}}
			switch shows {
			case purposeStated:
				return
			case purposeInText, purposeInPart:
				f.Message, f.Severity = "art13-1-c-purpose-text", diag.Note
			case purposeInBasis:
				f.Message, f.Severity = "art13-1-c-purpose-basis", diag.Note
			case purposeInInterest:
				f.Message, f.Severity = "art13-1-c-purpose-interest", diag.Note
			case purposeBySiblings:
				f.Message, f.Severity = "art13-1-c-purpose-part", diag.Warning
				if other := informingContact(c, a, p); other != nil {
					f.Message, f.Args["Other"] = "art13-1-c-purpose-elsewhere", informingName(other, nil)
				}
			case purposeNowhere:
				if copyFor.in(p.Text, p.DataNote, a.Text) {
					f.Message = "art13-1-c-purpose-copied"
				}
			case purposeAbove:
				f.Message, f.Severity = "art13-1-c-purpose-above", diag.Warning
			}
			// What is wrong with the activity is said of it once.
			if shows == purposeNowhere || shows == purposeAbove || shows == purposeInText {
				if whole[shows] || cookieLink.in(a.Text) {
					return
				}
				whole[shows] = true
				f.At, f.Args = at, map[string]any{"Name": informingName(a, nil)}
			}
			out = append(out, f)
		}
		for j := range a.Parts {
			if p := &a.Parts[j]; len(p.Data) > 0 || len(p.Bases) > 0 || len(a.Parts) == 1 {
				one(fmt.Sprintf("%s.parts[%d]", at, j), p)
			}
		}
		if len(a.Parts) == 0 {
			one(at, &notice.Part{})
		}
	}
	return slices.Concat(out, findVaguePurposes(c), findUndescribed(c), findOnlyMarketed(c))
}

// cookieLink is a text that sends the reader to the cookie declaration.
var cookieLink = informingSays(`\(notice:cookies\)`, `\(notice:cookies\)`)

// Texts that say of a list of purposes, or of what is done with data, that it
// is not the whole of it; and the same of lawful grounds to hand it over.
var (
	onlyExamples = informingSays(
		`viktigste (formål|eksemp)\pL*|hovedformål\pL*|eksempler på (formål|hva vi bruker|hvordan vi bruker)\pL*`,
		`(most important|main|principal) (purposes?|examples)|examples of (purposes|what we use|how we use)`)
	onlyMain    = informingSays(`^(viktigste formål|hovedformål)`, `^(most important|main|principal) purpose`)
	typicalCase = informingSays(`typisk\pL* eksemp\pL*|eksemp\pL* .{0,30}\btypisk`, `typical examples?|examples? .{0,30}\btypically`)
	// anotherPurpose follows a main purpose where the rest are named too.
	anotherPurpose = informingSays(`\bfor å |\bslik at|\btil å |annet formål|andre formål`, `\bin order to\b|\bso that\b|\buse [^.]{0,60} to\b|another purpose|other purposes`)
)

func findExamples(c *Case) []Finding {
	var out []Finding
	open := false
	for t := range c.Saying(typicalCase.nb, typicalCase.en, onlyExamples.nb, onlyExamples.en) {
		// The cases of disclosure that are examples are found as recipients
		// that nobody can tell.
		if handsOver(c, t.At) && !strings.HasPrefix(t.At, "disclosures") {
			if w := typicalCase.quotes(t.Text); !w.none() && !open {
				open = true
				out = append(out, Finding{At: t.At, Message: "art13-1-c-purposes-exhaustive-disclosures", Args: map[string]any{"Words": w}})
			}
		}
		w := onlyExamples.quotes(t.Text)
		if w.none() || restNamed(t.Text) {
			continue
		}
		f := Finding{At: t.At, Args: map[string]any{"Words": w}}
		if handsOver(c, t.At) {
			f.Message = "art13-1-c-purposes-exhaustive-recipients"
		}
		out = append(out, f)
	}
	return out
}

// handsOver tells whether a place is about whom data is handed over to.
func handsOver(c *Case, at string) bool {
	if strings.HasPrefix(at, "recipients") || strings.HasPrefix(at, "disclosures") {
		return true
	}
	for i := range c.Privacy.Sections {
		if id := c.Privacy.Sections[i].ID; (id == "recipients" || id == "disclosures") && strings.HasPrefix(at, informingIndex("sections", i)+".") {
			return true
		}
	}
	return false
}

// restNamed tells whether a text that speaks of its main purpose alone goes on
// to name another one.
func restNamed(t notice.Text) bool {
	for _, w := range append(onlyExamples.all(onlyExamples.nb, t.NB), onlyExamples.all(onlyExamples.en, t.EN)...) {
		if !onlyMain.in(notice.Text{NB: w, EN: w}) {
			return false
		}
	}
	return laterSentence(t.NB, "hovedformål", anotherPurpose.nb) || laterSentence(t.EN, "main purpose", anotherPurpose.en)
}

// laterSentence tells whether a sentence after the one that holds a word says
// something.
func laterSentence(text, word string, says *pattern) bool {
	after := false
	for _, s := range sentenceEnd.Split(text, -1) {
		if after && says.MatchString(s) {
			return true
		}
		after = after || strings.Contains(lower(s), word)
	}
	return false
}
