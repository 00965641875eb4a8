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
	for _, x := range consSorts() {
		if consIn(s, x.stems...) && x.form.MatchString(s) {
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
func (c *Case) consWith(list []notice.Datum, sorts ...consToken) []consWords {
	var out []consWords
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

var consCatchAll = compiled(`^(person)?opplysningene dine$|^(kontakt|person)?opplysninger (du|om deg)( har| deler| som kunde)|^informasjon du (har gitt|deler med) oss|^personopplysninger vi `)

// consOpen tells whether a kind of data is so wide that it takes in whatever
// the reader has given.
func consOpen(d notice.Datum) bool {
	return d.Is == "" && consCatchAll.MatchString(lower(strings.TrimSpace(d.NB)))
}

// consFindSurplus finds data that the stated purpose does not seem to need.
func consFindSurplus(c *Case) []Finding {
	var out []Finding
	for p := range c.Parts() {
		at := p.At + ".data"
		switch {
		case consLetters(p.Activity, p.Part):
			out = append(out, c.consSurplus(at, p.Part.Data, "", consTitle(p.Activity, p.Part), "phone", "address", "national-id", "birth")...)
		case consTalks(p.Part):
			out = append(out, c.consSurplus(at, p.Part.Data, "data-minimisation-location", consTitle(p.Activity, p.Part), "location")...)
		}
		if consMarkets(p.Activity, p.Part) {
			out = append(out, c.consWide(at, p.Part.Data, consTitle(p.Activity, p.Part))...)
		}
		out = append(out, c.consSurplus(at, p.Part.Data, "data-minimisation-person", consTitle(p.Activity, p.Part), "gender", "age")...)
	}
	for u := range c.Uses() {
		at := u.At + ".data"
		if c.consOnlyLetters(u) {
			out = append(out, c.consSurplus(at, u.Use.Data, "", consName(u.Recipient), "phone", "address", "national-id", "birth")...)
		}
		if consHas(u.Use.Purpose, consMarketing()...) {
			out = append(out, c.consWide(at, u.Use.Data, consName(u.Recipient))...)
		}
		out = append(out, c.consSurplus(at, u.Use.Data, "data-minimisation-person", consName(u.Recipient), "gender", "age")...)
	}
	return out
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

func (c *Case) consSurplus(at string, data []notice.Datum, message string, where consWords, sorts ...consToken) []Finding {
	found := c.consWith(data, sorts...)
	if len(found) == 0 {
		return nil
	}
	return []Finding{{At: at, Message: message, Args: map[string]any{"Data": consList(found), "Where": where}}}
}

// consWide finds data for marketing that is everything the company has.
func (c *Case) consWide(at string, data []notice.Datum, where consWords) []Finding {
	var found []consWords
	for _, d := range data {
		if consOpen(d) {
			found = append(found, c.consDatum(d))
		}
	}
	if len(found) == 0 {
		return nil
	}
	return []Finding{{At: at, Message: "data-minimisation-wide", Args: map[string]any{"Data": consList(found), "Where": where}}}
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
		known, where := all, consWords(nil)
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
		if where == nil {
			f.Message = "claim-consistency-recipient-data-nowhere"
		}
		out = append(out, f)
	}
	return out
}
