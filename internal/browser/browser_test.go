package browser_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// watch collects what a page asks for, complains of and stores.
type watch struct {
	mu       sync.Mutex
	requests []string
	said     []string
}

// listen watches what happens in a tab.
func listen(ctx context.Context, t *testing.T) *watch {
	t.Helper()
	w := &watch{}
	err := chromedp.Listen(ctx, func(event any) {
		w.mu.Lock()
		defer w.mu.Unlock()
		switch e := event.(type) {
		case *network.EventRequestWillBeSent:
			w.requests = append(w.requests, e.Request.URL)
		case *runtime.EventConsoleAPICalled:
			w.said = append(w.said, "console: "+fmt.Sprint(e.Type))
		case *runtime.EventExceptionThrown:
			w.said = append(w.said, "exception: "+e.ExceptionDetails.Text)
		case *cdplog.EventEntryAdded:
			w.said = append(w.said, "log: "+e.Entry.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *watch) take() (requests, said []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	requests, said = w.requests, w.said
	w.requests, w.said = nil, nil
	return requests, said
}

// seen is what a page turns out to be.
type seen struct {
	Title string
	// Wide tells which elements reach out of the window, which makes a reader
	// scroll sideways, and which cut off their own text.
	Wide []string
	// Shift is how much moved while the page came (the CLS of web vitals).
	Shift float64
	// Stored counts what the page keeps in the browser.
	Stored int
}

// reach lists the first elements that reach out of the window, which makes a
// reader scroll sideways, and those whose text is cut off or runs out of them.
const reach = `
var reach = () => {
	const out = [];
	for (const e of document.querySelectorAll("body *")) {
		if (e.closest(".skip") || e.closest("thead")) continue;
		const at = e.tagName + "." + e.className;
		const box = e.getBoundingClientRect();
		if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) out.push(at + " reaches to " + Math.round(box.right));
		if (box.width <= 1) continue; // words for screen readers
		const style = getComputedStyle(e);
		if (style.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1) out.push(at + " cuts its text");
		if (style.display !== "inline" && [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim())) {
			const range = document.createRange();
			range.selectNodeContents(e);
			if (range.getBoundingClientRect().bottom > box.bottom + 4) out.push(at + " has no room for its text");
		}
	}
	if (document.scrollingElement.scrollWidth > innerWidth) out.push("the page is " + document.scrollingElement.scrollWidth + " wide");
	return out.slice(0, 5);
};
`

// inspect looks at a page as it is and with the spacing of text that WCAG 2.2
// wants to be possible (1.4.12).
const inspect = reach + `(async () => {
	const wide = reach();
	const shift = await new Promise(done => {
		let sum = 0;
		const add = entries => { for (const e of entries) sum += e.value };
		const observer = new PerformanceObserver(list => add(list.getEntries()));
		observer.observe({type: "layout-shift", buffered: true});
		// What was drawn in a frame is told after it.
		const frame = next => requestAnimationFrame(next);
		frame(() => frame(() => frame(() => { add(observer.takeRecords()); done(sum) })));
	});
	const stored = document.cookie.length + localStorage.length + sessionStorage.length + (await indexedDB.databases()).length +
		(await caches.keys()).length + (await navigator.serviceWorker.getRegistrations()).length;
	const sheet = new CSSStyleSheet();
	sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
	document.adoptedStyleSheets = [sheet];
	wide.push(...reach().map(w => "with more space in its text, " + w));
	document.adoptedStyleSheets = [];
	return {Title: document.title, Wide: wide.slice(0, 5), Shift: shift, Stored: stored};
})()`

// TestPages opens every page of the real brands, and every kind of page of the
// made-up one, on a small phone and on a desk: nothing reaches out of the
// window, nothing moves, nothing is asked of anybody else, nothing is stored,
// and nothing complains. With NOTIS_SCREENSHOTS set to a folder, pictures of the
// pages are left there, light and dark.
func TestPages(t *testing.T) {
	t.Parallel()
	places := slices.DeleteFunc(kinds(t), func(p place) bool { return p.site == serve(t, "--drafts") })
	for _, path := range serve(t).paths {
		places = append(places, place{site: serve(t), path: path})
	}
	each(t, places, func(ctx context.Context, t *testing.T, places <-chan place) {
		w := listen(ctx, t)
		for p := range places {
			look(ctx, t, 320, scheme("light"))
			wrong := w.open(ctx, t, p.URL+p.path)
			pictures(ctx, t, p.path, 320)
			if !p.english() { // where there is room, it is the same page
				look(ctx, t, 1280, scheme("dark"))
				wrong = append(wrong, w.open(ctx, t, p.URL+p.path)...)
			}
			pictures(ctx, t, p.path, 1280)
			for _, x := range wrong {
				t.Errorf("%s: %s", p.path, x)
			}
		}
	})
}

// scheme is light or dark.
func scheme(s string) emulation.SetEmulatedMediaParams {
	return emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s}}}
}

// open opens a page and tells what is wrong with it.
func (w *watch) open(ctx context.Context, t *testing.T, url string) []string {
	t.Helper()
	w.take()
	do(ctx, t, chromedp.Navigate(url))
	w.mu.Lock()
	asked := len(w.requests)
	w.mu.Unlock()
	out := w.inspect(ctx, t, url)
	if asked == 0 {
		out = append(out, "asks for nothing, itself included")
	}
	return out
}

// inspect tells what is wrong with the page that is open.
func (w *watch) inspect(ctx context.Context, t *testing.T, url string) []string {
	t.Helper()
	x := get(ctx, t, chromedp.Evaluate[seen](inspect, chromedp.EvalAwaitPromise))
	requests, out := w.take()
	out = append(out, x.Wide...)
	for _, r := range requests {
		if r != url && !strings.HasPrefix(r, "data:") {
			out = append(out, "asks for "+r)
		}
	}
	if x.Title == "" {
		out = append(out, "has no title")
	}
	if x.Shift != 0 {
		out = append(out, fmt.Sprintf("moves by %.4f while it comes", x.Shift))
	}
	if x.Stored != 0 {
		out = append(out, fmt.Sprintf("stores %d things", x.Stored))
	}
	return out
}

// pictures leaves pictures of the whole page, where pictures are wanted.
func pictures(ctx context.Context, t *testing.T, path string, width int64) {
	t.Helper()
	dir := os.Getenv("NOTIS_SCREENSHOTS")
	if dir == "" {
		return
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, s := range []string{"light", "dark"} {
		look(ctx, t, width, scheme(s))
		png := get(ctx, t, chromedp.FullScreenshot(100))
		name := strings.Trim(strings.ReplaceAll(path, "/", "-"), "-") + fmt.Sprintf("-%d-%s.png", width, s)
		if err := os.WriteFile(filepath.Join(dir, name), png, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestReader follows a reader: from the front page to a notice, by a card to
// its section, and to the same page in the other language and back.
func TestReader(t *testing.T) {
	t.Parallel()
	server := serve(t)
	ctx := open(t)
	look(ctx, t, 320, emulation.SetEmulatedMediaParams{})
	do(ctx, t, chromedp.Navigate(server.URL+"/"))
	do(ctx, t, chromedp.Click(css(`.tile__links a`)))
	do(ctx, t, chromedp.WaitVisible(css(`.summary`)))
	at := get(ctx, t, chromedp.Location())
	do(ctx, t, chromedp.Click(css(`.summary h3 a[href="#rights"]`)))
	do(ctx, t, chromedp.WaitVisible(css(`#rights:target`)))
	heading := get(ctx, t, chromedp.Text(css(`#rights`)))
	shown := get(ctx, t, chromedp.Evaluate[bool](`(() => { const r = document.querySelector("#rights").getBoundingClientRect(); return r.top >= -1 && r.top < innerHeight })()`))
	do(ctx, t, chromedp.Click(css(`header a[hreflang]`)))
	do(ctx, t, chromedp.WaitVisible(css(`html[lang="en"] .summary`)))
	english := get(ctx, t, chromedp.Location())
	do(ctx, t, chromedp.Click(css(`header a[hreflang]`)))
	do(ctx, t, chromedp.WaitVisible(css(`html[lang="nb"] .summary`)))
	back := get(ctx, t, chromedp.Location())
	at, _, _ = strings.Cut(at, "#")
	if !strings.HasSuffix(at, "/personvern/") || heading != "Rettighetene dine" || !shown || !strings.HasSuffix(english, "/en/privacy/") || back != at {
		t.Errorf("at %s, heading %q in sight: %v, then %s, then %s", at, heading, shown, english, back)
	}
}

// TestPrint wants a notice on paper to be more than a page and to lose
// nothing: the links of the navigation stay away, the text does not.
func TestPrint(t *testing.T) {
	t.Parallel()
	server := serve(t)
	ctx := open(t)
	do(ctx, t, chromedp.Navigate(server.URL+"/motkraft/personvern/"))
	look(ctx, t, 1280, emulation.SetEmulatedMediaParams{Media: "print"})
	nav := get(ctx, t, chromedp.Evaluate[string](`getComputedStyle(document.querySelector(".contents")).display`))
	body := get(ctx, t, chromedp.Evaluate[string](`getComputedStyle(document.querySelector(".notice")).display`))
	pdf := get(ctx, t, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize()))
	if nav != "none" || body == "none" || len(pdf) < 20000 {
		t.Errorf("contents %q, body %q, %d bytes of PDF", nav, body, len(pdf))
	}
	if dir := os.Getenv("NOTIS_SCREENSHOTS"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, "motkraft-personvern.pdf"), pdf, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
