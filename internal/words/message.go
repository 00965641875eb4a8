package words

import (
	"strconv"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// message is a message in its plural forms. It says what go-i18n would say, in
// a tenth of the time: a site says millions of them.
type message struct{ one, other form }

// form is a text with places for data.
type form struct {
	text string
	// plain tells that the text has no such places.
	plain bool
	// once makes the rest, when the form is said for the first time.
	once sync.Once
	// template is nil where the text cannot be read as one.
	template *template.Template
	// parts are the same, where the text is no more than words and names.
	parts []part
}

// part is a piece of text, or the name of the datum that stands in its place.
type part struct{ text, name string }

// quick prepares a message; nil where it has forms, or marks, that only go-i18n
// knows.
func quick(m *i18n.Message) *message {
	if m.Zero+m.Two+m.Few+m.Many+m.LeftDelim+m.RightDelim != "" {
		return nil
	}
	out := &message{one: form{text: m.One}, other: form{text: m.Other}}
	for _, f := range []*form{&out.one, &out.other} {
		f.plain = !strings.Contains(f.text, "{{")
	}
	return out
}

// say words the message. It is false where something is missing, or where it is
// not so simple; go-i18n then says it, or what is missing.
func (m *message) say(lang string, data map[string]any) (string, bool) {
	f := &m.other
	if n, counted := data["Count"]; counted {
		count, number := n.(int)
		// In these two the form depends on nothing but whether it is one.
		if !number || lang != "nb" && lang != "en" {
			return "", false
		}
		if count == 1 || count == -1 {
			f = &m.one
		}
	}
	if f.plain {
		return f.text, f.text != ""
	}
	return f.fill(data)
}

// fill puts the data into their places.
func (f *form) fill(data map[string]any) (string, bool) {
	f.once.Do(f.read)
	if s, ok := f.join(data); ok || f.template == nil {
		return s, ok
	}
	var out strings.Builder
	err := f.template.Execute(&out, data)
	return out.String(), err == nil
}

// join puts parts together. It is false where there are none, or where a datum
// is missing or neither a text nor a number.
func (f *form) join(data map[string]any) (string, bool) {
	if len(f.parts) == 0 {
		return "", false
	}
	out := make([]byte, 0, len(f.text)+32)
	for _, p := range f.parts {
		if p.name == "" {
			out = append(out, p.text...)
			continue
		}
		switch v := data[p.name].(type) {
		case string:
			out = append(out, v...)
		case int:
			out = strconv.AppendInt(out, int64(v), 10)
		default:
			return "", false
		}
	}
	return string(out), true
}

// read parses the text, and takes it apart where it is simple.
func (f *form) read() {
	t, err := template.New("").Option("missingkey=error").Parse(f.text)
	if err != nil || t.Tree == nil {
		return
	}
	f.template = t
	var parts []part
	for _, n := range t.Root.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			parts = append(parts, part{text: string(n.Text)})
		case *parse.ActionNode:
			name := datum(n.Pipe)
			if name == "" {
				return
			}
			parts = append(parts, part{name: name})
		default:
			return
		}
	}
	f.parts = parts
}

// datum is the name of the datum that alone stands in a place, or "".
func datum(p *parse.PipeNode) string {
	if len(p.Decl) > 0 || len(p.Cmds) != 1 || len(p.Cmds[0].Args) != 1 {
		return ""
	}
	if n, ok := p.Cmds[0].Args[0].(*parse.FieldNode); ok && len(n.Ident) == 1 {
		return n.Ident[0]
	}
	return ""
}
