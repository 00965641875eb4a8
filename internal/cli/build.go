package cli

import (
	"cmp"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"notis/internal/archive"
	"notis/internal/build"
	"notis/internal/inputs"
	"notis/internal/notice"
	"notis/internal/publish"
	"notis/internal/site"
	"notis/internal/source"
)

// buildFlags are the flags of the command build.
type buildFlags struct {
	brands           []string
	out, base, cache string
	part             string
	drafts, explain  bool
	preview, netlify bool
	noCache          bool
}

func (c *command) build() *cobra.Command {
	var f buildFlags
	cmd := &cobra.Command{
		Use:   "build",
		Short: "build the site",
		Long: `Build the site of all brands, or of the ones named with --brand. One brand
alone makes a site of its own, whose addresses have no folder of the brand.
A brand that is made of the same files as before is taken from the cache.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.buildSite(cmd, f) },
	}
	cmd.Flags().StringArrayVar(&f.brands, "brand", nil, "id of a brand to build, again for each one (default: all)")
	cmd.Flags().StringVar(&f.out, "out", "public", "folder to put the site in")
	cmd.Flags().StringVar(&f.base, "base-url", "", "address the site will stand at, such as https://example.org/")
	cmd.Flags().BoolVar(&f.drafts, "drafts", false, "show the working notices too, as drafts with what they change")
	cmd.Flags().BoolVar(&f.preview, "preview", false, "make a preview: with drafts, marked on every page, and kept from search engines")
	cmd.Flags().BoolVar(&f.netlify, "netlify", false, "build for Netlify, as its variables say: the address, a preview or not, and the files _headers and _redirects")
	cmd.Flags().StringVar(&f.part, "part", "", "make a part of the site alone, such as 2/4, for several machines to share the work")
	cmd.Flags().BoolVar(&f.explain, "explain", false, "say of each brand whether it was made again, and why")
	cmd.Flags().StringVar(&f.cache, "cache", "", "folder for what was built before (default: notis in $NETLIFY_CACHE_DIR, or .cache/notis)")
	cmd.Flags().BoolVar(&f.noCache, "no-cache", false, "make everything anew")
	cmd.MarkFlagsMutuallyExclusive("cache", "no-cache")
	cmd.MarkFlagsMutuallyExclusive("part", "netlify")
	cmd.Flags().StringVar(&c.date, "date", "", "day to build for, such as 2026-11-22 (default: today in Norway)")
	language(cmd, &c.messages, "en", "language of the messages: nb or en")
	return cmd
}

func (c *command) buildSite(cmd *cobra.Command, f buildFlags) error {
	begun := c.env.Now()
	if err := checkLang(c.messages); err != nil {
		return err
	}
	err := c.onNetlify(&f)
	if err != nil {
		return err
	}
	s := siteOf{drafts: f.drafts || f.preview, preview: f.preview}
	if s.base, s.prefix, err = baseURL(f.base); err != nil {
		return err
	}
	if s.part, s.parts, err = part(f.part); err != nil {
		return err
	}
	out := c.path(f.out)
	if err := c.apart("--out", out); err != nil {
		return err
	}
	if f.cache != "" {
		if err := c.apart("--cache", c.path(f.cache), out); err != nil {
			return err
		}
	}
	s.only = ids(f.brands)
	defer build.Ease()()
	k, trouble, err := c.kept(f)
	if err != nil {
		return err
	}
	w, p, err := c.ready(out, k.archive())
	if err != nil {
		return err
	}
	trouble = errors.Join(trouble, k.remember())
	in, err := c.planned(w, s)
	if err == nil {
		in.Reuse, err = k.reuse(in, out)
	}
	if err != nil {
		return errors.Join(err, p.Abort())
	}
	done := c.progress(&in)
	report, made, err := publishing(in, p, func() error { return served(w, in, f.netlify, p) })
	done()
	if err != nil {
		return err
	}
	if err := errors.Join(trouble, report.Trouble); err != nil {
		fmt.Fprintf(c.env.Stderr, "notis: the site is built, and the cache is in trouble: %v\n", err)
	}
	if f.explain {
		if err := explainBuild(cmd.OutOrStdout(), report.Why, in.Reuse != nil); err != nil {
			return err
		}
	}
	return c.report(cmd, report, made, out, begun)
}

// ready reads what all sites are made of, and at the same time the site that is
// there.
func (c *command) ready(out string, g *archive.Again) (w *world, p *publish.Publisher, err error) {
	var wait sync.WaitGroup
	var other error
	wait.Go(func() { p, other = publish.Begin(out) })
	w, err = c.ground(g)
	wait.Wait()
	if err != nil && p != nil {
		return nil, nil, errors.Join(err, p.Abort())
	}
	return w, p, cmp.Or(err, other)
}

// ids are the brands named on the command line.
func ids(brands []string) []notice.ID {
	out := make([]notice.ID, len(brands))
	for i, b := range brands {
		out[i] = notice.ID(b)
	}
	return out
}

// path is a path on the command line, from the working directory.
func (c *command) path(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(c.env.Dir, p)
}

// part reads which part of a site to make.
func part(s string) (part, parts int, err error) {
	if s == "" {
		return 0, 0, nil
	}
	if _, err := fmt.Sscanf(s+"\n", "%d/%d\n", &part, &parts); err != nil || part < 1 || part > parts {
		return 0, 0, usage{fmt.Errorf("--part %q is no part; write the second of four as 2/4", s)}
	}
	return part, parts, nil
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

// apart wants a folder that is written to stand outside those that the site is
// built from, and outside others.
func (c *command) apart(flag, at string, others ...string) error {
	dir, err := source.Find(c.source, c.env.Dir)
	if err != nil {
		return err
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	for _, sub := range source.Folders() {
		if inside(at, filepath.Join(dir, sub)) {
			return usage{fmt.Errorf("%s %s is inside %s, which the site is built from", flag, at, sub)}
		}
	}
	for _, other := range others {
		if inside(at, other) {
			return usage{fmt.Errorf("%s %s is inside %s, where the site goes", flag, at, c.short(other))}
		}
	}
	return nil
}

// inside tells whether a path is that of a folder, or of something in it.
func inside(at, dir string) bool {
	rel, err := filepath.Rel(dir, at)
	return err == nil && filepath.IsLocal(rel)
}

// siteOf is which site to build.
type siteOf struct {
	only []notice.ID
	// base is the address, with a slash at its end, and prefix the path in it.
	base, prefix string
	drafts       bool
	// preview marks every page as one of a preview.
	preview bool
	// part is which of the parts to make; all where parts is 0.
	part, parts int
}

// planned is what a site is built from. The archive was verified before: a site
// is never built on versions that somebody changed.
func (c *command) planned(w *world, s siteOf) (build.Input, error) {
	out := build.Input{BaseURL: s.base, Data: w.data, Files: w.fsys, Part: s.part, Parts: s.parts, Explain: diagnose}
	in := site.Input{Brands: w.data.Brands, Single: len(s.only) == 1, Shared: w.data.Shared(), Website: w.data.Website(), Base: s.prefix, Archive: w.archive, Date: w.today, Drafts: s.drafts, Preview: s.preview, Notice: w.words}
	if len(in.Brands) == 0 {
		return out, errors.New("there is no brand under data/brands")
	}
	for _, id := range s.only {
		if err := notice.OneOf(id, in.Brands); err != nil {
			return out, err
		}
	}
	if len(s.only) > 0 {
		in.Brands = slices.Compact(slices.Sorted(slices.Values(s.only)))
	}
	var err error
	if out.Source, err = source.Snapshot(w.fsys, nil, append(inputs.Folders(), "content", "data/site.toml")...); err != nil {
		return out, err
	}
	if err = legible(out.Source); err != nil {
		return out, err
	}
	if s.base == "/" && in.Single {
		// A site of one brand stands at the brand's own host.
		if host := hostOf(w, s.only[0]); host != "" {
			out.BaseURL = "https://" + string(host) + "/"
		}
	}
	in.Root = out.BaseURL
	in.Changed = func(d *notice.Dossier, k notice.Kind) ([]notice.Told, error) {
		x, err := w.compare(d, k, "current", "working")
		if err != nil {
			return nil, err
		}
		return x.told, nil
	}
	if in.Labels, err = both(w.fsys, "i18n"); err != nil {
		return out, err
	}
	if in.Sheets, err = site.ReadSheets(out.Source); err != nil {
		return out, err
	}
	if in.Schema, err = exportSchema(in.Root); err != nil {
		return out, err
	}
	// What is wrong with the folder is told when the site is built.
	w.register, _ = w.data.Load(w.fsys)
	out.Plan = site.New(in)
	return out, nil
}

// hostOf gives the host of a brand's own site; none where the brand cannot be
// read, which is told when the site is built.
func hostOf(w *world, id notice.ID) notice.Host {
	r, _ := w.data.Load(w.fsys, id)
	if r == nil || r.Register.Brands[id] == nil {
		return ""
	}
	return r.Register.Brands[id].Brand.Host
}

// publishing builds a site into its folder; last adds what is made of the whole
// site.
func publishing(in build.Input, p *publish.Publisher, last func() error) (build.Report, publish.Report, error) {
	made, err := build.Build(in, p)
	if err == nil {
		err = last()
	}
	if err != nil {
		return made, publish.Report{}, errors.Join(err, p.Abort())
	}
	r, err := p.Commit()
	return made, r, err
}

// report says what was built, in one line.
func (c *command) report(cmd *cobra.Command, made build.Report, r publish.Report, out string, begun time.Time) error {
	names := make([]string, len(made.Why))
	for i, w := range made.Why {
		names[i] = string(w.Brand)
	}
	what := strings.Join(names, ", ")
	switch {
	case len(names) == 0:
		what = "no brand" // there are more parts than brands
	case len(names) > 8:
		what = fmt.Sprintf("%d brands", len(names))
	}
	_, err := fmt.Fprintf(cmd.OutOrStdout(), "built %s: %d pages, %d files, %d kB, %d of %d brands from the cache, in %s (%s, %d MB at most)\n",
		what, made.Pages, r.Files, (r.Bytes+999)/1000, made.Reused, made.Brands, c.short(out), c.env.Now().Sub(begun).Round(time.Millisecond), build.Peak()>>20)
	return err
}
