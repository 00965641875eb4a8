package check

import (
	"slices"
	"strconv"
	"strings"

	"notis/internal/notice"
)

// storingAbouts are the activities of the privacy notice that are about cookies
// and the like, and the parts of them that are.
type storingAbouts struct {
	// places are those of the parts, and of activities as a whole.
	places map[string]bool
	// activities are all of those activities, by id.
	activities map[notice.Ref]bool
}

// storingAbout finds them in a privacy notice. The text of an activity may only send the reader on,
// so it does not count.
func storingAbout(c *Case) storingAbouts {
	out := storingAbouts{map[string]bool{}, map[notice.Ref]bool{}}
	for t := range c.Saying(storingDoing) {
		at, i, key := storingEntry(t.At, "activities[")
		if at == "" || i >= len(c.Privacy.Activities) {
			continue
		}
		if part, _, below := storingEntry(key, "parts["); part != "" {
			at, key = at+"."+part, below
			if key != "text" && key != "data_note" && !strings.HasPrefix(key, "data[") && key != "title" && key != "purpose" {
				continue
			}
		} else if key != "title" && key != "purpose" {
			continue
		}
		if !out.places[at] && storingMeans(t.plain()) {
			out.places[at] = true
			out.activities[notice.Ref(c.Privacy.Activities[i].ID)] = true
		}
	}
	return out
}

// storingEntry takes a place apart: the entry of a list, its number, and the
// place below it; "" where it is not one of that list.
func storingEntry(at, list string) (entry string, i int, below string) {
	rest, ok := strings.CutPrefix(at, list)
	end := strings.IndexByte(rest, ']')
	if !ok || end < 0 {
		return "", 0, ""
	}
	i, err := strconv.Atoi(rest[:end])
	if err != nil || i < 0 {
		return "", 0, ""
	}
	return at[:len(list)+end+1], i, strings.TrimPrefix(rest[end+1:], ".")
}

// part tells whether a part, or all of its activity, is about cookies and the
// like.
func (a storingAbouts) part(at string) bool {
	activity, _, _ := storingEntry(at, "activities[")
	return a.places[at] || a.places[activity]
}

// storingStores tells the same of one activity and any of its parts, where the
// texts are not at hand.
func storingStores(a *notice.Activity) bool {
	return storingMeans(storingPlain(a.Title)) || storingMeans(storingPlain(a.Purpose)) || slices.ContainsFunc(a.Parts, func(p notice.Part) bool {
		return storingMeans(storingPlain(p.Title)) || storingMeans(storingPlain(p.Purpose)) || storingMeans(storingPlain(p.Text)) || storingMeans(storingPlain(p.DataNote)) ||
			slices.ContainsFunc(p.Data, func(d notice.Datum) bool { return storingMeans(storingPlain(d.Text)) })
	})
}
