// Package build makes the files of a site: its brands in batches, as many at a
// time as there are processors, each read when its turn comes, so that memory
// does not grow with the site. A brand that is made of the same as before is
// not made again.
package build

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/render"
	"notis/internal/site"
	"notis/internal/source"
)

// Input is what a site is built from.
type Input struct {
	Plan *site.Plan
	// Data is the folder of the brands, which are read from Files.
	Data  *register.Folder
	Files fs.FS
	// Source holds layouts, words, themes and hand-written pages. It must not
	// change while the site is built ([source.Snapshot]).
	Source fs.FS
	// BaseURL is the address the site stands at, with a slash at the end; "/"
	// where it is not known.
	BaseURL string
	// Explain gives mistakes that were found while planning their places in the
	// data; it may be nil.
	Explain func(error, *register.Result) error
	// Part is which of the Parts of the site to make, from 1; the first has the
	// pages that belong to no brand. All of them where Parts is 0.
	Part, Parts int
	// Workers is how many batches are made at the same time; as many as there
	// are processors where it is 0.
	Workers int
	// Reuse is nil where everything is to be made anew.
	Reuse *Reuse
	// Progress is told after every batch what was made so far; it may be nil,
	// and is called by one goroutine at a time.
	Progress func(Report)
}

// Sink takes the files of a site, from several goroutines at once.
type Sink interface {
	// Put takes a file, with its SHA-256 in hexadecimal digits. The content holds
	// until Put returns.
	Put(path, sum string, content []byte) error
	// Keeper gives a function that takes a file by its SHA-256 and tells whether it
	// is there already; where it is not, the file is put there. The function is
	// for one goroutine.
	Keeper() func(path, sum string) bool
	// Expect says that files are going to be put.
	Expect()
}

// Report tells what was built.
type Report struct {
	// Brands is how many brands are done, Reused how many of them were not made
	// again.
	Brands, Reused int
	// Pages is how many pages they and what they share have, Files how many
	// files in all.
	Pages, Files int
	// Why says of each brand of the part, in their order, why it was made. It is
	// empty while the site is being built.
	Why []Reason
	// Trouble is what went wrong with what is kept for the next build. The site
	// is none the worse.
	Trouble error
}

// batch is how many brands one instance of Hugo renders at most. It has a fixed
// cost of some ten milliseconds, which they share until the shapes of their pages
// are known; from then on, fewer would do as well.
const batch = 5

// Build makes the files of a site. All brands are read and planned even where
// one fails, so that the mistakes of all come together, as a [diag.List].
func Build(in Input, to Sink) (Report, error) {
	b, err := begin(in, to)
	if err != nil {
		return Report{}, err
	}
	defer unhurried()()
	var group errgroup.Group
	group.SetLimit(b.in.Workers)
	for i := range in.Plan.Brands {
		if in.Has(i) {
			group.Go(func() error { return b.reuse(i) })
		}
	}
	if err := group.Wait(); err != nil {
		return Report{}, err
	}
	var missing []int
	for i := range in.Plan.Brands {
		switch {
		case in.Has(i) && b.cards[i] == nil:
			missing = append(missing, i)
		case !in.Has(i) && in.Part == 1:
			group.Go(func() error { return b.card(i) })
		}
	}
	if len(missing) > 0 {
		to.Expect()
	}
	b.left = len(missing)
	// A few brands are shared out too: no processor is idle while another has
	// them all.
	size := max(1, min(batch, (len(missing)+b.in.Workers-1)/b.in.Workers))
	for some := range slices.Chunk(missing, size) {
		group.Go(func() error { return b.unless(some) })
	}
	err = group.Wait()
	rest := outcome{}
	if b.early != nil {
		if rest = <-b.early; err == nil {
			err = rest.err
		}
	}
	if mistakes := Mistakes(b.failed...); mistakes != nil {
		return Report{}, mistakes
	}
	if err == nil && b.early == nil && (in.Parts == 0 || in.Part == 1) {
		rest.report, err = b.shared()
	}
	if rest.report.Files > 0 {
		b.count(rest.report)
	}
	b.finish()
	b.report.Why = b.reasons()
	return b.report, err
}

// Has tells whether the part that is made has a brand, by its place in the plan.
func (in *Input) Has(at int) bool { return in.Parts == 0 || at%in.Parts == in.Part-1 }

// One makes the files of one brand of a site, or, where it is "", those of no
// brand, of which it needs the cards.
func One(in Input, id notice.ID, cards []site.Card, to Sink) (site.Card, error) {
	b, err := begin(in, to)
	if err != nil {
		return nil, err
	}
	if id == "" {
		b.cards = cards
		_, err := b.shared()
		return nil, err
	}
	i := slices.Index(in.Plan.Brands, id)
	if i < 0 {
		return nil, notice.OneOf(id, in.Plan.Brands)
	}
	if err := b.brands([]int{i}); err != nil || b.failed[i] != nil {
		return nil, errors.Join(err, b.failed[i])
	}
	return b.cards[i], nil
}

// begin wants what brands share to be right.
func begin(in Input, to Sink) (*builder, error) {
	if in.Workers == 0 {
		in.Workers = runtime.GOMAXPROCS(0)
	}
	n := len(in.Plan.Brands)
	b := &builder{in: in, to: to, cards: make([]site.Card, n), failed: make([]error, n), keys: make([]string, n), rooms: sync.Pool{New: func() any { return new([]byte) }}}
	b.report.Why = make([]Reason, n)
	for i, id := range in.Plan.Brands {
		b.report.Why[i].Brand = id
	}
	if _, err := in.Data.Load(in.Files); err != nil {
		// What is wrong with the brands belongs to the same list.
		if _, all := in.Data.Load(in.Files, in.Plan.Brands...); all != nil {
			return nil, all
		}
		return nil, err
	}
	return b, nil
}

// builder builds one site. What it says of a brand stands at the place the
// brand has in the plan.
type builder struct {
	in    Input
	to    Sink
	cards []site.Card
	// failed is why a brand cannot be planned. Nothing is rendered then.
	failed []error
	keys   []string
	frames render.Frames
	// rooms are what pages are made in, one for each batch that is being made.
	rooms sync.Pool

	// halt tells that nothing more is begun.
	halt atomic.Bool
	mu   sync.Mutex
	// stop tells that nothing more is rendered, and told that the cache cannot be
	// written.
	stop, told bool
	report     Report
	// left is how many brands are yet to be planned, and early what became of the
	// pages of no brand, where they were begun once that was none.
	left  int
	early chan outcome
}

// outcome is what became of the pages of no brand.
type outcome struct {
	report Report
	err    error
}

// part is a brand that is being made.
type part struct {
	at   int
	id   notice.ID
	made *site.Site
	kept kept
}

// unless makes some of the brands, unless to make others has failed: what stops
// one, such as a full disk, stops all.
func (b *builder) unless(some []int) error {
	if b.halt.Load() {
		return nil
	}
	err := b.brands(some)
	if err != nil {
		b.halt.Store(true)
	}
	return err
}

// brands makes some of the brands.
func (b *builder) brands(some []int) error {
	var parts []part
	for _, at := range some {
		p := part{at: at, id: b.in.Plan.Brands[at]}
		if err := b.plan(&p); err != nil {
			b.mu.Lock()
			b.failed[at], b.stop = err, true
			b.mu.Unlock()
			continue
		}
		parts = append(parts, p)
	}
	if stop := b.planned(parts); stop || len(parts) == 0 {
		return nil
	}
	var pages []site.Page
	for _, p := range parts {
		pages = append(pages, p.made.Pages...)
	}
	files, err := render.Render(render.Input{Source: b.in.Source, Pages: pages, BaseURL: b.in.BaseURL, Preview: b.in.Plan.Preview, Frames: &b.frames})
	if err != nil {
		return err
	}
	whose, err := b.share(files, parts)
	if err != nil {
		return err
	}
	for i := range parts {
		p := &parts[i]
		if whose[i] = append(whose[i], finished(p.made.Files)...); len(whose[i]) == 0 {
			return fmt.Errorf("%s has no pages", p.id)
		}
		slices.SortFunc(whose[i], func(a, b render.File) int { return strings.Compare(a.Path, b.Path) })
		sums, err := b.add(whose[i])
		if err != nil {
			return err
		}
		b.keep(p.kept, p.made.Card, whose[i], sums)
		b.keys[p.at] = p.kept.key
		r := counted(whose[i])
		r.Brands = 1
		b.count(r)
		p.made.Done()
	}
	return nil
}

// planned takes in what other pages say of brands that were planned, and tells
// whether to stop. The pages of no brand tell of all brands: they are made as
// soon as the last is planned, beside it.
func (b *builder) planned(parts []part) (stop bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, p := range parts {
		b.cards[p.at] = p.made.Card
	}
	if b.left -= len(parts); b.left == 0 && !b.stop && b.in.Parts == 0 && len(parts) > 0 {
		b.early = make(chan outcome, 1)
		go func() {
			r, err := b.shared()
			b.early <- outcome{r, err}
		}()
	}
	return b.stop
}

// card reads a brand that another part of the site has, for what the front page
// says of it.
func (b *builder) card(at int) error {
	id := b.in.Plan.Brands[at]
	r, err := b.in.Data.Load(b.in.Files, id)
	if err == nil {
		b.cards[at], err = b.in.Plan.Card(r.Register.Brands[id])
	}
	b.failed[at] = err
	return nil
}

// plan reads a brand and plans its pages.
func (b *builder) plan(p *part) error {
	files, err := b.own(p.id)
	if err != nil {
		return err
	}
	if p.kept, err = b.inputs(p.id, files); err != nil {
		return err
	}
	r, err := b.in.Data.Load(files, p.id)
	if err != nil {
		return err
	}
	if p.made, err = b.in.Plan.Brand(r.Register.Brands[p.id]); err != nil && b.in.Explain != nil {
		return b.in.Explain(err, r)
	}
	return err
}

// own reads the files of a brand, all at one time.
func (b *builder) own(id notice.ID) (fs.FS, error) {
	dir := path.Join("data/brands", string(id))
	return source.Snapshot(b.in.Files, func(folder string) bool { return folder != dir }, dir)
}

// share tells whose each rendered file is: all files of a brand stand below its
// name, but for a site of one brand.
func (b *builder) share(files []render.File, parts []part) ([][]render.File, error) {
	out := make([][]render.File, len(parts))
	for _, f := range files {
		at := slices.IndexFunc(parts, func(p part) bool { return b.in.Plan.Single || strings.HasPrefix(f.Path, string(p.id)+"/") })
		if at < 0 {
			return nil, fmt.Errorf("%s was made with the pages of brands, and belongs to none", f.Path)
		}
		out[at] = append(out[at], f)
	}
	return out, nil
}

func finished(files []site.File) []render.File {
	out := make([]render.File, len(files))
	for i, f := range files {
		out[i] = render.File{Path: strings.TrimPrefix(f.Path, "/"), Content: f.Content}
	}
	return out
}

// Mistakes puts what is wrong with several brands into one list, where all of it
// is findings; nil where nothing is.
func Mistakes(failed ...error) error {
	var list diag.List
	for _, err := range failed {
		var some diag.List
		if err != nil && !errors.As(err, &some) {
			return errors.Join(failed...)
		}
		list = append(list, some...)
	}
	if len(list) == 0 {
		return nil
	}
	return diag.Sort(list)
}
