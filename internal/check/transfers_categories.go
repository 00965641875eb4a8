package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

var (
	// openNames end or begin a list of recipients that nobody can tell the end
	// of; "andre selskaper som …" only says that it is not the company itself.
	openNames  = compiled(`(?i)(^|[^\p{L}])(andre|lignende|med mer|m\.m\.|mv\.|o\.l\.|blant annet)([^\p{L}]|$)`)
	otherThan  = compiled(`(?i)^andre (selskaper|virksomheter|foretak|aktører|leverandører) som `)
	openListed = compiled(`(?i)(^|[^\p{L}])(blant de typiske|typiske|blant annet|for eksempel|som disse|lignende|med mer|mv\.)([^\p{L}]|$)`)
)

// category is a recipient without a name.
type category struct {
	i     int
	r     *notice.Recipient
	lacks string
	// kinds are the categories that it says it holds, and that lack the same.
	kinds []notice.Text
}

// recipientsNamed wants recipients by name, or else what they do and where.
func recipientsNamed(c *Case) []Finding {
	var out []Finding
	var list []*category
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		switch {
		case r.Chosen || isThing(r) || transfersOnly(r, "authority", "acquirer") || inTransaction(c, r):
		case r.Name.Proper != "":
			if f, ok := productFinding(c, i, r); ok {
				out = append(out, f)
			}
		case openNames.MatchString(otherThan.ReplaceAllString(r.Name.NB, "")):
			out = append(out, Finding{At: fmt.Sprintf("recipients[%d].name", i), Message: "wp260-recipients-named-open", Args: map[string]any{"Name": consName(r)}})
		default:
			if lacks := transfersLacks(r); lacks != "" && !linksNamed(c, r) {
				list = append(list, &category{i: i, r: r, lacks: lacks})
			}
		}
	}
	for _, k := range foldCategories(list) {
		out = append(out, k.finding(c))
	}
	return out
}

// foldCategories leaves out the categories that another one says it holds, and
// those that are only called processors where others of them tell more: it is
// one sentence to mend.
func foldCategories(list []*category) []*category {
	held := map[*category]bool{}
	for _, k := range list {
		for _, x := range list {
			if x != k && !held[k] && strings.Contains(k.r.Text.NB, "(#recipient-"+string(x.r.ID)+")") {
				held[x] = true
				k.kinds = append(k.kinds, consName(x.r))
			}
		}
	}
	kinds := slices.ContainsFunc(list, func(k *category) bool { return len(k.kinds) > 0 && works(k.r) })
	return slices.DeleteFunc(list, func(k *category) bool {
		return held[k] || kinds && len(k.kinds) == 0 && works(k.r) && onlyProcessors.MatchString(strings.TrimSpace(k.r.Name.NB))
	})
}

// onlyProcessors is a category that is named for its role alone.
var onlyProcessors = compiled(`(?i)^(våre )?databehandler(e|ne)?( våre)?$`)

// works tells whether a recipient works for the company.
func works(r *notice.Recipient) bool {
	return slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return u.Role == "processor" })
}

// finding words what a category lacks.
func (k *category) finding(c *Case) Finding {
	args := map[string]any{"Name": consName(k.r), "Lacks": k.lacks, "Open": openListed.MatchString(k.r.Text.NB)}
	f := Finding{At: fmt.Sprintf("recipients[%d].name", k.i), Args: args}
	switch elsewhere := namedElsewhere(c, k.r); {
	case len(k.kinds) > 0:
		f.Message, args["Kinds"] = "wp260-recipients-named-kinds", saidQuoted(k.kinds)
	case len(elsewhere) > 0:
		f.Message, args["Names"] = "wp260-recipients-named-elsewhere", saidListed(elsewhere)
	case bareNames.MatchString(strings.TrimSpace(k.r.Name.NB)) && namedAlike(c, k.r) > 1:
		f.Message = "wp260-recipients-named-more"
	}
	return f
}

// namedAlike counts the recipients that stand by name in the role of a category.
func namedAlike(c *Case, r *notice.Recipient) int {
	if len(r.Uses) == 0 || r.Uses[0].Role == "not-stated" {
		return 0
	}
	n := 0
	for i := range c.Privacy.Recipients {
		x := &c.Privacy.Recipients[i]
		if x.Name.Proper != "" && slices.ContainsFunc(x.Uses, func(u notice.Use) bool { return u.Role == r.Uses[0].Role }) {
			n++
		}
	}
	return n
}

// namedKeys are the organisations that the rule on names tells of beside a
// category.
func namedKeys(c *Case) map[string]bool {
	out := map[string]bool{}
	for _, f := range c.consElse(transfers, "wp260-recipients-named") {
		for i := range c.Privacy.Recipients {
			if f.Message == "wp260-recipients-named-elsewhere" && f.At == fmt.Sprintf("recipients[%d].name", i) {
				eachElsewhere(c, &c.Privacy.Recipients[i], func(_ string, v *notice.Vendor) { out[vendorKey(v)] = true })
			}
		}
	}
	return out
}

// namedElsewhere lists those of a category's kind whom the notice names in
// other places: in the texts of its activities, and among the recipients.
func namedElsewhere(c *Case, r *notice.Recipient) []notice.Text {
	var out []notice.Text
	seen := map[string]bool{}
	eachElsewhere(c, r, func(name string, v *notice.Vendor) {
		if !seen[vendorKey(v)] {
			seen[vendorKey(v)] = true
			out = append(out, notice.Text{NB: name, EN: name})
		}
	})
	return out
}

// eachElsewhere gives each of them, some more than once.
func eachElsewhere(c *Case, r *notice.Recipient, add func(string, *notice.Vendor)) {
	if len(r.Uses) == 0 {
		return
	}
	kind := kindByName(r)
	if kind == "" {
		return
	}
	does := func(v *notice.Vendor) bool { return slices.Contains(v.Does, kind) }
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		if slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return u.Activity == notice.Ref(a.ID) }) {
			for _, n := range c.vendorsIn(activityText(a), does) {
				add(n.name, n.vendor)
			}
		}
	}
	for i := range c.Privacy.Recipients {
		x := &c.Privacy.Recipients[i]
		if x.Name.Proper == "" {
			continue
		}
		for _, v := range transfersVendors(c, x) {
			if does(v) {
				add(x.Name.Proper, v)
			}
		}
	}
}

// kindByName is the kind of controller that a category is by its name; "" where
// the name tells none.
func kindByName(r *notice.Recipient) notice.VendorKind {
	if r.Name.Proper != "" {
		return ""
	}
	for _, k := range controllerKinds() {
		if w := controllerWords(k); w != nil && w.MatchString(r.Name.NB) {
			return k
		}
	}
	return ""
}

// productFinding asks which company it is where a recipient stands under the
// name of a product. Where the company belongs outside the EEA, the rule on
// transfers asks.
func productFinding(c *Case, i int, r *notice.Recipient) (Finding, bool) {
	v := c.Vendor(r.Name.Proper)
	if v == nil || v.Legal == "" || formsAny.MatchString(r.Name.Proper) {
		return Finding{}, false
	}
	if (outsideEEA(v.Country) || outsideEEA(v.Parent)) && !transfersWhere(r.Place).known() {
		return Finding{}, false
	}
	legal, name := transfersBare(v.Legal), transfersBare(r.Name.Proper)
	if strings.Contains(legal, name) || strings.Contains(name, legal) {
		return Finding{}, false
	}
	return Finding{At: fmt.Sprintf("recipients[%d].name", i), Message: "wp260-recipients-named-product", Severity: diag.Note, Args: map[string]any{"Name": r.Name.Proper, "Behind": transfersOrg(v)}}, true
}

// inTransaction tells whether a recipient only comes up when the business is
// sold or reorganised: nobody knows then who it is going to be.
func inTransaction(c *Case, r *notice.Recipient) bool {
	return slices.ContainsFunc(c.Privacy.Disclosures, func(d notice.Disclosure) bool {
		return (d.Occasion == "sale" || d.Occasion == "reorganisation") && slices.Contains(d.Recipients, notice.Ref(r.ID))
	})
}

// linksNamed tells whether a category says by links which recipients it holds,
// and these stand by name.
func linksNamed(c *Case, r *notice.Recipient) bool {
	if !strings.Contains(r.Text.NB, "(#recipient-") {
		return false
	}
	return slices.ContainsFunc(c.Privacy.Recipients, func(x notice.Recipient) bool {
		return x.Name.Proper != "" && strings.Contains(r.Text.NB, "(#recipient-"+string(x.ID)+")")
	})
}
