package compile_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"testing"

	"notis/internal/compile"
	"notis/internal/notice"
	"notis/internal/words"
)

// silent names the fields that no notice shows by themselves.
var silent = map[string]string{
	"Brand.Official": "shows when it is true", "Brand.About": "stands on the front pages", "Brand.Look": "colours the pages", "Brand.Host": "is the brand's own host",
	"Brand.Was": "leads from old addresses", "Brand.Moved": "leads from old addresses", "Moved.Privacy": "leads from old addresses", "Moved.Cookies": "leads from old addresses", "Brand.Frames": "is for embed.html",
	"Part.ID": "is the anchor of a part with a heading", "Privacy.Activities": "is required", "Brand.Sites": "is required",
}

// TestEachFactAlone gives each table one optional field at a time, and wants
// the notice to read otherwise than without it: no fact depends on another one
// to be shown.
func TestEachFactAlone(t *testing.T) {
	r := everything(t)
	a := &alone{t: t, reg: r, words: say(t, notice.Norwegian)}
	d := r.Brands["acme"]
	for _, v := range []reflect.Value{reflect.ValueOf(&d.Brand).Elem(), reflect.ValueOf(&d.Privacy).Elem(), reflect.ValueOf(&d.Cookies).Elem()} {
		a.visit(v, v.Type().Name(), v.Type() == reflect.TypeFor[notice.Privacy]() || v.Type() == reflect.TypeFor[notice.Cookies]())
	}
	if a.count < 100 {
		t.Errorf("only %d facts were tried", a.count)
	}
}

type alone struct {
	t     *testing.T
	reg   *notice.Register
	words *words.Words
	count int
}

func (a *alone) read() []byte {
	var out bytes.Buffer
	for _, k := range notice.Kinds() {
		r, err := compile.Compile(a.reg.Brands["acme"], &a.reg.Shared, k, compile.Edition{}, a.words)
		if err != nil {
			out.WriteString(err.Error())
			continue
		}
		if err := json.NewEncoder(&out).Encode(r.Document); err != nil {
			a.t.Fatal(err)
		}
	}
	return out.Bytes()
}

// visit tries the fields of a table, and of the tables in it.
func (a *alone) visit(v reflect.Value, path string, root bool) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			a.visit(v.Index(i), path, false)
		}
	case reflect.Struct:
		switch v.Type() {
		case reflect.TypeFor[notice.Text](), reflect.TypeFor[notice.Name](), reflect.TypeFor[notice.Datum]():
			return
		}
		for i := range v.NumField() {
			f := v.Type().Field(i)
			_, skip := silent[v.Type().Name()+"."+f.Name]
			if !root && !skip && f.Tag.Get("must") == "" && !v.Field(i).IsZero() {
				a.try(v, i, path+"."+f.Name)
			}
			a.visit(v.Field(i), path+"."+f.Name, false)
		}
	}
}

// try leaves a table its required fields and one more.
func (a *alone) try(v reflect.Value, field int, path string) {
	if s, ok := v.Interface().(notice.Section); ok && !slices.Contains(notice.SectionsOf(notice.PrivacyKind), string(s.ID)) {
		return // a section of the brand's own has a title and a text
	}
	whole := reflect.New(v.Type()).Elem()
	whole.Set(v)
	defer func() { v.Set(whole) }()
	for i := range v.NumField() {
		if v.Type().Field(i).Tag.Get("must") == "" && i != field {
			v.Field(i).SetZero()
		}
	}
	if c, ok := v.Interface().(notice.Checker); ok && c.Check() != nil {
		v.Set(whole) // the loader refuses it alone: try it in company
	}
	a.count++
	with := a.read()
	v.Field(field).SetZero()
	if bytes.Equal(with, a.read()) {
		a.t.Errorf("%s alone is not shown", path)
	}
}
