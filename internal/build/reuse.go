package build

import (
	"encoding/json"
	"errors"
	"io/fs"

	"notis/internal/cache"
	"notis/internal/inputs"
	"notis/internal/notice"
	"notis/internal/render"
	"notis/internal/site"
)

// Reuse is what was built before.
type Reuse struct {
	Cache *cache.Cache
	// Inputs reads what brands are made of. What it was given beside has to name
	// all that the pages depend on beside files and versions: the program, the
	// addresses, whether drafts are shown.
	Inputs *inputs.Reader
	// Limit is how many bytes the cache may hold when the build is done.
	Limit int64
	// Name is that of the site, for its next build to be compared with this one.
	Name string
}

// Reason says why a brand was made.
type Reason struct {
	Brand notice.ID
	// Reused tells that it was not made again.
	Reused bool
	// Changed are the inputs that are other ones than in the build before, none
	// where it is not known what that was made of.
	Changed []string
}

// kept is what a brand is made of.
type kept struct {
	set inputs.Set
	key string
}

// note is kept beside the files of a brand.
type note struct {
	// On is the day they were made for. Data that is right on one day is right
	// on all later ones, but may name a day that lies ahead of an earlier one.
	On     notice.Date `json:"on"`
	Card   site.Card   `json:"card"`
	Inputs inputs.Set  `json:"inputs"`
}

// inputs tells what a brand is made of.
func (b *builder) inputs(id notice.ID, files fs.FS) (kept, error) {
	if b.in.Reuse == nil {
		return kept{}, nil
	}
	set, err := b.in.Reuse.Inputs.Brand(files, id, inputs.Set{versions: b.in.Plan.State(id)})
	return kept{set, set.Key()}, err
}

// versions is the input that stands for the versions of a brand.
const versions = "versions"

// reuse takes a brand from the cache, where it is there and what it was.
func (b *builder) reuse(at int) error {
	if b.in.Reuse == nil {
		return nil
	}
	id := b.in.Plan.Brands[at]
	files, err := b.own(id)
	if err != nil {
		return err
	}
	k, err := b.inputs(id, files)
	if err != nil {
		return err
	}
	b.keys[at] = k.key
	pack, n, err := b.find(k.key)
	if pack == nil || err != nil || n.On > b.in.Plan.Date {
		b.trouble(err)
		return nil
	}
	pages := 0
	for i, e := range pack.Entries {
		if isPage(e.Path) {
			pages++
		}
		if b.to.Keep(e.Path, e.Sum) {
			continue
		}
		content, err := pack.Read(i)
		if err != nil {
			b.trouble(err)
			return nil // it is made anew, and its files are the same
		}
		if err := b.to.Put(e.Path, e.Sum, content); err != nil {
			return err
		}
	}
	b.cards[at] = n.Card
	b.report.Why[at].Reused = true
	b.count(Report{Brands: 1, Reused: 1, Pages: pages, Files: len(pack.Entries)})
	return nil
}

// find gives what is kept under a key; nil where nothing is.
func (b *builder) find(key string) (*cache.Pack, note, error) {
	var n note
	pack, err := b.in.Reuse.Cache.Get(key)
	if pack == nil || err != nil {
		return nil, n, err
	}
	if err := json.Unmarshal(pack.Note, &n); err != nil {
		return nil, n, &cache.Broken{Key: key, Err: err}
	}
	return pack, n, nil
}

// keep puts a brand into the cache.
func (b *builder) keep(p *part, files []render.File, sums []string) {
	if b.in.Reuse == nil {
		return
	}
	b.keys[p.at] = p.kept.key
	n, err := json.Marshal(note{b.in.Plan.Date, p.made.Card, p.kept.set})
	if err != nil {
		b.trouble(err)
		return
	}
	packed := make([]cache.File, len(files))
	for i, f := range files {
		packed[i] = cache.File{Path: f.Path, Sum: sums[i], Content: f.Content}
	}
	b.trouble(b.in.Reuse.Cache.Put(p.kept.key, n, packed))
}

// trouble notes what is wrong with the cache. What somebody has taken away
// meanwhile is not; and what keeps one brand from being kept, such as a full
// disk, is told once, as it keeps all of them.
func (b *builder) trouble(err error) {
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return
	}
	var broken *cache.Broken
	one := !errors.As(err, &broken)
	b.mu.Lock()
	defer b.mu.Unlock()
	if one && b.told {
		return
	}
	b.told = b.told || one
	b.report.Trouble = errors.Join(b.report.Trouble, err)
}

// last is what a site was made of: the inputs of all brands, and the key of
// each.
type last struct {
	Shared inputs.Set           `json:"shared"`
	Keys   map[notice.ID]string `json:"keys"`
}

// finish says why brands were made, keeps what the next build is compared with,
// and lets go of what has not been asked for the longest.
func (b *builder) finish() {
	r := b.in.Reuse
	if r == nil {
		return
	}
	var before last
	if src, err := r.Cache.Recall(r.Name); err == nil {
		if json.Unmarshal(src, &before) != nil {
			before = last{}
		}
	}
	now := last{r.Inputs.Shared(), map[notice.ID]string{}}
	same := true
	for i, id := range b.in.Plan.Brands {
		if !b.in.Has(i) {
			continue
		}
		now.Keys[id] = b.keys[i]
		same = same && before.Keys[id] == b.keys[i]
		if why := &b.report.Why[i]; !why.Reused {
			why.Changed = b.changed(before, now, id)
		}
	}
	if same && len(before.Keys) == len(now.Keys) {
		return // nothing was made but what was lost
	}
	src, err := json.Marshal(now)
	if err == nil {
		err = r.Cache.Remember(r.Name, src)
	}
	b.trouble(err)
	b.trouble(r.Cache.Trim(r.Limit))
}

// reasons says of the brands of the part why they were made.
func (b *builder) reasons() []Reason {
	var out []Reason
	for i, why := range b.report.Why {
		if b.in.Has(i) {
			out = append(out, why)
		}
	}
	return out
}

// changed names the inputs of a brand that are others than before.
func (b *builder) changed(before, now last, id notice.ID) []string {
	_, was, err := b.find(before.Keys[id])
	_, is, err2 := b.find(now.Keys[id])
	if err != nil || err2 != nil || was.Inputs == nil {
		return nil
	}
	var out []string
	for _, name := range is.Inputs.Changed(was.Inputs) {
		if name == inputs.SharedKey {
			out = append(out, now.Shared.Changed(before.Shared)...)
			continue
		}
		out = append(out, name)
	}
	return out
}
