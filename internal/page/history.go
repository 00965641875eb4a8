package page

import "fmt"

// The states a version can have in a history. Replaced is one that another one
// took the place of before it came into force.
const (
	InForce   = "in-force"
	Announced = "announced"
	Past      = "past"
	Replaced  = "replaced"
	CalledOff = "called-off"
	Withdrawn = "withdrawn"
	Unkept    = "unkept"
)

// History is all versions of one notice, the newest first.
type History struct{ Entries []Version }

// Version is one version in a history.
type Version struct {
	// ID is its anchor, such as v3.
	ID     string
	Number int
	// State is one of the states above.
	State string
	// Rendition tells that the company has not approved the version: then its
	// dates are those the company states, and it is never said to be in force.
	Rendition bool
	// Path is the page of the version, "" where no text is kept.
	Path string
	// Changes is the page of what changed, "" for the first version kept.
	Changes string
	// ToCurrent is the page that compares it with the one in force, "" where
	// there is none.
	ToCurrent string
	// From is the worded day the version takes effect, "" where the company
	// states none. Until is the worded last day, "" where there is none yet.
	From, Until string
	// Recorded is the worded day the version was recorded.
	Recorded string
	// Class is how much the version matters, as decided; Computed is what the
	// facts say. Either is editorial, relevant, material or "".
	Class, Computed string
	// Reason says why the class is not the computed one.
	Reason string
	// Summary is what is new, in a sentence.
	Summary string
	// Role is who decided.
	Role string
	// Told words how readers were told, or why they were not.
	Told string
	// Corrects is the number of the version whose mistake this one corrects,
	// CorrectedBy that of the one that corrects this one; or 0.
	Corrects, CorrectedBy int
	// CalledOff and Withdrawn are what became of the version, or nil.
	CalledOff, Withdrawn *Event
	// Sentences are the changes from the version before. Withheld tells that
	// they are not given, as they might quote a text that was withdrawn.
	Sentences []Sentence
	Withheld  bool
	// Digest is the SHA-256 of the version's SHA256SUMS.
	Digest string
}

// Event is something that was done to a version after it was made.
type Event struct {
	// Date is the worded day.
	Date string
	// Role is who decided, Reason is why.
	Role, Reason string
	// Digest is the SHA-256 that the version had in the chain.
	Digest string
}

// Sentence is one change, told.
type Sentence struct {
	Text string
	// Class is how much it matters: editorial, relevant, material or "".
	Class string
	// Nature is what it is: practice, disclosure, wording or "".
	Nature string
	// Path is where in the facts, by ids.
	Path string
	// To is the address of what changed, or "".
	To string
}

// visible is how many changes a history shows before it folds the rest.
const visible = 5

// Shown are the sentences that a history shows at once.
func (v Version) Shown() []Sentence { return v.Sentences[:min(visible, len(v.Sentences))] }

// Folded are the sentences that a history folds.
func (v Version) Folded() []Sentence { return v.Sentences[min(visible, len(v.Sentences)):] }

// Reclassed tells whether the class is another one than the facts say.
func (v Version) Reclassed() bool {
	return v.Computed != "" && v.Class != "" && v.Computed != v.Class
}

// Restated tells whether the version in force is a rendition, which is never
// said to be in force.
func (h *History) Restated() bool {
	for _, v := range h.Entries {
		if v.State == InForce {
			return v.Rendition
		}
	}
	return false
}

// entry is a version in its history.
type entry struct {
	Version  Version
	Restated bool
}

// History renders the body of the page with all versions of a notice.
func (t *Templates) History(h *History, c Context) ([]byte, error) {
	out, err := t.render("history", h, c)
	if err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	return out, nil
}
