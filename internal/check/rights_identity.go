package check

import (
	"slices"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsIdentity looks for what makes it hard to use the rights: everybody has
// to confirm who they are without any doubt about it, to sign, to write on
// paper, or to find a form that nothing leads to.
func rightsIdentity(c *Case) []Finding {
	var out []Finding
	forms := rightsForms()
	for _, t := range rightsTexts(c) {
		if rightsQuote(t.text, forms...).IsZero() {
			continue
		}
		for _, s := range rightsSentences(t.text.NB) {
			if w := rightsDemanded(notice.Text{NB: s, EN: t.text.EN}, forms); !w.IsZero() {
				out = append(out, Finding{At: t.at(), Message: "art12-6-id-check-form", Args: map[string]any{"Words": w}})
				break
			}
		}
	}
	said := lower(rightsJoin(c.Privacy.Rights.Identity))
	demanded := slices.ContainsFunc(out, func(f Finding) bool { return f.At == "rights.identity" })
	if said != "" && !demanded && !rightsDoubt.MatchString(said) && rightsHasLower(said, "vil be deg", "vil vi be deg", "ber deg", "ber vi deg", "ber vi om", "må", "krever", "skal") {
		more := rightsHasLower(said, "ytterligere", "mer informasjon", "flere opplysninger", "tilleggsopplysning")
		out = append(out, Finding{At: "rights.identity", Args: map[string]any{"More": more}})
	}
	return append(out, rightsFormAlone(c)...)
}

// rightsDoubt is that not everybody is asked: only where there is doubt, or
// need.
var rightsDoubt = compiled(`tvil|usikre på|ikke (er )?sikr?e|ikke (helt )?sikkert|ikke vet|vet (vi )?ikke|ved behov|hvis vi trenger|(dersom|hvis|når) det er nødvendig`)

// rightsDemanded gives the words of a form that a sentence demands, and does
// not only offer as one of several. To write on paper is an offer where nothing
// says that one has to.
func rightsDemanded(s notice.Text, forms []rightsTerm) notice.Text {
	said := lower(s.NB)
	if rightsHasLower(said, "ikke", "ingen", "slipper", "uten å", "tvil", "bankid", "elektronisk") {
		return notice.Text{}
	}
	w := rightsQuote(s, forms...)
	if w.IsZero() {
		return w
	}
	demands := rightsHasLower(said, "må", "krever", "trenger", "skal", "bare", "kun")
	offers := rightsHasLower(said, "eller", "også", "kan", "hvis du", "om du", "gjerne", "heller")
	if paper := rightsHasLower(lower(w.NB), "på papir", "i brev"); paper && (offers || !demands) || offers && !demands {
		return notice.Text{}
	}
	return w
}

// rightsForms lists words for a form that requests have to have.
func rightsForms() []rightsTerm {
	sign := []string{"signed", "sign", "signature"}
	return []rightsTerm{
		append(rightsTerm{"undertegne"}, sign...), append(rightsTerm{"signer"}, sign...), append(rightsTerm{"underskr"}, sign...), append(rightsTerm{"signatur"}, "signature", "signed", "sign"),
		{"på papir", "on paper"}, {"i brev", "by letter", "in a letter"}, {"kopi av pass", "copy of your passport", "copy of the passport"},
		{"kopi av legitimasjon", "copy of your id", "copy of your identification", "copy of proof of identity"}, {"kopi av førerkort", "copy of your driving licence"},
		{"kopi av id", "copy of your id"}, {"vise legitimasjon", "show proof of identity", "show id", "show identification"}, {"legitimere deg", "prove your identity", "identify yourself"},
	}
}

// rightsFormAlone finds that for the rights the notice names a form alone, the
// address of which is not there: a text can lose its links on the way here.
func rightsFormAlone(c *Case) []Finding {
	r := &c.Privacy.Rights
	if len(r.Contacts) == 0 || c.Brand == nil || rightsHas(rightsJoin(r.How), "](http", "](mailto", "e-post", "telefon", "post") {
		return nil
	}
	name := notice.Text{}
	for _, ref := range r.Contacts {
		i := slices.IndexFunc(c.Brand.Contacts, func(k notice.Contact) bool { return notice.Ref(k.ID) == ref })
		if i < 0 || c.Brand.Contacts[i].Channel != "form" || c.Brand.Contacts[i].URL != "" {
			return nil
		}
		name = c.Brand.Contacts[i].Text
	}
	return []Finding{rightsLower("rights.contacts", "art12-6-id-check-link", diag.Note, map[string]any{"Name": name})}
}
