package archive

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"notis/internal/document"
	"notis/internal/notice"
)

// golden is an archive as notis once wrote it: a company that states
// everything, and tricky. Nothing rewrites it, no -update either: what it
// holds is that files of format 1 can be read for as long as there are any. A
// new format gets a folder of its own.
func golden(t testing.TB) *Archive {
	t.Helper()
	a, err := Read(os.DirFS("testdata/format1"))
	if err != nil {
		t.Fatal(told(err))
	}
	return a
}

// texts gives every document of the golden archive, as written.
func texts(t testing.TB) map[string][]byte {
	t.Helper()
	a := golden(t)
	out := map[string][]byte{}
	for _, c := range a.Chains() {
		for _, v := range c.Versions() {
			for _, l := range notice.Langs() {
				if !v.Kept() {
					continue
				}
				data, err := a.File(v.Entry, DocumentFile(l))
				if err != nil {
					t.Fatal(told(err))
				}
				out[path.Join(v.Dir, DocumentFile(l))] = data
			}
		}
	}
	return out
}

// TestGolden wants what was written to be read, and to be read as what it is:
// a second reading by another parser, which knows of the format only what its
// description says, finds the same.
func TestGolden(t *testing.T) {
	all := texts(t)
	if len(all) != 6 {
		t.Errorf("%d documents", len(all))
	}
	for name, data := range all {
		d, err := DecodeDocument(data)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		again, err := EncodeDocument(d)
		if err != nil || !bytes.Equal(again, data) {
			t.Errorf("%s is written otherwise now: %v", name, err)
		}
		alike(t, name, data, d)
	}
	d, err := DecodeDocument(all["data/brands/acme/versions/privacy/v4/document.nb.json"])
	want := tricky()
	want.Lead = "Version 4."
	if err != nil || !reflect.DeepEqual(d, want) {
		t.Errorf("the tricky document is read otherwise: %v", err)
	}
	a := golden(t)
	c := a.Chain("acme", notice.PrivacyKind)
	second := c.Entries[1].Record
	told, err := a.Changes(&c.Entries[1])
	if err != nil || len(second.Changes) > 0 {
		t.Errorf("%v, %d changes stay", err, len(second.Changes))
	}
	if got := told[0].Text.NB; got != "Intercom er nå behandler på norsk" || second.Notified.Date != "2026-11-23" || len(second.Touched) != 2 {
		t.Errorf("the record is read otherwise: %+v", second)
	}
}

// alike holds a decoded document against the JSON it was read from.
func alike(t *testing.T, name string, data []byte, d *document.Document) {
	t.Helper()
	var got, want any
	plain, err := json.Marshal(d)
	if err == nil {
		err = json.Unmarshal(plain, &got)
	}
	if err == nil {
		err = json.Unmarshal(data, &want)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if got, want := lean(got), lean(runs(want)); !reflect.DeepEqual(got, want) {
		t.Errorf("%s: the two readings differ:\n%v\n%v", name, got, want)
	}
}

// runs brings the lines of format 1 into objects.
func runs(v any) any {
	switch v := v.(type) {
	case map[string]any:
		if lead, ok := v["lead"].([]any); ok {
			v["lead"] = runs(lead).([]any)[0].(map[string]any)["text"]
		}
		for k, x := range v {
			if k != "was" {
				v[k] = runs(x)
			}
		}
		return v
	case []any:
		var out []any
		joins := false
		for _, x := range v {
			s, isString := x.(string)
			if isString && joins {
				last := out[len(out)-1].(map[string]any)
				last["text"] = last["text"].(string) + " " + s
			} else if isString {
				out = append(out, map[string]any{"text": s})
			} else {
				out = append(out, runs(x))
			}
			joins = isString
		}
		return out
	}
	return v
}

// lean drops what is empty from objects.
func lean(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			if x = lean(x); x != nil {
				out[k] = x
			}
		}
		return out
	case []any:
		if len(v) == 0 {
			return nil
		}
		out := make([]any, len(v))
		for i := range v {
			out[i] = lean(v[i])
		}
		return out
	case string:
		if v == "" {
			return nil
		}
	case bool:
		if !v {
			return nil
		}
	}
	return v
}

// fill sets every field of a value at random, so that a field that is added to
// the model and not to the format does not come back.
func fill(r *rand.Rand, v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		parts := []string{"a", "B", ". ", "? B", ": ", " ", "\"", "\\", "\n", "\x01", "\x7f", "å", "🙂", "{", "],", "3"}
		s := ""
		for range r.IntN(6) {
			s += parts[r.IntN(len(parts))]
		}
		v.SetString(s)
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Pointer:
		if depth > 0 && r.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(r, v.Elem(), depth-1)
		}
	case reflect.Slice:
		if r.IntN(4) > 0 {
			n := min(depth, r.IntN(4))
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				fill(r, v.Index(i), depth-1)
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(r, v.Field(i), depth)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 3000 {
		d := new(document.Document)
		fill(r, reflect.ValueOf(d).Elem(), 1+i%7)
		data, err := EncodeDocument(d)
		if err != nil {
			t.Fatal(err)
		}
		got, err := DecodeDocument(data)
		if err != nil || !reflect.DeepEqual(got, d) {
			t.Fatalf("%v\n%s\ngot  %+v\nwant %+v", err, data, got, d)
		}
		alike(t, "random", data, d)
	}
}

// TestStrict holds what is not read, and how it is told.
func TestStrict(t *testing.T) {
	const head = `{"standing":{},"sections":[` + "\n"
	line := func(s string) string { return head + `{"blocks":[` + "\n" + `{"line":[` + s + "]}]}]}\n" }
	for src, want := range map[string]string{
		"":                                    `line 1: want "{", not the end`,
		"{}":                                  `line 1: "standing" is missing`,
		head + `{"colour":"red"}]}` + "\n":    `line 2: want "}", not "\"colour\":\"red\"}]}\n"`,
		head + `{"title":"a","id":"b"}]}\n`:   `line 2: want "}", not ",\"id\":\"b\"}]}\\n"`,
		head + `{"id":"a","id":"b"}]}` + "\n": `line 2: want "}"`,
		head + `{"id":""}]}` + "\n":           "line 2: an empty text is left out",
		"{\"lead\":[\n\"\"],":                 "line 2: an empty text is left out",
		head + `{ "id":"a"}]}` + "\n":         `line 2: want "}"`,
		head + `{"id":"\u0041"}]}` + "\n":     "line 2: an escape that notis does not write",
		head + `{"id":"\/"}]}` + "\n":         "line 2: an escape that notis does not write",
		head + "{\"id\":\"a\tb\"}]}\n":        "line 2: a control character",
		head + `{"id":"a`:                     "line 2: a text without its closing quote",
		head + "{\"id\":\"\xff\"}]}\n":        "the document is not UTF-8",
		head + "{}]}\n\n":                     "line 3: something follows the end",
		head + "{}]}":                         `line 2: want "\n", not the end`,
		line("\n\"One. Two.\""):               "line 4: two sentences in one",
		line("\n\"One\",\n\"Two\""):           "line 5: a cut where no sentence ends",
		line("\n\"ca.\",\n\"6\""):             "line 5: a cut where no sentence ends",
		line("\n{\"text\":\"One\"}"):          "line 4: text without marks belongs in quotes alone",
		line("\n{\"strong\":false}"):          `line 4: want "true"`,
		line("\"One\""):                       `line 3: want "\n"`,
	} {
		if _, err := DecodeDocument([]byte(src)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q:\ngot  %v\nwant %s", src, err, want)
		}
	}
	deep := &document.Document{}
	for list := &deep.Sections; list != nil; list = &(*list)[0].Sections {
		*list = []document.Section{{}}
		if deep.Title += "x"; len(deep.Title) > 100 {
			break
		}
	}
	if _, err := EncodeDocument(deep); err == nil {
		t.Error("a document was written that is too deep to be read")
	}
	src := head + strings.Repeat(`{"sections":[`+"\n", 1e6)
	if _, err := DecodeDocument([]byte(src)); err != errDeep {
		t.Errorf("got %v", err)
	}
	for _, d := range []*document.Document{nil, {Title: "\xff"}} {
		if _, err := EncodeDocument(d); err == nil {
			t.Error("a document was written that cannot be read")
		}
	}
}

func FuzzDocument(f *testing.F) {
	for _, data := range texts(f) {
		f.Add(data)
	}
	r := rand.New(rand.NewPCG(9, 10))
	for i := range 60 {
		d := new(document.Document)
		fill(r, reflect.ValueOf(d).Elem(), i%4)
		if data, err := EncodeDocument(d); err == nil {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := DecodeDocument(data)
		if err != nil {
			return
		}
		if again, err := EncodeDocument(d); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%v\n%q\nis written as\n%q", err, data, again)
		}
		if !json.Valid(data) {
			t.Errorf("not JSON: %q", data)
		}
	})
}

func FuzzSums(f *testing.F) {
	for name, file := range good(f) {
		if path.Base(name) == sumsFile || name == Sum {
			f.Add(string(file.Data))
		}
	}
	f.Fuzz(func(t *testing.T, src string) {
		files, bad := parseSums(src)
		if bad == nil && string(formatSums(files)) != src {
			t.Errorf("%q is written as %q", src, formatSums(files))
		}
		tips, bad := parseTips(src)
		if bad == nil && string(formatTips(tips)) != src {
			t.Errorf("%q is written as %q", src, formatTips(tips))
		}
	})
}
