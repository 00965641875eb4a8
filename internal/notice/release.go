package notice

// Releases is the file data/brands/<id>/release.toml: what `notis release`
// does next. It may be missing.
type Releases struct {
	// The next version of the privacy notice.
	Privacy Release `toml:"privacy"`
	// The next version of the cookie declaration.
	Cookies Release `toml:"cookies"`
}

// Of gives the release of a notice.
func (r *Releases) Of(k Kind) *Release {
	if k == CookiesKind {
		return &r.Cookies
	}
	return &r.Privacy
}

// Release is what the next version of a notice is, or what is to happen to a
// version there is.
type Release struct {
	// The number of the version: the next one, or the one to call off or to
	// withdraw. It keeps an old file from being used again.
	Version Number `toml:"version" must:"yes"`
	// What to do. Left out, the working notice becomes a version.
	Entry EntryKind `toml:"entry"`
	// The day the version takes effect. A rendition has none: it carries the
	// date its company states.
	Effective Date `toml:"effective" ahead:"yes"`
	// The number of the version whose mistake this one corrects.
	Corrects Number `toml:"corrects"`
	// How much the version matters to readers. Left out, it is computed.
	Class Class `toml:"class"`
	// Why the class is lower than computed, or why a version is called off or
	// withdrawn. The history shows it.
	Reason Text `toml:"reason" plain:"yes"`
	// What is new, in one sentence to the reader.
	Summary Text `toml:"summary" plain:"yes"`
	// The role, not the name, of who decided.
	Role Text `toml:"role" plain:"yes"`
	// The changes that are new in what the company does, and not only in
	// what the notice says: their places, as `notis diff` lists them.
	Practice []string `toml:"practice"`
	// How readers were told, or are going to be.
	Notified Notified `toml:"notified"`
	// Why readers are not told.
	NotNotified Text `toml:"not_notified" plain:"yes"`
	// Findings that are accepted for this version.
	Waivers []Waiver `toml:"waivers"`
}

// Notified is how readers were told of a version (WP260 rev.01, paragraph 29).
type Notified struct {
	// The day.
	Date Date `toml:"date" must:"yes" ahead:"yes"`
	// The channel, such as email or post.
	Channel Channel `toml:"channel" must:"yes"`
	// Who was told.
	Audience Text `toml:"audience" must:"yes" plain:"yes"`
}

// IsZero tells whether nobody was told.
func (n Notified) IsZero() bool { return n == Notified{} }

// Waiver is a finding that somebody accepts. It is never shown to readers.
type Waiver struct {
	// The rule.
	Rule string `toml:"rule" must:"yes"`
	// Why it is accepted.
	Reason string `toml:"reason" must:"yes"`
	// The role, not the name, of who decided.
	Role string `toml:"role" must:"yes"`
}
