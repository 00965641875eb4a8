package compile

import (
	"strconv"

	"notis/internal/document"
	"notis/internal/notice"
)

// recipients is one table, a row a use: who and as what, which data, what for
// and when. A column nobody states anything for is left out.
func (c *compiler) recipients(list []notice.Recipient) []document.Block {
	if len(list) == 0 {
		return nil
	}
	t := c.table("recipients", []string{"recipient", "data", "purpose", "condition"})
	for _, x := range list {
		c.at("recipients[%s]", x.ID)
		for i, u := range x.Uses {
			row := document.TableRow{ID: "recipient-" + string(x.ID), Was: anchors("recipient-", x.Was)}
			who := document.Value{Line: plain(capital(c.name(x.Name)))}
			r := c.rows()
			r.plain("role", c.say("role-"+string(u.Role), nil))
			c.modality(r, u.Modality)
			if i == 0 {
				who.More = c.text(x.Text)
				c.who(r, &x)
			} else { // the first row has told who it is
				row.ID, row.Was = row.ID+"-"+strconv.Itoa(i+1), nil
			}
			r.add("activity", c.toActivity(u.Activity))
			who.More = append(who.More, r.block()...)
			row.Cells = []document.Cell{cell(who), {Values: c.data(u.Data)}, cell(c.value(u.Purpose)), cell(c.value(u.Condition))}
			t.Rows = append(t.Rows, row)
		}
	}
	return []document.Block{{Kind: document.Grid, Table: trim(t)}}
}

func cell(v document.Value) document.Cell {
	if v.Line == nil && v.More == nil {
		return document.Cell{}
	}
	return document.Cell{Values: []document.Value{v}}
}

// who adds what is stated of a recipient itself.
func (c *compiler) who(r *rows, x *notice.Recipient) {
	var products []document.Value
	for _, p := range x.Products {
		products = append(products, document.Value{Line: plain(p), Compact: true})
	}
	r.add("products", products...)
	r.text("place", x.Place)
	r.text("safeguard", x.Safeguard)
	if x.Chosen {
		r.plain("chosen", c.say("chosen", nil))
	}
	if x.URL != "" {
		r.add("notice", document.Value{Line: link(string(x.URL), string(x.URL))})
	}
}

func (c *compiler) toActivity(id notice.Ref) document.Value {
	for i := range c.dossier.Privacy.Activities {
		if a := &c.dossier.Privacy.Activities[i]; notice.Ref(a.ID) == id {
			return document.Value{Line: link(c.word(a.Title), "#activity-"+string(a.ID))}
		}
	}
	return document.Value{}
}

func (c *compiler) table(name string, keys []string) *document.Table {
	t := &document.Table{Caption: c.say("caption-"+name, nil)}
	for _, k := range keys {
		t.Columns = append(t.Columns, document.Column{Key: k, Title: c.say("column-"+k, nil)})
	}
	return t
}

// trim takes out the columns that are empty in every row.
func trim(t *document.Table) *document.Table {
	out := &document.Table{Caption: t.Caption}
	rows := make([]document.TableRow, len(t.Rows))
	for i, r := range t.Rows {
		rows[i] = document.TableRow{ID: r.ID, Was: r.Was}
	}
	for col, column := range t.Columns {
		used := false
		for _, r := range t.Rows {
			used = used || len(r.Cells[col].Values) > 0
		}
		if !used {
			continue
		}
		out.Columns = append(out.Columns, column)
		for i, r := range t.Rows {
			rows[i].Cells = append(rows[i].Cells, r.Cells[col])
		}
	}
	out.Rows = rows
	return out
}

func (c *compiler) disclosures(list []notice.Disclosure) []document.Block {
	r := c.rows()
	for _, d := range list {
		c.at("disclosures[%s]", d.ID)
		v := c.value(d.Text)
		v.ID = "disclosure-" + string(d.ID)
		in := c.rows()
		c.modality(in, d.Modality)
		var conditions, to []document.Value
		for _, t := range d.Conditions {
			conditions = append(conditions, c.value(t))
		}
		in.add("conditions", conditions...)
		for _, id := range d.Recipients {
			to = append(to, document.Value{Line: link(c.recipient(id), "#recipient-"+string(id))})
		}
		in.add("recipients", to...)
		v.More = append(v.More, in.block()...)
		r.list = append(r.list, document.Row{Key: "disclosure", Label: c.say("occasion-"+string(d.Occasion), nil), Values: []document.Value{v}})
	}
	return r.block()
}

func (c *compiler) transfers(t notice.Transfers) []document.Block {
	r := c.rows()
	for _, x := range t.Statements {
		c.at("transfers.statements[%s]", x.ID)
		v := c.value(x.Text)
		v.ID = "transfer-" + string(x.ID)
		in := c.rows()
		var countries []document.Value
		for _, l := range x.Countries {
			countries = append(countries, document.Value{Line: plain(c.country(l)), Compact: true})
		}
		in.add("countries", countries...)
		v.More = append(v.More, in.block()...)
		r.list = append(r.list, document.Row{Key: "transfer", Label: c.say("transfer-"+string(x.Kind), nil), Values: []document.Value{v}})
	}
	for _, m := range t.Mechanisms {
		c.at("transfers.mechanisms[%s]", m.ID)
		v := c.value(m.Text)
		v.ID, v.Badge = "mechanism-"+string(m.ID), c.article(m.Article)
		in := c.rows()
		in.text("condition", m.Condition)
		v.More = append(v.More, in.block()...)
		r.list = append(r.list, document.Row{Key: "mechanism", Label: c.say("mechanism-"+string(m.Kind), nil), Values: []document.Value{v}})
	}
	c.at("transfers.ask")
	r.text("ask", t.Ask)
	return r.block()
}
