package cli

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"notis/internal/archive"
	"notis/internal/check"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/words"
)

// found tells that the checks found something that is not accepted.
type found struct{ error }

func (f found) Unwrap() error { return f.error }

// checking is what check was asked to do.
type checking struct {
	brands       []string
	of           string
	failOn       string
	format, lang string
	// rules is where docs/rules.md can be read.
	rules string
}

func (c *command) check() *cobra.Command {
	var x checking
	formats := diag.Formats()
	levels := []string{"error", "warning", "note", "never"}
	editions := []string{"current", "working"}
	cmd := &cobra.Command{
		Use:   "check [BRAND ...]",
		Short: "hold the notices against the law and the guidance on it",
		Long: `Hold the notices of all brands, or of those named, against the law and the
guidance on it: the version in force and the working notice. A finding is a
possible one: it tells where, why, which article, and how to mend it. What is
found in both editions is told once, as text and as annotations.`,
		RunE: func(cmd *cobra.Command, args []string) error {
			x.brands = args
			if u, err := url.Parse(x.rules); x.rules != "" && (err != nil || !u.IsAbs()) {
				return usage{fmt.Errorf("--rules-url %q is not an address; write it as https://example.org/docs/rules.md", x.rules)}
			}
			for _, v := range []struct {
				flag, value string
				known       []string
			}{{"--format", x.format, formats}, {"--fail-on", x.failOn, levels}, {"--of", x.of, append(editions, "")}} {
				if !slices.Contains(v.known, v.value) {
					return usage{fmt.Errorf("%s cannot be %q; it can be %s", v.flag, v.value, strings.TrimSuffix(strings.Join(v.known, ", "), ", "))}
				}
			}
			if err := checkLang(x.lang); err != nil {
				return err
			}
			c.messages = x.lang
			return c.holdAgainst(cmd, &x)
		},
		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: c.completeShow,
	}
	cmd.Flags().StringVar(&x.of, "of", "", "edition: current or working (default: both)")
	cmd.Flags().StringVar(&x.failOn, "fail-on", "error", "severity that ends the command with exit code 3: "+strings.Join(levels, ", "))
	cmd.Flags().StringVar(&x.format, "format", "text", "format: "+strings.Join(formats, ", "))
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formats, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions(levels, cobra.ShellCompDirectiveNoFileComp))
	_ = cmd.RegisterFlagCompletionFunc("of", cobra.FixedCompletions(editions, cobra.ShellCompDirectiveNoFileComp))
	cmd.Flags().StringVar(&x.rules, "rules-url", "", "address of docs/rules.md, for programs that read SARIF and link to it")
	cmd.Flags().StringVar(&c.date, "date", "", "day to judge by, such as 2026-11-22 (default: today in Norway)")
	language(cmd, &x.lang, "en", "language of the findings: nb or en")
	return cmd
}

// holdAgainst runs the checks and tells what they find.
func (c *command) holdAgainst(cmd *cobra.Command, x *checking) error {
	w, err := c.world()
	if err != nil {
		return err
	}
	ids := w.register.Register.IDs()
	if len(x.brands) > 0 {
		ids = nil
		for _, b := range x.brands {
			if _, err := w.register.Register.Brand(notice.ID(b)); err != nil {
				return err
			}
			ids = append(ids, notice.ID(b))
		}
	}
	var list diag.List
	places := map[string]*register.Places{}
	for name, p := range w.register.Files {
		places[name] = p
	}
	if list, err = w.checkAll(ids, x.of, places); err != nil {
		return err
	}
	if len(x.brands) == 0 && x.of != "current" {
		list = append(list, check.Website(w.data.Website(), w.today)...)
	}
	list = diag.Sort(placed(list, places))
	say, err := c.findingWords()
	if err != nil {
		return err
	}
	out := diag.Output{
		Format: x.format, Words: say, Line: func(file string, line int) string { return places[file].Line(line) },
		Colour: c.env.Colour, Help: x.rules,
	}
	if out.Rules, err = described(say); err != nil {
		return err
	}
	if err := diag.Write(cmd.OutOrStdout(), list, out); err != nil {
		return err
	}
	return cmp.Or(legible(w.fsys), verdict(diag.Merge(list), x.failOn, say))
}

// described words every rule that a finding can name.
func described(say *words.Words) ([]diag.Described, error) {
	var out []diag.Described
	for _, r := range check.Explained() {
		d := diag.Described{ID: r.ID, Severity: r.Severity, Article: r.Article, Source: r.Source, Verified: r.Verified}
		var err error
		if d.Cited, err = check.Cite(r.Article, say); err != nil {
			return nil, err
		}
		for _, part := range []struct {
			id string
			to *string
		}{{r.ID, &d.Short}, {r.ID + "-why", &d.Full}, {r.ID + "-hint", &d.Mend}} {
			text, err := say.Outline(part.id)
			if err != nil {
				return nil, err
			}
			*part.to = text
		}
		out = append(out, d)
	}
	return out, nil
}

// verdict fails where a finding is as bad as asked, or worse.
func verdict(list []diag.Found, failOn string, say *words.Words) error {
	n := 0
	for i := range list {
		if failOn != "never" && list[i].Severity.Rank() >= diag.Severity(failOn).Rank() {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	sum, err := say.Say("sum-failed", map[string]any{"Count": len(list), "Bad": n, "Level": failOn})
	return cmp.Or(err, error(found{errors.New(sum)}))
}

// checkAll checks brands, as many at a time as there are processors, and keeps
// their order. What files of versions say where is added to places.
func (w *world) checkAll(ids []notice.ID, of string, places map[string]*register.Places) (diag.List, error) {
	rules := check.Rules()
	lists := make([]diag.List, len(ids))
	read := make([]map[string]*register.Places, len(ids))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, id := range ids {
		group.Go(func() error {
			read[i] = map[string]*register.Places{}
			var err error
			lists[i], err = w.check(id, of, rules, read[i])
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, err
	}
	for _, p := range read {
		maps.Copy(places, p)
	}
	return slices.Concat(lists...), nil
}

// check runs the rules on the editions of both notices of a brand.
func (w *world) check(id notice.ID, of string, rules []check.Rule, places map[string]*register.Places) (diag.List, error) {
	d := w.register.Register.Brands[id]
	var cases []*check.Case
	if of != "current" {
		cases = w.workingCase(d, "").Both()
	}
	if of != "working" {
		current, err := w.currentCases(d, places)
		if err != nil {
			return nil, err
		}
		cases = append(cases, current...)
	}
	var out diag.List
	for _, c := range cases {
		out = append(out, check.Run(c, rules)...)
	}
	return out, nil
}

func (w *world) workingCase(d *notice.Dossier, k notice.Kind) *check.Case {
	return &check.Case{
		ID: d.ID, Kind: k, Brand: &d.Brand, Privacy: &d.Privacy, Cookies: &d.Cookies,
		Shared: &w.register.Register.Shared, Known: &w.register.Register.Known, Date: w.today, Of: "working",
	}
}

// currentCases are the versions in force as rules see them. What is accepted
// stands in the working notices.
func (w *world) currentCases(d *notice.Dossier, places map[string]*register.Places) ([]*check.Case, error) {
	facts := map[notice.Kind]notice.Facts{}
	files := map[notice.Kind]string{}
	for _, kind := range notice.Kinds() {
		s, ok := w.archive.Chain(d.ID, kind).InForce(w.today)
		if !ok || !s.Kept() {
			continue
		}
		name := s.Dir + "/" + archive.FactsFile
		src, err := w.archive.File(s.Entry, archive.FactsFile)
		if err != nil {
			return nil, err
		}
		f, err := register.Facts(name, src)
		if err != nil {
			return nil, err
		}
		facts[kind], files[kind], places[name] = f, name, register.PlacesOf(src)
	}
	var out []*check.Case
	for _, k := range notice.Kinds() {
		f, ok := facts[k]
		if !ok {
			continue
		}
		brand, privacy, cookies := facts[cmp.Or(first(facts), k)].Brand, facts[notice.PrivacyKind].Privacy, facts[notice.CookiesKind].Cookies
		privacy.Waivers, cookies.Waivers = d.Privacy.Waivers, d.Cookies.Waivers
		out = append(out, &check.Case{
			ID: d.ID, Kind: k, Brand: &brand, Privacy: &privacy, Cookies: &cookies, Shared: &f.Shared, Known: &w.register.Register.Known,
			Date: w.today, Of: "current", File: func(part string) (string, string) { return files[k], part },
		})
	}
	return out, nil
}

// first prefers the privacy notice, which states more of the brand.
func first(facts map[notice.Kind]notice.Facts) notice.Kind {
	if _, ok := facts[notice.PrivacyKind]; ok {
		return notice.PrivacyKind
	}
	return ""
}

// placed gives findings their lines. What a file says nothing of has none.
func placed(list diag.List, places map[string]*register.Places) diag.List {
	nowhere := register.Position{Line: 1, Column: 1}
	for i := range list {
		if p := places[list[i].File]; p != nil && list[i].Line == 0 && list[i].Path != "" {
			if at := p.At(list[i].Path); at != nowhere {
				list[i].Line, list[i].Column = at.Line, at.Column
			}
		}
	}
	return list
}
