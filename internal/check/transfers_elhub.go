package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transfersElhub lists the rules about the hub of the Norwegian power market.
func transfersElhub() []Rule {
	return []Rule{
		{
			ID: "elhub-recipient-and-source", Severity: diag.Error, Article: "GDPR 13(1)(e), 14(2)(f)",
			Source: "FOR-1999-03-11-301 §§ 6-15, 6-16, 6-17; GDPR 13(1)(e), 14(2)(f)", Verified: true,
			Kinds: transfersPrivacy(), Find: elhubStated,
		},
		{
			ID: "elhub-retention-facts", Severity: diag.Note, Article: "FOR-1999-03-11-301 §§ 6-16, 6-17",
			Source: "FOR-1999-03-11-301 §§ 6-16, 6-17", Verified: true,
			Kinds: transfersPrivacy(), Find: elhubRetention,
		},
	}
}

// Words by which a company says of itself that it supplies power, and those
// that only point that way. A supplier that the text calls the reader's own
// ("strømleverandøren din") is somebody else.
var (
	supplierWords = compiled(`(?i)(^|[^\p{L}])(vi|oss|vår|våre|som) (er |leverer |selger |som )?(strømleverandør|kraftleverandør|strømselskap)([^\p{L}]|$)` +
		`|(^|[^\p{L}])(levere|leverer|selge|selger) (strøm|strømmen|kraft)([^\p{L}]|$)` +
		`|våre strømavtaler|strømavtalene våre|tilby deg en strømavtale|strømavtale med oss|inngår (en )?strømavtale`)
	customerWords = compiled(`(?i)strømkunde|våre energiavtaler|energiavtalene( og energitjenestene)? våre`)
	aboutWords    = compiled(`(?i)(^|[^\p{L}])(strømavtaler|strøm til|kraftleverandør|strømleverandør|strømselskap)`)
	aboutHints    = compiled(`(?i)(^|[^\p{L}])energiavtaler`)
	otherSupplier = compiled(`(?i)strømleverandøren din|leverandøren din|din strømleverandør`)
)

// transfersSupplier tells whether the brand or the notice says that the company
// supplies power: plainly, or so that one has to ask. At is where.
func transfersSupplier(c *Case) (plain, maybe bool, at string) {
	plain = aboutWords.MatchString(c.Brand.About.NB)
	maybe = aboutHints.MatchString(c.Brand.About.NB)
	for t := range c.With("strøm", "kraft", "energiavtale") {
		if !transfersHinted(t.Text.NB, "trøm", "kraft", "Kraft", "nergiavtale") || !transfersHinted(t.Text.NB, "selskap", "lever", "selge", "avtale", "kunde") {
			continue
		}
		said := otherSupplier.ReplaceAllString(t.Text.NB, "")
		if supplierWords.MatchString(said) && !deniedWords.MatchString(said) {
			plain = true
			if at == "" && strings.HasPrefix(t.At, "activities[") {
				at, _, _ = strings.Cut(t.At, ".")
			}
		}
		maybe = maybe || customerWords.MatchString(said)
	}
	return plain, maybe || plain, at
}

// elhubStated wants a power supplier to name Elhub, which it has to report
// customers to and gets the metered values from.
func elhubStated(c *Case) []Finding {
	plain, maybe, at := transfersSupplier(c)
	if !maybe {
		return nil
	}
	severity := diag.Error
	if !plain {
		severity = diag.Warning
	}
	var out []Finding
	find := func(at, message string) {
		out = append(out, Finding{At: at, Message: message, Severity: severity, Args: map[string]any{"Plain": plain}})
	}
	hub := elhubRecipient(c)
	if hub < 0 && !elhubDisclosed(c) {
		place := "activities"
		if len(c.Privacy.Recipients) > 0 {
			place = "recipients"
		}
		find(place, "")
	}
	if elhubVague(c, hub) {
		out = append(out, Finding{At: fmt.Sprintf("recipients[%d].uses[0]", hub), Message: "elhub-recipient-and-source-data", Severity: diag.Warning})
	}
	if plain && !elhubValues(c) {
		place := at
		if place == "" {
			place = "activities"
		}
		out = append(out, Finding{At: place, Message: "elhub-recipient-and-source-values", Severity: diag.Warning, Args: elhubMeter(c)})
	}
	if !elhubSource(c) {
		if hub >= 0 {
			for _, u := range c.Privacy.Recipients[hub].Uses {
				if i := slices.IndexFunc(c.Privacy.Activities, func(a notice.Activity) bool { return notice.Ref(a.ID) == u.Activity }); i >= 0 {
					at = fmt.Sprintf("activities[%d]", i)
				}
			}
		}
		if at == "" && len(c.Privacy.Activities) > 0 {
			at = "activities"
		}
		find(at, "elhub-recipient-and-source-source")
	}
	return out
}

// elhubValues tells whether the metered values, or the point they are measured
// at, are among the data of any activity: power is billed by them.
func elhubValues(c *Case) bool {
	metered := func(s string) bool {
		return consIn(s, "måleverdi", "måledata", "målernummer", "målerverdi", "målepunkt", "strømforbruk", "kraftforbruk", "forbruksdata", "timesverdi")
	}
	for p := range c.Parts() {
		for _, d := range p.Part.Data {
			if k := c.Datum(d); k != nil && metered(k.Name.NB) || metered(d.NB) {
				return true
			}
		}
	}
	return false
}

// elhubMeter gives what is said of the meter itself, and where: it may be the
// metering point that is meant.
func elhubMeter(c *Case) map[string]any {
	for p := range c.Parts() {
		for _, d := range p.Part.Data {
			if said := c.consDatum(d); consIn(said.NB, "strømmåler", "måleren") {
				return map[string]any{"Meter": said, "Where": consTitle(p.Activity, p.Part)}
			}
		}
	}
	return map[string]any{"Meter": notice.Text{}, "Where": notice.Text{}}
}

// elhubRecipient is the index of Elhub among the recipients, or -1.
func elhubRecipient(c *Case) int {
	return slices.IndexFunc(c.Privacy.Recipients, func(r notice.Recipient) bool {
		return mentions(r.Name.In(notice.Norwegian), "elhub") || mentions(r.Text.NB, "elhub")
	})
}

// elhubVague tells whether nothing says that the telephone number and the
// e-mail address go to Elhub, which a supplier has to report.
func elhubVague(c *Case, hub int) bool {
	if hub < 0 || len(c.Privacy.Recipients[hub].Uses) == 0 {
		return false
	}
	phone, email := false, false
	for _, u := range c.Privacy.Recipients[hub].Uses {
		for _, d := range u.Data {
			said := string(d.Is) + " " + lower(d.NB)
			if k := c.Datum(d); k != nil {
				said += " " + lower(k.Name.NB)
			}
			both := strings.Contains(said, "kontakt")
			phone = phone || both || strings.Contains(said, "telefon") || strings.Contains(said, "mobil")
			email = email || both || strings.Contains(said, "e-post") || strings.Contains(said, "epost")
		}
	}
	return !phone || !email
}

func elhubDisclosed(c *Case) bool {
	return slices.ContainsFunc(c.Privacy.Disclosures, func(d notice.Disclosure) bool { return mentions(d.Text.NB, "elhub") })
}

var fromElhub = compiled(`(?i)(fra|via|gjennom|hos) elhub`)

// elhubSource tells whether the notice says that data comes from Elhub.
func elhubSource(c *Case) bool {
	ref := notice.Ref("")
	if i := elhubRecipient(c); i >= 0 {
		ref = notice.Ref(c.Privacy.Recipients[i].ID)
	}
	is := func(o notice.Origin) bool { return mentions(o.From.NB, "elhub") || ref != "" && o.Recipient == ref }
	if slices.ContainsFunc(c.Privacy.Origins, is) {
		return true
	}
	for p := range c.Parts() {
		if slices.ContainsFunc(p.Part.Origins, is) || fromElhub.MatchString(p.Part.Text.NB+"\n"+p.Part.DataNote.NB+"\n"+p.Activity.Text.NB) {
			return true
		}
	}
	return false
}

var (
	storeWords  = compiled(`(?i)(^|[^\p{L}])(lagre|oppbevare|slette|ligge|lagring|oppbevaring)`)
	periodWords = compiled(`(?i)(^|[^\p{L}])(\d+|ett?|én|to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|tolv) (år|måneder|måned)`)
	englishTime = compiled(`(?i)\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve) (years?|months?)\b`)
	threeYears  = compiled(`(?i)^(3|tre) år$`)
)

// elhubRetention compares what a text says of how long Elhub keeps data with
// the regulation: three years, and up to 41 days more for metered values.
func elhubRetention(c *Case) []Finding {
	var out []Finding
	for t := range c.With("elhub") {
		if !transfersHinted(t.Text.NB, "lhub") {
			continue
		}
		for _, s := range transfersSentences(t.Text.NB) {
			if !mentions(s, "elhub") || !storeWords.MatchString(s) {
				continue
			}
			for _, m := range periodWords.FindAllStringSubmatch(s, -1) {
				if said := m[2] + " " + lower(m[3]); !threeYears.MatchString(said) {
					out = append(out, Finding{At: t.At, Args: map[string]any{"Period": notice.Text{NB: said, EN: elhubPeriod(t.Text.EN)}}})
					break
				}
			}
		}
	}
	return out
}

// elhubPeriod is the time that the English of a text states where it speaks of
// how long Elhub keeps data; "" where it states none.
func elhubPeriod(text string) string {
	for _, s := range transfersSentences(text) {
		if m := englishTime.FindString(s); m != "" && mentions(s, "elhub") {
			return m
		}
	}
	return ""
}
