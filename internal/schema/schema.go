// Package schema describes the data files as JSON Schema (draft 2020-12), from
// the model and its comments, so that editors' programs complete and explain.
package schema

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"notis/internal/fields"
	"notis/internal/notice"
)

// File is the schema of one kind of data file.
type File struct {
	// Name is that of the schema, such as privacy.schema.json.
	Name string
	// Data are the data files it describes, as patterns.
	Data []string
	JSON []byte
}

// All gives the schema of every kind of data file.
func All(comments fields.Comments) ([]File, error) {
	var out []File
	for _, f := range []struct {
		name, data, title string
		root              reflect.Type
	}{
		{"brand", "data/brands/*/brand.toml", "A brand", reflect.TypeFor[notice.Brand]()},
		{"privacy", "data/brands/*/privacy.toml", "A privacy notice", reflect.TypeFor[notice.Privacy]()},
		{"cookies", "data/brands/*/cookies.toml", "A cookie declaration", reflect.TypeFor[notice.Cookies]()},
		{"release", "data/brands/*/release.toml", "The next versions", reflect.TypeFor[notice.Releases]()},
		{"categories", "data/categories.toml", "What brands share", reflect.TypeFor[notice.Shared]()},
		{"site", "data/site.toml", "The site", reflect.TypeFor[notice.Website]()},
		{"known", "", "What is publicly known", reflect.TypeFor[notice.Known]()},
	} {
		w := &writer{comments: comments, defs: map[string]node{}}
		root := w.table(f.root)
		root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
		root["title"] = f.title
		root["$defs"] = w.defs
		var js bytes.Buffer
		enc := json.NewEncoder(&js)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		if err := enc.Encode(root); err != nil {
			return nil, err
		}
		data := []string{f.data}
		if f.name == "known" {
			data = []string{"data/vendors.toml", "data/cookies.toml"}
		}
		out = append(out, File{f.name + ".schema.json", data, js.Bytes()})
	}
	return out, nil
}

// node is a schema; encoding sorts its keys.
type node map[string]any

type writer struct {
	comments fields.Comments
	defs     map[string]node
}

// table describes a struct.
func (w *writer) table(t reflect.Type) node {
	properties := node{}
	var required []string
	for i := range t.NumField() {
		f := t.Field(i)
		key := f.Tag.Get("toml")
		p := w.value(f.Type)
		if text := w.comments[t.Name()+"."+f.Name]; text != "" {
			p["description"] = text
		}
		properties[key] = p
		if f.Tag.Get("must") != "" {
			required = append(required, key)
		}
	}
	out := node{"type": "object", "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		slices.Sort(required)
		out["required"] = required
	}
	return out
}

// value describes what a key can hold.
func (w *writer) value(t reflect.Type) node {
	text := node{"type": "object", "additionalProperties": false, "required": []string{"en", "nb"}, "properties": node{
		"nb": node{"type": "string", "minLength": 1, "description": w.comments["Text.NB"]},
		"en": node{"type": "string", "minLength": 1, "description": w.comments["Text.EN"]},
	}}
	switch v := reflect.Zero(t).Interface().(type) {
	case notice.Text:
		return text
	case notice.Name, notice.Datum:
		return node{"anyOf": []node{{"type": "string", "minLength": 1}, text}}
	case notice.Enum:
		return node{"type": "string", "enum": v.Values()}
	}
	switch t.Kind() {
	case reflect.Bool:
		return node{"type": "boolean"}
	case reflect.Int:
		return node{"type": "integer", "minimum": 1}
	case reflect.Slice:
		return node{"type": "array", "minItems": 1, "items": w.value(t.Elem())}
	case reflect.Struct:
		if _, ok := w.defs[t.Name()]; !ok {
			w.defs[t.Name()] = node{} // a type can hold itself
			def := w.table(t)
			def["description"] = w.comments[t.Name()]
			w.defs[t.Name()] = def
		}
		return node{"$ref": "#/$defs/" + t.Name()}
	}
	out := node{"type": "string", "minLength": 1}
	if pattern := patterns[t.Name()]; pattern != "" {
		out["pattern"] = pattern
	}
	return out
}

// patterns are the forms of values that an editor's program can hold against a
// pattern; the loader knows the rest.
var patterns = map[string]string{
	"ID": `^[a-z0-9]+(-[a-z0-9]+)*$`, "Country": `^[A-Z]{2}$`, "Date": `^\d{4}-\d{2}-\d{2}$`, "URL": `^https?://`, "Digest": `^[0-9a-f]{64}$`,
	"Duration": `^(session|P(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)$`, "Phone": `^\+[1-9][0-9 ]+$`,
	"ReportTo": `^(https://|mailto:|tel:\+)`, "SecureURL": `^https://`, "LangTag": `^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`,
	"Article": `^([1-9][0-9]?(\([1-9][0-9]?\))?(\([a-z]\))?|chapter [IVX]+)$`,
}

// Taplo is the configuration by which Taplo, and the editors that use it, find
// the schemas in a folder.
func Taplo(files []File, dir string) []byte {
	var out strings.Builder
	out.WriteString("# Which schema describes which data file, for Taplo and for the editors that use\n# it (Even Better TOML). Made by notis schema.\n")
	for _, f := range files {
		out.WriteString("\n[[rule]]\ninclude = [\"" + strings.Join(f.Data, "\", \"") + "\"]\n\n[rule.schema]\nenabled = true\npath = \"./" + dir + "/" + f.Name + "\"\n")
	}
	return []byte(out.String())
}
