package cli_test

import (
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
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

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"notis": func() {
		dir, err := os.Getwd()
		if err != nil {
			panic(err)
		}
		os.Exit(cli.Run(context.Background(), cli.Env{Args: os.Args[1:], Stdout: os.Stdout, Stderr: os.Stderr, Dir: dir, Now: noon}))
	}})
}

// TestScripts runs the commands as a user does. Each script starts in a folder
// with the data of a made-up company.
func TestScripts(t *testing.T) {
	a, err := txtar.ParseFile("../register/testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			for _, f := range a.Files {
				name := filepath.Join(env.WorkDir, filepath.FromSlash(f.Name))
				if _, err := os.Stat(name); err == nil {
					continue // the script brings its own
				}
				if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
					return err
				}
				if err := os.WriteFile(name, f.Data, 0o644); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			// code N COMMAND… runs a command that ends with that exit code.
			"code": func(ts *testscript.TestScript, _ bool, args []string) {
				err := ts.Exec(args[1], args[2:]...)
				var exit *exec.ExitError
				if got := map[bool]int{true: 0, false: -1}[err == nil]; errors.As(err, &exit) {
					if exit.ExitCode() != atoi(ts, args[0]) {
						ts.Fatalf("%v ended with %d", args[1:], exit.ExitCode())
					}
				} else if got != atoi(ts, args[0]) {
					ts.Fatalf("%v: %v", args[1:], err)
				}
			},
			// replace FILE OLD NEW edits a file as an editor would.
			"replace": func(ts *testscript.TestScript, _ bool, args []string) {
				text := ts.ReadFile(args[0])
				if !strings.Contains(text, args[1]) {
					ts.Fatalf("%s does not hold %q", args[0], args[1])
				}
				ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o644))
			},
		},
	})
}

func atoi(ts *testscript.TestScript, s string) int {
	n, err := strconv.Atoi(s)
	ts.Check(err)
	return n
}
