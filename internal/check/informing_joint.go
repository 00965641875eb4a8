package check

import (
	"fmt"
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

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
	if len(joint) == 0 {
		out = append(out, findOwnPages(c)...)
	}
	out = append(out, findTrackers(c)...)
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		whole := onSocialMedia(a)
		if whole && joint[notice.Ref(a.ID)] && otherPages.in(a.Text, a.Purpose) {
			out = append(out, Finding{At: fmt.Sprintf("activities[%d]", i), Message: "art26-2-joint-essence-others", Severity: diag.Note, Args: map[string]any{"Name": informingName(a, nil)}})
		}
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

// Words of the company's own pages in social media, of further ones, and of
// reading what people do on behalf of others.
var (
	ownPages   = informingSays(`(de )?sosiale mediene? (til|våre?)|våre sosiale medier`, `(the|our) social media( pages| accounts)? of |our social media|our pages (on|in) social media`)
	otherPages = informingSays(`blant annet|for eksempel|flere sosiale medier|\bbl\.a\.`, `among other things|for example|several social media`)
	forOthers  = informingSays(`\bspor(er|ing)\pL*[^.]{0,80}\bfor tredjepart`, `\btrack(s|ing)?\b[^.]{0,80}\bfor third part`)
)

// findOwnPages asks about pages in social media that only the purpose of a tool
// for analysis speaks of: whoever runs such a page answers for what the
// platform counts there.
func findOwnPages(c *Case) []Finding {
	for i := range c.Privacy.Activities {
		if a := &c.Privacy.Activities[i]; onSocialMedia(a) || meetsThere(c, a) {
			return nil
		}
	}
	for u := range c.Uses() {
		if ownPages.in(u.Use.Purpose) {
			return []Finding{{At: u.At + ".purpose", Message: "art26-2-joint-essence-pages", Severity: diag.Warning}}
		}
	}
	return nil
}

// findTrackers asks about tracking for others: who lets them in answers for it
// with them.
func findTrackers(c *Case) []Finding {
	for p := range c.Parts() {
		if forOthers.in(p.Part.Purpose, p.Part.Text, p.Activity.Purpose) {
			return []Finding{{At: p.At, Message: "art26-2-joint-essence-tracking", Severity: diag.Warning, Args: map[string]any{"Name": informingName(p.Activity, p.Part)}}}
		}
	}
	return nil
}

// followWords are the people who follow the company in social media.
var followWords = informingSays(`følge(r|re)\b|sosiale medier`, `follow|social media`)

// meetsThere tells whether people write to the company in social media, among
// other places. Messages that the company sends need no page there.
func meetsThere(c *Case, a *notice.Activity) bool {
	there := slices.ContainsFunc(a.Parts, func(p notice.Part) bool { return slices.Contains(p.Channels, "social-media") })
	return there && informingConcerns(c, a, followWords)
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
func nameOf(n *notice.Name) notice.Text {
	return notice.Text{NB: n.In(notice.Norwegian), EN: n.In(notice.English)}
}
