package page

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
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
}

// finish gives the body.
func (w *writer) finish() ([]byte, error) {
	if err := errors.Join(w.errs...); err != nil {
		return nil, err
	}
	return w.out, nil
}

// raw writes markup.
func (w *writer) raw(markup string) { w.out = append(w.out, markup...) }

// text writes words.
func (w *writer) text(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
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
		w.out = append(append(w.out, s[from:i]...), as...)
		from = i + 1
	}
	w.out = append(w.out, s[from:]...)
}

// value writes the value of an attribute, without its quotes.
func (w *writer) value(s string) {
	from := 0
	for i := 0; i < len(s); i++ {
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
		w.out = append(append(w.out, s[from:i]...), as...)
		from = i + 1
	}
	w.out = append(w.out, s[from:]...)
}

// tag opens an element. Its attributes come in pairs; one without a value is
// left out.
func (w *writer) tag(name string, attributes ...string) {
	w.raw("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] != "" {
			w.raw(" " + attributes[i] + `="`)
			w.value(attributes[i+1])
			w.raw(`"`)
		}
	}
	w.raw(">")
}

// element writes an element that holds words alone.
func (w *writer) element(name, words string, attributes ...string) {
	w.tag(name, attributes...)
	w.text(words)
	w.raw("</" + name + ">")
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

// line writes a run of text with its marks.
func (w *writer) line(l document.Line) {
	for _, r := range l {
		if r.To != "" {
			w.tag("a", "href", w.address(r.To))
		}
		for _, m := range []struct {
			on   bool
			open string
		}{{r.Strong, "<strong>"}, {r.Em, "<em>"}, {r.Code, "<code>"}} {
			if m.on {
				w.raw(m.open)
			}
		}
		w.text(r.Text)
		for _, m := range []struct {
			on   bool
			shut string
		}{{r.Code, "</code>"}, {r.Em, "</em>"}, {r.Strong, "</strong>"}, {r.To != "", "</a>"}} {
			if m.on {
				w.raw(m.shut)
			}
		}
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
		return w.Notices[kind]
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
	var out strings.Builder
	for i := 0; i < len(to); i++ {
		c := to[i]
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', strings.IndexByte("-._~:/?#[]@!$&'()*+,;=", c) >= 0:
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
