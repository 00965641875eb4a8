package pdf

import (
	"bytes"
	"regexp"
)

// within is a link to another page of the site, in the forms that pages have.
var within = regexp.MustCompile(`<a ([^<>]*?)href=(?:"(/[^"<>]*)"|(/[^\s"<>]*))`)

// Linked makes a page stand by itself: its links to other pages of the site get
// the address of the site, without a slash at its end. Where that is not known,
// they are links no more, because a file on a disk has no such pages beside it.
func Linked(page []byte, site string) []byte {
	return within.ReplaceAllFunc(page, func(tag []byte) []byte {
		m := within.FindSubmatch(tag)
		var out bytes.Buffer
		out.WriteString("<a ")
		out.Write(m[1])
		if site != "" {
			out.WriteString(`href="` + site)
			out.Write(m[2])
			out.Write(m[3])
			out.WriteString(`"`)
		}
		return out.Bytes()
	})
}
