package compile

import (
	"cmp"

	"notis/internal/document"
	"notis/internal/notice"
)

// activities nests each activity under the one it belongs to.
func (c *compiler) activities(under notice.Ref) []document.Section {
	var out []document.Section
	for i := range c.dossier.Privacy.Activities {
		a := &c.dossier.Privacy.Activities[i]
		if a.Under != under {
			continue
		}
		s := c.activity(a)
		s.Sections = append(s.Sections, c.activities(notice.Ref(a.ID))...)
		out = append(out, s)
	}
	return out
}

func (c *compiler) activity(a *notice.Activity) document.Section {
	c.at("activities[%s]", a.ID)
	s := document.Section{ID: "activity-" + string(a.ID), Was: anchors("activity-", a.Was), Title: c.word(a.Title), Blocks: c.text(a.Text)}
	r := c.rows()
	r.add("people", c.people(a.People)...)
	r.text("purpose", a.Purpose)
	single := len(a.Parts) == 1 && a.Parts[0].Title.IsZero()
	if single {
		p := &a.Parts[0]
		s.Blocks = append(s.Blocks, c.text(p.Text)...)
		c.part(r, p)
	}
	c.after(r, a)
	s.Blocks = append(s.Blocks, r.block()...)
	if !single {
		for i := range a.Parts {
			p := &a.Parts[i]
			c.at("activities[%s].parts[%s]", a.ID, p.ID)
			r := c.rows()
			c.part(r, p)
			s.Sections = append(s.Sections, document.Section{
				ID: partAnchor(a, p), Title: c.word(p.Title),
				Blocks: append(c.text(p.Text), r.block()...),
			})
		}
	}
	return s
}

// partAnchor is where a part stands: the activity itself where it has no part
// of that name.
func partAnchor(a *notice.Activity, p *notice.Part) string {
	if len(a.Parts) == 1 && p.Title.IsZero() {
		return "activity-" + string(a.ID)
	}
	return "activity-" + string(a.ID) + "-" + cmp.Or(string(p.ID), "1")
}

// after adds what holds for the activity as a whole.
func (c *compiler) after(r *rows, a *notice.Activity) {
	var to []document.Value
	for i := range c.dossier.Privacy.Recipients {
		x := &c.dossier.Privacy.Recipients[i]
		for _, u := range x.Uses {
			if u.Activity == notice.Ref(a.ID) {
				to = append(to, document.Value{Line: link(c.name(x.Name), "#recipient-"+string(x.ID))})
				break
			}
		}
	}
	r.add("recipients", to...)
	r.add("requests", c.requests(a.Requests)...)
	var links []document.Value
	for _, l := range a.Links {
		links = append(links, c.outside(l))
	}
	r.add("links", links...)
}

func (c *compiler) requests(list []notice.Request) []document.Value {
	var out []document.Value
	for _, q := range list {
		v := c.value(q.Text)
		v.ID = "request-" + string(q.ID)
		out = append(out, v)
	}
	return out
}

// part adds what is stated of one set of data, in the order of GDPR article
// 13.
func (c *compiler) part(r *rows, p *notice.Part) {
	r.text("who", p.Who)
	r.text("when", p.When)
	c.modality(r, p.Modality)
	r.add("channels", c.channels(p.Channels)...)
	r.text("purpose", p.Purpose)
	r.add("data", c.data(p.Data)...)
	r.text("data-note", p.DataNote)
	r.add("bases", c.bases(p.Bases)...)
	r.add("origins", c.origins(p.Origins)...)
	r.add("provision", c.provision(p.Provision))
	r.add("retention", c.retention(p.Retention)...)
	r.add("withdrawal", c.withdrawal(p.Withdrawal))
	c.automated(r, p.Automated)
	r.add("claims", c.claims(p.Claims)...)
}

func (c *compiler) channels(list []notice.Channel) []document.Value {
	var out []document.Value
	for _, x := range list {
		out = append(out, document.Value{Line: plain(c.say("channel-"+string(x), nil)), Compact: true})
	}
	return out
}

// bases words each legal basis with its article as a badge, and below it the
// interest, the weighing and the acts.
func (c *compiler) bases(list []notice.Basis) []document.Value {
	var out []document.Value
	for _, b := range list {
		name := c.say("basis-"+string(b.Kind), nil)
		if b.Or != "" {
			name = c.say("or", map[string]any{"First": name, "Second": c.say("basis-"+string(b.Or), nil)})
		}
		r := c.rows()
		c.modality(r, b.Modality)
		r.text("for", b.For)
		r.text("condition", b.Condition)
		r.text("interest", b.Interest)
		r.text("assessment", b.Assessment)
		r.add("statutes", c.statutes(b.Statutes)...)
		if len(b.See) > 0 {
			r.plain("see", c.articles(b.See))
		}
		v := document.Value{Line: plain(capital(name)), Badge: c.article(b.Article)}
		v.More = append(c.text(b.Text), r.block()...)
		out = append(out, v)
	}
	return out
}

func (c *compiler) origins(list []notice.Origin) []document.Value {
	var out []document.Value
	for _, o := range list {
		v := c.modal(c.value(o.From), o.Modality)
		r := c.rows()
		r.text("when", o.When)
		r.add("data", c.data(o.Data)...)
		if o.Recipient != "" {
			r.add("see", document.Value{Line: link(c.recipient(o.Recipient), "#recipient-"+string(o.Recipient))})
		}
		r.add("public", c.stated(o.Public))
		v.More = append(v.More, r.block()...)
		out = append(out, v)
	}
	return out
}

func (c *compiler) recipient(id notice.Ref) string {
	for _, x := range c.dossier.Privacy.Recipients {
		if notice.Ref(x.ID) == id {
			return c.name(x.Name)
		}
	}
	return ""
}

func (c *compiler) provision(p notice.Provision) document.Value {
	if p.Kind == "" {
		return document.Value{}
	}
	v := c.modal(document.Value{Line: plain(c.say("provision-"+string(p.Kind), nil))}, p.Modality)
	r := c.rows()
	r.text("who", p.Who)
	r.text("consequence", p.Consequence)
	v.More = append(c.text(p.Text), r.block()...)
	return v
}

// retention words how long: the period as exactly as stated, or what decides
// it, and below what is stated of it.
func (c *compiler) retention(list []notice.Retention) []document.Value {
	var out []document.Value
	for _, t := range list {
		r := c.rows()
		r.add("covers", c.data(t.Data)...)
		r.text("case", t.When)
		var v document.Value
		switch {
		case t.Period != "":
			v = c.periodFrom(t.Period, t.Qualifier, t.From, r)
			r.text("criterion", t.Criterion)
		default:
			v = c.value(t.Criterion)
			r.text("from", t.From)
		}
		if t.Then != "" {
			r.add("then", c.modal(document.Value{Line: plain(c.say("then-"+string(t.Then), nil))}, t.Modality))
		}
		r.text("reason", t.For)
		r.text("except", t.Except)
		r.add("bases", c.bases(t.Bases)...)
		r.add("statutes", c.statutes(t.Statutes)...)
		v.More = append(append(v.More, c.text(t.Text)...), r.block()...)
		out = append(out, v)
	}
	return out
}

func (c *compiler) withdrawal(w notice.Withdrawal) document.Value {
	v := c.value(w.Text)
	v.Badge = c.articles(w.Articles)
	return v
}

func (c *compiler) automated(r *rows, a notice.Automated) {
	v := c.value(a.Text)
	v.Badge = c.articles(a.Articles)
	r.add("automated", v)
	r.add("decisions", c.stated(a.Decisions))
	r.add("profiling", c.stated(a.Profiling))
}

func (c *compiler) claims(list []notice.Claim) []document.Value {
	var out []document.Value
	for _, x := range list {
		out = append(out, c.value(x.Text))
	}
	return out
}

func anchors(prefix string, was []notice.ID) []string {
	var out []string
	for _, w := range was {
		out = append(out, prefix+string(w))
	}
	return out
}
