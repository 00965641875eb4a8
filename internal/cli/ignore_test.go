package cli_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"notis/internal/inputs"
	"notis/internal/notice"
)

// TestIgnoreListsEveryInput holds the paths that decide whether Netlify builds a
// site against what the cache says that its pages are made of, and against the
// program.
func TestIgnoreListsEveryInput(t *testing.T) {
	root := os.DirFS("../..")
	r, err := inputs.Read(root, nil)
	if err != nil {
		t.Fatal(err)
	}
	rest, err := r.Rest()
	if err != nil {
		t.Fatal(err)
	}
	brands, err := os.ReadDir("../../data/brands")
	if err != nil {
		t.Fatal(err)
	}
	program := append(strings.Fields(git(t, "ls-files", "--", "*.go")), "go.mod", "go.sum", "sites/build")
	all := slices.DeleteFunc(program, func(p string) bool { return strings.HasSuffix(p, "_test.go") })
	for p := range rest {
		all = append(all, p)
	}
	hold(t, "netlify.toml", append(slices.Clone(all), strings.Fields(git(t, "ls-files", "--", "data/brands", "netlify.toml"))...))
	for _, b := range brands {
		id := b.Name()
		set, err := r.Brand(root, notice.ID(id), nil)
		if err != nil {
			t.Fatal(err)
		}
		own := strings.Fields(git(t, "ls-files", "--", "data/brands/"+id, "sites/"+id))
		for _, p := range all {
			// Another brand's look is on none of its pages.
			if look, found := strings.CutPrefix(p, "themes/"); !found || strings.HasPrefix(look, "base/") {
				own = append(own, p)
			}
		}
		for p := range set {
			if strings.Contains(p, "/") {
				own = append(own, p)
			}
		}
		hold(t, "sites/"+id+"/netlify.toml", own)
	}
}

// hold wants the paths of a configuration to lead to all of these files.
func hold(t *testing.T, name string, files []string) {
	t.Helper()
	var c struct {
		Build struct {
			Ignore string `toml:"ignore"`
		} `toml:"build"`
	}
	if _, err := toml.DecodeFile(filepath.Join("../..", name), &c); err != nil {
		t.Fatal(err)
	}
	args := strings.Fields(strings.ReplaceAll(c.Build.Ignore, "'", ""))
	if len(args) < 10 || args[1] != "sites/unchanged" {
		t.Fatalf("%s asks %q", name, c.Build.Ignore)
	}
	listed := strings.Fields(git(t, append([]string{"ls-files", "--cached", "--others", "--exclude-standard", "--"}, args[3:]...)...))
	for _, f := range files {
		if !slices.Contains(listed, f) {
			t.Errorf("%s: %s is edited, and nothing is built", name, f)
		}
	}
}

func git(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command("git", append([]string{"-C", "../.."}, args...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
