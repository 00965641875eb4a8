package check

// Left is something on the checklist that no rule looks for.
type Left struct {
	ID string
	// Reason is why not, and what looks after it instead.
	Reason string
}

// LeftOut lists what data cannot show: how pages are built, and what a company
// does. No id is that of a rule.
func LeftOut() []Left {
	const pages = "It is about the pages that are built, not about what a notice states. The browser tests hold every kind of page "
	return []Left{
		{"edpb05-108-keep-copy", "Keeping every version is what the archive is for: notis release never changes one, and notis verify proves it. Which version somebody consented to is in the company's own log, which is not here."},
		{"uu-4-private", pages + "to WCAG."},
		{"uu-4b-public", "The companies here are not public undertakings, and no field says so. The site has its accessibility statement all the same."},
		{"uu-beyond", pages + "to the criteria of WCAG 2.1 as well: reflow, contrast of controls, text spacing."},
		{"wcag-1.4.3-contrast", pages + "to a contrast of 4.5 to 1, in light and dark."},
		{"wcag-3.1.1-lang", pages + "to the lang attribute, which comes from the language that the page is made in."},
		{"wp260-29-notify-material", "notis release refuses a material version that does not say when, how and to whom it was told (release-notified)."},
		{"wp260-access-path", "The layout links to both notices from the foot of every page. Where the company's own site or app links to them is nothing that the data tells."},
		{"wp260-layered", "The layout begins each notice with the short version and a table of contents, and gives every section and entry an anchor."},
	}
}
