package docs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"notis/internal/cli"
	"notis/internal/site"
)

const aboutReaders = `# The forms of a notice

<!-- Written by go test ./internal/docs -update, the keys from the JSON Schema
     that the site publishes. -->

A notice is a page for people. Beside it stand the same words for programs, for letters and for other websites. The page
names them with ` + "`<link rel=alternate>`" + `, but for the last one.

| address | type | what it is |
| --- | --- | --- |
| ` + "`…/index.md`" + ` | ` + "`text/markdown`" + ` | the text as Markdown |
| ` + "`…/index.txt`" + ` | ` + "`text/plain`" + ` | the text as plain text: UTF-8, lines of at most 72 characters, tables as lists, a link as its words and its address |
| ` + "`…/index.json`" + ` | ` + "`application/json`" + ` | what the version is, and its text with all marks and anchors: [below](#indexjson) |
| ` + "`…/feed.atom`" + ` | ` + "`application/atom+xml`" + ` | the versions of the notice as a feed (RFC 4287), newest first |
| ` + "`…/embed.html`" + ` | ` + "`text/html`" + ` | the notice in force as a piece of a page, for a website or an app: [embedding.md](embedding.md) |

The first three stand beside the page of each version, and beside the notice in force: ` + "`/motkraft/personvern/index.txt`" + `
and ` + "`/motkraft/personvern/v1/index.txt`" + `. Each says first what the version is, and the day it was updated. That it is an
unofficial rendition, it says as well. Of a version whose text was withdrawn, they only tell that.

The site as a whole has these.

| address | what it is |
| --- | --- |
| ` + "`" + site.SchemaPath + "`" + ` | the JSON Schema of ` + "`index.json`" + `, form 1 |
| ` + "`/sitemap.xml`, `/<brand>/sitemap.xml`" + ` | the pages that search engines are to know, with the day something became of each; only where the address of the site is known |
| ` + "`/robots.txt`" + ` | keeps nobody out, and names the lists of pages |
| ` + "`/.well-known/security.txt`" + ` | whom to tell of a hole in the security of the site, where [` + "`data/site.toml`" + `](format.md#website) says so |

Search engines find structured data of [schema.org](https://schema.org/) in pages that are a company's own: a
` + "`DigitalDocument`" + ` in its notice in force, a ` + "`WebPage`" + ` in the page of its brand. A rendition, an earlier version and a draft
have none: they are not what the company says today.

## index.json

One line of JSON, in UTF-8. ` + "`schemaVersion`" + ` is the form of the file. Keys may be added to a form, so a program should
pass over keys it does not know. Where a key goes or comes to mean something else, the form has another number, and the
schema another address; the old one stays.

` + "```text" + `
curl -s https://example.org/motkraft/personvern/index.json | jq -r '.version, .state, .document.standing.updated[].text'
` + "```" + `

Keys in **bold** are always there. A list that is always there can be ` + "`null`" + ` instead of empty. Links to another notice of the
brand stand as ` + "`notice:privacy`" + ` and ` + "`notice:cookies`" + `.
`

// TestReaders holds docs/readers.md against the JSON Schema that a site
// publishes, and every index.json there is against the schema.
func TestReaders(t *testing.T) {
	sites := []string{built(t, "../.."), built(t, "../demo/testdata/site")}
	src, err := os.ReadFile(filepath.Join(sites[0], filepath.FromSlash(site.SchemaPath)))
	if err != nil {
		t.Fatal(err)
	}
	schema := compiledSchema(t, src)
	n := 0
	for _, dir := range sites {
		for name, data := range exports(t, dir) {
			n++
			held(t, schema, name, data)
		}
	}
	if n < 60 {
		t.Errorf("only %d files index.json", n)
	}
	var out strings.Builder
	out.WriteString(aboutReaders)
	var x described
	if err := json.Unmarshal(src, &x); err != nil {
		t.Fatal(err)
	}
	x.write(&out, "the file")
	for _, name := range slices.Sorted(maps.Keys(x.Defs)) {
		x.Defs[name].write(&out, strings.ToLower(strings.ReplaceAll(name, "TableRow", "table row")))
	}
	const name = "../../docs/readers.md"
	if *update {
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(name); err != nil || string(have) != out.String() {
		t.Errorf("docs/readers.md is not what the schema says (%v); run go test ./internal/docs -update", err)
	}
}

// TestSchemaRefuses wants the schema to find what is wrong with a file.
func TestSchemaRefuses(t *testing.T) {
	dir := built(t, "../demo/testdata/site")
	src, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(site.SchemaPath)))
	if err != nil {
		t.Fatal(err)
	}
	schema := compiledSchema(t, src)
	good, err := os.ReadFile(filepath.Join(dir, "demokraft/personvern/index.json"))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range [][2]string{
		{`"schemaVersion":1`, `"schemaVersion":2`}, {`"state":"in-force"`, `"state":"valid"`}, {`"version":8`, `"version":"8"`}, {`"version":8`, `"version":0`},
		{`"digest":"`, `"digest":"x`}, {`"recorded":"2026-08-17"`, `"recorded":"17.8.2026"`}, {`"unofficial":false,`, ``}, {`"kind":"privacy"`, `"kind":"terms"`},
		{`"kind":"paragraph"`, `"kind":"heading"`}, {`"lang":"nb"`, `"lang":"no"`}, {`"text":"`, `"words":"`}, {`"official":true`, `"official":"yes"`},
	} {
		bad := bytes.Replace(good, []byte(m[0]), []byte(m[1]), 1)
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(bad))
		if err != nil || bytes.Equal(bad, good) {
			t.Fatalf("%s: %v", m[1], err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("%s is accepted", m[1])
		}
	}
}

// described is as much of a schema as the page shows.
type described struct {
	Description string               `json:"description"`
	Properties  map[string]described `json:"properties"`
	Required    []string             `json:"required"`
	Defs        map[string]described `json:"$defs"`
	Ref         string               `json:"$ref"`
	Type        any                  `json:"type"`
	Items       *described           `json:"items"`
}

// write writes the keys of an object.
func (x described) write(out *strings.Builder, name string) {
	fmt.Fprintf(out, "\n### %s\n\n", strings.ToUpper(name[:1])+name[1:])
	if x.Description != "" {
		out.WriteString(x.Description + "\n\n")
	}
	if len(x.Properties) == 0 {
		fmt.Fprintf(out, "It is a %s.\n", x.kind())
		return
	}
	out.WriteString("| key | type | what it is |\n| --- | --- | --- |\n")
	for _, key := range slices.Sorted(maps.Keys(x.Properties)) {
		p, shown := x.Properties[key], "`"+key+"`"
		if slices.Contains(x.Required, key) {
			shown = "**" + shown + "**"
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", shown, p.kind(), p.Description)
	}
}

// kind words the type of a value.
func (x described) kind() string {
	if name, ok := strings.CutPrefix(x.Ref, "#/$defs/"); ok {
		word := strings.ToLower(strings.ReplaceAll(name, "TableRow", "table row"))
		return fmt.Sprintf("[%s](#%s)", word, strings.ReplaceAll(word, " ", "-"))
	}
	if x.Items != nil {
		return "list of " + strings.Replace(x.Items.kind(), "list of", "lists of", 1)
	}
	return fmt.Sprint(x.Type)
}

// built builds a site, as it is published, and gives its folder.
func built(t *testing.T, source string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	var said strings.Builder
	line := "build --no-cache --date 2026-11-22 --base-url https://notices.example/ --source " + source + " --out " + dir
	if code := run(".", line, &said); code != cli.OK {
		t.Fatal(said.String())
	}
	return dir
}

// exports gives the files index.json of a site.
func exports(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, _ fs.DirEntry, err error) error {
		if err == nil && path.Base(name) == "index.json" {
			out[name], err = os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// held holds a file against the schema, and against its type: the schema lets
// pass what it does not know.
func held(t *testing.T, schema *jsonschema.Schema, name string, data []byte) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err == nil {
		err = schema.Validate(doc)
	}
	if err != nil {
		t.Errorf("%s: %v", name, err)
	}
	var have site.Export
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&have); err != nil || (have.Document == nil) != (have.State == "withdrawn") {
		t.Errorf("%s is not as the docs say: %v", name, err)
	}
}

// compiledSchema wants the schema to explain every key, and gives it.
func compiledSchema(t *testing.T, src []byte) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	explained(t, "", doc)
	const address = "https://notices.example" + site.SchemaPath
	c := jsonschema.NewCompiler()
	if err := c.AddResource(address, doc); err != nil {
		t.Fatal(err)
	}
	out, err := c.Compile(address)
	if err != nil {
		t.Fatal(err)
	}
	if out.DraftVersion != 2020 || out.ID != address {
		t.Errorf("draft %d at %s", out.DraftVersion, out.ID)
	}
	return out
}

// explained wants every key to say what it is.
func explained(t *testing.T, at string, v any) {
	t.Helper()
	switch v := v.(type) {
	case map[string]any:
		if keys, ok := v["properties"].(map[string]any); ok {
			for key, p := range keys {
				if text, _ := p.(map[string]any)["description"].(string); text == "" {
					t.Errorf("%s of %s has no description", key, at)
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
