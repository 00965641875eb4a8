package redline

// Run is a stretch of units for a page to show, or to fold away because
// nothing in or near it changed.
type Run struct {
	Folded bool `json:"folded,omitempty"`
	// First is the index of the first of the units in the redline.
	First int    `json:"first"`
	Units []Unit `json:"units"`
}

// foldAtLeast is how many units a run must have to be worth a fold.
const foldAtLeast = 3

// Runs divides the units into those to show and those to fold away. Shown are
// what changed, the unit before and after it, and the headings, labels and
// first cells it stands under.
func (r *Redline) Runs() []Run {
	show := make([]bool, len(r.Units))
	for i, u := range r.Units {
		if u.Status == Unchanged {
			continue
		}
		for k := max(i-1, 0); k <= min(i+1, len(show)-1); k++ {
			show[k] = true
		}
		for k := u.Under; k >= 0 && k < i; k = r.Units[k].Under {
			show[k] = true
		}
	}
	var out []Run
	add := func(folded bool, from, to int) {
		if last := len(out) - 1; last >= 0 && out[last].Folded == folded {
			out[last].Units = r.Units[out[last].First:to:to]
			return
		}
		out = append(out, Run{folded, from, r.Units[from:to:to]})
	}
	for i := 0; i < len(show); {
		end := i + 1
		for end < len(show) && show[end] == show[i] {
			end++
		}
		add(!show[i] && end-i >= foldAtLeast, i, end)
		i = end
	}
	return out
}
