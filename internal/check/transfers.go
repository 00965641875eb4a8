package check

import "notis/internal/diag"

// transfersWP260 is the guidance on what a notice has to tell, as rules cite it.
const transfersWP260 = "WP260 rev.01 (Guidelines on transparency), annex; professional knowledge, not checked against the source"

// transfers lists the rules about who receives data, in which role, and where.
func transfers() []Rule {
	var out []Rule
	for _, group := range [][]Rule{transfersRecipients(), transfersRoles(), transfersElhub(), transfersGrounds(), transfersStale()} {
		out = append(out, group...)
	}
	return out
}

// transfersGrounds lists the rules about transfers out of the EEA.
func transfersGrounds() []Rule {
	return []Rule{
		{
			ID: "art13-1-f-transfer-fact", Severity: diag.Error, Article: "GDPR 13(1)(f)",
			Source: "GDPR 13(1)(f); personopplysningsloven (LOV-2018-06-15-38) § 1; for companies outside the EEA by their names also EDPB 05/2021, professional knowledge", Verified: true,
			Kinds: transfersPrivacy(), Find: transferFact,
		},
		{
			ID: "art13-1-f-mechanism", Severity: diag.Error, Article: "GDPR 13(1)(f), 45, 46, 49",
			Source: "GDPR 13(1)(f); Decision (EU) 2021/914; Decision (EU) 2023/1795", Verified: true,
			Kinds: transfersPrivacy(), Find: transferMechanism,
		},
		{
			ID: "art13-1-f-copy", Severity: diag.Error, Article: "GDPR 13(1)(f)",
			Source: "GDPR 13(1)(f)", Verified: true,
			Kinds: transfersPrivacy(), Find: transferCopy,
		},
		{
			ID: "wp260-third-countries-named", Severity: diag.Warning, Article: "GDPR 13(1)(f)",
			Source: transfersWP260,
			Kinds:  transfersPrivacy(), Find: transferCountries,
		},
		{
			ID: "transfer-claim-consistency", Severity: diag.Error, Article: "GDPR 5(1)(a)",
			Source: "GDPR 5(1)(a), 13(1)(f)", Verified: true,
			Kinds: transfersPrivacy(), Find: transferClaims,
		},
		{
			ID: "transfer-dpf-live", Severity: diag.Note, Article: "GDPR 45",
			Source: "Decision (EU) 2023/1795; OJ C/2025/6610 (appeal C-703/25 P, pending in June 2026: datalenk.com)",
			Kinds:  transfersPrivacy(), Find: transferFramework,
		},
	}
}
