package docs_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"golang.org/x/tools/txtar"

	"notis/internal/notice"
)

// examples takes an example of every field from the made-up company that
// states everything, by Type.Field.
func examples(t *testing.T) map[string]string {
	t.Helper()
	a, err := txtar.ParseFile("../compile/testdata/everything.txtar")
	if err != nil {
		t.Fatal(err)
	}
	roots := map[string]reflect.Type{
		"data/categories.toml": reflect.TypeFor[notice.Shared](), "data/brands/acme/brand.toml": reflect.TypeFor[notice.Brand](),
		"data/brands/acme/privacy.toml": reflect.TypeFor[notice.Privacy](), "data/brands/acme/cookies.toml": reflect.TypeFor[notice.Cookies](),
	}
	out := map[string]string{}
	for _, f := range a.Files {
		var raw map[string]any
		if _, err := toml.Decode(string(f.Data), &raw); err != nil {
			t.Fatal(err)
		}
		collect(raw, roots[f.Name], out)
	}
	return out
}

func collect(v any, x reflect.Type, out map[string]string) {
	if x.Kind() == reflect.Slice {
		x = x.Elem()
	}
	switch v := v.(type) {
	case []map[string]any:
		for _, e := range v {
			collect(e, x, out)
		}
	case []any:
		for _, e := range v {
			collect(e, x, out)
		}
	case map[string]any:
		if x.Kind() != reflect.Struct {
			return
		}
		for i := range x.NumField() {
			f := x.Field(i)
			if value, ok := v[f.Tag.Get("toml")]; ok {
				if key := x.Name() + "." + f.Name; out[key] == "" {
					out[key] = f.Tag.Get("toml") + " = " + write(value)
				}
				collect(value, f.Type, out)
			}
		}
	}
}

// write writes a value as TOML on one line.
func write(v any) string {
	var parts []string
	switch v := v.(type) {
	case string:
		return fmt.Sprintf("%q", v)
	case time.Time:
		return v.Format("2006-01-02")
	case []any:
		for _, e := range v {
			parts = append(parts, write(e))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case map[string]any:
		keys := slices.SortedFunc(maps.Keys(v), func(a, b string) int { return -strings.Compare(a, b) })
		for _, k := range keys {
			parts = append(parts, k+" = "+write(v[k]))
		}
		return "{ " + strings.Join(parts, ", ") + " }"
	}
	return fmt.Sprint(v)
}
