package printout_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"

	"notis/internal/document"
	"notis/internal/printout"
)

// TestJSON fills documents with all kinds of text, every field and none, and
// wants the same bytes as from encoding/json.
func TestJSON(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 400 {
		var d document.Document
		fill(r, reflect.ValueOf(&d).Elem(), 0, i == 0)
		var want bytes.Buffer
		enc := json.NewEncoder(&want)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(&d); err != nil {
			t.Fatal(err)
		}
		if got := append(printout.JSON([]byte("before"), &d), '\n'); string(got) != "before"+want.String() {
			t.Fatalf("document %d:\n%s\nencoding/json:\n%s", i, got, want.String())
		}
	}
}

// texts are those that need care in JSON.
var texts = []string{"", "a", "æøå – 1 § 2", "\"quoted\" \\ back", "a\nb\tc\rd\x00\x1f\x7f", "<b>&amp;</b>", "\u2028\u2029", "bad \xff\xfe utf-8", "\U0001F600", "\b\f"}

// fill sets everything in a value by chance, or all of it.
func fill(r *rand.Rand, v reflect.Value, deep int, all bool) {
	if !all && r.IntN(3) == 0 {
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(r, v.Field(i), deep+1, all)
		}
	case reflect.Slice:
		n := r.IntN(3)
		if all {
			n = 1
		}
		if deep > 12 {
			n = 0
		}
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			fill(r, v.Index(i), deep+1, all)
		}
	case reflect.Pointer:
		if deep > 12 {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		fill(r, v.Elem(), deep+1, all)
	case reflect.String:
		v.SetString(texts[r.IntN(len(texts))])
	case reflect.Bool:
		v.SetBool(all || r.IntN(2) == 0)
	case reflect.Int:
		v.SetInt(int64(r.IntN(5)))
	default:
		panic("a document has a " + v.Kind().String())
	}
}
