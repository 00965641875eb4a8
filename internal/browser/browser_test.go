package browser_test

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"notis/internal/cli"
)

// buildSite builds the real site, and gives its folder and the addresses of its
// pages.
func buildSite(t *testing.T, args ...string) (dir string, paths []string) {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	var said strings.Builder
	args = append([]string{"build", "--no-cache", "--out", out, "--date", "2026-11-22"}, args...)
	if code := cli.Run(context.Background(), cli.Env{Args: args, Stdout: &said, Stderr: &said, Dir: "../..", Now: time.Now}); code != cli.OK {
		t.Fatal(said.String())
	}
	err := fs.WalkDir(os.DirFS(out), ".", func(p string, d fs.DirEntry, err error) error {
		if strings.HasSuffix(p, ".html") {
			paths = append(paths, "/"+strings.TrimSuffix(p, "index.html"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out, paths
}

// serve builds a site and serves it on this machine.
func serve(t *testing.T, args ...string) (*httptest.Server, []string) {
	t.Helper()
	out, paths := buildSite(t, args...)
	s := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(s.Close)
	return s, paths
}

// open starts Chromium with a profile of its own.
func open(t *testing.T) context.Context {
	t.Helper()
	var name string
	for _, n := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(n); err == nil {
			name = found
			break
		}
	}
	if name == "" {
		t.Fatal("there is no Chromium on this machine; on Debian: apt-get install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(name), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(stop)
	ctx, stop = chromedp.NewContext(ctx)
	t.Cleanup(stop)
	ctx, stop = context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// css makes a string a selector; the default of the library is a search.
func css(s string) chromedp.CSS { return chromedp.CSS(s) }

func do(ctx context.Context, t *testing.T, step chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, step); err != nil {
		t.Fatal(err)
	}
}

func get[T any](ctx context.Context, t *testing.T, step chromedp.Action[T]) T {
	t.Helper()
	out, err := chromedp.Run(ctx, step)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// look sets the width of the window and the media that the page is shown on.
func look(ctx context.Context, t *testing.T, width int64, media emulation.SetEmulatedMediaParams) {
	t.Helper()
	do(ctx, t, chromedp.EmulateViewport(width, 800))
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
}

// watch collects what a page asks for, complains of and stores.
type watch struct {
	mu       sync.Mutex
	requests []string
	said     []string
}

func (w *watch) listen(ctx context.Context) error {
	return chromedp.Listen(ctx, func(event any) {
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
}

func (w *watch) take() (requests, said []string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	requests, said = w.requests, w.said
	w.requests, w.said = nil, nil
	return requests, said
}

// wide tells which elements reach out of the window, which makes a reader
// scroll sideways, and which cut off their own text.
const wide = `(() => {
	const out = [];
	for (const e of document.querySelectorAll("body *")) {
		if (e.closest(".skip") || e.closest("thead")) continue;
		const box = e.getBoundingClientRect();
		if (box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)) out.push(e.tagName + "." + e.className + " reaches to " + Math.round(box.right));
		if (box.width <= 1) continue; // words for screen readers
		const style = getComputedStyle(e);
		if (style.overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1) out.push(e.tagName + "." + e.className + " cuts its text");
	}
	if (document.scrollingElement.scrollWidth > innerWidth) out.push("the page is " + document.scrollingElement.scrollWidth + " wide");
	return out.slice(0, 5);
})()`

// TestPages opens every page on a small phone and on a desk, light and dark:
// nothing reaches out of the window, nothing is asked of anybody else, nothing
// is stored, and nothing complains. With NOTIS_SCREENSHOTS set to a folder,
// pictures of the pages are left there.
func TestPages(t *testing.T) {
	server, paths := serve(t)
	visit(t, server, paths)
}

// visit opens pages as TestPages says.
func visit(t *testing.T, server *httptest.Server, paths []string) {
	t.Helper()
	ctx := open(t)
	var w watch
	if err := w.listen(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		for _, width := range []int64{320, 1280} {
			for _, scheme := range []string{"light", "dark"} {
				name := fmt.Sprintf("%s %d %s", path, width, scheme)
				look(ctx, t, width, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
				do(ctx, t, chromedp.Navigate(server.URL+path))
				title := get(ctx, t, chromedp.Title())
				out := get(ctx, t, chromedp.Evaluate[[]string](wide))
				stored := get(ctx, t, chromedp.Evaluate[int](`document.cookie.length + localStorage.length + sessionStorage.length`))
				requests, said := w.take()
				for _, r := range requests {
					if r != server.URL+path && !strings.HasPrefix(r, "data:") {
						t.Errorf("%s asks for %s", name, r)
					}
				}
				if len(requests) == 0 || title == "" || len(out) > 0 || len(said) > 0 || stored != 0 {
					t.Errorf("%s: title %q, %d requests, %v, says %v, stores %d", name, title, len(requests), out, said, stored)
				}
				picture(ctx, t, path, width, scheme)
			}
		}
	}
}

// picture leaves a picture of the whole page, where pictures are wanted.
func picture(ctx context.Context, t *testing.T, path string, width int64, scheme string) {
	dir := os.Getenv("NOTIS_SCREENSHOTS")
	if dir == "" {
		return
	}
	png := get(ctx, t, chromedp.FullScreenshot(100))
	name := strings.Trim(strings.ReplaceAll(path, "/", "-"), "-") + fmt.Sprintf("-%d-%s.png", width, scheme)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestReader follows a reader: from the front page to a notice, by a card to
// its section, and to the same page in the other language and back.
func TestReader(t *testing.T) {
	server, _ := serve(t)
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
	server, _ := serve(t)
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
