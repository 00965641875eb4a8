package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/version"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/spf13/cobra"

	"notis/internal/build"
	"notis/internal/edge"
	"notis/internal/netlify"
	"notis/internal/publish"
)

func (c *command) netlify() *cobra.Command {
	var check bool
	cmd := &cobra.Command{
		Use:   "netlify",
		Short: "write how Netlify builds the sites: of all brands, and of each",
		Long: `Write netlify.toml, which builds the site of all brands, and for each brand
sites/ID/netlify.toml, which builds a site of that brand alone. They are made of
the brands that there are; edit those, and run this again.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := checkLang(c.messages); err != nil {
				return err
			}
			return c.configure(cmd, check)
		},
	}
	cmd.Flags().BoolVar(&check, "check", false, "write nothing; exit code 3 where a file is not as it should be")
	language(cmd, &c.messages, "en", "language of the messages: nb or en")
	return cmd
}

// configure writes the files, or tells which differ.
func (c *command) configure(cmd *cobra.Command, check bool) error {
	w, err := c.world()
	if err != nil {
		return err
	}
	in := netlify.Input{Go: goVersion(w.dir)}
	if err := newEnough(w.dir, in.Go); err != nil {
		return err
	}
	for _, id := range w.data.Brands {
		in.Brands = append(in.Brands, netlify.Brand{ID: id, Look: w.register.Register.Brands[id].Brand.Look})
	}
	files := netlify.Files(in)
	differ, err := differing(w.dir, files)
	if err != nil {
		return err
	}
	id := "netlify-same"
	for _, f := range differ {
		if check {
			id = "netlify-differs"
		} else if err := f.apply(w.dir); err != nil {
			return err
		} else {
			id = "netlify-written"
		}
		if _, err := fmt.Fprintln(cmd.OutOrStdout(), f.Path); err != nil {
			return err
		}
	}
	data := map[string]any{"Count": len(differ)}
	if len(differ) == 0 {
		data = nil
	}
	text, err := c.sayOf(id, data)
	switch {
	case err != nil:
		return err
	case check && len(differ) > 0:
		return found{errors.New(text)}
	}
	_, err = fmt.Fprintln(cmd.OutOrStdout(), text)
	return err
}

// goVersion is the version that the repository names already, or that of the
// program.
func goVersion(dir string) string {
	var old struct {
		Build struct {
			Environment struct {
				Go string `toml:"GO_VERSION"`
			} `toml:"environment"`
		} `toml:"build"`
	}
	if _, err := toml.DecodeFile(filepath.Join(dir, netlify.Name), &old); err == nil && old.Build.Environment.Go != "" {
		return old.Build.Environment.Go
	}
	version, _, _ := strings.Cut(strings.TrimPrefix(runtime.Version(), "go"), " ")
	return version
}

// newEnough wants the version of Go that Netlify gets to be a whole one, and to be
// no older than go.mod asks for, where there is one.
func newEnough(dir, have string) error {
	if strings.Count(have, ".") != 2 || !version.IsValid("go"+have) {
		return fmt.Errorf("GO_VERSION in %s is %q, and Netlify needs a whole version, such as 1.26.8", netlify.Name, have)
	}
	src, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for line := range strings.Lines(string(src)) {
		if want, ok := strings.CutPrefix(strings.TrimSpace(line), "go "); ok && version.Compare("go"+have, "go"+want) < 0 {
			return fmt.Errorf("GO_VERSION in %s is %s, and go.mod asks for %s; write a version that is no older", netlify.Name, have, want)
		}
	}
	return err
}

// written is a file to write, or, without content, one to take away: that of a
// brand that is gone.
type written netlify.File

func (f written) apply(dir string) error {
	name := filepath.Join(dir, filepath.FromSlash(f.Path))
	if f.Content == nil {
		// The folder goes with it where nothing else is in it.
		return errors.Join(os.Remove(name), ignoring(os.Remove(filepath.Dir(name))))
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, f.Content, 0o644)
}

// ignoring is for what may fail.
func ignoring(error) error { return nil }

// differing gives the files that are not there as they should be, sorted. One
// that somebody else wrote is left alone, and that is an error.
func differing(dir string, files []netlify.File) ([]written, error) {
	var out []written
	wanted := map[string]bool{}
	for _, f := range files {
		wanted[f.Path] = true
		have, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(f.Path)))
		switch {
		case err != nil && !errors.Is(err, os.ErrNotExist):
			return nil, err
		case err == nil && !bytes.HasPrefix(have, []byte(netlify.Mark)):
			return nil, fmt.Errorf("%s is there already, and notis did not write it; move it elsewhere", f.Path)
		case err != nil || !bytes.Equal(have, f.Content):
			out = append(out, written(f))
		}
	}
	old, err := filepath.Glob(filepath.Join(dir, netlify.Folder, "*", netlify.Name))
	if err != nil {
		return nil, err
	}
	for _, name := range old {
		p := path.Join(netlify.Folder, filepath.Base(filepath.Dir(name)), netlify.Name)
		have, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if !wanted[p] && bytes.HasPrefix(have, []byte(netlify.Mark)) {
			out = append(out, written{Path: p})
		}
	}
	slices.SortFunc(out, func(a, b written) int { return cmp.Compare(a.Path, b.Path) })
	return out, nil
}

// onNetlify sets the flags of a build that Netlify's variables speak for
// (https://docs.netlify.com/configure-builds/environment-variables/). Any of
// them may be empty. What is not known to be a preview is the published site:
// that may show no draft, nor ask search engines to leave it out.
func (c *command) onNetlify(f *buildFlags) error {
	if !f.netlify || c.env.Getenv == nil {
		return nil
	}
	names := []string{"URL"}
	if context := c.env.Getenv("CONTEXT"); context != "" && context != "production" {
		f.preview = true
		names = []string{"DEPLOY_PRIME_URL", "DEPLOY_URL", "URL"}
	}
	for _, name := range names {
		address := c.env.Getenv(name)
		if address == "" || f.base != "" {
			continue
		}
		if _, _, err := baseURL(address); err != nil {
			return usage{fmt.Errorf("the variable %s is %q, which is not the address of a site; set it as https://example.org/, or empty", name, address)}
		}
		f.base = address
	}
	return nil
}

// hostIn is the host of an address; none where it has none.
func hostIn(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// served adds the files that say how a site is to be served.
func served(w *world, in build.Input, wanted bool, p *publish.Publisher) error {
	if !wanted {
		return nil
	}
	site := edge.Input{Files: append(p.Files(), publish.Manifest), Read: p.Read, Single: in.Plan.Single, Host: hostIn(in.BaseURL), Preview: in.Plan.Preview}
	for _, id := range in.Plan.Brands {
		r, err := w.data.Load(w.fsys, id)
		if err != nil {
			return err
		}
		b := &r.Register.Brands[id].Brand
		site.Brands = append(site.Brands, edge.Brand{ID: id, Host: b.Host, Was: b.Was, Moved: b.Moved, Frames: b.Frames})
	}
	headers, redirects, err := edge.Rules(site)
	if err != nil {
		return err
	}
	return cmp.Or(p.Add(edge.HeadersFile, headers), p.Add(edge.RedirectsFile, redirects))
}
