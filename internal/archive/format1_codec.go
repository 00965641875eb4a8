package archive

import (
	"errors"
	"strings"

	"notis/internal/document"
)

// codec1 writes or reads JSON in the one form of format 1. It keeps the first
// error and does nothing more after it.
type codec1 struct {
	writing bool
	out     []byte
	in      string
	at      int
	parts   []string // sentences of the run being read
	// runs are those of the lines read so far, or of some: most lines have one.
	runs []document.Run
	// known are sections that were read before, by their ids; nil where none
	// are kept.
	known map[string]section
	// open is true after the brace that begins an object, where no comma is
	// due.
	open  bool
	depth int
	err   error
}

// deepest is how many objects may stand in each other. Notices have about
// eight; the bound keeps a file made to do harm from filling the stack.
const deepest = 100

var errDeep = errors.New("the document is more than a hundred levels deep")

func (c *codec1) fail(what string) {
	if c.err == nil {
		c.err = &fault{1 + strings.Count(c.in[:c.at], "\n"), what}
	}
	c.at = len(c.in)
}

// lit writes s, or wants it to come next.
func (c *codec1) lit(s string) {
	if c.writing {
		c.out = append(c.out, s...)
		return
	}
	if !c.try(s) && c.err == nil {
		next := c.in[c.at:]
		if len(next) > 30 {
			next = strings.ToValidUTF8(next[:30], "")
		}
		c.fail("want " + show(s) + ", not " + show(next))
	}
}

func (c *codec1) try(s string) bool {
	found := strings.HasPrefix(c.in[c.at:], s)
	if found {
		c.at += len(s)
	}
	return found
}

func (c *codec1) begin() {
	c.depth++
	if c.depth > deepest && c.err == nil {
		c.err = errDeep
		c.at = len(c.in)
	}
	c.lit("{")
	c.open = true
}

func (c *codec1) end() {
	c.depth--
	c.lit("}")
	c.open = false
}

// key writes a key if its value is there, or tells whether it comes next.
func (c *codec1) key(name string, there bool) bool {
	if c.writing {
		if !there || c.err != nil {
			return false
		}
		if !c.open {
			c.out = append(c.out, ',')
		}
		c.open = false
		c.out = append(append(append(c.out, '"'), name...), '"', ':')
		return true
	}
	s := c.in[c.at:]
	if !c.open {
		if s == "" || s[0] != ',' {
			return false
		}
		s = s[1:]
	}
	if len(s) < len(name)+3 || s[0] != '"' || s[1:1+len(name)] != name || s[1+len(name)] != '"' || s[2+len(name)] != ':' {
		return false
	}
	c.at = len(c.in) - len(s) + len(name) + 3
	c.open = false
	return true
}

func (c *codec1) text(name string, v *string) { text1(c, name, v) }

func text1[T ~string](c *codec1, name string, v *T) {
	if !c.key(name, *v != "") {
		return
	}
	if c.writing {
		c.out = quote(c.out, string(*v))
	} else if *v = T(c.string(false)); *v == "" {
		c.fail("an empty text is left out")
	}
}

func (c *codec1) yes(name string, v *bool) {
	if c.key(name, *v) {
		c.lit("true")
		*v = true
	}
}

func (c *codec1) words(name string, v *[]string) {
	if c.key(name, *v != nil) {
		members1(c, v, "", func(c *codec1, s *string) {
			if c.writing {
				c.out = quote(c.out, *s)
			} else {
				*s = c.string(false)
			}
		})
	}
}

// null writes that a list is absent, or tells whether that comes next.
func (c *codec1) null(absent bool) bool {
	if !c.writing {
		return c.try("null")
	}
	if absent {
		c.lit("null")
	}
	return absent
}

func list1[T any](c *codec1, name string, v *[]T, member func(*codec1, *T)) {
	if c.key(name, *v != nil) {
		members1(c, v, "\n", member)
	}
}

// members1 writes or reads the members of a list, with what stands before
// each.
func members1[T any](c *codec1, v *[]T, before string, member func(*codec1, *T)) {
	c.lit("[")
	if c.writing {
		for i := range *v {
			if i > 0 {
				c.lit(",")
			}
			c.lit(before)
			member(c, &(*v)[i])
		}
		c.lit("]")
		return
	}
	*v = []T{}
	for c.err == nil && !c.try("]") {
		if len(*v) > 0 {
			c.lit(",")
		}
		c.lit(before)
		var empty T
		*v = append(*v, empty)
		member(c, &(*v)[len(*v)-1])
	}
}

// sentences writes a text as a string for each sentence, or reads such strings
// into one text.
func (c *codec1) sentences(v *string) {
	if c.writing {
		for i, s := range cut(*v) {
			if i > 0 {
				c.lit(",")
			}
			c.lit("\n")
			c.out = quote(c.out, s)
		}
		return
	}
	c.parts = c.parts[:0]
	for {
		c.lit("\n")
		c.parts = append(c.parts, c.string(true))
		if n := len(c.parts); n > 1 && !between(c.parts[n-2], c.parts[n-1]) {
			c.fail("a cut where no sentence ends")
		}
		if c.err != nil || !strings.HasPrefix(c.in[c.at:], ",\n\"") {
			break
		}
		c.at++
	}
	if *v = c.parts[0]; len(c.parts) > 1 {
		*v = strings.Join(c.parts, " ")
	}
}

// string reads a string in quotes; a whole sentence, or any text.
func (c *codec1) string(sentence bool) string {
	s, n, problem := unquote(c.in[c.at:], sentence)
	if problem != "" {
		c.fail(problem)
		return ""
	}
	c.at += n
	return s
}

// cut splits a text after each sentence, without the space there.
func cut(s string) []string {
	var out []string
	start := 0
	for i := 1; i+1 < len(s); i++ {
		if s[i] == ' ' && ends(s[i-1]) && begins(s[i+1]) {
			out = append(out, s[start:i])
			start = i + 1
		}
	}
	return append(out, s[start:])
}

// between tells whether cut would cut between the two.
func between(a, b string) bool { return a != "" && ends(a[len(a)-1]) && b != "" && begins(b[0]) }

// ends and begins tell where a sentence ends: after . ? ! or : and a space,
// unless a small letter a–z or a digit follows, as in "27. april", "ca. 6 år".
func ends(b byte) bool { return b == '.' || b == ':' || b == '?' || b == '!' }

func begins(b byte) bool { return (b < 'a' || b > 'z') && (b < '0' || b > '9') }
