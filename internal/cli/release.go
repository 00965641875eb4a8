package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/archive"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/release"
)

func (c *command) release() *cobra.Command {
	var dry bool
	cmd := &cobra.Command{
		Use:   "release BRAND privacy|cookies",
		Short: "make the working notice a version",
		Long: `Make the working notice a version, as the brand's release.toml says: show what
changed and how much it matters, and freeze it. A version is never changed
again. With entry = "called-off" or "withdrawn", release.toml calls an
announced version off or takes a text away. What release.toml lacks is asked
for on a terminal.`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			if c.date != "" && !dry {
				return usage{errors.New("--date is for --dry-run: a version is recorded on the day it is made")}
			}
			w, err := c.world()
			if err != nil {
				return err
			}
			d, k, err := w.notice(args[0], args[1])
			if err != nil {
				return err
			}
			return c.freeze(cmd, w, d, k, dry)
		},
		ValidArgsFunction: c.completeShow,
	}
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what would be released, and release nothing")
	cmd.Flags().StringVar(&c.date, "date", "", "day to try it on, with --dry-run, such as 2026-11-22 (default: today in Norway)")
	language(cmd, &c.messages, "en", "language of the messages: nb or en")
	return cmd
}

// freeze prepares the entry, asking for what is missing, shows it, and adds it
// to the archive.
func (c *command) freeze(cmd *cobra.Command, w *world, d *notice.Dossier, k notice.Kind, dry bool) error {
	in := release.Input{
		Dossier: d, Shared: &w.register.Register.Shared, Known: &w.register.Register.Known, Kind: k, Words: w.words, Archive: w.archive, Today: w.today,
		Release: *d.Releases.Of(k),
	}
	asked, err := c.newAsker()
	if err != nil {
		return err
	}
	if in.Release.Version == 0 {
		if asked == nil {
			return usage{fmt.Errorf("%s has no table [%s]; it says what the next version is", release.File(d.ID), k)}
		}
		in.Release.Version = notice.Number(len(w.archive.Chain(d.ID, k).Versions()) + 1)
	}
	p, err := release.Prepare(in)
	shown := false
	for err != nil {
		var list diag.List
		if asked == nil || !errors.As(err, &list) || !asked.can(list) {
			return w.placed(diagnosed(err, w))
		}
		// Who is asked how much a change matters has to see it first.
		if !shown && p != nil {
			if err := c.changed(cmd, p); err != nil {
				return err
			}
			shown = true
		}
		asked.mend(&in.Release, list)
		p, err = release.Prepare(in)
	}
	if err := c.propose(cmd, p); err != nil {
		return err
	}
	if !shown {
		if err := c.changed(cmd, p); err != nil {
			return err
		}
	}
	if err := c.warn(w, p); err != nil {
		return err
	}
	if dry {
		return nil
	}
	if asked != nil && !asked.yes() {
		return errors.New("nothing was released")
	}
	e, err := archive.Append(w.dir, archive.New{Record: p.Record, Files: p.Files})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "released %s\n%s  %s\n", e.Name, e.Digest, e.Dir)
	return err
}

// diagnosed gives what the compiler found its place; refusals have one.
func diagnosed(err error, w *world) error {
	var list diag.List
	if errors.As(err, &list) {
		return err
	}
	return diagnose(err, w.register)
}

// propose says what an entry is before it is frozen.
func (c *command) propose(cmd *cobra.Command, p *release.Proposal) error {
	r := &p.Record
	var out strings.Builder
	fmt.Fprintf(&out, "%s %s, version %d (%s, %s)\n", r.Brand, r.Kind, r.Number, r.Entry, r.Provenance)
	if r.Effective != "" {
		fmt.Fprintf(&out, "counts from %s\n", r.Effective)
	}
	if s := r.Summary.In(notice.Lang(c.messages)); s != "" {
		out.WriteString(s + "\n")
	}
	switch {
	case r.Entry != notice.Published:
		if s := r.Reason.In(notice.Lang(c.messages)); s != "" {
			out.WriteString(s + "\n")
		}
	case r.Before == 0:
		out.WriteString("the first version whose text is kept\n")
	default:
		fmt.Fprintf(&out, "class: %s (computed from the facts: %s)\n", r.Class, orNone(string(r.Computed)))
	}
	_, err := fmt.Fprint(cmd.OutOrStdout(), out.String())
	return err
}

// changed shows what an entry changes.
func (c *command) changed(cmd *cobra.Command, p *release.Proposal) error {
	if p.Record.Before > 0 {
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "since version %d:\n", p.Record.Before); err != nil {
			return err
		}
	}
	return sentences(cmd.OutOrStdout(), p.Record.Changes, notice.Lang(c.messages), "text")
}

// warn tells what the checks find that does not stop the release.
func (c *command) warn(w *world, p *release.Proposal) error {
	if len(p.Findings) == 0 {
		return nil
	}
	words, err := c.findingWords()
	if err != nil {
		return err
	}
	var list diag.List
	if errors.As(w.placed(p.Findings), &list) {
		return diag.Print(c.env.Stderr, list, words)
	}
	return nil
}

func orNone(s string) string {
	if s == "" {
		return "only words changed"
	}
	return s
}
