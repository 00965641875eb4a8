package site

import (
	"strings"

	"notis/internal/notice"
)

const securityFile = "/.well-known/security.txt"

// security adds security.txt (RFC 9116), where the data say whom to tell. It
// counts at the root of a host alone (section 3), so a site that stands below
// another has none.
func (s *planner) security() {
	if s.in.Website == nil || len(s.in.Website.Security.Contact) == 0 || s.in.Base != "" {
		return
	}
	x := &s.in.Website.Security
	var out strings.Builder
	field := func(name string, values ...string) {
		for _, v := range values {
			if v != "" {
				out.WriteString(name + ": " + v + "\n")
			}
		}
	}
	field("Contact", texts(x.Contact)...)
	// The end of the day in Norway in summer, an hour before it in winter.
	field("Expires", string(x.Expires)+"T22:00:00Z")
	field("Encryption", string(x.Encryption))
	field("Acknowledgments", string(x.Acknowledgments))
	field("Preferred-Languages", strings.Join(texts(x.Languages), ", "))
	if strings.HasPrefix(s.in.Root, "https://") {
		field("Canonical", s.absolute(securityFile))
	}
	field("Policy", string(x.Policy))
	field("Hiring", string(x.Hiring))
	s.site.Files = append(s.site.Files, File{securityFile, []byte(out.String())})
}

// texts gives values as strings.
func texts[T notice.ReportTo | notice.LangTag](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}
