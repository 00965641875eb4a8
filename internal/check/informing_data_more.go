package check

import (
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// Words of data that a recipient gets, by which nobody can tell which it is.
var (
	allOfIt      = informingSays(`^all informasjon som|^informasjon du har gitt oss`, `^all information that|^information you have given us`)
	onlySomeData = informingSays(`for eksempel disse|slik som disse`, `for example these|such as these`)
)

// findVaguelyReceived finds recipients whose data is everything, or some
// examples, once for the notice. Where only one of several kinds covers
// everything, that one is told of.
func findVaguelyReceived(c *Case) []Finding {
	at, some := "", true
	var names []notice.Text
	var nb, en []string
	for u := range c.Uses() {
		n := 0
		for _, d := range u.Use.Data {
			if d.Is == "" && allOfIt.in(d.Text) {
				n++
				nb, en = append(nb, strings.TrimSpace(d.NB)), append(en, strings.TrimSpace(d.EN))
			}
		}
		if examples := onlySomeData.in(u.Use.Purpose); n == 0 && !examples {
			continue
		} else if examples || n == len(u.Use.Data) {
			some = false
		}
		if at == "" {
			at = u.At + ".data"
		}
		names = append(names, nameOf(&u.Recipient.Name))
	}
	if at == "" {
		return nil
	}
	f := Finding{At: at, Message: "art14-1-d-categories-received", Severity: diag.Note, Args: map[string]any{"Names": saidQuoted(names)}}
	if some {
		f.Message, f.Args["Words"] = "art14-1-d-categories-received-some", saidQuotedEach(nb, en)
	}
	return []Finding{f}
}

// paidWords are data of what was bought, and how it is paid.
var paidWords = informingSays(`betal|faktura|ordre|bestilling|kjøp|konto|kort|abonnement|transaksjon`, `pay|invoice|bill|order|purchase|account|card|subscription|transaction`)

// findUnpaid asks about sales where the notice lists no data of what is bought
// or how it is paid.
func findUnpaid(c *Case) []Finding {
	at := ""
	var name notice.Text
	for p := range c.Parts() {
		if slices.ContainsFunc(p.Part.Data, func(d notice.Datum) bool { return paidWords.in(datumWords(c, d)) }) {
			return nil
		}
		if at == "" && len(p.Part.Data) > 0 && sellsWords.in(p.Activity.Purpose, p.Part.Purpose) {
			at, name = p.At+".data", informingName(p.Activity, p.Part)
		}
	}
	if at == "" {
		return nil
	}
	return []Finding{{At: at, Message: "art14-1-d-categories-paid", Severity: diag.Note, Args: map[string]any{"Name": name}}}
}

// madeWords are data that arises as the reader uses something.
var madeWords = informingSays(`bruken? (din )?av|generer|oppstår`, `\buse of|generat|arise`)

// findGenerated finds data that comes from use, without a word on which.
func findGenerated(c *Case) []Finding {
	for i := range c.Privacy.Origins {
		o := &c.Privacy.Origins[i]
		if len(o.Data) == 0 && madeWords.in(o.From, o.When) && sourceOf(o) == sourceReader {
			return []Finding{{At: informingIndex("origins", i), Message: "art14-1-d-categories-generated", Severity: diag.Note, Args: map[string]any{"Name": informingSaid(o.From)}}}
		}
	}
	return nil
}
