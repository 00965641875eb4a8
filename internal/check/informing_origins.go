package check

import (
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
		`^(registre|offentlige registre|offentlige kilder|offentlig tilgjengelige kilder|kredittopplysningsforetak|kredittbyrå\pL*|markedsaktører)|^(eventuelt )?(via |fra )?andre som|^leverandører`,
		`^(registers|public registers|public sources|publicly (available|accessible) sources|registries|credit (reference agencies|bureaus))|^(possibly )?(through |from )?others who`)
	perhapsPublic = informingSays(`offentlig|regist(er|re)|nettside|internett|sosiale medier|telefonkatalog|opplysningstjeneste`, `public|regist(er|ry|ries)|website|internet|social media|directory`)
)

// neverPublic are sources that only those concerned have access to.
var neverPublic = informingSays(
	`elhub|efaktura|avtalegiro|vipps|\bbank(en|er|ene|id)?\b|(innlogging|pålogging|logg inn|autentisering|betalings(tjeneste|løsning|plattform))`,
	`elhub|efaktura|avtalegiro|vipps|\bbank(s|id)?\b|(sign-in|signing in|log-?in|authentication|payment (service|solution|platform))`)

// fromReaders are sources that the reader names, or that differ from person to
// person: nobody can write their names.
var (
	namedByReader = informingSays(`oppgitte? (som )?referanse|referanse\pL*[^.]{0,40} (du |dine\b)|person(en|ene|er)? (som )?du (oppgir|har oppgitt|nevner|navngir)`, `refere(nces|es|e)\b[^.]{0,40}(\byou\b|given)|your refere|(person|people)s?( whom)? you (name|give|have named|have given)`)
	fromEmployer  = informingSays(`^(fra )?arbeidsgiver`, `employer`)
)

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
			names := kindsBeside(all, o)
			if names == nil {
				continue
			}
			// For the notice as a whole, nobody can tell what each of them gives.
			bare := strings.HasPrefix(o.At, "origins") && len(o.Origin.Data) == 0
			f.Message, f.Severity, f.Args = "art14-2-f-source-kind", diag.Warning, map[string]any{"Names": saidQuoted(names), "Bare": bare}
		default:
			if !askPublic(c, o.Origin) {
				continue
			}
			f.Message, f.Severity = "art14-2-f-source-public", diag.Note
			if perhapsPublic.in(o.Origin.From) && !fromEmployer.in(o.Origin.From) {
				f.Severity = diag.Warning
			}
		}
		out = append(out, f)
	}
	return slices.Concat(out, findReferees(c), findUnsourced(c))
}

// kindsBeside lists the kinds of sources of the list that one stands in, where
// it is the first of them.
func kindsBeside(all []originAt, o originAt) []notice.Text {
	list := o.At[:strings.LastIndex(o.At, "[")+1]
	var names []notice.Text
	for _, x := range all {
		if !strings.HasPrefix(x.At, list) || sourceOf(x.Origin) != sourceKind {
			continue
		}
		if names == nil && x.Origin != o.Origin {
			return nil
		}
		names = append(names, informingSaid(x.Origin.From))
	}
	return names
}

// askPublic tells whether it is a question if a source is open to the public.
func askPublic(c *Case, o *notice.Origin) bool {
	if o.Public == "yes" || o.Public == "no" || namedByReader.in(o.From) {
		return false
	}
	return perhapsPublic.in(o.From) || !closed(c, o)
}
