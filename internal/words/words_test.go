package words_test

import (
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"

	"notis/internal/notice"
	"notis/internal/words"
)

// sets are the folders of messages; those of the checks are one for each family
// of rules.
func sets(t *testing.T) []string {
	t.Helper()
	families, err := filepath.Glob("../../i18n/check/*")
	if err != nil || len(families) < 5 {
		t.Fatalf("only %d sets of messages for the checks: %v", len(families), err)
	}
	out := []string{"i18n", "i18n/notice", "i18n/cli"}
	for _, name := range families {
		out = append(out, "i18n/check/"+filepath.Base(name))
	}
	return out
}

// data lists what a message asks for. Each datum is said in the language of the
// message: none is taken apart into its sides (.Name.NB, index .Name "nb").
// Several only tells that a word is in the plural, which not every language has.
func data(t *testing.T, id, text string) []string {
	t.Helper()
	if side := regexp.MustCompile(`index \$?\.[A-Z]\w* "|\.[A-Z]\w*\.(nb|en|NB|EN|In)\b`).FindString(text); side != "" {
		t.Errorf("%s: %q takes one language of a datum: %s", id, text, side)
	}
	out := regexp.MustCompile(`\.[A-Z][A-Za-z]*`).FindAllString(text, -1)
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(s string) bool { return s == ".Several" })
}

// TestTwins wants both languages to have the same messages, with the same
// plural forms, asking for the same data.
func TestTwins(t *testing.T) {
	for _, set := range sets(t) {
		var read [2]map[string]map[string]string
		for i, l := range notice.Langs() {
			if _, err := toml.DecodeFile("../../"+set+"/"+string(l)+".toml", &read[i]); err != nil {
				t.Fatal(err)
			}
		}
		nb, en := read[0], read[1]
		if len(nb) == 0 {
			t.Fatalf("%s is empty", set)
		}
		for id := range nb {
			if en[id] == nil {
				t.Errorf("%s: %q is missing in en", set, id)
			}
		}
		for id, forms := range en {
			for form, text := range forms {
				other, ok := nb[id][form]
				if !ok {
					t.Errorf("%s: %q has no %s in nb", set, id, form)
				}
				a, b := data(t, id, text), data(t, id, other)
				if !slices.Equal(a, b) {
					t.Errorf("%s: %q asks for %v in en and %v in nb", set, id, a, b)
				}
			}
		}
	}
}

// TestEveryValueHasWords wants each value of each closed list of the model to
// be worded.
func TestEveryValueHasWords(t *testing.T) {
	w := load(t, "i18n/notice", "nb")
	prefixes := map[string][]string{
		"Stated": {"stated-"}, "Modality": {"modality-"}, "Qualifier": {"period-", "qualifier-"}, "BasisKind": {"basis-"}, "Role": {"role-"},
		"Channel": {"channel-", "contact-"}, "SiteKind": {"site-"}, "ProvisionKind": {"provision-"}, "Then": {"then-"},
		"Occasion": {"occasion-"}, "TransferKind": {"transfer-"}, "MechanismKind": {"mechanism-"}, "PromiseKind": {"promise-"},
		"RightKind": {"right-"}, "CookieCategory": {"category-"}, "CookieKind": {"cookie-"}, "ChoiceKind": {"choice-"},
		"Sensitivity": {"sensitivity-"},
		// The first serves the checks and is not shown; the others are worded
		// with the labels of the history.
		"ClaimKind": nil, "Class": nil, "EntryKind": nil,
	}
	seen := map[string]bool{}
	var visit func(reflect.Type)
	visit = func(x reflect.Type) {
		for x.Kind() == reflect.Slice || x.Kind() == reflect.Pointer || x.Kind() == reflect.Map {
			x = x.Elem()
		}
		if e, ok := reflect.Zero(x).Interface().(notice.Enum); ok {
			seen[x.Name()] = true
			list, known := prefixes[x.Name()]
			if !known {
				t.Errorf("%s has no words", x.Name())
			}
			for _, p := range list {
				for _, v := range e.Values() {
					if !w.Has(p + v) {
						t.Errorf("there is no message %q", p+v)
					}
				}
			}
		}
		if x.Kind() == reflect.Struct {
			for i := range x.NumField() {
				visit(x.Field(i).Type)
			}
		}
	}
	visit(reflect.TypeFor[notice.Dossier]())
	visit(reflect.TypeFor[notice.Shared]())
	for name := range prefixes {
		if !seen[name] {
			t.Errorf("%s is not in the model", name)
		}
	}
	for _, k := range notice.Kinds() {
		for _, id := range notice.SectionsOf(k) {
			if !w.Has("section-" + id) {
				t.Errorf("the section %q has no heading", id)
			}
		}
	}
	for _, u := range notice.Units() {
		if !w.Has("duration-" + string(u)) {
			t.Errorf("the unit %q has no words", u)
		}
	}
}

func load(t *testing.T, set, lang string) *words.Words {
	t.Helper()
	w, err := words.Load(os.DirFS("../.."), set, lang)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestSay(t *testing.T) {
	w, err := words.Load(fstest.MapFS{"x/nb.toml": {Data: []byte("[plain]\nother = 'hei'\n[name]\nother = 'hei {{.Name}}'\n[days]\none = '{{.Count}} dag'\nother = '{{.Count}} dager'\n")}}, "x", "nb")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id   string
		data map[string]any
		want string
	}{
		{"plain", nil, "hei"},
		{"name", map[string]any{"Name": "<b>{{.Name}}"}, "hei <b>{{.Name}}"},
		{"days", map[string]any{"Count": 1}, "1 dag"},
		{"days", map[string]any{"Count": 0}, "0 dager"},
		{"days", map[string]any{"Count": 21}, "21 dager"},
	} {
		if got, err := w.Say(c.id, c.data); got != c.want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", c.id, got, err, c.want)
		}
	}
	for _, c := range []struct {
		id   string
		data map[string]any
		want string
	}{
		{"none", nil, `message "none" in nb`},
		{"name", nil, `message "name" in nb`},
		{"name", map[string]any{"Nam": 1}, `map has no entry for key "Name"`},
	} {
		if _, err := w.Say(c.id, c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.id, err, c.want)
		}
	}
}

// TestWith says the messages of two sets that have ids in common.
func TestWith(t *testing.T) {
	fsys := fstest.MapFS{"a/nb.toml": {Data: []byte("[x]\nother = 'en {{.Name}}'\n")}, "b/nb.toml": {Data: []byte("[x]\nother = 'to {{.Name}}'\n")}}
	a, err := words.Load(fsys, "a", "nb")
	if err != nil {
		t.Fatal(err)
	}
	b, err := words.Load(fsys, "b", "nb")
	if err != nil {
		t.Fatal(err)
	}
	both := a.With("b", b)
	for id, want := range map[string]string{"x": "en bil", "b:x": "to bil"} {
		if got, err := both.Say(id, map[string]any{"Name": "bil"}); got != want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", id, got, err, want)
		}
	}
	for _, id := range []string{"b:y", "c:x", "b:b:x"} {
		if got, err := both.Say(id, map[string]any{"Name": "bil"}); err == nil {
			t.Errorf("%s: got %q", id, got)
		}
	}
	if got, err := a.Say("b:x", map[string]any{"Name": "bil"}); err == nil {
		t.Errorf("the words themselves have changed: got %q", got)
	}
}
