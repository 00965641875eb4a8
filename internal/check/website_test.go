package check_test

import (
	"fmt"
	"strings"
	"testing"

	"notis/internal/check"
	"notis/internal/diag"
	"notis/internal/notice"
)

// TestWebsite holds the last day of security.txt against the day it is looked
// at.
func TestWebsite(t *testing.T) {
	const passed, far = "[rfc9116-expires ]", "[rfc9116-expires rfc9116-expires-far]"
	for expires, want := range map[notice.Date]string{
		"": "", "2026-11-21": passed, "2026-11-22": "", "2026-11-23": "", "2027-11-22": "", "2027-11-23": far, "2040-01-01": far,
	} {
		got := ""
		for _, d := range check.Website(&notice.Website{Security: notice.Security{Expires: expires}}, "2026-11-22") {
			got += fmt.Sprintf("[%s %s]", d.Rule, d.Message)
			if d.File != "data/site.toml" || d.Path != "security.expires" || d.Args["Latest"] != "2027-11-22" {
				t.Errorf("%+v", d)
			}
			for _, l := range notice.Langs() {
				for _, say := range []func(diag.Teller) (string, error){d.Said, d.Hint} {
					if text, err := say(bundle(t, l)); err != nil || strings.Contains(text, "<no value>") {
						t.Errorf("%s %v", text, err)
					}
				}
			}
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", expires, got, want)
		}
	}
}
