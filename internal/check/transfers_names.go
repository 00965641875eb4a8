package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/notice"
)

var recipientLinks = compiled(`\[[^\]]*\]\(#recipient-[^)]*\)`)

// staleName is a name that is known to have ended, or to be something else now,
// where a notice holds it first.
type staleName struct {
	vendorName
	// at is its first place, and last the entry of its last one.
	at, last string
	// places counts all the places, and others the places in the other notice.
	places, others int
}

// staleFacts finds them: one finding for each, for it is one name to look for.
// What the privacy notice holds as well is found there.
func staleFacts(c *Case) []Finding {
	var out []Finding
	for _, s := range staleOthers(c, staleNames(c)) {
		if s.others > 0 && c.Kind == notice.CookiesKind {
			continue
		}
		message, args := "", map[string]any{
			"Name": s.name, "Successor": s.vendor.Successor, "Checked": saidDay(s.vendor.Checked), "Known": !strings.HasPrefix(s.vendor.Source, "professional knowledge"), "Ended": notice.Text{},
			"More": s.places - 1, "Others": saidCount(s.places - 1), "Also": s.others > 0,
		}
		if s.vendor.Ended != "" {
			args["Ended"] = saidDay(s.vendor.Ended)
		}
		if formsAny.MatchString(s.name) && s.vendor.Successor != "" && !formsAny.MatchString(s.vendor.Successor) {
			message = "stale-facts-service" // a recipient is a company, and that is none
		}
		if beside := staleBeside(c, s.vendor.Successor); beside != "" {
			message, args["Successor"] = "stale-facts-beside", beside
		}
		out = append(out, Finding{At: s.at, Message: message, Args: args})
	}
	return out
}

// staleOthers counts the places of the same names in the other notice. Most
// notices hold none, and then nobody looks.
func staleOthers(c *Case, names []staleName) []staleName {
	if len(names) == 0 {
		return nil
	}
	other := *c
	if other.Kind = notice.PrivacyKind; c.Kind == notice.PrivacyKind {
		other.Kind = notice.CookiesKind
	}
	for _, o := range staleNames(&other) {
		for i := range names {
			if names[i].vendor == o.vendor {
				names[i].others = o.places
			}
		}
	}
	return names
}

// staleBeside is the name of today, where the notice has it as well; else "".
func staleBeside(c *Case, successor string) string {
	name, _, _ := strings.Cut(successor, " (")
	for part := range strings.SplitSeq(name, "/") {
		part = strings.TrimSpace(part)
		for t := range c.With(part) {
			if mentions(t.Text.NB, part) {
				return part
			}
		}
	}
	return ""
}

// staleNames lists the names in the order of the notice, a recipient's own name
// and products before its texts.
func staleNames(c *Case) []staleName {
	stale := func(v *notice.Vendor) bool {
		return v.Ended != "" && v.Ended <= c.Date || v.Ended == "" && v.Successor != ""
	}
	var hints []string
	for i := range c.Known.Vendors {
		if v := &c.Known.Vendors[i]; stale(v) {
			hints = append(hints, v.Names...)
		}
	}
	if len(hints) == 0 {
		return nil
	}
	var out []staleName
	note := func(at string, found []vendorName) {
		for _, n := range transfersLongest(found) {
			i := slices.IndexFunc(out, func(s staleName) bool { return s.vendor == n.vendor })
			entry, _, _ := strings.Cut(at, "].")
			switch {
			case i < 0:
				out = append(out, staleName{vendorName: n, at: at, last: entry, places: 1})
			case entry != out[i].last:
				out[i].places++
				out[i].last = entry
			}
		}
	}
	staleProper(c, func(at, text string) { note(at, c.vendorsIn(text, stale)) })
	for t := range c.With(hints...) {
		text := t.Text.NB
		if text == "" {
			text = t.Text.EN
		}
		found := c.vendorsIn(text, stale)
		if len(found) > 0 && strings.Contains(text, "(#recipient-") {
			// A link to a recipient is found at the recipient.
			text = recipientLinks.ReplaceAllString(text, "")
			found = c.vendorsIn(text, stale)
		}
		if len(found) > 0 && !historyWords.MatchString(text) {
			note(t.At, found)
		}
	}
	return out
}

// staleProper looks at the names that no language changes.
func staleProper(c *Case, look func(at, text string)) {
	if c.Kind == notice.PrivacyKind {
		for i := range c.Privacy.Recipients {
			r := &c.Privacy.Recipients[i]
			look(fmt.Sprintf("recipients[%d].name", i), r.Name.Proper)
			for j, p := range r.Products {
				look(fmt.Sprintf("recipients[%d].products[%d]", i, j), p)
			}
		}
		return
	}
	for i, k := range c.Cookies.Cookies {
		look(fmt.Sprintf("cookies[%d].provider", i), k.Provider)
	}
	for i, k := range c.Cookies.Technologies {
		look(fmt.Sprintf("technologies[%d].name", i), k.Name.Proper)
		look(fmt.Sprintf("technologies[%d].provider", i), k.Provider)
	}
}

// transfersLongest keeps one name of each vendor, the longest that the text holds.
func transfersLongest(found []vendorName) []vendorName {
	var out []vendorName
	for _, n := range found {
		i := slices.IndexFunc(out, func(m vendorName) bool { return m.vendor == n.vendor })
		if i < 0 {
			out = append(out, n)
		} else if len(n.name) > len(out[i].name) {
			out[i] = n
		}
	}
	return out
}
