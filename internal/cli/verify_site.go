package cli

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/spf13/cobra"

	"notis/internal/build"
	"notis/internal/edge"
	"notis/internal/notice"
	"notis/internal/publish"
	"notis/internal/remote"
	"notis/internal/site"
)

// siteFlags say which published site to verify.
type siteFlags struct {
	address string
	brands  []string
}

// verifySite builds the site in memory and holds the published one against it.
func (c *command) verifySite(cmd *cobra.Command, f siteFlags) error {
	s := siteOf{only: ids(f.brands)}
	var err error
	if s.base, s.prefix, err = baseURL(f.address); err != nil {
		return usage{fmt.Errorf("--site %q is not the address of a site; write it as https://example.org/", f.address)}
	}
	w, err := c.ground(nil)
	if err != nil {
		return err
	}
	in, err := c.planned(w, s)
	if err != nil {
		return err
	}
	made := &sums{files: map[string]string{}}
	if _, err := build.Build(in, made); err != nil {
		return err
	}
	made.files[publish.Manifest] = ""
	r, err := remote.Compare(cmd.Context(), remote.Input{
		Site: s.base, Files: made.files, Silent: []string{edge.HeadersFile, edge.RedirectsFile}, Manifest: publish.Manifest, Notices: made.notices(),
	})
	if err != nil {
		return err
	}
	return c.compared(cmd, r)
}

// compared says what was found: which version of each notice is published, and
// every file that is not as it should be.
func (c *command) compared(cmd *cobra.Command, r *remote.Report) error {
	own, err := c.ownWords()
	if err != nil {
		return err
	}
	say := func(id string, data map[string]any) error {
		text, err := own.Say(id, data)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintln(cmd.OutOrStdout(), text)
		return err
	}
	for _, v := range r.Live {
		if err := say("site-live", map[string]any{"Path": path.Dir(v.Path), "Version": v.Version, "State": v.State}); err != nil {
			return err
		}
	}
	for _, d := range r.Differences {
		if err := say("site-"+d.What, map[string]any{"Path": printable(d.Path), "Detail": printable(d.Detail)}); err != nil {
			return err
		}
	}
	if len(r.Differences) == 0 {
		return say("site-same", map[string]any{"Count": r.Same})
	}
	sum, err := own.Say("site-drift", map[string]any{"Count": len(r.Differences), "Same": r.Same})
	if err != nil {
		return err
	}
	return found{errors.New(sum)}
}

// printable is a text from elsewhere without what a terminal or a log obeys.
func printable(s string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsPrint(c) {
			return c
		}
		return '\uFFFD'
	}, s)
}

// sums takes a site and keeps its checksums alone.
type sums struct {
	mu    sync.Mutex
	files map[string]string
}

// Put keeps the checksum of a file.
func (s *sums) Put(path, sum string, _ []byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[path] = sum
	return nil
}

// Keeper keeps the checksums of files that nobody has to make.
func (s *sums) Keeper() func(path, sum string) bool {
	return func(path, sum string) bool { return s.Put(path, sum, nil) == nil }
}

// Expect does nothing.
func (s *sums) Expect() {}

// notices lists the JSON of the notices in force.
func (s *sums) notices() []string {
	var out []string
	for p := range s.files {
		dir, name := path.Split(p)
		for _, k := range notice.Kinds() {
			for _, l := range notice.Langs() {
				if name == "index.json" && path.Base(dir) == site.Segment(k, l) {
					out = append(out, p)
				}
			}
		}
	}
	slices.Sort(out)
	return out
}
