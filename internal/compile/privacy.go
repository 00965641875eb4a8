package compile

import (
	"strconv"

	"notis/internal/document"
	"notis/internal/notice"
)

// privacy lays the sections out in the brand's order.
func (c *compiler) privacy() {
	p := &c.dossier.Privacy
	c.doc.Summary = c.privacySummary()
	c.doc.Readers = c.readers()
	for _, s := range p.Sections {
		c.at("sections[%s]", s.ID)
		out := c.section(s)
		switch s.ID {
		case "activities":
			out.Sections = c.activities("")
		case "controller":
			out.Blocks = append(out.Blocks, c.controller()...)
		case "definitions":
			out.Blocks = append(out.Blocks, c.definitions(p.Definitions)...)
		case "recipients":
			out.Blocks = append(out.Blocks, c.recipients(p.Recipients)...)
		case "disclosures":
			out.Blocks = append(out.Blocks, c.disclosures(p.Disclosures)...)
		case "transfers":
			out.Blocks = append(out.Blocks, c.transfers(p.Transfers)...)
		case "rights":
			out.Blocks = append(out.Blocks, c.rights(p.Rights)...)
		case "complaint":
			out.Blocks = append(out.Blocks, c.complaint(p.Complaint)...)
		case "changes":
			out.Blocks = append(out.Blocks, c.changes(p.Changes)...)
		default:
			out.Blocks = append(out.Blocks, c.shortSection(s.ID)...)
		}
		c.doc.Sections = append(c.doc.Sections, out)
	}
}

// section opens a section with its own text. A section that shows facts has a
// heading of its own unless the brand gives one.
func (c *compiler) section(s notice.Section) document.Section {
	title := c.word(s.Title)
	if title == "" {
		title = c.say("section-"+string(s.ID), nil)
	}
	return document.Section{ID: string(s.ID), Was: anchors("", s.Was), Title: title, Blocks: c.text(s.Text)}
}

// shortSection lays out the facts of the sections that are one list.
func (c *compiler) shortSection(id notice.ID) []document.Block {
	p := &c.dossier.Privacy
	r := c.rows()
	switch id {
	case "bases":
		r.add("bases", c.bases(p.Bases)...)
	case "origins":
		r.add("origins", c.origins(p.Origins)...)
	case "retention":
		r.add("retention", c.retention(p.Retention)...)
	case "automated":
		c.automated(r, p.Automated)
	case "children":
		r.text("children", p.Children.Text)
		if p.Children.Age > 0 {
			r.plain("age", c.say("age", map[string]any{"Count": int(p.Children.Age)}))
		}
	case "promises":
		return c.promises(p.Promises)
	case "security":
		return list(len(p.Security), func(i int) (string, []document.Block) {
			return "measure-" + string(p.Security[i].ID), c.text(p.Security[i].Text)
		})
	case "requests":
		return list(len(p.Requests), func(i int) (string, []document.Block) {
			return "request-" + string(p.Requests[i].ID), c.text(p.Requests[i].Text)
		})
	case "licences":
		return list(len(p.Licences), func(i int) (string, []document.Block) {
			return "licence-" + string(p.Licences[i].ID), c.text(p.Licences[i].Text)
		})
	case "links":
		return list(len(p.Links), func(i int) (string, []document.Block) {
			v := c.outside(p.Links[i])
			return "", append([]document.Block{{Kind: document.Paragraph, Line: v.Line}}, v.More...)
		})
	case "claims":
		return c.claimList(p.Claims)
	}
	return r.block()
}

func (c *compiler) claimList(claims []notice.Claim) []document.Block {
	return list(len(claims), func(i int) (string, []document.Block) { return "", c.text(claims[i].Text) })
}

// list makes n entries a list; the first block of an entry carries its anchor.
func list(n int, entry func(int) (string, []document.Block)) []document.Block {
	if n == 0 {
		return nil
	}
	b := document.Block{Kind: document.List}
	for i := range n {
		id, blocks := entry(i)
		if id != "" && len(blocks) > 0 {
			blocks[0].ID = id
		}
		b.Items = append(b.Items, blocks)
	}
	return []document.Block{b}
}

func (c *compiler) definitions(defs []notice.Definition) []document.Block {
	r := c.rows()
	for _, d := range defs {
		v := c.value(d.Text)
		v.ID = "term-" + string(d.ID)
		r.list = append(r.list, document.Row{Key: "definition", Label: c.value(d.Term).Line.Plain(), Values: []document.Value{v}})
	}
	return r.block()
}

// controller presents the legal person and the ways to reach it.
func (c *compiler) controller() []document.Block {
	b := &c.dossier.Brand
	r := c.rows()
	r.plain("entity", b.Entity.Name)
	r.plain("number", string(b.Entity.Number))
	if b.Entity.Country != "" {
		r.plain("country", c.country(b.Entity.Country))
	}
	r.text("by", b.Entity.By)
	var names []document.Value
	for _, t := range b.TradeNames {
		names = append(names, document.Value{Line: plain(t.Name), More: c.text(t.Text)})
	}
	r.add("trade-names", names...)
	for i := range b.Contacts {
		x := &b.Contacts[i]
		v := c.contact(x)
		v.ID = "contact-" + string(x.ID)
		r.list = append(r.list, document.Row{Key: "contact", Label: c.say("contact-"+string(x.Channel), nil), Values: []document.Value{v}})
	}
	c.officer(r)
	r.add("sites", c.sites(b.Sites)...)
	return r.block()
}

// officer says whether an officer is appointed, as stated, and how to reach
// the officer.
func (c *compiler) officer(r *rows) {
	o := &c.dossier.Brand.DPO
	v := c.stated(o.Appointed)
	if o.Appointed == "not-stated" {
		v = c.notStated()
	}
	in := c.rows()
	if o.Contact != "" {
		in.add("contacts", document.Value{Line: link(c.contactName(o.Contact), "#contact-"+string(o.Contact))})
	}
	v.More = append(c.text(o.Text), in.block()...)
	r.add("dpo", v)
}

func (c *compiler) sites(sites []notice.Site) []document.Value {
	var out []document.Value
	for _, s := range sites {
		v := document.Value{Line: link(c.name(s.Name), string(s.URL))}
		if s.Kind != "site" {
			v.Line = append(v.Line, document.Run{Text: " (" + c.say("site-"+string(s.Kind), nil) + ")"})
		}
		out = append(out, v)
	}
	return out
}

// contact is one way to reach the company, as a link where it can be one.
func (c *compiler) contact(x *notice.Contact) document.Value {
	var lines []document.Line
	if x.Email != "" {
		lines = append(lines, link(string(x.Email), "mailto:"+string(x.Email)))
	}
	if x.Phone != "" {
		lines = append(lines, link(string(x.Phone), telephone(x.Phone)))
	}
	if x.Address != "" {
		lines = append(lines, plain(x.Address))
	}
	if x.URL != "" {
		lines = append(lines, link(string(x.URL), string(x.URL)))
	}
	if len(lines) == 0 {
		return c.value(x.Text)
	}
	v := document.Value{Line: lines[0]}
	for _, l := range lines[1:] {
		v.More = append(v.More, document.Block{Kind: document.Paragraph, Line: l})
	}
	v.More = append(v.More, c.text(x.Text)...)
	return v
}

func telephone(p notice.Phone) string {
	digits := []byte("tel:")
	for i := range len(p) {
		if p[i] != ' ' {
			digits = append(digits, p[i])
		}
	}
	return string(digits)
}

// contactName is what a contact is shown as where it is referred to.
func (c *compiler) contactName(id notice.Ref) string {
	for i := range c.dossier.Brand.Contacts {
		if x := &c.dossier.Brand.Contacts[i]; notice.Ref(x.ID) == id {
			return c.contact(x).Line.Plain()
		}
	}
	return ""
}

func (c *compiler) promises(promises []notice.Promise) []document.Block {
	r := c.rows()
	for _, p := range promises {
		c.at("promises[%s]", p.ID)
		v := c.value(p.Text)
		v.ID = "promise-" + string(p.ID)
		in := c.rows()
		in.text("condition", p.Condition)
		c.deadline(in, p.Deadline)
		v.More = append(v.More, in.block()...)
		r.list = append(r.list, document.Row{Key: "promise", Label: c.say("promise-"+string(p.Kind), nil), Values: []document.Value{v}})
	}
	return r.block()
}

// deadline words a time limit, what it runs from, and what happens when it is
// passed.
func (c *compiler) deadline(r *rows, d notice.Deadline) {
	if d.Period == "" {
		return
	}
	v := c.periodFrom(d.Period, "at-latest", d.From, r)
	v.More = append(v.More, c.text(d.Text)...)
	r.add("deadline", v)
	r.text("late", d.Late)
}

func (c *compiler) rights(x notice.Rights) []document.Block {
	how := c.rows()
	how.text("how", x.How)
	var contacts []document.Value
	for _, id := range x.Contacts {
		contacts = append(contacts, document.Value{Line: link(c.contactName(id), "#contact-"+string(id))})
	}
	how.add("contacts", contacts...)
	c.at("rights.deadline")
	c.deadline(how, x.Deadline)
	how.text("identity", x.Identity)
	r := c.rows()
	seen := map[notice.RightKind]int{}
	for _, t := range x.List {
		c.at("rights.list[%s]", t.Kind)
		v := c.value(t.Text)
		v.ID, v.Badge = "right-"+string(t.Kind), c.articles(t.Articles)
		if seen[t.Kind]++; seen[t.Kind] > 1 {
			v.ID += "-" + strconv.Itoa(seen[t.Kind])
		}
		in := c.rows()
		in.text("except", t.Except)
		in.text("how", t.How)
		c.deadline(in, t.Deadline)
		v.More = append(v.More, in.block()...)
		r.list = append(r.list, document.Row{Key: "right", Label: c.say("right-"+string(t.Kind), nil), Values: []document.Value{v}})
	}
	out := append(r.block(), how.block()...)
	if !x.More.Name.IsZero() {
		v := c.outside(x.More)
		out = append(out, document.Block{Kind: document.Paragraph, Line: v.Line})
		out = append(out, v.More...)
	}
	return out
}

func (c *compiler) complaint(x notice.Complaint) []document.Block {
	out := c.text(x.Text)
	r := c.rows()
	r.text("first", x.First)
	r.add("authority", document.Value{Line: link(x.Authority.In(c.lang), string(x.URL)), More: c.text(x.More)})
	return append(out, r.block()...)
}

func (c *compiler) changes(x notice.Changes) []document.Block {
	out := c.text(x.Text)
	r := c.rows()
	r.text("notified", x.Notified)
	r.text("found", x.Found)
	return append(out, r.block()...)
}
