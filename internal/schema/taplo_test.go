package schema_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"notis/internal/schema"
)

// taplo is the program behind Even Better TOML, of the version that is pinned
// in testdata/taplo.
func taplo(t *testing.T) string {
	t.Helper()
	for _, tool := range []string{"node", "npm"} {
		if _, err := exec.LookPath(tool); err != nil {
			without(t, "there is no %s, so there is no Taplo to hold the data against; on Debian or Ubuntu, sudo apt-get install nodejs npm, then ./test", tool)
		}
	}
	name, err := filepath.Abs("../../.cache/taplo/node_modules/.bin/taplo")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(name); err != nil {
		without(t, "Taplo is not installed; ./test does it: npm ci, with internal/schema/testdata/taplo copied to .cache/taplo")
	}
	return name
}

// lint runs Taplo in a folder, as an editor's program does with each file.
func lint(program, dir string) (said string, err error) {
	cmd := exec.Command(program, "lint", "--colors", "never", "--config", "taplo.toml", "data/*.toml", "data/brands/*/*.toml")
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	return string(out), err
}

// TestTaplo wants Taplo to accept the real data and the demonstration's, found
// by taplo.toml.
func TestTaplo(t *testing.T) {
	program := taplo(t)
	if said, err := lint(program, "../.."); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../demo/testdata/site")); err != nil {
		t.Fatal(err)
	}
	wire(t, dir)
	if said, err := lint(program, dir); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

// TestTaploRefuses wants Taplo to find each mistake in the file it is in.
func TestTaploRefuses(t *testing.T) {
	program := taplo(t)
	dir := t.TempDir()
	wire(t, dir)
	names := map[string]string{}
	n := 0
	for what, m := range bad() {
		name, src := mistaken(t, m)
		root := dir
		if strings.HasPrefix(name, "data/brands/") {
			// Each mistake is a brand of its own, so that one run finds them all.
			n++
			name = fmt.Sprintf("data/brands/m%d/%s", n, filepath.Base(name))
		} else {
			root = t.TempDir()
			wire(t, root)
		}
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, src, 0o644); err != nil {
			t.Fatal(err)
		}
		if root == dir {
			names[what] = name
		} else if said, err := lint(program, root); err == nil {
			t.Errorf("%s is accepted:\n%s", what, said)
		}
	}
	said, err := lint(program, dir)
	if err == nil {
		t.Error("every mistake is accepted")
	}
	for what, name := range names {
		if !strings.Contains(said, filepath.FromSlash(name)+":") {
			t.Errorf("%s (%s) is accepted:\n%s", what, name, said)
		}
	}
}

// wire writes the schemas and taplo.toml into a folder.
func wire(t *testing.T, dir string) {
	t.Helper()
	files := written(t)
	if err := os.MkdirAll(filepath.Join(dir, "docs/schema"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(dir, "docs/schema", f.Name), f.JSON, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "taplo.toml"), schema.Taplo(files, "docs/schema"), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestPinned wants Taplo to be pinned, and its address not to be: everybody
// gets it from the registry they use.
func TestPinned(t *testing.T) {
	data, err := os.ReadFile("testdata/taplo/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	var lock struct {
		Packages map[string]struct{ Version, Resolved, Integrity string }
	}
	if err := json.Unmarshal(data, &lock); err != nil {
		t.Fatal(err)
	}
	p := lock.Packages["node_modules/@taplo/cli"]
	if len(lock.Packages) != 2 || p.Version != "0.7.0" || p.Integrity == "" {
		t.Errorf("%+v", lock)
	}
	for name, p := range lock.Packages {
		if p.Resolved != "" {
			t.Errorf("%s names an address", name)
		}
	}
}

// without leaves a test out where a tool cannot be had, and says which. Where a
// machine checks changes for others (CI is set), it has to have all of them.
func without(t *testing.T, why string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(why, args...)
	}
	t.Skipf(why, args...)
}
