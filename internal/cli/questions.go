package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/check"
	"notis/internal/diag"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/phrase"
	"notis/internal/printout"
	"notis/internal/tell"
	"notis/internal/words"
)

func (c *command) questions() *cobra.Command {
	var format, lang string
	formats := []string{"text", "md"}
	cmd := &cobra.Command{
		Use:   "questions BRAND",
		Short: "print the open questions to a company, as a letter to fill in",
		Args:  cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkLang(lang); err != nil {
				return err
			}
			c.messages = lang
			if !slices.Contains(formats, format) {
				return usage{fmt.Errorf("unknown format %q; the formats are %s", format, strings.Join(formats, ", "))}
			}
			w, err := c.world()
			if err != nil {
				return err
			}
			d, err := w.register.Register.Brand(notice.ID(args[0]))
			if err != nil {
				return err
			}
			say, err := c.findingWords()
			if err != nil {
				return err
			}
			l := &letter{say: say, facts: w.words, lang: notice.Lang(c.messages), marks: format == "md"}
			l.write(d, w)
			if l.err != nil {
				return l.err
			}
			_, err = io.WriteString(cmd.OutOrStdout(), l.out.String())
			return err
		},
		ValidArgsFunction: c.completeShow,
	}
	cmd.Flags().StringVar(&format, "format", "text", "format: "+strings.Join(formats, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	language(cmd, &lang, "nb", "language of the letter: nb or en")
	return cmd
}

// letter is the questions to a company.
type letter struct {
	say   *words.Words
	facts map[notice.Lang]*words.Words
	lang  notice.Lang
	marks bool
	out   strings.Builder
	// places tell whoever writes the answers down where they go.
	places []string
	err    error
}

func (l *letter) word(id string, data map[string]any) string {
	text, err := l.say.Say(id, data)
	l.failed(err)
	return text
}

func (l *letter) failed(err error) {
	if err != nil && l.err == nil {
		l.err = err
	}
}

// heading prints a title of a level, as Markdown or as a line of its own.
func (l *letter) heading(level int, text string) {
	if l.marks {
		text = strings.Repeat("#", level) + " " + printout.Escape(text)
	}
	l.out.WriteString(text + "\n\n")
}

func (l *letter) write(d *notice.Dossier, w *world) {
	l.heading(1, l.word("questions-title", map[string]any{"Brand": d.Brand.Name}))
	var asked []string
	for _, k := range notice.Kinds() {
		for _, q := range d.Questions(k) {
			if len(l.places) == 0 {
				l.out.WriteString(l.word("questions-lead", nil) + "\n\n")
			}
			asked = append(asked, q.Rule)
			l.question(d, k, q)
		}
	}
	l.others(d, w, asked)
	if len(l.places) == 0 {
		l.out.WriteString(l.word("questions-none", nil) + "\n")
		return
	}
	l.heading(2, l.word("questions-places", nil))
	l.out.WriteString(strings.Join(l.places, "\n") + "\n")
}

// others asks about what the law itself says and the working notice lacks, and
// that no question of the data asks.
func (l *letter) others(d *notice.Dossier, w *world, asked []string) {
	first := true
	for _, k := range notice.Kinds() {
		for _, x := range diag.Sort(check.Run(w.workingCase(d, k), check.Rules())) {
			if x.Severity != diag.Error || slices.Contains(asked, x.Rule) {
				continue
			}
			if first {
				l.heading(2, l.word("questions-others", nil))
				first = false
			}
			text, err := x.Said(l.say)
			l.failed(err)
			l.begin(d, k, x.Path, x.File)
			l.out.WriteString(sentence(text) + "\n\n")
			l.because(x.Rule)
			l.answer()
		}
	}
}

// sentence makes one of a message, which has no capital letter and no full
// stop.
func sentence(text string) string {
	text = phrase.Capital(text)
	if !strings.HasSuffix(text, "?") && !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}

// question prints one question: what it is about, what is asked, why, and by
// which article.
func (l *letter) question(d *notice.Dossier, k notice.Kind, q notice.Question) {
	l.begin(d, k, q.At, fmt.Sprintf("data/brands/%s/%s.toml", d.ID, facts.Owner(k, q.At)))
	l.out.WriteString(strings.Join(strings.Fields(q.Text.In(l.lang)), " ") + "\n\n")
	l.because(q.Rule)
	l.answer()
}

// begin numbers a question, tells in words what it is about, and keeps where
// the answer goes.
func (l *letter) begin(d *notice.Dossier, k notice.Kind, at, file string) {
	about, err := tell.Where(notice.Facts{Brand: d.Brand, Privacy: d.Privacy, Cookies: d.Cookies}, k, at, l.lang, l.facts[l.lang])
	l.failed(err)
	n := len(l.places) + 1
	l.heading(2, fmt.Sprintf("%d. %s", n, cmp.Or(about, l.word("question-whole-"+string(k), nil))))
	place := fmt.Sprintf("%d. %s", n, file)
	if at != "" {
		place += ": " + at
	}
	if l.marks {
		place = fmt.Sprintf("%d. `%s`", n, strings.TrimPrefix(place, fmt.Sprintf("%d. ", n)))
	}
	l.places = append(l.places, place)
}

// because tells why something is asked, and by which article.
func (l *letter) because(rule string) {
	for _, r := range check.Explained() {
		if r.ID != rule {
			continue
		}
		l.out.WriteString(l.word("question-why", map[string]any{"Why": l.word(r.ID+"-why", nil)}) + "\n\n")
		if r.Article != "" {
			article, err := check.Cite(r.Article, l.say)
			l.failed(err)
			l.out.WriteString(l.word("question-article", map[string]any{"Article": article}) + "\n\n")
		}
	}
}

func (l *letter) answer() { l.out.WriteString(l.word("question-answer", nil) + "\n\n\n") }
