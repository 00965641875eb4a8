package archive

import (
	"errors"
	"os"
	"time"

	"notis/internal/diag"
)

// patience is how long a release waits for another one. A release takes less
// than a second, and a few for thousands of versions.
const patience = 20 * time.Second

// locked opens the source folder and does something in it while nobody else
// releases.
func locked(dir string, do func(*os.Root) error) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	unlock, err := lock(root, patience)
	if err != nil {
		return err
	}
	return errors.Join(do(root), unlock())
}

// lock waits for the lock on the folder data.
func lock(root *os.Root, wait time.Duration) (unlock func() error, err error) {
	for until := time.Now().Add(wait); ; time.Sleep(20 * time.Millisecond) {
		unlock, err := tryLock(root)
		if !errors.Is(err, errLocked) {
			return unlock, err
		}
		if time.Now().After(until) {
			return nil, diag.List{problem("archive-busy", dataDir, nil)}
		}
	}
}

// errLocked says that another process holds the lock.
var errLocked = errors.New("another release is running")
