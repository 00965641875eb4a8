package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// knownControllers asks about processors that as a rule are controllers. A
// category and those whom it names as examples are one question.
func knownControllers(c *Case) []Finding {
	var out []Finding
	type found struct {
		r    *notice.Recipient
		kind notice.VendorKind
		at   int
		who  []notice.Text
	}
	var before []found
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		j := slices.IndexFunc(r.Uses, func(u notice.Use) bool { return u.Role == "processor" })
		if j < 0 || r.Chosen || slices.ContainsFunc(r.Uses, func(u notice.Use) bool { return u.Role == "controller" || u.Role == "joint-controller" }) {
			continue
		}
		kind := controllerKind(c, r, &r.Uses[j])
		if kind == "" {
			continue
		}
		k := slices.IndexFunc(before, func(f found) bool { return f.kind == kind && (linksTo(f.r, r) || linksTo(r, f.r)) })
		if k >= 0 {
			f := &before[k]
			f.who = append(f.who, consName(r))
			args := out[f.at].Args
			args["Names"], args["Among"], args["Several"] = saidQuoted(f.who), false, true
			continue
		}
		// The name of a category may tell something else than its list does.
		words := controllerWords(kind)
		among := r.Name.Proper == "" && words != nil && !words.MatchString(r.Name.NB)
		who := []notice.Text{consName(r)}
		f := Finding{At: fmt.Sprintf("recipients[%d].uses[%d].role", i, j), Args: map[string]any{
			"Names": saidQuoted(who), "Several": false, "Among": among, "Sort": string(kind),
			"Mixed": kind == "payment" && r.Name.Proper == "" && consHas(r.Name.Text, "faktur"),
		}}
		if kind == "advertising" {
			f.Severity = diag.Note // some do it on orders alone
		}
		before = append(before, found{r, kind, len(out), who})
		out = append(out, f)
	}
	return out
}

// linksTo tells whether the text of one recipient links to another.
func linksTo(a, b *notice.Recipient) bool {
	return strings.Contains(a.Text.NB, "(#recipient-"+string(b.ID)+")")
}

// controllerKind is the kind of controller that a recipient as a rule is; ""
// where nothing says so.
func controllerKind(c *Case, r *notice.Recipient, u *notice.Use) notice.VendorKind {
	vendors := transfersVendors(c, r)
	for _, k := range controllerKinds() {
		if slices.ContainsFunc(vendors, func(v *notice.Vendor) bool { return slices.Contains(v.Does, k) }) {
			return k
		}
	}
	if r.Name.Proper != "" {
		return ""
	}
	said := r.Name.NB + "\n" + u.Purpose.NB
	if !strings.Contains(r.Text.NB, "#recipient-") {
		said += "\n" + r.Text.NB
	}
	for _, k := range controllerKinds() {
		if w := controllerWords(k); w != nil && w.MatchString(said) {
			return k
		}
	}
	return ""
}
