package check

import (
	"slices"
	"strings"

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

// countryLetters knows which texts can name a country at all: few do.
var countryLetters = compiled("(?i)" + strings.Join(countryNames(), "|"))

func countryNames() []string {
	var out []string
	for _, k := range countriesNamed() {
		out = append(out, k.names...)
	}
	return out
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
func (w whereabouts) first() notice.Country {
	if len(w.outside) == 0 {
		return ""
	}
	return w.outside[0]
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
	named := countryLetters.may(text)
	if !named && !outsideWords.may(text) {
		return out
	}
	var known []transfersCountry
	if named {
		known = countriesNamed()
	}
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
