package cli

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/diff"
	"notis/internal/notice"
	"notis/internal/printout"
	"notis/internal/redline"
	"notis/internal/tell"
)

func (c *command) diff() *cobra.Command {
	var format, lang string
	formats := []string{"text", "md", "json"}
	cmd := &cobra.Command{
		Use:   "diff BRAND privacy|cookies FROM TO",
		Short: "print what changed between two versions",
		Long: `Print what changed between two versions: first the changes as sentences, each
with how much it matters and where it stands in the facts, then word by word.
FROM and TO are v3, a day such as 2026-11-22, current or working.`,
		Args: cobra.ExactArgs(4),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkLang(lang); err != nil {
				return err
			}
			if !slices.Contains(formats, format) {
				return usage{fmt.Errorf("unknown format %q; the formats are %s", format, strings.Join(formats, ", "))}
			}
			w, err := c.world()
			if err != nil {
				return err
			}
			d, k, err := w.notice(args[0], args[1])
			if err != nil {
				return err
			}
			x, err := w.compare(d, k, args[2], args[3])
			if err != nil {
				return err
			}
			return c.writeComparison(cmd.OutOrStdout(), x, notice.Lang(lang), format)
		},
		ValidArgsFunction: c.completeShow,
	}
	cmd.Flags().StringVar(&format, "format", "text", "format: "+strings.Join(formats, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().StringVar(&c.date, "date", "", "day that current is for (default: today in Norway)")
	language(cmd, &lang, "nb", "language of the sentences: nb or en")
	return cmd
}

// comparison is two editions and what lies between them.
type comparison struct {
	from, to *edition
	class    notice.Class
	// undecided tells that some changes are of words alone.
	undecided bool
	told      []notice.Told
}

// compare finds the changes between two editions named on the command line.
func (w *world) compare(d *notice.Dossier, k notice.Kind, from, to string) (*comparison, error) {
	a, err := w.edition(d, k, from)
	if err != nil {
		return nil, err
	}
	b, err := w.edition(d, k, to)
	if err != nil {
		return nil, err
	}
	return w.between(a, b)
}

// between compares two editions of a notice.
func (w *world) between(a, b *edition) (*comparison, error) {
	x := &comparison{from: a, to: b}
	changes := diff.Diff(a.facts, b.facts)
	x.class, x.undecided = diff.Overall(changes)
	var err error
	x.told, err = tell.Tell(tell.Input{Changes: changes, Before: a.facts, After: b.facts, Words: w.words, Anchors: b.docs[notice.Norwegian].Anchors()})
	return x, err
}

// redline compares the texts. A working notice has no day yet, so that the day
// of the other side is no change.
func (x *comparison) redline(l notice.Lang) *redline.Redline {
	a, b := x.from.docs[l], x.to.docs[l]
	if x.from.name == "working" || x.to.name == "working" {
		a, b = a.Undated(), b.Undated()
	}
	return redline.Compare(a, b)
}

// told is a change as JSON.
type told struct {
	Path   string `json:"path"`
	Op     string `json:"op"`
	Nature string `json:"nature"`
	Class  string `json:"class,omitempty"`
	Anchor string `json:"anchor,omitempty"`
	NB     string `json:"nb"`
	EN     string `json:"en"`
}

func (c *command) writeComparison(out io.Writer, x *comparison, l notice.Lang, format string) error {
	r := x.redline(l)
	if format == "json" {
		var list []told
		for _, t := range x.told {
			list = append(list, told{t.Path, t.Op, string(t.Nature), string(t.Class), t.Anchor, t.Text.NB, t.Text.EN})
		}
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(struct {
			From      string           `json:"from"`
			To        string           `json:"to"`
			Class     notice.Class     `json:"class,omitempty"`
			Undecided bool             `json:"undecided"`
			Changes   []told           `json:"changes"`
			Redline   *redline.Redline `json:"redline"`
		}{x.from.name, x.to.name, x.class, x.undecided, list, r})
	}
	if err := c.sentences(out, x.told, l, format); err != nil {
		return err
	}
	return printout.Redline(out, r, format)
}

// sentences prints changes, each with how much it matters and its place.
func (c *command) sentences(out io.Writer, list []notice.Told, l notice.Lang, format string) error {
	w, err := c.wordsIn(string(l))
	if err != nil {
		return err
	}
	unclassed, err := w.Say("words-only", nil)
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, t := range list {
		class := cmp.Or(string(t.Class), unclassed)
		if format == "md" {
			fmt.Fprintf(&b, "- %s *(%s, %s)*\n", printout.Escape(t.Text.In(l)), class, t.Nature)
			continue
		}
		fmt.Fprintf(&b, "- %s\n  (%s, %s; %s)\n", t.Text.In(l), class, t.Nature, t.Path)
	}
	if len(list) > 0 {
		b.WriteByte('\n')
	}
	_, err = io.WriteString(out, b.String())
	return err
}
