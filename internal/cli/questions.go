package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/check"
	"notis/internal/notice"
	"notis/internal/printout"
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
			l := &letter{say: say, lang: notice.Lang(c.messages), marks: format == "md"}
			l.write(d)
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
	lang  notice.Lang
	marks bool
	out   strings.Builder
	err   error
}

func (l *letter) word(id string, data map[string]any) string {
	text, err := l.say.Say(id, data)
	if err != nil && l.err == nil {
		l.err = err
	}
	return text
}

func (l *letter) write(d *notice.Dossier) {
	title := l.word("questions-title", map[string]any{"Brand": d.Brand.Name})
	if l.marks {
		title = "# " + printout.Escape(title)
	}
	l.out.WriteString(title + "\n\n")
	n := 0
	for _, k := range notice.Kinds() {
		open := d.Privacy.Open
		if k == notice.CookiesKind {
			open = d.Cookies.Open
		}
		for _, q := range open {
			if n++; n == 1 {
				l.out.WriteString(l.word("questions-lead", nil) + "\n\n")
			}
			l.question(n, q, fmt.Sprintf("data/brands/%s/%s.toml", d.ID, k))
		}
	}
	if n == 0 {
		l.out.WriteString(l.word("questions-none", nil) + "\n")
	}
}

// question prints one question: what, why, by which article, and where the
// answer goes.
func (l *letter) question(n int, q notice.Question, file string) {
	text := strings.Join(strings.Fields(q.Text.In(l.lang)), " ")
	if l.marks {
		fmt.Fprintf(&l.out, "## %d. %s\n\n", n, text)
	} else {
		fmt.Fprintf(&l.out, "%d. %s\n\n", n, text)
	}
	for _, r := range check.Rules() {
		if r.ID != q.Rule {
			continue
		}
		l.out.WriteString(l.word("question-why", map[string]any{"Why": l.word(r.ID+"-why", nil)}) + "\n\n")
		if r.Article != "" {
			l.out.WriteString(l.word("question-article", map[string]any{"Article": r.Article}) + "\n\n")
		}
	}
	l.out.WriteString(l.word("question-where", map[string]any{"File": file, "At": q.At}) + "\n\n" + l.word("question-answer", nil) + "\n\n\n")
}
