package compile

import (
	"slices"
	"strings"

	"notis/internal/document"
	"notis/internal/notice"
)

// The short version shows at most this many items of a card; the rest is a
// tap away.
const cardItems = 6

// privacySummary answers the five questions a reader has first, from the same
// facts as the notice itself: who, what for, with whom, how long, your rights.
func (c *compiler) privacySummary() []document.Card {
	c.at("summary")
	p := &c.dossier.Privacy
	cards := c.cards(p.Sections)
	cards.add("who", "controller", c.whoItems())
	var purposes, recipients, rights []document.Line
	for _, a := range p.Activities {
		purposes = append(purposes, link(c.word(a.Title), "#activity-"+string(a.ID)))
	}
	for _, x := range p.Recipients {
		recipients = append(recipients, link(capital(c.name(x.Name)), "#recipient-"+string(x.ID)))
	}
	for _, x := range p.Rights.List {
		line := link(c.say("right-"+string(x.Kind), nil), "#right-"+string(x.Kind))
		if !slices.ContainsFunc(rights, func(l document.Line) bool { return l[0] == line[0] }) {
			rights = append(rights, line)
		}
	}
	cards.add("purposes", "activities", purposes)
	cards.add("recipients", "recipients", recipients)
	cards.add("retention", c.first("retention", "activities"), c.periods())
	cards.add("rights", "rights", rights)
	return cards.list
}

func (c *compiler) whoItems() []document.Line {
	b := &c.dossier.Brand
	name := b.Entity.Name
	if name == "" {
		name = b.Name
	}
	items := []document.Line{{{Text: name, Strong: true}}}
	for i := range b.Contacts {
		if x := &b.Contacts[i]; x.Email != "" || x.Phone != "" || x.Address != "" {
			items = append(items, c.contact(x).Line)
		}
	}
	return items
}

// periods lists every stated length of time with what it is for, and then the
// rules for the notice as a whole.
func (c *compiler) periods() []document.Line {
	var out []document.Line
	for i := range c.dossier.Privacy.Activities {
		a := &c.dossier.Privacy.Activities[i]
		for j := range a.Parts {
			p := &a.Parts[j]
			title := a.Title
			if !p.Title.IsZero() {
				title = p.Title
			}
			for _, t := range p.Retention {
				if t.Period != "" {
					out = append(out, document.Line{{Text: c.word(title), To: "#" + partAnchor(a, p)}, {Text: c.limited(t) + ": " + lower(c.retention([]notice.Retention{t})[0].Line.Plain())}})
				}
			}
		}
	}
	for _, t := range c.dossier.Privacy.Retention {
		v := c.retention([]notice.Retention{t})[0]
		covers := strings.Trim(c.limited(t), " ()")
		switch {
		case v.Line == nil:
		case t.Period != "" && covers != "":
			out = append(out, plain(capital(covers)+": "+lower(v.Line.Plain())))
		default:
			out = append(out, v.Line)
		}
	}
	return out
}

// limited says what a rule is limited to, in brackets; a short version that
// left it out would promise more than the notice.
func (c *compiler) limited(t notice.Retention) string {
	var to []string
	for _, d := range c.data(t.Data) {
		to = append(to, d.Line.Plain())
	}
	if !t.When.IsZero() {
		to = append(to, c.value(t.When).Line.Plain())
	}
	if len(to) == 0 {
		return ""
	}
	return " (" + strings.Join(to, "; ") + ")"
}

// readers leads each group of people to the activities that concern them, in
// the order in which the notice first names the groups.
func (c *compiler) readers() []document.Reader {
	var out []document.Reader
	at := map[notice.Ref]int{}
	for _, a := range c.dossier.Privacy.Activities {
		for _, p := range a.People {
			if _, seen := at[p]; !seen {
				at[p] = len(out)
				c.entries["people:"+string(p)] = true
				out = append(out, document.Reader{ID: string(p), Name: c.say("reader", map[string]any{"Reader": c.word(c.shared.people[p].Reader)})})
			}
			r := &out[at[p]]
			r.To = append(r.To, link(c.word(a.Title), "#activity-"+string(a.ID)))
		}
	}
	return out
}

func (c *compiler) cookieSummary() []document.Card {
	c.at("summary")
	x := &c.dossier.Cookies
	cards := c.cards(x.Sections)
	var scope, what, choices []document.Line
	for _, v := range c.sites(c.scope()) {
		scope = append(scope, v.Line)
	}
	seen, mixed := map[notice.CookieCategory]int{}, map[notice.CookieCategory]bool{}
	for _, k := range x.Cookies {
		seen[k.Category]++
		mixed[k.Category] = mixed[k.Category] || k.Kind != "" && k.Kind != "cookie"
	}
	for _, name := range notice.CookieCategory("").Values() {
		cat, id := notice.CookieCategory(name), "category-count"
		if mixed[cat] {
			id = "category-entries"
		}
		if n := seen[cat]; n > 0 {
			what = append(what, plain(c.say(id, map[string]any{"Category": capital(c.say("category-"+name, nil)), "Count": n})))
		}
	}
	for _, t := range x.Choices {
		choices = append(choices, link(c.say("choice-"+string(t.Kind), nil), "#choice-"+string(t.ID)))
	}
	cards.add("scope", "scope", scope)
	cards.add("cookies", "cookies", what)
	cards.add("choices", "choices", choices)
	return cards.list
}

// first gives the first of some sections that the notice has.
func (c *compiler) first(ids ...string) string {
	for _, id := range ids {
		if slices.ContainsFunc(c.dossier.Privacy.Sections, func(s notice.Section) bool { return string(s.ID) == id }) {
			return id
		}
	}
	return ""
}

// deck builds the cards whose sections the notice has.
type deck struct {
	c        *compiler
	sections []notice.Section
	list     []document.Card
}

func (c *compiler) cards(sections []notice.Section) *deck { return &deck{c: c, sections: sections} }

func (d *deck) add(id, section string, items []document.Line) {
	has := slices.ContainsFunc(d.sections, func(s notice.Section) bool { return string(s.ID) == section })
	if len(items) == 0 || !has {
		return
	}
	card := document.Card{ID: id, Title: d.c.say("card-"+id, nil), Section: section, Items: items}
	if n := len(items) - cardItems; n > 0 {
		card.Items = items[:cardItems]
		card.More = d.c.say("more", map[string]any{"Count": n})
	}
	d.list = append(d.list, card)
}
