package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"notis/internal/due"
	"notis/internal/source"
)

func (c *command) due() *cobra.Command {
	var within time.Duration
	var format string
	formats := []string{"text", "json"}
	cmd := &cobra.Command{
		Use:   "due",
		Short: "tell which announced versions come into force, and need a build",
		Long: `Tell which announced versions have come into force in the last 24 hours, or
however long --within says, so that the site has to be built, and which will
within the next. Pages stay true without a build, as they name the day; but the
new version takes the address of the one in force only then.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			if !slices.Contains(formats, format) {
				return usage{fmt.Errorf("unknown format %q; the formats are text, json", format)}
			}
			if within <= 0 {
				return usage{fmt.Errorf("--within %s is no time; write it as 24h", within)}
			}
			return c.tellDue(cmd, within, format)
		},
	}
	cmd.Flags().DurationVar(&within, "within", 24*time.Hour, "how long ago, and how long ahead")
	cmd.Flags().StringVar(&format, "format", "text", "format: text, json")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	language(cmd, &c.messages, "en", "language of the messages: nb or en")
	return cmd
}

func (c *command) tellDue(cmd *cobra.Command, within time.Duration, format string) error {
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return err
	}
	a, err := c.versions(dir, nil)
	if err != nil {
		return err
	}
	oslo, err := time.LoadLocation("Europe/Oslo")
	if err != nil {
		return err
	}
	report, err := due.Around(a.Chains(), c.env.Now(), within, oslo)
	if err != nil {
		return err
	}
	if format == "json" {
		enc := json.NewEncoder(cmd.OutOrStdout())
		enc.SetIndent("", "  ")
		return enc.Encode(report)
	}
	var lines []string
	var errs []error
	say := func(id string, data map[string]any) {
		text, err := c.sayOf(id, data)
		lines, errs = append(lines, text), append(errs, err)
	}
	for _, e := range report.Due {
		say("due", map[string]any{"Brand": e.Brand, "Kind": e.Kind, "Version": e.Version, "Day": e.From})
	}
	for _, e := range report.Coming {
		say("due-coming", map[string]any{"Brand": e.Brand, "Kind": e.Kind, "Version": e.Version, "Day": e.From})
	}
	if len(lines) == 0 {
		say("due-none", nil)
	}
	for _, line := range lines {
		_, err := fmt.Fprintln(cmd.OutOrStdout(), line)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
