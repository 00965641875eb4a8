package scale

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"

	"notis/internal/render"
)

// Options says what to measure.
type Options struct {
	// Repository is where the program and its layouts are, and Dir where the
	// registers and sites go; it is emptied.
	Repository, Dir string
	// Sizes are how many brands the registers have, Runs how often each thing
	// is done.
	Sizes []int
	Runs  int
	// Hugo lists what plain Hugo builds the same pages from: "markdown", "html", or
	// "files", which is HTML and the files beside the pages.
	Hugo []string
}

// cost is what a command took.
type cost struct {
	wall time.Duration
	// peak is the most memory it held, in MB, or what this process has held.
	peak int64
}

// Measure builds registers of several sizes and says what that takes: medians,
// one thing after the other and then all of them again, as a machine is not as
// fast at one time as at another. Plain Hugo of the same version builds the same
// pages with the same layouts.
func Measure(ctx context.Context, out io.Writer, o Options) error {
	m := &meter{ctx: ctx, out: out, o: o, walls: map[string][]float64{}}
	if err := m.programs(); err != nil {
		return err
	}
	fmt.Fprintf(out, "%-7s %-22s %10s %9s\n", "brands", "what", "median", "peak MB")
	for _, n := range o.Sizes {
		if err := m.size(n); err != nil {
			return fmt.Errorf("%d brands: %w", n, err)
		}
	}
	m.growth()
	return nil
}

type meter struct {
	ctx         context.Context
	out         io.Writer
	o           Options
	notis, hugo string
	// walls are the medians in seconds, by what was done, for each size.
	walls map[string][]float64
}

// programs builds what is measured. Hugo is the program of the version that is
// used as a library here.
func (m *meter) programs() error {
	if err := empty(m.o.Dir); err != nil {
		return err
	}
	m.notis, m.hugo = filepath.Join(m.o.Dir, "notis"), filepath.Join(m.o.Dir, "hugo")
	if err := m.compile("go", "build", "-o", m.notis, "./cmd/notis"); err != nil || len(m.o.Hugo) == 0 {
		return err
	}
	return m.compile("go", "install", "github.com/gohugoio/hugo@v"+render.Version())
}

func (m *meter) compile(args ...string) error {
	cmd := exec.CommandContext(m.ctx, args[0], args[1:]...)
	cmd.Dir, cmd.Stderr, cmd.Env = m.o.Repository, m.out, append(os.Environ(), "GOBIN="+m.o.Dir)
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return nil
}

// mine is the name of a file that tells that a folder may be emptied.
const mine = ".notis-scale"

// empty makes a folder empty. One that holds something and was not made here is
// left alone.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if _, err := os.Stat(filepath.Join(dir, mine)); err != nil && len(entries) > 0 {
		return fmt.Errorf("%s holds something; choose another folder with -dir", dir)
	}
	return errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, mine), nil, 0o644))
}

// ground is a generated register and where its site goes.
type ground struct {
	dir, site, cache string
	// one is the brand that is edited and released.
	one string
	// plain are the projects of plain Hugo, by what they are made of.
	plain map[string]string
}

// size measures a register of n brands.
func (m *meter) size(n int) error {
	r := &ground{dir: filepath.Join(m.o.Dir, fmt.Sprintf("brands-%d", n)), one: fmt.Sprintf("brand-%04d", n/2), plain: map[string]string{}}
	r.site, r.cache = filepath.Join(r.dir, "public"), filepath.Join(r.dir, "cache")
	model := os.DirFS(filepath.Join(m.o.Repository, "internal/demo/testdata/site"))
	if err := Generate(r.dir, model, "demokraft", "Demokraft", n); err != nil {
		return err
	}
	for _, form := range m.o.Hugo {
		r.plain[form] = filepath.Join(r.dir, "hugo-"+form)
		if err := m.project(r, form); err != nil {
			return err
		}
	}
	steps := m.steps(r)
	costs := make([][]cost, len(steps))
	for range m.o.Runs {
		for i, s := range steps {
			if s.before != nil {
				if err := s.before(); err != nil {
					return fmt.Errorf("%s: %w", s.what, err)
				}
			}
			c, err := m.run(s.dir, s.args)
			if err != nil {
				return fmt.Errorf("%s: %w", s.what, err)
			}
			costs[i] = append(costs[i], c)
		}
	}
	for i, s := range steps {
		if err := m.print(n, s.what, costs[i]); err != nil {
			return err
		}
	}
	return os.RemoveAll(r.dir)
}

// project has another process make a project of plain Hugo. On Linux a process
// counts as its own the most memory that the one held which started it, and all
// pages of a site are much.
func (m *meter) project(r *ground, form string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	_, err = m.run("", []string{self, "-project", form, "-dir", r.dir})
	return err
}

// step is something to measure; what comes before it is not.
type step struct {
	what   string
	before func() error
	dir    string
	args   []string
}

func (m *meter) steps(r *ground) []step {
	build := []string{m.notis, "build", "--source", r.dir, "--out", r.site}
	cached := append(slices.Clip(build), "--cache", r.cache)
	edit := func() error { return m.edit(r) }
	steps := []step{
		{what: "full build", before: r.clear, args: append(slices.Clip(build), "--no-cache")},
		{what: "full, kept in cache", before: r.clear, args: cached},
		{what: "build, no edit", args: cached},
		{what: "build, first edit", before: edit, args: cached},
		{what: "build, one edit", before: edit, args: cached},
		{what: "check", args: []string{m.notis, "check", "--source", r.dir, "--fail-on", "never", "--format", "json"}},
		{what: "verify", args: []string{m.notis, "verify", "--source", r.dir}},
		{what: "release", before: func() error { return m.ready(r) }, args: []string{m.notis, "release", r.one, "privacy", "--source", r.dir}},
	}
	before := func() error { return errors.Join(m.restore(r), r.clear()) }
	for _, form := range m.o.Hugo {
		steps = append(steps, step{what: "hugo, " + form, before: before, dir: r.plain[form], args: []string{m.hugo, "--theme", "base", "--noBuildLock"}})
	}
	return steps
}

// clear takes away every site and all that was kept: no build finds the work of
// another.
func (r *ground) clear() error {
	gone := []string{r.site, filepath.Join(r.dir, ".public.spare"), r.cache}
	for _, project := range r.plain {
		gone = append(gone, filepath.Join(project, "public"))
	}
	var errs []error
	for _, name := range gone {
		errs = append(errs, os.RemoveAll(name))
	}
	return errors.Join(errs...)
}

// releasing is what the next version of a generated brand is.
const releasing = `[privacy]
version = 9
effective = 2027-06-01
class = "material"
summary = { nb = "Nytt.", en = "New." }
role = { nb = "juristen", en = "the lawyer" }
not_notified = { nb = "Derfor.", en = "Because." }
waivers = [{ rule = "claim-consistency", reason = "Derfor.", role = "juristen" }]
`

// ready makes a brand ready for a release, from the same beginning each time.
func (m *meter) ready(r *ground) error {
	brand := filepath.Join(r.dir, "data/brands", r.one)
	if err := m.restore(r); err != nil {
		return err
	}
	kept := filepath.Join(r.dir, "before")
	return errors.Join(
		os.CopyFS(kept, os.DirFS(brand)),
		copyTo(filepath.Join(r.dir, "data/archive.sum"), filepath.Join(kept, "archive.sum")),
		os.WriteFile(filepath.Join(brand, "release.toml"), []byte(releasing), 0o644),
	)
}

// restore takes a release back.
func (m *meter) restore(r *ground) error {
	brand, kept := filepath.Join(r.dir, "data/brands", r.one), filepath.Join(r.dir, "before")
	if _, err := os.Stat(kept); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	sum := filepath.Join(kept, "archive.sum")
	return errors.Join(copyTo(sum, filepath.Join(r.dir, "data/archive.sum")), os.Remove(sum), os.RemoveAll(brand), os.Rename(kept, brand))
}

func copyTo(from, to string) error {
	src, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, src, 0o644)
}

// edit gives one brand another name, which stands on all of its pages and on the
// front page.
func (m *meter) edit(r *ground) error {
	name := filepath.Join(r.dir, "data/brands", r.one, "brand.toml")
	src, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	edited := called.ReplaceAll(src, fmt.Appendf(nil, `name = "Edited %d"`, time.Now().UnixNano()))
	if bytes.Equal(edited, src) {
		return fmt.Errorf("%s says no name", name)
	}
	return os.WriteFile(name, edited, 0o644)
}

var called = regexp.MustCompile(`(?m)^name = .*$`)

// print prints the median of what a thing took.
func (m *meter) print(n int, what string, costs []cost) error {
	var walls []float64
	var peak int64
	for _, c := range costs {
		walls, peak = append(walls, c.wall.Seconds()), max(peak, c.peak)
	}
	slices.Sort(walls)
	median := walls[len(walls)/2]
	m.walls[what] = append(m.walls[what], median)
	_, err := fmt.Fprintf(m.out, "%-7d %-22s %8.2f s %9d\n", n, what, median, peak)
	return err
}

func (m *meter) run(dir string, args []string) (cost, error) {
	cmd := exec.CommandContext(m.ctx, args[0], args[1:]...)
	cmd.Dir = dir
	begun := time.Now()
	said, err := cmd.CombinedOutput()
	if err != nil {
		return cost{}, fmt.Errorf("%w: %s", err, said[:min(len(said), 2000)])
	}
	c := cost{wall: time.Since(begun)}
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.peak = usage.Maxrss / 1024 // kilobytes on Linux
	}
	return c, nil
}

// growth prints how the cost grows: the exponent between the first and the last
// size, 1 where twice the brands take twice the time.
func (m *meter) growth() {
	first, last := float64(m.o.Sizes[0]), float64(m.o.Sizes[len(m.o.Sizes)-1])
	fmt.Fprintf(m.out, "\ngrowth from %.0f to %.0f brands\n", first, last)
	names := make([]string, 0, len(m.walls))
	for what := range m.walls {
		names = append(names, what)
	}
	slices.Sort(names)
	for _, what := range names {
		if w := m.walls[what]; first != last {
			fmt.Fprintf(m.out, "%-22s %.2f\n", what, math.Log(w[len(w)-1]/w[0])/math.Log(last/first))
		}
	}
	fmt.Fprintf(m.out, "\na full build of %.0f brands is 1; beside it\n", last)
	for _, what := range names {
		w := m.walls[what]
		fmt.Fprintf(m.out, "%-22s %.3f\n", what, w[len(w)-1]/m.walls["full build"][len(w)-1])
	}
}
