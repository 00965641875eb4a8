package check

import (
	"fmt"
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsAudience wants audiences made from customer lists to stand as an
// activity of their own, with a legal basis. Where a notice only hints at
// them, it asks, once for all who may make them.
func rightsAudience(c *Case) []Finding {
	var out []Finding
	var places []string
	var names []notice.Text
	for i := range c.Privacy.Recipients {
		found, uploads := rightsAudienceOf(c, i)
		out = append(out, found...)
		if len(uploads) > 0 {
			places, names = append(places, uploads...), append(names, nameOf(&c.Privacy.Recipients[i].Name))
		}
	}
	asked := false
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		if w := rightsQuote(rightsBoth(a.Text, a.Purpose), rightsReach...); !w.IsZero() {
			asked = true
			out = append(out, rightsLower(fmt.Sprintf("activities[%d]", i), "custom-audience-reach", diag.Warning, map[string]any{"Words": w, "Names": saidRow{things: saidTexts(names), choice: true}}))
		}
	}
	switch {
	case asked || len(places) == 0: // the same question, with the names in it
	case len(places) == 1:
		out = append(out, rightsLower(places[0], "custom-audience-upload", diag.Warning, map[string]any{"Names": saidListed(names)}))
	default:
		out = append(out, rightsLower("recipients", "custom-audience-upload", diag.Warning, map[string]any{"Names": saidListed(names)}))
	}
	return append(out, rightsAudienceChannels(c)...)
}

// rightsReach are words for finding people from what is known of others.
var rightsReach = []rightsTerm{
	{"potensielle nye brukere", "potential new users", "prospective users"}, {"potensielle nye kunder", "potential new customers", "prospective customers"},
	{"potensielle nye", "potential new", "prospective"}, {"mulige nye kunder", "possible new customers", "potential new customers", "prospective customers"},
	{"som ligner på deg", "who resemble you", "who are like you", "similar to you"}, {"personer som ligner", "people who resemble", "people who are like", "people like"},
}

// rightsAudienceOf looks at one recipient. Several uses that lack an activity
// are one finding. The uploads are uses with addresses that may serve for it.
func rightsAudienceOf(c *Case, i int) (out []Finding, uploads []string) {
	r := &c.Privacy.Recipients[i]
	at := fmt.Sprintf("recipients[%d]", i)
	name := nameOf(&r.Name)
	named := rightsQuote(rightsBoth(name, notice.Text{NB: fmt.Sprint(r.Products), EN: fmt.Sprint(r.Products)}, r.Text), rightsAudienceTerms...)
	var places []string
	var words []notice.Text
	own := false
	for j := range r.Uses {
		u := &r.Uses[j]
		use := fmt.Sprintf("%s.uses[%d]", at, j)
		w := rightsQuote(rightsBoth(u.Purpose, u.Condition), rightsAudienceTerms...)
		own = own || !w.IsZero()
		switch {
		case !w.IsZero() && !rightsGrounded(c, u.Activity):
			places, words = append(places, use), append(words, w)
		case w.IsZero() && named.IsZero() && rightsUploads(c, r, u):
			uploads = append(uploads, use)
		}
	}
	switch {
	case len(places) == 1:
		out = append(out, Finding{At: places[0], Args: map[string]any{"Words": rightsTitles(words)}})
	case len(places) > 1:
		out = append(out, Finding{At: at, Args: map[string]any{"Words": rightsTitles(words)}})
	case !named.IsZero() && !own && !slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return rightsGrounded(c, u.Activity) }):
		out = append(out, Finding{At: at, Args: map[string]any{"Words": rightsTitles([]notice.Text{named})}})
	}
	return out, uploads
}

// rightsAudienceChannels asks how marketing on social media reaches people,
// where nothing says so. To customers without consent, another rule asks what
// the messages are.
func rightsAudienceChannels(c *Case) []Finding {
	var out []Finding
	for p := range c.Parts() {
		if !slices.Contains(p.Part.Channels, "social-media") || !rightsSells(p) || rightsExcepted(p) {
			continue
		}
		if !slices.ContainsFunc(c.Privacy.Recipients, func(r notice.Recipient) bool { return rightsPlatform(c, &r) }) {
			out = append(out, rightsLower(p.At+".channels", "custom-audience-channel", diag.Warning, nil))
		}
	}
	return out
}

// rightsAudienceTerms are words that name such an audience.
var rightsAudienceTerms = []rightsTerm{
	{"custom audience", "custom audience"}, {"customer audience", "customer audience"}, {"customer match", "customer match"},
	{"egendefinert publikum", "custom audience"}, {"egendefinerte publikum", "custom audience"}, {"egendefinert målgruppe", "custom audience", "custom target"},
	{"publikum av andre facebook-", "audience of other facebook users"}, {"publikum av andre brukere", "audience of other users"}, {"publikum av andre personer", "audience of other people"},
	{"publikum av andre", "audience of others", "audience of other users", "audience of other people"}, {"lookalike", "lookalike"}, {"look-alike", "look-alike"},
	{"lignende publikum", "similar audience", "lookalike"}, {"lignende målgruppe", "similar audience", "similar target", "lookalike"}, {"hashet", "hashed"}, {"hashede", "hashed"},
}

// rightsGrounded tells whether an activity has a part with a legal basis.
func rightsGrounded(c *Case, id notice.Ref) bool {
	return id != "" && slices.ContainsFunc(c.Privacy.Activities, func(a notice.Activity) bool {
		return notice.Ref(a.ID) == id && slices.ContainsFunc(a.Parts, func(p notice.Part) bool { return len(p.Bases) > 0 })
	})
}

// rightsUploads tells whether somebody who sells advertising gets addresses for
// marketing, without an activity that says what is done with them.
func rightsUploads(c *Case, r *notice.Recipient, u *notice.Use) bool {
	if u.Activity != "" || !rightsHas(rightsJoin(u.Purpose), "markedsføring", "annonse", "reklame") || !rightsHas(rightsData(u.Data), "email", "e-post", "phone", "telefon") {
		return false
	}
	return rightsPlatform(c, r)
}

// rightsPlatform tells whether a recipient is somebody who sells advertising.
func rightsPlatform(c *Case, r *notice.Recipient) bool {
	name := r.Name.In(notice.Norwegian)
	if c.Known != nil {
		if v := c.Vendor(name); v != nil && (slices.Contains(v.Does, "social-media") || slices.Contains(v.Does, "advertising")) {
			return true
		}
	}
	return rightsHas(name, "meta ", "facebook", "google", "snap", "tiktok", "linkedin", "instagram", "sosiale medier", "annonsenettverk")
}
