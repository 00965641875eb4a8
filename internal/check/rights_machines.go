package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsMachines are the rules on automated decisions and profiling.
func rightsMachines() []Rule {
	return []Rule{
		{
			ID: "art13-2-f-automated", Severity: diag.Error, Article: "GDPR 13(2)(f)", Source: "GDPR 13(2)(f), 14(2)(g), 22",
			Verified: true, Kinds: rightsOnly(), Find: rightsAutomated,
		},
		{
			ID: "wp260-profiling", Severity: diag.Warning, Article: "GDPR 13(2)(f), 4(4)",
			Source: "WP260 rev.01, on profiling", Kinds: rightsOnly(), Find: rightsProfiling,
		},
	}
}

// rightsStatement is what is said of automated decisions, with its place.
type rightsStatement struct {
	at   string
	said notice.Automated
	// about is what its part is about; "" for the notice as a whole.
	about string
}

// rightsStatements lists what is said of automated decisions: for the notice
// as a whole, then part by part.
func rightsStatements(c *Case) []rightsStatement {
	var out []rightsStatement
	if a := c.Privacy.Automated; a.Decisions != "" || a.Profiling != "" || !a.Text.IsZero() {
		out = append(out, rightsStatement{at: "automated", said: a})
	}
	for p := range c.Parts() {
		if a := p.Part.Automated; a.Decisions != "" || a.Profiling != "" || !a.Text.IsZero() {
			out = append(out, rightsStatement{p.At + ".automated", a, rightsJoin(p.Activity.Title, p.Part.Title, p.Part.Purpose)})
		}
	}
	return out
}

func rightsAnswered(s notice.Stated) bool { return s == "yes" || s == "no" }

// rightsAutomated wants a yes or a no, and with a yes the logic and what
// follows. A yes for the notice as a whole may leave those to the parts.
func rightsAutomated(c *Case) []Finding {
	var out []Finding
	said := rightsStatements(c)
	if !slices.ContainsFunc(said, func(s rightsStatement) bool { return rightsAnswered(s.said.Decisions) }) {
		at := "automated"
		if len(said) > 0 {
			at = said[0].at
		}
		out = append(out, rightsLower(at, "art13-2-f-automated-silent", diag.Note, map[string]any{"Profiling": len(said) > 0}))
	}
	parts := slices.ContainsFunc(said, func(s rightsStatement) bool { return s.about != "" && s.said.Decisions == "yes" })
	for _, s := range said {
		if s.said.Decisions != "yes" || s.about == "" && parts {
			continue
		}
		text := rightsJoin(s.said.Text)
		logic := !rightsHas(text, "fordi", "ut fra", "på grunnlag av", "basert på", "regner", "poeng", "logikk", "kriteri", "ser på", "sammenlign", "legger vekt på", "bygger på", "hvordan")
		effect := !rightsHas(text, "betyr", "føre", "følge", "konsekvens", "avslag", "avslå", "depositum", "forskudd", "kan ikke", "får ikke", "får du", "må du", "innebærer", "virkning")
		if logic || effect {
			out = append(out, Finding{At: s.at, Args: map[string]any{"Logic": logic, "Effect": effect}})
		}
		if r, _ := rightsRight(c, "automated-decisions"); r == nil {
			out = append(out, rightsLower(s.at, "art13-2-f-automated-person", diag.Warning, nil))
		}
	}
	return out
}

// rightsSign is a place that shows that people are sorted, with the words it
// shows it by.
type rightsSign struct {
	at     string
	words  notice.Text
	credit bool
}

// rightsProfiling wants it said that people are profiled where the notice shows
// that they are.
func rightsProfiling(c *Case) []Finding {
	var yes, no bool
	for _, s := range rightsStatements(c) {
		yes = yes || s.said.Profiling == "yes"
		no = no || s.said.Profiling == "no"
	}
	whole := c.Privacy.Automated
	var out []Finding
	for _, s := range rightsSigns(c) {
		f := Finding{At: s.at, Args: map[string]any{"Words": s.words, "Credit": s.credit}}
		switch {
		case s.credit && (rightsAnswered(whole.Profiling) || rightsHas(rightsJoin(whole.Text), "profilering", "kreditt")):
			continue // it is said for the notice as a whole
		case !s.credit && yes:
			continue
		case !s.credit && no:
			f.Message = "wp260-profiling-denied"
		}
		out = append(out, f)
	}
	return out
}

// rightsSorting lists words that show that people are sorted by what is known
// of them.
func rightsSorting() []rightsTerm {
	return []rightsTerm{
		{"profilering", "profiling"}, {"segment", "segment"}, {"look-alike", "look-alike"}, {"lookalike", "lookalike"},
		{"egendefinert publikum", "custom audience"}, {"publikum av andre", "audience of others", "audience of other facebook users", "audience of other users", "audience of other people"},
		{"custom audience", "custom audience"}, {"customer audience", "customer audience"},
		{"skreddersy", "tailored", "tailor", "customised", "personalised"}, {"personlig tilpass", "personalised", "personally adapted", "tailored"}, {"persontilpass", "personalised", "tailored"},
		{"interessebasert", "interest-based"}, {"målrett", "targeted", "target"}, {"automatiske verktøy", "automatic tools", "automated tools"},
		{"tilpasset reklame", "adapted advert", "tailored advert", "personalised advert"}, {"tilpassede annonser", "adapted advert", "tailored advert", "personalised advert"},
		{"tilpassede tilbud", "adapted offers", "tailored offers", "personalised offers"},
	}
}

// rightsCredit lists words that show that somebody's credit is assessed.
func rightsCredit() []rightsTerm {
	credit := []string{"credit assess", "credit check", "credit rating", "credit history", "credit scor", "creditworthiness", "credit information", "credit"}
	term := func(nb string) rightsTerm { return append(rightsTerm{nb}, credit...) }
	return []rightsTerm{term("kredittvurder"), term("kredittsjekk"), term("kredittscor"), term("kredittopplysning"), term("kreditthistorikk"), term("kredittverdighet"), term("kredittrating")}
}

// rightsSigns looks through parts and uses of recipients for profiling. A use
// that belongs to an activity which shows it already is not named again, and a
// recipient is named once.
func rightsSigns(c *Case) []rightsSign {
	var out []rightsSign
	var shown []notice.Ref
	sorting, credit := rightsSorting(), rightsCredit()
	for p := range c.Parts() {
		a := p.Part.Automated
		if rightsAnswered(a.Profiling) {
			continue // it says so itself
		}
		own := rightsBoth(p.Part.Title, p.Part.Purpose)
		if own.NB == "" || len(p.Activity.Parts) == 1 {
			own = rightsBoth(own, p.Activity.Title, p.Activity.Purpose)
		}
		said := rightsBoth(own, p.Part.Text, p.Part.DataNote, p.Part.Withdrawal.Text, a.Text, rightsDataWords(c, p.Part.Data))
		if w := rightsQuote(said, sorting...); !w.IsZero() {
			out, shown = append(out, rightsSign{p.At, w, false}), append(shown, notice.Ref(p.Activity.ID))
		}
		if w := rightsQuote(said, credit...); !w.IsZero() && !rightsAnswered(a.Decisions) {
			out, shown = append(out, rightsSign{p.At, w, true}), append(shown, notice.Ref(p.Activity.ID))
		}
	}
	var sorts, credits *notice.Recipient
	for u := range c.Uses() {
		if slices.Contains(shown, u.Use.Activity) && u.Use.Activity != "" {
			continue
		}
		said := rightsBoth(u.Use.Purpose, u.Use.Condition)
		if w := rightsQuote(said, sorting...); !w.IsZero() && sorts != u.Recipient {
			out, sorts = append(out, rightsSign{u.At, w, false}), u.Recipient
		}
		if w := rightsQuote(rightsBoth(said, rightsName(u.Recipient.Name)), credit...); !w.IsZero() && credits != u.Recipient {
			out, credits = append(out, rightsSign{u.At, w, true}), u.Recipient
		}
	}
	return out
}
