package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// transfersField is a place without its numbers, such as
// activities.parts.purpose.
func transfersField(at string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(at, '[')
		j := strings.IndexByte(at, ']')
		if i < 0 || j < i {
			b.WriteString(at)
			return b.String()
		}
		b.WriteString(at[:i])
		at = at[j+1:]
	}
}

// fieldIn tells whether a place is one of some fields.
func fieldIn(at, fields string) bool { return strings.Contains(fields, " "+transfersField(at)+" ") }

// unlisted finds organisations that the notices name for a service, and do not
// count among the recipients. Each is a question: whether it gets personal
// data only the company knows.
func unlisted(c *Case) []Finding {
	known := func(v *notice.Vendor) bool { return v.Legal != "" || v.Country != "" }
	providers := cookieProviders(c)
	var seen map[string]bool
	var out []Finding
	look := func(at, text string, severity diag.Severity, skip ...notice.VendorKind) {
		for _, n := range c.vendorsIn(text, known) {
			if seen == nil {
				seen = transfersSeen(c, known, len(providers) > 0)
				// A category that lacks names, of which these are some, asks too.
				for key := range namedKeys(c) {
					seen[key] = true
				}
			}
			key := vendorKey(n.vendor)
			if slices.Contains(n.vendor.Does, "authority") || seen[key] || len(skip) > 0 && slices.Equal(n.vendor.Does, skip) {
				continue
			}
			seen[key] = true
			args := map[string]any{"Said": n.name, "Behind": ""}
			if name := transfersOrg(n.vendor); name != "" && transfersBare(name) != transfersBare(n.name) {
				args["Behind"] = name
			}
			out = append(out, Finding{At: at, Message: "art13-1-e-recipients-unlisted", Severity: severity, Args: args})
		}
	}
	for i := range c.Privacy.Activities {
		a := &c.Privacy.Activities[i]
		at := fmt.Sprintf("activities[%d]", i)
		look(at+".text", a.Text.NB, "")
		look(at+".purpose", a.Purpose.NB, "")
		for j := range a.Parts {
			p := &a.Parts[j]
			at := fmt.Sprintf("%s.parts[%d]", at, j)
			look(at+".text", p.Text.NB, "")
			look(at+".purpose", p.Purpose.NB, "")
			look(at+".when", p.When.NB, "")
			for k, o := range p.Origins {
				if o.Recipient == "" {
					// Whoever only gives data need not get any; a login or a
					// payment takes both.
					look(fmt.Sprintf("%s.origins[%d]", at, k), o.From.NB, "", "other")
				}
			}
		}
		for j, l := range a.Links {
			// Whoever has a notice of its own here gets data of its own too.
			look(fmt.Sprintf("%s.links[%d]", at, j), l.Name.In(notice.Norwegian), diag.Note)
		}
	}
	at := "recipients"
	if len(c.Privacy.Recipients) == 0 {
		at = "activities"
	}
	for _, p := range providers {
		look(at, p, "")
	}
	return out
}

// transfersSeen are the organisations that need not be asked about: those
// listed, and those who set cookies, where the same answer tells who receives
// the data.
func transfersSeen(c *Case, known func(*notice.Vendor) bool, cookies bool) map[string]bool {
	seen := transfersListed(c, known)
	if cookies {
		for key := range transfersAsked(c) {
			seen[key] = true
		}
	}
	return seen
}

// vendorKey is the same for the products of one organisation.
func vendorKey(v *notice.Vendor) string {
	if v.Legal != "" {
		return v.Legal
	}
	return string(v.ID)
}

// transfersListed tells which organisations are among the recipients, under one of
// their names or through one of their products; the brand itself counts too.
func transfersListed(c *Case, known func(*notice.Vendor) bool) map[string]bool {
	said := []string{c.Brand.Name, c.Brand.Entity.Name}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		said = append(said, r.Name.Proper, r.Name.NB, r.Text.NB)
		said = append(said, r.Products...)
	}
	out := map[string]bool{}
	for _, n := range c.vendorsIn(strings.Join(said, "\n"), known) {
		out[vendorKey(n.vendor)] = true
	}
	return out
}

// need is something that a company has others do as a rule, and the words and
// kinds by which recipients who do it are known.
type need struct {
	message string
	// says finds the texts that speak of it, in some fields.
	says *pattern
	at   string
	// done finds recipients by their names, texts and purposes.
	done  *pattern
	kinds []notice.VendorKind
	// named tells that only a recipient with a name, or with a place, counts,
	// and known that an organisation of which something is known counts by its
	// kinds alone.
	named, known bool
}

// Fields in which a notice tells of what is done.
const (
	howFields     = " activities.text activities.purpose activities.parts.text activities.parts.purpose activities.parts.when "
	storeFields   = " security.text activities.text activities.parts.text "
	purposeFields = " activities.purpose activities.parts.purpose "
	keepFields    = " retention.for retention.text activities.text activities.purpose activities.parts.text activities.parts.purpose activities.parts.retention.for activities.parts.retention.criterion activities.parts.retention.text "
)

var (
	needChatSaid  = compiled(`(?i)(^|[^\p{L}])chat(t?en|bot\p{L}*|tjeneste\p{L}*)?([^\p{L}]|$)`)
	needChatDone  = compiled(`(?i)chat|kundeserv|kundesupport|kundestøtte|support|kommunikasjon`)
	needShopSaid  = compiled(`(?i)(levering|utsending|forsendelse) av (produkt|vare|bestilling|utstyr)|(levere|sende) (deg )?(produkt|vare|utstyr)|sende deg (det )?du har (kjøpt|bestilt)`)
	needShopDone  = compiled(`(?i)frakt|transport|posten|postnord|(^|[^\p{L}])bring([^\p{L}]|$)|helthjem|(ut|hjem)levering|leverer var|budtjeneste|bud(firma|selskap)|logistikk|lager`)
	needCloudSaid = compiled(`(?i)(^|[^\p{L}])(i skyen|sky(tjeneste|lagring|løsning|leverandør|basert)\p{L}*|e-?postserver\p{L}*|webhotell\p{L}*)([^\p{L}]|$)`)
	needCloudDone = compiled(`(?i)sky(en|tjeneste|lagring|løsning|leverandør)|server|drift|lagr|hosting|datasenter|webhotell`)
	needAdSaid    = compiled(`(?i)(skreddersy|tilpass|målrett|persontilpass|relevant)\p{L}* (\p{L}+ )?(reklame|annonse)`)
	needAdDone    = compiled(`(?i)annonse|reklame|sosiale medier|markedsføring`)
	// Whom the trade deals with, where data may be used towards them.
	needMarketSaid = compiled(`(?i)(overfor|til|med) (markedsaktører|aktører i (kraft|energi|fleksibilitets)markedet)([^\p{L}]|$)`)
	needMarketDone = compiled(`(?i)markedsaktør|aktører i`)
	needGridSaid   = compiled(`(?i)(overfor|til|med) (nettselskap(et|ene|er)?|netteier(en)?)([^\p{L}]|$)`)
	needGridDone   = compiled(`(?i)nettselskap|netteier`)
	needDebtSaid   = compiled(`(?i)(overfor|til|med) (et )?inkasso(foretak|selskap|byrå)?(et|ene|er)?([^\p{L}]|$)`)
	needDebtDone   = compiled(`(?i)inkasso`)
	needCreditSaid = compiled(`(?i)(overfor|til|med) (et )?kredittopplysnings(foretak|byrå)(et|ene|er)?([^\p{L}]|$)`)
	needCreditDone = compiled(`(?i)kredittopplysning`)
)

// needs lists them.
func needs() []need {
	return []need{
		{message: "chat", says: needChatSaid, at: howFields, done: needChatDone, kinds: []notice.VendorKind{"support", "messaging"}},
		{message: "delivery", says: needShopSaid, at: purposeFields, done: needShopDone},
		{message: "cloud", says: needCloudSaid, at: storeFields, done: needCloudDone, kinds: []notice.VendorKind{"cloud"}, named: true},
		{message: "ads", says: needAdSaid, at: purposeFields, done: needAdDone, kinds: []notice.VendorKind{"advertising", "social-media"}, known: true},
		{message: "trade", says: needMarketSaid, at: keepFields, done: needMarketDone},
		{message: "trade", says: needGridSaid, at: keepFields, done: needGridDone},
		{message: "trade", says: needDebtSaid, at: keepFields, done: needDebtDone, kinds: []notice.VendorKind{"debt-collection"}},
		{message: "trade", says: needCreditSaid, at: keepFields, done: needCreditDone, kinds: []notice.VendorKind{"credit-bureau"}},
	}
}

// transfersUnnamed asks who does what the notice says is done, and others do
// as a rule, where no recipient is said to do it. One finding for each, at the
// first place.
func transfersUnnamed(c *Case) []Finding {
	var out []Finding
	for _, n := range needs() {
		for t := range c.Saying(n.says) {
			m := n.says.FindString(t.Text.NB)
			if m == "" || !fieldIn(t.At, n.at) || deniedWords.MatchString(sentenceOf(t.Text.NB, m)) {
				continue
			}
			if !transfersDone(c, &n) {
				f := Finding{At: t.At, Message: "art13-1-e-recipients-" + n.message, Severity: diag.Note, Args: map[string]any{"Said": consSay(t.Text), "Stored": storedIn(t.Text.NB)}}
				if n.named {
					f.Severity = diag.Warning
				}
				out = append(out, f)
			}
			break
		}
	}
	return out
}

// storedIn says where a text says that data are kept.
func storedIn(text string) saidRow {
	var out saidRow
	for _, p := range []struct {
		says *pattern
		said saidWord
	}{
		{storedCloud, "stored-cloud"}, {storedMail, "stored-mail"}, {storedHost, "stored-host"}, {storedBase, "stored-database"},
	} {
		if p.says.MatchString(text) {
			out.things = append(out.things, p.said)
		}
	}
	return out
}

var (
	storedCloud = compiled(`(?i)(^|[^\p{L}])(i skyen|sky(tjeneste|lagring|løsning|leverandør|basert))`)
	storedMail  = compiled(`(?i)(^|[^\p{L}])e-?postserver`)
	storedHost  = compiled(`(?i)(^|[^\p{L}])webhotell`)
	storedBase  = compiled(`(?i)(^|[^\p{L}])database`)
)

// sentenceOf gives the sentence of a text that holds some words.
func sentenceOf(text, words string) string {
	for _, s := range transfersSentences(text) {
		if strings.Contains(s, strings.TrimSpace(words)) {
			return s
		}
	}
	return text
}

// transfersDone tells whether a recipient is said, or known, to do something.
func transfersDone(c *Case, n *need) bool {
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if r.Chosen || isThing(r) || transfersOnly(r, "authority", "acquirer") {
			continue
		}
		if n.named && r.Name.Proper == "" && !transfersWhere(r.Place).known() {
			continue
		}
		vendors := transfersVendors(c, r)
		if slices.ContainsFunc(vendors, func(v *notice.Vendor) bool {
			return slices.ContainsFunc(n.kinds, func(k notice.VendorKind) bool { return slices.Contains(v.Does, k) })
		}) {
			return true
		}
		if n.known && len(vendors) > 0 {
			continue
		}
		said := r.Name.In(notice.Norwegian) + "\n" + r.Text.NB + "\n" + r.Place.NB + "\n" + strings.Join(r.Products, "\n")
		for _, u := range r.Uses {
			said += "\n" + u.Purpose.NB
		}
		if n.done.MatchString(said) {
			return true
		}
	}
	return false
}
