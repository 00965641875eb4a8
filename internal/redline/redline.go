// Package redline tells, word by word, how one compiled notice reads otherwise
// than another. It computes only; showing the result is for others.
package redline

import (
	"strings"

	"notis/internal/document"
)

// Op is what became of a run of words.
type Op string

// What can become of words.
const (
	Same     Op = "same"
	Deleted  Op = "deleted"
	Inserted Op = "inserted"
)

// Segment is a run of words that share their fate, with marks and links.
type Segment struct {
	Op   Op            `json:"op"`
	Line document.Line `json:"line"`
}

// Kind is what a unit is to a reader.
type Kind string

// The kinds of unit. A Label heads the values of a row, a Column the cells of
// a table; the cards of the summary and the groups of readers have a Heading.
const (
	Title     Kind = "title"
	Lead      Kind = "lead"
	Standing  Kind = "standing"
	Heading   Kind = "heading"
	Paragraph Kind = "paragraph"
	Item      Kind = "item"
	Label     Kind = "label"
	Value     Kind = "value"
	Caption   Kind = "caption"
	Column    Kind = "column"
	Cell      Kind = "cell"
)

// Status is what became of a unit.
type Status string

// What can become of a unit. What moved is shown twice: with its old words
// where it stood, and where it stands as they were changed.
const (
	Unchanged Status = "same"
	Changed   Status = "changed"
	Added     Status = "added"
	Removed   Status = "removed"
	MovedFrom Status = "moved-from"
	MovedTo   Status = "moved-to"
)

// Place is where the other half of a move is shown.
type Place struct {
	// Unit is its index among the units of the redline.
	Unit int `json:"unit"`
	// ID is the nearest anchor at or above it, in the notice it belongs to.
	ID string `json:"id,omitempty"`
	// Heading is the nearest heading at or above it, in that notice.
	Heading string `json:"heading,omitempty"`
}

// Unit is the smallest piece of a notice that stands by itself: a heading, a
// paragraph, an entry of a list, a label, a value, a cell. A value's badge
// stands in brackets at its end.
type Unit struct {
	Kind Kind `json:"kind"`
	// Level is that of a heading, the title having 1; for others it is how
	// deeply they are nested in lists and rows.
	Level int `json:"level,omitempty"`
	// ID is the unit's anchor in its own notice: b, or a where b lacks it.
	// What moved has the same anchor twice.
	ID     string `json:"id,omitempty"`
	Status Status `json:"status"`
	// Label repeats the row's label or the column's title that a value or a
	// cell stands under, for a page that has folded it away. It is no text of
	// this unit: a Label or a Column of its own carries it.
	Label string `json:"label,omitempty"`
	// Under is the index of the heading, the label or the first cell of the
	// row that this unit stands under, or -1.
	Under    int       `json:"under"`
	Segments []Segment `json:"segments"`
	Where    *Place    `json:"where,omitempty"`
}

// Redline is two notices in one: every unit of both, in the order of both.
type Redline struct {
	Units []Unit `json:"units"`
	// touched are the ids of the sections of b that read otherwise.
	touched []string
}

// Compare tells how b reads otherwise than a, as a Comparer does.
func Compare(a, b *document.Document) *Redline { return new(Comparer).Compare(a, b) }

// Same tells whether the two notices read the same.
func (r *Redline) Same() bool {
	for i := range r.Units {
		if r.Units[i].Status != Unchanged {
			return false
		}
	}
	return true
}

// Touched lists the ids of the top-level sections of b that are new, stand
// elsewhere or read otherwise than in a, in the order of b.
func (r *Redline) Touched() []string { return r.touched }

// Old is the text of a, a unit on each line.
func (r *Redline) Old() string {
	return r.text(Inserted, func(s Status) bool { return s == Added || s == MovedTo })
}

// New is the text of b, a unit on each line.
func (r *Redline) New() string {
	return r.text(Deleted, func(s Status) bool { return s == Removed || s == MovedFrom })
}

// text reads the redline without one kind of words and some units.
func (r *Redline) text(but Op, skip func(Status) bool) string {
	var out strings.Builder
	for _, u := range r.Units {
		if skip(u.Status) {
			continue
		}
		for _, s := range u.Segments {
			if s.Op == but {
				continue
			}
			for _, run := range s.Line {
				out.WriteString(run.Text)
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}
