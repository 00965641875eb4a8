package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transfersPrivacy is the kind of notice that most rules of the family ask.
func transfersPrivacy() []notice.Kind { return []notice.Kind{notice.PrivacyKind} }

// transfersEEA lists the countries of the EEA.
func transfersEEA() []notice.Country {
	return []notice.Country{
		"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IS", "IE", "IT", "LV", "LI", "LT",
		"LU", "MT", "NL", "NO", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
	}
}

// outsideEEA tells whether a country is one, and not of the EEA.
func outsideEEA(c notice.Country) bool { return c != "" && !slices.Contains(transfersEEA(), c) }

// transfersCountry is a country as texts write it, in lower case.
type transfersCountry struct {
	code  notice.Country
	names []string
}

// countriesNamed lists the countries that notices of the trade name. Those it
// lacks are never guessed at.
func countriesNamed() []transfersCountry {
	return []transfersCountry{
		{"NO", []string{"norge", "norway"}}, {"SE", []string{"sverige", "sweden"}}, {"DK", []string{"danmark", "denmark"}},
		{"FI", []string{"finland"}}, {"IS", []string{"island", "iceland"}}, {"DE", []string{"tyskland", "germany"}},
		{"FR", []string{"frankrike", "france"}}, {"NL", []string{"nederland", "netherlands"}}, {"BE", []string{"belgia", "belgium"}},
		{"IE", []string{"irland", "ireland"}}, {"AT", []string{"østerrike", "austria"}}, {"IT", []string{"italia", "italy"}},
		{"ES", []string{"spania", "spain"}}, {"PT", []string{"portugal"}}, {"PL", []string{"polen", "poland"}},
		{"CZ", []string{"tsjekkia", "czechia"}}, {"EE", []string{"estland", "estonia"}}, {"LV", []string{"latvia"}},
		{"LT", []string{"litauen", "lithuania"}}, {"RO", []string{"romania"}}, {"BG", []string{"bulgaria"}},
		{"GR", []string{"hellas", "greece"}}, {"HU", []string{"ungarn", "hungary"}}, {"LU", []string{"luxembourg"}},
		{"US", []string{"usa", "united states", "de forente stater"}},
		{"GB", []string{"storbritannia", "united kingdom", "england", "skottland", "scotland"}},
		{"CH", []string{"sveits", "switzerland"}}, {"IN", []string{"india"}}, {"CN", []string{"kina", "china"}},
		{"JP", []string{"japan"}}, {"CA", []string{"canada"}}, {"AU", []string{"australia"}}, {"NZ", []string{"new zealand"}},
		{"IL", []string{"israel"}}, {"UA", []string{"ukraina", "ukraine"}}, {"TR", []string{"tyrkia", "türkiye"}},
		{"RS", []string{"serbia"}}, {"BR", []string{"brasil", "brazil"}}, {"SG", []string{"singapore"}},
		{"KR", []string{"sør-korea", "south korea"}}, {"PH", []string{"filippinene", "philippines"}}, {"PK", []string{"pakistan"}},
		{"VN", []string{"vietnam"}}, {"MA", []string{"marokko", "morocco"}}, {"ZA", []string{"sør-afrika", "south africa"}},
		{"MX", []string{"mexico"}}, {"AR", []string{"argentina"}}, {"UY", []string{"uruguay"}}, {"RU", []string{"russland", "russia"}},
		{"FO", []string{"færøyene", "faroe islands"}}, {"MY", []string{"malaysia"}}, {"TH", []string{"thailand"}},
	}
}

// Words by which a text says that a place lies outside the EEA, and that it
// denies what it says.
var (
	outsideWords = compiled(`(?i)utenfor (det europeiske økonomiske|den europeiske|eu|eøs|europa)|\btredje(land|stat)|outside (the )?(european|eu|eea|europe)|\bthird countr`)
	deniedWords  = compiled(`(?i)(^|[^\p{L}])(ikke|ingen|aldri|not|no|never|none)([^\p{L}]|$)`)
)

// whereabouts is what a text says of where something is.
type whereabouts struct {
	inside, outside []notice.Country
	// abroad tells that it speaks of places outside the EEA without naming
	// one.
	abroad bool
}

// leaves tells whether a place outside the EEA is stated, and certain whether
// no place inside it stands beside it.
func (w whereabouts) leaves() bool  { return len(w.outside) > 0 || w.abroad }
func (w whereabouts) certain() bool { return w.leaves() && len(w.inside) == 0 }
func (w whereabouts) known() bool   { return w.leaves() || len(w.inside) > 0 }
func (w whereabouts) first() string {
	if len(w.outside) == 0 {
		return ""
	}
	return string(w.outside[0])
}

// transfersWhere reads the places that a text states; sentences that deny something
// say nothing.
func transfersWhere(t notice.Text) whereabouts {
	text := t.NB
	if text == "" {
		text = t.EN
	}
	var out whereabouts
	if text == "" {
		return out
	}
	known := countriesNamed()
	for _, s := range transfersSentences(text) {
		if deniedWords.MatchString(s) {
			continue
		}
		out.abroad = out.abroad || outsideWords.MatchString(s)
		lower := lower(s)
		for _, k := range known {
			if !slices.ContainsFunc(k.names, func(n string) bool { return strings.Contains(lower, n) && mentions(lower, n) }) {
				continue
			}
			if outsideEEA(k.code) {
				out.outside = append(out.outside, k.code)
			} else {
				out.inside = append(out.inside, k.code)
			}
		}
	}
	return out
}

// transfersHinted tells whether a text holds one of some pieces of words, as they are
// or in capitals: a quick look before a slow one.
func transfersHinted(text string, pieces ...string) bool {
	return slices.ContainsFunc(pieces, func(p string) bool { return strings.Contains(text, p) || strings.Contains(text, strings.ToUpper(p)) })
}

// transfersSentences cuts a text into its sentences and lines.
func transfersSentences(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		for _, s := range strings.SplitAfter(line, ". ") {
			if s = strings.TrimSpace(s); s != "" {
				out = append(out, s)
			}
		}
	}
	return out
}

// importer is somebody outside the EEA whom the notice itself states.
type importer struct {
	at    string
	name  consWords
	where whereabouts
	// disclosed tells that it is a case of disclosure, which has no name.
	disclosed bool
}

// finding words what is stated, under the message of a rule. Where somebody
// is partly inside the EEA it is a question.
func (m importer) finding(rule string) Finding {
	f := Finding{At: m.at, Args: map[string]any{"Name": m.name, "Country": m.where.first()}}
	switch {
	case m.disclosed:
		f.Message = rule + "-disclosed"
	case !m.where.certain():
		f.Message = rule + "-partly"
	}
	if !m.where.certain() {
		f.Severity = diag.Warning
	}
	return f
}

// importers lists those who are stated to be outside the EEA: by a
// recipient's place or name, or by a case of disclosure.
func importers(c *Case) []importer {
	var out []importer
	for i, r := range c.Privacy.Recipients {
		if r.Chosen {
			continue
		}
		name := consName(&r)
		if w := transfersWhere(r.Place); w.leaves() {
			out = append(out, importer{fmt.Sprintf("recipients[%d].place", i), name, w, false})
		} else if w := transfersWhere(r.Name.Text); w.leaves() {
			out = append(out, importer{fmt.Sprintf("recipients[%d].name", i), name, w, false})
		}
	}
	for i, d := range c.Privacy.Disclosures {
		if w := transfersWhere(d.Text); w.leaves() {
			out = append(out, importer{fmt.Sprintf("disclosures[%d].text", i), consWords{"nb": string(d.ID), "en": string(d.ID)}, w, true})
		}
	}
	return out
}

// abroad is a recipient whose organisation is known to sit, or to be owned,
// outside the EEA, though the notice does not say where the data goes.
type abroad struct {
	at      string
	name    consWords
	country string
	owned   bool
}

// abroads lists them. It is a question about each, never a fact.
func abroads(c *Case) []abroad {
	var out []abroad
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if r.Chosen || transfersWhere(r.Place).known() {
			continue
		}
		for _, v := range transfersVendors(c, r) {
			a := abroad{at: fmt.Sprintf("recipients[%d]", i), name: consName(r), country: string(v.Country)}
			if !outsideEEA(v.Country) {
				a.country, a.owned = string(v.Parent), true
			}
			if outsideEEA(notice.Country(a.country)) {
				out = append(out, a)
				break
			}
		}
	}
	return out
}

// transfersVendors lists what is known of a recipient: of the products it is
// named for, or else of itself. A category has no vendor.
func transfersVendors(c *Case, r *notice.Recipient) []*notice.Vendor {
	var out []*notice.Vendor
	for _, p := range r.Products {
		if v := c.Vendor(p); v != nil && (v.Legal != "" || v.Country != "") {
			out = append(out, v)
		}
	}
	if r.Name.Proper == "" || len(out) > 0 {
		return out
	}
	if v := c.Vendor(r.Name.Proper); v != nil {
		out = append(out, v)
	}
	return out
}

// vendorIndex finds the vendors that texts mention without holding each text
// against each name.
type vendorIndex map[string][]vendorName

type vendorName struct {
	name   string
	vendor *notice.Vendor
}

// newVendorIndex indexes the vendors that keep wants by the first word of
// their names.
func newVendorIndex(c *Case, keep func(*notice.Vendor) bool) vendorIndex {
	out := vendorIndex{}
	for i := range c.Known.Vendors {
		v := &c.Known.Vendors[i]
		if !keep(v) {
			continue
		}
		for _, n := range v.Names {
			if w := transfersWords(n); len(w) > 0 {
				out[w[0]] = append(out[w[0]], vendorName{n, v})
			}
		}
	}
	return out
}

// in lists the names that a text mentions, each once.
func (x vendorIndex) in(text string) []vendorName {
	var out []vendorName
	if len(x) == 0 {
		return nil
	}
	for _, w := range transfersWords(text) {
		for _, n := range x[w] {
			if mentions(text, n.name) && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	return out
}

// transfersWords cuts a text into its words, in lower case.
func transfersWords(text string) []string {
	return strings.FieldsFunc(lower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
