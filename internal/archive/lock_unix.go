//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package archive

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// tryLock locks the folder data itself, so that no file is left behind. The
// lock goes when the process does, however it ends.
func tryLock(root *os.Root) (unlock func() error, err error) {
	f, err := root.Open(dataDir)
	if err != nil {
		return nil, err
	}
	for {
		err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if !errors.Is(err, unix.EINTR) {
			break
		}
	}
	if errors.Is(err, unix.EWOULDBLOCK) {
		err = errLocked
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f.Close, nil
}

func syncFolder(f *os.File) error { return f.Sync() }
