package notice

// Known is what is publicly known of organisations and of cookies: the files
// data/vendors.toml and data/cookies.toml. It serves the checks alone and is
// never shown as a company's own words.
type Known struct {
	// Organisations, with their products.
	Vendors []Vendor `toml:"vendors"`
	// Cookies that many sites set.
	Cookies []KnownCookie `toml:"cookies"`
}

// Vendor is an organisation that notices name.
type Vendor struct {
	// The id.
	ID ID `toml:"id" id:"vendor" must:"yes"`
	// The names that notices use for it, and the names of its products.
	Names []string `toml:"names" must:"yes"`
	// The legal name.
	Legal string `toml:"legal"`
	// The country of its seat.
	Country Country `toml:"country"`
	// The country of the company that owns it, where it is another one.
	Parent Country `toml:"parent"`
	// What it does.
	Does []VendorKind `toml:"does"`
	// The day it ended, or its product did.
	Ended Date `toml:"ended"`
	// Who or what came after it.
	Successor string `toml:"successor"`
	// The day somebody looked.
	Checked Date `toml:"checked" must:"yes"`
	// Where.
	Source string `toml:"source" must:"yes"`
}

// VendorKind is what an organisation does that decides which role it can have.
type VendorKind string

// Values lists the kinds.
func (VendorKind) Values() []string {
	return []string{"hub", "bank", "payment", "debt-collection", "credit-bureau", "social-media", "advertising", "analytics", "cloud", "messaging", "support", "insurance", "authority", "other"}
}

// KnownCookie is what is publicly known of a cookie.
type KnownCookie struct {
	// The id.
	ID ID `toml:"id" id:"known-cookie" must:"yes"`
	// The name; a star stands for any ending.
	Name string `toml:"name" must:"yes"`
	// Who provides it.
	Provider string `toml:"provider" must:"yes"`
	// The category it is usually put in.
	Category CookieCategory `toml:"category" must:"yes"`
	// The usual durations.
	Durations []Duration `toml:"durations"`
	// The day its product ended.
	Ended Date `toml:"ended"`
	// What came after it.
	Successor string `toml:"successor"`
	// The day somebody looked.
	Checked Date `toml:"checked" must:"yes"`
	// Where.
	Source string `toml:"source" must:"yes"`
}

// Question is something only the company can answer. A version of its own
// cannot be released while one is open.
type Question struct {
	// The id.
	ID ID `toml:"id" id:"question" must:"yes"`
	// The rule that asks.
	Rule string `toml:"rule" must:"yes"`
	// The place in the notice, as notis check names it. Left out, it is the
	// notice as a whole.
	At string `toml:"at"`
	// The question, in plain words.
	Text Text `toml:"text" must:"yes"`
}

// Exception is a finding that somebody accepts for now. Neither it nor its
// reason is ever shown to readers.
type Exception struct {
	// The rule.
	Rule string `toml:"rule" must:"yes"`
	// The place in the notice, as notis check names it. Left out, it is the
	// notice as a whole.
	At string `toml:"at"`
	// Why it is accepted.
	Reason string `toml:"reason" must:"yes"`
	// The role, not the name, of who decided.
	Role string `toml:"role" must:"yes"`
	// The last day it holds.
	Until Date `toml:"until" must:"yes" ahead:"yes"`
}
