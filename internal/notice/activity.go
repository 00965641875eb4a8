package notice

// Activity is something the company does with personal data: a purpose, and
// the parts that state whose data, which, on what basis and for how long.
type Activity struct {
	// The id, which is also the anchor in the page.
	ID ID `toml:"id" id:"activity" must:"yes"`
	// The heading.
	Title Text `toml:"title" must:"yes" plain:"yes"`
	// Ids the activity had before.
	Was []ID `toml:"was"`
	// The activity this one belongs under.
	Under Ref `toml:"under" ref:"activity"`
	// Whom it concerns; leads each reader to what is about them.
	People []Ref `toml:"people" ref:"people" must:"yes"`
	// What the data is used for.
	Purpose Text `toml:"purpose"`
	// How it works, where the notice explains it.
	Text Text `toml:"text"`
	// The parts. One is enough where the same is stated for all of it.
	Parts []Part `toml:"parts"`
	// What the company asks of the reader here.
	Requests []Request `toml:"requests"`
	// Pages the reader is sent to here.
	Links []Link `toml:"links"`
}

// Part is one set of data with what is stated of it.
type Part struct {
	// The id, unique within the activity.
	ID ID `toml:"id"`
	// The heading, where the activity has several parts.
	Title Text `toml:"title" plain:"yes"`
	// Whose data it is, where the activity does not say it.
	Who Text `toml:"who"`
	// When it happens.
	When Text `toml:"when"`
	// How firmly it is said.
	Modality Modality `toml:"modality"`
	// Where people and company meet.
	Channels []Channel `toml:"channels"`
	// What the data is used for, where the activity does not say it.
	Purpose Text `toml:"purpose"`
	// What is said of this part that no other field holds.
	Text Text `toml:"text"`
	// The personal data.
	Data []Datum `toml:"data"`
	// What decides which data it is, or why it is needed.
	DataNote Text `toml:"data_note"`
	// The legal bases.
	Bases []Basis `toml:"bases"`
	// Where the data comes from.
	Origins []Origin `toml:"origins"`
	// Whether the reader has to give the data.
	Provision Provision `toml:"provision"`
	// How long the data is kept.
	Retention []Retention `toml:"retention"`
	// How to withdraw consent, or to choose otherwise.
	Withdrawal Withdrawal `toml:"withdrawal"`
	// Automated decisions and profiling.
	Automated Automated `toml:"automated"`
	// Sweeping statements.
	Claims []Claim `toml:"claims"`
}

// Basis is a legal basis as the company states it (GDPR article 6(1)).
type Basis struct {
	// The basis.
	Kind BasisKind `toml:"kind" must:"yes"`
	// Another basis that the company names as an alternative in the same
	// breath ("consent or contract").
	Or BasisKind `toml:"or"`
	// How firmly it is said.
	Modality Modality `toml:"modality"`
	// The article, where the company states one.
	Article Article `toml:"article"`
	// Further articles that the company refers to.
	See []Article `toml:"see"`
	// What the basis covers, where there are several.
	For Text `toml:"for"`
	// When it applies.
	Condition Text `toml:"condition"`
	// The obligation or the contract in the company's words.
	Text Text `toml:"text"`
	// The interest pursued (GDPR article 13(1)(d)).
	Interest Text `toml:"interest"`
	// How the company weighed its interest against the person's.
	Assessment Text `toml:"assessment"`
	// The acts that oblige the company.
	Statutes []Statute `toml:"statutes"`
}

// Origin is where data comes from (GDPR article 14(2)(f)).
type Origin struct {
	// Who or what gives it.
	From Text `toml:"from" must:"yes"`
	// How firmly it is said.
	Modality Modality `toml:"modality"`
	// The recipient or partner of that name, where it is one.
	Recipient Ref `toml:"recipient" ref:"recipient"`
	// Which data.
	Data []Datum `toml:"data"`
	// When, or why.
	When Text `toml:"when"`
	// Whether it comes from sources open to the public.
	Public Stated `toml:"public"`
}

// Provision is whether the reader has to give the data (GDPR article
// 13(2)(e)).
type Provision struct {
	// Voluntary, or required by contract or statute.
	Kind ProvisionKind `toml:"kind" must:"yes"`
	// How firmly it is said.
	Modality Modality `toml:"modality"`
	// Whom it holds for.
	Who Text `toml:"who"`
	// What it is needed for.
	Text Text `toml:"text"`
	// What follows when it is not given.
	Consequence Text `toml:"consequence"`
}

// Retention is how long data is kept (GDPR article 13(2)(a)): a period, or
// what decides it, or both.
type Retention struct {
	// Which data, where the part has several.
	Data []Datum `toml:"data"`
	// The case it holds for.
	When Text `toml:"when"`
	// How exactly the period is stated.
	Qualifier Qualifier `toml:"qualifier"`
	// The period.
	Period Duration `toml:"period"`
	// What decides how long.
	Criterion Text `toml:"criterion"`
	// What the period runs from.
	From Text `toml:"from"`
	// Why it is kept that long.
	For Text `toml:"for"`
	// What happens then.
	Then Then `toml:"then"`
	// How firmly the last is said.
	Modality Modality `toml:"modality"`
	// What it does not hold for.
	Except Text `toml:"except"`
	// The acts that decide it.
	Statutes []Statute `toml:"statutes"`
	// The legal basis for keeping it that long, where one is stated.
	Bases []Basis `toml:"bases"`
	// What else is said of it.
	Text Text `toml:"text"`
}

// Check wants a period, or what decides it, or at least what happens then.
func (r Retention) Check() error {
	if r.Period == "" && r.Criterion.IsZero() && r.Text.IsZero() && r.Then == "" {
		return &Invalid{"retention", ""}
	}
	if r.Qualifier != "" && r.Period == "" {
		return &Invalid{"qualifier", string(r.Qualifier)}
	}
	if r.Modality != "" && r.Then == "" {
		return &Invalid{"then-modality", string(r.Modality)}
	}
	return nil
}

// Withdrawal is how the reader takes back a choice.
type Withdrawal struct {
	// How.
	Text Text `toml:"text" must:"yes"`
	// The right the company cites.
	Articles []Article `toml:"articles"`
}

// Automated is what is said of automated decisions and profiling (GDPR
// articles 4(4), 13(2)(f) and 22).
type Automated struct {
	// Decisions with legal or similarly significant effects.
	Decisions Stated `toml:"decisions"`
	// Profiling.
	Profiling Stated `toml:"profiling"`
	// What is said.
	Text Text `toml:"text" must:"yes"`
	// The articles the company cites.
	Articles []Article `toml:"articles"`
}
