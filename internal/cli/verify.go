package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/archive"
	"notis/internal/revision"
	"notis/internal/source"
)

func (c *command) verify() *cobra.Command {
	var against string
	var f siteFlags
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "verify that no version was changed or lost",
		Long: `Verify that every version is, byte for byte, what was released, and that none
is missing. With --against, verify too that every version that stood at an
older revision of the repository is still there, unchanged. With --site, verify
that a published site is, byte for byte, what this commit gives today.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			switch {
			case f.address != "":
				return c.verifySite(cmd, f)
			case len(f.brands) > 0:
				return usage{errors.New("--brand says which site to verify; name its address with --site")}
			}
			dir, err := source.Find(c.source, c.env.Dir)
			if err != nil {
				return err
			}
			a, err := c.versions(dir, nil)
			if err != nil {
				return err
			}
			if against != "" {
				sum, found, err := revision.File(cmd.Context(), dir, against, archive.Sum)
				if err != nil {
					return err
				}
				if found {
					if err := archive.Holds(sum, a); err != nil {
						return err
					}
				} else if against, err = c.elsewhere(cmd, dir, against); err != nil {
					return err
				}
			}
			return c.verified(cmd, a, against)
		},
	}
	cmd.Flags().StringVar(&against, "against", "", "revision whose versions all have to be here still, such as origin/main")
	cmd.Flags().StringVar(&f.address, "site", "", "address of a published site, such as https://example.org/")
	cmd.Flags().StringArrayVar(&f.brands, "brand", nil, "with --site: id of a brand that the site is of, again for each one (default: all)")
	cmd.MarkFlagsMutuallyExclusive("site", "against")
	language(cmd, &c.messages, "en", "language of the messages: nb or en")
	return cmd
}

// elsewhere wants an older revision that has no archive at its place to have
// none at all: one that was moved away is one that was lost.
func (c *command) elsewhere(cmd *cobra.Command, dir, against string) (string, error) {
	at, err := revision.Holds(cmd.Context(), dir, against, archive.Sum)
	if err != nil {
		return "", err
	}
	for _, p := range at {
		if !strings.Contains(p, "testdata/") {
			return "", fmt.Errorf("%s has its archive at %s, and not here; nothing can be held against it", against, p)
		}
	}
	text, err := c.sayOf("verified-empty", map[string]any{"Against": against})
	if err != nil {
		return "", err
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), text)
	return "", err
}

// verified says what was verified, with the newest entry of each chain: that
// line proves all that came before it.
func (c *command) verified(cmd *cobra.Command, a *archive.Archive, against string) error {
	entries := 0
	for _, chain := range a.Chains() {
		entries += len(chain.Entries)
	}
	text, err := c.sayOf("verified", map[string]any{"Entries": entries, "Chains": len(a.Chains()), "Against": against})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(cmd.OutOrStdout(), text); err != nil {
		return err
	}
	for _, chain := range a.Chains() {
		tip := chain.Tip()
		if _, err := fmt.Fprintf(cmd.OutOrStdout(), "%s  %s\n", tip.Digest, tip.Dir); err != nil {
			return err
		}
	}
	return nil
}
