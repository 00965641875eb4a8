package revision_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"notis/internal/revision"
)

// repository makes a repository with two revisions: one without the file, and
// one, tagged with, that has it at the top, in a folder, and in a folder with
// a space in its name. What lies there now is something else.
func repository(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Fatal("git is not installed; notis verify --against asks it")
	}
	// What git was told of the repository that the tests run in is not of this
	// one.
	for _, v := range os.Environ() {
		if name, _, _ := strings.Cut(v, "="); strings.HasPrefix(name, "GIT_") {
			t.Setenv(name, "")
			if err := os.Unsetenv(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		cmd := exec.Command("git", append([]string{"-c", "user.name=Acme", "-c", "user.email=post@acme.example", "-c", "core.autocrlf=false"}, args...)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %v: %v: %s", args, err, out)
		}
	}
	write := func(text string) {
		t.Helper()
		for _, name := range []string{"data/a.sum", "sub/data/a.sum", "two words/data/a.sum"} {
			name = filepath.Join(dir, filepath.FromSlash(name))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text+strings.TrimPrefix(name, dir)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	git("init", "-q")
	git("commit", "-q", "--allow-empty", "-m", "nothing yet")
	git("tag", "without")
	write("then: ")
	git("add", ".")
	git("commit", "-q", "-m", "the file")
	git("tag", "with")
	write("now: ")
	return dir
}

func TestFile(t *testing.T) {
	dir := repository(t)
	sub := filepath.Join(dir, "sub")
	for _, c := range []struct {
		dir, rev, path string
		want           string
		found          bool
	}{
		{dir, "with", "data/a.sum", "then: /data/a.sum", true},
		{dir, "HEAD", "data/a.sum", "then: /data/a.sum", true},
		{dir, "HEAD~1", "data/a.sum", "", false},
		{dir, "without", "data/a.sum", "", false},
		{dir, "with", "data/b.sum", "", false},
		// The folder may lie anywhere in the repository, and be named anyhow.
		{sub, "with", "data/a.sum", "then: /sub/data/a.sum", true},
		{sub, "without", "data/a.sum", "", false},
		{sub, "with", "sub/data/a.sum", "", false},
		{filepath.Join(dir, "two words"), "with", "data/a.sum", "then: /two words/data/a.sum", true},
		{filepath.Join(dir, "data"), "with", "a.sum", "then: /data/a.sum", true},
	} {
		got, found, err := revision.File(context.Background(), c.dir, c.rev, c.path)
		if err != nil || found != c.found || string(got) != filepath.FromSlash(c.want) {
			t.Errorf("%s %s %s: %q, %v, %v", c.dir, c.rev, c.path, got, found, err)
		}
	}
}

// TestUnknown wants what is no revision to be refused, and never taken for an
// option of git.
func TestUnknown(t *testing.T) {
	dir := repository(t)
	for _, rev := range []string{"nowhere", "", "-", "--all", "--help", "-h", "--output=" + filepath.Join(dir, "written"), "with:data", "with^{tree}", "HEAD~9", "with with", "with..without"} {
		got, found, err := revision.File(context.Background(), dir, rev, "data/a.sum")
		if err == nil || found || got != nil || !strings.Contains(err.Error(), "git knows no revision") {
			t.Errorf("%q: %q, %v, %v", rev, got, found, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "written")); err == nil {
		t.Error("a revision was taken for an option")
	}
}

// TestNoRepository wants a folder outside of any repository to be told from one
// whose revision has no such file.
func TestNoRepository(t *testing.T) {
	repository(t)
	if got, found, err := revision.File(context.Background(), t.TempDir(), "HEAD", "data/a.sum"); err == nil || found {
		t.Errorf("%q, %v", got, found)
	}
	t.Setenv("PATH", "")
	if _, _, err := revision.File(context.Background(), t.TempDir(), "HEAD", "data/a.sum"); err == nil {
		t.Error("without git, it works")
	}
}

// TestStopped wants a stopped command to be an error, and not a revision
// without the file.
func TestStopped(t *testing.T) {
	dir := repository(t)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if got, found, err := revision.File(ctx, dir, "with", "data/a.sum"); err == nil || found {
		t.Errorf("%q, %v", got, found)
	}
}

// TestFolder wants the files of a folder as they stood, and only those that are
// asked for.
func TestFolder(t *testing.T) {
	dir := repository(t)
	for _, c := range []struct {
		dir, rev, not string
		roots         []string
		want          string
	}{
		{dir, "with", "", []string{"data"}, "data/a.sum=then: /data/a.sum"},
		{dir, "HEAD", "", []string{"data", "sub", "nowhere"}, "data/a.sum=then: /data/a.sum sub/data/a.sum=then: /sub/data/a.sum"},
		{dir, "with", "sub/data/a.sum", []string{"data", "sub"}, "data/a.sum=then: /data/a.sum"},
		{dir, "without", "", []string{"data"}, ""},
		{filepath.Join(dir, "two words"), "with", "", []string{"data"}, "data/a.sum=then: /two words/data/a.sum"},
		{filepath.Join(dir, "sub"), "with", "", []string{"two words"}, ""},
	} {
		files, err := revision.Folder(context.Background(), c.dir, c.rev, func(p string) bool { return p != c.not }, c.roots...)
		var got []string
		for name, data := range files {
			got = append(got, name+"="+filepath.ToSlash(string(data)))
		}
		slices.Sort(got)
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s %s %v: %q, %v; want %q", c.dir, c.rev, c.roots, got, err, c.want)
		}
	}
	if _, err := revision.Folder(context.Background(), dir, "nowhere", func(string) bool { return true }, "data"); err == nil || !strings.Contains(err.Error(), "git knows no revision") {
		t.Error(err)
	}
}

// TestFolderBytes wants every byte of a file, whatever it holds, and no link.
func TestFolderBytes(t *testing.T) {
	dir := repository(t)
	odd := map[string]string{"data/empty": "", "data/zero": "a\x00b\r\n", "data/ends": "no end of line", "data/æ ø\tå": "name", "data/looks": "0123 blob 7\n"}
	for name, text := range odd {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "data", "link")); err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"add .", "-c user.name=Acme -c user.email=post@acme.example commit -q -m odd"} {
		cmd := exec.Command("git", append([]string{"-c", "core.autocrlf=false"}, strings.Fields(args)...)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	files, err := revision.Folder(context.Background(), dir, "HEAD", func(string) bool { return true }, "data")
	if err != nil || len(files) != len(odd)+1 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for name, text := range odd {
		if got, found := files[name]; !found || string(got) != text {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestChanged wants files that differ, that are new and that are gone, of the
// names that are asked for.
func TestChanged(t *testing.T) {
	dir := repository(t)
	for _, name := range []string{"sub/data/new.sum", "sub/data/new.txt"} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, "data", "a.sum")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ dir, rev, want string }{
		{dir, "with", "data/a.sum sub/data/a.sum sub/data/new.sum two words/data/a.sum"},
		{filepath.Join(dir, "sub"), "with", "data/a.sum data/new.sum"},
		{filepath.Join(dir, "sub"), "without", "data/a.sum data/new.sum"},
	} {
		got, err := revision.Changed(context.Background(), c.dir, c.rev, "*.sum")
		if err != nil || strings.Join(got, " ") != c.want {
			t.Errorf("%s %s: %q, %v; want %q", c.dir, c.rev, got, err, c.want)
		}
	}
	if _, err := revision.Changed(context.Background(), dir, "--output=x", "*.sum"); err == nil {
		t.Error("a revision was taken for an option")
	}
}
