package contrast

import "math"

// oklab is a colour by lightness and two axes of hue, in which equal steps look
// equal (Björn Ottosson's Oklab, as in CSS Color 4).
type oklab [3]float64

// oklab gives the colour in Oklab.
func (c rgb) oklab() oklab {
	r, g, b := linear(c.r), linear(c.g), linear(c.b)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return oklab{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// channels gives red, green and blue, which a screen can show from 0 to 1.
func (c oklab) channels() (r, g, b float64) {
	cube := func(x float64) float64 { return x * x * x }
	l := cube(c[0] + 0.3963377774*c[1] + 0.2158037573*c[2])
	m := cube(c[0] - 0.1055613458*c[1] - 0.0638541728*c[2])
	s := cube(c[0] - 0.0894841775*c[1] - 1.2914855480*c[2])
	return curved(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		curved(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		curved(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s)
}

// clip cuts off what a screen cannot show, as browsers do.
func (c oklab) clip() rgb { return round(c.channels()) }

// shown takes as much colour away, and no more, as a screen needs to show it:
// lightness and hue stay.
func (c oklab) shown() rgb {
	fits := func(share float64) bool {
		const slack = 0.5 / 255
		r, g, b := oklab{c[0], c[1] * share, c[2] * share}.channels()
		return min(r, g, b) >= -slack && max(r, g, b) <= 1+slack
	}
	low, high := 0.0, 1.0
	if fits(1) {
		low = 1
	}
	for high-low > 1e-4 {
		if mid := (low + high) / 2; fits(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return oklab{c[0], c[1] * low, c[2] * low}.clip()
}

// limit is another colour and how much one has to differ from it.
type limit struct {
	other rgb
	least float64
}

// nearest finds the colour that passes all limits and differs least from c in
// lightness. Hue stays, and colourfulness as far as a screen can show it:
// lightness is what contrast is about, and in Oklab, unlike in HSL, a blue does
// not turn violet on the way. It is false where none passes.
func nearest(c rgb, limits []limit) (rgb, bool) {
	passes := func(x rgb) bool {
		for _, l := range limits {
			if x.contrast(l.other) < l.least {
				return false
			}
		}
		return true
	}
	const steps = 1000
	from := c.oklab()
	for i := 0; i <= steps; i++ {
		by := float64(i) / steps
		for _, l := range []float64{from[0] - by, from[0] + by} {
			if l < 0 || l > 1 {
				continue
			}
			if x := (oklab{l, from[1], from[2]}).shown(); passes(x) {
				return x, true
			}
		}
	}
	return rgb{}, false
}
