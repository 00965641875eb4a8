package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"notis/internal/archive"
	"notis/internal/document"
	"notis/internal/flow"
	"notis/internal/notice"
	"notis/internal/page"
	"notis/internal/phrase"
	"notis/internal/register"
)

// views are the pages that show a privacy notice in another way: where data
// goes, and how long it is kept.
type views struct {
	*notices
	privacy *notice.Privacy
	data    map[notice.Ref]notice.Text
	// base is the address of the notice that is shown.
	base string
}

// stated reads what a version states, once for both languages.
func (n *notices) stated(v *span) (*notice.Facts, error) {
	at := string(n.kind) + "/" + v.Name
	if f := n.facts[at]; f != nil {
		return f, nil
	}
	src, err := n.in.Archive.File(v.Entry, archive.FactsFile)
	if err != nil {
		return nil, err
	}
	f, err := register.Facts(v.Dir+"/"+archive.FactsFile, src)
	if err != nil {
		return nil, err
	}
	n.facts[at] = &f
	return &f, nil
}

// views adds the pages that show a notice in another way, and puts their
// addresses into what its own page says. Key tells a draft's from those of the
// version in force.
func (n *notices) views(own *Page, key string, p *notice.Privacy, shared *notice.Shared) error {
	x := &views{n, p, map[notice.Ref]notice.Text{}, own.Path}
	for _, c := range shared.Data {
		x.data[notice.Ref(c.ID)] = c.Name
	}
	where, err := page.RenderMap(x.mapped(), n.context(nil))
	if err != nil {
		return err
	}
	long, err := page.RenderStorage(x.storage(), n.context(nil))
	if err != nil {
		return err
	}
	own.Notice.Map, own.Notice.Storage = own.Path+below[n.lang].where, own.Path+below[n.lang].storage
	for _, v := range []struct {
		name, path string
		body       []byte
	}{{"map", own.Notice.Map, where}, {"storage", own.Notice.Storage, long}} {
		said := *own.Notice
		said.Of = own.Path
		if v.name == "map" {
			said.Map = ""
		} else {
			said.Storage = ""
		}
		title := n.say(n.lang, "page-"+v.name, "Brand", n.brand.Name)
		if key != "" {
			title = n.say(n.lang, "page-draft", "Title", title)
		}
		n.add(Page{
			Key: n.key(key + v.name), Layout: "view", Lang: n.lang, Path: v.path, Title: title,
			Description: n.say(n.lang, v.name+"-lead"), Body: v.body, Brand: n.brand, Notice: &said, NoIndex: own.NoIndex, Updated: own.Updated,
		})
	}
	return nil
}

// text reads a text as blocks whose links lead nowhere: in the notice, they
// lead to places that the page does not have.
func (x *views) text(t notice.Text) []document.Block {
	if t.IsZero() {
		return nil
	}
	return unlinked(x.compiler.Text(t, x.lang))
}

func unlinked(list []document.Block) []document.Block {
	out := slices.Clone(list)
	for i := range out {
		b := &out[i]
		b.Line = slices.Clone(b.Line)
		for j := range b.Line {
			b.Line[j].To = ""
		}
		b.Items = slices.Clone(b.Items)
		for j := range b.Items {
			b.Items[j] = unlinked(b.Items[j])
		}
	}
	return out
}

// plain reads a text as words alone.
func (x *views) plain(t notice.Text) string { return strings.Join(sentences(x.text(t)), " ") }

func sentences(list []document.Block) []string {
	var out []string
	for _, b := range list {
		if len(b.Line) > 0 {
			out = append(out, b.Line.Plain())
		}
		for _, item := range b.Items {
			out = append(out, sentences(item)...)
		}
	}
	return out
}

func (x *views) datum(d notice.Datum) string {
	if d.Is != "" {
		return x.plain(x.data[d.Is])
	}
	return x.plain(d.Text)
}

func (x *views) datums(list []notice.Datum) []string {
	var out []string
	for _, d := range list {
		out = append(out, x.datum(d))
	}
	return out
}

// says words a message of the notices.
func (x *views) says(id string, data map[string]any) string {
	text, err := x.in.Notice[x.lang].Say(id, data)
	x.failed(err)
	return text
}

// mapped shows where data goes.
func (x *views) mapped() *page.Map {
	g := flow.Of(x.privacy, flow.Words{Text: x.plain, Datum: x.datum})
	out := &page.Map{Notice: x.in.Base + x.base, Graph: g, All: len(x.privacy.Recipients)}
	linked, given := map[notice.Ref]bool{}, map[notice.ID]bool{}
	for i := range g.Statements {
		s := &g.Statements[i]
		way := page.Way{Purpose: x.text(s.Use.Purpose), Data: x.datums(s.Use.Data), Condition: x.text(s.Use.Condition), Place: x.plain(s.To.Place)}
		if s.Use.Activity != "" {
			way.Activity = g.Nodes[s.Purpose].Label
		}
		if s.Use.Modality != "" {
			way.Reservation = x.says("modality-"+string(s.Use.Modality), nil)
		}
		linked[s.Use.Activity] = true
		given[s.To.ID] = given[s.To.ID] || len(s.Use.Data) > 0
		out.Ways = append(out.Ways, way)
	}
	for i := range x.privacy.Recipients {
		r := &x.privacy.Recipients[i]
		if !r.Place.IsZero() {
			out.Placed++
		}
		if !given[r.ID] {
			out.Recipients = append(out.Recipients, page.Place{Name: phrase.Capital(cmp.Or(r.Name.Proper, x.plain(r.Name.Text))), Anchor: "recipient-" + string(r.ID)})
		}
	}
	for i := range x.privacy.Activities {
		if a := &x.privacy.Activities[i]; !linked[notice.Ref(a.ID)] {
			out.Purposes = append(out.Purposes, page.Place{Name: x.plain(a.Title), Anchor: "activity-" + string(a.ID)})
		}
	}
	return out
}

// storage shows how long data is kept.
func (x *views) storage() *page.Storage {
	out := &page.Storage{Notice: x.in.Base + x.base}
	add := func(name, anchor string, list []notice.Retention) {
		for i := range list {
			k := x.kept(&list[i])
			k.For, k.Anchor = name, anchor
			if list[i].Period != "" {
				out.Periods = append(out.Periods, k)
			} else {
				out.Criteria = append(out.Criteria, k)
			}
		}
	}
	for i := range x.privacy.Activities {
		a := &x.privacy.Activities[i]
		stated := false
		for j := range a.Parts {
			p := &a.Parts[j]
			name, anchor := x.plain(a.Title), "activity-"+string(a.ID)
			if !p.Title.IsZero() {
				name, anchor = x.plain(p.Title), fmt.Sprintf("%s-%s", anchor, cmp.Or(string(p.ID), "1"))
			}
			add(name, anchor, p.Retention)
			stated = stated || len(p.Retention) > 0
		}
		if !stated {
			out.Unsaid = append(out.Unsaid, page.Place{Name: x.plain(a.Title), Anchor: "activity-" + string(a.ID)})
		}
	}
	add(x.say(x.lang, "storage-whole"), "retention", x.privacy.Retention)
	slices.SortStableFunc(out.Periods, func(a, b page.Kept) int { return cmp.Compare(b.Days, a.Days) })
	return out
}

// kept words what is stated of how long something is kept.
func (x *views) kept(r *notice.Retention) page.Kept {
	say := phrase.Say(x.says)
	k := page.Kept{Data: x.datums(r.Data), When: x.text(r.When), Criterion: x.text(r.Criterion), Except: x.text(r.Except), Days: days(r.Period)}
	if r.Period != "" {
		k.Period = say.Period(r.Period, r.Qualifier)
		if from := x.plain(r.From); from != "" {
			k.Period = say("period-from", map[string]any{"Period": k.Period, "From": from})
		}
	}
	if len(k.Criterion) == 0 && r.Period == "" {
		k.Criterion = x.text(r.Text)
	}
	if r.Then != "" {
		k.Then = say("then-"+string(r.Then), nil)
		if r.Modality != "" {
			k.Then += " (" + say("modality-"+string(r.Modality), nil) + ")"
		}
	}
	return k
}

// lengths are about how many days a unit has, to put times in order.
var lengths = map[notice.Unit]float64{
	notice.Years: 365, notice.Months: 30, notice.Weeks: 7, notice.Days: 1, notice.Hours: 1. / 24, notice.Minutes: 1. / 1440, notice.Seconds: 1. / 86400,
}

func days(d notice.Duration) float64 {
	sum := 0.0
	for _, a := range d.Amounts() {
		sum += float64(a.Count) * lengths[a.Unit]
	}
	return sum
}
