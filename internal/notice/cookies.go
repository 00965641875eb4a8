package notice

// Cookies is a brand's cookie declaration (ekomloven § 3-15): the file
// data/brands/<id>/cookies.toml.
type Cookies struct {
	// Where the facts were read.
	Source Source `toml:"source"`
	// The sections in the order the reader meets them.
	Sections []Section `toml:"sections" must:"yes"`
	// The sites and apps that the declaration is about.
	Scope []Ref `toml:"scope" ref:"site" must:"yes"`
	// Words the declaration explains.
	Definitions []Definition `toml:"definitions"`
	// The list of cookies.
	List CookieList `toml:"list" must:"yes"`
	// The cookies.
	Cookies []Cookie `toml:"cookies"`
	// What cookies are used for, category by category.
	Uses []CookieUse `toml:"uses"`
	// Other means of reading from or storing on the reader's equipment.
	Technologies []Technology `toml:"technologies"`
	// How the reader chooses.
	Choices []Choice `toml:"choices"`
	// The legal bases.
	Bases []Basis `toml:"bases"`
	// How long what is collected is kept.
	Retention []Retention `toml:"retention"`
	// Sweeping statements.
	Claims []Claim `toml:"claims"`
	// What only the company can answer. Readers never see it.
	Open []Question `toml:"open"`
	// Findings that are accepted for now. Readers never see them.
	Waivers []Exception `toml:"waivers"`
}

// CookieList is what is known of the list itself.
type CookieList struct {
	// Whether the company has published which cookies it uses.
	Published Stated `toml:"published" must:"yes"`
	// How many the company says there are, where it gives a number.
	Count Number `toml:"count"`
	// What the company says of the list, or refers to.
	Text Text `toml:"text"`
}

// Cookie is one cookie as stated.
type Cookie struct {
	// The id, which is also the anchor in the page.
	ID ID `toml:"id" id:"cookie" must:"yes"`
	// The name, letter for letter as stated.
	Name string `toml:"name" must:"yes"`
	// Ids the cookie had before.
	Was []ID `toml:"was"`
	// What it is, where it is not a cookie.
	Kind CookieKind `toml:"kind"`
	// Who sets or reads it, as stated.
	Provider string `toml:"provider"`
	// The category that the stated purpose falls in.
	Category CookieCategory `toml:"category" must:"yes"`
	// What it is for, as stated.
	Purpose Text `toml:"purpose"`
	// How long it is stored.
	Duration Duration `toml:"duration"`
	// What the time runs from.
	From Text `toml:"from"`
}

// Check wants a time where it is said what the time runs from.
func (c Cookie) Check() error {
	if !c.From.IsZero() && c.Duration == "" {
		return &Invalid{"from", c.Name}
	}
	return nil
}

// CookieUse is what a category of cookies is for.
type CookieUse struct {
	// The category.
	Category CookieCategory `toml:"category" must:"yes"`
	// What it is for.
	Text Text `toml:"text" must:"yes"`
	// Whether it can be chosen away.
	Choice Text `toml:"choice"`
}

// Technology is a means other than a cookie.
type Technology struct {
	// The id.
	ID ID `toml:"id" id:"technology" must:"yes"`
	// What it is called.
	Name Name `toml:"name" must:"yes"`
	// Who provides it, as stated.
	Provider string `toml:"provider"`
	// What is said of it.
	Text Text `toml:"text"`
	// The personal data.
	Data []Datum `toml:"data"`
	// What for.
	Purpose Text `toml:"purpose"`
}

// Choice is a way for the reader to choose.
type Choice struct {
	// The id.
	ID ID `toml:"id" id:"choice" must:"yes"`
	// The way.
	Kind ChoiceKind `toml:"kind" must:"yes"`
	// How.
	Text Text `toml:"text" must:"yes"`
	// What follows.
	Consequence Text `toml:"consequence"`
}
