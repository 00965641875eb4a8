package affected

import (
	"bytes"
	"path"
	"reflect"
	"slices"
	"strings"

	"notis/internal/archive"
	"notis/internal/notice"
	"notis/internal/render"
	"notis/internal/site"
)

// versions lists what was released of a brand.
func (c *comparer) versions(id notice.ID) ([]Version, error) {
	out := []Version{}
	was := c.was(id)
	if was == nil {
		return out, nil
	}
	for _, k := range notice.Kinds() {
		for _, e := range added(was, c.New.archive.Chain(id, k)) {
			r := &e.Record
			told, err := c.New.archive.Changes(&e)
			if err != nil {
				return nil, err
			}
			text := r.Summary
			if text.IsZero() {
				text = r.Reason
			}
			v := Version{Notice: k, Name: e.Name, Recorded: r.Recorded, Class: r.Class, SummaryNB: text.NB, SummaryEN: text.EN, Changes: sentences(told)}
			if r.Entry == notice.Published || r.Entry == notice.Unkept {
				v.From = r.From()
			}
			out = append(out, v)
		}
	}
	return out, nil
}

// added lists the entries of a chain that an archive has not.
func added(a *archive.Archive, chain *archive.Chain) []archive.Entry {
	have := a.Chain(chain.Brand, chain.Kind)
	var out []archive.Entry
	for _, e := range chain.Entries {
		if !slices.ContainsFunc(have.Entries, func(x archive.Entry) bool { return x.Name == e.Name }) {
			out = append(out, e)
		}
	}
	return out
}

// pages compares the published pages of a brand. Those of brands whose frame is
// the same need not be rendered where they are planned the same.
func (c *comparer) pages(b *candidate, was, now *dossier) error {
	archives := [2]*archive.Archive{c.was(b.ID), c.New.archive}
	if archives[0] == nil {
		b.wrong = true
		return nil
	}
	b.Pages.Known = true
	frame := b.because(Layouts, Look, Labels)
	moved := b.Status != "changed" || b.because(Facts, Versions, Labels) || b.because(Clauses) && c.framed() || c.Old.sheets != c.New.sheets
	if !frame && !moved {
		return nil
	}
	var made [2]*site.Site
	for i, d := range []*dossier{was, now} {
		made[i] = &site.Site{}
		if d == nil || i == 0 && !moved {
			continue // nothing is planned, or the same as on the new side
		}
		s, err := []*Side{c.Old, c.New}[i].plan(archives[i], c.Date).Brand(d.Dossier)
		if err != nil {
			c.failed(sides[i], "data/brands/"+string(b.ID), err)
			b.Pages.Known, b.wrong = false, true
			return nil
		}
		made[i] = s
	}
	if !moved {
		made[0] = made[1]
	}
	c.listed(b, made, frame)
	if !frame && reflect.DeepEqual(made[0].Pages, made[1].Pages) && reflect.DeepEqual(made[0].Files, made[1].Files) {
		return nil
	}
	var files [2]map[string][]byte
	for i := range files {
		var err error
		if files[i], err = c.render(i, made[i], false); err != nil {
			c.failed(sides[i], "layouts", err)
			b.Pages.Known, b.wrong = false, true
			return nil
		}
	}
	count(&b.Pages, files[0], files[1])
	c.wording(b, files[1])
	return nil
}

// listed notes what other pages say of a brand, where they may say something
// else.
func (c *comparer) listed(b *candidate, made [2]*site.Site, frame bool) {
	if !frame && reflect.DeepEqual(made[0].Card, made[1].Card) {
		return
	}
	for i, s := range made {
		if len(s.Card) > 0 {
			b.cards[i] = s.Card
		}
	}
}

// render makes the files of pages with the frame of a side.
func (c *comparer) render(at int, s *site.Site, content bool) (map[string][]byte, error) {
	out := map[string][]byte{}
	for _, f := range s.Files {
		out[strings.TrimPrefix(f.Path, "/")] = f.Content
	}
	if len(s.Pages) == 0 && !content {
		return out, nil
	}
	src, err := []*Side{c.Old, c.New}[at].frame()
	if err != nil {
		return nil, err
	}
	files, err := render.Render(render.Input{Source: src, Pages: s.Pages, Content: content, BaseURL: "/"})
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		out[f.Path] = f.Content
	}
	return out, nil
}

// count counts what differs between files.
func count(p *Pages, was, is map[string][]byte) {
	for name, content := range is {
		old, both := was[name]
		page := strings.HasSuffix(name, ".html")
		switch {
		case both && bytes.Equal(old, content):
		case !page:
			p.Files++
		case both:
			p.Changed++
		default:
			p.Added++
		}
	}
	for name := range was {
		if _, both := is[name]; both {
			continue
		}
		if strings.HasSuffix(name, ".html") {
			p.Removed++
		} else {
			p.Files++
		}
	}
}

// wording counts the pages of a brand's notices that show the text of another
// version than before, or none any more, and those that are gone.
func (c *comparer) wording(b *candidate, is map[string][]byte) {
	for _, k := range notice.Kinds() {
		was, now := c.shown(c.was(b.ID).Chain(b.ID, k)), c.shown(c.New.archive.Chain(b.ID, k))
		for at, text := range was {
			for _, l := range notice.Langs() {
				_, there := is[address(b.ID, k, l, at)]
				switch {
				case !there:
					b.Pages.Lost++
				case now[at] != text:
					b.Pages.Wording++
				}
			}
		}
	}
}

// address is the file of the page of a version, or, where at is "", of the one
// in force.
func address(id notice.ID, k notice.Kind, l notice.Lang, at string) string {
	out := string(id)
	if l == notice.English {
		out += "/en"
	}
	return path.Join(out, site.Segment(k, l), at, "index.html")
}

// shown tells which version is read at each address of a notice: at its own,
// and, named "", at that of the one in force.
func (c *comparer) shown(chain *archive.Chain) map[string]string {
	chain = chain.On(c.Date)
	out := map[string]string{}
	for _, s := range chain.Versions() {
		if s.Kept() {
			out[s.Name] = s.Name
		}
	}
	if s, ok := chain.InForce(c.Date); ok && s.Kept() {
		out[""] = s.Name
	} else if !ok {
		for _, s := range chain.Announced(c.Date) {
			if s.Kept() {
				out[""] = s.Name
				break
			}
		}
	}
	return out
}
