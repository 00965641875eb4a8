package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transfersNamed puts names one after the other, all of them: whoever mends
// the notice goes through the list.
func transfersNamed(list []consWords) consWords {
	marks := map[notice.Lang][2]string{notice.Norwegian: {"«", "»"}, notice.English: {"“", "”"}}
	out := consWords{}
	for _, l := range notice.Langs() {
		var named []string
		for _, w := range list {
			named = append(named, marks[l][0]+w[string(l)]+marks[l][1])
		}
		out[string(l)] = strings.Join(named, ", ")
	}
	return out
}

// transfersLoose lists those who are named, and receive data for something that
// is stated with them alone, with no activity. A category can be for all.
func transfersLoose(c *Case) []consWords {
	var out []consWords
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if r.Name.Proper == "" || r.Chosen || isThing(r) || onlyDisclosed(c, r) {
			continue
		}
		if slices.ContainsFunc(r.Uses, func(u notice.Use) bool {
			return u.Activity == "" && !u.Purpose.IsZero() && u.Role != "authority" && u.Role != "acquirer"
		}) {
			out = append(out, consName(r))
		}
	}
	return out
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
	var cases []consWords
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
		out = append(out, Finding{At: fmt.Sprintf("disclosures[%d].text", first), Message: "art13-1-e-recipients-examples", Args: map[string]any{"Cases": consList(cases)}})
	}
	return out
}

// transfersPlatforms asks which social media they are, where some are used and
// nobody says which: who runs them receives what is written there. One finding
// for the notice, at the first place.
func transfersPlatforms(c *Case) []Finding {
	index := newVendorIndex(c, func(v *notice.Vendor) bool { return slices.Contains(v.Does, "social-media") })
	at := ""
	var where []consWords
	// Where another rule asks how the company and the platform share the
	// duties, or what they share, the platform is part of the answer.
	asked := append(c.consElse(informing(), "art26-2-joint-essence"), c.consElse(rights(), "custom-audience")...)
	for p := range c.Parts() {
		if !slices.Contains(p.Part.Channels, "social-media") || transfersPlatform(c, index, p.Activity) {
			continue
		}
		if slices.ContainsFunc(asked, func(f Finding) bool { return f.At == consActivityAt(p.At) || strings.HasPrefix(f.At, p.At) }) {
			continue
		}
		if at == "" {
			at = p.At + ".channels"
		}
		where = append(where, consTitle(p.Activity, nil))
	}
	if at == "" {
		return nil
	}
	return []Finding{{At: at, Message: "art13-1-e-recipients-platform", Severity: diag.Note, Args: map[string]any{"Where": consList(where)}}}
}

// transfersPlatform tells whether an activity names a platform: in its words or
// among those who receive its data.
func transfersPlatform(c *Case, index vendorIndex, a *notice.Activity) bool {
	if len(index.in(a.Title.NB+"\n"+activityText(a))) > 0 {
		return true
	}
	for u := range c.Uses() {
		if u.Use.Activity == notice.Ref(a.ID) && (len(index.in(u.Recipient.Name.In(notice.Norwegian)+"\n"+strings.Join(u.Recipient.Products, "\n"))) > 0 || socialWords.MatchString(u.Recipient.Text.NB) && u.Recipient.Name.Proper != "") {
			return true
		}
	}
	return false
}

var (
	// Names of categories that tell nothing of what somebody does.
	bareNames = compiled(`(?i)^(våre |andre |eksterne )*((tredjeparts)?(under)?leverandør|databehandler|tredjepart|tredjepartsdatabehandler|samarbeidspartner|partner|selskap|tjenesteyter)(e|er|ene|erne)?( våre)?( (og|eller|/) ((under)?leverandør|databehandler|samarbeidspartner|partner|selskap)(e|er|ene|erne)?)?( utenfor .*| \(.*\))?$`)
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
