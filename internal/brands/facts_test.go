package brands_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"notis/internal/compile"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/words"
)

// The real data is read as it stands on this day.
const today = "2026-11-22"

func load(t testing.TB) *notice.Register {
	t.Helper()
	r, err := register.Load(root(), today)
	if err != nil {
		t.Fatalf("%v: run go run ./cmd/notis build for the places", err)
	}
	return r.Register
}

func root() fs.FS { return os.DirFS("../..") }

func bundles(t testing.TB) map[notice.Lang]*words.Words {
	t.Helper()
	out := map[notice.Lang]*words.Words{}
	for _, l := range notice.Langs() {
		w, err := words.Load(root(), "i18n/notice", string(l))
		if err != nil {
			t.Fatal(err)
		}
		out[l] = w
	}
	return out
}

// unseen names the fields that no notice shows: they serve the checks, the
// pages around the notice, or the order of things.
var unseen = map[string]string{
	"Claim.Kind":           "lets the checks hold the claim against the facts",
	"Brand.About":          "stands on the front pages",
	"Brand.Look":           "colours the pages",
	"Brand.Host":           "is the host of the brand's own site",
	"Site.ID":              "is named by scopes alone",
	"Privacy.Open":         "is between the editors and the company",
	"Cookies.Open":         "is between the editors and the company",
	"Privacy.Waivers":      "is between the editors and the checks",
	"Cookies.Waivers":      "is between the editors and the checks",
	"CookieList.Published": "shows only where the list is not published",
}

// TestEveryFactIsRead changes each value of each brand in turn, and wants the
// notice to read otherwise: no fact an editor writes is dropped unseen.
func TestEveryFactIsRead(t *testing.T) {
	reg, say := load(t), bundles(t)
	for _, id := range slices.Sorted(maps.Keys(reg.Brands)) {
		t.Run(string(id), func(t *testing.T) {
			t.Parallel()
			d := reg.Brands[id]
			// A proposal is no restatement: it does not say where it was read.
			if len(d.Privacy.Open) > 0 {
				d.Privacy.Source = notice.Source{}
			}
			if len(d.Cookies.Open) > 0 {
				d.Cookies.Source = notice.Source{}
			}
			c := &changer{t: t, compiler: compile.New(&reg.Shared), dossier: d, say: say, base: map[string]string{}}
			c.walk(reflect.ValueOf(&d.Brand).Elem(), string(id)+" brand:", notice.Kinds(), nil)
			c.walk(reflect.ValueOf(&d.Privacy).Elem(), string(id)+" privacy:", []notice.Kind{notice.PrivacyKind}, nil)
			c.walk(reflect.ValueOf(&d.Cookies).Elem(), string(id)+" cookies:", []notice.Kind{notice.CookiesKind}, nil)
			if c.count < 100 {
				t.Errorf("only %d values were changed", c.count)
			}
		})
	}
}

type changer struct {
	t        *testing.T
	compiler *compile.Compiler
	dossier  *notice.Dossier
	say      map[notice.Lang]*words.Words
	base     map[string]string
	count    int
}

// read gives all that a reader of a notice meets, with its marks and links; an
// error is a reading of its own.
func (c *changer) read(k notice.Kind, l notice.Lang) string {
	r, err := c.compiler.Compile(c.dossier, k, compile.Edition{}, c.say[l])
	if err != nil {
		return err.Error()
	}
	var out strings.Builder
	piece := func(s string) { out.WriteString(s + "\n") }
	r.Document.Visit(document.Visitor{Word: piece, ID: piece, Line: func(l document.Line) {
		for _, run := range l {
			piece(run.Text)
			piece(run.To)
			if run.Strong || run.Em || run.Code {
				fmt.Fprintln(&out, run.Strong, run.Em, run.Code)
			}
		}
	}})
	return out.String()
}

func (c *changer) walk(v reflect.Value, path string, kinds []notice.Kind, langs []notice.Lang) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if _, ok := unseen[v.Type().Name()+"."+f.Name]; ok || v.Field(i).IsZero() {
				continue
			}
			in := langs
			if v.Type() == reflect.TypeFor[notice.Text]() {
				in = []notice.Lang{notice.Lang(f.Tag.Get("toml"))}
			}
			c.walk(v.Field(i), path+"."+f.Tag.Get("toml"), kinds, in)
		}
	case reflect.Slice:
		for i := range v.Len() {
			c.walk(v.Index(i), fmt.Sprintf("%s[%d]", path, i), kinds, langs)
		}
	default:
		c.change(v, path, kinds, langs)
	}
}

// change gives one value another, and wants every language it stands in to
// read otherwise in some notice.
func (c *changer) change(v reflect.Value, path string, kinds []notice.Kind, langs []notice.Lang) {
	if langs == nil {
		langs = notice.Langs()
	}
	old := reflect.ValueOf(v.Interface())
	other(v)
	c.count++
	for _, l := range langs {
		same := true
		for _, k := range kinds {
			key := string(k) + string(l)
			now := c.read(k, l)
			if c.base[key] == "" {
				v.Set(old)
				c.base[key] = c.read(k, l)
				other(v)
			}
			same = same && now == c.base[key]
		}
		if same {
			c.t.Errorf("%s: the %s notice reads the same whatever it says (%v)", path, l, old)
		}
	}
	v.Set(old)
}

// other sets a value to another one of its kind.
func other(v reflect.Value) {
	switch x := v.Interface().(type) {
	case notice.Enum:
		for _, value := range x.Values() {
			if value != v.String() {
				v.SetString(value)
				return
			}
		}
	case notice.Date:
		v.SetString("1999-01-01")
	case notice.Duration:
		v.SetString("P77D")
	case notice.Article:
		v.SetString("77(7)")
	case bool:
		v.SetBool(!x)
	case notice.Number:
		v.SetInt(int64(x) + 1)
	default:
		v.SetString(v.String() + "x")
	}
}

// TestTwins wants the two languages of each text to carry the same numbers,
// links, articles and shape, and to be as firm.
func TestTwins(t *testing.T) {
	reg := load(t)
	for id, d := range reg.Brands {
		names := namesOf(d)
		for _, v := range []reflect.Value{reflect.ValueOf(d.Brand), reflect.ValueOf(d.Privacy), reflect.ValueOf(d.Cookies)} {
			texts(v, string(id)+" "+strings.ToLower(v.Type().Name()), func(path string, text notice.Text) {
				for _, what := range differences(text, names) {
					t.Errorf("%s: %s\n  nb: %s\n  en: %s", path, what, text.NB, text.EN)
				}
			})
		}
	}
	texts(reflect.ValueOf(reg.Shared), "categories", func(path string, text notice.Text) {
		for _, what := range differences(text, nil) {
			t.Errorf("%s: %s\n  nb: %s\n  en: %s", path, what, text.NB, text.EN)
		}
	})
}

// texts calls f for each text in v.
func texts(v reflect.Value, path string, f func(string, notice.Text)) {
	switch v.Kind() {
	case reflect.Struct:
		if text, ok := v.Interface().(notice.Text); ok {
			if !text.IsZero() {
				f(path, text)
			}
			return
		}
		for i := range v.NumField() {
			texts(v.Field(i), path+"."+v.Type().Field(i).Tag.Get("toml"), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			texts(v.Index(i), fmt.Sprintf("%s[%d]", path, i), f)
		}
	}
}
