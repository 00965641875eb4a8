// Package page turns a document into the HTML body of its page, through the
// small templates under layouts/_notice. Every value is escaped for the place
// it stands in, by html/template; nothing is ever marked as safe but the
// telephone addresses built here from digits.
package page

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"regexp"
	"strings"

	"notis/internal/document"
	"notis/internal/words"
)

// Templates are the parsed templates of layouts/_notice.
type Templates struct{ root *template.Template }

// Parse reads layouts/_notice from fsys.
func Parse(fsys fs.FS) (*Templates, error) {
	// The functions are given anew for each page; parsing wants their names.
	t := template.New("notice").Funcs(functions(nil, nil))
	root, err := t.ParseFS(fsys, "layouts/_notice/*.html")
	if err != nil {
		return nil, err
	}
	return &Templates{root}, nil
}

// Context is what a body needs beside its document.
type Context struct {
	// Labels are the words of the page around the notice.
	Labels *words.Words
	// Notices gives the address of each notice of the brand, by kind.
	Notices map[string]string
}

// section is a section at its depth.
type section struct {
	Level   int
	Section document.Section
}

// Body renders the document.
func (t *Templates) Body(d *document.Document, c Context) ([]byte, error) {
	root, err := t.root.Clone()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = root.Funcs(functions(c.Labels, c.Notices)).ExecuteTemplate(&out, "document", struct{ Document *document.Document }{d})
	if err != nil {
		return nil, fmt.Errorf("page of %s %s in %s: %w", d.Brand, d.Kind, d.Lang, err)
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

func functions(labels *words.Words, notices map[string]string) template.FuncMap {
	return template.FuncMap{
		"say":   func(id string) (string, error) { return labels.Say(id, nil) },
		"under": func(level int, s document.Section) section { return section{level, s} },
		"next":  func(level int) int { return min(level+1, 5) },
		"to":    func(to string) (any, error) { return address(to, notices) },
	}
}

var telephone = regexp.MustCompile(`^tel:\+?[0-9]+$`)

// address resolves a link to another notice of the brand, and lets a
// telephone number through: html/template knows no tel:.
func address(to string, notices map[string]string) (any, error) {
	if kind, ok := strings.CutPrefix(to, "notice:"); ok {
		if notices[kind] == "" {
			return nil, fmt.Errorf("a text links to %s, and the brand has no such notice", to)
		}
		return notices[kind], nil
	}
	if telephone.MatchString(to) {
		return template.URL(to), nil
	}
	return to, nil
}
