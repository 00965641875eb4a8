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
	t := template.New("notice").Funcs(functions(Context{}))
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
	// Changed says of the top-level sections when they last changed, by their
	// ids. It may be nil.
	Changed map[string]document.Line
}

// section is a section at its depth.
type section struct {
	Level   int
	Section document.Section
}

// Body renders the document.
func (t *Templates) Body(d *document.Document, c Context) ([]byte, error) {
	out, err := t.render("document", struct{ Document *document.Document }{d}, c)
	if err != nil {
		return nil, fmt.Errorf("page of %s %s in %s: %w", d.Brand, d.Kind, d.Lang, err)
	}
	return out, nil
}

// render runs one template.
func (t *Templates) render(name string, data any, c Context) ([]byte, error) {
	root, err := t.root.Clone()
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := root.Funcs(functions(c)).ExecuteTemplate(&out, name, data); err != nil {
		return nil, err
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

func functions(c Context) template.FuncMap {
	return template.FuncMap{
		"say":     c.say,
		"under":   func(level int, s document.Section) section { return section{level, s} },
		"next":    func(level int) int { return min(level+1, 5) },
		"to":      func(to string) (any, error) { return address(to, c.Notices) },
		"entry":   func(v Version, restated bool) entry { return entry{v, restated} },
		"changed": func(id string) document.Line { return c.Changed[id] },
	}
}

// say words a label; data come in pairs, such as "Number" 3.
func (c Context) say(id string, pairs ...any) (string, error) {
	if len(pairs)%2 != 0 {
		return "", fmt.Errorf("the label %q is given a name without a value", id)
	}
	data := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		data[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return c.Labels.Say(id, data)
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
