package browser_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// meeting is the table of the shared theme: which colours meet on pages.
type meeting struct{ Text, Shape, Decoration map[string][]string }

func readMeeting(t *testing.T) meeting {
	t.Helper()
	src, err := os.ReadFile("../../themes/base/assets/css/contrast.toml")
	if err != nil {
		t.Fatal(err)
	}
	var out meeting
	if _, err := toml.Decode(string(src), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// names lists the pairs as the script does, such as "Text ink ground".
func (m meeting) names() []string {
	var out []string
	for kind, pairs := range map[string]map[string][]string{"Text": m.Text, "Shape": m.Shape, "Decoration": m.Decoration} {
		for ink, grounds := range pairs {
			for _, ground := range grounds {
				out = append(out, kind+" "+ink+" "+ground)
			}
		}
	}
	slices.Sort(out)
	return out
}

// tokens gives the style sheets that set the tokens of a page, as they take
// effect one after the other: those of the shared theme, then those of its look.
func tokens(t *testing.T, path string) []string {
	t.Helper()
	names, err := filepath.Glob("../../themes/base/assets/css/*.css")
	if err != nil {
		t.Fatal(err)
	}
	first := filepath.FromSlash("../../themes/base/assets/css/tokens.css")
	names = append([]string{first}, slices.DeleteFunc(names, func(n string) bool { return n == first })...)
	// The looks of the real brands have their names.
	brand, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if look := filepath.FromSlash("../../themes/" + brand + "/assets/tokens.css"); brand != "" {
		if _, err := os.Stat(look); err == nil {
			names = append(names, look)
		}
	}
	var out []string
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(src))
	}
	return out
}

// meet finds the colours that meet on the page that is open, also where a
// reader points or has the focus, and holds them against the table. The
// browser computes both, so nothing here depends on how notis reads a style
// sheet.
const meet = `((table, sheets) => {
	// The tokens are set here, whether or not the page sets them too: of each
	// sheet, what it says of :root.
	const roots = list => [...list].map(r => r instanceof CSSMediaRule ? "@media " + r.conditionText + "{" + roots(r.cssRules) + "}" :
		r.selectorText === ":root" ? ":root{" + [...r.style].filter(n => n.startsWith("--")).map(n => n + ":" + r.style.getPropertyValue(n)).join(";") + "}" : "").join("");
	document.adoptedStyleSheets = sheets.map(text => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync(text);
		sheet.replaceSync(roots(sheet.cssRules));
		return sheet;
	});
	const probe = document.body.appendChild(document.createElement("i"));
	const compute = value => { probe.style.cssText = "color: " + value; return getComputedStyle(probe).color };
	const declared = {};
	for (const [kind, inks] of Object.entries(table)) for (const [ink, grounds] of Object.entries(inks)) for (const ground of grounds)
		((declared[kind] ??= {})[compute("var(--" + ink + ")") + " on " + compute("var(--" + ground + ")")] ??= []).push(kind + " " + ink + " " + ground);
	const clear = c => c === "rgba(0, 0, 0, 0)";
	const used = new Set(), wrong = new Map();
	const pair = (kinds, ink, ground, e, what) => {
		if (clear(ink)) return;
		const names = kinds.flatMap(k => declared[k]?.[ink + " on " + ground] ?? []);
		names.forEach(n => used.add(n));
		const at = e.tagName.toLowerCase() + (typeof e.className === "string" && e.className ? "." + e.className.replace(/ /g, ".") : "");
		if (!names.length) wrong.set(kinds[0] + ink + ground, what + " of " + at + ": " + ink + " on " + ground + " is not in the table");
	};
	const shapes = ["Shape", "Decoration"];
	const borders = (s, ground, e, what) => {
		for (const side of ["Top", "Right", "Bottom", "Left"])
			if (parseFloat(s["border" + side + "Width"]) > 0 && !["none", "hidden"].includes(s["border" + side + "Style"]))
				pair(shapes, s["border" + side + "Color"], ground, e, what);
	};
	const visible = [...document.querySelectorAll("body *")].filter(e => e !== probe && e.checkVisibility({visibilityProperty: true}));
	const worded = e => [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
	for (const e of visible) {
		const s = getComputedStyle(e);
		const drawn = e.closest("svg");
		// No table tells what is seen through something, or on a picture.
		if (e.textContent.trim() && (s.opacity !== "1" || s.backgroundImage !== "none")) wrong.set(e, "words of " + e.tagName.toLowerCase() + " with an opacity of " + s.opacity + " on " + s.backgroundImage);
		if (worded(e)) {
			pair(["Text"], drawn ? s.fill : s.color, behind(e), e, "text");
			if (s.textDecorationLine !== "none" && s.textDecorationColor !== s.color) pair(shapes, s.textDecorationColor, behind(e), e, "line");
		} else if (e instanceof SVGGeometryElement) {
			for (const paint of [s.fill, s.stroke]) if (paint !== "none") pair(shapes, paint, behind(e), e, "shape");
		}
		if (e.parentElement && !drawn) borders(s, behind(e.parentElement), e, "border");
		for (const part of ["::before", "::after"]) {
			const p = getComputedStyle(e, part);
			if (["none", "normal"].includes(p.content) || p.display === "none") continue;
			const ground = clear(p.backgroundColor) ? behind(e) : p.backgroundColor;
			if (/[^"\s]/.test(p.content)) pair(["Text"], p.color, ground, e, part);
			borders(p, behind(e), e, part);
		}
	}
	// What pointing and the focus change stands in rules. Paper has neither.
	const rules = list => [...list].flatMap(r => r instanceof CSSMediaRule ? (matchMedia(r.conditionText).matches ? rules(r.cssRules) : []) : r instanceof CSSStyleRule ? [r] : []);
	for (const rule of matchMedia("print").matches ? [] : rules([...document.styleSheets].flatMap(s => [...s.cssRules]))) {
		const state = rule.selectorText.replace(/:not\([^()]*:(hover|focus|active)[^()]*\)/g, "");
		if (!/:(hover|focus|active)/.test(state)) continue;
		const selector = state.replace(/:(hover|focus-visible|focus-within|focus|active)/g, "").split(",").map(s => s.trim() || "a[href], summary, [tabindex]").join(", ");
		for (const e of visible) {
			if (!e.matches(selector)) continue;
			// The shorthands of a rule only open up on an element.
			probe.style.cssText = "color: " + getComputedStyle(e).color + ";" + rule.style.cssText;
			const {color, backgroundColor, outlineStyle, outlineColor} = getComputedStyle(probe);
			const ground = clear(backgroundColor) ? behind(e) : backgroundColor;
			if (rule.style.color || ground === backgroundColor) pair(["Text"], rule.style.color ? color : getComputedStyle(e).color, ground, e, rule.selectorText);
			if (outlineStyle !== "none") pair(["Shape"], outlineColor, behind(e.parentElement), e, rule.selectorText);
		}
	}
	probe.remove();
	document.adoptedStyleSheets = [];
	return {Used: [...used], Wrong: [...wrong.values()]};
})(%s, %s)`

// met is what meet finds.
type met struct{ Used, Wrong []string }

// meet runs meet on the page that is open, whose tokens these sheets set.
func (m meeting) meet(ctx context.Context, t *testing.T, sheets []string) met {
	t.Helper()
	table, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	list, err := json.Marshal(sheets)
	if err != nil {
		t.Fatal(err)
	}
	return get(ctx, t, chromedp.Evaluate[met](optics+fmt.Sprintf(meet, table, list)))
}

// TestColours holds the table of colours that meet against the pages of every
// look, light, dark and on paper: two colours that meet are declared, and what
// is declared does meet somewhere.
func TestColours(t *testing.T) {
	t.Parallel()
	table := readMeeting(t)
	places := norwegian(kinds(t)) // each look has its notices there
	var mu sync.Mutex
	used := map[string]bool{}
	t.Run("pages", func(t *testing.T) {
		each(t, places, func(ctx context.Context, t *testing.T, places <-chan place) {
			for p := range places {
				do(ctx, t, chromedp.Navigate(p.URL+p.path))
				for _, w := range []struct {
					name  string
					width int64
					media emulation.SetEmulatedMediaParams
				}{{"light", 1280, scheme("light")}, {"dark", 320, scheme("dark")}, {"print", 1280, emulation.SetEmulatedMediaParams{Media: "print"}}} {
					look(ctx, t, w.width, w.media)
					m := table.meet(ctx, t, tokens(t, p.path))
					mu.Lock()
					for _, u := range m.Used {
						used[u] = true
					}
					mu.Unlock()
					for _, x := range m.Wrong {
						t.Errorf("%s, %s: %s", p.path, w.name, x)
					}
				}
			}
		})
	})
	for _, name := range table.names() {
		if !used[name] {
			t.Errorf("no page shows the pair %s, which the table declares", name)
		}
	}
}
