package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// storingKnown finds what is publicly known of a cookie by its name; nil where
// nothing is. A whole name goes before one with a star, and a longer star
// before a shorter.
func storingKnown(c *Case, name string) *notice.KnownCookie {
	var best *notice.KnownCookie
	for i := range c.Known.Cookies {
		k := &c.Known.Cookies[i]
		prefix, star := strings.CutSuffix(k.Name, "*")
		switch {
		case strings.EqualFold(k.Name, name):
			return k
		case !star || prefix == "":
			continue
		case len(name) > len(prefix) && strings.EqualFold(name[:len(prefix)], prefix), strings.EqualFold(name, strings.TrimRight(prefix, "-_.")):
			if best == nil || len(k.Name) > len(best.Name) {
				best = k
			}
		}
	}
	return best
}

// storingNear finds the known cookie that a misspelt name most likely means;
// nil for a name that is known, or like none.
func storingNear(c *Case, name string) *notice.KnownCookie {
	if len(name) < 5 || storingKnown(c, name) != nil {
		return nil
	}
	var best *notice.KnownCookie
	least := min(2, len(name)/3) + 1
	small := []rune(lower(name))
	for i := range c.Known.Cookies {
		k := &c.Known.Cookies[i]
		if len(k.Name) < 5 || len(k.Name) > len(name)+2 || strings.HasSuffix(k.Name, "*") {
			continue
		}
		if d := storingDistance(small, []rune(lower(k.Name)), least); d < least {
			best, least = k, d
		}
	}
	return best
}

// storingDistance counts the letters to add, drop, replace or swap with the
// next one (optimal string alignment), and stops caring at a limit.
func storingDistance(x, y []rune, limit int) int {
	if len(x)-len(y) >= limit || len(y)-len(x) >= limit {
		return limit
	}
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}

// findCookieName suggests the known name that one is spelt almost like, and
// the one that comes with another.
func findCookieName(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		if near := storingNear(c, k.Name); near != nil {
			out = append(out, Finding{At: storingAt("cookies", i, "name"), Args: map[string]any{"Name": k.Name, "Known": near.Name, "Provider": near.Provider}})
		}
	}
	if c.Date != "" && !datedFact("universal-analytics", c.Date).over(c.Date) {
		return out
	}
	if i := slices.IndexFunc(c.Cookies.Cookies, func(k notice.Cookie) bool { return k.Name == "_ga" }); i >= 0 && !storingListed(c, []string{"_ga_"}) && !storingBefore(c) {
		out = append(out, Finding{At: storingAt("cookies", i, "name"), Message: "cookie-name-known-property"})
	}
	return out
}

// storingBefore tells whether the list has a cookie of the product before
// Google Analytics 4 too: then the list is old, which is found of that one.
func storingBefore(c *Case) bool {
	return slices.ContainsFunc(c.Cookies.Cookies, func(k notice.Cookie) bool {
		known := storingDead(c, k.Name)
		return known != nil && known.Provider == "Google"
	})
}

// Seconds of the units of time, months and years as the calendar has them on
// average.
const (
	storingDay  = 24 * 60 * 60
	storingYear = 365.25 * storingDay
)

// storingSeconds gives a length of time in seconds; a session has none.
func storingSeconds(d notice.Duration) float64 {
	var sum float64
	for _, a := range d.Amounts() {
		sum += float64(a.Count) * storingUnit(a.Unit)
	}
	return sum
}

// storingUnit gives the seconds of a unit of time.
func storingUnit(u notice.Unit) float64 {
	switch u {
	case notice.Years:
		return storingYear
	case notice.Months:
		return storingYear / 12
	case notice.Weeks:
		return 7 * storingDay
	case notice.Days:
		return storingDay
	case notice.Hours:
		return 60 * 60
	case notice.Minutes:
		return 60
	case notice.Seconds:
		return 1
	}
	return 0
}

// storingSame tells whether two lengths of time differ by no more than a
// tenth.
func storingSame(a, b notice.Duration) bool {
	x, y := storingSeconds(a), storingSeconds(b)
	return a == b || x > 0 && y > 0 && max(x, y)-min(x, y) <= max(x, y)/10
}

// findCookieDuration notes a time that is other than the usual one.
func findCookieDuration(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		known := storingKnown(c, k.Name)
		if known == nil || k.Duration == "" || len(known.Durations) == 0 || !storingCookie(k) {
			continue
		}
		if slices.ContainsFunc(known.Durations, func(d notice.Duration) bool { return storingSame(k.Duration, d) }) {
			continue
		}
		args := map[string]any{"Name": k.Name, "Provider": known.Provider, "Stated": storingSpell(k.Duration), "Known": storingSpell(known.Durations[0])}
		out = append(out, Finding{At: storingAt("cookies", i, "duration"), Args: args})
	}
	return out
}

// storingSpell gives the parts of a length of time for a message; a session
// has none.
func storingSpell(d notice.Duration) []map[string]any {
	out := []map[string]any{}
	for _, a := range d.Amounts() {
		out = append(out, map[string]any{"Number": a.Count, "Unit": string(a.Unit)})
	}
	return out
}

// storingCap is how many days the browser with the longest limit keeps a
// cookie.
const storingCap = 400

// findCookieCap notes a time that browsers cut short.
func findCookieCap(c *Case) []Finding {
	var out []Finding
	for i := range c.Cookies.Cookies {
		k := &c.Cookies.Cookies[i]
		if storingCookie(k) && storingSeconds(k.Duration) > storingCap*storingDay && storingDead(c, k.Name) == nil {
			out = append(out, Finding{At: storingAt("cookies", i, "duration"), Args: map[string]any{"Name": k.Name, "Stated": storingSpell(k.Duration)}})
		}
	}
	return out
}

// storingCookie tells whether an entry is a cookie and nothing else.
func storingCookie(k *notice.Cookie) bool { return k.Kind == "" || k.Kind == "cookie" }

// storingAt gives the place of a key of an entry, or of the entry.
func storingAt(list string, i int, key string) string {
	at := fmt.Sprintf("%s[%d]", list, i)
	if key == "" {
		return at
	}
	return at + "." + key
}

// storingLower gives a finding the severity of a question.
func storingLower(ask bool, or diag.Severity) diag.Severity {
	if ask {
		return diag.Warning
	}
	return or
}
