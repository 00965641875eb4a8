package browser_test

import (
	"bufio"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/storage"
	"github.com/chromedp/chromedp"
)

// headers reads the file _headers as hosts do: a line that begins with a slash
// is an address, those below it are what is sent with it, and those of /* are
// sent with all. Package edge has Netlify's own code read it too, and want the
// same.
func headers(t *testing.T, dir string) func(at string) http.Header {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rules := map[string][][2]string{}
	at := ""
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		name, value, header := strings.Cut(line, ":")
		switch {
		case strings.HasPrefix(line, "/"):
			at = line
		case header:
			rules[at] = append(rules[at], [2]string{name, strings.TrimSpace(value)})
		}
	}
	if err := lines.Err(); err != nil || len(rules) < 20 {
		t.Fatalf("%d rules: %v", len(rules), err)
	}
	return func(at string) http.Header {
		out := http.Header{}
		for _, r := range slices.Concat(rules["/*"], rules[at]) {
			out.Set(r[0], r[1])
		}
		return out
	}
}

// served serves a site with the headers that stand in it, and a page of the
// site for an address that is not there.
func served(t *testing.T, dir string) *httptest.Server {
	t.Helper()
	rules := headers(t, dir)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := strings.TrimPrefix(r.URL.Path, "/")
		if name == "" || strings.HasSuffix(name, "/") {
			name += "index.html"
		}
		status := http.StatusOK
		body, err := fs.ReadFile(os.DirFS(dir), name)
		if err != nil {
			status = http.StatusNotFound
			if body, err = os.ReadFile(filepath.Join(dir, "404.html")); err != nil {
				t.Error(err)
			}
		}
		for name, values := range rules(r.URL.Path) {
			// This machine has no certificate.
			if name != "Strict-Transport-Security" {
				w.Header()[name] = values
			}
		}
		if w.Header().Get("Content-Type") == "" {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
		}
		w.WriteHeader(status)
		if _, err := w.Write(body); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// sortOf is the kind of a page by its address: the brand, the language and the
// number of a version left out.
func sortOf(at string) string {
	var out []string
	for _, part := range strings.Split(strings.Trim(at, "/"), "/") {
		switch {
		case slices.Contains([]string{"e20", "elekt", "motkraft", "opt-e", "smart-energi", "demokraft"}, part):
			part = "brand"
		case len(part) > 1 && part[0] == 'v' && strings.Trim(part[1:], "0123456789") == "":
			part = "v"
		}
		out = append(out, part)
	}
	return path.Join(out...)
}

// TestServed opens one page of every kind, of published sites and of previews,
// of the real brands and of the made-up one, with the headers that they are
// served with: nothing is refused, nothing complained of, nobody else asked, no
// cookie set and nothing stored.
func TestServed(t *testing.T) {
	ctx := open(t)
	w := listen(ctx, t)
	for _, args := range [][]string{{"--netlify"}, {"--netlify", "--preview"}, {"--netlify", "--brand", "elekt"}, {"--netlify", "--preview", "--source", demo}} {
		built := serve(t, args...)
		server := served(t, built.dir)
		seen := map[string]bool{}
		for _, p := range append(slices.Clone(built.paths), "/nothing/here/") {
			kind := sortOf(p)
			if seen[kind] {
				continue
			}
			seen[kind] = true
			w.take()
			do(ctx, t, chromedp.Navigate(server.URL+p))
			requests, said := w.take()
			for _, r := range requests {
				if !strings.HasPrefix(r, server.URL+"/") && !strings.HasPrefix(r, "data:") {
					t.Errorf("%v: %s asks for %s", args, p, r)
				}
			}
			if p == "/nothing/here/" || strings.HasSuffix(p, "404.html") {
				// A browser says itself that the address is not there.
				said = slices.DeleteFunc(said, func(s string) bool { return strings.Contains(s, "status of 404") })
			}
			if len(said) > 0 {
				t.Errorf("%v: %s: %s", args, p, strings.Join(said, "; "))
			}
			if bare := get(ctx, t, chromedp.Evaluate[bool](`getComputedStyle(document.body).marginTop !== "0px" || document.cookie !== "" || localStorage.length + sessionStorage.length > 0`)); bare && !strings.HasSuffix(p, "embed.html") {
				t.Errorf("%v: %s has lost its style, or stores something", args, p)
			}
		}
		if len(seen) < 8 {
			t.Errorf("%v: only %d kinds of page", args, len(seen))
		}
	}
	cookies, err := chromedp.CallBrowser(ctx, storage.GetCookies, storage.GetCookiesParams{})
	if err != nil || len(cookies.Cookies) > 0 {
		t.Errorf("%v %v", cookies, err)
	}
}

// TestRefused wants the browser to complain where a page has another style than
// its header names: TestServed would see it.
func TestRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(serve(t, "--netlify", "--brand", "elekt").dir)); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "index.html")
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(src), "<style>", "<style>p{color:red}", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx := open(t)
	w := listen(ctx, t)
	do(ctx, t, chromedp.Navigate(served(t, dir).URL+"/"))
	if _, said := w.take(); !strings.Contains(strings.Join(said, " "), "Content Security Policy") {
		t.Errorf("the browser says %q", said)
	}
}
