package check

import (
	"fmt"
	"iter"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"notis/internal/facts"
	"notis/internal/notice"
)

// kept is what a run works out once for all of its rules.
type kept struct {
	// texts are those of a notice, by its pointer.
	texts map[any][]Text
	// trees are the facts by which places are named, by part.
	trees map[string]*facts.Node
	// vendors are the names of the vendors, by their first word.
	vendors map[string][]knownAs
}

// knownAs is a name of a vendor, in small letters, and which one it is.
type knownAs struct {
	name string
	at   int
}

// tree gives the facts of one part: brand, privacy or cookies.
func (c *Case) tree(part string) *facts.Node {
	if n := c.kept.trees[part]; n != nil {
		return n
	}
	var f notice.Facts
	switch part {
	case "brand":
		f.Brand = *c.Brand
	case string(notice.CookiesKind):
		f.Cookies = *c.Cookies
	default:
		f.Privacy = *c.Privacy
	}
	n := facts.Of(f)
	c.kept.trees[part] = &n
	return &n
}

// Text is wording with its place.
type Text struct {
	At   string
	Text notice.Text

	nb, en *letters
}

// may tells whether a text can hold a match of a pattern in Norwegian, or of
// one in English. It is quick, and can err on the side of yes only; a rule that
// reads every text asks it first.
func (t *Text) may(nb, en *pattern) bool {
	return t.nb == nil || nb.within(t.nb) || en.within(t.en)
}

// Texts gives every text of the notice the case is about, in the order of the
// model, without what readers never see.
func (c *Case) Texts() iter.Seq[Text] {
	var about any = c.Privacy
	if c.Kind == notice.CookiesKind {
		about = c.Cookies
	}
	if c.kept == nil {
		return slices.Values(texts(about))
	}
	list, ok := c.kept.texts[about]
	if !ok {
		list = texts(about)
		c.kept.texts[about] = list
	}
	return slices.Values(list)
}

// texts collects the texts of a notice.
func texts(about any) []Text {
	var out []Text
	collect(reflect.ValueOf(about).Elem(), "", &out)
	return out
}

// collect adds the texts below a value.
func collect(v reflect.Value, at string, out *[]Text) {
	add := func(t notice.Text) {
		if !t.IsZero() {
			x := Text{At: at, Text: t, nb: new(letters), en: new(letters)}
			x.nb.read(t.NB)
			x.en.read(t.EN)
			*out = append(*out, x)
		}
	}
	switch v.Kind() {
	case reflect.Slice:
		switch v.Type() {
		case reflect.TypeFor[[]notice.Question](), reflect.TypeFor[[]notice.Exception]():
			return
		}
		if k := v.Type().Elem().Kind(); k != reflect.Struct && k != reflect.Slice {
			return
		}
		for i := range v.Len() {
			collect(v.Index(i), element(at, i), out)
		}
	case reflect.Struct:
		switch x := v.Addr().Interface().(type) {
		case *notice.Text:
			add(*x)
			return
		case *notice.Name:
			add(x.Text)
			return
		case *notice.Datum:
			add(x.Text)
			return
		}
		for i := range v.NumField() {
			if k := v.Field(i).Kind(); k == reflect.Struct || k == reflect.Slice && v.Field(i).Len() > 0 {
				collect(v.Field(i), join(at, v.Type().Field(i).Tag.Get("toml")), out)
			}
		}
	}
}

func element(at string, i int) string { return fmt.Sprintf("%s[%d]", at, i) }

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
	for word := range words(strings.ToLower(name)) {
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
			n = strings.ToLower(n)
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
	return strings.FieldsFuncSeq(s, func(r rune) bool { return !wordly(r) })
}

// mentions tells whether a text holds a name as whole words, without regard to
// case.
func mentions(text, name string) bool {
	name = strings.ToLower(name)
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
