// Package prose reads the small Markdown that texts are written in:
// paragraphs, lists, emphasis, code and links. Everything else of CommonMark
// is refused, because a reader would meet it as an accident.
package prose

import (
	"net/url"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"notis/internal/document"
)

// Problem is a piece of Markdown that a text may not hold. Rule is html,
// markdown or link; What is the piece itself, or for markdown what kind it is.
type Problem struct {
	Rule string
	What string
}

// Parser reads texts. Making one costs as much as reading a text with it, so
// whoever reads many keeps it; it can be used by several at once.
type Parser struct{ parser parser.Parser }

// New makes a parser: the library's own without link reference definitions,
// which would make text vanish.
func New() *Parser {
	return &Parser{parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
	)}
}

var telephone = regexp.MustCompile(`^tel:\+?[0-9]{5,15}$`)

// Parse turns Markdown into blocks. With problems, the blocks are not to be
// shown.
func (p *Parser) Parse(src string) ([]document.Block, []Problem) {
	if bare(src) {
		return []document.Block{{Kind: document.Paragraph, Line: document.Line{{Text: src}}}}, nil
	}
	return p.parse(src)
}

func (p *Parser) parse(src string) ([]document.Block, []Problem) {
	source := []byte(src)
	r := &reader{source: source}
	root := p.parser.Parse(text.NewReader(source))
	return r.blocks(root), r.problems
}

// bare tells whether a text is a paragraph that means what stands there, letter
// by letter: one line that begins with a letter, ends with no blank and has no
// sign of Markdown in it. Most texts are; to parse them would be in vain.
func bare(src string) bool {
	if src == "" || src[len(src)-1] == ' ' {
		return false
	}
	if c := src[0] | 0x20; (c < 'a' || c > 'z') && c < utf8.RuneSelf {
		return false
	}
	for i := range len(src) {
		switch c := src[i]; c {
		case '\\', '`', '*', '_', '[', ']', '!', '<', '>', '&', 0x7f:
			return false
		default:
			if c < ' ' {
				return false
			}
		}
	}
	return true
}

type reader struct {
	source   []byte
	problems []Problem
}

func (r *reader) refuse(rule, what string) {
	r.problems = append(r.problems, Problem{rule, what})
}

func (r *reader) blocks(parent ast.Node) []document.Block {
	var out []document.Block
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Paragraph, *ast.TextBlock:
			out = append(out, document.Block{Kind: document.Paragraph, Line: r.line(n)})
		case *ast.List:
			b := document.Block{Kind: document.List}
			if n.IsOrdered() {
				b.Kind = document.Ordered
				// "1. januar" is a date, not a list.
				if n.Start != 1 || n.ChildCount() == 1 {
					r.refuse("markdown", "numbered-list")
				}
			}
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				b.Items = append(b.Items, r.blocks(item))
			}
			out = append(out, b)
		case *ast.HTMLBlock:
			r.refuse("html", strings.TrimSpace(firstLine(string(n.Lines().Value(r.source)))))
		case *ast.Heading:
			r.refuse("markdown", "heading")
		case *ast.ThematicBreak:
			r.refuse("markdown", "line")
		case *ast.FencedCodeBlock:
			r.refuse("markdown", "code-block")
		case *ast.CodeBlock:
			r.refuse("markdown", "indented")
		case *ast.Blockquote:
			r.refuse("markdown", "quotation")
		default:
			r.refuse("markdown", n.Kind().String())
		}
	}
	return out
}

func firstLine(s string) string { s, _, _ = strings.Cut(s, "\n"); return s }

func (r *reader) line(n ast.Node) document.Line {
	line := r.inline(n, document.Run{}, nil)
	return merge(line)
}

func (r *reader) inline(parent ast.Node, mark document.Run, out document.Line) document.Line {
	add := func(s string) {
		run := mark
		run.Text = s
		out = append(out, run)
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			add(unescape(n.Value(r.source)))
			if n.SoftLineBreak() || n.HardLineBreak() {
				add(" ")
			}
		case *ast.String:
			add(string(n.Value))
		case *ast.Emphasis:
			m := mark
			m.Strong, m.Em = mark.Strong || n.Level == 2, mark.Em || n.Level == 1
			out = r.inline(n, m, out)
		case *ast.CodeSpan:
			m := mark
			m.Code = true
			for c := n.FirstChild(); c != nil; c = c.NextSibling() {
				if t, ok := c.(*ast.Text); ok {
					m.Text = strings.ReplaceAll(string(t.Value(r.source)), "\n", " ")
					out = append(out, m)
				}
			}
		case *ast.Link:
			m := mark
			m.To = unescape(n.Destination)
			if len(n.Title) > 0 {
				r.refuse("markdown", "link-title")
			}
			r.link(m.To)
			out = r.inline(n, m, out)
		case *ast.AutoLink:
			m := mark
			m.Text, m.To = string(n.Label(r.source)), string(n.URL(r.source))
			if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(m.To, "mailto:") {
				m.To = "mailto:" + m.To
			}
			r.link(m.To)
			out = append(out, m)
		case *ast.RawHTML:
			r.refuse("html", string(n.Segments.Value(r.source)))
		case *ast.Image:
			r.refuse("markdown", "picture")
		default:
			r.refuse("markdown", n.Kind().String())
		}
	}
	return out
}

// Links holds the schemes a link may have: a page, a mail address, a
// telephone number, an anchor of the same notice, another notice of the brand.
func (r *reader) link(to string) {
	u, err := url.Parse(to)
	switch {
	case err != nil, strings.ContainsAny(to, " \t\n\\"):
	case (u.Scheme == "https" || u.Scheme == "http") && strings.Contains(u.Host, ".") && u.User == nil:
		return
	case u.Scheme == "mailto" && strings.Contains(u.Opaque, "@"):
		return
	case telephone.MatchString(to):
		return
	case strings.HasPrefix(to, "#") && len(to) > 1:
		return
	case to == "notice:privacy" || to == "notice:cookies":
		return
	}
	r.refuse("link", to)
}

func unescape(b []byte) string {
	return string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(b))))
}

// Runs with the same marks become one, so that a line has one shape however
// it was written.
func merge(line document.Line) document.Line {
	var out document.Line
	for _, run := range line {
		if run.Text == "" {
			continue
		}
		if n := len(out); n > 0 {
			last := out[n-1]
			last.Text = run.Text
			if last == run {
				out[n-1].Text += run.Text
				continue
			}
		}
		out = append(out, run)
	}
	return out
}
