package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"notis/internal/archive"
	"notis/internal/build"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/register"
)

// touched is what a change of files touches.
type touched struct {
	all    bool
	brands map[notice.ID]bool
	// released are the brands whose versions may have changed.
	released map[notice.ID]bool
}

// Change takes in that files have changed.
func (p *preview) Change(names []string) func(part string) bool {
	clear(p.said)
	t := &touched{brands: map[notice.ID]bool{}, released: map[notice.ID]bool{}}
	if names == nil {
		p.forget()
		p.everything(t)
	}
	if today, err := p.c.today(); p.world != nil && (err != nil || today != p.world.today) {
		p.everything(t) // another version may be in force
	}
	for _, name := range names {
		if rel, err := filepath.Rel(p.dir, name); err == nil {
			p.note(t, strings.Split(filepath.ToSlash(rel), "/"))
		}
	}
	for id := range t.released {
		if p.released(id) {
			t.brands[id], p.rest.released[id] = true, true
		}
	}
	site := false
	for id := range t.brands {
		if len(p.only) == 0 || slices.Contains(p.only, id) {
			site = true
			p.rest.add(id)
		}
	}
	return func(part string) bool { return t.all || t.brands[notice.ID(part)] || part == "" && site }
}

// everything makes all pages be made anew. The versions stay what they are.
func (p *preview) everything(t *touched) {
	t.all, p.unread = true, true
	clear(p.cards)
}

// note takes in that a file or folder has changed, by the parts of its path.
func (p *preview) note(t *touched, at []string) {
	var id notice.ID
	if len(at) > 2 && at[0] == "data" && at[1] == "brands" {
		id = notice.ID(at[2])
	}
	switch {
	case strings.Join(at, "/") == archive.Sum:
		p.tipped(t)
	case id == "":
		p.everything(t)
		if whole := strings.Join(at, "/"); whole == "data" || whole == "data/brands" {
			p.forget() // the folder was moved here
		}
		p.rest.all = p.rest.all || at[0] == "data" || at[0] == "i18n"
	case len(at) == 3:
		t.brands[id], t.released[id], p.unread = true, true, true
	case at[3] == "versions":
		t.released[id] = true
	default:
		t.brands[id] = true
		delete(p.cards, id)
		// The files that a brand has are read when it is built, and the host of a
		// site stands in brand.toml.
		if !slices.Contains(register.BrandFiles(), at[3]) && p.strays(id, path.Join(at...)) || len(p.only) == 1 && at[3] == "brand.toml" {
			p.unread = true
		}
	}
}

// strays tells whether a file that no brand has is there now, or was when the
// folder was read. Editors make some that are gone at once.
func (p *preview) strays(brand notice.ID, name string) bool {
	if p.read() != nil {
		return true
	}
	if _, err := fs.Stat(p.world.fsys, name); err == nil {
		return true
	}
	_, err := p.world.data.Only(brand).Load(p.world.fsys)
	var list diag.List
	return errors.As(err, &list) && slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return strings.HasPrefix(d.File, name) })
}

// tipped compares data/archive.sum with what it said.
func (p *preview) tipped(t *touched) {
	if p.read() != nil {
		p.forget() // all is to be built again
		return
	}
	was := p.tips
	p.tips = tipsOf(p.world.fsys)
	for _, id := range p.in.Plan.Brands {
		if was[id] != p.tips[id] || was[""] != p.tips[""] {
			t.released[id] = true
		}
	}
}

// tipsOf gives the lines of data/archive.sum by the brand that each is about.
// What is about none stands at "".
func tipsOf(fsys fs.FS) map[notice.ID]string {
	src, err := fs.ReadFile(fsys, archive.Sum)
	if err != nil {
		return map[notice.ID]string{"": err.Error()}
	}
	out := map[notice.ID]string{}
	for line := range strings.Lines(string(src)) {
		var id notice.ID
		if at := strings.Split(line, "/"); len(at) > 1 {
			id = notice.ID(at[1])
		}
		out[id] += line
	}
	return out
}

// released reads the versions of a brand again, and tells whether they are
// others than they were known to be.
func (p *preview) released(id notice.ID) bool {
	was := p.chains[id]
	delete(p.chains, id)
	if was == nil || p.read() != nil {
		delete(p.cards, id)
		return true
	}
	now, err := p.versions(id)
	if err == nil && p.state(was, id) == p.state(now, id) {
		return false
	}
	delete(p.cards, id)
	return true
}

// state is what of its versions shows in the pages of a brand.
func (p *preview) state(a *archive.Archive, id notice.ID) string {
	plan := *p.in.Plan
	plan.Archive = a
	return plan.State(id)
}

// rest are brands that changed and that nobody looks at. They are looked through
// for mistakes while nobody waits for a page.
type rest struct {
	// all asks for all brands, which are not listed yet.
	all   bool
	queue []notice.ID
	// released are the brands whose versions changed too.
	released map[notice.ID]bool
	// looked counts the brands that were looked through, and took is how long
	// that took; wrong is what was found.
	looked int
	took   time.Duration
	wrong  map[notice.ID]error
}

func (r *rest) clear() {
	*r = rest{released: map[notice.ID]bool{}, wrong: map[notice.ID]error{}}
}

// list puts all brands in, where they are asked for.
func (r *rest) list(all []notice.ID) {
	if r.all {
		r.all, r.queue = false, slices.Clone(all)
	}
}

func (r *rest) add(id notice.ID) {
	if !slices.Contains(r.queue, id) {
		r.queue = append(r.queue, id)
	}
}

// done takes a brand out: whoever builds it tells what is wrong with it.
func (r *rest) done(id notice.ID) {
	r.queue = slices.DeleteFunc(r.queue, func(other notice.ID) bool { return other == id })
	delete(r.released, id)
	delete(r.wrong, id)
}

// Idle looks through one brand that changed and that nobody looks at.
func (p *preview) Idle() bool {
	r := &p.rest
	if r.all || len(r.queue) > 0 {
		if p.read() != nil {
			return false // the next change asks again
		}
		r.list(p.in.Plan.Brands)
		p.lookThrough(r.queue[0])
	}
	return len(r.queue) > 0
}

// Rest tells what is wrong with the brands that were looked through.
func (p *preview) Rest() {
	r := &p.rest
	if err := p.read(); err != nil && (r.all || len(r.queue) > 0) {
		p.Say(p.c.explain(err))
		return
	}
	if err := build.Mistakes(slices.Collect(maps.Values(r.wrong))...); err != nil {
		p.Say(p.c.explain(err))
	}
	if r.looked > 0 {
		fmt.Fprintf(p.out, "checked the brands that are not open: %d in %s\n", r.looked, r.took.Round(time.Millisecond))
	}
	r.clear()
}

// lookThrough notes what is wrong with a brand.
func (p *preview) lookThrough(id notice.ID) {
	r, begun := &p.rest, time.Now()
	released := r.released[id]
	r.done(id)
	if !p.has(id) {
		return // its folder is gone
	}
	if err := p.check(id, released); err != nil {
		r.wrong[id] = err
	}
	r.looked, r.took = r.looked+1, r.took+time.Since(begun)
}

// check reads a brand, and its versions where they changed, and compiles its
// working notices.
func (p *preview) check(id notice.ID, released bool) error {
	if released {
		if _, err := p.versions(id); err != nil {
			return err
		}
	}
	w := *p.world
	var err error
	if w.register, err = w.data.Only(id).Load(w.fsys, id); err != nil {
		return err
	}
	for _, k := range notice.Kinds() {
		if _, err := w.working(w.register.Register.Brands[id], k); err != nil {
			return err
		}
	}
	return nil
}
