//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package stamp

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

// Of gives the stamp of what has a name, and follows no link.
func Of(name string) (Stamp, error) {
	var st unix.Stat_t
	err := unix.Lstat(name, &st)
	for err == unix.EINTR {
		err = unix.Lstat(name, &st)
	}
	if err != nil {
		return Stamp{}, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	return Stamp{uint64(st.Dev), uint64(st.Ino), uint64(st.Mode), st.Size, unix.TimespecToNsec(st.Mtim), unix.TimespecToNsec(st.Ctim)}, nil
}
