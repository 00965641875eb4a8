package cli_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"

	"notis/internal/cli"
)

// TestWorkflows holds the workflows against what GitHub takes, and finds what is
// wrong where something is.
func TestWorkflows(t *testing.T) {
	names, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil || len(names) < 4 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range lint(t, name, src) {
			t.Error(e)
		}
		for _, spoilt := range [][2]string{{"runs-on:", "run-on:"}, {"jobs:", "jobs: {}\nx:"}, {"timeout-minutes: ", "timeout-minutes: x"}} {
			if len(lint(t, name, []byte(strings.Replace(string(src), spoilt[0], spoilt[1], 1)))) == 0 {
				t.Errorf("%s: nobody notices %q", name, spoilt[1])
			}
		}
	}
}

func lint(t *testing.T, name string, src []byte) []*actionlint.Error {
	t.Helper()
	l, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	found, err := l.Lint(name, src, nil)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// TestWorkflowsAreHarmless wants workflows to write no text of others into a
// script, to have no more rights than they need, and to run none but scripts of
// ours: each of those is run by a test, or by this one.
func TestWorkflowsAreHarmless(t *testing.T) {
	names, err := filepath.Glob("../../.github/workflows/*.yml")
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		src := string(raw)
		if !strings.Contains(src, "\npermissions:\n  contents: read\n") || strings.Contains(src, "pull_request_target") {
			t.Errorf("%s has more rights than to read", name)
		}
		for _, m := range regexp.MustCompile(`(?m)^\s*(?:- )?run: (.*)$`).FindAllStringSubmatch(src, -1) {
			if m[1] != ".ci/run" && !regexp.MustCompile(`^(sudo )?bash \.github/scripts/[a-z]+$`).MatchString(m[1]) {
				t.Errorf("%s runs %s, which no test runs", name, m[1])
			}
			used[filepath.Base(m[1])] = true
		}
	}
	scripts, err := filepath.Glob("../../.github/scripts/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range scripts {
		if !used[filepath.Base(name)] {
			t.Errorf("no workflow runs %s", name)
		}
		if out, err := exec.Command("bash", "-n", name).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// TestDependabot names every folder in which dependencies are listed.
func TestDependabot(t *testing.T) {
	src, err := os.ReadFile("../../.github/dependabot.yml")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("git", "-C", "../..", "ls-files", "*package-lock.json", "go.mod").Output()
	if err != nil {
		t.Fatal(err)
	}
	for name := range strings.FieldsSeq(string(out)) {
		dir := "/" + strings.TrimSuffix(filepath.ToSlash(filepath.Dir(name)), ".")
		if !strings.Contains(string(src), dir+"\n") {
			t.Errorf("dependabot.yml does not name %s", dir)
		}
	}
}

// TestNetlifyCommitted wants what Netlify reads to be what the brands want.
func TestNetlifyCommitted(t *testing.T) {
	if code, said := notis("netlify", "--check"); code != cli.OK {
		t.Errorf("%d\n%s", code, said)
	}
}
