package cli

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"notis/internal/build"
	"notis/internal/notice"
	"notis/internal/publish"
	"notis/internal/render"
	"notis/internal/site"
	"notis/internal/source"
)

func (c *command) build() *cobra.Command {
	var brands []string
	var out, base string
	var drafts bool
	cmd := &cobra.Command{
		Use:   "build",
		Short: "build the site",
		Long: `Build the site of all brands, or of the ones named with --brand. One brand
alone makes a site of its own, whose addresses have no folder of the brand.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			begun := c.env.Now()
			if err := checkLang(c.messages); err != nil {
				return err
			}
			base, prefix, err := baseURL(base)
			if err != nil {
				return err
			}
			if !filepath.IsAbs(out) {
				out = filepath.Join(c.env.Dir, out)
			}
			if err := c.apart(out); err != nil {
				return err
			}
			in, err := c.planned(brands, base, prefix, drafts)
			if err != nil {
				return err
			}
			report, err := c.publish(in, out)
			if err != nil {
				return err
			}
			return c.report(cmd, in.Plan.Brands, report, out, begun)
		},
	}
	cmd.Flags().StringArrayVar(&brands, "brand", nil, "id of a brand to build, again for each one (default: all)")
	cmd.Flags().StringVar(&out, "out", "public", "folder to put the site in")
	cmd.Flags().StringVar(&base, "base-url", "", "address the site will stand at, such as https://example.org/")
	cmd.Flags().BoolVar(&drafts, "drafts", false, "show the working notices too, as drafts with what they change")
	cmd.Flags().StringVar(&c.date, "date", "", "day to build for, such as 2026-11-22 (default: today in Norway)")
	language(cmd, &c.messages, "en", "language of the messages: nb or en")
	return cmd
}

// baseURL checks the address of the site, and gives the path it stands below.
func baseURL(s string) (base, prefix string, err error) {
	if s == "" {
		return "/", "", nil
	}
	u, err := url.Parse(s)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return "", "", usage{fmt.Errorf("--base-url %q is not the address of a site; write it as https://example.org/", s)}
	}
	return strings.TrimSuffix(s, "/") + "/", strings.TrimSuffix(u.Path, "/"), nil
}

// apart wants the site to stand outside the folders it is built from.
func (c *command) apart(out string) error {
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	for _, sub := range source.Folders() {
		if rel, err := filepath.Rel(filepath.Join(dir, sub), out); err == nil && filepath.IsLocal(rel) {
			return usage{fmt.Errorf("--out %s is inside %s, which the site is built from", out, sub)}
		}
	}
	return nil
}

// planned is what a site is built from. The archive is verified first: a site
// is never built on versions that somebody changed.
func (c *command) planned(brands []string, base, prefix string, drafts bool) (build.Input, error) {
	out := build.Input{BaseURL: base}
	w, err := c.world()
	if err != nil {
		return out, err
	}
	in := site.Input{Register: w.register.Register, Base: prefix, Archive: w.archive, Date: w.today, Drafts: drafts, Notice: w.words}
	for _, b := range brands {
		in.Only = append(in.Only, notice.ID(b))
	}
	if base == "/" && len(brands) == 1 {
		// A site of one brand stands at the brand's own host.
		if d := w.register.Register.Brands[in.Only[0]]; d != nil && d.Brand.Host != "" {
			out.BaseURL = "https://" + string(d.Brand.Host) + "/"
		}
	}
	in.Root = out.BaseURL
	in.Changed = func(id notice.ID, k notice.Kind) ([]notice.Told, error) {
		x, err := w.compare(w.register.Register.Brands[id], k, "current", "working")
		if err != nil {
			return nil, err
		}
		return x.told, nil
	}
	if in.Labels, err = both(w.fsys, "i18n"); err != nil {
		return out, err
	}
	out.Source, out.Explain = w.fsys, func(err error) error { return diagnose(err, w.register) }
	out.Plan, err = site.New(in)
	return out, err
}

// publish builds a site into its folder.
func (c *command) publish(in build.Input, out string) (publish.Report, error) {
	p, err := publish.Begin(out)
	if err != nil {
		return publish.Report{}, err
	}
	err = build.Build(in, func(files []render.File) error {
		for _, f := range files {
			if err := p.Add(f.Path, f.Content); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return publish.Report{}, errors.Join(err, p.Abort())
	}
	return p.Commit()
}

// inMemory builds a site without writing it.
func inMemory(in build.Input) ([]render.File, error) {
	var mu sync.Mutex
	var out []render.File
	err := build.Build(in, func(files []render.File) error {
		mu.Lock()
		defer mu.Unlock()
		out = append(out, files...)
		return nil
	})
	return out, err
}

// report says what was built, in one line.
func (c *command) report(cmd *cobra.Command, brands []notice.ID, r publish.Report, out string, begun time.Time) error {
	names := make([]string, len(brands))
	for i, b := range brands {
		names[i] = string(b)
	}
	if rel, err := filepath.Rel(c.env.Dir, out); err == nil && filepath.IsLocal(rel) {
		out = rel
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "built %s: %d pages, %d kB, in %s (%s)\n",
		strings.Join(names, ", "), r.Files, (r.Bytes+999)/1000, out, c.env.Now().Sub(begun).Round(time.Millisecond))
	return err
}
