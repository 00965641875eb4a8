package browser_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// stop is where the focus is, once it went there by a key.
type stop struct {
	// Name is what the stop is, and Index its place among all elements; -1
	// where the focus is on nothing.
	Name  string
	Index int
	// What can be seen of it: its box in the page, the first line of it in the
	// window, and whether it is the uppermost thing there.
	Top, Bottom, Left, Right float64
	Shown                    bool
	// Outline is the width of the line around it, and Contrast that of the
	// line to what is behind it.
	Outline, Contrast float64
	// Skips tells that it is the first link into the main part, Inside that it
	// is in there.
	Skips, Inside bool
}

// focused tells of the stop that has the focus. On each key that is pressed, it
// is put down before the focus leaves, when the page has scrolled to it.
const focused = optics + `
var stops = [];
var tell = () => {
	const e = document.activeElement;
	if (!e || e === document.body) return {Name: "", Index: -1};
	const box = e.getClientRects()[0] ?? e.getBoundingClientRect();
	const style = getComputedStyle(e);
	const upper = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
	const main = document.querySelector("main");
	return {
		Name: e.tagName.toLowerCase() + " " + JSON.stringify(e.textContent.trim().slice(0, 40)),
		Index: [...document.querySelectorAll("*")].indexOf(e),
		Top: box.top + scrollY, Bottom: box.bottom + scrollY, Left: box.left + scrollX, Right: box.right + scrollX,
		Shown: box.top >= -1 && box.bottom <= innerHeight + 1 && box.left >= -1 && box.right <= innerWidth + 1 && !!upper && (e.contains(upper) || upper.contains(e)),
		Outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
		Contrast: contrast(style.outlineColor, behind(e.parentElement)),
		Skips: e.matches("a") && e.hash === "#" + main.id, Inside: main.contains(e),
	};
};
addEventListener("keydown", () => stops.push(tell()), true);
`

// reachable lists the elements that a key has to reach.
const reachable = `[...document.querySelectorAll("*")].flatMap((e, i) =>
	e.matches("a[href], button, input, select, textarea, summary, [tabindex]") && e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true}) ? [i] : [])`

// press presses a key.
func press(ctx context.Context, t *testing.T, key string, code int64) {
	t.Helper()
	down := input.DispatchKeyEventParams{Type: input.DispatchKeyEventTypeRawKeyDown, Key: key, Code: key, WindowsVirtualKeyCode: code}
	if key == "Enter" {
		down.Type, down.Text = input.DispatchKeyEventTypeKeyDown, "\r"
	}
	if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, down); err != nil {
		t.Fatal(err)
	}
}

// walk goes through a page that was just opened with the Tab key, from its top
// to its end, and tells what is wrong on the way.
func walk(ctx context.Context, t *testing.T) (out []string, stops int) {
	t.Helper()
	do(ctx, t, chromedp.Evaluate[chromedp.Void](focused))
	reachable := get(ctx, t, chromedp.Evaluate[[]int](reachable))
	for range len(reachable) + 3 {
		press(ctx, t, "Tab", 9)
	}
	reached := map[int]bool{}
	var last stop
	// Before the first key, nothing has the focus.
	for _, s := range get(ctx, t, chromedp.Evaluate[[]stop]("stops"))[1:] {
		if s.Index < 0 || reached[s.Index] {
			break
		}
		stops++
		reached[s.Index] = true
		for _, wrong := range s.problems(last, stops == 1) {
			out = append(out, fmt.Sprintf("%s, after %s: %s", s.Name, last.Name, wrong))
		}
		last = s
	}
	for _, i := range reachable {
		if !reached[i] {
			out = append(out, get(ctx, t, chromedp.Evaluate[string](fmt.Sprintf(`document.querySelectorAll("*")[%d].outerHTML.slice(0, 80)`, i)))+" is not reached by the Tab key")
		}
	}
	return out, stops
}

// problems tells what is wrong with a stop that comes after another one.
func (s stop) problems(last stop, first bool) []string {
	var out []string
	switch {
	case first:
		if !s.Skips {
			out = append(out, "the first stop does not lead to the main part")
		}
	case s.Index < last.Index:
		out = append(out, "comes earlier in the page than the stop before it")
	case s.Bottom < last.Top+4 && s.Left < last.Right-8, s.Top < last.Bottom-4 && s.Left < last.Left-8:
		// What is above may come later only where it stands in the next column.
		out = append(out, "stands before the stop before it, as one reads")
	}
	if !s.Shown {
		out = append(out, "is not in sight when it has the focus")
	}
	if s.Outline < 2 || s.Contrast < 3 {
		out = append(out, fmt.Sprintf("its outline is %.0f px wide with a contrast of %.2f", s.Outline, s.Contrast))
	}
	return out
}

// skip follows the link that skips to the main part, in a page that was just
// opened: the next stop is in there.
func skip(ctx context.Context, t *testing.T) []string {
	t.Helper()
	do(ctx, t, chromedp.Evaluate[chromedp.Void](focused))
	press(ctx, t, "Tab", 9)
	if s := get(ctx, t, chromedp.Evaluate[stop]("tell()")); !s.Skips || !s.Shown {
		return []string{s.Name + " is the first stop, and no link in sight that skips to the main part"}
	}
	press(ctx, t, "Enter", 13)
	press(ctx, t, "Tab", 9)
	s := get(ctx, t, chromedp.Evaluate[stop]("tell()"))
	if !s.Inside && get(ctx, t, chromedp.Evaluate[int](`document.querySelectorAll("main a[href], main summary").length`)) > 0 {
		return []string{s.Name + " is the next stop after the link that skips to the main part"}
	}
	return nil
}

// unfolded is what a key does to something that can be folded.
type unfolded struct {
	// Name is what is folded, Open tells whether its content is in sight, and
	// Links how many links are in there.
	Name  string
	Open  bool
	Links int
	// Inside tells that the focus is in there, To where in the page the link goes
	// that has it, and Arrived that the reader is there.
	Inside  bool
	To      string
	Arrived bool
}

// fold tells of a folded part by its place.
const fold = `(i => {
	const s = document.querySelectorAll("summary")[i], d = s.parentElement, at = document.activeElement;
	const target = document.querySelector(":target"), top = target ? target.getBoundingClientRect().top : -9;
	return {Name: s.textContent.trim().slice(0, 40), Open: d.open && [...d.children].some(e => e !== s && e.checkVisibility()), Links: d.querySelectorAll("a[href]").length,
		Inside: at !== s && d.contains(at), To: at.pathname === location.pathname ? at.hash : "", Arrived: top >= -1 && top < innerHeight};
})(%d)`

// unfold unfolds the first and the last folded part of the page that is open by
// a key, goes on to the first link in it, and follows it.
func unfold(ctx context.Context, t *testing.T) (out []string) {
	t.Helper()
	all := get(ctx, t, chromedp.Evaluate[[]int](`[...document.querySelectorAll("summary")].flatMap((e, i) => e.checkVisibility() ? [i] : [])`))
	look := func(i int) unfolded { return get(ctx, t, chromedp.Evaluate[unfolded](fmt.Sprintf(fold, i))) }
	if len(all) > 2 {
		all = []int{all[0], all[len(all)-1]}
	}
	for _, i := range all {
		do(ctx, t, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(`document.querySelectorAll("summary")[%d].focus()`, i)))
		if !look(i).Open {
			press(ctx, t, "Enter", 13)
		}
		x := look(i)
		if !x.Open {
			out = append(out, fmt.Sprintf("%q is not unfolded by a key", x.Name))
		}
		if !x.Open || x.Links == 0 {
			continue
		}
		press(ctx, t, "Tab", 9)
		if x = look(i); !x.Inside {
			out = append(out, fmt.Sprintf("the stop after %q is not in it", x.Name))
		}
		if !strings.HasPrefix(x.To, "#") {
			continue
		}
		press(ctx, t, "Enter", 13)
		if y := look(i); !y.Arrived {
			out = append(out, fmt.Sprintf("%s in %q leads to nothing in sight", x.To, x.Name))
		}
	}
	return out
}

// attentive gives the page of a tab the focus, as the one a reader looks at has
// it.
func attentive(ctx context.Context, t *testing.T) {
	t.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
}

// TestKeyboard goes through every kind of page with the Tab key, on a phone
// and on a desk: every link is reached, in the order in which one reads, in
// sight and with a line around it, and what is folded can be unfolded.
func TestKeyboard(t *testing.T) {
	t.Parallel()
	each(t, walked(t), func(ctx context.Context, t *testing.T, places <-chan place) {
		attentive(ctx, t)
		for p := range places {
			for _, w := range ways()[:2] {
				w.show(ctx, t)
				do(ctx, t, chromedp.Navigate(p.URL+p.path))
				skipped := skip(ctx, t)
				do(ctx, t, chromedp.Navigate(p.URL+p.path))
				wrong, stops := walk(ctx, t)
				for _, x := range slices.Concat(skipped, wrong, unfold(ctx, t)) {
					t.Errorf("%s, %s: %s", p.path, w.name, x)
				}
				if stops < 5 {
					t.Errorf("%s, %s: only %d stops", p.path, w.name, stops)
				}
			}
		}
	})
}
