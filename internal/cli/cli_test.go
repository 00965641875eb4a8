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

// clock is noon, or the day before the one that a script names in NOTIS_TODAY,
// as late in the evening.
func clock() time.Time {
	if day, err := time.Parse(time.DateOnly, os.Getenv("NOTIS_TODAY")); err == nil {
		return day.Add(-30 * time.Minute)
	}
	return noon()
}

// quick keeps the race detector from waiting a second at the end of each
// command.
const quick = "GORACE=atexit_sleep_ms=0"

// TestMain makes the test binary the program as well: below another name it
// runs a command. A script has no terminal to sit at, so it says with
// NOTIS_TERMINAL=1 that a person is there to be asked, and with NOTIS_SCREEN=1
// that the output is read on a terminal.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"notis": func() {
		dir, err := os.Getwd()
		if err != nil {
			panic(err)
		}
		os.Exit(cli.Run(context.Background(), cli.Env{
			Args: os.Args[1:], Stdout: os.Stdout, Stderr: os.Stderr, Dir: dir, Now: clock,
			Stdin: os.Stdin, Terminal: os.Getenv("NOTIS_TERMINAL") == "1",
			Colour: cli.Colour(os.Getenv("NOTIS_SCREEN") == "1", os.Getenv),
		}))
	}})
}

// TestScripts runs the commands as a user does. Each script starts in a folder
// with the data of a made-up company.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Vars = append(env.Vars, quick)
			// A script that brings a file of its own keeps it.
			return lay(env.WorkDir, "../register/testdata/base.txtar", false)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"code": code, "replace": replace, "lay": layOver, "copy": copyFolder, "flip": flip, "forge": forgeFile,
			"append": appendFile, "grepin": grepIn,
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
