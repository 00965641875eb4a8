package browser_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// hostile is a page of somebody else's, around pieces. Its style sheet hides and
// moves what it can by elements and by names, and its ids are ours.
const hostile = `<!doctype html><html lang=nb><meta charset=utf-8><meta name=viewport content="width=device-width"><title>Host</title><link rel=icon href=data:,>
<style>
body { font: 16px/1.5 serif; color: navy; background: ivory; color-scheme: light }
h2, h3, h4, main h5, dl, table, .summary, .notice, .readers, .note, article.notis p { display: none }
#page li, main details { visibility: hidden }
nav { position: fixed; inset: 0; background: red }
main * { text-transform: uppercase; font-size: 3px; color: transparent; letter-spacing: 1em }
td::before { content: "host" }
</style>
<main id=page><h1 id=rights>Host</h1><p id=activities class=notice>Words of the host.</p>
`

// TestEmbed puts the pieces of both notices of a brand, in both languages, into
// one page whose style sheet means them no good: no id stands twice, what they
// say is what the pages say, all of it can be seen, every link leads somewhere,
// and nothing is fetched.
func TestEmbed(t *testing.T) {
	for _, c := range []struct{ brand, source string }{{"demokraft", demo}, {"elekt", "../.."}} {
		server := serve(t, "--source", c.source, "--base-url", "https://notices.example/")
		var pages []string
		host := hostile
		for _, at := range []string{"personvern/", "informasjonskapsler/", "en/privacy/", "en/cookies/"} {
			at = "/" + c.brand + "/" + at
			if !slices.Contains(server.paths, at+"embed.html") {
				t.Fatalf("there is no piece at %s", at)
			}
			pages = append(pages, at)
			host += string(fetch(t, server.URL+at+"embed.html"))
		}
		other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			_, _ = w.Write([]byte(host + "</main>"))
		}))
		t.Cleanup(other.Close)
		embedded(t, server.URL, pages, other.URL+"/")
	}
}

// embedded holds the pieces in a host's page against the pages.
func embedded(t *testing.T, base string, pages []string, host string) {
	t.Helper()
	ctx := open(t)
	look(ctx, t, 1280, emulation.SetEmulatedMediaParams{})
	want := []string{}
	for _, at := range pages {
		do(ctx, t, chromedp.Navigate(base+at))
		// The field that filters cookies is the page's own.
		want = append(want, get(ctx, t, chromedp.Evaluate[string](`document.querySelector(".filter")?.remove(); [...document.querySelectorAll("h1, .contents, .summary, .readers, .notice")].map(e => e.textContent).join("\n")`)))
	}
	w := listen(ctx, t)
	for _, width := range []int64{1280, 320} {
		look(ctx, t, width, emulation.SetEmulatedMediaParams{})
		do(ctx, t, chromedp.Navigate(host))
		got := get(ctx, t, chromedp.Evaluate[[]string](`[...document.querySelectorAll(".notis")].map(p => [...p.querySelectorAll("h2, .notis-contents, .notis-summary, .notis-readers, .notis-notice")].map(e => e.textContent).join("\n"))`))
		if !slices.Equal(got, want) {
			t.Errorf("%s: the pieces say something else than the pages", host)
		}
		for what, ask := range map[string]string{
			"ids that stand twice":       `[...document.querySelectorAll("[id]")].map(e => e.id).filter((id, i, all) => all.indexOf(id) !== i)`,
			"links that lead nowhere":    `[...document.querySelectorAll(".notis a")].map(a => a.getAttribute("href") ?? "").filter(h => h.startsWith("#") ? !document.getElementById(decodeURIComponent(h.slice(1))) : !/^(https?:|mailto:|tel:)/.test(h))`,
			"classes of others":          `[...document.querySelectorAll(".notis [class]")].flatMap(e => [...e.classList]).filter(c => !c.startsWith("notis-"))`,
			"headings above the piece's": `[...document.querySelectorAll(".notis h1, .notis html, .notis head, .notis body, .notis script, .notis [style]")].map(e => e.tagName)`,
			"what cannot be seen": `[...document.querySelectorAll(".notis *:not(style, thead, thead *, details *, br)")].filter(e => e.textContent.trim() && !(e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && e.getBoundingClientRect().height > 4
				&& getComputedStyle(e).color === "rgb(0, 0, 128)" && getComputedStyle(e).textTransform === "none" && parseFloat(getComputedStyle(e).fontSize) > 8)).map(e => e.tagName + "." + e.className + ": " + e.textContent.slice(0, 40)).slice(0, 5)`,
			"what is fixed in the window": `[...document.querySelectorAll(".notis *")].filter(e => getComputedStyle(e).position === "fixed").map(e => e.tagName)`,
			"what reaches out":            `[...document.querySelectorAll(".notis *:not(thead, thead *)")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + "." + e.className).slice(0, 5)`,
		} {
			if found := get(ctx, t, chromedp.Evaluate[[]string](ask)); len(found) > 0 {
				t.Errorf("%s at %d: %s: %s", host, width, what, strings.Join(found, ", "))
			}
		}
		requests, said := w.take()
		for _, r := range requests {
			if r != host && !strings.HasPrefix(r, "data:") {
				t.Errorf("%s asks for %s", host, r)
			}
		}
		if len(requests) == 0 || len(said) > 0 {
			t.Errorf("%s: %d requests, says %v", host, len(requests), said)
		}
		pictures(ctx, t, strings.Trim(pages[0], "/")+"/embed", width)
	}
}
