//go:build !darwin && !dragonfly && !freebsd && !linux && !netbsd && !openbsd

package archive

import (
	"errors"
	"io/fs"
	"os"
)

// tryLock makes a file that only one process can make. One that was killed
// leaves it behind; the message of archive-busy says to delete it.
func tryLock(root *os.Root) (unlock func() error, err error) {
	const name = dataDir + "/.lock"
	f, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, errLocked
	}
	if err != nil {
		return nil, err
	}
	return func() error { return errors.Join(f.Close(), root.Remove(name)) }, nil
}

// syncFolder does nothing: here a folder cannot be synced.
func syncFolder(*os.File) error { return nil }
