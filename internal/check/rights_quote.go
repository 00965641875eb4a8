package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/notice"
)

// rightsTerm is a way to say something: how it begins in Norwegian, and then
// how the same can begin in English.
type rightsTerm []string

// rightsQuote gives the first of the terms that stands in a text, as it stands
// there in Norwegian, and the same in English where that can be seen.
func rightsQuote(t notice.Text, terms ...rightsTerm) notice.Text {
	lower := lower(t.NB)
	for _, term := range terms {
		if len(term) == 0 {
			continue
		}
		if nb := rightsSaysLower(lower, term[0]); nb != "" {
			return notice.Text{NB: rightsAsWritten(t.NB, nb), EN: rightsAsWritten(t.EN, rightsSays(t.EN, term[1:]...))}
		}
	}
	return notice.Text{}
}

// rightsQuotes gives all of the terms that stand in a text, each in quotes.
func rightsQuotes(t notice.Text, terms ...rightsTerm) saidRow {
	var out []notice.Text
	for _, term := range terms {
		if w := rightsQuote(t, term); !w.IsZero() {
			out = append(out, w)
		}
	}
	return rightsTitles(out)
}

// rightsAsWritten gives words with the capitals they have in a text.
func rightsAsWritten(text, words string) string {
	lower := lower(text)
	if i := strings.Index(lower, words); i >= 0 && len(lower) == len(text) {
		return text[i : i+len(words)]
	}
	return words
}

// rightsBoth puts texts together, each language by itself.
func rightsBoth(texts ...notice.Text) notice.Text {
	var nb, en []string
	for _, t := range texts {
		if t.NB != "" {
			nb = append(nb, t.NB)
		}
		if t.EN != "" {
			en = append(en, t.EN)
		}
	}
	return notice.Text{NB: strings.Join(nb, "\n"), EN: strings.Join(en, "\n")}
}

// rightsDataWords gives what kinds of data are called, their categories with
// them.
func rightsDataWords(c *Case, data []notice.Datum) notice.Text {
	var out []notice.Text
	for _, d := range data {
		out = append(out, d.Text, notice.Text{NB: string(d.Is)})
		if cat := c.rightsCategory(d); cat != nil {
			out = append(out, cat.Name)
		}
	}
	return rightsBoth(out...)
}

// rightsTitles joins titles or words for a message, each in quotes. Where one
// lacks its English, nothing is quoted in English.
func rightsTitles(titles []notice.Text) saidRow {
	out := saidQuoted(slices.DeleteFunc(slices.Clone(titles), func(t notice.Text) bool { return t.NB == "" }))
	out.whole = true
	return out
}

// rightsTitle is what a part is called: its own title, else that of its
// activity.
func rightsTitle(p PartAt) notice.Text {
	if !p.Part.Title.IsZero() {
		return p.Part.Title
	}
	return p.Activity.Title
}

// rightsGroup gathers what is found in the parts of one activity, so that one
// finding can speak of them all.
type rightsGroup struct {
	activity *notice.Activity
	message  string
	at       []string
	titles   []notice.Text
}

// rightsGroups is a list of groups in the order they were begun.
type rightsGroups []*rightsGroup

// add puts a place of a part with what is found of the same activity.
func (g *rightsGroups) add(p PartAt, at, message string) {
	for _, x := range *g {
		if x.activity == p.Activity && x.message == message {
			x.at, x.titles = append(x.at, at), append(x.titles, rightsTitle(p))
			return
		}
	}
	*g = append(*g, &rightsGroup{p.Activity, message, []string{at}, []notice.Text{rightsTitle(p)}})
}

// place is the one place of a group, or that of the activity where there are
// several.
func (g *rightsGroup) place(c *Case) string {
	if len(g.at) == 1 {
		return g.at[0]
	}
	for i := range c.Privacy.Activities {
		if &c.Privacy.Activities[i] == g.activity {
			return fmt.Sprintf("activities[%d]", i)
		}
	}
	return g.at[0]
}

// args name the parts of a group for a message.
func (g *rightsGroup) args() map[string]any {
	return map[string]any{"Titles": rightsTitles(g.titles), "Several": len(g.at) > 1}
}
