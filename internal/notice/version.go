package notice

import "slices"

// Class is how much a change matters to the reader (Guidelines on transparency
// under Regulation 2016/679, WP260 rev.01, paragraphs 29 to 31).
type Class string

// The classes, the least first.
const (
	Editorial Class = "editorial"
	Relevant  Class = "relevant"
	Material  Class = "material"
)

// Values lists the classes, the least first.
func (Class) Values() []string {
	return []string{string(Editorial), string(Relevant), string(Material)}
}

// Rank orders the classes: 1 for editorial, 3 for material, 0 for a class that
// is not decided.
func (c Class) Rank() int { return slices.Index(c.Values(), string(c)) + 1 }

// Nature is what a change of a notice is: that the company does something
// else, that the notice now says what it did not, or that it says the same in
// other words.
type Nature string

// The natures.
const (
	NaturePractice   Nature = "practice"
	NatureDisclosure Nature = "disclosure"
	NatureWording    Nature = "wording"
)

// Provenance is whose words a version is in.
type Provenance string

// The provenances: the company's own text, or the facts of a notice published
// elsewhere, restated and translated here.
const (
	Authored  Provenance = "authored"
	Rendition Provenance = "rendition"
)

// EntryKind is what an entry of a chain of versions does.
type EntryKind string

// The kinds of entry.
const (
	// Published is a version with its text.
	Published EntryKind = "version"
	// Unkept is a version that is known to have stood, and whose text nobody
	// kept.
	Unkept EntryKind = "unkept"
	// CalledOff says that an announced version will not come into force.
	CalledOff EntryKind = "called-off"
	// Withdrawn takes the text of a version away, and says why.
	Withdrawn EntryKind = "withdrawn"
)

// Values lists the kinds.
func (EntryKind) Values() []string {
	return []string{string(Published), string(Unkept), string(CalledOff), string(Withdrawn)}
}

// Version is the record of one entry in the chain of a notice's versions: the
// file version.toml.
type Version struct {
	// The format of the frozen files; this is format 1.
	Format int `toml:"format"`
	// What the entry does.
	Entry EntryKind `toml:"entry"`
	// The brand.
	Brand ID `toml:"brand"`
	// The notice.
	Kind Kind `toml:"kind"`
	// The number of the version that the entry is, or is about.
	Number int `toml:"number"`
	// Whose words it is in.
	Provenance Provenance `toml:"provenance"`
	// The day the entry was made.
	Recorded Date `toml:"recorded"`
	// The day the version takes effect; for a rendition, the newest one its
	// company states, or none.
	Effective Date `toml:"effective"`
	// The number of the version whose mistake this one corrects.
	Corrects int `toml:"corrects"`
	// How much the version matters to the reader, as decided.
	Class Class `toml:"class"`
	// How much it matters as computed from the facts; none where only texts
	// changed.
	Computed Class `toml:"computed"`
	// Why the class is lower than computed, or why the version was called off
	// or withdrawn.
	Reason Text `toml:"reason"`
	// What is new, in a sentence.
	Summary Text `toml:"summary"`
	// The role that decided.
	Role Text `toml:"role"`
	// How readers were told.
	Notified Notified `toml:"notified"`
	// Why readers were not told.
	NotNotified Text `toml:"not_notified"`
	// The number of the version that the changes are counted from; 0 for the
	// first one whose text is kept.
	Before int `toml:"before"`
	// The sections that read otherwise than in the version before.
	Touched []ID `toml:"touched"`
	// Findings that were accepted for this version. Readers never see them.
	Waivers []Waiver `toml:"waivers"`
	// What changed, in the order a reader meets it.
	Changes []Told `toml:"changes"`
}

// From is the day the version counts from: the day it takes effect, or where
// none is stated, the day it was recorded.
func (v *Version) From() Date {
	if v.Effective != "" {
		return v.Effective
	}
	return v.Recorded
}

// Told is one change told as a sentence.
type Told struct {
	// Where in the facts, by ids, such as privacy.recipients[intercom].place.
	Path string `toml:"path"`
	// What happened: added, removed, changed, renamed or moved.
	Op string `toml:"op"`
	// What the change is.
	Nature Nature `toml:"nature"`
	// How much it matters; none where only a text changed.
	Class Class `toml:"class"`
	// The anchor in the page of what changed, or of what is around it.
	Anchor string `toml:"anchor"`
	// The sentence.
	Text Text `toml:"text"`
}
