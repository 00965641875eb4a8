package brands_test

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"notis/internal/notice"
	"notis/internal/site"
)

// TestInventory holds the inventories: every line of a company's notice leads
// to facts, or is page furniture; every fact named is there, and its words
// stand in the built pages of both languages.
//
// The notices themselves are not in the project. Whoever has them can set
// NOTIS_SOURCES to their folder, and the digests of all lines are compared too.
func TestInventory(t *testing.T) {
	reg, built := published(t), pages(t, public())
	for id, d := range reg.Brands {
		t.Run(string(id), func(t *testing.T) {
			list := inventory(t, string(id))
			if digest := string(d.Privacy.Source.SHA256); list.digest != digest || digest != string(d.Cookies.Source.SHA256) {
				t.Errorf("the inventory is of %s, the notices are of %s", list.digest, digest)
			}
			text := map[notice.Lang]string{}
			for _, l := range notice.Langs() {
				for _, k := range notice.Kinds() {
					prefix := "/" + string(id) + "/"
					if l == notice.English {
						prefix += "en/"
					}
					text[l] += strings.ToLower(built[prefix+site.Segment(k, l)+"/"].text()) + "\n"
				}
			}
			for _, f := range list.facts {
				for _, path := range f.paths {
					v, err := find(reg, d, path)
					if err != nil {
						t.Errorf("line %d: %s: %v", f.line, path, err)
						continue
					}
					told(t, f.line, path, v, text)
				}
			}
			if dir := os.Getenv("NOTIS_SOURCES"); dir != "" {
				list.compare(t, filepath.Join(dir, list.source))
			}
		})
	}
}

type fact struct {
	line  int
	gist  string
	paths []string
}

type inventoryFile struct {
	source, digest string
	lines          map[int]string
	facts          []fact
}

var (
	headLine = regexp.MustCompile(`^source (\S+) sha256 ([0-9a-f]{64})$`)
	lineLine = regexp.MustCompile(`^line (\d+) ([0-9a-f]{12})$`)
)

// inventory reads and checks one inventory.
func inventory(t *testing.T, brand string) inventoryFile {
	t.Helper()
	f, err := os.Open("testdata/inventory/" + brand + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := inventoryFile{lines: map[int]string{}}
	at, mapped := 0, true
	for s := bufio.NewScanner(f); s.Scan(); {
		text := s.Text()
		switch {
		case headLine.MatchString(text):
			m := headLine.FindStringSubmatch(text)
			out.source, out.digest = m[1], m[2]
		case lineLine.MatchString(text):
			m := lineLine.FindStringSubmatch(text)
			n, _ := strconv.Atoi(m[1])
			if n <= at || !mapped {
				t.Errorf("line %d comes after %d, or line %d has no facts", n, at, at)
			}
			at, mapped = n, false
			out.lines[n] = m[2]
		case strings.HasPrefix(text, "  "):
			gist, paths, ok := strings.Cut(strings.TrimSpace(text), " -> ")
			mapped = true
			if !ok && gist != "page furniture" {
				t.Errorf("line %d: %q leads nowhere", at, gist)
			}
			if ok {
				out.facts = append(out.facts, fact{at, gist, strings.Split(paths, " ; ")})
			}
		case text != "":
			t.Errorf("the inventory does not understand %q", text)
		}
	}
	if !mapped || len(out.facts) < 25 || out.digest == "" {
		t.Errorf("the inventory of %s is not whole: %d facts", brand, len(out.facts))
	}
	return out
}

// compare holds the inventory against the notice itself.
func (x inventoryFile) compare(t *testing.T, name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprintf("%x", sha256.Sum256(data)); got != x.digest {
		t.Errorf("%s has the digest %s, the inventory is of %s", name, got, x.digest)
	}
	for i, line := range strings.Split(string(data), "\n") {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		if got := fmt.Sprintf("%x", sha256.Sum256([]byte(line)))[:12]; x.lines[i+1] != got {
			t.Errorf("line %d: the inventory has %q, the notice %q", i+1, x.lines[i+1], got)
		}
	}
}

var step = regexp.MustCompile(`^([a-z0-9_]+)(?:\[([^\]]+)\])?$`)

// find follows a path of the inventory: file:key.key[id or kind or index].key.
func find(reg *notice.Register, d *notice.Dossier, path string) (reflect.Value, error) {
	file, rest, _ := strings.Cut(path, ":")
	roots := map[string]any{"brand": d.Brand, "privacy": d.Privacy, "cookies": d.Cookies, "shared": reg.Shared}
	v := reflect.ValueOf(roots[file])
	if !v.IsValid() {
		return v, fmt.Errorf("there is no file %q", file)
	}
	for _, s := range strings.Split(rest, ".") {
		m := step.FindStringSubmatch(s)
		if m == nil {
			return v, fmt.Errorf("%q is no step of a path", s)
		}
		f, ok := field(v, m[1])
		if !ok {
			return v, fmt.Errorf("there is no key %q", m[1])
		}
		v = f
		if m[2] != "" {
			if v, ok = entry(v, m[2]); !ok {
				return v, fmt.Errorf("there is no entry %q", s)
			}
		}
	}
	if v.IsZero() {
		return v, fmt.Errorf("nothing is stated there")
	}
	return v, nil
}

func field(v reflect.Value, key string) (reflect.Value, bool) {
	if v.Kind() != reflect.Struct {
		return v, false
	}
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if f.Tag.Get("toml") == key {
			return v.Field(i), true
		}
		if f.Anonymous {
			if in, ok := field(v.Field(i), key); ok {
				return in, true
			}
		}
	}
	return v, false
}

func entry(v reflect.Value, name string) (reflect.Value, bool) {
	if v.Kind() != reflect.Slice {
		return v, false
	}
	if i, err := strconv.Atoi(name); err == nil {
		if i < v.Len() {
			return v.Index(i), true
		}
		return v, false
	}
	for i := range v.Len() {
		for _, key := range []string{"id", "kind", "is", "category"} {
			if f, ok := field(v.Index(i), key); ok && f.Kind() == reflect.String && f.String() == name {
				return v.Index(i), true
			}
		}
	}
	return v, false
}

// told wants the words of a value to stand in the pages of both languages, whose
// text is in small letters. Values that are worded by the bundles (a period, a
// basis) are held by TestEveryFactIsRead.
func told(t *testing.T, line int, path string, v reflect.Value, pages map[notice.Lang]string) {
	t.Helper()
	want := map[notice.Lang][]string{}
	both := func(s string) {
		for _, l := range notice.Langs() {
			want[l] = append(want[l], s)
		}
	}
	text := func(x notice.Text) {
		if x.IsZero() {
			return
		}
		for _, l := range notice.Langs() {
			for _, s := range strings.Split(wording(read(x.In(l))), "\n") {
				want[l] = append(want[l], strings.Join(strings.Fields(s), " "))
			}
		}
	}
	switch x := v.Interface().(type) {
	case notice.Text:
		text(x)
	case notice.Name:
		text(x.Text)
		both(x.Proper)
	case notice.Datum:
		text(x.Text)
	case string, notice.Email, notice.OrgNumber, notice.Phone:
		both(v.String())
	}
	for l, list := range want {
		for _, s := range list {
			if !strings.Contains(pages[l], strings.ToLower(s)) {
				t.Errorf("line %d: %s does not stand in the %s pages: %q", line, path, l, s)
			}
		}
	}
}
