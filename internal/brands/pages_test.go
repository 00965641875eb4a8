package brands_test

import (
	"bytes"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"notis/internal/archive"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/publish"
	"notis/internal/site"
)

// addresses lists the addresses that the site promises never to change.
func addresses(reg *notice.Register) []string {
	out := []string{"/", "/en/", "/om/", "/en/about/", "/tilgjengelighet/", "/en/accessibility/", "/404.html"}
	for id := range reg.Brands {
		for _, l := range notice.Langs() {
			home := "/" + string(id) + "/"
			if l == notice.English {
				home += "en/"
			}
			out = append(out, home)
			for _, k := range notice.Kinds() {
				at := home + site.Segment(k, l) + "/"
				out = append(out, at, at+"v1/", at+map[notice.Lang]string{notice.Norwegian: "historikk/", notice.English: "history/"}[l])
				if k == notice.PrivacyKind {
					out = append(out, at+map[notice.Lang]string{notice.Norwegian: "kart/", notice.English: "map/"}[l], at+map[notice.Lang]string{notice.Norwegian: "lagring/", notice.English: "storage/"}[l])
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

func TestAddresses(t *testing.T) {
	built := pages(t, public())
	want := addresses(load(t))
	for _, path := range want {
		if _, ok := built[path]; !ok {
			t.Errorf("there is no page at %s", path)
		}
	}
	for path := range built {
		if !slices.Contains(want, path) {
			t.Errorf("nobody promised a page at %s", path)
		}
	}
}

// TestLinks visits every address and wants each link to lead to a page, and
// each fragment to something on it.
func TestLinks(t *testing.T) {
	t.Run("at the root", func(t *testing.T) { links(t, public(), "") })
	t.Run("below a folder", func(t *testing.T) { links(t, build(t, "--base-url", "https://site.example/x"), "/x") })
	t.Run("of one brand", func(t *testing.T) { links(t, build(t, "--brand", "motkraft"), "") })
}

// exists tells whether a site has a file at an address.
func exists(dir, at string) bool {
	_, err := os.Stat(filepath.Join(dir, filepath.FromSlash(at)))
	return err == nil
}

// links checks the links of a site that stands below a path.
func links(t *testing.T, dir, below string) {
	built := pages(t, dir)
	ids := map[string]map[string]bool{}
	for path, p := range built {
		ids[path] = map[string]bool{}
		p.each(func(n *html.Node) {
			if id, ok := attr(n, "id"); ok {
				if id == "" || ids[path][id] {
					t.Errorf("%s: the id %q is empty or stands twice", path, id)
				}
				ids[path][id] = true
			}
		})
	}
	count := 0
	for path, p := range built {
		base, err := url.Parse("https://site.example" + below + path)
		if err != nil {
			t.Fatal(err)
		}
		p.each(func(n *html.Node) {
			to, ok := attr(n, "href")
			if !ok || n.Data == "link" {
				return
			}
			count++
			u, err := base.Parse(to)
			at, inside := strings.CutPrefix(u.Path, below)
			switch {
			case err != nil || to == "" || strings.Contains(to, "ZgotmplZ"):
				t.Errorf("%s: a link to %q: %v", path, to, err)
			case u.Host != "site.example":
				if u.Scheme != "https" && u.Scheme != "mailto" && u.Scheme != "tel" {
					t.Errorf("%s: a link to %q", path, to)
				}
			case inside && strings.HasSuffix(at, ".atom") && exists(dir, at):
				// A feed is no page, and is there.
			case !inside || ids[at] == nil:
				t.Errorf("%s: a dead link to %q", path, to)
			case u.Fragment != "" && !ids[at][u.Fragment]:
				t.Errorf("%s: nothing is called #%s at %s", path, u.Fragment, u.Path)
			}
		})
	}
	if count < 100 {
		t.Errorf("only %d links were visited", count)
	}
}

// reaches is what a script would have to say to fetch, to store, or to run what
// it does not hold.
var reaches = regexp.MustCompile(`(?i)fetch|http|import|\beval|function\(|worker|beacon|socket|storage|indexeddb|document\.cookie|innerhtml`)

// TestNothingFromElsewhere wants pages that fetch nothing and store nothing, and
// run their own scripts alone, which do not either.
func TestNothingFromElsewhere(t *testing.T) {
	for path, p := range pages(t, public()) {
		p.each(func(n *html.Node) {
			if slices.Contains([]string{"iframe", "img", "object", "embed", "form", "video", "audio", "source", "base"}, n.Data) {
				t.Errorf("%s holds a <%s>", path, n.Data)
			}
			if n.Data == "script" && (n.FirstChild == nil || reaches.MatchString(n.FirstChild.Data)) {
				t.Errorf("%s: a script reaches out, or is empty", path)
			}
			if rel, _ := attr(n, "rel"); n.Data == "link" && !slices.Contains([]string{"canonical", "alternate", "icon"}, rel) {
				t.Errorf("%s fetches a %s", path, rel)
			}
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "srcset" {
					t.Errorf("%s: <%s %s>", path, n.Data, a.Key)
				}
			}
			if n.Data == "style" && n.FirstChild != nil && (strings.Contains(n.FirstChild.Data, "url(") || strings.Contains(n.FirstChild.Data, "@import")) {
				t.Errorf("%s: the style sheet fetches something", path)
			}
		})
	}
}

// TestHead wants each page to say its language and title, and to search engines
// its description, where it stands, and where its translation does.
func TestHead(t *testing.T) {
	built := pages(t, build(t, "--base-url", "https://notis.example/x/"))
	indexed := 0
	for path, p := range built {
		head := map[string]string{}
		p.each(func(n *html.Node) {
			switch n.Data {
			case "html":
				head["lang"], _ = attr(n, "lang")
			case "title":
				head["title"] = n.FirstChild.Data
			case "meta":
				if name, _ := attr(n, "name"); name != "" {
					head[name], _ = attr(n, "content")
				}
			case "link":
				rel, _ := attr(n, "rel")
				lang, _ := attr(n, "hreflang")
				head[rel+lang], _ = attr(n, "href")
			case "h1":
				head["h1"] += "x"
			}
		})
		lang := "nb"
		if strings.Contains(path, "/en/") {
			lang = "en"
		}
		if head["lang"] != lang || head["title"] == "" || head["h1"] != "x" {
			t.Errorf("%s: the head says %v", path, head)
		}
		own := "https://notis.example/x" + path
		if head["robots"] == "noindex" {
			// What search engines alone read would be bytes for nobody, but for a
			// version, which leads to the one that is in force.
			want := ""
			if now, version := strings.CutSuffix(own, "v1/"); version {
				want = now
			}
			if head["canonical"] != want || head["description"]+head["alternatenb"]+head["alternateen"] != "" {
				t.Errorf("%s: search engines are to leave it out, and it says to them %v", path, head)
			}
			continue
		}
		indexed++
		if head["canonical"] != own || head["description"] == "" {
			t.Errorf("%s: canonical is %q, the description %q", path, head["canonical"], head["description"])
		}
		if head["alternate"+lang] != own || head["alternatenb"] == head["alternateen"] || head["alternateen"] == "" {
			t.Errorf("%s: its translations are %q and %q", path, head["alternatenb"], head["alternateen"])
		}
	}
	if indexed != 6 {
		t.Errorf("%d pages are for search engines", indexed)
	}
}

// TestRendition wants every page of a notice that no company approved to say
// so, and to keep out of search engines.
func TestRendition(t *testing.T) {
	reg := load(t)
	for path, p := range pages(t, public()) {
		id, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
		d := reg.Brands[notice.ID(id)]
		if d == nil || d.Brand.Official {
			continue
		}
		says := strings.Contains(p.text(), "Uoffisiell gjengivelse, ikke godkjent av") || strings.Contains(p.text(), "Unofficial restatement, not approved by")
		robots := ""
		p.each(func(n *html.Node) {
			if name, _ := attr(n, "name"); name == "robots" {
				robots, _ = attr(n, "content")
			}
		})
		if !says || robots != "noindex" {
			t.Errorf("%s does not say what it is (%v, %q)", path, says, robots)
		}
	}
}

// TestFurniture wants what every page, or every page of a kind, has to have
// around its text.
func TestFurniture(t *testing.T) {
	for path, p := range pages(t, public()) {
		text, has := p.text(), map[string]bool{}
		p.each(func(n *html.Node) {
			class, _ := attr(n, "class")
			has[n.Data+"."+class] = true
			if current, ok := attr(n, "aria-current"); ok {
				has["current "+current] = true
			}
			if lang, _ := attr(n, "lang"); n.Data == "a" && lang != "" {
				has["to the other language"] = true
			}
			if to, _ := attr(n, "href"); class == "skip" {
				has["skip to "+to] = true
			}
		})
		en := strings.Contains(path, "/en/")
		want := []string{"skip to #_main", "header.", "main.", "footer."}
		if path != "/404.html" {
			want = append(want, "to the other language")
		}
		said := []string{map[bool]string{false: "Denne siden setter ingen informasjonskapsler", true: "This page sets no cookies"}[en]}
		privacy := strings.HasSuffix(path, "/personvern/") || strings.HasSuffix(path, "/en/privacy/")
		cookies := strings.HasSuffix(path, "/informasjonskapsler/") || strings.HasSuffix(path, "/en/cookies/")
		if privacy || cookies {
			want = append(want, "current page", "div.summary", "nav.contents")
		}
		if privacy {
			want = append(want, "aside.", "dl.readers")
			said = append(said, map[bool]string{false: "Dette gir loven deg uansett", true: "What the law gives you in any case"}[en])
		}
		for _, w := range want {
			if !has[w] {
				t.Errorf("%s has no %s", path, w)
			}
		}
		for _, s := range said {
			if !strings.Contains(text, s) {
				t.Errorf("%s does not say %q", path, s)
			}
		}
	}
}

// TestPagesTellAll wants each line, label and badge of a notice to stand in
// its page, in order.
func TestPagesTellAll(t *testing.T) {
	a, err := archive.Read(root())
	if err != nil {
		t.Fatal(err)
	}
	built := pages(t, public())
	for id := range load(t).Brands {
		for _, l := range notice.Langs() {
			for _, k := range notice.Kinds() {
				now, _ := a.Chain(id, k).InForce(today)
				d, err := a.Document(now.Entry, l)
				if err != nil {
					t.Fatal(err)
				}
				path := "/" + string(id) + "/" + map[notice.Lang]string{notice.English: "en/"}[l] + site.Segment(k, l) + "/"
				_, rest, _ := strings.Cut(built[path].text(), d.Title)
				tell := func(s string) {
					s = strings.Join(strings.Fields(s), " ")
					i := strings.Index(rest, s)
					if i < 0 {
						t.Fatalf("%s does not tell %q where it should", path, s)
					}
					rest = rest[i+len(s):]
				}
				var sections []document.Section
				sections = append(sections, d.Sections...)
				body := document.Document{Sections: sections}
				shareLabels(sections)
				body.Visit(document.Visitor{ID: func(string) {}, Word: tell, Line: func(x document.Line) { tell(x.Plain()) }})
			}
		}
	}
}

// shareLabels takes a label away from a row that shares it with the row above:
// its page says it once.
func shareLabels(sections []document.Section) {
	for i := range sections {
		for _, b := range sections[i].Blocks {
			for j := len(b.Rows) - 1; j > 0; j-- {
				if b.Rows[j].Label == b.Rows[j-1].Label {
					b.Rows[j].Label = ""
				}
			}
		}
		shareLabels(sections[i].Sections)
	}
}

func TestSameBytes(t *testing.T) {
	a, b := build(t), build(t)
	one, err := os.ReadFile(filepath.Join(a, publish.Manifest))
	if err != nil {
		t.Fatal(err)
	}
	two, err := os.ReadFile(filepath.Join(b, publish.Manifest))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one, two) || len(one) == 0 {
		t.Errorf("two builds differ:\n%s\n%s", one, two)
	}
}

// TestOneBrand wants a site of one brand to have the same addresses without
// the brand's folder.
func TestOneBrand(t *testing.T) {
	built := pages(t, build(t, "--brand", "motkraft"))
	for _, path := range []string{"/", "/en/", "/personvern/", "/en/privacy/", "/informasjonskapsler/", "/en/cookies/", "/personvern/historikk/", "/personvern/v1/", "/personvern/kart/", "/en/privacy/storage/", "/en/cookies/history/", "/om/", "/en/about/", "/tilgjengelighet/", "/en/accessibility/", "/404.html"} {
		if _, ok := built[path]; !ok {
			t.Errorf("there is no page at %s", path)
		}
	}
	if len(built) != 23 {
		t.Errorf("there are %d pages", len(built))
	}
}

// BenchmarkBuild measures a full build of the real brands.
func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		build(b)
	}
}
