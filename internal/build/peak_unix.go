//go:build unix

package build

import (
	"runtime"
	"syscall"
)

// Peak is how many bytes of memory the process has held at most; 0 where it is
// not known.
func Peak() int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(u.Maxrss)
	}
	return int64(u.Maxrss) * 1024 // everyone else counts in kilobytes
}
