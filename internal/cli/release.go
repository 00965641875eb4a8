package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/archive"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/release"
)

func (c *command) release() *cobra.Command {
	var dry, all bool
	cmd := &cobra.Command{
		Use:   "release BRAND privacy|cookies | --all",
		Short: "make the working notice a version",
		Long: `Make the working notice a version, as the brand's release.toml says: show what
changed and how much it matters, and freeze it. A version is never changed
again. With entry = "called-off" or "withdrawn", release.toml calls an
announced version off or takes a text away. What release.toml lacks is asked
for on a terminal.`,
		Args: cobra.RangeArgs(0, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			if all != (len(args) == 0) || len(args) == 1 {
				return usage{errors.New("name a brand and a notice, such as release motkraft privacy; or --all, which takes none")}
			}
			if c.date != "" && !dry {
				return usage{errors.New("--date is for --dry-run: a version is recorded on the day it is made")}
			}
			w, err := c.world()
			if err != nil {
				return err
			}
			if all {
				return c.freezeAll(cmd, w, dry)
			}
			d, k, err := w.notice(args[0], args[1])
			if err != nil {
				return err
			}
			return c.freeze(cmd, w, d, k, dry)
		},
		ValidArgsFunction: c.completeShow,
	}
	cmd.Flags().BoolVar(&all, "all", false, "make all versions that the files release.toml ask for and that are not there yet")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "show what would be released, and release nothing")
	cmd.Flags().StringVar(&c.date, "date", "", "day to try it on, with --dry-run, such as 2026-11-22 (default: today in Norway)")
	language(cmd, &c.messages, "en", "language of the messages: nb or en")
	return cmd
}

// freezeAll makes what the files release.toml ask for. One that cannot be made
// keeps none of the others back.
func (c *command) freezeAll(cmd *cobra.Command, w *world, dry bool) error {
	var errs []error
	n := 0
	for _, id := range w.register.Register.IDs() {
		d := w.register.Register.Brands[id]
		for _, k := range notice.Kinds() {
			if !release.Pending(d.Releases.Of(k), w.archive.Chain(id, k)) {
				continue
			}
			n++
			errs = append(errs, c.freeze(cmd, w, d, k, dry))
		}
	}
	if n > 0 {
		return together(errs)
	}
	text, err := c.say("released-none")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), text)
	return err
}

// together joins errors, and findings to one list.
func together(errs []error) error {
	var list diag.List
	var rest []error
	for _, err := range errs {
		var l diag.List
		if errors.As(err, &l) {
			list = append(list, l...)
		} else {
			rest = append(rest, err)
		}
	}
	if err := errors.Join(rest...); err != nil || len(list) == 0 {
		return err
	}
	return diag.Sort(list)
}

// freeze prepares the entry, asking for what is missing, shows it, and adds it
// to the archive.
func (c *command) freeze(cmd *cobra.Command, w *world, d *notice.Dossier, k notice.Kind, dry bool) error {
	in := w.releasing(d, k)
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
		nothing, err := c.say("released-nothing")
		return cmp.Or(err, errors.New(nothing))
	}
	return c.add(cmd, w, p)
}

// releasing is what an entry is made of.
func (w *world) releasing(d *notice.Dossier, k notice.Kind) release.Input {
	return release.Input{
		Dossier: d, Shared: &w.register.Register.Shared, Known: &w.register.Register.Known, Kind: k, Words: w.words, Archive: w.archive, Today: w.today,
		Release: *d.Releases.Of(k),
	}
}

// add adds the entry to the archive, and says which.
func (c *command) add(cmd *cobra.Command, w *world, p *release.Proposal) error {
	e, err := archive.Append(w.dir, archive.New{Record: p.Record, Files: p.Files})
	if err != nil {
		return err
	}
	text, err := c.sayOf("released", map[string]any{"Name": e.Name})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s\n%s  %s\n", text, e.Digest, e.Dir)
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
	lines, err := c.proposed(p)
	if err != nil {
		return err
	}
	_, err = io.WriteString(cmd.OutOrStdout(), strings.Join(lines, "\n")+"\n")
	return err
}

// proposed words what an entry is, line by line.
func (c *command) proposed(p *release.Proposal) ([]string, error) {
	r, l := &p.Record, notice.Lang(c.messages)
	w, err := c.ownWords()
	if err != nil {
		return nil, err
	}
	var lines []string
	var errs []error
	line := func(text string, err error) {
		if errs = append(errs, err); text != "" {
			lines = append(lines, text)
		}
	}
	line(w.Say("proposal", map[string]any{"Brand": r.Brand, "Kind": r.Kind, "Number": r.Number, "Entry": r.Entry, "Provenance": r.Provenance}))
	if r.Effective != "" {
		line(w.Say("proposal-from", map[string]any{"Day": r.Effective}))
	}
	line(r.Summary.In(l), nil)
	switch {
	case r.Entry != notice.Published:
		line(r.Reason.In(l), nil)
	case r.Before == 0:
		line(w.Say("proposal-first", nil))
	default:
		line(w.Say("proposal-class", map[string]any{"Class": r.Class, "Computed": r.Computed}))
	}
	return lines, errors.Join(errs...)
}

// changed shows what an entry changes.
func (c *command) changed(cmd *cobra.Command, p *release.Proposal) error {
	if p.Record.Before > 0 {
		text, err := c.sayOf("proposal-since", map[string]any{"Number": p.Record.Before})
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), text); err != nil {
			return err
		}
	}
	return c.sentences(cmd.OutOrStdout(), p.Record.Changes, notice.Lang(c.messages), "text")
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
