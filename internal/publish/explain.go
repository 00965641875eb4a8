package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// explain says what to do about what the file system refuses.
func explain(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("the disk is full, and the old site stays as it was; make room and build again: %w", err)
	case errors.Is(err, syscall.EROFS), errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("the site cannot be written, and the old one stays as it was; choose a folder of yours with --out: %w", err)
	}
	return err
}
