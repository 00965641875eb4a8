package archive

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"notis/internal/notice"
)

// Format 1 of a record is TOML in one form only, for the same reason as the
// document's. Keys stand in the order below, one on a line; what is empty is
// left out, and an empty list is read as none. A text is two dotted keys, nb
// and en; dates are local dates; each change is a table of its own.

// format1 is the number of the format that is written.
const format1 = 1

// unknownFormat says that a record is of a format this program does not know.
type unknownFormat struct{ format string }

func (e *unknownFormat) Error() string { return "format " + e.format + " is not known" }

// encodeRecord writes a record. It refuses what could not be read again.
func encodeRecord(v *notice.Version) ([]byte, error) {
	if v.Format != format1 {
		return nil, &unknownFormat{strconv.Itoa(v.Format)}
	}
	c := &recordCodec{writing: true}
	c.version(v)
	if c.err == nil && !utf8.Valid(c.out) {
		return nil, errors.New("a text in the record is not UTF-8")
	}
	return c.out, c.err
}

// decodeRecord reads what encodeRecord writes, and nothing else. The error is
// a *fault or an *unknownFormat.
func decodeRecord(data []byte) (*notice.Version, error) {
	c, v := &recordCodec{in: string(data)}, &notice.Version{}
	if first, _, _ := strings.Cut(c.in, "\n"); first != "format = 1" {
		if n, found := strings.CutPrefix(first, "format = "); found && n != "" && strings.Trim(n, "0123456789") == "" {
			return nil, &unknownFormat{n}
		}
		return nil, &fault{1, "the first line is not the format"}
	}
	if !utf8.Valid(data) {
		return nil, &fault{1, "not UTF-8"}
	}
	c.version(v)
	if c.err == nil && c.at < len(c.in) {
		c.fail("a key that is unknown, or not in its place")
	}
	return v, c.err
}

// briefly gives a record without its changes, that holds on to nothing of the
// bytes it was read from: an archive has thousands. No text has a line break, so
// the first table of a change is where it seems to be.
func briefly(v *notice.Version, data []byte) *notice.Version {
	head, _, long := bytes.Cut(data, []byte("\n[[changes]]\n"))
	if !long {
		return v
	}
	if brief, err := decodeRecord(head); err == nil {
		return brief
	}
	return v
}

// recordCodec writes or reads a record; see codec1 for why one description
// serves both.
type recordCodec struct {
	writing bool
	out     []byte
	in      string
	at      int
	err     error
}

func (c *recordCodec) version(v *notice.Version) {
	c.number("format", &v.Format)
	word(c, "entry", &v.Entry)
	word(c, "brand", &v.Brand)
	word(c, "kind", &v.Kind)
	c.number("number", &v.Number)
	word(c, "provenance", &v.Provenance)
	c.date("recorded", &v.Recorded)
	c.date("effective", &v.Effective)
	c.number("corrects", &v.Corrects)
	word(c, "class", &v.Class)
	word(c, "computed", &v.Computed)
	c.text("reason", &v.Reason)
	c.text("summary", &v.Summary)
	c.text("role", &v.Role)
	c.date("notified.date", &v.Notified.Date)
	word(c, "notified.channel", &v.Notified.Channel)
	c.text("notified.audience", &v.Notified.Audience)
	c.text("not_notified", &v.NotNotified)
	c.number("before", &v.Before)
	c.ids("touched", &v.Touched)
	tables(c, "waivers", &v.Waivers, c.waiver)
	tables(c, "changes", &v.Changes, c.told)
}

// tables writes or reads a list of tables.
func tables[T any](c *recordCodec, name string, list *[]T, each func(*T)) {
	head := "\n[[" + name + "]]\n"
	if c.writing {
		for i := range *list {
			c.out = append(c.out, head...)
			each(&(*list)[i])
		}
		return
	}
	for c.err == nil && strings.HasPrefix(c.in[c.at:], head) {
		c.at += len(head)
		var x T
		each(&x)
		*list = append(*list, x)
	}
}

func (c *recordCodec) waiver(w *notice.Waiver) {
	word(c, "rule", &w.Rule)
	word(c, "reason", &w.Reason)
	word(c, "role", &w.Role)
}

func (c *recordCodec) told(t *notice.Told) {
	word(c, "path", &t.Path)
	word(c, "op", &t.Op)
	word(c, "nature", &t.Nature)
	word(c, "class", &t.Class)
	word(c, "anchor", &t.Anchor)
	c.text("text", &t.Text)
}

func (c *recordCodec) fail(what string) {
	if c.err == nil {
		c.err = &fault{1 + strings.Count(c.in[:c.at], "\n"), what}
	}
	c.at = len(c.in)
}

// key writes a key if its value is there, or tells whether it comes next.
func (c *recordCodec) key(name string, there bool) bool {
	if c.writing {
		if there {
			c.out = append(append(c.out, name...), " = "...)
		}
		return there
	}
	after, found := strings.CutPrefix(c.in[c.at:], name)
	if !found || !strings.HasPrefix(after, " = ") {
		return false
	}
	c.at = len(c.in) - len(after) + len(" = ")
	return true
}

// end writes or wants the end of the line.
func (c *recordCodec) end() {
	if c.writing {
		c.out = append(c.out, '\n')
	} else if c.err == nil && !strings.HasPrefix(c.in[c.at:], "\n") {
		c.fail("something follows the value")
	} else if c.err == nil {
		c.at++
	}
}

func (c *recordCodec) quoted() string {
	s, n, problem := unquote(c.in[c.at:], false)
	if problem != "" {
		c.fail(problem)
		return ""
	}
	c.at += n
	return s
}

func word[T ~string](c *recordCodec, name string, v *T) {
	if !c.key(name, *v != "") {
		return
	}
	if c.writing {
		c.out = quote(c.out, string(*v))
	} else if *v = T(c.quoted()); *v == "" {
		c.fail("an empty text is left out")
	}
	c.end()
}

func (c *recordCodec) text(name string, v *notice.Text) {
	word(c, name+".nb", &v.NB)
	word(c, name+".en", &v.EN)
}

// bare reads a value without quotes up to the end of the line.
func (c *recordCodec) bare() string {
	s, _, _ := strings.Cut(c.in[c.at:], "\n")
	c.at += len(s)
	return s
}

func (c *recordCodec) number(name string, v *int) {
	if !c.key(name, *v != 0) {
		return
	}
	if c.writing {
		c.out = strconv.AppendInt(c.out, int64(*v), 10)
	} else {
		s := c.bare()
		n, err := strconv.Atoi(s)
		if *v = n; err != nil || n == 0 || strconv.Itoa(n) != s {
			c.fail("not a number as notis writes it")
		}
	}
	c.end()
}

func (c *recordCodec) date(name string, v *notice.Date) {
	if !c.key(name, *v != "") {
		return
	}
	if c.writing {
		c.out = append(c.out, *v...)
	} else {
		*v = notice.Date(c.bare())
	}
	if err := v.Check(); err != nil {
		c.fail(name + " is not a date")
	}
	c.end()
}

func (c *recordCodec) ids(name string, v *[]notice.ID) {
	if !c.key(name, len(*v) > 0) {
		return
	}
	if c.writing {
		c.out = append(c.out, '[')
		for i, id := range *v {
			if i > 0 {
				c.out = append(c.out, ", "...)
			}
			c.out = quote(c.out, string(id))
		}
		c.out = append(c.out, ']')
		c.end()
		return
	}
	for sep := "["; strings.HasPrefix(c.in[c.at:], sep); sep = ", " {
		c.at += len(sep)
		*v = append(*v, notice.ID(c.quoted()))
	}
	if c.err == nil && (len(*v) == 0 || !strings.HasPrefix(c.in[c.at:], "]")) {
		c.fail("not a list as notis writes it")
		return
	}
	c.at = min(c.at+1, len(c.in))
	c.end()
}
