package page

import (
	"cmp"
	"fmt"
	"strconv"

	"notis/internal/document"
)

// The states a version can have in a history. Replaced is one that another one
// took the place of before it came into force.
const (
	InForce   = "in-force"
	Announced = "announced"
	Past      = "past"
	Replaced  = "replaced"
	CalledOff = "called-off"
	Withdrawn = "withdrawn"
	Unkept    = "unkept"
)

// History is all versions of one notice, the newest first.
type History struct{ Entries []Version }

// Version is one version in a history.
type Version struct {
	// ID is its anchor, such as v3.
	ID     string
	Number int
	// State is one of the states above.
	State string
	// Rendition tells that the company has not approved the version: then its
	// dates are those the company states, and it is never said to be in force.
	Rendition bool
	// Path is the page of the version, "" where no text is kept.
	Path string
	// Changes is the page of what changed, "" for the first version kept.
	Changes string
	// ToCurrent is the page that compares it with the one in force, "" where
	// there is none.
	ToCurrent string
	// From is the worded day the version takes effect, "" where the company
	// states none. Until is the worded last day, "" where there is none yet.
	From, Until string
	// Recorded is the worded day the version was recorded.
	Recorded string
	// Class is how much the version matters, as decided; Computed is what the
	// facts say. Either is editorial, relevant, material or "".
	Class, Computed string
	// Reason says why the class is not the computed one.
	Reason string
	// Summary is what is new, in a sentence.
	Summary string
	// Role is who decided.
	Role string
	// Told words how readers were told, or why they were not.
	Told string
	// Corrects is the number of the version whose mistake this one corrects,
	// CorrectedBy that of the one that corrects this one; or 0.
	Corrects, CorrectedBy int
	// CalledOff and Withdrawn are what became of the version, or nil.
	CalledOff, Withdrawn *Event
	// Sentences are the changes from the version before. Withheld tells that
	// they are not given, as they might quote a text that was withdrawn.
	Sentences []Sentence
	Withheld  bool
	// Digest is the SHA-256 of the version's SHA256SUMS.
	Digest string
	// Source words the SHA-256 of the text the version was read from.
	Source document.Line
}

// Event is something that was done to a version after it was made.
type Event struct {
	// Date is the worded day.
	Date string
	// Role is who decided, Reason is why.
	Role, Reason string
	// Digest is the SHA-256 that the version had in the chain.
	Digest string
}

// Sentence is one change, told.
type Sentence struct {
	Text string
	// Class is how much it matters: editorial, relevant, material or "".
	Class string
	// Nature is what it is: practice, disclosure, wording or "".
	Nature string
	// Path is where in the facts, by ids.
	Path string
	// To is the address of what changed, or "".
	To string
}

// visible is how many changes a history shows before it folds the rest.
const visible = 5

// Shown are the sentences that a history shows at once.
func (v Version) Shown() []Sentence { return v.Sentences[:min(visible, len(v.Sentences))] }

// Folded are the sentences that a history folds.
func (v Version) Folded() []Sentence { return v.Sentences[min(visible, len(v.Sentences)):] }

// Reclassed tells whether the class is another one than the facts say.
func (v Version) Reclassed() bool {
	return v.Computed != "" && v.Class != "" && v.Computed != v.Class
}

// Restated tells whether the version in force is a rendition, which is never
// said to be in force.
func (h *History) Restated() bool {
	for _, v := range h.Entries {
		if v.State == InForce {
			return v.Rendition
		}
	}
	return false
}

// RenderHistory renders the body of the page with all versions of a notice.
func RenderHistory(h *History, c Context) ([]byte, error) {
	w := c.writer()
	w.raw(`<ol class="history" reversed>` + "\n")
	restated := h.Restated()
	for i := range h.Entries {
		w.entry(&h.Entries[i], restated)
	}
	w.raw("</ol>")
	w.natures()
	out, err := w.finish()
	if err != nil {
		return nil, fmt.Errorf("history: %w", err)
	}
	return out, nil
}

// entry writes one version. Restated tells that the newest one is a rendition.
func (w *writer) entry(v *Version, restated bool) {
	w.tag("li", "class", "entry entry--"+v.State, "id", v.ID)
	w.raw("\n" + `<h2 class="entry__title">`)
	w.link(v.Path, w.say("version-number", "Number", v.Number))
	w.raw("</h2>\n" + `<p class="entry__state">`)
	w.element("span", w.state(v), "class", "entry__word")
	if v.Rendition {
		w.raw(" ")
		w.element("span", w.say("state-rendition"), "class", "entry__word entry__word--soft")
	}
	w.raw("</p>\n")
	w.event("history-called-off", v.CalledOff)
	w.event("history-withdrawn", v.Withdrawn)
	if v.Summary != "" {
		w.element("p", v.Summary, "class", "entry__summary")
		w.raw("\n")
	}
	w.dates(v)
	w.changed(v)
	w.links(v, restated)
	if v.Digest != "" {
		w.raw(`<details class="fold">` + "\n")
		w.element("summary", w.say("history-digest", "Number", v.Number))
		w.raw("\n<p>")
		w.text(w.say("history-digest-of") + " ")
		w.element("code", v.Digest)
		w.raw("</p>\n")
		if len(v.Source) > 0 {
			w.raw("<p>")
			w.line(v.Source)
			w.raw("</p>\n")
		}
		w.raw("</details>\n")
	}
	w.raw("</li>\n")
}

// state words what a version is.
func (w *writer) state(v *Version) string {
	switch {
	case v.Rendition && v.State == InForce:
		return w.say("state-newest")
	case v.Until != "" && v.State == InForce:
		return w.say("state-until", "Until", v.Until)
	}
	return w.say("state-" + v.State)
}

// event writes what was done to a version after it was made.
func (w *writer) event(id string, e *Event) {
	if e == nil {
		return
	}
	w.raw(`<div class="entry__event">` + "\n<p>")
	w.element("strong", w.say(id, "Date", e.Date))
	if e.Reason != "" {
		w.text(" " + e.Reason)
	}
	w.raw("</p>\n")
	if e.Role != "" || e.Digest != "" {
		w.raw(`<dl class="entry__facts">` + "\n")
		w.fact("history-role", e.Role)
		if e.Digest != "" {
			w.raw("<div>")
			w.element("dt", w.say("history-sum"))
			w.raw("<dd>")
			w.element("code", e.Digest)
			w.raw("</dd></div>\n")
		}
		w.raw("</dl>\n")
	}
	w.raw("</div>\n")
}

// fact writes a labelled fact; nothing where it is not known.
func (w *writer) fact(label, words string) {
	if words == "" {
		return
	}
	w.raw("<div>")
	w.element("dt", w.say(label))
	w.element("dd", words)
	w.raw("</div>\n")
}

// dates writes from when and until when a version counts, how much it matters,
// who decided it and how readers were told.
func (w *writer) dates(v *Version) {
	from := "history-from-" + v.State
	if v.Rendition {
		from = "history-stated"
	}
	w.raw(`<dl class="entry__facts">` + "\n")
	w.fact(from, cmp.Or(v.From, w.say("history-not-stated")))
	w.fact("history-until", v.Until)
	w.fact("history-recorded", v.Recorded)
	if v.Class != "" {
		says := w.say("class-" + v.Class + "-says")
		if v.Reclassed() {
			says += " " + w.say("history-reclassed", "Computed", w.say("class-"+v.Computed), "Class", w.say("class-"+v.Class))
		}
		w.fact("history-class", says)
	}
	w.fact("history-reason", v.Reason)
	w.fact("history-role", v.Role)
	w.fact("history-notified", v.Told)
	if v.Corrects > 0 || v.CorrectedBy > 0 {
		w.raw("<div>")
		w.element("dt", w.say("history-correction"))
		w.correction("history-corrects", v.Corrects)
		w.correction("history-corrected-by", v.CorrectedBy)
		w.raw("</div>\n")
	}
	w.raw("</dl>\n")
}

func (w *writer) correction(label string, number int) {
	if number > 0 {
		w.raw("<dd>")
		w.link("#v"+strconv.Itoa(number), w.say(label, "Number", number))
		w.raw("</dd>")
	}
}

// changed writes the changes of a version, some at once and the rest folded.
func (w *writer) changed(v *Version) {
	switch {
	case len(v.Sentences) > 0:
		w.element("h3", w.say("history-changed"), "class", "entry__heading")
		w.raw("\n")
		w.told(v.Shown())
		if rest := v.Folded(); len(rest) > 0 {
			w.raw(`<details class="fold">` + "\n")
			w.element("summary", w.say("history-more", "Count", len(rest)))
			w.raw("\n")
			w.told(rest)
			w.raw("</details>\n")
		}
	case v.Withheld:
		w.element("p", w.say("changes-withheld"))
		w.raw("\n")
	case v.Path != "" && v.Changes == "":
		w.element("p", w.say("history-first"))
		w.raw("\n")
	}
}

// told writes changes as a list: what each says, and what kind of change it
// is.
func (w *writer) told(list []Sentence) {
	w.raw(`<ul class="told">` + "\n")
	for _, s := range list {
		w.tag("li", "data-path", s.Path)
		w.link(s.To, s.Text)
		if s.Class == "material" {
			w.raw(" ")
			w.element("span", w.say("class-material"), "class", "told__word told__word--strong")
		}
		if s.Nature != "" {
			w.natured = true
			w.raw(" ")
			w.element("span", w.say("nature-"+s.Nature), "class", "told__word")
		}
		w.raw("</li>\n")
	}
	w.raw("</ul>\n")
}

// natures says what the words for the kinds of change mean, where one stands on
// the page.
func (w *writer) natures() {
	if w.natured {
		w.raw("\n")
		w.element("p", w.say("natures"), "class", "note")
	}
}

// links leads to a version's pages.
func (w *writer) links(v *Version, restated bool) {
	if v.Path == "" && v.Changes == "" && v.ToCurrent == "" {
		return
	}
	since := "history-to-current"
	if restated {
		since = "history-to-newest"
	}
	w.raw(`<ul class="entry__links">` + "\n")
	for _, l := range []struct{ to, label string }{{v.Path, "history-read"}, {v.Changes, "history-compare"}, {v.ToCurrent, since}} {
		if l.to != "" {
			w.raw("<li>")
			w.link(l.to, w.say(l.label, "Number", v.Number))
			w.raw("</li>\n")
		}
	}
	w.raw("</ul>\n")
}
