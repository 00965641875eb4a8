package diag

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Rank orders severities: 3 for an error, 1 for a note.
func (s Severity) Rank() int {
	switch s {
	case Error:
		return 3
	case Warning:
		return 2
	}
	return 1
}

// Output is how the findings of the checks are printed.
type Output struct {
	// Format is one of Formats.
	Format string
	// Words says everything in the reader's language.
	Words Teller
	// Line gives a line of a file.
	Line func(file string, n int) string
	// Colour tells that the reader's terminal shows colours.
	Colour bool
	// Rules are all the rules there are, for the words in which their
	// provisions are cited, and for SARIF. Help is the address of the document
	// that explains them, of which only SARIF tells; it may be empty.
	Rules []Described
	Help  string
}

// cited gives the provision of a finding as readers cite it.
func (o *Output) cited(d *Diagnostic) string {
	for i := range o.Rules {
		if o.Rules[i].ID == d.Rule {
			return cmp.Or(o.Rules[i].Cited, d.Article)
		}
	}
	return d.Article
}

// Formats lists how findings can be printed: text for people, json for
// programs, sarif (2.1.0) for those that know many checkers, github as
// annotations of a pull request.
func Formats() []string { return []string{"text", "json", "sarif", "github"} }

// Write prints findings. As text and as annotations, what is found in both
// editions of a notice is told once; programs are told of each.
func Write(w io.Writer, l List, o Output) error {
	switch o.Format {
	case "text":
		return o.text(w, Merge(l))
	case "github":
		return o.github(w, Merge(l))
	case "json":
		return o.json(w, l)
	case "sarif":
		return o.sarif(w, l)
	}
	return fmt.Errorf("no findings are printed as %q", o.Format)
}

// Told is a finding in words.
type Told struct {
	Rule     string   `json:"rule"`
	Severity Severity `json:"severity"`
	Of       string   `json:"of"`
	File     string   `json:"file"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Path     string   `json:"path"`
	Article  string   `json:"article"`
	Message  string   `json:"message"`
	Hint     string   `json:"hint"`
}

func (o *Output) json(w io.Writer, l List) error {
	told, err := o.tell(l)
	if err != nil {
		return err
	}
	return encode(w, struct {
		Findings []Told `json:"findings"`
	}{told})
}

func encode(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (o *Output) tell(l List) ([]Told, error) {
	out := []Told{}
	var errs []error
	for i := range l {
		d := &l[i]
		message, err := d.Said(o.Words)
		errs = append(errs, err)
		hint, err := d.Hint(o.Words)
		errs = append(errs, err)
		out = append(out, Told{d.Rule, d.Severity, d.Of, d.File, d.Line, d.Column, cmp.Or(d.Place, d.Path), d.Article, message, hint})
	}
	return out, errors.Join(errs...)
}

// Found is a finding in one edition of a notice or in several.
type Found struct {
	Diagnostic
	// In are the editions, the one in force first.
	In []string
}

// Merge puts together what the same rule finds at the same place of a notice
// in several editions; it is told where it can be mended, in the working one.
func Merge(l List) []Found {
	var out []Found
	at := map[string]int{}
	for _, d := range l {
		key := fmt.Sprintf("%q %q %q %q %v", d.Notice, d.Rule, d.Message, d.Place, d.Args)
		i, again := at[key]
		if !again || d.Notice == "" || d.Of == "" {
			at[key] = len(out)
			out = append(out, Found{d, editions(nil, d.Of)})
			continue
		}
		in := editions(out[i].In, d.Of)
		if d.Of == "working" && out[i].Of != "working" {
			out[i].Diagnostic = d
		}
		out[i].In = in
	}
	return out
}

// editions adds an edition to a sorted list of them.
func editions(in []string, of string) []string {
	if of == "" || slices.Contains(in, of) {
		return in
	}
	in = append(in, of)
	slices.Sort(in)
	return in
}

func place(d *Diagnostic) string {
	if d.Line == 0 {
		return d.File
	}
	return fmt.Sprintf("%s:%d:%d", d.File, d.Line, d.Column)
}
