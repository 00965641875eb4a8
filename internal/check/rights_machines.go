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
		args := map[string]any{"Profiling": len(said) > 0, "Words": rightsCreditAnywhere(c)}
		out = append(out, rightsLower(at, "art13-2-f-automated-silent", diag.Note, args))
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

// rightsCreditAnywhere gives the words by which the notice shows that somebody's
// credit is looked at, which can end in a refusal.
func rightsCreditAnywhere(c *Case) notice.Text {
	for p := range c.Parts() {
		if !rightsMayShowPart(c, p, false) {
			continue
		}
		if w := rightsQuote(rightsBoth(p.Part.Purpose, p.Part.Text, rightsDataWords(c, p.Part.Data)), rightsCredit...); !w.IsZero() {
			return w
		}
	}
	return notice.Text{}
}

// rightsSign is a place that shows that people are sorted, with the words it
// shows it by.
type rightsSign struct {
	at    string
	words notice.Text
	shows rightsShows
	// general is what says that it is about all of them as one.
	general notice.Text
}

// rightsShows is what a place shows.
type rightsShows int

const (
	// rightsSorted is that people are sorted by what is known of them.
	rightsSorted rightsShows = iota
	// rightsRated is that their credit is assessed.
	rightsRated
	// rightsStudied is that customers are analysed, each or all as one.
	rightsStudied
)

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
		credit := s.shows == rightsRated
		f := Finding{At: s.at, Args: map[string]any{"Words": s.words, "Credit": credit}}
		switch {
		case credit && (rightsAnswered(whole.Profiling) || rightsHas(rightsJoin(whole.Text), "profilering", "kreditt")):
			continue // it is said for the notice as a whole
		case !credit && yes || s.shows == rightsStudied && no:
			continue
		case s.shows == rightsStudied && !s.general.IsZero():
			f.Message, f.Severity, f.Args["Words"] = "wp260-profiling-general", diag.Note, s.general
		case s.shows == rightsStudied:
			f.Message = "wp260-profiling-analysis"
		case !credit && no:
			f.Message = "wp260-profiling-denied"
		}
		out = append(out, f)
	}
	return out
}

// rightsSorting are words that show that people are sorted by what is known of
// them.
var rightsSorting = []rightsTerm{
	{"profilering", "profiling"}, {"segment", "segment"}, {"look-alike", "look-alike"}, {"lookalike", "lookalike"},
	{"egendefinert publikum", "custom audience"}, {"publikum av andre", "audience of others", "audience of other facebook users", "audience of other users", "audience of other people"},
	{"custom audience", "custom audience"}, {"customer audience", "customer audience"},
	{"skreddersy", "tailored", "tailor", "customised", "personalised"}, {"personlig tilpass", "personalised", "personally adapted", "tailored"}, {"persontilpass", "personalised", "tailored"},
	{"interessebasert", "interest-based"}, {"målrett", "targeted", "target"}, {"automatiske verktøy", "automatic tools", "automated tools"},
	{"tilpasset reklame", "adapted advert", "tailored advert", "personalised advert"}, {"tilpassede annonser", "adapted advert", "tailored advert", "personalised advert"},
	{"tilpassede tilbud", "adapted offers", "tailored offers", "personalised offers"},
}

// rightsStudy are words for an analysis of customers, of each or of all as one.
var rightsStudy = []rightsTerm{
	{"kundeanalyse", "customer analysis", "analysis of customers"}, {"kundepreferanse", "customer preference", "preferences of customers"}, {"kundeinnsikt", "customer insight"},
}

// rightsTrends are such words of what holds for customers in general.
var (
	rightsTrends   = compiled(`(?i)(generelle?|overordnede?) [^.,;\n]{0,40}(kundeanalyse|kundepreferanse|kundeinnsikt)\pL*`)
	rightsTrendsEN = compiled(`(?i)(general|overall) [^.,;\n]{0,40}customer (analysis|preferences?|insights?)`)
)

// rightsGeneralOf gives the words by which a text tells that customers are
// looked at in general.
func rightsGeneralOf(t notice.Text) notice.Text {
	return notice.Text{NB: rightsTrends.FindString(t.NB), EN: rightsTrendsEN.FindString(t.EN)}
}

// rightsCredit are words that show that somebody's credit is assessed.
var rightsCredit = func() []rightsTerm {
	credit := []string{"credit assess", "credit check", "credit rating", "credit history", "credit scor", "creditworthiness", "credit information", "credit"}
	term := func(nb string) rightsTerm { return append(rightsTerm{nb}, credit...) }
	return []rightsTerm{term("kredittvurder"), term("kredittsjekk"), term("kredittscor"), term("kredittopplysning"), term("kreditthistorikk"), term("kredittverdighet"), term("kredittrating")}
}()

// rightsMayShow are the beginnings of all of these words.
var rightsMayShow = compiled(`(?i)profilering|segment|look-alike|lookalike|publikum|audience|tilpass|skreddersy|interessebasert|målrett|automatiske verktøy|kundeanalyse|kundepreferanse|kundeinnsikt|kreditt`)

// rightsMayShowPart tells whether what a part says may hold any of the words.
func rightsMayShowPart(c *Case, p PartAt, whole bool) bool {
	said := rightsJoin(p.Part.Title, p.Part.Purpose, p.Part.Text, p.Part.DataNote, p.Part.Withdrawal.Text, p.Part.Automated.Text)
	if whole {
		said += rightsJoin(p.Activity.Title, p.Activity.Purpose)
	}
	return rightsMayShow.may(said) || len(p.Part.Data) > 0 && rightsMayShow.may(rightsDataWords(c, p.Part.Data).NB)
}

// rightsSigns looks through parts and uses of recipients for profiling. A use
// that belongs to an activity which shows it already is not named again, and a
// recipient is named once.
func rightsSigns(c *Case) []rightsSign {
	var out []rightsSign
	var shown []notice.Ref
	for p := range c.Parts() {
		a := p.Part.Automated
		if rightsAnswered(a.Profiling) {
			continue // it says so itself
		}
		only := p.Part.Title.NB == "" && p.Part.Purpose.NB == "" || len(p.Activity.Parts) == 1
		if !rightsMayShowPart(c, p, only) {
			continue
		}
		own := rightsBoth(p.Part.Title, p.Part.Purpose)
		if only {
			own = rightsBoth(own, p.Activity.Title, p.Activity.Purpose)
		}
		said := rightsBoth(own, p.Part.Text, p.Part.DataNote, p.Part.Withdrawal.Text, a.Text, rightsDataWords(c, p.Part.Data))
		show := func(w notice.Text, shows rightsShows) bool {
			if !w.IsZero() {
				out, shown = append(out, rightsSign{p.At, w, shows, rightsGeneralOf(said)}), append(shown, notice.Ref(p.Activity.ID))
			}
			return !w.IsZero()
		}
		if !show(rightsQuote(said, rightsSorting...), rightsSorted) {
			show(rightsQuote(said, rightsStudy...), rightsStudied)
		}
		if !rightsAnswered(a.Decisions) {
			show(rightsQuote(said, rightsCredit...), rightsRated)
		}
	}
	var sorts, credits *notice.Recipient
	for u := range c.Uses() {
		if slices.Contains(shown, u.Use.Activity) && u.Use.Activity != "" {
			continue
		}
		if !rightsMayShow.may(u.Use.Purpose.NB) && !rightsMayShow.may(u.Use.Condition.NB) && !rightsMayShow.may(u.Recipient.Name.In(notice.Norwegian)) {
			continue
		}
		said := rightsBoth(u.Use.Purpose, u.Use.Condition, nameOf(&u.Recipient.Name))
		if w := rightsQuote(rightsBoth(u.Use.Purpose, u.Use.Condition), rightsSorting...); !w.IsZero() && sorts != u.Recipient {
			out, sorts = append(out, rightsSign{at: u.At, words: w, shows: rightsSorted}), u.Recipient
		}
		if w := rightsQuote(said, rightsCredit...); !w.IsZero() && credits != u.Recipient {
			out, credits = append(out, rightsSign{at: u.At, words: w, shows: rightsRated}), u.Recipient
		}
	}
	return out
}
