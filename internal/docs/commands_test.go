package docs_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"notis/internal/cli"
)

// elsewhere are the commands in the docs that are not ours to run here: each
// begins with one of these. What asks a published site is run by TestVerifySite of
// the commands, on a site of this machine.
var elsewhere = []string{"./test", "git ", "sha256sum -c", "go run ./cmd/scale", "go run ./cmd/notis verify --site "}

// fence is a block of commands, of what the last of them says, or of an edit.
var fence = regexp.MustCompile("(?s)```(sh|text|diff)\n(.*?)```")

// TestCommands runs every command of the documentation on a copy of the data.
func TestCommands(t *testing.T) {
	names, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	names = append(names, "../../README.md")
	dir := copyData(t)
	commit(t, dir)
	count := 0
	for _, name := range names {
		if filepath.Base(name) == "editing.md" {
			continue // TestEditing follows it
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		said, others := "", []string(nil)
		for _, block := range fence.FindAllStringSubmatch(string(text), -1) {
			if block[1] == "diff" {
				apply(t, dir, block[2])
				continue
			}
			if block[1] == "text" {
				if said != "" {
					others = append(others, told(t, block[2], said)...)
				}
				continue
			}
			for _, line := range strings.Split(strings.TrimSpace(block[2]), "\n") {
				line, _, _ = strings.Cut(line, "  #")
				var ran bool
				if said, ran = command(t, dir, filepath.Base(name), strings.TrimSpace(line)); ran {
					count++
				}
			}
		}
		rewrite(t, name, string(text), others)
	}
	if count < 4 {
		t.Errorf("only %d commands were run", count)
	}
}

// commit makes the folder a repository with a branch that was fetched.
func commit(t *testing.T, dir string) {
	t.Helper()
	for _, args := range []string{
		"init --quiet", "add data i18n themes", "-c user.name=Test -c user.email=test@example.org commit --quiet --message=data", "update-ref refs/remotes/origin/main HEAD",
	} {
		cmd := exec.Command("git", strings.Fields(args)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args, err, out)
		}
	}
}

// copyData gives a folder with a copy of the real data with its words, and of
// the made-up brand's.
func copyData(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, sub := range []string{"data", "i18n", "themes", "internal/demo/testdata/site"} {
		if err := os.CopyFS(filepath.Join(dir, sub), os.DirFS(filepath.Join("../..", sub))); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// command runs one line; it gives what it said, and whether it ran.
func command(t *testing.T, dir, name, line string) (string, bool) {
	for _, prefix := range elsewhere {
		if strings.HasPrefix(line, prefix) {
			return "", false
		}
	}
	if strings.HasPrefix(line, "cd data") {
		if _, err := exec.LookPath("sha256sum"); err != nil {
			return "", false
		}
		cmd := exec.Command("sh", "-c", line)
		cmd.Dir = dir
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %s: %v\n%s", name, line, err, out)
		}
		return string(out), true
	}
	args, ours := strings.CutPrefix(line, "go run ./cmd/notis ")
	if !ours {
		t.Errorf("%s: nothing runs %q", name, line)
		return "", false
	}
	// The test itself runs in another folder.
	args = strings.Replace(args, "--source ", "--source "+dir+"/", 1)
	var said strings.Builder
	code := run(dir, args, &said)
	if code != cli.OK && !found(args, code) {
		t.Errorf("%s: %s: exit %d\n%s", name, line, code, said.String())
	}
	return said.String(), true
}

// found tells whether a command ended as it does where the checks find
// something, which is what the page shows.
func found(args string, code int) bool {
	return strings.HasPrefix(args, "check ") && code == cli.Findings
}
