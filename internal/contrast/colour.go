package contrast

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// rgb is an opaque colour of a screen, as browsers show it: 8 bits a channel.
type rgb struct{ r, g, b uint8 }

// String writes the colour as style sheets do.
func (c rgb) String() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// contrast is the ratio that WCAG 2.2 defines, from 1 to 21.
func (c rgb) contrast(d rgb) float64 { return ratioOf(c.luminance(), d.luminance()) }

func ratioOf(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

func (c rgb) luminance() float64 {
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

// linear undoes the curve of sRGB.
func linear(v uint8) float64 {
	x := float64(v) / 255
	if x <= 0.04045 {
		return x / 12.92
	}
	return math.Pow((x+0.055)/1.055, 2.4)
}

func curved(x float64) float64 {
	if x <= 0.0031308 {
		return 12.92 * x
	}
	return 1.055*math.Pow(x, 1/2.4) - 0.055
}

// parseColour reads a colour as style sheets write it. It is false for one
// that shows what is behind it, and for one whose name it does not know: those
// cannot be computed.
func parseColour(v string) (rgb, bool) {
	v = strings.ToLower(strings.TrimSpace(v))
	switch v {
	case "white":
		return rgb{255, 255, 255}, true
	case "black":
		return rgb{}, true
	}
	if digits, ok := strings.CutPrefix(v, "#"); ok {
		return parseHex(digits)
	}
	name, args, ok := call(v)
	if !ok {
		return rgb{}, false
	}
	if len(args) == 1 {
		// rgb(1 2 3 / 100%) is the newer way of rgb(1, 2, 3, 1).
		args = strings.Fields(strings.ReplaceAll(args[0], "/", " "))
	}
	if len(args) == 4 {
		if alpha, ok := number(args[3], 1); !ok || alpha < 1 {
			return rgb{}, false
		}
		args = args[:3]
	}
	if len(args) != 3 {
		return rgb{}, false
	}
	return parseChannels(name, args)
}

func parseHex(digits string) (rgb, bool) {
	if len(digits) == 3 || len(digits) == 4 {
		var long strings.Builder
		for _, d := range []byte(digits) {
			long.Write([]byte{d, d})
		}
		digits = long.String()
	}
	if len(digits) == 8 {
		digits = strings.TrimSuffix(digits, "ff")
	}
	n, err := strconv.ParseUint(digits, 16, 32)
	if err != nil || len(digits) != 6 {
		return rgb{}, false
	}
	return rgb{uint8(n >> 16), uint8(n >> 8), uint8(n)}, true
}

// parseChannels reads the three arguments of a function.
func parseChannels(name string, args []string) (rgb, bool) {
	// What 100 % of each argument is; an angle has no such thing.
	whole := map[string][3]float64{"rgb": {255, 255, 255}, "rgba": {255, 255, 255}, "hsl": {0, 1, 1}, "hsla": {0, 1, 1}, "oklch": {1, 0.4, 0}, "oklab": {1, 0.4, 0.4}}[name]
	var x [3]float64
	for i := range x {
		var ok bool
		if x[i], ok = number(args[i], whole[i]); !ok {
			return rgb{}, false
		}
	}
	switch name {
	case "rgb", "rgba":
		return round(x[0]/255, x[1]/255, x[2]/255), true
	case "hsl", "hsla":
		return hsl(x[0], x[1], x[2]), true
	case "oklch":
		sin, cos := math.Sincos(x[2] * math.Pi / 180)
		return oklab{x[0], x[1] * cos, x[1] * sin}.clip(), true
	case "oklab":
		return oklab(x).clip(), true
	}
	return rgb{}, false
}

// number reads a number, a share of a whole, or an angle in degrees.
func number(s string, whole float64) (float64, bool) {
	if s == "none" {
		return 0, true
	}
	s, share := strings.CutSuffix(s, "%")
	if share && whole == 0 {
		return 0, false
	}
	n, err := strconv.ParseFloat(strings.TrimSuffix(s, "deg"), 64)
	if share {
		n = n * whole / 100
	}
	return n, err == nil && !math.IsNaN(n) && !math.IsInf(n, 0)
}

// round gives the nearest colour of a screen.
func round(r, g, b float64) rgb {
	to := func(x float64) uint8 { return uint8(math.Round(255 * min(1, max(0, x)))) }
	return rgb{to(r), to(g), to(b)}
}

func hsl(h, s, l float64) rgb {
	s, l = min(1, max(0, s)), min(1, max(0, l))
	f := func(n float64) float64 {
		k := math.Mod(math.Mod(n+h/30, 12)+12, 12)
		return l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))
	}
	return round(f(0), f(8), f(4))
}
