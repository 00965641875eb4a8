package browser_test

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// flaw is a way to break a page: an expression for a text in it and what stands
// there instead, and a part of what has to be said of it.
type flaw struct{ what, from, to, want string }

func (f flaw) put(page string) string {
	return regexp.MustCompile(f.from).ReplaceAllString(page, f.to)
}

// flaws lists, for each check, ways to break the page that TestBroken breaks.
func flaws() map[string][]flaw {
	return map[string][]flaw{
		"inspect": {
			{"a picture from elsewhere", "<main", `<img src="http://elsewhere.invalid/p.png" alt=""><main`, "asks for http://elsewhere.invalid/p.png"},
			{"a style sheet from elsewhere", "</head>", `<link rel="stylesheet" href="/more.css"></head>`, "/more.css"},
			{"a script from elsewhere", "</body>", `<script src="http://elsewhere.invalid/s.js"></script></body>`, "asks for http://elsewhere.invalid/s.js"},
			{"a cookie", "</body>", `<script>document.cookie = "a=b"</script></body>`, "stores"},
			{"storage", "</body>", `<script>localStorage.a = "b"</script></body>`, "stores"},
			{"something that moves the text", "</body>", `<script>requestAnimationFrame(() => requestAnimationFrame(() => document.body.prepend(Object.assign(document.createElement("p"), {style: "height: 200px"}))))</script></body>`, "moves by"},
			{"something wide", "</main>", `<p style="min-width: 2000px">x</p></main>`, "reaches to 2"},
			{"lines that leave no room for more space", "</main>", `<p style="block-size: 6.6em; inline-size: 20em">` + strings.Repeat("seven words ", 13) + "</p></main>", "with more space in its text, P. has no room"},
			{"a script that fails", "</body>", `<script>nothing()</script></body>`, "exception"},
			{"no title", "<title>", "<title></title><p hidden>", "has no title"},
		},
		"axe": {
			{"faint text", "</style>", "main p { color: light-dark(#aaa, #444) }</style>", "color-contrast"},
			{"a link without words", "<main", `<a href="/"></a><main`, "link-name"},
			{"small targets", "</main>", `<ul style="font-size: 9px; line-height: 1"><li><a style="display: block" href="/x">x</a><li><a style="display: block" href="/y">y</a></ul></main>`, "target-size"},
			{"something that moves", "</style>", "a { transition: color 1s }</style>", "moves for a reader who wants no motion"},
			{"a page that scrolls sideways", "</main>", `<p style="min-width: 2000px">x</p></main>`, "reaches to 2"},
			{"no language", ` lang="?nb"?`, "", "html-has-lang"},
			{"a part outside of every landmark", "</body>", "<p>x</p></body>", "region"},
			{"a heading of the wrong level", "</main>", "<h6>x</h6></main>", "heading-order"},
		},
		"forced": {
			{"text that keeps its colour in forced colours", "</style>", "main p { color: #aaa; forced-color-adjust: none }</style>", "has a contrast of 2.3"},
			{"a change that only its colour tells", "</main>", "<p><del style=\"text-decoration: none; color: red\">x</del></p></main>", "is marked by its colour alone"},
			{"a badge that is only a ground", "</style>", "main p { border-radius: 1em; background: #eee }</style>", "has a shape of its ground alone"},
		},
		"structure": {
			{"a table without a caption", "<caption[^>]*>[^<]*", "<caption>", "no caption"},
			{"a heading without a scope", ` scope="?col"?`, "", `scope ""`},
			{"a row without a heading", `<th scope="?row"?`, "<td", "no heading"},
			{"a heading gap", "</main>", "<h6>x</h6></main>", "level 6 follows"},
			{"a second main heading", "</main>", "<h1>x</h1></main>", "second main heading"},
			{"a part in another language", "</main>", "<p>This is not in the language of the page.</p></main>", "reads like en"},
			{"a language that is not marked", `(<a [^>]*?) lang="?en"?`, "$1", `marked as ""`},
		},
		"walk": {
			{"no outline", "</style>", ":focus-visible { outline: none }</style>", "its outline is 0 px"},
			{"a faint outline", "</style>", ":focus-visible { outline-color: #ddd !important }</style>", "with a contrast of 1."},
			{"an order of its own", "<main", `<a href="/" tabindex="3">x</a><main`, "does not lead to the main part"},
			{"an order that is not that of the page", "</style>", "header, header div { display: flex; flex-direction: row-reverse }</style>", "as one reads"},
			{"a link that no key reaches", "<main", `<a href="/" id="unreached">x</a><script>document.addEventListener("focusin", e => { if (e.target.id === "unreached") document.querySelector("main a").focus() })</script><main`, "is not reached"},
			{"a lid on the page", "</body>", `<p style="position: fixed; inset: 0; margin: 0; background: #fff">x</p></body>`, "not in sight"},
		},
		"unfold": {
			{"a part that stays folded", "</body>", `<script>document.querySelector("summary").onclick = e => e.preventDefault()</script></body>`, "is not unfolded by a key"},
			{"a way past what is unfolded", "<a href=#", `<a tabindex=-1 href=#`, "is not in it"},
			{"a list that leads nowhere", "<a href=#", `<a href=#no-`, "leads to nothing in sight"},
		},
		"skip": {
			{"no link to the main part", `<a ([^>]*#_main)`, "<a hidden $1", "is the first stop"},
			{"a link that stays out of sight", "</style>", `a[href="#_main"] { position: fixed !important; inset: -99px auto auto 0 !important }</style>`, "is the first stop"},
			{"a link that leads nowhere", `id="?_main"?`, "id=main", "is the first stop"},
		},
		"colours": {
			{"words in a colour of their own", "</style>", "main .lead { color: #123 }</style>", "text of p.lead"},
			{"a ground of its own", "</style>", "main { background: #eef }</style>", "rgb(238, 238, 255)"},
			{"a border of its own", "</style>", "main { border: 1px solid #123 }</style>", "border of main"},
			{"a colour when one points at it", "</style>", "a:hover { color: #123 }</style>", "a:hover"},
			{"an outline of its own", "</style>", ":focus-visible { outline: 3px solid #123 }</style>", ":focus-visible"},
			{"words that a rule adds", "</style>", `h1::after { content: "!"; color: #123 }</style>`, "::after"},
			{"words that are seen through", "</style>", "main { opacity: 0.5 }</style>", "opacity of 0.5"},
			{"words on a picture", "</style>", "main { background: linear-gradient(red, blue) }</style>", "linear-gradient"},
			{"a picture", "</main>", `<svg width="9" height="9"><path d="M0 0h9v9z" fill="#123"/></svg></main>`, "shape of path"},
		},
	}
}

// broken is the page that TestBroken breaks; it has a table.
const broken = "/e20/informasjonskapsler/"

// TestBroken breaks a page, one thing at a time, and wants the check that is
// there for it to say so; and to say nothing of the page as it is.
func TestBroken(t *testing.T) {
	t.Parallel()
	whole := string(serve(t, "--drafts").read(t, broken))
	pages := []string{whole}
	all := flaws()
	for _, list := range all {
		for _, f := range list {
			pages = append(pages, f.put(whole))
			if pages[len(pages)-1] == whole {
				t.Fatalf("%s: the page has no %s", f.what, f.from)
			}
		}
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var n int
		if _, err := fmt.Sscanf(r.URL.Path, "/%d/", &n); err != nil || n < 0 || n >= len(pages) {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, pages[n])
	}))
	t.Cleanup(server.Close)
	checks := checks(t)
	for name, list := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := open(t)
			attentive(ctx, t)
			if wrong := checks[name](ctx, t, server.URL+"/0/", whole); len(wrong) > 0 {
				t.Errorf("the page as it is: %s", wrong)
			}
			for _, f := range list {
				n := slices.Index(pages, f.put(whole))
				wrong := checks[name](ctx, t, fmt.Sprintf("%s/%d/", server.URL, n), pages[n])
				if !strings.Contains(strings.Join(wrong, "\n"), f.want) {
					t.Errorf("%s: it says %q, and not %q", f.what, wrong, f.want)
				}
			}
		})
	}
}

// checks are the checks of this package, of a page by its address or its
// source, by the names in flaws.
func checks(t *testing.T) map[string]func(ctx context.Context, t *testing.T, url, src string) []string {
	t.Helper()
	table := readMeeting(t)
	show := func(ctx context.Context, t *testing.T, url string) {
		t.Helper()
		ways()[0].show(ctx, t)
		do(ctx, t, chromedp.Navigate(url))
	}
	rules := func(w way) func(ctx context.Context, t *testing.T, url, _ string) []string {
		return func(ctx context.Context, t *testing.T, url, _ string) []string {
			source := axe(t)
			w.show(ctx, t)
			do(ctx, t, chromedp.Navigate(url))
			do(ctx, t, chromedp.Evaluate[chromedp.Void](source))
			wrong, _ := w.problems(ctx, t)
			return wrong
		}
	}
	return map[string]func(ctx context.Context, t *testing.T, url, src string) []string{
		"inspect": func(_ context.Context, t *testing.T, url, _ string) []string {
			// A tab of its own: what a page stores stays.
			ctx := open(t)
			return listen(ctx, t).open(ctx, t, url)
		},
		"axe":    rules(ways()[1]),
		"forced": rules(ways()[len(ways())-1]),
		"structure": func(_ context.Context, t *testing.T, _, src string) []string {
			root, err := html.Parse(bytes.NewReader([]byte(src)))
			if err != nil {
				t.Fatal(err)
			}
			return structure(root)
		},
		"walk": func(ctx context.Context, t *testing.T, url, _ string) []string {
			show(ctx, t, url)
			wrong, _ := walk(ctx, t)
			return wrong
		},
		"unfold": func(ctx context.Context, t *testing.T, url, _ string) []string {
			ways()[1].show(ctx, t)
			do(ctx, t, chromedp.Navigate(url))
			return unfold(ctx, t)
		},
		"skip": func(ctx context.Context, t *testing.T, url, _ string) []string {
			show(ctx, t, url)
			return skip(ctx, t)
		},
		"colours": func(ctx context.Context, t *testing.T, url, _ string) []string {
			show(ctx, t, url)
			return table.meet(ctx, t, tokens(t, broken)).Wrong
		},
	}
}
