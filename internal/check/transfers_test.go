package check_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"notis/internal/check"
	"notis/internal/notice"
)

const transfersNone = `[[transfers.statements]]
id = "none"
kind = "none"
text = { nb = "Opplysningene blir i EØS.", en = "The data stay in the EEA." }`

// transfersSwap is a case that puts some text in the place of another in the privacy
// notice that is in order.
func transfersSwap(before, after string) string {
	return "-- edit data/brands/acme/privacy.toml --\n<<<\n" + before + "\n===\n" + after + "\n>>>\n"
}

// transfersAdd is a case that adds to it.
func transfersAdd(text string) string { return "-- append data/brands/acme/privacy.toml --\n" + text }

// transfersSome is a statement of one kind, with what follows it.
func transfersSome(kind, rest string) string {
	return "[[transfers.statements]]\nid = \"some\"\nkind = \"" + kind + "\"\ntext = { nb = \"Noe går til USA.\", en = \"Something goes to the USA.\" }\ncountries = [\"US\"]\n" + rest
}

func transfersMechanism(kind, text string) string {
	return "[[transfers.mechanisms]]\nid = \"" + kind + "\"\nkind = \"" + kind + "\"\ntext = { nb = \"" + text + "\", en = \"" + text + "\" }\n"
}

// TestTransfersBranches tries what one notice cannot show beside the rest of
// its rule's own case.
func TestTransfersBranches(t *testing.T) {
	recipients := func() string {
		text := string(base(t)["data/brands/acme/privacy.toml"].Data)
		return strings.TrimSpace(text[strings.Index(text, "[[recipients]]"):strings.Index(text, "[[transfers")])
	}()
	elhub, _, _ := strings.Cut(recipients, "\n\n")
	unsaid := "\n[[recipients]]\nid = \"all\"\nname = \"Alt AS\"\nplace = { nb = \"Norge\", en = \"Norway\" }\nuses = [{ role = \"processor\" }]\n"
	about := "-- edit data/brands/acme/brand.toml --\n<<<\nStrøm til hjemmet.\n===\nEnergiavtaler.\n>>>\n"
	hint := transfersSwap("Levere strømmen du har bestilt", "Svare deg som strømkunde") +
		transfersSwap("Uten dem kan vi ikke levere strøm til deg.", "Uten dem går det ikke.") +
		transfersSwap("from = { nb = \"Elhub, så snart avtalen er inngått\", en = \"Elhub, as soon as the contract is made\" }, recipient = \"elhub\"", "from = { nb = \"nettselskapet\", en = \"the grid company\" }")
	for _, tt := range []struct {
		name, rule, edit, date, want string
	}{
		{"nobody receives", "art13-1-e-recipients", transfersSwap("[[sections]]\nid = \"recipients\"\n\n", "") + transfersSwap(recipients, "") + transfersSwap("recipient = \"elhub\", ", ""), "", "art13-1-e-recipients-none warning activities"},
		{"one for all", "art13-1-e-recipients", transfersSwap("activity = \"newsletter\", ", "") + transfersSwap("De sender nyhetsbrevet for oss.", "De hjelper oss.") + transfersAdd(unsaid), "", "art13-1-e-recipients-which note recipients"},
		{"a purpose that names it", "art13-1-e-recipients", transfersSwap("activity = \"newsletter\", ", "") + transfersAdd(unsaid), "", "art13-1-e-recipients-loose note recipients"},
		{"a use of its own", "art13-1-e-recipients", transfersAdd("\n[[recipients]]\nid = \"pay\"\nname = \"Betalingen AS\"\nuses = [{ role = \"controller\", purpose = { nb = \"Betaling.\", en = \"Payment.\" } }]\n"), "", "art13-1-e-recipients-loose note recipients"},
		{"examples beside a promise", "art13-1-e-recipients", transfersSwap("[[sections]]\nid = \"changes\"", "[[sections]]\nid = \"changes\"\n\n[[sections]]\nid = \"disclosures\"\n\n[[sections]]\nid = \"claims\"") + transfersAdd("[[disclosures]]\nid = \"law\"\noccasion = \"law\"\ntext = { nb = \"Et typisk eksempel er en lov.\", en = \"A typical example is an act.\" }\n\n[[claims]]\nkind = \"only-as-stated\"\ntext = { nb = \"Vi deler bare i tilfellene som er nevnt her.\", en = \"We share only in the cases mentioned here.\" }\n"), "", ""},
		{"copies for what may be", "art13-1-f-copy", transfersSwap(transfersNone, transfersSome("can", transfersMechanism("standard-clauses", "(EU) 2021/914"))), "", "art13-1-f-copy warning transfers.mechanisms[0]"},
		{"may be", "art13-1-f-transfer-fact", transfersSwap(transfersNone, transfersSome("can", "")), "", "art13-1-f-transfer-fact-can warning transfers.statements[0]"},
		{"silence", "art13-1-f-transfer-fact", transfersSwap(transfersNone, "") + transfersSwap("[[sections]]\nid = \"transfers\"\n\n", ""), "", "art13-1-f-transfer-fact-silent note recipients"},
		{"no ground", "art13-1-f-mechanism", transfersSwap(transfersNone, transfersSome("yes", "")), "", "art13-1-f-mechanism error transfers.statements[0]"},
		{"only measures", "art13-1-f-mechanism", transfersSwap(transfersNone, transfersSome("yes", transfersMechanism("measures", "Vi krypterer."))), "", "art13-1-f-mechanism-measures error transfers.mechanisms[0]"},
		{"a dead ground", "art13-1-f-mechanism", transfersSwap(transfersNone, transfersSome("yes", transfersMechanism("privacy-shield", "Privacy Shield"))), "", "art13-1-f-mechanism error transfers.statements[0]"},
		{"a ground of its time", "art13-1-f-mechanism", transfersSwap(transfersNone, transfersSome("yes", transfersMechanism("privacy-shield", "Privacy Shield"))), "2020-07-15", ""},
		{"no copy", "art13-1-f-copy", transfersSwap(transfersNone, transfersSome("yes", transfersMechanism("standard-clauses", "(EU) 2021/914"))), "", "art13-1-f-copy error transfers.mechanisms[0]"},
		{"two statements", "transfer-claim-consistency", transfersSwap(transfersNone, transfersNone+"\n"+transfersSome("can", "")), "", "transfer-claim-consistency-statements warning transfers.statements[0]"},
		{"Shield in its time", "stale-privacy-shield", transfersSwap(transfersNone, transfersSome("yes", transfersMechanism("privacy-shield", "Privacy Shield"))), "2020-07-15", ""},
		{"clauses in their time", "stale-old-scc", transfersSwap(transfersNone, transfersSome("yes", transfersMechanism("standard-clauses", "2010/87/EU"))), "2022-12-26", ""},
		{"no Elhub", "elhub-recipient-and-source", transfersSwap(elhub, "") + transfersSwap("recipient = \"elhub\", ", ""), "", "elhub-recipient-and-source error recipients"},
		{"perhaps a supplier", "elhub-recipient-and-source", about + transfersSwap(elhub, "") + hint, "", "elhub-recipient-and-source warning recipients, elhub-recipient-and-source-source warning activities"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fsys := base(t)
			apply(t, fsys, txtar.Parse([]byte(tt.edit)).Files)
			c := load(t, fsys, notice.PrivacyKind, notice.Date(cmp.Or(tt.date, "2026-11-22")))
			rules := slices.DeleteFunc(check.Rules(), func(r check.Rule) bool { return r.ID != tt.rule })
			var got []string
			for _, d := range check.Run(c, rules) {
				got = append(got, fmt.Sprintf("%s %s %s", cmp.Or(d.Message, d.Rule), d.Severity, d.Path))
			}
			slices.Sort(got)
			if strings.Join(got, ", ") != tt.want {
				t.Errorf("found %q, want %q", strings.Join(got, ", "), tt.want)
			}
		})
	}
}
