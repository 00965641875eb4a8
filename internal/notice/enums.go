package notice

// Stated is a yes or a no, or the plain fact that nothing is stated.
type Stated string

// Values lists the answers.
func (Stated) Values() []string { return []string{"yes", "no", "not-stated"} }

// Modality is how firmly something is said; it stays what it is in both
// languages.
type Modality string

// Values lists the modalities; left out, the thing is said plainly.
func (Modality) Values() []string {
	return []string{"can", "normally", "sometimes", "seeks-to", "always", "never"}
}

// Qualifier is how exactly a length of time is stated.
type Qualifier string

// Values lists the qualifiers; left out, the time is stated without one.
func (Qualifier) Values() []string {
	return []string{"about", "normally", "up-to", "at-least", "at-latest"}
}

// BasisKind is the legal basis of GDPR article 6(1) that a company names.
// Balancing is for a company that names only a balancing of interests.
type BasisKind string

// Values lists the bases in the order of article 6(1).
func (BasisKind) Values() []string {
	return []string{"consent", "contract", "legal-obligation", "vital-interests", "public-task", "legitimate-interests", "balancing", "not-stated"}
}

// Role is what a recipient is, as the company states it (GDPR article 4(7) and
// 4(8), article 26).
type Role string

// Values lists the roles.
func (Role) Values() []string {
	return []string{"processor", "controller", "joint-controller", "authority", "acquirer", "partner", "not-stated"}
}

// Channel is where people and the company meet.
type Channel string

// Values lists the channels.
func (Channel) Values() []string {
	return []string{"site", "app", "chat", "email", "sms", "phone", "post", "form", "social-media", "portal", "in-person", "shop", "customer-service"}
}

// SiteKind is what kind of service a site is.
type SiteKind string

// Values lists the kinds.
func (SiteKind) Values() []string { return []string{"site", "app", "shop"} }

// ProvisionKind tells whether a person has to give the data (GDPR article
// 13(2)(e)).
type ProvisionKind string

// Values lists the kinds.
func (ProvisionKind) Values() []string {
	return []string{"voluntary", "contractual", "statutory"}
}

// Then is what happens when the time is over.
type Then string

// Values lists the outcomes.
func (Then) Values() []string { return []string{"erase", "anonymise", "erase-or-anonymise"} }

// Occasion is why data is handed over outside the ordinary.
type Occasion string

// Values lists the occasions.
func (Occasion) Values() []string {
	return []string{"law", "agreement", "consent", "suspicion", "dispute", "reorganisation", "sale", "other"}
}

// TransferKind is what a company says of transfers out of the EEA.
type TransferKind string

// Values lists the statements.
func (TransferKind) Values() []string { return []string{"none", "can", "yes", "not-stated"} }

// MechanismKind is the ground for a transfer (GDPR chapter V), dead ones
// included, because notices state them.
type MechanismKind string

// Values lists the grounds.
func (MechanismKind) Values() []string {
	return []string{"adequacy", "safeguards", "standard-clauses", "binding-rules", "privacy-framework", "privacy-shield", "derogation", "measures", "other"}
}

// PromiseKind is what a company promises to do.
type PromiseKind string

// Values lists the promises.
func (PromiseKind) Values() []string {
	return []string{"breach-authority", "breach-person", "notify-changes", "other"}
}

// RightKind is a right of the data subject (GDPR articles 7(3), 12–22 and 77).
type RightKind string

// Values lists the rights in the order of the regulation.
func (RightKind) Values() []string {
	return []string{"withdrawal", "information", "access", "rectification", "erasure", "restriction", "portability", "objection", "marketing-objection", "automated-decisions"}
}

// ClaimKind is a sweeping statement that other facts must agree with.
type ClaimKind string

// Values lists the claims.
func (ClaimKind) Values() []string {
	return []string{"statistics-only", "not-identifiable", "not-shared", "only-as-stated", "lawful", "secure", "only-for-this", "always-consent", "never-marketing", "daily-erasure", "minimal", "no-marketing", "partly-anonymised", "nothing-automated", "no-special-categories", "no-children"}
}

// CookieCategory is the category a company puts a cookie in.
type CookieCategory string

// Values lists the categories.
func (CookieCategory) Values() []string {
	return []string{"necessary", "functional", "experience", "analytics", "marketing", "not-stated"}
}

// CookieKind is what is stored on, or read from, the user's equipment
// (ekomloven § 3-15).
type CookieKind string

// Values lists the kinds; left out, it is a cookie.
func (CookieKind) Values() []string {
	return []string{"cookie", "local-storage", "pixel", "sdk", "identifier", "server-log"}
}

// ChoiceKind is a way for a user to choose.
type ChoiceKind string

// Values lists the ways.
func (ChoiceKind) Values() []string {
	return []string{"browser", "consent-tool", "device", "app", "message", "contact"}
}

// Sensitivity marks data that the law treats apart.
type Sensitivity string

// Values lists the marks (GDPR articles 9 and 10, personopplysningsloven § 12).
func (Sensitivity) Values() []string {
	return []string{"national-id", "special-category", "location", "financial", "children"}
}
