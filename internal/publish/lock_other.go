//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd

package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// lock makes a file that only one process can make. One that was killed leaves
// it behind.
func lock(out string) (unlock func() error, err error) {
	name := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".lock")
	f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		owner, _ := os.ReadFile(name)
		return nil, fmt.Errorf("%s is being built by %s; if that has ended, delete %s", out, strings.TrimSpace(string(owner)), name)
	}
	if err != nil {
		return nil, err
	}
	_, err = fmt.Fprintf(f, "process %d since %s\n", os.Getpid(), time.Now().Format(time.RFC3339))
	return func() error { return errors.Join(f.Close(), os.Remove(name)) }, err
}
