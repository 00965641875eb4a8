package build

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
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
	n, r, err := b.taken(k.key)
	if r.Files == 0 || err != nil {
		return err
	}
	b.cards[at] = n.Card
	b.report.Why[at].Reused = true
	r.Brands, r.Reused = 1, 1
	b.count(r)
	return nil
}

// taken takes the files that are kept under a key, and counts them. None are
// where they are not there, or were made for a later day.
func (b *builder) taken(key string) (note, Report, error) {
	pack, n, err := b.find(key)
	if pack == nil || err != nil || n.On > b.in.Plan.Date {
		b.trouble(err)
		return n, Report{}, nil
	}
	r, keep := Report{Files: len(pack.Entries)}, b.to.Keeper()
	for i, e := range pack.Entries {
		if isPage(e.Path) {
			r.Pages++
		}
		if keep(e.Path, e.Sum) {
			continue
		}
		content, err := pack.Read(i)
		if err != nil {
			b.trouble(err)
			return n, Report{}, nil // it is made anew, and its files are the same
		}
		if err := b.to.Put(e.Path, e.Sum, content); err != nil {
			return n, Report{}, err
		}
	}
	return n, r, nil
}

// shared makes the pages that belong to no brand. They are few, and tell of all
// the brands.
func (b *builder) shared() (Report, error) {
	k, err := b.rest()
	if err != nil {
		return Report{}, err
	}
	if b.in.Reuse != nil {
		if _, r, err := b.taken(k.key); r.Files > 0 || err != nil {
			return r, err
		}
	}
	s, err := b.in.Plan.Shared(b.cards)
	if err != nil {
		return Report{}, err
	}
	files, err := render.Render(render.Input{Source: b.in.Source, Pages: s.Pages, Content: true, BaseURL: b.in.BaseURL, Preview: b.in.Plan.Preview})
	if err != nil {
		return Report{}, err
	}
	files = append(files, finished(s.Files)...)
	sums, err := b.add(files)
	if err == nil {
		b.keep(k, nil, files, sums)
	}
	return counted(files), err
}

// rest tells what the pages are made of that belong to no brand: what other
// pages say of every brand is among it.
func (b *builder) rest() (kept, error) {
	if b.in.Reuse == nil {
		return kept{}, nil
	}
	set, err := b.in.Reuse.Inputs.Rest()
	if err != nil {
		return kept{}, err
	}
	cards, err := json.Marshal(b.cards)
	if err != nil {
		return kept{}, err
	}
	set["cards"] = fmt.Sprintf("%x", sha256.Sum256(cards))
	return kept{set, set.Key()}, nil
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

// keep puts files into the cache.
func (b *builder) keep(k kept, card site.Card, files []render.File, sums []string) {
	if b.in.Reuse == nil {
		return
	}
	n, err := json.Marshal(note{b.in.Plan.Date, card, k.set})
	if err != nil {
		b.trouble(err)
		return
	}
	packed := make([]cache.File, len(files))
	for i, f := range files {
		packed[i] = cache.File{Path: f.Path, Sum: sums[i], Content: f.Content}
	}
	b.trouble(b.in.Reuse.Cache.Put(k.key, n, packed))
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
