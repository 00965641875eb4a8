package check_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"notis/internal/check"
)

// rightsBranch is a change of the notice in order, and what one rule finds in
// it then: "place severity message".
type rightsBranch struct{ name, rule, edit, want string }

// TestRightsBranches shows what one case a rule has no room for: what is found
// when something is not there at all, beside what is found when it is wrong.
func TestRightsBranches(t *testing.T) {
	rules := check.Rules()
	for _, tt := range rightsBranches() {
		t.Run(tt.name, func(t *testing.T) {
			fsys := base(t)
			apply(t, fsys, []txtar.File{{Name: "edit data/brands/acme/privacy.toml", Data: []byte(strings.TrimSpace(tt.edit) + "\n")}})
			i := slices.IndexFunc(rules, func(r check.Rule) bool { return r.ID == tt.rule })
			if i < 0 {
				t.Fatalf("there is no rule %s", tt.rule)
			}
			var got []string
			for _, d := range check.Run(load(t, fsys, "privacy", "2026-11-22"), rules[i:i+1]) {
				got = append(got, strings.TrimSpace(d.Path+" "+string(d.Severity)+" "+d.Message))
			}
			if strings.Join(got, "\n") != tt.want {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}

// Pieces of the notice in order.
const (
	rightsAutomatedPiece = `[automated]
decisions = "no"
profiling = "no"
text = { nb = "Ingen maskin avgjør noe viktig om deg alene, og vi lager ingen profil av deg.", en = "No machine decides anything important about you alone, and we make no profile of you." }
`
	rightsComplaintPiece = `[complaint]
authority = "Datatilsynet"
url = "https://www.datatilsynet.no/"
text = { nb = "Mener du at vi bryter reglene, har du rett til å klage.", en = "If you think we break the rules, you have the right to complain." }
`
	rightsMarketingPiece = `[[rights.list]]
kind = "marketing-objection"
text = { nb = "Du kan alltid si nei til markedsføring, også profilering til det.", en = "You can always say no to marketing, and to profiling for it." }
articles = ["21(2)"]
`
	rightsObjectionPiece = `[[rights.list]]
kind = "objection"
text = { nb = "Du kan protestere mot bruk som bygger på vår interesse.", en = "You can object to use that rests on our interest." }
articles = ["21"]

`
	rightsObjectionPieceNamed = `[[rights.list]]
kind = "objection"
text = { nb = "Du kan protestere mot behandlingen.", en = "You can object to the processing." }

`
	rightsDeadlinePiece = `deadline = { period = "P1M", from = { nb = "dagen vi får spørsmålet", en = "the day we receive your request" }, text = { nb = "Er saken vanskelig, kan vi bruke to måneder til, og da sier vi fra.", en = "If the case is difficult we may take two months more, and then we tell you." } }
`
	rightsContractPiece = `retention = [{ period = "P3Y", from = { nb = "dagen avtalen tar slutt", en = "the day the contract ends" }, then = "erase" }]
`
	rightsBillingPiece = `retention = [{ period = "P5Y", from = { nb = "slutten av regnskapsåret", en = "the end of the financial year" }, then = "erase", statutes = [{ act = "bookkeeping-act", section = "§ 13" }] }]
`
	rightsAccountsPiece = `retention = [{ criterion = { nb = "Til regnskapet er ført.", en = "Until the accounts have been kept." } }]
`
	rightsSectionPiece = "[[sections]]\nid = \"%s\"\n"
)

func rightsBranches() []rightsBranch {
	edit := func(pairs ...string) string {
		out := ""
		for i := 0; i+1 < len(pairs); i += 2 {
			out += "<<<\n" + strings.TrimSuffix(pairs[i], "\n") + "\n===\n" + pairs[i+1] + ">>>\n"
		}
		return out
	}
	without := func(id string) string { return strings.ReplaceAll(rightsSectionPiece, "%s", id) }
	profiles := strings.ReplaceAll(rightsAutomatedPiece, `profiling = "no"`, `profiling = "yes"`)
	return []rightsBranch{
		{"no complaint", "art13-2-d-complaint", edit(rightsComplaintPiece, "", without("complaint"), ""), "complaint error"},
		{"no deadline", "art12-3-deadline", edit(rightsDeadlinePiece, ""), "rights note art12-3-deadline-missing"},
		{"nothing of the price", "art12-5-free", edit(" Det koster ingenting.", "\n"), "rights note art12-5-free-unsaid"},
		{"nothing of machines", "art13-2-f-automated", edit(rightsAutomatedPiece, "", without("automated"), ""), "automated note art13-2-f-automated-silent"},
		{"profiling, and nothing of decisions", "art13-2-f-automated", edit("decisions = \"no\"\nprofiling = \"no\"", "profiling = \"yes\"\n"), "automated note art13-2-f-automated-silent"},
		{"profiling denied", "wp260-profiling", edit("Sende deg nyhetsbrevet du har bedt om.", "Sende deg målrettede nyhetsbrev.\n"), "activities[1].parts[0] warning wp260-profiling-denied"},
		{"no right to say no to marketing", "art21-2-dm-object", edit(rightsMarketingPiece, "", "Følg lenken nederst i hvert brev. ", "Skriv til oss.\n"), "rights.list error"},
		{"to leave a list is not to say no to marketing", "art21-2-dm-object", edit(rightsMarketingPiece, ""), "rights.list error art21-2-dm-object-newsletter"},
		{"no profiling in the right to say no", "art21-2-dm-object", edit(rightsAutomatedPiece, profiles, ", også profilering til det", "\n"), "rights.list[6] warning art21-2-dm-object-profiling"},
		{"profiling for credit is not for marketing", "art21-2-dm-object", edit(rightsAutomatedPiece, strings.ReplaceAll(profiles, "vi lager ingen profil av deg", "vi gir deg poeng for kreditt"), ", også profilering til det", "\n"), ""},
		{"no right to object at all is one lack", "art21-4-object-separate", edit(rightsObjectionPiece+rightsMarketingPiece, ""), ""},
		{"the right to object in one word, and marketing", "art21-4-object-separate", edit(rightsObjectionPiece+rightsMarketingPiece, rightsObjectionPieceNamed), "rights.list[5] error"},
		{"marketing has a right of its own", "art21-4-object-separate", edit(rightsObjectionPiece, rightsObjectionPieceNamed), ""},
		{"credit can end in a refusal by machine", "art13-2-f-automated", edit(rightsAutomatedPiece, "", without("automated"), "", `data = ["meter-values"]`, `data = [{ nb = "kredittopplysninger", en = "credit information" }]`+"\n"), "automated note art13-2-f-automated-silent"},
		{"no right to object at all", "art13-2-b-rights", edit(rightsObjectionPiece+rightsMarketingPiece, ""), "rights.list error art13-2-b-rights-object"},
		{"a deadline for access alone", "art12-3-deadline", edit(rightsDeadlinePiece, "", `text = { nb = "Du får se`, `deadline = { period = "P1M" }`+"\ntext = { nb = \"Du får se\n"), "rights note art12-3-deadline-some"},
		{"the right to object for marketing alone", "art13-2-b-rights", edit(rightsObjectionPiece, "", `bases = [{ kind = "consent", article = "6(1)(a)" }]`, `bases = [{ kind = "legitimate-interests" }]`+"\n"), "rights.list error art13-2-b-rights-object"},
		{"marketing on social media", "custom-audience", edit(`id = "sending"`, "id = \"sending\"\nchannels = [\"email\", \"social-media\"]\n"), "activities[1].parts[0].channels warning custom-audience-channel"},
		{"accounts without a period are one question", "bokf-13-period", edit(rightsContractPiece, rightsAccountsPiece, rightsBillingPiece, rightsAccountsPiece), "activities[0].parts[0].retention[0] note bokf-13-period-missing"},
		{"what was sold is in the accounts", "bokf-13-period", edit(rightsContractPiece, `retention = [{ criterion = { nb = "Vi sletter når avtalen er oppfylt.", en = "We erase when the contract has been fulfilled." }, then = "erase" }]`+"\n", rightsBillingPiece, ""), "activities[0].parts[0].retention[0] warning bokf-13-period-sold"},
		{"nothing has an end", "art13-2-a-retention", rightsNoEnds(edit), "activities error"},
		{"to withdraw and to object under one article", "rights-article-map", edit(`og det vi gjorde før, var fortsatt lov.", en = "Follow the link at the end of each letter. It is as easy as signing up, and what we did before stays lawful." }, articles = ["7(3)"] }`,
			`og du trekker samtykket og reserverer deg mot markedsføring.", en = "Follow the link." }, articles = ["21(2)"] }`+"\n"), "activities[1].parts[0].withdrawal.articles note rights-article-map-both"},
		{"portability for contracts alone", "art13-2-b-rights", edit("Du får med deg det du har gitt oss, i en fil.", "Du får det som er nødvendig for avtalen.\n"), "rights.list[4] error art13-2-b-rights-portable"},
		{
			"a rule for all that decides nothing", "art13-2-a-retention",
			edit(rightsContractPiece, "", "[[transfers.statements]]", "[[sections]]\nid = \"retention\"\n\n[[retention]]\ncriterion = { nb = \"Så lenge det er nødvendig.\", en = \"For as long as necessary.\" }\n\n[[transfers.statements]]\n"),
			"activities[0].parts[0] warning art13-2-a-retention-loose",
		},
		{
			"nobody withdraws a consent for a job long filled", "art13-2-a-retention",
			edit(`retention = [{ criterion = { nb = "Til du trekker samtykket tilbake.", en = "Until you withdraw your consent." }, then = "erase" }]`, "",
				`title = { nb = "Nyhetsbrev", en = "Newsletter" }`, "title = { nb = \"Rekruttering\", en = \"Recruitment\" }\n",
				"[[transfers.statements]]", "[[sections]]\nid = \"retention\"\n\n[[retention]]\ncriterion = { nb = \"Vi sletter hvis du trekker samtykket.\", en = \"We erase if you withdraw your consent.\" }\n\n[[transfers.statements]]\n"),
			"activities[1].parts[0] warning art13-2-a-retention-withdrawn",
		},
	}
}

// rightsNoEnds takes out all that the notice in order says of storage.
func rightsNoEnds(edit func(...string) string) string {
	return edit(rightsContractPiece, "",
		`retention = [{ period = "P3Y", from = { nb = "dagen strømmen ble brukt", en = "the day the power was used" }, then = "erase" }]`, "",
		rightsBillingPiece, "",
		`retention = [{ criterion = { nb = "Til du trekker samtykket tilbake.", en = "Until you withdraw your consent." }, then = "erase" }]`, "")
}
