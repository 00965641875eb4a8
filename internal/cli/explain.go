package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"notis/internal/check"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/words"
)

func (c *command) explainCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain [RULE]",
		Short: "tell what a rule asks and why, or list the rules",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			rules := check.Explained()
			if len(args) == 0 {
				for _, r := range rules {
					row := strings.TrimRight(fmt.Sprintf("%-36s %-8s %s", r.ID, r.Severity, r.Article), " ")
					if _, err := fmt.Fprintln(cmd.OutOrStdout(), row); err != nil {
						return err
					}
				}
				return nil
			}
			i := slices.IndexFunc(rules, func(r check.Rule) bool { return r.ID == args[0] })
			if i < 0 {
				var ids []string
				for _, r := range rules {
					ids = append(ids, r.ID)
				}
				hint := ""
				if near := register.Nearest(args[0], ids); near != "" {
					hint = fmt.Sprintf("; did you mean %s?", near)
				}
				return usage{fmt.Errorf("there is no rule %q%s", args[0], hint)}
			}
			return c.explainRule(cmd.OutOrStdout(), &rules[i])
		},
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			var ids []string
			for _, r := range check.Explained() {
				ids = append(ids, r.ID)
			}
			return ids, cobra.ShellCompDirectiveNoFileComp
		},
	}
	language(cmd, &c.messages, "en", "language of the text: nb or en")
	return cmd
}

// explainRule tells what a rule finds, why it is asked, how to mend it, and
// what it rests on.
func (c *command) explainRule(out io.Writer, r *check.Rule) error {
	say, err := c.findingWords()
	if err != nil {
		return err
	}
	var errs []error
	word := func(text string, err error) string {
		errs = append(errs, err)
		return text
	}
	line := func(label, text string) string { return word(say.Say("label-"+label, nil)) + ": " + text + "\n" }
	status := "verified"
	if !r.Verified {
		status = "professional-knowledge"
	}
	var kinds []string
	for _, k := range r.About() {
		kinds = append(kinds, word(say.Say("kind-"+string(k), nil)))
	}
	switch {
	case r.Released():
		kinds = []string{word(say.Say("kind-release", nil))}
	case r.OfSite():
		kinds = []string{word(say.Say("kind-site", nil))}
	}
	text := r.ID + "\n" + word(say.Say("severity-"+string(r.Severity), nil)) + "\n\n" + word(say.Say(r.ID+"-why", nil)) + "\n\n" +
		line("finding", word(say.Outline(r.ID))) + line("hint", word(say.Outline(r.ID+"-hint"))) + line("about", strings.Join(kinds, ", "))
	if r.Article != "" {
		text += line("article", word(check.Cite(r.Article, say)))
	}
	text += line("source", r.Source) + word(say.Say("status-"+status, nil)) + "\n"
	if err := errors.Join(errs...); err != nil {
		return err
	}
	_, err = io.WriteString(out, text)
	return err
}

func (c *command) coverage() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "coverage [BRAND ...]",
		Short: "tell, item by item, what GDPR articles 13 and 14 ask and a notice states",
		Args:  cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			w, err := c.world()
			if err != nil {
				return err
			}
			say, err := c.findingWords()
			if err != nil {
				return err
			}
			ids := w.register.Register.IDs()
			if len(args) > 0 {
				ids = nil
				for _, a := range args {
					ids = append(ids, notice.ID(a))
				}
			}
			for _, id := range ids {
				d, err := w.register.Register.Brand(id)
				if err != nil {
					return err
				}
				if err := covered(cmd.OutOrStdout(), say, id, check.Coverage(w.workingCase(d, notice.PrivacyKind))); err != nil {
					return err
				}
			}
			return nil
		},
		ValidArgsFunction: c.completeShow,
	}
	cmd.Flags().StringVar(&c.date, "date", "", "day to judge by, such as 2026-11-22 (default: today in Norway)")
	language(cmd, &c.messages, "en", "language of the text: nb or en")
	return cmd
}

// covered prints the items of one brand. Both languages state the same, or the
// data would not load.
func covered(out io.Writer, say *words.Words, id notice.ID, items []check.Item) error {
	var langs []string
	for _, l := range notice.Langs() {
		langs = append(langs, string(l))
	}
	text := fmt.Sprintf("%s (%s)\n", id, strings.Join(langs, ", "))
	width := 0
	what := make([]string, len(items))
	for i, item := range items {
		var err error
		if what[i], err = say.Say("item-"+item.Article, nil); err != nil {
			return err
		}
		width = max(width, utf8.RuneCountInString(what[i]))
	}
	for i, item := range items {
		status, err := say.Say("item-"+item.Status, nil)
		if err != nil {
			return err
		}
		if n := len(item.Findings); n > 0 {
			status += fmt.Sprintf(" (%d)", n)
		}
		if n := len(item.Doubts); n > 0 {
			doubts, err := say.Say("sum-warnings", map[string]any{"Count": n})
			if err != nil {
				return err
			}
			status += ", " + doubts
		}
		text += fmt.Sprintf("  %-9s %s%s  %s\n", item.Article, what[i], strings.Repeat(" ", width-utf8.RuneCountInString(what[i])), status)
	}
	_, err := io.WriteString(out, text)
	return err
}
