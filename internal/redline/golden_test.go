package redline_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"notis/internal/document"
	"notis/internal/redline"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden holds what redlines look like. A case is two notices in a small
// Markdown of its own:
//
//	# title
//	## heading {#anchor <before}    a section; ### is one inside it
//	- entry {#anchor}               of a list
//	= Label: value / value          a row
//	| cell | cell {#anchor}         a table, its first line the columns
//	anything else                   a paragraph
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			arch, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if len(arch.Files) < 2 {
				t.Fatal("a case has the files a and b")
			}
			a, b := parse(string(arch.Files[0].Data)), parse(string(arch.Files[1].Data))
			r := redline.Compare(a, b)
			bothSides(t, a, b, r)
			got := show(r, true) + "touched: " + strings.Join(r.Touched(), " ") + "\n"
			want := txtar.Format(arch)
			arch.Files = append(arch.Files[:2:2], txtar.File{Name: "redline", Data: []byte(got)})
			now := txtar.Format(arch)
			if bytes.Equal(now, want) {
				return
			}
			if !*update {
				t.Fatalf("got\n%s\nlook at the difference after -update", got)
			}
			if err := os.WriteFile(name, now, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// builder makes a document of lines.
type builder struct {
	d   *document.Document
	at  *document.Section
	top *document.Section
}

func parse(src string) *document.Document {
	p := &builder{d: &document.Document{}}
	for _, l := range strings.Split(src, "\n") {
		p.line(strings.TrimRight(l, " "))
	}
	return p.d
}

var anchors = regexp.MustCompile(` \{#([\w-]+)(?: <([\w-]+))?\}$`)

func (p *builder) line(l string) {
	id, was := "", []string(nil)
	if m := anchors.FindStringSubmatch(l); m != nil {
		l, id = strings.TrimSuffix(l, m[0]), m[1]
		if m[2] != "" {
			was = []string{m[2]}
		}
	}
	mark, rest, _ := strings.Cut(l, " ")
	switch mark {
	case "":
	case "#":
		p.d.Title = rest
	case "##":
		p.d.Sections = append(p.d.Sections, document.Section{ID: id, Was: was, Title: rest})
		p.top = &p.d.Sections[len(p.d.Sections)-1]
		p.at = p.top
	case "###":
		p.top.Sections = append(p.top.Sections, document.Section{ID: id, Was: was, Title: rest})
		p.at = &p.top.Sections[len(p.top.Sections)-1]
	case "-":
		b := p.block(document.List)
		b.Items = append(b.Items, []document.Block{{Kind: document.Paragraph, ID: id, Line: inline(rest)}})
	case "=":
		b := p.block(document.Facts)
		label, values, _ := strings.Cut(rest, ": ")
		row := document.Row{Key: strings.ToLower(label), Label: label}
		for _, v := range strings.Split(values, " / ") {
			row.Values = append(row.Values, document.Value{Line: inline(v)})
		}
		row.Values[0].ID = id
		b.Rows = append(b.Rows, row)
	case "|":
		p.row(id, was, strings.Split(rest, " | "))
	default:
		p.at.Blocks = append(p.at.Blocks, document.Block{Kind: document.Paragraph, ID: id, Line: inline(l)})
	}
}

// block gives the last block if it is of that kind, else a new one.
func (p *builder) block(k document.BlockKind) *document.Block {
	if n := len(p.at.Blocks); n == 0 || p.at.Blocks[n-1].Kind != k {
		p.at.Blocks = append(p.at.Blocks, document.Block{Kind: k})
	}
	return &p.at.Blocks[len(p.at.Blocks)-1]
}

func (p *builder) row(id string, was, cells []string) {
	b := p.block(document.Grid)
	if b.Table == nil {
		b.Table = &document.Table{Caption: "Table"}
		for _, c := range cells {
			b.Table.Columns = append(b.Table.Columns, document.Column{Key: strings.ToLower(c), Title: c})
		}
		return
	}
	r := document.TableRow{ID: id, Was: was}
	for _, c := range cells {
		cell := document.Cell{}
		if c != "–" {
			cell.Values = []document.Value{{Line: inline(c)}}
		}
		r.Cells = append(r.Cells, cell)
	}
	b.Table.Rows = append(b.Table.Rows, r)
}

var runs = regexp.MustCompile("\\[([^]]*)\\]\\(([^)]*)\\)|\\*\\*([^*]*)\\*\\*|`([^`]*)`|[^[*`]+|.")

func inline(s string) document.Line {
	var out document.Line
	for _, m := range runs.FindAllStringSubmatch(s, -1) {
		switch {
		case m[1] != "":
			out = append(out, document.Run{Text: m[1], To: m[2]})
		case m[3] != "":
			out = append(out, document.Run{Text: m[3], Strong: true})
		case m[4] != "":
			out = append(out, document.Run{Text: m[4], Code: true})
		default:
			out = append(out, document.Run{Text: m[0]})
		}
	}
	return out
}
