package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// informingOrigins lists the rules on data that comes from others than the
// reader.
func informingOrigins() []Rule {
	return []Rule{
		{
			ID: "art14-2-f-source", Severity: diag.Error, Article: "GDPR 14(2)(f)",
			Source: "GDPR 14(2)(f), recital 61", Verified: true, Kinds: informingPrivacy(), Find: findSources,
		},
		{
			ID: "art14-3-timing", Severity: diag.Error, Article: "GDPR 14(3)",
			Source: "GDPR 14(3)", Verified: true, Kinds: informingPrivacy(), Find: findTiming,
		},
	}
}

// informingSource is how much an origin tells of where data comes from.
type informingSource int

const (
	// sourceReader is the reader, or a thing or a service the reader uses.
	sourceReader informingSource = iota
	// sourceNamed is somebody by name, sourceKind a kind of source, and
	// sourceAnybody others without a word on who.
	sourceNamed
	sourceKind
	sourceAnybody
)

// Words by which origins tell who they are.
var (
	fromReader = informingSays(
		`^(enten |eventuelt |for eksempel )?(direkte )?(fra )?(deg|du|den som|den registrerte|kunde(n|r|ne)?|brukeren?|abonnenten?|søkeren?|representanten din)\b|^(en |el)?(bil|elbil|måler|sanntidsmåler|enhet|app|nettleser|løsning|tjeneste|system)(en|n|et)?([ ,.(]|$)|bruken (din )?av`,
		`^(either |possibly |for example )?(directly )?(from )?(you\b|the person who|customers?\b|the customer|the user|your representative)|^(a |an |the |your )?(electric )?(real-time )?(car|meter|device|app|browser|solution|service|system)\b|use of (our|the)`)
	fromAnybody = informingSays(
		`^(eller |eventuelt |også )?(fra |via )?(andre|tredjeparter|tredjepart|samarbeidspartnere|partnere)( kilder| parter)?$|^(ulike|eksterne|andre|flere) kilder$`,
		`^(or |possibly |also )?(from |through )?(others|third parties|a third party|partners|other sources|other parties)$|^(various|external|other|several) sources$`)
	fromKind = informingSays(
		`^(registre|offentlige registre|offentlige kilder|offentlig tilgjengelige kilder|kredittopplysningsforetak|kredittbyrå\pL*|arbeidsgiver\pL*|markedsaktører)|^(eventuelt )?(via |fra )?andre som|^leverandører`,
		`^(registers|public registers|public sources|publicly (available|accessible) sources|registries|credit (reference agencies|bureaus))|^(possibly )?(through |from )?others who`)
	perhapsPublic = informingSays(`offentlig|regist(er|re)|nettside|internett|sosiale medier|telefonkatalog|opplysningstjeneste`, `public|regist(er|ry|ries)|website|internet|social media|directory`)
)

// neverPublic are sources that only those concerned have access to.
var neverPublic = informingSays(
	`elhub|efaktura|avtalegiro|vipps|\bbank(en|er|ene|id)?\b|(innlogging|pålogging|logg inn|autentisering|betalings(tjeneste|løsning|plattform))`,
	`elhub|efaktura|avtalegiro|vipps|\bbank(s|id)?\b|(sign-in|signing in|log-?in|authentication|payment (service|solution|platform))`)

// closed tells whether a source is one that nobody has access to but those
// concerned: the hub for metering, banks, payment and log-in services.
func closed(c *Case, o *notice.Origin) bool {
	if neverPublic.in(o.From) {
		return true
	}
	v := c.Vendor(o.From.NB)
	return v != nil && slices.ContainsFunc(v.Does, func(k notice.VendorKind) bool { return k == "hub" || k == "bank" || k == "payment" })
}

// giveExamples are words of an origin that is one among others.
var giveExamples = informingSays(`eksempel|f\.eks|blant annet|slik som`, `example|e\.g\.|such as|among other`)

// exampled tells whether others without a word on who are shown by examples:
// those that come after them, or, for the notice as a whole, those of the
// activities.
func exampled(c *Case, o originAt, all []originAt) bool {
	list := o.At[:strings.LastIndex(o.At, "[")]
	after := false
	for _, x := range all {
		s := sourceOf(x.Origin)
		told := s == sourceNamed || s == sourceKind
		switch {
		case x.Origin == o.Origin:
			after = true
		case told && list == "origins" && !strings.HasPrefix(x.At, "origins"):
			return true
		case told && after && strings.HasPrefix(x.At, list+"[") && (x.Origin.Modality == "can" || giveExamples.in(x.Origin.From, x.Origin.When)):
			return true
		}
	}
	return false
}

// sourceOf tells how much an origin tells.
func sourceOf(o *notice.Origin) informingSource {
	switch {
	case o.Recipient != "":
		return sourceNamed
	case fromAnybody.in(o.From):
		return sourceAnybody
	case fromReader.in(o.From):
		return sourceReader
	case fromKind.in(o.From):
		return sourceKind
	}
	return sourceNamed
}

// originAt is an origin with its place.
type originAt struct {
	At     string
	Origin *notice.Origin
}

func originsOf(c *Case) []originAt {
	var out []originAt
	for p := range c.Parts() {
		for i := range p.Part.Origins {
			out = append(out, originAt{informingIndex(p.At+".origins", i), &p.Part.Origins[i]})
		}
	}
	for i := range c.Privacy.Origins {
		out = append(out, originAt{informingIndex("origins", i), &c.Privacy.Origins[i]})
	}
	return out
}

func findSources(c *Case) []Finding {
	var out []Finding
	all := originsOf(c)
	for _, o := range all {
		f := Finding{At: o.At, Args: map[string]any{"Name": informingSaid(o.Origin.From)}}
		switch sourceOf(o.Origin) {
		case sourceReader:
			continue
		case sourceAnybody:
			if exampled(c, o, all) {
				f.Message, f.Severity = "art14-2-f-source-examples", diag.Warning
			}
		case sourceKind:
			f.Message, f.Severity = "art14-2-f-source-kind", diag.Warning
		default:
			perhaps := perhapsPublic.in(o.Origin.From)
			if o.Origin.Public == "yes" || o.Origin.Public == "no" || !perhaps && closed(c, o.Origin) {
				continue
			}
			f.Message, f.Severity = "art14-2-f-source-public", diag.Note
			if perhaps {
				f.Severity = diag.Warning
			}
		}
		out = append(out, f)
	}
	return append(out, findReferees(c)...)
}

// referenceWords are the data that referees give of a person.
var referenceWords = informingSays(`(^|[^p])referanse`, `\breferences?\b|referee`)

// findReferees asks who gives references and credit information, where
// nothing says that they come from anybody but the reader. Whom credit
// information comes from can stand for the notice as a whole.
func findReferees(c *Case) []Finding {
	var out []Finding
	others := slices.ContainsFunc(c.Privacy.Origins, func(o notice.Origin) bool { return sourceOf(&o) != sourceReader })
	for p := range c.Parts() {
		if slices.ContainsFunc(p.Part.Origins, func(o notice.Origin) bool { return sourceOf(&o) != sourceReader }) {
			continue
		}
		for i, d := range p.Part.Data {
			if w := datumWords(c, d); referenceWords.in(w) || !others && checksCredit.in(w) {
				out = append(out, Finding{
					At: informingIndex(p.At+".data", i), Message: "art14-2-f-source-references", Severity: diag.Warning, Args: map[string]any{"Data": informingSaid(w)},
				})
			}
		}
	}
	return out
}

// tellsTiming is a text on when the people are told whom others give data of.
var tellsTiming = informingSays(
	`(informer|varsle(r|t)\b|opplyser|blir opplyst|orienter|får (du |de )?(vite|beskjed)|sier (vi )?fra)[^.]{0,100}(måned|første gang|første kontakt|første henvendelse|når vi (får|henter|mottar))|(måned|første gang|første kontakt|første henvendelse|når vi (får|henter|mottar))[^.]{0,100}(informer|varsle(r|t)\b|opplyser|blir opplyst|orienter|får (du |de )?(vite|beskjed)|sier (vi )?fra)`,
	`(inform|notif|\btell\b|\btold\b)[^.]{0,100}(month|first time|first contact|when we (receive|obtain))|(month|first time|first contact|when we (receive|obtain))[^.]{0,100}(inform|notif|\btell\b|\btold\b)`)

// findTiming asks when the people are told whom the company has data of from
// others. It asks once: the answer is one routine. Where the reader has the
// data fetched from somebody by name, the reader knows.
func findTiming(c *Case) []Finding {
	at := ""
	var from notice.Text
	for _, o := range originsOf(c) {
		if s := sourceOf(o.Origin); at == "" && (s == sourceKind || s == sourceAnybody || s == sourceNamed && perhapsPublic.in(o.Origin.From)) {
			at, from = o.At, o.Origin.From
		}
	}
	if at == "" {
		return nil
	}
	for t := range c.Saying(tellsTiming.nb, tellsTiming.en) {
		// When a request is answered is another matter.
		if !strings.HasPrefix(t.At, "rights") && tellsTiming.in(t.Text) {
			return nil
		}
	}
	return []Finding{{At: at, Severity: diag.Warning, Args: map[string]any{"Name": informingSaid(from)}}}
}

// Words of credit checks, and of what has to be told of them.
var (
	checksCredit = informingSays(`kreditt(opplysning|sjekk|vurder|historikk|score|verdighet|informasjon)`, `credit (information|check|assess|history|scor|rating|report|worthiness)|creditworth`)
	checksNeed   = informingSays(`saklig behov|betalingsevne|kan betale|kredittverdig|kreditt(risiko|tap)`, `objective need|ability to pay|able to pay|creditworth|credit (risk|loss)`)
	checksCopy   = informingSays(`gjenpart|kopi av (kreditt|opplysning|det vi)|kopibrev`, `copy of (the |what |your )?(credit|information|letter)|copy letter|receive a copy`)
)

// findCreditCheck finds credit checks that the notice tells too little of: it
// finds them once, for one paragraph tells it all.
func findCreditCheck(c *Case) []Finding {
	at := creditAt(c)
	if at == "" {
		return nil
	}
	var missing []string
	if !bureauNamed(c) {
		missing = append(missing, "bureau")
	}
	need, letter := false, false
	for t := range c.Saying(checksNeed.nb, checksNeed.en, checksCopy.nb, checksCopy.en) {
		need = need || checksNeed.in(t.Text)
		letter = letter || checksCopy.in(t.Text)
	}
	if !need {
		missing = append(missing, "need")
	}
	if !letter {
		missing = append(missing, "copy")
	}
	if len(missing) == 0 {
		return nil
	}
	return []Finding{{At: at, Args: map[string]any{"Missing": missing}}}
}

// creditAt is the first place that shows a credit check.
func creditAt(c *Case) string {
	for p := range c.Parts() {
		for i, d := range p.Part.Data {
			if checksCredit.in(datumWords(c, d)) {
				return informingIndex(p.At+".data", i)
			}
		}
	}
	for _, o := range originsOf(c) {
		if checksCredit.in(o.Origin.From) {
			return o.At
		}
	}
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if informingBureau(c, r.Name.In(notice.Norwegian)) || checksCredit.in(notice.Text{NB: r.Name.In(notice.Norwegian), EN: r.Name.In(notice.English)}) {
			return fmt.Sprintf("recipients[%d]", i)
		}
	}
	return ""
}

// informingBureau tells whether a name is that of a credit bureau.
func informingBureau(c *Case, name string) bool {
	v := c.Vendor(name)
	return v != nil && slices.Contains(v.Does, "credit-bureau")
}

// bureauNamed tells whether the notice names one, as a recipient or a source.
func bureauNamed(c *Case) bool {
	for i := range c.Privacy.Recipients {
		r := &c.Privacy.Recipients[i]
		if informingBureau(c, r.Name.In(notice.Norwegian)) || r.Name.Proper != "" && checksCredit.in(r.Text) {
			return true
		}
	}
	for _, o := range originsOf(c) {
		if informingBureau(c, o.Origin.From.NB) || sourceOf(o.Origin) == sourceNamed && checksCredit.in(o.Origin.From) {
			return true
		}
	}
	return false
}
