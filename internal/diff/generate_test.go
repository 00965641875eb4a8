package diff_test

import (
	"math/rand/v2"
	"reflect"
	"strconv"

	"notis/internal/notice"
)

// generator makes random facts: every field of the model can come, with few
// different values, so that two versions have much in common.
type generator struct{ *rand.Rand }

func (g generator) facts() notice.Facts {
	var f notice.Facts
	g.fill(reflect.ValueOf(&f).Elem(), 3)
	return f
}

func (g generator) word() string {
	return []string{"navn", "e-post", "adresse", "kunde", "måler", "samtale", "faktura", "avtale"}[g.IntN(8)]
}

func (g generator) text() notice.Text {
	t := notice.Text{NB: g.word(), EN: g.word()}
	for range g.IntN(4) {
		t.NB += " " + g.word()
		t.EN += " " + g.word()
	}
	return t
}

// fill sets a value to something random; entries of lists get ids that differ.
func (g generator) fill(v reflect.Value, depth int) {
	switch x := v.Addr().Interface().(type) {
	case *notice.Text:
		*x = g.text()
		return
	case *notice.Name:
		if *x = (notice.Name{Proper: g.word()}); g.IntN(3) == 0 {
			*x = notice.Name{Text: g.text()}
		}
		return
	case *notice.Datum:
		if *x = (notice.Datum{Is: notice.Ref(g.word())}); g.IntN(3) == 0 {
			*x = notice.Datum{Text: g.text()}
		}
		return
	case *notice.Duration:
		*x = notice.Duration("P" + strconv.Itoa(1+g.IntN(9)) + "Y")
		return
	case *notice.Date:
		*x = notice.Date("2024-0" + strconv.Itoa(1+g.IntN(9)) + "-10")
		return
	}
	if e, ok := v.Interface().(notice.Enum); ok {
		v.SetString(e.Values()[g.IntN(len(e.Values()))])
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(g.word())
	case reflect.Bool:
		v.SetBool(g.IntN(2) == 0)
	case reflect.Int:
		v.SetInt(int64(1 + g.IntN(5)))
	case reflect.Slice:
		g.list(v, depth)
	case reflect.Struct:
		for i := range v.NumField() {
			if depth > 0 && (g.IntN(3) > 0 || v.Type().Field(i).Tag.Get("must") != "") {
				g.fill(v.Field(i), depth-1)
			}
		}
	}
}

func (g generator) list(v reflect.Value, depth int) {
	ids := g.Perm(6)
	for i := range g.IntN(4) {
		e := reflect.New(v.Type().Elem()).Elem()
		g.fill(e, depth)
		if e.Kind() == reflect.Struct {
			if id := e.FieldByName("ID"); id.IsValid() {
				id.SetString("x" + strconv.Itoa(ids[i]))
			}
			if e.IsZero() {
				continue
			}
		}
		v.Set(reflect.Append(v, e))
	}
}

// edit changes some of the facts: values, entries that come, go and move.
func (g generator) edit(v reflect.Value) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			g.edit(v.Index(i))
		}
		kept := reflect.MakeSlice(v.Type(), 0, v.Len())
		for i := range v.Len() {
			if !v.Index(i).IsZero() {
				kept = reflect.Append(kept, v.Index(i))
			}
		}
		v.Set(kept)
		if n := v.Len(); n > 0 {
			switch g.IntN(8) {
			case 0:
				i := g.IntN(n)
				v.Set(reflect.AppendSlice(reflect.AppendSlice(reflect.MakeSlice(v.Type(), 0, n), v.Slice(0, i)), v.Slice(i+1, n)))
			case 1:
				swap := reflect.Swapper(v.Interface())
				swap(g.IntN(n), g.IntN(n))
			}
		}
		if g.IntN(8) == 0 {
			e := reflect.New(v.Type().Elem()).Elem()
			g.fill(e, 2)
			if id := e; id.Kind() == reflect.Struct && id.FieldByName("ID").IsValid() {
				id.FieldByName("ID").SetString("new" + strconv.Itoa(g.IntN(1000)))
			}
			if !e.IsZero() {
				v.Set(reflect.Append(v, e))
			}
		}
	case reflect.Struct:
		switch v.Interface().(type) {
		case notice.Text, notice.Name, notice.Datum:
			if g.IntN(12) == 0 {
				g.fill(v, 1)
			}
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).Name != "ID" {
				g.edit(v.Field(i))
			}
		}
	default:
		if g.IntN(12) == 0 {
			if g.IntN(3) == 0 {
				v.SetZero()
			} else {
				g.fill(v, 1)
			}
		}
	}
}
