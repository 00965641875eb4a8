package cli_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// The commands that scripts have beside those of testscript.

// code N COMMAND… runs a command that ends with that exit code.
func code(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[1], args[2:]...)
	var exit *exec.ExitError
	if got := map[bool]int{true: 0, false: -1}[err == nil]; errors.As(err, &exit) {
		if exit.ExitCode() != atoi(ts, args[0]) {
			ts.Fatalf("%v ended with %d", args[1:], exit.ExitCode())
		}
	} else if got != atoi(ts, args[0]) {
		ts.Fatalf("%v: %v", args[1:], err)
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
