// Package diag holds what is wrong with the data, where, and how to mend it.
package diag

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Severity is how bad a finding is.
type Severity string

// Error is what the law or the format asks for, Warning what guidance asks
// for, Note what is good practice.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// Diagnostic is one finding. Rule is the id of the message and, with "-hint"
// after it, of its hint; Args are what the message is about: as it stands in the
// data, or a [Datum].
type Diagnostic struct {
	Rule     string
	Severity Severity
	// Message is the id of another message than the rule's own, or "".
	Message string
	// Article is the provision that a rule of the law rests on, or "".
	Article string
	// Of tells which edition of a notice it is about: current, working, or ""
	// where there is one only.
	Of string
	// Notice names the part of a brand's facts it is about, such as
	// acme/privacy, whichever edition; it may be empty.
	Notice string
	// File is the path from the root of the source, with slashes.
	File string
	// Line and Column count from 1; Column counts characters. Both are 0
	// where the finding is about the file as a whole.
	Line, Column int
	// Path is the place in the data, such as activities[1].purpose.nb.
	Path string
	// Place is the same place by ids, such as activities[supply].purpose; it
	// stays when entries come and go. It may be empty.
	Place string
	Args  map[string]any
}

// List is an error that holds all findings of a run.
type List []Diagnostic

func (l List) Error() string {
	if len(l) == 1 {
		return "1 error in the data"
	}
	return fmt.Sprintf("%d errors in the data", len(l))
}

// Sort puts findings in the order of files and places and drops repeats.
func Sort(l List) List {
	slices.SortStableFunc(l, compare)
	return slices.CompactFunc(l, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

// compare orders two findings; what they are about is only worded where all
// else is the same.
func compare(a, b Diagnostic) int {
	if c := cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column), strings.Compare(a.Path, b.Path),
		strings.Compare(a.Rule, b.Rule), strings.Compare(a.Of, b.Of), strings.Compare(a.Message, b.Message)); c != 0 {
		return c
	}
	return strings.Compare(fmt.Sprint(a.Args), fmt.Sprint(b.Args))
}

// Teller words a message in the reader's language, of which Lang is the tag.
type Teller interface {
	Say(id string, data map[string]any) (string, error)
	Lang() string
}

// Datum is something that a message is about and that is words as well: it is
// said with the message, in the message's language.
type Datum interface {
	Say(t Teller) (string, error)
}

// Say words a message, and first what it is about.
func Say(t Teller, id string, args map[string]any) (string, error) {
	said := make(map[string]any, len(args))
	for key, value := range args {
		if d, ok := value.(Datum); ok {
			text, err := d.Say(t)
			if err != nil {
				return "", err
			}
			value = text
		}
		said[key] = value
	}
	return t.Say(id, said)
}

// Said words what is wrong.
func (d *Diagnostic) Said(t Teller) (string, error) { return Say(t, cmp.Or(d.Message, d.Rule), d.Args) }

// Hint words how to mend it.
func (d *Diagnostic) Hint(t Teller) (string, error) {
	return Say(t, cmp.Or(d.Message, d.Rule)+"-hint", d.Args)
}

// Print writes findings for a person: file:line:col: message [rule], and the
// hint on a line of its own.
func Print(w io.Writer, l List, t Teller) error {
	var errs []error
	for _, d := range l {
		place := d.File
		if d.Line > 0 {
			place = fmt.Sprintf("%s:%d:%d", d.File, d.Line, d.Column)
		}
		message, err := d.Said(t)
		errs = append(errs, err)
		hint, err := d.Hint(t)
		errs = append(errs, err)
		_, err = fmt.Fprintf(w, "%s: %s [%s]\n  hint: %s\n", place, message, d.Rule, hint)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
