package check

import "notis/internal/notice"

// adequacySource is where the older adequacy decisions are known from.
const adequacySource = "professional knowledge, not checked against the source"

// dated is a fact of the law, or of the trade, that came or went on a day. All
// of them stand in this one file: whoever mends a date mends it once.
type dated struct {
	// ID is what rules call the fact by.
	ID string
	// From is the first day it holds, and Until the first day it no longer
	// does; an empty one is open.
	From, Until notice.Date
	// Number is what the fact sets, where it sets one, such as an age.
	Number int
	// Source is where it was read.
	Source string
	// Verified tells that the provision itself was read.
	Verified bool
}

// holds tells whether the fact holds on a day. Days compare as they are
// written (RFC 3339). A fact that nobody has written down never holds.
func (d dated) holds(on notice.Date) bool {
	return d.ID != "" && d.From <= on && (d.Until == "" || on < d.Until)
}

// over tells whether the fact has ended by a day.
func (d dated) over(on notice.Date) bool {
	return d.Until != "" && on >= d.Until
}

// datedFact finds the fact of an id that holds on a day or, where none does,
// the newest of that id; zero where there is none at all. An id stands several
// times when the law has changed what it sets.
func datedFact(id string, on notice.Date) dated {
	var out dated
	for _, d := range everyDated {
		if d.ID != id {
			continue
		}
		out = d
		if d.holds(on) {
			return d
		}
	}
	return out
}

// everyDated is that list, made once; nothing changes it.
var everyDated = datedFacts()

// datedFacts lists the facts, those of one id from the oldest to the newest.
func datedFacts() []dated {
	return []dated{
		// The age from which a child consents alone to a service of the
		// information society. A higher one was heard in 2025 and is not law.
		{ID: "age-limit", From: "2018-07-20", Number: 13, Verified: true, Source: "personopplysningsloven (LOV-2018-06-15-38) § 5"},

		// Grounds for transfers.
		{ID: "privacy-shield", From: "2016-07-12", Until: "2020-07-16", Source: "C-311/18 (Schrems II), ganado.com"},
		{ID: "privacy-framework", From: "2023-07-10", Source: "Decision (EU) 2023/1795", Verified: true},
		{ID: "framework-appeal", From: "2025-10-31", Source: "OJ C/2025/6610: appeal C-703/25 P, lodged on 31 October 2025 and pending in June 2026 (datalenk.com)"},
		{ID: "old-standard-clauses", From: "2001-06-15", Until: "2022-12-27", Source: "Decision (EU) 2021/914 art. 4, lexblog.com 2021/09/29, mccannfitzgerald.com"},
		{ID: "standard-clauses", From: "2021-06-27", Source: "Decision (EU) 2021/914, lexblog.com 2021/09/29"},

		// Countries with an adequacy decision. In Norway it counts from the
		// same day as in the EU (FOR-2018-06-15-876 § 2).
		{ID: "adequacy-AR", From: "2003-06-30", Source: adequacySource},
		{ID: "adequacy-CA", From: "2001-12-20", Source: adequacySource},
		{ID: "adequacy-CH", From: "2000-07-26", Source: adequacySource},
		{ID: "adequacy-FO", From: "2010-03-05", Source: adequacySource},
		{ID: "adequacy-IL", From: "2011-01-31", Source: adequacySource},
		{ID: "adequacy-JP", From: "2019-01-23", Source: adequacySource},
		{ID: "adequacy-KR", From: "2021-12-17", Source: adequacySource},
		{ID: "adequacy-NZ", From: "2012-12-19", Source: adequacySource},
		{ID: "adequacy-UY", From: "2012-08-21", Source: adequacySource},
		{ID: "adequacy-GB", From: "2021-06-28", Until: "2031-12-27", Source: "mklink.co.uk (renewed 19 December 2025 to December 2031); the days are professional knowledge"},
		{ID: "adequacy-BR", From: "2026-01-26", Source: "Decision (EU) 2026/179, europalov.no"},

		// Cookies.
		{ID: "ekom-3-15", From: "2025-01-01", Verified: true, Source: "ekomloven (LOV-2024-12-13-76) § 3-15"},
		{ID: "ekom-2-7b", From: "2013-07-01", Until: "2025-01-01", Source: "repealed ekomloven (LOV-2003-07-04-83) § 2-7b; professional knowledge, not checked against the source"},
		{ID: "planet49", From: "2019-10-01", Source: "C-673/17, saa.ro/en/legal-updates"},

		// Products of the trade. The longer life is that of the paid edition.
		{ID: "universal-analytics", From: "2012-10-29", Until: "2023-07-01", Source: "totalwebpartners.com/universal-analytics-is-going-away"},
		{ID: "universal-analytics-360", From: "2012-10-29", Until: "2024-07-01", Source: "totalwebpartners.com/universal-analytics-is-going-away"},
	}
}
