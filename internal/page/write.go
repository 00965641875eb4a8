package page

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"notis/internal/document"
)

// writer writes the HTML of a body. Markup is what the code of this package
// says, with raw and tag; everything else goes through text or tag, which
// escape it for the place it stands in (HTML, 13.3 and 13.1.2.3). The first
// thing that goes wrong is kept, and nothing is returned then.
type writer struct {
	Context
	out  []byte
	errs []error
	// within is nil in a page of our own.
	within *Within
	// natured tells that the page names the kinds of changes.
	natured bool
}

// finish gives the body.
func (w *writer) finish() ([]byte, error) {
	if err := errors.Join(w.errs...); err != nil {
		return nil, err
	}
	w.Room.out = w.out
	return w.Room.Shelf.Put(w.out), nil
}

// usual is how much room is made at a time, at least.
const usual = 32 << 10

// raw writes markup. It makes the slice longer where it is: append would store
// its address anew each time, which the garbage collector wants to hear of.
func (w *writer) raw(markup string) {
	n := len(w.out)
	if len(markup) > cap(w.out)-n {
		w.out = slices.Grow(w.out, max(len(markup), usual))
	}
	w.out = w.out[:n+len(markup)]
	copy(w.out[n:], markup)
}

// text writes words.
func (w *writer) text(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] > '>' {
			continue // as nearly all are
		}
		var as string
		switch s[i] {
		case '&':
			as = "&amp;"
		case '<':
			as = "&lt;"
		case '>':
			as = "&gt;"
		case 0:
			as = "\uFFFD" // HTML has no such character
		default:
			continue
		}
		w.raw(s[from:i])
		w.raw(as)
		from = i + 1
	}
	w.raw(s[from:])
}

// value writes the value of an attribute, without its quotes.
func (w *writer) value(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
		if s[i] > '<' {
			continue // as nearly all are
		}
		var as string
		switch s[i] {
		case '&':
			as = "&amp;"
		case '"':
			as = "&#34;"
		case '<':
			as = "&lt;"
		case 0:
			as = "\uFFFD"
		default:
			continue
		}
		w.raw(s[from:i])
		w.raw(as)
		from = i + 1
	}
	w.raw(s[from:])
}

// tag opens an element. Its attributes come in pairs; one without a value is
// left out.
func (w *writer) tag(name string, attributes ...string) {
	w.raw("<")
	w.raw(name)
	for i := 0; i+1 < len(attributes); i += 2 {
		w.attribute(attributes[i], attributes[i+1])
	}
	w.raw(">")
}

// attribute writes an attribute of the tag that is being written; nothing
// without a value.
func (w *writer) attribute(name, value string) {
	if value == "" {
		return
	}
	if w.within != nil {
		value = w.within.own(name, value)
	}
	w.raw(" ")
	w.raw(name)
	if bare(value) {
		w.raw("=")
		w.raw(value)
		return
	}
	w.raw(`="`)
	w.value(value)
	w.raw(`"`)
}

// bare tells whether a value can stand without quotes (HTML, 13.1.2.3): it is
// made of letters, digits and some signs that mean nothing to HTML. What is
// beyond ASCII means nothing to it either. A notice has hundreds of such
// values.
func bare(value string) bool {
	for i := 0; i < len(value); i++ {
		switch c := value[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9':
		case c >= 0x80, c == '-', c == '_', c == '.', c == '#', c == '@', c == ':', c == '/':
		default:
			return false
		}
	}
	return true
}

// element writes an element that holds words alone.
func (w *writer) element(name, words string, attributes ...string) {
	w.tag(name, attributes...)
	w.text(words)
	w.raw("</")
	w.raw(name)
	w.raw(">")
}

// link writes words that lead somewhere; words alone where they do not.
func (w *writer) link(to, words string) {
	if to == "" {
		w.text(words)
		return
	}
	w.element("a", words, "href", w.address(to))
}

// say words a label; data come in pairs, such as "Number" 3.
func (w *writer) say(id string, pairs ...any) string {
	text, err := w.Context.say(id, pairs...)
	if err != nil {
		w.errs = append(w.errs, err)
	}
	return text
}

// line writes runs of text with their marks.
func (w *writer) line(l document.Line) {
	for i := range l {
		w.run(&l[i])
	}
}

// run writes text with its marks.
func (w *writer) run(r *document.Run) {
	if r.To != "" {
		w.tag("a", "href", w.address(r.To))
	}
	if r.Strong {
		w.raw("<strong>")
	}
	if r.Em {
		w.raw("<em>")
	}
	if r.Code {
		w.raw("<code>")
	}
	w.text(r.Text)
	if r.Code {
		w.raw("</code>")
	}
	if r.Em {
		w.raw("</em>")
	}
	if r.Strong {
		w.raw("</strong>")
	}
	if r.To != "" {
		w.raw("</a>")
	}
}

var telephone = regexp.MustCompile(`^tel:\+?[0-9]+$`)

// address resolves a link to another notice of the brand, and lets the others
// through that a text may have: to a place of this site, a website, an e-mail
// address, a telephone number. Nothing else is an address.
func (w *writer) address(to string) string {
	if kind, ok := strings.CutPrefix(to, "notice:"); ok {
		if w.Notices[kind] == "" {
			w.errs = append(w.errs, fmt.Errorf("a text links to %s, and the brand has no such notice", to))
		}
		if to = w.Notices[kind]; w.within == nil {
			return to
		}
	}
	if w.within != nil {
		to = w.within.address(to)
	}
	scheme, _, found := strings.Cut(to, ":")
	local := !found || strings.ContainsAny(scheme, "/?#")
	if local && !strings.HasPrefix(to, "//") || scheme == "https" || scheme == "http" || scheme == "mailto" || telephone.MatchString(to) {
		return encoded(to)
	}
	w.errs = append(w.errs, fmt.Errorf("a text links to %q, which is no address that a page may have", to))
	return ""
}

// encoded percent-encodes what an address cannot hold (RFC 3986, 2.1).
func encoded(to string) string {
	at := 0
	for at < len(to) && inAddress[to[at]] {
		at++
	}
	if at == len(to) {
		return to
	}
	var out strings.Builder
	out.WriteString(to[:at])
	for i := at; i < len(to); i++ {
		switch c := to[i]; {
		case inAddress[c]:
			out.WriteByte(c)
		case c == '%':
			if _, err := url.PathUnescape(to[i:min(i+3, len(to))]); err == nil {
				out.WriteByte(c)
			} else {
				out.WriteString("%25")
			}
		default:
			fmt.Fprintf(&out, "%%%02X", c)
		}
	}
	return out.String()
}

// inAddress are the characters that an address holds as they are.
var inAddress = func() (out [256]bool) {
	for _, c := range "-._~:/?#[]@!$&'()*+,;=" + "abcdefghijklmnopqrstuvwxyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" + "0123456789" {
		out[c] = true
	}
	return out
}()
