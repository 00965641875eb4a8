package render

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"notis/internal/document"
	"notis/internal/site"
)

// mold takes a page apart into its shape and its values. Values are what
// layouts only print: words and addresses. The shape is all else: which values
// are there at all, which are the same as others, how long lists are, and what
// layouts ask for. Pages of one shape are alike but for their values and their
// bodies.
type mold struct {
	// name makes the marks of one mold others than those of the next; where it is
	// empty, nobody wants a page with marks.
	name   string
	shape  []byte
	values []value
	// named are words that layouts name: they may ask whether a value is one of
	// them.
	named map[string]bool
}

// value is a word or an address. Marks stand for the part of an address between
// its scheme, or the slash it begins with, and the slash it ends with.
type value struct {
	text  string
	class byte
}

// The classes of values. They differ by what can stand in them, and so by what
// layouts do to them where they are printed.
const (
	words   = 'w'
	address = 'a'
	name    = 'n'
)

// page gives a page of the same shape with marks in the place of values; nil
// where its layout is told of more than one page should hold. A field that is
// not named here does not come through.
func (m *mold) page(p *site.Page) *site.Page {
	if p.Brands != nil || p.Missing != nil || !strings.HasSuffix(p.Path, "/") || !within(p.Path[1:], inAddress) || m.named[p.Path] {
		return nil
	}
	if p.Brand != nil && (!within(p.Brand.ID, inAddress) || m.named[p.Brand.ID]) {
		return nil
	}
	out := &site.Page{
		Path: m.address(p.Path), Lang: p.Lang, Layout: m.fixed(p.Layout), Title: m.words(p.Title), Description: m.words(p.Description),
		Single: m.flag(p.Single), NoIndex: m.flag(p.NoIndex), Canonical: m.address(p.Canonical), Linked: m.words(p.Linked), Paper: m.words(p.Paper),
	}
	m.fixed(string(p.Lang))
	if m.flag(len(p.Body) > 0) {
		out.Body = []byte(mark)
	}
	out.Alternates = list(m, p.Alternates, func(a *site.Alternate) site.Alternate {
		m.fixed(string(a.Lang))
		return site.Alternate{Lang: a.Lang, Path: m.address(a.Path)}
	})
	out.Formats = list(m, p.Formats, func(f *site.Format) site.Format {
		return site.Format{Type: m.fixed(f.Type), Path: m.address(f.Path)}
	})
	if m.flag(p.Brand != nil) {
		out.Brand = m.brand(p.Brand)
	}
	if m.flag(p.Notice != nil) {
		out.Notice = m.notice(p.Notice)
	}
	return out
}

func (m *mold) brand(b *site.Brand) *site.Brand {
	return &site.Brand{
		ID: m.mark(b.ID, name), Name: m.words(b.Name), About: m.words(b.About), Look: m.fixed(b.Look), Home: m.address(b.Home),
		Company: m.words(b.Company), Number: m.words(b.Number), Contacts: list(m, b.Contacts, m.line), Sitemap: m.address(b.Sitemap),
		Notices: list(m, b.Notices, func(l *site.Link) site.Link {
			return site.Link{
				Kind: m.fixed(l.Kind), Path: m.address(l.Path), From: m.words(l.From), Title: m.words(l.Title), Lead: m.words(l.Lead),
				Map: m.address(l.Map), Storage: m.address(l.Storage), Draft: m.address(l.Draft),
			}
		}),
	}
}

func (m *mold) notice(n *site.Notice) *site.Notice {
	out := &site.Notice{
		Kind: m.fixed(n.Kind), History: m.address(n.History), Map: m.address(n.Map), Storage: m.address(n.Storage), Of: m.address(n.Of),
		Standing: document.Standing{Official: m.flag(n.Standing.Official), Updated: m.line(&n.Standing.Updated), Note: m.line(&n.Standing.Note), Digest: m.line(&n.Standing.Digest)},
	}
	if m.flag(n.Version != nil) {
		out.Version = &site.Banner{State: m.fixed(n.Version.State), Lines: list(m, n.Version.Lines, m.line)}
	}
	return out
}

func (m *mold) line(l *document.Line) document.Line {
	return list(m, *l, func(r *document.Run) document.Run {
		return document.Run{Text: m.words(r.Text), Strong: m.flag(r.Strong), Em: m.flag(r.Em), Code: m.flag(r.Code), To: m.address(r.To)}
	})
}

// list goes through a list. Layouts can tell one that is not there from an empty
// one.
func list[T any](m *mold, all []T, each func(*T) T) []T {
	m.shape = append(strconv.AppendInt(m.shape, int64(len(all)), 10), ';')
	if !m.flag(all != nil) {
		return nil
	}
	if m.name == "" { // the shape and the values alone
		for i := range all {
			each(&all[i])
		}
		return nil
	}
	out := make([]T, len(all))
	for i := range all {
		out[i] = each(&all[i])
	}
	return out
}

// fixed is what layouts may ask for.
func (m *mold) fixed(s string) string {
	m.shape = append(append(append(m.shape, '='), s...), 0)
	return s
}

func (m *mold) flag(is bool) bool {
	at := byte('-')
	if is {
		at = '+'
	}
	m.shape = append(m.shape, at)
	return is
}

// words is text. A character that no text should have makes it a part of the
// shape: what a layout makes of it is not known here.
func (m *mold) words(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] == 0x7F {
			return m.fixed(s)
		}
	}
	if !utf8.ValidString(s) {
		return m.fixed(s)
	}
	return m.mark(s, words)
}

// address is a path of the site, a place on the web or a mail address, where it
// is made of what every place for an address leaves as it is. Any other is a
// part of the shape.
func (m *mold) address(s string) string {
	before, inner, after := split(s)
	if s != "" && (before == "" || !within(inner, inAddress)) {
		return m.fixed(s)
	}
	m.shape = append(append(m.shape, before...), after...)
	return m.mark(s, address)
}

// split gives what an address begins with, and the slash at its end.
func split(s string) (before, inner, after string) {
	for _, scheme := range [...]string{"/", "https://", "mailto:"} {
		if rest, ok := strings.CutPrefix(s, scheme); ok {
			if inner, ok = strings.CutSuffix(rest, "/"); ok {
				after = "/"
			}
			return scheme, inner, after
		}
	}
	return "", s, ""
}

// within tells whether a string has but certain characters, and one of them at
// least.
func within(s string, in func(byte) bool) bool {
	for i := 0; i < len(s); i++ {
		if !in(s[i]) {
			return false
		}
	}
	return s != ""
}

func inAddress(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '/' || c == '.' || c == '_' || c == '-' || c == '@'
}

// mark gives what stands for a value. The same value has the same mark: layouts
// may ask whether two are the same.
func (m *mold) mark(s string, class byte) string {
	if s == "" {
		m.shape = append(m.shape, '0')
		return ""
	}
	if m.named[s] {
		return m.fixed(s)
	}
	at := -1
	for i := range m.values {
		if m.values[i].text == s && m.values[i].class == class {
			at = i
		}
	}
	if at < 0 {
		at = len(m.values)
		m.values = append(m.values, value{s, class})
	}
	m.shape = append(strconv.AppendInt(append(m.shape, class), int64(at), 10), ';')
	if m.name == "" {
		return s // nobody wants the marks
	}
	before, _, after := "", "", ""
	if class == address {
		before, _, after = split(s)
	}
	return before + token(m.name, at) + probe(class) + after
}

// token is what no page says: the mold, and the number of the value.
func token(mold string, at int) string { return "zq" + mold + "x" + strconv.Itoa(at) + "z" }
