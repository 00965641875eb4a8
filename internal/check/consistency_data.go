package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consToken is a sort of data that rules tell apart, whatever it is called.
type consToken string

// consTokens tells which sorts a kind of data holds, by what it is called.
// What is said to be anonymous is of none.
func (c *Case) consTokens(d notice.Datum) []consToken {
	if c.kept == nil {
		return c.consSorted(d)
	}
	out, ok := c.kept.tokens[d]
	if !ok {
		out = c.consSorted(d)
		c.kept.tokens[d] = out
	}
	return out
}

func (c *Case) consSorted(d notice.Datum) []consToken {
	s := lower(d.NB)
	if k := c.Datum(d); k != nil {
		s = lower(k.Name.NB)
	}
	if strings.Contains(s, "anonymiser") {
		return nil
	}
	var out []consToken
	for _, x := range everySort {
		if slices.ContainsFunc(x.stems, func(stem string) bool { return strings.Contains(s, stem) }) && x.form.MatchString(s) {
			out = append(out, x.token)
			s = x.form.ReplaceAllString(s, " ")
		}
	}
	return out
}

// consSort is a sort with what its names look like; none does without one of
// the stems, which are quicker to look for.
type consSort struct {
	token consToken
	form  *pattern
	stems []string
}

var (
	consEmail    = compiled(`e-?post(adresse)?r?`)
	consIP       = compiled(`ip-adresse[rn]?`)
	consPhone    = compiled(`telefonnummer|mobilnummer|telefon-/mobil`)
	consAddress  = compiled(`adresse`)
	consPerson   = compiled(`(^|[^a-zæøå])(for|etter)?navn($|[^a-zæøå])`)
	consID       = compiled(`fødselsnummer|personnummer`)
	consBirth    = compiled(`fødselsdato`)
	consGender   = compiled(`kjønn`)
	consAge      = compiled(`(^|[^a-zæøå])alder($|[^a-zæøå])`)
	consDevice   = compiled(`enhets-?id|device|identifikator|installation id|idfa`)
	consCar      = compiled(`bil(en|ens)? .*(lokasjon|posisjon)|bilens (lokasjon|posisjon)|posisjonsdata på bil|posisjonsdata på elbil`)
	consPlaceOf  = compiled(`lokasjon|posisjon|lokaliser`)
	consCredit   = compiled(`kreditt`)
	consContact  = compiled(`kontaktopplysning|kontaktinformasjon`)
	consMessage  = compiled(`innhold.*melding|meldingsinnhold|meldingen din`)
	consReferred = compiled(`(^|[^a-zæøå])referanse`)
)

// everySort is that list, made once; nothing changes it.
var everySort = consSorts()

// consSorts lists the sorts; the first to find a word keeps it from the
// others, so that an e-mail address is no address of a home.
func consSorts() []consSort {
	return []consSort{
		{"email", consEmail, []string{"post"}},
		{"ip", consIP, []string{"ip-"}},
		{"phone", consPhone, []string{"nummer", "mobil"}},
		{"address", consAddress, []string{"adresse"}},
		{"name", consPerson, []string{"navn"}},
		{"national-id", consID, []string{"nummer"}},
		{"birth", consBirth, []string{"fødsels"}},
		{"gender", consGender, []string{"kjønn"}},
		{"age", consAge, []string{"alder"}},
		{"device", consDevice, []string{"enhet", "device", "identif", "installation", "idfa"}},
		{"car", consCar, []string{"bil"}},
		{"location", consPlaceOf, []string{"lokasjon", "posisjon", "lokaliser"}},
		{"credit", consCredit, []string{"kreditt"}},
		{"contact", consContact, []string{"kontakt"}},
		{"message", consMessage, []string{"melding"}},
		{"reference", consReferred, []string{"referanse"}},
	}
}

// consFacing are the sorts that point out a person or a piece of equipment.
func consFacing() []consToken {
	return []consToken{"email", "ip", "phone", "address", "name", "national-id", "device", "message"}
}

// consWith names the data of a list that hold one of some sorts.
func (c *Case) consWith(list []notice.Datum, sorts ...consToken) []notice.Text {
	var out []notice.Text
	for _, d := range list {
		if slices.ContainsFunc(c.consTokens(d), func(t consToken) bool { return slices.Contains(sorts, t) }) {
			out = append(out, c.consDatum(d))
		}
	}
	return out
}

// consAll gives the sorts that a list of data holds.
func (c *Case) consAll(list []notice.Datum) []consToken {
	var out []consToken
	for _, d := range list {
		out = append(out, c.consTokens(d)...)
	}
	return out
}

var consCatchAll = compiled(`^(person)?opplysningene dine$|^(kontakt|person)?opplysninger (du|om deg)( har| deler| som kunde)|^informasjon du (har gitt|deler med) oss|^personopplysninger vi |^(i profiler og segmenter: )?ulike (data|opplysninger) om deg`)

// consOpen tells whether a kind of data is so wide that it takes in whatever
// the reader has given.
func consOpen(d notice.Datum) bool {
	return d.Is == "" && consCatchAll.MatchString(lower(strings.TrimSpace(d.NB)))
}

// consFindSurplus finds data that the stated purpose does not seem to need.
func consFindSurplus(c *Case) []Finding {
	var out []Finding
	for p := range c.Parts() {
		at, where := p.At+".data", func() notice.Text { return consTitle(p.Activity, p.Part) }
		if found := c.consWith(p.Part.Data, "phone", "address", "national-id", "birth"); len(found) > 0 && consLetters(p.Activity, p.Part) {
			// Where it is not said how it is sent, the address may be for that.
			severity := diag.Note
			if slices.Contains(p.Part.Channels, "email") || consHas(p.Activity.Title, "e-post") || consHas(p.Part.Title, "e-post") || consHas(p.Part.Purpose, "e-post") {
				severity = diag.Warning
			}
			out = append(out, Finding{At: at, Severity: severity, Args: map[string]any{"Data": consList(found), "Many": len(found) > 1, "Where": where()}})
		} else if found := c.consWith(p.Part.Data, "location"); len(found) > 0 && consTalks(p.Part) {
			out = append(out, Finding{At: at, Message: "data-minimisation-location", Severity: diag.Note, Args: map[string]any{"Data": consList(found), "Where": where()}})
		}
		if found := c.consWide(p.Part.Data); len(found) > 0 && consMarkets(p.Activity, p.Part) {
			out = append(out, Finding{At: at, Message: "data-minimisation-wide", Args: map[string]any{"Data": consList(found), "Where": where()}})
		}
		if found := c.consWith(p.Part.Data, "gender", "age"); len(found) > 0 {
			out = append(out, Finding{At: at, Message: "data-minimisation-person", Args: map[string]any{"Data": consList(found), "Many": len(found) > 1, "Where": where()}})
		}
		if len(p.Part.Retention) == 0 && consTalks(p.Part) && consHas(p.Part.Text, "kopi") && consHas(p.Part.Text, "lagret", "lagres", "database") {
			out = append(out, Finding{At: p.At + ".text", Message: "data-minimisation-copy", Args: map[string]any{"Where": where(), "May": consHas(p.Part.Text, "kan bli lagret", "kan også bli lagret", "kan i tillegg bli lagret", "kan lagres", "kan også lagres", "kan i tillegg lagres", "kan vi lagre")}})
		}
	}
	for u := range c.Uses() {
		out = append(out, c.consSurplusOf(u)...)
	}
	return out
}

// consSurplusOf does so for what a recipient gets.
func (c *Case) consSurplusOf(u UseAt) []Finding {
	var out []Finding
	find := func(message string, severity diag.Severity, found []notice.Text) {
		if len(found) > 0 {
			out = append(out, Finding{At: u.At + ".data", Message: message, Severity: severity, Args: map[string]any{"Data": consList(found), "Many": len(found) > 1, "Where": consName(u.Recipient)}})
		}
	}
	if found := c.consWith(u.Use.Data, "phone", "address", "national-id", "birth"); len(found) > 0 {
		switch {
		case c.consOnlyLetters(u):
			find("", diag.Note, found)
		case c.consOnlyByEmail(u):
			find("data-minimisation-channel", diag.Note, c.consWith(u.Use.Data, "phone", "address"))
		}
	}
	var wide []notice.Text
	for _, d := range u.Use.Data {
		// What the notice says of its own marketing in the same words is found
		// there.
		if consOpen(d) && !slices.ContainsFunc(c.consParts(func(p PartAt) bool { return slices.Contains(p.Part.Data, d) }), func(p PartAt) bool { return consMarkets(p.Activity, p.Part) }) {
			wide = append(wide, c.consDatum(d))
		}
	}
	if len(wide) > 0 && (consHas(u.Use.Purpose, consMarketing()...) || consHas(u.Use.Purpose, "relevant innhold")) {
		find("data-minimisation-wide-recipient", "", wide)
	}
	find("data-minimisation-person", "", c.consWith(u.Use.Data, "gender", "age"))
	return out
}

// consOnlyByEmail tells whether a recipient markets for an activity that is said
// to reach readers by e-mail or on a site, and in no other way.
func (c *Case) consOnlyByEmail(u UseAt) bool {
	a := c.consActivity(u.Use.Activity)
	if a == nil || !consHas(u.Use.Purpose, "markedsfør") {
		return false
	}
	mails := false
	for i := range a.Parts {
		for _, ch := range a.Parts[i].Channels {
			if ch != "email" && ch != "site" && ch != "form" {
				return false
			}
			mails = mails || ch == "email"
		}
	}
	return mails
}

// consOnlyLetters tells whether a recipient gets data for a newsletter and
// nothing else: not for sales or customers too, by this use or another.
func (c *Case) consOnlyLetters(u UseAt) bool {
	letters := func(use *notice.Use) bool {
		a := c.consActivity(use.Activity)
		return a != nil && slices.ContainsFunc(a.Parts, func(p notice.Part) bool { return consLetters(a, &p) }) &&
			!consHas(use.Purpose, "salg", "kunde", "markedsføring", "avtale", "support")
	}
	for i := range u.Recipient.Uses {
		use := &u.Recipient.Uses[i]
		if !letters(use) && (use == u.Use || slices.ContainsFunc(use.Data, func(d notice.Datum) bool { return slices.Contains(u.Use.Data, d) })) {
			return false
		}
	}
	return letters(u.Use)
}

// consLetters tells whether a part sends a newsletter and nothing that takes
// more than an address for e-mail: no SMS, no letter, no call.
func consLetters(a *notice.Activity, p *notice.Part) bool {
	for _, ch := range []notice.Channel{"sms", "phone", "post", "app", "social-media"} {
		if slices.Contains(p.Channels, ch) {
			return false
		}
	}
	for _, t := range []notice.Text{a.Title, p.Title, p.Purpose} {
		if consHas(t, "nyhetsbrev") {
			return true
		}
	}
	return false
}

// consTalks tells whether a part is a conversation alone.
func consTalks(p *notice.Part) bool {
	return len(p.Channels) > 0 && !slices.ContainsFunc(p.Channels, func(ch notice.Channel) bool {
		return !slices.Contains([]notice.Channel{"chat", "email", "phone", "sms", "customer-service", "form"}, ch)
	})
}

// consWide finds data for marketing that is everything the company has. Words
// that name no data at all are found by the rule on the list itself, and
// contact details are just what a message needs.
func (c *Case) consWide(data []notice.Datum) []notice.Text {
	var found []notice.Text
	for _, d := range data {
		if consOpen(d) && !emptyData.in(d.Text) && !consIn(d.NB, "kontaktopplysning") {
			found = append(found, c.consDatum(d))
		}
	}
	return found
}

// consActivity finds an activity by its id; nil where there is none.
func (c *Case) consActivity(id notice.Ref) *notice.Activity {
	for i := range c.Privacy.Activities {
		if id != "" && notice.Ref(c.Privacy.Activities[i].ID) == id {
			return &c.Privacy.Activities[i]
		}
	}
	return nil
}

// consRecipientData finds data that a recipient receives and that the notice
// does not say is collected: for the activity it belongs to where that names
// its data, else anywhere.
func consRecipientData(c *Case) []Finding {
	if c.Kind != notice.PrivacyKind {
		return nil
	}
	told := []consToken{"national-id", "birth", "car", "credit", "gender", "age"}
	var all []consToken
	for p := range c.Parts() {
		all = append(all, c.consAll(p.Part.Data)...)
	}
	var out []Finding
	for u := range c.Uses() {
		known, where := all, notice.Text{}
		if a := c.consActivity(u.Use.Activity); a != nil {
			var data []notice.Datum
			for i := range a.Parts {
				data = append(data, a.Parts[i].Data...)
			}
			if len(data) > 0 {
				known, where = c.consAll(data), consTitle(a, nil)
			}
		}
		if len(known) == 0 {
			continue
		}
		missing := slices.DeleteFunc(slices.Clone(told), func(t consToken) bool { return slices.Contains(known, t) })
		found := c.consWith(u.Use.Data, missing...)
		if len(found) == 0 {
			continue
		}
		f := Finding{At: u.At + ".data", Message: "claim-consistency-recipient-data", Severity: diag.Warning, Args: map[string]any{"Data": consList(found), "Recipient": consName(u.Recipient), "Where": where}}
		if where.IsZero() {
			f.Message = "claim-consistency-recipient-data-nowhere"
		}
		out = append(out, f)
	}
	return out
}
