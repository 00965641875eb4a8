package tell

import (
	"strings"
	"unicode"

	"notis/internal/facts"
	"notis/internal/notice"
	"notis/internal/phrase"
	"notis/internal/prose"
)

// enums gives the beginning of the ids that word the values of closed lists.
var enums = map[string]string{
	"Stated": "stated-", "Modality": "modality-", "Qualifier": "qualifier-", "BasisKind": "basis-", "Role": "role-", "Channel": "channel-",
	"SiteKind": "site-", "ProvisionKind": "provision-", "Then": "then-", "Occasion": "occasion-", "TransferKind": "transfer-",
	"MechanismKind": "mechanism-", "PromiseKind": "promise-", "RightKind": "right-", "CookieCategory": "category-", "CookieKind": "cookie-",
	"ChoiceKind": "choice-", "Sensitivity": "sensitivity-",
}

// value words a fact for a sentence; a text or a name stands in quotes.
func (s *sayer) value(n *facts.Node) string {
	text := s.bare(n)
	if text == "" {
		return ""
	}
	if worded(n) {
		return text
	}
	return s.say("change-quote", map[string]any{"Text": s.shorten(text, n.Kind == facts.Phrase || n.Kind == facts.Table && !named(n))})
}

// named tells whether an entry is called by a name, whose full stop is part of
// it.
func named(n *facts.Node) bool {
	in, ok := n.Field("name")
	return ok && in.Kind == facts.Leaf
}

// worded tells whether a value is words of our own, which need no quotes.
func worded(n *facts.Node) bool {
	switch n.Type {
	case "Duration", "Date", "Country", "Article", "bool", "Number", "Basis", "Retention", "Right", "Use", "Contact", "Dated":
		return true
	case "Ref":
		return n.Refers == "contact"
	}
	return enums[n.Type] != ""
}

// bare words a fact without quotes; nothing where no few words can.
func (s *sayer) bare(n *facts.Node) string {
	switch n.Kind {
	case facts.Phrase:
		return s.text(n)
	case facts.Leaf:
		return s.leaf(n)
	case facts.List:
		return ""
	}
	switch n.Type {
	case "Basis", "Retention", "Use", "Dated", "Statute", "Cookie", "Recipient", "Contact":
		return s.group(n)
	case "Section":
		if id := "section-" + n.Word("id"); n.At("title") == nil && s.words.Has(id) {
			return s.say(id, nil)
		}
	}
	for _, key := range []string{"title", "name", "term", "text", "kind", "category", "from"} {
		if n.Type == "Right" && key != "kind" || n.Type == "CookieUse" && key == "text" || (n.Type == "Promise" || n.Type == "Mechanism" || n.Type == "Choice") && key == "text" {
			continue
		}
		if in, ok := n.Field(key); ok {
			return s.bare(in)
		}
	}
	return ""
}

// text is a phrase in plain words: its first block, without marks.
func (s *sayer) text(n *facts.Node) string {
	if n.Kind == facts.Leaf {
		return n.Value
	}
	blocks, _ := prose.New().Parse(n.Text.In(s.lang))
	if len(blocks) == 0 {
		return ""
	}
	if blocks[0].Line == nil {
		return strings.TrimSpace(strings.SplitN(n.Text.In(s.lang), "\n", 2)[0])
	}
	return strings.Join(strings.Fields(blocks[0].Line.Plain()), " ")
}

// shorten cuts a text that is too long for a sentence. The full stop of a
// sentence within the sentence goes; that of a name stays.
func (s *sayer) shorten(text string, sentence bool) string {
	runes := []rune(text)
	if len(runes) > cut {
		head := string(runes[:cut])
		return s.say("change-cut", map[string]any{"Text": strings.TrimRight(head[:strings.LastIndexByte(head, ' ')], " ,;:–.")})
	}
	if sentence && strings.Contains(text, " ") {
		return strings.TrimSuffix(text, ".")
	}
	return text
}

func (s *sayer) leaf(n *facts.Node) string {
	switch n.Type {
	case "Duration":
		return s.phrase().Duration(notice.Duration(n.Value))
	case "Date":
		text, err := s.phrase().Date(notice.Date(n.Value))
		if err != nil {
			s.errs = append(s.errs, err)
		}
		return text
	case "Country":
		text, err := phrase.Country(notice.Country(n.Value), s.lang)
		if err != nil {
			s.errs = append(s.errs, err)
		}
		return text
	case "Article":
		return s.phrase().Article(notice.Article(n.Value))
	case "bool":
		if n.Value == "true" {
			return lower(s.say("stated-yes", nil))
		}
		return lower(s.say("stated-no", nil))
	case "Ref", "Datum":
		return s.refer(n)
	case "ClaimKind", "Digest":
		return ""
	}
	if begin := enums[n.Type]; begin != "" {
		return lower(s.say(begin+n.Value, nil))
	}
	return n.Value
}

// lower begins our own words with a small letter, unless they begin with an
// abbreviation.
func lower(text string) string {
	runes := []rune(text)
	if len(runes) > 1 && unicode.IsUpper(runes[0]) && !unicode.IsUpper(runes[1]) {
		runes[0] = unicode.ToLower(runes[0])
	}
	return string(runes)
}

// group words an entry by the facts that make it what it is.
func (s *sayer) group(n *facts.Node) string {
	part := func(key string) string {
		if in, ok := n.Field(key); ok {
			return s.bare(in)
		}
		return ""
	}
	switch n.Type {
	case "Basis":
		name := part("kind")
		if n.Word("or") != "" {
			name = s.say("or", map[string]any{"First": name, "Second": part("or")})
		}
		return s.detail(name, part("article"))
	case "Retention":
		if n.Word("period") != "" {
			return s.phrase().Period(notice.Duration(n.Word("period")), notice.Qualifier(n.Word("qualifier")))
		}
		for _, key := range []string{"criterion", "then", "text"} {
			if text := part(key); text != "" {
				return s.say("change-quote", map[string]any{"Text": s.shorten(text, true)})
			}
		}
	case "Use":
		more := s.shorten(part("purpose"), true)
		if data, ok := n.Field("data"); ok && more == "" {
			var list []string
			for i := range data.Nodes {
				list = append(list, s.bare(&data.Nodes[i]))
			}
			more = s.shorten(s.phrase().And(list), false)
		}
		return s.detail(part("role"), more)
	case "Dated":
		return part("date")
	case "Statute":
		return strings.TrimSpace(part("act") + " " + part("section"))
	case "Cookie":
		return part("name")
	case "Recipient":
		return part("name")
	case "Contact":
		for _, key := range []string{"email", "phone", "address", "url", "text"} {
			if text := part(key); text != "" {
				return text
			}
		}
	}
	return ""
}

// detail adds what is worth knowing in parentheses.
func (s *sayer) detail(text, more string) string {
	if more == "" || text == "" {
		return text
	}
	return s.say("change-detail", map[string]any{"Text": text, "Detail": more})
}

// refer words what an id stands for, in the newer version or the older one.
func (s *sayer) refer(n *facts.Node) string {
	for _, root := range []*facts.Node{&s.in.After, &s.in.Before} {
		list := root.At(facts.Places(n.Refers)...)
		if list == nil {
			continue
		}
		for i := range list.Nodes {
			if list.Nodes[i].ID == n.Value {
				return s.bare(&list.Nodes[i])
			}
		}
	}
	return n.Value
}
