package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// consFindRetention finds storage times that cannot both be kept.
func consFindRetention(c *Case) []Finding {
	if c.Kind == notice.CookiesKind {
		return append(consTwoTimes("retention", c.Cookies.Retention, notice.Text{}), c.consDaily()...)
	}
	var out []Finding
	for p := range c.Parts() {
		out = append(out, consTwoTimes(p.At+".retention", p.Part.Retention, consTitle(p.Activity, p.Part))...)
	}
	out = append(out, consTwoTimes("retention", c.Privacy.Retention, notice.Text{})...)
	out = append(out, c.consSameData()...)
	out = append(out, c.consAtTheEnd()...)
	out = append(out, c.consWithTheApp()...)
	out = append(out, c.consDailyPart()...)
	out = append(out, c.consTalksKept()...)
	out = append(out, c.consNotAnonymous()...)
	return append(out, c.consDaily()...)
}

// consTwoTimes finds two entries about the same data and the same case, with
// different periods, or one with a period and one without any end.
func consTwoTimes(at string, list []notice.Retention, where notice.Text) []Finding {
	var out []Finding
	for i := range list {
		for j := range i {
			a, b := &list[j], &list[i]
			if !slices.Equal(a.Data, b.Data) || a.When != b.When || a.For != b.For || a.Period == "" && b.Period == "" || !a.Except.IsZero() || !b.Except.IsZero() {
				continue
			}
			f := Finding{At: consAt(at, i), Message: consWhere("retention-contradiction-periods", where), Args: map[string]any{"Where": where}}
			switch {
			case a.Period != "" && b.Period != "":
				if consSameTime(a.Period, b.Period) || a.From != b.From {
					continue
				}
			case consHas(a.Criterion, "nødvendig", "så lenge vi", "trenger", "behov") || consHas(b.Criterion, "nødvendig", "så lenge vi", "trenger", "behov"):
				f.Message, f.Severity = consWhere("retention-contradiction-open", where), diag.Warning
			default:
				continue
			}
			out = append(out, f)
		}
	}
	return out
}

// consSameData holds periods stated for the notice as a whole against those
// that a part states for the same data.
func (c *Case) consSameData() []Finding {
	var out []Finding
	for i := range c.Privacy.Retention {
		whole := &c.Privacy.Retention[i]
		if whole.Period == "" || len(whole.Data) == 0 {
			continue
		}
		for p := range c.Parts() {
			for j := range p.Part.Retention {
				r := &p.Part.Retention[j]
				if r.Period != "" && slices.Equal(r.Data, whole.Data) && r.When == whole.When && !consSameTime(r.Period, whole.Period) {
					out = append(out, Finding{At: consAt(p.At+".retention", j), Message: "retention-contradiction-whole", Args: map[string]any{
						"Where": consTitle(p.Activity, p.Part), "Data": c.consData(r.Data),
					}})
				}
			}
		}
	}
	return out
}

func (c *Case) consData(data []notice.Datum) saidRow {
	var out []notice.Text
	for _, d := range data {
		out = append(out, c.consDatum(d))
	}
	return consList(out)
}

// consAtTheEnd holds "we erase everything when the contract ends" against the
// years that an act asks for.
func (c *Case) consAtTheEnd() []Finding {
	kept := func(r notice.Retention) bool { return len(r.Statutes) > 0 && r.Period != "" }
	where := saidRow{quoted: true, most: consMany}
	for p := range c.Parts() {
		if slices.ContainsFunc(p.Part.Retention, kept) {
			where.things = append(where.things, saidText(consTitle(p.Activity, p.Part)))
		}
	}
	for _, r := range c.Privacy.Retention {
		if kept(r) {
			where.things = append(where.things, c.consData(r.Data))
		}
	}
	var out []Finding
	for i := range c.Privacy.Retention {
		r := &c.Privacy.Retention[i]
		said := notice.Text{NB: r.Criterion.NB + " " + r.From.NB}
		ends := consHas(said, "avtale", "kundeforhold") && consHas(said, "slutt", "opphør", "sagt opp", "utløp")
		if ends && r.Then == "erase" && len(r.Data) == 0 && r.When.IsZero() && r.Except.IsZero() && !where.none() && !consHas(said, "plikt", "lov", "regnskap") {
			out = append(out, Finding{At: consAt("retention", i), Message: "retention-contradiction-accounts", Args: map[string]any{"Where": where}})
		}
	}
	return out
}

// consApp is "when you delete the app".
var consApp = compiled(`(?i)(sletter|fjerner|avinstallerer) (du )?(en |alle )?app`)

// consWithTheApp holds "erased when you delete the app" against a profile that
// is kept elsewhere: there it outlives the app.
func (c *Case) consWithTheApp() []Finding {
	var where []notice.Text
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		if slices.ContainsFunc(append([]notice.Text{a.Purpose, a.Text}, consPartTexts(a)...), func(t notice.Text) bool {
			return consHas(t, "profil") && consHas(t, "på tvers av enheter", "flere enheter", "lagrer vi", "lagret hos oss")
		}) {
			where = append(where, consTitle(a, nil))
		}
	}
	for u := range c.Uses() {
		if consHas(u.Use.Purpose, "brukerprofil") && consHas(u.Use.Purpose, "lagre") {
			where = append(where, consName(u.Recipient))
		}
	}
	if len(where) == 0 {
		return nil
	}
	var out []Finding
	for i := range c.Privacy.Retention {
		r := &c.Privacy.Retention[i]
		said := r.Criterion.NB + "\n" + r.From.NB + "\n" + r.When.NB
		if r.Then == "erase" && consApp.MatchString(said) && !consIn(said, "profil") {
			out = append(out, Finding{At: consAt("retention", i), Message: "retention-contradiction-app", Severity: diag.Warning, Args: map[string]any{"Where": consList(where)}})
		}
	}
	return out
}

// consPartTexts lists what the parts of an activity say.
func consPartTexts(a *notice.Activity) []notice.Text {
	var out []notice.Text
	for i := range a.Parts {
		out = append(out, a.Parts[i].Purpose, a.Parts[i].Text)
	}
	return out
}

// consDaily holds "deleted daily" against how long cookies are stored. What
// the cookie holds is stored on the reader's equipment, and recognises it for
// as long as that.
func (c *Case) consDaily() []Finding {
	var names []string
	var longest notice.Duration
	for i := range c.Cookies.Cookies {
		x := &c.Cookies.Cookies[i]
		if consDays(x.Duration) > 1 {
			names = append(names, x.Name)
			if consDays(x.Duration) > consDays(longest) {
				longest = x.Duration
			}
		}
	}
	if len(names) == 0 {
		return nil
	}
	args := func(t notice.Text) map[string]any {
		n := longest.Amounts()[0]
		return map[string]any{"Claim": consSay(t), "Cookies": consNames(names), "Number": n.Count, "Unit": string(n.Unit)}
	}
	var out []Finding
	for _, k := range c.consClaims() {
		if k.Kind == "daily-erasure" && (k.Part == nil || consAboutCookies(k.Activity, k.Part)) && !c.consToldThere(k) {
			out = append(out, Finding{At: k.At, Message: "retention-contradiction-daily", Args: args(k.Text)})
		}
	}
	return out
}

// consDailyPart holds "deleted daily" against a longer period that the same
// part states, and "what the site collects is deleted daily" against what the
// reader signs up for there.
func (c *Case) consDailyPart() []Finding {
	var out []Finding
	for _, k := range c.consClaims() {
		if k.Kind != "daily-erasure" {
			continue
		}
		if k.Part != nil && slices.ContainsFunc(k.Part.Retention, func(r notice.Retention) bool { return consDays(r.Period) > 1 }) {
			out = append(out, Finding{At: k.At, Message: "retention-contradiction-daily-period", Args: map[string]any{"Claim": consSay(k.Text), "Where": consTitle(k.Activity, k.Part)}})
		}
		if !consHas(k.Text, "nettside", "nettsted") {
			continue
		}
		signed := c.consParts(func(p PartAt) bool {
			return p.Part != k.Part && (slices.Contains(p.Part.Channels, "site") || slices.Contains(p.Part.Channels, "form")) &&
				(consHas(p.Part.Text, "registrer", "nyhetsbrev", "henvendelse", "skjema") || consHas(p.Part.Purpose, "registrer", "nyhetsbrev", "henvendelse")) && !consAboutCookies(p.Activity, p.Part)
		})
		if len(signed) > 0 {
			f := Finding{At: k.At, Message: "retention-contradiction-daily-site", Args: map[string]any{"Claim": consSay(k.Text), "Where": consList(consTitles(signed))}}
			if k.Part != nil && consAboutCookies(k.Activity, k.Part) {
				// Beside what is said of cookies, it may be about them alone.
				f.Message, f.Severity = "retention-contradiction-daily-cookies", diag.Warning
			}
			out = append(out, f)
		}
	}
	return out
}

// consTalksKept holds a period for communication in all forms against another
// for one of them.
func (c *Case) consTalksKept() []Finding {
	var out []Finding
	for p := range c.Parts() {
		i := slices.IndexFunc(p.Part.Retention, func(r notice.Retention) bool { return r.Period != "" && len(r.Data) == 0 })
		if i < 0 || len(p.Part.Channels) > 0 || !consHas(notice.Text{NB: p.Activity.Text.NB + " " + p.Activity.Purpose.NB}, "i alle former", "alle former for", "alle kanaler") {
			continue
		}
		whole := &p.Part.Retention[i]
		others := c.consParts(func(o PartAt) bool {
			return o.Activity != p.Activity && consTalks(o.Part) && slices.ContainsFunc(o.Part.Retention, func(r notice.Retention) bool {
				return len(r.Data) == 0 && (r.Period == "" && !r.Criterion.IsZero() || r.Period != "" && !consSameTime(r.Period, whole.Period))
			})
		})
		if len(others) > 0 {
			out = append(out, Finding{At: p.At + consAt(".retention", i), Message: "retention-contradiction-talks", Severity: diag.Warning, Args: map[string]any{
				"Where": consTitle(p.Activity, p.Part), "Others": consList(consTitles(others)),
			}})
		}
	}
	return out
}

// consNotAnonymous holds "we erase or anonymise" against an anonymisation that
// takes away only what points directly at somebody: the rest is kept for ever,
// and may still be personal data (recital 26).
func (c *Case) consNotAnonymous() []Finding {
	at := slices.IndexFunc(c.Privacy.Retention, func(r notice.Retention) bool { return r.Then == "erase-or-anonymise" || r.Then == "anonymise" })
	if at < 0 {
		return nil
	}
	for _, k := range c.consClaims() {
		if k.Kind == "not-identifiable" && consHas(k.Text, "direkte") {
			return []Finding{{At: consAt("retention", at), Message: "retention-contradiction-anonymised", Severity: diag.Warning, Args: map[string]any{"Claim": consSay(k.Text)}}}
		}
	}
	return nil
}

// consDays is about how many days a time is.
func consDays(d notice.Duration) float64 {
	days := map[notice.Unit]float64{
		notice.Years: 365, notice.Months: 30.4, notice.Weeks: 7, notice.Days: 1, notice.Hours: 1.0 / 24, notice.Minutes: 1.0 / 1440, notice.Seconds: 1.0 / 86400,
	}
	out := 0.0
	for _, a := range d.Amounts() {
		out += float64(a.Count) * days[a.Unit]
	}
	return out
}

// consSameTime tells whether two times are the same however they are written:
// twelve months are a year.
func consSameTime(a, b notice.Duration) bool {
	x, y := consDays(a), consDays(b)
	return a == b || x > 0 && y > 0 && max(x, y)/min(x, y) < 1.02
}
