package affected

import (
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"notis"
	"notis/internal/archive"
	"notis/internal/site"
	"notis/internal/source"
)

// TestFramed changes every message of the notices that pages around them are
// not said to use, and wants the published pages of the demonstration brand to
// be the same; and then one that they do use.
func TestFramed(t *testing.T) {
	data := os.DirFS("../demo/testdata/site")
	versions, err := archive.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	type made struct {
		pages []site.Page
		files []site.File
		card  site.Card
	}
	plan := func(change func(id string) bool) made {
		files := map[string][]byte{}
		for _, name := range []string{"i18n/notice/nb.toml", "i18n/notice/en.toml"} {
			src, err := fs.ReadFile(notis.Shared, name)
			if err != nil {
				t.Fatal(err)
			}
			files[name] = []byte(altered(string(src), change))
		}
		s, err := Open(source.Over(source.Over(source.Files(files), data), notis.Shared), versions, "2026-11-22")
		if err != nil || !s.sound() {
			t.Fatal(err, s.findings)
		}
		r, err := s.data.Load(s.files, "demokraft")
		if err != nil {
			t.Fatal(err)
		}
		out, err := s.plan(versions, "2026-11-22").Brand(r.Register.Brands["demokraft"])
		if err != nil {
			t.Fatal(err)
		}
		return made{out.Pages, out.Files, out.Card}
	}
	was := plan(func(string) bool { return false })
	if len(was.pages) < 20 {
		t.Fatalf("only %d pages", len(was.pages))
	}
	if is := plan(func(id string) bool { return !framed(id) }); !reflect.DeepEqual(was, is) {
		t.Error("pages say a message that they are not said to use")
	}
	for _, id := range []string{"date", "title-privacy", "lead-cookies", "month-11"} {
		if is := plan(func(s string) bool { return s == id }); reflect.DeepEqual(was, is) {
			t.Errorf("no page says %s", id)
		}
	}
}

var message = regexp.MustCompile(`(?m)^\[([a-z0-9-]+)\]$`)

// altered says messages otherwise: each form of theirs ends in a word more.
func altered(src string, change func(id string) bool) string {
	var out strings.Builder
	on := false
	for line := range strings.Lines(src) {
		if m := message.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			on = change(m[1])
		}
		if on && strings.HasSuffix(line, "'\n") && strings.Contains(line, " = '") {
			line = strings.TrimSuffix(line, "'\n") + " endret'\n"
		}
		out.WriteString(line)
	}
	return out.String()
}
