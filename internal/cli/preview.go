package cli

import (
	"cmp"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"notis/internal/archive"
	"notis/internal/build"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/render"
	"notis/internal/serve"
	"notis/internal/site"
)

// preview is the site while it is edited. Its parts are the brands, and "" for
// the pages of no brand; a site of one brand is one part. It reads again what
// has changed, and nothing else.
type preview struct {
	c    *command
	dir  string
	only []notice.ID
	out  io.Writer

	// world and in are what the pages of all brands are made of, without their
	// versions. Unread asks to read that again; failed is why it cannot be.
	world  *world
	in     build.Input
	unread bool
	failed error
	// chains hold the versions of brands that were asked for, verified, and tips
	// what data/archive.sum says of each brand.
	chains map[notice.ID]*archive.Archive
	tips   map[notice.ID]string
	// inForce are versions by their digests, for drafts to be compared with.
	inForce map[notice.Digest]*edition
	// cards are what the front page says of the brands.
	cards map[notice.ID]site.Card
	// rest is what is looked through while nobody waits for a page.
	rest rest
	// said are the mistakes that were told since the last change.
	said map[string]bool
}

var _ serve.Site = (*preview)(nil)

func newPreview(c *command, dir string, only []notice.ID, out io.Writer) *preview {
	p := &preview{c: c, dir: dir, only: only, out: out, unread: true, said: map[string]bool{}, inForce: map[notice.Digest]*edition{}}
	p.forget()
	p.rest.clear()
	return p
}

// forget makes all of the archive be read again.
func (p *preview) forget() {
	p.chains, p.cards, p.tips = map[notice.ID]*archive.Archive{}, map[notice.ID]site.Card{}, nil
}

// Part tells whose page an address is: the first part of the path names a brand.
func (p *preview) Part(address string) string {
	if len(p.only) == 1 {
		return string(p.only[0])
	}
	first, _, _ := strings.Cut(path.Clean("/" + address)[1:], "/")
	if p.has(notice.ID(first)) {
		return first
	}
	return ""
}

// Build builds the pages of a brand, or of none.
func (p *preview) Build(part string) ([]render.File, string) {
	begun := time.Now()
	var m memory
	if err := p.build(notice.ID(part), &m); err != nil {
		return nil, p.c.explain(err)
	}
	if len(m.files) > 0 {
		fmt.Fprintf(p.out, "built %s in %s\n", cmp.Or(part, "the front page"), time.Since(begun).Round(time.Millisecond))
	}
	return m.files, ""
}

func (p *preview) build(id notice.ID, m *memory) error {
	err := p.read()
	switch {
	case err != nil:
		return err
	case id == "":
		return p.front(m)
	case !p.has(id):
		return nil // its folder is gone
	}
	p.rest.list(p.in.Plan.Brands)
	p.rest.done(id)
	in, err := p.brand(id)
	if err != nil {
		return err
	}
	card, err := build.One(in, id, nil, m)
	if err != nil {
		return err
	}
	p.cards[id] = card
	if in.Plan.Single {
		_, err = build.One(in, "", []site.Card{card}, m)
	}
	return err
}

// Say writes what is wrong to the terminal, once for each change.
func (p *preview) Say(mistake string) {
	if !p.said[mistake] {
		p.said[mistake] = true
		fmt.Fprint(p.c.env.Stderr, mistake)
	}
}

// read reads what all pages are made of, where that may have changed.
func (p *preview) read() error {
	if p.unread {
		p.unread, p.failed = false, p.reread()
	}
	if p.failed == nil && p.tips == nil {
		p.tips = tipsOf(p.world.fsys)
	}
	return p.failed
}

func (p *preview) reread() error {
	w := &world{dir: p.dir}
	var err error
	if w.fsys, err = p.c.files(); err != nil {
		return err
	}
	if w.today, err = p.c.today(); err != nil {
		return err
	}
	if w.data, err = register.Open(w.fsys, w.today); err != nil {
		return err
	}
	if w.words, err = both(w.fsys, "i18n/notice"); err != nil {
		return err
	}
	in, err := p.c.planned(w, siteOf{only: p.only, base: "/", drafts: true})
	if err != nil {
		return err
	}
	p.world, p.in = w, in
	return nil
}

// has tells whether a brand is one of the site's.
func (p *preview) has(id notice.ID) bool {
	return p.read() == nil && slices.Contains(p.in.Plan.Brands, id)
}

// brand is what the site of one brand is built from. What is wrong with other
// brands is none of its business.
func (p *preview) brand(id notice.ID) (build.Input, error) {
	a, err := p.versions(id)
	if err != nil {
		return build.Input{}, err
	}
	w, in, plan := *p.world, p.in, *p.in.Plan
	w.archive, in.Data = a, p.world.data.Only(id)
	plan.Brands, plan.Archive, plan.Changed = []notice.ID{id}, a, p.changed(&w)
	in.Plan = &plan
	return in, nil
}

// changed tells what a working notice of a brand changes. It is asked in each
// language for what is the same in both, and a version stays what it is.
func (p *preview) changed(w *world) func(*notice.Dossier, notice.Kind) ([]notice.Told, error) {
	known := map[notice.Kind]*comparison{}
	return func(d *notice.Dossier, k notice.Kind) ([]notice.Told, error) {
		if known[k] != nil {
			return known[k].told, nil
		}
		now, err := p.current(w, d, k)
		if err != nil {
			return nil, err
		}
		work, err := w.working(d, k)
		if err != nil {
			return nil, err
		}
		known[k], err = w.between(now, work)
		return known[k].told, err
	}
}

// current is the version of a notice that is in force.
func (p *preview) current(w *world, d *notice.Dossier, k notice.Kind) (*edition, error) {
	s, ok := w.archive.Chain(d.ID, k).InForce(w.today)
	if ok && s.Kept() && p.inForce[s.Digest] != nil {
		return p.inForce[s.Digest], nil
	}
	e, err := w.edition(d, k, "current")
	if err == nil {
		p.inForce[s.Digest] = e
	}
	return e, err
}

// versions gives what was released of a brand.
func (p *preview) versions(id notice.ID) (*archive.Archive, error) {
	if a := p.chains[id]; a != nil {
		return a, nil
	}
	a, err := p.c.versions(p.dir, nil, id)
	if err != nil {
		// A release may have begun while its folders were read. The second time
		// waits for its end.
		a, err = p.c.versions(p.dir, nil, id)
	}
	if err == nil {
		p.chains[id] = a
	}
	return a, err
}

// front builds the pages of no brand, which name all of them.
func (p *preview) front(m *memory) error {
	in, plan := p.in, *p.in.Plan
	missing := slices.DeleteFunc(slices.Clone(plan.Brands), func(id notice.ID) bool { return p.chains[id] != nil })
	if len(missing) > 1 {
		// All at once takes less time. Where that fails, each tells by itself.
		if a, err := p.c.versions(p.dir, nil); err == nil {
			for _, id := range missing {
				p.chains[id] = a
			}
		}
	}
	cards := make([]site.Card, len(plan.Brands))
	failed := make([]error, len(plan.Brands))
	for i, id := range plan.Brands {
		cards[i], failed[i] = p.card(id)
	}
	if err := build.Mistakes(failed...); err != nil {
		return err
	}
	in.Data, plan.Brands = p.world.data.Only(""), nil
	in.Plan = &plan
	_, err := build.One(in, "", cards, m)
	return err
}

// card is what the front page says of a brand.
func (p *preview) card(id notice.ID) (site.Card, error) {
	if c := p.cards[id]; c != nil {
		return c, nil
	}
	a, err := p.versions(id)
	if err != nil {
		return nil, err
	}
	d, err := p.world.data.Brand(p.world.fsys, id)
	if err != nil {
		return nil, err
	}
	plan := *p.in.Plan
	plan.Archive = a
	c, err := plan.Card(d)
	if err == nil {
		p.cards[id] = c
	}
	return c, err
}
