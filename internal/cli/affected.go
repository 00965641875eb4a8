package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"notis"
	"notis/internal/affected"
	"notis/internal/archive"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/revision"
	"notis/internal/source"
)

func (c *command) affected() *cobra.Command {
	var since, format string
	formats := affected.Formats()
	cmd := &cobra.Command{
		Use:   "affected --since REV",
		Short: "tell what an edit touches: brands, drafts, versions and pages, and why",
		Long: `Tell what the edit since a revision of the repository touches, and why: which
working notices read otherwise, paragraph by paragraph, which versions were
released, and which published pages differ. Both sides are made and compared,
so that what reads the same is not touched.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			if !slices.Contains(formats, format) {
				return usage{fmt.Errorf("unknown format %q; the formats are %s", format, strings.Join(formats, ", "))}
			}
			if since == "" {
				return usage{errors.New("--since is missing; name the revision that the edit is counted from, such as origin/main")}
			}
			return c.tellAffected(cmd, since, format)
		},
	}
	cmd.Flags().StringVar(&since, "since", "", "revision that the edit is counted from, such as origin/main")
	cmd.Flags().StringVar(&format, "format", "text", "format: "+strings.Join(formats, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().StringVar(&c.date, "date", "", "day that both sides are made for, such as 2026-11-22 (default: today in Norway)")
	language(cmd, &c.messages, "en", "language of the report: nb or en")
	return cmd
}

// tellAffected compares and prints. What is wrong with the files as they are
// now ends the command as findings do.
func (c *command) tellAffected(cmd *cobra.Command, since, format string) error {
	in, err := c.sides(cmd.Context(), since)
	if err != nil {
		return err
	}
	if c.env.Progress {
		in.Progress = func(done, all int) { fmt.Fprintf(c.env.Stderr, "\r\033[K%d of %d brands", done, all) }
	}
	report, err := affected.Compare(in)
	if c.env.Progress {
		fmt.Fprint(c.env.Stderr, "\r\033[K")
	}
	if err != nil {
		return err
	}
	if err := report.Write(cmd.OutOrStdout(), format, in.Words); err != nil {
		return err
	}
	wrong := 0
	for _, f := range report.Findings {
		if f.Side == "new" {
			wrong++
		}
	}
	if wrong == 0 {
		return nil
	}
	sum, err := in.Words.Say("found", map[string]any{"Count": wrong})
	if err != nil {
		return err
	}
	return found{errors.New(sum)}
}

// sides reads the source folder as it stood at a revision and as it is.
func (c *command) sides(ctx context.Context, since string) (affected.Input, error) {
	in := affected.Input{Since: since, Explain: diagnose}
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return in, err
	}
	if in.Date, err = c.today(); err != nil {
		return in, err
	}
	if in.Words, err = c.findingWords(); err != nil {
		return in, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return in, err
	}
	var shared fs.FS = notis.Shared
	if ownProgram(dir) {
		// The program of then had in it what lay beside it then, and nothing of
		// what lies beside it now.
		shared = source.Files(nil)
		if in.Program, err = program(ctx, dir, since); err != nil {
			return in, err
		}
	}
	versions, err := c.versions(dir, nil)
	var list diag.List
	if err != nil && !errors.As(err, &list) {
		return in, err
	}
	old, err := before(ctx, dir, since, versions)
	if err != nil {
		return in, err
	}
	if in.Old, err = affected.Open(source.Over(old, shared), nil, in.Date); err != nil {
		return in, err
	}
	in.New, err = affected.Open(source.Over(root.FS(), shared), versions, in.Date)
	in.Wrong = list
	return in, err
}

// before reads the source folder as it stood at a revision: of the versions,
// only those that the archive does not have any more.
func before(ctx context.Context, dir, since string, versions *archive.Archive) (fs.FS, error) {
	sum, _, err := revision.File(ctx, dir, since, archive.Sum)
	if err != nil {
		return nil, err
	}
	less := versions.Less(sum)
	files, err := revision.Folder(ctx, dir, since, func(p string) bool {
		parts := strings.SplitN(p, "/", 5)
		version := len(parts) == 5 && path.Join(parts[0], parts[1]) == "data/brands" && parts[3] == "versions"
		return !version || versions != nil && slices.Contains(less, notice.ID(parts[2]))
	}, source.Folders()...)
	return source.Files(files), err
}

// ownProgram tells whether a folder holds the program that builds it.
func ownProgram(dir string) bool {
	src, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	line, _, _ := strings.Cut(string(src), "\n")
	return err == nil && strings.TrimSpace(line) == "module notis"
}

// program lists the files of the program that differ.
func program(ctx context.Context, dir, since string) ([]string, error) {
	names, err := revision.Changed(ctx, dir, since, "*.go", "go.mod", "go.sum")
	return slices.DeleteFunc(names, func(p string) bool {
		return strings.HasSuffix(p, "_test.go") || strings.Contains("/"+p, "/testdata/")
	}), err
}
