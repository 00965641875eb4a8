package demo_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// linked gives what the pages of a site tell search engines of themselves, by
// their addresses.
func linked(t *testing.T, dir string) map[string]map[string]any {
	t.Helper()
	out := map[string]map[string]any{}
	for name, src := range files(t, dir) {
		if !strings.HasSuffix(name, "index.html") {
			continue
		}
		root, err := html.Parse(bytes.NewReader(src))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Data != "script" || attr(n, "type") == "" {
				continue // a program
			}
			var x map[string]any
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &x); err != nil || attr(n, "type") != "application/ld+json" {
				t.Fatalf("%s: %v", name, err)
			}
			out["/"+strings.TrimSuffix(name, "index.html")] = x
		}
	}
	return out
}

// TestLinked wants the company's own notices in force and its page to say what
// they are in the words of schema.org, and nothing else to.
func TestLinked(t *testing.T) {
	const root = "https://example.org/"
	got := linked(t, build(t, site, "--base-url", root))
	want := []string{"/demokraft/", "/demokraft/en/", "/demokraft/en/cookies/", "/demokraft/en/privacy/", "/demokraft/informasjonskapsler/", "/demokraft/personvern/"}
	if have := slices.Sorted(maps.Keys(got)); !slices.Equal(have, want) {
		t.Errorf("got %v, want %v", have, want)
	}
	publisher := map[string]any{"@type": "Organization", "name": "Demokraft", "legalName": "Demokraft AS", "identifier": "123456785", "iso6523Code": "0192:123456785"}
	const at = root + "demokraft/en/privacy/"
	notice := map[string]any{
		"@context": "https://schema.org", "@type": "DigitalDocument", "@id": at, "url": at, "name": "Privacy notice for Demokraft",
		"description": "How Demokraft uses personal data, and what your rights are.", "inLanguage": "en", "datePublished": "2026-08-17",
		"dateModified": "2026-10-01", "version": "8", "isBasedOn": at + "v7/", "publisher": publisher,
	}
	if !reflect.DeepEqual(got["/demokraft/en/privacy/"], notice) {
		t.Errorf("got %v", got["/demokraft/en/privacy/"])
	}
	if x := got["/demokraft/informasjonskapsler/"]; x["expires"] != "2027-01-14" {
		t.Errorf("got %v", x)
	}
	if x := got["/demokraft/"]; x["@type"] != "WebPage" || !reflect.DeepEqual(x["publisher"], publisher) {
		t.Errorf("got %v", x)
	}
	for what, dir := range map[string]string{
		"a site that nobody is to find": build(t, site), "drafts": build(t, site, "--base-url", root, "--drafts"),
		"renditions": build(t, "../..", "--base-url", root),
	} {
		if got := linked(t, dir); len(got) > 0 {
			t.Errorf("%s: %v", what, slices.Collect(maps.Keys(got)))
		}
	}
}
