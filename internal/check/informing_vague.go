package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// vaguePurposes are purposes that tell no reader what happens with the data.
// The guidance has the first kinds as its examples of poor practice. They are
// several patterns, for one that has them all is slow to run.
var vaguePurposes = []informingPhrase{
	informingSays(
		`forbedre (tjenest|bruker|kunde)\pL+( og (tjenest|bruker|kunde)\pL+)?( (våre|vår|din|dine))?( og (tjenest|bruker|kunde)\pL+)?`,
		`(improv|increas|enhanc)(e|ing) (our |the |your |each |every |users?[’'] |user[’']s )*(services?|(user |customer )?experience)( and (your )?(user |customer )?experience)?`),
	informingSays(
		`(\bbedre|øke) (kunde|bruker)opplevelse\pL*|opplevelse som er (tryggere|bedre)( og (tryggere|bedre))?|(tryggere|bedre) og (tryggere|bedre) opplevelse`,
		`better (customer|user) experience|experience that is (safer|better)( and (safer|better))?|(safer|better) and (safer|better) experience`),
	informingSays(
		`utvikle (nye |bedre )?(produkter( og tjenester)?|tjenest\pL+)|forskning og utvikling|forskningsformål`,
		`develop(ing)? (new |better |our |the )*(products( and services)?|services?)|research and development|research purposes`),
	informingSays(
		`god kunde(behandling|opplevelse)|(gi (deg|dere|brukerne) (mer )?relevant|nyttig) informasjon|personlig tilpassede tjenester|tilby funksjonalitet|(se|få|vise (deg )?) relevant innhold`,
		`good customer (care|treatment|experience)|((give|provide) (you|users) (with )?(more )?relevant|useful) information|personalised services|offer functionality|(see|get|receive|show you) relevant content`),
	informingSays(
		`(egne|interne|administrative|kommersielle|forretningsmessige) formål|(utfører?|gjennomfører?) oppgaver|samler (vi )?inn[^.]{0,40} og behandler (vi )?(person)?opplysninger(\.|$)`,
		`(own|internal|administrative|commercial|business) purposes|(perform|carry out) tasks|collect[^.]{0,40} and process (personal )?data(\.|$)`),
	informingSays(`\bm\.m\.|\bmed mer\b|\bmv\.|\bosv\.|og så videre`, `\band more\b|\betc\.|\band so on\b`),
}

// sentenceStop is the full stop that one of them ends with.
var sentenceStop = compiled(`(?i)(opplysninger|data)\.$`)

func findVaguePurposes(c *Case) []Finding {
	type said struct{ nb, en []string }
	found := map[string]*said{}
	var order []string
	for i := range vaguePurposes {
		p := &vaguePurposes[i]
		for t := range c.Saying(p.nb, p.en) {
			if !strings.HasSuffix(t.At, ".purpose") {
				continue
			}
			nb, en := p.all(p.nb, t.Text.NB), p.all(p.en, t.Text.EN)
			if len(nb)+len(en) == 0 {
				continue
			}
			for _, list := range [][]string{nb, en} {
				for j, w := range list {
					list[j] = sentenceStop.ReplaceAllString(w, "$1")
				}
			}
			if found[t.At] == nil {
				found[t.At] = &said{}
				order = append(order, t.At)
			}
			found[t.At].nb, found[t.At].en = append(found[t.At].nb, nb...), append(found[t.At].en, en...)
		}
	}
	var out []Finding
	for _, at := range order {
		s := found[at]
		out = append(out, Finding{At: at, Message: "art13-1-c-purpose-vague", Severity: diag.Warning, Args: map[string]any{"Words": saidQuotedEach(s.nb, s.en)}})
	}
	for t := range c.Saying(copyPurpose.nb, copyPurpose.en) {
		if strings.HasSuffix(t.At, ".purpose") && strings.HasPrefix(t.At, "activities") && copyPurpose.in(t.Text) {
			out = append(out, Finding{At: t.At, Message: "art13-1-c-purpose-copy", Severity: diag.Warning})
		}
	}
	return out
}

// copyPurpose is a purpose that is that of a copy, and not of what is copied.
var copyPurpose = informingSays(`^(en )?(kopien?|sikkerhetskopien?) `, `^(a|the) (backup )?copy `)

// findUndescribed finds entries of the list of what data is used for that link
// to nothing, where others do, and that no heading below speaks of.
func findUndescribed(c *Case) []Finding {
	for i := range c.Privacy.Sections {
		s := &c.Privacy.Sections[i]
		if s.ID != "activities" || !strings.Contains(s.Text.NB, "](#activity-") {
			continue
		}
		var names, met []notice.Text
		for _, e := range undescribed(c, s.Text) {
			name := notice.Text{NB: e.NB, EN: e.EN}
			names = append(names, name)
			if receivedFor(c, e.NB) {
				met = append(met, name)
			}
		}
		if len(names) > 0 {
			return []Finding{{At: informingIndex("sections", i) + ".text", Message: "art13-1-c-purpose-listed", Severity: diag.Warning, Args: map[string]any{
				"Names": saidQuoted(names), "Several": len(names) > 1, "Met": saidQuoted(met),
			}}}
		}
	}
	return nil
}

// undescribed lists those entries. Of one that joins two things, only what no
// heading speaks of is left.
func undescribed(c *Case, t notice.Text) []notice.Text {
	nb, en := bareEntries(t.NB), bareEntries(t.EN)
	var out []notice.Text
	for i := range nb {
		e := notice.Text{NB: nb[i]}
		if len(nb) == len(en) {
			e.EN = en[i]
		}
		first, rest, joined := strings.Cut(e.NB, ", og ")
		english, restEN, _ := strings.Cut(e.EN, ", and ")
		switch {
		case e.NB == "" || headed(c, e.NB):
		case joined && headed(c, rest):
			out = append(out, notice.Text{NB: first, EN: english})
		case joined && titled(c, first):
			out = append(out, notice.Text{NB: rest, EN: strings.TrimPrefix(restEN, "the ")})
		default:
			out = append(out, e)
		}
	}
	return out
}

// titled tells whether a heading begins with the same word as an entry, by its
// first letters.
func titled(c *Case, entry string) bool {
	const stem = 7
	said := []rune(lower(entry))
	if len(said) < stem {
		return false
	}
	begins := func(t notice.Text) bool { return strings.HasPrefix(lower(t.NB), string(said[:stem])) }
	for p := range c.Parts() {
		if begins(p.Activity.Title) || begins(p.Part.Title) {
			return true
		}
	}
	return false
}

// receivedFor tells whether the purpose of a recipient speaks of an entry, by
// its first word.
func receivedFor(c *Case, entry string) bool {
	first, _, _ := strings.Cut(lower(entry), " ")
	first = strings.Trim(first, ",.")
	for u := range c.Uses() {
		if len(first) > 6 && strings.Contains(lower(u.Use.Purpose.NB), first) {
			return true
		}
	}
	return false
}

// bareEntries gives the entries of the lists of a text, in their order: empty
// where they hold a link.
func bareEntries(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if entry, ok := strings.CutPrefix(strings.TrimSpace(line), "- "); ok {
			if strings.Contains(entry, "](") {
				entry = ""
			}
			out = append(out, entry)
		}
	}
	return out
}

// headed tells whether a heading of an activity speaks of an entry: it has a
// word of it, by its first letters, but for the words that every notice has.
func headed(c *Case, entry string) bool {
	const stem = 7
	var stems []string
	for w := range words(lower(entry)) {
		if r := []rune(w); len(r) >= stem && !slices.Contains([]string{"opplysn", "informa", "behandl", "persono", "tjenest", "registr"}, string(r[:stem])) {
			stems = append(stems, string(r[:stem]))
		}
	}
	says := func(t notice.Text) bool {
		title := lower(t.NB)
		return slices.ContainsFunc(stems, func(s string) bool { return strings.Contains(title, s) })
	}
	for p := range c.Parts() {
		if says(p.Activity.Title) || says(p.Part.Title) {
			return true
		}
	}
	return len(stems) == 0
}

// informingBuyers name the people who buy from the company.
var informingBuyers = informingSays(`^(privat|bedrifts|strøm)?kunder`, `^(private |business |electricity )?customers`)

// findOnlyMarketed finds customers of whom the notice tells nothing but that
// they get marketing: selling to them takes data too.
func findOnlyMarketed(c *Case) []Finding {
	first := ""
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		switch {
		case !informingConcerns(c, a, informingBuyers):
		case !aboutMarketing.in(a.Title, a.Purpose):
			return nil
		case first == "":
			first = informingIndex("activities", i)
		}
	}
	if first == "" {
		return nil
	}
	return []Finding{{At: first, Message: "art13-1-c-purpose-customers", Severity: diag.Warning}}
}
