package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/diag"
	"notis/internal/register"
	"notis/internal/source"
	"notis/internal/tidy"
)

func (c *command) fmt() *cobra.Command {
	var check bool
	var lang string
	cmd := &cobra.Command{
		Use:   "fmt [FILE ...]",
		Short: "bring the data files into one form",
		Long: `Bring the data files, or those named, into one form: keys and tables in the
order of docs/format.md, the entries of a list in their own, long texts with a
sentence on each line. What a file says and its comments stay; a file where
they would not is left as it is. Versions are never touched.`,
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkLang(lang); err != nil {
				return err
			}
			c.messages = lang
			return c.formatFiles(cmd, args, check)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; list the files that are not in that form, and end with exit code 3")
	language(cmd, &lang, "en", "language of what is wrong with a file: nb or en")
	return cmd
}

// formatFiles formats what can be, and tells of the rest.
func (c *command) formatFiles(cmd *cobra.Command, args []string, check bool) error {
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	names, err := c.dataFiles(root, dir, args)
	if err != nil {
		return err
	}
	var broken diag.List
	var refused []error
	changed := 0
	for _, name := range names {
		differs, err := formatFile(root, name, check)
		var bad *tidy.Syntax
		switch {
		case errors.As(err, &bad):
			broken = append(broken, diag.Diagnostic{
				Rule: "syntax", Severity: diag.Error, File: name, Line: bad.Line, Column: bad.Column, Args: map[string]any{"Problem": bad.Problem},
			})
		case err != nil:
			refused = append(refused, fmt.Errorf("%s was left as it is: %w", name, err))
		case differs:
			changed++
			if _, err := fmt.Fprintln(cmd.OutOrStdout(), name); err != nil {
				return err
			}
		}
	}
	if len(broken) > 0 {
		for _, err := range refused {
			fmt.Fprintf(cmd.ErrOrStderr(), "notis: %v\n", err)
		}
		return broken
	}
	if len(refused) > 0 {
		return errors.Join(refused...)
	}
	if check && changed > 0 {
		return found{fmt.Errorf("%d of %d files are not in the form that notis fmt gives", changed, len(names))}
	}
	return nil
}

// dataFiles gives the names, from the root of the source, of the files to
// format: those named, or all that people write.
func (c *command) dataFiles(root *os.Root, dir string, args []string) ([]string, error) {
	if len(args) == 0 {
		var names []string
		for _, pattern := range []string{"data/*.toml", "data/brands/*/*.toml"} {
			found, err := fs.Glob(root.FS(), pattern)
			if err != nil {
				return nil, err
			}
			names = append(names, found...)
		}
		return slices.DeleteFunc(names, func(name string) bool {
			return !tidy.Knows(name) || register.Ignored(path.Base(path.Dir(name)))
		}), nil
	}
	from := dir
	if !filepath.IsAbs(from) {
		from = filepath.Join(c.env.Dir, from)
	}
	var names []string
	for _, arg := range args {
		at := arg
		if !filepath.IsAbs(at) {
			at = filepath.Join(c.env.Dir, at)
		}
		rel, err := filepath.Rel(from, at)
		name := filepath.ToSlash(rel)
		if err != nil || !tidy.Knows(name) {
			return nil, usage{fmt.Errorf("%s is no data file that people write; they are data/*.toml and data/brands/*/*.toml", arg)}
		}
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names, nil
}

// formatFile formats one file, unless only asked whether it differs from that.
func formatFile(root *os.Root, name string, check bool) (differs bool, err error) {
	info, err := root.Lstat(name)
	if err != nil {
		return false, err
	}
	if !info.Mode().IsRegular() {
		return false, errors.New("it is a link or a folder, not a file")
	}
	src, err := root.ReadFile(name)
	if err != nil {
		return false, err
	}
	out, err := tidy.Format(name, src)
	if err != nil || bytes.Equal(src, out) {
		return false, err
	}
	if check {
		return true, nil
	}
	return true, replaceFile(root, name, src, out, info.Mode().Perm())
}

// replaceFile puts a file in the place of another in one step, with its
// permissions. What somebody wrote meanwhile stays.
func replaceFile(root *os.Root, name string, src, out []byte, perm fs.FileMode) (err error) {
	// The loader passes over names that begin with a full stop.
	temp := path.Join(path.Dir(name), "."+strings.TrimSuffix(path.Base(name), ".toml")+".fmt~")
	f, err := root.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is in the way: another notis fmt is at work, or was stopped; delete it then", temp)
	}
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, root.Remove(temp))
		}
	}()
	_, err = f.Write(out)
	if err == nil {
		err = errors.Join(f.Chmod(perm), f.Sync())
	}
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	now, err := root.ReadFile(name)
	if err != nil {
		return err
	}
	if !bytes.Equal(now, src) {
		return errors.New("somebody changed it meanwhile")
	}
	return root.Rename(temp, name)
}
