package check

import (
	"fmt"
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
	out := findKeepingInterest(c)
	for _, b := range informingBasesOf(c) {
		if !b.Basis.Interest.IsZero() {
			continue
		}
		f := Finding{At: b.At, Args: map[string]any{"Name": b.name()}}
		interest, balancing := b.is("legitimate-interests"), b.is("balancing")
		switch {
		case (interest || balancing) && weighedFor.in(b.Basis.Assessment):
			f.Message, f.Severity = "art13-1-d-legitimate-interest-hinted", diag.Note
		case interest && interestBelow(c, b):
			f.Message, f.Severity = "art13-1-d-legitimate-interest-below", diag.Warning
		case interest:
		case balancing && b.Basis.Assessment.IsZero():
			f.Message = "art13-1-d-legitimate-interest-weighed"
		case balancing:
			// The weighing hints at what is weighed.
			f.Message, f.Severity = "art13-1-d-legitimate-interest-weighed", diag.Warning
		default:
			continue
		}
		out = append(out, f)
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
					f.Severity = diag.Warning
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

// findNoAssessment finds interests that nobody is told the weighing of. One
// offer mends them all, so it finds them once.
func findNoAssessment(c *Case) []Finding {
	first, without := "", 0
	for _, b := range informingBasesOf(c) {
		if b.is("legitimate-interests") && b.Basis.Assessment.IsZero() {
			without++
			if first == "" {
				first = b.At
			}
		}
	}
	if without == 0 {
		return nil
	}
	for t := range c.Saying(offersAssessment.nb, offersAssessment.en) {
		if offersAssessment.in(t.Text) {
			return nil
		}
	}
	return []Finding{{At: first, Args: map[string]any{"Number": without}}}
}

// tellsEssence is a text that tells how joint controllers share the duties, or
// where it stands.
var tellsEssence = informingSays(
	`avtale\pL*|ordning\pL*|(an)?svars?fordeling|fordel(er|t|ing)\pL*|tillegg\pL*|har ansvaret for|svarer for|tar seg av`,
	`\bagree\w*|arrangement|addendum|\bshared? (out )?(the )?(duties|responsibilit)|is responsible for|takes care of|terms`)

func findJoint(c *Case) []Finding {
	var out []Finding
	joint := map[notice.Ref]bool{}
	asked := false
	for u := range c.Uses() {
		if u.Use.Role != "joint-controller" {
			continue
		}
		joint[u.Use.Activity] = true
		if !tellsEssence.in(u.Recipient.Text, u.Recipient.Safeguard, u.Use.Purpose, u.Use.Condition) {
			out = append(out, Finding{At: u.At, Args: map[string]any{"Name": nameOf(&u.Recipient.Name)}})
		}
	}
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		whole := onSocialMedia(a)
		// That people answer the company there as well is asked once, and not
		// where a joint controller is named.
		if joint[notice.Ref(a.ID)] || !whole && (asked || len(joint) > 0 || !meetsThere(c, a)) {
			continue
		}
		asked = true
		out = append(out, Finding{
			At: fmt.Sprintf("activities[%d]", i), Message: "art26-2-joint-essence-page", Severity: diag.Warning,
			Args: map[string]any{"Name": informingName(a, nil), "Partly": !whole, "Platform": platformNamed(c)},
		})
	}
	return out
}

// followWords are the people who follow the company in social media.
var followWords = informingSays(`følge(r|re)\b|sosiale medier`, `follow|social media`)

// meetsThere tells whether people write to the company in social media, among
// other places. Messages that the company sends need no page there.
func meetsThere(c *Case, a *notice.Activity) bool {
	there := slices.ContainsFunc(a.Parts, func(p notice.Part) bool { return slices.Contains(p.Channels, "social-media") })
	follow := slices.ContainsFunc(c.Shared.People, func(g notice.Group) bool {
		return slices.Contains(a.People, notice.Ref(g.ID)) && followWords.in(g.Name)
	})
	return there && follow
}

// platformNamed tells whether the notice names any platform of social media.
func platformNamed(c *Case) bool {
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		for _, name := range append([]string{r.Name.In(notice.Norwegian)}, r.Products...) {
			if v := c.Vendor(name); v != nil && slices.Contains(v.Does, "social-media") {
				return true
			}
		}
	}
	return false
}

// onSocialMedia tells whether an activity has its place in social media alone.
func onSocialMedia(a *notice.Activity) bool {
	for i := range a.Parts {
		if p := &a.Parts[i]; len(p.Channels) != 1 || p.Channels[0] != "social-media" {
			return false
		}
	}
	return len(a.Parts) > 0
}

// nameOf is a name in both languages.
func nameOf(n *notice.Name) map[string]string {
	return map[string]string{"nb": n.In(notice.Norwegian), "en": n.In(notice.English)}
}
