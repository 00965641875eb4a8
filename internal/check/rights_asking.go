package check

import (
	"fmt"
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsAsking are the rules on what the reader is told about the rights.
func rightsAsking() []Rule {
	return []Rule{
		{
			ID: "art13-2-b-rights", Severity: diag.Error, Article: "GDPR 13(2)(b)", Source: "GDPR 13(2)(b), 14(2)(c)",
			Verified: true, Kinds: rightsOnly(), Find: rightsListed,
		},
		{
			ID: "art21-4-object-separate", Severity: diag.Error, Article: "GDPR 21(4)", Source: "GDPR 21(4)",
			Verified: true, Kinds: rightsOnly(), Find: rightsObjectSeparate,
		},
		{
			ID: "art13-2-c-withdraw", Severity: diag.Error, Article: "GDPR 13(2)(c)", Source: "GDPR 13(2)(c), 14(2)(d)",
			Verified: true, Kinds: rightsOnly(), Find: rightsWithdraw,
		},
		{
			ID: "art13-2-d-complaint", Severity: diag.Error, Article: "GDPR 13(2)(d)", Source: "GDPR 13(2)(d), 14(2)(e), 77",
			Verified: true, Kinds: rightsOnly(), Find: rightsComplaint,
		},
		{
			ID: "art13-2-e-provision", Severity: diag.Error, Article: "GDPR 13(2)(e)", Source: "GDPR 13(2)(e)",
			Verified: true, Kinds: rightsOnly(), Find: rightsProvision,
		},
	}
}

// rightsListed wants the six rights of article 13(2)(b), and none of them
// narrower than the regulation makes it.
func rightsListed(c *Case) []Finding {
	var out []Finding
	for _, kind := range rightsSix() {
		if r, _ := rightsRight(c, kind); r == nil && rightsApplies(c, kind) {
			out = append(out, rightsLacking(c, kind))
		}
	}
	for i := range c.Privacy.Rights.List {
		out = append(out, rightsNarrow(c, i)...)
	}
	return append(out, rightsToldElsewhere(c)...)
}

// Data that is not as it should be, in other ways than being wrong.
func rightsDeficient() []rightsTerm {
	return []rightsTerm{
		{"mangelfulle eller unødvendige", "deficient or unnecessary", "incomplete or unnecessary"}, {"unødvendige eller mangelfulle", "unnecessary or deficient", "unnecessary or incomplete"},
		{"mangelfull", "deficient", "incomplete"}, {"ufullstendig", "incomplete"}, {"unødvendig", "unnecessary"},
	}
}

// rightsNarrow finds that a right is narrower than the regulation makes it.
func rightsNarrow(c *Case, i int) []Finding {
	r := &c.Privacy.Rights.List[i]
	at, said := fmt.Sprintf("rights.list[%d]", i), lower(rightsJoin(r.Text, r.Except))
	found := func(at, message string, s diag.Severity, args map[string]any) []Finding {
		return []Finding{rightsLower(at, message, s, args)}
	}
	switch r.Kind {
	case "erasure":
		if rightsHas(rightsJoin(r.Except), "behov for", "trenger", "trengs") {
			return found(at+".except", "art13-2-b-rights-need", diag.Warning, nil)
		}
		if rightsHasLower(said, "unødvendig", "mangelfull") && !(rightsHasLower(said, "samtykke") && rightsHasLower(said, "protest", "innsigelse") && rightsHasLower(said, "ulovlig", "lovstridig", "i strid med")) {
			return found(at, "art13-2-b-rights-narrow", diag.Warning, nil)
		}
		if how := rightsJoin(r.How); rightsHas(how, "kundeforhold") && rightsHas(how, "avslutte", "oppheve", "si opp") && !rightsHas(how, "ikke", "trenger", "uten å", "uavhengig", "eller") {
			return found(at+".how", "art13-2-b-rights-ending", diag.Warning, nil)
		}
	case "rectification":
		if w := rightsQuote(rightsBoth(r.Text, r.Except), rightsDeficient()...); !w.IsZero() &&
			!rightsHasLower(said, "uriktig", "feil", "gal ", "gale", "galt", "ukorrekt", "unøyaktig", "ikke er riktig", "ikke stemmer", "stemmer ikke") {
			return found(at, "art13-2-b-rights-incorrect", diag.Warning, map[string]any{"Words": w})
		}
	case "portability":
		if rightsHasLower(said, "avtale", "kontrakt") && rightsHasLower(said, "nødvendig", "gjelder bare", "bare opplysninger") && !rightsHasLower(said, "samtykke") && rightsUses(c, "consent") {
			return found(at, "art13-2-b-rights-portable", "", nil)
		}
		if rightsHasLower(said, "overfør") && rightsHasLower(said, "annen", "andre", "ny leverandør", "nytt selskap") && !rightsReceives.MatchString(said+"\n"+rightsDefined(c, "dataportabilitet")) {
			return found(at, "art13-2-b-rights-receive", "", nil)
		}
	}
	return nil
}

// rightsDefined is how the notice explains a word; "" where it does not.
func rightsDefined(c *Case, term string) string {
	for i := range c.Privacy.Definitions {
		if d := &c.Privacy.Definitions[i]; rightsHas(d.Term.NB, term) {
			return d.Text.NB
		}
	}
	return ""
}

// rightsReceives is that the reader gets data, and not only another company.
var rightsReceives = compiled(`(?i)(^|[^\pL])(få|får|motta|mottar|laste? ned|hente ut|ta med|tar med|få med|utlevert|til deg|gi deg|gir deg)($|[^\pL])`)

// rightsOnlyNamed is a sentence that says that there is a right, and no more.
var rightsOnlyNamed = compiled(`(?i)^(du|personopplysning)[^.!?\n]{0,100}(rett til|krav på|kan (kreve|be))[^.!?\n]{0,100}\.?\s*$`)

// rightsToldElsewhere finds that the list only names the rights and leaves what
// they mean to a page of somebody else.
func rightsToldElsewhere(c *Case) []Finding {
	r := &c.Privacy.Rights
	if r.More.Name.IsZero() && r.More.URL == "" {
		return nil
	}
	var named []string
	for i := range r.List {
		x := &r.List[i]
		if slices.Contains(rightsSix(), x.Kind) && x.Except.IsZero() && rightsOnlyNamed.MatchString(x.Text.NB) && !rightsHas(x.Text.NB, "hvis", "når", "dersom", "feil", "uriktig") {
			named = append(named, string(x.Kind))
		}
	}
	if len(named) < 4 {
		return nil
	}
	return []Finding{rightsLower("rights.list", "art13-2-b-rights-named", diag.Note, map[string]any{"Name": nameOf(&r.More.Name), "Rights": named, "Last": len(named) - 1})}
}

// rightsSix are the rights of article 13(2)(b).
func rightsSix() []notice.RightKind {
	return []notice.RightKind{"access", "rectification", "erasure", "restriction", "objection", "portability"}
}

// rightsLacking is that a right is not there. To object is a right that has to
// stand by itself too (article 21(4)): both are one lack.
func rightsLacking(c *Case, kind notice.RightKind) Finding {
	f := Finding{At: "rights.list", Args: map[string]any{"Right": string(kind)}}
	if kind != "objection" {
		return f
	}
	m, _ := rightsRight(c, "marketing-objection")
	f.Message = "art13-2-b-rights-object"
	f.Args = map[string]any{"Only": m != nil, "Interests": rightsInterests(c), "Marketing": rightsMarkets(c)}
	return f
}

// rightsApplies tells whether a right can be of use at all: portability is for
// what rests on consent or a contract (article 20(1)(a)). A notice that names
// no bases may have both.
func rightsApplies(c *Case, kind notice.RightKind) bool {
	switch kind {
	case "portability":
		return rightsUses(c, "consent", "contract", "not-stated") || !rightsUses(c, "legal-obligation", "vital-interests", "public-task", "legitimate-interests", "balancing")
	case "objection":
		r, _ := rightsRight(c, "marketing-objection")
		return r == nil || rightsInterests(c)
	}
	return true
}

// rightsObjectSeparate wants the right to object brought to the reader's
// attention on its own, with what it is about. Where it is not there at all,
// art13-2-b-rights finds that.
func rightsObjectSeparate(c *Case) []Finding {
	interests, marketing := rightsInterests(c), rightsMarkets(c)
	r, i := rightsRight(c, "objection")
	if r == nil || !interests && !marketing {
		return nil
	}
	if rightsHas(rightsJoin(r.Text, r.Except, r.How), "interesse", "markedsføring", "allmenn", "særlige situasjon", "situasjon", "profil") {
		return nil
	}
	// Where the right to say no to marketing has an entry of its own, that is
	// what it covers.
	if m, _ := rightsRight(c, "marketing-objection"); m != nil {
		marketing = false
	}
	if !interests && !marketing {
		return nil
	}
	f := Finding{At: fmt.Sprintf("rights.list[%d]", i), Args: map[string]any{"Interests": interests, "Marketing": marketing}}
	w := rightsQuote(r.Text, rightsTerm{"i gitte tilfeller", "in given cases", "in certain cases"}, rightsTerm{"i visse tilfeller", "in certain cases"},
		rightsTerm{"i enkelte tilfeller", "in some cases", "in certain cases"}, rightsTerm{"i noen tilfeller", "in some cases"}, rightsTerm{"under visse omstendigheter", "in certain circumstances", "under certain circumstances"})
	if !w.IsZero() {
		f.Message, f.Severity, f.Args["Words"] = "art21-4-object-separate-cases", diag.Warning, w
	}
	return []Finding{f}
}

// rightsWithdraw wants it told that consent can be withdrawn. Where a part that
// rests on consent does not tell it either, art7-3-withdrawal finds that; and
// where they all do, it is told, though not where readers look for it.
func rightsWithdraw(c *Case) []Finding {
	if r, _ := rightsRight(c, "withdrawal"); r != nil || !rightsUses(c, "consent") {
		return nil
	}
	told := false
	for p := range c.Parts() {
		if !rightsRests(p.Part.Bases, "consent") {
			continue
		}
		if p.Part.Withdrawal.Text.IsZero() {
			return nil
		}
		told = true
	}
	if told {
		return []Finding{rightsLower("rights.list", "art13-2-c-withdraw-parts", diag.Note, nil)}
	}
	return []Finding{{At: "rights.list"}}
}

// rightsComplaint wants the right to complain, the authority and its address,
// and no condition on it.
func rightsComplaint(c *Case) []Finding {
	k := c.Privacy.Complaint
	if k.Authority.IsZero() && k.Text.IsZero() {
		return []Finding{{At: "complaint"}}
	}
	var out []Finding
	name := k.Authority.In(notice.Norwegian)
	here := c.Brand == nil || c.Brand.Entity.Country == "" || c.Brand.Entity.Country == "NO"
	if here && !rightsHas(name, "datatilsynet") {
		out = append(out, rightsLower("complaint.authority", "art13-2-d-complaint-authority", diag.Warning, map[string]any{"Authority": nameOf(&k.Authority)}))
	}
	if k.URL == "" {
		out = append(out, rightsLower("complaint", "art13-2-d-complaint-link", diag.Note, nil))
	}
	if !k.First.IsZero() && !rightsHas(rightsJoin(k.First), "gjerne", "frivillig", "du kan", "kan du", "uansett", "trenger ikke", "ikke nødvendig", "valgfri") {
		out = append(out, rightsLower("complaint.first", "art13-2-d-complaint-first", diag.Note, nil))
	}
	return out
}
