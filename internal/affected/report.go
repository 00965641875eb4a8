package affected

import (
	"notis/internal/diag"
	"notis/internal/notice"
)

// Report says what an edit touches. Its keys as JSON stay what they are.
type Report struct {
	SchemaVersion int `json:"schemaVersion"`
	// Since is the revision the edit is counted from, Date the day that both
	// sides were made for.
	Since string      `json:"since"`
	Date  notice.Date `json:"date"`
	// Summary is the report in one sentence or a few.
	Summary string `json:"summary"`
	// Inputs are the files that differ, and new entries of the archive.
	Inputs []Edited `json:"inputs"`
	// Clauses are the messages of the notices that differ.
	Clauses []Clause `json:"clauses"`
	// Sections are the sections of notices in which drafts read otherwise.
	Sections []Section `json:"sections"`
	// Brands are those that are touched; Untouched is how many are not, and
	// Uncompared are those of which that cannot be told, or not all of it.
	Brands     []Brand     `json:"brands"`
	Untouched  int         `json:"untouched"`
	Uncompared []notice.ID `json:"uncompared"`
	// Shared are the pages that belong to no brand.
	Shared Pages `json:"shared"`
	// Findings are what is wrong with either side. What they are about was not
	// compared.
	Findings []Finding `json:"findings"`
}

// Edited is a file, or an entry of the archive, that differs.
type Edited struct {
	Kind Kind   `json:"kind"`
	File string `json:"file"`
	// Op is added, removed or changed.
	Op string `json:"op"`
	// Brand is whose file it is, where it is a brand's own.
	Brand notice.ID `json:"brand,omitempty"`
	// Messages are the ids of the messages that differ, in a file of messages.
	Messages []string `json:"messages,omitempty"`
	// OnlyForm tells that it is written otherwise and says the same.
	OnlyForm bool `json:"onlyForm,omitempty"`
}

// Clause is a message of the notices that differs.
type Clause struct {
	ID string `json:"id"`
	// Langs are the languages in which it differs.
	Langs []notice.Lang `json:"langs"`
	// Brands is how many of the brands compared have drafts that use it.
	Brands int `json:"brands"`
}

// Section is a section of a notice.
type Section struct {
	Notice notice.Kind `json:"notice"`
	ID     string      `json:"id"`
	// NB and EN are its heading.
	NB string `json:"nb"`
	EN string `json:"en"`
}

// Brand is what the edit does to a brand.
type Brand struct {
	ID notice.ID `json:"id"`
	// Status is added or removed for a brand that only one side has, else
	// changed.
	Status string `json:"status"`
	// Why are the inputs that differ, as they are named above.
	Why []string `json:"why"`
	// Drafts are the working notices that differ.
	Drafts []Draft `json:"drafts"`
	// Versions are the new entries of the archive.
	Versions []Version `json:"versions"`
	// Pages are the published pages.
	Pages Pages `json:"pages"`
}

// Draft is a working notice that differs.
type Draft struct {
	Notice notice.Kind `json:"notice"`
	// Class is how much the changes of the facts matter together; Undecided
	// tells that a person has to say it of some.
	Class     notice.Class `json:"class,omitempty"`
	Undecided bool         `json:"undecided"`
	// Changes are the changes as sentences.
	Changes []Change `json:"changes"`
	// Texts are what reads otherwise, in each language.
	Texts []Text `json:"texts"`
}

// Change is a change of facts as a sentence.
type Change struct {
	Path   string        `json:"path"`
	Op     string        `json:"op"`
	Nature notice.Nature `json:"nature"`
	Class  notice.Class  `json:"class,omitempty"`
	NB     string        `json:"nb"`
	EN     string        `json:"en"`
}

// Text is how a working notice reads otherwise in a language. A paragraph is
// the smallest piece that stands by itself: a heading, a paragraph, an entry of
// a list, a label, a value, a cell.
type Text struct {
	Lang notice.Lang `json:"lang"`
	// Changed, Added, Removed and Moved count paragraphs.
	Changed int `json:"changed"`
	Added   int `json:"added"`
	Removed int `json:"removed"`
	Moved   int `json:"moved"`
	// Paragraphs are these, in the order of the notice; none for a brand that
	// only one side has.
	Paragraphs []Paragraph `json:"paragraphs,omitempty"`
}

// Sum is how many paragraphs read otherwise.
func (t *Text) Sum() int { return t.Changed + t.Added + t.Removed + t.Moved }

// Paragraph is a piece of a notice that reads otherwise.
type Paragraph struct {
	// Status is changed, added, removed or moved.
	Status string `json:"status"`
	// Section is the heading of the section it stands in.
	Section string `json:"section,omitempty"`
	// Label is that of its row or column.
	Label string `json:"label,omitempty"`
	// Words are the words in short: an ellipsis stands for those that stay and
	// are far from a change.
	Words []Words `json:"words"`
}

// Words are words of a paragraph that share their fate.
type Words struct {
	// Op is same, deleted or inserted.
	Op   string `json:"op"`
	Text string `json:"text"`
}

// Version is a new entry of the archive, with what its record says.
type Version struct {
	Notice notice.Kind `json:"notice"`
	// Name is that of its folder, such as v3 or v3-called-off.
	Name string `json:"name"`
	// Recorded is the day of the entry, From the day the version counts from.
	Recorded notice.Date  `json:"recorded"`
	From     notice.Date  `json:"from,omitempty"`
	Class    notice.Class `json:"class,omitempty"`
	// Summary says in both languages what is new, or why a version was called off
	// or withdrawn.
	SummaryNB string   `json:"summaryNb"`
	SummaryEN string   `json:"summaryEn"`
	Changes   []Change `json:"changes"`
}

// Pages are published pages that differ.
type Pages struct {
	// Known is false where the pages could not be compared.
	Known bool `json:"known"`
	// Wording is how many show the text of another version than before, or none
	// any more; Lost is how many with a text are gone.
	Wording int `json:"wording"`
	Lost    int `json:"lost"`
	// Changed is how many differ, those with another text among them; Added and
	// Removed are new and gone, those with a text among them.
	Changed int `json:"changed"`
	Added   int `json:"added"`
	Removed int `json:"removed"`
	// Files is how many of the other files differ: Markdown, JSON and feeds.
	Files int `json:"files"`
}

// none tells that no page differs.
func (p *Pages) none() bool {
	return p.Wording+p.Changed+p.Added+p.Removed+p.Files == 0
}

// Finding is something wrong with one side.
type Finding struct {
	// Side is old or new.
	Side string `json:"side"`
	diag.Told
}
