package site

import (
	"errors"
	"sync"

	"notis/internal/compile"
	"notis/internal/notice"
	"notis/internal/page"
)

// Plan is what a site is going to be: its brands, each of which is made by
// itself, and what they share.
type Plan struct {
	Input
	compiler *compile.Compiler
	// scratches are what brands are made in, one for each that is being made.
	scratches *sync.Pool
	// shelves are what pages and files of brands are kept on.
	shelves *sync.Pool
}

// New plans a site.
func New(in Input) *Plan {
	return &Plan{
		Input: in, compiler: compile.New(in.Shared),
		scratches: &sync.Pool{New: func() any { return new(scratch) }}, shelves: &sync.Pool{New: func() any { return new(page.Shelf) }},
	}
}

func (p *Plan) planner() *planner {
	return &planner{
		in: p.Input, compiler: p.compiler, site: &Site{Card: Card{}},
		feeds: map[*Brand][]atomEntry{}, texts: map[said]string{}, dates: map[day]string{}, facts: map[string]*notice.Facts{}, records: map[string][]notice.Told{},
	}
}

// Brand makes the pages and files of one brand, sorted by address. Several
// brands can be made at the same time.
func (p *Plan) Brand(d *notice.Dossier) (*Site, error) {
	s := p.planner()
	s.scratch, _ = p.scratches.Get().(*scratch)
	defer p.scratches.Put(s.scratch)
	s.site.shelf, _ = p.shelves.Get().(*page.Shelf)
	s.site.free = func(shelf *page.Shelf) { p.shelves.Put(shelf) }
	var errs []error
	for _, l := range notice.Langs() {
		b, err := s.brand(d, l)
		s.site.Card[l] = b
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if err := s.finish(); err != nil {
		return nil, err
	}
	if s.site.Card[notice.Norwegian].Sitemap != "" {
		s.sitemap(s.home(d.ID, notice.Norwegian))
	}
	return s.done()
}

// Card makes what other pages say of a brand, without its pages.
func (p *Plan) Card(d *notice.Dossier) (Card, error) {
	s := p.planner()
	out := Card{}
	for _, l := range notice.Langs() {
		out[l] = s.describe(d, l)
	}
	return out, errors.Join(s.errs...)
}

// Shared makes the pages that belong to no brand: the front page of a site
// with several, and the one for a missing address. Cards holds one of every
// brand, in their order.
func (p *Plan) Shared(cards []Card) (*Site, error) {
	s := p.planner()
	brands := map[notice.Lang][]*Brand{}
	for _, l := range notice.Langs() {
		for _, c := range cards {
			brands[l] = append(brands[l], c[l])
		}
		if !p.Single {
			s.add(Page{Key: "front", Layout: "front", Lang: l, Path: front(l), Title: s.say(l, "front-title"), Description: s.say(l, "front-lead"), Brands: brands[l]})
		}
	}
	s.missing(brands)
	if err := s.finish(); err != nil {
		return nil, err
	}
	var lists []string
	if !p.Single && s.listed() {
		lists = append(lists, s.sitemap("/"))
	}
	for _, b := range brands[notice.Norwegian] {
		if b.Sitemap != "" {
			lists = append(lists, b.Sitemap)
		}
	}
	s.robots(lists)
	s.security()
	if sheet := p.feedSheet(); sheet != "" {
		s.site.Files = append(s.site.Files, File{sheet, []byte(p.Sheets.Feed)})
	}
	if p.Schema != nil {
		s.site.Files = append(s.site.Files, File{SchemaPath, p.Schema})
	}
	return s.done()
}
