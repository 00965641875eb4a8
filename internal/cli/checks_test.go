package cli_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"notis/internal/check"
	"notis/internal/cli"
)

// append FILE FROM puts a file at the end of another.
func appendFile(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(ts.ReadFile(args[0])+ts.ReadFile(args[1])), 0o644))
}

// grepin DIR REGEXP looks for text in every file below a folder.
func grepIn(ts *testscript.TestScript, neg bool, args []string) {
	want := regexp.MustCompile(args[1])
	var hits []string
	files := 0
	ts.Check(fs.WalkDir(os.DirFS(ts.MkAbs(args[0])), ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		data, err := os.ReadFile(filepath.Join(ts.MkAbs(args[0]), p))
		if want.Match(data) {
			hits = append(hits, p)
		}
		return err
	}))
	if files == 0 || neg == (len(hits) > 0) {
		ts.Fatalf("%s in %d files: %v", args[1], files, hits)
	}
}

// TestSARIF holds what is printed as SARIF against the schema of the standard,
// for a notice with many findings and for one with none, in both languages.
func TestSARIF(t *testing.T) {
	schema := sarifSchema(t)
	for _, lay := range [][]string{{"../register/testdata/base.txtar"}, {"../register/testdata/base.txtar", "testdata/lay/official.txtar"}} {
		dir := t.TempDir()
		for _, a := range lay {
			if err := layFiles(dir, a); err != nil {
				t.Fatal(err)
			}
		}
		for _, lang := range []string{"nb", "en"} {
			out := sarifOf(t, dir, lang, "--rules-url", "https://example.org/docs/rules.md")
			doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); err != nil {
				t.Errorf("%s: %v", lang, err)
			}
			doc.(map[string]any)["runs"].([]any)[0].(map[string]any)["result"] = "none"
			if schema.Validate(doc) == nil {
				t.Error("the schema accepts anything")
			}
			report, err := sarif.FromBytes(out)
			if err != nil || len(report.Runs) != 1 {
				t.Fatal(report, err)
			}
			holdSARIF(t, report.Runs[0], dir, len(lay) == 1)
		}
	}
}

func layFiles(dir, archive string) error { return lay(dir, archive, true) }

// holdSARIF wants of a run what the schema cannot ask for: that results name
// rules that are there, lie in files that are there, and can be told apart.
func holdSARIF(t *testing.T, run *sarif.Run, dir string, findings bool) {
	t.Helper()
	rules := run.Tool.Driver.Rules
	if len(rules) != len(check.Explained()) || (len(run.Results) > 0) != findings {
		t.Errorf("%d rules, %d results", len(rules), len(run.Results))
	}
	for _, r := range rules {
		if *r.ShortDescription.Text == "" || *r.FullDescription.Text == "" || !strings.Contains(*r.Help.Text, "docs/rules.md#"+*r.ID) || *r.HelpURI != "https://example.org/docs/rules.md#"+*r.ID {
			t.Errorf("%s is not described", *r.ID)
		}
	}
	seen := map[string]string{}
	for _, r := range run.Results {
		at := r.Locations[0].PhysicalLocation
		if *rules[r.RuleIndex].ID != *r.RuleID || !strings.HasPrefix(*at.ArtifactLocation.URI, "data/") || *at.Region.StartLine < 1 {
			t.Errorf("%+v", r)
		}
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(*at.ArtifactLocation.URI))); err != nil {
			t.Error(err)
		}
		print, what := r.PartialFingerprints["notis/v1"], *r.Message.Text
		if other, again := seen[print]; print == "" || again && other == what {
			t.Errorf("%s is found twice: %s", *r.RuleID, what)
		}
		seen[print] = what
	}
}

// sarifOf runs a check that prints SARIF.
func sarifOf(t *testing.T, dir, lang string, args ...string) []byte {
	t.Helper()
	var out, errs bytes.Buffer
	code := cli.Run(context.Background(), cli.Env{
		Args:   append([]string{"check", "--format", "sarif", "--fail-on", "never", "--lang", lang}, args...),
		Stdout: &out, Stderr: &errs, Dir: dir, Now: noon,
	})
	if code != cli.OK {
		t.Fatal(errs.String())
	}
	return out.Bytes()
}

// TestFingerprints wants a finding to keep its fingerprint when lines move and
// entries come before it.
func TestFingerprints(t *testing.T) {
	dir := t.TempDir()
	if err := layFiles(dir, "../register/testdata/base.txtar"); err != nil {
		t.Fatal(err)
	}
	prints := func() map[string]bool {
		report, err := sarif.FromBytes(sarifOf(t, dir, "en"))
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]bool{}
		for _, r := range report.Runs[0].Results {
			if slices.Contains([]string{"art13-1-c-legal-basis", "art13-2-d-complaint", "art13-1-a-controller-contact"}, *r.RuleID) {
				out[*r.RuleID+r.PartialFingerprints["notis/v1"]] = true
			}
		}
		return out
	}
	before := prints()
	name := filepath.Join(dir, "data/brands/acme/privacy.toml")
	src, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	const first = "\n# A use of data that comes before.\n[[activities]]\nid = \"before\"\ntitle = { nb = \"Før\", en = \"Before\" }\npeople = [\"customers\"]\n[[activities.parts]]\ndata = [\"email\"]\n"
	if err := os.WriteFile(name, []byte(strings.Replace(string(src), "\n[[activities]]", first+"\n[[activities]]", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	after := prints()
	for p := range before {
		if !after[p] {
			t.Errorf("%s is another finding now", p)
		}
	}
	if len(after) <= len(before) {
		t.Errorf("%d findings, and %d before", len(after), len(before))
	}
}

// sarifSchema is the schema of SARIF 2.1.0 (errata 01) that the module go-sarif
// carries in its source.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/owenrumney/go-sarif/v3").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "pkg/report/v210/sarif/schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.BasicLit); ok && v.Kind == token.STRING && len(v.Value) > len(text) {
			text = v.Value
		}
		return true
	})
	if text, err = strconv.Unquote(text); err != nil {
		t.Fatal(err)
	}
	var head struct{ ID string }
	if err := json.Unmarshal([]byte(text), &head); err != nil || head.ID != "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json" {
		t.Fatal(fmt.Sprint("this is not the schema of SARIF: ", head, err))
	}
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource(head.ID, doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(head.ID)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}
