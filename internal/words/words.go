// Package words holds what notis says: the clauses of the notices, the labels
// of the pages and the messages of the command, as go-i18n message files.
//
// A language never borrows from another: a message that is missing, or that
// asks for a datum it is not given, is an error.
package words

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
)

// Words is one language of one set of messages.
type Words struct {
	lang      string
	localizer *i18n.Localizer
	ids       []string
	// raw are the messages as they are written.
	raw map[string]string
	// quick are those that are said without the localizer.
	quick map[string]*message
	// others are further sets, by their names.
	others map[string]*Words
}

// Load reads dir/<lang>.toml from fsys.
func Load(fsys fs.FS, dir, lang string) (*Words, error) {
	return read(fsys, []string{path.Join(dir, lang+".toml")}, lang)
}

// LoadAll reads <lang>.toml in each folder of dirs and below them. No id may
// stand twice.
func LoadAll(fsys fs.FS, dirs []string, lang string) (*Words, error) {
	var names []string
	for _, dir := range dirs {
		err := fs.WalkDir(fsys, dir, func(p string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && d.Name() == lang+".toml" {
				names = append(names, p)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return read(fsys, names, lang)
}

func read(fsys fs.FS, names []string, lang string) (*Words, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", lang, err)
	}
	bundle := i18n.NewBundle(tag)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	w := &Words{lang: lang, raw: map[string]string{}, quick: map[string]*message{}}
	for _, name := range names {
		src, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		file, err := bundle.ParseMessageFileBytes(src, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		for _, m := range file.Messages {
			if _, twice := w.raw[m.ID]; twice {
				return nil, fmt.Errorf("%s: the message %q stands in another file too", name, m.ID)
			}
			w.ids = append(w.ids, m.ID)
			w.raw[m.ID] = m.Other
			if q := quick(m); q != nil {
				w.quick[m.ID] = q
			}
		}
	}
	w.localizer = i18n.NewLocalizer(bundle, lang)
	slices.Sort(w.ids)
	return w, nil
}

// With gives words that say the messages of another set of the language too: by
// their ids after its name and a colon.
func (w *Words) With(name string, other *Words) *Words {
	out := *w
	out.others = maps.Clone(w.others)
	if out.others == nil {
		out.others = map[string]*Words{}
	}
	out.others[name] = other
	return &out
}

// Lang is the language's tag.
func (w *Words) Lang() string { return w.lang }

// IDs lists the ids of all messages, sorted.
func (w *Words) IDs() []string { return slices.Clone(w.ids) }

// Has tells whether there is a message of that id.
func (w *Words) Has(id string) bool {
	_, found := slices.BinarySearch(w.ids, id)
	return found
}

var strict = &template.TextParser{Option: "missingkey=error"}

// Say words a message. Data may be nil for a message that asks for nothing; a
// Count in it chooses the plural form. Several can say at the same time.
func (w *Words) Say(id string, data map[string]any) (string, error) {
	if q := w.quick[id]; q != nil {
		if s, ok := q.say(w.lang, data); ok {
			return s, nil
		}
	}
	if name, rest, ok := strings.Cut(id, ":"); ok && w.others[name] != nil {
		return w.others[name].Say(rest, data)
	}
	cfg := &i18n.LocalizeConfig{MessageID: id, TemplateData: data, TemplateParser: strict}
	if n, ok := data["Count"]; ok {
		cfg.PluralCount = n
	}
	s, err := w.localizer.Localize(cfg)
	if err != nil {
		return "", fmt.Errorf("message %q in %s: %s", id, w.lang, strings.TrimPrefix(err.Error(), "template: "))
	}
	return s, nil
}
