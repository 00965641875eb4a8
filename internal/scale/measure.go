package scale

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
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
	// Hugo tells whether plain Hugo builds the same notices too.
	Hugo bool
}

// cost is what a command took.
type cost struct {
	wall time.Duration
	// peak is the most memory it held, in MB.
	peak int64
}

// Measure builds registers of several sizes and says what that takes: medians,
// everything side by side in one run. Plain Hugo of the same version builds the
// same pages from Markdown and from finished HTML with the same layouts.
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
	if err := m.compile("go", "build", "-o", m.notis, "./cmd/notis"); err != nil || !m.o.Hugo {
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

// size measures a register of n brands.
func (m *meter) size(n int) error {
	dir := filepath.Join(m.o.Dir, fmt.Sprintf("brands-%d", n))
	site := filepath.Join(dir, "public")
	model := os.DirFS(filepath.Join(m.o.Repository, "internal/demo/testdata/site"))
	if err := Generate(dir, model, "demokraft", "Demokraft", n); err != nil {
		return err
	}
	kept := filepath.Join(dir, "cache")
	clear := func() error {
		return errors.Join(os.RemoveAll(site), os.RemoveAll(filepath.Join(dir, ".public.spare")), os.RemoveAll(kept))
	}
	build := []string{m.notis, "build", "--source", dir, "--out", site, "--cache", kept}
	edit := func(i int) func() error {
		return func() error { return m.edit(dir, i) }
	}
	steps := []struct {
		what   string
		before func() error
		args   []string
	}{
		{"full build", clear, build},
		{"build, no edit", nil, build},
		{"build, one edit", edit(n / 2), build},
		{"check", nil, []string{m.notis, "check", "--source", dir, "--fail-on", "never", "--format", "json"}},
		{"verify", nil, []string{m.notis, "verify", "--source", dir}},
	}
	for _, s := range steps {
		if err := m.times(n, s.what, s.before, "", s.args...); err != nil {
			return err
		}
	}
	if !m.o.Hugo {
		return nil
	}
	for _, form := range []string{"markdown", "html"} {
		project := filepath.Join(dir, "hugo-"+form)
		if err := hugoProject(m.o.Repository, dir, project, form); err != nil {
			return err
		}
		gone := func() error { return os.RemoveAll(filepath.Join(project, "public")) }
		if err := m.times(n, "hugo, "+form, gone, project, m.hugo, "--theme", "base", "--noBuildLock"); err != nil {
			return err
		}
	}
	return os.RemoveAll(dir)
}

// edit changes a word in the working notice of one brand.
func (m *meter) edit(dir string, i int) error {
	name := filepath.Join(dir, fmt.Sprintf("data/brands/brand-%04d/brand.toml", i))
	src, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(src, []byte(fmt.Sprintf("\n# %d\n", time.Now().UnixNano()))...), 0o644)
}

// times does a thing several times and prints the median.
func (m *meter) times(n int, what string, before func() error, dir string, args ...string) error {
	var walls []float64
	var peak int64
	for range m.o.Runs {
		if before != nil {
			if err := before(); err != nil {
				return err
			}
		}
		c, err := m.run(dir, args)
		if err != nil {
			return fmt.Errorf("%s: %w", what, err)
		}
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
	if first == last {
		return
	}
	fmt.Fprintf(m.out, "\ngrowth from %.0f to %.0f brands\n", first, last)
	names := make([]string, 0, len(m.walls))
	for what := range m.walls {
		names = append(names, what)
	}
	slices.Sort(names)
	for _, what := range names {
		w := m.walls[what]
		fmt.Fprintf(m.out, "%-22s %.2f\n", what, math.Log(w[len(w)-1]/w[0])/math.Log(last/first))
	}
	full := m.walls["full build"]
	for _, form := range []string{"hugo, markdown", "hugo, html"} {
		if w := m.walls[form]; len(w) > 0 {
			fmt.Fprintf(m.out, "full build of %.0f brands is %.2f x %s\n", last, full[len(full)-1]/w[len(w)-1], form)
		}
	}
}
