//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package publish

import (
	"io"
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

// writeFile does what [os.WriteFile] does, without asking whether the file is one
// to be waited for, which no file of a site is.
func writeFile(name string, data []byte) error {
	failed := func(op string, err error) error { return &fs.PathError{Op: op, Path: name, Err: err} }
	fd, err := unix.Open(name, unix.O_WRONLY|unix.O_CREAT|unix.O_TRUNC|unix.O_CLOEXEC, 0o644)
	for err == unix.EINTR {
		fd, err = unix.Open(name, unix.O_WRONLY|unix.O_CREAT|unix.O_TRUNC|unix.O_CLOEXEC, 0o644)
	}
	if err != nil {
		return failed("open", err)
	}
	for len(data) > 0 && (err == nil || err == unix.EINTR) {
		var n int
		if n, err = unix.Write(fd, data); n == 0 && err == nil {
			err = io.ErrShortWrite
		}
		data = data[max(n, 0):]
	}
	if closing := unix.Close(fd); err == nil {
		err = closing
	}
	if err != nil {
		return failed("write", err)
	}
	return nil
}
