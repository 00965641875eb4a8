package edge_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"notis/internal/edge"
	"notis/internal/notice"
)

// rules gives the files of a site, which are given by path.
func rules(files map[string]string, in edge.Input) (headers, redirects string, err error) {
	in.Files = slices.Collect(maps.Keys(files))
	in.Read = func(p string) ([]byte, error) {
		src, ok := files[p]
		if !ok {
			return nil, fmt.Errorf("no %s", p)
		}
		return []byte(src), nil
	}
	h, r, err := edge.Rules(in)
	return string(h), string(r), err
}

// rule gives the headers of one address.
func rule(headers, at string) string {
	_, after, found := strings.Cut(headers, "\n"+at+"\n")
	if !found {
		return ""
	}
	var out []string
	for line := range strings.Lines(after) {
		if !strings.HasPrefix(line, "  ") {
			break
		}
		out = append(out, strings.TrimSpace(line))
	}
	return strings.Join(out, "\n")
}

// TestHeaders wants each file to be served as what it is, with a policy of
// exactly what it uses.
func TestHeaders(t *testing.T) {
	const style, script = "body{color:red}", "document.title='x'"
	// Digests of the two, by sha256sum and base64.
	const styled, scripted = "'sha256-FcQqt3aNlV7AZnGV4zkQRVeCeJOxbMPnQSx258L803E='", "'sha256-0XQZ7aST49KmyfZxNvnCGVoBYcF3pv/Te/oNEavi2jU='"
	headers, _, err := rules(map[string]string{
		"index.html":                 "<!doctype html><title>x</title><style>" + style + "</style><link rel=icon href=data:,>",
		"acme/personvern/index.html": "<meta name=robots content=noindex><style>" + style + "</style><script>" + script + "</script><script type=application/ld+json>{}</script>",
		"acme/personvern/index.json": "{}", "acme/personvern/feed.atom": "<feed/>", "acme/personvern/embed.html": "<article></article>",
		"acme/index.html": "<p>", "acme/feed.atom": "<feed/>", "other/embed.html": "<article></article>", "feed-0123456789ab.css": "x{}", "schema/notice-1.json": "{}", "robots.txt": "",
		"notis.sha256": "", "_headers": "old", "_redirects": "old",
	}, edge.Input{Brands: []edge.Brand{{ID: "acme", Frames: []notice.Host{"www.acme.example", "acme.example"}}, {ID: "other"}}})
	if err != nil {
		t.Fatal(err)
	}
	const closed, short = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'", "Cache-Control: public, max-age=60, must-revalidate"
	const page = "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	own, all := "Cross-Origin-Resource-Policy: same-origin", "Cross-Origin-Resource-Policy: cross-origin\nAccess-Control-Allow-Origin: *"
	for at, want := range map[string][]string{
		"/":                            {"Content-Type: text/html; charset=utf-8", page + "; img-src data:; style-src " + styled, own, short},
		"/index.html":                  {"Content-Type: text/html; charset=utf-8", page + "; img-src data:; style-src " + styled, own, short},
		"/acme/":                       {"Content-Type: text/html; charset=utf-8", page, own, short},
		"/acme/feed.atom":              {"Content-Type: application/xml; charset=utf-8", closed + "; style-src 'self'", all, short, "X-Robots-Tag: noindex"},
		"/acme/personvern/index.json":  {"Content-Type: application/json", closed, all, short, "X-Robots-Tag: noindex"},
		"/acme/personvern/feed.atom":   {"Content-Type: application/xml; charset=utf-8", closed + "; style-src 'self'", all, short, "X-Robots-Tag: noindex"},
		"/acme/personvern/embed.html":  {"Content-Type: text/html; charset=utf-8", "Content-Security-Policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors https://www.acme.example https://acme.example", "Cross-Origin-Resource-Policy: cross-origin", short, "X-Robots-Tag: noindex"},
		"/other/embed.html":            {"Content-Type: text/html; charset=utf-8", page, own, short, "X-Robots-Tag: noindex"},
		"/feed-0123456789ab.css":       {"Content-Type: text/css; charset=utf-8", closed, own, "Cache-Control: public, max-age=31536000, immutable"},
		"/schema/notice-1.json":        {"Content-Type: application/schema+json", closed, all, short},
		"/robots.txt":                  {"Content-Type: text/plain; charset=utf-8", closed, all, short},
		"/notis.sha256":                {"Content-Type: text/plain; charset=utf-8", closed, own, short},
		"/_headers":                    {""},
		"/acme/personvern/nothing.txt": {""},
	} {
		if got := rule(headers, at); got != strings.Join(want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", at, got, strings.Join(want, "\n"))
		}
	}
	if got := rule(headers, "/acme/personvern/"); strings.Count(got, "sha256-") != 2 || !strings.Contains(got, "; script-src "+scripted) || strings.Contains(got, "X-Robots-Tag") {
		t.Errorf("the page with a script:\n%s", got)
	}
	if rule(headers, "/acme/personvern/embed") != rule(headers, "/acme/personvern/embed.html") || strings.Contains(rule(headers, "/*"), "frame-ancestors") {
		t.Error("a page without its ending is served otherwise, or nobody may frame what somebody may")
	}
	headers, _, err = rules(map[string]string{"index.html": "<p>", "index.json": ""}, edge.Input{Preview: true})
	if !strings.Contains(rule(headers, "/*"), "frame-ancestors 'none'") {
		t.Error("what is not there can be framed")
	}
	if err != nil || strings.Count(headers, "X-Robots-Tag: noindex") != 1 || !strings.Contains(rule(headers, "/*"), "X-Robots-Tag: noindex") {
		t.Errorf("a preview (%v):\n%s", err, headers)
	}
}

// TestForbidden refuses pages that would be broken by the policy they are served
// with, or that ask somebody else for something.
func TestForbidden(t *testing.T) {
	for page, want := range map[string]string{
		`<p style="color:red">`: "has <p style=…>", `<button onclick="x()">`: "has <button onclick=…>", `<svg><rect style="fill:red"/></svg>`: "has <rect style=…>",
		`<img src="https://elsewhere.example/x.png">`: `fetches "https://elsewhere.example/x.png" in <img>`, `<img src=/x.png>`: "in <img>", `<img srcset="x 2x">`: "in <img>",
		`<script src=/x.js></script>`: "in <script>", `<link rel=stylesheet href=/x.css>`: "in <link>", `<link rel="shortcut icon" href=/favicon.ico>`: "in <link>",
		`<iframe src=//elsewhere.example></iframe>`: "in <iframe>", `<object data=x>`: "in <object>", `<video poster=x>`: "in <video>", `<base href=/>`: "in <base>", `<link rel=preconnect href=//x>`: "in <link>",
		`<svg><use href=/x.svg#a></svg>`: "in <use>",
	} {
		_, _, err := rules(map[string]string{"a/index.html": page, "b/index.html": page}, edge.Input{})
		if err == nil || !strings.Contains(err.Error(), "/a/index.html "+want) && !strings.Contains(err.Error(), want) || strings.Count(err.Error(), "index.html ") != 2 {
			t.Errorf("%s: %v", page, err)
		}
	}
	for _, page := range []string{
		"<link rel=icon href=data:,>", "<link rel=alternate href=/index.json>", "<link rel=canonical href=https://x.example/>", "<a href=https://x.example/>", "<svg><use href=#a></svg>",
		"<style>p{background:url(x)}</style>", "<p class=style data-style=x>", "<!-- <img src=x> -->", "<script type=application/ld+json>{\"src\":1}</script>", "<p>on=1",
	} {
		if _, _, err := rules(map[string]string{"a/index.html": page}, edge.Input{}); err != nil {
			t.Errorf("%s: %v", page, err)
		}
	}
}

// TestRedirects refuses old addresses that are in use, and those that two
// brands claim.
func TestRedirects(t *testing.T) {
	files := map[string]string{"acme/index.html": "", "om/index.html": "", "personvern/index.html": ""}
	for name, c := range map[string]struct {
		in   edge.Input
		want string
	}{
		"a brand":        {edge.Input{Brands: []edge.Brand{{ID: "acme"}, {ID: "x", Was: []notice.ID{"acme"}}}}, "data/brands/x/brand.toml: was names acme, whose address is in use"},
		"a page":         {edge.Input{Brands: []edge.Brand{{ID: "x", Was: []notice.ID{"om"}}}}, "was names om, whose address is in use"},
		"two brands":     {edge.Input{Brands: []edge.Brand{{ID: "x", Was: []notice.ID{"old"}}, {ID: "y", Was: []notice.ID{"old"}}}}, "data/brands/y/brand.toml: /old/* leads to /x/:splat already"},
		"the same host":  {edge.Input{Brands: []edge.Brand{{ID: "x", Host: "a.example"}, {ID: "y", Host: "a.example"}}}, "data/brands/y/brand.toml: https://a.example/ leads to /x/ already"},
		"itself":         {edge.Input{Single: true, Brands: []edge.Brand{{ID: "x", Moved: notice.Moved{Cookies: []notice.Path{"/informasjonskapsler/"}}}}}, "moved names /informasjonskapsler/, which is an address in use"},
		"the own notice": {edge.Input{Single: true, Brands: []edge.Brand{{ID: "x", Moved: notice.Moved{Privacy: []notice.Path{"/personvern/"}}}}}, "moved names /personvern/, which is an address in use"},
	} {
		if _, _, err := rules(files, c.in); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// The site of all brands keeps its own front page, whatever host a brand names;
	// an address leads nowhere that is not there.
	_, got, err := rules(files, edge.Input{Host: "a.example", Brands: []edge.Brand{{ID: "acme", Host: "a.example", Moved: notice.Moved{Cookies: []notice.Path{"/cookies"}}}}})
	if err != nil || strings.Count(got, "\n") != 1 {
		t.Errorf("%v\n%s", err, got)
	}
	_, got, err = rules(files, edge.Input{Single: true, Brands: []edge.Brand{{ID: "x", Was: []notice.ID{"old"}, Host: "a.example"}}})
	if err != nil || strings.Count(got, "\n") != 1 {
		t.Errorf("a site of one brand has no folder that was another's: %v\n%s", err, got)
	}
}

// FuzzHeaders wants every header to stand on one line, whatever a page holds.
func FuzzHeaders(f *testing.F) {
	f.Add("<style>x</style><script>y</script>", "a/index.html")
	f.Add("<style>", "a b/index.html")
	f.Add("<script type=module src=x>", "å.json")
	f.Fuzz(func(t *testing.T, page, name string) {
		if strings.ContainsAny(name, "\n\r") {
			t.Skip() // no site has such a file
		}
		headers, _, err := rules(map[string]string{name: page, "p/index.html": page}, edge.Input{})
		if err != nil {
			return
		}
		for line := range strings.Lines(headers) {
			if line = strings.TrimSuffix(line, "\n"); !strings.HasPrefix(line, "/") && !strings.HasPrefix(line, "#") && (!strings.HasPrefix(line, "  ") || !strings.Contains(line, ": ")) {
				t.Errorf("%q is neither an address nor a header", line)
			}
		}
	})
}

// everything is a brand with every kind of old address.
func everything(single bool) edge.Input {
	return edge.Input{Single: single, Brands: []edge.Brand{{
		ID: "acme", Host: "own.example", Was: []notice.ID{"old"}, Moved: notice.Moved{Privacy: []notice.Path{"/vilkar.html"}, Cookies: []notice.Path{"/cookies/"}},
	}}}
}
