package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// every names the rules that pages are held against: all of WCAG 2.0, 2.1 and
// 2.2 at levels A and AA, and what axe calls best practice.
const every = `{type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]}`

// appearance names those of them that depend on more than the markup: on the
// colours, and on sizes and what can be scrolled, which layout names alone.
const (
	appearance = `{type: "rule", values: ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]}`
	layout     = `{type: "rule", values: ["target-size", "scrollable-region-focusable"]}`
)

// forced leaves out the contrast of text, for in forced colours axe takes the
// colour that the text would have otherwise (dequelabs/axe-core, issue 3978).
// The script faint looks at it instead.
const forced = `{type: "rule", values: ["link-in-text-block"]}`

// way is a way of showing a page.
type way struct {
	name          string
	width, height int64
	// zoom is 4 at 400 %: a window of 1280 × 1024 then has room for 320 × 256.
	zoom  float64
	media map[string]string
	// rules are those whose answer may be another one here: the rest would look
	// at the same once more.
	rules string
}

// ways gives the ways to show a page: all of them, and of a sample of a real
// brand, wide and light, and narrow and dark. An English page has the markup and
// the colours of the Norwegian one, and other words in it.
func (p place) ways() []way {
	out := ways()
	switch {
	case p.sample:
		out = out[:2]
		out[1].rules = appearance
	case p.english():
		out[1].rules = layout
	}
	return out
}

// ways has each of light, dark, narrow, wide, zoom, forced colours and reduced
// motion; TestColours has every pair of colours in light and in dark.
func ways() []way {
	return []way{
		{"1280 light", 1280, 800, 1, map[string]string{"prefers-color-scheme": "light"}, every},
		{"320 dark, reduced motion", 320, 800, 1, map[string]string{"prefers-color-scheme": "dark", "prefers-reduced-motion": "reduce"}, every},
		{"400 % zoom", 320, 256, 4, map[string]string{"prefers-color-scheme": "light"}, layout},
		{"forced colours", 1280, 800, 1, map[string]string{"forced-colors": "active"}, forced},
	}
}

// show shows the page that is open in this way.
func (w way) show(ctx context.Context, t *testing.T) {
	t.Helper()
	do(ctx, t, chromedp.EmulateViewport(w.width, w.height, chromedp.EmulateScale(w.zoom)))
	var media emulation.SetEmulatedMediaParams
	for name, value := range w.media {
		media.Features = append(media.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, media); err != nil {
		t.Fatal(err)
	}
}

// axe gives the source of axe-core, of the version that is pinned in
// testdata/axe.
func axe(t *testing.T) string {
	t.Helper()
	src, err := os.ReadFile("../../.cache/axe/node_modules/axe-core/axe.min.js")
	if err != nil {
		without(t, "axe-core is not installed; ./test does it: npm ci, with internal/browser/testdata/axe copied to .cache/axe")
	}
	return string(src)
}

// found is what axe finds: the rule, how to mend it, and where.
type found struct{ Rule, Help, At string }

// run runs rules on the page that is open. What axe is not sure of counts too,
// but for the contrast of words in a drawing: it takes what is drawn for a
// picture, and TestColours looks at that itself.
const run = `(async () => {
	const r = await axe.run(document, {runOnly: %s, resultTypes: ["violations", "incomplete"], iframes: false});
	return {
		Found: [...r.violations, ...r.incomplete.map(x => x.id === "color-contrast" ? {...x, nodes: x.nodes.filter(n => !document.querySelector(n.target[0])?.closest("svg"))} : x)].flatMap(x => x.nodes.slice(0, 3).map(n => ({
			Rule: x.id, Help: x.help + ": " + [...n.any, ...n.all, ...n.none].map(c => c.message).join("; "), At: n.target.join(" ")}))),
		Ran: r.passes.length + r.violations.length,
	};
})()`

// optics is what scripts know of colours, as getComputedStyle gives them: how
// bright they are, how two of them differ, and which is behind an element.
const optics = `
var luminance = c => {
	const [r, g, b] = c.match(/[\d.]+/g).slice(0, 3).map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
	return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
var contrast = (a, b) => (Math.max(luminance(a), luminance(b)) + 0.05) / (Math.min(luminance(a), luminance(b)) + 0.05);
var behind = e => {
	for (; e; e = e.parentElement) {
		const b = getComputedStyle(e).backgroundColor;
		if (!/, 0\)$/.test(b)) return b;
	}
	return "rgb(255, 255, 255)";
};
`

// faint lists the first elements whose text is too faint for what is behind it.
const faint = `[...document.querySelectorAll("body *")].filter(e => e.checkVisibility() && [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim()))
	.map(e => [e, contrast(getComputedStyle(e).color, behind(e))]).filter(([e, ratio]) => ratio < 4.5).slice(0, 3)
	.map(([e, ratio]) => e.outerHTML.slice(0, 60) + " has a contrast of " + ratio.toFixed(2))`

// lost lists the first elements that forced colours leave nothing of, for they
// take away every ground and every shadow: marks of a change without a line
// through or below them, and rounded shapes without a line around them.
const lost = `[
	...[...document.querySelectorAll("ins, del")].filter(e => !getComputedStyle(e).textDecorationLine.includes(e.tagName === "INS" ? "underline" : "line-through")).slice(0, 3)
		.map(e => e.outerHTML.slice(0, 60) + " is marked by its colour alone"),
	...[...document.querySelectorAll("body *")].filter(e => {
		const s = getComputedStyle(e);
		return e.checkVisibility() && e.textContent.trim() && s.borderRadius !== "0px" && !["Top", "Right", "Bottom", "Left"].some(side => parseFloat(s["border" + side + "Width"]) > 0);
	}).slice(0, 3).map(e => e.outerHTML.slice(0, 60) + " has a shape of its ground alone"),
]`

// moving lists the first elements that move.
const moving = `[...document.querySelectorAll("*")].filter(e => {
	const s = getComputedStyle(e);
	return s.animationName !== "none" || s.transitionDuration !== "0s" || s.scrollBehavior === "smooth";
}).slice(0, 3).map(e => e.outerHTML.slice(0, 60) + " moves for a reader who wants no motion")`

// problems tells what axe finds on the page that is open, and how many rules
// had something to look at.
func (w way) problems(ctx context.Context, t *testing.T) (out []string, ran int) {
	t.Helper()
	r := get(ctx, t, chromedp.Evaluate[struct {
		Found []found
		Ran   int
	}](fmt.Sprintf(run, w.rules), chromedp.EvalAwaitPromise))
	for _, f := range r.Found {
		out = append(out, fmt.Sprintf("%s (%s) at %s", f.Rule, f.Help, f.At))
	}
	switch {
	case w.rules == forced:
		out = append(out, get(ctx, t, chromedp.Evaluate[[]string](optics+faint))...)
		out = append(out, get(ctx, t, chromedp.Evaluate[[]string](lost))...)
	case w.media["prefers-reduced-motion"] != "":
		out = append(out, get(ctx, t, chromedp.Evaluate[[]string](moving))...)
	}
	return append(out, get(ctx, t, chromedp.Evaluate[[]string](reach+"reach()"))...), r.Ran
}

// TestAxe runs axe-core on every kind of page, shown in every way.
func TestAxe(t *testing.T) {
	t.Parallel()
	source := axe(t)
	each(t, kinds(t), func(ctx context.Context, t *testing.T, places <-chan place) {
		for p := range places {
			do(ctx, t, chromedp.Navigate(p.URL+p.path))
			do(ctx, t, chromedp.Evaluate[chromedp.Void](source))
			for _, w := range p.ways() {
				w.show(ctx, t)
				wrong, ran := w.problems(ctx, t)
				for _, x := range wrong {
					t.Errorf("%s, %s: %s", p.path, w.name, x)
				}
				if w.rules == every && ran < 25 {
					t.Errorf("%s, %s: only %d rules had something to look at", p.path, w.name, ran)
				}
			}
		}
	})
}

// TestPinned wants the tools to be pinned, and their addresses not to be:
// everybody gets them from the registry they use.
func TestPinned(t *testing.T) {
	t.Parallel()
	for dir, want := range map[string]string{"axe": "axe-core 4.14.1", "vnu": "vnu-jar 26.9.27"} {
		data, err := os.ReadFile("testdata/" + dir + "/package-lock.json")
		if err != nil {
			t.Fatal(err)
		}
		var lock struct {
			Packages map[string]struct{ Version, Resolved, Integrity string }
		}
		if err := json.Unmarshal(data, &lock); err != nil {
			t.Fatal(err)
		}
		name, version, _ := strings.Cut(want, " ")
		p := lock.Packages["node_modules/"+name]
		if len(lock.Packages) != 2 || p.Version != version || !strings.HasPrefix(p.Integrity, "sha512-") || p.Resolved != "" {
			t.Errorf("%s: %+v", dir, lock)
		}
	}
}

// without leaves a test out where a tool cannot be had, and says which. Where a
// machine checks changes for others (CI is set), it has to have all of them.
func without(t *testing.T, why string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(why, args...)
	}
	t.Skipf(why, args...)
}
