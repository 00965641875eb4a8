package diag

import (
	"fmt"
	"io"
	"strings"
)

// github prints findings as workflow commands, which GitHub shows as
// annotations beside the lines of a pull request.
func (o *Output) github(w io.Writer, l []Found) error {
	s := &speech{words: o.Words}
	for i := range l {
		d := &l[i]
		command := map[Severity]string{Error: "error", Warning: "warning", Note: "notice"}[d.Severity]
		place := "file=" + property(d.File)
		if d.Line > 0 {
			place += fmt.Sprintf(",line=%d,col=%d", d.Line, d.Column)
		}
		lines := []string{s.keep(d.Said(s.words))}
		if in := strings.Join(s.in(d), ", "); in != "" {
			lines = append(lines, s.say("label-in", nil)+": "+in)
		}
		if d.Article != "" {
			lines = append(lines, s.say("label-article", nil)+": "+o.cited(&d.Diagnostic))
		}
		lines = append(lines, s.say("label-hint", nil)+": "+s.keep(d.Hint(s.words)))
		fmt.Fprintf(s, "::%s %s,title=%s::%s\n", command, place, property(d.Rule), escaped.Replace(strings.Join(lines, "\n")))
	}
	if s.err != nil {
		return s.err
	}
	_, err := io.WriteString(w, s.String())
	return err
}

// escaped is how a message stands in a workflow command; in a property, colons
// and commas are escaped too.
var escaped = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")

func property(text string) string {
	return strings.NewReplacer(":", "%3A", ",", "%2C").Replace(escaped.Replace(text))
}
