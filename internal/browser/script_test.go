package browser_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// own are the texts of the scripts and style sheets of a page.
var own = regexp.MustCompile(`(?s)<(script|style)[^>]*>(.*?)</(?:script|style)>`)

// enhancement is what a page has for its scripts.
var enhancement = regexp.MustCompile(`(?s)<output>.*</script>`)

// guarded serves a site with a policy that lets a page use what it holds, named
// by its hashes, and nothing else.
func guarded(t *testing.T, site *site) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := fetch(t, site.URL+r.URL.Path)
		sources := map[string]string{}
		for _, m := range own.FindAllSubmatch(body, -1) {
			sum := sha256.Sum256(m[2])
			sources[string(m[1])] += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		}
		w.Header().Set("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; script-src"+sources["script"]+"; style-src"+sources["style"])
		if _, err := w.Write(body); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

func fetch(t *testing.T, address string) []byte {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Error(err)
		return nil
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Errorf("%s: %s, %v", address, r.Status, err)
	}
	return body
}

// tap presses a key.
func tap(ctx context.Context, t *testing.T, key string) {
	t.Helper()
	do(ctx, t, chromedp.KeyEvent(key))
}

// copied waits until a page says that it has copied something, and gives what it
// says and what is in the clipboard.
func copied(ctx context.Context, t *testing.T) (said, clipboard string) {
	t.Helper()
	do(ctx, t, chromedp.WaitVisible(css("output :popover-open")))
	said = get(ctx, t, chromedp.Evaluate[string](`document.querySelector("footer output").innerText`))
	return said, get(ctx, t, chromedp.Evaluate[string](`navigator.clipboard.readText()`, chromedp.EvalAwaitPromise))
}

// TestCopy copies the address of a section, by mouse and by keyboard, in both
// languages and on a draft, where a policy allows the page's own scripts alone.
func TestCopy(t *testing.T) {
	site := serve(t, "--source", demo, "--drafts")
	server := guarded(t, site)
	ctx := open(t)
	w := listen(ctx, t)
	if _, err := chromedp.CallBrowser(ctx, browser.SetPermission, browser.SetPermissionParams{BrowserContextID: chromedp.FromContext(ctx).BrowserContextID, Permission: &browser.PermissionDescriptor{Name: "clipboard-read"}, Setting: "granted"}); err != nil {
		t.Fatal(err)
	}
	for path, word := range map[string]string{
		"/demokraft/personvern/": "Lenken er kopiert", "/demokraft/en/privacy/v7/": "Link copied", "/demokraft/informasjonskapsler/utkast/": "Lenken er kopiert",
	} {
		do(ctx, t, chromedp.Navigate(server.URL+path))
		first := get(ctx, t, chromedp.Evaluate[[]string](`[...document.querySelectorAll(".notice h2")].map(h => h.id)`))
		if len(first) < 2 {
			t.Fatalf("%s has no sections", path)
		}
		link := func(id string) chromedp.CSS { return css(fmt.Sprintf(`h2 a[href="#%s"]`, id)) }
		do(ctx, t, chromedp.Click(link(first[1])))
		said, clipboard := copied(ctx, t)
		if said != word || clipboard != server.URL+path+"#"+first[1] {
			t.Errorf("by mouse, %s says %q and copies %q", path, said, clipboard)
		}
		tap(ctx, t, "\x1b")
		do(ctx, t, chromedp.WaitNotVisible(css("output b")))
		do(ctx, t, chromedp.Focus(link(first[0])))
		tap(ctx, t, "\r")
		if said, clipboard = copied(ctx, t); said != word || clipboard != server.URL+path+"#"+first[0] {
			t.Errorf("by keyboard, %s says %q and copies %q", path, said, clipboard)
		}
		// Another click takes the word away, and copies nothing.
		do(ctx, t, chromedp.Click(css("h1")))
		do(ctx, t, chromedp.WaitNotVisible(css("output b")))
		// Links that are no headings lead where they led.
		do(ctx, t, chromedp.Click(css(`.summary h3 a`)))
		do(ctx, t, chromedp.WaitVisible(css(`:target`)))
		if at := get(ctx, t, chromedp.Evaluate[string](`location.hash`)); at == "#"+first[0] || get(ctx, t, chromedp.Evaluate[bool](`!!document.querySelector(":popover-open")`)) {
			t.Errorf("on %s, a link in a card leads to %s", path, at)
		}
	}
	if _, told := w.take(); len(told) > 0 {
		t.Error(told)
	}
}

// TestCopyRefused wants a browser that lets nobody copy to be told nothing
// wrong, and to complain of nothing.
func TestCopyRefused(t *testing.T) {
	site := serve(t, "--source", demo)
	ctx := open(t)
	w := listen(ctx, t)
	if _, err := chromedp.CallBrowser(ctx, browser.SetPermission, browser.SetPermissionParams{BrowserContextID: chromedp.FromContext(ctx).BrowserContextID, Permission: &browser.PermissionDescriptor{Name: "clipboard-write"}, Setting: "denied"}); err != nil {
		t.Fatal(err)
	}
	do(ctx, t, chromedp.Navigate(site.URL+"/demokraft/personvern/"))
	refused := get(ctx, t, chromedp.Evaluate[bool](`navigator.clipboard.writeText("x").then(() => false, () => true)`, chromedp.EvalAwaitPromise))
	do(ctx, t, chromedp.Click(css(`h2 a[href="#rights"]`)))
	do(ctx, t, chromedp.WaitVisible(css(`#rights:target`)))
	shown := get(ctx, t, chromedp.Evaluate[bool](`new Promise(r => setTimeout(() => r(!!document.querySelector(":popover-open")), 200))`, chromedp.EvalAwaitPromise))
	if _, told := w.take(); !refused || shown || len(told) > 0 {
		t.Errorf("refused: %v, says that it copied: %v, %v", refused, shown, told)
	}
}

// TestFilter filters the table of cookies by its names, providers and purposes,
// on a phone and on a desk; on paper, all of the table is there.
func TestFilter(t *testing.T) {
	site := serve(t, "--source", demo)
	server := guarded(t, site)
	ctx := open(t)
	w := listen(ctx, t)
	const rows = `[...document.querySelectorAll("tbody tr")].filter(r => r.checkVisibility()).map(r => r.id)`
	for _, width := range []int64{320, 1280} {
		look(ctx, t, width, emulation.SetEmulatedMediaParams{})
		do(ctx, t, chromedp.Navigate(server.URL+"/demokraft/informasjonskapsler/"))
		do(ctx, t, chromedp.Focus(css("#_filter")))
		if name := get(ctx, t, chromedp.Evaluate[string](`document.querySelector("#_filter").labels[0].innerText`)); name != "Filtrer informasjonskapslene" {
			t.Errorf("the field is called %q", name)
		}
		for _, c := range []struct {
			typed, said string
			left        []string
		}{
			{"DK_s", "Viser 1 av 5", []string{"cookie-session"}},
			{"stabbur", "Viser 1 av 5", []string{"cookie-visits"}},
			{"husker dk", "Viser 3 av 5", []string{"cookie-choice", "cookie-area", "cookie-advert"}},
			{"finnes ikke", "Viser 0 av 5", []string{}},
		} {
			do(ctx, t, chromedp.Evaluate[chromedp.Void](`document.querySelector("#_filter").select()`))
			do(ctx, t, chromedp.KeyEvent(c.typed))
			said := get(ctx, t, chromedp.Evaluate[string](`document.querySelector(".filter output").innerText`))
			if left := get(ctx, t, chromedp.Evaluate[[]string](rows)); said != c.said || !slices.Equal(left, c.left) {
				t.Errorf("at %d px, %q leaves %v and says %q", width, c.typed, left, said)
			}
			if out := get(ctx, t, chromedp.Evaluate[[]string](reach+"reach()")); len(out) > 0 {
				t.Errorf("at %d px: %v", width, out)
			}
		}
		pictures(ctx, t, "filter", width)
		look(ctx, t, width, emulation.SetEmulatedMediaParams{Media: "print"})
		field := get(ctx, t, chromedp.Evaluate[bool](`document.querySelector("#_filter").checkVisibility()`))
		if left := get(ctx, t, chromedp.Evaluate[[]string](rows)); len(left) != 5 || field {
			t.Errorf("on paper there is %v; the field is there: %v", left, field)
		}
	}
	if _, told := w.take(); len(told) > 0 {
		t.Error(told)
	}
}

// TestWithoutScript wants a page to hold the same without its scripts, and no
// field that does nothing.
func TestWithoutScript(t *testing.T) {
	site := serve(t, "--source", demo)
	ctx := open(t)
	const text = `(() => { document.querySelector(".filter")?.remove(); return document.body.innerText })()`
	for _, path := range []string{"/demokraft/informasjonskapsler/", "/demokraft/en/privacy/"} {
		do(ctx, t, chromedp.Navigate(site.URL+path))
		with := get(ctx, t, chromedp.Evaluate[string](text))
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
			t.Fatal(err)
		}
		do(ctx, t, chromedp.Navigate(site.URL+path))
		fields := get(ctx, t, chromedp.Evaluate[int](`document.querySelectorAll("input, button").length`))
		without := get(ctx, t, chromedp.Evaluate[string](text))
		if with != without || fields != 0 || len(with) < 1000 {
			t.Errorf("%s has %d fields and reads otherwise without script:\n%s", path, fields, without)
		}
		if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestScriptsAreSmall holds what the scripts cost: all of them under 3 kB, and on
// a privacy notice little of the first round trip. Their texts are the same on
// all pages, so two hashes name them all.
func TestScriptsAreSmall(t *testing.T) {
	texts, most := map[string]bool{}, 0
	for _, args := range [][]string{nil, {"--source", demo, "--drafts"}} {
		site := serve(t, args...)
		for _, path := range site.paths {
			body := fetch(t, site.URL+path)
			part := enhancement.Find(body)
			for _, m := range own.FindAllSubmatch(body, -1) {
				if string(m[1]) == "script" {
					texts[string(m[2])] = true
				}
			}
			if len(part) > 3000 {
				t.Errorf("the scripts of %s have %d bytes", path, len(part))
			}
			if strings.Contains(path, "personvern") || strings.Contains(path, "privacy") {
				most = max(most, gzipped(t, body)-gzipped(t, bytes.Replace(body, part, nil, 1)))
			}
		}
	}
	if len(texts) != 2 {
		t.Errorf("there are %d scripts", len(texts))
	}
	if t.Logf("on privacy notices, the script costs up to %d bytes", most); most == 0 || most > 140 {
		t.Errorf("a privacy notice has %d bytes for its script", most)
	}
}

// gzipped is the size after gzip -6, which servers use.
func gzipped(t *testing.T, data []byte) int {
	t.Helper()
	cmd := exec.Command("gzip", "-6", "-c")
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return len(out)
}
