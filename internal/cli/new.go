package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"notis"
	"notis/internal/fields"
	"notis/internal/form"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/source"
)

func (c *command) newCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "new brand ID",
		Short: "write the forms of a new brand",
		Long: `Write data/brands/ID with a form for the brand, its privacy notice and its
cookie declaration. Every field is explained where it stands.`,
		Args:      cobra.ExactArgs(2),
		ValidArgs: []string{"brand"},
		RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] != "brand" {
				return usage{fmt.Errorf("unknown thing %q; new makes a brand", args[0])}
			}
			return c.newBrand(cmd, args[1])
		},
	}
	return cmd
}

// newBrand writes the forms, all or none, and never over what is there.
func (c *command) newBrand(cmd *cobra.Command, id string) error {
	if notice.ID(id).Check() != nil || slices.Contains(register.Reserved(), id) {
		return usage{fmt.Errorf("%q cannot be the id of a brand; use small letters a–z, digits and single hyphens, and no address of the site itself", id)}
	}
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return err
	}
	comments, err := fields.Read(notis.Model, "internal/notice")
	if err != nil {
		return err
	}
	to := filepath.Join(dir, "data", "brands", id)
	if err := os.Mkdir(to, 0o755); err != nil {
		if errors.Is(err, os.ErrExist) {
			return fmt.Errorf("data/brands/%s is there already; nothing was written", id)
		}
		return err
	}
	for _, f := range form.New(comments) {
		if err := os.WriteFile(filepath.Join(to, f.Name), []byte(f.Text), 0o644); err != nil {
			return errors.Join(err, os.RemoveAll(to))
		}
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "wrote data/brands/%s/%s\n", id, f.Name); err != nil {
			return err
		}
	}
	return nil
}
