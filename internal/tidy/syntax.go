package tidy

import (
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"github.com/pelletier/go-toml/v2/unstable"
)

// kind is what an expression of a file is.
type kind int

const (
	comment  kind = iota // # …
	heading              // [x]
	headings             // [[x]]
	pair                 // x = …
)

// expression is a line of a file, or several that belong together, with the
// lines it stands on.
type expression struct {
	kind        kind
	path        []string
	value       *node
	note        string // the comment, or the one behind
	first, last int
}

// decode reads a file as the loader does; the error is a [*Syntax].
func decode(src []byte) (map[string]any, error) {
	out := map[string]any{}
	_, err := toml.Decode(string(src), &out)
	if err == nil {
		return out, nil
	}
	e := &Syntax{Line: 1, Column: 1, Problem: err.Error()}
	var pe toml.ParseError
	if errors.As(err, &pe) {
		e.Line, e.Column = position(src, pe.Position.Start)
		if e.Problem = pe.Message; e.Problem == "" {
			e.Problem = fmt.Sprint(errors.Unwrap(pe))
		}
	}
	return nil, e
}

func position(src []byte, offset int) (line, column int) {
	before := src[:min(max(offset, 0), len(src))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

// reader is the one place that knows go-toml's parser, which keeps comments
// and tells where things stand.
type reader struct {
	src    []byte
	starts []int
	parser unstable.Parser
	// twice is a key of an inline table that stands there twice.
	twice []string
}

// read gives the expressions of a file in their order.
func read(src []byte) ([]expression, error) {
	r := &reader{src: src, starts: []int{0}}
	for i, c := range src {
		if c == '\n' {
			r.starts = append(r.starts, i+1)
		}
	}
	r.parser.KeepComments = true
	r.parser.Reset(src)
	var out []expression
	for r.parser.NextExpression() {
		e := r.expression(r.parser.Expression())
		if out = append(out, e); r.twice != nil {
			return nil, twice(e.first, r.twice)
		}
	}
	if err := r.parser.Error(); err != nil {
		e := &Syntax{Line: 1, Column: 1, Problem: err.Error()}
		var pe *unstable.ParserError
		if errors.As(err, &pe) {
			e.Line, e.Column = position(src, int(r.parser.Range(pe.Highlight).Offset))
		}
		return nil, e
	}
	return out, nil
}

// twice tells that a key stands for two things. The decoder lets some of these
// pass.
func twice(line int, path []string) error {
	return &Syntax{Line: line + 1, Column: 1, Problem: fmt.Sprintf("Key '%s' has already been defined.", strings.Join(path, "."))}
}

func (r *reader) expression(e *unstable.Node) expression {
	if e.Kind == unstable.Comment {
		at := r.line(int(e.Raw.Offset))
		return expression{kind: comment, note: remark(e), first: at, last: at}
	}
	out := expression{}
	first := -1
	it := e.Key()
	for it.Next() {
		k := it.Node()
		if first < 0 {
			first = int(k.Raw.Offset)
		}
		out.path = append(out.path, string(k.Data))
	}
	out.first = r.line(first)
	out.last = out.first
	switch e.Kind {
	case unstable.Table:
		out.kind = heading
	case unstable.ArrayTable:
		out.kind = headings
	default:
		out.kind = pair
		out.value = r.value(e.Value())
		out.last = r.line(int(e.Raw.Offset + e.Raw.Length))
	}
	if n := e.Next(); n != nil && n.Kind == unstable.Comment {
		out.note = remark(n)
	}
	return out
}

func (r *reader) line(offset int) int { return sort.SearchInts(r.starts, offset+1) - 1 }

// remark is a comment with its sign.
func remark(n *unstable.Node) string { return strings.TrimRight(string(n.Data), " \t") }

func (r *reader) value(v *unstable.Node) *node {
	switch v.Kind {
	case unstable.String:
		return &node{form: scalar, quoted: true, raw: string(v.Data)}
	case unstable.Array, unstable.InlineTable:
		return r.group(v)
	}
	return &node{form: scalar, raw: string(r.parser.Raw(v.Raw))}
}

// group reads an array or an inline table with the comments in it.
func (r *reader) group(v *unstable.Node) *node {
	n := &node{form: array}
	if v.Kind == unstable.InlineTable {
		n.form = table
	}
	var above []string
	var last *node
	it := v.Children()
	for it.Next() {
		c := it.Node()
		if c.Kind == unstable.Comment {
			if last != nil && last.behind == "" && len(above) == 0 && r.behind(int(c.Raw.Offset)) {
				last.behind = remark(c)
			} else {
				above = append(above, remark(c))
			}
			for more := c.Child(); more != nil; more = more.Next() {
				above = append(above, remark(more))
			}
			continue
		}
		if c.Kind != unstable.KeyValue {
			last = r.value(c)
			n.nodes = append(n.nodes, last)
		} else {
			var path []string
			keys := c.Key()
			for keys.Next() {
				path = append(path, string(keys.Node().Data))
			}
			last = r.value(c.Value())
			if n.put(path, last) == nil {
				r.twice = path
			}
		}
		last.above, above = above, nil
	}
	n.end = above
	return n
}

// behind tells whether something stands before an offset on its line.
func (r *reader) behind(offset int) bool {
	return len(bytes.TrimSpace(r.src[r.starts[r.line(offset)]:offset])) > 0
}
