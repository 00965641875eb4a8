package docs_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/BurntSushi/toml"

	"notis"
	"notis/internal/archive"
	"notis/internal/document"
	"notis/internal/facts"
	"notis/internal/fields"
	"notis/internal/notice"
	"notis/internal/register"
)

const entries = `
## What an entry takes

| ` + "`entry`" + ` | needs | takes as well |
| --- | --- | --- |
| a version of a company's own notice | ` + "`version`, `effective` (today or later), `summary`, `role`; `notified` or `not_notified` where it is material; `class` where only words changed" + ` | ` + "`corrects`, `class`, `reason`, `practice`, `waivers`" + ` |
| a version of a rendition | ` + "`version`, `summary`; `class` and `role` where only words changed" + ` | the same, but no ` + "`effective`" + ` |
| ` + "`unkept`" + ` | ` + "`version` (the next number), `effective` (before the oldest version with a text), `summary`" + ` | ` + "`role`" + ` |
| ` + "`called-off`" + ` | ` + "`version` (one that does not apply yet, and that no later one builds on), `reason`, `role`" + ` | ` + "`summary`" + ` |
| ` + "`withdrawn`" + ` | ` + "`version` (one that is not in force, and is not going to be), `reason`, `role`" + ` | ` + "`summary`" + ` |

A class lower than computed needs ` + "`reason` and `role`" + ` too. No version is released while a question stands open under ` + "`open`" + `
in the notice, and none of a company's own notice while ` + "`notis check`" + ` finds an error that nobody accepts: under ` + "`waivers`" + ` in the
notice until a day, or under ` + "`waivers`" + ` in release.toml for this version.
`

const layout = `
## The archive

Every version that was released stands under ` + "`data/brands/<id>/versions/<kind>/`" + `, where ` + "`<kind>`" + ` is ` + "`privacy`" + ` or ` + "`cookies`" + `.
Only ` + "`notis release`" + ` writes here, and nothing here is ever changed. Each folder is one entry of the chain:

| folder | what it is | its files |
| --- | --- | --- |
| ` + "`v3`" + ` | version 3 | ` + "`version.toml`, `facts.toml`, `document.nb.json`, `document.en.json`, `notice.nb.md`, `notice.en.md`, `SHA256SUMS`" + ` |
| ` + "`v1`" + ` | also a version whose text nobody kept | ` + "`version.toml`, `SHA256SUMS`" + ` |
| ` + "`v3-called-off`" + ` | version 3 was announced, and will not apply | ` + "`version.toml`, `SHA256SUMS`" + ` |
| ` + "`v3-withdrawn`" + ` | the text of version 3 was taken away | ` + "`version.toml`, `SHA256SUMS`" + ` |

Versions are numbered 1, 2, 3 … in the order they were released. Where a text was withdrawn, ` + "`v3`" + ` keeps its
` + "`version.toml`" + ` and ` + "`SHA256SUMS`" + ` and has lost the rest.

- ` + "`version.toml`" + ` says what the entry is, when, by whom, and what it changes: [Version](#version).
- ` + "`facts.toml`" + ` holds all that the version states.
- ` + "`document.nb.json`" + ` and ` + "`document.en.json`" + ` hold the text as readers get it. They are what counts.
- ` + "`notice.nb.md`" + ` and ` + "`notice.en.md`" + ` are the same text printed for people. No program reads them.
- ` + "`SHA256SUMS`" + ` names the other files with their SHA-256, in the form of ` + "`sha256sum`" + `.

All of them are UTF-8, and end their lines with one line feed.

### The chain

The first line of ` + "`SHA256SUMS`" + ` is the ` + "`SHA256SUMS`" + ` of the entry before; the first entry has no such line:

%s
` + "`data/archive.sum`" + ` names the newest entry of every chain in the same form:

%s
Whoever changes a byte has to change every list that follows, up to ` + "`data/archive.sum`" + `.
[publishing.md](publishing.md#what-verification-proves) says what that proves.

### version.toml

Keys stand in this order, one on a line. What is empty is left out; ` + "`format`, `entry`, `brand`, `kind`, `number`, `provenance`" + `
and ` + "`recorded`" + ` are always there.
`

const frozen = `
### facts.toml

The facts have the keys of the data files. ` + "`[brand]`" + ` is the [Brand](#brand) without ` + "`about`, `host`, `look`, `was`, `moved` and `frames`" + `; in a cookie declaration
it holds only the names, the approval and the services it is about, and of a rendition the first site. ` + "`[privacy]`" + ` is the [Privacy](#privacy) notice, or ` + "`[cookies]`" + ` the
[Cookies](#cookies). ` + "`[shared]`" + ` holds those of the [Shared](#shared) facts that the version uses, as they were.

%s
### document.nb.json and document.en.json

JSON in one form only: what is read is, written again, the same bytes. What is empty is left out. A line of text is a
list. Strings in a row are sentences, each on a line of its own, joined by a space; text with marks or a link, and text
that follows other text, is a run, in braces.

%s
A document is made of these. In ` + "`index.json`" + ` they have the same keys, and every text is a list of runs.

| in | key | type | what it is |
| --- | --- | --- | --- |
`

// archive writes the chapter on the archive. Its examples are two versions
// that are released for it.
func (f *format) archive() {
	f.out.WriteString(entries)
	dir := f.t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "data"), 0o755); err != nil {
		f.t.Fatal(err)
	}
	text, first, second := sample()
	for _, v := range []notice.Version{first, second} {
		if _, err := archive.Append(dir, archive.New{Record: v, Files: text}); err != nil {
			f.t.Fatal(err)
		}
	}
	if _, err := archive.Read(os.DirFS(dir)); err != nil {
		f.t.Fatal(err)
	}
	read := func(name string) string {
		data, err := os.ReadFile(filepath.Join(dir, "data", name))
		if err != nil {
			f.t.Fatal(err)
		}
		return string(data)
	}
	const chain = "brands/acme/versions/privacy/"
	if _, err := register.Facts(archive.FactsFile, []byte(read(chain+"v2/facts.toml"))); err != nil {
		f.t.Error(err)
	}
	fmt.Fprintf(&f.out, layout, fenced("text", read(chain+"v2/SHA256SUMS")), fenced("text", read("archive.sum")))
	for _, name := range []string{"v2", "v1"} {
		f.keys(read(chain + name + "/version.toml"))
	}
	f.tables("####", reflect.TypeFor[notice.Version]())
	fmt.Fprintf(&f.out, frozen, fenced("toml", read(chain+"v2/facts.toml")), fenced("json", read(chain+"v2/document.nb.json")))
	f.tree(reflect.TypeFor[document.Document]())
}

func fenced(lang, text string) string { return "```" + lang + "\n" + text + "```\n" }

// keys takes examples from a version.toml: its lines as they stand.
func (f *format) keys(src string) {
	if _, err := toml.Decode(src, new(map[string]any)); err != nil {
		f.t.Fatal(err)
	}
	head, changes, _ := strings.Cut(src, "\n[[changes]]\n")
	change, _, _ := strings.Cut(changes, "\n[[changes]]\n")
	for text, x := range map[string]reflect.Type{head: reflect.TypeFor[notice.Version](), change: reflect.TypeFor[notice.Told]()} {
		for i := range x.NumField() {
			field := x.Field(i)
			key := field.Tag.Get("toml")
			var lines []string
			for line := range strings.Lines(text) {
				if strings.HasPrefix(line, key+" = ") || strings.HasPrefix(line, key+".") {
					lines = append(lines, strings.TrimSuffix(line, "\n"))
				}
			}
			if name := x.Name() + "." + field.Name; f.shown[name] == "" {
				f.shown[name] = strings.Join(lines, "\n")
			}
		}
	}
}

// sample is a text, and two records that together use every key.
func sample() (files map[string][]byte, first, second notice.Version) {
	text := func(nb, en string) notice.Text { return notice.Text{NB: nb, EN: en} }
	role := text("personvernombudet", "the data protection officer")
	first = notice.Version{
		Format: 1, Entry: notice.Published, Brand: "acme", Kind: notice.PrivacyKind, Number: 1, Provenance: notice.Authored,
		Recorded: "2026-11-22", Effective: "2026-12-01", Summary: text("Vi tar vare på versjonene fra nå av.", "From now on, we keep the versions."),
		Role: role, NotNotified: text("Ingenting er nytt for leserne.", "Nothing is new to the readers."),
	}
	second = notice.Version{
		Format: 1, Entry: notice.Published, Brand: "acme", Kind: notice.PrivacyKind, Number: 2, Provenance: notice.Authored,
		Recorded: "2026-12-01", Effective: "2027-01-15", Corrects: 1, Class: notice.Relevant, Computed: notice.Material,
		Reason: text("Tallet var en skrivefeil.", "The figure was a slip of the pen."), Summary: text("Vi lagrer samtaler i 30 dager.", "We keep calls for 30 days."),
		Role: role, Notified: notice.Notified{Date: "2026-12-02", Channel: "email", Audience: text("alle kunder", "all customers")},
		Before: 1, Touched: []notice.ID{"activities"},
		Changes: []notice.Told{{
			Path: "privacy.activities[service].parts[calls].retention[0].period", Op: "changed", Nature: notice.NatureDisclosure, Class: notice.Material, Anchor: "activity-service",
			Text: text("Kundeservice – Samtaler: Erklæringen oppgir nå lagringstiden: 30 dager. Før sto det 3 dager.", "Customer service – Calls: The notice now states the storage period: 30 days. Before, it said 3 days."),
		}},
	}
	files = map[string][]byte{archive.FactsFile: facts.Encode(facts.Of(notice.Facts{
		Brand: notice.Brand{
			Name: "Acme", Official: true, Approval: notice.Approval{Role: role, Date: "2026-11-22"}, Entity: notice.Entity{Name: "Acme AS"},
		},
		Privacy: notice.Privacy{
			Sections:   []notice.Section{{ID: "activities"}},
			Activities: []notice.Activity{{ID: "service", Title: text("Kundeservice", "Customer service"), People: []notice.Ref{"customers"}}},
		},
		Shared: notice.Shared{People: []notice.Group{{ID: "customers", Name: text("kunder", "customers"), Reader: text("er kunde", "are a customer")}}},
	}))}
	for _, l := range notice.Langs() {
		d := &document.Document{
			Brand: "acme", Kind: "privacy", Lang: string(l), Title: "Personvernerklæring for Acme",
			Standing: document.Standing{Official: true, Updated: document.Line{{Text: "Sist oppdatert:", Strong: true}, {Text: " 15. januar 2027"}}},
			Sections: []document.Section{{ID: "complaint", Title: "Klage", Blocks: []document.Block{{
				Kind: document.Paragraph, Line: document.Line{{Text: "Skriv gjerne til oss først. Du kan også klage til "}, {Text: "Datatilsynet", To: "https://www.datatilsynet.no/"}, {Text: "."}},
			}}}},
		}
		data, err := archive.EncodeDocument(d)
		if err != nil {
			panic(err)
		}
		files[archive.DocumentFile(l)], files[archive.PrintFile(l)] = data, []byte("Skriv gjerne til oss først.\n")
	}
	return files, first, second
}

// tree writes the keys of a document and of all it is made of.
func (f *format) tree(queue ...reflect.Type) {
	said, err := fields.Read(notis.Model, "internal/document")
	if err != nil {
		f.t.Fatal(err)
	}
	for len(queue) > 0 {
		x := queue[0]
		queue = queue[1:]
		if f.seen[x] {
			continue
		}
		f.seen[x] = true
		for i := range x.NumField() {
			field := x.Field(i)
			key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			name := x.Name() + "." + field.Name
			word, below := shape(field.Type)
			if said[name] == "" || word == "" {
				f.t.Errorf("%s is not explained (%q)", name, word)
			}
			fmt.Fprintf(&f.out, "| %s | `%s` | %s | %s |\n", low(x.Name()), key, word, said[name])
			if below != nil {
				queue = append(queue, below)
			}
		}
	}
}

// shape words a type of package document.
func shape(x reflect.Type) (word string, below reflect.Type) {
	switch x {
	case reflect.TypeFor[document.Line]():
		return "line", reflect.TypeFor[document.Run]()
	case reflect.TypeFor[document.BlockKind]():
		return fmt.Sprintf("`%s` `%s` `%s` `%s` `%s`", document.Paragraph, document.List, document.Ordered, document.Facts, document.Grid), nil
	}
	switch x.Kind() {
	case reflect.Slice:
		word, below = shape(x.Elem())
		return "list of " + strings.Replace(word, "list of", "lists of", 1), below
	case reflect.Pointer:
		return shape(x.Elem())
	case reflect.Struct:
		return low(x.Name()), x
	case reflect.Bool:
		return "`true` or `false`", nil
	}
	return "string", nil
}

// low writes a type's name as words: table row.
func low(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, "TableRow", "table row"))
}
