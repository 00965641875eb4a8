package diag

import (
	"cmp"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// speech puts words into a text, and keeps the first error.
type speech struct {
	strings.Builder
	words Teller
	err   error
}

func (s *speech) say(id string, data map[string]any) string { return s.keep(s.words.Say(id, data)) }

// keep gives a text as it is printed.
func (s *speech) keep(text string, err error) string {
	if s.err == nil {
		s.err = err
	}
	return plain(text)
}

// plain is a text on one line, without what a terminal would obey.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
}

// paint is what colours mean on a terminal.
func (o *Output) paint(code, text string) string {
	if !o.Colour || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// colour is that of a severity.
func colour(s Severity) string {
	switch s {
	case Error:
		return "1;31"
	case Warning:
		return "1;33"
	}
	return "1;36"
}

const (
	bold = "1"
	dim  = "2"
)

// text prints findings as compilers do: the place, the line with a mark under
// it, the editions, why it is asked, the article and how to mend it.
func (o *Output) text(w io.Writer, l []Found) error {
	s := &speech{words: o.Words}
	count := map[string]any{"Count": len(l), "Errors": 0, "Warnings": 0, "Notes": 0}
	for i := range l {
		d := &l[i]
		fmt.Fprintf(s, "%s: %s %s %s\n", o.paint(bold, place(&d.Diagnostic)), o.paint(colour(d.Severity), s.say("label-"+string(d.Severity), nil)+":"),
			o.paint(bold, s.keep(d.Said(s.words))), o.paint(dim, "["+d.Rule+"]"))
		o.mark(s, &d.Diagnostic)
		o.about(s, "label-in", strings.Join(s.in(d), ", "))
		o.about(s, "label-why", s.say(d.Rule+"-why", nil))
		o.about(s, "label-article", o.cited(&d.Diagnostic))
		o.about(s, "label-hint", s.keep(d.Hint(s.words)))
		s.WriteString("\n")
		key := map[Severity]string{Error: "Errors", Warning: "Warnings", Note: "Notes"}[d.Severity]
		count[key] = count[key].(int) + 1
	}
	s.WriteString(s.say("sum-findings", count))
	if len(l) > 0 {
		var each []string
		for _, k := range []string{"Errors", "Warnings", "Notes"} {
			each = append(each, s.say("sum-"+strings.ToLower(k), map[string]any{"Count": count[k]}))
		}
		s.WriteString(": " + strings.Join(each, ", "))
	}
	s.WriteString("\n")
	if s.err != nil {
		return s.err
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// in names the editions of a finding, and its place by ids.
func (s *speech) in(d *Found) []string {
	var out []string
	for _, of := range d.In {
		out = append(out, s.say("label-"+of, nil))
	}
	if at := cmp.Or(d.Place, d.Path); at != "" {
		out = append(out, at)
	}
	return out
}

func (o *Output) about(s *speech, label, text string) {
	if text != "" {
		fmt.Fprintf(s, "  %s %s\n", o.paint(dim, s.say(label, nil)+":"), text)
	}
}

// mark shows the line of a finding with a mark under its place; a long line is
// cut around the place.
func (o *Output) mark(s *speech, d *Diagnostic) {
	if d.Line == 0 {
		return
	}
	const width = 100
	text := []rune(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, o.Line(d.File, d.Line)))
	at := min(max(d.Column-1, 0), len(text))
	from := max(0, min(at-width/2, len(text)-width))
	to := min(len(text), from+width)
	before, after := "", ""
	if from > 0 {
		before = "… "
	}
	if to < len(text) {
		after = " …"
	}
	number := fmt.Sprint(d.Line)
	fmt.Fprintf(s, "  %s %s%s%s\n", o.paint(dim, number+" |"), before, string(text[from:to]), after)
	fmt.Fprintf(s, "  %s %s%s\n", o.paint(dim, strings.Repeat(" ", len(number))+" |"), strings.Repeat(" ", at-from+len([]rune(before))), o.paint(colour(d.Severity), "^"))
}
