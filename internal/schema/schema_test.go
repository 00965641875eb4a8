package schema_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"notis"
	"notis/internal/fields"
	"notis/internal/schema"
)

var update = flag.Bool("update", false, "write docs/schema and taplo.toml anew, as notis schema does")

// written are the schemas as the model makes them.
func written(t testing.TB) []schema.File {
	t.Helper()
	comments, err := fields.Read(notis.Model, "internal/notice")
	if err != nil {
		t.Fatal(err)
	}
	files, err := schema.All(comments)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestCommitted holds what stands in docs/schema and taplo.toml against what
// notis schema writes.
func TestCommitted(t *testing.T) {
	files := written(t)
	want := map[string][]byte{"../../taplo.toml": schema.Taplo(files, "docs/schema")}
	for _, f := range files {
		want["../../docs/schema/"+f.Name] = f.JSON
	}
	for name, text := range want {
		if *update {
			if err := os.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if have, err := os.ReadFile(name); err != nil || !bytes.Equal(have, text) {
			t.Errorf("%s is not what notis schema writes (%v)", name, err)
		}
	}
	names, err := filepath.Glob("../../docs/schema/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if want[name] == nil {
			t.Errorf("%s is nothing that notis schema writes", name)
		}
	}
}

// TestExplained wants every key of every schema to say what it is for.
func TestExplained(t *testing.T) {
	for _, f := range written(t) {
		var root any
		if err := json.Unmarshal(f.JSON, &root); err != nil {
			t.Fatal(err)
		}
		explained(t, f.Name, root)
	}
}

func explained(t *testing.T, at string, v any) {
	switch v := v.(type) {
	case map[string]any:
		if properties, ok := v["properties"].(map[string]any); ok {
			for key, p := range properties {
				if text, _ := p.(map[string]any)["description"].(string); text == "" {
					t.Errorf("%s: %s has no description", at, key)
				}
			}
		}
		for key, inner := range v {
			explained(t, at+"/"+key, inner)
		}
	case []any:
		for _, inner := range v {
			explained(t, at, inner)
		}
	}
}

// compiled are the schemas, by the pattern of the files they describe.
func compiled(t testing.TB) map[string]*jsonschema.Schema {
	t.Helper()
	out := map[string]*jsonschema.Schema{}
	for _, f := range written(t) {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.JSON))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(f.Name, doc); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if s.DraftVersion != 2020 {
			t.Errorf("%s is of draft %d", f.Name, s.DraftVersion)
		}
		for _, pattern := range f.Data {
			out[pattern] = s
		}
	}
	return out
}

// held holds a data file against its schema.
func held(t testing.TB, schemas map[string]*jsonschema.Schema, name string, src []byte) error {
	t.Helper()
	for pattern, s := range schemas {
		if ok, err := path.Match(pattern, name); err != nil || !ok {
			continue
		}
		var doc map[string]any
		if _, err := toml.Decode(string(src), &doc); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return s.Validate(plain(doc))
	}
	t.Errorf("no schema describes %s", name)
	return nil
}

// plain is what TOML holds as JSON holds it.
func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for key, inner := range v {
			out[key] = plain(inner)
		}
		return out
	case []map[string]any:
		out := []any{}
		for _, inner := range v {
			out = append(out, plain(inner))
		}
		return out
	case []any:
		out := []any{}
		for _, inner := range v {
			out = append(out, plain(inner))
		}
		return out
	case time.Time:
		return v.Format(time.DateOnly)
	case int64:
		return json.Number(fmt.Sprint(v))
	}
	return v
}

// TestAccepts holds every data file there is against its schema: the real ones,
// the demonstration's and the smallest ones that load.
func TestAccepts(t *testing.T) {
	schemas := compiled(t)
	n := 0
	for _, dir := range []string{"../..", "../demo/testdata/site"} {
		fsys := os.DirFS(dir)
		err := fs.WalkDir(fsys, "data", func(p string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() && d.Name() == "versions" {
				return fs.SkipDir
			}
			if path.Ext(p) != ".toml" {
				return nil
			}
			src, err := fs.ReadFile(fsys, p)
			if err != nil {
				return err
			}
			n++
			if err := held(t, schemas, p, src); err != nil {
				t.Errorf("%s/%s: %v", dir, p, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if n < 20 {
		t.Errorf("only %d files", n)
	}
	a := smallest(t)
	for _, f := range a.Files {
		if err := held(t, schemas, f.Name, f.Data); err != nil {
			t.Error(err)
		}
	}
}

func smallest(t testing.TB) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile("../register/testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	a.Files = append(a.Files, txtar.File{Name: "data/brands/acme/release.toml", Data: []byte("[privacy]\nversion = 1\neffective = 2027-01-15\nsummary = { nb = \"Ny.\", en = \"New.\" }\nclass = \"editorial\"\n")})
	a.Files = append(a.Files, txtar.File{Name: "data/site.toml", Data: []byte("[security]\ncontact = [\"mailto:security@acme.example\"]\nexpires = 2027-06-30\nlanguages = [\"nb\"]\npolicy = \"https://acme.example/policy\"\n")})
	return a
}

// bad are mistakes that an editor's program has to point at.
func bad() map[string][3]string {
	const site = "data/site.toml"
	const brand, privacy, cookies, categories, release = "data/brands/acme/brand.toml", "data/brands/acme/privacy.toml", "data/brands/acme/cookies.toml", "data/categories.toml", "data/brands/acme/release.toml"
	return map[string][3]string{
		"an unknown key":            {brand, `name = "Acme AS"`, `nam = "Acme AS"`},
		"an unknown key of a text":  {brand, `en = "Power."`, `en = "Power.", sv = "El."`},
		"a missing language":        {brand, `{ nb = "Strøm.", en = "Power." }`, `{ nb = "Strøm." }`},
		"a wrong type":              {privacy, `people = ["customers"]`, `people = "customers"`},
		"a number for a text":       {brand, `name = "Acme"`, `name = 7`},
		"a missing key":             {brand, `appointed = "no"`, ``},
		"a missing table":           {cookies, "[list]\npublished = \"no\"", ``},
		"a value that is none":      {cookies, `published = "no"`, `published = "maybe"`},
		"a bad id":                  {privacy, `id = "sale"`, `id = "Sale of Lamps"`},
		"an empty id":               {categories, `id = "name"`, `id = ""`},
		"an empty text":             {categories, `en = "name"`, `en = ""`},
		"an address that is none":   {brand, `https://acme.example/`, `acme.example`},
		"a date in quotes, and bad": {release, `2027-01-15`, `"15.1.2027"`},
		"a version of words":        {release, `version = 1`, `version = "one"`},
		"a bare mail address":       {site, `mailto:security@acme.example`, `security@acme.example`},
		"an address to be read":     {site, `https://acme.example/policy`, `http://acme.example/policy`},
		"a language of words":       {site, `"nb"`, `"Norwegian"`},
		"no last day":               {site, "expires = 2027-06-30\n", ""},
		"a version of nothing":      {release, `version = 1`, `version = 0`},
	}
}

// mistaken gives the smallest data with one mistake, and the file it is in.
func mistaken(t testing.TB, m [3]string) (name string, src []byte) {
	t.Helper()
	files := smallest(t).Files
	i := slices.IndexFunc(files, func(f txtar.File) bool { return f.Name == m[0] })
	text := string(files[i].Data)
	if strings.Count(text, m[1]) < 1 {
		t.Fatalf("%s does not hold %s", m[0], m[1])
	}
	return m[0], []byte(strings.Replace(text, m[1], m[2], 1))
}

// TestRefuses wants each mistake to be found.
func TestRefuses(t *testing.T) {
	schemas := compiled(t)
	for what, m := range bad() {
		name, src := mistaken(t, m)
		if held(t, schemas, name, src) == nil {
			t.Errorf("%s is accepted", what)
		}
	}
}
