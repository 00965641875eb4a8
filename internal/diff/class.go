package diff

import (
	"slices"
	"strings"

	"notis/internal/facts"
	"notis/internal/notice"
)

// The rules below follow the Guidelines on transparency (WP260 rev.01),
// paragraphs 29 to 31: a change of purpose, of the controller's identity or of
// how rights are used is always to be communicated, corrections of spelling
// and style are not. The rest is our reading of the same test, the impact on
// people and how surprising the change is; in doubt one class up.

// judge gives the change its nature and its class.
func (c *Change) judge(a, b *facts.Node) {
	c.Nature = notice.NatureDisclosure
	switch {
	case c.Op == Moved:
		c.Nature, c.Class = notice.NatureWording, notice.Editorial
		return
	case c.Op == Renamed && c.last().Key == "id", c.within("Activity", "was"), c.last().Key == "was":
		c.Nature, c.Class = notice.NatureWording, notice.Editorial
		return
	case c.Op == Changed && c.To.Refers != "" && c.same(b):
		// The id is another, what it stands for is not.
		c.Nature, c.Class = notice.NatureWording, notice.Editorial
		return
	case c.wording():
		c.Nature, c.Least = notice.NatureWording, c.floor()
		return
	}
	c.Class = c.factual(a, b)
}

// same tells whether a reference leads where it led before, to an entry whose
// id is new.
func (c *Change) same(b *facts.Node) bool {
	e := b.At(facts.Places(c.To.Refers)...).Entry(c.To.Value)
	return e != nil && slices.Contains(e.Was, c.From.Value)
}

func (c *Change) last() Step { return c.Path[len(c.Path)-1] }

// owner is the type of the group or the entry that holds the fact.
func (c *Change) owner() string { return c.Within[len(c.Within)-1].Type }

// node is the fact as it stands, or as it stood.
func (c *Change) node() *facts.Node {
	if c.To != nil {
		return c.To
	}
	return c.From
}

// within tells whether the fact is the key of an owner.
func (c *Change) within(owner, key string) bool { return c.owner() == owner && c.last().Key == key }

// under tells whether the fact lies below one of the keys of the notice.
func (c *Change) under(keys ...string) bool {
	return len(c.Path) > 1 && slices.Contains(keys, c.Path[1].Key)
}

// wording tells whether only words changed, so that nobody can tell from the
// facts what it means. A place is wording by its form and a fact by what hangs
// on it: whether data leaves the EEA.
func (c *Change) wording() bool {
	if c.Op != Changed && c.Op != Renamed || c.last().Key == "place" {
		return false
	}
	if c.From.Kind == facts.Phrase || c.To.Kind == facts.Phrase {
		return true
	}
	return c.Op == Renamed && c.owner() != "Recipient" && c.owner() != "Cookie"
}

// floor is the least that a change of words can be called: never editorial
// where it concerns rights, complaints or transfers.
func (c *Change) floor() notice.Class {
	section := c.Path[min(1, len(c.Path)-1)]
	if c.under("rights", "complaint", "transfers", "choices") || c.owner() == "Withdrawal" ||
		section.Key == "sections" && slices.Contains([]string{"rights", "complaint", "transfers", "choices"}, section.ID) {
		return notice.Relevant
	}
	return ""
}

// factual gives a change of facts its class.
func (c *Change) factual(a, b *facts.Node) notice.Class {
	switch {
	case c.material(a, b):
		return notice.Material
	case c.editorial():
		return notice.Editorial
	}
	return notice.Relevant
}

// editorial are facts that nothing hangs on for the reader: when a text was
// read, where a link leads, which articles are named beside the right one.
func (c *Change) editorial() bool {
	key, owner := c.last().Key, c.owner()
	switch {
	case c.under("source"):
		return true
	case c.Path[0].Key == "shared":
		return key != "sensitivity" || c.Op == Removed
	case owner == "Brand":
		return key == "name" || key == "approval"
	case owner == "Approval", owner == "Definition":
		return true
	case key == "url":
		return owner == "Recipient" || owner == "Link" || owner == "Complaint" || owner == "Site"
	}
	return key == "see" || key == "under" || key == "data_note" || key == "lovdata"
}

// material are the changes of class A: purposes, the controller, wider
// recipients, transfers and their grounds, legal bases, sensitive data, longer
// storage, profiling and automated decisions, joint controllers.
func (c *Change) material(a, b *facts.Node) bool {
	key, owner, n := c.last().Key, c.owner(), c.node()
	switch {
	case owner == "Entity":
		return key != "by"
	case owner == "Brand" && key == "name":
		return b.At("brand", "entity", "name") == nil // then it is all that says who the controller is
	case owner == "DataCategory":
		return true
	case n.Type == "Activity", n.Type == "Part", n.Type == "Technology", n.Type == "CookieUse", n.Type == "Disclosure":
		return c.Op == Added && c.last().Index >= 0
	case key == "purpose":
		return c.Op == Added && (owner == "Activity" || owner == "Part" || owner == "Use")
	case n.Type == "Basis" && c.last().Index >= 0, owner == "Basis" && (key == "kind" || key == "or" || key == "article"):
		return true
	case owner == "Part" && key == "data", owner == "Use" && key == "data", owner == "Technology" && key == "data":
		return c.Op == Added && sensitive(n, b)
	case owner == "Retention" || n.Type == "Retention", owner == "Cookie" && key == "duration":
		return c.longer()
	case n.Type == "Recipient" && c.last().Index >= 0:
		return c.Op == Added && (joint(n) || tender(n, b) || !replaces(n, a, b))
	case key == "role":
		return n.Value == "joint-controller" || n.Value == "controller"
	case n.Type == "Use":
		return c.Op == Added && (n.Word("role") == "controller" || joint(n) || tender(n, b))
	case owner == "Recipient" && (key == "place" || key == "safeguard"):
		return key == "place" && c.Op != Removed || key == "safeguard" && c.Op == Removed
	case c.under("transfers"):
		return c.transfer()
	case key == "decisions", key == "profiling":
		return c.To != nil && c.To.Value == "yes"
	case n.Type == "Cookie" && c.last().Index >= 0:
		return c.Op == Added && !accepted(n, a)
	case owner == "Cookie" && key == "category":
		return true
	}
	return false
}

// transfer: a transfer that was not stated, or a ground that is gone.
func (c *Change) transfer() bool {
	n, key := c.node(), c.last().Key
	switch {
	case n.Type == "Mechanism":
		return c.Op == Removed
	case c.owner() == "Mechanism" && key == "kind":
		return c.Op == Changed
	case n.Type == "Transfer":
		return c.Op == Added && (n.Word("kind") == "yes" || n.Word("kind") == "can")
	case c.owner() == "Transfer" && key == "kind":
		return c.To != nil && (c.To.Value == "yes" || c.To.Value == "can")
	}
	return key == "countries" && c.Op == Added
}

// longer tells whether data may be stored longer than was said.
func (c *Change) longer() bool {
	switch {
	case c.node().Type == "Retention":
		// Beside another period, a new one can only mean that some of the data
		// is stored longer, or that nobody can tell.
		return c.Op == Removed || c.beside()
	case c.last().Key == "period":
		return c.Op != Changed || span(c.To.Value) > span(c.From.Value)
	case c.last().Key == "duration":
		return c.Op == Removed || c.Op == Changed && span(c.To.Value) > span(c.From.Value)
	case c.last().Key == "qualifier":
		return c.Op != Removed && (c.To.Value == "about" || c.To.Value == "normally" || c.To.Value == "at-least")
	case c.last().Key == "then":
		return c.Op == Removed
	}
	return c.last().Key == "except" && c.Op == Added
}

// beside tells whether the list that the entry came to held others before.
func (c *Change) beside() bool {
	around := c.Within[len(c.Within)-1]
	list, ok := around.Field(c.last().Key)
	return ok && len(list.Nodes) > 1
}

// tender tells whether an entry holds data that the law treats apart.
func tender(n, root *facts.Node) bool {
	if n.Type == "Datum" && sensitive(n, root) {
		return true
	}
	return slices.ContainsFunc(n.Nodes, func(in facts.Node) bool { return tender(&in, root) })
}

// span is a length of time in seconds, a month being 30 days and a year 365:
// good enough to tell the longer of two.
func span(s string) int {
	seconds := map[notice.Unit]int{
		notice.Years: 365 * 86400, notice.Months: 30 * 86400, notice.Weeks: 7 * 86400, notice.Days: 86400,
		notice.Hours: 3600, notice.Minutes: 60, notice.Seconds: 1,
	}
	total := 0
	for _, a := range notice.Duration(s).Amounts() {
		total += a.Count * seconds[a.Unit]
	}
	return total
}

// sensitive tells whether a kind of data is one that the law treats apart.
func sensitive(n, root *facts.Node) bool {
	e := root.At("shared", "data").Entry(n.Value)
	return n.Kind == facts.Leaf && e != nil && e.Word("sensitivity") != ""
}

// joint tells whether a recipient, or one of its uses, is a joint controller.
func joint(n *facts.Node) bool {
	if n.Word("role") == "joint-controller" {
		return true
	}
	uses, ok := n.Field("uses")
	return ok && slices.ContainsFunc(uses.Nodes, func(u facts.Node) bool { return joint(&u) })
}

// replaces tells whether a new recipient takes the place of one that is gone,
// in the same role and place: who receives has changed, what kind of recipient
// has not. One that is gone makes room for one.
func replaces(n, a, b *facts.Node) bool {
	before, after := a.At("privacy", "recipients"), b.At("privacy", "recipients")
	if before == nil || after == nil || !strings.Contains(roles(n), "processor") {
		return false
	}
	alike := func(x *facts.Node) bool { return roles(x) == roles(n) && place(x) == place(n) }
	room := 0
	for i := range before.Nodes {
		gone := &before.Nodes[i]
		still := slices.ContainsFunc(after.Nodes, func(x facts.Node) bool { return x.ID == gone.ID || slices.Contains(x.Was, gone.ID) })
		if !still && alike(gone) {
			room++
		}
	}
	for i := range after.Nodes {
		x := &after.Nodes[i]
		if x.ID == n.ID {
			return room > 0
		}
		known := slices.ContainsFunc(before.Nodes, func(y facts.Node) bool { return y.ID == x.ID || slices.Contains(x.Was, y.ID) })
		if !known && alike(x) {
			room--
		}
	}
	return false
}

func roles(n *facts.Node) string {
	uses, ok := n.Field("uses")
	if !ok {
		return ""
	}
	var list []string
	for i := range uses.Nodes {
		list = append(list, uses.Nodes[i].Word("role"))
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}

func place(n *facts.Node) notice.Text {
	if in, ok := n.Field("place"); ok {
		return in.Text
	}
	return notice.Text{}
}

// accepted tells whether the older version had cookies of the category.
func accepted(n, a *facts.Node) bool {
	list := a.At("cookies", "cookies")
	return list != nil && slices.ContainsFunc(list.Nodes, func(x facts.Node) bool { return x.Word("category") == n.Word("category") })
}

// Overall is the class of a version: the highest of its changes. Undecided
// tells that some changes are of words alone, and that a person has to say
// what they are.
func Overall(changes []Change) (class notice.Class, undecided bool) {
	for i := range changes {
		c := &changes[i]
		undecided = undecided || c.Class == ""
		for _, x := range []notice.Class{c.Class, c.Least} {
			if x.Rank() > class.Rank() {
				class = x
			}
		}
	}
	return class, undecided
}

// practical tells whether a fact can be something the company does. A heading,
// a reference to the law or an argument is something the notice says.
func (c *Change) practical() bool {
	if c.last().Key == "name" && (c.owner() == "Recipient" || c.owner() == "Cookie") {
		return true // another name may be another company
	}
	switch c.last().Key {
	case "title", "name", "term", "article", "articles", "see", "statutes", "interest", "assessment", "text", "url":
		return c.last().Index >= 0 && c.node().Kind == facts.Table && c.node().Type != "Statute"
	}
	return true
}

// Declare marks the changes at or below the places as changes of what the
// company does. It gives the places that no change is at.
func Declare(changes []Change, places []string) (unknown []string) {
	for _, p := range places {
		found := false
		for i := range changes {
			at := changes[i].Place()
			if rest, ok := strings.CutPrefix(at, p); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
				found = true
				if changes[i].Nature == notice.NatureDisclosure && changes[i].practical() {
					changes[i].Nature = notice.NaturePractice
				}
			}
		}
		if !found {
			unknown = append(unknown, p)
		}
	}
	return unknown
}
