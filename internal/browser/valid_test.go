package browser_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// checker is the Nu Html Checker, of the version that is pinned in
// testdata/vnu.
func checker(t *testing.T) (java, jar string) {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		without(t, "there is no Java 17 or newer, so there is no Nu Html Checker; on Debian or Ubuntu, sudo apt-get install default-jre-headless, then ./test")
	}
	jar = filepath.FromSlash("../../.cache/vnu/node_modules/vnu-jar/build/dist/vnu.jar")
	if _, err := os.Stat(jar); err != nil {
		without(t, "the Nu Html Checker is not installed; ./test does it: npm ci, with internal/browser/testdata/vnu copied to .cache/vnu")
	}
	return java, jar
}

// message is what the checker says of a page: an error, a warning, or a note
// where it is neither.
type message struct {
	Type, SubType, URL, Message, Extract string
	LastLine, LastColumn                 int
}

// check gives what the checker says of all pages in some folders, in one run:
// to start takes it longer than most pages do.
func check(t *testing.T, folders ...string) []message {
	t.Helper()
	java, jar := checker(t)
	// More languages than it can guess are not needed: each page says its own,
	// and TestStructure reads it.
	cmd := exec.Command(java, append([]string{"-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"}, folders...)...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	var result struct{ Messages []message }
	if err := json.Unmarshal(out.Bytes(), &result); err != nil {
		t.Fatalf("%v\n%s%s", err, out.String(), said.String())
	}
	return result.Messages
}

// invalid lists ways to break a page that the checker has to find: what stands
// instead of what, and a part of what it says.
var invalid = map[string]struct{ from, to, want string }{
	"nesting":   {"<h1", `<ul><p>x</p></ul><h1`, "not allowed as child of element “ul”"},
	"heading":   {"</main>", `<section><p>y</p></section></main>`, "lacks heading"},
	"twice":     {"</main>", `<p id="_main">z</p></main>`, "Duplicate ID"},
	"unclosed":  {"</main>", `<em>z</main>`, "nclosed element"},
	"attribute": {"<main", `<main align=center`, "align"},
	"role":      {"<main", `<main role=nothing`, "role"},
	"word":      {"</main>", `<p lang=norsk>z</p></main>`, "lang"},
}

// TestValid wants every page to be valid HTML by the Nu Html Checker: of the
// five brands and the made-up one, with their drafts, and of a site of one
// brand. It may tell no error, no warning and no note. Broken pages beside them
// show that it looks.
func TestValid(t *testing.T) {
	t.Parallel()
	real, made, one, odd := serve(t, "--drafts"), demonstration(t), serve(t, "--brand", "motkraft"), t.TempDir()
	whole := string(real.read(t, "/om/"))
	for name, x := range invalid {
		page := strings.Replace(whole, x.from, x.to, 1)
		if err := os.WriteFile(filepath.Join(odd, name+".html"), []byte(page), 0o644); err != nil || page == whole {
			t.Fatalf("%s: the page has no %s (%v)", name, x.from, err)
		}
	}
	said := map[string]string{}
	for _, m := range check(t, real.dir, made.dir, one.dir, odd) {
		if dir, name := path.Split(m.URL); strings.HasSuffix(dir, filepath.ToSlash(odd)+"/") {
			said[strings.TrimSuffix(name, ".html")] += m.Message + "\n"
			continue
		}
		t.Errorf("%s:%d:%d: %s %s: %s\n%s", m.URL, m.LastLine, m.LastColumn, m.Type, m.SubType, m.Message, m.Extract)
	}
	for name, x := range invalid {
		if !strings.Contains(said[name], x.want) {
			t.Errorf("%s: it says %q, and not %q", name, said[name], x.want)
		}
	}
}
