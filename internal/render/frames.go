package render

import (
	"bytes"
	"cmp"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"notis/internal/site"
)

// Frames are what layouts make of pages. Of two pages of one shape they make
// the same, but for values and bodies, so Hugo makes it once, with marks in
// their places, and the next pages are filled in. A frame counts once it was
// filled with the values of a page that Hugo has made, and came out the same;
// pages of a shape where it does not are made by Hugo one by one. The zero
// Frames is ready, for renderings that differ in nothing but their pages, and
// may serve several at the same time.
type Frames struct {
	mu sync.Mutex
	of map[string]*known
	// named are the words that layouts name.
	named map[string]bool
	// held is how many bytes it keeps.
	held int
}

// known is what is known of a shape: a frame, or that it has none, or else the
// first page of it.
type known struct {
	frame *frame
	none  bool
	first sample
}

// sample is a page that Hugo made, with the mark in the place of its body.
type sample struct {
	values  []value
	content []byte
}

// room is how many bytes frames may take. A site whose pages are of more shapes
// than that gets the rest of them from Hugo.
const room = 32 << 20

// group is the pages of one shape in a rendering, by their places.
type group struct {
	shape  string
	pages  []int
	values [][]value
	*known
	// mold is to be made into a frame, or nil; path is where Hugo puts it.
	mold *mold
	path string
	body bool
}

// rendering puts pages into frames.
type rendering struct {
	Input
	// made are the places of the pages that Hugo makes.
	made   []int
	groups []*group
	// files are what came out, and raw what Hugo made of pages, by path, with
	// marks in the places of bodies.
	files []File
	raw   map[string][]byte
}

// framed renders pages, most of them by frames that are known.
func framed(in Input) ([]File, error) {
	named, err := in.Frames.names(in.Source)
	if err != nil {
		return nil, err
	}
	r := &rendering{Input: in, raw: map[string][]byte{}}
	r.sort(named)
	if err := r.run(); err != nil {
		return nil, err
	}
	if err := r.learn(); err != nil {
		return nil, err
	}
	for _, g := range r.groups {
		for i, at := range g.pages {
			p := &in.Pages[at]
			r.files = append(r.files, File{Path: strings.TrimPrefix(p.Path, "/") + "index.html", late: &late{g.frame, g.values[i], p.Body}})
		}
	}
	slices.SortFunc(r.files, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	return r.files, nil
}

// names gives the words that layouts name, each in quotes.
func (f *Frames) names(src fs.FS) (map[string]bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.named != nil {
		return f.named, nil
	}
	named := map[string]bool{}
	if err := each(src, "layouts", func(_ string, data []byte) error {
		for _, quoted := range inQuotes.FindAllSubmatch(data, -1) {
			named[string(quoted[1])+string(quoted[2])] = true
		}
		return nil
	}); err != nil {
		return nil, err
	}
	f.named = named
	return named, nil
}

var inQuotes = regexp.MustCompile("\"([^\"\n]+)\"|`([^`]+)`")

// sort decides which pages Hugo makes: those of shapes without a frame, the
// first of each shape that is new, and a mold where there are more.
func (r *rendering) sort(named map[string]bool) {
	groups := map[string]*group{}
	for i := range r.Pages {
		m := mold{named: named}
		if m.page(&r.Pages[i]) == nil {
			r.made = append(r.made, i)
			continue
		}
		g := groups[string(m.shape)]
		if g == nil {
			g = &group{shape: string(m.shape), body: len(r.Pages[i].Body) > 0}
			groups[g.shape], r.groups = g, append(r.groups, g)
		}
		g.pages, g.values = append(g.pages, i), append(g.values, m.values)
	}
	r.Frames.mu.Lock()
	defer r.Frames.mu.Unlock()
	for _, g := range r.groups {
		switch k := r.Frames.of[g.shape]; {
		case k == nil:
			g.known = &known{first: sample{values: g.values[0]}}
			r.made = append(r.made, g.pages[0])
			if len(g.pages) > 1 {
				g.mold = &mold{named: named}
			}
		case k.none:
			g.known = k
			r.made = append(r.made, g.pages...)
			g.pages = nil
		default:
			known := *k // another rendering may learn of it meanwhile
			g.known = &known
			if k.frame == nil {
				g.mold = &mold{named: named}
			}
		}
	}
}

// run has Hugo make pages, and molds. Where a layout cannot do with marks, the
// pages of those shapes are made as they are.
func (r *rendering) run() error {
	var molds []site.Page
	for i, g := range r.groups {
		if g.mold != nil {
			g.mold.name = strconv.Itoa(i)
			p := g.mold.page(&r.Pages[g.pages[0]])
			molds, g.path = append(molds, *p), p.Path
		}
	}
	err := r.hugo(r.made, molds)
	if err == nil || len(molds) == 0 {
		return err
	}
	for _, g := range r.groups {
		if g.mold != nil {
			g.none, g.mold = true, nil
		}
	}
	return r.hugo(r.made, nil)
}

// hugo makes pages by their places, and others.
func (r *rendering) hugo(places []int, others []site.Page) error {
	in := r.Input
	in.Pages = nil
	for _, i := range places {
		in.Pages = append(in.Pages, r.Pages[i])
	}
	in.Pages = append(in.Pages, others...)
	if len(in.Pages) == 0 && !in.Content {
		return nil
	}
	files, err := whole(in)
	if err != nil {
		return err
	}
	for _, f := range files {
		r.raw["/"+strings.TrimSuffix(f.Path, "index.html")] = f.Content
	}
	for i := range others {
		files = slices.DeleteFunc(files, func(f File) bool { return f.Path == others[i].Path[1:]+"index.html" })
	}
	if err := finish(files, in.Pages[:len(places)]); err != nil {
		return err
	}
	r.files = append(r.files, files...)
	r.Content = false // it is made once
	return nil
}

// learn casts frames and keeps them. Pages of a shape for which that cannot be
// done are made by Hugo.
func (r *rendering) learn() error {
	var left []int
	for _, g := range r.groups {
		if g.first.values != nil && g.first.content == nil && len(g.pages) > 0 {
			g.first.content = r.raw[r.Pages[g.pages[0]].Path]
			g.pages, g.values = g.pages[1:], g.values[1:]
		}
		if g.mold != nil {
			g.frame = g.cast(r.raw[g.path])
			g.none = g.frame == nil
		}
		if g.none {
			left, g.pages = append(left, g.pages...), nil
		}
	}
	r.Frames.keep(r.groups)
	if len(left) == 0 {
		return nil
	}
	return r.hugo(left, nil)
}

// cast makes the frame of a shape of what Hugo made of its mold, and tries it.
func (g *group) cast(made []byte) *frame {
	body := ""
	if g.body {
		body = mark
	}
	f := cast(made, g.mold, g.body)
	if f == nil || !bytes.Equal(f.fill(nil, g.first.values, []byte(body)), g.first.content) {
		return nil
	}
	return f
}

// keep remembers what was learnt.
func (f *Frames) keep(groups []*group) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, g := range groups {
		if k := f.of[g.shape]; k != nil && (k.frame != nil || k.none || g.frame == nil && !g.none) {
			continue
		}
		if f.of == nil {
			f.of = map[string]*known{}
		}
		k := *g.known
		if k.frame != nil || k.none {
			k.first = sample{}
		}
		if f.held > room {
			continue
		}
		f.held += len(g.shape) + len(k.first.content)
		if k.frame != nil {
			f.held += k.frame.size
		}
		f.of[g.shape] = &k
	}
}
