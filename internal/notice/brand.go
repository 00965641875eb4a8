package notice

// Brand is a name that customers know, and who answers for it. It is the file
// data/brands/<id>/brand.toml; the folder's name is the brand's id.
type Brand struct {
	// The brand as customers know it.
	Name string `toml:"name" must:"yes"`
	// One sentence on what the brand does, for the list of brands.
	About Text `toml:"about" must:"yes" plain:"yes"`
	// True once the company has approved its notices. Until then every page
	// says that it is an unofficial restatement.
	Official bool `toml:"official"`
	// Who in the company approved its notices, and when. It is needed once
	// official is true.
	Approval Approval `toml:"approval"`
	// The legal person that decides why and how data is used: the controller.
	Entity Entity `toml:"entity" must:"yes"`
	// Other names the same legal person trades under.
	TradeNames []TradeName `toml:"trade_names"`
	// Websites, apps and shops of the brand. The first one is where a reader
	// is sent who looks for the company's own pages.
	Sites []Site `toml:"sites" must:"yes"`
	// Ways to reach the company, the first one first.
	Contacts []Contact `toml:"contacts" must:"yes"`
	// The data protection officer.
	DPO Officer `toml:"dpo" must:"yes"`
	// The host the brand's notices are published on when it has a site of
	// its own.
	Host Host `toml:"host"`
	// The theme that gives colours and wordmark: a folder under themes/.
	// Left out, the shared look is used.
	Look ID `toml:"look"`
	// Ids the brand had before. What was published under them leads to where it
	// is now.
	Was []ID `toml:"was"`
	// Old addresses that lead to the notices, on the brand's own host.
	Moved Moved `toml:"moved"`
	// Hosts whose pages may show the brand's notices in a frame, by their
	// embed.html.
	Frames []Host `toml:"frames"`
}

// Moved are the paths that notices stood at before, each from the root of the
// host.
type Moved struct {
	// Paths of the privacy notice.
	Privacy []Path `toml:"privacy"`
	// Paths of the cookie declaration.
	Cookies []Path `toml:"cookies"`
}

// Approval is that a company stands behind its notices here.
type Approval struct {
	// The role, not the name, of who approved.
	Role Text `toml:"role" must:"yes" plain:"yes"`
	// The day.
	Date Date `toml:"date" must:"yes"`
}

// Entity is a legal person.
type Entity struct {
	// The registered name. Leave it out where the notice does not give one.
	Name string `toml:"name"`
	// The number in the register of legal entities.
	Number OrgNumber `toml:"number"`
	// Who acts for the controller, where the notice says so.
	By Text `toml:"by"`
	// The country of establishment, ISO 3166-1 alpha-2.
	Country Country `toml:"country"`
}

// Country is a country as ISO 3166-1 alpha-2 writes it.
type Country string

// Check wants two capital letters.
func (v Country) Check() error {
	if len(v) != 2 || v[0] < 'A' || v[0] > 'Z' || v[1] < 'A' || v[1] > 'Z' {
		return &Invalid{"country", string(v)}
	}
	return nil
}

// TradeName is another name of the same legal person.
type TradeName struct {
	// The name.
	Name string `toml:"name" must:"yes"`
	// What the notice says of it.
	Text Text `toml:"text" must:"yes"`
}

// Site is a website, an app or a shop.
type Site struct {
	// The id by which scopes name the site.
	ID ID `toml:"id" id:"site" must:"yes"`
	// Website, app or shop.
	Kind SiteKind `toml:"kind" must:"yes"`
	// What it is called.
	Name Name `toml:"name" must:"yes"`
	// Its address on the web.
	URL URL `toml:"url"`
}

// Contact is one way to reach the company.
type Contact struct {
	// The id by which rights and requests name the contact.
	ID ID `toml:"id" id:"contact" must:"yes"`
	// The channel.
	Channel Channel `toml:"channel" must:"yes"`
	// The address for e-mail.
	Email Email `toml:"email"`
	// The number for telephone and SMS.
	Phone Phone `toml:"phone"`
	// The postal address on one line.
	Address string `toml:"address"`
	// The address on the web, of a form or a portal.
	URL URL `toml:"url"`
	// What it is, or what it is for.
	Text Text `toml:"text"`
}

// Check wants something to reach the company by.
func (c Contact) Check() error {
	if c.Email == "" && c.Phone == "" && c.Address == "" && c.URL == "" && c.Text.IsZero() {
		return &Invalid{"contact", string(c.ID)}
	}
	return nil
}

// Officer is the data protection officer (GDPR articles 37 to 39).
type Officer struct {
	// Whether the company states that it has appointed one.
	Appointed Stated `toml:"appointed" must:"yes"`
	// The contact of the officer.
	Contact Ref `toml:"contact" ref:"contact"`
	// What the notice says of it.
	Text Text `toml:"text"`
}
