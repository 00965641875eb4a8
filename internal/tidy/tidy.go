// Package tidy brings data files into one form: the model's order of keys and
// tables, one layout, one sentence a line in long texts. What a file says, and
// every comment in it, stays.
package tidy

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"reflect"
	"strings"

	"notis/internal/notice"
)

// Syntax tells that a file is not TOML, and where; Line and Column count from
// 1, Column in characters.
type Syntax struct {
	Line, Column int
	Problem      string
}

func (e *Syntax) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Problem) }

// Lost tells that the new form of a file would not say the same as the old
// one. Path is the place in the data; it is empty where comments would be
// lost.
type Lost struct{ Path string }

func (e *Lost) Error() string {
	if e.Path == "" {
		return "in its new form it would lack a comment"
	}
	return "in its new form it would not say the same at " + e.Path
}

// errTooMuch tells that a file is no form filled in by people.
var errTooMuch = errors.New("the file is larger or more deeply nested than what people write")

// Knows tells whether a name, from the root of the source and with slashes, is
// that of a data file that people write.
func Knows(name string) bool { return modelOf(name) != nil }

// modelOf gives the type that a data file is read into.
func modelOf(name string) reflect.Type {
	switch name {
	case "data/categories.toml":
		return reflect.TypeFor[notice.Shared]()
	case "data/site.toml":
		return reflect.TypeFor[notice.Website]()
	case "data/vendors.toml", "data/cookies.toml":
		return reflect.TypeFor[notice.Known]()
	}
	if ok, err := path.Match("data/brands/*/*", name); err != nil || !ok {
		return nil
	}
	switch path.Base(name) {
	case "brand.toml":
		return reflect.TypeFor[notice.Brand]()
	case "privacy.toml":
		return reflect.TypeFor[notice.Privacy]()
	case "cookies.toml":
		return reflect.TypeFor[notice.Cookies]()
	case "release.toml":
		return reflect.TypeFor[notice.Releases]()
	}
	return nil
}

// Format gives the canonical form of a data file, which says the same as src
// and has all of its comments. The name, from the root of the source, tells
// the model. The error is a [*Syntax] or a [*Lost], or says what else is in
// the way.
func Format(name string, src []byte) ([]byte, error) {
	model := modelOf(name)
	if model == nil {
		return nil, fmt.Errorf("%s is no data file that people write", name)
	}
	if err := modest(src); err != nil {
		return nil, err
	}
	clean := unmarked(src)
	before, err := decode(clean)
	if err != nil {
		return nil, err
	}
	p := newProser()
	out, err := rest(clean, model, p)
	if err != nil || bytes.Equal(out, clean) {
		return out, err
	}
	after, err := decode(out)
	if err != nil {
		return nil, fmt.Errorf("its new form cannot be read: %w", err)
	}
	s := &sameness{prose: p}
	if at, ok := s.table("", before, after, model, false); !ok {
		return nil, &Lost{Path: at}
	}
	if ok, err := sameComments(clean, out); err != nil || !ok {
		return nil, &Lost{}
	}
	return out, nil
}

// rest lays a file out until it stays as it is. Once is enough but where a
// comment comes to stand where it reads as a field that is commented out.
func rest(src []byte, model reflect.Type, p *proser) ([]byte, error) {
	for range 4 {
		file, err := build(src, model)
		if err != nil {
			return nil, err
		}
		w := &writer{prose: p}
		w.file(file)
		if w.out.String() == string(src) {
			return src, nil
		}
		src = []byte(w.out.String())
	}
	return nil, errors.New("its form does not come to rest")
}

// unmarked takes away what Windows editors add: a mark at the beginning, and
// ends of lines in two characters.
func unmarked(src []byte) []byte {
	return bytes.ReplaceAll(bytes.TrimPrefix(src, []byte("\ufeff")), []byte("\r\n"), []byte("\n"))
}

// modest refuses what would keep the parsers busy for minutes, or exhaust
// their stack. Its limits are those of package register.
func modest(src []byte) error {
	depth := 0
	for _, c := range src {
		switch c {
		case '[', '{':
			depth++
		case ']', '}':
			depth = max(depth-1, 0)
		}
		if depth > 64 {
			return errTooMuch
		}
	}
	for line := range strings.Lines(string(src)) {
		if strings.Count(line, ".") > 1000 {
			return errTooMuch
		}
	}
	if len(src) > 1<<20 {
		return errTooMuch
	}
	return nil
}
