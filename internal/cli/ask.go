package cli

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// asker asks for what release.toml lacks.
type asker struct {
	in  *bufio.Scanner
	out io.Writer
	// done holds what was asked once: an answer that does not do is told as
	// the mistake it is.
	done map[string]bool
}

// newAsker gives an asker where a person sits at a terminal, else nil.
func newAsker(env Env) *asker {
	if !env.Terminal || env.Stdin == nil {
		return nil
	}
	return &asker{in: bufio.NewScanner(env.Stdin), out: env.Stderr, done: map[string]bool{}}
}

// mend asks for what the refusals miss, and tells whether all of them can be
// mended by answers.
func (a *asker) mend(r *notice.Release, list diag.List) bool {
	for _, d := range list {
		if a.done[d.Rule] {
			return false
		}
		switch d.Rule {
		case "release-summary", "release-role", "release-reason", "release-effective", "release-class", "release-notified", "release-lower":
		default:
			return false
		}
	}
	for _, d := range list {
		if a.done[d.Rule] {
			continue // refused twice over for the same thing
		}
		a.done[d.Rule] = true
		a.question(r, d.Rule)
	}
	return true
}

func (a *asker) question(r *notice.Release, rule string) {
	switch rule {
	case "release-summary":
		r.Summary = a.text("what is new, in one sentence to the reader")
	case "release-role":
		r.Role = a.text("who decided (a role, not a name)")
	case "release-reason":
		r.Reason = a.text("why")
	case "release-lower":
		r.Reason, r.Role = a.text("why it matters less than computed"), a.text("who decided (a role, not a name)")
	case "release-effective":
		r.Effective = notice.Date(a.line("from which day it counts (2027-01-15): "))
	case "release-class":
		r.Class = notice.Class(a.line("how much it matters to readers (editorial, relevant or material): "))
	case "release-notified":
		if reason := a.line("why readers are not told (nothing where they are): "); reason != "" {
			r.NotNotified = notice.Text{NB: reason, EN: a.line("the same in English: ")}
			return
		}
		r.Notified.Date = notice.Date(a.line("the day readers are told (2027-01-15): "))
		r.Notified.Channel = notice.Channel(a.line("the channel (email, sms, post, app …): "))
		r.Notified.Audience = a.text("who is told")
	}
}

func (a *asker) text(what string) notice.Text {
	return notice.Text{NB: a.line(what + ", in Norwegian: "), EN: a.line(what + ", in English: ")}
}

func (a *asker) line(prompt string) string {
	fmt.Fprint(a.out, prompt)
	a.in.Scan()
	return strings.TrimSpace(a.in.Text())
}

func (a *asker) yes(prompt string, words ...string) bool {
	answer := strings.ToLower(a.line(prompt))
	for _, w := range words {
		if strings.HasPrefix(answer, w) {
			return true
		}
	}
	return false
}
