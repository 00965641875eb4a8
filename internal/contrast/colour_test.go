package contrast

import (
	"math"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestContrast(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{
		{"#000", "#fff", 21},
		{"#fff", "#fff", 1},
		{"#767676", "white", 4.54}, // the lightest grey that passes on white
		{"#777777", "white", 4.47},
		{"#949494", "white", 3.03},
		{"#0000ff", "black", 2.44},
	} {
		a, ok := parseColour(c.a)
		b, ok2 := parseColour(c.b)
		if got := a.contrast(b); !ok || !ok2 || math.Abs(got-c.want) > 0.01 || got != b.contrast(a) {
			t.Errorf("%s on %s: %.3f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

func TestParseColour(t *testing.T) {
	for in, want := range map[string]string{
		"#ABC": "#aabbcc", "#abcf": "#aabbcc", "#aabbccff": "#aabbcc", " #0b5cad ": "#0b5cad", "white": "#ffffff", "Black": "#000000",
		"rgb(11, 92, 173)": "#0b5cad", "rgb(11 92 173)": "#0b5cad", "rgb(11 92 173 / 100%)": "#0b5cad", "rgba(11, 92, 173, 1)": "#0b5cad", "rgb(100% 0% 50%)": "#ff0080",
		"hsl(0 100% 50%)": "#ff0000", "hsl(120, 100%, 25%)": "#008000", "hsl(-120deg 100% 50%)": "#0000ff", "hsl(210 100% 40% / 1)": "#0066cc",
		// The samples of CSS Color 4.
		"oklch(0.51975 0.17686 142.495)": "#008000", "oklch(51.975% 0.17686 142.495deg)": "#008000", "oklab(0.62796 0.22486 0.12585)": "#ff0000", "oklch(1 0 none)": "#ffffff",
		// More colourful than a screen can show.
		"rgb(300 0 -20)": "#ff0000",
	} {
		if got, ok := parseColour(in); !ok || got.String() != want {
			t.Errorf("%s is %s, %v; want %s", in, got, ok, want)
		}
	}
	for _, in := range []string{"", "#", "#12", "#12345", "#ggg", "#abc8", "#aabbcc80", "#ffffffffff", "transparent", "currentColor", "red", "rgb(1 2)", "rgb(1 2 3 / 50%)", "rgb(a b c)", "hsl(50% 1% 1%)", "color-mix(in oklab, red, blue)", "oklch(nan 0 0)", "rgb(inf 0 0)", "rgb(1 2 3", "lab(1 2 3)"} {
		if got, ok := parseColour(in); ok {
			t.Errorf("%q is read as %s", in, got)
		}
	}
}

// TestOklab goes to Oklab and back through a grid of all colours.
func TestOklab(t *testing.T) {
	for r := 0; r < 256; r += 15 {
		for g := 0; g < 256; g += 15 {
			for b := 0; b < 256; b += 15 {
				c := rgb{uint8(r), uint8(g), uint8(b)}
				if got := c.oklab().shown(); got != c {
					t.Fatalf("%s comes back as %s", c, got)
				}
			}
		}
	}
}

// hue is the angle of a colour's hue, and chroma how colourful it is.
func hue(c rgb) (angle, chroma float64) {
	x := c.oklab()
	return math.Atan2(x[2], x[1]) * 180 / math.Pi, math.Hypot(x[1], x[2])
}

// turned is the angle between two hues.
func turned(a, b rgb) float64 {
	x, _ := hue(a)
	y, _ := hue(b)
	return math.Abs(math.Remainder(x-y, 360))
}

// apart is how far two colours are from each other to the eye.
func apart(a, b rgb) float64 {
	x, y := a.oklab(), b.oklab()
	return math.Sqrt((x[0]-y[0])*(x[0]-y[0]) + (x[1]-y[1])*(x[1]-y[1]) + (x[2]-y[2])*(x[2]-y[2]))
}

// byHSL is the other way that could be taken: the lightness of HSL.
func byHSL(c rgb, l limit) rgb {
	r, g, b := float64(c.r)/255, float64(c.g)/255, float64(c.b)/255
	high, low := max(r, g, b), min(r, g, b)
	light, d := (high+low)/2, high-low
	h, s := 0.0, 0.0
	if d > 0 {
		s = d / (1 - math.Abs(2*light-1))
		switch high {
		case r:
			h = 60 * math.Mod((g-b)/d, 6)
		case g:
			h = 60 * ((b-r)/d + 2)
		default:
			h = 60 * ((r-g)/d + 4)
		}
	}
	for i := 0; i <= 1000; i++ {
		for _, x := range []float64{light - float64(i)/1000, light + float64(i)/1000} {
			if out := hsl(h, s, x); x >= 0 && x <= 1 && out.contrast(l.other) >= l.least {
				return out
			}
		}
	}
	return c
}

// TestNearest takes colours from all around the circle, on white, on black and
// on the grounds of the shared theme. The nearest one passes, keeps its hue,
// and no colour between passes. The lightness of HSL would turn the hue, and
// end farther away on the whole: that is why it is not used.
func TestNearest(t *testing.T) {
	white, dark := rgb{255, 255, 255}, rgb{0x12, 0x16, 0x1a}
	worst, worstHSL, far, farHSL, count := 0.0, 0.0, 0.0, 0.0, 0
	for _, l := range []limit{{white, 4.5}, {rgb{0xf6, 0xf7, 0xf8}, 4.5}, {rgb{}, 4.5}, {dark, 4.5}, {dark, 3}} {
		for degrees := 0.0; degrees < 360; degrees += 10 {
			for _, light := range []float64{0.3, 0.5, 0.7} {
				c := hsl(degrees, 0.8, light)
				if c.contrast(l.other) >= l.least {
					continue
				}
				got, ok := nearest(c, []limit{l})
				if !ok || got.contrast(l.other) < l.least {
					t.Fatalf("%s on %s: %s, %v", c, l.other, got, ok)
				}
				count++
				other := byHSL(c, l)
				far, farHSL = far+apart(c, got), farHSL+apart(c, other)
				if _, chroma := hue(got); chroma > 0.05 {
					worst = max(worst, turned(c, got))
				}
				if _, chroma := hue(other); chroma > 0.05 {
					worstHSL = max(worstHSL, turned(c, other))
				}
				between(t, c, got, l)
			}
		}
	}
	t.Logf("%d colours: the hue turns by %.1f° at most, in HSL by %.1f°; on average %.4f away, in HSL %.4f", count, worst, worstHSL, far/float64(count), farHSL/float64(count))
	if count < 100 || worst > 3 || worst > worstHSL || far > farHSL {
		t.Error("the nearest colour is not near")
	}
}

// between wants no lightness between two colours to pass.
func between(t *testing.T, from, to rgb, l limit) {
	t.Helper()
	a, b := from.oklab(), to.oklab()
	for i := 1; i < 20; i++ {
		x := oklab{a[0] + (b[0]-a[0])*float64(i)/20, a[1], a[2]}.shown()
		if math.Abs(x.oklab()[0]-b[0]) > 0.004 && x.contrast(l.other) >= l.least {
			t.Errorf("%s passes on %s too, and is nearer to %s than %s", x, l.other, from, to)
		}
	}
}

func TestNearestOfNone(t *testing.T) {
	if got, ok := nearest(rgb{9, 9, 9}, []limit{{rgb{}, 15}, {rgb{255, 255, 255}, 15}}); ok {
		t.Errorf("%s passes on black and on white", got)
	}
}

// FuzzTokens reads anything, and finds each token where it says.
func FuzzTokens(f *testing.F) {
	f.Add(":root { --a: #fff; }")
	f.Add("/* --a: 1; */ @media (x) { :root{--b:url(';');--c:\"}\"} }")
	f.Add(":root { --\\}: 1; --d: 'a\n; --e: var(--d }")
	f.Add("{{{}}}};;)((--x:--y")
	f.Fuzz(func(t *testing.T, src string) {
		for _, x := range tokensOf("x.css", src) {
			lines := strings.Split(src, "\n")
			line := lines[x.line-1]
			for range x.column - 1 {
				_, n := utf8.DecodeRuneInString(line)
				line = line[n:]
			}
			if name, _, _ := strings.Cut(x.name, "\n"); !strings.HasPrefix(line, name) && !strings.Contains(name, " ") {
				t.Errorf("%q is not at %d:%d", x.name, x.line, x.column)
			}
			parseColour(x.value)
		}
	})
}
