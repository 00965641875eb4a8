//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// lock takes the lock on a site: a file beside it that says who builds. It goes
// when the process does, however it ends.
func lock(out string) (unlock func() error, err error) {
	name := filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".lock")
	for {
		f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o644)
		if err != nil {
			return nil, err
		}
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if errors.Is(err, unix.EWOULDBLOCK) {
			return nil, errors.Join(fmt.Errorf("%s is being built by %s; wait until that is done", out, owner(f)), f.Close())
		}
		if err != nil {
			if closed := f.Close(); closed != nil || !errors.Is(err, unix.EINTR) {
				return nil, errors.Join(err, closed)
			}
			continue
		}
		// Whoever had the lock has taken the file away with it.
		if !same(f, name) {
			if err := f.Close(); err != nil {
				return nil, err
			}
			continue
		}
		if err := f.Truncate(0); err == nil {
			_, err = fmt.Fprintf(f, "process %d since %s\n", os.Getpid(), time.Now().Format(time.RFC3339))
			if err != nil {
				return nil, errors.Join(err, os.Remove(name), f.Close())
			}
		}
		return func() error { return errors.Join(os.Remove(name), f.Close()) }, nil
	}
}

// owner reads who has the lock. Who has only just got it has not said so yet.
func owner(f *os.File) string {
	who, _ := io.ReadAll(io.LimitReader(f, 200))
	return cmp.Or(strings.TrimSpace(string(who)), "another process")
}

// same tells whether an open file is the one that has a name.
func same(f *os.File, name string) bool {
	a, err := f.Stat()
	b, err2 := os.Stat(name)
	return err == nil && err2 == nil && os.SameFile(a, b)
}
