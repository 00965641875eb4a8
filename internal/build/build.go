// Package build makes the files of a site: its brands in batches, as many at a
// time as there are processors, so that memory does not grow with the site.
package build

import (
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"notis/internal/notice"
	"notis/internal/render"
	"notis/internal/site"
)

// Input is what a site is built from.
type Input struct {
	Plan *site.Plan
	// Source holds layouts, words, themes and hand-written pages.
	Source fs.FS
	// BaseURL is the address the site stands at, with a slash at the end; "/"
	// where it is not known.
	BaseURL string
	// Explain gives the mistakes of the data their places; it may be nil.
	Explain func(error) error
	// Workers is how many batches are made at the same time; as many as there
	// are processors where it is 0.
	Workers int
}

// batch is how many brands one instance of Hugo renders at most. It has a fixed
// cost of some ten milliseconds, which they share. Twice as many would save one
// millisecond a brand, and cost as much for the memory they hold.
const batch = 5

// Build makes the files and gives them to emit, a batch at a time, from several
// goroutines at once. All brands are planned even where one fails, so that the
// mistakes of all come together.
func Build(in Input, emit func([]render.File) error) error {
	if in.Workers == 0 {
		in.Workers = runtime.GOMAXPROCS(0)
	}
	defer unhurried()()
	b := &builder{in: in, emit: emit, failed: map[notice.ID]error{}}
	var group errgroup.Group
	group.SetLimit(in.Workers)
	group.Go(b.shared)
	// A few brands are shared out too: no processor is idle while another has
	// them all.
	size := max(1, min(batch, (len(in.Plan.Brands)+in.Workers-1)/in.Workers))
	for ids := range slices.Chunk(in.Plan.Brands, size) {
		group.Go(func() error { return b.brands(ids) })
	}
	err := group.Wait()
	var errs []error
	for _, id := range in.Plan.Brands {
		errs = append(errs, b.failed[id])
	}
	if planning := errors.Join(errs...); planning != nil {
		if in.Explain != nil {
			return in.Explain(planning)
		}
		return planning
	}
	return err
}

type builder struct {
	in   Input
	emit func([]render.File) error
	mu   sync.Mutex
	// failed are the brands that cannot be planned. Nothing is rendered then.
	failed map[notice.ID]error
}

func (b *builder) shared() error {
	s, err := b.in.Plan.Shared()
	if err != nil {
		return err
	}
	return b.render(s, true)
}

func (b *builder) brands(ids []notice.ID) error {
	all := &site.Site{}
	for _, id := range ids {
		s, err := b.in.Plan.Brand(id)
		if err != nil {
			b.mu.Lock()
			b.failed[id] = err
			b.mu.Unlock()
			continue
		}
		all.Pages, all.Files = append(all.Pages, s.Pages...), append(all.Files, s.Files...)
	}
	b.mu.Lock()
	stop := len(b.failed) > 0
	b.mu.Unlock()
	if stop {
		return nil
	}
	return b.render(all, false)
}

func (b *builder) render(s *site.Site, content bool) error {
	files, err := render.Render(render.Input{Source: b.in.Source, Pages: s.Pages, Content: content, BaseURL: b.in.BaseURL})
	if err != nil {
		return err
	}
	for _, f := range s.Files {
		files = append(files, render.File{Path: strings.TrimPrefix(f.Path, "/"), Content: f.Content})
	}
	return b.emit(files)
}
