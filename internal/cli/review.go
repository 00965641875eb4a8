package cli

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/affected"
	"notis/internal/archive"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/printout"
	"notis/internal/release"
	"notis/internal/revision"
	"notis/internal/source"
	"notis/internal/words"
)

func (c *command) review() *cobra.Command {
	var since string
	cmd := &cobra.Command{
		Use:   "review --since REV",
		Short: "tell all there is to know of an edit, as the text of a pull request",
		Long: `Tell all there is to know of an edit, in Markdown: what will be released, with
its class, what it changes and what is missing; whether a version was lost or
changed; what the checks find now and did not before; and what else the edit
touches. Exit code 3 tells that it should not be merged as it is.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			if since == "" {
				return usage{errors.New("--since is missing; name the revision that the edit is counted from, such as origin/main")}
			}
			return c.reviewing(cmd, since)
		},
	}
	cmd.Flags().StringVar(&since, "since", "", "revision that the edit is counted from, such as origin/main")
	cmd.Flags().StringVar(&c.date, "date", "", "day to judge by, such as 2026-11-22 (default: today in Norway)")
	language(cmd, &c.messages, "en", "language of the report: nb or en")
	return cmd
}

// reviewer writes a review. What goes wrong with the writing itself is kept in
// errs; bad tells that the edit should not be merged as it is.
type reviewer struct {
	c     *command
	say   *words.Words
	dir   string
	since string
	out   bytes.Buffer
	errs  []error
	bad   bool
}

// A comment on GitHub takes 65,536 characters. What does not fit in is left out
// and said to be, the redlines first.
const (
	mostReview   = 60_000
	mostFindings = 40
)

// reviewMark begins a review, so that the next one is found to take its place.
const reviewMark = "<!-- notis review -->"

func (c *command) reviewing(cmd *cobra.Command, since string) error {
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return err
	}
	say, err := c.findingWords()
	if err != nil {
		return err
	}
	r := &reviewer{c: c, say: say, dir: dir, since: since}
	r.out.WriteString(reviewMark + "\n")
	if err := r.all(cmd.Context()); err != nil {
		return err
	}
	if _, err := io.WriteString(cmd.OutOrStdout(), r.text()); err != nil {
		return err
	}
	if !r.bad {
		return nil
	}
	text, err := say.Say("review-bad", nil)
	return cmp.Or(err, error(found{errors.New(text)}))
}

// text is the review as GitHub takes it: no longer than that, and with nobody
// mentioned whom a text happens to name with an @, which would send mail.
func (r *reviewer) text() string {
	out := strings.ReplaceAll(r.out.String(), "@", "@\u2060")
	if len(out) <= mostReview {
		return out
	}
	out = out[:strings.LastIndexByte(out[:mostReview], '\n')+1]
	if strings.Count(out, "\n```")%2 == 1 {
		out += "```\n"
	}
	return out + strings.Repeat("</details>\n", strings.Count(out, "<details>")-strings.Count(out, "</details>")) + "\n…\n"
}

// all writes every part. A folder that cannot be read has no releases and no
// checks; what is wrong with it is told by the part that compares.
func (r *reviewer) all(ctx context.Context) error {
	if err := r.archive(ctx); err != nil {
		return err
	}
	w, err := r.c.world()
	var list diag.List
	if err != nil && !errors.As(err, &list) {
		return err
	}
	if err == nil {
		err = errors.Join(r.releases(ctx, w), r.checks(ctx, w))
	} else {
		err = nil
	}
	return errors.Join(err, r.touched(ctx), errors.Join(r.errs...))
}

// line words a line and writes it, with what stands before it.
func (r *reviewer) line(before, id string, data map[string]any) {
	text, err := r.say.Say(id, data)
	r.errs = append(r.errs, err)
	r.out.WriteString(before + text + "\n")
}

// list writes findings as the commands do, unchanged: what they quote is
// anybody's text, and is no Markdown here.
func (r *reviewer) list(list diag.List) {
	var b bytes.Buffer
	more := max(0, len(list)-mostFindings)
	r.errs = append(r.errs, diag.Print(&b, list[:len(list)-more], r.say))
	if more > 0 {
		defer r.line("\n", "review-more", map[string]any{"Count": more})
	}
	fence := "```"
	for strings.Contains(b.String(), fence) {
		fence += "`"
	}
	r.out.WriteString("\n" + fence + "text\n" + b.String() + fence + "\n")
}

// archive wants every version to be there, unchanged, that stood there before.
func (r *reviewer) archive(ctx context.Context) error {
	a, err := r.c.versions(r.dir, nil)
	if err == nil {
		var sum []byte
		var was bool
		if sum, was, err = revision.File(ctx, r.dir, r.since, archive.Sum); err != nil {
			return err
		}
		if was {
			err = archive.Holds(sum, a)
		}
	}
	var list diag.List
	switch {
	case errors.As(err, &list):
		r.bad = true
		r.line("### ", "review-archive-bad", nil)
		r.list(list)
	case err != nil:
		return err
	default:
		r.line("", "review-archive", map[string]any{"Since": r.since})
	}
	return nil
}

// releases tells what the files release.toml ask for. One that asks for nothing
// new although it was edited is a mistake: the number was not raised.
func (r *reviewer) releases(ctx context.Context, w *world) error {
	var errs []error
	for _, id := range w.register.Register.IDs() {
		d := w.register.Register.Brands[id]
		edited, err := r.edited(ctx, release.File(id))
		errs = append(errs, err)
		pending := false
		for _, k := range notice.Kinds() {
			if release.Pending(d.Releases.Of(k), w.archive.Chain(id, k)) {
				pending = true
				errs = append(errs, r.release(w, d, k, edited))
			}
		}
		if edited && !pending && (d.Releases.Privacy.Version > 0 || d.Releases.Cookies.Version > 0) {
			r.bad = true
			r.line("\n### ", "review-nothing", map[string]any{"File": "`" + release.File(id) + "`"})
		}
	}
	return errors.Join(errs...)
}

// edited tells whether a file differs from the older revision's.
func (r *reviewer) edited(ctx context.Context, name string) (bool, error) {
	was, _, err := revision.File(ctx, r.dir, r.since, name)
	if err != nil {
		return false, err
	}
	now, err := os.ReadFile(filepath.Join(r.dir, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return !bytes.Equal(was, now), err
}

// release tells what one version would be, and what is missing. What was asked
// for before the edit is not in the edit's way.
func (r *reviewer) release(w *world, d *notice.Dossier, k notice.Kind, edited bool) error {
	p, err := release.Prepare(w.releasing(d, k))
	r.out.WriteString("\n")
	title := "review-release"
	if !edited {
		title = "review-asked"
	}
	r.line("### ", title, map[string]any{"Brand": printout.Escape(d.Brand.Name), "Kind": string(k), "Number": int(d.Releases.Of(k).Version)})
	r.out.WriteString("\n")
	if p != nil {
		if err := r.proposal(w, d, k, p); err != nil {
			return err
		}
	}
	if err == nil {
		r.line("\n", "review-ready", map[string]any{"Until": string(d.Releases.Of(k).Effective)})
		return nil
	}
	err = w.placed(diagnosed(err, w))
	var list diag.List
	if !errors.As(err, &list) {
		return err
	}
	r.bad = r.bad || edited
	r.line("\n", "review-missing", nil)
	r.list(list)
	return nil
}

// proposal tells what a version is and what it changes.
func (r *reviewer) proposal(w *world, d *notice.Dossier, k notice.Kind, p *release.Proposal) error {
	lines, err := r.c.proposed(p)
	if err != nil {
		return err
	}
	for _, line := range lines {
		r.out.WriteString("- " + printout.Escape(line) + "\n")
	}
	if len(p.Record.Changes) > 0 {
		r.out.WriteString("\n")
		r.line("", "proposal-since", map[string]any{"Number": p.Record.Before})
		r.out.WriteString("\n")
		r.errs = append(r.errs, r.c.sentences(&r.out, p.Record.Changes, notice.Lang(r.c.messages), "md"))
	}
	if p.Record.Entry == notice.Published && p.Record.Before > 0 {
		r.redline(w, d, k)
	}
	return nil
}

// redline shows what the version changes, word by word, in both languages.
func (r *reviewer) redline(w *world, d *notice.Dossier, k notice.Kind) {
	x, err := w.compare(d, k, "current", "working")
	if err != nil {
		r.errs = append(r.errs, err)
		return
	}
	for _, l := range notice.Langs() {
		text, err := r.say.Say("review-words", map[string]any{"Lang": string(l)})
		var b bytes.Buffer
		r.errs = append(r.errs, err, printout.Redline(&b, x.redline(l), "md"))
		if r.out.Len()+b.Len() > mostReview/2 {
			r.line("\n", "review-long", map[string]any{"Lang": string(l), "Brand": string(d.ID), "Kind": string(k)})
			continue
		}
		r.out.WriteString("<details><summary>" + text + "</summary>\n\n" + b.String() + "\n</details>\n")
	}
}

// touched tells what else the edit touches.
func (r *reviewer) touched(ctx context.Context) error {
	in, err := r.c.sides(ctx, r.since)
	if err != nil {
		return err
	}
	report, err := affected.Compare(in)
	if err != nil {
		return err
	}
	for _, f := range report.Findings {
		r.bad = r.bad || f.Side == "new"
	}
	r.out.WriteString("\n")
	r.line("### ", "review-touched", nil)
	r.out.WriteString("\n")
	var b bytes.Buffer
	if err := report.Write(&b, "md", in.Words); err != nil {
		return fmt.Errorf("what the edit touches: %w", err)
	}
	if r.out.Len()+b.Len() > mostReview {
		r.line("", "review-touched-long", map[string]any{"Since": r.since})
		return nil
	}
	_, err = b.WriteTo(&r.out)
	return err
}
