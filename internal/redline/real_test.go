package redline_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"notis/internal/compile"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/redline"
	"notis/internal/register"
	"notis/internal/words"
)

// company compiles a notice of the made-up company that states everything,
// after some edits of its data. What an edit replaces has to be there.
func company(t *testing.T, k notice.Kind, l notice.Lang, edits ...string) *document.Document {
	t.Helper()
	a, err := txtar.ParseFile("../compile/testdata/everything.txtar")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for i := 0; i < len(edits); i += 2 {
		found := false
		for n := range a.Files {
			f := &a.Files[n]
			if src := string(f.Data); strings.Contains(src, edits[i]) && !found {
				f.Data, found = []byte(strings.Replace(src, edits[i], edits[i+1], 1)), true
			}
		}
		if !found {
			t.Fatalf("the company's data has no %q", edits[i])
		}
	}
	for _, f := range a.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	r, err := register.Load(fsys, "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	w, err := words.Load(os.DirFS("../.."), "i18n/notice", string(l))
	if err != nil {
		t.Fatal(err)
	}
	out, err := compile.Compile(r.Register.Brands["acme"], &r.Register.Shared, k, compile.Edition{}, w)
	if err != nil {
		t.Fatal(err)
	}
	return out.Document
}

// releases are edits of the company's data, as a company makes them.
var releases = map[string]struct {
	kind  notice.Kind
	edits []string
	// touched are the sections that read otherwise.
	touched string
}{
	"a period": {notice.PrivacyKind, []string{`period = "P6Y1M"`, `period = "P5Y"`}, "activities"},
	"a sentence": {notice.PrivacyKind, []string{
		`text = { nb = "Vi låser døra.", en = "We lock the door." }`,
		`text = { nb = "Vi låser døra. Nøkkelen har bare vi.", en = "We lock the door. Only we have the key." }`,
	}, "security"},
	"a section moved": {notice.PrivacyKind, []string{
		"[[sections]]\nid = \"definitions\"\n\n", "",
		"[[sections]]\nid = \"claims\"\n", "[[sections]]\nid = \"claims\"\n\n[[sections]]\nid = \"definitions\"\n",
	}, "definitions"},
	"a section renamed": {notice.PrivacyKind, []string{
		`title = { nb = "Om oss", en = "About us" }`, "was = [\"our-past\"]\n" + `title = { nb = "Vår historie", en = "Our story" }`,
	}, "our-story"},
	"a recipient renamed": {notice.PrivacyKind, []string{`name = "Bank ASA"`, `name = "Storbank ASA"`}, "activities recipients disclosures"},
	"a cookie": {notice.CookiesKind, []string{
		`duration = "P1Y24D"`, `duration = "P13M"`,
		"[[cookies]]\nid = \"s\"\n", "[[cookies]]\nid = \"cart\"\nname = \"cart\"\ncategory = \"necessary\"\nduration = \"session\"\n\n[[cookies]]\nid = \"s\"\n",
	}, "cookies"},
	"many things": {notice.PrivacyKind, []string{
		`purpose = { nb = "Levere strøm.", en = "To deliver power." }`, `purpose = { nb = "Selge og levere strøm.", en = "To sell and deliver power." }`,
		`data = ["name", "national-id", { nb`, `data = ["name", { nb`,
		`kind = "consent"` + "\nor", `kind = "legal-obligation"` + "\nor",
		`url = "https://elhub.example/"`, `url = "https://elhub.example/no"`,
		"[[security]]", "[[security]]\nid = \"logs\"\ntext = { nb = \"Vi fører logg over alle som ser dem.\", en = \"We keep a log of everyone who sees it.\" }\n\n[[security]]",
		"[[requests]]\nid = \"honest\"\ntext = { nb = \"Gi oss riktig navn.\", en = \"Give us the right name.\" }\n", "",
		"[[sections]]\nid = \"requests\"\n\n", "",
	}, ""},
}

// TestReleases tries the properties on the company that states everything, and
// wants the redlines in both languages to be of one shape.
func TestReleases(t *testing.T) {
	for name, x := range releases {
		t.Run(name, func(t *testing.T) {
			var shapes []string
			for _, l := range notice.Langs() {
				a, b := company(t, x.kind, l), company(t, x.kind, l, x.edits...)
				r := redline.Compare(a, b)
				bothSides(t, a, b, r)
				bothSides(t, b, a, redline.Compare(b, a))
				if got := strings.Join(r.Touched(), " "); x.touched != "" && got != x.touched {
					t.Errorf("touched %q, want %q", got, x.touched)
				}
				if testing.Verbose() {
					t.Log("\n" + show(r, true))
				}
				shape := ""
				for _, u := range r.Units {
					shape += string(u.Kind) + " " + string(u.Status) + "\n"
				}
				shapes = append(shapes, shape)
				if !strings.Contains(shape, "changed") && !strings.Contains(shape, "moved") {
					t.Error("nothing is changed or moved")
				}
			}
			if shapes[0] != shapes[1] {
				t.Errorf("the languages give redlines of other shapes:\n%s\n%s", shapes[0], shapes[1])
			}
		})
	}
}

// TestReleaseSize holds the redlines of the company against git's.
func TestReleaseSize(t *testing.T) {
	needGit(t)
	dir := t.TempDir()
	for name, x := range releases {
		for _, l := range notice.Langs() {
			a, b := company(t, x.kind, l), company(t, x.kind, l, x.edits...)
			if n, git := size(redline.Compare(a, b)), gitSize(t, dir, a, b); 5*n > 6*git && n > git+slack {
				t.Errorf("%s in %s: %d words, git has %d", name, l, n, git)
			}
		}
	}
}
