//go:build !unix

package build

// Peak is how many bytes of memory the process has held at most; 0 where it is
// not known.
func Peak() int64 { return 0 }
