package notice

import (
	"net/url"
	"regexp"
	"strings"
)

// Website is the file data/site.toml: what belongs to the site and to no brand.
// The file may be missing.
type Website struct {
	// Whom to tell of a hole in the security of the site. Left out, the site has
	// no security.txt.
	Security Security `toml:"security"`
}

// Security becomes /.well-known/security.txt (RFC 9116).
type Security struct {
	// Where to report, the best way first: an address on the web, mailto: or
	// tel:.
	Contact []ReportTo `toml:"contact" must:"yes"`
	// The last day somebody should rely on this, at most a year ahead. Look
	// through it before then, and set another day.
	Expires Date `toml:"expires" must:"yes" ahead:"yes"`
	// The languages reports can be written in.
	Languages []LangTag `toml:"languages"`
	// How reports are received, and what is promised to those who send them.
	Policy SecureURL `toml:"policy"`
	// The key to encrypt reports with.
	Encryption SecureURL `toml:"encryption"`
	// Where those who reported something are thanked.
	Acknowledgments SecureURL `toml:"acknowledgments"`
	// Jobs in security.
	Hiring SecureURL `toml:"hiring"`
}

// ReportTo is where a report can be sent, as an address with its scheme.
type ReportTo string

var dialled = regexp.MustCompile(`^tel:\+[0-9][0-9-]*$`)

// Check wants https://, mailto: or tel: (RFC 9116, 2.5.3).
func (v ReportTo) Check() error {
	if mail, ok := strings.CutPrefix(string(v), "mailto:"); ok && Email(mail).Check() == nil {
		return nil
	}
	if dialled.MatchString(string(v)) || SecureURL(v).Check() == nil {
		return nil
	}
	return &Invalid{"report-to", string(v)}
}

// SecureURL is an address on the web that cannot be read on the way.
type SecureURL string

// Check wants an absolute https address without user or password.
func (v SecureURL) Check() error {
	if u, err := url.Parse(string(v)); err != nil || u.Scheme != "https" || URL(v).Check() != nil {
		return &Invalid{"secure-url", string(v)}
	}
	return nil
}

// LangTag is a language as BCP 47 writes it.
type LangTag string

var langForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// Check wants a language, and what narrows it down after hyphens.
func (v LangTag) Check() error {
	if !langForm.MatchString(string(v)) {
		return &Invalid{"lang-tag", string(v)}
	}
	return nil
}
