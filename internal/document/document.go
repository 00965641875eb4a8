// Package document is a compiled notice: what a reader reads, in one language,
// as sections and blocks with stable ids. It knows nothing of HTML. The comments
// of its types are what the JSON Schema of index.json says of them.
package document

// Document is one notice in one language. The two languages of a notice are
// the same tree.
type Document struct {
	// The id of the brand.
	Brand string `json:"brand"`
	// The notice: privacy or cookies.
	Kind string `json:"kind" enum:"privacy cookies"`
	// The language: nb or en.
	Lang string `json:"lang" enum:"nb en"`
	// The heading.
	Title string `json:"title"`
	// The sentence under it.
	Lead string `json:"lead"`
	// What the notice says of itself.
	Standing Standing `json:"standing"`
	// The short version.
	Summary []Card `json:"summary"`
	// Leads each group of people to what concerns them.
	Readers []Reader `json:"readers,omitempty"`
	// The text.
	Sections []Section `json:"sections"`
}

// Standing is what a notice says of itself: when it was updated, and whether
// the company stands behind it.
type Standing struct {
	// False for a rendition: the facts of a notice published elsewhere, restated
	// here and approved by nobody.
	Official bool `json:"official"`
	// The date, or that none is stated.
	Updated Line `json:"updated"`
	// That the notice is a rendition, or whose own it is and who decided the
	// version.
	Note Line `json:"note,omitempty"`
	// The SHA-256 of the text the facts were read from.
	Digest Line `json:"digest,omitempty"`
}

// Undated is the document without the day it states for itself and without
// who decided it: a draft has neither, and that is no change.
func (d *Document) Undated() *Document {
	out := *d
	out.Standing.Updated = nil
	if out.Standing.Official {
		out.Standing.Note = nil
	}
	return &out
}

// Card is one answer of the short version, leading to its section.
type Card struct {
	// The id.
	ID string `json:"id"`
	// The question.
	Title string `json:"title"`
	// The anchor the card leads to.
	Section string `json:"section"`
	// The answers.
	Items []Line `json:"items"`
	// Names the rest of the answers where the card does not show them all.
	More string `json:"more,omitempty"`
}

// Reader is a group of people and the places that concern them.
type Reader struct {
	// The group of people.
	ID string `json:"id"`
	// Addresses the group.
	Name string `json:"name"`
	// The places that concern it.
	To []Line `json:"to"`
}

// Line is a run of text with marks.
type Line []Run

// Run is text with one set of marks.
type Run struct {
	// The words.
	Text string `json:"text"`
	// That they are strong.
	Strong bool `json:"strong,omitempty"`
	// That they are emphasised.
	Em bool `json:"em,omitempty"`
	// That they are code.
	Code bool `json:"code,omitempty"`
	// Where they lead: an address on the web, a mail address, #anchor, or
	// notice:privacy and notice:cookies.
	To string `json:"to,omitempty"`
}

// Section is a heading with what stands under it.
type Section struct {
	// The id, which is the anchor in the page.
	ID string `json:"id"`
	// Ids it had before.
	Was []string `json:"was,omitempty"`
	// The heading.
	Title string `json:"title"`
	// What stands under it.
	Blocks []Block `json:"blocks,omitempty"`
	// Sections within it.
	Sections []Section `json:"sections,omitempty"`
}

// BlockKind is what a block is.
type BlockKind string

// The kinds of block. Paragraph uses Line, List and Ordered use Items, Facts
// uses Rows, Grid uses Table.
const (
	Paragraph BlockKind = "paragraph"
	List      BlockKind = "list"
	Ordered   BlockKind = "ordered"
	Facts     BlockKind = "facts"
	Grid      BlockKind = "table"
)

// Block is a piece of a section.
type Block struct {
	// What the block is.
	Kind BlockKind `json:"kind" enum:"paragraph list ordered facts table"`
	// The anchor, where it has one.
	ID string `json:"id,omitempty"`
	// The text of a paragraph.
	Line Line `json:"line,omitempty"`
	// The items of a list, each made of blocks.
	Items [][]Block `json:"items,omitempty"`
	// Facts with their labels.
	Rows []Row `json:"rows,omitempty"`
	// A table.
	Table *Table `json:"table,omitempty"`
}

// Row is one labelled fact.
type Row struct {
	// The field of the data files, such as retention.
	Key string `json:"key"`
	// What the reader is shown.
	Label string `json:"label"`
	// The answers.
	Values []Value `json:"values"`
}

// Value is one answer to a row's label.
type Value struct {
	// The anchor, where it has one.
	ID string `json:"id,omitempty"`
	// The answer.
	Line Line `json:"line,omitempty"`
	// An article of the GDPR beside it.
	Badge string `json:"badge,omitempty"`
	// What else is said of it.
	More []Block `json:"more,omitempty"`
	// That short answers may stand side by side.
	Compact bool `json:"compact,omitempty"`
}

// Table is a real table: the first column heads each row.
type Table struct {
	// What the table shows.
	Caption string `json:"caption"`
	// The columns; the first one heads each row.
	Columns []Column `json:"columns"`
	// The rows.
	Rows []TableRow `json:"rows"`
}

// Column is a column of a table.
type Column struct {
	// The field of the data files.
	Key string `json:"key"`
	// The heading.
	Title string `json:"title"`
}

// TableRow is a row of a table with an anchor.
type TableRow struct {
	// The anchor of the row.
	ID string `json:"id"`
	// Ids it had before.
	Was []string `json:"was,omitempty"`
	// One for each column.
	Cells []Cell `json:"cells"`
}

// Cell is a cell of a table; none of its values is stated where it is empty.
type Cell struct {
	// What stands in it; nothing where it is not stated.
	Values []Value `json:"values,omitempty"`
}
