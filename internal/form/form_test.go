package form_test

import (
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"notis"
	"notis/internal/fields"
	"notis/internal/form"
	"notis/internal/notice"
	"notis/internal/register"
)

func forms(t *testing.T) map[string]string {
	t.Helper()
	comments, err := fields.Read(notis.Model, "internal/notice")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range form.New(comments) {
		out[f.Name] = f.Text
	}
	return out
}

// answers are what an editor writes into the blanks, by the table and the key.
var answers = map[string]string{
	"name": `"Acme"`, "about": `{ nb = "Strøm.", en = "Power." }`, "entity.name": `"Acme AS"`,
	"sites.id": `"website"`, "sites.kind": `"site"`, "sites.name": `"acme.example"`,
	"contacts.id": `"email"`, "contacts.channel": `"email"`, "contacts.email": `"a@acme.example"`, "dpo.appointed": `"no"`,
	"activities.id": `"sale"`, "activities.title": `{ nb = "Salg", en = "Sale" }`, "activities.people": `["customers"]`,
	"activities.purpose": `{ nb = "Selge.", en = "To sell." }`, "activities.parts.data": `["name"]`,
	"scope": `["website"]`, "list.published": `"no"`,
}

var (
	head  = regexp.MustCompile(`^\[+([a-z_.]+)\]+$`)
	blank = regexp.MustCompile(`^([a-z_]+) = (.*"".*)$`)
)

// TestFilledIn fills in what the forms ask for, and wants them to load.
func TestFilledIn(t *testing.T) {
	a, err := txtar.ParseFile("../register/testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range a.Files {
		if f.Name == "data/categories.toml" {
			fsys[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	used := map[string]bool{}
	for name, text := range forms(t) {
		table := ""
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if m := head.FindStringSubmatch(line); m != nil {
				table = m[1] + "."
			}
			if m := blank.FindStringSubmatch(line); m != nil {
				answer, ok := answers[table+m[1]]
				if !ok {
					t.Errorf("%s asks for %s%s", name, table, m[1])
				}
				used[table+m[1]] = true
				lines[i] = m[1] + " = " + answer
			}
		}
		fsys["data/brands/acme/"+name] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
	}
	for key := range answers {
		if !used[key] {
			t.Errorf("no form asks for %s", key)
		}
	}
	if _, err := register.Load(fsys, "2026-11-22"); err != nil {
		t.Errorf("the filled-in forms do not load: %v: %#v", err, err)
	}
}

// TestEveryFieldIsExplained wants each key of each type to stand in a form
// with a comment above it.
func TestEveryFieldIsExplained(t *testing.T) {
	all := ""
	for _, text := range forms(t) {
		all += text
	}
	explained := regexp.MustCompile(`(?m)^# .+\n#?(?:\[+[a-z_.]*?)?([a-z0-9_]+)(?: = |\]+)`)
	keys := map[string]bool{}
	for _, m := range explained.FindAllStringSubmatch(all, -1) {
		keys[m[1]] = true
	}
	seen := map[reflect.Type]bool{}
	var visit func(reflect.Type)
	visit = func(x reflect.Type) {
		for x.Kind() == reflect.Slice {
			x = x.Elem()
		}
		if x.Kind() != reflect.Struct || seen[x] || x.PkgPath() == "" {
			return
		}
		seen[x] = true
		switch x {
		case reflect.TypeFor[notice.Text](), reflect.TypeFor[notice.Name](), reflect.TypeFor[notice.Datum]():
			return
		}
		for i := range x.NumField() {
			if key := x.Field(i).Tag.Get("toml"); !keys[key] {
				t.Errorf("%s.%s is not explained in any form", x.Name(), key)
			}
			visit(x.Field(i).Type)
		}
	}
	visit(reflect.TypeFor[notice.Brand]())
	visit(reflect.TypeFor[notice.Privacy]())
	visit(reflect.TypeFor[notice.Cookies]())
}
