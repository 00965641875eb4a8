package compile_test

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"notis/internal/compile"
	"notis/internal/document"
	"notis/internal/notice"
	"notis/internal/printout"
	"notis/internal/register"
	"notis/internal/words"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const today = "2026-11-22"

func open(t testing.TB, name string) fstest.MapFS {
	t.Helper()
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{}
	for _, f := range a.Files {
		fsys[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return fsys
}

func load(t testing.TB, fsys fs.FS) *notice.Register {
	t.Helper()
	r, err := register.Load(fsys, today)
	if err != nil {
		t.Fatal(err, err)
	}
	return r.Register
}

func say(t testing.TB, l notice.Lang) *words.Words {
	t.Helper()
	w, err := words.Load(os.DirFS("../.."), "i18n/notice", string(l))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func everything(t testing.TB) *notice.Register {
	return load(t, open(t, "testdata/everything.txtar"))
}

func doc(t testing.TB, r *notice.Register, k notice.Kind, l notice.Lang) *document.Document {
	t.Helper()
	out, err := compile.Compile(r.Brands["acme"], &r.Shared, k, compile.Edition{}, say(t, l))
	if err != nil {
		t.Fatal(err)
	}
	return out.Document
}

// TestGolden holds the wording of everything that can be stated, in both
// languages.
func TestGolden(t *testing.T) {
	r := everything(t)
	var a txtar.Archive
	a.Comment = []byte("What the made-up company's facts read as. Regenerate with go test ./internal/compile -update.\n")
	for _, k := range notice.Kinds() {
		for _, l := range notice.Langs() {
			for _, format := range []string{"md", "text"} {
				var out bytes.Buffer
				if err := printout.Write(&out, doc(t, r, k, l), format); err != nil {
					t.Fatal(err)
				}
				a.Files = append(a.Files, txtar.File{Name: string(k) + "." + string(l) + "." + format, Data: out.Bytes()})
			}
		}
	}
	got := txtar.Format(&a)
	const name = "testdata/everything.golden.txtar"
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("the wording differs from %s (%v); look at the difference after -update", name, err)
	}
}

// TestEverythingIsEverything wants the made-up company to use every field of
// the model, so that no field is ever dropped unseen.
func TestEverythingIsEverything(t *testing.T) {
	r := everything(t)
	used := map[string]bool{}
	mark(reflect.ValueOf(*r.Brands["acme"]), used)
	mark(reflect.ValueOf(r.Shared), used)
	for name, is := range used {
		// A rendition has no approval, and no question is open in it; TestStanding
		// has both. Readers never see what is asked or accepted.
		if slices.Contains([]string{"Open", "Waivers"}, name[strings.LastIndexByte(name, '.')+1:]) || strings.HasPrefix(name, "Question.") || strings.HasPrefix(name, "Exception.") {
			continue
		}
		if !is && name != "Brand.Official" && name != "Brand.Approval" && !strings.HasPrefix(name, "Approval.") {
			t.Errorf("%s is not used by testdata/everything.txtar", name)
		}
	}
}

func mark(v reflect.Value, used map[string]bool) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			mark(v.Index(i), used)
		}
		if v.Len() == 0 && v.Type().Elem().Kind() == reflect.Struct {
			mark(reflect.Zero(v.Type().Elem()), used)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			name := v.Type().Name() + "." + v.Type().Field(i).Name
			used[name] = used[name] || !v.Field(i).IsZero()
			mark(v.Field(i), used)
		}
	}
}

// TestTwins wants the two languages to be the same tree.
func TestTwins(t *testing.T) {
	r := everything(t)
	for _, k := range notice.Kinds() {
		nb, en := doc(t, r, k, notice.Norwegian), doc(t, r, k, notice.English)
		if a, b := shape(nb), shape(en); a != b {
			t.Errorf("%s: the languages differ:\n%s\n%s", k, a, b)
		}
	}
}

// shape is a document without its words.
func shape(d *document.Document) string {
	var out strings.Builder
	d.Visit(document.Visitor{
		ID:   func(id string) { out.WriteString("#" + id + "\n") },
		Word: func(string) { out.WriteString("word\n") },
		Line: func(l document.Line) {
			out.WriteString("line")
			for _, r := range l {
				if r.Code || r.Strong || r.Em || r.To != "" {
					r.Text = ""
					out.WriteString(" " + r.To)
				}
			}
			out.WriteString("\n")
		},
	})
	return out.String()
}

func TestSameBytes(t *testing.T) {
	for _, k := range notice.Kinds() {
		var first string
		for range 5 {
			var out bytes.Buffer
			if err := printout.Write(&out, doc(t, everything(t), k, notice.Norwegian), "json"); err != nil {
				t.Fatal(err)
			}
			if first == "" {
				first = out.String()
			}
			if out.String() != first {
				t.Fatalf("%s: the same facts gave other bytes", k)
			}
		}
	}
}

// TestMissingWord wants a message that is missing, or that asks for a datum it
// is not given, to fail and to name itself, its language and the place.
func TestMissingWord(t *testing.T) {
	r := everything(t)
	src, err := os.ReadFile("../../i18n/notice/nb.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"[provision-contractual]", "[provision-x]", `privacy: activities[sale].parts[contract]: message "provision-contractual" in nb`},
		{"{{.Most}} og {{.Last}}", "{{.Most}} og {{.Lst}}", `message "and" in nb`},
		{"[role-controller]", "[role-x]", `privacy: recipients[bank]: message "role-controller" in nb`},
	} {
		text := strings.Replace(string(src), c.old, c.new, 1)
		w, err := words.Load(fstest.MapFS{"i18n/notice/nb.toml": {Data: []byte(text)}}, "i18n/notice", "nb")
		if err != nil {
			t.Fatal(err)
		}
		_, err = compile.Compile(r.Brands["acme"], &r.Shared, notice.PrivacyKind, compile.Edition{}, w)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("with %q: got %v, want it to name %q", c.new, err, c.want)
		}
	}
}

// TestAnchors wants links that lead nowhere, and anchors given twice, to fail.
func TestAnchors(t *testing.T) {
	for _, c := range []struct{ file, old, new, want string }{
		{"privacy", "(#rights), og", "(#right), og", "a text links to #right, which is nowhere in the notice"},
		{"privacy", `was = ["who"]`, `was = ["rights"]`, "two entries have the anchor #rights"},
	} {
		fsys := open(t, "testdata/everything.txtar")
		f := fsys["data/brands/acme/"+c.file+".toml"]
		f.Data = []byte(strings.Replace(string(f.Data), c.old, c.new, 1))
		r := load(t, fsys)
		_, err := compile.Compile(r.Brands["acme"], &r.Shared, notice.PrivacyKind, compile.Edition{}, say(t, notice.Norwegian))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
	}
}

// TestStanding holds what a notice says of its day and of who stands behind
// it: a rendition and a company's own, a version and a draft.
func TestStanding(t *testing.T) {
	approval := notice.Approval{Role: notice.Text{NB: "daglig leder", EN: "the managing director"}, Date: "2026-11-01"}
	version := compile.Edition{Recorded: "2026-11-22", Effective: "2027-01-15", Role: notice.Text{NB: "personvernombudet", EN: "the data protection officer"}}
	for _, c := range []struct {
		name     string
		official bool
		dated    []notice.Dated
		edition  compile.Edition
		updated  string
		note     string
	}{
		{"version", true, nil, version, "Sist oppdatert: 15. januar 2027", "Dette er erklæringen til Acme AS selv. Denne versjonen ble bestemt 22. november 2026 av personvernombudet."},
		{"draft", true, nil, compile.Edition{}, "Sist oppdatert: utkast, ikke publisert", ""},
		{"stated", false, []notice.Dated{{Date: "2023-04-27", Text: notice.Text{NB: "øverst", EN: "at the top"}}}, version, "Sist oppdatert: 27. april 2023 (øverst), ifølge Acme", "Uoffisiell gjengivelse, ikke godkjent av Acme AS."},
		{"recorded", false, nil, version, "Sist oppdatert: ikke oppgitt av Acme; registrert her 22. november 2026", "Uoffisiell gjengivelse"},
		{"rendition draft", false, nil, compile.Edition{}, "Sist oppdatert: ikke oppgitt av Acme", "Uoffisiell gjengivelse"},
		{"proposal", false, nil, compile.Edition{}, "Sist oppdatert: utkast, ikke publisert", "Dette er et forslag til hvordan erklæringen kan bli. Acme AS har ikke godkjent det."},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := everything(t)
			d := r.Brands["acme"]
			d.Privacy.Source.Dated = c.dated
			if c.name == "proposal" {
				d.Privacy.Open = []notice.Question{{ID: "dpo"}}
			}
			if d.Brand.Official = c.official; c.official {
				d.Brand.Approval = approval
			}
			out, err := compile.Compile(d, &r.Shared, notice.PrivacyKind, c.edition, say(t, notice.Norwegian))
			if err != nil {
				t.Fatal(err)
			}
			s := out.Document.Standing
			if s.Official != c.official || s.Updated.Plain() != c.updated || !strings.HasPrefix(s.Note.Plain(), c.note) || c.note == "" && s.Note != nil {
				t.Errorf("official %v, %q, %q", s.Official, s.Updated.Plain(), s.Note.Plain())
			}
		})
	}
}
