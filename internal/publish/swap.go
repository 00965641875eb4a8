package publish

import (
	"errors"
	"io/fs"
	"os"
)

// replace exchanges two folders in three renames, for a first build and for
// systems that cannot do it in one.
func replace(next, out, old string) error {
	err := os.Rename(out, old)
	if errors.Is(err, fs.ErrNotExist) {
		return os.Rename(next, out)
	}
	if err != nil {
		return err
	}
	if err := os.Rename(next, out); err != nil {
		return errors.Join(err, os.Rename(old, out))
	}
	return os.Rename(old, next)
}
