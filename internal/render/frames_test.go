package render_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"notis"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/register"
	"notis/internal/render"
	"notis/internal/scale"
	"notis/internal/site"
	"notis/internal/source"
)

// planned are the pages of all brands of a folder.
func planned(t testing.TB, dir fs.FS) []site.Page {
	t.Helper()
	plan, data, err := scale.Plan(notis.Shared, dir)
	if err != nil {
		t.Fatal(err)
	}
	in := plan.Input
	in.Drafts, in.Changed = true, func(*notice.Dossier, notice.Kind) ([]notice.Told, error) { return nil, nil }
	plan = site.New(in)
	var pages []site.Page
	for _, id := range plan.Brands {
		var r *register.Result
		if r, err = data.Load(dir, id); err != nil {
			t.Fatal(err)
		}
		s, err := plan.Brand(r.Register.Brands[id])
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, s.Pages...)
	}
	return pages
}

// same renders pages with frames, all at once and then one after the other, and
// wants what Hugo makes of each.
func same(t *testing.T, in render.Input) *render.Frames {
	t.Helper()
	in.Frames = nil
	want, err := render.Render(in)
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]string{}
	for _, f := range want {
		wanted[f.Path] = string(f.Content)
	}
	in.Frames = new(render.Frames)
	pages := in.Pages
	for _, some := range [][]site.Page{pages, pages[:len(pages)/2], pages[len(pages)/2:], pages} {
		in.Pages = some
		got, err := render.Render(in)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(some) {
			t.Errorf("%d files of %d pages", len(got), len(some))
		}
		for i, f := range got {
			if wanted[f.Path] != string(f.Bytes(nil)) {
				t.Errorf("%s is another one:\n%s\nand not\n%s", f.Path, f.Bytes(nil), wanted[f.Path])
			}
			if i > 0 && got[i-1].Path >= f.Path {
				t.Errorf("%s comes before %s", got[i-1].Path, f.Path)
			}
		}
	}
	return in.Frames
}

// TestFrames wants each page of the brands and of the demonstration, drafts
// too, to be what Hugo makes of it, and Hugo not to be asked for the pages of
// a shape again.
func TestFrames(t *testing.T) {
	made := t.TempDir()
	if err := scale.Generate(made, os.DirFS("../demo/testdata/site"), "demokraft", "Demokraft", 3); err != nil {
		t.Fatal(err)
	}
	for name, dir := range map[string]fs.FS{"brands": os.DirFS("../.."), "made up": os.DirFS(made)} {
		in := input(planned(t, dir)...)
		in.Source = source.Over(dir, notis.Shared)
		in.BaseURL = "https://personvern.example.no/below/"
		shapes, none := same(t, in).Count()
		if none > 0 || shapes == 0 || name == "made up" && shapes > len(in.Pages)/3 {
			t.Errorf("%s: %d pages have %d shapes, %d of them without a frame", name, len(in.Pages), shapes, none)
		}
	}
}

// nasty are values that have to be escaped, or look like marks.
var nasty = []string{
	`a & b < c > d " e ' f + g = h`, "`~!@#$%^&*()_-+={}[]|\\:;\"'<>,.?/", "</title></style></script><!-- ", "zq0x0z&<>\"'+", "zq1x2z/z._-@z", "<!--notis:body-->",
	"{{ .Title }} {{< x >}} {{% y %}}", "&amp;&lt;", "é ø \u2028 \u00a0 \ufeff \U0001F600", "\x7f\x01 line\nbreak\ttab", "bad \xff\xfe utf-8", " ", "/", "//x", "javascript:alert(1)", "x",
}

// strange are pages with such values everywhere, and a plain one of each shape.
func strange(values []string) []site.Page {
	var pages []site.Page
	for i, v := range append([]string{"plain", "another"}, values...) {
		id := fmt.Sprintf("b%d", i)
		home := "/" + id + "/"
		b := &site.Brand{ID: id, Name: v, About: v, Home: home, Company: v + " AS", Number: v, Contacts: []document.Line{
			{{Text: v, To: "mailto:" + v}}, {{Text: v + "!", To: "https://" + v}}, {{Text: v, To: home + v}, {Text: v + "?", To: v, Strong: true}, {Text: v, Code: true}},
		}}
		b.Notices = []site.Link{{Kind: "privacy", Path: home + "p/", Title: v, From: v, Map: home + "m/", Storage: home + "s/"}, {Kind: "cookies"}}
		n := &site.Notice{
			Kind: "privacy", History: home + "h/", Map: home + "m/", Storage: home + "s/", Standing: document.Standing{Updated: document.Line{{Text: v}}, Note: document.Line{{Text: v, To: home}}},
			Version: &site.Banner{State: "past", Lines: []document.Line{{{Text: v}}}},
		}
		linked := fmt.Sprintf(`{"name":"%x"}`, v)
		for at, layout := range map[string]string{"": "brand", "p/": "notice", "h/": "history", "m/": "view", "o/": "prose"} {
			p := site.Page{Path: home + at, Lang: notice.English, Layout: layout, Title: v, Description: v, Brand: b, Linked: linked, Paper: `"` + id + `"`, Notice: n}
			p.Alternates = []site.Alternate{{Lang: notice.English, Path: p.Path}, {Lang: notice.Norwegian, Path: "/nb" + p.Path}}
			if layout == "brand" {
				p.Notice = &site.Notice{Standing: n.Standing}
			} else {
				p.Body = []byte("<p>" + id)
			}
			if layout == "prose" {
				p.Brand, p.Notice = nil, nil
			}
			if layout == "view" {
				with := *n
				with.Of = p.Path
				p.Notice = &with
			}
			pages = append(pages, p)
		}
	}
	return pages
}

// TestStrange wants values to be escaped where they stand as Hugo does.
func TestStrange(t *testing.T) {
	same(t, input(strange(nasty)...))
}

// FuzzFrames wants the same of any value.
func FuzzFrames(f *testing.F) {
	for _, v := range nasty {
		f.Add(v)
	}
	f.Fuzz(func(t *testing.T, v string) {
		same(t, input(strange([]string{v})...))
	})
}

// TestLayouts wants pages to be right whatever a layout does to values: where
// it changes one, asks what is in it, or cannot do with a mark.
func TestLayouts(t *testing.T) {
	for name, x := range map[string]struct {
		layout string
		framed bool
	}{
		"changed":  {`{{ .Title | upper }}`, false},
		"cut":      {`{{ substr .Title 0 2 }}`, false},
		"asked":    {`{{ if in .Title "plain" }}plain{{ end }}{{ .Title }}`, true},
		"compared": {`{{ if eq .Title .Params.brand }}same{{ end }}{{ if eq .Title .Description }}too{{ end }}{{ .Title }}`, true},
		"fails":    {`{{ if hasPrefix .Title "zq" }}{{ errorf "a mark" }}{{ end }}{{ .Title }}`, false},
		"path":     {`{{ .RelPermalink }}`, true},
		"script":   {`<script>var x = {{ .Title }};</script>`, false},
		"style":    {`<p style="--x: {{ .Title }}">`, false},
		"bare":     {`<p title={{ .Title }}>`, false},
		"query":    {`<a href="/?q={{ .Title }}">`, false},
		"length":   {`{{ len .Title }}`, false},
		"one":      {`{{ if eq .Title "b < c" }}that one{{ end }}`, true},
		"brand":    {"{{ if eq .Params.brand `b3` }}that one{{ end }}", true},
		"short":    {`{{ .Title | truncate 200 }}`, false},
		"small":    {`{{ .Title | lower }}`, false},
		"markdown": {`{{ .Title | markdownify }}`, false},
		"plain":    {`{{ .Title | plainify }}`, false},
		"unescape": {`{{ .Title | htmlUnescape }}`, false},
	} {
		t.Run(name, func(t *testing.T) {
			own := fstest.MapFS{"layouts/prose.html": {Data: []byte(`{{ define "main" }}` + x.layout + `{{ .Content }}{{ end }}`)}}
			in := input()
			in.Source = source.Over(own, notis.Shared)
			for _, p := range strange([]string{"b0", "b < c", "x + y", "*X* &amp; " + strings.Repeat("y ", 200)}) {
				if p.Layout == "prose" {
					p.Brand = &site.Brand{ID: strings.Split(p.Path, "/")[1], Notices: []site.Link{}}
					in.Pages = append(in.Pages, p)
				}
			}
			if _, none := same(t, in).Count(); (none == 0) != x.framed {
				t.Errorf("%d shapes have no frame", none)
			}
		})
	}
}

// TestTogetherFramed wants renderings at the same time to share frames.
func TestTogetherFramed(t *testing.T) {
	pages := strange(nasty[:6])
	in := input(pages...)
	want, err := render.Render(in)
	if err != nil {
		t.Fatal(err)
	}
	in.Frames = new(render.Frames)
	done := make(chan error)
	for range 4 {
		go func() {
			got, err := render.Render(in)
			for i := range got {
				if string(got[i].Bytes(nil)) != string(want[i].Content) {
					err = fmt.Errorf("%s differs", got[i].Path)
				}
			}
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if shapes, none := in.Frames.Count(); none > 0 || shapes == 0 {
		t.Errorf("%d shapes, %d without a frame", shapes, none)
	}
}
