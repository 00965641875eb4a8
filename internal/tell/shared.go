package tell

import (
	"errors"
	"slices"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/words"
)

// Shared words that sections read otherwise although no fact changed: the
// clauses or the names that brands share did.
func Shared(touched []notice.ID, nb, en *document.Document, w map[notice.Lang]*words.Words) ([]notice.Told, error) {
	var out []notice.Told
	var errs []error
	for _, id := range touched {
		told := notice.Told{Path: string(nb.Kind) + ".sections[" + string(id) + "]", Op: "changed", Nature: notice.NatureWording, Anchor: string(id)}
		for l, d := range map[notice.Lang]*document.Document{notice.Norwegian: nb, notice.English: en} {
			i := slices.IndexFunc(d.Sections, func(s document.Section) bool { return s.ID == string(id) })
			if i < 0 {
				continue
			}
			text, err := w[l].Say("change-shared", map[string]any{"Where": d.Sections[i].Title})
			errs = append(errs, err)
			if l == notice.English {
				told.Text.EN = text
			} else {
				told.Text.NB = text
			}
		}
		out = append(out, told)
	}
	return out, errors.Join(errs...)
}
