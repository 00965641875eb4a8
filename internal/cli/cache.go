package cli

import (
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"notis/internal/archive"
	"notis/internal/build"
	"notis/internal/cache"
	"notis/internal/inputs"
	"notis/internal/source"
)

// limit is how many bytes the cache holds at most after a build: almost two sites
// of a thousand brands with twelve versions each.
const limit = 8 << 30

func (c *command) cacheCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "look after what was built before",
		Args:  cobra.NoArgs,
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	var dir string
	clean := &cobra.Command{
		Use:   "clean",
		Short: "take away all that was kept for the next build",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			at := c.cacheDir(dir)
			var size int64
			if _, err := os.Stat(at); !errors.Is(err, fs.ErrNotExist) {
				kept, err := cache.Open(at)
				var other *cache.Other
				if errors.As(err, &other) {
					return usage{err}
				}
				if err != nil {
					return err
				}
				if size, err = kept.Clean(); err != nil {
					return err
				}
			}
			_, err := fmt.Fprintf(cmd.OutOrStdout(), "took away %d kB from %s\n", (size+999)/1000, c.short(at))
			return err
		},
	}
	clean.Flags().StringVar(&dir, "cache", "", "folder of the cache (default: notis in $NETLIFY_CACHE_DIR, or .cache/notis)")
	cmd.AddCommand(clean)
	return cmd
}

// cacheDir is where the cache lies. Where nobody has said, and the command works
// below the source folder, it is at the root of that.
func (c *command) cacheDir(flag string) string {
	switch host := c.getenv("NETLIFY_CACHE_DIR"); {
	case flag != "":
		return c.path(flag)
	case host != "":
		return filepath.Join(c.path(host), "notis")
	}
	if dir, err := source.Find("", c.env.Dir); err == nil && c.source == "" {
		return filepath.Join(dir, ".cache/notis")
	}
	return c.path(".cache/notis")
}

func (c *command) getenv(name string) string {
	if c.env.Getenv == nil {
		return ""
	}
	return c.env.Getenv(name)
}

// short is a path as the person who runs the command would write it.
func (c *command) short(p string) string {
	if rel, err := filepath.Rel(c.env.Dir, p); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return p
}

// kept is what an earlier build has left; nil where nothing is to be kept.
type kept struct {
	cache *cache.Cache
	// program stands for the code of this one.
	program string
	// again is what was found in the archive, and name the one it has in the
	// cache.
	again *archive.Again
	name  string
}

// kept opens the cache. Trouble says why it cannot be used: a site can be built
// without. To name a folder that holds something else is a mistake, though.
func (c *command) kept(f buildFlags) (k *kept, trouble, err error) {
	if f.noCache {
		return nil, nil, nil
	}
	open, err := cache.Open(c.cacheDir(f.cache))
	var other *cache.Other
	if errors.As(err, &other) && f.cache != "" {
		return nil, nil, usage{err}
	}
	if err != nil {
		return nil, err, nil
	}
	k = &kept{cache: open}
	if k.program, err = digestOfProgram(); err != nil {
		return nil, err, nil
	}
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return nil, nil, err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return nil, nil, err
	}
	k.name = "archive of " + dir
	k.again = &archive.Again{Now: c.env.Now(), Program: k.program, Before: func() []byte {
		before, err := open.Recall(k.name)
		if err != nil {
			return nil // the archive is read whole
		}
		return before
	}}
	return k, nil, nil
}

// archive is what was found in the archive.
func (k *kept) archive() *archive.Again {
	if k == nil {
		return nil
	}
	return k.again
}

// remember keeps what was found in the archive, for the next build, and lets go of
// it.
func (k *kept) remember() error {
	if k == nil {
		return nil
	}
	data, changed := k.again.Bytes()
	k.again = nil
	if !changed {
		return nil
	}
	return k.cache.Remember(k.name, data)
}

// reuse lets a build take brands from the cache.
func (k *kept) reuse(in build.Input, out string) (*build.Reuse, error) {
	if k == nil {
		return nil, nil
	}
	read, err := inputs.Read(in.Source, inputs.Set{
		"program": k.program, "base-url": in.BaseURL, "single": strconv.FormatBool(in.Plan.Single), "drafts": strconv.FormatBool(in.Plan.Drafts), "preview": strconv.FormatBool(in.Plan.Preview),
	})
	return &build.Reuse{Cache: k.cache, Inputs: read, Limit: limit, Name: out}, err
}

// digestOfProgram stands for all the code that builds a site.
func digestOfProgram() (string, error) {
	name, err := os.Executable()
	if err != nil {
		return "", err
	}
	f, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	if id := buildID(f); id != "" {
		return id, nil
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// buildID is what Go notes in a program: digests of what it was built from and
// of what came of it (cmd/internal/buildid). It is "" where there is none, as on
// systems whose programs are not in ELF; to read all of the program takes longer
// than to build a brand.
func buildID(f io.ReaderAt) string {
	program, err := elf.NewFile(f)
	if err != nil {
		return ""
	}
	note := program.Section(".note.go.buildid")
	if note == nil {
		return ""
	}
	id, err := note.Data()
	// The head of the note is 16 bytes: three lengths and a name.
	if err != nil || len(id) < 16+40 {
		return ""
	}
	return string(id[16:])
}

// explainBuild says of each brand whether it was made again, and why.
func explainBuild(out io.Writer, why []build.Reason, cached bool) error {
	var b strings.Builder
	for _, r := range why {
		switch {
		case r.Reused:
			fmt.Fprintf(&b, "%s: from the cache\n", r.Brand)
		case !cached:
			fmt.Fprintf(&b, "%s: made, without a cache\n", r.Brand)
		case len(r.Changed) == 0:
			fmt.Fprintf(&b, "%s: made, as it is not in the cache\n", r.Brand)
		default:
			fmt.Fprintf(&b, "%s: made, as these are others than before: %s\n", r.Brand, strings.Join(r.Changed, ", "))
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}
