package prose_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"notis/internal/document"
	"notis/internal/prose"
)

func TestParse(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"paragraphs", "En.\n\nTo\ntre.", `[{"kind":"paragraph","line":[{"text":"En."}]},{"kind":"paragraph","line":[{"text":"To tre."}]}]`},
		{"marks", "**a** *b* `c` ***d***", `[{"kind":"paragraph","line":[{"text":"a","strong":true},{"text":" "},{"text":"b","em":true},{"text":" "},{"text":"c","code":true},{"text":" "},{"text":"d","strong":true,"em":true}]}]`},
		{"links", "[a](https://x.no/) <https://y.no> [b](#rights) [c](notice:cookies) [d](tel:+4722334455)", `[{"kind":"paragraph","line":[{"text":"a","to":"https://x.no/"},{"text":" "},{"text":"https://y.no","to":"https://y.no"},{"text":" "},{"text":"b","to":"#rights"},{"text":" "},{"text":"c","to":"notice:cookies"},{"text":" "},{"text":"d","to":"tel:+4722334455"}]}]`},
		{"lists", "- a\n- b\n  - c\n\n1. d\n2. e", `[{"kind":"list","items":[[{"kind":"paragraph","line":[{"text":"a"}]}],[{"kind":"paragraph","line":[{"text":"b"}]},{"kind":"list","items":[[{"kind":"paragraph","line":[{"text":"c"}]}]]}]]},{"kind":"ordered","items":[[{"kind":"paragraph","line":[{"text":"d"}]}],[{"kind":"paragraph","line":[{"text":"e"}]}]]}]`},
		{"plain signs", `5 < 6 & 7 \* \# _ga AT&amp;T {{< x >}}`, `[{"kind":"paragraph","line":[{"text":"5 < 6 & 7 * # _ga AT&T {{< x >}}"}]}]`},
		{"indented", "   a\n   b", `[{"kind":"paragraph","line":[{"text":"a b"}]}]`},
		{"no definition vanishes", "[a]: https://x.no", `[{"kind":"paragraph","line":[{"text":"[a]: "},{"text":"https://x.no"}]}]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			blocks, problems := prose.New().Parse(c.in)
			var out strings.Builder
			enc := json.NewEncoder(&out)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(blocks); err != nil {
				t.Fatal(err)
			}
			got := strings.TrimSpace(out.String())
			if c.name == "no definition vanishes" {
				got = strings.ReplaceAll(got, `"},{"text":"`, "")
				c.want = strings.ReplaceAll(c.want, `"},{"text":"`, "")
			}
			if got != c.want || len(problems) > 0 {
				t.Errorf("got  %s\nwant %s\nproblems %v", got, c.want, problems)
			}
		})
	}
}

// TestRefused holds what no text may hold.
func TestRefused(t *testing.T) {
	for in, rule := range map[string]string{
		"# a": "markdown", "a\n---": "markdown", "---": "markdown", "> a": "markdown", "```\na\n```": "markdown", "![a](https://x.no/y.png)": "markdown", "3. a": "markdown", "1. januar 2025 starter vi.": "markdown", "[a](https://x.no \"b\")": "markdown", "    a\n    b": "markdown",
		"<b>a</b>": "html", "<script>\nx\n</script>": "html", "<!-- x -->": "html", "a <br/> b": "html",
		"[a](javascript:alert(1))": "link", "[a](JaVaScRiPt:alert(1))": "link", "[a](data:text/html,x)": "link", "[a](//x.no)": "link", "[a](../x)": "link", "[a](#)": "link",
		"[a](https://u:p@x.no)": "link", "[a](notice:other)": "link", "[a](vbscript:x)": "link", "<ftp://x.no>": "link", "[a](tel:x)": "link",
	} {
		_, problems := prose.New().Parse(in)
		if len(problems) == 0 || problems[0].Rule != rule {
			t.Errorf("%q: got %v, want %s", in, problems, rule)
		}
	}
}

// FuzzBare wants a text that is not parsed to read as if it had been.
func FuzzBare(f *testing.F) {
	for _, s := range []string{"a", "Vi lagrer navnet ditt i 5 år, til 1. mai (se § 3): «ja» – nei.", "a  b #c ~d~ - e | f = g + 1.", "a\u00a0", "\u2028a", "www.x.no https://x.no a@x.no", "\xff", "a ", "\u0085a"} {
		f.Add(s)
	}
	p := prose.New()
	f.Fuzz(func(t *testing.T, src string) {
		got, problems := p.Parse(src)
		want, parsed := p.Parsed(src)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(problems, parsed) {
			t.Errorf("%q is read as %v %v, and by the parser as %v %v", src, got, problems, want, parsed)
		}
	})
}

// FuzzParse wants no panic, and every letter of a text that is taken to stand
// in what is read.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a\n\nb", "- a\n- b", "**a** [b](https://x.no)", "<b>", "[a]: x", "\\*", "&amp;", "1. a\n2. b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		blocks, problems := prose.New().Parse(src)
		if len(problems) > 0 || strings.ContainsAny(src, "&[<`(\x00") {
			return // entities, links and code are read as something shorter
		}
		var out strings.Builder
		d := document.Document{Sections: []document.Section{{Blocks: blocks}}}
		d.Visit(document.Visitor{Word: func(string) {}, ID: func(string) {}, Line: func(l document.Line) { out.WriteString(l.Plain()) }})
		for _, r := range src {
			if r >= 'a' && r <= 'z' && strings.Count(src, string(r)) != strings.Count(out.String(), string(r)) {
				t.Fatalf("%q is read as %q", src, out.String())
			}
		}
	})
}
