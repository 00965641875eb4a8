package site

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// Sheets are the style sheets of what is no page: the shared theme's, each with
// the tokens it uses.
type Sheets struct {
	// Feed is that of feeds; they have none where it is empty.
	Feed string
	// Embed is that of a notice in a page of somebody else's.
	Embed string
}

// ReadSheets reads them from a source folder.
func ReadSheets(src fs.FS) (Sheets, error) {
	feed, err := sheet(src, "tokens", "scale", "look", "feed")
	if err != nil {
		return Sheets{}, err
	}
	embed, err := sheet(src, "embed")
	return Sheets{feed, embed}, err
}

// sheet puts files of the shared theme together. A folder of an older form may
// lack one, and has no such sheet.
func sheet(src fs.FS, names ...string) (string, error) {
	var out strings.Builder
	for _, name := range names {
		css, err := fs.ReadFile(src, "themes/base/assets/css/"+name+".css")
		if errors.Is(err, fs.ErrNotExist) {
			return "", nil
		}
		if err != nil {
			return "", err
		}
		out.WriteString(remarks.ReplaceAllString(string(css), ""))
	}
	return strings.Join(strings.Fields(out.String()), " ") + "\n", nil
}

// remarks are what a style sheet says to people.
var remarks = regexp.MustCompile(`(?s)/\*.*?\*/`)

// feedSheet is the address of the style sheet of feeds. It names what the sheet
// holds, so that no browser shows a feed with an older one.
func (in *Input) feedSheet() string {
	if in.Sheets.Feed == "" {
		return ""
	}
	return fmt.Sprintf("/feed-%x.css", sha256.Sum256([]byte(in.Sheets.Feed)))[:len("/feed-")+12] + ".css"
}
