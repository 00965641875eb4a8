package check

import (
	"strings"
	"testing"

	"notis/internal/notice"
)

// TestWith wants every text that holds a word, in either language and whatever
// its case, in the order of the texts.
func TestWith(t *testing.T) {
	var all []Text
	for i, s := range []string{"Vi bruker Privacy Shield.", "ingenting", "ÆRLIG talt", "x", ""} {
		for range 30 {
			all = append(all, Text{At: string(rune('a' + i)), Text: notice.Text{NB: s, EN: strings.ToUpper(s) + " also"}})
		}
	}
	x := indexed(all)
	for word, want := range map[string]string{"PRIVACY shield": "a", "ærlig": "c", "also": "abcde", "INGENTING": "b", "x": "abcde", "nothing of the sort": ""} {
		var got, at string
		q := anyOf([]string{word})
		for text := range x.with(&q) {
			if got += text.At; !strings.HasSuffix(at, text.At) {
				at += text.At
			}
		}
		if at != want || len(got) != 30*len(want) {
			t.Errorf("%s is in %q, want %q", word, got, want)
		}
	}
	if got := strings.Count(stringOf(x, "ingenting", "ærlig"), ""); got != 61 {
		t.Errorf("two words give %d texts", got-1)
	}
}

func stringOf(x *index, words ...string) (out string) {
	q := anyOf(words)
	for text := range x.with(&q) {
		out += text.At
	}
	return out
}

// FuzzWith looks for a text that holds a word and is not given.
func FuzzWith(f *testing.F) {
	f.Add("Strømleverandøren er ikke solgt", "LEVERANDØR")
	f.Fuzz(func(t *testing.T, text, word string) {
		x := indexed([]Text{{At: "at", Text: notice.Text{EN: text}}})
		if (strings.Contains(text, word) || strings.Contains(strings.ToLower(text), strings.ToLower(word)) && plainASCII(text+word)) && word != "" && stringOf(x, word) == "" {
			t.Errorf("%q holds %q", text, word)
		}
	})
}

func plainASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}
