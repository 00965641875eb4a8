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

// written is a document as encoding/json writes it.
func written(t *testing.T, d *document.Document) string {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(d); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// odd are texts with what JSON escapes, or could.
var odd = []string{"", "a", "Æ ø – é", `"quoted" \ `, "<b>&amp;</b>", "a\tb\nc\rd\x00\x1f\x7f", "line\u2028and\u2029more", "\xffno UTF-8\xc3", "😀"}

// fill gives everything below v a value; lists are absent, empty or have up to
// two members.
func fill(r *rand.Rand, v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(odd[r.IntN(len(odd))])
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(r, v.Field(i), depth)
		}
	case reflect.Pointer:
		if depth > 0 && r.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(r, v.Elem(), depth-1)
		}
	case reflect.Slice:
		if n := r.IntN(4); n < 3 {
			v.Set(reflect.MakeSlice(v.Type(), min(n, depth), min(n, depth)))
		}
		for i := range v.Len() {
			fill(r, v.Index(i), depth-1)
		}
	}
}

// TestJSON wants documents of every form to be written as encoding/json writes
// them: a field that is added to their types has to be written too.
func TestJSON(t *testing.T) {
	for seed := range uint64(300) {
		var d document.Document
		fill(rand.New(rand.NewPCG(seed, 1)), reflect.ValueOf(&d).Elem(), 7)
		want := written(t, &d)
		if got := string(new(printout.Press).JSON([]byte("before "), &d)) + "\n"; got != "before "+want {
			t.Fatalf("seed %d: got\n%swant\n%s", seed, got, want)
		}
	}
}

// TestPress wants the same of each document, whatever was printed before. The
// documents share the sections that did not change.
func TestPress(t *testing.T) {
	var p printout.Press
	for i, d := range documents(t) {
		if got := string(p.JSON(nil, d)) + "\n"; got != written(t, d) {
			t.Errorf("document %d: other JSON than encoding/json writes", i)
		}
		var md bytes.Buffer
		if err := printout.Write(&md, d, "md"); err != nil {
			t.Fatal(err)
		}
		if got := string(p.Markdown([]byte("> note\n\n"), d)); got != "> note\n\n"+md.String() {
			t.Errorf("document %d: other Markdown than alone", i)
		}
	}
}
