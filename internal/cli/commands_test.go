package cli_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"notis/internal/cli"
)

// The commands that scripts have beside those of testscript.

// notis ARG… runs the program in this process, and wants it to end well; with !
// before it, in any other way.
func run(ts *testscript.TestScript, neg bool, args []string) {
	if got := command(ts, args); neg == (got == cli.OK) {
		ts.Fatalf("%v ended with %d", args, got)
	}
}

// command gives the exit code of the program. What is relative after --source is
// seen from the folder of the process, which is another one than the script's.
func command(ts *testscript.TestScript, args []string) int {
	if i := slices.Index(args, "--source") + 1; i > 0 && i < len(args) && !filepath.IsAbs(args[i]) {
		ts.Fatalf("run it with exec, or name the whole path: --source %s", args[i])
	}
	env := world(args, ts.Getenv)
	input := ts.Value(typed{}).(*string)
	env.Stdin, env.Stdout, env.Stderr, env.Dir = strings.NewReader(*input), ts.Stdout(), ts.Stderr(), ts.MkAbs(".")
	*input = ""
	return cli.Run(context.Background(), env)
}

// typed is the key of what is typed while the next command runs.
type typed struct{}

// answers FILE gives the next command something to read, as stdin does for a
// process.
func answers(ts *testscript.TestScript, _ bool, args []string) {
	*ts.Value(typed{}).(*string) = ts.ReadFile(args[0])
}

// code N notis ARG… wants the program to end with that exit code; code N exec
// COMMAND… wants it of a process.
func code(ts *testscript.TestScript, _ bool, args []string) {
	want, got := atoi(ts, args[0]), 0
	switch args[1] {
	case "notis":
		got = command(ts, args[2:])
	case "exec":
		err := ts.Exec(args[2], args[3:]...)
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			got = exit.ExitCode()
		} else {
			ts.Check(err)
		}
	default:
		ts.Fatalf("code runs notis, or exec and a command; not %s", args[1])
	}
	if got != want {
		ts.Fatalf("%v ended with %d", args[1:], got)
	}
}

// replace FILE OLD NEW edits a file as an editor would.
func replace(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	if !strings.Contains(text, args[1]) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Replace(text, args[1], args[2], 1)), 0o644))
}

// lay NAME puts the files of testdata/lay/NAME.txtar over those of the script.
func layOver(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(lay(ts.MkAbs("."), filepath.Join("testdata/lay", args[0]+".txtar"), true))
}

// copy FROM TO makes a folder the copy of another, whatever was there.
func copyFolder(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(os.RemoveAll(ts.MkAbs(args[1])))
	ts.Check(os.CopyFS(ts.MkAbs(args[1]), os.DirFS(ts.MkAbs(args[0]))))
}

// flip FILE N changes one bit of the byte at N.
func flip(ts *testscript.TestScript, _ bool, args []string) {
	data := []byte(ts.ReadFile(args[0]))
	data[atoi(ts, args[1])] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}

// forge FILE REGEXP NEW changes a file of the archive in the folder data and,
// as somebody would who knows how it works, every list of checksums that
// follows, up to data/archive.sum. In NEW, \t stands for a tab.
func forgeFile(ts *testscript.TestScript, _ bool, args []string) {
	text := ts.ReadFile(args[0])
	at := regexp.MustCompile(args[1]).FindStringIndex(text)
	if at == nil {
		ts.Fatalf("%s does not hold %s", args[0], args[1])
	}
	text = text[:at[0]] + strings.ReplaceAll(args[2], `\t`, "\t") + text[at[1]:]
	ts.Check(forge(ts.MkAbs("data"), ts.MkAbs(args[0]), []byte(text)))
}

// forge writes a file, and then every list that named the old one.
func forge(dir, name string, now []byte) error {
	old, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if err := os.WriteFile(name, now, 0o644); err != nil {
		return err
	}
	was, is := fmt.Appendf(nil, "%x", sha256.Sum256(old)), fmt.Appendf(nil, "%x", sha256.Sum256(now))
	return filepath.WalkDir(dir, func(list string, d fs.DirEntry, err error) error {
		if err != nil || list == name || d.Name() != "SHA256SUMS" && d.Name() != "archive.sum" {
			return err
		}
		data, err := os.ReadFile(list)
		if err != nil || !bytes.Contains(data, was) {
			return err
		}
		return forge(dir, list, bytes.ReplaceAll(data, was, is))
	})
}

func atoi(ts *testscript.TestScript, s string) int {
	n, err := strconv.Atoi(s)
	ts.Check(err)
	return n
}
