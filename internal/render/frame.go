package render

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
)

// probe gives what follows the token of a value in its mark: what places in a
// page, and functions of layouts, differ by. What comes out of it tells how a
// place writes values. It is longer than what a layout would cut off. Addresses
// and names come out of each place as they are.
func probe(class byte) string {
	switch class {
	case address:
		return "/z._-@z"
	case name:
		return "-z"
	}
	return "&<>\"'+ =`&amp;<b>*a*_b_[c](d) :e: Åå Zz 0.1,2;3!?#%@/\\|~^$ {{x}}" + strings.Repeat(" Zz0", 256)
}

// ways are the ways in which layouts write words: as text or as a value in
// quotes, by the function htmlEscape, and as they are, where a layout vouches
// for them. Characters that a way does not name stay as they are.
var ways = [...][256]string{
	escapes("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;", "+", "&#43;"),
	escapes("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;"),
	{},
}

func escapes(pairs ...string) (out [256]string) {
	for i := 0; i < len(pairs); i += 2 {
		out[pairs[i][0]] = pairs[i+1]
	}
	return out
}

// frame is what layouts make of the pages of one shape: text that is the same
// on all of them, and holes.
type frame struct {
	holes []hole
	last  []byte
	// size is the length of all text.
	size int
}

// hole stands for a value, or for the body of the page.
type hole struct {
	before []byte
	// value is the number of the value, or -1 for the body; way is how it is
	// written.
	value, way int
}

// cast makes a frame of the page that Hugo made of a mold. There is none where
// a value stands in a place that writes it in a way that is not known here, or
// where the body does not stand there once.
func cast(content []byte, m *mold, body bool) *frame {
	f, rest, bodies := &frame{}, content, 0
	begin := []byte("zq" + m.name + "x")
	for {
		at := bytes.Index(rest, begin)
		if b := bytes.Index(rest, []byte(mark)); b >= 0 && (at < 0 || b < at) {
			f.add(rest[:b], -1, 0)
			rest, bodies = rest[b+len(mark):], bodies+1
			continue
		}
		if at < 0 {
			break
		}
		value, way, n := m.read(rest[at+len(begin):])
		if n == 0 {
			return nil
		}
		f.add(rest[:at], value, way)
		rest = rest[at+len(begin)+n:]
	}
	f.last = bytes.Clone(rest)
	f.size += len(rest)
	if bodies > 1 || body != (bodies == 1) {
		return nil
	}
	return f
}

func (f *frame) add(before []byte, value, way int) {
	f.holes = append(f.holes, hole{bytes.Clone(before), value, way})
	f.size += len(before)
}

// read reads what follows the beginning of a token: the number of the value,
// and its probe in one of the ways. It tells how long that is; 0 where it is
// something else.
func (m *mold) read(s []byte) (value, way, n int) {
	end := bytes.IndexByte(s[:min(len(s), 8)], 'z')
	if end < 1 {
		return 0, 0, 0
	}
	value, err := strconv.Atoi(string(s[:end]))
	if err != nil || value < 0 || value >= len(m.values) {
		return 0, 0, 0
	}
	rest, class := s[end+1:], m.values[value].class
	for way := range ways {
		as := escaped(nil, probe(class), way)
		if bytes.HasPrefix(rest, as) {
			return value, way, end + 1 + len(as)
		}
	}
	return 0, 0, 0
}

// fill adds a page, made of its values and its body.
func (f *frame) fill(out []byte, values []value, body []byte) []byte {
	size := f.size + len(body)
	for i := range f.holes {
		if v := f.holes[i].value; v >= 0 {
			size += len(values[v].text)
		}
	}
	// What is escaped is longer, which is seldom much.
	out = slices.Grow(out, size+size/64)
	for i := range f.holes {
		h := &f.holes[i]
		out = append(out, h.before...)
		if h.value < 0 {
			out = append(out, body...)
			continue
		}
		text := values[h.value].text
		if values[h.value].class == address {
			_, text, _ = split(text)
		}
		out = escaped(out, text, h.way)
	}
	return append(out, f.last...)
}

// escaped adds a value as its place writes it.
func escaped(out []byte, s string, way int) []byte {
	from := 0
	for i := 0; i < len(s); i++ {
		if as := ways[way][s[i]]; as != "" {
			out = append(append(out, s[from:i]...), as...)
			from = i + 1
		}
	}
	return append(out, s[from:]...)
}
