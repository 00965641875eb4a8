package tell

import (
	"strings"

	"notis/internal/diff"
	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/phrase"
	"notis/internal/words"
)

// Longer texts are not quoted in a sentence: the redline shows them.
const (
	quoted = 12  // words of a text told as from … to …
	cut    = 110 // letters of a text that came or went
)

// sayer words changes in one language.
type sayer struct {
	in    *Input
	lang  notice.Lang
	words *words.Words
	errs  []error
}

func (s *sayer) say(id string, data map[string]any) string {
	text, err := s.words.Say(id, data)
	if err != nil {
		s.errs = append(s.errs, err)
	}
	return text
}

func (s *sayer) phrase() phrase.Say { return s.say }

// sentence words one change, with where it happened before it.
func (s *sayer) sentence(c *diff.Change) string {
	text := s.what(c)
	var where []string
	within := c.Within
	if c.Op == diff.Renamed {
		within = within[:len(within)-1] // the sentence names it
	}
	for _, n := range within {
		if name := s.title(n); name != "" {
			where = append(where, name)
		}
	}
	if last := c.Path[len(c.Path)-1]; len(where) == 0 && len(c.Path) > 2 && (last.Index < 0 || c.Op == diff.Changed) {
		where = s.section(c)
	}
	if len(where) > 0 {
		text = s.say("change-where", map[string]any{"Where": strings.Join(where, " – "), "Sentence": text})
	}
	return text
}

// section names the section that a fact is shown in, for facts whose own group
// has no name.
func (s *sayer) section(c *diff.Change) []string {
	return s.sectionOf(c.Path[0].Key, c.Path[1].Key)
}

// sectionOf names the section that shows what stands under a key of a part of
// the facts.
func (s *sayer) sectionOf(part, key string) []string {
	if part == "brand" {
		key = "controller"
	}
	list := s.in.After.At(string(s.kind()), "sections")
	if e := list.Entry(key); e != nil && e.At("title") != nil {
		return []string{s.text(e.At("title"))}
	}
	if id := "section-" + key; s.words.Has(id) {
		return []string{s.say(id, nil)}
	}
	return nil
}

// kind is the notice that the facts are of.
func (s *sayer) kind() notice.Kind {
	if s.in.After.At(string(notice.CookiesKind)) != nil {
		return notice.CookiesKind
	}
	return notice.PrivacyKind
}

// title names a node that changes can be within.
func (s *sayer) title(n *facts.Node) string {
	switch n.Type {
	case "Recipient", "Cookie":
		return s.bare(n)
	case "Activity", "Part", "Section", "Technology", "Definition", "Right", "Mechanism", "Promise", "CookieUse", "Choice", "Site":
		return phrase.Capital(s.bare(n))
	}
	return ""
}

func (s *sayer) what(c *diff.Change) string {
	data := map[string]any{"Noun": s.say(s.noun(c), nil)}
	key := c.Path[len(c.Path)-1].Key
	switch {
	case key == "official" && c.To != nil && c.To.Value == "true":
		return s.say("change-official", nil)
	case key == "kind" && c.Op == diff.Added && c.Within[len(c.Within)-1].Type == "Cookie":
		// Left out, it is a cookie.
		data["From"], data["To"] = lower(s.say("cookie-cookie", nil)), s.value(c.To)
		return s.say("change-changed-"+string(c.Nature), data)
	case c.Op == diff.Moved && c.From.Kind != facts.Table:
		return s.say("change-order", data)
	case c.Op == diff.Moved:
		data["Name"] = s.value(c.To)
		return s.say("change-moved", data)
	case key == "id":
		around := c.Within[len(c.Within)-1]
		return s.say("change-renamed-id", map[string]any{"Noun": s.say(s.entryNoun(around), nil), "Name": s.value(around)})
	case c.Op == diff.Renamed:
		if around := c.Within[len(c.Within)-1]; c.From.Kind == facts.Leaf || s.changedIn(c) {
			data = map[string]any{"Noun": s.say(s.entryNoun(around), nil), "From": s.value(c.From), "To": s.value(c.To)}
			if around.Type == "Recipient" || around.Type == "Cookie" {
				return s.say("change-replaced", data) // another name may be another company
			}
			return s.say("change-renamed", data)
		}
	}
	if c.Op == diff.Renamed || c.Nature == notice.NatureWording {
		return s.wording(c, data)
	}
	return s.factual(c, data)
}

// changedIn tells whether a text reads otherwise in the sayer's language.
func (s *sayer) changedIn(c *diff.Change) bool {
	return c.From.Kind != facts.Phrase || c.To.Kind != facts.Phrase || c.From.Text.In(s.lang) != c.To.Text.In(s.lang)
}

// wording tells of a text that reads otherwise: in which language, where it is
// only one, and how, where it is short.
func (s *sayer) wording(c *diff.Change, data map[string]any) string {
	if c.From.Kind == facts.Phrase && c.To.Kind == facts.Phrase {
		for _, l := range notice.Langs() {
			if c.From.Text.In(l) != c.To.Text.In(l) {
				continue
			}
			for _, other := range notice.Langs() {
				if other != l {
					return s.say("change-changed-wording-"+string(other), data)
				}
			}
		}
	}
	from, to := s.text(c.From), s.text(c.To)
	if len(strings.Fields(from)) > quoted || len(strings.Fields(to)) > quoted {
		return s.say("change-changed-wording-long", data)
	}
	data["From"], data["To"] = s.value(c.From), s.value(c.To)
	return s.say("change-changed-wording", data)
}

// factual tells what came, went, or is another.
func (s *sayer) factual(c *diff.Change, data map[string]any) string {
	var from, to string
	if c.From != nil {
		from = s.value(c.From)
	}
	if c.To != nil {
		to = s.value(c.To)
	}
	if from == "" && c.From != nil || to == "" && c.To != nil {
		return s.say("change-bare-"+string(c.Op), data)
	}
	id := "change-" + string(c.Op) + "-" + string(c.Nature)
	if c.Op != diff.Changed && !s.isEntry(c) {
		id += "-fact"
	}
	if c.From != nil {
		data["From"] = from
	}
	if c.To != nil {
		data["To"] = to
	}
	return s.say(id, data)
}

// noun finds what a fact is called.
func (s *sayer) noun(c *diff.Change) string {
	last := c.Path[len(c.Path)-1]
	if n := node(c); last.Index >= 0 && n.Kind == facts.Table {
		return s.entryNoun(n)
	}
	return s.named(c.Within[len(c.Within)-1].Type, last.Key)
}

// isEntry tells whether what a fact is called can stand before its value
// without more: the recipient X, the article Y.
func (s *sayer) isEntry(c *diff.Change) bool {
	if c.Path[len(c.Path)-1].Index < 0 {
		return false
	}
	switch node(c).Type {
	case "Channel", "Use", "Country", "Right":
		return false
	}
	return true
}

func node(c *diff.Change) *facts.Node {
	if c.To != nil {
		return c.To
	}
	return c.From
}

// named finds what the field of a type is called: by both, else by its key
// alone.
func (s *sayer) named(owner, key string) string {
	key = strings.ReplaceAll(key, "_", "-")
	if id := "noun-" + kebab(owner) + "-" + key; s.words.Has(id) {
		return id
	}
	if id := "noun-" + key; s.words.Has(id) {
		return id
	}
	return "noun-" + singular(key)
}

// entryNoun finds what an entry of a list is called.
func (s *sayer) entryNoun(n *facts.Node) string {
	for _, id := range []string{"noun-" + kebab(n.Type), "noun-" + plural(n.Type)} {
		if s.words.Has(id) {
			return id
		}
	}
	return "noun-?" + kebab(n.Type)
}

// plural gives the key of a list by the type of its entries.
func plural(t string) string {
	switch t {
	case "Basis":
		return "bases"
	case "Measure":
		return "security"
	}
	return kebab(t) + "s"
}

func singular(key string) string {
	if base, ok := strings.CutSuffix(key, "ies"); ok {
		return base + "y"
	}
	return strings.TrimSuffix(key, "s")
}

// kebab writes a type's name as ids are written: CookieUse, cookie-use.
func kebab(t string) string {
	var out strings.Builder
	for i, r := range t {
		if i > 0 && r >= 'A' && r <= 'Z' {
			out.WriteByte('-')
		}
		out.WriteRune(r)
	}
	return strings.ToLower(out.String())
}
