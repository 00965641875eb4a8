package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transfersRecipients lists the rules about who receives data.
func transfersRecipients() []Rule {
	return []Rule{
		{
			ID: "art13-1-e-recipients", Severity: diag.Warning, Article: "GDPR 13(1)(e)",
			Source: "GDPR 4(9), 13(1)(e)", Verified: true,
			Kinds: transfersPrivacy(), Find: recipientsStated,
		},
		{
			ID: "wp260-recipients-named", Severity: diag.Warning, Article: "GDPR 13(1)(e)",
			Source: transfersWP260,
			Kinds:  transfersPrivacy(), Find: recipientsNamed,
		},
	}
}

// recipientsStated asks who receives the data of each activity.
func recipientsStated(c *Case) []Finding {
	var out []Finding
	for i, r := range c.Privacy.Recipients {
		if isThing(&r) {
			out = append(out, Finding{At: fmt.Sprintf("recipients[%d].name", i), Message: "art13-1-e-recipients-thing", Args: map[string]any{"Name": consName(&r)}})
		}
	}
	out = append(out, unlisted(c)...)
	out = append(out, transfersUnnamed(c)...)
	out = append(out, transfersVague(c)...)
	if len(c.Privacy.Recipients) == 0 {
		if !notShared(c.Privacy.Claims) {
			out = append(out, Finding{At: "activities", Message: "art13-1-e-recipients-none"})
		}
		return out
	}
	out = append(out, transfersPlatforms(c)...)
	var bare []notice.Text
	var places []Finding
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		if usesData(a) && !recipientOf(c, a) {
			title := consTitle(a, nil)
			bare = append(bare, title)
			places = append(places, Finding{At: fmt.Sprintf("activities[%d]", i), Args: map[string]any{"Title": title}})
		}
	}
	loose, partly := transfersLoose(c)
	switch {
	case len(bare) == 0 && len(loose)+len(partly) == 0:
	case len(bare) == 0:
		out = append(out, Finding{At: "recipients", Message: "art13-1-e-recipients-loose", Severity: diag.Note, Args: map[string]any{"Names": saidQuoted(loose), "Partly": saidQuoted(partly)}})
	case receivesAll(c):
		out = append(out, Finding{At: "recipients", Message: "art13-1-e-recipients-which", Severity: diag.Note, Args: map[string]any{"Titles": saidQuoted(bare), "Names": saidQuoted(loose), "Partly": saidQuoted(partly)}})
	default:
		out = append(out, places...)
	}
	return out
}

// notShared tells whether claims say that nobody else gets the data.
func notShared(claims []notice.Claim) bool {
	return slices.ContainsFunc(claims, func(k notice.Claim) bool { return k.Kind == "not-shared" })
}

// usesData tells whether an activity states data or a basis of its own, and
// not only data that is anonymous.
func usesData(a *notice.Activity) bool {
	personal := func(d notice.Datum) bool { return !strings.Contains(lower(d.NB), "anonym") }
	return slices.ContainsFunc(a.Parts, func(p notice.Part) bool {
		return slices.ContainsFunc(p.Data, personal) || len(p.Data) == 0 && len(p.Bases) > 0
	})
}

// onlyByLaw tells whether all of an activity rests on a legal obligation: the
// authorities that the notice names are then its recipients.
func onlyByLaw(a *notice.Activity) bool {
	n := 0
	for _, p := range a.Parts {
		for _, b := range p.Bases {
			if n++; b.Kind != "legal-obligation" {
				return false
			}
		}
	}
	return n > 0
}

// receivesAll tells whether some recipient gets data without an activity being
// named, and not only where a law or a sale calls for it.
func receivesAll(c *Case) bool {
	for u := range c.Uses() {
		if u.Use.Activity == "" && u.Use.Role != "authority" && u.Use.Role != "acquirer" && !u.Recipient.Chosen && !isThing(u.Recipient) && !onlyDisclosed(c, u.Recipient) {
			return true
		}
	}
	return false
}

// onlyDisclosed tells whether a recipient is one of a case of disclosure.
func onlyDisclosed(c *Case, r *notice.Recipient) bool {
	return slices.ContainsFunc(c.Privacy.Disclosures, func(d notice.Disclosure) bool { return slices.Contains(d.Recipients, notice.Ref(r.ID)) })
}

// recipientOf tells whether it is said who receives the data of an activity,
// there or at an activity that it belongs under.
func recipientOf(c *Case, a *notice.Activity) bool {
	for range 10 { // activities are not nested deeper than that
		if transfersLinked(c, a) {
			return true
		}
		i := slices.IndexFunc(c.Privacy.Activities, func(b notice.Activity) bool { return notice.Ref(b.ID) == a.Under })
		if a.Under == "" || i < 0 {
			return false
		}
		a = &c.Privacy.Activities[i]
	}
	return false
}

// transfersLinked tells whether a recipient names the activity, or the activity a
// recipient, or says that nobody receives the data.
func transfersLinked(c *Case, a *notice.Activity) bool {
	text := activityText(a)
	if onlyByLaw(a) && slices.ContainsFunc(c.Privacy.Recipients, func(r notice.Recipient) bool { return transfersOnly(&r, "authority") }) {
		return true
	}
	if strings.Contains(text, "#recipient-") || slices.ContainsFunc(a.Parts, func(p notice.Part) bool { return notShared(p.Claims) }) {
		return true
	}
	for _, r := range c.Privacy.Recipients {
		if transfersNames(text, r.Name.Proper) || strings.Contains(r.Text.NB, "(#activity-"+string(a.ID)+")") ||
			slices.ContainsFunc(r.Uses, func(u notice.Use) bool {
				return u.Activity == notice.Ref(a.ID) || u.Activity == "" && transfersTitled(c, &r, &u, a.Title.NB)
			}) {
			return true
		}
	}
	return false
}

// transfersTitled tells whether a use that names no activity has the heading of
// one in its purpose, or is that of social media under a heading on them.
func transfersTitled(c *Case, r *notice.Recipient, u *notice.Use, title string) bool {
	if r.Name.Proper == "" || u.Purpose.IsZero() {
		return false
	}
	purpose := storingPlain(u.Purpose)
	for w := range words(lower(title)) {
		stem := []rune(w)
		if len(stem) < transfersStem || !consTelling(w) || slices.Contains(transfersCommon(), string(stem[:transfersStem])) {
			continue
		}
		if storingHas(purpose, string(stem[:transfersStem])) {
			return true
		}
	}
	return socialWords.MatchString(title) && slices.ContainsFunc(transfersVendors(c, r), func(v *notice.Vendor) bool { return slices.Contains(v.Does, "social-media") })
}

// transfersStem is how many letters two words have in common that are about one
// thing.
const transfersStem = 8

// transfersCommon are the beginnings of words that stand in purposes of every
// sort.
func transfersCommon() []string {
	return []string{"brukerop", "elektron", "kommunik", "markedsf", "profiler", "registre", "statisti"}
}

// transfersNames tells whether a text holds a proper name, if there is one, letter for
// letter: a quick way to what mentions tells at length.
func transfersNames(text, name string) bool {
	return name != "" && strings.Contains(text, name) && mentions(text, name)
}

// activityText is what an activity says in Norwegian of how it works.
func activityText(a *notice.Activity) string {
	texts := []string{a.Purpose.NB, a.Text.NB}
	for _, p := range a.Parts {
		texts = append(texts, p.Purpose.NB, p.Text.NB, p.When.NB, p.DataNote.NB)
	}
	return strings.Join(texts, "\n")
}

// thingWords are what a thing is called that data passes through; a recipient
// is somebody (GDPR 4(9)).
var thingWords = compiled(`(?i)(skjema|skjemaer|skjemaene|database|databaser|databasen|serveren|servere|nettside|nettsiden|nettsider|informasjonskapsler)$`)

func isThing(r *notice.Recipient) bool {
	return r.Name.Proper == "" && thingWords.MatchString(strings.TrimSpace(r.Name.NB))
}
