package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// findUnbased asks for the basis of what no activity is about: accounts, cases
// of disclosure, and people whom only a recipient's purpose speaks of.
func findUnbased(c *Case) []Finding {
	return slices.Concat(findAccounts(c), findUnbasedDisclosures(c), findUnnamedPeople(c))
}

// Words of accounts, and of what is bought.
var (
	accountWords = informingSays(`regnskap|bokfør|bilagsfør`, `accounting|bookkeeping|keep accounts|in the accounts`)
	sellsWords   = informingSays(`(kjøp|salg|bestill)\pL* (av|deg|hos|fra)|selge\b`, `(purchase|sale|order)s? (of|from)|\bsell\b`)
)

// dutyIn tells whether a legal obligation is among bases.
func dutyIn(list []notice.Basis) bool {
	return slices.ContainsFunc(list, func(b notice.Basis) bool { return b.Kind == "legal-obligation" || b.Or == "legal-obligation" })
}

// findAccounts finds data that is kept for the accounts where nothing there
// rests on a legal obligation, which is what accounts are; and sales without a
// word of one anywhere.
func findAccounts(c *Case) []Finding {
	at, anywhere := "", dutyIn(c.Privacy.Bases)
	var names []notice.Text
	sells, selling := "", notice.Text{}
	look := func(place string, list []notice.Retention, duty bool, name notice.Text) {
		for i := range list {
			r := &list[i]
			if duty || dutyIn(r.Bases) || !accountWords.in(r.Criterion, r.Text, r.For, r.When) && !actsOnAccounts(c, r.Statutes) {
				continue
			}
			if at == "" {
				at = informingIndex(place, i)
			}
			names = append(names, name)
		}
	}
	for p := range c.Parts() {
		duty := dutyIn(p.Part.Bases)
		anywhere = anywhere || duty
		duty = duty || accountDuty(c, p.Activity)
		look(p.At+".retention", p.Part.Retention, duty, informingName(p.Activity, p.Part))
		if sells == "" && sellsWords.in(p.Activity.Purpose, p.Part.Purpose) {
			sells, selling = p.At, informingName(p.Activity, p.Part)
		}
	}
	look("retention", c.Privacy.Retention, anywhere, notice.Text{})
	switch {
	case at != "":
		return []Finding{{At: at, Message: "art13-1-c-legal-basis-accounts", Severity: diag.Warning, Args: map[string]any{"Names": saidQuoted(names)}}}
	case sells != "" && !anywhere:
		return []Finding{{At: sells, Message: "art13-1-c-legal-basis-sales", Severity: diag.Warning, Args: map[string]any{"Name": selling}}}
	}
	return nil
}

// accountDuty tells whether a part of an activity rests on the duty to keep
// accounts: it is the basis for what the other parts keep for them too.
func accountDuty(c *Case, a *notice.Activity) bool {
	return slices.ContainsFunc(a.Parts, func(p notice.Part) bool {
		return slices.ContainsFunc(p.Bases, func(b notice.Basis) bool {
			return b.Kind == "legal-obligation" && (accountWords.in(b.Text, b.For, b.Condition) || actsOnAccounts(c, b.Statutes))
		})
	})
}

// actsOnAccounts tells whether one of the acts is on accounts.
func actsOnAccounts(c *Case, list []notice.Statute) bool {
	return slices.ContainsFunc(list, func(s notice.Statute) bool {
		return slices.ContainsFunc(c.Shared.Acts, func(a notice.Act) bool { return notice.Ref(a.ID) == s.Act && accountWords.in(a.Name) })
	})
}

// groundWords are a text that tells of a ground for what is done.
var groundWords = informingSays(`grunnlag|artikkel 6|6\(1\)|samtykke|berettige|pålegg|krever`, `\bbasis\b|\bground|article 6|6\(1\)|consent|legitimate|requires?\b|oblige`)

// findUnbasedDisclosures finds cases in which data is handed over without a
// word on what allows it: on suspicion, in disputes, when the business is sold.
func findUnbasedDisclosures(c *Case) []Finding {
	at := ""
	var cases []string
	for i := range c.Privacy.Disclosures {
		d := &c.Privacy.Disclosures[i]
		if !slices.Contains([]notice.Occasion{"suspicion", "dispute", "reorganisation", "sale"}, d.Occasion) || groundWords.in(append(d.Conditions, d.Text)...) {
			continue
		}
		if at == "" {
			at = informingIndex("disclosures", i)
		}
		if !slices.Contains(cases, string(d.Occasion)) {
			cases = append(cases, string(d.Occasion))
		}
	}
	if at == "" {
		return nil
	}
	return []Finding{{At: at, Message: "art13-1-c-legal-basis-disclosure", Severity: diag.Warning, Args: map[string]any{"Cases": informingItems(cases)}}}
}

// Words of people whose data a company has beside that of its customers.
var (
	staffWords  = informingSays(`interne \pL+-?(medarbeidere|ansatte)`, `internal \pL+ (employees|staff)`)
	dealerWords = informingSays(`forhandlere`, `dealers|resellers`)
	ownPeople   = informingSays(`ansatt|medarbeider`, `employee|staff`)
	ownDealers  = informingSays(`forhandler|partner|kontaktperson|leverandør`, `dealer|reseller|partner|contact person|supplier`)
)

// mentionsHR tells whether a text speaks of HR, which is too short for a pattern
// to be quick.
func mentionsHR(text string) bool { return strings.Contains(text, "HR") && mentions(text, "hr") }

// findUnnamedPeople asks about people whom the purposes of a recipient are
// about, and whom no activity concerns: once for the notice.
func findUnnamedPeople(c *Case) []Finding {
	people := func(says informingPhrase) bool {
		return slices.ContainsFunc(c.Privacy.Activities, func(a notice.Activity) bool { return informingConcerns(c, &a, says) })
	}
	var places []string
	var who []string
	var names []notice.Text
	add := func(u UseAt, what string) {
		if !slices.Contains(places, u.At) {
			places, names = append(places, u.At), append(names, nameOf(&u.Recipient.Name))
		}
		if !slices.Contains(who, what) {
			who = append(who, what)
		}
	}
	for u := range c.Uses() {
		if (mentionsHR(u.Use.Purpose.NB) || staffWords.in(u.Use.Purpose)) && !people(ownPeople) {
			add(u, "staff")
		}
		if dealerWords.in(u.Use.Purpose) && !people(ownDealers) {
			add(u, "dealers")
		}
	}
	if len(places) == 0 {
		return nil
	}
	at := places[0] + ".purpose"
	if len(places) > 1 {
		at, _, _ = strings.Cut(places[0], ".") // the recipient
	}
	return []Finding{{At: at, Message: "art13-1-c-legal-basis-people", Severity: diag.Note, Args: map[string]any{
		"Who": informingItems(who), "Names": saidQuoted(names), "Several": len(places) > 1,
	}}}
}
