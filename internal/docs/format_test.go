package docs_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"notis"
	"notis/internal/fields"
	"notis/internal/notice"
)

var update = flag.Bool("update", false, "rewrite the generated documentation")

const intro = `# The format of the data files

<!-- Written from internal/notice by go test ./internal/docs -update. Change the
     comments there. -->

Everything under ` + "`data/`" + ` is [TOML](https://toml.io/), one file a subject:

| file | what it holds |
| --- | --- |
| ` + "`data/categories.toml`" + ` | what brands share: [Shared](#shared) |
| ` + "`data/vendors.toml`, `data/cookies.toml`" + ` | what is publicly known, for the checks alone; either may be missing: [Known](#known) |
| ` + "`data/site.toml`" + ` | what belongs to the site and to no brand; may be missing: [Website](#website) |
| ` + "`data/brands/<id>/brand.toml`" + ` | who a brand is: [Brand](#brand) |
| ` + "`data/brands/<id>/privacy.toml`" + ` | its privacy notice: [Privacy](#privacy) |
| ` + "`data/brands/<id>/cookies.toml`" + ` | its cookie declaration: [Cookies](#cookies) |
| ` + "`data/brands/<id>/release.toml`" + ` | what becomes of its next version; may be missing: [Releases](#releases) |
| ` + "`data/brands/<id>/versions/`" + `, ` + "`data/archive.sum`" + ` | every version there is; only ` + "`notis release`" + ` writes here: [the archive](#the-archive) |

Any other file, and any key that is not named here, is an error; only files that systems and editors leave behind,
such as ` + "`.DS_Store`" + ` and ` + "`privacy.toml~`" + `, are passed over. A fact stands as the company states it; what is
not stated is left out, or said to be ` + "`not-stated`" + ` where the key allows it.

- **text** is wording in both languages: ` + "`{ nb = \"…\", en = \"…\" }`" + `, or a table with two strings over several lines.
  It takes paragraphs, lists, *emphasis*, ` + "`code`" + ` and links in Markdown; a link leads to an address on the web, to
  ` + "`mailto:`" + ` or ` + "`tel:`" + `, to ` + "`#anchor`" + ` in the same notice, or to ` + "`notice:privacy`" + ` and ` + "`notice:cookies`" + `. HTML is refused.
- **name** is text, or one string where a proper name is the same in both languages.
- **data** is the id of a category of personal data, or text.
- **date** is written without quotes, ` + "`2023-04-27`" + `, and may not lie in the future; those of release.toml may,
  and so may the last day of a finding that is accepted and that of security.txt.
- **duration** is ISO 8601 with whole numbers (` + "`P2Y`" + `, ` + "`P1Y24D`" + `, ` + "`P30D`" + `, ` + "`PT30M`" + `), or ` + "`session`" + `.
- **article** is a place in the GDPR: ` + "`6(1)(f)`" + `, ` + "`32`" + `, ` + "`chapter V`" + `.
- **id** is small letters a–z, digits and single hyphens. Ids are anchors in the pages and stay when the wording
  changes; an id that has to change leaves its old name in ` + "`was`" + `.

A key in **bold** may not be left out.
`

// closed are the closed lists that only the archive uses.
var closed = map[reflect.Type][]string{
	reflect.TypeFor[notice.Kind]():       {string(notice.PrivacyKind), string(notice.CookiesKind)},
	reflect.TypeFor[notice.Provenance](): {string(notice.Authored), string(notice.Rendition)},
	reflect.TypeFor[notice.Nature]():     {string(notice.NaturePractice), string(notice.NatureDisclosure), string(notice.NatureWording)},
}

// kind words the type of a field for an editor, and names the table it is
// described by.
func kind(f reflect.StructField) (word string, below reflect.Type) {
	x := f.Type
	list := ""
	if x.Kind() == reflect.Slice {
		x, list = x.Elem(), "list of "
	}
	if to := f.Tag.Get("ref"); to != "" {
		return list + "id (" + to + ")", nil
	}
	if e, ok := reflect.Zero(x).Interface().(notice.Enum); ok {
		return list + "`" + strings.Join(e.Values(), "` `") + "`", nil
	}
	switch x {
	case reflect.TypeFor[notice.Text]():
		return list + "text", nil
	case reflect.TypeFor[notice.Name]():
		return list + "name", nil
	case reflect.TypeFor[notice.Datum]():
		return list + "data", nil
	}
	if values := closed[x]; values != nil {
		return list + "`" + strings.Join(values, "` `") + "`", nil
	}
	switch x.Kind() {
	case reflect.Struct:
		return fmt.Sprintf("%s[%s](#%s)", list, x.Name(), strings.ToLower(x.Name())), x
	case reflect.Bool:
		return "`true` or `false`", nil
	case reflect.Int:
		return "whole number", nil
	}
	if x.Name() == "string" {
		return list + "string", nil
	}
	return list + map[string]string{
		"ID": "id", "Email": "e-mail address", "URL": "address on the web", "Host": "host name", "Path": "path of an address", "Phone": "telephone number", "OrgNumber": "organisation number",
		"Date": "date", "Duration": "duration", "Article": "article", "Country": "country code", "ReportTo": "`https://`, `mailto:` or `tel:` address", "SecureURL": "`https://` address", "LangTag": "language (BCP 47)", "Digest": "SHA-256",
	}[x.Name()], nil
}

// TestFormat holds docs/format.md against the types: every key, its type, its
// values, whether it may be left out, and what it is for. What it says of the
// archive is taken from an archive that is made for it.
func TestFormat(t *testing.T) {
	comments, err := fields.Read(notis.Model, "internal/notice")
	if err != nil {
		t.Fatal(err)
	}
	f := &format{t: t, comments: comments, shown: examples(t), seen: map[reflect.Type]bool{}}
	f.out.WriteString(intro)
	f.tables("##", reflect.TypeFor[notice.Shared](), reflect.TypeFor[notice.Brand](), reflect.TypeFor[notice.Privacy](), reflect.TypeFor[notice.Cookies](), reflect.TypeFor[notice.Releases](), reflect.TypeFor[notice.Known](), reflect.TypeFor[notice.Website]())
	f.archive()
	f.affected()
	const name = "../../docs/format.md"
	if *update {
		if err := os.WriteFile(name, f.out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(have, f.out.Bytes()) {
		t.Errorf("docs/format.md is not what the types say (%v); run go test ./internal/docs -update", err)
	}
}

// format writes docs/format.md.
type format struct {
	t        *testing.T
	out      bytes.Buffer
	comments fields.Comments
	// shown are examples, by Type.Field.
	shown map[string]string
	seen  map[reflect.Type]bool
}

// tables writes a table for each of the types and for those they lead to.
func (f *format) tables(level string, queue ...reflect.Type) {
	for len(queue) > 0 {
		x := queue[0]
		queue = queue[1:]
		if f.seen[x] {
			continue
		}
		f.seen[x] = true
		if f.comments[x.Name()] == "" {
			f.t.Errorf("%s has no comment", x.Name())
		}
		fmt.Fprintf(&f.out, "\n%s %s\n\n%s\n\n| key | type | what it is | example |\n| --- | --- | --- | --- |\n", level, x.Name(), f.comments[x.Name()])
		for i := range x.NumField() {
			if below := f.row(x, x.Field(i)); below != nil {
				queue = append(queue, below)
			}
		}
	}
}

// row writes one key, and gives the type it leads to.
func (f *format) row(x reflect.Type, field reflect.StructField) reflect.Type {
	key := "`" + field.Tag.Get("toml") + "`"
	if field.Tag.Get("must") != "" {
		key = "**" + key + "**"
	}
	word, below := kind(field)
	what := f.comments[x.Name()+"."+field.Name]
	if what == "" || strings.HasSuffix(word, " of ") || word == "" {
		f.t.Errorf("%s.%s is not explained (%q)", x.Name(), field.Name, word)
	}
	example := f.shown[x.Name()+"."+field.Name]
	if below != nil {
		example = ""
	} else if example == "" {
		f.t.Errorf("%s.%s has no example", x.Name(), field.Name)
	}
	fmt.Fprintf(&f.out, "| %s | %s | %s | %s |\n", key, word, what, code(example))
	return below
}

// code writes lines as code within a table.
func code(lines string) string {
	if lines == "" {
		return ""
	}
	lines = strings.ReplaceAll(lines, "|", "\\|")
	return "`" + strings.ReplaceAll(lines, "\n", "`<br>`") + "`"
}
