package docs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"notis/internal/cli"
	"notis/internal/site"
)

const exported = `
## index.json

Beside the page of each version, the one in force included, stand ` + "`index.md`" + `, the text as Markdown, and
` + "`index.json`" + `, which is one line:

| key | type | what it is |
| --- | --- | --- |
`

// export writes the chapter on index.json, and holds every such file of the
// demonstration site against its type.
func (f *format) export() {
	said := map[string]string{
		"schemaVersion": "number|The form of this file; this is form 1.",
		"since":         "string|The last day on which something became of the notice, up to the one the site was built for: what this file says has been so since.",
		"state":         "string|What the version is: `in-force`, `announced`, `past`, `replaced` (another version took over before it applied), `called-off` or `withdrawn`. On a later day than the site was built for, `from` and `until` tell.",
		"unofficial":    "`true` or `false`|True for a rendition that its company has not approved.",
		"version":       "number|The number of the version.",
		"from":          "string|The day the version takes effect, or the one its company states. Left out where none is stated.",
		"until":         "string|The last day it counts for, where that is known.",
		"next":          "number|The version that follows, where there is one.",
		"recorded":      "string|The day it was recorded here.",
		"note":          "list of string|The same in words.",
		"digest":        "string|The SHA-256 of the version's `SHA256SUMS`.",
		"document":      "object|The text, with the keys of [the document](#documentnbjson-and-documentenjson). Left out where it was withdrawn.",
	}
	f.out.WriteString(exported)
	x := reflect.TypeFor[site.Export]()
	for i := range x.NumField() {
		key, _, _ := strings.Cut(x.Field(i).Tag.Get("json"), ",")
		word, what, found := strings.Cut(said[key], "|")
		if !found {
			f.t.Errorf("%s of index.json is not explained", key)
		}
		fmt.Fprintf(&f.out, "| `%s` | %s | %s |\n", key, word, what)
	}
	for _, name := range f.demonstration() {
		data, err := os.ReadFile(name)
		if err != nil {
			f.t.Fatal(err)
		}
		var have site.Export
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&have); err != nil || have.SchemaVersion != 1 || !strings.Contains(said["state"], "`"+have.State+"`") || (have.Document == nil) != (have.State == "withdrawn") {
			f.t.Errorf("%s is not as the docs say: %v", name, err)
		}
	}
}

// demonstration builds the site of the demonstration brand, and gives its
// files index.json.
func (f *format) demonstration() []string {
	out := f.t.TempDir()
	dir, err := filepath.Abs("../demo/testdata/site")
	if err != nil {
		f.t.Fatal(err)
	}
	var said strings.Builder
	if code := run(out, "build --date 2026-11-22 --source "+dir, &said); code != cli.OK {
		f.t.Fatal(said.String())
	}
	var found []string
	for _, pattern := range []string{"*/*/index.json", "*/*/*/index.json", "*/*/*/*/index.json"} {
		names, err := filepath.Glob(filepath.Join(out, "public", pattern))
		if err != nil {
			f.t.Fatal(err)
		}
		found = append(found, names...)
	}
	if len(found) < 10 {
		f.t.Errorf("only %d files index.json", len(found))
	}
	return found
}
