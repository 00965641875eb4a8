package page

import (
	"fmt"

	"notis/internal/redline"
)

// Changes is one comparison of two versions: the sentences first, then the
// redline.
type Changes struct {
	// From and To are the worded names of the two, such as "Versjon 2
	// (1. mars 2024)", FromPath and ToPath their pages, or "".
	From, To         string
	FromPath, ToPath string
	// Summary is what is new, in a sentence.
	Summary string
	// Groups hold the changes: one for a step between neighbours, one a
	// version for a comparison with the one in force, none where nobody has
	// told them yet.
	Groups []Group
	// Redline is the two texts in one, or nil where one of them is not kept.
	Redline *redline.Redline
}

// Group is the changes that one version made.
type Group struct {
	// Title names the version, "" where there is but one group.
	Title string
	// Path is the page of the version, or "".
	Path string
	// Sentences are its changes. Withheld tells that they are not given, as
	// they might quote a text that was withdrawn.
	Sentences []Sentence
	Withheld  bool
}

// RenderChanges renders the body of the page that compares two versions.
func RenderChanges(x *Changes, c Context) ([]byte, error) {
	w := c.writer()
	text, err := x.typeset(w.Context)
	if err != nil {
		w.errs = append(w.errs, err)
	}
	w.pair(x)
	if x.Summary != "" {
		w.element("p", x.Summary, "class", "changes__summary")
		w.raw("\n")
	}
	if len(x.Groups) > 0 {
		w.raw(`<section class="changes" aria-labelledby="_changes">` + "\n")
		w.element("h2", w.say("history-changed"), "class", "changes__title", "id", "_changes")
		w.raw("\n")
		for i := range x.Groups {
			w.group(&x.Groups[i])
		}
		w.natures()
		w.raw("</section>\n")
	}
	w.raw(`<section class="changes" aria-labelledby="_words">` + "\n")
	w.element("h2", w.say("redline"), "class", "changes__title", "id", "_words")
	w.raw("\n")
	if text != nil {
		w.redline(text)
	} else {
		w.element("p", w.say("redline-unkept"))
		w.raw("\n")
	}
	w.raw("</section>")
	out, err := w.finish()
	if err != nil {
		return nil, fmt.Errorf("changes from %s to %s: %w", x.From, x.To, err)
	}
	return out, nil
}

// pair names the two versions.
func (w *writer) pair(x *Changes) {
	w.raw(`<dl class="pair">` + "\n")
	for _, side := range []struct{ label, to, name string }{{"changes-from", x.FromPath, x.From}, {"changes-to", x.ToPath, x.To}} {
		w.raw("<div>")
		w.element("dt", w.say(side.label))
		w.raw("<dd>")
		w.link(side.to, side.name)
		w.raw("</dd></div>\n")
	}
	w.raw("</dl>\n")
}

// group writes the changes that one version made.
func (w *writer) group(g *Group) {
	if g.Title != "" {
		w.raw(`<h3 class="changes__group">`)
		w.link(g.Path, g.Title)
		w.raw("</h3>\n")
	}
	switch {
	case len(g.Sentences) > 0:
		w.told(g.Sentences)
		return
	case g.Withheld:
		w.element("p", w.say("changes-withheld"))
	default:
		w.element("p", w.say("changes-none"))
	}
	w.raw("\n")
}
