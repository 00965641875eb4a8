package publish

import "golang.org/x/sys/unix"

// swap exchanges the two folders in one step, so that out is never missing.
func swap(next, out, old string) error {
	err := unix.Renameat2(unix.AT_FDCWD, next, unix.AT_FDCWD, out, unix.RENAME_EXCHANGE)
	if err != nil {
		// No folder to exchange with, or a file system that cannot.
		return replace(next, out, old)
	}
	return nil
}
