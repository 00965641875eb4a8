package check

import (
	"strings"

	"notis/internal/notice"
)

// transfersPlace is a country outside the EEA as messages write it, or only
// that it is one, where it is not known which.
func transfersPlace(k notice.Country) saidMessage {
	return saidMessage{"place", map[string]any{"Code": string(k)}}
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
