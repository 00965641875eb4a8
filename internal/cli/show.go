package cli

import (
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/compare"
	"notis/internal/compile"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/printout"
	"notis/internal/render"
	"notis/internal/words"
)

func (c *command) show() *cobra.Command {
	var format, lang, asOf string
	var compare bool
	cmd := &cobra.Command{
		Use:   "show BRAND privacy|cookies",
		Short: "print a notice, or what two brands state differently",
		Long: `Print the working notice, or with --as-of the one that stood on a day. With --compare, print what two brands state differently:
notis show --compare ONE OTHER [privacy|cookies].`,
		Args: cobra.RangeArgs(2, 3),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkLang(lang); err != nil {
				return err
			}
			if compare {
				return c.compare(cmd, append(args, string(notice.PrivacyKind)), lang)
			}
			if len(args) > 2 {
				return usage{fmt.Errorf("show prints one notice; %q is too much", args[2])}
			}
			kind := notice.Kind(args[1])
			if !slices.Contains(notice.Kinds(), kind) {
				return usage{fmt.Errorf("unknown notice %q; the notices are privacy, cookies", args[1])}
			}
			if !slices.Contains(printout.Formats(), format) {
				return usage{fmt.Errorf("unknown format %q; the formats are %s", format, strings.Join(printout.Formats(), ", "))}
			}
			if asOf != "" {
				return c.past(cmd, args, asOf, lang, format)
			}
			return c.print(cmd, notice.ID(args[0]), kind, lang, format)
		},
		ValidArgsFunction: c.completeShow,
	}
	cmd.Flags().StringVar(&asOf, "as-of", "", "print what stood on a day, such as 2026-11-22 (default: the working notice)")
	cmd.Flags().BoolVar(&compare, "compare", false, "compare the notices of two brands, fact by fact")
	cmd.Flags().StringVar(&format, "format", "md", "format: "+strings.Join(printout.Formats(), ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(printout.Formats(), cobra.ShellCompDirectiveNoFileComp))
	language(cmd, &lang, "nb", "language of the notice: nb or en")
	return cmd
}

func (c *command) print(cmd *cobra.Command, id notice.ID, kind notice.Kind, lang, format string) error {
	list, err := c.documents(kind, lang, id)
	if err != nil {
		return err
	}
	return printout.Write(cmd.OutOrStdout(), list[0], format)
}

// past prints the notice that stood on a day.
func (c *command) past(cmd *cobra.Command, args []string, day, lang, format string) error {
	if notice.Date(day).Check() != nil {
		return usage{fmt.Errorf("--as-of %q is not a day of the calendar; write it as 2026-11-22", day)}
	}
	w, err := c.world()
	if err != nil {
		return err
	}
	d, k, err := w.notice(args[0], args[1])
	if err != nil {
		return err
	}
	e, err := w.edition(d, k, day)
	if err != nil {
		return err
	}
	if e.record.Provenance != notice.Authored {
		fmt.Fprintf(c.env.Stderr, "notis: this is an unofficial restatement recorded on %s; it tells what the company stated then, and not what its own notice said on %s\n", e.record.Recorded, day)
	}
	return printout.Write(cmd.OutOrStdout(), e.docs[notice.Lang(lang)], format)
}

// compare prints the facts that two brands state differently.
func (c *command) compare(cmd *cobra.Command, args []string, lang string) error {
	kind := notice.Kind(args[2])
	if !slices.Contains(notice.Kinds(), kind) {
		return usage{fmt.Errorf("unknown notice %q; the notices are privacy, cookies", args[2])}
	}
	list, err := c.documents(kind, lang, notice.ID(args[0]), notice.ID(args[1]))
	if err != nil {
		return err
	}
	var out strings.Builder
	for _, d := range compare.Compare(list[0], list[1]) {
		fmt.Fprintf(&out, "%s\n", d.Place)
		for i, text := range []string{d.A, d.B} {
			if text == "" {
				text = "–"
			}
			fmt.Fprintf(&out, "  %s: %s\n", args[i], text)
		}
	}
	_, err = io.WriteString(cmd.OutOrStdout(), out.String())
	return err
}

// documents compiles a notice of each brand named.
func (c *command) documents(kind notice.Kind, lang string, ids ...notice.ID) ([]*document.Document, error) {
	fsys, err := c.files()
	if err != nil {
		return nil, err
	}
	reg, err := c.load(fsys)
	if err != nil {
		return nil, err
	}
	w, err := words.Load(fsys, "i18n/notice", lang)
	if err != nil {
		return nil, err
	}
	var out []*document.Document
	for _, id := range ids {
		d, err := reg.Register.Brand(id)
		if err != nil {
			return nil, err
		}
		r, err := compile.Compile(d, &reg.Register.Shared, kind, compile.Edition{}, w)
		if err != nil {
			return nil, diagnose(err, reg)
		}
		out = append(out, r.Document)
	}
	return out, nil
}

// completeShow offers the brands, then the notices.
func (c *command) completeShow(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 1 {
		return []string{"privacy", "cookies"}, cobra.ShellCompDirectiveNoFileComp
	}
	if len(args) > 1 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	fsys, err := c.files()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	reg, err := c.load(fsys)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var names []string
	for _, id := range reg.Register.IDs() {
		names = append(names, string(id))
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

func (c *command) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version of notis and of what it is built with",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return fmt.Errorf("the program was built without module information")
			}
			revision := "(no revision)"
			for _, s := range info.Settings {
				if s.Key == "vcs.revision" {
					revision = s.Value
				}
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "notis %s %s\nhugo v%s\n%s\n", info.Main.Version, revision, render.Version(), info.GoVersion)
			return err
		},
	}
}
