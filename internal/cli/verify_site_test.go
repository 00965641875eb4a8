package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"notis/internal/cli"
)

// published builds the five brands' site and serves it. What is named in broken
// is answered by its handler.
func published(t *testing.T, broken map[string]http.HandlerFunc) (address, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "public")
	files := http.FileServer(http.Dir(dir))
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if h := broken[r.URL.Path]; h != nil {
			h(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(s.Close)
	if code, said := notis("build", "--no-cache", "--netlify", "--base-url", s.URL, "--out", dir); code != cli.OK {
		t.Fatal(said)
	}
	return s.URL, dir
}

// notis runs a command on the repository.
func notis(args ...string) (int, string) {
	env := world(args, func(string) string { return "" })
	var said bytes.Buffer
	env.Stdin, env.Stdout, env.Stderr, env.Dir = strings.NewReader(""), &said, &said, "../.."
	return cli.Run(context.Background(), env), said.String()
}

// TestVerifySite holds a published site against the one of this commit.
func TestVerifySite(t *testing.T) {
	broken := map[string]http.HandlerFunc{}
	address, dir := published(t, broken)
	code, said := notis("verify", "--site", address)
	if code != cli.OK || !regexp.MustCompile(`(?m)^elekt/en/privacy/: version \d+, in-force$`).MatchString(said) || !strings.Contains(said, " files are, byte for byte, what this commit gives\n") {
		t.Fatalf("%d\n%s", code, said)
	}

	for name, c := range map[string]struct {
		spoil func() error
		want  string
	}{
		"another byte": {func() error { return appendTo(filepath.Join(dir, "elekt/personvern/index.html"), " ") }, "elekt/personvern/index.html has other bytes than this commit gives\n"},
		"lost":         {func() error { return os.Remove(filepath.Join(dir, "e20/feed.atom")) }, "e20/feed.atom is not there (404 Not Found)\n"},
		"too much": {func() error {
			return appendTo(filepath.Join(dir, "notis.sha256"), strings.Repeat("0", 64)+"  gammelt/index.html\n")
		}, "gammelt/index.html is there, and this commit does not give it\n"},
		"elsewhere": {func() error {
			broken["/om/"] = http.RedirectHandler("https://elsewhere.example/", http.StatusFound).ServeHTTP
			return nil
		}, "om/index.html leads elsewhere: https://elsewhere.example/\n"},
	} {
		if err := c.spoil(); err != nil {
			t.Fatal(err)
		}
		if code, said := notis("verify", "--site", address); code != cli.Findings || !strings.Contains(said, c.want) {
			t.Errorf("%s: %d\n%s", name, code, said)
		}
	}
	_, said = notis("verify", "--site", address)
	if !strings.Contains(said, "notis: 4 files are not what this commit gives, ") {
		t.Error(said)
	}

	// A server in trouble says nothing about the site.
	broken["/om/"] = func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }
	if code, said := notis("verify", "--site", address); code != cli.Failure || !strings.Contains(said, "/om/ answers 502 Bad Gateway; try again later") {
		t.Errorf("%d\n%s", code, said)
	}
}

// TestVerifyOlderSite tells which version is published where it is not the one
// of this commit: what was built before a version, and where there is no site.
func TestVerifyOlderSite(t *testing.T) {
	address, dir := published(t, nil)
	name := filepath.Join(dir, "motkraft/personvern/index.json")
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, regexp.MustCompile(`"version":\d+`).ReplaceAll(src, []byte(`"version":7000`)), 0o644); err != nil {
		t.Fatal(err)
	}
	code, said := notis("verify", "--site", address, "--lang", "nb")
	if code != cli.Findings || !strings.Contains(said, "motkraft/personvern/: versjon 7000, in-force\n") || !strings.Contains(said, "motkraft/personvern/index.json har andre byte enn dette innholdet gir\n") {
		t.Errorf("%d\n%s", code, said)
	}
	// One brand's site is another site.
	code, said = notis("verify", "--site", address, "--brand", "elekt")
	if code != cli.Findings || !strings.Contains(said, "personvern/v1/index.md is not there (404 Not Found)\n") {
		t.Errorf("%d\n%s", code, said)
	}
	if code, said := notis("verify", "--site", "http://127.0.0.1:1/"); code != cli.Failure || !strings.Contains(said, "connection refused") {
		t.Errorf("%d\n%s", code, said)
	}
	for _, args := range [][]string{{"--site", "example.org"}, {"--site", address, "--against", "HEAD"}, {"--brand", "elekt"}} {
		if code, said := notis(append([]string{"verify"}, args...)...); code != cli.Usage {
			t.Errorf("%v: %d\n%s", args, code, said)
		}
	}
}

// TestServedFiles wants the files that say how a site is served to be in its
// list, and a site that is built for nobody in particular to be without.
func TestServedFiles(t *testing.T) {
	_, dir := published(t, nil)
	list, err := os.ReadFile(filepath.Join(dir, "notis.sha256"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"_headers", "_redirects"} {
		if !slices.Contains(strings.Fields(string(list)), name) {
			t.Errorf("notis.sha256 does not name %s", name)
		}
	}
	plain := filepath.Join(t.TempDir(), "public")
	if code, said := notis("build", "--no-cache", "--out", plain); code != cli.OK {
		t.Fatal(said)
	}
	if _, err := os.Stat(filepath.Join(plain, "_headers")); err == nil {
		t.Error("a site for nobody in particular has Netlify's files")
	}
}

func appendTo(name, text string) error {
	src, err := os.ReadFile(name)
	if err != nil {
		return fmt.Errorf("before it is spoilt: %w", err)
	}
	return os.WriteFile(name, append(src, text...), 0o644)
}
