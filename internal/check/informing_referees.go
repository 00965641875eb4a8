package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

var (
	// referenceWords are the data that referees give of a person.
	referenceWords = informingSays(`(^|[^p])referanse`, `\breferences?\b|referee`)
	// searchWords are enquiries beyond what the reader has named.
	searchWords = informingSays(`søk (om|på|etter|i) [^.]{0,30}(historikk|nett|sosiale|kandidat|søker)|bakgrunnssjekk|undersøkelser som går (lenger|utover)`, `search(es)? (on|for|in|of) [^.]{0,30}(history|web|internet|social|candidate|applicant)|background check|(enquiries|inquiries) that go (further|beyond)`)
)

// findReferees asks who gives references, where nothing says that they come
// from anybody but the reader; and where a search of people goes. Referees whom
// the reader has named are known to the reader. Whom credit information comes
// from is asked with the credit check, and can stand for the notice as a whole.
func findReferees(c *Case) []Finding {
	var out []Finding
	other := func(o notice.Origin) bool { return sourceOf(&o) != sourceReader }
	credit := !slices.ContainsFunc(c.Privacy.Origins, other) && bureauNamed(c)
	for p := range c.Parts() {
		// Referees are no source of what goes further.
		if slices.ContainsFunc(p.Part.Origins, func(o notice.Origin) bool { return other(o) && !namedByReader.in(o.From) }) {
			continue
		}
		sourced := slices.ContainsFunc(p.Part.Origins, other)
		texts := []notice.Text{p.Part.Text, p.Part.DataNote, p.Part.When, p.Part.Purpose, p.Activity.Text}
		for i := range p.Part.Bases {
			b := &p.Part.Bases[i]
			texts = append(texts, b.Text, b.Condition, b.For)
			if searchWords.in(b.Text, b.Condition) {
				out = append(out, Finding{At: informingIndex(p.At+".bases", i), Message: "art14-2-f-source-searches", Severity: diag.Warning, Args: map[string]any{"Name": informingName(p.Activity, p.Part)}})
			}
		}
		if sourced {
			continue
		}
		for i, d := range p.Part.Data {
			if w := datumWords(c, d); referenceWords.in(w) && !namedByReader.in(append(texts, w)...) || credit && checksCredit.in(w) {
				out = append(out, Finding{
					At: informingIndex(p.At+".data", i), Message: "art14-2-f-source-references", Severity: diag.Warning, Args: map[string]any{"Data": informingSaid(w)},
				})
			}
		}
	}
	return out
}

// Words of people whom somebody else may have told of.
var (
	contactPeople = informingSays(`kontaktperson|samarbeidspartner`, `contact person|business contact|partners`)
	approached    = informingSays(`(henvender|vender) oss til andre|(kontakter|oppsøker) andre`, `we contact others|contacting others`)
)

// findUnsourced asks where data of contact persons comes from, and of people
// whom the company approaches: they have not always given it themselves.
func findUnsourced(c *Case) []Finding {
	var out []Finding
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		told := slices.ContainsFunc(a.Parts, func(p notice.Part) bool { return len(p.Origins) > 0 })
		if !told && listsData(a) && (informingConcerns(c, a, contactPeople) || approached.in(a.Purpose)) {
			out = append(out, Finding{At: informingIndex("activities", i), Message: "art14-2-f-source-people", Severity: diag.Note, Args: map[string]any{"Name": informingName(a, nil)}})
		}
	}
	return out
}
