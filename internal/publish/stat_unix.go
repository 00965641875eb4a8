//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"io/fs"

	"golang.org/x/sys/unix"
)

// look asks the file system about a name, and follows no link. [os.Lstat] does
// not tell all of it.
func look(name string) (stat, error) {
	var st unix.Stat_t
	err := unix.Lstat(name, &st)
	for err == unix.EINTR {
		err = unix.Lstat(name, &st)
	}
	if err != nil {
		return stat{}, &fs.PathError{Op: "lstat", Path: name, Err: err}
	}
	kind := st.Mode & unix.S_IFMT
	return stat{
		regular: kind == unix.S_IFREG, folder: kind == unix.S_IFDIR, size: st.Size, links: uint64(st.Nlink), inode: uint64(st.Ino),
		written: unix.TimespecToNsec(st.Mtim), changed: unix.TimespecToNsec(st.Ctim),
	}, nil
}
