package browser_test

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// demo is the folder of the made-up brand with a long history.
const demo = "../demo/testdata/site"

// TestReadingVersions follows a reader from the day on a notice to its
// history, to what changed, and to the text as it stood.
func TestReadingVersions(t *testing.T) {
	t.Parallel()
	server := serve(t, "--source", demo)
	ctx := open(t)
	look(ctx, t, 320, emulation.SetEmulatedMediaParams{})
	do(ctx, t, chromedp.Navigate(server.URL+"/demokraft/personvern/"))
	updated := get(ctx, t, chromedp.Text(css(`.dates`)))
	do(ctx, t, chromedp.Click(css(`.dates a`)))
	do(ctx, t, chromedp.WaitVisible(css(`.history`)))
	entries := get(ctx, t, chromedp.Evaluate[int](`document.querySelectorAll(".history > li").length`))
	do(ctx, t, chromedp.Click(css(`#v7 a[href$="endringer/"]`)))
	do(ctx, t, chromedp.WaitVisible(css(`ins`)))
	// The words between the marks of a change are told as such, not only shown.
	told := get(ctx, t, chromedp.Evaluate[int](`[...document.querySelectorAll("ins, del")].filter(e => getComputedStyle(e, "::before").content.length > 2).length`))
	marks := get(ctx, t, chromedp.Evaluate[int](`document.querySelectorAll("ins, del").length`))
	struck := get(ctx, t, chromedp.Evaluate[string](`getComputedStyle(document.querySelector("del")).textDecorationLine`))
	folded := get(ctx, t, chromedp.Evaluate[int](`document.querySelectorAll("main details:not([open])").length`))
	at := get(ctx, t, chromedp.Location())
	if !strings.Contains(updated, "Sist oppdatert: 1. oktober 2026") || entries != 8 || marks == 0 || told != marks || !strings.Contains(struck, "line-through") || folded == 0 || !strings.HasSuffix(at, "/personvern/v7/endringer/") {
		t.Errorf("%q, %d versions, %d of %d changes told, deleted words are %s, %d runs folded, at %s", updated, entries, told, marks, struck, folded, at)
	}
}
