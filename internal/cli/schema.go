package cli

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"notis"
	"notis/internal/fields"
	"notis/internal/schema"
	"notis/internal/site"
)

// schemas is where the schemas stand, from the source folder.
const schemas = "docs/schema"

func (c *command) schema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "write the JSON Schemas of the data files, and taplo.toml",
		Long: `Write the JSON Schemas (draft 2020-12) of the data files to docs/schema, and
taplo.toml, by which editors such as Visual Studio Code (Even Better TOML)
complete and explain the fields.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			comments, err := fields.Read(notis.Model, "internal/notice")
			if err != nil {
				return err
			}
			files, err := schema.All(comments)
			if err != nil {
				return err
			}
			dir := c.source
			if dir == "" {
				dir = c.env.Dir
			}
			out := filepath.Join(dir, filepath.FromSlash(schemas))
			if err := os.MkdirAll(out, 0o755); err != nil {
				return err
			}
			for _, f := range files {
				if err := os.WriteFile(filepath.Join(out, f.Name), f.JSON, 0o644); err != nil {
					return err
				}
			}
			if err := os.WriteFile(filepath.Join(dir, "taplo.toml"), schema.Taplo(files, schemas), 0o644); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "wrote %d schemas to %s, and taplo.toml\n", len(files), schemas)
			return err
		},
	}
}

// exportSchema is the JSON Schema of index.json for a site with an address.
func exportSchema(root string) ([]byte, error) {
	comments := fields.Comments{}
	for _, dir := range []string{"internal/document", "internal/site"} {
		some, err := fields.Read(notis.Model, dir)
		if err != nil {
			return nil, err
		}
		maps.Copy(comments, some)
	}
	return schema.Export(comments, strings.TrimSuffix(root, "/")+site.SchemaPath)
}
