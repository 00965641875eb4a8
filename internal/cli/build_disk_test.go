//go:build linux

package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"

	"notis/internal/cli"
)

// TestProcess tries what only a process of its own can be tried with.
func TestProcess(t *testing.T) {
	bin := compiled(t)
	t.Run("full disk", func(t *testing.T) { fullDisk(t, bin) })
	t.Run("read only", func(t *testing.T) { readOnly(t, bin) })
	t.Run("terminal", func(t *testing.T) { terminal(t, bin) })
}

// fullDisk builds where the disk of the site or that of the cache is too
// small, in a name space of its own. It wants to be told, a site that does not fit
// to leave the old one as it was, and a cache that does not fit to be no reason
// for another site.
func fullDisk(t *testing.T, bin string) {
	dir := register(t, "beta")
	for _, name := range []string{"disk", "store"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	// try mounts two disks of some kilobytes and inodes, and runs a script.
	try := func(disk, store, script string) (string, error) {
		mount := fmt.Sprintf("set -e\nmount -t tmpfs -o size=%s none disk\nmount -t tmpfs -o size=%s none store\n", disk, store)
		cmd := exec.Command("unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount+script)
		cmd.Dir, cmd.Env = dir, append(os.Environ(), "build="+bin+" build --date 2026-11-22")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := try("100k", "100k", ""); err != nil {
		t.Skipf("no disk can be mounted here: %v: %s", err, out)
	}
	for name, c := range map[string]struct{ disk, store, code, said string }{
		"room for all":      {"2000k", "2000k", "0\n", "built acme, beta: "},
		"a small cache":     {"2000k", "60k", "0\n", trouble},
		"no cache":          {"2000k", "2000k,nr_inodes=1", "0\n", trouble},
		"room for nothing":  {"4k", "2000k", "1\n", full},
		"room for half":     {"96k", "2000k", "1\n", full},
		"too few inodes":    {"2000k,nr_inodes=40", "2000k", "1\n", full},
		"no room for parts": {"96k", "60k", "1\n", full},
	} {
		// The first site is of one brand, the second of two and of their drafts.
		out, err := try(c.disk, c.store, `
			if $build --out disk/public --cache kept --brand acme >first 2>&1; then cp -R disk/public was; else mkdir was; fi
			code=0
			$build --out disk/public --cache store/cache --drafts >second 2>&1 || code=$?
			if [ $code = 0 ]; then
				$build --out was --no-cache --drafts >first
			fi
			if [ -d disk/public ]; then diff -r was disk/public; else ls was; fi
			ls -A disk disk/.public.spare >left 2>&1 || true
			echo $code`)
		said := read(t, filepath.Join(dir, "second"))
		if err != nil || out != c.code || !strings.HasPrefix(said, c.said) || strings.Contains(c.said, "notis:") != strings.Contains(said, "no space left on device") {
			t.Errorf("%s: %v: %s%s", name, err, out, said)
		}
		for _, name := range strings.Fields(read(t, filepath.Join(dir, "left"))) {
			if !strings.Contains(" disk: disk/.public.spare: .public.spare public .gitignore site sizes ls: cannot access 'disk/.public.spare': No such file or directory ", " "+name+" ") {
				t.Errorf("%s: a build has left %s", c.disk, name)
			}
		}
		for _, name := range []string{"was", ".was.spare"} {
			if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// full is what a build says first where the disk is, trouble where something is
// wrong with the cache.
const (
	full    = "notis: the disk is full, and the old site stays as it was; make room and build again: "
	trouble = "notis: the site is built, and the cache is in trouble: "
)

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNoRoom has a device that is always full stand where a build begins to write
// beside the site. It wants the old site to stay, and to be told.
func TestNoRoom(t *testing.T) {
	dir := register(t)
	env := cli.Env{Dir: dir}
	wantBuilt(t, "built acme", env)
	before := siteIn(t, filepath.Join(dir, "public"))
	name := filepath.Join(dir, ".public.spare/.gitignore")
	if err := errors.Join(os.Remove(name), os.Symlink("/dev/full", name)); err != nil {
		t.Fatal(err)
	}
	code, out, errs := build(env, "--drafts")
	want := full + "write " + name + ": no space left on device\n"
	if code != cli.Failure || out != "" || errs != want {
		t.Errorf("ended with %d, said %q and %q; want %q", code, out, errs, want)
	}
	if !maps.Equal(before, siteIn(t, filepath.Join(dir, "public"))) {
		t.Error("the site is another")
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	wantBuilt(t, "built acme", env, "--drafts")
}

// readOnly wants a cache that cannot be written to be told and to be read all
// the same, and a folder that cannot be written to be an error.
func readOnly(t *testing.T, bin string) {
	dir := register(t, "beta")
	// Whoever may write everywhere builds as somebody else.
	who := &syscall.SysProcAttr{}
	if os.Geteuid() == 0 {
		who.Credential = &syscall.Credential{Uid: 65534, Gid: 65534}
	}
	run := func(args ...string) (int, string, string) {
		t.Helper()
		var out, errs bytes.Buffer
		cmd := exec.Command(bin, append([]string{"build", "--date", "2026-11-22"}, args...)...)
		cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.SysProcAttr = dir, &out, &errs, who
		var exit *exec.ExitError
		if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
			t.Fatal(err)
		}
		return cmd.ProcessState.ExitCode(), out.String(), errs.String()
	}
	mode := func(name string, folders, files fs.FileMode) {
		t.Helper()
		err := filepath.WalkDir(filepath.Join(dir, name), func(name string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if d.IsDir() {
				return os.Chmod(name, folders)
			}
			return os.Chmod(name, files)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, open := range []string{filepath.Dir(bin), filepath.Dir(dir), dir} {
		if err := os.Chmod(open, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if code, _, errs := run("--out", "site", "--cache", "kept"); code != cli.OK || errs != "" {
		t.Fatalf("ended with %d: %s", code, errs)
	}
	mode("kept", 0o555, 0o444)
	t.Cleanup(func() { mode("kept", 0o755, 0o644) })

	// What is in it is taken from it. That another site was built cannot be noted.
	if code, out, errs := run("--out", "other", "--cache", "kept"); code != cli.OK || !strings.Contains(out, " 2 of 2 brands from the cache") || strings.Count(errs, "\n") != 1 || !strings.HasPrefix(errs, trouble) {
		t.Errorf("ended with %d: %s%s", code, out, errs)
	}
	if code, out, errs := run("--out", "site", "--cache", "kept"); code != cli.OK || !strings.Contains(out, " 2 of 2 brands from the cache") || errs != "" {
		t.Errorf("ended with %d: %s%s", code, out, errs)
	}
	// What is not cannot be kept, which is said once for both brands.
	code, out, errs := run("--out", "site", "--cache", "kept", "--drafts")
	if code != cli.OK || !strings.Contains(out, " 0 of 2 brands from the cache") || !strings.HasPrefix(errs, trouble) || !strings.HasSuffix(errs, ": permission denied\n") || strings.Count(errs, "\n") != 1 {
		t.Errorf("ended with %d: %s%s", code, out, errs)
	}
	if len(siteIn(t, filepath.Join(dir, "site"))) == 0 {
		t.Error("there is no site")
	}

	before := siteIn(t, filepath.Join(dir, "other"))
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
	code, out, errs = run("--out", "other", "--no-cache", "--drafts")
	if code != cli.Failure || out != "" || !strings.HasPrefix(errs, "notis: the site cannot be written, and the old one stays as it was; choose a folder of yours with --out: ") {
		t.Errorf("ended with %d: %s%s", code, out, errs)
	}
	if !maps.Equal(before, siteIn(t, filepath.Join(dir, "other"))) {
		t.Error("the site is another")
	}
}

// terminal wants the program to see for itself whether stderr is a terminal.
func terminal(t *testing.T, bin string) {
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there is no terminal to be had: %v", err)
	}
	defer screen.Close()
	n, err := unix.IoctlGetInt(int(screen.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(screen.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	stderr, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Skipf("there is no terminal to be had: %v", err)
	}
	var out, errs bytes.Buffer
	cmd := exec.Command(bin, "build", "--date", "2026-11-22")
	cmd.Dir, cmd.Stdout, cmd.Stderr, cmd.Env = register(t), &out, stderr, append(os.Environ(), "TERM=xterm")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	if err := stderr.Close(); err != nil {
		t.Fatal(err)
	}
	_, _ = errs.ReadFrom(screen) // it ends with an error when the terminal is closed
	if got := errs.String(); !strings.HasPrefix(got, "\r\033[K1 of 1 brands, ") || !strings.HasSuffix(got, "\r\033[K") {
		t.Errorf("the terminal shows %q", got)
	}
	if got := out.String(); !strings.HasPrefix(got, "built acme: ") || strings.Contains(got, "\r") {
		t.Errorf("stdout is %q", got)
	}
}
