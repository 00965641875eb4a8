package notice

// Recipient is somebody who receives data (GDPR article 4(9)), by name or as a
// category.
type Recipient struct {
	// The id, which is also the anchor in the page.
	ID ID `toml:"id" id:"recipient" must:"yes"`
	// The name; a table with nb and en where it is a category.
	Name Name `toml:"name" must:"yes"`
	// Ids the recipient had before.
	Was []ID `toml:"was"`
	// The services of the recipient that are used.
	Products []string `toml:"products"`
	// Who the recipient is.
	Text Text `toml:"text"`
	// The place stated.
	Place Text `toml:"place"`
	// The safeguard stated, such as an agreement.
	Safeguard Text `toml:"safeguard"`
	// True where it is the reader who chooses the recipient.
	Chosen bool `toml:"chosen"`
	// The recipient's own notice.
	URL URL `toml:"url"`
	// What it receives, one entry a use.
	Uses []Use `toml:"uses" must:"yes"`
}

// Use is what a recipient receives, and what for.
type Use struct {
	// What the recipient is for this use.
	Role Role `toml:"role" must:"yes"`
	// How firmly it is said.
	Modality Modality `toml:"modality"`
	// The activity it belongs to.
	Activity Ref `toml:"activity" ref:"activity"`
	// The personal data.
	Data []Datum `toml:"data"`
	// What for.
	Purpose Text `toml:"purpose"`
	// When.
	Condition Text `toml:"condition"`
}

// Transfers is what is stated of transfers out of the EEA (GDPR chapter V).
type Transfers struct {
	// What is said, one entry for each who transfers.
	Statements []Transfer `toml:"statements"`
	// The grounds named.
	Mechanisms []Mechanism `toml:"mechanisms"`
	// How the reader learns more, or gets a copy.
	Ask Text `toml:"ask"`
}

// Transfer is one statement about transfers.
type Transfer struct {
	// The id.
	ID ID `toml:"id" id:"transfer" must:"yes"`
	// What is claimed.
	Kind TransferKind `toml:"kind" must:"yes"`
	// The statement.
	Text Text `toml:"text" must:"yes"`
	// The countries named.
	Countries []Country `toml:"countries"`
}

// Mechanism is the ground for a transfer.
type Mechanism struct {
	// The id.
	ID ID `toml:"id" id:"mechanism" must:"yes"`
	// The ground.
	Kind MechanismKind `toml:"kind" must:"yes"`
	// The article the company states.
	Article Article `toml:"article"`
	// What is said of it.
	Text Text `toml:"text" must:"yes"`
	// When it is used.
	Condition Text `toml:"condition"`
}

// Rights is what the notice says of the reader's rights.
type Rights struct {
	// The contacts to use.
	Contacts []Ref `toml:"contacts" ref:"contact"`
	// How to use the rights.
	How Text `toml:"how"`
	// How soon the company answers (GDPR article 12(3)).
	Deadline Deadline `toml:"deadline"`
	// How the company makes sure who asks (GDPR article 12(6)).
	Identity Text `toml:"identity"`
	// The rights in the notice's order.
	List []Right `toml:"list"`
	// Where to read more.
	More Link `toml:"more"`
}

// Right is one right as the notice states it.
type Right struct {
	// The right.
	Kind RightKind `toml:"kind" must:"yes"`
	// What the notice says of it.
	Text Text `toml:"text" must:"yes"`
	// When it does not hold, or what limits it.
	Except Text `toml:"except"`
	// How to use this right, where it differs.
	How Text `toml:"how"`
	// How soon this request is answered, where it differs.
	Deadline Deadline `toml:"deadline"`
	// The articles the company states, right or wrong.
	Articles []Article `toml:"articles"`
}

// Complaint is how to complain (GDPR articles 13(2)(d) and 77).
type Complaint struct {
	// The authority.
	Authority Name `toml:"authority" must:"yes"`
	// Its address on the web.
	URL URL `toml:"url"`
	// When the reader may complain.
	Text Text `toml:"text" must:"yes"`
	// What the company asks the reader to do first.
	First Text `toml:"first"`
	// Where to read more.
	More Text `toml:"more"`
}
