package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// hedgedFact is something that is stated as what may be: the modality says so,
// whatever the words are.
type hedgedFact struct {
	at, what string
	how      notice.Modality
	// when is what is said of when it happens, and open what leaves open what
	// it is about.
	when, open notice.Text
	// name is the recipient or the source, and key what one sentence is likely
	// to have said of several of them.
	name notice.Text
	key  string
	// text tells that a part says it in its text, since it states no purpose.
	text bool
	// told tells that it is found elsewhere, by another rule or in another
	// place, or that nobody can say more.
	told bool
}

// settled tells whether it is said when it happens, though not that it does.
func (f *hedgedFact) settled() bool { return !f.when.IsZero() }

// hedgedFacts finds what is stated as something that may be, and lists the
// places whose words say so: they need no finding of their own. An authority may always ask and a business may
// always be sold, so those are none.
func hedgedFacts(c *Case) (out []Finding, seen []string) {
	facts := hedgedBases(c, c.Cookies.Bases, "bases")
	if c.Kind != notice.CookiesKind {
		facts = hedgedStated(c)
	}
	for i := range facts {
		seen = append(seen, facts[i].at+facts[i].saidIn())
	}
	done := make([]bool, len(facts))
	for i := range facts {
		if !done[i] && !facts[i].told {
			out = append(out, hedgedFinding(hedgedAlike(facts, done, i)))
		}
	}
	return out, seen
}

// saidIn is what follows a fact's place where its own words stand; what else is
// stated below is read by itself.
func (f *hedgedFact) saidIn() string {
	switch f.what {
	case "part":
		if f.text {
			return ".text"
		}
		return ".purpose"
	case "basis":
		return ".text"
	}
	return "."
}

// hedgedAlike gathers the facts that were most likely said in one sentence.
// Where it is not said of all of them when they happen, those are asked of.
func hedgedAlike(facts []hedgedFact, done []bool, i int) []hedgedFact {
	var open, settled []hedgedFact
	for j := i; j < len(facts); j++ {
		f := facts[j]
		if done[j] || f.told || j > i && (f.key == "" || f.key != facts[i].key) {
			continue
		}
		done[j] = true
		if f.settled() {
			settled = append(settled, f)
		} else {
			open = append(open, f)
		}
	}
	if len(open) > 0 {
		return open
	}
	return settled
}

// hedgedFinding makes one finding of facts that are alike.
func hedgedFinding(facts []hedgedFact) Finding {
	first := facts[0]
	f := Finding{At: first.at, Args: map[string]any{"What": first.what, "How": string(first.how)}}
	if !first.name.IsZero() {
		var names []notice.Text
		for i := range facts {
			if !slices.Contains(names, facts[i].name) {
				names = append(names, facts[i].name)
			}
		}
		f.Args["Names"] = saidQuoted(names)
		if i := strings.IndexByte(first.at, '['); len(names) > 1 && strings.Contains(first.at, ".uses[") {
			f.At = first.at[:i] // they stand with different recipients
		} else if i := strings.LastIndexByte(first.at, '['); len(facts) > 1 {
			f.At = first.at[:i]
		}
	}
	switch {
	case first.settled():
		f.Message, f.Severity = "wp260-qualifiers-when", diag.Note
		f.Args["When"] = notice.Text{NB: hedgedQuote(first.when.NB), EN: hedgedQuote(first.when.EN)}
	case !first.open.IsZero():
		f.Message, f.Args["Open"] = "wp260-qualifiers-open", first.open
	case !first.name.IsZero():
		f.Message = "wp260-qualifiers-" + first.what
	default:
		f.Message = "wp260-qualifiers-fact"
	}
	return f
}

// hedgedQuote is the beginning of a text, without where its links lead and
// without the words that lead to a condition.
func hedgedQuote(s string) string {
	s = wordingVisible(s)
	for _, opening := range []string{"Dette gjelder ", "Det gjelder ", "Dette skjer ", "Dette kan skje ", "This applies ", "It applies ", "This happens ", "This can happen ", "This may happen "} {
		s = strings.TrimPrefix(s, opening)
	}
	words := strings.Fields(s)
	if len(words) <= 12 {
		return strings.TrimSuffix(strings.Join(words, " "), ".")
	}
	return strings.Join(words[:10], " ") + " …"
}

// hedgedStated lists the facts of a privacy notice.
func hedgedStated(c *Case) []hedgedFact {
	var out []hedgedFact
	var said []notice.Text
	for p := range c.Parts() {
		if m := p.Part.Modality; hedgedModality(m) {
			out = append(out, hedgedFact{at: p.At, what: "part", how: m, when: p.Part.When, open: hedgedData(p.Part), text: p.Part.Purpose.IsZero()})
			said = append(said, p.Part.When, p.Part.Purpose, p.Part.Text)
		}
		out = append(out, hedgedBases(c, p.Part.Bases, p.At+".bases")...)
		out = append(out, hedgedOrigins(c, p.Part.Origins, p.At+".origins")...)
		out = append(out, hedgedRetention(p.Part.Retention, p.At+".retention")...)
	}
	out = append(out, hedgedBases(c, c.Privacy.Bases, "bases")...)
	out = append(out, hedgedOrigins(c, c.Privacy.Origins, "origins")...)
	out = append(out, hedgedRetention(c.Privacy.Retention, "retention")...)
	for u := range c.Uses() {
		m := u.Use.Modality
		if !hedgedModality(m) {
			continue
		}
		f := hedgedFact{at: u.At, what: "use", how: m, name: nameOf(&u.Recipient.Name)}
		f.told = u.Use.Role == "authority" || inTransaction(c, u.Recipient) || hedgedSaid(u, said) || hedgedListed(c, u) || hedgedNamed(c, u)
		if hedgedTells(u.Use.Condition) {
			f.when = u.Use.Condition
		}
		f.key = fmt.Sprint("use", m, u.Use.Activity, f.settled())
		out = append(out, f)
	}
	return out
}

// hedgedSaid tells whether a part that is hedged itself says of the same
// recipient what is done: there it is asked.
func hedgedSaid(u UseAt, said []notice.Text) bool {
	return slices.ContainsFunc(said, func(t notice.Text) bool {
		if t.NB == "" {
			return false
		}
		return strings.Contains(t.NB, "(#recipient-"+string(u.Recipient.ID)+")") || strings.Contains(u.Use.Condition.NB, t.NB)
	})
}

// hedgedListed tells whether all that is stated of a recipient stands with
// another one, whose text lists it and which is hedged alike: there it is asked.
func hedgedListed(c *Case, u UseAt) bool {
	x := u.Use
	if len(x.Data) > 0 || x.Activity != "" || !x.Purpose.IsZero() || !x.Condition.IsZero() {
		return false
	}
	link := "(#recipient-" + string(u.Recipient.ID) + ")"
	return slices.ContainsFunc(c.Privacy.Recipients, func(r notice.Recipient) bool {
		return r.ID != u.Recipient.ID && strings.Contains(r.Text.NB, link) &&
			slices.ContainsFunc(r.Uses, func(o notice.Use) bool { return o.Modality == x.Modality })
	})
}

// hedgedNamed tells whether the processors may receive data, and processors
// are listed by name as well, with what each of them receives and what for.
func hedgedNamed(c *Case, u UseAt) bool {
	if u.Use.Role != "processor" || u.Use.Activity != "" || u.Recipient.Name.Proper != "" || !wordingHas(lower(u.Recipient.Name.NB), "databehandler*") {
		return false
	}
	return slices.ContainsFunc(c.Privacy.Recipients, func(r notice.Recipient) bool {
		return r.Name.Proper != "" && slices.ContainsFunc(r.Uses, func(o notice.Use) bool {
			return o.Role == "processor" && !hedgedModality(o.Modality) && len(o.Data) > 0 && !o.Purpose.IsZero()
		})
	})
}

// hedgedTells tells whether a condition says when something happens, and not
// only how.
func hedgedTells(t notice.Text) bool {
	if t.NB == "" {
		return wordingHas(lower(t.EN), "when", "if", "where", "event", "provided", "upon", "during", "after", "before")
	}
	return wordingHas(lower(t.NB), "når", "hvis", "dersom", "ved", "forutsatt", "så fremt", "så lenge", "i forbindelse", "mens", "under", "etter at", "før")
}

// hedgedData is a kind of data that leaves open what the part is about.
func hedgedData(p *notice.Part) notice.Text {
	for _, d := range p.Data {
		if wordingHas(lower(d.Text.NB), "annet", "mv", "osv", "etc") && !wordingHas(lower(d.Text.NB), "blant annet") {
			return d.Text
		}
	}
	return notice.Text{}
}

// hedgedBases lists legal bases that may be used. Where such a basis stands
// beside one that excludes it, claim-consistency-bases asks which it is.
func hedgedBases(c *Case, bases []notice.Basis, list string) []hedgedFact {
	var out []hedgedFact
	for i := range bases {
		b := &bases[i]
		at := consAt(list, i)
		if !hedgedModality(b.Modality) {
			continue
		}
		f := hedgedFact{at: at, what: "basis", how: b.Modality, told: consAsked(c.consElse(consistency, "claim-consistency-bases"), at)}
		if hedgedTells(b.Condition) {
			f.when = b.Condition
		}
		out = append(out, f)
	}
	return out
}

// hedgedOrigins lists the sources that data may come from. That most come from
// the reader is known to the reader, and what art14-2-f-source asks of other
// kinds of sources in the same list is asked there.
func hedgedOrigins(c *Case, origins []notice.Origin, list string) []hedgedFact {
	var out []hedgedFact
	asked := func() bool {
		return slices.ContainsFunc(c.consElse(informing, "art14-2-f-source"), func(f Finding) bool { return strings.HasPrefix(f.At, list+"[") })
	}
	for i := range origins {
		o := &origins[i]
		if hedgedModality(o.Modality) {
			known := o.Modality == "normally" && wordingHas(lower(o.From.NB), "deg") ||
				o.When.IsZero() && sourceOf(o) == sourceKind && asked()
			out = append(out, hedgedFact{at: consAt(list, i), what: "origin", how: o.Modality, when: o.When, name: o.From, key: list + string(o.Modality), told: known})
		}
	}
	return out
}

// hedgedRetention lists periods after which data may be erased.
func hedgedRetention(list []notice.Retention, at string) []hedgedFact {
	var out []hedgedFact
	for i := range list {
		if m := list[i].Modality; hedgedModality(m) {
			out = append(out, hedgedFact{at: consAt(at, i), what: "retention", how: m, when: list[i].When})
		}
	}
	return out
}

func hedgedModality(m notice.Modality) bool {
	return m == "can" || m == "sometimes" || m == "normally" || m == "seeks-to"
}
