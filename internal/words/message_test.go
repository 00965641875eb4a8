package words_test

import (
	"errors"
	"os"
	"regexp"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"notis/internal/notice"
	"notis/internal/words"
)

// plainly has go-i18n word a message, without what this package does to be
// quick.
func plainly(l *i18n.Localizer, id string, data map[string]any) (string, error) {
	return l.Localize(&i18n.LocalizeConfig{
		MessageID: id, TemplateData: data, PluralCount: data["Count"], TemplateParser: &template.TextParser{Option: "missingkey=error"},
	})
}

// TestQuick wants every message to read as go-i18n words it, whatever the data,
// and to fail where it fails.
func TestQuick(t *testing.T) {
	name := regexp.MustCompile(`\.([A-Z]\w*)`)
	for _, set := range sets(t) {
		for _, l := range notice.Langs() {
			w := load(t, set, string(l))
			bundle := i18n.NewBundle(language.Make(string(l)))
			bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
			src, err := os.ReadFile("../../" + set + "/" + string(l) + ".toml")
			if err != nil {
				t.Fatal(err)
			}
			file, err := bundle.ParseMessageFileBytes(src, string(l)+".toml")
			if err != nil {
				t.Fatal(err)
			}
			localizer := i18n.NewLocalizer(bundle, string(l))
			for _, m := range file.Messages {
				for _, value := range []any{"“<b>” {{.Name}}", 1, 12, notice.Date("2026-01-02"), nil} {
					data := map[string]any{}
					for _, found := range name.FindAllStringSubmatch(m.Other, -1) {
						data[found[1]] = value
					}
					if _, counts := data["Count"]; counts && value != 1 {
						data["Count"] = 12
					}
					want, failed := plainly(localizer, m.ID, data)
					got, err := w.Say(m.ID, data)
					if got != want && failed == nil || (err == nil) != (failed == nil) {
						t.Errorf("%s in %s with %v: %q, %v; go-i18n says %q, %v", m.ID, l, value, got, err, want, failed)
					}
				}
			}
		}
	}
}

// TestPlural wants each number to take the form that go-i18n gives it.
func TestPlural(t *testing.T) {
	src := []byte("[x]\none = 'one'\nother = 'other {{.Count}}'\n[y]\nother = '{{.Count}} of them'\n")
	for _, lang := range []string{"nb", "en", "fr", "pl"} {
		w, err := words.Load(fstest.MapFS{"d/" + lang + ".toml": {Data: src}}, "d", lang)
		if err != nil {
			t.Fatal(err)
		}
		bundle := i18n.NewBundle(language.Make(lang))
		bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
		bundle.MustParseMessageFileBytes(src, lang+".toml")
		localizer := i18n.NewLocalizer(bundle, lang)
		for _, n := range []any{0, 1, 2, 3, 5, 21, 22, 101, 1000, 1000000, -1, int64(1), "1", "1.5", 1.5} {
			for _, id := range []string{"x", "y"} {
				want, failed := plainly(localizer, id, map[string]any{"Count": n})
				got, err := w.Say(id, map[string]any{"Count": n})
				if got != want && failed == nil || (err == nil) != (failed == nil) {
					t.Errorf("%v %s in %s: %q, %v; go-i18n says %q, %v", n, id, lang, got, err, want, failed)
				}
			}
		}
	}
}

// TestAtOnce says the same messages from several goroutines, for the race
// detector.
func TestAtOnce(t *testing.T) {
	w := load(t, "i18n/notice", "en")
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			for n := range 100 {
				_, one := w.Say("duration-days", map[string]any{"Count": n})
				_, two := w.Say("date", map[string]any{"Day": n, "Month": "May", "Year": 2026})
				_, three := w.Say("article", map[string]any{"Article": 6, "Paragraph": 1, "Letter": "f"})
				if err := errors.Join(one, two, three); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
}

func BenchmarkSay(b *testing.B) {
	w, err := words.Load(os.DirFS("../.."), "i18n/notice", "en")
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		id   string
		data map[string]any
	}{
		{"month-1", nil}, {"date", map[string]any{"Day": 1, "Month": "May", "Year": 2026}}, {"duration-years", map[string]any{"Count": 2}},
		{"article", map[string]any{"Article": 6, "Paragraph": 1, "Letter": "f"}},
	} {
		b.Run(c.id, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := w.Say(c.id, c.data); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
