// Package edge says how the files of a site are to be served: with which
// headers, and which old addresses lead to which new ones. It writes the files
// _headers and _redirects, which Netlify and others read from the root of a
// site (https://docs.netlify.com/routing/headers/, …/routing/redirects/).
package edge

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"notis/internal/notice"
)

// The names of the files.
const (
	HeadersFile   = "_headers"
	RedirectsFile = "_redirects"
)

// Input is a finished site.
type Input struct {
	// Files are the paths of its files, relative to its root; Read gives one.
	Files []string
	Read  func(path string) ([]byte, error)
	// Brands are those of the site. Single tells that their addresses have no
	// folder of the brand.
	Brands []Brand
	Single bool
	// Host is where the site stands, where that is known.
	Host string
	// Preview keeps search engines out of all of it.
	Preview bool
}

// Brand is what counts of a brand.
type Brand struct {
	ID     notice.ID
	Host   notice.Host
	Was    []notice.ID
	Moved  notice.Moved
	Frames []notice.Host
}

// Rules gives the two files. It fails where a page uses what the policy that it
// is served with forbids, or where an old address is one that is in use.
func Rules(in Input) (headers, redirects []byte, err error) {
	files := slices.DeleteFunc(slices.Sorted(slices.Values(in.Files)), func(p string) bool { return p == HeadersFile || p == RedirectsFile })
	r := &rules{Input: in, published: make(map[string]bool, len(files))}
	for _, p := range files {
		r.published["/"+p] = true
	}
	headers, err = r.headers(files)
	redirects, other := r.redirects()
	return headers, redirects, errors.Join(err, other)
}

type rules struct {
	Input
	// published are the addresses of files.
	published map[string]bool
}

// everywhere is sent with every answer, also where there is no file and the page
// 404 is shown. Its policy is the widest that any file has: where a host joins
// policies instead of taking the last, that of the file decides. The features are those that browsers know and that a page could use by itself;
// the pages use the clipboard, when a reader copies a link.
const everywhere = `/*
  Strict-Transport-Security: max-age=31536000
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: ` + features + `
  Cross-Origin-Opener-Policy: same-origin
  Content-Security-Policy: default-src 'self' 'unsafe-inline' data:; base-uri 'none'; form-action 'none'`

const features = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), " +
	"geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), " +
	"publickey-credentials-create=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), storage-access=(), usb=(), window-management=(), xr-spatial-tracking=()"

// headers writes one rule for every address of a file, so that no header of
// one is ever joined with that of another: hosts differ in what they do then.
func (r *rules) headers(files []string) ([]byte, error) {
	var out strings.Builder
	out.WriteString("# Written with the site: how its files are served.\n")
	out.WriteString(everywhere)
	if !slices.ContainsFunc(r.Brands, func(b Brand) bool { return len(b.Frames) > 0 }) {
		out.WriteString("; frame-ancestors 'none'")
	}
	out.WriteString("\n")
	if r.Preview {
		out.WriteString("  X-Robots-Tag: noindex\n")
	}
	var errs []error
	policies := map[string]string{}
	for _, p := range files {
		if path.Ext(p) != ".html" {
			continue
		}
		src, err := r.Read(p)
		if err != nil {
			return nil, err
		}
		page, err := inspect(src)
		if err != nil {
			errs = append(errs, fmt.Errorf("/%s %w", p, err))
		}
		policies[p] = page.policy(r.framers(p))
	}
	for _, p := range files {
		lines := strings.Join(r.lines(p, policies[p]), "\n  ")
		for _, at := range addresses(p) {
			fmt.Fprintf(&out, "%s\n  %s\n", at, lines)
		}
	}
	return []byte(out.String()), errors.Join(errs...)
}

// addresses are those that a file answers at. Hosts give the index of a folder
// for the folder too, with and without a slash, and take both for the same; and a
// page without its ending.
func addresses(p string) []string {
	dir, index := strings.CutSuffix("/"+p, "/index.html")
	bare, page := strings.CutSuffix("/"+p, ".html")
	switch {
	case !index && page:
		return []string{"/" + p, bare}
	case !index:
		return []string{"/" + p}
	case dir == "":
		return []string{"/", "/index.html"}
	default:
		return []string{dir + "/", dir + "/index.html"}
	}
}

// framers are the hosts that may show a file in a frame.
func (r *rules) framers(p string) []notice.Host {
	if path.Base(p) != "embed.html" {
		return nil
	}
	for i := range r.Brands {
		if r.Single || strings.HasPrefix(p, string(r.Brands[i].ID)+"/") {
			return r.Brands[i].Frames
		}
	}
	return nil
}

// How long what a reader has may be used unasked. What a page says must not be
// old for long; a name with a fingerprint never means another file.
const (
	briefly = "Cache-Control: public, max-age=60, must-revalidate"
	forever = "Cache-Control: public, max-age=31536000, immutable"
)

// lines are the headers of one file.
func (r *rules) lines(p, policy string) []string {
	kind := types(p)
	out := []string{"Content-Type: " + kind}
	switch {
	case policy != "":
		out = append(out, "Content-Security-Policy: "+policy)
	case path.Ext(p) == ".atom":
		// Who opens a feed sees it with its style sheet.
		out = append(out, "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; style-src 'self'")
	default:
		out = append(out, "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'")
	}
	switch {
	case open(p):
		// Everybody's program may read these, from whatever page it runs on.
		out = append(out, "Cross-Origin-Resource-Policy: cross-origin", "Access-Control-Allow-Origin: *")
	case len(r.framers(p)) > 0:
		out = append(out, "Cross-Origin-Resource-Policy: cross-origin")
	default:
		out = append(out, "Cross-Origin-Resource-Policy: same-origin")
	}
	if fingerprinted(p) {
		out = append(out, forever)
	} else {
		out = append(out, briefly)
	}
	// These are a page again, and cannot ask search engines to leave them out.
	if !r.Preview && slices.Contains([]string{"index.json", "index.md", "index.txt", "feed.atom", "embed.html"}, path.Base(p)) {
		out = append(out, "X-Robots-Tag: noindex")
	}
	return out
}

// open tells whether a file is for programs.
func open(p string) bool {
	return slices.Contains([]string{".json", ".md", ".atom", ".txt"}, path.Ext(p))
}

// types gives the media type of a file.
func types(p string) string {
	if strings.HasPrefix(p, "schema/") && path.Ext(p) == ".json" {
		return "application/schema+json"
	}
	known := map[string]string{
		".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".json": "application/json",
		// As application/atom+xml, Chromium shows a feed as source, without its style
		// sheet; readers of feeds go by what is in it.
		".atom": "application/xml; charset=utf-8",
		".md":   "text/markdown; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".svg": "image/svg+xml", ".pdf": "application/pdf",
	}
	if t := known[path.Ext(p)]; t != "" {
		return t
	}
	return "text/plain; charset=utf-8"
}

// fingerprinted tells whether the name of a file ends with a digest of its
// content: name-0123456789abcdef.css.
func fingerprinted(p string) bool {
	name := strings.TrimSuffix(path.Base(p), path.Ext(p))
	sum := name[strings.LastIndexAny(name, "-.")+1:]
	return sum != name && len(sum) >= 8 && strings.Trim(sum, "0123456789abcdef") == ""
}
