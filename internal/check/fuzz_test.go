package check_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"notis/internal/check"
	"notis/internal/diag"
	"notis/internal/notice"
	"notis/internal/register"
)

// generator makes random facts: every field of the model can come, filled with
// what real notices say, so that rules find something to look at.
type generator struct {
	*rand.Rand
	texts []notice.Text
	words []string
}

// said collects what the real notices say, and what is known.
func said(t testing.TB) (texts []notice.Text, words []string) {
	t.Helper()
	r, err := register.Load(os.DirFS("../.."), "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	words = []string{"", " ", "x", "§", "(", "ÆØÅ", "İ", "\u2028", "\xff\xfe", "https://", "@", "1", "-1", "P3Y", "session", "P", "PT0S"}
	for _, d := range r.Register.Brands {
		for _, k := range notice.Kinds() {
			c := &check.Case{Kind: k, Privacy: &d.Privacy, Cookies: &d.Cookies}
			for x := range c.Texts() {
				texts = append(texts, x.Text)
			}
		}
		for _, a := range d.Privacy.Activities {
			words = append(words, string(a.ID))
		}
		for _, x := range d.Privacy.Recipients {
			words = append(words, string(x.ID), x.Name.Proper)
		}
		for _, x := range d.Cookies.Cookies {
			words = append(words, x.Name, x.Provider)
		}
	}
	for _, d := range r.Register.Shared.Data {
		words = append(words, string(d.ID))
	}
	for _, v := range r.Register.Known.Vendors {
		words = append(words, v.Names...)
	}
	return texts, words
}

// fill sets a value to something random.
func (g generator) fill(v reflect.Value, depth int) {
	switch x := v.Addr().Interface().(type) {
	case *notice.Text:
		*x = g.texts[g.IntN(len(g.texts))]
		if g.IntN(8) == 0 {
			*x = notice.Text{NB: g.word(), EN: g.word()}
		}
		return
	case *notice.Name:
		if *x = (notice.Name{Proper: g.word()}); g.IntN(3) == 0 {
			g.fill(reflect.ValueOf(&x.Text).Elem(), 1)
		}
		return
	case *notice.Datum:
		if *x = (notice.Datum{Is: notice.Ref(g.word())}); g.IntN(3) == 0 {
			*x = notice.Datum{}
			g.fill(reflect.ValueOf(&x.Text).Elem(), 1)
		}
		return
	case *notice.Duration:
		*x = notice.Duration([]string{"P3Y", "P6M", "P30D", "PT30M", "session", "P2Y1M", "P400D", "P1W"}[g.IntN(8)])
	case *notice.Date:
		*x = notice.Date(fmt.Sprintf("20%02d-%02d-%02d", 15+g.IntN(20), 1+g.IntN(12), 1+g.IntN(28)))
	case *notice.Article:
		*x = notice.Article([]string{"6(1)(a)", "6(1)(f)", "9(2)(a)", "15", "22", "chapter V", "6"}[g.IntN(7)])
	}
	if v.Kind() == reflect.String && !v.IsZero() && g.IntN(10) > 0 {
		return
	}
	if e, ok := v.Interface().(notice.Enum); ok && g.IntN(20) > 0 {
		v.SetString(e.Values()[g.IntN(len(e.Values()))])
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(g.word())
	case reflect.Bool:
		v.SetBool(g.IntN(2) == 0)
	case reflect.Int:
		v.SetInt(int64(g.IntN(40)) - 1)
	case reflect.Slice:
		for range g.IntN(4) {
			e := reflect.New(v.Type().Elem()).Elem()
			g.fill(e, depth)
			v.Set(reflect.Append(v, e))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if depth > 4 || depth > 0 && g.IntN(3) > 0 {
				g.fill(v.Field(i), depth-1)
			}
		}
	}
}

func (g generator) word() string { return g.words[g.IntN(len(g.words))] }

// random makes a case of random facts.
func (g generator) random() *check.Case {
	var facts notice.Facts
	var known notice.Known
	g.fill(reflect.ValueOf(&facts).Elem(), 6)
	g.fill(reflect.ValueOf(&known).Elem(), 3)
	c := &check.Case{
		ID: "acme", Kind: notice.Kinds()[g.IntN(2)], Brand: &facts.Brand, Privacy: &facts.Privacy, Cookies: &facts.Cookies, Shared: &facts.Shared, Known: &known,
		Date: notice.Date("20" + strconv.Itoa(15+g.IntN(20)) + "-06-15"), Of: "working",
	}
	return c
}

// FuzzRules wants no rule to panic, whatever the data are, and the same data to
// give the same findings in the same order, each in words.
func FuzzRules(f *testing.F) {
	texts, words := said(f)
	for seed := range uint64(60) {
		f.Add(seed, "", "")
	}
	f.Add(uint64(1), "utenfor EU\xff", "Google")
	bundles := map[notice.Lang]diag.Teller{}
	for _, l := range notice.Langs() {
		bundles[l] = bundle(f, l)
	}
	f.Fuzz(func(t *testing.T, seed uint64, text, word string) {
		g := generator{rand.New(rand.NewPCG(seed, 1)), texts, words}
		if text != "" {
			g.texts = append(slices.Clone(texts[:min(len(texts), 20)]), notice.Text{NB: text, EN: text})
		}
		if word != "" {
			g.words = append(slices.Clone(words[:min(len(words), 20)]), word)
		}
		c := g.random()
		list := check.Run(c, check.Rules())
		if again := check.Run(c, check.Rules()); !reflect.DeepEqual(list, again) {
			t.Errorf("found\n%v\nand then\n%v", list, again)
		}
		if !slices.IsSortedFunc(list, func(a, b diag.Diagnostic) int { return compareFiles(a, b) }) {
			t.Error("the findings are in no order")
		}
		check.Coverage(c)
		for _, d := range list {
			for l, w := range bundles {
				_, err := d.Said(w)
				_, hint := d.Hint(w)
				if err := errors.Join(err, hint); err != nil {
					t.Errorf("%s in %s: %v", d.Rule, l, err)
				}
			}
		}
	})
}

func compareFiles(a, b diag.Diagnostic) int {
	switch {
	case a.File < b.File:
		return -1
	case a.File > b.File:
		return 1
	}
	return 0
}
