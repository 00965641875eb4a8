// Package form writes the files of a new brand: forms in which every field is
// explained, and that load once they are filled in.
package form

import (
	"fmt"
	"reflect"
	"strings"

	"notis/internal/fields"
	"notis/internal/notice"
)

// File is a form, its name relative to the folder of the brand.
type File struct{ Name, Text string }

// New writes the forms of a brand.
func New(comments fields.Comments) []File {
	var out []File
	for _, f := range []struct {
		name, head string
		root       reflect.Type
	}{
		{"brand.toml", "Who the brand is, and how to reach the company.", reflect.TypeFor[notice.Brand]()},
		{"privacy.toml", "The privacy notice.", reflect.TypeFor[notice.Privacy]()},
		{"cookies.toml", "The cookie declaration.", reflect.TypeFor[notice.Cookies]()},
	} {
		w := &writer{comments: comments, seen: map[reflect.Type]string{}}
		w.text("# " + f.head)
		w.text(legend)
		w.fields(f.root, "", false)
		out = append(out, File{f.name, w.out.String()})
	}
	return out
}

const legend = `#
# Fill in what stands between the quotes. A line that begins with # and a space
# explains; a line that begins with # and a name is a field you may leave out:
# take the # away to use it. A text has a Norwegian (nb) and an English (en)
# side, and both are filled in.`

// preset are lists that every notice begins with, by the path of the table.
var preset = map[string][]string{
	"Privacy.sections": {`id = "controller"`, `id = "activities"`},
	"Cookies.sections": {`id = "scope"`, `id = "cookies"`},
}

// asked are fields that may be left out, but seldom are.
var asked = map[string]bool{"Entity.name": true, "Contact.email": true, "Activity.purpose": true, "Activity.parts": true, "Part.data": true}

type writer struct {
	comments fields.Comments
	// seen tells where the fields of a type were explained before.
	seen map[reflect.Type]string
	out  strings.Builder
}

func (w *writer) text(s string) { w.out.WriteString(s + "\n") }

// fields writes the fields of a table: plain ones first, tables after, as TOML
// wants it. Off writes them so that they are not read.
func (w *writer) fields(x reflect.Type, path string, off bool) {
	for i := range x.NumField() {
		if f := x.Field(i); !table(f.Type) {
			w.plain(x, f, off)
		}
	}
	for i := range x.NumField() {
		if f := x.Field(i); table(f.Type) {
			w.table(x, f, path, off)
		}
	}
}

// table tells whether a type is written as a table or a list of tables.
func table(t reflect.Type) bool {
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	switch t {
	case reflect.TypeFor[notice.Text](), reflect.TypeFor[notice.Name](), reflect.TypeFor[notice.Datum]():
		return false
	}
	return t.Kind() == reflect.Struct
}

func (w *writer) plain(x reflect.Type, f reflect.StructField, off bool) {
	key := f.Tag.Get("toml")
	w.text("")
	w.explain(w.comments[x.Name()+"."+f.Name])
	value, note := blank(f)
	if note != "" {
		w.explain(note)
	}
	off = off || f.Tag.Get("must") == "" && !asked[x.Name()+"."+key] || value == ""
	if value == "" { // a date has no blank
		value = "2026-01-31"
	}
	w.text(mark(off) + key + " = " + value)
}

func mark(off bool) string {
	if off {
		return "#"
	}
	return ""
}

// explain writes a comment, broken where lines get long.
func (w *writer) explain(s string) {
	line := "#"
	for _, word := range strings.Fields(s) {
		if len(line)+len(word) > 88 {
			w.text(line)
			line = "#"
		}
		line += " " + word
	}
	w.text(line)
}

// blank is an empty value of a field, and what may stand there.
func blank(f reflect.StructField) (value, note string) {
	t, list := f.Type, false
	if t.Kind() == reflect.Slice {
		t, list = t.Elem(), true
	}
	value = `""`
	if e, ok := reflect.Zero(t).Interface().(notice.Enum); ok {
		note = "One of: " + strings.Join(e.Values(), ", ") + "."
	}
	if to := f.Tag.Get("ref"); to != "" {
		note = "An id: " + to + "."
	}
	switch t {
	case reflect.TypeFor[notice.Text]():
		value = `{ nb = "", en = "" }`
	case reflect.TypeFor[notice.Datum]():
		note = "Ids of categories in data/categories.toml, or your own words: { nb = \"…\", en = \"…\" }."
	case reflect.TypeFor[notice.Name]():
		note = "One string where it is the same in both languages, else { nb = \"…\", en = \"…\" }."
	case reflect.TypeFor[notice.Date]():
		value = ""
	case reflect.TypeFor[notice.Duration]():
		note = "P2Y is two years, P6M six months, P30D 30 days, PT72H 72 hours."
	}
	switch t.Kind() {
	case reflect.Bool:
		value = "false"
	case reflect.Int:
		value = "1"
	}
	if list {
		value = "[" + value + "]"
	}
	return value, note
}

func (w *writer) table(x reflect.Type, f reflect.StructField, path string, off bool) {
	key := f.Tag.Get("toml")
	off = off || f.Tag.Get("must") == "" && !asked[x.Name()+"."+key]
	t, open, end := f.Type, "[", "]"
	if t.Kind() == reflect.Slice {
		t, open, end = t.Elem(), "[[", "]]"
	}
	at := strings.TrimPrefix(path+"."+key, ".")
	w.text("")
	if path == "" {
		w.text("# " + strings.Repeat("-", 86))
	}
	w.explain(w.comments[x.Name()+"."+f.Name])
	if list := preset[x.Name()+"."+key]; list != nil {
		w.explain(w.comments[t.Name()])
		for _, line := range list {
			w.text(fmt.Sprintf("%s%s%s\n%s\n", open, at, end, line))
		}
		w.seen[t] = open + at + end
		w.explain("Each section can also have:")
		w.rest(t)
		return
	}
	if before, ok := w.seen[t]; ok && off {
		w.explain("Its fields are those of " + before + ".")
		w.text("#" + open + at + end)
		return
	}
	w.seen[t] = open + at + end
	w.text(mark(off) + open + at + end)
	w.fields(t, at, off)
}

// rest explains the fields of a preset entry that are not written.
func (w *writer) rest(t reflect.Type) {
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("toml") != "id" {
			w.plain(t, f, true)
		}
	}
}
