package cli

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"notis/internal/build"
	"notis/internal/notice"
	"notis/internal/pdf"
	"notis/internal/site"
)

// patience is how long printing one page may take; a slow machine needs a few
// seconds for the longest.
const patience = time.Minute

// pdfFlags are the flags of the command pdf.
type pdfFlags struct {
	brands     []string
	kind, lang string
	version    int
	out, base  string
}

// sheet is a version of a notice in a language, to be printed.
type sheet struct {
	// name is that of the PDF, and from the address of the page.
	name, from string
	day        notice.Date
	data       []byte
}

func (c *command) pdf() *cobra.Command {
	var f pdfFlags
	cmd := &cobra.Command{
		Use:   "pdf",
		Short: "print notices as PDF",
		Long: `Print the notices in force as PDF files: tagged, with an outline, and with the
version and the date on every page. It needs Chromium or Google Chrome, from the
PATH or named in NOTIS_CHROMIUM. The same notice gives the same bytes, with the
same Chromium and the same fonts.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.printPDF(cmd, f) },
	}
	cmd.Flags().StringArrayVar(&f.brands, "brand", nil, "id of a brand to print, again for each one (default: all)")
	cmd.Flags().StringVar(&f.kind, "kind", "", "notice to print: privacy or cookies (default: both)")
	language(cmd, &f.lang, "", "language to print: nb or en (default: both)")
	cmd.Flags().IntVar(&f.version, "version", 0, "number of the version to print (default: the one in force)")
	cmd.Flags().StringVar(&f.out, "out", "pdf", "folder to put the files in")
	cmd.Flags().StringVar(&f.base, "base-url", "", "address of the site, for links to its other pages (default: they are no links)")
	cmd.Flags().StringVar(&c.date, "date", "", "day to print for, such as 2026-11-22 (default: today in Norway)")
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions([]string{"privacy", "cookies"}, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("brand", func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		return c.completeShow(cmd, nil, typed)
	})
	return cmd
}

func (c *command) printPDF(cmd *cobra.Command, f pdfFlags) error {
	if err := f.check(); err != nil {
		return err
	}
	out := c.path(f.out)
	if err := c.apart("--out", out); err != nil {
		return err
	}
	s := siteOf{only: ids(f.brands)}
	var err error
	if s.base, s.prefix, err = baseURL(f.base); err != nil {
		return err
	}
	program, err := pdf.Find(c.getenv("NOTIS_CHROMIUM"))
	if err != nil {
		return err
	}
	sheets, err := c.sheets(s, f)
	if err != nil {
		return err
	}
	// Chromium is many processes, and none of them may stay.
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	printer := pdf.Printer{Program: program, Patience: patience}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range sheets {
		group.Go(func() (err error) {
			sheets[i].data, err = printer.Print(ctx, sheets[i].data, sheets[i].day)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, s := range sheets {
		name := filepath.Join(out, s.name)
		if err := whole(name, s.data); err != nil {
			return err
		}
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), c.short(name)); err != nil {
			return err
		}
	}
	return nil
}

func (f *pdfFlags) check() error {
	if f.kind != "" && !slices.Contains(notice.Kinds(), notice.Kind(f.kind)) {
		return usage{fmt.Errorf("unknown notice %q; the notices are privacy, cookies", f.kind)}
	}
	if f.lang != "" {
		if err := checkLang(f.lang); err != nil {
			return err
		}
	}
	if f.version < 0 {
		return usage{fmt.Errorf("--version %d is no version; the first one is 1", f.version)}
	}
	if f.version > 0 && (len(f.brands) != 1 || f.kind == "") {
		return usage{errors.New("--version is that of one notice; name its brand with --brand and the notice with --kind")}
	}
	return nil
}

// sheets builds the site in memory and takes the pages to print from it. A notice
// that has no text to print is passed over, unless it is the only one.
func (c *command) sheets(s siteOf, f pdfFlags) ([]sheet, error) {
	w, err := c.ground(nil)
	if err != nil {
		return nil, err
	}
	in, err := c.planned(w, s)
	if err != nil {
		return nil, err
	}
	var out []sheet
	why := error(notKnown{fmt.Errorf("no notice is in force on %s", w.today)})
	for _, id := range in.Plan.Brands {
		for _, k := range notice.Kinds() {
			if f.kind != "" && f.kind != string(k) {
				continue
			}
			list, err := w.printable(id, k, in.Plan.Single, f)
			if err != nil {
				why = err
			}
			out = append(out, list...)
		}
	}
	if len(out) == 0 {
		return nil, why
	}
	var built memory
	if _, err := build.Build(in, &built); err != nil {
		return nil, err
	}
	pages := map[string][]byte{}
	for _, file := range built.files {
		pages[file.Path] = file.Content
	}
	home, err := siteAddress(f.base, in.BaseURL)
	for i := range out {
		page, there := pages[out[i].from+"index.html"]
		if !there {
			return nil, fmt.Errorf("the site has no page %s", out[i].from)
		}
		out[i].data = pdf.Linked(page, home)
	}
	return out, err
}

// siteAddress is the scheme and the host of a site whose address is known.
func siteAddress(asked, base string) (string, error) {
	if asked == "" && base == "/" {
		return "", nil
	}
	u, err := url.Parse(base)
	if err != nil {
		return "", err
	}
	return u.Scheme + "://" + u.Host, nil
}

// printable gives the version of a notice that was asked for, in each language;
// none where none is in force.
func (w *world) printable(id notice.ID, k notice.Kind, single bool, f pdfFlags) ([]sheet, error) {
	chain := w.archive.Chain(id, k)
	state, ok := chain.InForce(w.today)
	if f.version > 0 {
		all := chain.Versions()
		if f.version > len(all) {
			return nil, notKnown{fmt.Errorf("%s has no version %d of its %s notice; there are %d", id, f.version, k, len(all))}
		}
		state, ok = all[f.version-1], true
	}
	if !ok {
		return nil, nil
	}
	if err := readable(id, k, state); err != nil {
		return nil, err
	}
	var out []sheet
	for _, l := range notice.Langs() {
		if f.lang != "" && f.lang != string(l) {
			continue
		}
		var at strings.Builder
		if !single {
			at.WriteString(string(id) + "/")
		}
		if l == notice.English {
			at.WriteString("en/")
		}
		number := state.Record.Number
		fmt.Fprintf(&at, "%s/v%d/", site.Segment(k, l), number)
		out = append(out, sheet{name: fmt.Sprintf("%s-%s-v%d.%s.pdf", id, site.Segment(k, l), number, l), from: at.String(), day: state.Record.From()})
	}
	return out, nil
}

// whole writes a file beside its place, and then there: it is never half there.
func whole(name string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
