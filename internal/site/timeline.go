package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"notis/internal/archive"
	"notis/internal/notice"
	"notis/internal/page"
)

// span is a version with what it is on a day, and until when it counts.
type span struct {
	archive.State
	state string
	// until is the last day it counts for, as far as is known; next is the
	// version that follows, or 0.
	until notice.Date
	next  int
	// banner and printed are what its pages say of it and its other forms, once
	// they are made.
	banner  *Banner
	printed *printed
	// sentences are what its record tells, once they are worded.
	sentences []page.Sentence
}

// timeline gives the versions by number, with their place in time.
func timeline(c *archive.Chain, on notice.Date) []span {
	var out []span
	for _, s := range c.Versions() {
		out = append(out, span{State: s})
	}
	// The versions that stand or will, in the order they take over.
	var order []int
	for i := range out {
		if out[i].CalledOff == nil {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(out[i].Record.From(), out[j].Record.From()) })
	now, standing := c.InForce(on)
	for at, i := range order {
		v := &out[i]
		if at+1 < len(order) {
			next := out[order[at+1]].Record
			v.until, v.next = dayBefore(next.From()), next.Number
		}
		switch from := v.Record.From(); {
		case v.until != "" && v.until < from && v.Record.Provenance == notice.Authored && out[order[at+1]].Record.Recorded < from:
			v.state, v.until = page.Replaced, ""
		case v.until != "" && v.until < from:
			// Another one took over on the very day, or states the same day.
			v.state, v.until = page.Past, from
		case from > on:
			v.state = page.Announced
		case standing && now.Record.Number == v.Record.Number:
			v.state = page.InForce
		default:
			v.state = page.Past
		}
	}
	for i := range out {
		switch v := &out[i]; {
		case v.CalledOff != nil:
			v.state = page.CalledOff
		case v.Withdrawn != nil:
			v.state = page.Withdrawn
		case v.Record.Entry == notice.Unkept:
			v.state = page.Unkept
		}
	}
	return out
}

// since is the last day, up to a given one, on which something became of a
// notice: an entry was recorded, or a version began to count.
func since(c *archive.Chain, on notice.Date) notice.Date {
	var last notice.Date
	for i := range c.Entries {
		r := &c.Entries[i].Record
		if r.Recorded <= on {
			last = max(last, r.Recorded)
		}
		if from := r.From(); from <= on {
			last = max(last, from)
		}
	}
	return last
}

// State is the same on two days if all pages of a brand are: it names the newest
// entry of each chain, and the last day on which something became of it.
func (p *Plan) State(id notice.ID) string {
	var out strings.Builder
	for _, k := range notice.Kinds() {
		whole := p.Archive.Chain(id, k)
		if tip := whole.Tip(); tip != nil {
			fmt.Fprintf(&out, "%s %s %s since %s\n", k, tip.Name, tip.Digest, since(whole.On(p.Date), p.Date))
		}
	}
	return out.String()
}

func dayBefore(d notice.Date) notice.Date {
	t, err := d.Time()
	if err != nil {
		return ""
	}
	return notice.DateOf(t.Add(-24 * time.Hour))
}
