package docs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"notis/internal/affected"
	"notis/internal/cli"
)

const touched = `
## notis affected --format json

` + "`notis affected --since REV --format json`" + ` prints one object, a report. Keys stay what they are; new ones may come.

| in | key | type | what it is |
| --- | --- | --- | --- |
`

// affected writes the chapter on the report of notis affected, and holds a
// report against it.
func (f *format) affected() {
	f.out.WriteString(touched)
	said := reportKeys()
	queue := []reflect.Type{reflect.TypeFor[affected.Report]()}
	seen := map[reflect.Type]bool{}
	for len(queue) > 0 {
		x := queue[0]
		queue = queue[1:]
		if seen[x] {
			continue
		}
		seen[x] = true
		for _, field := range keysOf(x) {
			key, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			name := strings.ToLower(x.Name()) + "." + key
			word, below := reported(field.Type)
			if said[name] == "" || word == "" {
				f.t.Errorf("%s is not explained (%q)", name, word)
			}
			fmt.Fprintf(&f.out, "| %s | `%s` | %s | %s |\n", strings.ToLower(x.Name()), key, word, said[name])
			delete(said, name)
			if below != nil {
				queue = append(queue, below)
			}
		}
	}
	for name := range said {
		f.t.Errorf("%s is explained, and is no key", name)
	}
	f.report()
}

// keysOf lists the fields that are keys, those of what is embedded among them.
func keysOf(x reflect.Type) []reflect.StructField {
	var out []reflect.StructField
	for i := range x.NumField() {
		if field := x.Field(i); field.Anonymous {
			out = append(out, keysOf(field.Type)...)
		} else {
			out = append(out, field)
		}
	}
	return out
}

// reported words a type of the report.
func reported(x reflect.Type) (word string, below reflect.Type) {
	switch x.Kind() {
	case reflect.Slice:
		word, below = reported(x.Elem())
		return "list of " + word, below
	case reflect.Struct:
		return strings.ToLower(x.Name()), x
	case reflect.Bool:
		return "`true` or `false`", nil
	case reflect.Int:
		return "number", nil
	}
	return "string", nil
}

// report makes a report of an edit, and wants it to have the keys that are
// explained, and kinds of input that are.
func (f *format) report() {
	dir := copyData(f.t)
	commit(f.t, dir)
	for file, words := range map[string][2]string{
		"data/brands/motkraft/privacy.toml": {"\nperiod = \"P", "\nperiod = \"P1"}, "i18n/notice/en.toml": {"'Your rights'", "'What you may ask of us'"}, "data/brands/e20/brand.toml": {"name = ", "nam = "},
	} {
		name := filepath.Join(dir, filepath.FromSlash(file))
		text, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(text), words[0]) {
			f.t.Fatalf("%s does not hold %q: %v", file, words[0], err)
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(text), words[0], words[1], 1)), 0o644); err != nil {
			f.t.Fatal(err)
		}
	}
	var said strings.Builder
	code := run(dir, "affected --since origin/main --format json", &said)
	text, _, _ := strings.Cut(said.String(), "\nnotis: ")
	var have affected.Report
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&have); err != nil || code != cli.Findings || have.SchemaVersion != 1 || len(have.Brands) == 0 || len(have.Findings) == 0 || len(have.Uncompared) != 1 {
		f.t.Errorf("the report is not as the docs say: exit %d, %v\n%s", code, err, text)
	}
	for _, k := range affected.Kinds() {
		if !strings.Contains(reportKeys()["edited.kind"], "`"+string(k)+"`") {
			f.t.Errorf("the kind %s is not explained", k)
		}
	}
}

// reportKeys says what each key of the report is.
func reportKeys() map[string]string {
	return map[string]string{
		"report.schemaVersion": "The form of the report; this is form 1.",
		"report.since":         "The revision, as it was given.",
		"report.date":          "The day that both sides were made for.",
		"report.summary":       "The report in a sentence or a few, in the language of `--lang`.",
		"report.inputs":        "The files that differ, and entries of the archive that are new or gone.",
		"report.clauses":       "The messages of `i18n/notice` that differ.",
		"report.sections":      "The sections in which drafts read otherwise.",
		"report.brands":        "The brands that are touched, by id.",
		"report.untouched":     "How many brands are not.",
		"report.uncompared":    "The ids of those of which that cannot be told, or not all of it.",
		"report.shared":        "The pages that belong to no brand.",
		"report.findings":      "What is wrong with either side.",
		"edited.kind": "`facts` (a brand's), `release` (release.toml), `versions` (entries of the archive), `shared` (facts that brands share), `site` (data/site.toml), `public` (vendors and cookies, for the checks), `clauses` (i18n/notice), " +
			"`labels` (words of the pages), `messages` (of the command), `layouts`, `look` (themes), `content` (hand-written pages), `program` (Go files, where the folder holds the program), `other` (nothing is made of it).",
		"edited.file": "The path from the source folder.", "edited.op": "`added`, `removed` or `changed`.", "edited.brand": "Whose it is; left out where it is no brand's own.",
		"edited.messages": "The ids of the messages that differ, in a file of messages.", "edited.onlyForm": "True where it is written otherwise and says the same.",
		"clause.id": "The id of the message.", "clause.langs": "The languages in which it differs.", "clause.brands": "How many brands have a draft that uses it, on either side.",
		"section.notice": "`privacy` or `cookies`.", "section.id": "The id.", "section.nb": "The heading in Norwegian.", "section.en": "The heading in English.",
		"brand.id": "The id.", "brand.status": "`changed`; `added` or `removed` where one side alone has the brand.", "brand.why": "The files that differ and that the brand is made of; `versions` for the archive.",
		"brand.drafts": "The working notices that differ.", "brand.versions": "The new entries of the archive.", "brand.pages": "The published pages.",
		"draft.notice": "`privacy` or `cookies`.", "draft.class": "The highest class of the changes; left out where there is none.", "draft.undecided": "True where a person has to say how much some of it matters.",
		"draft.changes": "The changes of facts, as sentences; where no fact differs, the sections that read otherwise.", "draft.texts": "What reads otherwise, in each language in which something does.",
		"change.path": "The place in the facts.", "change.op": "`added`, `removed`, `changed`, `renamed` or `moved`.", "change.nature": "`practice`, `disclosure` or `wording`.",
		"change.class": "`material`, `relevant` or `editorial`; left out where only words differ.", "change.nb": "The sentence in Norwegian.", "change.en": "The sentence in English.",
		"text.lang": "`nb` or `en`.", "text.changed": "How many paragraphs differ. A paragraph is the smallest piece that stands by itself: a heading, a paragraph, an entry of a list, a label, a value, a cell.",
		"text.added": "How many are new.", "text.removed": "How many are gone.", "text.moved": "How many stand elsewhere.", "text.paragraphs": "These paragraphs; left out where one side alone has the brand.",
		"paragraph.status": "`changed`, `added`, `removed` or `moved`.", "paragraph.section": "The heading of the section; left out above the sections, and for the heading itself.",
		"paragraph.label": "The label of its row or column; left out where it has none.", "paragraph.words": "Its words in short: an ellipsis stands for those that stay and are far from a change.",
		"words.op": "`same`, `deleted` or `inserted`.", "words.text": "The words.",
		"version.notice": "`privacy` or `cookies`.", "version.name": "The name of its folder, such as `v3` or `v3-called-off`.", "version.recorded": "The day of the entry.", "version.from": "The day the version counts from; left out where it is about another version.",
		"version.class": "Its class; left out where it has none.", "version.summaryNb": "What is new, or why a version was called off or withdrawn, in Norwegian.", "version.summaryEn": "The same in English.", "version.changes": "The sentences of its record.",
		"pages.known": "False where the pages could not be compared.", "pages.wording": "How many pages show the text of another version than before, or none any more.", "pages.lost": "How many pages with the text of a notice are gone.",
		"pages.changed": "How many pages differ, those of `wording` among them.", "pages.added": "How many are new.", "pages.removed": "How many are gone, those of `lost` among them.", "pages.files": "How many other files differ: Markdown, JSON and feeds.",
		"finding.side": "`old` or `new`.", "finding.rule": "What is wrong, as an id.", "finding.severity": "`error`.", "finding.of": "Empty.", "finding.file": "The path from the source folder.",
		"finding.line": "The line, from 1; 0 where it is about all of the file.", "finding.column": "The column, from 1, or 0.", "finding.path": "The place in the data.", "finding.article": "Empty.",
		"finding.message": "The finding, in the language of `--lang`.", "finding.hint": "How to mend it.",
	}
}
