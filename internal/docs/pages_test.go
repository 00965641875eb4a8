package docs_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"notis/internal/cli"
)

// kinds are the kinds of page: what an address of one looks like, and how many
// bytes such a page may have, as a server sends it. A notice has to arrive
// whole in the first round trip of a slow line: ten packets of 1,460 bytes.
var kinds = []struct {
	name, address string
	budget        int
}{
	{"front page", `^(en/)?$`, 2500},
	{"page of a brand", `^[^/]+/(en/)?$`, 2500},
	{"privacy notice in force", `/(personvern|privacy)/$`, 14600},
	{"cookie declaration in force", `/(informasjonskapsler|cookies)/$`, 8000},
	{"version of a notice", `/v\d+/$`, 14600},
	{"notice as a piece of a page", `/(personvern|privacy|informasjonskapsler|cookies)/embed\.html$`, 16000},
	{"map of where data goes", `/(kart|map)/$`, 14600},
	{"storage times", `/(lagring|storage)/$`, 14600},
	{"history", `/(historikk|history)/$`, 12000},
	{"comparison of versions", `/(endringer|changes|mot-gjeldende|to-current)/$`, 40000},
	{"hand-written page", `^(om|tilgjengelighet|en/about|en/accessibility)/$`, 3000},
	{"page that is not there", `^404\.html$`, 2500},
}

const aboutPages = `# How large pages are

<!-- Written from the built pages by go test ./internal/docs -update. -->

A page is one file: the style sheet stands in it, and nothing else is fetched. So its size, compressed, is all that a
reader waits for. A notice in force has to arrive in the first round trip of a slow line: ten packets of 1,460 bytes. The
table gives the largest page of each kind, of the real brands and of the made-up one, in bytes after ` + "`gzip -6`" + ` (rounded
up to a hundred). A page past its budget fails the tests.

| kind of page | largest | bytes | budget |
| --- | --- | --- | --- |
`

// largest is a page and what it weighs.
type largest struct {
	name  string
	bytes int
}

// TestPages holds every built page to the budget of its kind, and docs/pages.md
// to what the pages weigh.
func TestPages(t *testing.T) {
	found := make([]largest, len(kinds))
	weigh(t, "../..", newest(t), found)
	weigh(t, "../demo/testdata/site", "2026-11-22", found)
	var out strings.Builder
	out.WriteString(aboutPages)
	for i, k := range kinds {
		if found[i].bytes == 0 {
			t.Errorf("there is no %s", k.name)
		}
		fmt.Fprintf(&out, "| %s | `/%s` | %d | %d |\n", k.name, found[i].name, (found[i].bytes+99)/100*100, k.budget)
	}
	const name = "../../docs/pages.md"
	if *update {
		if err := os.WriteFile(name, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(name); err != nil || string(have) != out.String() {
		t.Errorf("docs/pages.md is not what the pages weigh (%v); run go test ./internal/docs -update", err)
	}
}

// newest is the last day on which anything becomes of the real notices, so that
// every version there is has its pages; all that were there when this was written
// have them on the day below.
func newest(t *testing.T) string {
	t.Helper()
	day := "2026-11-22"
	names, err := filepath.Glob("../../data/brands/*/versions/*/*/version.toml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`(?m)^(?:recorded|effective) = (\d{4}-\d\d-\d\d)$`).FindAllSubmatch(src, -1) {
			day = max(day, string(m[1]))
		}
	}
	return day
}

// weigh builds a site for a day and weighs all its pages.
func weigh(t *testing.T, source, day string, found []largest) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "public")
	var said bytes.Buffer
	args := []string{"build", "--no-cache", "--source", source, "--out", dir, "--date", day, "--base-url", "https://notices.example/"}
	if code := cli.Run(context.Background(), cli.Env{Args: args, Stdout: &said, Stderr: &said, Dir: ".", Now: time.Now}); code != cli.OK {
		t.Fatal(said.String())
	}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".html" {
			return err
		}
		address := strings.TrimSuffix(name, "index.html")
		i := kindOf(address)
		if i < 0 {
			t.Errorf("/%s is of no kind that has a budget", address)
			return nil
		}
		n, err := compressed(filepath.Join(dir, filepath.FromSlash(name)))
		if n > kinds[i].budget {
			t.Errorf("/%s has %d bytes, and a %s may have %d", address, n, kinds[i].name, kinds[i].budget)
		}
		if n > found[i].bytes {
			found[i] = largest{address, n}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// kindOf finds the kind of the page at an address, or -1. The hand-written pages
// look as if they were brands, so the last kind that fits counts.
func kindOf(address string) int {
	for i := len(kinds) - 1; i >= 0; i-- {
		if regexp.MustCompile(kinds[i].address).MatchString(address) {
			return i
		}
	}
	return -1
}

// compressed gives the size of a file after gzip -6, which servers use.
func compressed(name string) (int, error) {
	out, err := exec.Command("gzip", "-6", "-c", name).Output()
	return len(out), err
}
