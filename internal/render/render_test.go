package render_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"

	"notis"
	"notis/internal/notice"
	"notis/internal/render"
	"notis/internal/site"
	"notis/internal/source"
)

func input(pages ...site.Page) render.Input {
	return render.Input{Source: notis.Shared, Pages: pages, BaseURL: "/"}
}

func page(path, body string) site.Page {
	return site.Page{Path: path, Lang: notice.Norwegian, Key: strings.Trim(path, "/"), Layout: "prose", Title: "T", Description: "D", Body: []byte(body)}
}

// TestBodiesStayWhole wants a body to come out as it went in, whatever Hugo
// would make of it.
func TestBodiesStayWhole(t *testing.T) {
	for i, body := range []string{
		"<p>{{&lt; ref x &gt;}} {{% include %}} {{ .Site }}</p>",
		"<p>{{% /* x */ %}}</p>",
		"<p>---\n+++\n{}</p>",
		"<p><!--notis:body--></p>",
	} {
		files, err := render.Render(input(page(fmt.Sprintf("/p%d/", i), body)))
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, f := range files {
			if strings.HasPrefix(f.Path, "p") {
				text = string(f.Content)
			}
		}
		if !strings.Contains(text, body) {
			t.Errorf("%q became\n%s", body, text)
		}
	}
}

// TestMarkInText wants the mark that stands for a body to be text where a text
// has it, and a layout that shows no body to fail.
func TestMarkInText(t *testing.T) {
	p := page("/x/", "<p>whole</p>")
	p.Title, p.Description = "<!--notis:body-->", "<!--notis:body-->"
	if _, err := render.Render(input(p)); err != nil {
		t.Error(err)
	}
	p.Layout = "missing"
	if _, err := render.Render(input(p)); err == nil || !strings.Contains(err.Error(), "the layout missing does not show the body of /x/ once") {
		t.Errorf("got %v", err)
	}
}

// TestLinked wants what a page tells search engines to be the JSON that it was,
// and not to end its element.
func TestLinked(t *testing.T) {
	want := map[string]any{"@type": "WebPage", "inLanguage": "nb", "name": `</script><script>alert(1)</script><!-- <script> --> & "quoted" \ ` + "\u2028 {{ .Site }} ]]>"}
	src, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	p := page("/x/", "<p>whole</p>")
	p.Linked = string(src)
	files, err := render.Render(input(p))
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, f := range files {
		root, err := html.Parse(bytes.NewReader(f.Content))
		if err != nil {
			t.Fatal(err)
		}
		for n := range root.Descendants() {
			if n.Type != html.ElementNode || n.Data != "script" {
				continue
			}
			var got map[string]any
			if err := json.Unmarshal([]byte(n.FirstChild.Data), &got); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%v: %s", err, n.FirstChild.Data)
			}
			found++
		}
	}
	if found != 1 {
		t.Errorf("%d scripts", found)
	}
}

// TestTogether wants renderings that run at the same time to be what they are
// one by one.
func TestTogether(t *testing.T) {
	one, err := render.Render(input(page("/x/", "<p>x</p>"), page("/y/", "<p>y</p>")))
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			again, err := render.Render(input(page("/x/", "<p>x</p>"), page("/y/", "<p>y</p>")))
			if err != nil || len(again) != len(one) {
				t.Errorf("%v, %d files", err, len(again))
				return
			}
			for i := range one {
				if string(one[i].Content) != string(again[i].Content) {
					t.Errorf("%s differs", one[i].Path)
				}
			}
		})
	}
	wait.Wait()
}

// TestCompany wants a page to be the same whatever pages are rendered with it:
// what layouts make once for many pages is right for each.
func TestCompany(t *testing.T) {
	var pages []site.Page
	for _, l := range notice.Langs() {
		for _, b := range []*site.Brand{{ID: "one", Name: "One", Look: "e20"}, {ID: "two", Name: "Two", Look: "elekt"}, {ID: "index", Name: "Bare"}} {
			home := "/" + string(l) + "/" + b.ID + "/"
			b.Home, b.Notices = home, []site.Link{{Kind: "privacy", Path: home + "p/", Title: b.Name + " P"}, {Kind: "cookies", Path: home + "c/", Title: b.Name + " C"}}
			pages = append(pages, site.Page{Path: home, Lang: l, Layout: "brand", Title: b.Name, Brand: b})
			for _, n := range b.Notices {
				for at, history := range map[string]string{"": "", "h/": "", "x/": n.Path + "h/"} {
					layout := "notice"
					if at != "" {
						layout = "history"
					}
					pages = append(pages, site.Page{
						Path: n.Path + at, Lang: l, Layout: layout, Title: n.Title, Body: []byte("<p>" + n.Title + at + "</p>"), Brand: b,
						Single: b.ID == "two", Notice: &site.Notice{Kind: n.Kind, History: history},
					})
				}
			}
		}
	}
	in := render.Input{Source: os.DirFS("../.."), Pages: pages, BaseURL: "https://example.org/below/"}
	all, err := render.Render(in)
	if err != nil {
		t.Fatal(err)
	}
	for i, p := range pages {
		in.Pages = pages[i : i+1]
		alone, err := render.Render(in)
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(all, func(f render.File) bool { return f.Path == strings.TrimPrefix(p.Path, "/")+"index.html" })
		if at < 0 || string(all[at].Content) != string(alone[0].Content) {
			t.Errorf("%s is another among others", p.Path)
		}
	}
}

// TestWarningsAreErrors wants a layout that is missing to fail, which Hugo
// itself only warns of.
func TestWarningsAreErrors(t *testing.T) {
	p := page("/x/", "<p>x</p>")
	p.Layout = "none"
	own := fstest.MapFS{}
	src := source.Over(own, notis.Shared)
	files, err := render.Render(render.Input{Source: src, Pages: []site.Page{p}, BaseURL: "/"})
	if err == nil {
		names := map[string]bool{}
		for _, f := range files {
			names[f.Path] = true
		}
		t.Errorf("a missing layout passed: %v", slices.Sorted(maps.Keys(names)))
	}
}

// TestEnvironment wants the environment of the process to change nothing.
func TestEnvironment(t *testing.T) {
	one, err := render.Render(input(page("/x/", "<p>x</p>")))
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("HUGO_TITLE", "x")
	t.Setenv("HUGO_BASEURL", "https://evil.example/")
	t.Setenv("HUGO_DISABLEKINDS", "page")
	two, err := render.Render(input(page("/x/", "<p>x</p>")))
	if err != nil || len(one) != len(two) {
		t.Fatalf("%v, %d and %d files", err, len(one), len(two))
	}
	for i := range one {
		if one[i].Path != two[i].Path || string(one[i].Content) != string(two[i].Content) {
			t.Errorf("%s differs", one[i].Path)
		}
	}
}
