package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// Also lists what is found beside the rules on a notice: what is wrong with
// its waivers and its questions to the company, how readers are told of a new
// version, and what is wrong with the site. They are explained as rules are, but
// nothing finds them here.
func Also() []Rule {
	const wp260 = "Guidelines on transparency under Regulation 2016/679 (WP260 rev.01), paragraphs 29 to 31"
	return []Rule{
		{ID: "art13-3-before", Severity: diag.Error, Article: "GDPR 13(3), 14(4)", Source: "GDPR articles 13(3) and 14(4)", Verified: true},
		{ID: "art13-3-untold", Severity: diag.Warning, Article: "GDPR 13(3), 14(4)", Source: "GDPR articles 13(3) and 14(4)", Verified: true},
		{ID: "open-unknown", Severity: diag.Warning, Source: "docs/format.md"},
		{ID: expiring, Severity: diag.Warning, Article: "RFC 9116 § 2.5.5", Source: "RFC 9116, A File Format to Aid in Security Vulnerability Disclosure, section 2.5.5", Verified: false},
		{ID: "waiver-expired", Severity: diag.Warning, Source: "docs/format.md"},
		{ID: "waiver-needless", Severity: diag.Note, Source: "docs/format.md"},
		{ID: "wp260-30-after", Severity: diag.Warning, Article: "GDPR 5(1)(a)", Source: wp260, Verified: true},
		{ID: "wp260-30-in-advance", Severity: diag.Warning, Article: "GDPR 5(1)(a)", Source: wp260 + "; the number of days is ours", Verified: true},
	}
}

// Released tells whether a rule of Also is held against a release.
func (r *Rule) Released() bool {
	return r.Find == nil && !r.OfSite() && !strings.HasPrefix(r.ID, "waiver-") && !strings.HasPrefix(r.ID, "open-")
}

// Explained lists every rule that a finding can name, by id.
func Explained() []Rule {
	out := append(Rules(), Also()...)
	slices.SortFunc(out, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// About lists the notices a rule is about.
func (r *Rule) About() []notice.Kind {
	if len(r.Kinds) > 0 {
		return r.Kinds
	}
	return notice.Kinds()
}
