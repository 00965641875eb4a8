package tidy

import (
	"strings"
	"unicode/utf8"
)

// width is how many columns a value on one line may reach.
const width = 120

// writer writes a tree in the canonical layout.
type writer struct {
	out   strings.Builder
	prose *proser
	// gap asks for an empty line before what comes next.
	gap bool
}

func (w *writer) file(f *file) {
	w.lines(f.head)
	w.gap = len(f.head) > 0
	w.body(nil, f.root)
	if len(f.foot) > 0 {
		w.above(f.foot, true)
	}
}

func (w *writer) lines(list []string) {
	for _, line := range list {
		w.out.WriteString(line + "\n")
	}
}

// above writes the comments above something: after an empty line where they
// had one, where what stands before asks for it, and before each table.
func (w *writer) above(lines []string, opens bool) {
	if len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
		opens = opens || len(lines) > 0
	}
	if w.out.Len() > 0 && (opens || w.gap) {
		w.out.WriteByte('\n')
	}
	w.gap = false
	w.lines(lines)
}

// behind writes the comment on the same line and those right below.
func (w *writer) behind(n *node) {
	if n.behind != "" {
		w.out.WriteString(" " + n.behind)
	}
	w.out.WriteByte('\n')
	w.lines(n.below)
	w.gap = len(n.below) > 0
}

// body writes what is in a table: what stands on lines of its own, and then
// the tables, because TOML knows the end of a table by the next one's
// beginning.
func (w *writer) body(path []string, t *node) {
	var later []*node
	for _, n := range t.sorted() {
		if n.form == silent && !n.headed {
			w.above(n.above, false)
			w.gap = true
			continue
		}
		value, ok := w.pair(n)
		if !ok {
			later = append(later, n)
			continue
		}
		w.above(n.above, false)
		w.out.WriteString(keyOf(n.key) + " = " + value)
		w.behind(n)
	}
	for _, n := range later {
		at := append(path[:len(path):len(path)], n.key)
		switch n.form {
		case silent:
			w.above(n.above, true)
			w.gap = true
		case table:
			w.table(at, n)
		default:
			w.entries(at, n)
		}
	}
}

// table writes a table below its heading. A table that only groups others
// needs none.
func (w *writer) table(path []string, n *node) {
	var first *node
	plain := 0
	for _, c := range n.nodes {
		if _, ok := w.pair(c); ok || c.form == silent && !c.headed {
			if plain++; c == n.nodes[0] && c.form != silent {
				first = c
			}
		}
	}
	if !n.headed && plain == 0 && len(n.nodes) > 0 {
		hand(n, n.sorted()[0])
		w.body(path, n)
		return
	}
	if first != nil && !n.headed && len(n.above) == 0 {
		n.above, first.above = first.above, nil
	}
	w.above(n.above, true)
	w.out.WriteString("[" + pathOf(path) + "]")
	w.behind(n)
	w.body(path, n)
	w.ending(n)
}

// ending writes the comments that stood before a closing bracket.
func (w *writer) ending(n *node) {
	w.lines(n.end)
	w.gap = w.gap || len(n.end) > 0
}

// hand gives the comments above a table that is not written to the first one
// in it.
func hand(from, to *node) {
	if to.form == array || to.form == tables {
		to = to.nodes[0]
	}
	if len(from.above) > 0 {
		to.above = append(from.above, to.above...)
		from.above = nil
	}
}

// entries writes a list as tables. The comments of a list that was written in
// brackets go to its first and its last entry.
func (w *writer) entries(path []string, list *node) {
	if list.form == array {
		first, last := list.nodes[0], list.nodes[len(list.nodes)-1]
		above := list.above
		if list.behind != "" {
			above = append(above, list.behind)
		}
		first.above = append(above, first.above...)
		last.end = append(append(last.end, list.end...), list.below...)
	}
	for _, n := range list.nodes {
		w.above(n.above, true)
		w.out.WriteString("[[" + pathOf(path) + "]]")
		w.behind(n)
		w.body(path, n)
		w.ending(n)
	}
}

// pair gives the value of a key that is written on a line of its own, below or
// beside others; false where it becomes a table.
func (w *writer) pair(n *node) (string, bool) {
	room := width - columns(keyOf(n.key)) - len(" = ")
	switch n.form {
	case scalar:
		return w.scalar(n), true
	case array:
		return w.array(n, room)
	case table:
		if n.headed && !isWordy(n.model) || len(n.inner()) > 0 {
			return "", false
		}
		s, ok := w.inline(n)
		return s, ok && columns(s) <= room
	}
	return "", false
}

func columns(s string) int { return utf8.RuneCountInString(s) }

// scalar writes a value that may take several lines.
func (w *writer) scalar(n *node) string {
	if !n.quoted {
		return n.raw
	}
	if n.prose {
		if l, ok := w.prose.lay(n.raw); ok && len(l.lines) == 1 {
			return quote(l.lines[0])
		} else if ok {
			return block(strings.Join(l.lines, "\n") + "\n")
		}
	}
	if strings.Contains(n.raw, "\n") {
		return block(n.raw)
	}
	return quote(n.raw)
}

// array writes a list on one line, or one entry a line; false where its
// entries are better written as tables.
func (w *writer) array(n *node, room int) (string, bool) {
	if s, ok := w.inline(n); ok && columns(s) <= room || len(n.nodes) == 0 && len(n.end) == 0 {
		return s, true
	}
	if w.tabular(n) {
		return "", false
	}
	var out strings.Builder
	out.WriteString("[\n")
	remark := func(lines []string) {
		for _, line := range lines {
			if line != "" {
				out.WriteString("  " + line + "\n")
			}
		}
	}
	for _, c := range n.nodes {
		remark(c.above)
		remark(c.inner())
		out.WriteString("  " + w.forced(c) + ",")
		if c.behind != "" {
			out.WriteString(" " + c.behind)
		}
		out.WriteString("\n")
	}
	remark(n.end)
	out.WriteString("]")
	return out.String(), true
}

// tabular tells whether a list holds tables too long for a line each.
func (w *writer) tabular(n *node) bool {
	if n.model == nil || isWordy(n.model) {
		return false
	}
	long := false
	for _, c := range n.nodes {
		if c.form != table {
			return false
		}
		s, ok := w.inline(c)
		long = long || !ok || columns(s) > width-len("  ,")
	}
	return long
}

// inline writes a value on one line; false where that cannot be, or where it
// would be hard to read.
func (w *writer) inline(n *node) (string, bool) {
	var parts []string
	switch n.form {
	case scalar:
		if n.prose {
			if l, ok := w.prose.lay(n.raw); ok {
				return quote(l.one), l.one != ""
			}
		}
		return quoteOr(n), !n.prose || !strings.Contains(n.raw, "\n")
	case array, table:
		for _, c := range n.sorted() {
			s, ok := w.inline(c)
			if !ok || c.remarked() || c.headed {
				return "", false
			}
			if n.form == table {
				s = keyOf(c.key) + " = " + s
			}
			parts = append(parts, s)
		}
		return brackets(n.form, parts), len(n.end) == 0
	}
	return "", false
}

// forced writes a value on one line whatever it is.
func (w *writer) forced(n *node) string {
	if n.form == scalar {
		if l, ok := w.prose.lay(n.raw); n.prose && ok {
			if l.one != "" {
				return quote(l.one)
			}
			return quote(strings.Join(l.lines, "\n"))
		}
		return quoteOr(n)
	}
	var parts []string
	for _, c := range n.sorted() {
		s := w.forced(c)
		if n.form == table {
			s = keyOf(c.key) + " = " + s
		}
		parts = append(parts, s)
	}
	return brackets(n.form, parts)
}

func quoteOr(n *node) string {
	if n.quoted {
		return quote(n.raw)
	}
	return n.raw
}

func brackets(f form, parts []string) string {
	in := strings.Join(parts, ", ")
	switch {
	case f == array:
		return "[" + in + "]"
	case in == "":
		return "{}"
	}
	return "{ " + in + " }"
}
