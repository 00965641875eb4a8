package register

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/prose"
)

// declared is an id and where it was first given.
type declared struct{ file, path string }

// ids holds what can be referred to: kind → id → where.
type ids map[string]map[string]declared

func (x ids) of(kind string) []string {
	out := make([]string, 0, len(x[kind]))
	for id := range x[kind] {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// walker checks every value of a decoded file by its type and its tags.
type walker struct {
	f     *file
	ids   ids
	today notice.Date
	prose *prose.Parser
	refs  []reference
}

// reference is a use of an id, resolved once all files are read.
type reference struct {
	f              *file
	path, kind, id string
}

var (
	textType = reflect.TypeFor[notice.Text]()
	markup   = regexp.MustCompile(`</?[A-Za-z][^>]*>|<!--`)
)

// walk checks the struct v that stands at path.
func (w *walker) walk(v reflect.Value, path string, tag reflect.StructTag) {
	if v.Type() == textType {
		w.text(v.Interface().(notice.Text), path, tag.Get("plain") != "")
		return
	}
	if c, ok := v.Interface().(notice.Checker); ok && path != "" {
		w.check(c, path)
	}
	for i := range v.NumField() {
		field := v.Type().Field(i)
		at := join(path, field.Tag.Get("toml"))
		if field.Anonymous {
			at = path
			if v.Field(i).IsZero() {
				continue
			}
		}
		if v.Field(i).IsZero() {
			if field.Tag.Get("must") != "" && !w.f.written(at) {
				w.f.report("missing-key", path, map[string]any{"Key": lastKey(at), "Table": at, "Want": shapeOf(field.Type)})
			}
			if field.Type.Kind() == reflect.Int && w.f.written(at) {
				w.value(v.Field(i), at, field.Tag) // a nought that somebody wrote
			}
			continue
		}
		if field.Anonymous && v.Type() == nameType {
			w.text(v.Field(i).Interface().(notice.Text), at, true)
			continue
		}
		w.value(v.Field(i), at, field.Tag)
	}
}

// shapeOf tells how a missing key is written: as a table, as a list of tables,
// or on a line.
func shapeOf(t reflect.Type) string {
	switch {
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct && t.Elem() != datumType && t.Elem() != textType:
		return "tables"
	case t.Kind() == reflect.Struct && t != textType && t != nameType:
		return "table"
	}
	return "line"
}

func (w *walker) value(v reflect.Value, path string, tag reflect.StructTag) {
	switch v.Kind() {
	case reflect.Struct:
		w.walk(v, path, tag)
	case reflect.Slice:
		for i := range v.Len() {
			if !v.Index(i).IsZero() { // of the wrong type, and reported as such
				w.value(v.Index(i), element(path, i), tag)
			}
		}
	case reflect.Int:
		if c, ok := v.Interface().(notice.Checker); ok {
			w.check(c, path)
		}
	case reflect.String:
		w.str(v, path, tag)
	}
}

// str checks a string by its type: an id, a reference, a value of a list, a
// value with a form of its own, or plain words.
func (w *walker) str(v reflect.Value, path string, tag reflect.StructTag) {
	s := v.String()
	if s == "" {
		return // of the wrong type, and reported as such
	}
	if e, ok := v.Interface().(notice.Enum); ok {
		if !slices.Contains(e.Values(), s) {
			w.f.report("unknown-value", path, map[string]any{"Key": lastKey(path), "Value": s, "Nearest": Nearest(s, e.Values()), "Known": list(e.Values())})
		}
		return
	}
	if c, ok := v.Interface().(notice.Checker); ok {
		if !w.check(c, path) {
			return
		}
	}
	if d, ok := v.Interface().(notice.Date); ok && d > w.today && tag.Get("ahead") == "" {
		w.f.report("future", path, map[string]any{"Value": s, "Today": string(w.today)})
	}
	if kind := tag.Get("id"); kind != "" {
		w.declare(kind, s, path)
	} else if kind := tag.Get("ref"); kind != "" {
		w.refs = append(w.refs, reference{w.f, path, kind, s})
	} else if found := markup.FindString(s); found != "" {
		w.f.report("html", path, map[string]any{"What": found})
	}
}

func (w *walker) check(c notice.Checker, path string) bool {
	var bad *notice.Invalid
	if errors.As(c.Check(), &bad) {
		w.f.report(bad.Rule, path, map[string]any{"Key": lastKey(path), "Value": bad.Value})
		return false
	}
	return true
}

func (w *walker) declare(kind, id, path string) {
	if w.ids[kind] == nil {
		w.ids[kind] = map[string]declared{}
	}
	if first, ok := w.ids[kind][id]; ok {
		if first.file == w.f.name {
			w.f.report("duplicate-id", path, map[string]any{"Kind": kind, "ID": id, "Line": w.f.places.At(first.path).Line})
		}
		return
	}
	w.ids[kind][id] = declared{w.f.name, path}
}

// text wants both languages, in the small Markdown.
func (w *walker) text(t notice.Text, path string, plain bool) {
	for _, l := range notice.Langs() {
		if t.In(l) == "" {
			if !w.f.written(join(path, string(l))) {
				w.f.report("missing-language", path, map[string]any{"Lang": string(l), "Key": lastKey(path)})
			}
			continue
		}
		blocks, problems := w.prose.Parse(t.In(l))
		if plain && len(problems) == 0 && (len(blocks) != 1 || len(blocks[0].Line) != 1 || blocks[0].Line[0] != (document.Run{Text: blocks[0].Line[0].Text})) {
			w.f.report("plain", join(path, string(l)), map[string]any{"Key": lastKey(path)})
		}
		for _, p := range problems {
			w.f.report(p.Rule, join(path, string(l)), map[string]any{"What": p.What})
		}
	}
}

// written tells whether a key stands in the file, whatever its value.
func (f *file) written(path string) bool {
	_, ok := f.places.at[path]
	return ok
}

// characters refuses text that is empty or holds what a reader cannot see:
// control characters and the marks that turn the direction of writing.
func (f *file) characters(path, s string) {
	if strings.TrimSpace(s) == "" {
		f.report("empty-value", path, map[string]any{"Key": lastKey(path)})
	}
	for _, r := range s {
		if r != '\n' && r != '\u00ad' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\ufffd') {
			f.report("character", path, map[string]any{"Code": code(r)})
			return
		}
	}
}

func code(r rune) string {
	const hex = "0123456789ABCDEF"
	out := []byte("U+0000")
	for i := len(out) - 1; i > 1; i-- {
		out[i] = hex[r&15]
		r >>= 4
	}
	if r > 0 {
		return "U+" + string(hex[r&15]) + string(out[2:])
	}
	return string(out)
}

// fieldOf gives the type of the field that a key stands for.
func fieldOf(t reflect.Type, key string) (reflect.Type, bool) {
	if t.Kind() != reflect.Struct {
		return nil, false
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("toml") == key {
			return f.Type, true
		}
		if f.Anonymous {
			if in, ok := fieldOf(f.Type, key); ok {
				return in, true
			}
		}
	}
	return nil, false
}

func keysOf(t reflect.Type) []string {
	var out []string
	if t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Anonymous {
			out = append(out, keysOf(f.Type)...)
		} else {
			out = append(out, f.Tag.Get("toml"))
		}
	}
	return out
}

func lastKey(path string) string {
	key := path[strings.LastIndexByte(path, '.')+1:]
	name, _, _ := strings.Cut(key, "[")
	return name
}

func list(words []string) string { return strings.Join(words, ", ") }
