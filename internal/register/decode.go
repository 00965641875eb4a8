package register

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/agnivade/levenshtein"
	"github.com/go-viper/mapstructure/v2"

	"notis/internal/diag"
	"notis/internal/notice"
)

// file is one data file being read: its places and what is wrong with it.
type file struct {
	name   string
	src    []byte
	places *Places
	forms  forms
	// raw is what the file holds, by its keys.
	raw   map[string]any
	diags diag.List
}

func (f *file) report(rule, path string, args map[string]any) {
	at := f.places.At(path)
	if rule == "unknown-key" || rule == "empty-value" {
		at = f.places.keyAt(path)
	}
	f.diags = append(f.diags, diag.Diagnostic{
		Rule: rule, Severity: diag.Error, File: f.name, Line: at.Line, Column: at.Column, Path: path, Args: args,
	})
}

// decode reads strict TOML into a struct of package notice.
func (f *file) decode(into any) bool {
	raw := map[string]any{}
	if _, err := toml.Decode(string(f.src), &raw); err != nil {
		f.syntax(err)
		return false
	}
	f.raw = raw
	v := reflect.ValueOf(into).Elem()
	if !f.forms.fill(v, raw) {
		v.SetZero()
		f.tell(into)
	}
	return true
}

// tell fills a struct as far as it can be filled, and reports what is wrong.
// mapstructure does it, because it reports every mistake at once and by path.
func (f *file) tell(into any) {
	raw := f.raw
	f.plain("", raw)
	f.keys("", raw, reflect.TypeOf(into).Elem())
	dec, err := mapstructure.NewDecoder(&mapstructure.DecoderConfig{
		TagName: "toml", Result: into, Squash: true, DecodeHook: shape,
		MatchName: func(key, field string) bool { return key == field },
	})
	if err != nil {
		panic(err) // the configuration above is wrong, whatever the data
	}
	f.types(dec.Decode(raw))
}

func (f *file) syntax(err error) {
	d := diag.Diagnostic{Rule: "syntax", Severity: diag.Error, File: f.name, Line: 1, Column: 1, Args: map[string]any{"Problem": err.Error()}}
	var pe toml.ParseError
	if errors.As(err, &pe) {
		at := f.places.position(min(max(pe.Position.Start, 0), len(f.src)))
		d.Line, d.Column = at.Line, at.Column
		d.Args["Problem"] = pe.Message
		if pe.Message == "" {
			d.Args["Problem"] = fmt.Sprint(errors.Unwrap(pe))
		}
	}
	f.diags = append(f.diags, d)
}

// mismatch is a value of another type than the key asks for.
type mismatch struct{ want, got string }

func (e *mismatch) Error() string { return "want " + e.want + ", got " + e.got }

var (
	nameType  = reflect.TypeFor[notice.Name]()
	datumType = reflect.TypeFor[notice.Datum]()
	dateType  = reflect.TypeFor[notice.Date]()
)

// shape brings the short forms into their long ones, and refuses what
// mapstructure would convert in silence.
func shape(from, to reflect.Value) (any, error) {
	got := kindOf(from.Interface())
	switch {
	case to.Type() == nameType && got == "text":
		return map[string]any{"proper": from.Interface()}, nil
	case to.Type() == datumType && got == "text":
		return map[string]any{"is": from.Interface()}, nil
	case to.Type() == dateType && got == "date":
		return from.Interface().(time.Time).Format("2006-01-02"), nil
	}
	if want := wanted(to.Type()); want != "" && want != got {
		return nil, &mismatch{want, got}
	}
	return from.Interface(), nil
}

// kindOf names the TOML type of a decoded value.
func kindOf(v any) string {
	switch v := v.(type) {
	case string:
		return "text"
	case bool:
		return "boolean"
	case int64:
		return "integer"
	case float64:
		return "number"
	case map[string]any:
		return "table"
	case time.Time:
		if v.Location().String() == "date-local" {
			return "date"
		}
		return "time"
	default:
		return "list"
	}
}

// wanted names the TOML type a Go type is written as.
func wanted(t reflect.Type) string {
	switch {
	case t == dateType:
		return "date"
	case t.Kind() == reflect.String:
		return "text"
	case t.Kind() == reflect.Bool:
		return "boolean"
	case t.Kind() == reflect.Int:
		return "integer"
	case t.Kind() == reflect.Struct:
		return "table"
	case t.Kind() == reflect.Slice:
		return "list"
	}
	return ""
}

// types reports each value of the wrong type.
func (f *file) types(err error) {
	if err == nil {
		return
	}
	if many, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range many.Unwrap() {
			f.types(e)
		}
		return
	}
	var inner *mapstructure.DecodeError
	for e := err; e != nil; e = errors.Unwrap(e) {
		if d, ok := e.(*mapstructure.DecodeError); ok {
			inner = d
		}
		if many, ok := e.(interface{ Unwrap() []error }); ok {
			f.types(errors.Join(many.Unwrap()...))
			return
		}
	}
	var mis *mismatch
	if inner == nil || !errors.As(err, &mis) {
		f.report("syntax", "", map[string]any{"Problem": err.Error()})
		return
	}
	f.report("wrong-type", inner.Name(), map[string]any{"Key": lastKey(inner.Name()), "Want": mis.want, "Got": mis.got})
}

// keys reports every key that its table does not take. mapstructure knows the
// unused keys too, but forgets those of a table with a mistake in it.
func (f *file) keys(path string, v any, t reflect.Type) {
	switch v := v.(type) {
	case map[string]any:
		known := keysOf(t)
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if !slices.Contains(known, k) {
				if len(known) > 0 {
					f.report("unknown-key", join(path, k), map[string]any{"Key": k, "Nearest": Nearest(k, known), "Known": list(known)})
				}
				continue
			}
			field, _ := fieldOf(t, k)
			f.keys(join(path, k), v[k], field)
		}
	case []map[string]any:
		for i, e := range v {
			f.keys(element(path, i), e, elem(t))
		}
	case []any:
		for i, e := range v {
			f.keys(element(path, i), e, elem(t))
		}
	}
}

func elem(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Slice {
		return t.Elem()
	}
	return t
}

// Nearest gives the known word that a misspelt one most likely means, or "".
func Nearest(word string, known []string) string {
	best, at := "", max(2, len(word)/3)+1
	for _, k := range known {
		if d := levenshtein.ComputeDistance(word, k); d < at {
			best, at = k, d
		}
	}
	return best
}

// plain goes through the raw values: nothing empty, no characters that a
// reader cannot see.
func (f *file) plain(path string, v any) {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 && path != "" {
			f.report("empty-value", path, map[string]any{"Key": lastKey(path)})
		}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			f.plain(join(path, k), v[k])
		}
	case []map[string]any:
		for i, e := range v {
			f.plain(element(path, i), e)
		}
	case []any:
		if len(v) == 0 {
			f.report("empty-value", path, map[string]any{"Key": lastKey(path)})
		}
		for i, e := range v {
			f.plain(element(path, i), e)
		}
	case string:
		f.characters(path, v)
	}
}
