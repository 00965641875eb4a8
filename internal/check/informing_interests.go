package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// informingInterests lists the rules on legitimate interests, and on joint
// responsibility.
func informingInterests() []Rule {
	return []Rule{
		{
			ID: "art13-1-d-legitimate-interest", Severity: diag.Error, Article: "GDPR 13(1)(d), 14(2)(b)",
			Source: "GDPR 13(1)(d), 14(2)(b)", Verified: true, Find: findNoInterest,
		},
		{
			ID: "wp260-balancing-available", Severity: diag.Warning, Article: "GDPR 13(1)(d), 5(2)",
			Source: "WP260 rev.01, annex; professional knowledge, not checked against the source", Kinds: informingPrivacy(), Find: findNoAssessment,
		},
		{
			ID: "art26-2-joint-essence", Severity: diag.Error, Article: "GDPR 26(2)",
			Source: "GDPR 26(2); for pages on social media C-210/16", Verified: true, Kinds: informingPrivacy(), Find: findJoint,
		},
	}
}

// Words by which an assessment names what it weighed, and by which a text
// sends the reader on.
var (
	weighedFor = informingSays(`\bfor (oss )?å |\bfor at |slik at|interesse (i|av)\b|hensynet til`, `\bin order to\b|\bso that\b|\bto \pL+|\bfor us to\b|interest in\b`)
	readsOn    = informingSays(`nedenfor|lenger ned|følger|følgende|les mer|\bunder\b|\(#activity-`, `below|further down|follow|read more|\(#activity-`)
)

func findNoInterest(c *Case) []Finding {
	out := append(findKeepingInterest(c), findPoorInterest(c)...)
	names := map[string][]notice.Text{}
	first := map[*notice.Activity]string{}
	for _, b := range informingBasesOf(c) {
		interest, balancing := b.is("legitimate-interests"), b.is("balancing")
		if !b.Basis.Interest.IsZero() || !interest && !balancing || needsConsent(c, b) {
			continue
		}
		f := Finding{At: b.At, Args: map[string]any{"Name": b.name(), "Cookies": c.Kind == notice.CookiesKind, "Several": false}}
		switch {
		case weighedFor.in(b.Basis.Assessment):
			f.Message, f.Severity = "art13-1-d-legitimate-interest-hinted", diag.Note
		case interest && interestBelow(c, b):
			f.Message, f.Severity = "art13-1-d-legitimate-interest-below", diag.Warning
		case balancing && !interest:
			f.Message = "art13-1-d-legitimate-interest-weighed"
			if !b.Basis.Assessment.IsZero() {
				f.Severity = diag.Warning // it hints at what is weighed
			}
		default:
			// The parts of an activity are found together.
			if b.In != nil && first[b.In.Activity] != "" {
				names[first[b.In.Activity]] = append(names[first[b.In.Activity]], b.name())
				continue
			}
			if b.In != nil {
				first[b.In.Activity] = b.At
			}
			names[b.At] = []notice.Text{b.name()}
		}
		out = append(out, f)
	}
	for i := range out {
		if list := names[out[i].At]; list != nil && out[i].Message == "" {
			out[i].Args["Name"], out[i].Args["Several"] = saidQuoted(list), len(list) > 1
		}
	}
	return out
}

// interestBelow tells whether a part sends the reader on to activities below
// its own, one of which names an interest.
func interestBelow(c *Case, b informingBasisAt) bool {
	if b.In == nil || !readsOn.in(b.In.Part.Text, b.In.Activity.Text, b.Basis.Text) {
		return false
	}
	for p := range c.Parts() {
		for up, i := informingUnder(c, p.Activity), 0; up != nil && i < 10; up, i = informingUnder(c, up), i+1 {
			if up == b.In.Activity && slices.ContainsFunc(p.Part.Bases, func(o notice.Basis) bool { return o.Kind == "legitimate-interests" && !o.Interest.IsZero() }) {
				return true
			}
		}
	}
	return false
}

// findKeepingInterest finds data that is kept for an interest nobody names.
// Why it is kept hints at it.
func findKeepingInterest(c *Case) []Finding {
	var out []Finding
	look := func(at string, list []notice.Retention) {
		for i := range list {
			r := &list[i]
			for j := range r.Bases {
				if b := &r.Bases[j]; !b.Interest.IsZero() || b.Kind != "legitimate-interests" && b.Or != "legitimate-interests" {
					continue
				}
				f := Finding{At: informingIndex(informingIndex(at, i)+".bases", j), Message: "art13-1-d-legitimate-interest-keeping"}
				if !r.For.IsZero() || tellsWhatFor.in(r.Criterion, r.Text, r.When) {
					f.Message, f.Severity = "art13-1-d-legitimate-interest-kept", diag.Note
				}
				out = append(out, f)
			}
		}
	}
	if c.Kind == notice.CookiesKind {
		look("retention", c.Cookies.Retention)
		return out
	}
	for p := range c.Parts() {
		look(p.At+".retention", p.Part.Retention)
	}
	look("retention", c.Privacy.Retention)
	return out
}

// offersAssessment is a text that offers the reader the assessment.
var offersAssessment = informingSays(
	`(kontakt|be om|spør|få (se|innsyn|kopi|tilsendt|vite)|send)[^.]{0,80}(avvei|vurdering)|(avvei|vurdering)\pL*[^.]{0,80}(kontakt|be om|på forespørsel|få se|spør oss)`,
	`(contact|ask|request|obtain)[^.]{0,80}(balanc|assessment)|(balanc|assessment)[^.]{0,80}(contact|ask|on request|upon request)`)

// Words of an assessment that weighs, of one that gives no more than the
// outcome, and of what was weighed.
var (
	weighsWords  = informingSays(`personvern|rettighet|interessen(e)? (til|dine)|hensyn|veier|veid|går (ikke )?foran|ulempe|forvent|inngripende|avvei|si nei|reserver|protester|kjenner oss`, `privacy|rights|interests of|your interests|outweigh|weigh|precedence|balanc|intrusi|expect|impact|say no|object|opt out|know us`)
	outcomeWords = informingSays(`veier tyngre|går ikke foran`, `outweigh|does not take precedence|do not take precedence`)
	factorWords  = informingSays(`fordi|siden |ettersom|derfor|forvent|ulempe|inngripende|begrens|reserve`, `because|\bsince\b|\bas you\b|therefore|expect|intrusi|limit|opt out`)
)

// findNoAssessment finds interests that nobody is told the weighing of, or no
// more than its outcome. One offer mends them all, so it finds them once.
func findNoAssessment(c *Case) []Finding {
	without, outcome := "", ""
	number, outcomes := 0, 0
	count := func(at string, first *string, n *int) {
		if *n++; *first == "" {
			*first = at
		}
	}
	for _, b := range informingBasesOf(c) {
		switch t := b.Basis.Assessment; {
		case !b.is("legitimate-interests"), needsConsent(c, b):
		case t.IsZero() || !weighsWords.in(t):
			count(b.At, &without, &number)
		case outcomeWords.in(t) && !factorWords.in(t):
			count(b.At, &outcome, &outcomes)
		}
	}
	if number+outcomes == 0 || assessmentOffered(c) {
		return nil
	}
	var out []Finding
	if number > 0 {
		out = append(out, Finding{At: without, Args: map[string]any{"Number": saidCount(number), "One": number == 1}})
	}
	if outcomes > 0 {
		out = append(out, Finding{At: outcome + ".assessment", Message: "wp260-balancing-available-outcome", Severity: diag.Note, Args: map[string]any{"Number": saidCount(outcomes), "One": outcomes == 1}})
	}
	return out
}

// assessmentOffered tells whether the reader can have the assessment.
func assessmentOffered(c *Case) bool {
	for t := range c.Saying(offersAssessment.nb, offersAssessment.en) {
		if offersAssessment.in(t.Text) {
			return true
		}
	}
	return false
}

// Interests that any company has, that name the processing itself, or that are
// one of several.
var (
	poorInterest     = informingSays(`tilby(r|de)?( en)?( best mulig\pL*| gode?| bedre)( tjeneste\pL*| kundeopplevelse| service)|god kunde(service|opplevelse|behandling)|fremst[åa]r? som relevant|forbedre tjenestene våre`, `offer(ing)? (the )?(best possible|good|better) (services?|customer (service|experience))|good customer (service|experience|care)|appears? relevant|improve our services`)
	circularInterest = informingSays(`interesse\pL* (i|av) å behandle (person)?opplysning\pL*( gjennom e-post)?( til dette( formålet)?)?\.?$`, `interest in processing (personal )?data( through e-mail)?( for this( purpose)?)?\.?$`)
	thisPurpose      = informingSays(`til dette( formålet)?\.?$`, `for this( purpose)?\.?$`)
	answersWords     = informingSays(`\bsvare?r?\b|henvende`, `\banswer|enquir|inquir|contact us`)
	openInterest     = informingSays(`blant annet|\bbl\.a\.|\bmv\.|\bosv\.`, `among other things|\betc\.`)
)

// findPoorInterest finds interests of which the reader can weigh nothing. Those
// that any company has are found together: they say the same.
func findPoorInterest(c *Case) []Finding {
	var out []Finding
	vague := ""
	var names []notice.Text
	var nb, en []string
	for _, b := range informingBasesOf(c) {
		t := b.Basis.Interest
		if t.IsZero() {
			continue
		}
		f := Finding{At: b.At + ".interest", Severity: diag.Warning, Args: map[string]any{"Name": b.name()}}
		if poorInterest.in(t) {
			// To answer whoever asks is something the reader can weigh.
			if answersWords.in(t) {
				continue
			}
			if vague == "" {
				vague = f.At
			}
			names = append(names, b.name())
			nb, en = append(nb, poorInterest.all(poorInterest.nb, t.NB)...), append(en, poorInterest.all(poorInterest.en, t.EN)...)
			continue
		}
		if circularInterest.in(t) {
			if thisPurpose.in(t) && purposeBeside(b.In) {
				continue // it says what for, in the same breath
			}
			f.Message = "art13-1-d-legitimate-interest-circular"
		} else if w := openInterest.quotes(t); !w.none() {
			f.Message, f.Severity, f.Args["Words"] = "art13-1-d-legitimate-interest-open", diag.Note, w
		} else {
			continue
		}
		out = append(out, f)
	}
	if vague == "" {
		return out
	}
	said := make([]notice.Text, max(len(nb), len(en)))
	for i := range said {
		said[i] = notice.Text{NB: informingAt(nb, i), EN: informingAt(en, i)}
	}
	return append(out, Finding{At: vague, Message: "art13-1-d-legitimate-interest-vague", Severity: diag.Warning, Args: map[string]any{
		"Names": saidQuoted(names), "Words": saidQuoted(said), "Several": len(names) > 1,
	}})
}

// purposeBeside tells whether a part that a basis stands in has a purpose, or
// its activity.
func purposeBeside(p *PartAt) bool {
	return p != nil && (!p.Part.Purpose.IsZero() || !p.Activity.Purpose.IsZero())
}

// informingAt is an entry of a list, and nothing beyond its end.
func informingAt(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}
