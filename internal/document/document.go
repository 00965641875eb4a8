// Package document is a compiled notice: what a reader reads, in one language,
// as sections and blocks with stable ids. It knows nothing of HTML.
package document

// Document is one notice in one language. The two languages of a notice are
// the same tree.
type Document struct {
	Brand    string   `json:"brand"`
	Kind     string   `json:"kind"`
	Lang     string   `json:"lang"`
	Title    string   `json:"title"`
	Lead     string   `json:"lead"`
	Standing Standing `json:"standing"`
	Summary  []Card   `json:"summary"`
	// Readers leads each group of people to what concerns them.
	Readers  []Reader  `json:"readers,omitempty"`
	Sections []Section `json:"sections"`
}

// Standing is what a notice says of itself: when it was updated, and whether
// the company stands behind it.
type Standing struct {
	// Official is false for a rendition: the facts of a notice published
	// elsewhere, restated here and approved by nobody.
	Official bool `json:"official"`
	// Updated words the date, or that none is stated.
	Updated Line `json:"updated"`
	// Note says that the notice is a rendition, and where the company's own
	// one is found.
	Note Line `json:"note,omitempty"`
	// Digest words the SHA-256 of the text the facts were read from.
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
	ID    string `json:"id"`
	Title string `json:"title"`
	// Section is the anchor the card leads to.
	Section string `json:"section"`
	Items   []Line `json:"items"`
	// More names the rest of the items where the card does not show them all.
	More string `json:"more,omitempty"`
}

// Reader is a group of people and the places that concern them.
type Reader struct {
	ID string `json:"id"`
	// Name addresses the group: "concerns you who are a customer".
	Name string `json:"name"`
	To   []Line `json:"to"`
}

// Line is a run of text with marks.
type Line []Run

// Run is text with one set of marks. To is where it leads: an address on the
// web, a mail address, #anchor, or notice:kind for another notice of the
// brand.
type Run struct {
	Text   string `json:"text"`
	Strong bool   `json:"strong,omitempty"`
	Em     bool   `json:"em,omitempty"`
	Code   bool   `json:"code,omitempty"`
	To     string `json:"to,omitempty"`
}

// Section is a heading with what stands under it.
type Section struct {
	ID       string    `json:"id"`
	Was      []string  `json:"was,omitempty"`
	Title    string    `json:"title"`
	Blocks   []Block   `json:"blocks,omitempty"`
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
	Kind  BlockKind `json:"kind"`
	ID    string    `json:"id,omitempty"`
	Line  Line      `json:"line,omitempty"`
	Items [][]Block `json:"items,omitempty"`
	Rows  []Row     `json:"rows,omitempty"`
	Table *Table    `json:"table,omitempty"`
}

// Row is one labelled fact.
type Row struct {
	// Key is the field of the model, such as retention.
	Key    string  `json:"key"`
	Label  string  `json:"label"`
	Values []Value `json:"values"`
}

// Value is one answer to a row's label.
type Value struct {
	ID    string  `json:"id,omitempty"`
	Line  Line    `json:"line,omitempty"`
	Badge string  `json:"badge,omitempty"`
	More  []Block `json:"more,omitempty"`
	// Compact lets short values of one row stand side by side.
	Compact bool `json:"compact,omitempty"`
}

// Table is a real table: the first column heads each row.
type Table struct {
	Caption string     `json:"caption"`
	Columns []Column   `json:"columns"`
	Rows    []TableRow `json:"rows"`
}

// Column is a column of a table.
type Column struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

// TableRow is a row of a table with an anchor.
type TableRow struct {
	ID    string   `json:"id"`
	Was   []string `json:"was,omitempty"`
	Cells []Cell   `json:"cells"`
}

// Cell is a cell of a table; none of its values is stated where it is empty.
type Cell struct {
	Values []Value `json:"values,omitempty"`
}
