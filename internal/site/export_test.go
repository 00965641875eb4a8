package site_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"notis/internal/site"
)

// TestExport wants every index.json to be what encoding/json writes of it, and
// nothing in it to be unknown.
func TestExport(t *testing.T) {
	plan, brands := planned(t, 1)
	s, err := plan.Brand(brands[0])
	if err != nil {
		t.Fatal(err)
	}
	count, withdrawn := 0, 0
	for _, f := range s.Files {
		if !strings.HasSuffix(f.Path, ".json") {
			continue
		}
		var x site.Export
		dec := json.NewDecoder(bytes.NewReader(f.Content))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&x); err != nil {
			t.Fatalf("%s: %v", f.Path, err)
		}
		var out bytes.Buffer
		enc := json.NewEncoder(&out)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(x); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(out.Bytes(), f.Content) {
			t.Errorf("%s: got\n%s\nwant\n%s", f.Path, f.Content, out.Bytes())
		}
		if count++; x.Document == nil {
			withdrawn++
		}
	}
	if count < 20 || withdrawn == 0 {
		t.Errorf("%d files, %d without a text", count, withdrawn)
	}
}
