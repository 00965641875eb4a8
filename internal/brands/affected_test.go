package brands_test

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"notis/internal/affected"
	"notis/internal/cli"
	"notis/internal/document"
	"notis/internal/notice"
)

// TestAffected edits the clause that heads the rights, in a copy of the real
// data, and wants notis affected to say that each of the five brands has one
// paragraph that reads otherwise in both languages, and that nothing published
// does: as it then is.
func TestAffected(t *testing.T) {
	dir := t.TempDir()
	for _, sub := range []string{"data", "themes", "i18n"} {
		if err := os.CopyFS(filepath.Join(dir, sub), os.DirFS(filepath.Join("../..", sub))); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range []string{"init --quiet", "add data themes i18n", "-c user.name=Test -c user.email=test@example.org commit --quiet --message=before"} {
		cmd := exec.Command("git", strings.Fields(args)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
	}
	run := func(args string) string {
		t.Helper()
		var said strings.Builder
		if code := cli.Run(context.Background(), cli.Env{Args: strings.Fields(args), Stdout: &said, Stderr: &said, Dir: dir, Now: time.Now}); code != cli.OK {
			t.Fatalf("%s: exit %d\n%s", args, code, said.String())
		}
		return said.String()
	}
	before := drafts(t, run)
	for name, change := range map[string][2]string{
		"i18n/notice/nb.toml": {"[section-rights]\nother = 'Rettighetene dine'", "[section-rights]\nother = 'Dette har du rett til'"},
		"i18n/notice/en.toml": {"[section-rights]\nother = 'Your rights'", "[section-rights]\nother = 'What you have a right to'"},
	} {
		name = filepath.Join(dir, filepath.FromSlash(name))
		src, err := os.ReadFile(name)
		if err != nil || !strings.Contains(string(src), change[0]) {
			t.Fatalf("%s does not hold the clause: %v", name, err)
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(src), change[0], change[1], 1)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	said := run("affected --since HEAD --date " + today)
	const want = "This edit of the clause section-rights (What you have a right to) changes 5 brands × 2 languages × 1 paragraph in drafts, and no published wording.\n"
	if !strings.HasPrefix(said, want) {
		t.Errorf("got %s\nwant %s", said, want)
	}
	var r affected.Report
	if err := json.Unmarshal([]byte(run("affected --since HEAD --format json --date "+today)), &r); err != nil {
		t.Fatal(err)
	}
	if len(r.Brands) != 5 || r.Untouched != 0 || len(r.Clauses) != 1 || r.Clauses[0].Brands != 5 || len(r.Sections) != 1 || r.Sections[0].ID != "rights" {
		t.Errorf("%+v", r)
	}
	// The sentence is true: told by the print-outs, which know of no comparison.
	after := drafts(t, run)
	for place, was := range before {
		differ := 0
		for i, line := range after[place] {
			if i >= len(was) || was[i] != line {
				differ++
			}
		}
		if want := map[bool]int{true: 1, false: 0}[strings.HasSuffix(place, "privacy nb") || strings.HasSuffix(place, "privacy en")]; differ != want || len(was) != len(after[place]) {
			t.Errorf("%s: %d pieces of the draft differ, want %d", place, differ, want)
		}
	}
	if said := run("verify --against HEAD"); !strings.Contains(said, "nothing changed, nothing lost since HEAD") {
		t.Error(said)
	}
}

// drafts gives the pieces of text of each working notice, in their order.
func drafts(t *testing.T, run func(string) string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, brand := range []string{"e20", "elekt", "motkraft", "opt-e", "smart-energi"} {
		for _, k := range notice.Kinds() {
			for _, l := range notice.Langs() {
				place := brand + " " + string(k)
				var d document.Document
				if err := json.Unmarshal([]byte(run("show "+place+" --lang "+string(l)+" --format json")), &d); err != nil {
					t.Fatal(err)
				}
				var list []string
				d.Visit(document.Visitor{Line: func(x document.Line) { list = append(list, x.Plain()) }, Word: func(s string) { list = append(list, s) }, ID: func(string) {}})
				out[place+" "+string(l)] = list
			}
		}
	}
	return out
}
