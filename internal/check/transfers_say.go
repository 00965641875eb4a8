package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/notice"
)

// transfersAnd puts words one after the other in both languages, each once and
// with "and" before the last.
func transfersAnd(list []consWords) consWords {
	out := consWords{}
	for _, l := range notice.Langs() {
		var each []string
		for _, w := range list {
			if s := w[string(l)]; s != "" && !slices.Contains(each, s) {
				each = append(each, s)
			}
		}
		and := " og "
		if l == notice.English {
			and = " and "
		}
		if n := len(each); n > 1 {
			each = []string{strings.Join(each[:n-1], ", ") + and + each[n-1]}
		}
		out[string(l)] = strings.Join(each, "")
	}
	return out
}

// transfersNamed does so with each of the words in quotes. All are named:
// whoever mends the notice goes through the list.
func transfersNamed(list []consWords) consWords {
	var quoted []consWords
	for _, w := range list {
		quoted = append(quoted, consWords{"nb": "«" + w["nb"] + "»", "en": "“" + w["en"] + "”"})
	}
	return transfersAnd(quoted)
}

// transfersProper does so with names that no language changes.
func transfersProper(names []string) consWords {
	var list []consWords
	for _, n := range names {
		list = append(list, consWords{"nb": n, "en": n})
	}
	return transfersAnd(list)
}

// transfersDay writes a day as texts do; a day that is not well formed stays
// as it is.
func transfersDay(d notice.Date) consWords {
	t, err := d.Time()
	if err != nil {
		return consWords{"nb": string(d), "en": string(d)}
	}
	months := [...]string{"januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"}
	return consWords{
		"nb": fmt.Sprintf("%d. %s %d", t.Day(), months[t.Month()-1], t.Year()),
		"en": fmt.Sprintf("%d %s %d", t.Day(), t.Month(), t.Year()),
	}
}

// transfersCount writes a number in letters, up to ten.
func transfersCount(n int) consWords {
	nb := [...]string{"ingen", "ett", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti"}
	en := [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	if n < 0 || n >= len(nb) {
		return consWords{"nb": fmt.Sprint(n), "en": fmt.Sprint(n)}
	}
	return consWords{"nb": nb[n], "en": en[n]}
}

// transfersPlace is a country outside the EEA as messages write it, or only
// that it is one, where its name is not known here.
func transfersPlace(k notice.Country) consWords {
	for _, p := range [...]struct {
		code   notice.Country
		nb, en string
	}{
		{"US", "USA", "the USA"}, {"GB", "Storbritannia", "the United Kingdom"}, {"CH", "Sveits", "Switzerland"},
		{"IN", "India", "India"}, {"CN", "Kina", "China"}, {"JP", "Japan", "Japan"}, {"CA", "Canada", "Canada"},
		{"AU", "Australia", "Australia"}, {"NZ", "New Zealand", "New Zealand"}, {"IL", "Israel", "Israel"},
		{"UA", "Ukraina", "Ukraine"}, {"TR", "Tyrkia", "Türkiye"}, {"RS", "Serbia", "Serbia"}, {"BR", "Brasil", "Brazil"},
		{"SG", "Singapore", "Singapore"}, {"KR", "Sør-Korea", "South Korea"}, {"ZA", "Sør-Afrika", "South Africa"},
	} {
		if p.code == k {
			return consWords{"nb": p.nb, "en": p.en}
		}
	}
	if k == "" {
		return consWords{"nb": "et land utenfor EØS", "en": "a country outside the EEA"}
	}
	return consWords{"nb": "et land utenfor EØS (" + string(k) + ")", "en": "a country outside the EEA (" + string(k) + ")"}
}

// Endings of names of companies: those of the USA and other countries outside
// the EEA, and those of any country.
var (
	formsAbroad = compiled(`(?i)[ ,]+(inc|incorporated|llc|l\.l\.c|corp|corporation|pty\.? ltd|pvt\.? ltd)\.?$`)
	formsAny    = compiled(`(?i)[ ,]+(inc|incorporated|llc|l\.l\.c|corp|corporation|(pty\.? |pvt\.? )?(ltd|limited)|as|asa|sa|sf|ab|a/s|aps|oy|abp|gmbh|ag|b\.?v|n\.?v|s\.a|sarl|plc)\.?$`)
)

// transfersOrg is the name of an organisation without the form of a company
// outside the EEA: within it, somebody else of the group is the party as a rule,
// and nobody here knows who.
func transfersOrg(v *notice.Vendor) string {
	return formsAbroad.ReplaceAllString(v.Legal, "")
}

// transfersBare is a name without any form of a company, in small letters.
func transfersBare(name string) string {
	return lower(formsAny.ReplaceAllString(strings.TrimSpace(name), ""))
}
