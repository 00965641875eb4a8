package printout_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"notis/internal/document"
	"notis/internal/printout"
)

// TestFold wants lines to be broken where words end, and to go on below the
// words of their line.
func TestFold(t *testing.T) {
	word := strings.Repeat("æ", 30)
	long := "https://example.org/" + strings.Repeat("x", 80)
	for in, want := range map[string]string{
		"short\n":                                          "short\n",
		strings.Repeat("å", 72) + "\n":                     strings.Repeat("å", 72) + "\n",
		word + " " + word + " " + word + "\n":              word + " " + word + "\n" + word + "\n",
		"- " + word + " " + word + " " + word + "\n":       "- " + word + " " + word + "\n  " + word + "\n",
		"  12. " + word + " " + word + " " + word + "\n\n": "  12. " + word + " " + word + "\n      " + word + "\n\n",
		"  - a " + long + " b\n":                           "  - a\n    " + long + "\n    b\n",
		long + " b":                                        long + "\nb",
		"-no " + word + " " + word + " " + word:            "-no " + word + " " + word + "\n" + word,
		"1999 " + word + " " + word + " " + word:           "1999 " + word + " " + word + "\n" + word,
	} {
		if got := string(printout.Fold([]byte("before\n"), []byte(in))); got != "before\n"+want {
			t.Errorf("%q became\n%swant\n%s", in, got, want)
		}
	}
}

// TestText wants plain text to hold every word of a notice in order, in lines
// that fit, each heading with a line under it as long as it is, and the same
// text whatever was printed before.
func TestText(t *testing.T) {
	var p printout.Press
	for i, d := range documents(t) {
		var alone bytes.Buffer
		if err := printout.Write(&alone, d, "text"); err != nil {
			t.Fatal(err)
		}
		got := string(p.Text([]byte("note\n\n"), d))
		if got != "note\n\n"+alone.String() {
			t.Errorf("document %d: other text than alone", i)
		}
		before := ""
		for line := range strings.Lines(got) {
			line = strings.TrimSuffix(line, "\n")
			n := utf8.RuneCountInString(line)
			if words := strings.Fields(strings.TrimLeft(line, "- ")); n > 72 && len(words) > 1 {
				t.Errorf("document %d has a line of %d characters: %s", i, n, line)
			}
			if line != "" && (strings.Trim(line, "=") == "" || strings.Trim(line, "-") == "" || strings.Trim(line, ".") == "") && utf8.RuneCountInString(before) != n {
				t.Errorf("document %d: under %q is %q", i, before, line)
			}
			if line != strings.TrimRight(line, " ") {
				t.Errorf("document %d: a line ends in a space: %q", i, line)
			}
			before = line
		}
		flat, at := strings.Join(strings.Fields(got), " "), 0
		d.Visit(document.Visitor{
			Word: func(string) {}, ID: func(string) {},
			Line: func(l document.Line) {
				for _, r := range l {
					words := strings.Join(strings.Fields(r.Text), " ")
					if next := strings.Index(flat[at:], words); next < 0 {
						t.Fatalf("document %d lacks %q", i, words)
					} else if len(words) > 20 {
						at += next
					}
				}
			},
		})
	}
}

// TestLinks wants a link to be its words and its address, but for one to a
// place in the same text, and for an address that is its words.
func TestLinks(t *testing.T) {
	line := document.Line{
		{Text: "our cookies", To: "notice:cookies"}, {Text: ", "}, {Text: "rights", To: "#rights"}, {Text: ", "}, {Text: "the authority", To: "https://www.datatilsynet.no/"},
		{Text: ", "}, {Text: "www.lovdata.no", To: "https://www.lovdata.no/"}, {Text: ", "}, {Text: "a@b.no", To: "mailto:a@b.no"}, {Text: ", "}, {Text: "+47 22 39 69 00", To: "tel:+4722396900"}, {Text: ", "}, {Text: "mail us", To: "mailto:a@b.no"},
	}
	d := &document.Document{Title: "T", Lead: "L", Sections: []document.Section{{ID: "a", Title: "A", Blocks: []document.Block{{Kind: document.Paragraph, Line: line}}}}}
	p := printout.Press{Notices: map[string]string{"cookies": "https://example.org/cookies/"}}
	got := string(p.Text(nil, d))
	const want = "T\n=\n\nL\n\nA\n-\n\nour cookies <https://example.org/cookies/>, rights, the authority\n<https://www.datatilsynet.no/>, www.lovdata.no, a@b.no, +47 22 39 69 00,\nmail us <mailto:a@b.no>\n"
	if strings.TrimPrefix(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
