package register

import (
	"reflect"
	"strings"
	"time"

	"notis/internal/notice"
)

// form is what there is to know of a type. To ask reflect again for each value
// takes longer than all the rest of a check.
type form struct {
	fields []field
	// keys gives the field that a key stands for, also one of an embedded type.
	keys map[string][]int
	// checker and enum tell which of these interfaces the type has.
	checker, enum bool
}

// field is a field of a struct.
type field struct {
	reflect.StructField
	key  string
	must bool
}

// forms holds the forms of the types met so far.
type forms map[reflect.Type]*form

var (
	checkerType = reflect.TypeFor[notice.Checker]()
	enumType    = reflect.TypeFor[notice.Enum]()
)

func (x forms) of(t reflect.Type) *form {
	if f, known := x[t]; known {
		return f
	}
	f := &form{checker: t.Implements(checkerType), enum: t.Implements(enumType)}
	x[t] = f
	if t.Kind() != reflect.Struct {
		return f
	}
	f.keys = map[string][]int{}
	for i := range t.NumField() {
		in := field{StructField: t.Field(i)}
		in.key, in.must = in.Tag.Get("toml"), in.Tag.Get("must") != ""
		f.fields = append(f.fields, in)
		if !in.Anonymous {
			f.keys[in.key] = in.Index
			continue
		}
		for key, index := range x.of(in.Type).keys {
			f.keys[key] = append([]int{i}, index...)
		}
	}
	return f
}

// fill fills a value from what BurntSushi/toml has read, as long as nothing is
// wrong: it is false for a key that nobody knows, a value of the wrong type,
// what is empty and what a reader cannot see. What is wrong is told by [file.tell],
// which finds all of it at once; most files are right, and this is much faster.
func (x forms) fill(v reflect.Value, raw any) bool {
	switch raw := raw.(type) {
	case string:
		return visible(raw) && x.text(v, raw)
	case bool:
		if v.Kind() != reflect.Bool {
			return false
		}
		v.SetBool(raw)
	case int64:
		if v.Kind() != reflect.Int {
			return false
		}
		v.SetInt(raw)
	case time.Time:
		if v.Type() != dateType || kindOf(raw) != "date" {
			return false
		}
		v.SetString(raw.Format(time.DateOnly))
	case map[string]any:
		return x.table(v, raw)
	case []map[string]any:
		return elements(x, v, raw)
	case []any:
		return elements(x, v, raw)
	default:
		return false
	}
	return true
}

// text fills a value from a text: one that is written as a text, or one that
// has a short form.
func (x forms) text(v reflect.Value, s string) bool {
	switch t := v.Type(); {
	case t == nameType:
		v = v.FieldByIndex(x.of(t).keys["proper"])
	case t == datumType:
		v = v.FieldByIndex(x.of(t).keys["is"])
	case t == dateType || t.Kind() != reflect.String:
		return false
	}
	v.SetString(s)
	return true
}

func (x forms) table(v reflect.Value, raw map[string]any) bool {
	if v.Kind() != reflect.Struct || v.Type() == dateType || len(raw) == 0 {
		return false
	}
	keys := x.of(v.Type()).keys
	for key, value := range raw {
		index, known := keys[key]
		if !known || !x.fill(v.FieldByIndex(index), value) {
			return false
		}
	}
	return true
}

func elements[T any](x forms, v reflect.Value, raw []T) bool {
	if v.Kind() != reflect.Slice || len(raw) == 0 {
		return false
	}
	v.Set(reflect.MakeSlice(v.Type(), len(raw), len(raw)))
	for i, value := range raw {
		if !x.fill(v.Index(i), value) {
			return false
		}
	}
	return true
}

// visible tells whether a text is more than blanks and holds nothing that a
// reader cannot see; where it is false, [file.characters] tells why.
func visible(s string) bool {
	if strings.TrimSpace(s) == "" {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c < ' ' && c != '\n' || c >= 0x7f {
			return hidden(s) < 0
		}
	}
	return true
}

// trail is the way to a value. It becomes a data path only where something is
// wrong, or somebody wants to keep it.
type trail struct {
	up  *trail
	key string
	// index is that of an element, where there is no key.
	index int
}

// String is the data path.
func (t *trail) String() string {
	switch {
	case t == nil:
		return ""
	case t.key == "":
		return element(t.up.String(), t.index)
	}
	return join(t.up.String(), t.key)
}
