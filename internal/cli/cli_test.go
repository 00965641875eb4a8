package cli_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"

	"notis/internal/cli"
)

var update = flag.Bool("update", false, "rewrite what the scripts expect to be printed")

// noon is the clock of the scripts: a day that is already the next one in
// Norway.
func noon() time.Time { return time.Date(2026, 11, 21, 23, 30, 0, 0, time.UTC) }

// world is what a command runs in, apart from its folder and its streams. The
// clock stands at noon, or on the evening before the day that NOTIS_TODAY names,
// as late. With NOTIS_TERMINAL=1 a person is there to be asked, and with
// NOTIS_SCREEN=1 the output is read on a terminal.
func world(args []string, getenv func(string) string) cli.Env {
	now := noon
	if day, err := time.Parse(time.DateOnly, getenv("NOTIS_TODAY")); err == nil {
		now = func() time.Time { return day.Add(-30 * time.Minute) }
	}
	return cli.Env{
		Args: args, Now: now, Getenv: getenv, Terminal: getenv("NOTIS_TERMINAL") == "1", Colour: cli.Colour(getenv("NOTIS_SCREEN") == "1", getenv),
	}
}

// TestMain makes the test binary the program as well: below the name notis it
// is a process that runs a command.
func TestMain(m *testing.M) {
	if filepath.Base(os.Args[0]) != "notis" {
		os.Exit(m.Run())
	}
	env := world(os.Args[1:], os.Getenv)
	env.Stdin, env.Stdout, env.Stderr = os.Stdin, os.Stdout, os.Stderr
	var err error
	if env.Dir, err = os.Getwd(); err != nil {
		panic(err)
	}
	os.Exit(cli.Run(context.Background(), env))
}

// quick keeps the race detector from waiting a second at the end of each
// process.
const quick = "GORACE=atexit_sleep_ms=0"

// TestScripts runs the commands as a user does. Each script starts in a folder
// with the data of a made-up company. Its commands run in this process, beside
// those of the other scripts, so that the race detector sees them together, and
// what is made once is not made again by each. With exec, a command is a process
// of its own, with an exit code, a standard input, an environment and a folder
// that relative paths after --source are seen from.
func TestScripts(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.Symlink(self, filepath.Join(bin, "notis")); err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("PATH", bin+string(filepath.ListSeparator)+env.Getenv("PATH"))
			env.Setenv("REPOSITORY_ROOT", root)
			env.Vars = append(env.Vars, quick)
			env.Values[typed{}] = new(string)
			// A script that brings a file of its own keeps it.
			return lay(env.WorkDir, "../register/testdata/base.txtar", false)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"notis": run, "code": code, "answers": answers, "replace": replace, "lay": layOver, "copy": copyFolder, "flip": flip,
			"forge": forgeFile, "append": appendFile, "grepin": grepIn,
		},
	})
}

// lay writes the files of a txtar archive into a folder, over the ones that
// are there or beside them.
func lay(dir, archive string, over bool) error {
	a, err := txtar.ParseFile(archive)
	if err != nil {
		return err
	}
	for _, f := range a.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if _, err := os.Stat(name); err == nil && !over {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
