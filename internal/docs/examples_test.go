package docs_test

import (
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"
	"golang.org/x/tools/txtar"

	"notis/internal/notice"
	"notis/internal/register"
)

// examples takes an example of every field from the made-up company that
// states everything, by Type.Field; what only an approved notice states comes
// from the brand of the demonstration, and what is known, asked and accepted
// from testdata/asked.txtar.
func examples(t *testing.T) map[string]string {
	t.Helper()
	a, err := txtar.ParseFile("../compile/testdata/everything.txtar")
	if err != nil {
		t.Fatal(err)
	}
	const demo = "data/brands/demokraft/brand.toml"
	brand, err := os.ReadFile("../demo/testdata/site/" + demo)
	if err != nil {
		t.Fatal(err)
	}
	a.Files = append(append(a.Files, txtar.File{Name: demo, Data: brand}), asked(t)...)
	roots := map[string]reflect.Type{
		"data/categories.toml": reflect.TypeFor[notice.Shared](), "data/brands/acme/brand.toml": reflect.TypeFor[notice.Brand](),
		"data/brands/acme/privacy.toml": reflect.TypeFor[notice.Privacy](), "data/brands/acme/cookies.toml": reflect.TypeFor[notice.Cookies](),
		"data/brands/acme/release.toml": reflect.TypeFor[notice.Releases](), demo: reflect.TypeFor[notice.Brand](),
		"data/vendors.toml": reflect.TypeFor[notice.Known](), "data/cookies.toml": reflect.TypeFor[notice.Known](),
		"data/site.toml": reflect.TypeFor[notice.Website](),
	}
	out := map[string]string{}
	for _, f := range a.Files {
		if roots[f.Name] == nil {
			t.Fatalf("nobody knows what %s is", f.Name)
		}
		var raw map[string]any
		if _, err := toml.Decode(string(f.Data), &raw); err != nil {
			t.Fatal(err)
		}
		collect(raw, roots[f.Name], out)
	}
	return out
}

// asked gives the files of testdata/asked.txtar, which load.
func asked(t *testing.T) []txtar.File {
	t.Helper()
	fsys := fstest.MapFS{}
	var files []txtar.File
	for _, name := range []string{"../register/testdata/base.txtar", "testdata/asked.txtar"} {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range a.Files {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
		files = a.Files
	}
	if _, err := register.Load(fsys, "2026-11-22"); err != nil {
		t.Fatal(err)
	}
	return files
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
