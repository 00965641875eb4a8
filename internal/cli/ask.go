package cli

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/words"
)

// asker asks for what release.toml lacks, in the language of the messages.
type asker struct {
	in  *bufio.Scanner
	out io.Writer
	say *words.Words
	err error
	// done holds what was asked once: an answer that does not do is told as
	// the mistake it is.
	done map[string]bool
}

// newAsker gives an asker where a person sits at a terminal, else nil.
func (c *command) newAsker() (*asker, error) {
	if !c.env.Terminal || c.env.Stdin == nil {
		return nil, nil
	}
	w, err := c.ownWords()
	if err != nil {
		return nil, err
	}
	return &asker{in: bufio.NewScanner(c.env.Stdin), out: c.env.Stderr, say: w, done: map[string]bool{}}, nil
}

// can tells whether all refusals are of things that can be asked for, and were
// not asked for before.
func (a *asker) can(list diag.List) bool {
	if a.err != nil {
		return false
	}
	known := []string{"release-summary", "release-role", "release-reason", "release-effective", "release-class", "release-notified", "release-lower"}
	return !slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return a.done[d.Rule] || !slices.Contains(known, d.Rule) })
}

// mend asks for what the refusals miss.
func (a *asker) mend(r *notice.Release, list diag.List) {
	for _, d := range list {
		if a.done[d.Rule] {
			continue // refused twice over for the same thing
		}
		a.done[d.Rule] = true
		a.question(r, d.Rule)
	}
}

func (a *asker) question(r *notice.Release, rule string) {
	switch rule {
	case "release-summary":
		r.Summary = a.text("ask-summary")
	case "release-role":
		r.Role = a.text("ask-role")
	case "release-reason":
		r.Reason = a.text("ask-reason")
	case "release-lower":
		if r.Reason.IsZero() {
			r.Reason = a.text("ask-lower")
		}
		if r.Role.IsZero() {
			r.Role = a.text("ask-role")
		}
	case "release-effective":
		r.Effective = notice.Date(a.line("ask-effective", ""))
	case "release-class":
		r.Class = notice.Class(a.line("ask-class", ""))
	case "release-notified":
		if reason := a.line("ask-untold", ""); reason != "" {
			r.NotNotified = notice.Text{NB: reason, EN: a.line("ask-again", "en")}
			return
		}
		r.Notified.Date = notice.Date(a.line("ask-told", ""))
		r.Notified.Channel = notice.Channel(a.line("ask-channel", ""))
		r.Notified.Audience = a.text("ask-audience")
	}
}

func (a *asker) text(id string) notice.Text {
	return notice.Text{NB: a.line(id, "nb"), EN: a.line(id, "en")}
}

// line asks for one line; lang says which language the answer is to be in, or
// is empty where it is not in words.
func (a *asker) line(id, lang string) string {
	prompt, err := a.say.Say(id, map[string]any{"Lang": lang})
	if err != nil && a.err == nil {
		a.err = err
	}
	if !strings.HasSuffix(prompt, "]") {
		prompt += ":"
	}
	fmt.Fprint(a.out, prompt+" ")
	a.in.Scan()
	return strings.TrimSpace(a.in.Text())
}

// yes asks whether to go on; in both languages, so that nobody is caught.
func (a *asker) yes() bool {
	answer := strings.ToLower(a.line("ask-release", ""))
	return strings.HasPrefix(answer, "y") || strings.HasPrefix(answer, "j")
}
