package schema

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strconv"
	"strings"

	"notis/internal/document"
	"notis/internal/fields"
	"notis/internal/notice"
	"notis/internal/site"
)

// Export gives the schema of index.json with the address it is published at.
// Unlike those of the data files, it lets keys pass that it does not know: some
// may be added.
func Export(comments fields.Comments, address string) ([]byte, error) {
	w := &exported{comments: comments, defs: map[string]node{}}
	root := w.object(reflect.TypeFor[site.Export]())
	root["$schema"], root["$id"], root["$defs"] = "https://json-schema.org/draft/2020-12/schema", address, w.defs
	root["title"] = "A version of a privacy notice or of a cookie declaration"
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	err := enc.Encode(root)
	return out.Bytes(), err
}

// exported writes the schema of types that encoding/json writes.
type exported struct {
	comments fields.Comments
	defs     map[string]node
}

// object describes a struct by the tags of its fields: json as encoding/json
// reads it, and enum with the values there are.
func (w *exported) object(t reflect.Type) node {
	properties, required := node{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		key, left, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := w.value(f.Type, left == "")
		p["description"] = w.comments[t.Name()+"."+f.Name]
		if values := strings.Fields(f.Tag.Get("enum")); len(values) > 0 && f.Type.Kind() == reflect.Int {
			n, _ := strconv.Atoi(values[0]) // what is no number fails the tests: no file has that value
			p["const"] = n
		} else if len(values) > 0 {
			p["enum"] = values
		}
		properties[key] = p
		if left == "" {
			required = append(required, key)
		}
	}
	return node{"type": "object", "properties": properties, "required": required}
}

// value describes a value. A list that is never left out is null where nobody
// made one.
func (w *exported) value(t reflect.Type, always bool) node {
	switch t.Kind() {
	case reflect.Bool:
		return node{"type": "boolean"}
	case reflect.Int:
		return node{"type": "integer", "minimum": 1}
	case reflect.Pointer:
		return w.value(t.Elem(), always)
	case reflect.Slice:
		list := node{"type": "array", "items": w.value(t.Elem(), false)}
		if always {
			list["type"] = []string{"array", "null"}
		} else if t == reflect.TypeFor[document.Line]() {
			list["description"] = w.comments[t.Name()]
			w.defs[t.Name()] = list
			return node{"$ref": "#/$defs/" + t.Name()}
		}
		return list
	case reflect.Struct:
		if w.defs[t.Name()] == nil {
			w.defs[t.Name()] = node{} // a type can hold itself
			def := w.object(t)
			def["description"] = w.comments[t.Name()]
			w.defs[t.Name()] = def
		}
		return node{"$ref": "#/$defs/" + t.Name()}
	}
	out := node{"type": "string"}
	if t == reflect.TypeFor[notice.Date]() || t == reflect.TypeFor[notice.Digest]() {
		out["pattern"] = patterns[t.Name()]
	}
	return out
}
