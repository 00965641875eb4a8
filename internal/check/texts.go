package check

import (
	"iter"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"notis/internal/facts"
	"notis/internal/notice"
)

// kept is what a run works out once for all of its rules.
type kept struct {
	// texts are those of a notice, by its pointer.
	texts map[any]*index
	// locators name the places of facts, by part.
	locators map[string]*facts.Locator
	// vendors are the names of the vendors, by their first word.
	vendors map[string][]knownAs
	parts   []PartAt
	uses    []UseAt
	// books are the texts of a notice as one, by language.
	books map[bookKey]*wordingBook
	// found is what rules have found.
	found map[foundKey][]Finding
	// tokens are the sorts of data that a kind of data holds.
	tokens map[notice.Datum][]consToken
}

type bookKey struct {
	kind notice.Kind
	lang notice.Lang
}

type foundKey struct {
	kind notice.Kind
	rule string
}

func newKept() *kept {
	return &kept{
		texts: map[any]*index{}, locators: map[string]*facts.Locator{}, books: map[bookKey]*wordingBook{}, found: map[foundKey][]Finding{},
		tokens: map[notice.Datum][]consToken{},
	}
}

// knownAs is a name of a vendor, in small letters, and which one it is.
type knownAs struct {
	name string
	at   int
}

// locator names places of one part: brand, privacy or cookies.
func (c *Case) locator(part string) *facts.Locator {
	l := c.kept.locators[part]
	if l == nil {
		f := c.facts(part)
		l = facts.Locate(&f)
		c.kept.locators[part] = l
	}
	return l
}

// facts gives the facts of one part.
func (c *Case) facts(part string) notice.Facts {
	var f notice.Facts
	switch part {
	case "brand":
		f.Brand = *c.Brand
	case string(notice.CookiesKind):
		f.Cookies = *c.Cookies
	default:
		f.Privacy = *c.Privacy
	}
	return f
}

// Text is wording with its place.
type Text struct {
	At   string
	Text notice.Text

	kept *keptText
}

// keptText is what is worked out once of a text, and only where a rule asks.
type keptText struct {
	nb, en, plain string
}

// visible is the text in a language as readers see it.
func (t *Text) visible(l notice.Lang) string {
	own, kept := t.Text.NB, &t.kept.nb
	if l == notice.English {
		own, kept = t.Text.EN, &t.kept.en
	}
	if *kept == "" {
		*kept = wordingVisible(own)
	}
	return *kept
}

// plain is the text as readers see it, in small letters: the Norwegian, and
// English where there is none.
func (t *Text) plain() string {
	if t.kept.plain == "" {
		t.kept.plain = storingPlain(t.Text)
	}
	return t.kept.plain
}

// Texts gives every text of the notice the case is about, in the order of the
// model, without what readers never see.
func (c *Case) Texts() iter.Seq[Text] { return slices.Values(c.index().texts) }

// With gives the texts that may hold one of the words in one of the languages,
// without regard to case, and perhaps a few more. A rule that looks for words
// in every text begins with it.
func (c *Case) With(words ...string) iter.Seq[Text] {
	q := anyOf(words)
	return c.index().with(&q)
}

// Saying gives the texts that may hold a match of one of the patterns.
func (c *Case) Saying(patterns ...*pattern) iter.Seq[Text] {
	any := query{op: some}
	for _, p := range patterns {
		any.subs = append(any.subs, p.made().needs)
	}
	return c.index().with(&any)
}

// index is that of the notice the case is about.
func (c *Case) index() *index {
	var about any = c.Privacy
	if c.Kind == notice.CookiesKind {
		about = c.Cookies
	}
	if c.kept == nil {
		return indexed(texts(about))
	}
	x, ok := c.kept.texts[about]
	if !ok {
		x = indexed(texts(about))
		c.kept.texts[about] = x
	}
	return x
}

// texts collects the texts of a notice.
func texts(about any) []Text {
	c := collector{keys: map[reflect.Type][]string{}}
	c.collect(reflect.ValueOf(about).Elem(), "")
	return c.out
}

// collector gathers texts. What tags say is read once for each type.
type collector struct {
	out  []Text
	keys map[reflect.Type][]string
}

func (c *collector) add(t notice.Text, at string) {
	if !t.IsZero() {
		c.out = append(c.out, Text{At: at, Text: t, kept: new(keptText)})
	}
}

// of gives the keys of a type's fields; "" for those that hold no text.
func (c *collector) of(t reflect.Type) []string {
	out, ok := c.keys[t]
	if !ok {
		for i := range t.NumField() {
			key := ""
			if holdsText(t.Field(i).Type) {
				key = t.Field(i).Tag.Get("toml")
			}
			out = append(out, key)
		}
		c.keys[t] = out
	}
	return out
}

// holdsText tells whether a field can hold texts that readers see.
func holdsText(t reflect.Type) bool {
	switch t {
	case reflect.TypeFor[[]notice.Question](), reflect.TypeFor[[]notice.Exception]():
		return false
	}
	for t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t.Kind() == reflect.Struct
}

// collect adds the texts below a value.
func (c *collector) collect(v reflect.Value, at string) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			c.collect(v.Index(i), element(at, i))
		}
	case reflect.Struct:
		switch v.Type() {
		case reflect.TypeFor[notice.Text]():
			c.add(*v.Addr().Interface().(*notice.Text), at)
			return
		case reflect.TypeFor[notice.Name]():
			c.add(v.Addr().Interface().(*notice.Name).Text, at)
			return
		case reflect.TypeFor[notice.Datum]():
			c.add(v.Addr().Interface().(*notice.Datum).Text, at)
			return
		}
		for i, key := range c.of(v.Type()) {
			if f := v.Field(i); key != "" && (f.Kind() == reflect.Struct || f.Len() > 0) {
				c.collect(f, join(at, key))
			}
		}
	}
}

func element(at string, i int) string { return at + "[" + strconv.Itoa(i) + "]" }

func join(at, key string) string {
	if at == "" {
		return key
	}
	return at + "." + key
}

// Vendor finds what is publicly known of a name; nil where nothing is. Names
// are compared whole words, without regard to case.
func (c *Case) Vendor(name string) *notice.Vendor {
	var byWord map[string][]knownAs
	if c.kept != nil {
		byWord = c.kept.vendors
	}
	if byWord == nil {
		byWord = knownNames(c.Known)
		if c.kept != nil {
			c.kept.vendors = byWord
		}
	}
	best := -1
	for word := range words(lower(name)) {
		for _, v := range byWord[word] {
			if (best < 0 || v.at < best) && mentions(name, v.name) {
				best = v.at
			}
		}
	}
	if best < 0 {
		return nil
	}
	return &c.Known.Vendors[best]
}

// knownNames sorts the names of vendors by their first word.
func knownNames(k *notice.Known) map[string][]knownAs {
	out := map[string][]knownAs{}
	for i := range k.Vendors {
		for _, n := range k.Vendors[i].Names {
			n = lower(n)
			for word := range words(n) {
				out[word] = append(out[word], knownAs{n, i})
				break
			}
		}
	}
	return out
}

// words gives the words of a text.
func words(s string) iter.Seq[string] {
	return func(yield func(string) bool) { wordingEach(s, yield) }
}

// mentions tells whether a text holds a name as whole words, without regard to
// case.
func mentions(text, name string) bool {
	name = lower(name)
	if name == "" {
		return false
	}
	first, _ := utf8.DecodeRuneInString(name)
	before := ' '
	for i, r := range text {
		if unicode.ToLower(r) == first && !wordly(before) {
			if n, ok := begins(text[i:], name); ok {
				after, size := utf8.DecodeRuneInString(text[i+n:])
				if size == 0 || !wordly(after) {
					return true
				}
			}
		}
		before = r
	}
	return false
}

// begins tells whether a text begins with a name in small letters, and how
// long it is there.
func begins(text, name string) (n int, ok bool) {
	for _, want := range name {
		r, size := utf8.DecodeRuneInString(text[n:])
		if size == 0 || unicode.ToLower(r) != want {
			return 0, false
		}
		n += size
	}
	return n, true
}

// innerQuotes makes the quotation marks of words that stand in quotes
// themselves the inner ones of both languages.
func innerQuotes(s string) string {
	for _, pair := range [][2]string{{"«", "‘"}, {"»", "’"}, {"“", "‘"}, {"”", "’"}} {
		s = strings.ReplaceAll(s, pair[0], pair[1])
	}
	return s
}

// lower makes the letters of Norwegian and English small, byte for byte, so
// that places in one text are places in the other.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= 'A' && c <= 'Z' || c == 0xc3 {
			return string(lowered([]byte(s), i))
		}
	}
	return s
}

// lowered does so from a place on.
func lowered(out []byte, from int) []byte {
	for i := from; i < len(out); i++ {
		switch c := out[i]; {
		case c >= 'A' && c <= 'Z':
			out[i] = c + 'a' - 'A'
		case i > 0 && out[i-1] == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97:
			out[i] = c + 0x20 // À to Þ, without the sign of multiplication
		}
	}
	return out
}

// wordly tells whether a character is a part of a word: a letter or a digit.
func wordly(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return r > 127 && r != '«' && r != '»' && r != '“' && r != '”' && r != '–' && r != '’'
}

// letter tells whether a text ends, or begins, with a letter or a digit.
func letter(s string, end bool) bool {
	r, size := utf8.DecodeRuneInString(s)
	if end {
		r, size = utf8.DecodeLastRuneInString(s)
	}
	return size > 0 && wordly(r)
}
