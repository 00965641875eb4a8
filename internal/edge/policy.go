package edge

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"notis/internal/notice"
)

// page is what a page needs of its policy.
type page struct {
	// styles and scripts are the hashes of those that stand in it.
	styles, scripts []string
	// images tells that it has pictures that stand in it.
	images bool
}

// policy writes the policy of a page: nothing but what it uses, by hash
// (https://www.w3.org/TR/CSP3/).
func (p *page) policy(framers []notice.Host) string {
	who := "'none'"
	if len(framers) > 0 {
		who = ""
		for _, h := range framers {
			who = strings.TrimPrefix(who+" https://"+string(h), " ")
		}
	}
	out := "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors " + who
	if p.images {
		out += "; img-src data:"
	}
	if len(p.styles) > 0 {
		out += "; style-src " + strings.Join(p.styles, " ")
	}
	if len(p.scripts) > 0 {
		out += "; script-src " + strings.Join(p.scripts, " ")
	}
	return out
}

// inspect reads a page. What no policy of ours allows is an error: the page
// would be broken, or would fetch from others.
func inspect(src []byte) (*page, error) {
	out := &page{}
	var errs []error
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if !errors.Is(z.Err(), io.EOF) {
				errs = append(errs, z.Err())
			}
			return out, errors.Join(errs...)
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			errs = append(errs, out.element(&t))
			if t.Data == "style" || t.Data == "script" && inline(&t) {
				z.Next()
				sum := sha256.Sum256(z.Raw())
				hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
				if t.Data == "style" {
					out.styles = appendNew(out.styles, hash)
				} else {
					out.scripts = appendNew(out.scripts, hash)
				}
			}
		}
	}
}

func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// inline tells whether an element script holds a program, and not data.
func inline(t *html.Token) bool {
	kind := attribute(t, "type")
	return attribute(t, "src") == "" && (kind == "" || kind == "module" || kind == "text/javascript")
}

func attribute(t *html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// element notes what an element needs.
func (p *page) element(t *html.Token) error {
	var errs []error
	for _, a := range t.Attr {
		switch {
		case a.Key == "style":
			errs = append(errs, fmt.Errorf("has <%s style=…>, which its policy forbids; give it a class", t.Data))
		case strings.HasPrefix(a.Key, "on"):
			errs = append(errs, fmt.Errorf("has <%s %s=…>, which its policy forbids; write it in the script of the page", t.Data, a.Key))
		case fetches(t, a.Key) && strings.HasPrefix(a.Val, "data:"):
			p.images = true
		case fetches(t, a.Key) && !strings.HasPrefix(a.Val, "#"):
			errs = append(errs, fmt.Errorf("fetches %q in <%s>, and a page asks nobody for anything", a.Val, t.Data))
		}
	}
	return errors.Join(errs...)
}

// fetches tells whether a browser fetches what an attribute names.
func fetches(t *html.Token, key string) bool {
	switch key {
	case "src", "srcset", "poster", "data", "background":
		return true
	case "href":
		if t.Data == "link" {
			rel := strings.Fields(strings.ToLower(attribute(t, "rel")))
			return slices.ContainsFunc(rel, func(r string) bool {
				return slices.Contains([]string{"stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch", "manifest"}, r)
			})
		}
		return t.Data == "image" || t.Data == "use" || t.Data == "base"
	}
	return false
}
