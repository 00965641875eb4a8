package site

import (
	"strings"
	"unicode"
)

// paper is what the foot of every sheet of paper says of a notice, as a string
// of CSS: when it was updated, and which version it is; on a page of several
// versions, what that is. Letters, digits and a few marks are all that it has:
// nothing else means nothing to CSS and to HTML.
func paper(p *Page) string {
	if p.Notice == nil {
		return ""
	}
	var out strings.Builder
	for _, r := range p.Notice.Standing.Updated {
		out.WriteString(r.Text)
	}
	if out.Len() > 0 {
		out.WriteString(". ")
	}
	if v := p.Notice.Version; v == nil {
		out.WriteString(p.Title)
	} else if len(v.Lines) > 0 {
		for _, r := range v.Lines[0] {
			out.WriteString(r.Text)
		}
	}
	return `"` + strings.Map(onPaper, out.String()) + `"`
}

func onPaper(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsNumber(r) || strings.ContainsRune(" .,;:()–-", r) {
		return r
	}
	return -1
}
