package check

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/phrase"
)

// A finding is about wording of the notice, which stands in both languages, and
// about things that i18n has words for. Both are said when the message is, in its
// language; what is here are only the things.

// inWords gives what a finding is about as the messages take it.
func inWords(args map[string]any) map[string]any {
	out := make(map[string]any, len(args))
	for key, value := range args {
		switch x := value.(type) {
		case notice.Text:
			value = saidText(x)
		case notice.Name:
			value = saidText(nameOf(&x))
		}
		out[key] = value
	}
	return out
}

// saidText is wording of the notice.
type saidText notice.Text

// Say gives it in the language.
func (x saidText) Say(t diag.Teller) (string, error) {
	return notice.Text(x).In(notice.Lang(t.Lang())), nil
}

// saidTexts are several.
func saidTexts(list []notice.Text) []diag.Datum {
	out := make([]diag.Datum, len(list))
	for i := range list {
		out[i] = saidText(list[i])
	}
	return out
}

// saidTwo is what each language says in its own way.
type saidTwo struct{ nb, en diag.Datum }

// Say gives it in the language.
func (x saidTwo) Say(t diag.Teller) (string, error) {
	if notice.Lang(t.Lang()) == notice.English {
		return x.en.Say(t)
	}
	return x.nb.Say(t)
}

// saidWord is something that i18n has words for, by the id of the message; those of
// the notices begin with "notice:".
type saidWord string

// Say gives the words.
func (x saidWord) Say(t diag.Teller) (string, error) { return t.Say(string(x), nil) }

// saidMessage is a message with what it is about.
type saidMessage struct {
	id   string
	args map[string]any
}

// Say words it.
func (x saidMessage) Say(t diag.Teller) (string, error) { return diag.Say(t, x.id, x.args) }

// basisName is what a legal basis is called; of one that has no name, a message
// says what there is instead.
func basisName(kind notice.BasisKind, unnamed saidWord) saidWord {
	if kind == "not-stated" || !slices.Contains(kind.Values(), string(kind)) {
		return unnamed
	}
	return saidWord("notice:basis-" + string(kind))
}

// basisNames puts several in a row.
func basisNames(kinds []notice.BasisKind) saidRow {
	var out saidRow
	for _, k := range kinds {
		out.things = append(out.things, basisName(k, "basis-open"))
	}
	return out
}

// saidCount is a number in letters, where it is small.
type saidCount int

// Say writes it.
func (n saidCount) Say(t diag.Teller) (string, error) {
	if n < 1 || n > 12 {
		return strconv.Itoa(int(n)), nil
	}
	return t.Say("count-"+strconv.Itoa(int(n)), nil)
}

// saidDay is a date in words; one that is not well formed stays as it is.
type saidDay notice.Date

// Say words it as the notices do.
func (d saidDay) Say(t diag.Teller) (string, error) {
	var failed error
	say := phrase.Say(func(id string, data map[string]any) string {
		s, err := t.Say("notice:"+id, data)
		failed = cmp.Or(failed, err)
		return s
	})
	s, err := say.Date(notice.Date(d))
	if err != nil {
		return string(d), nil
	}
	return s, failed
}

// saidRow is things one after the other, each once.
type saidRow struct {
	things []diag.Datum
	// quoted tells that each stands in quotation marks.
	quoted bool
	// choice tells that any of them will do.
	choice bool
	// most is how many are named; 0 is all.
	most int
	// whole tells that nothing is said in a language that lacks one of them.
	whole bool
}

// saidListed puts texts in a row as they are.
func saidListed(list []notice.Text) saidRow { return saidRow{things: saidTexts(list)} }

// saidQuoted puts texts in a row, each in quotation marks.
func saidQuoted(list []notice.Text) saidRow { return saidRow{things: saidTexts(list), quoted: true} }

// saidProper puts names in a row that no language changes.
func saidProper(names []string) saidRow {
	var out saidRow
	for _, n := range names {
		out.things = append(out.things, saidText{NB: n, EN: n})
	}
	return out
}

// saidQuotedEach puts words of each language in a row in that language alone.
func saidQuotedEach(nb, en []string) saidRow {
	out := saidRow{quoted: true}
	for _, s := range nb {
		out.things = append(out.things, saidText{NB: s})
	}
	for _, s := range en {
		out.things = append(out.things, saidText{EN: s})
	}
	return out
}

// none tells whether there is nothing to say.
func (r saidRow) none() bool { return len(r.things) == 0 }

// Say writes the row as a sentence does.
func (r saidRow) Say(t diag.Teller) (string, error) {
	var each []string
	for _, thing := range r.things {
		s, err := thing.Say(t)
		if err == nil && s == "" && r.whole {
			return "", nil
		}
		if err == nil && s != "" && r.quoted {
			s, err = t.Say("quoted", map[string]any{"Words": innerQuotes(s)})
		}
		if err != nil {
			return "", err
		}
		if s != "" && !slices.Contains(each, s) {
			each = append(each, s)
		}
	}
	n := len(each)
	if n < 2 {
		return strings.Join(each, ""), nil
	}
	id, last := "row-and", n-1
	switch {
	case r.most > 0 && n > r.most:
		return t.Say("row-open", map[string]any{"Most": strings.Join(each[:r.most], ", ")})
	case r.choice:
		id = "row-or"
	}
	return t.Say(id, map[string]any{"Most": strings.Join(each[:last], ", "), "Last": each[last]})
}
