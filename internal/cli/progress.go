package cli

import (
	"fmt"
	"time"

	"notis/internal/build"
)

// often is how often progress is told at most.
const often = 100 * time.Millisecond

// progress tells on a terminal how far a build is, in one line that the end of
// the build wipes away. Done is called when the build is over.
func (c *command) progress(in *build.Input) (done func()) {
	if !c.env.Progress || c.getenv("TERM") == "dumb" {
		return func() {}
	}
	begun, all := c.env.Now(), 0
	for i := range in.Plan.Brands {
		if in.Has(i) {
			all++
		}
	}
	var last time.Time
	in.Progress = func(r build.Report) {
		now := c.env.Now()
		if now.Sub(last) < often {
			return
		}
		last = now
		fmt.Fprintf(c.env.Stderr, "\r\033[K%s", progressLine(r, all, now.Sub(begun)))
	}
	return func() { fmt.Fprint(c.env.Stderr, "\r\033[K") }
}

// progressLine says how many brands and pages are done, how many brands are
// done in a second, and how long the others will take at that rate.
func progressLine(r build.Report, all int, took time.Duration) string {
	line := fmt.Sprintf("%d of %d brands, %d pages", r.Brands, all, r.Pages)
	if r.Brands == 0 || took <= 0 {
		return line
	}
	rate := float64(r.Brands) / took.Seconds()
	left := time.Duration(float64(all-r.Brands) / rate * float64(time.Second))
	digits := 0
	if rate < 10 {
		digits = 1
	}
	return fmt.Sprintf("%s, %.*f brands/s, %s left", line, digits, rate, left.Round(time.Second))
}
