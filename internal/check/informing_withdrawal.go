package check

import (
	"cmp"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// staysLawful is a text that says what withdrawal does not undo.
var staysLawful = informingSays(
	`lovlighet|påvirker ikke|ikke (påvirket|berørt)|(fortsatt|fremdeles) lov|var lov|før du tr(akk|ekker)|tidligere behandling`,
	`lawful|does not affect|not affected|before (you withdr|the withdrawal|its withdrawal)|earlier processing`)

// tellsWay is a text that tells how to withdraw, and not only that one can.
var tellsWay = informingSays(
	`lenke|innstilling|knapp|skjema|e-?post|sms|melde? (deg|seg) av|avmeld|avbestill|kontakt|skriv|ring\b|svar|send|skru|slår? |appen|min side|nettside|løsning|verktøy|@|\]\(|\bved å|til du selv trekker`,
	`link|setting|button|form\b|e-?mail|text message|unsubscribe|opt out|contact|write|call\b|reply|send|turn|switch|\bapp\b|my page|website|solution|tool|@|\]\(|\bby \pL+ing|until you withdraw`)

// perhapsWay is a way that may not be there, and toldThen one that the reader
// was told of with the consent.
var (
	perhapsWay = informingSays(`eventuelle?\b`, `\bany (options?|possibilit(y|ies)|ways?|links?)\b`)
	toldThen   = informingSays(`den måten du (fikk|ble|har fått) [^.,;]{0,40}\bda du [^.,;]+`, `the way (that )?you were [^.,;]{0,40}\bwhen you [^.,;]+`)
)

// informingRight is the right to withdraw, with its place; none where the notice
// does not state it.
func informingRight(c *Case) (at string, right *notice.Right) {
	for i := range c.Privacy.Rights.List {
		if r := &c.Privacy.Rights.List[i]; r.Kind == "withdrawal" {
			return informingIndex("rights.list", i), r
		}
	}
	return "", nil
}

func findWithdrawal(c *Case) []Finding {
	rightAt, right := informingRight(c)
	lawful := right != nil && staysLawful.in(right.Text, right.Except, right.How)
	var out []Finding
	way := wayTold(c, right)
	var ask, bare unasked
	first, own := "", ""
	for p := range c.Parts() {
		b := slices.IndexFunc(p.Part.Bases, func(b notice.Basis) bool { return b.Kind == "consent" || b.Or == "consent" })
		if b < 0 {
			continue
		}
		at, text := informingIndex(p.At+".bases", b), p.Part.Withdrawal.Text
		lawful = lawful || staysLawful.in(text)
		if first == "" {
			first = at
		}
		if !text.IsZero() && own == "" {
			own = p.At + ".withdrawal"
		}
		// To customers, another rule asks for a way in each message.
		if w := perhapsWay.quotes(text); !w.none() && !(rightsExcepted(p) && rightsPerhapsLeaves(p)) {
			out = append(out, Finding{At: p.At + ".withdrawal.text", Message: "art7-3-withdrawal-perhaps", Severity: diag.Note, Args: map[string]any{"Name": informingName(p.Activity, p.Part), "Words": w}})
		}
		switch name := informingName(p.Activity, p.Part); {
		case !text.IsZero() && tellsWay.in(text), text.IsZero() && wayAbove(c, p):
		case !text.IsZero() && !way:
			bare.add(at, name)
		case right == nil || !way || onScreen(p):
			ask.add(at, name)
		}
	}
	if ask.at != "" {
		out = append(out, ask.finding(c, right, way))
	}
	if bare.at != "" {
		out = append(out, Finding{At: bare.at, Message: "art7-3-withdrawal-how", Severity: diag.Warning, Args: map[string]any{"Names": saidQuoted(bare.names)}})
	}
	if first == "" || lawful || right == nil && own == "" {
		return out
	}
	return append(out, Finding{At: cmp.Or(rightAt, own), Message: "art7-3-withdrawal-earlier"})
}

// unasked are the parts that rest on consent and do not tell how to withdraw it.
// One answer can mend them all, so they are found together.
type unasked struct {
	at    string
	names []notice.Text
}

func (u *unasked) add(at string, name notice.Text) {
	if u.at == "" {
		u.at = at
	}
	u.names = append(u.names, name)
}

// finding tells what is missing: the right itself, the way, or a way that is as
// easy as the one in.
func (u *unasked) finding(c *Case, right *notice.Right, way bool) Finding {
	f := Finding{At: u.at, Args: map[string]any{"Names": saidQuoted(u.names), "Several": len(u.names) > 1}}
	switch {
	case right == nil:
	case !way:
		f.Message, f.Severity = "art7-3-withdrawal-how", diag.Warning
	case toldThen.in(right.How, right.Text):
		// The consent itself may tell it: only the company knows.
		f.Message, f.Severity = "art7-3-withdrawal-told", diag.Note
		f.Args["Words"] = toldThen.quotes(notice.Text{NB: right.How.NB + "\n" + right.Text.NB, EN: right.How.EN + "\n" + right.Text.EN})
	default:
		f.Message, f.Severity = "art7-3-withdrawal-easy", diag.Note
		only := onlyContact(c, right)
		f.Args["Way"], f.Args["Email"] = informingSaid(only.Text), string(only.Email)
		if only.Email != "" {
			f.Severity = diag.Warning
		}
	}
	return f
}

// wayTold tells whether the right to withdraw comes with a way.
func wayTold(c *Case, right *notice.Right) bool {
	rights := &c.Privacy.Rights
	return right != nil && (!right.How.IsZero() || !rights.How.IsZero() || len(rights.Contacts) > 0 || tellsWay.in(right.Text))
}

// onlyContact is the only contact for the rights, where no other way stands
// with the right to withdraw; an empty one where there are more.
func onlyContact(c *Case, right *notice.Right) notice.Contact {
	if len(c.Privacy.Rights.Contacts) != 1 {
		return notice.Contact{}
	}
	ref := c.Privacy.Rights.Contacts[0]
	for _, k := range c.Brand.Contacts {
		if notice.Ref(k.ID) != ref {
			continue
		}
		if how := right.How.NB; how == "" && k.Email != "" || strings.Contains(how, "(#contact-"+string(ref)+")") && strings.Count(how, "](") == 1 && !strings.Contains(how, " eller ") {
			return k
		}
	}
	return notice.Contact{}
}

// wayAbove tells whether the activity that a part belongs under tells how to
// withdraw what goes by the same first word, such as tracking.
func wayAbove(c *Case, p PartAt) bool {
	up := informingUnder(c, p.Activity)
	first, _, _ := strings.Cut(lower(p.Part.Title.NB), " ")
	return up != nil && len(first) > 4 && slices.ContainsFunc(up.Parts, func(q notice.Part) bool {
		return strings.HasPrefix(lower(q.Title.NB), first+" ") && tellsWay.in(q.Withdrawal.Text)
	})
}

// onScreen tells whether consent may be given where the reader meets the service
// on a screen: nothing says that it is given otherwise.
func onScreen(p PartAt) bool {
	channels := p.Part.Channels
	return len(channels) == 0 || slices.ContainsFunc(channels, func(ch notice.Channel) bool {
		return slices.Contains([]notice.Channel{"site", "app", "form", "portal", "email", "chat"}, ch)
	})
}
