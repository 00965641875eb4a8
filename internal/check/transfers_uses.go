package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transfersLoose lists those who are named, and receive data for something that
// is stated with them alone, with no activity: wholly, or partly where they have
// another use with one. A category that is named for no trade can be for all, and
// so can all the data.
func transfersLoose(c *Case) (wholly, partly []notice.Text) {
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if r.Chosen || isThing(r) || r.Name.Proper == "" && kindByName(r) == "" || onlyDisclosed(c, r) {
			continue
		}
		loose, tied := false, false
		for _, u := range r.Uses {
			tied = tied || u.Activity != ""
			loose = loose || u.Activity == "" && !u.Purpose.IsZero() && u.Role != "authority" && u.Role != "acquirer" && !allData(u.Data)
		}
		switch {
		case loose && tied:
			partly = append(partly, consName(r))
		case loose:
			wholly = append(wholly, consName(r))
		}
	}
	return wholly, partly
}

// allWords say of data that they are all there are.
var allWords = compiled(`(?i)^(alle|alt|samtlige)( de)? (opplysning|personopplysning|vi |som står|du )`)

// allData tells whether a use is of all the data, and so belongs to every
// activity.
func allData(data []notice.Datum) bool {
	return slices.ContainsFunc(data, func(d notice.Datum) bool { return allWords.MatchString(d.NB) })
}

var (
	// Words of a case of disclosure that make it an example among others.
	exampleWords = compiled(`(?i)(^|[^\p{L}])(for eksempel|eksempel(et)? på|eksempler på|typisk(e)? eksemp(el|ler)|blant annet)([^\p{L}]|$)`)
	// Words by which a text tells whom something goes to.
	towardsWords = compiled(`(?i)(^|[^\p{L}])(til|med|overfor|hos|mottaker\p{L}*|myndighet\p{L}*|politi\p{L}*|domstol\p{L}*|advokat\p{L}*) [\p{L}]`)
)

// transfersVague finds cases of disclosure that are only examples, and cases
// that do not say who gets the data. Whoever buys the business says itself.
func transfersVague(c *Case) []Finding {
	var out []Finding
	first := -1
	var cases []notice.Text
	for i := range c.Privacy.Disclosures {
		d := &c.Privacy.Disclosures[i]
		if exampleWords.MatchString(d.Text.NB) {
			cases = append(cases, consSay(d.Text))
			if first < 0 {
				first = i
			}
			continue
		}
		if (d.Occasion == "suspicion" || d.Occasion == "dispute" || d.Occasion == "law") && len(d.Recipients) == 0 && !towardsWords.MatchString(d.Text.NB) {
			out = append(out, Finding{At: fmt.Sprintf("disclosures[%d]", i), Message: "art13-1-e-recipients-whom", Args: map[string]any{"Case": consSay(d.Text)}})
		}
	}
	// That the cases are all there is, where the notice says so, is held
	// against the same examples.
	if len(cases) > 0 && !slices.ContainsFunc(c.Privacy.Claims, func(k notice.Claim) bool { return k.Kind == "only-as-stated" && consListed(k.Text) }) {
		out = append(out, Finding{At: fmt.Sprintf("disclosures[%d].text", first), Message: "art13-1-e-recipients-examples", Args: map[string]any{"Cases": saidQuoted(cases)}})
	}
	return out
}

// transfersPlatforms asks which social media they are, where some are used and
// nobody says which: who runs them receives what is written there. One finding
// for the notice, at the first place.
func transfersPlatforms(c *Case) []Finding {
	at, more := "", ""
	var where, others []notice.Text
	var asked []Finding
	looked := false
	for p := range c.Parts() {
		if !slices.Contains(p.Part.Channels, "social-media") {
			continue
		}
		if !looked {
			// Where another rule asks how the company and the platform share
			// the duties, or what they share, the platform is part of the
			// answer, and so are those it leaves open.
			asked = append(c.consElse(informing, "art26-2-joint-essence"), c.consElse(rights, "custom-audience")...)
			looked = true
		}
		told := slices.ContainsFunc(asked, func(f Finding) bool { return f.At == consActivityAt(p.At) || strings.HasPrefix(f.At, p.At) })
		if transfersPlatform(c, p.Activity) {
			open := slices.ContainsFunc(asked, func(f Finding) bool {
				return f.Message == "art26-2-joint-essence-others" && f.At == consActivityAt(p.At)
			})
			if !open && examplePlatform.MatchString(activityText(p.Activity)) {
				if more == "" {
					more = p.At + ".channels"
				}
				others = append(others, consTitle(p.Activity, nil))
			}
			continue
		}
		if told {
			continue
		}
		if at == "" {
			at = p.At + ".channels"
		}
		where = append(where, consTitle(p.Activity, nil))
	}
	var out []Finding
	if at != "" {
		out = append(out, Finding{At: at, Message: "art13-1-e-recipients-platform", Severity: diag.Note, Args: map[string]any{"Where": saidQuoted(where)}})
	}
	if more != "" {
		out = append(out, Finding{At: more, Message: "art13-1-e-recipients-platform-more", Severity: diag.Note, Args: map[string]any{"Where": saidQuoted(others)}})
	}
	return out
}

// examplePlatform names a page in social media as one among others.
var examplePlatform = compiled(`(?i)(blant annet|bl\.a\.|for eksempel)[^.\n]{0,40}(-side|sosiale medier)|sosiale medier(,)? (som|for eksempel|blant annet) `)

// transfersPlatform tells whether an activity names a platform: in its words or
// among those who receive its data. Whoever shares the responsibility for it,
// or decides itself, and has a name, is one.
func transfersPlatform(c *Case, a *notice.Activity) bool {
	social := func(v *notice.Vendor) bool { return slices.Contains(v.Does, "social-media") }
	if len(c.vendorsIn(a.Title.NB+"\n"+activityText(a), social)) > 0 {
		return true
	}
	for u := range c.Uses() {
		if u.Use.Activity != notice.Ref(a.ID) {
			continue
		}
		named := u.Recipient.Name.Proper != ""
		if named && (u.Use.Role == "joint-controller" || u.Use.Role == "controller" || socialWords.MatchString(u.Recipient.Text.NB)) ||
			len(c.vendorsIn(u.Recipient.Name.In(notice.Norwegian)+"\n"+strings.Join(u.Recipient.Products, "\n"), social)) > 0 {
			return true
		}
	}
	return false
}

var (
	// Names of categories that tell nothing of what somebody does.
	bareNames = compiled(`(?i)^(våre |andre |eksterne )*((tredjeparts)?(under)?leverandør|databehandler|tredjepart|tredjepartsdatabehandler|samarbeidspartner|partner|selskap|tjenesteyter)(e|er|ene|erne)?( våre)?( (og|eller|/) ((under)?leverandør|databehandler|samarbeidspartner|partner|selskap)(e|er|ene|erne)?)?( som (på våre vegne )?(utfører|yter|leverer) tjenester( på våre vegne)?| utenfor .*| \(.*\))?$`)
	// Words by which a purpose tells it all the same.
	doingWords = compiled(`(?i)tjeneste|drift|system|lever(er|e|ing)([^\p{L}]|$)|utfør|regnskap|faktur|trykk|support|markedsfør|reklame`)
)

// transfersLacks tells what is not said of a category beside the names: what
// they do (trade), where they are (place), both, or "" for nothing.
func transfersLacks(r *notice.Recipient) string {
	placed := transfersWhere(r.Place).known() || transfersWhere(r.Name.Text).known()
	telling := !bareNames.MatchString(strings.TrimSpace(r.Name.NB))
	says := func(t notice.Text) bool { return !t.IsZero() && (telling || doingWords.MatchString(t.NB)) }
	told := says(r.Text) || slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return says(u.Purpose) })
	switch {
	case told && placed:
		return ""
	case placed:
		return "trade"
	case told || telling:
		return "place"
	}
	return "both"
}
