package compile

import (
	"notis/internal/document"
	"notis/internal/notice"
)

// cookies lays the sections of the declaration out in the brand's order.
func (c *compiler) cookies() {
	x := &c.dossier.Cookies
	c.doc.Summary = c.cookieSummary()
	for _, s := range x.Sections {
		c.at("sections[%s]", s.ID)
		out := c.section(s)
		r := c.rows()
		var blocks []document.Block
		switch s.ID {
		case "definitions":
			blocks = c.definitions(x.Definitions)
		case "scope":
			r.add("scope", c.sites(c.scope())...)
		case "cookies":
			blocks = c.cookieList()
		case "uses":
			blocks = c.uses(x.Uses)
		case "technologies":
			blocks = c.technologies(x.Technologies)
		case "choices":
			blocks = c.choices(x.Choices)
		case "bases":
			r.add("bases", c.bases(x.Bases)...)
		case "retention":
			r.add("retention", c.retention(x.Retention)...)
		case "claims":
			blocks = c.claimList(x.Claims)
		}
		out.Blocks = append(append(out.Blocks, blocks...), r.block()...)
		c.doc.Sections = append(c.doc.Sections, out)
	}
}

// scope lists the sites and apps that the declaration is about.
func (c *compiler) scope() []notice.Site {
	var out []notice.Site
	for _, id := range c.dossier.Cookies.Scope {
		for _, s := range c.dossier.Brand.Sites {
			if notice.Ref(s.ID) == id {
				out = append(out, s)
			}
		}
	}
	return out
}

// cookieList is what is known of the list, and the list.
func (c *compiler) cookieList() []document.Block {
	x := &c.dossier.Cookies
	c.at("list")
	out := c.text(x.List.Text)
	if x.List.Published != "yes" {
		out = append(out, paragraph(c.say("cookie-list-"+string(x.List.Published), map[string]any{"Brand": c.dossier.Brand.Name})))
	}
	if x.List.Count > 0 {
		out = append(out, paragraph(c.say("cookie-count", map[string]any{"Count": int(x.List.Count)})))
	}
	if len(x.Cookies) == 0 {
		return out
	}
	t := c.table("cookies", []string{"cookie", "provider", "category", "cookie-purpose", "duration"})
	for _, k := range x.Cookies {
		c.at("cookies[%s]", k.ID)
		t.Rows = append(t.Rows, c.cookie(k))
	}
	return append(out, document.Block{Kind: document.Grid, Table: t})
}

// cookie is one row; what the company does not state is said not to be.
func (c *compiler) cookie(k notice.Cookie) document.TableRow {
	name := document.Value{Line: document.Line{{Text: k.Name, Code: true}}}
	if k.Kind != "" && k.Kind != "cookie" {
		name.Line = append(name.Line, document.Run{Text: " (" + c.say("cookie-"+string(k.Kind), nil) + ")"})
	}
	provider, purpose, duration := c.notStated(), c.notStated(), c.notStated()
	if k.Provider != "" {
		provider = document.Value{Line: plain(k.Provider)}
	}
	if !k.Purpose.IsZero() {
		purpose = c.value(k.Purpose)
	}
	if k.Duration != "" {
		r := c.rows()
		duration = c.periodFrom(k.Duration, "", k.From, r)
		duration.More = r.block()
	}
	category := document.Value{Line: plain(c.say("category-"+string(k.Category), nil))}
	return document.TableRow{
		ID: "cookie-" + string(k.ID), Was: anchors("cookie-", k.Was),
		Cells: []document.Cell{cell(name), cell(provider), cell(category), cell(purpose), cell(duration)},
	}
}

func paragraph(s string) document.Block {
	return document.Block{Kind: document.Paragraph, Line: plain(s)}
}

func (c *compiler) uses(uses []notice.CookieUse) []document.Block {
	r := c.rows()
	for _, u := range uses {
		v := c.value(u.Text)
		in := c.rows()
		in.text("choice", u.Choice)
		v.More = append(v.More, in.block()...)
		r.list = append(r.list, document.Row{Key: "use", Label: c.say("category-"+string(u.Category), nil), Values: []document.Value{v}})
	}
	return r.block()
}

func (c *compiler) technologies(list []notice.Technology) []document.Block {
	r := c.rows()
	for _, t := range list {
		c.at("technologies[%s]", t.ID)
		v := c.value(t.Text)
		v.ID = "technology-" + string(t.ID)
		in := c.rows()
		in.plain("provider", t.Provider)
		in.add("data", c.data(t.Data)...)
		in.text("purpose", t.Purpose)
		v.More = append(v.More, in.block()...)
		r.list = append(r.list, document.Row{Key: "technology", Label: capital(c.name(t.Name)), Values: []document.Value{v}})
	}
	return r.block()
}

func (c *compiler) choices(list []notice.Choice) []document.Block {
	r := c.rows()
	for _, x := range list {
		c.at("choices[%s]", x.ID)
		v := c.value(x.Text)
		v.ID = "choice-" + string(x.ID)
		in := c.rows()
		in.text("effect", x.Consequence)
		v.More = append(v.More, in.block()...)
		r.list = append(r.list, document.Row{Key: "choice", Label: c.say("choice-"+string(x.Kind), nil), Values: []document.Value{v}})
	}
	return r.block()
}
