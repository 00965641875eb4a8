package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consSecure finds an assurance that tells of no measure, and data that it
// names and no list has.
func (c *Case) consSecure(k consClaim) []Finding {
	var out []Finding
	switch {
	case consMeasure(k.Text):
	case c.Kind == notice.CookiesKind:
		out = append(out, k.finding("secure-cookies", diag.Note, nil))
	default:
		out = append(out, k.finding("secure", diag.Note, nil))
	}
	for i := range out { // what follows may be no assurance
		out[i].Args["Claim"] = consSay(consSentences(k.Text)[0])
	}
	return append(out, c.consUnlisted(k)...)
}

// consMeasure tells whether a text names something that is done to keep data
// safe.
func consMeasure(t notice.Text) bool {
	return consHas(t, "krypter", "tilgang", "logg", "passord", "autentiser", "bankid", "sikkerhetskop", "taushet", "opplæring", "pseudonym", "anonymiser", "brannmur", "låst", "revisjon", "risikovurder", "databehandleravtal")
}

// consPraise finds words on security that praise it and tell of no measure.
// Of a claim that data are safe consSecure tells.
func consPraise(c *Case) []Finding {
	praise := []string{"streng", "høy grad", "høyeste", "best mulig", "sikre servere", "sikre områder", "har kontroll på", "på alvor", "prioriter"}
	var at string
	var said []notice.Text
	look := func(where string, t notice.Text) {
		if consHas(t, praise...) && !consMeasure(t) {
			if at == "" {
				at = where
			}
			for _, s := range consSentences(t) {
				if consHas(s, praise...) {
					said = append(said, consSay(s))
				}
			}
		}
	}
	for i := range c.Privacy.Sections {
		if c.Privacy.Sections[i].ID == "security" {
			look(consAt("sections", i)+".text", c.Privacy.Sections[i].Text)
		}
	}
	for i := range c.Privacy.Security {
		look(consAt("security", i)+".text", c.Privacy.Security[i].Text)
	}
	for i := range c.Privacy.Licences {
		look(consAt("licences", i)+".text", c.Privacy.Licences[i].Text)
	}
	for i := range c.Privacy.Recipients {
		look(consAt("recipients", i)+".safeguard", c.Privacy.Recipients[i].Safeguard)
	}
	if at == "" {
		return nil
	}
	return []Finding{{At: at, Message: "claim-consistency-praise", Severity: diag.Note, Args: map[string]any{"Said": consList(said)}}}
}

// consSentences are the sentences and lines of a text, in both languages where
// both have as many; else it is one.
func consSentences(t notice.Text) []notice.Text {
	nb, en := transfersSentences(consPlain(t.NB)), transfersSentences(consPlain(t.EN))
	if len(nb) == 0 || len(nb) != len(en) {
		return []notice.Text{t}
	}
	var out []notice.Text
	for i := range nb {
		out = append(out, notice.Text{NB: nb[i], EN: en[i]})
	}
	return out
}

// consFormat finds data that a format is said to protect: the recipient can
// match them with its own, so they are still personal data.
func consFormat(c *Case) []Finding {
	var out []Finding
	for i := range c.Privacy.Recipients {
		if r := &c.Privacy.Recipients[i]; consHas(r.Safeguard, "beskyttet format", "hashet", "hashing") {
			out = append(out, Finding{At: consAt("recipients", i) + ".safeguard", Message: "claim-consistency-format", Severity: diag.Note, Args: map[string]any{
				"Recipient": consName(r), "Said": consSay(r.Safeguard),
			}})
		}
	}
	return out
}

// lowerLevel says that there is less protection outside the EEA.
var lowerLevel = compiled(`(?i)ikke[^.\n]{0,40}(det )?samme (nivå|vern|beskyttelse|personvern)`)

// consLevel holds "countries outside the EEA cannot give the same protection"
// against a ground that is just that a country does.
func consLevel(c *Case) []Finding {
	adequate := slices.ContainsFunc(c.Privacy.Transfers.Mechanisms, func(m notice.Mechanism) bool { return m.Kind == "adequacy" })
	if !adequate {
		return nil
	}
	for i := range c.Privacy.Transfers.Statements {
		if s := &c.Privacy.Transfers.Statements[i]; lowerLevel.MatchString(s.Text.NB) {
			for _, line := range consLines(s.Text) {
				if lowerLevel.MatchString(line.NB) {
					return []Finding{{At: consAt("transfers.statements", i) + ".text", Message: "claim-consistency-level", Severity: diag.Warning, Args: map[string]any{"Claim": consSay(line)}}}
				}
			}
		}
	}
	return nil
}

// consUnlisted finds kinds of data that a claim about the notice as a whole
// names and that no list has.
func (c *Case) consUnlisted(k consClaim) []Finding {
	if c.Kind != notice.PrivacyKind || k.Part != nil {
		return nil
	}
	// Of the national identity number its own rule asks.
	asked := mentions(k.Text.NB, "fødselsnummer") && consAsked(c.consElse(informing, "pol-12-national-id"), k.At+".text")
	listed := func(name string) bool {
		if asked && name == "fødselsnummer" {
			return true
		}
		has := func(d notice.Datum) bool {
			said := c.consDatum(d).NB
			return mentions(said, name) || name == "målernummer" && consIn(said, "målepunkt")
		}
		return slices.ContainsFunc(c.consParts(func(PartAt) bool { return true }), func(p PartAt) bool { return slices.ContainsFunc(p.Part.Data, has) })
	}
	// What texts call the data, and what a message calls them.
	type name struct {
		says string
		said diag.Datum
	}
	names := []name{{"fødselsnummer", saidWord("data-national-id")}, {"målernummer", saidWord("data-meter-number")}, {"kontonummer", saidWord("data-account-number")}}
	for i := range c.Shared.Data {
		d := c.Shared.Data[i].Name
		names = append(names, name{d.NB, saidText(consSay(d))})
	}
	found := saidRow{quoted: true, most: consMany}
	for i, n := range names {
		if len([]rune(n.says)) > 4 && mentions(k.Text.NB, n.says) && !listed(n.says) && !slices.ContainsFunc(names[:i], func(x name) bool { return x.says == n.says }) {
			found.things = append(found.things, n.said)
		}
	}
	if found.none() {
		return nil
	}
	return []Finding{k.finding("unlisted", diag.Warning, map[string]any{"Data": found})}
}
