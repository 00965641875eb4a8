package register

import (
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strconv"
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
func (w *walker) walk(v reflect.Value, path *trail, tag reflect.StructTag) {
	if v.Type() == textType {
		w.text(v.Interface().(notice.Text), path, tag.Get("plain") != "")
		return
	}
	form := w.f.forms.of(v.Type())
	if form.checker && path != nil {
		w.check(v, path)
	}
	for i := range form.fields {
		field, in := &form.fields[i], v.Field(i)
		at := &trail{up: path, key: field.key}
		if field.Anonymous {
			at = path
		}
		switch {
		case in.IsZero():
			w.zero(in, field, path, at)
		case field.Anonymous && v.Type() == nameType:
			w.text(in.Interface().(notice.Text), at, true)
		default:
			w.value(in, at, field.Tag)
		}
	}
}

// zero checks a field that nobody has filled in, or with a nought.
func (w *walker) zero(v reflect.Value, f *field, path, at *trail) {
	if f.Anonymous {
		return
	}
	if f.must && !w.f.written(at.String()) {
		w.f.report("missing-key", path.String(), map[string]any{"Key": lastKey(at.String()), "Table": at.String(), "Want": shapeOf(f.Type)})
	}
	if v.Kind() == reflect.Int && w.f.written(at.String()) {
		w.value(v, at, f.Tag)
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

func (w *walker) value(v reflect.Value, path *trail, tag reflect.StructTag) {
	switch v.Kind() {
	case reflect.Struct:
		w.walk(v, path, tag)
	case reflect.Slice:
		for i := range v.Len() {
			if !v.Index(i).IsZero() { // of the wrong type, and reported as such
				w.value(v.Index(i), &trail{up: path, index: i}, tag)
			}
		}
	case reflect.Int:
		if w.f.forms.of(v.Type()).checker {
			w.check(v, path)
		}
	case reflect.String:
		w.str(v, path, tag)
	}
}

// str checks a string by its type: an id, a reference, a value of a list, a
// value with a form of its own, or plain words.
func (w *walker) str(v reflect.Value, at *trail, tag reflect.StructTag) {
	s := v.String()
	if s == "" {
		return // of the wrong type, and reported as such
	}
	form := w.f.forms.of(v.Type())
	if form.enum {
		if e := v.Interface().(notice.Enum); !slices.Contains(e.Values(), s) {
			path := at.String()
			w.f.report("unknown-value", path, map[string]any{"Key": lastKey(path), "Value": s, "Nearest": Nearest(s, e.Values()), "Known": list(e.Values())})
		}
		return
	}
	if form.checker && !w.check(v, at) {
		return
	}
	if v.Type() == dateType && s > string(w.today) && tag.Get("ahead") == "" {
		w.f.report("future", at.String(), map[string]any{"Value": s, "Today": string(w.today)})
	}
	if kind := tag.Get("id"); kind != "" {
		w.declare(kind, s, at.String())
	} else if kind := tag.Get("ref"); kind != "" {
		w.refs = append(w.refs, reference{w.f, at.String(), kind, s})
	} else if found := markup.FindString(s); found != "" {
		w.f.report("html", at.String(), map[string]any{"What": found})
	}
}

func (w *walker) check(v reflect.Value, at *trail) bool {
	err := v.Interface().(notice.Checker).Check()
	if err == nil {
		return true
	}
	var bad *notice.Invalid
	if errors.As(err, &bad) {
		path := at.String()
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
func (w *walker) text(t notice.Text, at *trail, plain bool) {
	for _, l := range notice.Langs() {
		if t.In(l) == "" {
			if path := at.String(); !w.f.written(join(path, string(l))) {
				w.f.report("missing-language", path, map[string]any{"Lang": string(l), "Key": lastKey(path)})
			}
			continue
		}
		blocks, problems := w.prose.Parse(t.In(l))
		if plain && len(problems) == 0 && (len(blocks) != 1 || len(blocks[0].Line) != 1 || blocks[0].Line[0] != (document.Run{Text: blocks[0].Line[0].Text})) {
			w.f.report("plain", join(at.String(), string(l)), map[string]any{"Key": lastKey(at.String())})
		}
		for _, p := range problems {
			w.f.report(p.Rule, join(at.String(), string(l)), map[string]any{"What": p.What})
		}
	}
}

// written tells whether a key stands in the file, whatever its value.
func (f *file) written(path string) bool {
	var v any = f.raw
	for path != "" {
		end := strings.IndexAny(path[1:], ".[") + 1
		if end == 0 {
			end = len(path)
		}
		step := strings.TrimPrefix(path[:end], ".")
		path = path[end:]
		switch in := v.(type) {
		case map[string]any:
			known := false
			if v, known = in[step]; !known {
				return false
			}
		case []map[string]any, []any:
			list := reflect.ValueOf(in)
			i, err := strconv.Atoi(strings.Trim(step, "[]"))
			if err != nil || i >= list.Len() {
				return false
			}
			v = list.Index(i).Interface()
		default:
			return false
		}
	}
	return true
}

// characters refuses text that is empty or holds what a reader cannot see:
// control characters and the marks that turn the direction of writing.
func (f *file) characters(path, s string) {
	if strings.TrimSpace(s) == "" {
		f.report("empty-value", path, map[string]any{"Key": lastKey(path)})
	}
	if r := hidden(s); r >= 0 {
		f.report("character", path, map[string]any{"Code": code(r)})
	}
}

// hidden gives the first character of a text that a reader cannot see, or -1.
func hidden(s string) rune {
	for _, r := range s {
		if r != '\n' && r != '\u00ad' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == '\ufffd') {
			return r
		}
	}
	return -1
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
