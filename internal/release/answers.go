package release

import (
	"errors"
	"reflect"
	"slices"
	"strings"

	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/prose"
)

// answers holds every value of the release to the form that the loader asks of
// release.toml: answers given at a terminal never went through it.
func (p *preparer) answers(v reflect.Value, at string) {
	switch x := v.Interface().(type) {
	case notice.Text:
		p.text(x, at)
		return
	case notice.Enum:
		if s := v.String(); s != "" && !slices.Contains(x.Values(), s) {
			p.refuse("unknown-value", at, map[string]any{"Key": at, "Value": s, "Nearest": "", "Known": strings.Join(x.Values(), ", ")})
		}
		return
	case notice.Checker:
		var bad *notice.Invalid
		if !v.IsZero() && errors.As(x.Check(), &bad) {
			p.refuse(bad.Rule, at, map[string]any{"Key": at, "Value": bad.Value})
		}
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			key := v.Type().Field(i).Tag.Get("toml")
			if at != "" {
				key = at + "." + key
			}
			p.answers(v.Field(i), key)
		}
	case reflect.Slice:
		for i := range v.Len() {
			p.answers(v.Index(i), at)
		}
	}
}

// text wants both languages, in plain words on one line.
func (p *preparer) text(t notice.Text, at string) {
	if t.IsZero() {
		return
	}
	for _, l := range notice.Langs() {
		s := t.In(l)
		if strings.TrimSpace(s) == "" {
			p.refuse("missing-language", at, map[string]any{"Lang": string(l), "Key": at})
			continue
		}
		blocks, problems := prose.New().Parse(s)
		for _, bad := range problems {
			p.refuse(bad.Rule, at, map[string]any{"What": bad.What})
		}
		if len(problems) == 0 && (len(blocks) != 1 || len(blocks[0].Line) != 1 || blocks[0].Line[0] != (document.Run{Text: blocks[0].Line[0].Text})) {
			p.refuse("plain", at, map[string]any{"Key": at})
		}
	}
}

// needless refuses what the entry makes no use of: it would be from another
// time, and kept for ever.
func (p *preparer) needless() {
	entry := p.record.Entry
	if entry == notice.Published {
		return
	}
	r := &p.in.Release
	for _, x := range []struct {
		key  string
		here bool
	}{
		{"effective", r.Effective != "" && entry != notice.Unkept}, {"corrects", r.Corrects > 0}, {"class", r.Class != ""},
		{"practice", len(r.Practice) > 0}, {"waivers", len(r.Waivers) > 0},
	} {
		if x.here {
			p.refuse("release-needless", x.key, map[string]any{"Key": x.key, "Entry": string(entry)})
		}
	}
}
