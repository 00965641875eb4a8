package archive

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"notis/internal/notice"
)

// TestRecord writes records of any kind and reads them again, also with a
// parser of TOML.
func TestRecord(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		v := new(notice.Version)
		fill(r, reflect.ValueOf(v).Elem(), 4)
		v.Format, v.Number, v.Corrects, v.Before = 1, r.IntN(3), r.IntN(3), r.IntN(1000)
		for _, d := range []*notice.Date{&v.Recorded, &v.Effective, &v.Notified.Date} {
			*d = []notice.Date{"", "2024-02-29"}[r.IntN(2)]
		}
		data, err := encodeRecord(v)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decodeRecord(data)
		if len(v.Touched) == 0 {
			v.Touched = nil
		}
		if len(v.Changes) == 0 {
			v.Changes = nil
		}
		if len(v.Waivers) == 0 {
			v.Waivers = nil
		}
		if err != nil || !reflect.DeepEqual(got, v) {
			t.Fatalf("%v\n%s\ngot  %+v\nwant %+v", err, data, got, v)
		}
		var other, want map[string]any
		if _, err := toml.Decode(string(data), &other); err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		var standard bytes.Buffer
		if err := toml.NewEncoder(&standard).Encode(v); err != nil {
			t.Fatal(err)
		}
		// Dates are texts there, so it is the other keys that are compared.
		if _, err := toml.Decode(standard.String(), &want); err != nil {
			t.Fatal(err)
		}
		for _, m := range []map[string]any{other, want} {
			delete(m, "recorded")
			delete(m, "effective")
			if n, ok := m["notified"].(map[string]any); ok {
				delete(n, "date")
			}
		}
		if got, want := prune(other), prune(want); !reflect.DeepEqual(got, want) {
			t.Fatalf("the two readings differ:\n%v\n%v", got, want)
		}
	}
}

// prune drops what is empty from the tables of TOML.
func prune(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := map[string]any{}
		for k, x := range v {
			x = prune(x)
			if m, ok := x.(map[string]any); ok && len(m) == 0 || x == nil || reflect.ValueOf(x).IsZero() {
				continue
			}
			out[k] = x
		}
		return out
	case []map[string]any:
		if len(v) == 0 {
			return nil
		}
		var out []any
		for _, x := range v {
			out = append(out, prune(x))
		}
		return out
	case []any:
		if len(v) == 0 {
			return nil
		}
	}
	return v
}

func TestRecordStrict(t *testing.T) {
	for src, want := range map[string]string{
		"":                                    "line 1: the first line is not the format",
		"format = 2\nx":                       "format 2 is not known",
		"format = 01\n":                       "format 01 is not known",
		"format = x\n":                        "line 1: the first line is not the format",
		"format = 1":                          "line 1: something follows the value",
		"format = 1\nnumber = 0\n":            "line 2: not a number",
		"format = 1\nnumber = 1_0\n":          "line 2: not a number",
		"format = 1\nnumber = 1 # x\n":        "line 2: not a number",
		"format = 1\nnumber = 1\n\n":          "line 3: a key that is unknown",
		"format = 1\nnumber = 1\nnumber = 1":  "line 3: a key that is unknown",
		"format = 1\nrecorded = 2026-02-30\n": "line 2: recorded is not a date",
		"format = 1\ncolour = \"red\"\n":      "line 2: a key that is unknown",
		"format = 1\ntouched = []\n":          "line 2: want a text in quotes",
		"format = 1\ntouched = [\"a\" ]\n":    "line 2: not a list",
		"format = 1\ntouched = \n":            "line 2: not a list",
		"format = 1\nentry = \"\"\n":          "line 2: an empty text",
		"format = 1\nentry = 'x'\n":           "line 2: want a text in quotes",
		"format = 1\nentry = \"\xff\"\n":      "line 1: not UTF-8",
	} {
		if _, err := decodeRecord([]byte(src)); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v, want %s", src, err, want)
		}
	}
}

func FuzzRecord(f *testing.F) {
	for name, file := range good(f) {
		if path.Base(name) == recordFile {
			f.Add(file.Data)
		}
	}
	data, err := fs.ReadFile(os.DirFS("testdata/format1"), "data/brands/acme/versions/privacy/v2/"+recordFile)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := decodeRecord(data)
		if err != nil {
			return
		}
		if again, err := encodeRecord(v); err != nil || !bytes.Equal(again, data) {
			t.Errorf("%v\n%q\nis written as\n%q", err, data, again)
		}
		if err := toml.Unmarshal(data, &map[string]any{}); err != nil {
			t.Errorf("not TOML: %v\n%q", err, data)
		}
	})
}
