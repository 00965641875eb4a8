package docs_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/gohugoio/hugo/parser/metadecoders"

	"notis/internal/cli"
)

// workflow is what the tests read of a workflow of GitHub Actions.
type workflow struct {
	Jobs map[string]struct {
		Strategy struct{ Matrix struct{ Part []int } }
		Steps    []struct {
			Run, Uses string
			With      map[string]string
		}
	}
}

// expression is one in a workflow.
var expression = regexp.MustCompile(`\$\{\{ ([a-z._]+) \}\}`)

// TestMatrix runs the workflow of the documentation, each machine in a folder of
// its own with a copy of the data. What it puts together has to be what one build
// makes, every file and the list of them.
func TestMatrix(t *testing.T) {
	text, err := os.ReadFile("../../docs/publishing.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, found := strings.Cut(string(text), "```yaml\n")
	block, _, _ = strings.Cut(block, "```")
	var w workflow
	if err := metadecoders.Default.UnmarshalTo([]byte(block), metadecoders.YAML, &w); !found || err != nil {
		t.Fatal(err)
	}
	site := t.TempDir()
	said := map[string]string{"needs.day.outputs.today": today(t, w)}
	parts := w.Jobs["part"].Strategy.Matrix.Part
	if len(parts) < 2 {
		t.Fatalf("the matrix has the parts %v", parts)
	}
	for _, part := range parts {
		said["matrix.part"] = fmt.Sprint(part)
		machine(t, w, said, filepath.Join(site, "parts"))
	}
	whole := copyData(t)
	shell(t, whole, flags(t, w, said))
	for _, step := range w.Jobs["site"].Steps {
		if step.Run != "" {
			shell(t, site, step.Run)
		}
	}
	shell(t, site, "diff -r public "+filepath.Join(whole, "part"))
}

// today takes the day from the job that says it.
func today(t *testing.T, w workflow) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "output")
	cmd := exec.Command("sh", "-c", w.Jobs["day"].Steps[0].Run)
	cmd.Env = append(os.Environ(), "GITHUB_OUTPUT="+out)
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	text, err := os.ReadFile(out)
	day, found := strings.CutPrefix(strings.TrimSpace(string(text)), "today=")
	if err != nil || !found {
		t.Fatalf("the day is %q: %v", text, err)
	}
	return day
}

// machine builds a part, and puts it where it is collected.
func machine(t *testing.T, w workflow, said map[string]string, to string) {
	t.Helper()
	dir := copyData(t)
	for _, step := range w.Jobs["part"].Steps {
		fill := func(s string) string {
			return expression.ReplaceAllStringFunc(s, func(x string) string { return said[expression.FindStringSubmatch(x)[1]] })
		}
		switch {
		case step.Run != "":
			shell(t, dir, fill(step.Run))
		case strings.HasPrefix(step.Uses, "actions/upload-artifact@"):
			if err := os.CopyFS(filepath.Join(to, fill(step.With["name"])), os.DirFS(filepath.Join(dir, step.With["path"]))); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// flags is the command of the matrix that builds all parts at once.
func flags(t *testing.T, w workflow, said map[string]string) string {
	t.Helper()
	part := regexp.MustCompile(`--part \$\{\{ matrix.part \}\}/(\d+) `)
	for _, step := range w.Jobs["part"].Steps {
		if of := part.FindStringSubmatch(step.Run); of != nil {
			if of[1] != fmt.Sprint(len(w.Jobs["part"].Strategy.Matrix.Part)) {
				t.Errorf("the matrix has another number of parts than %s", step.Run)
			}
			line := part.ReplaceAllString(step.Run, "")
			return strings.ReplaceAll(line, "${{ needs.day.outputs.today }}", said["needs.day.outputs.today"])
		}
	}
	t.Fatal("no step builds a part")
	return ""
}

// shell runs commands in a folder; ours run in this process.
func shell(t *testing.T, dir, commands string) {
	t.Helper()
	if args, ours := strings.CutPrefix(commands, "go run ./cmd/notis "); ours {
		var said strings.Builder
		if code := run(dir, args, &said); code != cli.OK {
			t.Fatalf("%s: exit %d\n%s", args, code, said.String())
		}
		return
	}
	cmd := exec.Command("sh", "-e", "-c", commands)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", commands, err, out)
	}
}
