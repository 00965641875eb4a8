package facts

import (
	"testing"

	"notis/internal/notice"
)

// TestWalk follows paths by id and by index, and tells the step that leads
// nowhere.
func TestWalk(t *testing.T) {
	f := notice.Facts{Privacy: notice.Privacy{Activities: []notice.Activity{
		{ID: "sale", Title: notice.Text{NB: "Salg"}, Parts: []notice.Part{{ID: "contract", Purpose: notice.Text{NB: "avtale"}}, {Purpose: notice.Text{NB: "annet"}}}},
	}}}
	root := Of(f)
	for _, c := range []struct {
		path, missing, last string
		long                int
	}{
		{"activities[sale].parts[contract].purpose", "", "avtale", 5},
		{"activities[0].parts[1].purpose", "", "annet", 5},
		{"activities[sale].text", "", "", 2},
		{"activities[support].parts[0]", "activities[support]", "", 1},
		{"activities[sale].parts[7]", "parts[7]", "", 3},
		{"recipients[elhub]", "recipients[elhub]", "", 0},
		{"recipients", "", "", 0},
	} {
		along, missing := root.At("privacy").Walk(c.path)
		if got := Locate(&f).Missing("privacy." + c.path); got != c.missing {
			t.Errorf("%s: %q is missing, want %q", c.path, got, c.missing)
		}
		if missing != c.missing || len(along) != c.long {
			t.Errorf("%s: %d nodes and %q is missing, want %d and %q", c.path, len(along), missing, c.long, c.missing)
		}
		if c.last != "" && along[len(along)-1].Text.NB != c.last {
			t.Errorf("%s leads to %q", c.path, along[len(along)-1].Text.NB)
		}
	}
}

// TestOwner wants a key of the brand to be the brand's, and one that both have
// to be the notice's.
func TestOwner(t *testing.T) {
	for at, want := range map[string]string{"dpo.appointed": "brand", "contacts[form]": "brand", "activities[sale]": "privacy", "rights.list": "privacy", "": "privacy", "claims": "privacy"} {
		if got := Owner(notice.PrivacyKind, at); got != want {
			t.Errorf("%q is of %s, want %s", at, got, want)
		}
	}
	if got := Owner(notice.CookiesKind, "choices[browser]"); got != "cookies" {
		t.Errorf("a choice is of %s", got)
	}
}

// TestPlace names entries by their ids, or by what tells them from the others.
func TestPlace(t *testing.T) {
	f := notice.Facts{Privacy: notice.Privacy{
		Activities: []notice.Activity{{ID: "sale", Parts: []notice.Part{{Bases: []notice.Basis{{Kind: "consent"}}, Data: []notice.Datum{{Is: "name"}, {Text: notice.Text{NB: "navn"}}}}}}},
		Bases:      []notice.Basis{{Kind: "consent"}, {Kind: "contract"}, {Kind: "consent"}}, Origins: []notice.Origin{{From: notice.Text{NB: "andre"}}},
	}}
	l := Locate(&f)
	for path, want := range map[string]string{
		"privacy.activities[0].purpose":             "privacy.activities[sale].purpose",
		"privacy.activities[0].parts[0].bases[0]":   "privacy.activities[sale].parts[0].bases[consent]",
		"privacy.activities[0].parts[0].data[0]":    "privacy.activities[sale].parts[0].data[name]",
		"privacy.activities[0].parts[0].data[1].nb": "privacy.activities[sale].parts[0].data[1].nb",
		"privacy.bases[0].text":                     "privacy.bases[0].text",
		"privacy.bases[1].text":                     "privacy.bases[contract].text",
		"privacy.origins[0]":                        "privacy.origins[0]",
		"privacy.activities[9].parts[0]":            "privacy.activities[9].parts[0]",
		"privacy.nothing[0]":                        "privacy.nothing[0]",
		"brand":                                     "brand",
	} {
		for range 2 {
			if got := l.Place(path); got != want {
				t.Errorf("%s is %s, want %s", path, got, want)
			}
		}
	}
}
