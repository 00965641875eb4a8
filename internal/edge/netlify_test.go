package edge_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"notis/internal/cli"
)

// modules is where ./test puts Netlify's own parsers.
const modules = "../../.cache/netlify"

// answer is what they understand (testdata/netlify/ask.mjs).
type answer struct {
	Errors    []string                     `json:"errors"`
	Headers   map[string]map[string]string `json:"headers"`
	Redirects map[string]*struct {
		To     string `json:"to"`
		Status int    `json:"status"`
		Force  bool   `json:"force"`
	} `json:"redirects"`
}

// ask has Netlify's own code read the files of a site.
func ask(t *testing.T, dir string, paths, addresses []string) answer {
	t.Helper()
	module, err := filepath.Abs(modules)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(module, "node_modules")); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("Netlify's parsers are not installed; ./test does it")
		}
		t.Skip("Netlify's parsers are not installed; ./test does it, where a registry of npm can be reached")
	}
	question, err := json.Marshal(map[string]any{"folder": dir, "modules": module, "paths": paths, "addresses": addresses})
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "testdata/netlify/ask.mjs")
	var said bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(question), &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	var a answer
	if err := json.Unmarshal(out, &a); err != nil {
		t.Fatal(err)
	}
	return a
}

// built builds the real brands as Netlify does.
func built(t *testing.T, context string, args ...string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	var said bytes.Buffer
	env := map[string]string{"CONTEXT": context, "URL": "https://personvern.example.no", "DEPLOY_PRIME_URL": "https://preview--x.netlify.app"}
	args = append([]string{"build", "--netlify", "--no-cache", "--date", "2026-11-22", "--out", dir}, args...)
	if code := run(cli.Env{Args: args, Stdout: &said, Stderr: &said, Dir: "../..", Now: time.Now, Getenv: func(s string) string { return env[s] }}); code != cli.OK {
		t.Fatal(said.String())
	}
	return dir
}

func run(env cli.Env) int { return cli.Run(context.Background(), env) }

// published lists the files of a site, and the addresses that they answer at.
func published(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || p == "_headers" || p == "_redirects" {
			return err
		}
		out["/"+p] = p
		if folder, index := strings.CutSuffix("/"+p, "index.html"); index {
			out[folder] = p
			out[strings.TrimSuffix(folder, "/")] = p
		}
		return nil
	})
	delete(out, "")
	if err != nil || len(out) < 20 {
		t.Fatalf("%d addresses: %v", len(out), err)
	}
	return out
}

var blocks = regexp.MustCompile(`(?s)<(style|script)(?: data-[^>]*)?>(.*?)</`)

// intended says which headers a file is to have. It is written anew here, from
// the page and not from the rules.
func intended(t *testing.T, dir, p string, preview bool) map[string]string {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(dir, p))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{
		"Strict-Transport-Security": "max-age=31536000", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
		"Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "public, max-age=60, must-revalidate", "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
	}
	ext := filepath.Ext(p)
	out["Content-Type"] = map[string]string{
		".html": "text/html; charset=utf-8", ".json": "application/json", ".md": "text/markdown; charset=utf-8", ".atom": "application/xml; charset=utf-8", ".xml": "application/xml; charset=utf-8",
		".css": "text/css; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".sha256": "text/plain; charset=utf-8",
	}[ext]
	if strings.HasPrefix(p, "schema/") {
		out["Content-Type"] = "application/schema+json"
	}
	if slices.Contains([]string{".json", ".md", ".atom", ".txt"}, ext) {
		out["Access-Control-Allow-Origin"], out["Cross-Origin-Resource-Policy"] = "*", "cross-origin"
	}
	switch ext {
	case ".atom":
		out["Content-Security-Policy"] += "; style-src 'self'"
	case ".html":
		policy := "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
		if bytes.Contains(src, []byte("<link rel=icon href=data:")) {
			policy += "; img-src data:"
		}
		sums := map[string]string{}
		for _, m := range blocks.FindAllSubmatch(src, -1) {
			sum := sha256.Sum256(m[2])
			sums[string(m[1])] += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		}
		for _, kind := range []string{"style", "script"} {
			if sums[kind] != "" {
				policy += "; " + kind + "-src" + sums[kind]
			}
		}
		out["Content-Security-Policy"] = policy
	}
	if regexp.MustCompile(`[-.][0-9a-f]{8,}\.[a-z]+$`).MatchString(p) {
		out["Cache-Control"] = "public, max-age=31536000, immutable"
	}
	if preview || regexp.MustCompile(`(^|/)(index\.(json|md|txt)|feed\.atom|embed\.html)$`).MatchString(p) {
		out["X-Robots-Tag"] = "noindex"
	}
	return out
}

// problems holds what Netlify understands against what is intended.
func problems(t *testing.T, dir string, preview bool) []string {
	t.Helper()
	files := published(t, dir)
	paths := slices.Sorted(maps.Keys(files))
	a := ask(t, dir, append(paths, "/nothing/here/"), nil)
	out := a.Errors
	for _, at := range paths {
		got, want := a.Headers[at], intended(t, dir, files[at], preview)
		if rest, ok := got["Permissions-Policy"]; !ok || !strings.Contains(rest, "camera=()") {
			out = append(out, at+": no Permissions-Policy")
		}
		delete(got, "Permissions-Policy")
		if !maps.Equal(got, want) {
			out = append(out, fmt.Sprintf("%s: %v, want %v", at, got, want))
		}
	}
	if none := a.Headers["/nothing/here/"]; none["Strict-Transport-Security"] == "" || !strings.Contains(none["Content-Security-Policy"], "base-uri 'none'") {
		out = append(out, fmt.Sprintf("an address without a file: %v", none))
	}
	return out
}

// TestNetlifyHeaders has Netlify's own code read what was generated for every
// site and context: each address has exactly the headers that are intended.
func TestNetlifyHeaders(t *testing.T) {
	for _, c := range []struct {
		context string
		args    []string
	}{{"production", nil}, {"deploy-preview", nil}, {"production", []string{"--brand", "elekt"}}} {
		dir := built(t, c.context, c.args...)
		list := problems(t, dir, c.context != "production")
		for _, p := range list[:min(len(list), 5)] {
			t.Errorf("%v: %s", c, p)
		}
	}
}

// TestPlanted wants mistakes in the files to be found.
func TestPlanted(t *testing.T) {
	dir := built(t, "production", "--brand", "opt-e")
	name := filepath.Join(dir, "_headers")
	right, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{"  X-Content-Type-Options: nosniff\n", ""}, {"X-Content-Type-Options: nosniff", "X-Content-Type-Options nosniff"}, {"  Cache-Control: public, max-age=60, must-revalidate\n/", "/"},
		{"style-src 'sha256-", "style-src 'sha256-x"}, {"\n/personvern/\n", "\n/personvren/\n"}, {"Referrer-Policy: no-referrer", "Referrer-Policy:"}, {"Content-Type: application/json", "Content-Type: text/html"},
		{"\n/robots.txt\n", "\n/robots.txt\n  Set-Cookie: a=b\n"},
	} {
		if !bytes.Contains(right, []byte(c[0])) {
			t.Fatalf("there is no %q", c[0])
		}
		if err := os.WriteFile(name, bytes.Replace(right, []byte(c[0]), []byte(c[1]), 1), 0o644); err != nil {
			t.Fatal(err)
		}
		if len(problems(t, dir, false)) == 0 {
			t.Errorf("nobody notices %q in the place of %q", c[1], c[0])
		}
	}
}

// TestNetlifyRedirects has Netlify's own code follow old addresses, with a slash
// at the end and without, and leave those alone that are in use.
func TestNetlifyRedirects(t *testing.T) {
	_, redirects, err := rules(map[string]string{"acme/index.html": "", "acme/personvern/index.html": "", "acme/informasjonskapsler/index.html": ""}, everything(false))
	if err != nil {
		t.Fatal(err)
	}
	follow(t, redirects, map[string]string{
		"https://all.example/old": "/acme/", "https://all.example/old/": "/acme/", "https://all.example/old/personvern/v1/": "/acme/personvern/v1/",
		"https://own.example/": "/acme/ !", "https://own.example/en/": "/acme/en/ !", "https://own.example/personvern": "/acme/personvern/", "https://own.example/personvern/historikk/": "/acme/personvern/historikk/",
		"https://own.example/en/privacy/v2/": "/acme/en/privacy/v2/", "https://own.example/vilkar.html": "/acme/personvern/", "https://own.example/cookies/": "/acme/informasjonskapsler/", "https://own.example/cookies": "/acme/informasjonskapsler/",
		"https://all.example/": "", "https://all.example/acme/": "", "https://all.example/acme/personvern": "", "https://all.example/vilkar.html": "", "https://all.example/en/": "", "https://own.example/acme/personvern/": "", "https://own.example/om/": "",
	})
	_, redirects, err = rules(map[string]string{"index.html": "", "personvern/index.html": "", "informasjonskapsler/index.html": ""}, everything(true))
	if err != nil {
		t.Fatal(err)
	}
	follow(t, redirects, map[string]string{
		"https://own.example/vilkar.html": "/personvern/", "https://own.example/cookies/": "/informasjonskapsler/", "https://own.example/": "", "https://own.example/personvern/": "", "https://own.example/old/": "",
	})
}

// follow wants each address to lead to another, with ! where it does so although
// there is a file; to none where that is "".
func follow(t *testing.T, redirects string, want map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"_redirects": redirects, "_headers": ""} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a := ask(t, dir, nil, slices.Collect(maps.Keys(want)))
	for _, e := range a.Errors {
		t.Error(e)
	}
	for from, to := range want {
		got := ""
		if r := a.Redirects[from]; r != nil {
			got = r.To
			if r.Force {
				got += " !"
			}
			if r.Status != 301 {
				t.Errorf("%s: status %d", from, r.Status)
			}
		}
		if got != to {
			t.Errorf("%s leads to %q, want %q", from, got, to)
		}
	}
}
