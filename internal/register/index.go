package register

import (
	"sort"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// Position is a place in a file; Line and Column count from 1, Column in
// characters.
type Position struct{ Line, Column int }

// Places tells where each key and value of a file stands, by data path
// (activities[1].purpose.nb). BurntSushi/toml keeps its positions to itself,
// so another parser finds them, once somebody asks: few files have mistakes.
type Places struct {
	src    []byte
	read   sync.Once
	starts []int
	at     map[string]int
	// keys holds where the key of a value stands, for findings about the key.
	keys map[string]int
}

// PlacesOf tells where the keys of a TOML file stand.
func PlacesOf(src []byte) *Places { return &Places{src: src} }

// Line gives a line of the file, counted from 1, without its end; "" where
// there is none.
func (x *Places) Line(n int) string {
	x.read.Do(x.index)
	if n < 1 || n > len(x.starts) {
		return ""
	}
	line, _, _ := strings.Cut(string(x.src[x.starts[n-1]:]), "\n")
	return line
}

// index reads the file as far as it can; a syntax error ends it early, and the
// decoder tells of it.
func (x *Places) index() {
	x.at, x.keys, x.starts = map[string]int{"": 0}, map[string]int{}, []int{0}
	for i, c := range x.src {
		if c == '\n' {
			x.starts = append(x.starts, i+1)
		}
	}
	var p unstable.Parser
	p.Reset(x.src)
	arrays := map[string]int{}
	table := ""
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = x.header(e, arrays)
		case unstable.KeyValue:
			x.keyValue(e, table)
		}
	}
}

// header resolves a table's path; a key that names an array of tables means
// its newest element.
func (x *Places) header(e *unstable.Node, arrays map[string]int) string {
	path, offset := "", -1
	it := e.Key()
	for it.Next() {
		k := it.Node()
		if offset < 0 {
			offset = int(k.Raw.Offset)
		}
		path = join(path, string(k.Data))
		last := k.Next() == nil
		if last && e.Kind == unstable.ArrayTable {
			x.put(path, offset)
			n := arrays[path]
			arrays[path]++
			path = element(path, n)
		} else if n := arrays[path]; n > 0 {
			path = element(path, n-1)
		}
		x.put(path, offset)
	}
	return path
}

func (x *Places) keyValue(e *unstable.Node, table string) {
	path, offset := table, -1
	it := e.Key()
	for it.Next() {
		k := it.Node()
		if offset < 0 {
			offset = int(k.Raw.Offset)
		}
		path = join(path, string(k.Data))
		x.put(path, offset)
	}
	x.keys[path] = offset
	x.value(e.Value(), path, offset)
}

func (x *Places) value(v *unstable.Node, path string, offset int) {
	switch v.Kind {
	case unstable.Array:
		i := 0
		it := v.Children()
		for it.Next() {
			n := it.Node()
			if n.Kind == unstable.Comment {
				continue
			}
			at := start(n, offset)
			p := element(path, i)
			x.put(p, at)
			x.value(n, p, at)
			i++
		}
	case unstable.InlineTable:
		it := v.Children()
		for it.Next() {
			x.keyValue(it.Node(), path)
		}
	default:
		x.at[path] = start(v, offset)
	}
}

// start finds where a value begins. Arrays and inline tables have no range of
// their own: the first thing in them stands for them.
func start(n *unstable.Node, fallback int) int {
	if n.Raw.Length > 0 {
		return int(n.Raw.Offset)
	}
	it := n.Children()
	if !it.Next() {
		return fallback
	}
	c := it.Node()
	if c.Kind == unstable.KeyValue {
		if k := c.Key(); k.Next() {
			return int(k.Node().Raw.Offset)
		}
	}
	return start(c, fallback)
}

func (x *Places) put(path string, offset int) {
	if _, known := x.at[path]; !known && offset >= 0 {
		x.at[path] = offset
	}
}

// At gives the place of a path, or of the nearest one around it that is
// written down.
func (x *Places) At(path string) Position {
	x.read.Do(x.index)
	for {
		if o, ok := x.at[path]; ok {
			return x.position(o)
		}
		cut := strings.LastIndexAny(path, ".[")
		if cut < 0 {
			return Position{1, 1}
		}
		path = path[:cut]
	}
}

// Find gives the place of the first piece of the file that reads text.
func (x *Places) Find(text string) (Position, bool) {
	at := strings.Index(string(x.src), text)
	if at < 0 {
		return Position{}, false
	}
	return x.position(at), true
}

// keyAt gives the place of a key.
func (x *Places) keyAt(path string) Position {
	x.read.Do(x.index)
	if o, ok := x.keys[path]; ok {
		return x.position(o)
	}
	return x.At(path)
}

func (x *Places) position(offset int) Position {
	x.read.Do(x.index)
	line := sort.SearchInts(x.starts, offset+1) - 1
	return Position{line + 1, utf8.RuneCount(x.src[x.starts[line]:offset]) + 1}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func element(path string, i int) string { return path + "[" + strconv.Itoa(i) + "]" }
