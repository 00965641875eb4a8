package docs_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"notis/internal/cli"
)

var anyFence = regexp.MustCompile("(?s)```(sh|toml|diff)\n(.*?)```")

// TestEditing follows docs/editing.md to the letter: it runs its commands,
// writes its files and makes its changes, in the order of the page, and looks
// at what the page says the editor will see.
func TestEditing(t *testing.T) {
	text, err := os.ReadFile("../../docs/editing.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := copyData(t)
	see := func(name string, has, hasNot []string) {
		t.Helper()
		if code := run(dir, "build", new(strings.Builder)); code != cli.OK {
			t.Fatal("it does not build")
		}
		page, err := os.ReadFile(filepath.Join(dir, "public", name, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range has {
			if !strings.Contains(string(page), s) {
				t.Errorf("%s does not show %q", name, s)
			}
		}
		for _, s := range hasNot {
			if strings.Contains(string(page), s) {
				t.Errorf("%s shows %q", name, s)
			}
		}
	}
	count := map[string]int{}
	for _, m := range anyFence.FindAllStringSubmatch(string(text), -1) {
		kind, block := m[1], m[2]
		count[kind]++
		switch kind {
		case "sh":
			line := strings.TrimPrefix(strings.TrimSpace(block), "go run ./cmd/notis ")
			if line == "serve" {
				continue // internal/cli runs it
			}
			var said strings.Builder
			if code := run(dir, line, &said); code != cli.OK {
				t.Fatalf("%s: exit %d\n%s", line, code, said.String())
			}
		case "toml":
			head, body, _ := strings.Cut(block, "\n")
			name := strings.TrimPrefix(head, "# ")
			if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
				t.Fatalf("there is no form to fill in: %v", err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), []byte(body), 0o644); err != nil {
				t.Fatal(err)
			}
		case "diff":
			apply(t, dir, block)
			if count["diff"] == 1 {
				see("nordlys/personvern", []string{"Fjellpost AS", `id="recipient-post-nord"`}, []string{"Nordpost"})
				see("nordlys/en/privacy", []string{"Fjellpost AS"}, []string{"Nordpost"})
			}
		}
		if count["toml"] == 3 && count["diff"] == 0 && kind == "toml" {
			see("", []string{`href="/nordlys/"`}, nil)
			see("nordlys/informasjonskapsler", []string{"_visits", "Analyse: 1 informasjonskapsel"}, nil)
			see("nordlys/personvern", []string{"Nordpost AS", "Ca. 5 år fra siste regning"}, nil)
		}
	}
	see("nordlys/informasjonskapsler", []string{"nordlys_session"}, []string{"_visits", "nalyse"})
	if count["toml"] != 3 || count["diff"] != 2 || count["sh"] < 4 {
		t.Errorf("the page was not followed: %v", count)
	}
}

// run runs a command in dir.
func run(dir, line string, said *strings.Builder) int {
	return cli.Run(context.Background(), cli.Env{Args: strings.Fields(line), Stdout: said, Stderr: said, Dir: dir, Now: time.Now})
}

// apply makes the change of a diff block.
func apply(t *testing.T, dir, block string) {
	t.Helper()
	head, body, _ := strings.Cut(block, "\n")
	name := filepath.Join(dir, strings.TrimPrefix(head, "--- "))
	var old, now string
	for _, line := range strings.SplitAfter(body, "\n") {
		if s, ok := strings.CutPrefix(line, "-"); ok {
			old += s
		} else if s, ok := strings.CutPrefix(line, "+"); ok {
			now += s
		}
	}
	text, err := os.ReadFile(name)
	if err != nil || strings.Count(string(text), old) != 1 {
		t.Fatalf("%s does not hold what is to be changed (%v):\n%s", name, err, old)
	}
	if err := os.WriteFile(name, []byte(strings.Replace(string(text), old, now, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}
