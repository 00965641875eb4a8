package notice

// Privacy is a brand's privacy notice (GDPR articles 13 and 14): the file
// data/brands/<id>/privacy.toml.
type Privacy struct {
	// Where the facts were read.
	Source Source `toml:"source"`
	// The sections in the order the reader meets them.
	Sections []Section `toml:"sections" must:"yes"`
	// Words the notice explains.
	Definitions []Definition `toml:"definitions"`
	// What the company does with personal data, one entry a purpose.
	Activities []Activity `toml:"activities" must:"yes"`
	// Legal bases stated for the notice as a whole.
	Bases []Basis `toml:"bases"`
	// Where data comes from, stated for the notice as a whole.
	Origins []Origin `toml:"origins"`
	// How long data is kept, stated for the notice as a whole.
	Retention []Retention `toml:"retention"`
	// Who receives data.
	Recipients []Recipient `toml:"recipients"`
	// When data is handed over outside the ordinary: by law, on suspicion, on
	// a sale of the business.
	Disclosures []Disclosure `toml:"disclosures"`
	// Transfers out of the EEA.
	Transfers Transfers `toml:"transfers"`
	// What the company does to keep data safe.
	Security []Measure `toml:"security"`
	// What the company promises to do.
	Promises []Promise `toml:"promises"`
	// The reader's rights.
	Rights Rights `toml:"rights"`
	// Automated decisions and profiling, stated for the notice as a whole.
	Automated Automated `toml:"automated"`
	// How to complain.
	Complaint Complaint `toml:"complaint"`
	// What the notice says of children.
	Children Children `toml:"children"`
	// What the company asks of the reader.
	Requests []Request `toml:"requests"`
	// Licences the company says it holds.
	Licences []Licence `toml:"licences"`
	// Notices of others that the reader is sent to.
	Links []Link `toml:"links"`
	// How the notice changes.
	Changes Changes `toml:"changes"`
	// Sweeping statements about the notice as a whole.
	Claims []Claim `toml:"claims"`
	// What only the company can answer. Readers never see it.
	Open []Question `toml:"open"`
	// Findings that are accepted for now. Readers never see them.
	Waivers []Exception `toml:"waivers"`
}

// Source is where the facts of a rendition were read.
type Source struct {
	// The day the company's notice was read.
	Captured Date `toml:"captured" must:"yes"`
	// The SHA-256 of the text that was read.
	SHA256 Digest `toml:"sha256" must:"yes"`
	// The address it was read at, where known.
	URL URL `toml:"url"`
	// Every date the company's notice gives for itself.
	Dated []Dated `toml:"dated"`
}

// Dated is a date that a company's notice gives for itself.
type Dated struct {
	// The date.
	Date Date `toml:"date" must:"yes"`
	// Where in the notice it stands.
	Text Text `toml:"text" must:"yes"`
}

// Section is a part of a notice. The ids introduction, controller,
// definitions, activities, bases, origins, retention, recipients, disclosures,
// transfers, security, promises, rights, automated, complaint, children,
// requests, licences, links, changes and claims (in a privacy notice), and
// introduction, definitions, scope, cookies, technologies, uses, choices,
// bases, retention and claims (in a cookie declaration) show the facts of that
// name; any other id is a section in the company's own words.
type Section struct {
	// The id, which is also the anchor in the page.
	ID ID `toml:"id" id:"section" must:"yes"`
	// The heading. The sections that show facts have one of their own.
	Title Text `toml:"title" plain:"yes"`
	// What the section says, or what opens it.
	Text Text `toml:"text"`
	// Ids the section had before.
	Was []ID `toml:"was"`
}

// Definition is a word the notice explains.
type Definition struct {
	// The id.
	ID ID `toml:"id" id:"definition" must:"yes"`
	// The word.
	Term Text `toml:"term" must:"yes" plain:"yes"`
	// What it means.
	Text Text `toml:"text" must:"yes"`
}

// Disclosure is a case in which data is handed over outside the ordinary.
type Disclosure struct {
	// The id.
	ID ID `toml:"id" id:"disclosure" must:"yes"`
	// Why.
	Occasion Occasion `toml:"occasion" must:"yes"`
	// How firmly it is said.
	Modality Modality `toml:"modality"`
	// What is handed over, to whom, and when.
	Text Text `toml:"text" must:"yes"`
	// Who receives it, where the notice lists them.
	Recipients []Ref `toml:"recipients" ref:"recipient"`
	// What has to be so first.
	Conditions []Text `toml:"conditions"`
}

// Measure is something done to keep data safe (GDPR article 32).
type Measure struct {
	// The id.
	ID ID `toml:"id" id:"measure" must:"yes"`
	// What is done.
	Text Text `toml:"text" must:"yes"`
}

// Promise is something the company says it will do.
type Promise struct {
	// The id.
	ID ID `toml:"id" id:"promise" must:"yes"`
	// What kind of promise.
	Kind PromiseKind `toml:"kind" must:"yes"`
	// What is promised.
	Text Text `toml:"text" must:"yes"`
	// When it holds.
	Condition Text `toml:"condition"`
	// The time it is to be done within.
	Deadline Deadline `toml:"deadline"`
}

// Deadline is a time within which something is done.
type Deadline struct {
	// How long.
	Period Duration `toml:"period" must:"yes"`
	// What the time runs from.
	From Text `toml:"from"`
	// How soon in other words, such as "as soon as possible".
	Text Text `toml:"text"`
	// What happens when it takes longer.
	Late Text `toml:"late"`
}

// Request is something the company asks of the reader.
type Request struct {
	// The id.
	ID ID `toml:"id" id:"request" must:"yes"`
	// What is asked.
	Text Text `toml:"text" must:"yes"`
}

// Licence is a permission from an authority.
type Licence struct {
	// The id.
	ID ID `toml:"id" id:"licence" must:"yes"`
	// What the company says of it.
	Text Text `toml:"text" must:"yes"`
}

// Link leads to somebody else's page.
type Link struct {
	// The name of the page, or of who publishes it.
	Name Name `toml:"name" must:"yes"`
	// Its address.
	URL URL `toml:"url"`
	// Why the reader is sent there.
	Text Text `toml:"text"`
}

// Changes is how the notice changes.
type Changes struct {
	// Why and when it changes.
	Text Text `toml:"text"`
	// How the reader is told.
	Notified Text `toml:"notified"`
	// Where the newest one is found.
	Found Text `toml:"found"`
}

// Claim is a sweeping statement. Its kind lets the checks hold it against the
// other facts.
type Claim struct {
	// What is claimed.
	Kind ClaimKind `toml:"kind" must:"yes"`
	// The statement.
	Text Text `toml:"text" must:"yes"`
}

// Children is what the notice says of children (GDPR article 8).
type Children struct {
	// The age stated, in years.
	Age Number `toml:"age"`
	// What is said.
	Text Text `toml:"text"`
}
