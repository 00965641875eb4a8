package check

import (
	"notis/internal/diag"
	"notis/internal/notice"
)

// storing lists the rules on what is stored on the reader's equipment or read
// from it: cookies and what does the same (ekomloven § 3-15).
func storing() []Rule {
	return append(append(storingInforming(), storingConsenting()...), storingComparing()...)
}

const (
	ekom315  = "ekomloven § 3-15"
	planet49 = "C-673/17 (Planet49)"
)

// storingInforming lists the rules on what the reader has to be told.
func storingInforming() []Rule {
	cookies := []notice.Kind{notice.CookiesKind}
	return []Rule{
		{
			ID: "ekom-3-15-info-data", Severity: diag.Error, Article: ekom315, Verified: true, Kinds: cookies,
			Source: "ekomloven (LOV-2024-12-13-76) § 3-15 first paragraph",
			Find:   storingSince("ekom-3-15", findStoringData),
		},
		{
			ID: "ekom-3-15-info-purpose", Severity: diag.Error, Article: ekom315, Verified: true, Kinds: cookies,
			Source: "ekomloven (LOV-2024-12-13-76) § 3-15 first paragraph; on vague purposes WP203 (Opinion 03/2013), professional knowledge, not checked against the source",
			Find:   storingSince("ekom-3-15", findStoringPurpose),
		},
		{
			ID: "ekom-3-15-info-who", Severity: diag.Error, Article: ekom315, Verified: true, Kinds: cookies,
			Source: "ekomloven (LOV-2024-12-13-76) § 3-15 first paragraph",
			Find:   storingSince("ekom-3-15", findStoringWho),
		},
		{
			ID: "planet49-duration", Severity: diag.Error, Article: planet49, Kinds: cookies,
			Source: "C-673/17 of 1 October 2019; saa.ro/en/legal-updates; curia.europa.eu document 218462",
			Find:   storingSince("planet49", findStoringDuration),
		},
		{
			ID: "planet49-third-party", Severity: diag.Error, Article: planet49,
			Source: "C-673/17 of 1 October 2019; saa.ro/en/legal-updates; on parties named elsewhere GDPR 13(1)(e)",
			Find:   storingSince("planet49", findStoringThirdParty),
		},
		{
			ID: "ekom-non-cookie", Severity: diag.Error, Article: ekom315, Verified: true,
			Source: "ekomloven (LOV-2024-12-13-76) § 3-15 («kommunikasjonsutstyr»); EDPB Guidelines 2/2023 v2.0 (7 October 2024)",
			Find:   storingSince("ekom-3-15", findStoringOther),
		},
	}
}

// storingConsenting lists the rules on what the reader has to be asked.
func storingConsenting() []Rule {
	cookies := []notice.Kind{notice.CookiesKind}
	return []Rule{
		{
			ID: "ekom-3-15-consent", Severity: diag.Error, Article: ekom315, Verified: true,
			Source: "ekomloven (LOV-2024-12-13-76) § 3-15 first and second paragraphs",
			Find:   storingSince("ekom-3-15", findStoringConsent),
		},
		{
			ID: "ekom-3-15-no-legitimate-interest", Severity: diag.Error, Article: ekom315, Verified: true,
			Source: "ekomloven (LOV-2024-12-13-76) § 3-15 first and second paragraphs",
			Find:   storingSince("ekom-3-15", findStoringInterest),
		},
		{
			ID: "ekom-3-15-browser-settings", Severity: diag.Error, Article: ekom315, Verified: true,
			Source: "ekomloven (LOV-2024-12-13-76) § 3-15 with GDPR 4(11); digi.no/artikler/nye-norske-cookie-regler-fra-1-januar/553965",
			Find:   storingSince("ekom-3-15", findStoringBrowser),
		},
		{
			ID: "ekom-strictly-necessary", Severity: diag.Error, Article: ekom315, Verified: true, Kinds: cookies,
			Source: "ekomloven (LOV-2024-12-13-76) § 3-15 second paragraph",
			Find:   storingSince("ekom-3-15", findStoringNecessary),
		},
		{
			ID: "ekom-withdraw", Severity: diag.Error, Article: "GDPR 7(3)", Verified: true, Kinds: cookies,
			Source: "GDPR 7(3), which ekomloven (LOV-2024-12-13-76) § 3-15 takes over",
			Find:   storingSince("ekom-3-15", findStoringWithdraw),
		},
	}
}

// storingComparing lists the rules that hold the list against what is known,
// and against itself.
func storingComparing() []Rule {
	cookies := []notice.Kind{notice.CookiesKind}
	return []Rule{
		{
			ID: "cookie-name-known", Severity: diag.Note, Verified: true, Kinds: cookies,
			Source: "Open-Cookie-Database, commit 0ee5a17 (2026-01-21); data/cookies.toml",
			Find:   findCookieName,
		},
		{
			ID: "cookie-duration-differs", Severity: diag.Note, Verified: true, Kinds: cookies,
			Source: "Open-Cookie-Database, commit 0ee5a17 (2026-01-21); the vendors' documentation; data/cookies.toml",
			Find:   findCookieDuration,
		},
		{
			ID: "cookie-cap-400d", Severity: diag.Note, Kinds: cookies,
			Source: "support.google.com/analytics/answer/11397207",
			Find:   findCookieCap,
		},
		{
			ID: "cookie-dead-product", Severity: diag.Note, Kinds: cookies,
			Source: "totalwebpartners.com/universal-analytics-is-going-away; data/cookies.toml",
			Find:   findCookieDead,
		},
		{
			ID: "cookie-claim-anonymous", Severity: diag.Error, Article: "GDPR 4(1), 4(5)", Verified: true,
			Source: "GDPR 4(1), 4(5) and recitals 26 and 30",
			Find:   findCookieAnonymous,
		},
		{
			ID: "cookie-count", Severity: diag.Warning, Article: "GDPR 5(1)(a)", Verified: true, Kinds: cookies,
			Source: "GDPR 5(1)(a)",
			Find:   findCookieCount,
		},
		{
			ID: "cookie-party", Severity: diag.Note, Kinds: cookies,
			Source: "the vendors' documentation, such as support.google.com/analytics/answer/11397207",
			Find:   findCookieParty,
		},
	}
}

// storingSince keeps a rule silent before the day that a dated fact holds from.
func storingSince(id string, find func(*Case) []Finding) func(*Case) []Finding {
	return func(c *Case) []Finding {
		if c.Date != "" && !datedFact(id, c.Date).holds(c.Date) {
			return nil
		}
		return find(c)
	}
}
