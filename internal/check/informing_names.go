package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// findIdentification asks for what the notice does not say of the company. It
// stands on the site all the same, perhaps, so it is a question. What another
// rule finds missing among the contacts is not asked for again.
func findIdentification(c *Case) []Finding {
	e := &c.Brand.Entity
	if !informingNorwegian(e) {
		return nil
	}
	var missing []string
	add := func(lacks bool, what string) {
		if lacks {
			missing = append(missing, what)
		}
	}
	has := func(f func(*notice.Contact) bool) bool {
		return slices.ContainsFunc(c.Brand.Contacts, func(k notice.Contact) bool { return f(&k) })
	}
	add(strings.TrimSpace(e.Name) == "", "name")
	add(e.Number == "", "number")
	// Neither is found where the notice gives no way at all, and the postal
	// address, where it is missing, is found among the contacts.
	reached := has(informingDirect)
	electronic := has(func(k *notice.Contact) bool { return k.Email != "" || k.Phone != "" })
	add(reached && electronic && !has(func(k *notice.Contact) bool { return k.Email != "" }), "email")
	if len(missing) == 0 {
		return nil
	}
	return []Finding{{At: "brand:entity", Severity: diag.Warning, Args: map[string]any{"Missing": informingItems(missing)}}}
}

// Names of whole groups of companies, and of companies by their staff.
var (
	ownCompanies = informingSays(`(strøm|kraft|energi|konsern|datter|søster)?selskapene våre|(^|\s)våre ((strøm|kraft|energi|konsern|datter|søster)?selskap(er|ene)?|merkevarer)\b`, `\bour (group |affiliated |electricity |power |energy |sister )*companies|\bour brands\b`)
	// ownBrand is a text that makes a name one of the company, or a part of it.
	ownBrand = informingSays(`en del av|merkevare|varemerke|\bmerke\b|\bmerket\b`, `part of|\bbrand`)
	// ourBrand does so with the company as "we", and partOf leaves open whether
	// it is a company of its own all the same.
	ourBrand = informingSays(`merke[^.]{0,60}\b(våre?|vårt|vi)(\s|$|[.,])|\b(vi|våre?|vårt)\s[^.]{0,60}merke`, `(brand|trade name)[^.]{0,60}\b(our|we)\b|\b(our|we)\b[^.]{0,60}(brand|trade name)`)
	partOf   = informingSays(`en del av`, `part of`)
	staffOf  = compiled(`\p{Ll} ([A-ZÆØÅ][\pL\d]+)[- ](?:medarbeider|ansatt)`)
)

func findUnplacedNames(c *Case) []Finding {
	var out []Finding
	e := &c.Brand.Entity
	for i := range c.Brand.TradeNames {
		n := &c.Brand.TradeNames[i]
		if ourBrand.in(n.Text) && !partOf.in(n.Text) && hasLegalForm(e.Name) {
			continue
		}
		// The name of the company alone does not tell which legal person it
		// is when it lacks its form.
		if e.Name == "" || !strings.Contains(n.Text.NB+n.Text.EN, e.Name) || informingNorwegian(e) && !hasLegalForm(e.Name) {
			f := Finding{At: fmt.Sprintf("brand:trade_names[%d]", i), Args: map[string]any{"Name": notice.Text{NB: n.Name, EN: n.Name}}}
			if e.Name != "" && ownBrand.in(n.Text) {
				f.Message = "brand-entity-map-brand"
				f.Args["Company"] = e.Name
			}
			out = append(out, f)
		}
	}
	group, staff := false, map[string]bool{}
	// The companies belong where they stand as a recipient.
	for i := range c.Privacy.Recipients {
		if w := ownCompanies.quotes(c.Privacy.Recipients[i].Name.Text); !w.none() && !group {
			group = true
			out = append(out, Finding{At: fmt.Sprintf("recipients[%d]", i), Message: "brand-entity-map-group", Args: map[string]any{"Name": w}})
		}
	}
	for t := range c.Saying(ownCompanies.nb, ownCompanies.en, staffOf) {
		if w := ownCompanies.quotes(t.Text); !w.none() && !group {
			group = true
			out = append(out, Finding{At: t.At, Message: "brand-entity-map-group", Args: map[string]any{"Name": w}})
		}
		if !strings.Contains(t.Text.NB, "medarbeider") && !strings.Contains(t.Text.NB, "ansatt") {
			continue
		}
		for _, m := range staffOf.FindAllStringSubmatch(t.Text.NB, -1) {
			if !staff[m[1]] && !informingPlaced(c, m[1]) {
				staff[m[1]] = true
				out = append(out, Finding{At: t.At, Args: map[string]any{"Name": notice.Text{NB: m[1], EN: m[1]}}})
			}
		}
	}
	return out
}

// informingPlaced tells whether the notice says whose name it is.
func informingPlaced(c *Case, name string) bool {
	for _, n := range []string{c.Brand.Name, c.Brand.Entity.Name} {
		if mentions(n, name) {
			return true
		}
	}
	for i := range c.Brand.TradeNames {
		if mentions(c.Brand.TradeNames[i].Name, name) {
			return true
		}
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if mentions(r.Name.In(notice.Norwegian), name) || slices.ContainsFunc(r.Products, func(p string) bool { return mentions(p, name) }) {
			return true
		}
	}
	return false
}
