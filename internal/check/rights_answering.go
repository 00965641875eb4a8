package check

import (
	"fmt"
	"slices"
	"strings"

	"notis/internal/diag"
	"notis/internal/notice"
)

// rightsAnswering are the rules on how requests are answered, and on the
// articles that notices cite beside the rights.
func rightsAnswering() []Rule {
	return []Rule{
		{
			ID: "art12-3-deadline", Severity: diag.Error, Article: "GDPR 12(3)", Source: "GDPR 12(3)",
			Verified: true, Kinds: rightsOnly(), Find: rightsDeadline,
		},
		{
			ID: "art12-5-free", Severity: diag.Error, Article: "GDPR 12(5)", Source: "GDPR 12(5)",
			Verified: true, Kinds: rightsOnly(), Find: rightsFree,
		},
		{
			ID: "art12-6-id-check", Severity: diag.Error, Article: "GDPR 12(2), 12(6)", Source: "GDPR 12(2), 12(6)",
			Verified: true, Kinds: rightsOnly(), Find: rightsIdentity,
		},
		{
			ID: "rights-article-map", Severity: diag.Error, Article: "GDPR 15–22", Source: "GDPR 7(3), 15–18, 20–22; 12(1)",
			Verified: true, Kinds: rightsOnly(), Find: rightsArticles,
		},
	}
}

// rightsDeadline wants the deadline of article 12(3). To state it is good
// practice; to state a longer one is against the law.
func rightsDeadline(c *Case) []Finding {
	var out []Finding
	check := func(at string, d notice.Deadline) {
		months, inMonths := rightsMonths(d.Period)
		days, inDays := rightsDays(d.Period)
		switch {
		case inMonths && months > 1 || inDays && days > 31:
			out = append(out, Finding{At: at + ".period"})
		case inDays && days > 28:
			out = append(out, rightsLower(at+".period", "art12-3-deadline-days", diag.Note, map[string]any{"Days": days}))
		}
	}
	r := c.Privacy.Rights
	var some []string
	for _, x := range r.List {
		if x.Deadline.Period != "" {
			some = append(some, string(x.Kind))
		}
	}
	switch {
	case r.Deadline.Period == "" && len(some) > 0:
		out = append(out, rightsLower("rights", "art12-3-deadline-some", diag.Note, map[string]any{"Rights": some, "Last": len(some) - 1}))
	case r.Deadline.Period == "":
		out = append(out, rightsLower("rights", "art12-3-deadline-missing", diag.Note, nil))
	default:
		check("rights.deadline", r.Deadline)
		longer := !rightsHas(rightsJoin(r.Deadline.Text, r.Deadline.Late), "to måneder", "2 måneder", "ytterligere to", "tre måneder", "3 måneder")
		if start := r.Deadline.From.IsZero(); start || longer {
			out = append(out, rightsLower("rights.deadline", "art12-3-deadline-terms", diag.Note, map[string]any{"Start": start, "Longer": longer}))
		}
	}
	for i := range r.List {
		if d := r.List[i].Deadline; d.Period != "" {
			check(fmt.Sprintf("rights.list[%d].deadline", i), d)
		}
	}
	return append(out, rightsByLetter(c)...)
}

// rightsLetter is an answer that goes by post.
var rightsLetter = compiled(`(?i)svar(et|ene)?\b[^.!?\n]{0,60}(folkeregistrert\S* adresse|i posten|per post|i brev|som brev|postadressen)|(folkeregistrert\S* adresse|i posten|per post|i brev|som brev)[^.!?\n]{0,60}svar`)

// rightsByLetter asks whether who asks electronically is answered so, where the
// answer goes by post.
func rightsByLetter(c *Case) []Finding {
	for _, t := range rightsTexts(c) {
		if !rightsLetter.MatchString(t.text.NB) {
			continue
		}
		for _, s := range rightsSentences(t.text.NB) {
			if rightsLetter.MatchString(s) && !rightsHas(s, "e-post", "elektronisk", "digital", "hvis du", "om du", "når du ber", "samme måte", "ønsker", "velge") {
				// Where a page to sign in to is the other way, it is a question.
				if way := rightsQuote(notice.Text{NB: s, EN: t.text.EN}, rightsTerm{"min side", "min side", "my page"}, rightsTerm{"mine sider", "mine sider", "my pages"}); !way.IsZero() {
					return []Finding{rightsLower(t.at(), "art12-3-deadline-letter-or", diag.Note, map[string]any{"Way": way})}
				}
				return []Finding{rightsLower(t.at(), "art12-3-deadline-letter", diag.Warning, nil)}
			}
		}
	}
	return nil
}

// rightsWords is a text about the rights with its place: a key of the rights, or
// of one in the list.
type rightsWords struct {
	right int
	key   string
	text  notice.Text
}

// at is the place of the text.
func (w *rightsWords) at() string {
	if w.right < 0 {
		return "rights." + w.key
	}
	return fmt.Sprintf("rights.list[%d].%s", w.right, w.key)
}

// rightsTexts lists what is said of the rights.
func rightsTexts(c *Case) []rightsWords {
	r := &c.Privacy.Rights
	out := make([]rightsWords, 0, 3+2*len(r.List))
	add := func(right int, key string, t notice.Text) {
		if !t.IsZero() {
			out = append(out, rightsWords{right, key, t})
		}
	}
	add(-1, "how", r.How)
	add(-1, "identity", r.Identity)
	add(-1, "deadline.text", r.Deadline.Text)
	for i := range r.List {
		add(i, "text", r.List[i].Text)
		add(i, "how", r.List[i].How)
		add(i, "except", r.List[i].Except)
	}
	return out
}

// What says that something is free of charge; and what can be a price.
var (
	rightsGratis = compiled(`(?i)gratis|kostnadsfri|vederlagsfri|uten kostnad|ingen kostnad|uten at det koster|koster (deg )?(ikke|ingenting)|betaler (du )?(ikke|ingenting)|tar (vi )?(ikke|aldri|ingen) betal`)
	rightsPriced = compiled(`(?i)gebyr|kroner|betal`)
)

// rightsFree looks for the promise that the rights cost nothing, and for a
// price.
func rightsFree(c *Case) []Finding {
	var out []Finding
	free := false
	for _, t := range rightsTexts(c) {
		free = free || rightsGratis.MatchString(t.text.NB)
		if !rightsPriced.MatchString(t.text.NB) {
			continue
		}
		for _, s := range rightsSentences(t.text.NB) {
			w := rightsQuote(notice.Text{NB: s, EN: t.text.EN}, rightsTerm{"gebyr", "fee", "charge"}, rightsTerm{"kroner", "kroner", "NOK"}, rightsTerm{"betale ", "pay"}, rightsTerm{"mot betaling", "against payment", "for payment", "for a fee"})
			if !w.IsZero() && !rightsHas(s, "ikke", "ingen", "ingenting", "uten", "grunnløs", "overdrev", "urimelig", "flere kopier", "ekstra kopi", "gratis") {
				free = true
				out = append(out, Finding{At: t.at(), Args: map[string]any{"Words": w}})
			}
		}
	}
	if !free && !slices.ContainsFunc(c.Privacy.Sections, rightsFreeSection) {
		out = append(out, rightsLower("rights", "art12-5-free-unsaid", diag.Note, nil))
	}
	return out
}

// rightsFreeSection tells whether a section says that the rights cost nothing:
// that of the rights, or one in a sentence on them.
func rightsFreeSection(s notice.Section) bool {
	if !rightsGratis.MatchString(s.Text.NB) {
		return false
	}
	return s.ID == "rights" || slices.ContainsFunc(rightsSentences(s.Text.NB), func(s string) bool {
		return rightsGratis.MatchString(s) && rightsHas(s, "rettighet", "innsyn")
	})
}

var rightsStop = compiled(`[.!?;:]\s|\n`)

// rightsSentences cuts a text into sentences.
func rightsSentences(text string) []string { return rightsStop.Split(text, -1) }

// rightsArticle gives the articles that can stand beside a right, the right's
// own first.
func rightsArticle(kind notice.RightKind) []string {
	switch kind {
	case "withdrawal":
		return []string{"7", "13", "14"}
	case "information":
		return []string{"13", "14", "12"}
	case "access":
		return []string{"15", "12"}
	case "rectification":
		return []string{"16", "19", "12"}
	case "erasure":
		return []string{"17", "19", "12"}
	case "restriction":
		return []string{"18", "19", "12"}
	case "portability":
		return []string{"20", "12"}
	case "objection", "marketing-objection":
		return []string{"21", "12"}
	case "automated-decisions":
		return []string{"22", "12"}
	}
	return nil
}

// rightsArticles holds the articles cited against the rights they stand by.
func rightsArticles(c *Case) []Finding {
	var out []Finding
	check := func(at string, kind notice.RightKind, articles []notice.Article, also ...string) {
		want := rightsArticle(kind)
		for _, a := range articles {
			if n := a.Place().Article; len(want) > 0 && n != "" && !slices.Contains(want, n) && !slices.Contains(also, n) {
				out = append(out, Finding{At: at + ".articles", Args: map[string]any{"Right": string(kind), "Article": string(a), "Want": want[0]}})
			}
		}
	}
	for i, r := range c.Privacy.Rights.List {
		check(fmt.Sprintf("rights.list[%d]", i), r.Kind, r.Articles)
	}
	for p := range c.Parts() {
		w := p.Part.Withdrawal
		var also []string
		objects := rightsHas(rightsJoin(w.Text), "protester", "reserver", "markedsføring", "innsigelse")
		if objects || len(p.Part.Bases) > 0 && !rightsRests(p.Part.Bases, "consent") {
			also = []string{"21"} // it is about objecting too, or alone
		}
		check(p.At+".withdrawal", "withdrawal", w.Articles, also...)
		at := func(n string) bool {
			return slices.ContainsFunc(w.Articles, func(a notice.Article) bool { return a.Place().Article == n })
		}
		if objects && at("21") && !at("7") && rightsHas(rightsJoin(w.Text), "samtykke") {
			out = append(out, rightsLower(p.At+".withdrawal.articles", "rights-article-map-both", diag.Note, nil))
		}
		check(p.At+".automated", "automated-decisions", p.Part.Automated.Articles, "4", "13", "14", "15", "21")
	}
	check("automated", "automated-decisions", c.Privacy.Automated.Articles, "4", "13", "14", "15", "21")
	for _, t := range rightsTexts(c) {
		out = append(out, rightsCited(t.at(), t.text.NB)...)
	}
	for i, s := range c.Privacy.Sections {
		out = append(out, rightsCited(fmt.Sprintf("sections[%d].text", i), s.Text.NB)...)
	}
	return out
}

var rightsNumber = compiled(`(?i)\b(?:artikkel|art\.?)\s*([0-9]{1,2})\b`)

// rightsCited finds sentences that name one right and, beside it, one article
// that is another right's.
func rightsCited(at, text string) []Finding {
	if !rightsNumber.MatchString(text) {
		return nil
	}
	var out []Finding
	for _, s := range strings.Split(strings.ReplaceAll(text, ";", "\n"), "\n") {
		numbers := rightsNumber.FindAllStringSubmatch(s, -1)
		kind, named := notice.RightKind(""), 0
		for _, x := range []struct {
			kind  notice.RightKind
			words []string
		}{
			{"access", []string{"innsyn"}}, {"rectification", []string{"retting", "rette "}}, {"erasure", []string{"sletting", "slette"}},
			{"restriction", []string{"begrens"}}, {"portability", []string{"dataportabilitet"}}, {"objection", []string{"protester"}},
		} {
			if rightsHas(s, x.words...) {
				kind, named = x.kind, named+1
			}
		}
		if len(numbers) != 1 || named != 1 {
			continue
		}
		n := numbers[0][1]
		if !slices.Contains([]string{"15", "16", "17", "18", "20", "21", "22"}, n) || slices.Contains(rightsArticle(kind), n) {
			continue
		}
		out = append(out, Finding{At: at, Args: map[string]any{"Right": string(kind), "Article": n, "Want": rightsArticle(kind)[0]}})
	}
	return out
}
