package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsKeeping are the rules on how long data is kept.
func rightsKeeping() []Rule {
	return []Rule{
		{
			ID: "art13-2-a-retention", Severity: diag.Error, Article: "GDPR 13(2)(a)", Source: "GDPR 13(2)(a), 14(2)(a)",
			Verified: true, Kinds: rightsOnly(), Find: rightsRetention,
		},
		{
			ID: "wp260-retention-not-generic", Severity: diag.Error, Article: "GDPR 5(1)(e), 13(2)(a)",
			Source: "WP260 rev.01, annex, on storage periods; GDPR 5(1)(e)", Find: rightsGeneric,
		},
		{
			ID: "bokf-13-period", Severity: diag.Warning, Article: "bokføringsloven § 13", Source: "bokføringsloven (LOV-2004-11-19-73) § 13",
			Verified: true, Kinds: rightsOnly(), Find: rightsAccounts,
		},
		{
			ID: "asl-4-5-4-7", Severity: diag.Error, Article: "aksjeloven §§ 4-5, 4-6, 4-7",
			Source:   "aksjeloven (LOV-1997-06-13-44) §§ 4-5, 4-6 and 4-7 third paragraph",
			Verified: true, Kinds: rightsOnly(), Find: rightsShareholders,
		},
	}
}

// rightsKept is how far it is stated how long the data of a part is kept.
type rightsKept int

const (
	rightsUnsaid rightsKept = iota
	// rightsLoose is a sentence for the whole notice that decides nothing.
	rightsLoose
	// rightsDelivered is an end of the contract, for marketing that goes on.
	rightsDelivered
	// rightsWithdrawn is an end only for those who withdraw their consent.
	rightsWithdrawn
	rightsSaid
)

// rightsWide is an entry for the whole notice: which parts it covers, and how
// far it goes.
type rightsWide struct {
	scope notice.BasisKind
	kept  rightsKept
}

func rightsRetention(c *Case) []Finding {
	var out []Finding
	var wide []rightsWide
	for i := range c.Privacy.Retention {
		r := &c.Privacy.Retention[i]
		w := rightsWide{rightsScope(r), rightsSaid}
		if words, _ := rightsVague(r); !words.IsZero() {
			w.kept = rightsLoose
		}
		wide = append(wide, w)
	}
	out = append(out, rightsUnkept(c, wide)...)
	rightsPeriods(c, func(at string, r *notice.Retention, p PartAt) {
		if r.Period != "" && r.From.IsZero() && !rightsHas(rightsJoin(r.Criterion, r.Text, r.When), "etter ", "fra ") && !rightsAsksStart(c, r, p.Part) {
			out = append(out, rightsLower(at, "art13-2-a-retention-start", diag.Warning, map[string]any{"Event": rightsEvent(p)}))
		}
		if x := lower(r.Except.NB); x != "" && rightsHasLower(x, "samtykke") && rightsHasLower(x, "lenger", "lengre") && !rightsTime.MatchString(x) {
			out = append(out, rightsLower(at+".except", "art13-2-a-retention-longer", diag.Warning, nil))
		}
	})
	return append(out, rightsOwnRoutines(c)...)
}

// rightsAsksStart tells whether bokf-13-period asks for the start already: that
// of accounts of the right length.
func rightsAsksStart(c *Case, r *notice.Retention, p *notice.Part) bool {
	months, whole := rightsMonths(r.Period)
	return whole && (months == 60 || months == 42) && r.Qualifier != "about" && r.Qualifier != "normally" && rightsAccounting(c, r, p)
}

// rightsEvent names what a period can run from, as an example that fits the
// part: chat, charging, enquiry, or "" for a contract.
func rightsEvent(p PartAt) string {
	if p.Part == nil {
		return ""
	}
	said := lower(rightsJoin(p.Activity.Title, p.Part.Title, p.Activity.Purpose, p.Part.Purpose) + "\n" + rightsData(p.Part.Data))
	switch {
	case slices.Contains(p.Part.Channels, "chat"):
		return "chat"
	case rightsHasLower(said, "lading", "lade", "elbil"):
		return "charging"
	case rightsHasLower(said, "henvend", "kommunikasjon", "kontakt med", "spørsmål"):
		return "enquiry"
	}
	return ""
}

// rightsTime is a length of time in words.
var rightsTime = compiled(`(?i)(^|[^\pL])(dag|døgn|uke|måned|år)(er|ers|s)?($|[^\pL])`)

// rightsRoutines is that somebody stores data after routines of their own.
var rightsRoutines = compiled(`(?i)(i tråd med|etter|følger) (\S+ ){0,4}?(rutine\S*|retningslinje\S*) (\S+ ){0,3}?(for|til) (data)?lagring|(i tråd med|etter) (\S+ ){1,4}?(datalagringsrutine|lagringsrutine)`)

// rightsOwnRoutines finds processors that store data after routines of their
// own: how long is for the controller to say.
func rightsOwnRoutines(c *Case) []Finding {
	var out []Finding
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		said := r.Safeguard
		if !rightsRoutines.MatchString(said.NB) {
			said = r.Text
		}
		w := rightsRoutines.FindString(said.NB)
		if w == "" || rightsHas(w, "våre", "vår", "avtalt") || !slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return u.Role == "processor" }) {
			continue
		}
		out = append(out, rightsLower(fmt.Sprintf("recipients[%d]", i), "art13-2-a-retention-supplier", diag.Warning, map[string]any{"Name": nameOf(&r.Name)}))
	}
	return out
}

// rightsUnkept finds the parts that nothing says the end of: one finding an
// activity, or one for the whole notice where it says nothing of any.
func rightsUnkept(c *Case, wide []rightsWide) []Finding {
	var groups rightsGroups
	var out []Finding
	some := false
	see := func(p PartAt, at string) {
		switch kept := rightsKeptFor(wide, p); kept {
		case rightsUnsaid:
			groups.add(p, at, "art13-2-a-retention")
		case rightsLoose:
			if own := rightsOwnEnd(c, p.Part); !own.none() {
				args := map[string]any{"Titles": rightsTitles([]notice.Text{rightsTitle(p)}), "Data": own}
				out = append(out, rightsLower(at, "art13-2-a-retention-rest", diag.Warning, args))
				break
			}
			groups.add(p, at, "art13-2-a-retention-loose")
		case rightsDelivered:
			groups.add(p, at, "art13-2-a-retention-delivered")
		case rightsWithdrawn:
			groups.add(p, at, "art13-2-a-retention-withdrawn")
		default:
			some = true
		}
	}
	for p := range c.Parts() {
		if len(p.Part.Data) == 0 && len(p.Part.Bases) == 0 && p.Part.Purpose.IsZero() && len(p.Activity.Parts) > 1 || rightsSendsOn(p) || rightsKeptBeside(p) || rightsAnonymous(p.Part) {
			continue
		}
		see(p, p.At)
	}
	for i := range c.Privacy.Activities {
		if a := &c.Privacy.Activities[i]; len(a.Parts) == 0 && !rightsHeading(c, a.ID) {
			see(PartAt{"", a, &notice.Part{}}, fmt.Sprintf("activities[%d]", i))
		}
	}
	if !some && len(groups) > 1 {
		return append(out, rightsUnkeptAll(c, groups)...)
	}
	for _, g := range groups {
		f := Finding{At: g.place(c), Args: g.args()}
		f.Args["Whole"] = false
		if g.message != "art13-2-a-retention" {
			f.Message, f.Severity = g.message, diag.Warning
		}
		out = append(out, f)
	}
	return out
}

// rightsKeptBeside tells whether a part only adds to what its siblings state,
// how long included.
func rightsKeptBeside(p PartAt) bool {
	return rightsFacet(p) && slices.ContainsFunc(p.Activity.Parts, func(q notice.Part) bool { return len(q.Retention) > 0 })
}

// rightsOwnEnd names the data that a part says the end of, where that is some
// of it.
func rightsOwnEnd(c *Case, p *notice.Part) saidRow {
	var out []notice.Text
	for i := range p.Retention {
		if r := &p.Retention[i]; rightsDecides(r) {
			for _, d := range r.Data {
				t := datumWords(c, d)
				t.NB, _, _ = strings.Cut(t.NB, ", for eksempel")
				t.EN, _, _ = strings.Cut(t.EN, ", for example")
				out = append(out, t)
			}
		}
	}
	return saidListed(out)
}

// rightsSendsOn tells whether a part has no data of its own, and only sends the
// reader on to parts that do.
func rightsSendsOn(p PartAt) bool {
	if len(p.Part.Data) > 0 || len(p.Activity.Parts) < 2 {
		return false
	}
	return rightsHas(rightsJoin(p.Part.Text), "les mer om dette", "mer om dette står", "se avsnittene", "i avsnittene som følger")
}

// rightsUnkeptAll finds that nothing has an end, which no sentence for the
// whole notice makes good: once for what is not said at all, and once for each
// way of saying too little.
func rightsUnkeptAll(c *Case, groups rightsGroups) []Finding {
	var out []Finding
	at := "activities"
	if len(c.Privacy.Retention) > 0 {
		at = "retention"
	}
	for _, message := range []string{"art13-2-a-retention", "art13-2-a-retention-loose", "art13-2-a-retention-delivered", "art13-2-a-retention-withdrawn"} {
		var titles []notice.Text
		for _, g := range groups {
			if g.message == message {
				titles = append(titles, g.activity.Title)
			}
		}
		if len(titles) == 0 {
			continue
		}
		f := Finding{At: at, Args: map[string]any{"Whole": len(titles) > 1, "Several": len(titles) > 1, "Titles": rightsTitles(titles)}}
		if message != "art13-2-a-retention" {
			f.Message = message
		}
		if message == "art13-2-a-retention-withdrawn" || message == "art13-2-a-retention-delivered" {
			f.Severity = diag.Warning
		}
		out = append(out, f)
	}
	return out
}

// rightsHeading tells whether an activity only gathers others below it.
func rightsHeading(c *Case, id notice.ID) bool {
	return slices.ContainsFunc(c.Privacy.Activities, func(a notice.Activity) bool { return a.Under == notice.Ref(id) })
}

// rightsPeriods visits what is said of storage, with the part it stands in;
// that has no part for what is said of the whole notice.
func rightsPeriods(c *Case, visit func(at string, r *notice.Retention, p PartAt)) {
	for p := range c.Parts() {
		for i := range p.Part.Retention {
			visit(fmt.Sprintf("%s.retention[%d]", p.At, i), &p.Part.Retention[i], p)
		}
	}
	for i := range c.Privacy.Retention {
		visit(fmt.Sprintf("retention[%d]", i), &c.Privacy.Retention[i], PartAt{})
	}
}

// rightsKeptFor tells how far it is stated how long a part is kept: by the
// part itself, or by a rule for the whole notice that it falls under.
func rightsKeptFor(wide []rightsWide, p PartAt) rightsKept {
	own := p.Part.Retention
	for i := range own {
		if r := &own[i]; rightsDecides(r) && rightsAllData(r) {
			return rightsSaid
		}
	}
	// Several entries that each are about some of the data are read as a
	// whole: which words of one stand for which of the other cannot be seen.
	if n := len(own); n > 1 && n >= len(p.Part.Data) {
		return rightsSaid
	}
	best, open := rightsUnsaid, rightsKinds(p.Part)
	for _, w := range wide {
		switch {
		case w.scope == "all", w.scope == "app" && slices.Equal(p.Part.Channels, []notice.Channel{"app"}):
			best = max(best, w.kept)
		case slices.Contains(open, w.scope) && w.kept == rightsLoose:
			best = max(best, rightsLoose)
		case w.scope == "consent" && slices.Contains(open, w.scope) && rightsHiring(p):
			best = max(best, rightsWithdrawn)
		case w.scope == "contract" && slices.Contains(open, w.scope) && rightsSells(p):
			best = max(best, rightsDelivered)
		case slices.Contains(open, w.scope):
			best = max(best, rightsLoose)
			open = slices.DeleteFunc(open, func(k notice.BasisKind) bool { return k == w.scope })
			if len(open) == 0 {
				best = rightsSaid
			}
		}
	}
	return best
}

// rightsKinds lists the kinds of basis that a part names.
func rightsKinds(p *notice.Part) []notice.BasisKind {
	var out []notice.BasisKind
	for _, b := range p.Bases {
		out = append(out, b.Kind)
		if b.Or != "" {
			out = append(out, b.Or)
		}
	}
	return out
}

// rightsHiring tells whether a part is about recruitment: nobody withdraws a
// consent to be considered for a job that is long filled.
func rightsHiring(p PartAt) bool {
	return rightsHas(rightsJoin(p.Activity.Title, p.Activity.Purpose), "rekrutter", "jobbsøk", "stilling")
}

// rightsDecides tells whether an entry says how long, and not only what
// happens then.
func rightsDecides(r *notice.Retention) bool {
	return r.Period != "" || rightsHas(rightsJoin(r.Criterion, r.Text),
		"så lenge", "til ", "inntil", "når ", "hvis ", "så snart", "etter ", "daglig", "ukentlig", "månedlig", "årlig", "straks", "senest", "innen ", "ved ")
}

// rightsAllData tells whether an entry is about all the data there is, or all
// that rests on something ("personal data based on consent").
func rightsAllData(r *notice.Retention) bool {
	return len(r.Data) == 0 || slices.ContainsFunc(r.Data, func(d notice.Datum) bool {
		said := lower(d.NB)
		return strings.HasPrefix(said, "personopplysning") || strings.HasPrefix(said, "opplysning") || strings.HasPrefix(said, "alle ")
	})
}

// rightsScope tells which parts an entry for the whole notice covers: those
// with a kind of basis, those of an app, all, or none ("").
func rightsScope(r *notice.Retention) notice.BasisKind {
	if !rightsDecides(r) || !rightsAllData(r) {
		return ""
	}
	said := rightsJoin(r.When, r.Criterion) + "\n" + rightsData(r.Data)
	switch {
	case rightsHas(said, "samtykke"):
		return "consent"
	case rightsHas(said, "via app", "fra app"):
		return "app"
	case rightsHas(said, "avtale", "kontrakt"):
		return "contract"
	case rightsHas(said, "lovpålagt", "rettslig forpliktelse", "rettslig plikt", "plikt"):
		return "legal-obligation"
	case r.When.IsZero():
		return "all"
	}
	return ""
}
