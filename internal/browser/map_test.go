package browser_test

import (
	"slices"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// outside lists the labels of a drawing that reach out of their boxes.
const outside = `[...document.querySelectorAll(".map a")].filter(a => {
	const box = a.querySelector("rect").getBBox(), text = a.querySelector("text").getBBox();
	return text.x < box.x || text.y < box.y || text.x + text.width > box.x + box.width || text.y + text.height > box.y + box.height;
}).map(a => a.textContent)`

// TestMap wants the drawing of each map to stand where there is room for it and
// nowhere else, each label to fit its box, and lines and boxes to be seen where
// the system sets the colours.
func TestMap(t *testing.T) {
	server := serve(t)
	ctx := open(t)
	display := chromedp.Evaluate[string](`getComputedStyle(document.querySelector(".map")).display`)
	for _, path := range []string{"/e20/personvern/kart/", "/elekt/personvern/kart/", "/motkraft/en/privacy/map/", "/opt-e/en/privacy/map/", "/smart-energi/personvern/kart/"} {
		look(ctx, t, 1280, emulation.SetEmulatedMediaParams{Media: "screen"})
		do(ctx, t, chromedp.Navigate(server.URL+path))
		labels := get(ctx, t, chromedp.Evaluate[int](`document.querySelectorAll(".map a").length`))
		if shown, out := get(ctx, t, display), get(ctx, t, chromedp.Evaluate[[]string](outside)); shown == "none" || labels < 4 || len(out) > 0 {
			t.Errorf("%s: the drawing is %s; of its %d labels, these do not fit: %q", path, shown, labels, out)
		}
		pictures(ctx, t, path, 1280)
		look(ctx, t, 1280, emulation.SetEmulatedMediaParams{Media: "print"})
		paper := get(ctx, t, display)
		look(ctx, t, 320, emulation.SetEmulatedMediaParams{Media: "screen"})
		if phone := get(ctx, t, display); phone != "none" || paper != "none" {
			t.Errorf("%s: the drawing is %s on a phone and %s on paper", path, phone, paper)
		}
	}
	do(ctx, t, chromedp.Navigate(server.URL+"/elekt/personvern/kart/"))
	look(ctx, t, 1280, emulation.SetEmulatedMediaParams{Media: "screen", Features: []*emulation.MediaFeature{{Name: "forced-colors", Value: "active"}, {Name: "prefers-color-scheme", Value: "dark"}}})
	pictures(ctx, t, "/elekt/personvern/kart/forced", 1280)
	colours := get(ctx, t, chromedp.Evaluate[[]string](`(() => {
		const of = (e, p) => getComputedStyle(document.querySelector(e))[p];
		return [of("body", "color"), of(".map path", "stroke"), of(".map rect", "stroke"), of(".map a text", "fill"), of(".map > text", "fill")];
	})()`))
	if len(slices.Compact(slices.Sorted(slices.Values(colours)))) != 1 {
		t.Errorf("in forced colours, the colours are %v, and the first is that of the words", colours)
	}
}
